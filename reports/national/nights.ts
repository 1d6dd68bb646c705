import type { Verdict } from "../../src/audit/types.js";
import { outcomeOf } from "../../src/outcomes/catalogue.js";
import type { Nation } from "./nation.js";

/** Verdict counts of mandatory outcomes, newest night first. */
export function nightsOf(nation: Nation) {
  const nights = new Map<
    string,
    {
      runId: string;
      finishedAt: string;
      authorities: number;
      counts: Record<Verdict, number>;
      byOutcome: Map<string, number>;
    }
  >();
  for (const one of nation.history) {
    if (outcomeOf(one.outcome)?.class !== "mandatory") continue;
    const night = nights.get(one.runId) ?? {
      runId: one.runId,
      finishedAt: one.finishedAt,
      authorities: 0,
      counts: { met: 0, "partly-met": 0, "not-met": 0, "cannot-tell": 0, "not-applicable": 0 },
      byOutcome: new Map<string, number>(),
    };
    night.counts[one.verdict as Verdict] += one.count;
    night.byOutcome.set(one.outcome, (night.byOutcome.get(one.outcome) ?? 0) + one.count);
    night.authorities = Math.max(night.authorities, night.byOutcome.get(one.outcome) ?? 0);
    nights.set(one.runId, night);
  }
  return [...nights.values()].sort((a, b) => (a.finishedAt < b.finishedAt ? 1 : -1));
}
