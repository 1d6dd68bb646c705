import type { AuthorityType } from "../../src/authorities/types.js";
import { displayOrder, type RankRange, rankRanges } from "../../src/score/rank.js";
import { CRAWL_REASONS } from "../../src/score/score.js";
import type { NationalRow } from "./row.js";

/** Either a place among its peers, or why there is none. */
export type Standing = { rank: RankRange } | { notRanked: string };

/** Older audits are shown with their date and not ranked. */
export const WINDOW_DAYS = 90;

/** Places by type alone: a county and a district answer for different outcomes. */
export function standings(rows: readonly NationalRow[]): Map<string, Standing> {
  const newest = Math.max(...rows.map((one) => Date.parse(one.auditedAt)));
  const all = new Map<string, Standing>();
  for (const [type, peers] of byType(rows)) {
    const ranked: NationalRow[] = [];
    for (const one of peers) {
      const why = whyNotRanked(one, type, newest);
      if (why === null) ranked.push(one);
      else all.set(one.key, { notRanked: why });
    }
    const ranges = rankRanges(
      ranked.map((one) => ({ slug: one.key, name: one.name, interval: one.interval })),
    );
    for (const [key, rank] of ranges) {
      all.set(key, rank.of > 1 ? { rank } : { notRanked: "there is no other of its type to rank it with." });
    }
  }
  return all;
}

function byType(rows: readonly NationalRow[]): Map<AuthorityType | null, NationalRow[]> {
  const types = new Map<AuthorityType | null, NationalRow[]>();
  for (const one of rows) types.set(one.type, [...(types.get(one.type) ?? []), one]);
  return types;
}

function whyNotRanked(one: NationalRow, type: AuthorityType | null, newestMs: number): string | null {
  if (type === null) return "its type is not known, so it has no peers.";
  if (newestMs - Date.parse(one.auditedAt) > WINDOW_DAYS * 86_400_000)
    return `its audit is more than ${WINDOW_DAYS} days older than the newest.`;
  if (!one.gate.passed) {
    const share = Math.round(one.gate.untoldShare * 100);
    return `the site could not be read: ${share} % of what can be told from outside is open (${reasonsText(one.gate.reasons)}).`;
  }
  if (one.interval.n === 0) return "no mandatory outcome applies to it.";
  return null;
}

const REASON_WORDS: Record<string, string> = {
  blocked: "blocked by the site",
  unreachable: "site not reached",
  "crawl-incomplete": "visit cut short",
  "js-not-rendered": "pages that need scripts were not rendered",
  "third-party-unreachable": "a supplier's site was not reached",
};

function reasonsText(reasons: Record<string, number>): string {
  return Object.entries(reasons)
    .filter(([reason]) => CRAWL_REASONS.has(reason))
    .sort((a, b) => b[1] - a[1])
    .map(([reason, count]) => `${REASON_WORDS[reason] ?? reason}: ${count}`)
    .join("; ");
}

/** Rows in the order of display: lower bound, upper bound, name. */
export function ordered(rows: readonly NationalRow[]): NationalRow[] {
  return displayOrder(
    rows.map((row) => ({ slug: row.key, name: row.name, interval: row.interval, row })),
  ).map(({ row }) => row);
}
