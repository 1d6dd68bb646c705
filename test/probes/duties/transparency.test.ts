import { describe, expect, test } from "vitest";
import { contextOf } from "../../support/context.js";
import { failureOf } from "../../support/snapshot-of.js";
import { findingOn, home, judged, PROSE, page } from "./judge-duty.js";

const HUB = home(["/transparency", "Transparency"]);
const hub = (body: string) => ({ "/": HUB, "/transparency": page("Transparency", body) });

describe("a dataset of the transparency code", () => {
  test("is met when a spreadsheet of a recent quarter is linked from the transparency page", () => {
    const found = judged(
      "T-10",
      hub('<ul><li><a href="/f/q2.csv">Payments over £500, July to September 2026 (CSV)</a></li></ul>'),
    );
    expect(found).toMatchObject({ verdict: "met", reason: "published", level: 1 });
    expect(found.measures).toMatchObject({ format: "open", newest: "2026-09-30" });
  });

  test("is met when its own page lists files that only say the quarter", () => {
    const found = judged("T-10", {
      "/": home(["/spending", "Spending over £500"]),
      "/spending": page(
        "Spending over £500",
        '<p><a href="/d/1">Quarter 2 2026/27 (CSV)</a> <a href="/d/2">Quarter 1 2026/27 (CSV)</a></p>',
      ),
    });
    expect(found).toMatchObject({ verdict: "met", measures: { documents: 2, newest: "2026-09-30" } });
  });

  test("is partly met when the newest file is older than the table of frequencies allows", () => {
    const found = judged(
      "T-10",
      hub('<p><a href="/f/old.csv">Payments over £500: January to March 2026</a></p>'),
    );
    expect(found).toMatchObject({
      verdict: "partly-met",
      reason: "stale",
      measures: { newest: "2026-03-31" },
    });
  });

  test("of a year may be fourteen months old and no older", () => {
    const asset = (year: string) => hub(`<p><a href="/f/assets.csv">Asset register ${year}</a></p>`);
    expect(judged("T-13", asset("September 2025"))).toMatchObject({ verdict: "met" });
    expect(judged("T-13", asset("August 2025"))).toMatchObject({ verdict: "partly-met", reason: "stale" });
  });

  test("is partly met when it is published as PDF only", () => {
    const found = judged(
      "T-11",
      hub('<p><a href="/f/cards.pdf">Procurement card transactions August 2026</a></p>'),
    );
    expect(found).toMatchObject({ verdict: "partly-met", reason: "pdf-only" });
  });

  test("is partly met when nothing says what period it is for", () => {
    const found = judged("T-12", hub('<p><a href="/f/register.csv">Contracts register</a></p>'));
    expect(found).toMatchObject({ verdict: "partly-met", reason: "undated" });
  });

  test("is partly met when its heading only announces that figures are awaited", () => {
    const found = judged("T-23", hub(`<h2>Fraud</h2><p>Awaiting figures.</p><h2>Grants</h2>${PROSE}`));
    expect(found).toMatchObject({ verdict: "partly-met", reason: "awaiting" });
  });

  test("is partly met when the link to its file is broken", () => {
    const found = judged("T-10", hub('<p><a href="/f/gone.csv">Payments over £500, September 2026</a></p>'), {
      changes: { failures: [failureOf("/f/gone.csv", "not-found", 404)] },
    });
    expect(found).toMatchObject({ verdict: "partly-met", reason: "broken-link" });
  });

  test("may be a table on a page", () => {
    const rows = [1, 2, 3].map((at) => `<tr><td>Post ${at}</td><td>£${60 + at},000</td></tr>`).join("");
    const found = judged("T-20", {
      "/": home(["/pay", "Senior salaries"]),
      "/pay": page(
        "Senior salaries",
        `<table><caption>Salaries at 31 March 2026</caption><tr><th>Post</th><th>Salary</th></tr>${rows}</table>`,
      ),
    });
    expect(found).toMatchObject({ verdict: "met", measures: { format: "page", newest: "2026-03-31" } });
  });

  test("may be a sentence where one figure is all that is asked for", () => {
    const found = judged(
      "T-22",
      hub("<h2>Pay multiple</h2><p>In 2025/26 the ratio of highest to median pay was 6.4:1.</p>"),
    );
    expect(found).toMatchObject({ verdict: "met", measures: { newest: "2026-03-31" } });
  });

  test("is dated by its own period and not by the code's year or a promise", () => {
    const found = judged(
      "T-23",
      hub(
        "<h2>Fraud data</h2><p>Local Government Transparency Code 2015. The number of fraud cases investigated was 12. Next review: June 2027.</p>",
      ),
    );
    expect(found).toMatchObject({ verdict: "partly-met", reason: "undated" });
  });

  test("is not met when the whole site and its transparency page were read and hold none", () => {
    const found = judged("T-10", hub(PROSE));
    expect(found).toMatchObject({ verdict: "not-met", reason: "not-found", level: 0 });
    expect(found.evidence.length).toBeGreaterThan(0);
  });

  test("cannot be told when the transparency page refused us", () => {
    const found = judged(
      "T-10",
      { "/": HUB },
      { changes: { failures: [failureOf("/transparency", "blocked", 403)] } },
    );
    expect(found).toMatchObject({ verdict: "cannot-tell", reason: "blocked" });
  });

  test("cannot be told when it is linked to another organisation's site that was not read", () => {
    const found = judged(
      "T-12",
      hub('<p><a href="https://procontract.due-north.com/ContractsRegister">Contracts register</a></p>'),
    );
    expect(found.verdict).toBe("cannot-tell");
  });

  test("is not confused with the other dataset on the same page", () => {
    const site = hub(
      '<ul><li><a href="/f/cards.csv">Procurement card transactions September 2026 (CSV)</a></li></ul>',
    );
    expect(judged("T-11", site)).toMatchObject({ verdict: "met" });
    expect(judged("T-10", site)).toMatchObject({ verdict: "not-met" });
  });

  test("does not take a page in the news for the dataset", () => {
    const found = judged("T-10", {
      "/": home(["/news/spending-over-500", "Spending over £500 published"]),
      "/news/spending-over-500": page("Spending over £500 published", PROSE),
    });
    expect(found.verdict).toBe("not-met");
  });

  test("does not apply where the council says that it owns no housing", () => {
    const found = judged("T-14", {
      ...hub(PROSE),
      "/housing": page("Housing", "<p>The council does not own any council housing stock.</p>"),
    });
    expect(found).toMatchObject({ verdict: "not-applicable", reason: "not-here" });
  });

  test("does not apply where the division of functions gives it to another", () => {
    const context = contextOf({ applies: () => ({ applicability: "none", why: "another's" }) });
    expect(judged("T-18", hub(PROSE), { context })).toMatchObject({ verdict: "not-applicable" });
  });

  test("survives hostile names", () => {
    const found = judged(
      "T-10",
      hub(`<p><a href="/f/x.csv">Payments over £500 ${"(".repeat(3000)} September 2026</a></p>`),
    );
    expect(["met", "partly-met", "not-met"]).toContain(found.verdict);
  });
});

