import type { Finding } from "../../src/audit/types.js";

/** A finding for report tests, with only what the test says changed. */
export function findingOf(changes: Partial<Finding> = {}): Finding {
  return {
    outcome: "13-m1",
    title: "Website statistics",
    area: 13,
    class: "mandatory",
    verdict: "not-met",
    reason: "not-found",
    level: 0,
    probe: "website-statistics@1",
    summary: "No statistics of the website's use were found.",
    remedy: "Publish monthly figures and link to them from the homepage.",
    evidence: [],
    measures: {},
    limbs: [],
    points: null,
    ...changes,
  };
}
