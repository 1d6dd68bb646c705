import type { Judgement, Limb } from "../../src/audit/types.js";
import { strengthOf } from "../../src/outcomes/catalogue.js";
import type { OutcomeId } from "../../src/outcomes/types.js";
import type { LooksFor, Site } from "../../src/snapshot/site.js";
import { judgeFacility } from "../facilities/facility.js";
import type { Facility } from "../facilities/types.js";
import { looksForOf } from "../facilities/wording.js";
import { cannotTell, defineProbe, type Extras, notFound, type Probe } from "../probe.js";
import { withHub } from "./hub.js";
import { dutyWords } from "./words.js";

export interface DutyProbeOptions {
  id: string;
  version: number;
  /** What is linked from a transparency page: an absence is told only when that page was read. */
  fromHub?: boolean;
}

/** Duties that are publications, judged as facilities are: by limbs, applicability and the completeness of the search. */
export function dutyProbe(options: DutyProbeOptions, duties: readonly Facility[]): Probe {
  const looksFor = new Map<OutcomeId, LooksFor>(
    duties.map((one) => [one.outcome, options.fromHub ? withHub(looksForOf(one)) : looksForOf(one)]),
  );
  return defineProbe({
    id: options.id,
    version: options.version,
    outcomes: duties.map((one) => one.outcome),
    looksFor: Object.fromEntries(looksFor),
    judge: (site, context) =>
      duties.map((one) =>
        inDutyTerms(judgeFacility(one, looksFor.get(one.outcome) ?? { links: [] }, site, context)),
      ),
    words: dutyWords(duties),
  });
}

/** A council without the thing is not a council without the function: its own word for it is the reason. */
function inDutyTerms(judgement: Judgement): Judgement {
  const said = judgement.verdict === "not-applicable" && judgement.evidence.length > 0;
  if (said && judgement.reason === "not-responsible") return { ...judgement, reason: "not-here" };
  return softened(judgement);
}

/** What nobody is bound to publish is “not found” when it is absent, never “not met”: its limbs included. */
export function softened(judgement: Judgement): Judgement {
  if (strengthOf(judgement.outcome) !== "guidance") return judgement;
  const limbs = judgement.limbs.map(
    (limb): Limb =>
      limb.verdict === "not-met"
        ? { ...limb, verdict: "cannot-tell", reason: "guidance-not-found", level: null }
        : limb,
  );
  if (judgement.verdict !== "not-met") return { ...judgement, limbs };
  return cannotTell(judgement.outcome, "guidance-not-found", judgement.evidence, {
    limbs,
    measures: judgement.measures,
  });
}

/** Nothing found: in a duty's own terms (see {@link softened}). */
export function dutyNotFound(
  site: Site,
  outcome: OutcomeId,
  looksFor: LooksFor,
  extras: Extras = {},
): Judgement {
  return softened(notFound(site, outcome, looksFor, extras));
}
