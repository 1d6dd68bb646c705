import { addMonths, datesIn, daysBetween, type FoundDate, latest, monthOf, monthsBetween } from "../dates.js";

export interface Age {
  state: "fresh" | "stale" | "undated";
  /** Last day of the newest period named, `YYYY-MM-DD`. */
  newest: string | null;
}

/** Tells from the dates that a publication names whether it is current on a day. */
export type Freshness = (dates: readonly FoundDate[], asOf: string) => Age;

/** Need not be dated: what counts is that it is there. */
export const whenever: Freshness = (dates, asOf) => ({
  state: "fresh",
  newest: latest(dates, asOf)?.end ?? null,
});

/** The newest period that has begun ended so many calendar months ago at most. */
export function within(months: number): Freshness {
  return (dates, asOf) => {
    const newest = latest(dates, asOf);
    if (!newest) return { state: "undated", newest: null };
    const fresh = monthsBetween(newest.end, asOf) <= months;
    return { state: fresh ? "fresh" : "stale", newest: newest.end };
  };
}

/** Names the financial year that runs on the day (April to March). */
export const thisFinancialYear: Freshness = (dates, asOf) => coversYear(dates, financialYear(asOf), asOf);

/**
 * The prospectus for admission in September of the next year is due by 12 September (SI 2012/8); until then the one
 * before is current.
 */
export const nextAdmissionYear: Freshness = (dates, asOf) => {
  const year = Number(asOf.slice(0, 4)) + (asOf.slice(5, 10) >= "09-12" ? 1 : 0);
  return coversYear(dates, year, asOf);
};

/** The policy for the academic year from September is due by 31 May (Education Act 1996 s. 509AA). */
export const comingAcademicYear: Freshness = (dates, asOf) =>
  coversYear(dates, Number(asOf.slice(0, 4)) - (asOf.slice(5, 10) > "05-31" ? 0 : 1), asOf);

/** Names a day or month at least 28 days ahead, or was itself issued within the last five weeks. */
export const coversNext28Days: Freshness = (dates, asOf) => {
  const precise = dates.filter((one) => one.precision === "day" || one.precision === "month");
  const ahead = precise.filter((one) => daysBetween(asOf, one.end) <= 400);
  const newest = latest(ahead);
  if (!newest) return { state: "undated", newest: null };
  const issued = precise.some((one) => daysBetween(one.date, asOf) >= 0 && daysBetween(one.date, asOf) <= 35);
  const fresh = daysBetween(asOf, newest.end) >= 28 || issued;
  return { state: fresh ? "fresh" : "stale", newest: newest.end };
};

/** A year from April or September that begins in `year`, or that year itself. */
function coversYear(dates: readonly FoundDate[], year: number, asOf: string): Age {
  const years = dates.filter((one) => one.precision === "financial-year" || one.precision === "year");
  const months = dates.filter((one) => one.precision === "month" && /-(04|09)-/.test(one.date));
  const named = [...years, ...months].filter((one) => Number(one.date.slice(0, 4)) <= year + 1);
  const newest = latest(named);
  if (!newest) {
    const other = latest(dates, asOf);
    if (!other) return { state: "undated", newest: null };
    const current = other.end >= `${year}-04-01`;
    return { state: current ? "fresh" : "stale", newest: other.end };
  }
  const fresh = named.some((one) => Number(one.date.slice(0, 4)) >= year);
  return { state: fresh ? "fresh" : "stale", newest: newest.end };
}

function financialYear(asOf: string): number {
  return Number(addMonths(monthOf(asOf), -3).slice(0, 4));
}

/** Years that belong to a law's name date nothing: “Transparency Code 2015”, “Localism Act 2011”. */
const LAW =
  /\b(?:Acts?|Regulations?|Orders?|Directive|Transparency Code|SI)\s*(?:\([^)\n]{0,40}\)\s*)?,?\s*(?:19|20)\d\d(?:\/\d+)?\b/gi;
/** Promises date the next one, not this one. */
const COMING =
  /\b(?:next (?:review|update|due)|will (?:next )?be (?:published|updated|reviewed)|due (?:in|by|for))\b[^.\n]{0,80}/gi;

/** Dates that a text gives to what it publishes. */
export function datesOf(text: string): FoundDate[] {
  return datesIn(text.replace(LAW, " ").replace(COMING, " "));
}
