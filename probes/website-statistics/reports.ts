import { fold } from "../../src/snapshot/site.js";
import type { Page, Table } from "../../src/snapshot/types.js";
import { parseHttp } from "../../src/snapshot/url.js";
import { datesIn, monthNamed, monthOf } from "../dates.js";
import { expression } from "../expressions.js";

/** What a report counts. Hits are requests of a server, not pages: period guidance already said so. */
export type Metric = "page-views" | "unique-visitors" | "visits" | "hits";

const METRICS: readonly [Metric, RegExp][] = [
  [
    "page-views",
    /\bpage[\s-]*(views?|impressions?|requests?|loads?)\b|\bpageviews?\b|\bimpressions\b|\bviews\b|\bpages[\s-]+(viewed|seen|looked at|visited|served|requested|opened)\b/i,
  ],
  [
    "unique-visitors",
    /\bunique[\s-]*(visitors?|users?|visits?|clients?|people|devices)\b|\b(active |total |new )?users\b|\b(number of |total )?visitors\b|\b(different|individual|distinct|separate) (people|devices|persons)\b|^\s*people\s*$|\bpeople (who )?(visited|used|came to|looked at)\b/i,
  ],
  ["visits", /\bvisits\b|\bsessions\b/i],
  ["hits", /\bhits\b/i],
];

/** A number of things counted: thousands may be grouped, percentages and years are none. */
const COUNT =
  /(?<![\d£.])\d{1,3}(?:[,\s]\d{3})+(?![\d%])|(?<![\d£.])\d{3,9}(?![\d%]|\.\d+%)|(?<![\d£.])\d+(?:\.\d+)?\s*(?:k|m|million|thousand)\b/i;

export interface Reading {
  /** Metrics by `YYYY-MM`. */
  months: Map<string, Set<Metric>>;
  /** Metrics told with a figure at all, months or not: a summary. */
  totals: Set<Metric>;
  /** Months named without a year anywhere near. */
  undated: number;
}

/** The year a month without one is of: the same for all of them, or that of a financial year from April. */
type YearAround = (month: number) => number;

/** What a page, PDF or CSV file reports about the use of a website. */
export function readReport(page: Page): Reading {
  const reading: Reading = { months: new Map(), totals: new Set(), undated: 0 };
  const year = yearOf(page);
  for (const table of page.tables) {
    const around = yearIn(`${table.caption} ${table.heading}`) ?? year;
    const month = monthOfCell(table.caption, around) ?? monthOfCell(table.heading, around);
    readTable(rowsOf(table), reading, around, isLogReport(page), month);
  }
  if (page.kind !== "html" || /\.csv($|\?)/i.test(page.url)) {
    const lines = page.text.split("\n");
    const cells = lines.map((line) => splitLine(line));
    readTable(cells, reading, year, isLogReport(page));
  }
  readSentences(page, reading, year);
  return reading;
}

export function metricsNamed(text: string, ofLogReport = false): Metric[] {
  const found = METRICS.filter(([, pattern]) => pattern.test(text)).map(([metric]) => metric);
  if (ofLogReport && /^\s*(pages|total pages)\s*$/i.test(text)) found.push("page-views");
  if (ofLogReport && /^\s*sites\s*$/i.test(text)) found.push("unique-visitors");
  return found;
}

/** AWStats, Webalizer and Analog say "Pages" where others say page views, and "Sites" for distinct visitors. */
export function isLogReport(page: Page): boolean {
  return (
    /awstats|webalizer|\/usage_\d{6}|analog(report)?\b/i.test(page.url) ||
    /\b(awstats|webalizer|usage statistics for|web server statistics)\b/i.test(
      `${page.title}\n${page.text.slice(0, 500)}`,
    )
  );
}

function rowsOf(table: Table): string[][] {
  return table.rows.map((row) => row.map((cell) => cell.text));
}

