/**
 * Dates as English councils write them: day before month, financial years from April to March, years of two digits.
 * Pure: nothing here knows what day it is.
 */
import { matchesOf } from "./expressions.js";

export type DatePrecision = "day" | "month" | "quarter" | "year" | "financial-year";

export interface FoundDate {
  /** First day it covers, `YYYY-MM-DD`. */
  date: string;
  /** Last day it covers, `YYYY-MM-DD`. */
  end: string;
  precision: DatePrecision;
  /** Offset in the text, in UTF-16 units, and the length of the wording. */
  at: number;
  length: number;
}

const MONTHS: Readonly<Record<string, number>> = {
  jan: 1,
  feb: 2,
  mar: 3,
  apr: 4,
  may: 5,
  jun: 6,
  jul: 7,
  aug: 8,
  sep: 9,
  oct: 10,
  nov: 11,
  dec: 12,
};

const MONTH =
  "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\b\\.?";
const DAY = "(?:0?[1-9]|[12]\\d|3[01])";
const YEAR = "(?:19|20)\\d\\d";
/** A year of two digits takes part in a date only where day and month stand before it. */
const ANY_YEAR = `(?:${YEAR}|['’‘]?\\d\\d)(?![\\d:])`;
const TO = "\\s*(?:to|and|until|-|–|—|&|/)\\s*";

type Groups = Record<string, string | undefined>;
type Reading = Pick<FoundDate, "date" | "end" | "precision">;

interface Wording {
  pattern: RegExp;
  read(groups: Groups): Reading | null;
}

/** Most telling first: a stretch of text that one wording has claimed is not read again. */
const WORDINGS: readonly Wording[] = [
  {
    pattern: new RegExp(
      `(?<!\\d)(?<y>${YEAR})-(?<m>0[1-9]|1[0-2])-(?<d>${DAY})(?=T\\d|\\b)(?:T[\\d:.]+Z?)?`,
      "gi",
    ),
    read: (g) => day(fullYear(g.y), Number(g.m), Number(g.d)),
  },
  {
    pattern: new RegExp(
      `(?<![\\d/.-])(?<d>${DAY})(?<s>[/.-])(?<m>0?[1-9]|1[0-2])\\k<s>(?<y>${YEAR}|\\d\\d)(?![\\d%])(?!\\k<s>\\d)`,
      "gi",
    ),
    read: (g) => day(fullYear(g.y), Number(g.m), Number(g.d)),
  },
  {
    pattern: new RegExp(
      `(?<!\\d)(?<!\\d{4}[/–-])(?<d>${DAY})(?:st|nd|rd|th)?(?:\\s+of)?[\\s,.-]*(?<mon>${MONTH})[\\s,.-]*(?<y>${ANY_YEAR})`,
      "gi",
    ),
    read: (g) => day(fullYear(g.y), monthNumber(g.mon), Number(g.d)),
  },
  {
    pattern: new RegExp(
      `\\b(?<mon>${MONTH})\\s+(?<d>${DAY})(?:st|nd|rd|th)?,?\\s+(?<y>${YEAR})(?!\\d)`,
      "gi",
    ),
    read: (g) => day(fullYear(g.y), monthNumber(g.mon), Number(g.d)),
  },
  {
    pattern: new RegExp(
      `\\b(?:q(?:uarter|tr)?\\.?\\s*(?<q>[1-4])|(?<n>first|second|third|fourth|1st|2nd|3rd|4th)\\s+quarter)[\\s,:(-]*(?:of\\s+)?(?:FY\\s*)?(?<y>${YEAR})\\s*[/–-]\\s*(?<z>(?:20)?\\d\\d)(?!\\d)`,
      "gi",
    ),
    read: (g) => financialQuarter(fullYear(g.y), g.z, quarterNumber(g.q ?? g.n)),
  },
  {
    pattern: new RegExp(
      `(?<!\\d)(?<y>${YEAR})\\s*[/–-]\\s*(?<z>(?:20)?\\d\\d)[\\s,:(-]*q(?:uarter|tr)?\\.?\\s*(?<q>[1-4])\\b`,
      "gi",
    ),
    read: (g) => financialQuarter(fullYear(g.y), g.z, quarterNumber(g.q)),
  },
  {
    pattern: new RegExp(
      `\\b(?:q(?:uarter|tr)?\\.?\\s*(?<q>[1-4])|(?<n>first|second|third|fourth|1st|2nd|3rd|4th)\\s+quarter)[\\s,:(-]*(?:of\\s+)?(?<y>${YEAR})(?![\\d/])`,
      "gi",
    ),
    read: (g) => months(fullYear(g.y), quarterNumber(g.q ?? g.n) * 3 - 2, 3, "quarter"),
  },
  {
    pattern: new RegExp(`\\b(?<mon>${MONTH})[\\s,.'’-]*(?:of\\s+)?(?<y>${YEAR})(?!\\d)`, "gi"),
    read: (g) => months(fullYear(g.y), monthNumber(g.mon), 1, "month"),
  },
  {
    // "Jan-26", "Jan '26": with a plain space it would as well be a day of the month.
    pattern: new RegExp(`\\b(?<mon>${MONTH})(?:-|/|\\s?['’‘])(?<y>\\d\\d)(?![\\d:])`, "gi"),
    read: (g) => months(fullYear(g.y), monthNumber(g.mon), 1, "month"),
  },
  {
    pattern: new RegExp(`(?<!\\d)(?<y>${YEAR})[\\s-]+(?<mon>${MONTH})`, "gi"),
    read: (g) => months(fullYear(g.y), monthNumber(g.mon), 1, "month"),
  },
  {
    pattern: new RegExp(`(?<![\\d/.-])(?<m>0?[1-9]|1[0-2])[/.-](?<y>${YEAR})(?![\\d/-])`, "gi"),
    read: (g) => months(fullYear(g.y), Number(g.m), 1, "month"),
  },
  {
    pattern: new RegExp(`(?<![\\d/])(?<y>${YEAR})\\s?(?:/|–|-|to)\\s?(?<z>(?:20)?\\d\\d)(?![\\d/-])`, "gi"),
    read: (g) => {
      const from = fullYear(g.y);
      if (follows(from, g.z)) return months(from, 4, 12, "financial-year");
      // "2026-05": a month only when it cannot be the year after, and the month is written with two digits.
      const month = Number(g.z);
      return g.z?.length === 2 && month >= 1 && month <= 12 ? months(from, month, 1, "month") : null;
    },
  },
  {
    pattern: new RegExp(`(?<![\\d,.£/-])(?<y>${YEAR})(?![\\d%])(?![,.]\\d)(?!/\\d)`, "gi"),
    read: (g) => months(fullYear(g.y), 1, 12, "year"),
  },
];

