import { cut } from "../../src/snapshot/site.js";
import type { Table } from "../../src/snapshot/types.js";
import { datesIn, type FoundDate } from "../dates.js";
import type { PageView } from "./site-view.js";
import type { FiguresLimb } from "./types.js";
import { names, patternOf } from "./wording.js";

/** One figure of an indicator, for one period. */
export interface Figure {
  value: number;
  /** Last day of the period it is for. */
  end: string;
  /** A quarter's figure is not set beside a year's. */
  span: "year" | "quarter" | "point";
  view: PageView;
  excerpt: string;
}

const PERCENT = /(?<![\d.,£])(\d{1,3}(?:\.\d+)?)\s?(?:%|per ?cent)/gi;
const DAYS = /(?<![\d.,£])(\d{1,3}(?:\.\d+)?)\s?(?:calendar |working )?days/gi;
const LONE_NUMBER = /^\s*(\d{1,3}(?:\.\d+)?)\s*(?:%|per ?cent|(?:calendar |working )?days)?\s*$/i;
/** A column or a clause of something that was not achieved here. */
const NOT_ACHIEVED =
  /\b(target|plan(ned)?|goal|aim|forecast|average|national|england|benchmark|median|quartile|nearest neighbours?)\b/i;
const TARGET_CLAUSE =
  /[,;(]?\s*(?:against|versus|and|with|compared (?:with|to))?\s*(?:a|an|the|our|its)?\s*\b(?:annual |national |yearly )?(?:target|goal|plan|average)\b[^,;.)]{0,20}?\d{1,3}(?:\.\d+)?\s?(?:%|per ?cent|days)?\)?/gi;
const YEAR_BEFORE =
  /\b(?:the |in the )?(?:year before|previous year|last year|prior year|year earlier|preceding year)\b/i;
/** A sentence that goes on about what the one before it named. */
const GOES_ON =
  /^\s*(in|by|for|this|that|it|the (year|figure|previous|result|rate|same)|up|down|(two|three) years|a year|compared|and)\b/i;

/** Every dated figure of the indicator that a page or document gives, in tables and in prose. */
export function figuresOn(view: PageView, limb: FiguresLimb): Figure[] {
  const inTables = view.page.tables.flatMap((table) => [
    ...figuresAcross(view, table, limb),
    ...figuresDown(view, table, limb),
  ]);
  return [...inTables, ...figuresInText(view, limb)];
}

/** Figures of like periods, earliest first: years with years where there are two, else whatever there is. */
export function comparable(figures: readonly Figure[]): Figure[] {
  const sorted = [...figures].sort((a, b) => a.end.localeCompare(b.end));
  for (const spans of [["year"], ["point"], ["year", "point"], ["quarter"]]) {
    const like = sorted.filter((one) => spans.includes(one.span));
    if (new Set(like.map((one) => one.end)).size > 1) return like;
  }
  const [only] = sorted.filter((one) => one.span !== "quarter").slice(-1);
  return only ? [only] : sorted.slice(-1);
}

function spanOf(period: FoundDate): Figure["span"] {
  if (period.precision === "financial-year" || period.precision === "year") return "year";
  return period.precision === "quarter" ? "quarter" : "point";
}

function figure(value: string | number, period: FoundDate, view: PageView, text: string): Figure {
  return { value: Number(value), end: period.end, span: spanOf(period), view, excerpt: cut(text, 200) };
}

/** Indicator in the row's first cell, periods in the head. */
function figuresAcross(view: PageView, table: Table, limb: FiguresLimb): Figure[] {
  const pattern = patternOf(limb);
  const [head, ...rows] = table.rows;
  if (!head) return [];
  const over = `${table.caption} ${table.heading}`;
  return rows.flatMap((row) => {
    const label = row[0]?.text ?? "";
    // “How clean the streets are” under “Share of people who are happy with”: both together name it.
    const together = !pattern.is.test(over) && !pattern.is.test(label) && names(pattern, `${over} ${label}`);
    if (!names(pattern, label) && !together) return [];
    return row.slice(1).flatMap((cell, index) => {
      const above = head[index + 1]?.text ?? "";
      const period = datesIn(above)[0] ?? (NOT_ACHIEVED.test(above) ? undefined : periodOver(table));
      const value = LONE_NUMBER.exec(cell.text)?.[1];
      if (!period || value === undefined || NOT_ACHIEVED.test(above)) return [];
      return [figure(value, period, view, `${label}: ${cell.text}`)];
    });
  });
}

/** “Results for 2025/26” over a table whose columns are “Result” and “Target”. */
function periodOver(table: Table): FoundDate | undefined {
  const periods = datesIn(`${table.caption} ${table.heading}`);
  return periods.length === 1 ? periods[0] : undefined;
}

/** Periods in the rows' first cells, the indicator in the head or, where there is a single column of figures, in the caption. */
function figuresDown(view: PageView, table: Table, limb: FiguresLimb): Figure[] {
  const pattern = patternOf(limb);
  const [head, ...rows] = table.rows;
  if (!head) return [];
  const over = head.length === 2 ? `${table.caption} ${table.heading}` : "";
  const column = head.findIndex((cell, index) => index > 0 && names(pattern, `${over} ${cell.text}`));
  if (column === -1 || NOT_ACHIEVED.test(head[column]?.text ?? "")) return [];
  return rows.flatMap((row) => {
    const period = datesIn(row[0]?.text ?? "")[0];
    const value = LONE_NUMBER.exec(row[column]?.text ?? "")?.[1];
    if (!period || value === undefined) return [];
    return [figure(value, period, view, `${table.caption} ${row.map((cell) => cell.text).join(": ")}`)];
  });
}

