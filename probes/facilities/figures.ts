import { cut, seen } from "../../src/snapshot/site.js";
import type { Table } from "../../src/snapshot/types.js";
import { IndexedText } from "../../src/text/indexed-text.js";
import { rememberingEach } from "../../src/text/remembering.js";
import { expression, matchesOf } from "../expressions.js";
import { type Period, periodsIn, quarterOf, withCentury } from "./periods.js";
import { oncePerPage, type PageView } from "./site-view.js";
import type { FiguresLimb, LimbAnswer, Room } from "./types.js";
import { names, patternOf, wordingPattern } from "./wording.js";

/**
 * Figures of one indicator, as councils publish them: tables with years along the top or down the side, a row for each
 * year and indicator, several tables under one heading, prose with figure and period in either order, and the text of
 * PDF reports, where a table has lost its lines.
 */
interface Figure {
  value: number;
  period: Period | null;
  /** Figures under the same label are of one series. */
  series: string;
  /** Of a kind that `apart` keeps from the others. */
  aside: boolean;
  /** From a table: told before what stands in prose. */
  tabled: boolean;
  view: PageView;
  excerpt: string;
}

const MOST_FIGURES = 60;
const UNWANTED_COLUMN =
  /\b(targets?|goals?|plan(ned)?|forecast|benchmark|national|england|regional|london average|(nearest )?neighbours?|quartile|top 25|variance|change|difference|trend|rag|status|direction|aim|limit)\b/i;
/** Words that say nothing about which indicator a line or a column is of. */
const EMPTY_WORDS =
  /\b(in|it|its|was|were|is|are|we|took|take|takes|this|that|these|the|a|an|of|at|on|by|for|to|and|as|with|our|had|have|has|been|be|up|down|from|than|year|years|quarter|month|q\d|average|days?|working|calendar|only|just|said|so|same|now|then|figure|figures|result|results|actual|outturn|outcome|performance|value|rate|rates|per|cent|percent|percentage|share|proportion|rose|risen|rise|fell|fallen|fall|increased?|increase|decreased?|improved|improvement|compared?|comparison|before|earlier|later|ago|two|three|previous|last|against|targets?|goal|financial|ended|ending|end|survey|score|scored|reached|stood|went|came|better|worse|which|while|people|them|annual|total|latest|current|respectively|between|during|about|around|over|nearly|almost|more|under|points?)\b/gi;

/** Judges an improvement, or (with `atLeast`) a share that has to be reached. */
export function judgeFigures(room: Room, limb: FiguresLimb): LimbAnswer {
  const figures = figuresOf(room, limb);
  return limb.atLeast === undefined ? improvement(figures, limb) : sharePublished(figures, limb.atLeast);
}

/** Two dated figures of the same indicator: an improvement is met, one figure is half of the evidence. */
function improvement(figures: readonly Figure[], limb: FiguresLimb): LimbAnswer {
  const dated = figures.filter((one) => one.period !== null);
  const main = dated.filter((one) => !one.aside);
  const chosen = comparable(main.length > 0 ? main : dated, limb);
  const last = chosen.at(-1);
  const [first] = chosen;
  if (!first?.period || !last?.period)
    return { verdict: "cannot-tell", reason: "figures-not-published", level: null, evidence: [] };
  const told = (one: Figure) =>
    seen(one.view.page, `${one.value} for the period to ${one.period?.end}`, one.excerpt);
  if (first === last) {
    return {
      verdict: "partly-met",
      reason: "single-figure",
      level: 1,
      evidence: [told(last)],
      measures: { later: last.value },
    };
  }
  const measures = { earlier: first.value, later: last.value };
  const evidence = [told(last), told(first)];
  const gain = limb.better === "higher" ? last.value - first.value : first.value - last.value;
  const rounded = Math.round(gain * 1000) / 1000;
  const improved = limb.by === undefined ? rounded > 0 : rounded >= limb.by;
  return improved
    ? { verdict: "met", reason: "improved", level: 1, evidence, measures }
    : { verdict: "partly-met", reason: "not-improved", level: 1, evidence, measures };
}

