import { datesIn } from "../../dates.js";

/** Days from one ISO date to another; negative when `to` is earlier. */
export function daysFrom(from: string, to: string): number {
  return Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / 86_400_000);
}

/** Newest date in the text that is not after the day of the audit (its last day where it is a period), or null. */
export function newestDate(text: string, asOf: string): string | null {
  let newest: string | null = null;
  for (const found of datesIn(text)) {
    const end = found.end <= asOf ? found.end : found.date <= asOf ? asOf.slice(0, 10) : null;
    if (end && (newest === null || end > newest)) newest = end;
  }
  return newest;
}

/** Earliest date in the text that lies on or after the day of the audit, or null. */
export function nextDate(text: string, asOf: string): string | null {
  let next: string | null = null;
  for (const found of datesIn(text)) {
    if (found.precision !== "day" || found.date < asOf.slice(0, 10)) continue;
    if (next === null || found.date < next) next = found.date;
  }
  return next;
}
