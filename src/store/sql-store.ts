import type { Knex } from "knex";
import type { AuditDocument } from "../audit/types.js";
import type { AuditSubject } from "../authorities/types.js";
import type { Profile } from "../outcomes/types.js";
import type { Snapshot } from "../snapshot/types.js";
import { forgetFailures, journalOf, prepareSnapshot, readBody, readSnapshot } from "./crawl-records.js";
import { migrate } from "./database.js";
import {
  prepareDocument,
  readChanges,
  readDocument,
  readDocumentPairs,
  readDocuments,
  readHistory,
  readVerdicts,
} from "./finding-records.js";
import { takeLease } from "./lease.js";
import { prune } from "./prune.js";
import { againWhenPruned, plainText } from "./rows.js";
import type {
  Attestation,
  AuditRecord,
  AuditState,
  RunKind,
  RunLease,
  RunRecord,
  RunState,
  Store,
} from "./types.js";
import { subjectKey } from "./types.js";

/** The store over SQLite or PostgreSQL. */
export class SqlStore implements Store {
  /** For other parts of the store that keep tables of their own. */
  readonly database: Knex;
  readonly #clock: () => number;

  constructor(database: Knex, clock: () => number) {
    this.database = database;
    this.#clock = clock;
  }

  migrate(): Promise<void> {
    return migrate(this.database);
  }

  close(): Promise<void> {
    return this.database.destroy();
  }

  async beginRun(run: Omit<RunRecord, "state" | "finishedAt" | "revision">): Promise<void> {
    await this.database("runs").insert({
      id: run.id,
      kind: run.kind,
      state: "running",
      started_at: run.startedAt,
      finished_at: null,
      duties: JSON.stringify(run.duties),
      profile: run.profile,
      as_of: run.asOf,
      tool_version: run.toolVersion,
    });
  }

  async run(id: string): Promise<RunRecord | null> {
    const row: RunRow | undefined = await this.database("runs").where({ id }).first();
    return row ? runRecord(row) : null;
  }

  async runs(filter: { kind?: RunKind; state?: RunState; limit?: number } = {}): Promise<RunRecord[]> {
    const query = this.database("runs").orderBy("seq", "desc");
    if (filter.kind) query.where("kind", filter.kind);
    if (filter.state) query.where("state", filter.state);
    if (filter.limit !== undefined) query.limit(filter.limit);
    const rows: RunRow[] = await query.select("*");
    return rows.map(runRecord);
  }

  async unfinishedRun(kind: RunKind): Promise<RunRecord | null> {
    const [run] = await this.runs({ kind, state: "running", limit: 1 });
    return run ?? null;
  }

  async sealRun(id: string, finishedAt: string): Promise<void> {
    const sealed = await this.database("runs")
      .where({ id, state: "running" })
      .whereNotExists(
        this.database("audits")
          .select("id")
          .whereRaw("audits.run_seq = runs.seq")
          .whereIn("audits.state", ["waiting", "running"]),
      )
      .update({ state: "sealed", finished_at: finishedAt });
    if (sealed === 0)
      throw new Error(`run ${id} cannot be sealed: it is not running, or audits of it are open`);
  }

  async abandonRun(id: string): Promise<void> {
    await this.database("runs").where({ id, state: "running" }).update({ state: "abandoned" });
  }

  async abandonRunsBegunBefore(kind: RunKind, before: string, why: string): Promise<number> {
    return this.database.transaction(async (trx) => {
      const dead: { seq: number }[] = await trx("runs")
        .where({ kind, state: "running" })
        .where("started_at", "<", before)
        .select("seq");
      const seqs = dead.map((one) => one.seq);
      await trx("audits")
        .whereIn("run_seq", seqs)
        .whereIn("state", ["waiting", "running"])
        .update({ state: "failed", failure: oneLine(why) });
      await trx("runs").whereIn("seq", seqs).update({ state: "abandoned" });
      return seqs.length;
    });
  }

