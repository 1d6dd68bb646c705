import type { AuditDocument, Json } from "../audit/types.js";
import type { AuditSubject } from "../authorities/types.js";
import type { CrawlJournal, CrawlProgress } from "../crawl/types.js";
import type { Profile } from "../outcomes/types.js";
import type { Snapshot, StoppedBy } from "../snapshot/types.js";
import type { AuditRecord, RunRecord } from "../store/types.js";

/** One authority to be audited in the night. */
export interface NightTask {
  subject: AuditSubject;
  url: string;
}

/** On which terms the night judges; stored with the run, so that a resumed run keeps them. */
export interface NightTerms {
  duties: string[];
  profile: Profile;
  /** ISO date. */
  asOf: string;
  toolVersion: string;
}

export interface AuditWork {
  auditId: number;
  run: RunRecord;
  /** ISO; when this audit first began, also after a resume. */
  startedAt: string;
  journal: CrawlJournal;
  /** Budgets and the like, as the one who began the night set them; it reaches workers on other machines. */
  settings: Json;
  signal: AbortSignal;
  progress(progress: CrawlProgress): void;
}

/** Crawls and judges one site; stores nothing but through the journal. */
export type AuditOne = (
  subject: AuditSubject,
  url: string,
  work: AuditWork,
) => Promise<{ snapshot: Snapshot; document: AuditDocument }>;

/** How one try at an authority ended. */
export type TryEnd =
  /** How much was seen is not known to one who only watches workers. */
  | { end: "done"; stoppedBy?: StoppedBy; pages?: number }
  /** The site could not be seen; it is tried again later in the night. */
  | { end: "put-off"; why: string; tries: number }
  | { end: "failed"; why: string }
  /** We were asked to stop; the run is taken up again by the next call. */
  | { end: "stopped" };

export interface TryPolicy {
  /** Tries at a site that cannot be seen before that is accepted as the night's answer. */
  maxTries: number;
  /** How often an audit may be begun in all, processes that died under it included. */
  maxAttempts: number;
  /** Least wait before the second try; each further one waits four times as long. */
  retryDelayMs: number;
}

export const TRY_POLICY: TryPolicy = { maxTries: 3, maxAttempts: 10, retryDelayMs: 5 * 60_000 };

/** What a person sees of the night while it goes on. */
export interface NightView {
  begin(total: number, finished: number): void;
  started(audit: AuditRecord): void;
  progress(audit: AuditRecord, progress: CrawlProgress): void;
  ended(audit: AuditRecord, end: TryEnd): void;
  /** All others are finished; sites that were put off are waited for. */
  waiting(count: number, until: Date): void;
  close(): void;
}

export interface NightSummary {
  runId: string;
  /** True when an interrupted run was taken up. */
  resumed: boolean;
  /** False when it was stopped before its end; only sealed runs are reported. */
  sealed: boolean;
  startedAt: string;
  finishedAt: string | null;
  authorities: number;
  done: number;
  /** Audits without a document: a fault of ours, not the site's. */
  failed: { name: string; why: string }[];
  /** Audits whose every verdict is cannot-tell, since the site could not be seen. */
  notSeen: { name: string; why: string }[];
  /** Not finished when the night was stopped. */
  open: number;
}

/** Another process holds the night: it is not an error of this one, and there is nothing to retry. */
export class NightInProgressError extends Error {
  override readonly name = "NightInProgressError";
}
