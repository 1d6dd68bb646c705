import type { Finding, Json, Verdict } from "../audit/types.js";
import { outcomeOf } from "../outcomes/catalogue.js";

/** Called what it is: not “compliance”. */
export const SCORE_NAME = "observable delivery of the 2004 mandatory outcomes";

export type Counts = Record<Verdict, number>;

/** Bounds between which the truth lies, 0–1, unrounded; percentages are rounded outward. */
export interface Interval {
  n: number;
  low: number;
  high: number;
  /** null when nothing applies: neither 0 nor 100. */
  lowPercent: number | null;
  highPercent: number | null;
  /** 1 − (high − low); null when nothing applies. */
  certainty: number | null;
}

export interface AreaScore extends Interval {
  area: number;
  name: string;
  counts: Counts;
  text: string;
}

export interface Score {
  name: typeof SCORE_NAME;
  mandatory: Interval & {
    counts: Counts;
    text: string;
    /** Applicable outcomes that can be seen from outside at all. */
    decidable: number;
    areas: AreaScore[];
    /** Every outcome left out of the denominator, with its ground. */
    excluded: { outcome: string; title: string; why: string }[];
  };
  bestPractice: Counts;
  discretionary: Counts;
  today: Counts;
  /** Whether the authority may be ranked: too many outcomes untold for reasons of the crawl, and it may not. */
  coverageGate: { passed: boolean; untoldShare: number; reasons: Record<string, number> };
}

/** What a score needs of a finding. */
export type Scored = Pick<
  Finding,
  "outcome" | "title" | "area" | "class" | "verdict" | "reason" | "summary" | "points"
>;

/** Reasons for `cannot-tell` that lie with the crawl, not with the outcome. */
export const CRAWL_REASONS: ReadonlySet<string> = new Set([
  "blocked",
  "unreachable",
  "crawl-incomplete",
  "js-not-rendered",
  "third-party-unreachable",
]);
const GATE_SHARE = 0.3;

/** Points of one verdict as an interval; null leaves the denominator. */
export function pointsOf(finding: Pick<Finding, "verdict" | "points">): [number, number] | null {
  switch (finding.verdict) {
    case "met":
      return [1, 1];
    case "partly-met":
      return finding.points ?? [0.5, 0.5];
    case "not-met":
      return [0, 0];
    case "cannot-tell":
      return finding.points ?? [0, 1];
    case "not-applicable":
      return null;
  }
}

export function interval(findings: readonly Pick<Finding, "verdict" | "points">[]): Interval {
  let n = 0;
  let lower = 0;
  let upper = 0;
  for (const finding of findings) {
    const points = pointsOf(finding);
    if (!points) continue;
    n++;
    lower += points[0];
    upper += points[1];
  }
  if (n === 0) return { n, low: 0, high: 0, lowPercent: null, highPercent: null, certainty: null };
  const low = lower / n;
  const high = upper / n;
  return {
    n,
    low,
    high,
    lowPercent: outward(low, Math.floor),
    highPercent: outward(high, Math.ceil),
    certainty: 1 - (high - low),
  };
}

/** Floor or ceiling of a percentage; a whole number that floating point missed by a hair stays whole. */
function outward(share: number, round: (value: number) => number): number {
  return round(Math.round(share * 100 * 1e9) / 1e9);
}

export function countsOf(findings: readonly Pick<Finding, "verdict">[]): Counts {
  const counts: Counts = { met: 0, "partly-met": 0, "not-met": 0, "cannot-tell": 0, "not-applicable": 0 };
  for (const finding of findings) counts[finding.verdict]++;
  return counts;
}

/** The score of one authority: counts first, always an interval, each outcome equal. */
export function scoreOf(findings: readonly Scored[]): Score {
  const mandatory = findings.filter((one) => one.class === "mandatory");
  const counts = countsOf(mandatory);
  const whole = interval(mandatory);
  const areas = [...new Set(mandatory.map((one) => one.area ?? 0))].sort((a, b) => a - b);
  const seeable = mandatory.filter(
    (one) => one.verdict !== "not-applicable" && outcomeOf(one.outcome)?.observable !== "N",
  );
  const untold = seeable.filter((one) => one.verdict === "cannot-tell" && CRAWL_REASONS.has(one.reason));
  const reasons: Record<string, number> = {};
  for (const one of untold) reasons[one.reason] = (reasons[one.reason] ?? 0) + 1;
  const untoldShare = seeable.length === 0 ? 0 : untold.length / seeable.length;
  return {
    name: SCORE_NAME,
    mandatory: {
      ...whole,
      counts,
      text: intervalText(whole),
      decidable: seeable.length,
      areas: areas.map((area) => {
        const inArea = mandatory.filter((one) => (one.area ?? 0) === area);
        const areaInterval = interval(inArea);
        const areaCounts = countsOf(inArea);
        return {
          area,
          name: outcomeOf(inArea[0]?.outcome ?? "")?.areaName ?? "",
          ...areaInterval,
          counts: areaCounts,
          text: areaText(area, inArea, areaInterval, areaCounts),
        };
      }),
      excluded: mandatory
        .filter((one) => one.verdict === "not-applicable")
        .map((one) => ({ outcome: one.outcome, title: one.title, why: one.summary })),
    },
    bestPractice: countsOf(findings.filter((one) => one.class === "best-practice")),
    discretionary: countsOf(findings.filter((one) => one.class === "discretionary")),
    today: countsOf(findings.filter((one) => one.class === "duty")),
    coverageGate: { passed: untoldShare <= GATE_SHARE, untoldShare, reasons },
  };
}

export function intervalText(one: Interval): string {
  if (one.lowPercent === null || one.highPercent === null) return "no applicable outcomes";
  return one.lowPercent === one.highPercent
    ? `${one.lowPercent} %`
    : `${one.lowPercent}–${one.highPercent} %`;
}

function areaText(area: number, findings: readonly Scored[], of: Interval, counts: Counts): string {
  const label = `Area ${String(area).padStart(2, "0")}: `;
  if (of.n === 0) return `${label}no applicable outcomes`;
  const parts = [
    [counts.met, "met"],
    [counts["partly-met"], "partly"],
    [counts["not-met"], "not met"],
    [counts["cannot-tell"], "cannot tell"],
  ] as const;
  const told = parts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  const text = `${label}${intervalText(of)} (${told.join(", ")}, of ${of.n})`;
  const applicable = findings.filter((one) => one.verdict !== "not-applicable");
  const unseeable = applicable.every((one) => outcomeOf(one.outcome)?.observable === "N");
  return unseeable ? `${text}; cannot be judged from outside` : text;
}

/** The score as it stands in the JSON of an audit. */
export function scoreJson(score: Score): Json {
  return JSON.parse(JSON.stringify(score)) as Json;
}
