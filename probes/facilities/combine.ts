import type { Combined, JudgedLimb } from "./types.js";

/** Rule 0.3: several limbs make one verdict, and the interval of points that is certain. */
export function combineLimbs(judged: readonly JudgedLimb[]): Combined {
  const counted = judged.filter((one) => !one.limb.supporting && one.answer.verdict !== "not-applicable");
  const [only] = counted;
  if (!only) return { verdict: "not-applicable", reason: "not-responsible", points: null };
  if (counted.length === 1) return { verdict: only.answer.verdict, reason: only.answer.reason, points: null };
  const verdicts = counted.map((one) => one.answer.verdict);
  const has = (verdict: string) => verdicts.some((one) => one === verdict);
  const all = (verdict: string) => verdicts.every((one) => one === verdict);
  if (all("met")) return { verdict: "met", reason: sameReason(counted) ?? "all-limbs", points: null };
  if (all("not-met")) return { verdict: "not-met", reason: sameReason(counted) ?? "not-found", points: null };
  if (all("cannot-tell")) return { verdict: "cannot-tell", reason: firstOpen(counted), points: null };
  if (has("partly-met") || (has("met") && has("not-met"))) {
    return { verdict: "partly-met", reason: "some-limbs", points: null };
  }
  if (has("met")) return { verdict: "partly-met", reason: "capped", points: [0.5, 1] };
  return { verdict: "cannot-tell", reason: firstOpen(counted), points: [0, 0.5] };
}

function sameReason(judged: readonly JudgedLimb[]): string | null {
  const reasons = new Set(judged.map((one) => one.answer.reason));
  return reasons.size === 1 ? (judged[0]?.answer.reason ?? null) : null;
}

/** A crawl's own trouble is told before what can never be seen. */
function firstOpen(judged: readonly JudgedLimb[]): string {
  const reasons = judged
    .filter((one) => one.answer.verdict === "cannot-tell")
    .map((one) => one.answer.reason);
  return reasons.find((reason) => reason !== "internal-only") ?? reasons[0] ?? "ambiguous";
}