/** Sentences that name the indicator, and those that go on about it; a document's line under the line with its periods. */
function figuresInText(view: PageView, limb: FiguresLimb): Figure[] {
  const pattern = patternOf(limb);
  const found: Figure[] = [];
  const lines = view.text.split("\n");
  for (const [index, line] of lines.entries()) {
    let about = false;
    for (const sentence of line.split(/(?<=[a-z0-9%)])\.\s+(?=[A-Z])/)) {
      if (sentence.length > 600) continue;
      const named: boolean = names(pattern, sentence);
      const goesOn: boolean = about && sentence.length < 200 && GOES_ON.test(sentence);
      about = named || goesOn;
      if (!about) continue;
      const said = named || !anotherMatter(sentence) ? figuresSaid(view, sentence, limb) : [];
      found.push(...(said.length > 0 || !named ? said : figuresUnder(view, lines, index, sentence)));
    }
  }
  return found;
}

/** “In 2025 it was 63 per cent” goes on; “In 2025 the parks were liked by 80 per cent” tells of something else. */
function anotherMatter(sentence: string): boolean {
  return !/\b(it|this|that|figure|result|rate|same|up|down|rose|risen|fell|fallen|compared|increase|improve)\w*\b/i.test(
    sentence,
  );
}

function figuresSaid(view: PageView, sentence: string, limb: FiguresLimb): Figure[] {
  const text = sentence.replace(TARGET_CLAUSE, " ");
  if (NOT_ACHIEVED.test(text) && /\b(target|goal)\b/i.test(text)) return [];
  const values = valuesIn(text, limb);
  const periods = datesIn(text);
  const [only] = periods;
  if (values.length === 0 || !only) return [];
  if (values.length === periods.length) {
    return values.flatMap((one, index) => {
      const period = periods[index];
      return period ? [figure(one.value, period, view, sentence)] : [];
    });
  }
  if (periods.length !== 1) return [];
  const before = YEAR_BEFORE.exec(text);
  if (before && values.length === 2) return withYearBefore(view, sentence, values, only, before.index);
  // Several figures of one survey: the one that stands nearest to the indicator's name.
  const name = patternOf(limb).is.exec(text);
  if (!name) return [];
  const [nearest] = [...values].sort((a, b) => distance(a.at, name) - distance(b.at, name));
  return nearest ? [figure(nearest.value, only, view, sentence)] : [];
}

function distance(at: number, name: RegExpExecArray): number {
  const end = name.index + name[0].length;
  return at < name.index ? name.index - at : Math.max(0, at - end);
}

/** “96.9 % in 2025/26, up from 96.1 % the year before”. */
function withYearBefore(
  view: PageView,
  sentence: string,
  values: readonly Said[],
  period: FoundDate,
  before: number,
): Figure[] {
  const [earlier] = [...values].sort((a, b) => Math.abs(a.at - before) - Math.abs(b.at - before));
  const later = values.find((one) => one !== earlier);
  if (!earlier || !later) return [];
  const end = `${Number(period.end.slice(0, 4)) - 1}${period.end.slice(4)}`;
  return [
    { ...figure(earlier.value, period, view, sentence), end },
    figure(later.value, period, view, sentence),
  ];
}

interface Said {
  value: number;
  at: number;
}

function valuesIn(text: string, limb: FiguresLimb): Said[] {
  return [...text.matchAll(limb.unit === "percent" ? PERCENT : DAYS)].map((one) => ({
    value: Number(one[1]),
    at: one.index,
  }));
}

/** Lines of a document between the head of a table and a row of it. */
const ROWS_BELOW = 25;

/** A row of a document's table: its periods stand in a line above, one for each figure, with a target's among them. */
function figuresUnder(view: PageView, lines: readonly string[], index: number, row: string): Figure[] {
  const rest = row.replace(/\b(BVPI|BV|NI|KPI|LI|PI) ?\d+\w*/gi, " ");
  const numbers = [...rest.matchAll(/(?<![\d.,£/])(\d{1,3}(?:\.\d+)?)(?![\d,/.])(\s?%|\s?per ?cent)?/gi)];
  // “Invoices paid in 30 days 96.8% 97%”: where some carry the sign, the others are part of the name.
  const signed = numbers.filter((one) => one[2] !== undefined);
  const values = (signed.length > 0 ? signed : numbers).map((one) => one[1] ?? "");
  if (values.length === 0 || datesIn(row).length > 0) return [];
  for (let above = index - 1; above >= Math.max(0, index - ROWS_BELOW); above--) {
    const head = lines[above] ?? "";
    const columns = columnsOf(head);
    if (!columns.some((one) => one !== null)) continue;
    if (columns.length !== values.length) return [];
    return columns.flatMap((period, at) => {
      const value = values[at];
      return period && value !== undefined ? [figure(value, period, view, row)] : [];
    });
  }
  const [title] = datesIn(view.title);
  const [value] = values;
  return title && value !== undefined && values.length <= 2 ? [figure(value, title, view, row)] : [];
}

/** What each column of figures is for, in their order: a period, or null for a target or an average. */
function columnsOf(head: string): (FoundDate | null)[] {
  const others = [...head.matchAll(new RegExp(NOT_ACHIEVED.source, "gi"))].map((one) => ({
    at: one.index,
    period: null,
  }));
  const periods = datesIn(head).map((period) => ({ at: period.at, period }));
  return [...periods, ...others].sort((a, b) => a.at - b.at).map((one) => one.period);
}
