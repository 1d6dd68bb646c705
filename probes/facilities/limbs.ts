import type { Evidence } from "../../src/audit/types.js";
import { cut, seen } from "../../src/snapshot/site.js";
import type { Table } from "../../src/snapshot/types.js";
import { datesIn } from "../dates.js";
import { absent, climb, nameBond } from "./ladder.js";
import { withOwnPages } from "./own-pages.js";
import { around, type PageView } from "./site-view.js";
import type { FiguresLimb, HiddenLimb, LimbAnswer, LimbData, Room, SaysLimb } from "./types.js";
import { names, type Pattern, patternOf, saidIn } from "./wording.js";

/** Judges one limb in the way its kind asks for, and names the authority's own page beside what was reached from it. */
export function judgeLimb(room: Room, limb: LimbData): LimbAnswer {
  const answer = judgeByKind(room, limb);
  if (answer.verdict === "not-met" || answer.verdict === "not-applicable") return answer;
  return { ...answer, evidence: withOwnPages(room, patternOf(limb), answer.evidence) };
}

function judgeByKind(room: Room, limb: LimbData): LimbAnswer {
  switch (limb.kind) {
    case "says":
      return judgeStatement(room, limb);
    case "figures":
      return judgeFigures(room, limb);
    case "hidden":
      return listClues(room, limb);
    case "special":
      return limb.judge(room, limb);
    default:
      return climb(room, limb);
  }
}

/** Pages about a topic, those named after it first; news, jobs and minutes left out. */
export function pagesOn(
  room: Room,
  limb: LimbData,
  options: { text?: boolean; noise?: boolean } = {},
): PageView[] {
  const pattern = patternOf(limb);
  const named: PageView[] = [];
  const inText: PageView[] = [];
  for (const view of room.view.pages) {
    if (view.retired || view.page.scope !== "own") continue;
    if (
      view.noise !== null &&
      !options.noise &&
      !("keepNoise" in limb && limb.keepNoise?.includes(view.noise))
    )
      continue;
    const bond = nameBond(view, pattern);
    if (bond === "title" || bond === "section") named.push(view);
    else if (bond === null && options.text && pattern.is.test(view.text)) inText.push(view);
  }
  return [...named, ...(limb.documents ? documentsOn(room, pattern) : []), ...inText];
}

function documentsOn(room: Room, pattern: Pattern): PageView[] {
  return room.view.documents.filter(
    (view) =>
      names(pattern, view.title) ||
      room.view
        .linksTo(view.page.url)
        .some(
          ({ link, from }) => from.page.scope === "own" && from.noise === null && names(pattern, link.name),
        ),
  );
}

/** Pages that state it, shown; the first would do, the others tell a web manager where else it stands. */
const MOST_STATED = 3;

/** A page about the topic that makes the statement. */
function judgeStatement(room: Room, limb: SaysLimb): LimbAnswer {
  const patterns = saysPatterns(limb);
  const pages = pagesOn(room, limb, { text: limb.anywhere ?? false });
  const named = (view: PageView) => patterns.some((pattern) => pattern.test(view.h1 || view.title));
  const evidence: Evidence[] = [];
  for (const view of new Set([...pages.filter(named), ...pages])) {
    const text = statementText(view, limb);
    const said = patterns.find((pattern) => saidIn(text, pattern));
    if (!said) continue;
    evidence.push(seen(view.page, `${capital(limb.name)}: stated here`, around(text, said)));
    if (evidence.length === MOST_STATED) break;
  }
  if (evidence.length > 0) {
    const claim = limb.grade === "claim";
    return {
      verdict: claim ? "partly-met" : "met",
      reason: claim ? "says-so-only" : "published",
      level: 1,
      evidence,
    };
  }
  const [page] = limb.anywhere ? [] : pages;
  if (page) {
    return {
      verdict: limb.otherwise ?? "partly-met",
      reason: limb.otherwise === "cannot-tell" ? "internal-only" : "statement-missing",
      level: limb.otherwise === "cannot-tell" ? null : 1,
      evidence: [seen(page.page, `A page about it, which does not state ${limb.name}`, cut(page.text, 200))],
    };
  }
  if (limb.absent === "cannot-tell")
    return { verdict: "cannot-tell", reason: "internal-only", level: null, evidence: [] };
  return absent(room);
}

/** The page's text, rows of tables as lines of their own, without what can be no statement of this limb. */
function statementText(view: PageView, limb: SaysLimb): string {
  const rows = view.page.tables.flatMap((table) =>
    table.rows.map((row) => row.map((cell) => cell.text).join(" ")),
  );
  const text = rows.length > 0 ? `${view.text}\n${rows.join("\n")}` : view.text;
  if (!limb.never && !limb.needs) return text;
  const never = limb.never ? new RegExp(limb.never, "i") : null;
  const needs = limb.needs ? new RegExp(limb.needs, "i") : null;
  return text
    .split(/(?<=[.!?\n])\s*/)
    .filter((sentence) => !never?.test(sentence) && (needs?.test(sentence) ?? true))
    .join("\n");
}

const statements = new WeakMap<SaysLimb, RegExp[]>();
function saysPatterns(limb: SaysLimb): RegExp[] {
  const known = statements.get(limb);
  if (known) return known;
  const made = limb.says.map((source) => new RegExp(source, "i"));
  statements.set(limb, made);
  return made;
}

interface Figure {
  value: number;
  /** Last day of the period it is for. */
  end: string;
  view: PageView;
  excerpt: string;
}

