import type { AuditDocument, Finding } from "../../src/audit/types.js";
import { CRAWL_REASONS } from "../../src/score/score.js";

export interface Changed {
  before: Finding;
  after: Finding;
}

export interface Changes {
  /** The website is not as it was. */
  site: Changed[];
  /** A newer version of the probe judged, or another profile was asked for: the site may be as it was. */
  rules: Changed[];
  /** One of the two visits was blocked or cut short, so that only what could be seen differs. */
  sight: Changed[];
}

/** Verdicts that differ between two audits of one site, told apart by what made them differ. */
export function changesBetween(before: AuditDocument, after: AuditDocument): Changes {
  const old = new Map(before.findings.map((one) => [one.outcome, one]));
  const changes: Changes = { site: [], rules: [], sight: [] };
  const sameProfile = before.run.profile === after.run.profile;
  for (const finding of after.findings) {
    const was = old.get(finding.outcome);
    if (!was || was.verdict === finding.verdict) continue;
    changes[sameProfile ? causeOf(was, finding) : "rules"].push({ before: was, after: finding });
  }
  return changes;
}

function causeOf(before: Finding, after: Finding): keyof Changes {
  if (isUnseen(before) || isUnseen(after)) return "sight";
  return before.probe === after.probe ? "site" : "rules";
}

function isUnseen(finding: Finding): boolean {
  return finding.verdict === "cannot-tell" && CRAWL_REASONS.has(finding.reason);
}
