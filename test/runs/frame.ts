import type { NightFrame } from "../../src/runs/night.js";
import type { QueueTimes } from "../../src/runs/queue.js";
import type { NightTask, NightView, TryEnd, TryPolicy } from "../../src/runs/types.js";
import type { Store } from "../../src/store/types.js";
import { subjectOf } from "../support/document-of.js";

export const QUICK_POLICY: TryPolicy = { maxTries: 3, maxAttempts: 50, retryDelayMs: 1 };
export const SILENT = { info() {}, warn() {}, error() {} };

export function tasksOf(...slugs: string[]): NightTask[] {
  return slugs.map((slug) => ({ subject: subjectOf(slug), url: `https://www.${slug}.gov.uk/0` }));
}

export function frameOf(store: Store, tasks: NightTask[], changes: Partial<NightFrame> = {}): NightFrame {
  return {
    store,
    tasks,
    terms: { duties: ["2005"], profile: "equivalent", asOf: "2026-11-01", toolVersion: "0.0.0" },
    holder: `test|${Math.floor(performance.now() * 1000)}`,
    heartbeat: { intervalMs: 200, staleAfterMs: 2_000 },
    now: () => new Date(),
    newRunId: () => "night",
    log: SILENT,
    keepRuns: null,
    ...changes,
  };
}

/** Keeps what it is told. */
export function notingView(): NightView & { ends: [slug: string, end: TryEnd["end"]][]; waits: number } {
  const noted = {
    ends: [] as [string, TryEnd["end"]][],
    waits: 0,
    begin() {},
    started() {},
    progress() {},
    ended(audit: { subject: { slug: string | null } }, end: TryEnd) {
      noted.ends.push([audit.subject.slug ?? "", end.end]);
    },
    waiting() {
      noted.waits += 1;
    },
    close() {},
  };
  return noted;
}

/** Everything that was found, without what may differ between two runs of the same sites. */
export async function foundIn(store: Store, runId: string): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const document of store.documents(runId)) {
    found.push({
      authority: document.authority?.slug,
      findings: document.findings,
      coverage: document.coverage,
    });
  }
  return found;
}

export const QUICK_TIMES: QueueTimes = {
  pollMs: 100,
  fetchMs: 500,
  retryDelaySeconds: 1,
  expirySeconds: 60,
};
