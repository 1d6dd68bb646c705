import type { Verdict } from "../../src/audit/types.js";
import { AUTHORITY_TYPES, type AuthorityType } from "../../src/authorities/types.js";
import type { Outcome, OutcomeId } from "../../src/outcomes/types.js";
import type { Counts } from "../../src/score/score.js";
import type { RunRecord, Store } from "../../src/store/types.js";
import type { Changes } from "../authority/changes.js";
import type { Standing } from "./league.js";
import type { NationalRow } from "./row.js";

export interface NationalChange {
  key: string;
  outcome: OutcomeId;
  before: Verdict;
  after: Verdict;
  cause: keyof Changes;
}

/** An authority of the run whose audit ended without a document. */
export interface Unaudited {
  name: string;
  type: AuthorityType | null;
  region: string | null;
  requestedUrl: string;
  why: string;
}

export type Night = Awaited<ReturnType<Store["history"]>>[number];

/** Everything the pages of the national report are drawn from. */
export interface Nation {
  run: RunRecord;
  outcomes: readonly Outcome[];
  rows: readonly NationalRow[];
  unaudited: readonly Unaudited[];
  standings: ReadonlyMap<string, Standing>;
  changes: readonly NationalChange[];
  /** Authorities that the last sealed run had, too. */
  panel: number;
  history: readonly Night[];
  /** Whether each authority's report has a PDF beside it. */
  pdf: boolean;
  /** A page that the whole site hangs from, relative to its folder; null when it stands by itself. */
  above: { href: string; title: string } | null;
}

export const TYPE_TITLES: Record<AuthorityType, string> = {
  county: "County councils",
  district: "District councils",
  unitary: "Unitary councils",
  metropolitan: "Metropolitan borough councils",
  "london-borough": "London borough councils",
  "city-of-london": "City of London Corporation",
  "isles-of-scilly": "Council of the Isles of Scilly",
  "national-park": "National park authorities",
  gla: "Greater London Authority",
  tfl: "Transport for London",
};

export function noCounts(): Counts {
  return { met: 0, "partly-met": 0, "not-met": 0, "cannot-tell": 0, "not-applicable": 0 };
}

/** How many of the rows have which verdict for the outcome. */
export function countsFor(rows: readonly NationalRow[], outcome: OutcomeId): Counts {
  const counts = noCounts();
  for (const row of rows) {
    const finding = row.findings.get(outcome);
    if (finding) counts[finding.verdict]++;
  }
  return counts;
}

export function applicable(counts: Counts): number {
  return counts.met + counts["partly-met"] + counts["cannot-tell"] + counts["not-met"];
}

/** Bounds of the true share that meets an outcome, rounded outward: what cannot be told may be met or not. */
export function shareText(counts: Counts): string {
  const n = applicable(counts);
  if (n === 0) return "none applies";
  const low = Math.floor((counts.met / n) * 100);
  const high = Math.ceil(((counts.met + counts["cannot-tell"]) / n) * 100);
  return low === high ? `${low} %` : `${low}–${high} %`;
}

export function typesOf(nation: Nation): AuthorityType[] {
  const there = new Set([...nation.rows, ...nation.unaudited].map((one) => one.type));
  return AUTHORITY_TYPES.filter((type) => there.has(type));
}

export const NO_REGION = "No region on record";

export function regionsOf(nation: Nation): string[] {
  const there = new Set([...nation.rows, ...nation.unaudited].map((one) => one.region ?? NO_REGION));
  return [...there].sort(
    (a, b) => Number(a === NO_REGION) - Number(b === NO_REGION) || a.localeCompare(b, "en"),
  );
}

export function regionFile(region: string): string {
  return `${region
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")}.html`;
}

/** Middle value, and the quarter points, of numbers. */
export function quartiles(
  values: readonly number[],
): { least: number; lower: number; middle: number; upper: number; most: number } | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => {
    const place = share * (sorted.length - 1);
    const below = sorted[Math.floor(place)] ?? 0;
    return below + ((sorted[Math.ceil(place)] ?? below) - below) * (place - Math.floor(place));
  };
  return { least: at(0), lower: at(0.25), middle: at(0.5), upper: at(0.75), most: at(1) };
}

export function rowsOfType(nation: Nation, type: AuthorityType): NationalRow[] {
  return nation.rows.filter((row) => row.type === type);
}

/** Those whose sites could be read far enough to say where they lie; the others' intervals say nothing. */
export function readRows(rows: readonly NationalRow[]): NationalRow[] {
  return rows.filter((row) => row.interval.n > 0 && row.gate.passed);
}
