import { expect, test } from "vitest";
import { probes } from "../../probes/index.js";
import { paperOutcomes } from "../../src/outcomes/catalogue.js";

test("every outcome of the paper is judged by exactly one probe", () => {
  const judged = probes.flatMap((probe) => probe.outcomes);
  expect(judged.filter((id, at) => judged.indexOf(id) !== at)).toEqual([]);
  expect([...judged].sort()).toEqual(paperOutcomes.map((one) => one.id).sort());
});

test("probe ids are unique, and every probe says what it looks for", () => {
  expect(new Set(probes.map((probe) => probe.id)).size).toBe(probes.length);
  for (const probe of probes) {
    for (const outcome of Object.keys(probe.looksFor)) expect(probe.outcomes).toContain(outcome);
  }
});
