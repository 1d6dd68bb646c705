import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Verdict } from "../../src/audit/types.js";
import { paperOutcomes } from "../../src/outcomes/catalogue.js";
import { displayOrder, type Ranked, rankRanges, rankText } from "../../src/score/rank.js";
import { interval, pointsOf, type Scored, scoreOf } from "../../src/score/score.js";

const mandatory = paperOutcomes.filter((one) => one.class === "mandatory");

function scored(verdicts: readonly (readonly [Verdict, ([number, number] | null)?])[]): Scored[] {
  return verdicts.map(([verdict, points], index) => {
    const outcome = mandatory[index];
    if (!outcome) throw new Error("more verdicts than mandatory outcomes");
    return {
      outcome: outcome.id,
      title: outcome.title,
      area: outcome.area,
      class: "mandatory",
      verdict,
      reason: "internal-only",
      summary: "",
      points: points ?? null,
    };
  });
}

function many(
  count: number,
  verdict: Verdict,
  points?: [number, number],
): [Verdict, ([number, number] | null)?][] {
  return Array.from({ length: count }, () => [verdict, points ?? null]);
}

describe("worked examples", () => {
  test("a unitary with 20 met, 8 partly, 5 not, 11 untold stands at 54–80 % with certainty 0.75", () => {
    const score = scoreOf(
      scored([
        ...many(20, "met"),
        ...many(8, "partly-met"),
        ...many(5, "not-met"),
        ...many(11, "cannot-tell"),
        ...many(1, "not-applicable"),
      ]),
    ).mandatory;
    expect([score.n, score.lowPercent, score.highPercent]).toEqual([44, 54, 80]);
    expect(score.certainty).toBeCloseTo(0.75, 10);
  });

  test("two capped partials widen the interval to 56–80 %", () => {
    const score = scoreOf(
      scored([
        ...many(20, "met"),
        ...many(8, "partly-met"),
        ...many(2, "partly-met", [0.5, 1]),
        ...many(5, "not-met"),
        ...many(9, "cannot-tell"),
        ...many(1, "not-applicable"),
      ]),
    ).mandatory;
    expect([score.lowPercent, score.highPercent]).toEqual([56, 80]);
  });

  test("45 times cannot-tell is 0–100 % with certainty 0", () => {
    const score = scoreOf(scored(many(45, "cannot-tell"))).mandatory;
    expect([score.lowPercent, score.highPercent, score.certainty]).toEqual([0, 100, 0]);
  });

  test("a national park's small denominator is its own: 9 met, 3 partly, 2 not, 4 untold of 18 is 58–81 %", () => {
    const score = scoreOf(
      scored([
        ...many(9, "met"),
        ...many(3, "partly-met"),
        ...many(2, "not-met"),
        ...many(4, "cannot-tell"),
        ...many(27, "not-applicable"),
      ]),
    ).mandatory;
    expect([score.n, score.lowPercent, score.highPercent]).toEqual([18, 58, 81]);
    expect(score.excluded).toHaveLength(27);
  });

  const ranked = (slug: string, low: number, high: number): Ranked => ({
    slug,
    name: slug,
    interval: { low, high },
  });

  test("overlapping intervals tie: C first, A and B second to third, D last", () => {
    const ranges = rankRanges([
      ranked("a", 0.6, 0.8),
      ranked("b", 0.7, 0.75),
      ranked("c", 0.81, 0.9),
      ranked("d", 0.4, 0.59),
    ]);
    expect([...ranges.values()].map((one) => [one.slug, one.best, one.worst])).toEqual([
      ["a", 2, 3],
      ["b", 2, 3],
      ["c", 1, 1],
      ["d", 4, 4],
    ]);
  });

  test("bounds that touch are a tie", () => {
    const ranges = rankRanges([ranked("a", 0.6, 0.8), ranked("b", 0.8, 0.9)]);
    expect(ranges.get("a")).toMatchObject({ best: 1, worst: 2 });
    expect(ranges.get("b")).toMatchObject({ best: 1, worst: 2 });
  });

  test("an area that cannot be seen says so instead of a number alone", () => {
    const findings = scored(many(45, "cannot-tell"));
    expect(scoreOf(findings).mandatory.areas.find((one) => one.area === 11)?.text).toContain(
      "cannot be judged from outside",
    );
  });

  test("a present-day unitary has 40 outcomes that are decidable from outside", () => {
    const findings = scored(mandatory.map((one) => [one.id === "01-m4" ? "not-applicable" : "met"]));
    expect(scoreOf(findings).mandatory.decidable).toBe(40);
  });

  test("no ranking when more than 30 % of what can be seen was not told for reasons of the crawl", () => {
    const findings = scored(many(45, "cannot-tell")).map((one) => ({ ...one, reason: "blocked" }));
    expect(scoreOf(findings).coverageGate.passed).toBe(false);
    expect(scoreOf(scored(many(45, "met"))).coverageGate.passed).toBe(true);
  });

  test("places are printed as a range with its denominator", () => {
    expect(rankText({ slug: "a", best: 3, worst: 9, of: 58 })).toBe("3rd–9th of 58");
    expect(rankText({ slug: "a", best: 11, worst: 11, of: 58 })).toBe("11th of 58");
  });
});

