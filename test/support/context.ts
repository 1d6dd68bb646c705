import type { JudgeContext } from "../../probes/probe.js";
import type { AuthorityType } from "../../src/authorities/types.js";

/** A judge's context for tests: a unitary of 48 seats on 1 November 2026, every outcome applying. */
export function contextOf(
  changes: Partial<Omit<JudgeContext, "subject">> & {
    type?: AuthorityType | null;
    seats?: number | null;
    name?: string;
  } = {},
): JudgeContext {
  const { type = "unitary", seats = 48, name = "Example Council", ...rest } = changes;
  return {
    subject: { slug: "example", gssCode: "E06999999", name, type, councilSeats: seats, upperTierGss: null },
    asOf: "2026-11-01",
    profile: "equivalent",
    applies: () => ({ applicability: "full", why: "" }),
    before: () => null,
    ...rest,
  };
}