const RANGE = new RegExp(`\\b(?<a>${MONTH})${TO}(?=(?<b>${MONTH})[\\s,]*(?<y>${YEAR})(?!\\d))`, "gi");
const LONE_MONTH = new RegExp(`^\\s*${MONTH}\\s*$`, "i");
const LONE_MONTH_AND_YEAR = new RegExp(`^\\s*(?<mon>${MONTH})\\s+(?<y>\\d\\d)\\s*$`, "i");
const MAX_TEXT = 400_000;
/** Every wording has a year, of at least two digits. */
const YEAR_DIGITS = /\d\d/;

/**
 * Every date, month, quarter and year the text names, in reading order. Days come before months (3/5/2026 is the
 * third of May); a month of a range ("April to June 2026") gets the year that stands at its end. What is no date of
 * the calendar (31 June) is left out.
 */
export function datesIn(text: string): FoundDate[] {
  const read = text.slice(0, MAX_TEXT);
  if (!YEAR_DIGITS.test(read)) return [];
  const lone = LONE_MONTH_AND_YEAR.exec(read)?.groups;
  if (lone) {
    const found = months(fullYear(lone.y), monthNumber(lone.mon), 1, "month");
    return found ? [{ ...found, at: read.search(/\S/), length: read.trim().length }] : [];
  }
  const found: FoundDate[] = [];
  const claimed = new Uint8Array(read.length);
  for (const { pattern, read: reading } of WORDINGS) {
    for (const match of matchesOf(pattern, read)) {
      const length = match[0].length;
      if (claimed.subarray(match.index, match.index + length).includes(1)) continue;
      const one = reading(match.groups ?? {});
      if (!one) continue;
      claimed.fill(1, match.index, match.index + length);
      found.push({ ...one, at: match.index, length });
    }
  }
  for (const match of matchesOf(RANGE, read)) {
    if (claimed[match.index]) continue;
    const first = monthNumber(match.groups?.a);
    const year = fullYear(match.groups?.y) - (first > monthNumber(match.groups?.b) ? 1 : 0);
    const one = months(year, first, 1, "month");
    if (one) found.push({ ...one, at: match.index, length: match[0].length });
  }
  return found.sort((a, b) => a.at - b.at);
}

