import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addMonths, datesIn, daysBetween, latest, monthNamed, monthsBetween } from "../../probes/dates.js";

const short = (text: string) => datesIn(text).map((one) => `${one.precision} ${one.date}`);

describe("dates in council prose", () => {
  test.each([
    ["Published 3 May 2026", ["day 2026-05-03"]],
    ["Sunday 3rd May, 2026", ["day 2026-05-03"]],
    ["the 3rd of May 2026", ["day 2026-05-03"]],
    ["03/05/2026", ["day 2026-05-03"]],
    ["3.5.26", ["day 2026-05-03"]],
    ["12/11/98", ["day 1998-11-12"]],
    ["2026-05-03T10:00:00Z", ["day 2026-05-03"]],
    ["May 3, 2026", ["day 2026-05-03"]],
    ["03-May-26", ["day 2026-05-03"]],
    ["May 2026", ["month 2026-05-01"]],
    ["Sept. 2025", ["month 2025-09-01"]],
    ["05/2026", ["month 2026-05-01"]],
    ["2026-05", ["month 2026-05-01"]],
    ["Jan-26", ["month 2026-01-01"]],
    ["Jan '26", ["month 2026-01-01"]],
    ["Jan 26", ["month 2026-01-01"]],
    ["Q2 2025/26", ["quarter 2025-07-01"]],
    ["Quarter 4 2025-26", ["quarter 2026-01-01"]],
    ["2025/26 Q1", ["quarter 2025-04-01"]],
    ["third quarter of 2025", ["quarter 2025-07-01"]],
    ["budget 2024/25", ["financial-year 2024-04-01"]],
    ["budget 2024-2025", ["financial-year 2024-04-01"]],
    ["in 2024 we", ["year 2024-01-01"]],
    ["April to June 2026", ["month 2026-04-01", "month 2026-06-01"]],
    ["November – January 2026", ["month 2025-11-01", "month 2026-01-01"]],
  ])("%s", (text, expected) => {
    expect(short(text)).toEqual(expected);
  });

  test.each([
    ["31 June 2026 is no day", "day"],
    ["25/25/2026", "day"],
    ["we may 2 things", ""],
    ["£2,026 and 12,024 visits", ""],
    ["version 1.2.3.2024", "day"],
    ["call 01 2024 123 456 7", "month"],
    ["dismay 12", ""],
  ])("does not read a date into: %s", (text, precision) => {
    expect(datesIn(text).filter((one) => precision === "" || one.precision === precision)).toEqual([]);
  });

  test("a range of days gives the day that carries month and year", () => {
    expect(short("3 to 5 May 2026")).toEqual(["day 2026-05-05"]);
  });

  test("several dates come in reading order with where they stand", () => {
    const found = datesIn("From 1 May 2026 to 2 June 2026; see 2024/25.");
    expect(found.map((one) => [one.at, one.precision])).toEqual([
      [5, "day"],
      [19, "day"],
      [36, "financial-year"],
    ]);
  });
});

test("the latest is the one that ends last among those begun by then", () => {
  const found = datesIn("2024/25, May 2026, 1 December 2026");
  expect(latest(found)?.date).toBe("2026-12-01");
  expect(latest(found, "2026-11-01")?.date).toBe("2026-05-01");
  expect(latest([])).toBeNull();
});

test("months and days are counted by the calendar", () => {
  expect(monthsBetween("2026-06-30", "2026-09-01")).toBe(3);
  expect(monthsBetween("2026-01", "2025-12")).toBe(-1);
  expect(daysBetween("2026-03-28", "2026-03-30")).toBe(2);
  expect(addMonths("2026-01", -1)).toBe("2025-12");
  expect(monthNamed(" Sept ")).toBe(9);
  expect(monthNamed("Marchwood")).toBeNull();
});

test("whatever the text, every date found is a day of the calendar and lies inside the text", () => {
  const tokens = ["3", "31", "/", "-", " ", "May", "Feb", "2026", "26", "Q2", "'", ",", "th", "\u0000"];
  const soup = fc.array(fc.constantFrom(...tokens), { maxLength: 40 });
  fc.assert(
    fc.property(soup, (parts) => {
      const text = parts.join("");
      for (const one of datesIn(text)) {
        expect(new Date(`${one.date}T00:00:00Z`).toISOString().slice(0, 10)).toBe(one.date);
        expect(one.end >= one.date).toBe(true);
        expect(one.at + one.length).toBeLessThanOrEqual(text.length);
      }
    }),
  );
});
