import axe from "axe-core";
import { expect, test } from "vitest";
import { criteriaOf, ruleLevel } from "../../src/browser/criteria.js";

test("criteria are read off tags, two-digit ones too", () => {
  expect(criteriaOf(["cat.color", "wcag2aa", "wcag143", "wcag1410"])).toEqual(["1.4.3", "1.4.10"]);
});

test("the lowest level of a rule's criteria is its level", () => {
  expect(ruleLevel(["wcag2a", "wcag211", "wcag213"])).toBe("A");
  expect(ruleLevel(["wcag22aa", "wcag258"])).toBe("AA");
  expect(ruleLevel(["best-practice"])).toBe("best-practice");
});

test("a rule that names 4.1.1 only is obsolete", () => {
  expect(ruleLevel(["wcag2a-obsolete", "wcag411"])).toBe("obsolete");
});

test("every WCAG rule of the engine has a level that agrees with its own tag", () => {
  for (const { ruleId, tags } of axe.getRules(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])) {
    const declared = tags.some((tag) => /^wcag2\d?a$/.test(tag)) ? "A" : "AA";
    expect([ruleId, ruleLevel(tags)]).toEqual([ruleId, declared]);
  }
});
