import type { AuditDocument, Finding } from "../../src/audit/types.js";

export interface Changed {
  before: Finding;
  after: Finding;
}

/** Verdicts that differ between two audits of one site, told apart by cause: a newer probe, or the site itself. */
export function changesBetween(
  before: AuditDocument,
  after: AuditDocument,
): { site: Changed[]; rules: Changed[] } {
  const old = new Map(before.findings.map((one) => [one.outcome, one]));
  const site: Changed[] = [];
  const rules: Changed[] = [];
  for (const finding of after.findings) {
    const was = old.get(finding.outcome);
    if (!was || was.verdict === finding.verdict) continue;
    (was.probe === finding.probe ? site : rules).push({ before: was, after: finding });
  }
  return { site, rules };
}