/** Two dated figures of the same indicator: an improvement is met, one figure is half of the evidence. */
function judgeFigures(room: Room, limb: FiguresLimb): LimbAnswer {
  const figures = figuresOf(room, limb).sort((a, b) => a.end.localeCompare(b.end));
  const [first] = figures;
  const last = figures.at(-1);
  if (!first || !last)
    return { verdict: "cannot-tell", reason: "figures-not-published", level: null, evidence: [] };
  const measures = { earlier: first.value, later: last.value };
  const evidence = [seen(last.view.page, `${last.value} for the period to ${last.end}`, last.excerpt)];
  if (first.end === last.end) {
    return {
      verdict: "partly-met",
      reason: "single-figure",
      level: 1,
      evidence,
      measures: { later: last.value },
    };
  }
  evidence.push(seen(first.view.page, `${first.value} for the period to ${first.end}`, first.excerpt));
  const gain = limb.better === "higher" ? last.value - first.value : first.value - last.value;
  const improved = limb.by === undefined ? gain > 0 : gain >= limb.by;
  return improved
    ? { verdict: "met", reason: "improved", level: 1, evidence, measures }
    : { verdict: "partly-met", reason: "not-improved", level: 1, evidence, measures };
}

const PERCENT = /(\d{1,3}(?:\.\d+)?)\s?(?:%|per ?cent)/gi;
const DAYS = /(\d{1,3}(?:\.\d+)?)\s?(?:calendar |working )?days/gi;
const LONE_NUMBER = /^\s*(\d{1,3}(?:\.\d+)?)\s*(?:%|days)?\s*$/;

function figuresOf(room: Room, limb: FiguresLimb): Figure[] {
  const pattern = patternOf(limb);
  const found: Figure[] = [];
  for (const view of room.view.pages) {
    if (view.page.scope !== "own" || view.noise === "news" || view.noise === "jobs") continue;
    if (!pattern.is.test(view.page.text)) continue;
    found.push(...figuresInTables(view, limb), ...figuresInText(view, limb));
    if (found.length > 20) break;
  }
  // One and the same period told twice is one figure.
  const byEnd = new Map(found.map((figure) => [figure.end, figure]));
  return [...byEnd.values()];
}

/** Indicator in the row's first cell, periods in the head. */
function figuresInTables(view: PageView, limb: FiguresLimb): Figure[] {
  const pattern = patternOf(limb);
  const found: Figure[] = [];
  for (const table of view.page.tables) {
    const [head, ...rows] = table.rows;
    if (!head) continue;
    found.push(...figuresDown(table, head, rows, view, limb));
    for (const row of rows) {
      const label = row[0]?.text ?? "";
      if (!names(pattern, label)) continue;
      row.slice(1).forEach((cell, index) => {
        const period = datesIn(head[index + 1]?.text ?? "")[0];
        const value = LONE_NUMBER.exec(cell.text)?.[1];
        const target = /target|plan|forecast|average|national/i.test(head[index + 1]?.text ?? "");
        if (period && value !== undefined && !target)
          found.push({
            value: Number(value),
            end: period.end,
            view,
            excerpt: cut(`${label}: ${cell.text}`, 200),
          });
      });
    }
  }
  return found;
}

/** Periods in the rows' first cells, the indicator in the head or, where there is a single column of figures, in the caption. */
function figuresDown(
  table: Table,
  head: Table["rows"][number],
  rows: Table["rows"],
  view: PageView,
  limb: FiguresLimb,
): Figure[] {
  const pattern = patternOf(limb);
  const over = head.length === 2 ? `${table.caption} ${table.heading}` : "";
  const column = head.findIndex((cell, index) => index > 0 && names(pattern, `${over} ${cell.text}`));
  if (column === -1 || /target|plan|forecast|average|national/i.test(head[column]?.text ?? "")) return [];
  return rows.flatMap((row) => {
    const period = datesIn(row[0]?.text ?? "")[0];
    const value = LONE_NUMBER.exec(row[column]?.text ?? "")?.[1];
    if (!period || value === undefined) return [];
    const excerpt = cut(`${table.caption} ${row.map((cell) => cell.text).join(": ")}`, 200);
    return [{ value: Number(value), end: period.end, view, excerpt }];
  });
}

/** A sentence or line that names the indicator, a figure and a period; as many figures as periods. */
function figuresInText(view: PageView, limb: FiguresLimb): Figure[] {
  const pattern = patternOf(limb);
  const found: Figure[] = [];
  for (const line of view.text.split(/\n|(?<=[a-z0-9%)])\.\s+(?=[A-Z])/)) {
    if (line.length > 600 || !names(pattern, line) || /\btarget\b/i.test(line)) continue;
    const values = [...line.matchAll(limb.unit === "percent" ? PERCENT : DAYS)].map((one) => Number(one[1]));
    const periods = datesIn(line);
    if (values.length === 0 || values.length !== periods.length) continue;
    values.forEach((value, index) => {
      const period = periods[index];
      if (period) found.push({ value, end: period.end, view, excerpt: cut(line, 200) });
    });
  }
  return found;
}

/** What can be seen of a thing that cannot be judged from outside. */
function listClues(room: Room, limb: HiddenLimb): LimbAnswer {
  const clues = pagesOn(room, limb).slice(0, 3);
  const pattern = patternOf(limb);
  return {
    verdict: "cannot-tell",
    reason: limb.reason ?? "internal-only",
    level: null,
    evidence: clues.map((view) =>
      seen(view.page, "A clue only: the page speaks of it", around(view.text, pattern.is) || view.page.title),
    ),
    measures: { clues: clues.length },
  };
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
