import type { AuditDocument } from "../audit/types.js";
import type { AuditRecord, RunLease, RunRecord, Store } from "../store/types.js";
import { type HeartbeatTimes, keepAlive } from "./heartbeat.js";
import { isGone } from "./holder.js";
import { NightInProgressError, type NightSummary, type NightTask, type NightTerms } from "./types.js";

const LEASE = "nightly";
const RESUME_WITHIN_MS = 24 * 3600_000;

export interface NightFrame {
  store: Store;
  tasks: readonly NightTask[];
  terms: NightTerms;
  /** Names this process: `newHolder()`. */
  holder: string;
  heartbeat: HeartbeatTimes;
  now(): Date;
  newRunId(): string;
  log: Log;
  /** After the run is sealed, page bodies of older runs than this many are dropped; null keeps all. */
  keepRuns: number | null;
  signal?: AbortSignal;
}

/** What pino's logger has. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/**
 * The frame around a night, whoever does its work: one holder at a time, an unfinished run taken up, sealed when all its
 * audits are finished.
 * @throws NightInProgressError when another living process holds the night.
 */
export async function throughNight(
  frame: NightFrame,
  work: (run: RunRecord, signal: AbortSignal) => Promise<void>,
): Promise<NightSummary> {
  const { store, now } = frame;
  const lease = await takeNight(frame);
  const heart = keepAlive(lease, frame.heartbeat, () => now().getTime());
  try {
    const { run, resumed } = await takeUpOrBegin(frame);
    for (const task of frame.tasks) await store.addAudit(run.id, task.subject, task.url);
    const signals = frame.signal ? [heart.lost, frame.signal] : [heart.lost];
    await work(run, AbortSignal.any(signals));
    if (heart.lost.aborted) throw heart.lost.reason;
    const audits = await store.audits(run.id);
    const open = audits.filter((audit) => audit.state === "waiting" || audit.state === "running");
    if (open.length === 0) {
      await store.sealRun(run.id, now().toISOString());
      await dropOldBodies(frame);
    }
    const summary = await summarise(store, run.id, resumed);
    frame.log.info(
      { ...summary, failed: summary.failed.length, notSeen: summary.notSeen.length },
      "night ended",
    );
    return summary;
  } finally {
    await heart.stop();
  }
}

async function takeNight({ store, holder, heartbeat, now }: NightFrame): Promise<RunLease> {
  const other = await store.leaseHolder(LEASE);
  if (other !== null && isGone(other)) await store.breakLease(LEASE, other);
  const lease = await store.lease(LEASE, holder, now().getTime(), heartbeat.staleAfterMs);
  if (lease) return lease;
  const seconds = Math.ceil(heartbeat.staleAfterMs / 1000);
  throw new NightInProgressError(
    `a nightly run is under way in another process; should it have died, its place is free ${seconds} seconds later`,
  );
}

async function takeUpOrBegin(frame: NightFrame): Promise<{ run: RunRecord; resumed: boolean }> {
  const { store, terms, now, log } = frame;
  for (;;) {
    const unfinished = await store.unfinishedRun("nightly");
    if (!unfinished) break;
    const why = whyNotResumed(unfinished, terms, now().getTime());
    if (why === null) {
      log.info({ run: unfinished.id, startedAt: unfinished.startedAt }, "taking up the unfinished run");
      return { run: unfinished, resumed: true };
    }
    log.warn({ run: unfinished.id, why }, "the unfinished run is abandoned");
    await store.abandonRun(unfinished.id);
  }
  const id = frame.newRunId();
  await store.beginRun({ id, kind: "nightly", startedAt: now().toISOString(), ...terms });
  const run = await store.run(id);
  if (!run) throw new Error(`run ${id} was begun and is not there`);
  return { run, resumed: false };
}

/** Half a night under other terms, or of another day, would be put together with what it cannot be compared with. */
function whyNotResumed(run: RunRecord, terms: NightTerms, nowMs: number): string | null {
  if (nowMs - Date.parse(run.startedAt) > RESUME_WITHIN_MS) return "it began more than a day ago";
  if (run.profile !== terms.profile) return "another profile is asked for";
  if (run.duties.join() !== terms.duties.join()) return "other duties are asked for";
  if (run.toolVersion !== terms.toolVersion) return "it was begun by another version";
  return null;
}

async function dropOldBodies({ store, keepRuns, log }: NightFrame): Promise<void> {
  if (keepRuns === null) return;
  const dropped = await store.prune(keepRuns);
  if (dropped > 0) log.info({ dropped, keepRuns }, "old page bodies dropped");
}

async function summarise(store: Store, runId: string, resumed: boolean): Promise<NightSummary> {
  const run = await store.run(runId);
  if (!run) throw new Error(`there is no run ${runId}`);
  const audits = await store.audits(runId);
  const inState = (...states: AuditRecord["state"][]) =>
    audits.filter((audit) => states.includes(audit.state));
  return {
    runId,
    resumed,
    sealed: run.state === "sealed",
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    authorities: audits.length,
    done: inState("done").length,
    failed: inState("failed").map((audit) => ({ name: audit.subject.name, why: audit.failure ?? "unknown" })),
    notSeen: await notSeen(store, runId),
    open: inState("waiting", "running").length,
  };
}

async function notSeen(store: Store, runId: string): Promise<{ name: string; why: string }[]> {
  const unseen: { name: string; why: string }[] = [];
  for await (const document of store.documents(runId)) {
    const { stoppedBy } = document.coverage;
    if (stoppedBy !== "blocked" && stoppedBy !== "unreachable") continue;
    unseen.push({ name: nameOf(document), why: whyOf(document) });
  }
  return unseen;
}

function nameOf(document: AuditDocument): string {
  return document.authority?.name ?? new URL(document.site.requested).host;
}

function whyOf(document: AuditDocument): string {
  const finding = document.findings.find((one) => one.verdict === "cannot-tell" && one.evidence[0]);
  return finding?.evidence[0]
    ? `${document.coverage.stoppedBy}: ${finding.evidence[0].found}`
    : document.coverage.stoppedBy;
}
