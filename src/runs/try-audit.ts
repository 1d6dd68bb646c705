import type { Json } from "../audit/types.js";
import type { CrawlProgress } from "../crawl/types.js";
import type { Snapshot } from "../snapshot/types.js";
import type { AuditRecord, RunRecord, Store } from "../store/types.js";
import type { AuditOne, TryEnd, TryPolicy } from "./types.js";

export interface TryRequest {
  store: Store;
  run: RunRecord;
  audit: AuditRecord;
  auditOne: AuditOne;
  policy: TryPolicy;
  settings: Json;
  signal: AbortSignal;
  now(): Date;
  progress(progress: CrawlProgress): void;
}

/**
 * One try at one authority, the same in a process of its own and in a worker. Afterwards the store knows how it ended;
 * after `stopped`, the audit is still running, for the next process to take up.
 * @throws only when the store fails.
 */
export async function tryAudit(request: TryRequest): Promise<TryEnd> {
  const { store, audit, policy, now } = request;
  if (audit.attempts >= policy.maxAttempts) {
    const why = `begun ${audit.attempts} times, and each time the process ended before the audit did`;
    await store.failAudit(audit.id, now().toISOString(), why);
    return { end: "failed", why };
  }
  const startedAt = audit.startedAt ?? now().toISOString();
  await store.startAudit(audit.id, startedAt);
  const outcome = await visit(request, startedAt);
  if (outcome === "stopped") return { end: "stopped" };

  const tries = audit.putOff + 1;
  if ("fault" in outcome) {
    if (tries < policy.maxTries) return putOff(request, outcome.fault, tries);
    await store.failAudit(audit.id, now().toISOString(), outcome.fault);
    return { end: "failed", why: outcome.fault };
  }
  const { snapshot, document } = outcome;
  const unseen = whyUnseen(snapshot);
  if (unseen !== null && tries < policy.maxTries) return putOff(request, unseen, tries);
  await store.finishAudit(audit.id, snapshot, document);
  return { end: "done", stoppedBy: snapshot.stoppedBy, pages: snapshot.pages.length };
}

type Visit = Awaited<ReturnType<AuditOne>> | { fault: string } | "stopped";

async function visit(request: TryRequest, startedAt: string): Promise<Visit> {
  const { audit, run, signal } = request;
  try {
    const result = await request.auditOne(audit.subject, audit.requestedUrl, {
      auditId: audit.id,
      run,
      startedAt,
      journal: request.store.journal(audit.id),
      settings: request.settings,
      signal,
      progress: request.progress,
    });
    // A crawl that was cut short by our own stop is no answer about the site.
    return signal.aborted ? "stopped" : result;
  } catch (error) {
    if (signal.aborted) return "stopped";
    return { fault: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
}

async function putOff({ store, audit }: TryRequest, why: string, tries: number): Promise<TryEnd> {
  await store.putOffAudit(audit.id, why);
  return { end: "put-off", why, tries };
}

/** One line when the site could not be seen, else null. */
function whyUnseen(snapshot: Snapshot): string | null {
  if (snapshot.stoppedBy !== "unreachable" && snapshot.stoppedBy !== "blocked") return null;
  const cause =
    snapshot.failures.find((failure) => failure.url === snapshot.requestedUrl) ?? snapshot.failures[0];
  return cause ? `${snapshot.stoppedBy}: ${cause.detail}` : snapshot.stoppedBy;
}

/** Wait before the next try of a site that was put off `putOffs` times (1 = before the second try). */
export function retryDelayMs(policy: TryPolicy, putOffs: number): number {
  return policy.retryDelayMs * 4 ** Math.max(0, putOffs - 1);
}
