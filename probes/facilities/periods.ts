import { addMonths, datesIn, type FoundDate } from "../dates.js";
import { matchesOf } from "../expressions.js";

/** A stretch of time that a figure is for. */
export interface Period {
  /** Last day, `YYYY-MM-DD`. */
  end: string;
  first: string;
  /** Whole months it covers; 0 for a single day that ends no financial year. */
  months: number;
  at: number;
  length: number;
}

const SHORT_YEARS =
  /(?<=^\s*(?:\D{0,30}[\s(])?|\b(?:in|for|during|of|year|fy|q[1-4]|quarter [1-4])\s)(\d\d)\s?([/–-])\s?(\d\d)(?![\d/%]|\.\d)/gi;
/** Without such there are no short years, and the long look behind each can be spared. */
const TWO_PAIRS = /\d\d\s?[/–-]\s?\d\d/;
const YEAR_ENDING =
  /\b(?:financial )?(?:year|12 months|twelve months)[\w ]{0,12} (?:to|ended|ending|ends?)(?: on| in)?\s*$/i;
const HALF_YEAR =
  /\b(?:half[ -]year|six months|6 months)[\w ]{0,12} (?:to|ended|ending|ends?)(?: on| in)?\s*$/i;
const RANGE = /^\s*(?:to|and|until|up to|through to|-|–|—)\s*$/i;
const SPAN_OF_YEARS = /\b(?:from|between)\s*$/i;
const RELATIVE =
  /\b(?:(?:the|a|one) year (?:before|earlier|ago)(?: that)?|the (?:previous|preceding|prior) (?:financial )?year|(?:in |than )?last year|two years (?:before|earlier|ago)|three years (?:before|earlier|ago)|the previous survey)\b/gi;

/** “24/25” as people write it in heads of tables, with the century put back so that it reads as a financial year. */
export function withCentury(text: string): string {
  if (!TWO_PAIRS.test(text)) return text;
  return text.replace(SHORT_YEARS, (whole, from: string, mark: string, to: string) =>
    Number(to) === (Number(from) + 1) % 100 && Number(from) < 70 ? `20${from}${mark}${to}` : whole,
  );
}

/**
 * Periods that a text names, in reading order. A range of days or months is one period, and “the year before” is
 * reckoned from the period named nearest before it, or from `base`. `pairOfYears`: “between 2024 and 2025” and
 * “from 2024 to 2025” are two years to compare, not a financial year.
 */
export function periodsIn(text: string, base: Period | null = null, pairOfYears = false): Period[] {
  const found: Period[] = [];
  const dates = datesIn(text);
  for (let index = 0; index < dates.length; index++) {
    const date = dates[index];
    if (!date) continue;
    const before = text.slice(0, date.at);
    const next = dates[index + 1];
    if (pairOfYears && date.precision === "financial-year" && SPAN_OF_YEARS.test(before)) {
      const wording = text.slice(date.at, date.at + date.length);
      if (/\b(to|and)\b/i.test(wording)) {
        const year = Number(date.date.slice(0, 4));
        found.push(calendarYear(year, date.at, 4), calendarYear(year + 1, date.at + date.length - 4, 4));
        continue;
      }
    }
    if (next && isShort(date) && isShort(next) && next.end > date.end) {
      const between = text.slice(date.at + date.length, next.at);
      const counted = monthsFrom(date.date, next.end);
      if (RANGE.test(between) && counted <= 13 && !/\bbetween\s*$/i.test(before)) {
        found.push({
          first: date.date,
          end: next.end,
          months: counted,
          at: date.at,
          length: next.at + next.length - date.at,
        });
        index++;
        continue;
      }
    }
    found.push(periodOf(date, before));
  }
  for (const match of matchesOf(RELATIVE, text)) {
    const from = [...found].reverse().find((one) => one.at < match.index) ?? found[0] ?? base;
    if (!from) continue;
    const years = /\btwo\b/i.test(match[0]) ? 2 : /\bthree\b/i.test(match[0]) ? 3 : 1;
    found.push({
      first: shift(from.first, -12 * years),
      end: shift(from.end, -12 * years),
      months: from.months,
      at: match.index,
      length: match[0].length,
    });
  }
  return found.sort((a, b) => a.at - b.at);
}

/** “Q1” or “Quarter 2” below a financial year. */
export function quarterOf(text: string, year: Period | null): Period | null {
  const quarter =
    /\b(?:q(?:uarter|tr)?\.?\s*([1-4])|(first|second|third|fourth) quarter)\b/i.exec(text) ?? null;
  if (!quarter || !year || year.months !== 12 || year.first.slice(5, 7) !== "04") return null;
  const start = year.first.slice(0, 4);
  const named =
    quarter[1] ?? ["first", "second", "third", "fourth"].indexOf((quarter[2] ?? "").toLowerCase()) + 1;
  return periodsIn(`Q${named} ${start}/${year.end.slice(2, 4)}`)[0] ?? null;
}

function periodOf(date: FoundDate, before: string): Period {
  const { at, length, end } = date;
  if (isShort(date)) {
    if (YEAR_ENDING.test(before)) return endingAt(end, 12, at, length);
    if (HALF_YEAR.test(before)) return endingAt(end, 6, at, length);
    if (date.precision === "day" && end.slice(5) === "03-31") return endingAt(end, 12, at, length);
  }
  const months = { day: 0, month: 1, quarter: 3, year: 12, "financial-year": 12 }[date.precision];
  return { first: date.date, end, months, at, length };
}

function isShort(date: FoundDate): boolean {
  return date.precision === "day" || date.precision === "month";
}

function endingAt(end: string, months: number, at: number, length: number): Period {
  return { first: `${addMonths(end.slice(0, 7), 1 - months)}-01`, end, months, at, length };
}

function calendarYear(year: number, at: number, length: number): Period {
  return { first: `${year}-01-01`, end: `${year}-12-31`, months: 12, at, length };
}

function monthsFrom(first: string, end: string): number {
  const index = (date: string) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
  return index(end) - index(first) + 1;
}

function shift(date: string, months: number): string {
  const month = addMonths(date.slice(0, 7), months);
  const last = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();
  return `${month}-${String(Math.min(Number(date.slice(8)), last)).padStart(2, "0")}`;
}
