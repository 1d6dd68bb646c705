import { describe, expect, test } from "vitest";
import { pageOf, snapshotOf } from "../../support/snapshot-of.js";
import { home, judged, page } from "./judge-facility.js";

const nav = home(["/performance", "Performance"]);
const results = (body: string) => ({ "/": nav, "/performance": page("Performance", body) });

describe("two dated figures of one indicator", () => {
  test.each([
    [
      "rows under a caption that names the matter",
      "<table><caption>People who are pleased with</caption><tr><th></th><th>2023</th><th>2025</th></tr><tr><td>Cleanliness of town centres</td><td>51%</td><td>58%</td></tr></table>",
    ],
    [
      "a sentence that goes on",
      "<p>In our 2022 survey 49 per cent of residents felt that their streets were clean. By 2024 this had gone up to 55 per cent.</p>",
    ],
    [
      "a year and the year before",
      "<p>In 2024/25 62% of people were content with how clean the borough is, up from 58% the year before.</p>",
    ],
    [
      "targets among the figures",
      "<table><tr><th>Measure</th><th>2023/24</th><th>Target</th><th>2024/25</th></tr><tr><td>Satisfied with street cleaning</td><td>60%</td><td>70%</td><td>66%</td></tr></table>",
    ],
  ])("%s", (_, body) => {
    expect(judged("04-b2", results(body))).toMatchObject({ verdict: "met", reason: "improved" });
  });

  test.each([
    [
      "one survey with several results",
      "<p>Of 900 people asked in 2024, 44% would recommend us and 61% were happy with how clean their street is.</p>",
      "single-figure",
    ],
    [
      "worse than before",
      "<p>Satisfaction with street cleanliness was 66% in 2023 and 61% in 2025.</p>",
      "not-improved",
    ],
    [
      "a result and a target",
      "<p>In 2024/25 58% were satisfied with the cleanliness of streets against a target of 65%.</p>",
      "single-figure",
    ],
  ])("%s is half of it", (_, body, reason) => {
    expect(judged("04-b2", results(body))).toMatchObject({ verdict: "partly-met", reason });
  });

  test.each([
    "<p>In 2023 61% and in 2025 70% of swimmers were satisfied with how clean the pools are.</p>",
    "<p>51% of tenants in 2023 and 60% in 2024 were satisfied that communal areas are kept clean.</p>",
    "<p>In 2024 the auditor gave us a clean opinion; 95% of residents in 2023 and 96% in 2025 had heard of us.</p>",
    "<p>In 2023 61% were satisfied with parks. In 2025 70% liked the libraries.</p>",
  ])("other matters are no figures of street cleanliness: %s", (body) => {
    expect(judged("04-b2", results(body)).verdict).toBe("cannot-tell");
  });

  test("figures in a document's rows are for the periods in the line above them", () => {
    const report = (rows: string) => {
      const text = `Performance report\nIndicator 2023/24 2024/25 Target\n${rows}`;
      return snapshotOf({ "/": nav, "/performance": page("Performance") }).pages.concat(
        pageOf("/media/report.pdf", "", {
          kind: "pdf",
          contentType: "application/pdf",
          text,
          mainText: text,
        }),
      );
    };
    const rows =
      "Council tax collected in year 96.2% 96.8% 97%\nHousehold waste recycled 41% 43% 45%\nBusiness rates collected in year 97.9% 98.3% 98%";
    expect(judged("06-b2", { "/": nav }, { pages: report(rows) })).toMatchObject({ verdict: "met" });
    expect(
      judged("06-b2", { "/": nav }, { pages: report("Council tax collected in year 96.8%") }).verdict,
    ).toBe("cannot-tell");
  });

  test("a quarter of a year's collection is not set beside a whole year's", () => {
    const body =
      "<table><tr><th>Measure</th><th>2023/24</th><th>2024/25</th><th>Q1 2025/26</th></tr><tr><td>Council tax collected</td><td>96.1%</td><td>96.9%</td><td>28.2%</td></tr><tr><td>Business rates collected</td><td>97.0%</td><td>97.7%</td><td>30.1%</td></tr></table>";
    expect(judged("06-b2", results(body))).toMatchObject({ verdict: "met" });
  });
});
