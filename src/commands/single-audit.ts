import type { AuthorityReportInput } from "../../reports/authority/report.js";
import { type AuditResult, auditSite, type Budget } from "../audit/audit.js";
import type { JudgingTerms } from "../audit/document.js";
import type { CrawlProgress } from "../crawl/types.js";
import { messageOf } from "../errors.js";
import { tool } from "../project.js";
import type { RunRecord, Store } from "../store/types.js";
import { attestationsBySlug, keyOf } from "./national-site.js";
import type { Target } from "./subject.js";
import type { Workshop } from "./workshop.js";

export interface SingleAuditOrder {
  store: Store;
  workshop: Workshop;
  target: Target;
  terms: JudgingTerms;
  budget: Budget;
  startedAt: string;
  now(): Date;
  progress(progress: CrawlProgress): void;
  signal?: AbortSignal;
}

/** No audit takes longer (--time-budget is a day at most): one that was begun before was killed. */
const LONGEST_AUDIT_MS = 25 * 60 * 60_000;

/**
 * One site in a run of its own: crawl, judge, store. Whatever ends it early is written down as the audit's failure and
 * thrown on, so that no run stays under way for ever; what was read until then is kept.
 */
export async function auditAlone(order: SingleAuditOrder): Promise<AuditResult> {
  const { store, workshop, target, terms, budget, startedAt, now, progress, signal } = order;
  const longAgo = new Date(now().getTime() - LONGEST_AUDIT_MS).toISOString();
  await store.abandonRunsBegunBefore("audit", longAgo, "the program was ended before the audit was");
  await store.beginRun({
    id: terms.runId,
    kind: "audit",
    startedAt,
    duties: [...terms.duties],
    profile: terms.profile,
    asOf: terms.asOf,
    toolVersion: tool.version,
  });
  const auditId = await store.addAudit(terms.runId, target.subject, target.url);
  await store.startAudit(auditId, startedAt);
  try {
    const result = await auditSite({
      subject: target.subject,
      url: target.url,
      terms,
      budget,
      net: workshop.net,
      browser: workshop.browser,
      journal: store.journal(auditId),
      startedAt,
      progress,
      ...(signal ? { signal } : {}),
    });
    await store.finishAudit(auditId, result.snapshot, result.document);
    await store.sealRun(terms.runId, now().toISOString());
    return result;
  } catch (error) {
    const why = signal?.aborted ? "it was stopped before its end" : messageOf(error);
    await store.failAudit(auditId, now().toISOString(), why);
    await store.abandonRun(terms.runId);
    throw error;
  }
}

/** What the reports of a run of single audits are made of: a run of `audit` holds one. */
export async function* singleReports(
  store: Store,
  run: Pick<RunRecord, "id" | "startedAt">,
): AsyncIterable<AuthorityReportInput & { key: string }> {
  const attested = await attestationsBySlug(store, run);
  for await (const { document, before } of store.documentPairs(run.id)) {
    const key = keyOf(document);
    yield { key, document, before, attestations: attested.get(key) ?? [] };
  }
}
