import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readReport } from "../../../probes/website-statistics/reports.js";
import { websiteStatistics } from "../../../probes/website-statistics/website-statistics.js";
import { Site } from "../../../src/snapshot/site.js";
import type { Page, Snapshot } from "../../../src/snapshot/types.js";
import { contextOf } from "../../support/context.js";
import { failureOf, pageOf, snapshotOf } from "../../support/snapshot-of.js";

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
];

const home = (...links: string[]) =>
  `<html><title>Example Council</title><body><main><h1>Example Council</h1><p>Welcome. ${"Everything the council does for you is here. ".repeat(6)}</p></main><footer>${links.join(" ")}</footer></body></html>`;
const STATS_LINK = '<a href="/stats">Website statistics</a>';
const statsPage = (body: string, title = "Website statistics") =>
  `<html><title>${title}</title><body><main><h1>${title}</h1>${body}</main></body></html>`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  `<table><tr>${head.map((one) => `<th>${one}</th>`).join("")}</tr>${rows.map((row) => `<tr>${row.map((one) => `<td>${one}</td>`).join("")}</tr>`).join("")}</table>`;
const monthly = (upTo: number, head = ["Month", "Page Views", "Visits", "Unique Visitors", "Availability"]) =>
  table(
    head,
    MONTHS.slice(0, upTo).map((month, n) =>
      [`${month} 2026`, `1,20${n},345`, `34${n},120`, `9${n},456`, "99.91%"].slice(0, head.length),
    ),
  );

function judge(
  pages: Record<string, string>,
  changes: Partial<Snapshot> = {},
  extra: Page[] = [],
  asOf = "2026-11-10",
) {
  const snapshot = snapshotOf(pages, changes);
  snapshot.pages.push(...extra);
  const [judgement] = websiteStatistics.judge(new Site(snapshot), contextOf({ asOf }));
  if (!judgement) throw new Error("no judgement");
  return judgement;
}

describe("W-1: current monthly reports, near the homepage", () => {
  test("a table of January to October, read in November, is met", () => {
    const judgement = judge({ "/": home(STATS_LINK), "/stats": statsPage(monthly(10)) });
    expect(judgement).toMatchObject({
      verdict: "met",
      reason: "monthly-reports",
      measures: { pagesBetween: 0, monthsCovered: 10, latestMonth: "2026-10" },
    });
    expect(judgement.limbs.map((limb) => limb.verdict)).toEqual(["met", "met", "met", "met"]);
  });

  test("one page between the homepage and the statistics is near enough", () => {
    const pages = {
      "/": home('<a href="/about">About this website</a>'),
      "/about": statsPage(`<p>Made by us.</p>${STATS_LINK}`, "About this website"),
      "/stats": statsPage(monthly(10)),
    };
    expect(judge(pages)).toMatchObject({ verdict: "met", measures: { pagesBetween: 1 } });
  });

  test("a year's cell that is printed once holds for the rows below it, abbreviated months newest first", () => {
    const rows = [
      ["2026", "Oct", "301,234", "61,234"],
      ["Sep", "298,111", "60,002"],
      ["Aug", "270,111", "58,002"],
      ["Jul", "271,111", "57,002"],
      ["Feb", "275,111", "59,002"],
      ["Jan", "280,111", "59,502"],
      ["2025", "Dec", "240,111", "48,002"],
    ];
    const page = statsPage(
      `<h2>Traffic statistics</h2>${table(["Year", "Month", "Page Views", "Unique Users"], rows)}`,
      "Internet service standards",
    );
    const judgement = judge({ "/": home('<a href="/iss">Internet service standards</a>'), "/iss": page });
    expect(judgement).toMatchObject({
      verdict: "met",
      measures: { monthsCovered: 7, latestMonth: "2026-10" },
    });
  });

  test("an index by year leads to year pages", () => {
    const pages = {
      "/": home(STATS_LINK),
      "/stats": statsPage(
        '<p>By year. Only visitors who accept analytics cookies are counted.</p><ul><li><a href="/stats/2026">2026</a></li><li><a href="/stats/2025">2025</a></li></ul>',
        "Website statistics by year",
      ),
      "/stats/2026": statsPage(
        table(
          ["Month", "Sessions", "Users", "Pageviews"],
          MONTHS.map((month) => [month, "80,123", "50,456", "190,789"]),
        ),
        "Website statistics 2026",
      ),
      "/stats/2025": statsPage(
        table(["Month", "Sessions", "Users", "Pageviews"], [["December", "70,123", "40,456", "150,789"]]),
        "Website statistics 2025",
      ),
    };
    expect(judge(pages)).toMatchObject({ verdict: "met", measures: { monthsCovered: 11 } });
  });

  test("months along the top are read as well", () => {
    const head = ["Measure", "May 2026", "Jun 2026", "Jul 2026", "Aug 2026", "Sep 2026", "Oct 2026"];
    const rows = [
      ["Page impressions", ...Array(6).fill("123,456")],
      ["Unique visitors", ...Array(6).fill("23,456")],
    ];
    expect(judge({ "/": home(STATS_LINK), "/stats": statsPage(table(head, rows)) })).toMatchObject({
      verdict: "met",
    });
  });

  test("a public AWStats page with its monthly history", () => {
    const head = ["Month", "Unique visitors", "Number of visits", "Pages", "Hits", "Bandwidth"];
    const rows = MONTHS.map((month) => [
      `${month.slice(0, 3)} 2026`,
      "20,123",
      "30,456",
      "120,789",
      "900,111",
      "12.1 GB",
    ]);
    const pages = {
      "/": home('<a href="/cgi-bin/awstats.pl?config=www">Usage statistics</a>'),
      "/cgi-bin/awstats.pl?config=www": `<title>Statistics for www.example.gov.uk</title><main>${table(head, rows)}</main>`,
    };
    expect(judge(pages)).toMatchObject({ verdict: "met" });
  });

  test("monthly PDFs and a CSV file count by their text", () => {
    const pages = {
      "/": home(STATS_LINK),
      "/stats": statsPage(
        MONTHS.slice(3)
          .map((month, n) => `<a href="/docs/${n}.pdf">${month} 2026</a>`)
          .join(" "),
      ),
    };
    const pdfs = MONTHS.slice(3).map((_, n) =>
      pageOf(`/docs/${n}.pdf`, "", {
        kind: "pdf",
        text: `Web report\nPage views 123,456\nUnique visitors 23,456`,
      }),
    );
    expect(judge(pages, {}, pdfs)).toMatchObject({ verdict: "met", measures: { monthsCovered: 7 } });
    const csv = pageOf("/docs/web-stats.csv", "", {
      kind: "text",
      contentType: "text/csv",
      text: `Month,Page views,Users\n${MONTHS.map((month) => `${month} 2026,123456,23456`).join("\n")}`,
    });
    const linking = {
      "/": home(STATS_LINK),
      "/stats": statsPage('<a href="/docs/web-stats.csv">Download the figures</a>'),
    };
    expect(judge(linking, {}, [csv])).toMatchObject({ verdict: "met", measures: { machineReadable: true } });
  });
});

