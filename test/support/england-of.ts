import type { AuditDocument, Evidence, Finding, Measures, Verdict } from "../../src/audit/types.js";
import { subjectOf } from "../../src/authorities/register.js";
import type { Authority } from "../../src/authorities/types.js";
import { applies, outcomesOf } from "../../src/outcomes/catalogue.js";
import type { Outcome } from "../../src/outcomes/types.js";
import { scoreJson, scoreOf } from "../../src/score/score.js";
import type { Store } from "../../src/store/types.js";
import { snapshotOf } from "./snapshot-of.js";

export interface EnglandTerms {
  runId: string;
  /** ISO time the run starts. */
  startedAt: string;
  /** Raised to make verdicts differ from those of another night. */
  night?: number;
  probeVersion?: number;
  /** What pages of these councils say; hostile text goes here. */
  councilText?: string;
}

/** A synthetic audit of each authority, as large as a real one: the same authority and night give the same document. */
export function* englandOf(
  authorities: readonly Authority[],
  terms: EnglandTerms,
): Generator<{ authority: Authority; document: AuditDocument }> {
  for (const authority of authorities) yield { authority, document: syntheticDocument(authority, terms) };
}

/** The night in the store, sealed. */
export async function storeNight(
  store: Store,
  authorities: readonly Authority[],
  terms: EnglandTerms,
): Promise<void> {
  await store.beginRun({
    id: terms.runId,
    kind: "nightly",
    startedAt: terms.startedAt,
    duties: ["2005", "today"],
    profile: "equivalent",
    asOf: terms.startedAt.slice(0, 10),
    toolVersion: "0.0.0",
  });
  const snapshot = snapshotOf({ "/": "<h1>Home</h1>" });
  for (const { authority, document } of englandOf(authorities, terms)) {
    const id = await store.addAudit(terms.runId, subjectOf(authority), authority.homepageUrl);
    await store.finishAudit(id, snapshot, document);
  }
  await store.sealRun(terms.runId, `${terms.startedAt.slice(0, 10)}T05:00:00.000Z`);
}

export function syntheticDocument(authority: Authority, terms: EnglandTerms): AuditDocument {
  const seed = numberOf(authority.slug);
  // One in twenty keeps crawlers out, so that the coverage gate has something to do.
  const blocked = seed % 20 === 7;
  const findings = outcomesOf(["2005", "today"]).map((outcome) =>
    syntheticFinding(authority, outcome, terms, blocked),
  );
  return {
    format: "council-audit/1",
    tool: { name: "council-audit", version: "0.0.0", engines: { "axe-core": "4.14.1" } },
    run: {
      id: terms.runId,
      startedAt: terms.startedAt,
      finishedAt: `${terms.startedAt.slice(0, 10)}T03:00:00.000Z`,
      duties: ["2005", "today"],
      profile: "equivalent",
      asOf: terms.startedAt.slice(0, 10),
    },
    authority: subjectOf(authority),
    site: { requested: authority.homepageUrl, homepage: blocked ? null : authority.homepageUrl },
    coverage: {
      pagesFetched: blocked ? 0 : 300,
      pagesInSeries: blocked ? 0 : (authority.councilSeats ?? 0),
      pagesInBrowser: blocked ? 0 : 20,
      pagesFailed: blocked ? 1 : seed % 7,
      pagesDisallowed: seed % 5,
      pagesFound: blocked ? 1 : 2_000 + (seed % 900),
      stoppedBy: blocked ? "blocked" : "page-budget",
    },
    findings,
    score: scoreJson(scoreOf(findings)),
  };
}

function syntheticFinding(
  authority: Authority,
  outcome: Outcome,
  terms: EnglandTerms,
  blocked: boolean,
): Finding {
  const base = { outcome: outcome.id, title: outcome.title, area: outcome.area, class: outcome.class };
  const none = { level: null, evidence: [], measures: {}, limbs: [], points: null, remedy: null };
  const { applicability, why } = applies(outcome.id, authority.type, terms.startedAt, "equivalent");
  if (applicability === "none" || applicability === "signpost") {
    return {
      ...base,
      ...none,
      verdict: "not-applicable",
      reason: "other-authority",
      probe: "catalogue@1",
      summary: why,
    };
  }
  if (blocked) {
    return {
      ...base,
      ...none,
      verdict: "cannot-tell",
      reason: "blocked",
      probe: "catalogue@1",
      summary: "The site let this tool in no further.",
    };
  }
  const text = terms.councilText ?? "Apply online for this service";
  const verdict = verdictFor(authority, outcome, terms.night ?? 0);
  return {
    ...base,
    verdict,
    reason: verdict === "met" ? "found" : verdict === "cannot-tell" ? "staff-only" : "not-found",
    level: verdict === "met" ? 3 : verdict === "partly-met" ? 2 : verdict === "not-met" ? 0 : null,
    probe: `synthetic@${terms.probeVersion ?? 1}`,
    summary: `${outcome.title}: ${verdict.replace("-", " ")}.`,
    remedy: verdict === "met" ? null : "Offer a form that can be filled in and sent online.",
    evidence: evidenceFor(authority, outcome, text),
    measures: measuresFor(authority, outcome, text),
    limbs: [],
    points: verdict === "partly-met" && outcome.id === "12-m2" ? [0.5, 1] : null,
  };
}

