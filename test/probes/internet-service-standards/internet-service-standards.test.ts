import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { internetServiceStandards } from "../../../probes/internet-service-standards/internet-service-standards.js";
import { Site } from "../../../src/snapshot/site.js";
import type { Snapshot } from "../../../src/snapshot/types.js";
import { contextOf } from "../../support/context.js";
import { failureOf, snapshotOf } from "../../support/snapshot-of.js";

const home = (...links: string[]) =>
  `<title>Example Council</title><main><h1>Example Council</h1>${links.join(" ")}</main>`;
const page = (title: string, body: string) => `<title>${title}</title><main><h1>${title}</h1>${body}</main>`;
const LINK = '<a href="/iss">Internet service standards</a>';
const PROMISE = "<p>The council aims to maintain 99% availability for its website.</p>";
const MEASURED =
  "<table><tr><th>Month</th><th>Page views</th><th>Availability</th></tr><tr><td>October 2026</td><td>1,234,567</td><td>99.94%</td></tr></table>";

function judge(pages: Record<string, string>, changes: Partial<Snapshot> = {}) {
  const [judgement] = internetServiceStandards.judge(new Site(snapshotOf(pages, changes)), contextOf());
  if (!judgement) throw new Error("no judgement");
  return judgement;
}
const standards = (body: string, changes: Partial<Snapshot> = {}) =>
  judge({ "/": home(LINK), "/iss": page("Internet service standards", body) }, changes);

describe("both limbs", () => {
  test("a promise beside a monthly column of availability is met", () => {
    expect(standards(PROMISE + MEASURED)).toMatchObject({
      verdict: "met",
      reason: "standards-and-performance",
      level: 1,
    });
  });

  test("a promise on one page and a measured figure in a sentence on another", () => {
    const pages = {
      "/": home(LINK, '<a href="/stats">Website statistics</a>'),
      "/iss": page("Internet service standards", PROMISE),
      "/stats": page(
        "Website statistics",
        "<p>For the month of October our website was available for 99.71% of the time.</p>",
      ),
    };
    expect(judge(pages)).toMatchObject({ verdict: "met" });
  });

  test("hours and a status page that keeps its history", () => {
    const pages = {
      "/": home(LINK, '<a href="https://status.example.gov.uk/">Service status</a>'),
      "/iss": page(
        "Internet service standards",
        "<p>Our website will be available 24 hours a day, seven days a week.</p>",
      ),
      "https://status.example.gov.uk/": page(
        "Service status",
        "<p>All systems operational</p><p>Uptime over the past 90 days: 99.98%</p>",
      ),
    };
    expect(judge(pages)).toMatchObject({ verdict: "met" });
  });
});

describe("one limb", () => {
  test.each([
    ["a percentage", PROMISE],
    [
      "a maintenance window",
      "<p>Maintenance of the website is normally carried out between 6am and 8am on Tuesdays.</p>",
    ],
    ["a time to mend faults", "<p>We will correct faults of the website within two working days.</p>"],
  ])("%s alone is a commitment only", (_, body) => {
    const judgement = standards(body);
    expect(judgement).toMatchObject({ verdict: "partly-met", reason: "commitment-only" });
    expect(judgement.limbs.map((limb) => limb.verdict)).toEqual(["met", "not-met"]);
  });

  test("a measured column alone is performance only", () => {
    expect(standards(MEASURED)).toMatchObject({ verdict: "partly-met", reason: "performance-only" });
  });

  test.each(["Uptime", "Website available", "% availability"])(
    "a column headed “%s” measures too",
    (head) => {
      expect(standards(PROMISE + MEASURED.replace("Availability", head))).toMatchObject({ verdict: "met" });
    },
  );

  test("a column of targets measures nothing", () => {
    expect(standards(MEASURED.replace("Availability", "Availability target"))).toMatchObject({
      verdict: "not-met",
    });
  });

  test("the other limb is open while the status page is blocked", () => {
    const pages = {
      "/": home(LINK, '<a href="https://status.example.gov.uk/">Service status</a>'),
      "/iss": page("Internet service standards", PROMISE),
    };
    expect(
      judge(pages, { failures: [failureOf("https://status.example.gov.uk/", "blocked", 403)] }),
    ).toMatchObject({
      verdict: "partly-met",
      reason: "commitment-only-capped",
      points: [0.5, 1],
    });
  });
});