describe("W-2 and W-4: a limb is missing", () => {
  test("the latest month is June", () => {
    const judgement = judge({ "/": home(STATS_LINK), "/stats": statsPage(monthly(6)) });
    expect(judgement).toMatchObject({
      verdict: "partly-met",
      reason: "stale",
      measures: { latestMonth: "2026-06" },
    });
    expect(judgement.limbs.find((limb) => limb.key === "d")?.verdict).toBe("partly-met");
  });

  test("a yearly total in a PDF is a summary only", () => {
    const pdf = pageOf("/docs/web-annual-report.pdf", "", {
      kind: "pdf",
      text: "Annual report 2025/26\nThe website had 2,345,678 visits in the year.",
    });
    const pages = {
      "/": home(STATS_LINK),
      "/stats": statsPage('<a href="/docs/web-annual-report.pdf">Annual report 2025/26</a>'),
    };
    expect(judge(pages, {}, [pdf])).toMatchObject({ verdict: "partly-met", reason: "no-monthly-detail" });
  });

  test("page views alone are one metric", () => {
    expect(
      judge({ "/": home(STATS_LINK), "/stats": statsPage(monthly(10, ["Month", "Page Views"])) }),
    ).toMatchObject({ reason: "one-metric" });
  });

  test("hits are neither", () => {
    expect(
      judge({ "/": home(STATS_LINK), "/stats": statsPage(monthly(10, ["Month", "Hits"])) }),
    ).toMatchObject({ verdict: "partly-met", reason: "hits-only" });
  });

  test("three current months are too few", () => {
    const rows = ["August", "September", "October"].map((month) => [`${month} 2026`, "123,456", "23,456"]);
    expect(
      judge({ "/": home(STATS_LINK), "/stats": statsPage(table(["Month", "Page views", "Users"], rows)) }),
    ).toMatchObject({ reason: "too-few-months", measures: { monthsCovered: 3 } });
  });

  test("two pages between are too many", () => {
    const pages = {
      "/": home('<a href="/council">Your council</a>'),
      "/council": statsPage('<a href="/about">About this website</a>', "Your council"),
      "/about": statsPage(STATS_LINK, "About this website"),
      "/stats": statsPage(monthly(10)),
    };
    expect(judge(pages)).toMatchObject({
      verdict: "partly-met",
      reason: "too-deep",
      measures: { pagesBetween: 2 },
    });
  });

  test("figures of three years ago are abandoned", () => {
    const rows = MONTHS.map((month) => [`${month} 2022`, "123,456", "23,456"]);
    expect(
      judge({ "/": home(STATS_LINK), "/stats": statsPage(table(["Month", "Page views", "Users"], rows)) }),
    ).toMatchObject({ verdict: "partly-met", reason: "abandoned" });
  });

  test("a sentence without a year says which month, not which year", () => {
    const text =
      "<p>In January the website received a total of 844,202 page views (2,173,634 hits) from 42,919 unique visitors.</p>";
    expect(judge({ "/": home(STATS_LINK), "/stats": statsPage(text) })).toMatchObject({
      verdict: "partly-met",
      reason: "undated",
    });
    const reading = readReport(pageOf("/stats", statsPage(text)));
    expect([...reading.totals].sort()).toEqual(["hits", "page-views", "unique-visitors"]);
  });
});

