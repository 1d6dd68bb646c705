import { load } from "cheerio";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changesBetween } from "../../reports/authority/changes.js";
import { earlOf } from "../../reports/authority/earl.js";
import { renderAuthorityReport } from "../../reports/authority/report.js";
import { displayText } from "../../reports/look/text.js";
import type { AuditDocument, Finding } from "../../src/audit/types.js";
import type { Authority } from "../../src/authorities/types.js";
import { syntheticDocument } from "../support/england-of.js";

const council: Authority = {
  slug: "testshire",
  gssCode: "E06000099",
  name: "Testshire Council",
  type: "unitary",
  homepageUrl: "https://www.testshire.gov.uk/",
  councilSeats: 40,
  upperTierGss: null,
  region: "South West",
  aliases: [],
  formerGssCodes: [],
  domains: ["testshire.gov.uk"],
  validFrom: null,
  validTo: null,
  replacedBy: [],
};
const HOSTILE = `<script>alert(1)</script>"'\`><img src=x onerror=alert(2)>\r\n=cmd|' /C calc'!A0 \u202Egnp.exe\u2066 שלום \u0000`;

function documentOf(councilText?: string): AuditDocument {
  return syntheticDocument(council, {
    runId: "r1",
    startedAt: "2026-11-01T02:00:00.000Z",
    ...(councilText === undefined ? {} : { councilText }),
  });
}

function withFinding(document: AuditDocument, outcome: string, changes: Partial<Finding>): AuditDocument {
  return {
    ...document,
    findings: document.findings.map((one) => (one.outcome === outcome ? { ...one, ...changes } : one)),
  };
}

describe("the authority's report", () => {
  test("its contents list exactly the sections that it has", () => {
    for (const document of [documentOf(), withoutMeasures(documentOf())]) {
      const page = load(renderAuthorityReport({ document, before: null }));
      const listed = page(".toc a")
        .toArray()
        .map((one) => page(one).attr("href"));
      const sections = page("main > section")
        .toArray()
        .map((one) => `#${page(one).attr("id")}`);
      expect(listed).toEqual(sections);
    }
  });

  test("tables of councillors, A–Z, metadata and barriers show what the probes measured", () => {
    const page = load(renderAuthorityReport({ document: documentOf(), before: null }));
    expect(page("#councillors tbody tr")).toHaveLength(40);
    expect(page("#councillors").text()).toContain("40 councillors listed");
    expect(page("#a-to-z").text()).toContain("140 of 200 (70 %)");
    expect(page("#metadata").text()).toContain("40 of 300");
    expect(page("#barriers article")).toHaveLength(5);
  });

  test("every outcome is shown once, and each link within the page leads somewhere", () => {
    const document = documentOf();
    const page = load(renderAuthorityReport({ document, before: document }));
    for (const { outcome } of document.findings) expect(page(`[id="outcome-${outcome}"]`)).toHaveLength(1);
    for (const link of page("a[href^='#']").toArray()) {
      expect(page(`[id="${page(link).attr("href")?.slice(1)}"]`)).toHaveLength(1);
    }
  });

  test("text of a council is text: no script, no attribute, no turned reading direction comes of it", () => {
    const html = renderAuthorityReport({ document: documentOf(HOSTILE), before: null });
    const page = load(html);
    expect(page("script, img, [onerror]")).toHaveLength(0);
    expect(html).toContain("&lt;script>alert(1)");
    expect(html).not.toMatch(/[\u202A-\u202E\u2066-\u2069\r]/);
    expect(html).not.toContain("\0");
    expect(page("q bdi").first().text()).toContain("שלום");
  });

  test("a hostile name, address and attestation do no harm either", () => {
    const document = documentOf();
    const named: AuditDocument = {
      ...withFinding(document, "01-m1", {
        evidence: [
          { url: "javascript:alert(1)", found: HOSTILE, excerpt: "", retrievedAt: "soon", sha256: "" },
        ],
      }),
      authority: document.authority && { ...document.authority, name: HOSTILE },
    };
    const attestation = {
      id: 1,
      authoritySlug: "testshire",
      outcome: "01-m1",
      verdict: "met" as const,
      statement: HOSTILE,
      evidenceUrl: "data:text/html,<script>alert(1)</script>",
      author: HOSTILE,
      madeOn: "2026-10-01",
      expiresOn: "2027-10-01",
    };
    const page = load(renderAuthorityReport({ document: named, before: null, attestations: [attestation] }));
    expect(page("script, img, [onerror]")).toHaveLength(0);
    expect(page("a[href^='javascript:'], a[href^='data:']")).toHaveLength(0);
    expect(page("title").text()).toContain("<script>");
  });

  test("titles of 10,000 characters are cut, and the report stays below a megabyte", () => {
    const long = withFinding(documentOf("x".repeat(10_000)), "01-m1", {
      title: "t".repeat(10_000),
      summary: "s".repeat(10_000),
    });
    const html = renderAuthorityReport({ document: long, before: long });
    expect(html).not.toMatch(/x{1000}|t{1000}|s{1000}/);
    expect(Buffer.byteLength(html)).toBeLessThan(1_000_000);
  });

  test("the largest council with every measure stays below a megabyte", () => {
    const large = syntheticDocument(
      { ...council, councilSeats: 300 },
      { runId: "r1", startedAt: "2026-11-01T02:00:00.000Z", councilText: "<&>\"'".repeat(60) },
    );
    expect(Buffer.byteLength(renderAuthorityReport({ document: large, before: null }))).toBeLessThan(
      1_000_000,
    );
  });

  test("a way back to all authorities is offered only within a national site", () => {
    const alone = renderAuthorityReport({ document: documentOf(), before: null });
    expect(alone).not.toContain("All authorities");
    const above = [
      { href: "../../index.html", title: "All authorities" },
      { href: "../../types/unitary.html", title: "Unitary councils" },
    ];
    const page = load(renderAuthorityReport({ document: documentOf(), before: null, above }));
    expect(
      page("header nav a")
        .toArray()
        .map((one) => page(one).attr("href")),
    ).toEqual(["../../index.html", "../../types/unitary.html"]);
  });

  test("a place, or why there is none", () => {
    const rank = { slug: "testshire", best: 3, worst: 9, of: 58 };
    expect(renderAuthorityReport({ document: documentOf(), before: null, rank })).toContain("3rd–9th of 58");
    expect(
      renderAuthorityReport({
        document: documentOf(),
        before: null,
        notRanked: "the site could not be read.",
      }),
    ).toContain("Not ranked: the site could not be read.");
  });
});

