import type { Evidence } from "../../src/audit/types.js";
import { cut, seen } from "../../src/snapshot/site.js";
import { IndexedText } from "../../src/text/indexed-text.js";
import { expression } from "../expressions.js";
import { judgeFigures } from "./figures.js";
import { absent, climb, nameBond } from "./ladder.js";
import { withOwnPages } from "./own-pages.js";
import { around, oncePerPage, type PageView } from "./site-view.js";
import type { HiddenLimb, LimbAnswer, LimbData, Room, SaysLimb } from "./types.js";
import { patternOf, saidIn } from "./wording.js";

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
  options: { text?: boolean; noise?: boolean; partners?: boolean } = {},
): PageView[] {
  const pattern = patternOf(limb);
  const named: PageView[] = [];
  const inText: PageView[] = [];
  for (const view of room.view.pages) {
    if (view.retired) continue;
    if (view.page.scope !== "own" && !(options.partners && isPartners(room, view))) continue;
    if (
      view.noise !== null &&
      !options.noise &&
      !("keepNoise" in limb && limb.keepNoise?.includes(view.noise))
    )
      continue;
    const bond = nameBond(view, pattern);
    if (bond === "title" || bond === "section") named.push(view);
    else if (bond === null && options.text && view.prose.matches(pattern.is)) inText.push(view);
  }
  return [...named, ...(limb.documents ? documentsOn(room, limb) : []), ...inText];
}

/** A page of another body that the authority's own site leads to from its content, and that is no other council's. */
function isPartners(room: Room, view: PageView): boolean {
  if (view.otherCouncil) return false;
  return room.view
    .waysTo(view)
    .some(
      ({ link, from }) => from.page.scope === "own" && from.noise === null && !room.view.isFurniture(link),
    );
}

/** Documents named after the topic, and where the statement may stand anywhere, those that speak of it. */
function documentsOn(room: Room, limb: LimbData): PageView[] {
  const pattern = patternOf(limb);
  return room.view.documents.filter(
    (view) =>
      !view.retired &&
      view.noise === null &&
      (nameBond(view, pattern) === "title" ||
        (limb.kind === "says" && limb.anywhere === true && view.prose.matches(pattern.is))),
  );
}

/** Pages that state it, shown; the first would do, the others tell a web manager where else it stands. */
const MOST_STATED = 3;

/** A page about the topic that makes the statement. */
function judgeStatement(room: Room, limb: SaysLimb): LimbAnswer {
  const patterns = limb.says.map((source) => expression(source));
  const pages = pagesOn(room, limb, {
    text: limb.anywhere ?? false,
    partners: limb.partners ?? false,
  });
  const named = (view: PageView) => patterns.some((pattern) => pattern.test(view.h1 || view.title));
  const evidence: Evidence[] = [];
  for (const view of new Set([...pages.filter(named), ...pages, ...documentsOn(room, limb)])) {
    const whole = wholeText(view);
    const possible = patterns.filter((pattern) => whole.mayMatch(pattern));
    if (possible.length === 0) continue;
    const text = statementText(view, limb);
    const said = possible.find((pattern) => saidIn(text, pattern));
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
  const { text } = wholeText(view);
  if (!limb.never && !limb.needs) return text;
  const never = limb.never ? expression(limb.never) : null;
  const named = nameBond(view, patternOf(limb)) === "title";
  const needs = limb.needs && !named ? expression(limb.needs) : null;
  return text
    .split(/(?<=[.!?\n])\s*/)
    .filter((sentence) => !never?.test(sentence) && (needs?.test(sentence) ?? true))
    .join("\n");
}

/** The text and, row by row, the tables. */
const wholeText = oncePerPage<void, IndexedText>((view) => {
  const rows = view.page.tables.flatMap((table) =>
    table.rows.map((row) => row.map((cell) => cell.text).join(" ")),
  );
  return rows.length > 0 ? new IndexedText(`${view.text}\n${rows.join("\n")}`) : view.prose;
});

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
