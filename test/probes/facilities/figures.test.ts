import { describe, expect, test } from "vitest";
import { contextOf } from "../../support/context.js";
import { HOME, pageOf } from "../../support/snapshot-of.js";
import { judged, page } from "./judge-facility.js";

type Rows = readonly (readonly string[])[];

function table(caption: string, rows: Rows): string {
  const [head = [], ...body] = rows;
  const cells = (tag: string, row: readonly string[]) =>
    `<tr>${row.map((cell) => `<${tag}>${cell}</${tag}>`).join("")}</tr>`;
  return `<table>${caption ? `<caption>${caption}</caption>` : ""}<thead>${cells("th", head)}</thead><tbody>${body.map((row) => cells("td", row)).join("")}</tbody></table>`;
}

function about(outcome: string, body: string, title = "Council performance") {
  return judged(
    outcome,
    {
      "/": `<html lang="en"><body><main><h1>Welcome</h1><a href="/p">${title}</a></main></body></html>`,
      "/p": page(title, body),
    },
    {},
    contextOf(),
  );
}

const RISING = { verdict: "met", reason: "improved" };
const SINGLE = { verdict: "partly-met", reason: "single-figure" };
const FALLING = { verdict: "partly-met", reason: "not-improved" };
const NOTHING = { verdict: "cannot-tell", reason: "figures-not-published" };

describe("two figures in prose are paired with their years in whatever order they stand", () => {
  test.each([
    "Satisfaction with how clean the streets are rose from 48% in 2022 to 55% in 2024.",
    "In 2024, 55 per cent of residents were satisfied with street cleaning, up from 48 per cent in 2022.",
    "Residents satisfied with the cleanliness of their streets: 55% (2022: 48%) in 2024.".replace(
      "55% (2022: 48%) in 2024",
      "2022: 48%; 2024: 55%",
    ),
    "Between 2022 and 2024 the share of people happy with how clean their area is went up from 48% to 55%.",
    "The share of people happy with street cleanliness climbed to 55% from 48% between 2022 and 2024.",
    "48% of people were satisfied with street cleanliness in the 2022 survey. Two years later, in 2024, it was 55%.",
    "In the 2024 survey 55% said they were pleased with clean streets. In 2022 it was 48%.",
    "55% were satisfied with the cleanliness of local streets in 2024/25. The year before it was 48%.",
    "Satisfaction with street cleanliness in 2023/24 was 48%, against a target of 60%; in 2024/25 it was 55%, against a target of 60%.",
    "Satisfaction with clean streets was 48 per cent in March 2023 and 55 per cent in March 2025.",
    "From 2023 to 2024 satisfaction with street cleaning improved from 48 to 55 per cent.",
    "Satisfied with clean streets in the year ended 31 March 2024: 48%. Year ended 31 March 2025: 55%.",
    "Satisfaction with street cleanliness (23/24: 48%, 24/25: 55%).".replace(
      "(23/24: 48%, 24/25: 55%)",
      "was 48% in 23/24 and 55% in 24/25",
    ),
  ])("%s", (sentence) => {
    expect(about("04-b2", `<p>${sentence}</p>`)).toMatchObject({
      ...RISING,
      measures: { earlier: 48, later: 55 },
    });
  });

  test.each([
    ["a single year", "In 2024 55% of people were satisfied with how clean their streets are.", SINGLE],
    [
      "an earlier figure without its year",
      "In 2024 55% were satisfied with clean streets, up from 48%.",
      SINGLE,
    ],
    [
      "a national figure",
      "In 2024 55% were satisfied with clean streets. Nationally it was 48% in 2022.",
      SINGLE,
    ],
    [
      "a change instead of a second figure",
      "In 2024 55% were satisfied with clean streets, up by 7 points since 2022.",
      SINGLE,
    ],
    ["half a point more", "Satisfied with clean streets: 54.6% in 2022 and 55.1% in 2024.", FALLING],
    ["a fall", "Satisfaction with clean streets fell from 55% in 2022 to 48% in 2024.", FALLING],
    ["what inspectors found", "Inspectors found 88% of streets clean in 2022 and 93% in 2024.", NOTHING],
    ["beaches", "Visitors satisfied with how clean our beaches are: 48% in 2022, 55% in 2024.", NOTHING],
    ["a forecast", "Satisfied with clean streets: 55% in 2024. We expect 60% in 2028.", SINGLE],
  ])("but %s is no improvement", (_, sentence, expected) => {
    expect(about("04-b2", `<p>${sentence}</p>`)).toMatchObject(expected);
  });
});

