import { describe, expect, test } from "vitest";
import { onlineStoreLink } from "../../../probes/online-store-link/online-store-link.js";
import { eraOf } from "../../../probes/online-store-link/portals.js";
import type { Examination, Link, Snapshot } from "../../../src/snapshot/types.js";
import { contextOf } from "../../support/context.js";
import { HOME, pageOf, siteOf } from "../../support/snapshot-of.js";

const page = (body: string) =>
  `<html lang="en"><head><title>Example Council</title></head><body><header><a href="/">Example Council</a></header>
   <main><h1>Welcome</h1><p>Find services and information from your council, pay a bill or report a problem.</p>
   <a href="/bins">Bins</a></main>${body}</body></html>`;

function judge(
  body: string,
  changes: Parameters<typeof contextOf>[0] = {},
  others: Record<string, string> = {},
  snapshot: Partial<Snapshot> = {},
) {
  const [finding] = onlineStoreLink.judge(
    siteOf({ "/": page(body), ...others }, snapshot),
    contextOf(changes),
  );
  if (!finding) throw new Error("no judgement");
  return finding;
}

const homepageExamination = (links: Link[]): Examination => ({
  url: HOME,
  sampledAs: "homepage",
  outcome: "ok",
  detail: "",
  engine: "axe-core",
  engineVersion: "4",
  viewport: { width: 1280, height: 900 },
  examinedAt: "2026-11-01T02:00:00.000Z",
  sha256: "",
  violations: [],
  needsReview: [],
  passes: [],
  foreignFrames: [],
  renderedLinks: links,
});

describe("a link to the portal's front page meets the outcome", () => {
  test.each([
    ['<a href="https://www.gov.uk/"><img src="/i/g.png" alt="GOV.UK"></a>'],
    ['<footer><a href="//www.gov.uk">GOV.UK</a></footer>'],
    ['<a href="https://WWW.GOV.UK">Central government services</a>'],
    ['<a href="https://www.gov.uk" aria-label="GOV.UK"></a>'],
    ['<map name="m"><area href="https://www.gov.uk/" alt="GOV.UK" shape="rect" coords="0,0,9,9"></map>'],
    ['<form action="https://www.gov.uk/"><button>Go to GOV.UK</button></form>'],
    ['<a href="/redirect?u=https%3A%2F%2Fwww.gov.uk">GOV.UK</a>'],
    ["<a href=\"javascript:window.open('https://www.gov.uk/')\">GOV.UK</a>"],
    ['<a rel="nofollow" href="https://gov.uk/">GOV.UK</a>'],
    ['<nav><ul hidden><li><a href="https://www.gov.uk/">GOV.UK</a></li></ul></nav>'],
  ])("%s", (body) => {
    expect(judge(body)).toMatchObject({ verdict: "met", reason: "portal-linked", level: 1 });
  });
});

describe("what leads nowhere near the portal does not count", () => {
  test.each([
    ['<a href="https://www.exampleshire.gov.uk/">County council</a>'],
    ['<a href="https://www.gov.uk.evil.example/">GOV.UK</a>'],
    ['<a href="https://evil.example/https://www.gov.uk/">GOV.UK</a>'],
    [
      '<a href="https://www.nationalarchives.gov.uk/doc/open-government-licence/">Open Government Licence</a>',
    ],
    ['<a href="https://frontend.design-system.service.gov.uk/">Built with GOV.UK Frontend</a>'],
    ['<a href="https://www.facebook.com/sharer?u=https://www.gov.uk/">Share</a>'],
    ['<a href="/search?q=https://www.gov.uk/">GOV.UK</a>'],
    ['<iframe src="https://www.gov.uk/" title="GOV.UK"></iframe>'],
    ['<!-- <a href="https://www.gov.uk/">GOV.UK</a> -->'],
    ['<a href="https://www.gov.uk@evil.example/">GOV.UK</a>'],
    ['<a href="https://[">GOV.UK</a><a href="https://www.gov.uk:x/">GOV.UK</a>'],
  ])("%s", (body) => {
    const finding = judge(body);
    expect(finding).toMatchObject({ verdict: "not-met", reason: "no-portal-link", level: 0 });
    expect(finding.evidence).toHaveLength(1);
  });
});

