import type { Evidence, Judgement, Limb } from "../../src/audit/types.js";
import type { AuthorityType } from "../../src/authorities/types.js";
import type { Level, OutcomeId } from "../../src/outcomes/types.js";
import type { LooksFor, Site } from "../../src/snapshot/site.js";
import { seen } from "../../src/snapshot/site.js";
import { cannotTell, defineProbe, type JudgeContext, notApplicable, type Probe } from "../probe.js";
import { combineLimbs } from "./combine.js";
import { judgeLimb } from "./limbs.js";
import { siteView } from "./site-view.js";
import type { Facility, FacilityData, JudgedLimb, LimbData, Room } from "./types.js";
import { looksForOf, patternOf } from "./wording.js";
import { facilityWords } from "./words.js";

/** What one outcome asks for, as data; {@link facilityProbe} judges it. */
export function facility(outcome: OutcomeId, data: FacilityData): Facility {
  return { outcome, ...data };
}

/** One probe for the facilities of an area. */
export function facilityProbe(id: string, version: number, facilities: readonly Facility[]): Probe {
  const looksFor = new Map<OutcomeId, LooksFor>(facilities.map((one) => [one.outcome, looksForOf(one)]));
  return defineProbe({
    id,
    version,
    outcomes: facilities.map((one) => one.outcome),
    looksFor: Object.fromEntries(looksFor),
    judge: (site, context) => {
      const given = new Map<OutcomeId, Judgement>();
      // Outcomes of the same area may lean on one another (06-m2 on 06-m1), so each is known to the next.
      const inner: JudgeContext = { ...context, before: (one) => given.get(one) ?? context.before(one) };
      for (const one of facilities) {
        given.set(one.outcome, judgeFacility(one, looksFor.get(one.outcome) ?? { links: [] }, site, inner));
      }
      return [...given.values()];
    },
    words: facilityWords(facilities),
  });
}

export function judgeFacility(
  data: Facility,
  looksFor: LooksFor,
  site: Site,
  context: JudgeContext,
): Judgement {
  const { applicability } = context.applies(data.outcome);
  if (applicability === "none") return notApplicable(data.outcome, "other-authority");
  const room: Room = { view: siteView(site), context, facility: data, looksFor };
  if (applicability === "signpost") return signpost(room);

  const judged: JudgedLimb[] = data.limbs
    .filter((limb) => asked(limb, context))
    .map((limb) => ({ limb, answer: judgeLimb(room, limb) }));
  const combined = data.combine?.(judged, room) ?? combineLimbs(judged);
  if (data.elusive && combined.verdict === "not-met") {
    return cannotTell(data.outcome, "internal-only", evidenceOf(judged), { measures: {} });
  }
  const counted = judged.filter((one) => !one.limb.supporting);
  const capped = data.atMost === "partly-met" && combined.verdict === "met";
  const judgement: Judgement = {
    outcome: data.outcome,
    verdict: capped ? "partly-met" : combined.verdict,
    reason: capped ? "capped" : combined.reason,
    level: combined.verdict === "cannot-tell" ? null : (combined.level ?? levelOf(counted)),
    evidence: [...(combined.evidence ?? []), ...evidenceOf(judged)].slice(0, 10),
    measures: Object.assign({}, ...judged.map((one) => one.answer.measures ?? {})),
    limbs: judged.length > 1 ? judged.map(limbOf) : [],
    points: capped ? [0.5, 1] : combined.points,
  };
  const claims =
    judgement.verdict === "met" || judgement.verdict === "partly-met" || judgement.verdict === "not-met";
  if (claims && judgement.evidence.length === 0) {
    return cannotTell(data.outcome, "ambiguous", [], {
      limbs: judgement.limbs,
      measures: judgement.measures,
    });
  }
  return judgement;
}

/** Another body's service: only whether this site shows the way to it is recorded. */
function signpost(room: Room): Judgement {
  const { view, facility: data } = room;
  for (const limb of data.limbs) {
    for (const { link, from } of view.linksNamed(patternOf(limb))) {
      if (view.site.isOwn(link.url)) continue;
      return notApplicable(
        data.outcome,
        "other-authority",
        [seen(from.page, `Shows the way to ${new URL(link.url).hostname}`, link.name)],
        { measures: { signpost: link.url } },
      );
    }
  }
  return notApplicable(data.outcome, "other-authority", [], { measures: { signpost: null } });
}

function asked(limb: LimbData, context: JudgeContext): boolean {
  if (limb.from && context.asOf < limb.from) return false;
  if (limb.to && context.asOf >= limb.to) return false;
  if (limb.profile && limb.profile !== context.profile) return false;
  const { type } = context.subject;
  return !limb.appliesTo || type === null || (limb.appliesTo as readonly AuthorityType[]).includes(type);
}

/** Of several limbs the highest rung that was reached; which of them fall short of it the limbs themselves tell. */
function levelOf(judged: readonly JudgedLimb[]): Level | null {
  const levels = judged
    .filter((one) => one.answer.verdict !== "not-applicable" && one.answer.verdict !== "cannot-tell")
    .map((one) => one.answer.level ?? 0);
  return levels.length === 0 ? null : (Math.max(...levels) as Level);
}

function evidenceOf(judged: readonly JudgedLimb[]): Evidence[] {
  const kept = new Map<string, Evidence>();
  const weight = (one: JudgedLimb) =>
    ["met", "partly-met", "cannot-tell", "not-met", "not-applicable"].indexOf(one.answer.verdict);
  for (const one of [...judged].sort((a, b) => weight(a) - weight(b))) {
    for (const evidence of one.answer.evidence) {
      const key = `${evidence.url} ${evidence.found}`;
      if (!kept.has(key)) kept.set(key, evidence);
    }
  }
  return [...kept.values()].slice(0, 10);
}

function limbOf({ limb, answer }: JudgedLimb): Limb {
  return {
    key: limb.key,
    name: limb.name,
    verdict: answer.verdict,
    reason: answer.reason,
    level: answer.level,
    evidence: answer.evidence.slice(0, 3),
  };
}