describe("documents besides the code", () => {
  test("a constitution as PDF is met, a tenants' association's is not", () => {
    expect(
      judged("T-21", {
        "/": HUB,
        "/transparency": page("Transparency", '<p><a href="/c.pdf">Council constitution</a></p>'),
      }),
    ).toMatchObject({ verdict: "met" });
    expect(
      judged("T-21", {
        "/": HUB,
        "/transparency": page(
          "Transparency",
          '<p><a href="/t.pdf">Sample tenants association constitution</a></p>',
        ),
      }),
    ).toMatchObject({ verdict: "not-met" });
  });

  test("accounts without governance statement and inspection notice are found in part", () => {
    const found = judged("T-27", {
      "/": home(["/accounts", "Statement of accounts"]),
      "/accounts": page(
        "Statement of accounts",
        '<p><a href="/a.pdf">Statement of accounts 2025/26 (PDF)</a></p>',
      ),
    });
    expect(found).toMatchObject({ verdict: "partly-met", reason: "some-limbs" });
    expect(found.limbs.map((one) => one.verdict)).toEqual(["met", "not-met", "not-met"]);
  });

  test("payment performance is a share of invoices within thirty days", () => {
    const found = judged(
      "T-25",
      hub("<h2>Payment performance</h2><p>In 2025/26 we paid 97.5% of invoices within 30 days.</p>"),
    );
    expect(found).toMatchObject({ verdict: "met" });
  });
});

test("sentences say found or not found, name the place, and never speak of breaking the law", () => {
  const stale = findingOn("T-10", hub('<p><a href="/f/old.csv">Payments over £500: March 2024</a></p>'));
  expect(stale.summary).toContain("Expenditure over £500: found");
  expect(stale.remedy).toContain("https://www.example.gov.uk/transparency");
  const absent = findingOn("T-26", hub(PROSE));
  expect(absent.summary).toContain("not found");
  expect(absent.remedy).toContain("transparency page");
  for (const one of [stale, absent])
    expect(`${one.summary} ${one.remedy}`).not.toMatch(/illegal|breach|unlawful|complian/i);
});
