import type { Knex } from "knex";
import type { AuditDocument, Evidence, Finding } from "../audit/types.js";
import type { AuditSubject } from "../authorities/types.js";
import { packJson, unpackJson } from "./compress.js";
import { insertRows, plainText } from "./rows.js";
import type { Change, Store, VerdictRow } from "./types.js";

/** Findings and document of an audit, in the place of those it had. */
export async function prepareDocument(
  auditId: number,
  runSeq: number,
  document: AuditDocument,
): Promise<(trx: Knex.Transaction) => Promise<void>> {
  const content = await packJson(document);
  return async (trx) => {
    for (const table of ["evidence", "findings", "documents"]) {
      await trx(table).where("audit_id", auditId).delete();
    }
    await trx("documents").insert({ audit_id: auditId, content });
    await insertRows(
      trx,
      "findings",
      document.findings.map((finding, position) => findingRow(auditId, runSeq, finding, position)),
    );
    await insertRows(
      trx,
      "evidence",
      document.findings.flatMap((finding) => evidenceRows(auditId, finding)),
    );
  };
}

function findingRow(auditId: number, runSeq: number, finding: Finding, position: number) {
  return {
    audit_id: auditId,
    run_seq: runSeq,
    outcome: finding.outcome,
    position,
    area: finding.area,
    class: finding.class,
    verdict: finding.verdict,
    reason: finding.reason,
    level: finding.level,
    probe: finding.probe,
    summary: plainText(finding.summary),
    measures: JSON.stringify(finding.measures),
  };
}

/** Evidence of the finding itself has an empty limb. */
function evidenceRows(auditId: number, finding: Finding): Record<string, unknown>[] {
  const row = (limb: string) => (evidence: Evidence, position: number) => ({
    audit_id: auditId,
    outcome: finding.outcome,
    limb,
    position,
    url: plainText(evidence.url),
    found: plainText(evidence.found),
    excerpt: plainText(evidence.excerpt),
    retrieved_at: evidence.retrievedAt,
    sha256: evidence.sha256,
  });
  return [
    ...finding.evidence.map(row("")),
    ...finding.limbs.flatMap((limb) => limb.evidence.map(row(limb.key))),
  ];
}

export async function readDocument(database: Knex, auditId: number): Promise<AuditDocument | null> {
  const row = await database("documents").where("audit_id", auditId).first("content");
  return row ? unpackJson<AuditDocument>(row.content) : null;
}

/** Documents that stand in memory at once: a large one is some megabytes when unpacked. */
const DOCUMENTS_AT_ONCE = 12;

/** In the order the authorities were added to the run, so that who finished first does not show. */
export async function* readDocuments(database: Knex, runSeq: number): AsyncIterable<AuditDocument> {
  const ids: number[] = await database("audits")
    .where({ run_seq: runSeq, state: "done" })
    .orderBy("id")
    .pluck("id");
  for (let start = 0; start < ids.length; start += DOCUMENTS_AT_ONCE) {
    const batch = ids.slice(start, start + DOCUMENTS_AT_ONCE);
    const documents = await readBatch(database, batch);
    for (const id of batch) {
      const document = await unpacked(documents, id);
      if (document) yield document;
    }
  }
}

/** In the same order, each with the subject's last document of an earlier sealed run of the kind. */
export async function* readDocumentPairs(
  database: Knex,
  run: { seq: number; kind: string },
  key?: string,
): AsyncIterable<{ document: AuditDocument; before: AuditDocument | null }> {
  const query = auditPairs(database, run).orderBy("a.id");
  if (key !== undefined) query.where("a.subject_key", key);
  const pairs: { after_id: number; before_id: number | null }[] = await query;
  for (let start = 0; start < pairs.length; start += DOCUMENTS_AT_ONCE / 2) {
    const batch = pairs.slice(start, start + DOCUMENTS_AT_ONCE / 2);
    const ids = batch.flatMap((one) =>
      one.before_id === null ? [one.after_id] : [one.after_id, one.before_id],
    );
    const documents = await readBatch(database, ids);
    for (const { after_id, before_id } of batch) {
      const document = await unpacked(documents, after_id);
      if (!document) continue;
      yield { document, before: before_id === null ? null : await unpacked(documents, before_id) };
    }
  }
}

/** Packed, and unpacked one at a time by {@link unpacked}. */
async function readBatch(database: Knex, ids: readonly number[]): Promise<Map<number, Buffer>> {
  const rows: { audit_id: number; content: Buffer }[] = await database("documents")
    .whereIn("audit_id", ids)
    .select("audit_id", "content");
  return new Map(rows.map((row) => [row.audit_id, row.content]));
}

async function unpacked(documents: Map<number, Buffer>, id: number): Promise<AuditDocument | null> {
  const content = documents.get(id);
  return content ? unpackJson<AuditDocument>(content) : null;
}