describe("near misses", () => {
  test.each([
    [
      "an accessibility statement",
      page(
        "Accessibility statement",
        "<p>We aim to make 100% of our website accessible and available to everyone.</p>",
      ),
    ],
    [
      "a customer charter",
      page("Customer charter", "<p>We aim to answer 95% of calls within 20 seconds.</p>"),
    ],
    [
      "a notice of one interruption",
      page(
        "Service status",
        "<p>Our website will be unavailable on Sunday 8 November 2026 between 6am and 9am for maintenance.</p>",
      ),
    ],
    [
      "forms that will be down",
      page("Planned maintenance", "<p>Online forms will not be available on 3 May 2026.</p>"),
    ],
    [
      "a disclaimer",
      page(
        "About this website",
        "<p>We do not guarantee that our website will be available 24 hours a day.</p>",
      ),
    ],
    ["availability of housing", page("Housing", "<p>Nomination aims: 95% of homes available.</p>")],
    ["a status page without history", page("Service status", "<p>All systems operational.</p>")],
  ])("%s is neither a standard nor a measurement", (_, body) => {
    expect(judge({ "/": home('<a href="/page">About this website</a>'), "/page": body })).toMatchObject({
      verdict: "not-met",
      reason: "not-found",
      level: 0,
    });
  });
});

test("what could not be looked at is not absent", () => {
  expect(judge({ "/": home(LINK) }, { failures: [failureOf("/iss", "blocked", 403)] })).toMatchObject({
    verdict: "cannot-tell",
    reason: "blocked",
  });
  const scripted = `<title>Service status</title><body><div id="app"></div><script src="/app.js"></script></body>`;
  expect(judge({ "/": home('<a href="/status">Service status</a>'), "/status": scripted })).toMatchObject({
    verdict: "cannot-tell",
    reason: "js-not-rendered",
  });
});

test("hostile markup does not throw, and whatever it gives has its words", () => {
  const parts = fc.array(
    fc.constantFrom(
      "<table>",
      "<tr><td>",
      "99.9%",
      "availability",
      "website",
      "</td></tr>",
      "((((",
      "\u0000",
      "<th>",
      "aims",
      ".",
    ),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(parts, (soup) => {
      const judgement = standards(soup.join(" "));
      expect(
        internetServiceStandards.words[judgement.reason] ?? judgement.verdict === "cannot-tell",
      ).toBeTruthy();
    }),
    { numRuns: 60 },
  );
});

describe("other ways to say and to lay out the same", () => {
  const at = (title: string, body: string) =>
    judge({
      "/": `<html><title>Example Council</title><body><main><h1>Welcome</h1></main><footer><a href="/w">${title}</a></footer></body></html>`,
      "/w": `<html><title>${title}</title><body><main><h1>${title}</h1>${body}</main></body></html>`,
    });

  test.each<[string, string, string, string]>([
    [
      "a column whose head holds the sign",
      "Website performance",
      "<table><tr><th>Month</th><th>Users</th><th>Uptime %</th></tr><tr><td>October 2026</td><td>12,345</td><td>99.97</td></tr></table>",
      "performance-only",
    ],
    [
      "months along the top",
      "Website statistics",
      "<table><tr><th></th><th>September 2026</th><th>October 2026</th></tr><tr><td>Availability</td><td>99.9%</td><td>99.8%</td></tr></table>",
      "performance-only",
    ],
    [
      "target and result in a row",
      "Our website promise",
      "<table><tr><th>Measure</th><th>Target</th><th>Result, October 2026</th></tr><tr><td>Website availability</td><td>99.5%</td><td>99.8%</td></tr></table>",
      "standards-and-performance",
    ],
    [
      "running instead of available",
      "What to expect from our website",
      "<p>We aim to keep our website running 99.5% of the time. In October 2026 the website was up 99.9% of the time: it was measured every five minutes.</p>",
      "standards-and-performance",
    ],
  ])("%s", (_, title, body, reason) => {
    expect(at(title, body).reason).toBe(reason);
  });

  test.each([
    [
      "accessible to disabled people",
      "About this website",
      "<p>We aim to make our website 100% accessible to disabled people.</p>",
    ],
    [
      "how many were satisfied",
      "Website performance",
      "<p>96% of people were satisfied with our online services.</p>",
    ],
    [
      "a shop's stock",
      "Garden waste",
      "<table><tr><th>Sack</th><th>Available</th></tr><tr><td>October</td><td>100</td></tr></table>",
    ],
  ])("but not %s", (_, title, body) => {
    expect(at(title, body).verdict).toBe("not-met");
  });
});

describe("under a heading that names the website, on a page of promises", () => {
  const promises = (heading: string, caption: string) =>
    judge({
      "/": home('<a href="/promises">Our promises</a>'),
      "/promises": page(
        "Our promises",
        `<h2>Letters</h2><p>We answer in eight working days.</p><h2>${heading}</h2><p>We promise that both are working at least 99.5% of every month.</p>
        <table><caption>${caption}</caption><tr><th>Month</th><th>Website</th><th>Forms</th></tr><tr><td>September 2026</td><td>99.98%</td><td>99.91%</td></tr></table>`,
      ),
    });

  test("promise and measurement are both of the website", () => {
    expect(promises("This website and its forms", "How much of each month it was up")).toMatchObject({
      verdict: "met",
    });
  });

  test("of the lifts at the town hall they are not", () => {
    expect(promises("Lifts", "Share of people satisfied").verdict).toBe("not-met");
  });
});
