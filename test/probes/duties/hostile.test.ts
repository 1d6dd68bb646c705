import fc from "fast-check";
import { expect, test } from "vitest";
import { datesOf } from "../../../probes/duties/freshness.js";
import { dutyProbes } from "../../../probes/duties/index.js";
import { Site } from "../../../src/snapshot/site.js";
import { contextOf } from "../../support/context.js";
import { snapshotOf } from "../../support/snapshot-of.js";

const WORDS = [
  "Accessibility statement",
  "Transparency",
  "Payments over £500",
  "2026/27",
  "31 June 2026",
  "<table><tr><td>1</td></tr>",
  '<a href="/x.csv">',
  '<a href="http://[">',
  "<form>",
  "Forward plan",
  "\u0000",
  "(((((",
  "fully compliant with WCAG",
  "[name of",
  "Privacy notice",
];

test("no page makes a duty's probe stumble, and every duty gets exactly one judgement", () => {
  const body = fc.array(fc.oneof(fc.constantFrom(...WORDS), fc.string({ maxLength: 40 })), { maxLength: 30 });
  fc.assert(
    fc.property(body, body, (first, second) => {
      const site = new Site(
        snapshotOf({
          "/": `<a href="/p">Transparency</a>${first.join(" ")}`,
          "/p": `<title>${second[0] ?? ""}</title><main><h1>${first[0] ?? ""}</h1>${second.join(" ")}</main>`,
        }),
      );
      const judgements = dutyProbes.flatMap((probe) => probe.judge(site, contextOf()));
      const given = judgements.map((one) => one.outcome).sort();
      expect(given).toEqual(dutyProbes.flatMap((probe) => [...probe.outcomes]).sort());
      for (const one of judgements) {
        if (one.verdict === "met" || one.verdict === "partly-met" || one.verdict === "not-met")
          expect(one.evidence.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 40 },
  );
});

test("years of laws and promises of the next edition date nothing", () => {
  const text =
    "Localism Act 2011, Regulations (No. 2) 2018 and the Transparency Code 2015. Next review due March 2027. Figures for May 2026.";
  expect(datesOf(text).map((one) => one.date)).toEqual(["2026-05-01"]);
});