describe("two figures in a table are found whichever way it is turned", () => {
  test.each<[string, string]>([
    [
      "years along the top",
      table("", [
        ["Indicator", "2023/24", "2024/25"],
        ["Council tax collected", "95.1%", "95.9%"],
      ]),
    ],
    [
      "years down the side",
      table("", [
        ["Year", "Council tax collected"],
        ["2023/24", "95.1"],
        ["2024/25", "95.9"],
      ]),
    ],
    [
      "years written out",
      table("", [
        ["", "2023 to 2024", "2024 to 2025"],
        ["In-year collection of council tax", "95.1%", "95.9%"],
      ]),
    ],
    [
      "short years",
      table("", [
        ["Measure", "23/24", "24/25"],
        ["Council Tax collected in the year", "95.1%", "95.9%"],
      ]),
    ],
    [
      "years to a day",
      table("Council tax collection", [
        ["Year ending", "Rate"],
        ["31 March 2024", "95.1%"],
        ["31 March 2025", "95.9%"],
      ]),
    ],
    [
      "taxes below a caption that names the matter",
      table("Collection rates", [
        ["", "2023-24", "2024-25"],
        ["Council tax", "95.1%", "95.9%"],
        ["Business rates", "97%", "96%"],
      ]),
    ],
    [
      "taxes along the top",
      table("How much we collected", [
        ["Year", "Council tax", "Business rates"],
        ["2023/24", "95.1%", "97%"],
        ["2024/25", "95.9%", "96%"],
      ]),
    ],
    [
      "targets between",
      table("", [
        ["Measure", "2023/24 target", "2023/24 actual", "2024/25 target", "2024/25 actual"],
        ["% of council tax collected", "97", "95.1", "99", "95.9"],
      ]),
    ],
    [
      "a code before the name",
      table("", [
        ["Ref", "Description", "2023/24", "2024/25"],
        ["BV9", "Council tax collected", "95.1%", "95.9%"],
      ]),
    ],
    [
      "a row for each year",
      table("", [
        ["Indicator", "Year", "Result"],
        ["Council tax collected", "2023/24", "95.1%"],
        ["Council tax collected", "2024/25", "95.9%"],
      ]),
    ],
    [
      "this year and last",
      `<h2>Results for 2024/25</h2>${table("", [
        ["Measure", "Last year", "This year"],
        ["Council tax collected", "95.1%", "95.9%"],
      ])}`,
    ],
    [
      "quarters after the years",
      table("", [
        ["Measure", "2023/24", "2024/25", "Q1 2025/26"],
        ["Council tax collected", "95.1%", "95.9%", "28.2%"],
      ]),
    ],
    [
      "the same quarter of two years",
      table("", [
        ["Measure", "Q2 2024/25", "Q3 2024/25", "Q2 2025/26"],
        ["Council tax collected", "55.1%", "83.0%", "55.9%"],
      ]),
    ],
    [
      "arrows beside the figures",
      table("", [
        ["Measure", "2023/24", "2024/25"],
        ["Council tax collected", "95.1% ▼", "95.9% ▲"],
      ]),
    ],
  ])("%s", (_, body) => {
    expect(about("06-b2", body).limbs[0]).toMatchObject(RISING);
  });

  test.each<[string, string, object]>([
    [
      "quarters that mount up",
      table("", [
        ["Measure", "Q1 2025/26", "Q2 2025/26"],
        ["Council tax collected", "28.1%", "56.2%"],
      ]),
      SINGLE,
    ],
    [
      "a target reached",
      table("", [
        ["Measure", "Target 2024/25", "Actual 2024/25"],
        ["Council tax collected", "95.1%", "95.9%"],
      ]),
      SINGLE,
    ],
    [
      "arrears",
      table("", [
        ["Measure", "2023/24", "2024/25"],
        ["Council tax arrears collected", "20%", "25%"],
      ]),
      NOTHING,
    ],
    [
      "pounds",
      table("", [
        ["Measure", "2023/24", "2024/25"],
        ["Council tax collected (£ million)", "95.1", "97.9"],
      ]),
      NOTHING,
    ],
    [
      "how people pay",
      table("", [
        ["Measure", "2023/24", "2024/25"],
        ["Council tax paid by direct debit", "71%", "74%"],
      ]),
      NOTHING,
    ],
    [
      "the rise of the tax",
      "<p>Council tax due rose by 4.9% in 2023/24 and by 4.99% in 2024/25.</p>",
      NOTHING,
    ],
  ])("but not %s", (_, body, expected) => {
    expect(about("06-b2", body).limbs[0]).toMatchObject(expected);
  });
});

