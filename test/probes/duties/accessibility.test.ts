import { describe, expect, test } from "vitest";
import type { Judgement } from "../../../src/audit/types.js";
import { contextOf } from "../../support/context.js";
import { failureOf, pageOf, snapshotOf } from "../../support/snapshot-of.js";
import { findingOn, judged, judgedIn, page } from "./judge-duty.js";

const LINK = '<a href="/accessibility-statement">Accessibility statement</a>';
const START = page("Welcome", "<p>Home</p>", LINK);
const BINS = page("Bins", "<p>Bin days</p>", LINK);

interface Parts {
  scope?: string;
  status?: string;
  inaccessible?: string;
  feedback?: string;
  enforcement?: string;
  preparation?: string;
}

function statement(parts: Parts = {}): string {
  const {
    scope = "This accessibility statement applies to www.example.gov.uk.",
    status = "This website is partially compliant with the Web Content Accessibility Guidelines version 2.2 AA standard, due to the non-compliances listed below.",
    inaccessible = "<h2>Non-accessible content</h2><p>Non-compliance with the accessibility regulations: some images lack alternatives (WCAG 1.1.1).</p>",
    feedback = '<h2>Feedback and contact information</h2><p>Contact us if you find problems not listed: <a href="mailto:web@example.gov.uk">web@example.gov.uk</a>.</p>',
    enforcement = "<p>The Equality and Human Rights Commission (EHRC) is responsible for enforcing the regulations. Contact the Equality Advisory and Support Service (EASS).</p>",
    preparation = "<h2>Preparation of this accessibility statement</h2><p>This statement was prepared on 22 September 2020. It was last reviewed on 3 May 2026. This website was last tested in April 2026 by ourselves.</p>",
  } = parts;
  return page(
    "Accessibility statement",
    `<p>${scope}</p><p>${status}</p>${inaccessible}${feedback}${enforcement}${preparation}`,
    LINK,
  );
}

const site = (html: string) => ({ "/": START, "/bins": BINS, "/accessibility-statement": html });

describe("T-01, the accessibility statement", () => {
  test("is met when it is one click from every page", () => {
    const found = judged("T-01", site(statement()));
    expect(found).toMatchObject({ verdict: "met", reason: "every-page", measures: { pages: 2, linking: 2 } });
  });

  test("is partly met when only the homepage links to it", () => {
    const found = judged("T-01", {
      ...site(statement()),
      "/bins": page("Bins", "<p><a href='/'>Home</a></p>"),
    });
    expect(found).toMatchObject({ verdict: "partly-met", reason: "some-pages" });
    expect(found.evidence.map((one) => one.url)).toContain("https://www.example.gov.uk/bins");
  });

  test("counts only the pages examined in the browser when there are some", () => {
    const examination = {
      url: "https://www.example.gov.uk/",
      sampledAs: "homepage" as const,
      outcome: "ok" as const,
      detail: "",
      engine: "axe-core",
      engineVersion: "4.14.0",
      viewport: { width: 1280, height: 800 },
      examinedAt: "2026-11-01T02:00:00.000Z",
      sha256: "",
      violations: [],
      needsReview: [],
      passes: [],
      foreignFrames: [],
      renderedLinks: null,
    };
    const found = judged(
      "T-01",
      { ...site(statement()), "/bins": page("Bins", "<p><a href='/'>Home</a></p>") },
      { changes: { examinations: [examination] } },
    );
    expect(found).toMatchObject({ verdict: "met", measures: { pages: 1 } });
  });

  test("is partly met as PDF only", () => {
    const snapshot = snapshotOf({
      "/": page("Welcome", "<p>Hi</p>", '<a href="/statement.pdf">Accessibility statement</a>'),
    });
    const text =
      "Accessibility statement for www.example.gov.uk. This website is partially compliant with the Web Content Accessibility Guidelines version 2.2.";
    snapshot.pages.push(
      pageOf("/statement.pdf", "", { kind: "pdf", title: "Accessibility statement", text, mainText: text }),
    );
    expect(judgedIn("T-01", snapshot)).toMatchObject({ verdict: "partly-met", reason: "pdf-only" });
  });

  test("is not met by a page about ramps and hearing loops", () => {
    const ramps = page(
      "Accessibility",
      "<p>Our offices have ramps, hearing loops and online booking of parking for disabled visitors.</p>",
      LINK,
    );
    expect(judged("T-01", site(ramps))).toMatchObject({ verdict: "not-met", reason: "not-found" });
  });

  test("is not met by a widget vendor's statement on the vendor's host", () => {
    const pages = {
      "/": page(
        "Welcome",
        "<p>Hi</p>",
        '<a href="https://vendor.example.com/accessibility-statement">Accessibility statement</a>',
      ),
      "https://vendor.example.com/accessibility-statement": statement(),
    };
    expect(judged("T-01", pages)).toMatchObject({ verdict: "not-met" });
  });

  test("is partly met when only a part of the site on another host has one", () => {
    const pages = {
      "/": page(
        "Welcome",
        "<p>Hi</p>",
        '<a href="https://democracy.example.gov.uk/accessibility">Accessibility</a>',
      ),
      "https://democracy.example.gov.uk/accessibility": statement(),
    };
    expect(judged("T-01", pages)).toMatchObject({ verdict: "partly-met", reason: "other-host-only" });
  });

  test("cannot be told when its page refused us", () => {
    const found = judged(
      "T-01",
      { "/": START },
      { changes: { failures: [failureOf("/accessibility-statement", "blocked", 403)] } },
    );
    expect(found).toMatchObject({ verdict: "cannot-tell", reason: "blocked" });
  });
});

