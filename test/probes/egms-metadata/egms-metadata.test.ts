import { describe, expect, test } from "vitest";
import { egmsMetadata } from "../../../probes/egms-metadata/egms-metadata.js";
import { cannotTell, notMet } from "../../../probes/probe.js";
import type { Examination, Snapshot } from "../../../src/snapshot/types.js";
import { contextOf } from "../../support/context.js";
import { HOME, siteOf } from "../../support/snapshot-of.js";

/** The seven elements of a good page, its own title, date and address among them. */
function complete(path: string, changes: { title?: string; date?: string } = {}): string {
  const { title = `About ${path}`, date = `2005-11-${String((path.length % 28) + 1).padStart(2, "0")}` } =
    changes;
  return `<html><head><title>${title}</title>
    <meta name="DC.creator" content="Example Council, Web Team">
    <meta name="DCTERMS.modified" scheme="W3CDTF" content="${date}">
    <meta name="eGMS.subject.category" scheme="GCL" content="Waste management">
    <meta name="DC.title" content="${title}">
    <meta name="eGMS.accessibility" scheme="WCAG" content="Double-A">
    <meta name="DC.identifier" scheme="URI" content="${new URL(path, HOME).href}">
    <meta name="DC.publisher" content="Example Council"></head><body><h1>${title}</h1></body></html>`;
}
const partial = '<html><head><title>P</title><meta name="DC.title" content="P"></head><body>x</body></html>';
const none = "<html><head><title>N</title></head><body><h1>Bins</h1></body></html>";

function pages(count: number, htmlOf: (path: string, index: number) => string): Record<string, string> {
  const made: Record<string, string> = {};
  for (let index = 0; index < count; index++) {
    const path = index === 0 ? "/" : `/${"p".repeat(index)}`;
    made[path] = htmlOf(path, index);
  }
  return made;
}

function judge(
  made: Record<string, string>,
  changes: Partial<Snapshot> = {},
  context: Parameters<typeof contextOf>[0] = {},
) {
  const [finding] = egmsMetadata.judge(siteOf(made, changes), contextOf(context));
  if (!finding) throw new Error("no judgement");
  return finding;
}

describe("the site vectors", () => {
  test("S1: 20 of 20 complete meet the limb, and the outcome in part because e-GIF cannot be seen", () => {
    const finding = judge(pages(20, (path) => complete(path)));
    expect(finding).toMatchObject({ verdict: "partly-met", reason: "metadata-present", points: [0.5, 1] });
    expect(finding.limbs.map((limb) => limb.verdict)).toEqual(["met", "cannot-tell"]);
    expect(finding.measures).toMatchObject({ completePages: 20, era: "mixed", siteCodes: [] });
  });
  test("S2: two bare pages of twenty are few enough", () => {
    const finding = judge(pages(20, (path, index) => (index > 17 ? none : complete(path))));
    expect(finding.limbs[0]?.verdict).toBe("met");
  });
  test("three bare pages of twenty are too many", () => {
    const finding = judge(pages(20, (path, index) => (index > 16 ? none : complete(path))));
    expect(finding).toMatchObject({ verdict: "partly-met", reason: "metadata-incomplete", points: null });
  });
  test("S3: a homepage that is not complete spoils the limb", () => {
    const finding = judge(pages(20, (path, index) => (index === 0 ? partial : complete(path))));
    expect(finding.limbs[0]?.verdict).toBe("partly-met");
    expect(finding.reason).toBe("metadata-incomplete");
  });
  test("S4: one page with one element is something", () => {
    const finding = judge(pages(20, (_, index) => (index === 7 ? partial : none)));
    expect(finding).toMatchObject({ verdict: "partly-met", reason: "metadata-incomplete" });
    expect(finding.evidence.map((one) => one.url)).toContain(`${HOME}ppppppp`);
  });
  test("S5: nothing anywhere is not met, whatever else e-GIF asks", () => {
    const finding = judge(pages(20, () => none));
    expect(finding).toMatchObject({ verdict: "not-met", reason: "metadata-absent" });
    expect(finding.evidence.length).toBeGreaterThan(1);
  });
  test("S6: six pages are too few to tell", () => {
    expect(judge(pages(6, (path) => complete(path)))).toMatchObject({
      verdict: "cannot-tell",
      reason: "crawl-incomplete",
    });
  });
  test("S7: one title for all pages is told, and the limb is met all the same", () => {
    const finding = judge(pages(20, (path) => complete(path, { title: "Example Council" })));
    expect(finding.limbs[0]?.verdict).toBe("met");
    expect(finding.measures.siteCodes).toContain("W107");
  });
});

test("one date on every page is the template's, not the pages'", () => {
  const finding = judge(pages(20, (path) => complete(path, { date: "2005-04-01" })));
  expect(finding.measures.siteCodes).toEqual(["W116"]);
});