describe("W-3, W-5, W-6 and what cannot be told", () => {
  test("figures in an answer to an information request only", () => {
    const pages = {
      "/": home('<a href="/foi/77">Website statistics request</a>'),
      "/foi/77": statsPage(
        "<p>In May 2026 the site had 120,345 page views and 20,345 unique users.</p>",
        "Freedom of information: website statistics",
      ),
    };
    expect(judge(pages)).toMatchObject({ verdict: "partly-met", reason: "foi-only" });
  });

  test("census figures are not website statistics", () => {
    const pages = {
      "/": home('<a href="/census">Census statistics</a>', '<a href="/statistics">Population statistics</a>'),
      "/census": statsPage(
        "<p>In May 2026 there were 120,345 visitors to the census page.</p>",
        "Census and population statistics",
      ),
      "/statistics": statsPage("<p>Population 212,345.</p>", "Population statistics"),
    };
    expect(judge(pages)).toMatchObject({ verdict: "not-met", reason: "not-found" });
  });

  test("an analytics tag shows collection, not publication", () => {
    const page = home().replace(
      "<body>",
      '<body><script src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>',
    );
    expect(judge({ "/": page })).toMatchObject({
      verdict: "not-met",
      measures: { analyticsTags: ["Google Analytics"] },
    });
  });

  test("a statistics page without any figure counts for nothing", () => {
    expect(judge({ "/": home(STATS_LINK), "/stats": statsPage("<p>We collect figures.</p>") })).toMatchObject(
      { verdict: "not-met" },
    );
  });

  test("a dashboard in a frame cannot be read", () => {
    const frame =
      '<iframe src="https://lookerstudio.google.com/embed/reporting/abc" title="Dashboard"></iframe>';
    expect(judge({ "/": home(STATS_LINK), "/stats": statsPage(frame) })).toMatchObject({
      verdict: "cannot-tell",
      reason: "js-not-rendered",
    });
  });

  test("a blocked statistics page is not absent", () => {
    expect(
      judge({ "/": home(STATS_LINK) }, { failures: [failureOf("/stats", "blocked", 403)] }),
    ).toMatchObject({ verdict: "cannot-tell", reason: "blocked" });
  });

  test("monthly reports that are scans leave it open", () => {
    const pages = {
      "/": home(STATS_LINK),
      "/stats": statsPage(
        MONTHS.slice(2)
          .map((month, n) => `<a href="/docs/${n}.pdf">${month} 2026</a>`)
          .join(" "),
      ),
    };
    const pdfs = MONTHS.slice(2).map((_, n) => pageOf(`/docs/${n}.pdf`, "", { kind: "pdf", text: "" }));
    expect(judge(pages, {}, pdfs)).toMatchObject({
      verdict: "cannot-tell",
      reason: "document-unreadable",
      points: [0.5, 1],
    });
  });
});

test("a statistics page asks for its year pages and documents, not for the rest of the site", () => {
  const page = pageOf(
    "/stats",
    statsPage(
      '<a href="/stats/2026">2026</a> <a href="/docs/web-stats-may.pdf">May</a> <a href="/bins">Bins</a> <a href="https://elsewhere.org/2026">2026</a>',
    ),
  );
  const context = {
    subject: contextOf().subject,
    asOf: "2026-11-01",
    isOwn: (url: string) => new URL(url).hostname.endsWith("example.gov.uk"),
    pages: () => [],
  };
  expect(
    websiteStatistics.leads?.(page, context).map((lead) => [lead.series, new URL(lead.url).pathname]),
  ).toEqual([
    ["statistics", "/stats/2026"],
    ["statistics", "/docs/web-stats-may.pdf"],
  ]);
});