describe("T-02, the statement's content", () => {
  const judgedContent = (parts: Parts) => judged("T-02", site(statement(parts)));

  test("is met with the model's parts, WCAG 2.2 and a review within a year", () => {
    const found = judged("T-02", site(statement()));
    expect(found).toMatchObject({
      verdict: "met",
      measures: { status: "partial", standard: "2.2", reviewed: "2026-05-03" },
    });
  });

  test("need not list inaccessible content when it claims full compliance", () => {
    const found = judgedContent({
      status:
        "This website is fully compliant with the Web Content Accessibility Guidelines version 2.2 AA standard.",
      inaccessible: "",
    });
    expect(found.verdict).toBe("met");
    expect(found.limbs.find((limb) => limb.key === "c")?.verdict).toBe("not-applicable");
  });

  test.each<[string, Parts, string]>([
    ["scope", { scope: "Welcome to our website." }, "a"],
    ["inaccessible content", { inaccessible: "" }, "c"],
    ["a route for feedback", { feedback: "" }, "e"],
    ["enforcement", { enforcement: "" }, "f"],
    ["preparation", { preparation: "" }, "g"],
  ])("is partly met without %s", (_, parts, key) => {
    const found = judgedContent(parts);
    expect(found).toMatchObject({ verdict: "partly-met", reason: "parts-missing" });
    expect(found.limbs.filter((limb) => limb.verdict === "not-met").map((limb) => limb.key)).toEqual([key]);
  });

  test("names only Northern Ireland's commission: the wrong nation's enforcement", () => {
    const found = judgedContent({
      enforcement: "<p>The Equality Commission for Northern Ireland enforces the regulations.</p>",
    });
    expect(found.limbs.find((limb) => limb.key === "f")?.verdict).toBe("not-met");
  });

  test("is partly met when the last review is older than a year", () => {
    const found = judgedContent({
      preparation:
        "<p>This statement was prepared on 1 May 2021. It was last reviewed on 3 May 2025. The site was last tested in April 2025.</p>",
    });
    expect(found).toMatchObject({
      verdict: "partly-met",
      reason: "review-old",
      measures: { reviewAgeMonths: 18 },
    });
  });

  test("is partly met when it cites an older standard", () => {
    const found = judgedContent({
      status:
        "This website is partially compliant with the Web Content Accessibility Guidelines version 2.1 AA standard.",
    });
    expect(found).toMatchObject({ verdict: "partly-met", reason: "old-standard" });
  });

  test("is partly met with the template's placeholders left in", () => {
    const found = judgedContent({ scope: "This accessibility statement applies to [name of organisation]." });
    expect(found).toMatchObject({ verdict: "partly-met", reason: "placeholders" });
  });

  test("is partly met when it claims full compliance and failures were found", () => {
    const failing: Judgement = {
      outcome: "12-m1",
      verdict: "not-met",
      reason: "failures-found",
      level: null,
      evidence: [],
      measures: {},
      limbs: [],
      points: null,
    };
    const found = judged(
      "T-02",
      site(
        statement({
          status:
            "This website is fully compliant with the Web Content Accessibility Guidelines version 2.2 AA standard.",
        }),
      ),
      {
        context: contextOf({ before: () => failing }),
      },
    );
    expect(found).toMatchObject({ verdict: "partly-met", reason: "contradiction" });
  });

  test("is not met by a policy without a compliance status", () => {
    const found = judgedContent({
      status: "We want our website to be usable by everybody and follow WCAG advice.",
    });
    expect(found).toMatchObject({ verdict: "not-met", reason: "no-status" });
  });
});

describe("T-03 and T-04", () => {
  test("conformance repeats the measurement of 12-m1", () => {
    const evidence = [
      {
        url: "https://www.example.gov.uk/",
        found: "Images must have alternatives",
        excerpt: "",
        retrievedAt: "",
        sha256: "",
      },
    ];
    const measured: Judgement = {
      outcome: "12-m1",
      verdict: "not-met",
      reason: "failures-found",
      level: null,
      evidence,
      measures: { pagesExamined: 9, pagesFailing: 4 },
      limbs: [],
      points: null,
    };
    const found = judged(
      "T-03",
      { "/": START },
      { context: contextOf({ before: (id) => (id === "12-m1" ? measured : null) }) },
    );
    expect(found).toMatchObject({
      verdict: "not-met",
      measures: { pagesExamined: 9, pagesFailing: 4 },
      evidence,
    });
  });

  test("conformance cannot be told when nothing was examined", () => {
    expect(judged("T-03", { "/": START })).toMatchObject({ verdict: "cannot-tell", reason: "not-examined" });
  });

  test("PDFs are counted, and no verdict is made of undated ones", () => {
    const snapshot = snapshotOf({ "/": START });
    snapshot.pages.push(
      pageOf("/a.pdf", "", { kind: "pdf", title: "Budget", text: "Budget 2026" }),
      pageOf("/b.pdf", "", { kind: "pdf", title: "", text: "" }),
    );
    expect(judgedIn("T-04", snapshot)).toMatchObject({
      verdict: "cannot-tell",
      measures: { sampled: 2, withoutText: 1, withoutTitle: 1 },
    });
  });
});

test("sentences about the statement do not claim compliance or breach", () => {
  for (const html of [statement(), statement({ enforcement: "" }), statement({ preparation: "" })]) {
    const finding = findingOn("T-02", site(html));
    expect(finding.summary).not.toMatch(/\b(complies|illegal|breach|unlawful)\b/i);
    if (finding.verdict !== "met")
      expect(finding.remedy).toContain("https://www.example.gov.uk/accessibility-statement");
  }
});