test("blocked with next to nothing read is blocked, not absent", () => {
  expect(
    judge(
      pages(3, () => none),
      { stoppedBy: "blocked" },
    ),
  ).toMatchObject({
    verdict: "cannot-tell",
    reason: "blocked",
  });
  expect(judge({}, { stoppedBy: "unreachable" })).toMatchObject({
    verdict: "cannot-tell",
    reason: "unreachable",
  });
});

test("supplier pages are listed and left out of the share", () => {
  const made = pages(20, (path) => complete(path));
  for (let index = 0; index < 15; index++) made[`https://planning.supplier.example/${index}`] = none;
  const finding = judge(made);
  expect(finding.reason).toBe("metadata-present");
  expect(finding.measures.pages).toBe(20);
  expect(finding.measures.supplierPages).toHaveLength(15);
});

test("Open Graph, keywords, commented and malformed metadata do not add up to anything", () => {
  const lure = `<html><head><title>Bins</title><meta property="DC.title" content="Bins"><meta name="keywords" content="bins">
    <meta property="og:title" content="Bins"><!-- <meta name="DC.creator" content="Example Council"> -->
    <meta name="DC_title" content="Bins"><meta name="DC.publisher" content="TBC"></head><body>x</body></html>`;
  expect(judge(pages(12, () => lure))).toMatchObject({ verdict: "not-met", reason: "metadata-absent" });
});

test("hostile metadata is measured like any other", () => {
  const hostile = `<html><head><meta name="__proto__" content="x"><meta name="DC.title" content="&lt;script&gt;alert(1)&lt;/script&gt;">
    <meta name="DC.${"x".repeat(5000)}" content="y"><meta name="dc.constructor" content="z"></head><body></body></html>`;
  const finding = judge(pages(12, () => hostile));
  expect(finding).toMatchObject({ verdict: "partly-met", reason: "metadata-incomplete" });
  expect(JSON.parse(JSON.stringify(finding.measures))).toEqual(finding.measures);
});

describe("a claim that 12-m1 has disproved", () => {
  const examination = (level: "A" | "best-practice"): Examination => ({
    url: HOME,
    sampledAs: "homepage",
    outcome: "ok",
    detail: "",
    engine: "axe-core",
    engineVersion: "4",
    viewport: { width: 1280, height: 900 },
    examinedAt: "2026-11-01T02:00:00.000Z",
    sha256: "",
    violations: [
      {
        rule: "image-alt",
        help: "",
        helpUrl: "",
        impact: null,
        criteria: ["1.1.1"],
        level,
        nodes: [],
        count: 1,
      },
    ],
    needsReview: [],
    passes: [],
    foreignFrames: [],
    renderedLinks: null,
  });
  const made = pages(12, (path) => complete(path));
  const failed = {
    before: () =>
      notMet("12-m1", "failures-found", [{ url: HOME, found: "", excerpt: "", retrievedAt: "", sha256: "" }]),
  };

  test("is told for the page and for the site", () => {
    const finding = judge(made, { examinations: [examination("A")] }, failed);
    expect(finding.measures.siteCodes).toContain("W115");
    expect(finding.measures.codes).toMatchObject({ W115: 1 });
  });
  test("is not told for best practice, nor without a verdict of 12-m1", () => {
    expect(
      judge(made, { examinations: [examination("best-practice")] }, failed).measures.siteCodes,
    ).not.toContain("W115");
    const open = { before: () => cannotTell("12-m1", "needs-human") };
    expect(judge(made, { examinations: [examination("A")] }, open).measures.siteCodes).not.toContain("W115");
  });
});

test("today's metadata is counted beside the historic one", () => {
  const modern = (path: string) => `<html lang="en"><head><title>Page ${path}</title>
    <meta name="description" content="About ${path}"><link rel="canonical" href="${path}"><meta property="og:title" content="x">
    <script type="application/ld+json">{"@type":"GovernmentOrganization"}</script></head>
    <body><a href="https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/">Licence</a></body></html>`;
  const finding = judge(pages(12, modern));
  expect(finding.verdict).toBe("not-met");
  expect(finding.measures.modern).toEqual({
    pages: 12,
    uniqueTitle: 12,
    description: 12,
    language: 12,
    canonical: 12,
    openGraph: 12,
    governmentSchema: 12,
    openLicence: 12,
  });
});

test("sentences name the numbers", () => {
  const finding = judge(pages(20, (_, index) => (index === 7 ? partial : none)));
  const { summary, remedy } = egmsMetadata.words[finding.reason] ?? {};
  expect(typeof summary === "function" && summary(finding, contextOf())).toContain("1 of 20 pages");
  expect(typeof remedy === "function" && remedy(finding, contextOf())).toContain("accessibility");
});