test("of two taxes in one sentence each has its own figures", () => {
  const found = about(
    "06-b2",
    "<p>We collected 96.1% of council tax and 97.4% of business rates in 2023/24. In 2024/25 we collected 96.8% of council tax and 97.1% of business rates.</p>",
  );
  expect(found.limbs[0]).toMatchObject({ ...RISING });
  expect(found.limbs[1]).toMatchObject({ ...FALLING });
  expect(found.verdict).toBe("partly-met");
});

describe("days to deal with a claim", () => {
  test.each([
    "<p>We decided new housing benefit claims in 21 days on average in 2024/25, compared with 26 days in 2023/24.</p>",
    "<p>The average time to process a new claim fell from 26 days to 21 between 2023/24 and 2024/25.</p>",
    "<h2>How fast we process claims</h2><ul><li>2023/24: 26 days</li><li>2024/25: 21 days</li></ul>",
    table("Processing times, in days", [
      ["", "2023/24", "2024/25"],
      ["New claims", "26", "21"],
      ["Change of circumstances", "6", "7"],
    ]),
    table("", [
      ["Measure", "2023/24", "2024/25", "Q1 2025/26"],
      ["Working out a new claim for Housing Benefit (days)", "26", "21", "20"],
    ]),
  ])("%s", (body) => {
    expect(about("09-b3", body)).toMatchObject(RISING);
  });

  test.each<[string, string, object]>([
    ["slower", "<p>New benefit claims took 21 days in 2023/24 and 26 days in 2024/25.</p>", FALLING],
    [
      "planning",
      "<p>Planning applications were decided in 60 days in 2023/24 and 51 days in 2024/25.</p>",
      NOTHING,
    ],
    [
      "a share",
      table("", [
        ["Measure", "2023/24", "2024/25"],
        ["Percentage of new claims processed within 14 days", "90", "80"],
      ]),
      NOTHING,
    ],
    ["a promise", "<p>We aim to decide new benefit claims within 14 days in 2025/26.</p>", NOTHING],
  ])("but not %s", (_, body, expected) => {
    expect(about("09-b3", body)).toMatchObject(expected);
  });
});

describe("bills paid on time", () => {
  test.each([
    "<p>In 2024/25 we paid 97.2% of undisputed invoices within 30 days; in 2023/24 it was 95%.</p>",
    table("Paying our suppliers", [
      ["Year", "Within 30 days"],
      ["2023/24", "95%"],
      ["2024/25", "97.2%"],
    ]),
    table("", [
      ["Financial year", "Invoices paid inside 30 days", "Average days to pay"],
      ["2023/24", "95%", "14"],
      ["2024/25", "97.2%", "12"],
    ]),
    table("Prompt payment", [
      ["Six months to", "Paid on time"],
      ["30 September 2025", "95%"],
      ["30 September 2026", "97.2%"],
    ]),
  ])("%s", (body) => {
    expect(about("05-b2", body, "Getting paid").limbs[0]).toMatchObject({ ...RISING });
  });

  test("what was paid late, or promised, is not paid on time", () => {
    const late = table("Supplier payments", [
      ["Year", "Paid later than 30 days"],
      ["2023/24", "3%"],
      ["2024/25", "5%"],
    ]);
    expect(about("05-b2", late, "Getting paid").limbs[0]).toMatchObject(NOTHING);
    const promised = "<p>We will pay 95% of undisputed invoices within 30 days.</p>";
    expect(about("05-b2", promised, "Getting paid").limbs[0]).toMatchObject(NOTHING);
  });
});