/** The newest figure, whole years before parts of one; a share without a date tells as much. */
function sharePublished(figures: readonly Figure[], atLeast: number): LimbAnswer {
  const order = (one: Figure) => `${one.period?.months === 12 ? 1 : 0}${one.period?.end ?? ""}`;
  const newest = [...figures].sort((a, b) => order(b).localeCompare(order(a)))[0];
  if (!newest) return { verdict: "cannot-tell", reason: "internal-only", level: null, evidence: [] };
  const of = newest.period ? ` for the period to ${newest.period.end}` : "";
  const evidence = [seen(newest.view.page, `${newest.value} %${of}`, newest.excerpt)];
  const measures = { share: newest.value, asked: atLeast };
  return newest.value >= atLeast
    ? { verdict: "met", reason: "published", level: 1, evidence, measures }
    : { verdict: "partly-met", reason: "share-too-low", level: 1, evidence, measures };
}

/** Figures that can be laid side by side, oldest first: of one series, and of periods of one kind. */
function comparable(figures: readonly Figure[], limb: FiguresLimb): Figure[] {
  const series = new Map<string, Figure[]>();
  for (const one of figures) series.set(one.series, [...(series.get(one.series) ?? []), one]);
  const sets = [...series.values()].flatMap((one) => setsOf(one, limb));
  const best = sets.sort((a, b) => weight(b) - weight(a))[0];
  if (best && best.length > 1) return best;
  // The same indicator under other words in another year's report; what differs for one period is another indicator.
  const merged = setsOf(agreeing(figures), limb).sort((a, b) => weight(b) - weight(a))[0];
  if (merged && merged.length > 1) return merged;
  return best ?? merged ?? newestOf(figures);
}

function weight(set: readonly Figure[]): number {
  const [first] = set;
  const years = first?.period?.months === 12 ? 1000 : 0;
  return (set.length > 1 ? 10_000 : 0) + years + (first?.tabled ? 100 : 0) + set.length;
}

