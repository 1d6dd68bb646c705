import type { AuditDocument, Finding } from "../../src/audit/types.js";
import { outcomeOf } from "../../src/outcomes/catalogue.js";
import { scoreJson, scoreOf } from "../../src/score/score.js";
import type { SqlStore } from "../../src/store/sql-store.js";
import type { RunKind, RunRecord } from "../../src/store/types.js";
import { documentOf, findingOf, subjectOf } from "../support/document-of.js";
import { snapshotOf } from "../support/snapshot-of.js";

/** A document about one site for mail tests: verdicts by outcome, everything else as usual. */
export function auditOf(
  slug: string,
  verdicts: Record<string, Finding["verdict"] | Partial<Finding>>,
  changes: { runId?: string; name?: string; startedAt?: string; stoppedBy?: "exhausted" | "blocked" } = {},
): AuditDocument {
  const findings = Object.entries(verdicts).map(([outcome, given]) =>
    findingOf(outcome, {
      title: outcomeOf(outcome)?.title ?? `Outcome ${outcome}`,
      remedy: given === "met" ? null : "Publish it, and link to it from the homepage.",
      ...(typeof given === "string" ? { verdict: given } : given),
    }),
  );
  const startedAt = changes.startedAt ?? "2026-11-02T02:00:00.000Z";
  const snapshot = snapshotOf(
    { "/": "<h1>Home</h1>" },
    { startedAt, stoppedBy: changes.stoppedBy ?? "exhausted" },
  );
  const subject = { ...subjectOf(slug), ...(changes.name === undefined ? {} : { name: changes.name }) };
  return documentOf(changes.runId ?? "r1", subject, snapshot, {
    findings,
    score: scoreJson(scoreOf(findings)),
  });
}

/** A finished run in the store that holds these documents. */
export async function storeRun(
  store: SqlStore,
  id: string,
  documents: readonly AuditDocument[],
  options: { finishedAt?: string; seal?: boolean; kind?: RunKind } = {},
): Promise<RunRecord> {
  const finishedAt = options.finishedAt ?? "2026-11-02T04:00:00.000Z";
  await store.beginRun({
    id,
    kind: options.kind ?? "nightly",
    startedAt: finishedAt,
    duties: ["2005"],
    profile: "equivalent",
    asOf: finishedAt.slice(0, 10),
    toolVersion: "0.0.0",
  });
  for (const document of documents) {
    if (!document.authority) throw new Error("a document without an authority has no contacts");
    const audit = await store.addAudit(id, document.authority, document.site.requested);
    await store.startAudit(audit, finishedAt);
    const about = { ...document, run: { ...document.run, id } };
    await store.finishAudit(audit, snapshotOf({ "/": "<h1>Home</h1>" }), about);
  }
  if (options.seal !== false) await store.sealRun(id, finishedAt);
  const run = await store.run(id);
  if (!run) throw new Error(`run ${id} was not stored`);
  return run;
}
