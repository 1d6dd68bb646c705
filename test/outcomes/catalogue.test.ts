import { describe, expect, test } from "vitest";
import { AUTHORITY_TYPES, type AuthorityType } from "../../src/authorities/types.js";
import {
  applies,
  appliesUnevenly,
  duties,
  outcomeOf,
  outcomesOf,
  paperOutcomes,
} from "../../src/outcomes/catalogue.js";

const TODAY = "2026-11-01";
const ofClass = (name: string) => paperOutcomes.filter((one) => one.class === name);

describe("the paper's outcomes", () => {
  test("there are 106: 45 mandatory, 40 best practice, 21 discretionary, each id once", () => {
    expect([
      paperOutcomes.length,
      ofClass("mandatory").length,
      ofClass("best-practice").length,
      ofClass("discretionary").length,
    ]).toEqual([106, 45, 40, 21]);
    expect(new Set(paperOutcomes.map((one) => one.id)).size).toBe(106);
  });

  test("mandatory outcomes by area are 4, 5, 5, 3, 3, 2, 4, 4, 2, 2, 2, 4, 2, 3", () => {
    const byArea = Array.from(
      { length: 14 },
      (_, index) => ofClass("mandatory").filter((one) => one.area === index + 1).length,
    );
    expect(byArea).toEqual([4, 5, 5, 3, 3, 2, 4, 4, 2, 2, 2, 4, 2, 3]);
  });

  test("31 can be seen fully, 53 partly, 22 not from outside", () => {
    const count = (how: string) => paperOutcomes.filter((one) => one.observable === how).length;
    expect([count("F"), count("P"), count("N")]).toEqual([31, 53, 22]);
  });

  test("the words of the paper stand as printed", () => {
    expect(outcomeOf("12-m1")?.quote).toBe(
      "Conformance with level AA of W3C Web Accessibility Initiative (WAI) standards on website accessibility",
    );
    expect(outcomeOf("04-b3")?.quote).toContain(
      "‘Home & Community' franchise of the Online Government Store",
    );
  });

  test("duties of today are apart from the paper", () => {
    expect(duties.length).toBeGreaterThan(40);
    expect(outcomesOf(["2005"])).toHaveLength(106);
    expect(outcomesOf(["2005", "today"])).toHaveLength(106 + duties.length);
    expect(duties.every((one) => one.class === "duty")).toBe(true);
  });
});

describe("who an outcome applies to", () => {
  const totals: Record<AuthorityType, [number, number, number, number]> = {
    county: [34, 4, 2, 5],
    district: [35, 1, 8, 1],
    unitary: [44, 0, 1, 0],
    metropolitan: [44, 0, 1, 0],
    "london-borough": [44, 0, 1, 0],
    "city-of-london": [44, 0, 1, 0],
    "isles-of-scilly": [44, 0, 1, 0],
    "national-park": [18, 3, 0, 24],
    gla: [19, 2, 0, 24],
    tfl: [19, 3, 0, 23],
  };

  test.each(AUTHORITY_TYPES)("the totals of the matrix hold for %s", (type) => {
    const answers = ofClass("mandatory").map(
      (one) => applies(one.id, type, TODAY, "equivalent").applicability,
    );
    const count = (which: string) => answers.filter((one) => one === which).length;
    expect([count("full"), count("partial"), count("signpost"), count("none")]).toEqual(totals[type]);
  });

  test("bus passes were the districts' until 31 March 2011 and are the counties' since", () => {
    const who = (type: AuthorityType, day: string) => applies("08-m2", type, day, "equivalent").applicability;
    expect([who("district", "2011-03-31"), who("county", "2011-03-31")]).toEqual(["full", "signpost"]);
    expect([who("district", "2011-04-01"), who("county", "2011-04-01")]).toEqual(["signpost", "full"]);
  });

  test("by the letter, a district of today is asked what a district of 2005 was asked", () => {
    expect(applies("08-m2", "district", TODAY, "letter").applicability).toBe("full");
    expect(applies("01-m4", "unitary", TODAY, "letter").applicability).toBe("full");
  });

  test("student awards are nobody's function today, and the ground is given", () => {
    expect(applies("01-m4", "county", TODAY, "equivalent")).toMatchObject({ applicability: "signpost" });
    expect(applies("01-m4", "county", TODAY, "equivalent").why).toContain("Student Finance England");
  });

  test("a district is left out of library renewals in the paper's own words", () => {
    expect(applies("07-m1", "district", TODAY, "equivalent").why).toContain("(not District Councils)");
  });

  test("outcomes that every type shares are told from those that types differ in", () => {
    expect(appliesUnevenly("13-m1", TODAY, "equivalent")).toBe(false);
    expect(appliesUnevenly("09-m1", TODAY, "equivalent")).toBe(true);
  });
});