function setsOf(figures: readonly Figure[], limb: FiguresLimb): Figure[][] {
  const kinds = new Map<string, Figure[]>();
  for (const one of figures) {
    if (!one.period) continue;
    // What is collected mounts up over the year: the first quarter is compared with first quarters only.
    const kind =
      one.period.months === 12
        ? "year"
        : `${one.period.months} ${limb.cumulative ? one.period.end.slice(5, 7) : ""}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), one]);
  }
  const sets = [...kinds.values()].map(byEnd);
  const several = sets.filter((one) => one.length > 1);
  if (several.length > 0 || limb.cumulative) return several.length > 0 ? several : sets;
  return figures.length > 0 ? [byEnd(figures.filter((one) => one.period !== null))] : [];
}

/** One figure for each period, the first that was found. */
function byEnd(figures: readonly Figure[]): Figure[] {
  const ends = new Map<string, Figure>();
  for (const one of figures) if (one.period && !ends.has(one.period.end)) ends.set(one.period.end, one);
  return [...ends.values()].sort((a, b) => (a.period?.end ?? "").localeCompare(b.period?.end ?? ""));
}

function agreeing(figures: readonly Figure[]): Figure[] {
  return figures.filter((one) =>
    figures.every(
      (other) => other.period?.end !== one.period?.end || Math.abs(other.value - one.value) < 0.6,
    ),
  );
}

function newestOf(figures: readonly Figure[]): Figure[] {
  return byEnd(figures).slice(-1);
}

function figuresOf(room: Room, limb: FiguresLimb): Figure[] {
  const found: Figure[] = [];
  const apart = limb.apart ? expression(limb.apart) : null;
  for (const view of [...room.view.pages, ...room.view.documents]) {
    if (view.page.scope !== "own" || view.retired || view.noise === "news" || view.noise === "jobs") continue;
    if (!speaksOf(view, limb)) continue;
    const reader = new Reader(view, limb, room.context.asOf, apart);
    found.push(...reader.tables(), ...reader.text());
    if (found.length > MOST_FIGURES) break;
  }
  return found;
}

const plainOf = oncePerPage(
  (view, unit: FiguresLimb["unit"]) => new IndexedText(withoutValues(view.page.text, unit)),
);

/** Whether the page is worth reading for it; figures between the words that name the indicator are looked over. */
function speaksOf(view: PageView, limb: FiguresLimb): boolean {
  const text = plainOf(view, limb.unit);
  const about = withinOf(limb)?.about;
  return text.matches(patternOf(limb).is) || (about !== undefined && text.matches(about));
}

interface Within {
  about: RegExp;
  rows: RegExp;
}
const withinOf = rememberingEach(({ within }: FiguresLimb): Within | null =>
  within ? { about: wordingPattern(within.about), rows: wordingPattern(within.rows) } : null,
);

/** Reads the figures of one page. */
class Reader {
  private readonly pattern;
  private readonly within;
  private readonly needs: RegExp | null;
  private readonly pagePeriod: Period | null;
  private readonly title: string;
  private readonly bracketsYearBefore: boolean;

  constructor(
    private readonly view: PageView,
    private readonly limb: FiguresLimb,
    private readonly asOf: string,
    private readonly apart: RegExp | null,
  ) {
    this.pattern = patternOf(limb);
    this.within = withinOf(limb);
    this.needs = limb.needs ? expression(limb.needs) : null;
    this.title = `${view.h1} ${view.title}`;
    this.bracketsYearBefore = bracketsYearBefore(view, BEFORE_IN_BRACKETS);
    this.pagePeriod = onlyPeriod(view.h1) ?? onlyPeriod(view.title);
  }

  // ------------------------------------------------------------ tables

  tables(): Figure[] {
    return this.view.page.tables.flatMap((table) => this.table(table));
  }

  /** Each number by what its column and its row say: indicator, period, or that it is a target. */
  private table(table: Table): Figure[] {
    const rows = table.rows.map((row) => row.map((cell) => withCentury(cell.text.trim())));
    const yearAround = onlyPeriod(table.caption) ?? onlyPeriod(table.heading) ?? this.pagePeriod;
    const headed = headOf(rows);
    // What stands over the labels is said of them all: “Satisfied with”.
    const corner = withoutPeriods(headed.columns[0] ?? "");
    const around = `${table.caption} ${table.heading} ${corner}`.trim();
    const found: Figure[] = [];
    for (const row of rows.slice(headed.rows)) {
      // Cells that span are printed once: a shorter row lacks its first ones.
      const shift = Math.max(0, headed.columns.length - row.length);
      const label = row.filter((cell) => cell !== "" && !isValue(cell) && !isPeriod(cell)).join(" ");
      const rowPeriod = periodOfCells(
        row.filter((cell) => !isValue(cell)),
        yearAround,
      );
      row.forEach((cell, index) => {
        if (index === 0 && row.length > 1 && !isValue(cell)) return;
        const value = this.valueOf(cell);
        if (value === null) return;
        const column = headed.columns[index + shift] ?? "";
        if (UNWANTED_COLUMN.test(column) || OTHER_FIGURE.test(label)) return;
        const columnPeriod = periodOfCells([column], yearAround) ?? relativeOf(column, yearAround);
        const period = columnPeriod ?? rowPeriod ?? yearAround;
        const ofColumn = withoutPeriods(column);
        const whole = `${ofColumn} ${withoutPeriods(label)}`.trim();
        if (!this.isOf(whole, label, ofColumn, around) || !this.fits(cell, whole, around)) return;
        this.add(found, value, period, whole, `${around.trim()} ${row.join(": ")}`, true, around);
      });
    }
    return found;
  }

  private isOf(whole: string, label: string, column: string, around: string): boolean {
    if (this.pattern.not?.test(whole)) return false;
    if (names(this.pattern, label) || names(this.pattern, column) || names(this.pattern, whole)) return true;
    const context = `${around} ${column}`;
    if (this.within?.about.test(`${context} ${this.title}`) && this.within.rows.test(whole)) return true;
    // A single column of figures under a caption that names the indicator.
    return isBare(whole) && names(this.pattern, around);
  }

  /** Percentages are no days, and neither are numbers of things or pounds. */
  private fits(cell: string, label: string, around: string): boolean {
    const says = `${label} ${around}`;
    if (this.limb.unit === "percent") {
      if (/%|per ?cent/i.test(cell)) return true;
      if (/day/i.test(cell)) return false;
      return !/£|\b(numbers? of|million|how many|count|days?\)|average (time|days)|in days)\b/i.test(label);
    }
    if (/%|per ?cent/i.test(cell)) return false;
    return /day/i.test(cell) || !/%|\b(per ?cent|percentage|numbers? of|proportion)\b|£/i.test(says);
  }

  private valueOf(cell: string): number | null {
    const value = LONE_NUMBER.exec(cell)?.[1];
    if (value === undefined) return null;
    const number = Number(value);
    return this.limb.unit === "percent" && number > 100 ? null : number;
  }

  private add(
    found: Figure[],
    value: number,
    period: Period | null,
    label: string,
    excerpt: string,
    tabled: boolean,
    around: string,
  ): void {
    if (this.limb.unit === "percent" && value > 100) return;
    // What has not begun by the day of the audit is a forecast.
    if (period && period.first > this.asOf.slice(0, 10)) return;
    if (this.needs && !this.needs.test(`${label} ${around} ${this.title} ${excerpt}`)) return;
    const { view } = this;
    const series = tabled ? seriesOf(label, around) : "prose";
    const aside = this.apart?.test(label) ?? false;
    found.push({ value, period, series, aside, tabled, view, excerpt: cut(excerpt.trim(), 200) });
  }

  // ------------------------------------------------------------ prose and the text of documents

  text(): Figure[] {
    const found: Figure[] = [];
    let heading = "";
    let topical = false;
    let base: Period | null = null;
    let columns: string[] | null = null;
    for (const { line, isHeading, sentences } of linesOf(this.view)) {
      if (isHeading) {
        heading = line;
        topical = names(this.pattern, line);
        base = onlyPeriod(line);
        continue;
      }
      for (const { written, sentence, head, plainOf } of sentences) {
        if (head) columns = head;
        const plain = plainOf(this.limb.unit);
        const within =
          this.within?.about.test(`${heading} ${this.title} ${plain}`) && this.within.rows.test(plain);
        const named =
          names(this.pattern, plain) || (within === true && !(this.pattern.not?.test(plain) ?? false));
        const follows: boolean = topical && isBare(withoutPeriods(plain));
        topical = named || follows;
        if (!topical) continue;
        const around = `${heading} ${line}`;
        const read =
          this.columnsOf(sentence, columns) ??
          this.inBrackets(sentence, base ?? onlyPeriod(heading) ?? this.pagePeriod) ??
          this.pairs(sentence, base ?? onlyPeriod(heading) ?? this.pagePeriod);
        for (const { value, period } of read) {
          if (period) base = period;
          this.add(found, value, period, named ? sentence : around, written, false, around);
        }
      }
    }
    return found;
  }

  /** A line of a document's table: its cells by the line that heads them. */
  private columnsOf(line: string, columns: readonly string[] | null): Reading[] | null {
    if (!columns || periodsIn(line).length > 0) return null;
    const cells = splitCells(line);
    const values =
      cells.length > 1
        ? cells.slice(1).filter((cell) => isValue(cell))
        : (/(?:\s+\d{1,3}(?:\.\d+)?\s?%?)+\s*$/.exec(line)?.[0].trim().split(/\s+/) ?? []);
    if (values.length === 0) return null;
    const heads = columns.slice(Math.max(0, columns.length - values.length));
    if (columns.length < values.length) return null;
    return values.flatMap((cell, index) => {
      const value = this.valueOf(cell);
      const column = heads[index] ?? "";
      const period = onlyPeriod(column);
      if (value === null || !period || UNWANTED_COLUMN.test(column) || !this.fits(cell, line, "")) return [];
      return [{ value, period }];
    });
  }

  /** “19 (24)” in a report that says that the year before stands in brackets. */
  private inBrackets(sentence: string, base: Period | null): Reading[] | null {
    if (!base || !this.bracketsYearBefore) return null;
    const found =
      /(?<![\d.])(\d{1,3}(?:\.\d+)?)\s?(?:%|days?)?\s*\((\d{1,3}(?:\.\d+)?)\s?(?:%|days?)?\)/.exec(sentence);
    const before = relativeOf("previous year", base);
    if (!found || !before) return null;
    return [
      { value: Number(found[1]), period: base },
      { value: Number(found[2]), period: before },
    ];
  }

  /** As many figures as periods stand in the same order; one of them among several others is found by nearness. */
  private pairs(sentence: string, base: Period | null): Reading[] {
    const text = this.withoutRivals(sentence);
    let values = valuesIn(text, this.limb.unit);
    if (values.length === 0) return [];
    const periods = distinct(periodsIn(text, base, values.length === 2), values.length);
    if (values.length !== periods.length) values = values.filter((one) => !comparedOnly(text, one, periods));
    if (values.length > 1 && periods.length === 1)
      values = values.filter((one) => this.isNamedBeside(text, one, values));
    const [only] = values;
    if (!only) return [];
    if (values.length === periods.length) return inOrder(text, values, periods);
    if (values.length !== 1) return [];
    if (periods.length === 0) return [{ value: only.value, period: base }];
    const nearest = [...periods].sort((a, b) => Math.abs(a.at - only.at) - Math.abs(b.at - only.at))[0];
    return nearest ? [{ value: only.value, period: nearest }] : [];
  }

  /** Of two indicators in one sentence (council tax and business rates) the other's part is left out. */
  private withoutRivals(sentence: string): string {
    if (!this.limb.rivals) return sentence;
    const rival = wordingPattern(this.limb.rivals);
    if (!rival.test(sentence)) return sentence;
    const parts = sentence.split(/(?:,|;|\band\b|\bwhile\b|\bbut\b|\bor\b)\s*(?=[^,;]*\d)/);
    let foreign = false;
    const kept: string[] = [];
    parts.forEach((part, index) => {
      const plain = withoutValues(part, this.limb.unit);
      const here = rival.test(plain);
      const own = this.ownMention(plain);
      if (here !== own) foreign = here;
      else if (index === 0) foreign = false;
      kept.push(foreign ? part.replace(/\d{1,3}(?:\.\d+)?\s?(?:%|per ?cent)/gi, "") : part);
    });
    return kept.join(", ");
  }

  private ownMention(text: string): boolean {
    return this.pattern.is.test(text) || (this.within?.rows.test(text) ?? false);
  }

  /** “97.2% of council tax and 98.1% of other bills”: what a figure is of stands behind it, else before it. */
  private isNamedBeside(text: string, one: Value, all: readonly Value[]): boolean {
    const index = all.indexOf(one);
    const end = one.at + one.length;
    const behind = text.slice(end, all[index + 1]?.at ?? text.length);
    const before = text.slice(
      index === 0 ? 0 : (all[index - 1]?.at ?? 0) + (all[index - 1]?.length ?? 0),
      one.at,
    );
    const label =
      /^\s*(?:%|per ?cent)?\s*(of|for|in|were|was|are|is|thought?|think|said|say|felt|feel|agreed?|rated?)\b/i.test(
        behind,
      )
        ? `${before} ${behind.split(/,|\band\b/)[0] ?? ""}`
        : before;
    return this.ownMention(withoutValues(label, this.limb.unit));
  }
}

// ---------------------------------------------------------------- cells and heads

const LONE_NUMBER =
  /^\s*[▲▼↑↓]?\s*(\d{1,3}(?:\.\d+)?)\s*(?:%|per ?cent|(?:working |calendar )?days)?\s*(?:[▲▼↑↓*†]+|\([^)]*\))?\s*$/i;

function isValue(cell: string): boolean {
  return LONE_NUMBER.test(cell);
}

function isPeriod(cell: string): boolean {
  return cell.length < 50 && periodsIn(cell).length === 1 && isBare(withoutPeriods(cell));
}

function onlyPeriod(text: string): Period | null {
  const periods = distinct(periodsIn(withCentury(text)), 1);
  return periods.length === 1 ? (periods[0] ?? null) : null;
}

function periodOfCells(cells: readonly string[], around: Period | null): Period | null {
  const text = cells.filter((cell) => cell.length < 60).join(" ");
  return onlyPeriod(text) ?? quarterOf(text, around);
}

/** What somebody else scored, or was to be reached; the National Highways and Transport survey asks about each council. */
const OTHER_FIGURE = /\btargets?\b|\bnational\b(?! highways)/i;
const BEFORE_IN_BRACKETS =
  /\b(previous|last|prior|preceding) year(['’]s)?( \w+){0,3} in (brackets|parentheses)|\bin (brackets|parentheses)( \w+){0,4} (previous|last|prior|preceding) year\b/i;
/** The report says so once, for all its figures. */
const bracketsYearBefore = oncePerPage((view, says: RegExp) => says.test(view.page.text));

/** “Last year” and “This year” in a head, told from the year that stands over the table. */
function relativeOf(column: string, around: Period | null): Period | null {
  if (!around || !/\b(last|previous|prior) (financial )?year\b/i.test(column)) return null;
  return periodsIn("the year before", around)[0] ?? null;
}

interface Head {
  rows: number;
  columns: string[];
}

/** The rows of words and periods above the numbers; a cell that spans several columns stands over each of them. */
function headOf(rows: readonly string[][]): Head {
  const first = rows.findIndex(
    (row) => row.slice(1).some(isValue) || (row.length === 1 && isValue(row[0] ?? "")),
  );
  const count = first === -1 ? rows.length : first;
  const heads = rows.slice(0, count).filter((row) => row.length > 1);
  const width = Math.max(0, ...heads.map((row) => row.length), ...rows.slice(count).map((row) => row.length));
  const columns = Array.from({ length: width }, (_, column) =>
    heads
      .map((row) => spread(row, column, width))
      .join(" ")
      .trim(),
  );
  return { rows: count, columns };
}

function spread(row: readonly string[], column: number, width: number): string {
  if (row.length >= width) return row[column] ?? "";
  const spans = (width - 1) / (row.length - 1);
  if (column === 0) return row[0] ?? "";
  if (Number.isInteger(spans)) return row[1 + Math.floor((column - 1) / spans)] ?? "";
  // The first column's head spans downwards and is printed in the row above.
  return row[column - (width - row.length)] ?? "";
}

function seriesOf(label: string, around: string): string {
  const plain = label
    .toLowerCase()
    .replace(EMPTY_WORDS, " ")
    .replace(/[^a-z]+/g, " ")
    .trim();
  return plain === ""
    ? around
        .toLowerCase()
        .replace(/[^a-z]+/g, " ")
        .trim()
    : plain;
}

/** Nothing is left of it that would name another indicator. */
function isBare(text: string): boolean {
  const words = text.replace(EMPTY_WORDS, " ").match(/[a-z]{2,}/gi) ?? [];
  return words.length <= 1;
}

function withoutPeriods(text: string): string {
  return periodsIn(text)
    .reverse()
    .reduce((rest, { at, length }) => `${rest.slice(0, at)} ${rest.slice(at + length)}`, text);
}

// ---------------------------------------------------------------- prose

/** A line of a page's text with what reading it for any indicator starts from. */
interface Line {
  line: string;
  isHeading: boolean;
  sentences: readonly Sentence[];
}

interface Sentence {
  written: string;
  /** With the century put back into short years. */
  sentence: string;
  /** Periods, where it is the line that heads columns. */
  head: string[] | null;
  /** Without its figures in a unit. */
  plainOf(unit: FiguresLimb["unit"]): string;
}

const LONGEST_SENTENCE = 600;
const SENTENCE_END = /(?<=[a-z0-9%)])[.;]\s+(?=[A-Z]|in \d)|(?<=[a-z0-9%)])\.\s+(?=[A-Z0-9])/;

/** The lines of a page outside its tables; a document's lines are its tables' rows. */
const linesOf = oncePerPage<void, Line[]>((view): Line[] => {
  const { page } = view;
  const cells = new Set(
    page.tables.flatMap((table) => table.rows.flatMap((row) => row.map((cell) => cell.text.trim()))),
  );
  const headings = new Set(view.headings);
  const text = page.kind === "pdf" ? page.text : view.text;
  const lines = text.split("\n").filter((one) => !cells.has(one.trim()));
  return joined(lines, headings).map((line) => {
    const isHeading = headings.has(line);
    return { line, isHeading, sentences: isHeading ? [] : line.split(SENTENCE_END).flatMap(sentenceOf) };
  });
});

function sentenceOf(written: string): Sentence[] {
  const sentence = withCentury(written);
  if (sentence.length > LONGEST_SENTENCE) return [];
  const plain: Partial<Record<FiguresLimb["unit"], string>> = {};
  const plainOf = (unit: FiguresLimb["unit"]) => (plain[unit] ??= withoutValues(sentence, unit));
  return [{ written, sentence, head: headLine(sentence), plainOf }];
}

interface Reading {
  value: number;
  period: Period | null;
}

interface Value {
  value: number;
  at: number;
  length: number;
}

const NUMBER = "\\d{1,3}(?:\\.\\d+)?";
const PERCENT_UNIT = "\\s?(?:%|per ?cent\\b)";
const DAYS_UNIT = "\\s?(?:calendar |working )?days\\b";
const UNITS = { percent: PERCENT_UNIT, days: DAYS_UNIT } as const;
const QUALIFIER = "(?:just |only |an? average of |about |around |over )?";
/** A figure that is a target, another place's, a change, or a part of those asked. */
const NOT_THE_FIGURE = (unit: string): readonly RegExp[] => [
  expression(
    `\\b(?:targets?|goals?|aim(?:ed|s|ing)?|standard|want|hope|expect|plan|intend|commit\\w*|promise|pledge)\\b(?: \\w+){0,4}?[\\s:=(]*(${NUMBER})${unit}`,
    "gi",
  ),
  expression(`(${NUMBER})${unit}\\s*(?:target|goal)`, "gi"),
  expression(
    `\\b(?:national(?:ly)?|england|english|regional|london|other councils|similar councils|nearest neighbours?|across the country)\\b[^.;,]{0,40}?(${NUMBER})${unit}`,
    "gi",
  ),
  expression(`(${NUMBER})${unit} (?:nationally|across england|for england|in england|points?)\\b`, "gi"),
  expression(
    `\\b(?:by|of|another|a further) (${NUMBER})${unit}(?= (?:points?|more|fewer|less|rise|increase|improvement)\\b)`,
    "gi",
  ),
  expression(`\\bby (?:more than |over |nearly |almost |about |around )?(${NUMBER})${unit}`, "gi"),
  expression(`\\bresponse rate (?:of|was|:)?\\s*(${NUMBER})${unit}`, "gi"),
  expression(
    `(${NUMBER})${unit} (?:of (?:those|people|households) (?:asked|invited|who were sent)|response rate)`,
    "gi",
  ),
  expression(`\\bwithin (?:an average of )?(${NUMBER})${unit}`, "gi"),
];

/** The figures of a sentence in their unit; of a pair (“from 24 days to 19”) the unit is often said once. */
function valuesIn(text: string, unit: FiguresLimb["unit"]): Value[] {
  const measured = UNITS[unit];
  let plain = text;
  for (const pattern of NOT_THE_FIGURE(measured)) {
    if (unit === "percent" && pattern.source.startsWith("\\bwithin")) continue;
    plain = plain.replace(pattern, (whole) => whole.replace(/\d/g, "x"));
  }
  const found = new Map<number, Value>();
  const take = (digits: string | undefined, at: number) => {
    if (digits !== undefined && !found.has(at))
      found.set(at, { value: Number(digits), at, length: digits.length });
  };
  for (const match of matchesOf(expression(`(?<![\\d.,/£])(${NUMBER})${measured}`, "gi"), plain))
    take(match[1], match.index);
  const pair = expression(
    `(?<![\\d.,/£])(${NUMBER})(?:${measured})?(,? (?:to|and|down to|up to|then|against) ${QUALIFIER})(${NUMBER})(?:${measured})?(?![\\d%/])`,
    "gi",
  );
  for (const match of matchesOf(pair, plain)) {
    const [whole, first = "", , second = ""] = match;
    if (!expression(`${NUMBER}${measured}`).test(whole)) continue;
    take(first, match.index);
    take(second, match.index + whole.indexOf(second, first.length));
  }
  return [...found.values()].filter((one) => unit === "days" || one.value <= 100).sort((a, b) => a.at - b.at);
}

function withoutValues(text: string, unit: FiguresLimb["unit"]): string {
  if (!expression(UNITS[unit]).test(text)) return text.replace(/\s+/g, " ");
  // “Within 30 days” names the indicator; only figures in the limb's own unit are taken out.
  const figure =
    unit === "percent"
      ? expression(`(?<![\\d.,/£])${NUMBER}${PERCENT_UNIT}`, "gi")
      : expression(`(?<![\\d.,/£])${NUMBER}(?=${DAYS_UNIT})`, "gi");
  return text.replace(figure, " ").replace(/\s+/g, " ");
}

/** Periods that say something new; where there are more of them than figures, when a thing was published is left out. */
function distinct(periods: readonly Period[], wanted: number): Period[] {
  if (periods.length <= wanted) return [...periods];
  const kept: Period[] = [];
  for (const one of periods) {
    const same = kept.findIndex(
      (other) =>
        (other.first <= one.first && one.end <= other.end) ||
        (one.first <= other.first && other.end <= one.end),
    );
    if (same === -1) kept.push(one);
    else if (one.months > (kept[same]?.months ?? 0)) kept[same] = one;
  }
  return kept;
}

/** “Up from 96.8%” without a date of its own only tells the direction. */
function comparedOnly(text: string, one: Value, periods: readonly Period[]): boolean {
  const before = text.slice(Math.max(0, one.at - 30), one.at);
  if (!/\b(?:from|compared (?:to|with)|than|against|previously|was)\s*(?:an average of )?$/i.test(before))
    return false;
  const clause = /^[^,;.()]*/.exec(text.slice(one.at))?.[0].length ?? 0;
  return !periods.some((period) => period.at > one.at && period.at < one.at + clause);
}

function inOrder(text: string, values: readonly Value[], periods: readonly Period[]): Reading[] {
  const [a, b] = values;
  const [first, second] = periods;
  // “To 63% from 57% between 2023 and 2025”: the later figure is told first.
  if (a && b && first && second && values.length === 2) {
    const apart = Math.max(a.at, b.at) < first.at || Math.min(a.at, b.at) > second.at;
    const backwards = /\bfrom\s*$/i.test(text.slice(0, b.at)) && !/\bfrom\s*$/i.test(text.slice(0, a.at));
    if (apart && backwards && first.end < second.end) {
      return [
        { value: b.value, period: first },
        { value: a.value, period: second },
      ];
    }
  }
  return values.map(({ value }, index) => ({ value, period: periods[index] ?? null }));
}

const CELL_MARK = /\s+[/|]\s+|\t+|\s{3,}/;

function splitCells(line: string): string[] {
  return line.split(CELL_MARK).map((cell) => cell.trim());
}

/** A line that heads columns: periods and words for targets, and no figure. */
function headLine(line: string): string[] | null {
  if (/\d\s?%/.test(line) || line.length > 160) return null;
  const cells = splitCells(line);
  if (cells.length > 1) return cells.some((cell) => periodsIn(cell).length === 1) ? cells.slice(1) : null;
  const periods = periodsIn(line);
  if (periods.length === 0 || /[.!?]$/.test(line.trim())) return null;
  const words = [...line.matchAll(/\b(targets?|goal|national|average|status|trend|change)\b/gi)].map(
    (match) => ({
      at: match.index,
      text: match[0],
    }),
  );
  const columns = [...periods.map(({ at, length }) => ({ at, text: line.slice(at, at + length) })), ...words];
  if (columns.length < 2) return null;
  return columns.sort((a, b) => a.at - b.at).map((one) => one.text);
}

/**
 * A figure, or a year, on a line of its own belongs to the line beside it: behind its label, unless what stands before
 * it is a heading or a whole sentence, as on cards that print the figure large and what it is of below.
 */
function joined(lines: readonly string[], headings: ReadonlySet<string>): string[] {
  const found: string[] = [];
  let labelFirst: boolean | null = null;
  let waiting = "";
  for (const line of lines.map((one) => one.trim())) {
    if (line === "") continue;
    const before = found.at(-1) ?? "";
    if (headings.has(line)) {
      if (waiting !== "") found.push(waiting);
      waiting = "";
      labelFirst = null;
      found.push(line);
      continue;
    }
    const figure = /^\d{1,3}(?:\.\d+)?\s?(?:%|per ?cent|days)$/i.test(line);
    if (figure && waiting === "")
      labelFirst ??= before !== "" && !headings.has(before) && !/[.!?]$/.test(before);
    if (figure && labelFirst === true && waiting === "" && before !== "") {
      found[found.length - 1] = `${before} ${line}`;
    } else if (waiting !== "") {
      found.push(`${waiting} ${line}`);
      waiting = "";
    } else if (figure || (line.length < 20 && isPeriod(withCentury(line)))) waiting = line;
    else found.push(line);
  }
  if (waiting !== "") found.push(waiting);
  return found;
}