test("hostile markup neither throws nor is met", () => {
  const parts = fc.array(
    fc.constantFrom(
      "<table>",
      "<tr><td>",
      "May 2026",
      "Page views",
      "9,999,999",
      "</td></tr>",
      "Users",
      "2026",
      "((((",
      "\u0000",
      "<th>",
      "99.9%",
    ),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(parts, (soup) => {
      expect(judge({ "/": home(STATS_LINK), "/stats": statsPage(soup.join(" ")) }).verdict).not.toBe("met");
    }),
    { numRuns: 60 },
  );
});

test("every limb's and every verdict's reason has words", () => {
  const judgement = judge({ "/": home(STATS_LINK), "/stats": statsPage(monthly(6)) });
  for (const reason of [judgement.reason, ...judgement.limbs.map((limb) => limb.reason)]) {
    expect(websiteStatistics.words[reason]).toBeDefined();
  }
});

describe("other ways to publish the same figures", () => {
  const monthNames = ["May 2026", "June 2026", "July 2026", "August 2026", "September 2026", "October 2026"];
  const met = { verdict: "met", reason: "monthly-reports" };

  test.each<[string, string]>([
    [
      "a heading for each month, and a list below it",
      monthNames
        .map(
          (month, n) =>
            `<h3>${month}</h3><ul><li>Pages viewed: 70${n},120</li><li>Different people: 8${n},455</li></ul>`,
        )
        .join(""),
    ],
    [
      "a small table for each month under its caption",
      monthNames
        .map(
          (month, n) =>
            `<table><caption>${month}</caption><tr><td>Views</td><td>70${n},120</td></tr><tr><td>Active users</td><td>8${n},455</td></tr></table>`,
        )
        .join(""),
    ],
    [
      "a line of a list for each month",
      `<ul>${monthNames.map((month, n) => `<li>${month}: 70${n},120 page views by 8${n},455 unique users</li>`).join("")}</ul>`,
    ],
    [
      "months without a year below a financial year",
      `<h2>2026/27</h2>${table(
        ["Month", "Page views", "Visitors"],
        ["April", "May", "June", "July", "August", "September"].map((month, n) => [
          month,
          `70${n},120`,
          `8${n},455`,
        ]),
      )}`,
    ],
  ])("%s", (_, body) => {
    const title = "How many people use our website";
    expect(
      judge({ "/": home(`<a href="/stats">${title}</a>`), "/stats": statsPage(body, title) }),
    ).toMatchObject(met);
  });

  test("January below 2025/26 is of 2026", () => {
    const page = pageOf(
      "/s",
      statsPage(
        `<h2>2025/26</h2>${table(
          ["Month", "Page views", "Users"],
          [
            ["January", "70,120", "8,455"],
            ["April", "60,120", "7,455"],
          ],
        )}`,
      ),
    );
    expect([...readReport(page).months.keys()].sort()).toEqual(["2025-04", "2026-01"]);
  });

  test("who visits the museum, or the area, is not who visits the website", () => {
    for (const title of ["Museum visitor figures", "Visitors to the area: statistics", "Traffic counts"]) {
      const body = table(["Month", "Visitors"], [["October 2026", "70,120"]]);
      expect(
        judge({ "/": home(`<a href="/stats">${title}</a>`), "/stats": statsPage(body, title) }).verdict,
      ).toBe("not-met");
    }
  });
});

describe("use told in a sentence of something else", () => {
  const told = (sentence: string) =>
    judge({
      "/": home('<a href="/report">Annual report 2025/26</a>'),
      "/report": statsPage(`<p>${sentence}</p>`, "Annual report 2025/26"),
    });

  test.each([
    "Our website had 2.3 million page views last year.",
    "There were 410,500 visits to the council’s website in 2025/26.",
  ])("is half of it: “%s”", (sentence) => {
    expect(told(sentence)).toMatchObject({ verdict: "partly-met", reason: "in-passing" });
  });

  test.each([
    "The site with most visitors is the nature reserve: 212,000 visits.",
    "The museum had 40,000 visitors; see our website.",
    "We use cookies to count visits to our website.",
  ])("is not: “%s”", (sentence) => {
    expect(told(sentence).verdict).not.toBe("partly-met");
  });
});

describe("a table of a website's use, whatever its page is called", () => {
  test("counts when it names page views by month", () => {
    const found = judge({
      "/": home('<a href="/seen">Seen and read</a>'),
      "/seen": statsPage(monthly(8), "Seen and read"),
    });
    expect(found.verdict).not.toBe("not-met");
    expect(found.measures).toMatchObject({ monthsReported: 8 });
  });

  test("of a museum does not", () => {
    const visits = table(
      ["Month", "Visits", "Visitors"],
      MONTHS.map((month) => [`${month} 2026`, "1,200", "900"]),
    );
    const found = judge({
      "/": home('<a href="/museum">Museum in figures</a>'),
      "/museum": statsPage(visits, "Museum in figures"),
    });
    expect(found.verdict).toBe("not-met");
  });
});