describe("changes between two audits", () => {
  const document = documentOf();
  const met = { verdict: "met", reason: "found", probe: "synthetic@1" } as const;
  const pairs: [string, Partial<Finding>, Partial<Finding>, "site" | "rules" | "sight"][] = [
    ["the same rule judged otherwise: the site", met, { ...met, verdict: "not-met" }, "site"],
    ["a newer rule judged: the rules", met, { ...met, verdict: "not-met", probe: "synthetic@2" }, "rules"],
    [
      "the later visit was blocked: what could be seen",
      met,
      { ...met, verdict: "cannot-tell", reason: "blocked" },
      "sight",
    ],
    [
      "the earlier visit was cut short",
      { ...met, verdict: "cannot-tell", reason: "crawl-incomplete" },
      met,
      "sight",
    ],
  ];
  test.each(pairs)("%s", (_, before, after, cause) => {
    const changes = changesBetween(
      withFinding(document, "01-m1", before),
      withFinding(document, "01-m1", after),
    );
    expect(changes[cause].map((one) => one.after.outcome)).toEqual(["01-m1"]);
    expect(changes.site.length + changes.rules.length + changes.sight.length).toBe(1);
  });

  test("another profile judges by other rules", () => {
    const letter = { ...document, run: { ...document.run, profile: "letter" as const } };
    const changes = changesBetween(
      withFinding(letter, "01-m1", met),
      withFinding(document, "01-m1", { ...met, verdict: "not-met" }),
    );
    expect(changes.rules).toHaveLength(1);
  });

  test("the same audit twice changed nothing", () => {
    expect(changesBetween(document, document)).toEqual({ site: [], rules: [], sight: [] });
  });
});

describe("accessibility results as EARL", () => {
  test("each rule that a page breaks is a failed assertion; a page without failures proves nothing", () => {
    const graph = JSON.parse(earlOf(documentOf()) ?? "")["@graph"] as Record<string, unknown>[];
    const assertions = graph.filter((one) => one["@type"] === "earl:Assertion");
    const outcomes = assertions.map(
      (one) => (one["earl:result"] as Record<string, { "@id": string }>)["earl:outcome"]?.["@id"],
    );
    expect(outcomes.filter((one) => one === "earl:failed")).toHaveLength(18 + 15 + 12 + 9 + 6);
    expect(outcomes.filter((one) => one === "earl:cantTell")).toHaveLength(2);
    expect(outcomes).not.toContain("earl:passed");
    const tests = new Set(graph.map((one) => one["@id"]));
    for (const one of assertions) expect(tests).toContain((one["earl:test"] as { "@id": string })["@id"]);
  });

  test("there is none where no page was examined", () => {
    expect(earlOf(withoutMeasures(documentOf()))).toBeNull();
  });
});

test("whatever a page holds, the text shown is whole characters, in reading order, and no longer than asked", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary", maxLength: 80 }),
      fc.integer({ min: 2, max: 40 }),
      (text, longest) => {
        const shown = displayText(text, longest);
        expect(shown.length).toBeLessThanOrEqual(/^https?:/i.test(text) ? 2_000 : longest);
        expect(() => encodeURIComponent(shown)).not.toThrow();
        expect(shown).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C\r]/);
        expect(displayText(shown, longest)).toBe(shown);
      },
    ),
  );
});

function withoutMeasures(document: AuditDocument): AuditDocument {
  return { ...document, findings: document.findings.map((one) => ({ ...one, measures: {} })) };
}