function splitLine(line: string): string[] {
  const quoted = [...line.matchAll(/"([^"]*)"|([^,;\t|]+)/g)].map((match) =>
    fold(match[1] ?? match[2] ?? ""),
  );
  if (/["\t;|]|,(?!\d{3}(?!\d))/.test(line) && quoted.length > 1) return quoted;
  const named = metricsNamed(line);
  if (named.length > 1 && !/\d/.test(line))
    return line.split(/\s{2,}|(?=\b(?:page|unique|visits|sessions|users|hits)\b)/i).map(fold);
  // Tables of a PDF come as text: a month, then its numbers.
  const [first] = datesIn(line.slice(0, 30)).filter((one) => one.precision === "month" && one.at < 3);
  if (!first) return [line];
  const rest = line.slice(first.at + first.length);
  return [line.slice(first.at, first.at + first.length), ...(rest.match(/\d[\d,.]*%?/g) ?? [])];
}

function readTable(
  rows: readonly string[][],
  reading: Reading,
  yearAround: YearAround | null,
  logs: boolean,
  month: string | null = null,
): void {
  let header: string[] | null = null;
  let printedYear: YearAround | null = yearAround;
  for (const row of rows) {
    const named = row.flatMap((cell) => (COUNT.test(cell) ? [] : metricsNamed(cell, logs)));
    const monthCells = row.map((cell) => monthOfCell(cell, printedYear)).filter((one) => one !== null);
    if (monthCells.length >= 2) {
      header = row;
      continue;
    }
    if (named.length > 0 && monthCells.length === 0 && !row.slice(1).some((cell) => COUNT.test(cell))) {
      header = row;
      continue;
    }
    if (!header) {
      readPair(row, reading, month);
      continue;
    }
    const years = header.some((cell) => monthOfCell(cell, yearAround) !== null);
    if (years) {
      readTurnedRow(header, row, reading, yearAround, logs);
      continue;
    }
    printedYear = yearCell(row) ?? printedYear;
    readRow(header, row, reading, printedYear, logs);
  }
}

/** A row of label and figure, "Page views | 120,000", of the month that caption or heading names. */
function readPair(row: readonly string[], reading: Reading, month: string | null): void {
  const [label = "", ...figures] = row;
  if (!figures.some((cell) => COUNT.test(cell))) return;
  const metrics = metricsNamed(label);
  for (const metric of metrics) reading.totals.add(metric);
  if (month && metrics.length > 0) add(reading, month, metrics);
}

/** Months down the side. Rows that inherit the year's cell are shorter than the header: columns count from the right. */
function readRow(
  header: readonly string[],
  row: readonly string[],
  reading: Reading,
  year: YearAround | null,
  logs: boolean,
): void {
  const shift = header.length - row.length;
  let month: string | null = null;
  let unsure = false;
  for (const cell of row) {
    month ??= monthOfCell(cell, year);
    if (monthNamed(cell) !== null && year === null) unsure = true;
  }
  const metrics = header.flatMap((name, column) =>
    column - shift >= 0 && /\d/.test(row[column - shift] ?? "") ? metricsNamed(name, logs) : [],
  );
  for (const metric of metrics) reading.totals.add(metric);
  if (metrics.length === 0) return;
  if (month) add(reading, month, metrics);
  else if (unsure) reading.undated++;
}

/** Months along the top, a metric to a row. */
function readTurnedRow(
  header: readonly string[],
  row: readonly string[],
  reading: Reading,
  year: YearAround | null,
  logs: boolean,
): void {
  const metrics = metricsNamed(row[0] ?? "", logs);
  if (metrics.length === 0) return;
  header.forEach((cell, column) => {
    const month = monthOfCell(cell, year);
    if (!month || !/\d/.test(row[column] ?? "")) return;
    for (const metric of metrics) reading.totals.add(metric);
    add(reading, month, metrics);
  });
}

function monthOfCell(cell: string, year: YearAround | null): string | null {
  if (cell.length > 40) return null;
  const found = datesIn(cell).filter((one) => one.precision === "month" || one.precision === "day")[0];
  if (found) return monthOf(found.date);
  const named = monthNamed(cell);
  return named !== null && year !== null ? `${year(named)}-${String(named).padStart(2, "0")}` : null;
}

function yearCell(row: readonly string[]): YearAround | null {
  for (const cell of row) {
    if (/^\s*(19|20)\d\d\s*$/.test(cell)) return () => Number(cell);
    if (cell.length < 14 && FINANCIAL_YEAR.test(cell)) return yearIn(cell);
  }
  return null;
}

/** "In January 2026 the website received 244,202 page views (1.1 million hits) from 62,919 unique visitors." */
function readSentences(page: Page, reading: Reading, year: YearAround | null): void {
  const text = page.mainText || page.text;
  const headings = new Set(page.headings.map((one) => one.text));
  // Lines below a heading that is a month are of that month.
  let headed: string | null = null;
  for (const sentence of text.slice(0, 60_000).split(/(?<=[.!?])\s+(?=[\p{Lu}“"])|\n/u)) {
    if (headings.has(sentence.trim())) headed = monthOfCell(sentence, year);
    if (sentence.length > 600 || !COUNT.test(sentence.replace(/\b(19|20)\d\d\b/g, ""))) continue;
    const metrics = countedIn(sentence);
    if (metrics.length === 0) continue;
    for (const metric of metrics) reading.totals.add(metric);
    const dated = datesIn(sentence).filter((one) => one.precision === "month");
    // Two months in one sentence are a comparison or a span, not the figures of one month.
    if (dated.length === 1 && dated[0]) {
      add(reading, monthOf(dated[0].date), metrics);
      continue;
    }
    if (dated.length > 1) continue;
    const bare = /\b(?:[Ii]n|[Ff]or|[Dd]uring|month of)\s+(\p{Lu}\p{L}{2,8})\b/u.exec(sentence)?.[1];
    const month = bare ? monthNamed(bare) : null;
    if (month === null) {
      if (headed && dated.length === 0) add(reading, headed, metrics);
      continue;
    }
    if (year === null) reading.undated++;
    else add(reading, `${year(month)}-${String(month).padStart(2, "0")}`, metrics);
  }
}

/** Metrics that stand beside a figure, in either order. */
function countedIn(sentence: string): Metric[] {
  const count = COUNT.source;
  return METRICS.filter(([, pattern]) => {
    const before = expression(`(?:${count})[^.;]{0,25}?(?:${pattern.source})`);
    const after = expression(`(?:${pattern.source})[^.;\\d]{0,40}(?:${count})`);
    return before.test(sentence) || after.test(sentence);
  }).map(([metric]) => metric);
}

function add(reading: Reading, month: string, metrics: readonly Metric[]): void {
  const known = reading.months.get(month) ?? new Set<Metric>();
  for (const metric of metrics) known.add(metric);
  reading.months.set(month, known);
}

/** The one year that title, first heading or address name; null when none or several do. */
function yearOf(page: Page): YearAround | null {
  const h1 = page.headings.find((one) => one.level === 1)?.text ?? "";
  return (
    yearIn(`${h1} ${page.title}`) ?? yearIn(decodeURIComponentSafely(parseHttp(page.url)?.pathname ?? ""))
  );
}

const FINANCIAL_YEAR = /(?<!\d)(20[0-4]\d)\s?(?:\/|-|–|to)\s?(?:20)?(\d\d)(?!\d)/;

function yearIn(text: string): YearAround | null {
  const span = FINANCIAL_YEAR.exec(text);
  if (span && Number(span[2]) === (Number(span[1]) + 1) % 100) {
    const first = Number(span[1]);
    return (month) => (month >= 4 ? first : first + 1);
  }
  const years = new Set([...text.matchAll(/(?<!\d)20[0-4]\d(?!\d)/g)].map((match) => Number(match[0])));
  const [only] = years;
  return years.size === 1 && only !== undefined ? () => only : null;
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
