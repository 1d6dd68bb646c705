import { createHash } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import pRetry from "p-retry";
import PgBoss from "pg-boss";
import type { Json } from "../audit/types.js";
import type { AuditRecord, RunRecord, Store } from "../store/types.js";
import { type HeartbeatTimes, keepAlive } from "./heartbeat.js";
import { type Log, type NightFrame, throughNight } from "./night.js";
import { retryDelayMs, tryAudit } from "./try-audit.js";
import type { AuditOne, NightSummary, NightView, TryPolicy } from "./types.js";

/**
 * The night over many machines: one pg-boss job for each authority, so that politeness to a host stays in one place.
 * pg-boss hands jobs out, retries and expires them. What it does not have in this version is a heartbeat: a worker holds
 * a lease on its audit, and the job of one whose heartbeat stopped is failed, upon which pg-boss gives it to another.
 */
const QUEUE = "audits";

interface AuditJob {
  auditId: number;
  settings: Json;
}

export interface QueueTimes {
  /** How often the state of the night is looked at. */
  pollMs: number;
  /** How often an idle worker asks for a job; at least half a second. */
  fetchMs: number;
  /** Before a job that a worker gave back, or died under, is given out again. */
  retryDelaySeconds: number;
  /** Longest a job may take: more than any time budget, since heartbeats find dead workers sooner. */
  expirySeconds: number;
}

export const QUEUE_TIMES: QueueTimes = {
  pollMs: 2_000,
  fetchMs: 2_000,
  retryDelaySeconds: 5,
  expirySeconds: 4 * 3600,
};
/** Workers may be restarted under a job many times; a crash that repeats is caught by the count of attempts. */
const RETRY_LIMIT = 50;

export interface WorkerOptions {
  databaseUrl: string;
  store: Store;
  auditOne: AuditOne;
  /** Authorities side by side in this worker. */
  concurrency: number;
  policy: TryPolicy;
  heartbeat: HeartbeatTimes;
  times: QueueTimes;
  holder: string;
  now(): Date;
  log: Log;
  view: NightView;
  /** Aborting it gives the jobs in hand back to the queue and ends the worker. */
  signal: AbortSignal;
}

/** Takes jobs until the signal aborts; then gives back what it has in hand, and returns. */
export async function runWorker(options: WorkerOptions): Promise<void> {
  const boss = await startBoss(options.databaseUrl, options.log);
  try {
    for (let lane = 0; lane < options.concurrency; lane += 1) {
      await boss.work<AuditJob>(
        QUEUE,
        { batchSize: 1, pollingIntervalSeconds: options.times.fetchMs / 1000 },
        async ([job]) => {
          if (job) await workOn(options, job.data);
        },
      );
    }
    await aborted(options.signal);
  } finally {
    await boss.stop({ graceful: true, timeout: 60_000 });
    options.view.close();
  }
}

async function workOn(options: WorkerOptions, job: AuditJob): Promise<void> {
  const { store, now, view, heartbeat } = options;
  if (options.signal.aborted) throw new Error("this worker is stopping");
  const lease = await store.lease(
    leaseOf(job.auditId),
    `${options.holder}:${job.auditId}`,
    now().getTime(),
    heartbeat.staleAfterMs,
  );
  // Thrown errors give the job back to pg-boss, which hands it out again later.
  if (!lease) throw new Error(`audit ${job.auditId} is in the hands of another worker`);
  const heart = keepAlive(lease, heartbeat, () => now().getTime());
  try {
    const audit = await store.audit(job.auditId);
    if (!audit || isFinished(audit)) return;
    const run = await store.run(audit.runId);
    if (run?.state !== "running") return;
    view.started(audit);
    const end = await tryAudit({
      store,
      run,
      audit,
      auditOne: options.auditOne,
      policy: options.policy,
      settings: job.settings,
      signal: AbortSignal.any([options.signal, heart.lost]),
      now,
      progress: (progress) => view.progress(audit, progress),
    });
    view.ended(audit, end);
    if (end.end === "stopped") throw new Error("stopped before the audit was finished");
  } finally {
    await heart.stop();
  }
}

export interface QueuedNightlyOptions extends NightFrame {
  databaseUrl: string;
  policy: TryPolicy;
  times: QueueTimes;
  settings: Json;
  view: NightView;
}

/**
 * Puts one job for each open audit on the queue and watches over them until all are finished; the audits themselves are
 * done by workers, of which this process may run one beside.
 * @throws NightInProgressError
 */
export async function runQueuedNightly(options: QueuedNightlyOptions): Promise<NightSummary> {
  const boss = await startBoss(options.databaseUrl, options.log);
  try {
    return await throughNight(options, (run, signal) => overseeJobs(options, boss, run, signal));
  } finally {
    await boss.stop({ graceful: false });
    options.view.close();
  }
}