  lease(name: string, holder: string, nowMs: number, staleAfterMs: number): Promise<RunLease | null> {
    return takeLease(this.database, this.#clock, { name, holder, nowMs, staleAfterMs });
  }

  async leaseHolder(name: string): Promise<string | null> {
    const row = await this.database("leases").where({ name }).first("holder");
    return row?.holder ?? null;
  }

  async breakLease(name: string, holder: string): Promise<void> {
    await this.database("leases").where({ name, holder }).delete();
  }

  async addAudit(runId: string, subject: AuditSubject, requestedUrl: string): Promise<number> {
    const run = await this.#runRow(runId);
    const key = { run_seq: run.seq, subject_key: subjectKey(subject, requestedUrl) };
    await this.database("audits")
      .insert({
        ...key,
        subject: JSON.stringify(subject),
        requested_url: requestedUrl,
        state: "waiting",
        attempts: 0,
        put_off: 0,
      })
      .onConflict(["run_seq", "subject_key"])
      .ignore();
    const row = await this.database("audits").where(key).first("id");
    return row.id;
  }

  async audits(runId: string, state?: AuditState): Promise<AuditRecord[]> {
    const query = this.#auditRows().where("runs.id", runId).orderBy("audits.id");
    if (state) query.where("audits.state", state);
    const rows: AuditRow[] = await query;
    return rows.map(auditRecord);
  }

  async audit(id: number): Promise<AuditRecord | null> {
    const row: AuditRow | undefined = await this.#auditRows().where("audits.id", id).first();
    return row ? auditRecord(row) : null;
  }

  async startAudit(id: number, at: string): Promise<void> {
    await this.database("audits")
      .where({ id })
      .update({
        state: "running",
        attempts: this.database.raw("attempts + 1"),
        // A crawl that is taken up again began when it first began.
        started_at: this.database.raw("coalesce(started_at, ?)", [at]),
      });
  }

  async failAudit(id: number, at: string, failure: string): Promise<void> {
    await this.database("audits")
      .where({ id })
      .update({ state: "failed", finished_at: at, failure: oneLine(failure) });
  }

  async putOffAudit(id: number, failure: string): Promise<void> {
    await this.database.transaction(async (trx) => {
      await forgetFailures(trx, id);
      await trx("audits")
        .where({ id })
        .update({ state: "waiting", put_off: trx.raw("put_off + 1"), failure: oneLine(failure) });
    });
  }

  journal(auditId: number) {
    return journalOf(this.database, auditId);
  }

  async finishAudit(id: number, snapshot: Snapshot, document: AuditDocument): Promise<void> {
    const run = await this.#runOfAudit(id);
    if (run.state === "sealed") throw new Error(`audit ${id} belongs to a sealed run`);
    await againWhenPruned(async () => {
      const writeSnapshot = await prepareSnapshot(this.database, id, snapshot);
      const writeDocument = await prepareDocument(id, run.seq, document);
      await this.database.transaction(async (trx) => {
        // First a write: SQLite then waits for its turn instead of failing when another process wrote meanwhile.
        await trx("audits").where({ id }).update({
          state: "done",
          homepage_url: snapshot.homepageUrl,
          finished_at: document.run.finishedAt,
          failure: null,
        });
        await writeSnapshot(trx);
        await writeDocument(trx);
      });
    });
  }

  async replaceFindings(id: number, document: AuditDocument): Promise<void> {
    const run = await this.#runOfAudit(id);
    const writeDocument = await prepareDocument(id, run.seq, document);
    await this.database.transaction(async (trx) => {
      await writeDocument(trx);
      await trx("runs").where({ seq: run.seq }).increment("revision", 1);
    });
  }

  snapshot(auditId: number): Promise<Snapshot | null> {
    return readSnapshot(this.database, auditId);
  }

  document(auditId: number): Promise<AuditDocument | null> {
    return readDocument(this.database, auditId);
  }

  body(sha256: string): Promise<Uint8Array | null> {
    return readBody(this.database, sha256);
  }

  async *documents(runId: string): AsyncIterable<AuditDocument> {
    const run = await this.#runRow(runId);
    yield* readDocuments(this.database, run.seq);
  }

  async *documentPairs(runId: string, key?: string): ReturnType<Store["documentPairs"]> {
    yield* readDocumentPairs(this.database, await this.#runRow(runId), key);
  }

  async documentOf(runId: string, key: string): Promise<AuditDocument | null> {
    const row = await this.database("audits")
      .join("runs", "runs.seq", "audits.run_seq")
      .where({ "runs.id": runId, "audits.subject_key": key })
      .first("audits.id");
    return row ? readDocument(this.database, row.id) : null;
  }

  verdicts(filter: Parameters<Store["verdicts"]>[0]): ReturnType<Store["verdicts"]> {
    return readVerdicts(this.database, filter);
  }

  async *changes(runId: string): ReturnType<Store["changes"]> {
    yield* readChanges(this.database, await this.#runRow(runId));
  }

  history(limit: number): ReturnType<Store["history"]> {
    return readHistory(this.database, limit);
  }

  async attest(attestation: Omit<Attestation, "id">): Promise<number> {
    const [row] = await this.database("attestations")
      .insert({
        authority_slug: attestation.authoritySlug,
        outcome: attestation.outcome,
        verdict: attestation.verdict,
        statement: plainText(attestation.statement),
        evidence_url: attestation.evidenceUrl,
        author: plainText(attestation.author),
        made_on: attestation.madeOn,
        expires_on: attestation.expiresOn,
      })
      .returning("id");
    return row.id;
  }

  /** Those in force on the day; of several for one outcome all, newest first. */
  async attestations(authoritySlug: string, onDate: string): Promise<Attestation[]> {
    return this.#attestationsOn(onDate).where("authority_slug", authoritySlug);
  }

  async attestationsOn(onDate: string): Promise<Attestation[]> {
    return this.#attestationsOn(onDate);
  }

  prune(keepRuns: number): Promise<number> {
    return prune(this.database, keepRuns);
  }

  async #runRow(id: string): Promise<RunRow> {
    const row: RunRow | undefined = await this.database("runs").where({ id }).first();
    if (!row) throw new Error(`there is no run ${id}`);
    return row;
  }

  async #runOfAudit(id: number): Promise<RunRow> {
    const row: RunRow | undefined = await this.database("runs")
      .join("audits", "audits.run_seq", "runs.seq")
      .where("audits.id", id)
      .first("runs.*");
    if (!row) throw new Error(`there is no audit ${id}`);
    return row;
  }

  #attestationsOn(onDate: string) {
    return this.database("attestations")
      .where("made_on", "<=", onDate)
      .where("expires_on", ">=", onDate)
      .orderBy([
        { column: "made_on", order: "desc" },
        { column: "id", order: "desc" },
      ])
      .select({
        id: "id",
        authoritySlug: "authority_slug",
        outcome: "outcome",
        verdict: "verdict",
        statement: "statement",
        evidenceUrl: "evidence_url",
        author: "author",
        madeOn: "made_on",
        expiresOn: "expires_on",
      });
  }

