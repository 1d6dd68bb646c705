import { describe, expect, test } from "vitest";
import { dutyProbes } from "../../../probes/duties/index.js";
import { probes, probesFor } from "../../../probes/index.js";
import { documentOf } from "../../../src/audit/document.js";
import { duties, outcomesOf, strengthOf } from "../../../src/outcomes/catalogue.js";
import { contextOf } from "../../support/context.js";
import { snapshotOf } from "../../support/snapshot-of.js";
import { home, judged } from "./judge-duty.js";

const snapshot = snapshotOf({ "/": home(["/a", "A to Z"]) });
const terms = (chosen: string[]) => ({
  runId: "r",
  duties: chosen,
  profile: "equivalent" as const,
  asOf: "2026-11-01",
});

describe("probes of today's duties", () => {
  test("cost nothing when only the paper is asked for", () => {
    expect(probesFor(["2005"])).toEqual(probes);
    expect(
      probesFor(["2005"])
        .flatMap((one) => one.outcomes)
        .some((id) => id.startsWith("T-")),
    ).toBe(false);
  });

  test("stand after the paper's, on which they lean", () => {
    expect(probesFor(["today"]).slice(0, probes.length)).toEqual(probes);
    expect(probesFor(["2005", "today"])).toEqual([...probes, ...dutyProbes]);
  });

  test("judge every duty of the catalogue, once", () => {
    const judgedIds = dutyProbes.flatMap((one) => one.outcomes);
    expect([...judgedIds].sort()).toEqual(duties.map((one) => one.id).sort());
    expect(new Set(judgedIds).size).toBe(judgedIds.length);
  });

  test.each([["2005"], ["today"], ["2005", "today"]])(
    "fill a document of %s %s with its outcomes only",
    (...chosen) => {
      const asked = chosen.filter((one): one is string => typeof one === "string");
      const document = documentOf(snapshot, contextOf().subject, terms(asked));
      expect(document.findings.map((one) => one.outcome)).toEqual(outcomesOf(asked).map((one) => one.id));
      expect(
        document.findings.filter((one) => one.reason === "probe-failed" || one.reason === "not-judged"),
      ).toEqual([]);
      for (const one of document.findings) {
        if (["met", "partly-met", "not-met"].includes(one.verdict))
          expect(one.evidence.length).toBeGreaterThan(0);
      }
    },
  );

  test("never print “not met” for what is only guidance and absent", () => {
    const guidance = duties.filter((one) => strengthOf(one.id) === "guidance");
    expect(guidance.length).toBeGreaterThan(5);
    for (const one of guidance) expect(judged(one.id, { "/": home() }).verdict).not.toBe("not-met");
  });

  test("give every absence or shortfall a remedy", () => {
    const document = documentOf(snapshot, contextOf().subject, terms(["today"]));
    for (const one of document.findings.filter(
      (finding) => finding.verdict === "not-met" || finding.verdict === "partly-met",
    )) {
      expect(one.remedy, one.outcome).toBeTruthy();
    }
  });
});