const anyPoints: fc.Arbitrary<[number, number]> = fc.constantFrom([0, 1], [0, 0.5], [0.5, 1], [0.5, 0.5]);
const anyFinding: fc.Arbitrary<{ verdict: Verdict; points: [number, number] | null }> = fc.record({
  verdict: fc.constantFrom<Verdict>("met", "partly-met", "not-met", "cannot-tell", "not-applicable"),
  points: fc.constant(null),
});
const anyFindings = fc.array(anyFinding, { minLength: 1, maxLength: 45 });

describe("invariants", () => {
  test("bounds are in order and within 0 and 1", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ verdict: fc.constantFrom<Verdict>("partly-met", "cannot-tell"), points: anyPoints }),
        ),
        (findings) => {
          const { low, high } = interval(findings);
          expect(0 <= low && low <= high && high <= 1).toBe(true);
        },
      ),
    );
  });

  test("learning that something is met raises low and never high; not met lowers high and never low", () => {
    fc.assert(
      fc.property(anyFindings, fc.nat(), (findings, pick) => {
        const untold = findings
          .map((one, index) => ({ one, index }))
          .filter(({ one }) => one.verdict === "cannot-tell");
        fc.pre(untold.length > 0);
        const at = untold[pick % untold.length]?.index ?? 0;
        const before = interval(findings);
        const met = interval(
          findings.map((one, index) => (index === at ? { verdict: "met" as const, points: null } : one)),
        );
        const not = interval(
          findings.map((one, index) => (index === at ? { verdict: "not-met" as const, points: null } : one)),
        );
        expect(met.low).toBeGreaterThan(before.low);
        expect(met.high).toBeLessThanOrEqual(before.high + 1e-12);
        expect(not.high).toBeLessThan(before.high);
        expect(not.low).toBeGreaterThanOrEqual(before.low - 1e-12);
      }),
    );
  });

  test("an outcome that does not apply changes nothing", () => {
    fc.assert(
      fc.property(anyFindings, (findings) => {
        expect(interval([...findings, { verdict: "not-applicable", points: null }])).toEqual(
          interval(findings),
        );
      }),
    );
  });

  test("counts sum to 45 and the score does not depend on the order of findings", () => {
    fc.assert(
      fc.property(
        fc.array(anyFinding, { minLength: 45, maxLength: 45 }),
        fc.infiniteStream(fc.nat()),
        (findings, order) => {
          const list = scored(findings.map((one) => [one.verdict, one.points]));
          const shuffled = list
            .map((one) => ({ one, key: order.next().value ?? 0 }))
            .sort((a, b) => a.key - b.key)
            .map(({ one }) => one);
          const score = scoreOf(list);
          expect(Object.values(score.mandatory.counts).reduce((sum, count) => sum + count, 0)).toBe(45);
          const again = scoreOf(shuffled);
          expect([again.mandatory.low, again.mandatory.high, again.mandatory.counts]).toEqual([
            score.mandatory.low,
            score.mandatory.high,
            score.mandatory.counts,
          ]);
        },
      ),
    );
  });

  test("the display order is a total order that every rank range allows", () => {
    const peer = fc
      .tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 }))
      .map(([a, b]) => ({ low: Math.min(a, b) / 20, high: Math.max(a, b) / 20 }));
    fc.assert(
      fc.property(fc.array(peer, { minLength: 1, maxLength: 40 }), (intervals) => {
        const peers = intervals.map((one, index) => ({
          slug: `s${index}`,
          name: `Council ${index}`,
          interval: one,
        }));
        const ranges = rankRanges(peers);
        displayOrder(peers).forEach((one, index) => {
          const range = ranges.get(one.slug);
          expect(range && range.best <= index + 1 && index + 1 <= range.worst).toBe(true);
        });
      }),
    );
  });

  test("the interval never flatters: not-applicable has no points and met has one", () => {
    expect(pointsOf({ verdict: "not-applicable", points: null })).toBeNull();
    expect(pointsOf({ verdict: "met", points: [0, 0] })).toEqual([1, 1]);
  });
});