  #auditRows() {
    return this.database("audits")
      .join("runs", "runs.seq", "audits.run_seq")
      .select("audits.*", "runs.id as run_id");
  }
}

interface RunRow {
  seq: number;
  id: string;
  kind: RunKind;
  state: RunState;
  started_at: string;
  finished_at: string | null;
  duties: string;
  profile: Profile;
  as_of: string;
  tool_version: string;
  revision: number;
}

interface AuditRow {
  id: number;
  run_id: string;
  subject: string;
  requested_url: string;
  homepage_url: string | null;
  state: AuditState;
  attempts: number;
  put_off: number;
  started_at: string | null;
  finished_at: string | null;
  failure: string | null;
}

function runRecord(row: RunRow): RunRecord {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    duties: JSON.parse(row.duties) as string[],
    profile: row.profile,
    asOf: row.as_of,
    toolVersion: row.tool_version,
    revision: row.revision,
  };
}

function auditRecord(row: AuditRow): AuditRecord {
  return {
    id: row.id,
    runId: row.run_id,
    subject: JSON.parse(row.subject) as AuditSubject,
    requestedUrl: row.requested_url,
    homepageUrl: row.homepage_url,
    state: row.state,
    attempts: row.attempts,
    putOff: row.put_off,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    failure: row.failure,
  };
}

function oneLine(text: string): string {
  return plainText(text).replace(/\s+/g, " ").trim().slice(0, 500);
}