export async function readVerdicts(
  database: Knex,
  filter: Parameters<Store["verdicts"]>[0],
): Promise<VerdictRow[]> {
  const query = database("findings")
    .join("audits", "audits.id", "findings.audit_id")
    .join("runs", "runs.seq", "findings.run_seq")
    .orderBy([
      { column: "findings.run_seq", order: "desc" },
      { column: "findings.audit_id" },
      { column: "findings.position" },
    ]);
  if (filter.runId === undefined) query.where("runs.state", "sealed");
  else query.where("runs.id", filter.runId);
  if (filter.subjectKey !== undefined) query.where("audits.subject_key", filter.subjectKey);
  if (filter.outcome !== undefined) query.where("findings.outcome", filter.outcome);
  return query.select({
    runId: "runs.id",
    finishedAt: "runs.finished_at",
    auditId: "findings.audit_id",
    subjectKey: "audits.subject_key",
    outcome: "findings.outcome",
    verdict: "findings.verdict",
    reason: "findings.reason",
    level: "findings.level",
    probe: "findings.probe",
  });
}

interface ChangedRow {
  after_id: number;
  before_id: number;
  subject: string;
  outcomes: Set<string>;
}

/** Verdicts and levels that differ; documents are opened only for authorities where something does. */
export async function* readChanges(
  database: Knex,
  run: { seq: number; kind: string },
): AsyncIterable<Change> {
  for (const row of await changedOutcomes(database, run)) {
    const [before, after] = await Promise.all([
      readDocument(database, row.before_id),
      readDocument(database, row.after_id),
    ]);
    if (!before || !after) continue;
    const earlier = new Map(before.findings.map((finding) => [finding.outcome, finding]));
    const sameRules = before.run.profile === after.run.profile;
    for (const finding of after.findings) {
      const old = earlier.get(finding.outcome);
      if (!old || !row.outcomes.has(finding.outcome)) continue;
      yield {
        subject: JSON.parse(row.subject) as AuditSubject,
        outcome: finding.outcome,
        before: old,
        after: finding,
        cause: sameRules && old.probe === finding.probe ? "site" : "rules",
      };
    }
  }
}

/** Done audits of the run (`a`), each with the id of its subject's last one in an earlier sealed run of the kind. */
function auditPairs(database: Knex, run: { seq: number; kind: string }): Knex.QueryBuilder {
  return database("audits as a")
    .where({ "a.run_seq": run.seq, "a.state": "done" })
    .select(
      "a.id as after_id",
      "a.subject",
      database("audits as b")
        .join("runs as r", "r.seq", "b.run_seq")
        .whereRaw("b.subject_key = a.subject_key")
        .where({ "b.state": "done", "r.state": "sealed", "r.kind": run.kind })
        .where("r.seq", "<", run.seq)
        .orderBy("r.seq", "desc")
        .limit(1)
        .select("b.id")
        .as("before_id"),
    );
}

async function changedOutcomes(database: Knex, run: { seq: number; kind: string }): Promise<ChangedRow[]> {
  const pairs = auditPairs(database, run);
  const rows: { after_id: number; before_id: number; subject: string; outcome: string }[] = await database
    .with("pairs", pairs)
    .from("pairs")
    .join("findings as f", "f.audit_id", "pairs.after_id")
    .join("findings as g", (on) => {
      on.on("g.audit_id", "pairs.before_id").andOn("g.outcome", "f.outcome");
    })
    .whereRaw("(f.verdict <> g.verdict or coalesce(f.level, -1) <> coalesce(g.level, -1))")
    .orderBy(["pairs.after_id", "f.position"])
    .select("pairs.after_id", "pairs.before_id", "pairs.subject", "f.outcome");

  const byAudit = new Map<number, ChangedRow>();
  for (const { outcome, ...row } of rows) {
    const changed = byAudit.get(row.after_id) ?? { ...row, outcomes: new Set<string>() };
    changed.outcomes.add(outcome);
    byAudit.set(row.after_id, changed);
  }
  return [...byAudit.values()];
}

export async function readHistory(database: Knex, limit: number): ReturnType<Store["history"]> {
  const nights: number[] = await database("runs")
    .where({ kind: "nightly", state: "sealed" })
    .orderBy("seq", "desc")
    .limit(limit)
    .pluck("seq");
  const rows: {
    runId: string;
    finishedAt: string;
    outcome: string;
    verdict: string;
    count: string | number;
  }[] = await database("findings")
    .join("runs", "runs.seq", "findings.run_seq")
    .whereIn("findings.run_seq", nights)
    .groupBy("findings.run_seq", "runs.id", "runs.finished_at", "findings.outcome", "findings.verdict")
    .orderBy(["findings.run_seq", "findings.outcome", "findings.verdict"])
    .select("runs.id as runId", "runs.finished_at as finishedAt", "findings.outcome", "findings.verdict")
    .count({ count: "*" });
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}
