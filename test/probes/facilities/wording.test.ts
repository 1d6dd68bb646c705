import { describe, expect, test } from "vitest";
import { facilityProbes } from "../../../probes/facilities/index.js";
import { wordingPattern } from "../../../probes/facilities/wording.js";
import { REASONS } from "../../../probes/facilities/words.js";

describe("wordings", () => {
  test("a space also stands for a hyphen or nothing where it is optional, an apostrophe may be missing or curly", () => {
    expect(wordingPattern(["e ?voting"]).test("E-voting pilot")).toBe(true);
    expect(wordingPattern(["e ?voting"]).test("evoting pilot")).toBe(true);
    expect(wordingPattern(["home ?choice"]).test("HomeChoice")).toBe(true);
    expect(wordingPattern(["bus pass"]).test("bus-pass")).toBe(true);
    expect(wordingPattern(["bus pass"]).test("buspass")).toBe(false);
    expect(wordingPattern(["suppliers' guide"]).test("Suppliers’ guide")).toBe(true);
    expect(wordingPattern(["suppliers' guide"]).test("suppliers guide")).toBe(true);
    expect(wordingPattern(["terms and conditions"]).test("Terms & conditions")).toBe(true);
    expect(wordingPattern(["my( [\\w ]+)? account"]).test("my council tax account")).toBe(true);
  });

  test("words are whole words", () => {
    expect(wordingPattern(["tender"]).test("bartender")).toBe(false);
    expect(wordingPattern(["in year"]).test("in yearly terms")).toBe(false);
  });

  test("no wording matches an empty name, and every outcome says what the crawler is to look for", () => {
    for (const probe of facilityProbes) {
      for (const outcome of probe.outcomes) {
        const looksFor = probe.looksFor[outcome];
        expect(looksFor, outcome).toBeDefined();
        for (const pattern of looksFor?.links ?? []) {
          expect(pattern.test(""), `${outcome} ${pattern}`).toBe(false);
          expect(pattern.test("Home"), `${outcome} ${pattern}`).toBe(false);
          expect(pattern.test("Skip to content"), `${outcome} ${pattern}`).toBe(false);
        }
        for (const query of looksFor?.queries ?? [])
          expect(query.split(" ").length, query).toBeLessThanOrEqual(3);
      }
    }
  });

  test("every reason has its sentence in every probe", () => {
    for (const probe of facilityProbes) {
      for (const reason of REASONS) expect(probe.words[reason], `${probe.id} ${reason}`).toBeDefined();
    }
  });
});
