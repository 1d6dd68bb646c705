import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { waiAa } from "../../../probes/wai-aa/wai-aa.js";
import type { Judgement } from "../../../src/audit/types.js";
import type { Examination, RuleResult, Snapshot } from "../../../src/snapshot/types.js";
import { contextOf } from "../../support/context.js";
import { HOME, siteOf } from "../../support/snapshot-of.js";

function rule(
  changes: Partial<RuleResult> = {},
  nodes: Partial<RuleResult["nodes"][number]>[] = [{}],
): RuleResult {
  return {
    rule: "image-alt",
    help: "Images must have alternative text",
    helpUrl: "https://example.org/image-alt",
    impact: "critical",
    criteria: ["1.1.1"],
    level: "A",
    nodes: nodes.map((node) => ({
      target: "#map",
      html: '<img id="map" src="/map.png">',
      problem: "Element does not have an alt attribute",
      frame: null,
      overlay: false,
      ...node,
    })),
    count: nodes.length,
    ...changes,
  };
}

function examination(path: string, changes: Partial<Examination> = {}): Examination {
  return {
    url: new URL(path, HOME).href,
    sampledAs: "key-page",
    outcome: "ok",
    detail: "",
    engine: "axe-core",
    engineVersion: "4.14.1",
    viewport: { width: 1280, height: 1024 },
    examinedAt: "2026-11-01T02:05:00.000Z",
    sha256: "ab".repeat(32),
    violations: [],
    needsReview: [],
    passes: [],
    foreignFrames: [],
    renderedLinks: null,
    ...changes,
  };
}

const clean = (count: number) => Array.from({ length: count }, (_, i) => examination(`/clean-${i}`));

function judge(
  examinations: Examination[],
  pages: Record<string, string> = { "/": "<title>Example Council</title><h1>Home</h1>" },
  changes: Partial<Snapshot> = {},
  context = contextOf(),
): Judgement {
  const [judgement, ...rest] = waiAa.judge(siteOf(pages, { examinations, ...changes }), context);
  expect(rest).toEqual([]);
  if (!judgement) throw new Error("no judgement");
  return judgement;
}

function sentences(judgement: Judgement, context = contextOf()): string {
  const words = waiAa.words[judgement.reason];
  if (!words) return "";
  const say = (sentence: typeof words.summary | null) =>
    typeof sentence === "function" ? sentence(judgement, context) : (sentence ?? "");
  return `${say(words.summary)} ${say(words.remedy)}`;
}

