import type { AuditDocument, Evidence, Finding, Verdict } from "../audit/types.js";
import type { AuditSubject } from "../authorities/types.js";
import type { CrawlJournal } from "../crawl/types.js";
import type { Level, OutcomeId, Profile } from "../outcomes/types.js";
import type { Snapshot } from "../snapshot/types.js";

export type RunKind = "audit" | "nightly";
export type RunState = "running" | "sealed" | "abandoned";

export interface RunRecord {
  id: string;
  kind: RunKind;
  state: RunState;
  startedAt: string;
  finishedAt: string | null;
  duties: string[];
  profile: Profile;
  asOf: string;
  toolVersion: string;
  /** Raised whenever findings of it are judged again. */
  revision: number;
}

export type AuditState = "waiting" | "running" | "done" | "failed";

/** One authority (or one bare URL) in one run. */
export interface AuditRecord {
  id: number;
  runId: string;
  subject: AuditSubject;
  requestedUrl: string;
  homepageUrl: string | null;
  state: AuditState;
  /** How often it was begun, a process that was killed included. */
  attempts: number;
  /** How many tries ended without the site having been seen, and were put off to later in the run. */
  putOff: number;
  startedAt: string | null;
  finishedAt: string | null;
  /** Why it failed, one line. */
  failure: string | null;
}

export interface Attestation {
  id: number;
  authoritySlug: string;
  outcome: OutcomeId;
  verdict: "met" | "partly-met" | "not-met";
  statement: string;
  evidenceUrl: string | null;
  author: string;
  /** ISO dates. */
  madeOn: string;
  expiresOn: string;
}

/** What changed for one outcome of one authority between two sealed runs. */
export interface Change {
  subject: AuditSubject;
  outcome: OutcomeId;
  before: Finding;
  after: Finding;
  /** `rules`: the probe's version differs, so the site may be as it was. */
  cause: "site" | "rules";
}

/** One finding without its words and evidence, for tables over many authorities or many nights. */
export interface VerdictRow {
  runId: string;
  finishedAt: string | null;
  auditId: number;
  subjectKey: string;
  outcome: OutcomeId;
  verdict: Verdict;
  reason: string;
  level: Level | null;
  probe: string;
}

export interface RunLease {
  /** False when another living holder has it. */
  renew(): Promise<boolean>;
  release(): Promise<void>;
}

/** Findings, evidence, pages and bodies in SQLite or PostgreSQL. Only this folder knows SQL. */
export interface Store {
  /** Brings the schema to the newest version. */
  migrate(): Promise<void>;
  close(): Promise<void>;

  beginRun(run: Omit<RunRecord, "state" | "finishedAt" | "revision">): Promise<void>;
  run(id: string): Promise<RunRecord | null>;
  runs(filter?: { kind?: RunKind; state?: RunState; limit?: number }): Promise<RunRecord[]>;
  /** Newest unfinished run of the kind. */
  unfinishedRun(kind: RunKind): Promise<RunRecord | null>;
  /** @throws while an audit of it is still waiting or running. */
  sealRun(id: string, finishedAt: string): Promise<void>;
  abandonRun(id: string): Promise<void>;
  /** Runs of the kind that began before then and are still under way: whoever did them is dead. Returns how many. */
  abandonRunsBegunBefore(kind: RunKind, before: string, why: string): Promise<number>;
  leaseHolder(name: string): Promise<string | null>;
  /** Frees the lease of a holder that is known to be dead; nothing happens when somebody else has it by now. */
  breakLease(name: string, holder: string): Promise<void>;
  /** null when a living process holds it: heartbeat younger than `staleAfterMs`. */
  lease(name: string, holder: string, nowMs: number, staleAfterMs: number): Promise<RunLease | null>;

  /** The audit's id; asked twice for one subject of a run, the same one. */
  addAudit(runId: string, subject: AuditSubject, requestedUrl: string): Promise<number>;
  audits(runId: string, state?: AuditState): Promise<AuditRecord[]>;
  audit(id: number): Promise<AuditRecord | null>;
  startAudit(id: number, at: string): Promise<void>;
  failAudit(id: number, at: string, failure: string): Promise<void>;
  /**
   * The try did not see the site: the audit waits again, and what failed is forgotten so that it is asked for anew;
   * pages that were read are kept.
   */
  putOffAudit(id: number, failure: string): Promise<void>;
  /** Journal of a crawl under way; earlier pages come from the last done audit of the same subject or URL. */
  journal(auditId: number): CrawlJournal;
  /**
   * Snapshot, findings and document in one transaction; the audit is done after it.
   * @throws when the run is sealed: its reports have been drawn up.
   */
  finishAudit(id: number, snapshot: Snapshot, document: AuditDocument): Promise<void>;
  /** Findings of a judged-again snapshot replace the old ones of that audit. */
  replaceFindings(id: number, document: AuditDocument): Promise<void>;
  snapshot(auditId: number): Promise<Snapshot | null>;
  document(auditId: number): Promise<AuditDocument | null>;
  body(sha256: string): Promise<Uint8Array | null>;

  /** Documents of a run, one at a time: a night of 330 authorities never stands in memory whole. */
  documents(runId: string): AsyncIterable<AuditDocument>;
  /**
   * The same, each beside the document of the subject's last audit in an earlier sealed run of the kind (null when
   * there is none). Read in batches, so that a night costs a few dozen queries. `key`: only that subject's.
   */
  documentPairs(
    runId: string,
    key?: string,
  ): AsyncIterable<{ document: AuditDocument; before: AuditDocument | null }>;
  documentOf(runId: string, subjectKey: string): Promise<AuditDocument | null>;
  /** Verdicts of sealed runs (or of one run in any state), newest run first; narrowed by what is given. */
  verdicts(filter: { runId?: string; subjectKey?: string; outcome?: OutcomeId }): Promise<VerdictRow[]>;
  /** Each authority of the run against its last audit in an earlier sealed run of the same kind. */
  changes(runId: string): AsyncIterable<Change>;
  /** Verdict counts by outcome for each of the last nights: for trends. */
  history(
    limit: number,
  ): Promise<{ runId: string; finishedAt: string; outcome: OutcomeId; verdict: string; count: number }[]>;

  attest(attestation: Omit<Attestation, "id">): Promise<number>;
  attestations(authoritySlug: string, onDate: string): Promise<Attestation[]>;
  /** Of all authorities, those in force on the day. */
  attestationsOn(onDate: string): Promise<Attestation[]>;

  /**
   * Bodies not referred to by any of the newest `keepRuns` runs of each kind are dropped; returns how many. The page
   * records of older runs go with them (their snapshots are null from then on); findings and documents stay.
   */
  prune(keepRuns: number): Promise<number>;
}

/** Key that stands for a subject from run to run: its slug, or the host audited. */
export function subjectKey(subject: AuditSubject, requestedUrl: string): string {
  return subject.slug ?? new URL(requestedUrl).host;
}

export type { Evidence };