describe("a share that has to be reached", () => {
  test.each([
    "<p>Last quarter 86% of calls to our contact centre were dealt with in one call.</p>",
    table("", [
      ["Customer services", "2023/24", "2024/25"],
      ["Enquiries sorted out at first contact", "79%", "82%"],
    ]),
    "<p>82 per cent of customer enquiries were answered by the first person without being passed on.</p>",
  ])("first contact: %s", (body) => {
    expect(about("12-b2", body)).toMatchObject({ verdict: "met", reason: "published" });
  });

  test.each<[string, string, object]>([
    [
      "too few",
      "<p>In 2024/25 72% of enquiries were resolved at first contact.</p>",
      { verdict: "partly-met", reason: "share-too-low" },
    ],
    [
      "a target",
      "<p>We aim to resolve 85% of enquiries at the first point of contact.</p>",
      { verdict: "cannot-tell" },
    ],
    [
      "repairs",
      "<p>In 2024/25 91% of repairs were fixed first time, and customers were pleased.</p>",
      { verdict: "cannot-tell" },
    ],
  ])("first contact, but %s", (_, body, expected) => {
    expect(about("12-b2", body)).toMatchObject(expected);
  });

  test("contacts by channel, as a table and in a sentence", () => {
    const channels = table("How customers get in touch", [
      ["Channel", "2024/25"],
      ["Telephone", "38%"],
      ["Online", "52%"],
      ["In person", "10%"],
    ]);
    expect(about("13-d1", channels)).toMatchObject({ verdict: "met", measures: { share: 52 } });
    expect(about("13-d1", "<p>Of all contacts last year 44% came through our website.</p>")).toMatchObject({
      verdict: "met",
    });
    expect(about("13-d1", "<p>Contacts made online were 22% of the total in 2024/25.</p>")).toMatchObject({
      verdict: "partly-met",
    });
    expect(about("13-d1", "<p>92% of our website users are on mobile phones.</p>")).toMatchObject({
      verdict: "cannot-tell",
    });
  });
});

test("cards that print the figure large, and what it is of below", () => {
  const card = (figure: string, label: string) =>
    `<div class="card"><p class="big">${figure}</p><p>${label}</p></div>`;
  const body = `<h2>Money</h2>${card("95.1%", "of council tax collected in 2023/24")}${card("95.9%", "of council tax collected in 2024/25")}${card("61%", "of bills sent by e-mail in 2024/25")}`;
  expect(about("06-b2", body).limbs[0]).toMatchObject(RISING);
});

test("survey results of passengers under the survey's name", () => {
  const body = table("National Highways and Transport survey: satisfaction", [
    ["", "2024", "2025"],
    ["Roads", "31%", "30%"],
    ["Public transport information", "42%", "44%"],
  ]);
  expect(about("08-b3", body)).toMatchObject(RISING);
  expect(
    about(
      "08-b3",
      table("National Highways and Transport survey: satisfaction", [
        ["", "2024", "2025"],
        ["Roads", "31%", "33%"],
      ]),
    ),
  ).toMatchObject(NOTHING);
});

describe("reports as documents, whose tables have lost their lines", () => {
  function report(text: string, path = "/media/3301/q4-report.pdf", title = "Performance report") {
    const link = `<html lang="en"><body><main><h1>Welcome</h1><p>Reports</p><a href="${path}">${title} (PDF, 200KB)</a></main></body></html>`;
    const document = pageOf(path, "", { kind: "pdf", text, mainText: text, title });
    return judged("06-b2", {}, { pages: [pageOf("/", link), document], homepageUrl: HOME }).limbs[0];
  }

  test.each([
    [
      "marks between the cells",
      "Measure | 2023/24 | 2024/25 | Target\nCouncil tax collected | 95.1% | 95.9% | 97%",
    ],
    [
      "nothing but spaces between them",
      "Measure 2023/24 2024/25 Target\nCouncil tax collected in year 95.1% 95.9% 97%",
    ],
    ["sentences", "Collection\nWe collected 95.1% of council tax in 2023/24 and 95.9% in 2024/25."],
  ])("%s", (_, text) => {
    expect(report(text)).toMatchObject(RISING);
  });

  test("the year of the report's title is that of its figures, so one report has one", () => {
    expect(report("Council tax collected: 95.9%", "/r.pdf", "Annual report 2024/25")).toMatchObject(SINGLE);
  });

  test("what stands below /media/ is no news for that", () => {
    expect(report("Council tax collected in 2024/25: 95.9%", "/media/88/x.pdf")).toMatchObject(SINGLE);
  });
});