describe("rules A-1 to A-6", () => {
  test("A-1: one confirmed failure on one page of many disproves conformance", () => {
    const judgement = judge([...clean(19), examination("/map", { violations: [rule()] })]);
    expect(judgement).toMatchObject({
      outcome: "12-m1",
      verdict: "not-met",
      reason: "failures-found",
      measures: { pagesExamined: 20, pagesFailing: 1, criteria: [{ criterion: "1.1.1", pages: 1 }] },
    });
    expect(judgement.evidence[0]).toMatchObject({
      url: `${HOME}map`,
      excerpt: '<img id="map" src="/map.png">',
    });
    expect(judgement.evidence[0]?.found).toMatch(/1\.1\.1, level A.*#map/);
    expect(sentences(judgement)).toContain("1 of 20 pages examined has confirmed failures");
  });

  test("A-1 comes before A-5: a failure disproves however small the sample", () => {
    expect(judge([examination("/", { violations: [rule()] })])).toMatchObject({
      verdict: "not-met",
      reason: "failures-found",
    });
  });

  test("A-2: elements that a person must judge are no failure", () => {
    const judgement = judge([
      ...clean(9),
      examination("/x", { needsReview: [rule({ rule: "color-contrast" })] }),
    ]);
    expect(judgement).toMatchObject({ verdict: "cannot-tell", reason: "needs-human" });
    expect(judgement.measures.needsReview).toMatchObject([{ rule: "color-contrast", pages: 1 }]);
  });

  test("A-2: a skipped heading level is best practice and reported apart", () => {
    const best = rule({ rule: "heading-order", level: "best-practice", criteria: [] });
    const judgement = judge([...clean(9), examination("/x", { violations: [best] })]);
    expect(judgement).toMatchObject({ verdict: "cannot-tell", reason: "needs-human" });
    expect(judgement.measures).toMatchObject({ pagesFailing: 0, bestPractice: [{ rule: "heading-order" }] });
  });

  test("A-2: duplicate ids are not failed, since 4.1.1 is obsolete", () => {
    const duplicate = rule({ rule: "duplicate-id", criteria: ["4.1.1"] });
    expect(judge([...clean(9), examination("/x", { violations: [duplicate] })])).toMatchObject({
      verdict: "cannot-tell",
      reason: "needs-human",
    });
  });

  test("A-2: AAA failures do not count against level AA", () => {
    const enhanced = rule({ rule: "color-contrast-enhanced", level: "AAA", criteria: ["1.4.6"] });
    expect(judge([...clean(9), examination("/x", { violations: [enhanced] })]).verdict).toBe("cannot-tell");
  });

  test("A-3: twenty clean pages are never called compliant", () => {
    const judgement = judge(clean(20));
    expect(judgement).toMatchObject({ verdict: "cannot-tell", reason: "needs-human", points: null });
    expect(sentences(judgement)).toContain("Automated checks cannot show conformance");
    expect(sentences(judgement)).not.toMatch(/compliant|passes|100 ?%/i);
  });

  test("A-5: four clean pages are too few to say anything", () => {
    expect(judge(clean(4))).toMatchObject({ verdict: "cannot-tell", reason: "crawl-incomplete" });
    expect(judge(clean(5))).toMatchObject({ verdict: "cannot-tell", reason: "needs-human" });
  });

  test("A-5: pages that could not be examined do not count", () => {
    const timedOut = Array.from({ length: 5 }, (_, i) => examination(`/slow-${i}`, { outcome: "timeout" }));
    expect(judge([...clean(4), ...timedOut])).toMatchObject({
      reason: "crawl-incomplete",
      measures: { pagesExamined: 4, pagesNotExamined: 5 },
    });
  });

  test("A-6: failures inside another organisation's frame only cannot be held against the authority", () => {
    const film = rule({}, [{ frame: "https://www.youtube-nocookie.com/embed/x" }]);
    const judgement = judge([...clean(9), examination("/film", { violations: [film] })]);
    expect(judgement).toMatchObject({ verdict: "cannot-tell", reason: "third-party-only" });
    expect(judgement.measures.thirdParty).toMatchObject([{ rule: "image-alt", pages: 1 }]);
  });

  test("a failure inside the authority's own frame is its own", () => {
    const own = rule({}, [{ frame: "https://maps.example.gov.uk/embed" }]);
    expect(judge([...clean(9), examination("/map", { violations: [own] })]).verdict).toBe("not-met");
  });

  test("failures in the cookie banner alone are reported apart", () => {
    const banner = rule({}, [{ overlay: true }]);
    const judgement = judge([...clean(9), examination("/", { violations: [banner] })]);
    expect(judgement).toMatchObject({ verdict: "cannot-tell", reason: "banner-only" });
    expect(judgement.measures.cookieBanner).toMatchObject([{ rule: "image-alt" }]);
  });

  test("a blocked site is called blocked, not inaccessible", () => {
    expect(judge([], {}, { stoppedBy: "blocked" })).toMatchObject({
      verdict: "cannot-tell",
      reason: "blocked",
    });
    expect(judge([], {}, { stoppedBy: "unreachable" })).toMatchObject({ reason: "unreachable" });
  });
});

describe("what to mend first", () => {
  const contrast = (target: string) =>
    rule({ rule: "color-contrast", help: "Contrast", level: "AA", criteria: ["1.4.3"] }, [{ target }]);

  test("the rule that fails on most pages comes first, and a shared element is named", () => {
    const judgement = judge([
      ...clean(5),
      examination("/a", {
        violations: [rule({}, [{ target: "#a1" }, { target: "#a2" }]), contrast(".footer > a")],
      }),
      examination("/b", { violations: [contrast(".footer > a")] }),
      examination("/c", { violations: [contrast(".footer > a")] }),
    ]);
    expect(judgement.measures.causes).toMatchObject([
      { rule: "color-contrast", pages: 3, elements: 3, shared: { target: ".footer > a", pages: 3 } },
      { rule: "image-alt", pages: 1, elements: 2, shared: null },
    ]);
    expect(sentences(judgement)).toContain("Start with “Contrast” (3 pages");
  });

  test("every failing page stands in the evidence", () => {
    const pages = Array.from({ length: 30 }, (_, i) =>
      examination(`/p${i}`, { violations: [rule(), contrast("#x")] }),
    );
    const urls = new Set(judge(pages).evidence.map((one) => one.url));
    expect(urls.size).toBe(30);
  });
});

describe("the authority's own claim", () => {
  const failing = [...clean(5), examination("/", { violations: [rule()] })];
  const home = "<title>Example Council</title><h1>Home</h1>";

  test("a statement of full compliance contradicts a found failure", () => {
    const judgement = judge(failing, {
      "/": home,
      "/accessibility":
        "<title>Accessibility statement</title><h1>Accessibility statement</h1><main><p>This website is fully compliant with the Web Content Accessibility Guidelines version 2.2 AA standard.</p></main>",
    });
    expect(judgement.measures).toMatchObject({
      contradiction: true,
      claims: [{ kind: "statement", says: "full", url: `${HOME}accessibility` }],
    });
    expect(judgement.evidence.at(-1)).toMatchObject({ url: `${HOME}accessibility` });
    expect(sentences(judgement)).toContain("correct the accessibility statement");
  });

  test.each([
    [
      "partial",
      "This website is partially compliant with the WCAG 2.2 AA standard, due to the issues below.",
    ],
    ["none", "This website is not compliant with the WCAG 2.2 AA standard."],
    ["unclear", "We aim to be fully compliant with WCAG 2.2 AA."],
  ])("a statement that says “%s” is no contradiction", (says, text) => {
    const judgement = judge(failing, {
      "/": home,
      "/accessibility": `<title>Accessibility</title><h1>Accessibility</h1><main><p>${text}</p></main>`,
    });
    expect(judgement.measures).toMatchObject({ contradiction: false, claims: [{ says }] });
  });

  test("the e-GMS element and the W3C logo are claims too", () => {
    const judgement = judge(failing, {
      "/": `<title>Example</title><meta name="eGMS.accessibility" scheme="WCAG" content="Double-A">
        <h1>Home</h1><img src="https://www.w3.org/WAI/wcag1AA" alt="Level Double-A conformance">`,
    });
    expect(judgement.measures).toMatchObject({
      contradiction: true,
      claims: [
        { kind: "metadata", says: "full" },
        { kind: "logo", says: "full" },
      ],
    });
  });

  test("a claim without a found failure is reported and not contradicted", () => {
    const judgement = judge(clean(6), { "/": `${home}<img src="/w.png" alt="Level Double-A conformance">` });
    expect(judgement.measures).toMatchObject({ contradiction: false, claims: [{ kind: "logo" }] });
    expect(judgement.verdict).toBe("cannot-tell");
  });
});

test("the letter profile is judged by the same engine, and says so", () => {
  const letter = contextOf({ profile: "letter" });
  const judgement = judge(clean(6), undefined, {}, letter);
  expect(sentences(judgement, letter)).toContain("WCAG 1.0");
  expect(judgement.measures.note).toContain("superseded");
});

test("no snapshot whatever makes it met, and not-met always rests on an element of the site's own", () => {
  const anyNode = fc.record({
    target: fc.string({ minLength: 1 }),
    frame: fc.constantFrom(null, "https://other.example/", "https://www.example.gov.uk/f", "not a url"),
    overlay: fc.boolean(),
  });
  const anyRule = fc
    .tuple(
      fc.constantFrom("A", "AA", "AAA", "best-practice"),
      fc.constantFrom<string[]>([], ["1.1.1"], ["4.1.1"], ["1.4.3", "4.1.1"]),
      fc.array(anyNode, { maxLength: 4 }),
    )
    .map(([level, criteria, nodes]) => rule({ level: level as RuleResult["level"], criteria }, nodes));
  const anyExamination = fc
    .tuple(
      fc.webPath(),
      fc.constantFrom<Examination["outcome"]>("ok", "timeout", "blocked"),
      fc.array(anyRule, { maxLength: 4 }),
    )
    .map(([path, outcome, violations]) =>
      examination(`/p${path.replace(/^\/+/, "/")}`, { outcome, violations }),
    );
  fc.assert(
    fc.property(fc.array(anyExamination, { maxLength: 8 }), (examinations) => {
      const judgement = judge(examinations);
      expect(["not-met", "cannot-tell"]).toContain(judgement.verdict);
      if (judgement.verdict === "not-met") {
        expect(judgement.evidence.length).toBeGreaterThan(0);
        expect(
          examinations.some(
            (one) =>
              one.outcome === "ok" &&
              one.violations.some((v) =>
                v.nodes.some((n) => !n.overlay && n.frame !== "https://other.example/"),
              ),
          ),
        ).toBe(true);
      }
      expect(sentences(judgement)).not.toMatch(/undefined|NaN|fully compliant|passes WCAG/);
    }),
    { numRuns: 200 },
  );
});

test("a small target alone is for a person to check: another control may do the same", () => {
  const small = rule({ rule: "target-size", criteria: ["2.5.8"], level: "AA" });
  const judgement = judge([...clean(9), examination("/menu", { violations: [small] })]);
  expect(judgement).toMatchObject({ verdict: "cannot-tell", reason: "needs-human" });
  expect(judgement.measures.needsReview).toEqual([
    expect.objectContaining({ rule: "target-size", pages: 1 }),
  ]);
});