/** The month a name stands for (`Sept.` → 9), or null; for tables whose year stands in another cell. */
export function monthNamed(text: string): number | null {
  return LONE_MONTH.test(text) ? monthNumber(text.trim()) : null;
}

/** `YYYY-MM` of an ISO date. */
export function monthOf(date: string): string {
  return date.slice(0, 7);
}

/** `YYYY-MM`, so many months later (earlier when negative). */
export function addMonths(month: string, count: number): string {
  const index = monthIndex(month) + count;
  return `${Math.floor(index / 12)}-${pad((((index % 12) + 12) % 12) + 1)}`;
}

/** Calendar months from a's month to b's (days do not count): June to September is 3. Negative when b is earlier. */
export function monthsBetween(a: string, b: string): number {
  return monthIndex(b) - monthIndex(a);
}

/** Days from a to b; negative when b is earlier. */
export function daysBetween(a: string, b: string): number {
  return Math.round((Date.parse(b.slice(0, 10)) - Date.parse(a.slice(0, 10))) / 86_400_000);
}

/** The one that ends last, of those that had begun by `notAfter`; null when there is none. */
export function latest(dates: readonly FoundDate[], notAfter?: string): FoundDate | null {
  let best: FoundDate | null = null;
  for (const one of dates) {
    if (notAfter !== undefined && one.date > notAfter.slice(0, 10)) continue;
    if (!best || one.end > best.end || (one.end === best.end && one.date > best.date)) best = one;
  }
  return best;
}

function monthIndex(date: string): number {
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
}

function monthNumber(name: string | undefined): number {
  return MONTHS[(name ?? "").slice(0, 3).toLowerCase()] ?? 0;
}

function quarterNumber(name: string | undefined): number {
  const ordinals = ["first", "second", "third", "fourth"];
  const ordinal = ordinals.indexOf((name ?? "").toLowerCase());
  return ordinal >= 0 ? ordinal + 1 : Number.parseInt(name ?? "", 10);
}

/** Years of two digits: 70 to 99 are of the last century, for no council had a website before. */
function fullYear(written: string | undefined): number {
  const digits = (written ?? "").replace(/\D/g, "");
  const year = Number(digits);
  if (digits.length > 2) return year;
  return year < 70 ? 2000 + year : 1900 + year;
}

function follows(year: number, next: string | undefined): boolean {
  if (!next) return false;
  return next.length === 2 ? Number(next) === (year + 1) % 100 : Number(next) === year + 1;
}

function financialQuarter(year: number, next: string | undefined, quarter: number): Reading | null {
  if (!follows(year, next)) return null;
  return quarter === 4 ? months(year + 1, 1, 3, "quarter") : months(year, quarter * 3 + 1, 3, "quarter");
}

function day(year: number, month: number, dayOfMonth: number): Reading | null {
  if (month < 1 || dayOfMonth < 1 || dayOfMonth > lastDay(year, month)) return null;
  const date = `${year}-${pad(month)}-${pad(dayOfMonth)}`;
  return { date, end: date, precision: "day" };
}

function months(year: number, month: number, count: number, precision: DatePrecision): Reading | null {
  if (month < 1 || !Number.isInteger(month)) return null;
  const last = addMonths(`${year}-${pad(month)}`, count - 1);
  return {
    date: `${year}-${pad(month)}-01`,
    end: `${last}-${pad(lastDay(Number(last.slice(0, 4)), Number(last.slice(5))))}`,
    precision,
  };
}

function lastDay(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}
