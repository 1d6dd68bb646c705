import { setTimeout as delay } from "node:timers/promises";
import PQueue from "p-queue";
import type { Json } from "../audit/types.js";
import type { AuditRecord, RunRecord } from "../store/types.js";
import { type NightFrame, throughNight } from "./night.js";
import { retryDelayMs, tryAudit } from "./try-audit.js";
import type { AuditOne, NightSummary, NightView, TryPolicy } from "./types.js";

export interface NightlyOptions extends NightFrame {
  auditOne: AuditOne;
  /** Authorities side by side. */
  concurrency: number;
  policy: TryPolicy;
  settings: Json;
  view: NightView;
}

/**
 * Audits every authority of the list in this process. A run that an earlier process left unfinished is taken up: what
 * it finished is not done again, and crawls it had begun go on from their journals.
 * @throws NightInProgressError
 */
export async function runNightly(options: NightlyOptions): Promise<NightSummary> {
  try {
    return await throughNight(options, (run, signal) => auditAll(options, run, signal));
  } finally {
    options.view.close();
  }
}

async function auditAll(options: NightlyOptions, run: RunRecord, stop: AbortSignal): Promise<void> {
  const { store, view, now, policy } = options;
  const audits = await store.audits(run.id);
  const open = audits.filter((audit) => audit.state === "waiting" || audit.state === "running");
  view.begin(audits.length, audits.length - open.length);

  const later: { id: number; dueMs: number }[] = [];
  const putOff = (audit: AuditRecord, putOffs: number) => {
    later.push({ id: audit.id, dueMs: now().getTime() + retryDelayMs(policy, putOffs) });
  };
  for (const audit of open) if (audit.putOff > 0) putOff(audit, audit.putOff);

  let batch = open.filter((audit) => audit.putOff === 0);
  for (;;) {
    await sideBySide(options, run, batch, stop, putOff);
    if (stop.aborted || later.length === 0) return;
    // Those put off come after all others: by then whatever turned us away has had the longest rest.
    later.sort((a, b) => a.dueMs - b.dueMs);
    const first = later[0];
    if (!first) return;
    if (!(await waitUntil(options, first.dueMs, later.length, stop))) return;
    const due = later.filter((entry) => entry.dueMs <= Math.max(first.dueMs, now().getTime()));
    later.splice(0, due.length);
    batch = await recordsOf(options, due);
  }
}

async function sideBySide(
  options: NightlyOptions,
  run: RunRecord,
  audits: readonly AuditRecord[],
  stop: AbortSignal,
  putOff: (audit: AuditRecord, putOffs: number) => void,
): Promise<void> {
  const { store, auditOne, policy, settings, now, view } = options;
  const fault = new AbortController();
  const signal = AbortSignal.any([stop, fault.signal]);
  const queue = new PQueue({ concurrency: options.concurrency });
  const one = async (audit: AuditRecord) => {
    if (signal.aborted) return;
    view.started(audit);
    const progress = (at: Parameters<NightView["progress"]>[1]) => view.progress(audit, at);
    try {
      const end = await tryAudit({ store, run, audit, auditOne, policy, settings, signal, now, progress });
      if (end.end === "put-off") putOff(audit, end.tries);
      view.ended(audit, end);
    } catch (error) {
      // The store failed: nothing that follows could be kept. The others stop, and the next call goes on from here.
      fault.abort(error);
    }
  };
  await queue.addAll(audits.map((audit) => () => one(audit)));
  if (fault.signal.aborted) throw fault.signal.reason;
}

async function waitUntil(
  { now, view }: NightlyOptions,
  dueMs: number,
  count: number,
  signal: AbortSignal,
): Promise<boolean> {
  const waitMs = dueMs - now().getTime();
  if (waitMs <= 0) return true;
  view.waiting(count, new Date(dueMs));
  try {
    await delay(waitMs, undefined, { signal });
    return true;
  } catch {
    return false;
  }
}

async function recordsOf(
  { store }: NightlyOptions,
  entries: readonly { id: number }[],
): Promise<AuditRecord[]> {
  const records: AuditRecord[] = [];
  for (const { id } of entries) {
    const record = await store.audit(id);
    if (record) records.push(record);
  }
  return records;
}