function verdictFor(authority: Authority, outcome: Outcome, night: number): Verdict {
  if (outcome.observable === "N") return "cannot-tell";
  // Some councils deliver more than others; from night to night a few verdicts move.
  const bar = 25 + (numberOf(authority.slug) % 55);
  const moved = night > 0 && numberOf(`${authority.slug} ${outcome.id} ${night}`) % 40 === 0;
  const roll = (numberOf(`${authority.slug} ${outcome.id}`) + (moved ? 50 : 0)) % 100;
  if (roll < bar) return outcome.id === "12-m1" ? "not-met" : "met";
  if (roll < bar + 15) return "partly-met";
  return roll < bar + 22 ? "cannot-tell" : "not-met";
}

function evidenceFor(authority: Authority, outcome: Outcome, text: string): Evidence[] {
  return Array.from({ length: outcome.id === "12-m1" ? 40 : 4 }, (_, index) => ({
    url: `${authority.homepageUrl}services/${outcome.id}/${index}?from=a-to-z`,
    found: index === 0 ? "A page about this service" : `Looked at on the way: step ${index}`,
    excerpt: text.slice(0, 300),
    retrievedAt: "2026-11-01T02:03:04.000Z",
    sha256: "ab".repeat(32),
  }));
}

function measuresFor(authority: Authority, outcome: Outcome, text: string): Measures {
  if (outcome.id === "12-m1") return accessibilityMeasures(authority, text);
  if (outcome.id === "03-m5") return councillorMeasures(authority, text);
  if (outcome.id === "12-m4") return aToZMeasures(text);
  if (outcome.id === "12-m2") return metadataMeasures();
  return {};
}

function accessibilityMeasures(authority: Authority, text: string): Measures {
  const url = (index: number) => `${authority.homepageUrl}page-${index}`;
  const rules = ["color-contrast", "image-alt", "link-name", "label", "html-has-lang"];
  return {
    standard: "WCAG 2.2 level A and AA",
    pagesExamined: 20,
    pagesFailing: 18,
    causes: rules.map((rule, index) => ({
      rule,
      help: `Rule ${rule} must be kept`,
      helpUrl: `https://dequeuniversity.com/rules/axe/4.14/${rule}`,
      impact: "serious",
      criteria: ["1.4.3"],
      level: "AA",
      pages: 18 - index * 3,
      elements: 60 - index * 5,
      shared: index === 0 ? { target: "header > nav a", pages: 18 } : null,
      urls: Array.from({ length: 18 - index * 3 }, (_, page) => url(page)),
      example: {
        url: url(0),
        target: "#main a",
        html: `<a href="/x" title="${text}">${text}</a>`.slice(0, 400),
      },
    })),
    needsReview: [
      {
        rule: "video-caption",
        help: "Videos must have captions",
        helpUrl: "",
        criteria: ["1.2.2"],
        pages: 2,
        elements: 2,
      },
    ],
    pages: Array.from({ length: 20 }, (_, page) => ({
      url: url(page),
      sampledAs: "random",
      failing: page < 18,
      rules: rules.filter((_, index) => page < 18 - index * 3),
    })),
  };
}

const FIELDS = [
  "ward",
  "party",
  "contact",
  "councilEmail",
  "photo",
  "surgery",
  "interests",
  "committees",
  "attendance",
];

function councillorMeasures(authority: Authority, text: string): Measures {
  const seats = authority.councilSeats ?? 0;
  return {
    seats: authority.councilSeats,
    vacancies: 0,
    expected: authority.councilSeats,
    listed: seats,
    found: seats,
    maintained: Math.max(0, seats - 3),
    shares: Object.fromEntries(FIELDS.map((field, index) => [field, 1 - index / 20])),
    councillors: Array.from({ length: seats }, (_, index) => ({
      name: `Councillor ${index} ${index === 0 ? text : ""}`.trim(),
      ward: `Ward ${index % 20}`,
      party: index % 9 === 0 ? null : "Independent",
      url: `${authority.homepageUrl}councillors/${index}`,
      status: index % 30 === 29 ? "no-page" : "read",
      maintained: index % 30 !== 29,
      termEnded: false,
      freshness: "2026-10-20",
      has: Object.fromEntries(FIELDS.map((field, at) => [field, (index + at) % 6 !== 0])),
    })),
  };
}

function aToZMeasures(text: string): Measures {
  return {
    kind: "a-to-z",
    lettersOffered: [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"],
    lettersRead: [..."ABCDEFGHIJKLMNOPQRSTUVWXY"],
    lettersFilled: 22,
    lettersUnread: 1,
    entries: 240,
    targets: 200,
    liveTried: 20,
    liveShare: 0.95,
    coverageShare: 0.7,
    coverageNamed: 140,
    coverageOwed: 200,
    coverageList: "LGSL, services GOV.UK links to (2025)",
    coverageMissing: [text, ...Array.from({ length: 59 }, (_, index) => `Service number ${index}`)],
    coverageLimits: "Matched by wording.",
  };
}

function metadataMeasures(): Measures {
  return {
    pages: 300,
    completePages: 12,
    pagesWithMetadata: 250,
    era: "3.1",
    missingMost: ["Subject", "Publisher"],
    elements: { Title: { obligation: "M", pages: 290 }, Subject: { obligation: "M", pages: 40 } },
    codes: { E101: 12, W104: 100, I001: 3 },
  };
}

/** FNV-1a: spreads names evenly, and gives the same on every machine. */
function numberOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash;
}
