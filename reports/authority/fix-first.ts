import type { Finding } from "../../src/audit/types.js";

/** How many a web manager can take in at once. */
const MOST = 10;

/** What to put right first: mandatory before the rest, failed before partial, and nothing without a remedy. */
export function fixFirst(findings: readonly Finding[]): Finding[] {
  const weight = (one: Finding): number =>
    (one.class === "mandatory" ? 0 : one.class === "duty" ? 2 : 4) + (one.verdict === "not-met" ? 0 : 1);
  return findings
    .filter((one) => (one.verdict === "not-met" || one.verdict === "partly-met") && one.remedy !== null)
    .filter((one) => one.class !== "discretionary")
    .map((finding, at) => ({ finding, at }))
    .sort((a, b) => weight(a.finding) - weight(b.finding) || a.at - b.at)
    .slice(0, MOST)
    .map(({ finding }) => finding);
}