async function overseeJobs(
  options: QueuedNightlyOptions,
  boss: PgBoss,
  run: RunRecord,
  signal: AbortSignal,
): Promise<void> {
  const { store, view } = options;
  const queued = new Set<string>();
  let before = new Map<number, AuditRecord>();
  for (;;) {
    const audits = await store.audits(run.id);
    const open = audits.filter((audit) => !isFinished(audit));
    if (before.size === 0) view.begin(audits.length, audits.length - open.length);
    tellChanges(view, before, audits);
    before = new Map(audits.map((audit) => [audit.id, audit]));
    if (open.length === 0 || signal.aborted) return;

    await enqueue(options, boss, open, queued);
    for (const audit of open) await failIfAbandoned(options, boss, audit);
    await delay(options.times.pollMs, undefined, { signal }).catch(() => {});
  }
}

/** The same try of the same audit has the same job id, so a job is never there twice, whoever puts it there. */
async function enqueue(
  options: QueuedNightlyOptions,
  boss: PgBoss,
  open: readonly AuditRecord[],
  queued: Set<string>,
): Promise<void> {
  const { times, policy, settings, now } = options;
  const missing = open.filter((audit) => !queued.has(jobId(audit)));
  if (missing.length === 0) return;
  const jobs: PgBoss.JobInsert<AuditJob>[] = missing.map((audit) => ({
    id: jobId(audit),
    name: QUEUE,
    data: { auditId: audit.id, settings },
    retryLimit: RETRY_LIMIT,
    retryDelay: times.retryDelaySeconds,
    expireInSeconds: times.expirySeconds,
    ...(audit.putOff > 0
      ? { startAfter: new Date(now().getTime() + retryDelayMs(policy, audit.putOff)).toISOString() }
      : {}),
  }));
  await boss.insert(jobs);
  for (const audit of missing) queued.add(jobId(audit));
}

/** Takes the job from a worker that died, and fails the audit when pg-boss has given the job up. */
async function failIfAbandoned(
  options: QueuedNightlyOptions,
  boss: PgBoss,
  audit: AuditRecord,
): Promise<void> {
  const { store, now, heartbeat, log } = options;
  if (audit.state !== "running") return;
  const lease = await store.lease(leaseOf(audit.id), options.holder, now().getTime(), heartbeat.staleAfterMs);
  if (!lease) return;
  try {
    const job = await boss.getJobById(QUEUE, jobId(audit));
    if (job?.state === "failed") {
      await store.failAudit(audit.id, now().toISOString(), "no worker could finish it");
      return;
    }
    if (job?.state !== "active") return;
    // A worker that has only just been given the job has no lease yet.
    if (now().getTime() - job.startedOn.getTime() < heartbeat.staleAfterMs) return;
    log.warn({ audit: audit.id, authority: audit.subject.slug }, "its worker is gone; given to another");
    await boss.fail(QUEUE, job.id, { message: "the worker's heartbeat stopped" });
  } finally {
    await lease.release();
  }
}

function tellChanges(
  view: NightView,
  before: ReadonlyMap<number, AuditRecord>,
  audits: readonly AuditRecord[],
): void {
  for (const audit of audits) {
    const was = before.get(audit.id);
    if (!was || (was.state === audit.state && was.putOff === audit.putOff)) continue;
    if (audit.putOff > was.putOff) {
      view.ended(audit, { end: "put-off", why: audit.failure ?? "", tries: audit.putOff });
    }
    if (audit.state === "running") view.started(audit);
    if (audit.state === "done") view.ended(audit, { end: "done" });
    if (audit.state === "failed") view.ended(audit, { end: "failed", why: audit.failure ?? "" });
  }
}

async function startBoss(databaseUrl: string, log: Log): Promise<PgBoss> {
  const boss = new PgBoss({ connectionString: databaseUrl, application_name: "council-audit", max: 4 });
  boss.on("error", (error) => log.error({ err: error }, "queue error"));
  try {
    // Processes that come first to a new database at the same moment get into each other's way once.
    await pRetry(
      async () => {
        await boss.start();
        if ((await boss.getQueue(QUEUE)) === null) await boss.createQueue(QUEUE);
      },
      { retries: 5, minTimeout: 100, maxTimeout: 1000 },
    );
    return boss;
  } catch (error) {
    await boss.stop({ graceful: false });
    throw error;
  }
}

function jobId(audit: AuditRecord): string {
  const hex = createHash("sha256").update(`${audit.runId}/${audit.id}/${audit.putOff}`).digest("hex");
  // Version 8 of RFC 9562: a UUID whose bits are the maker's own.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function leaseOf(auditId: number): string {
  return `audit:${auditId}`;
}

function isFinished(audit: AuditRecord): boolean {
  return audit.state === "done" || audit.state === "failed";
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
