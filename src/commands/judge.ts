import { documentOf } from "../audit/document.js";
import type { AuditDocument } from "../audit/types.js";
import { EXIT, UsageError } from "../errors.js";
import { openStore } from "../store/open.js";
import type { RunRecord, Store } from "../store/types.js";
import { databaseOf } from "./options.js";
import { summaryLines } from "./print-verdicts.js";
import type { Surroundings } from "./surroundings.js";

export interface JudgeFlags {
  run?: string;
  format: string;
  database?: string;
}

/** `judge`: stored snapshots, judged by the probes of this version; nobody is visited. */
export async function judgeAgain(flags: JudgeFlags, around: Surroundings): Promise<number> {
  if (flags.format !== "text" && flags.format !== "json")
    throw new UsageError(`--format "${flags.format}": use text or json`);
  const store = await openStore(databaseOf(flags.database, around.environment));
  try {
    const run = await runAsked(store, flags.run);
    const documents: AuditDocument[] = [];
    for (const audit of await store.audits(run.id, "done")) {
      const snapshot = await store.snapshot(audit.id);
      if (!snapshot) continue;
      const before = await store.document(audit.id);
      const document = documentOf(snapshot, audit.subject, {
        runId: run.id,
        duties: run.duties,
        profile: run.profile,
        asOf: run.asOf,
      });
      await store.replaceFindings(audit.id, document);
      if (flags.format === "json") documents.push(document);
      else around.print(`${summaryLines(document)}${changedVerdicts(before, document)}\n`);
    }
    if (flags.format === "json") {
      around.print(`${JSON.stringify(documents.length === 1 ? documents[0] : documents, null, 2)}\n`);
    }
    return EXIT.done;
  } finally {
    await store.close();
  }
}

function changedVerdicts(before: AuditDocument | null, after: AuditDocument): string {
  const old = new Map(before?.findings.map((one) => [one.outcome, one]));
  const changed = after.findings.filter(
    (one) => old.has(one.outcome) && old.get(one.outcome)?.verdict !== one.verdict,
  );
  if (changed.length === 0) return "Judged again: no verdict changed.\n";
  const lines = changed.map(
    (one) => `  ${one.outcome}  ${old.get(one.outcome)?.verdict} → ${one.verdict}  (${one.probe})`,
  );
  return `Judged again: ${changed.length} verdicts changed.\n${lines.join("\n")}\n`;
}

/** @throws UsageError when there is no such run, or none at all. */
export async function runAsked(store: Store, id: string | undefined): Promise<RunRecord> {
  if (id !== undefined) {
    const run = await store.run(id);
    if (!run)
      throw new UsageError(`no run "${id}" in this database; the newest is used when --run is left out`);
    return run;
  }
  const [newest] = await store.runs({ state: "sealed", limit: 1 });
  if (!newest) throw new UsageError("this database holds no finished run yet; audit a site first");
  return newest;
}
