import type { AuditDocument, Evidence, Finding } from "../../src/audit/types.js";
import type { AuditSubject } from "../../src/authorities/types.js";
import type { Snapshot } from "../../src/snapshot/types.js";

export function subjectOf(slug: string): AuditSubject {
  return {
    slug,
    gssCode: null,
    name: `${slug} Council`,
    type: "unitary",
    councilSeats: 48,
    upperTierGss: null,
  };
}

export function evidenceOf(changes: Partial<Evidence> = {}): Evidence {
  return {
    url: "https://www.example.gov.uk/",
    found: "a link to the form",
    excerpt: "Apply online",
    retrievedAt: "2026-11-01T02:00:00.000Z",
    sha256: "0".repeat(64),
    ...changes,
  };
}

export function findingOf(outcome: string, changes: Partial<Finding> = {}): Finding {
  return {
    outcome,
    title: `Outcome ${outcome}`,
    area: Number.parseInt(outcome, 10),
    class: "mandatory",
    verdict: "met",
    reason: "found",
    level: 3,
    probe: "example@1",
    summary: "There is an online form.",
    remedy: null,
    evidence: [evidenceOf()],
    measures: {},
    limbs: [],
    points: null,
    ...changes,
  };
}

/** A document of two findings, as of the snapshot it is about. */
export function documentOf(
  runId: string,
  subject: AuditSubject,
  snapshot: Snapshot,
  changes: Partial<AuditDocument> = {},
): AuditDocument {
  return {
    format: "council-audit/1",
    tool: { name: "council-audit", version: "0.0.0", engines: {} },
    run: {
      id: runId,
      startedAt: snapshot.startedAt,
      finishedAt: snapshot.finishedAt,
      duties: ["2005"],
      profile: "equivalent",
      asOf: "2026-11-01",
    },
    authority: subject,
    site: { requested: snapshot.requestedUrl, homepage: snapshot.homepageUrl },
    coverage: {
      pagesFetched: snapshot.pages.length,
      pagesInSeries: 0,
      pagesInBrowser: 0,
      pagesFailed: snapshot.failures.length,
      pagesDisallowed: 0,
      pagesFound: snapshot.pages.length,
      stoppedBy: snapshot.stoppedBy,
    },
    findings: [findingOf("01-m1"), findingOf("12-m1")],
    score: {},
    ...changes,
  };
}