describe("ways of meeting it in part", () => {
  test.each([
    ["deep-links-only", '<a href="https://www.gov.uk/pay-council-tax">Pay your council tax</a>'],
    ["no-accessible-name", '<a href="https://www.gov.uk/"><img src="/i/g.png" alt=""></a>'],
    [
      "link-hidden",
      '<footer><a style="display:none" href="https://www.gov.uk/" aria-label="GOV.UK">GOV.UK</a></footer>',
    ],
    ["stale-portal", '<a href="http://www.direct.gov.uk">Directgov</a>'],
    ["only-in-passing", '<p>Built with <a href="https://www.gov.uk/">GOV.UK Frontend</a></p>'],
    [
      "only-in-passing",
      `<main><h2>Latest news</h2><p>The minister said yesterday that residents of the whole county can find more about
       it on <a href="https://www.gov.uk/">GOV.UK</a> from next week on.</p></main>`,
    ],
  ])("%s: %s", (reason, body) => {
    expect(judge(body)).toMatchObject({ verdict: "partly-met", reason, level: 1 });
  });

  test("a link that only another page carries is worth a part", () => {
    const finding = judge("", {}, { "/about": '<a href="https://www.gov.uk/">GOV.UK</a>' });
    expect(finding).toMatchObject({ verdict: "partly-met", reason: "not-on-homepage" });
    expect(finding.evidence[0]?.url).toBe(`${HOME}about`);
  });

  test("deep links on other pages are ordinary signposting and change nothing", () => {
    const finding = judge("", {}, { "/tax": '<a href="https://www.gov.uk/pay-council-tax">Pay</a>' });
    expect(finding.verdict).toBe("not-met");
  });

  test("a front-page link wins over the stale and the deep ones beside it", () => {
    const finding = judge(
      '<a href="http://www.direct.gov.uk">Directgov</a><a href="https://www.gov.uk/x">X</a><a href="https://www.gov.uk/">GOV.UK</a>',
    );
    expect(finding.verdict).toBe("met");
  });
});

describe("the portal of the day", () => {
  const directgov =
    '<a href="http://www.direct.gov.uk/"><img src="/images/directgov.gif" alt="Directgov"></a>';

  test("Directgov is the portal of 2006, and its logo is seen but not measured", () => {
    const finding = judge(directgov, { asOf: "2006-03-01" });
    expect(finding).toMatchObject({ verdict: "met", level: 1 });
    expect(finding.limbs[1]).toMatchObject({ verdict: "cannot-tell", reason: "logo-present" });
  });

  test("Directgov's English front page is a front page", () => {
    expect(
      judge('<a href="http://www.direct.gov.uk/en/index.htm">Directgov</a>', { asOf: "2009-03-01" }).verdict,
    ).toBe("met");
  });

  test("a logo in a layout table below a news heading is a link of its own, not news", () => {
    const cell = `<table><tr><td><h2>Latest news</h2><p>The market moves to Castle Street on Tuesday.</p></td></tr>
      <tr><td>Many other services of government are found in one place, whichever council you live under.
      ${directgov}</td></tr></table>`;
    expect(judge(cell, { asOf: "2006-03-01" }).verdict).toBe("met");
  });

  test("UK online counts until April 2004 and is stale afterwards", () => {
    const link = '<a href="http://www.ukonline.gov.uk">UK online</a>';
    expect(judge(link, { asOf: "2004-04-30" }).verdict).toBe("met");
    expect(judge(link, { asOf: "2004-05-01" })).toMatchObject({
      verdict: "partly-met",
      reason: "stale-portal",
    });
  });

  test("GOV.UK takes over on 17 October 2012", () => {
    expect(eraOf("2012-10-16", "equivalent").id).toBe("directgov");
    expect(eraOf("2012-10-17T00:00:00Z", "equivalent").id).toBe("gov-uk");
  });

  test("judged by the letter, today's site is asked for Directgov", () => {
    expect(judge(directgov, { profile: "letter" }).verdict).toBe("met");
    expect(judge('<a href="https://www.gov.uk/">GOV.UK</a>', { profile: "letter" }).verdict).toBe("not-met");
  });

  test("branding does not apply to GOV.UK, and a copied logotype is told", () => {
    const finding = judge(
      '<header><a href="/"><img src="/i/gov.uk_logotype_crown.png" alt="GOV.UK"></a></header><a href="https://www.gov.uk/">GOV.UK</a>',
    );
    expect(finding.limbs[1]).toMatchObject({ verdict: "not-applicable" });
    expect(finding.measures.copiedLogotype).toContain("gov.uk_logotype_crown.png");
  });
});

describe("served and rendered homepage", () => {
  test("a link that a script adds counts", () => {
    const links = pageOf("/x", '<a href="https://www.gov.uk/">GOV.UK</a>').links;
    const finding = judge("", {}, {}, { examinations: [homepageExamination(links)] });
    expect(finding.verdict).toBe("met");
  });

  test("an unrendered homepage that needs scripts tells nothing", () => {
    const site = siteOf({ "/": '<html><head><script src="/app.js"></script></head><body></body></html>' });
    expect(onlineStoreLink.judge(site, contextOf())[0]).toMatchObject({
      verdict: "cannot-tell",
      reason: "js-not-rendered",
      level: null,
    });
  });

  test("a homepage that was blocked tells nothing", () => {
    const site = siteOf({}, { stoppedBy: "blocked" });
    expect(onlineStoreLink.judge(site, contextOf())[0]).toMatchObject({
      verdict: "cannot-tell",
      reason: "blocked",
    });
  });
});

test("every reason given has its sentences", () => {
  for (const reason of [
    "portal-linked",
    "deep-links-only",
    "only-in-passing",
    "no-accessible-name",
    "link-hidden",
  ]) {
    expect(onlineStoreLink.words[reason]).toBeDefined();
  }
  const finding = judge('<a href="https://www.gov.uk/x">X</a>');
  const summary = onlineStoreLink.words[finding.reason]?.summary;
  expect(typeof summary === "function" && summary(finding, contextOf())).toContain("GOV.UK (www.gov.uk)");
});
