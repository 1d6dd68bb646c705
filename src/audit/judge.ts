import type { JudgeContext, Probe } from "../../probes/probe.js";
import { sharedWords } from "../../probes/words.js";
import type { AuditSubject } from "../authorities/types.js";
import { messageOf } from "../errors.js";
import { applies, appliesToUnknown, appliesUnevenly } from "../outcomes/catalogue.js";
import type { Outcome, Profile } from "../outcomes/types.js";
import { Site, tried } from "../snapshot/site.js";
import type { Snapshot } from "../snapshot/types.js";
import type { Evidence, Finding, Judgement } from "./types.js";

export interface JudgeRequest {
  snapshot: Snapshot;
  subject: AuditSubject;
  asOf: string;
  profile: Profile;
  outcomes: readonly Outcome[];
  probes: readonly Probe[];
}

/** Stands for the rules that hold whatever the probe: applicability, unseen sites, outcomes without a probe. */
const CATALOGUE = "catalogue@1";

/**
 * Every outcome asked for, exactly once. Probes judge first; then the rules that no probe may break are laid over:
 * a site that could not be seen is `cannot-tell` throughout, an outcome that is not the authority's is `not-applicable`,
 * and an absence on the site of an authority of unknown type is `cannot-tell` where types differ.
 */
export function judge(request: JudgeRequest): Finding[] {
  const { snapshot, subject, asOf, profile } = request;
  const given = new Map<string, { judgement: Judgement; probe: Probe }>();
  const site = new Site(snapshot);
  const context: JudgeContext = {
    subject,
    asOf,
    profile,
    applies: (id) => (subject.type === null ? appliesToUnknown : applies(id, subject.type, asOf, profile)),
    before: (id) => given.get(id)?.judgement ?? null,
  };
  if (site.homepage) {
    for (const probe of request.probes) {
      for (const judgement of judgements(probe, site, context))
        given.set(judgement.outcome, { judgement, probe });
    }
  }
  return request.outcomes.map((outcome) => {
    const found = given.get(outcome.id);
    const judgement = overrule(outcome, found?.judgement ?? null, site, context);
    const byProbe = found && judgement === found.judgement;
    return worded(outcome, judgement, byProbe ? found.probe : null, found?.probe ?? null, context);
  });
}

/** One page that a probe chokes on must not take the other outcomes with it; the fault is shown, not hidden. */
function judgements(probe: Probe, site: Site, context: JudgeContext): Judgement[] {
  try {
    return probe.judge(site, context);
  } catch (error) {
    const fault = messageOf(error);
    return probe.outcomes.map((id) =>
      plain(id, "cannot-tell", "probe-failed", [], { fault: fault.slice(0, 300) }),
    );
  }
}

function overrule(
  outcome: Outcome,
  judgement: Judgement | null,
  site: Site,
  context: JudgeContext,
): Judgement {
  const { applicability, why } = context.applies(outcome.id);
  if (applicability === "none" || applicability === "signpost") {
    const signpost = judgement && judgement.verdict !== "not-met" ? judgement.evidence.slice(0, 1) : [];
    return plain(outcome.id, "not-applicable", "other-authority", signpost, {
      why,
      ...(applicability === "signpost" ? { signpost: judgement?.measures.signpost ?? null } : {}),
    });
  }
  if (!site.homepage) {
    const reason = site.snapshot.stoppedBy === "unreachable" ? "unreachable" : "blocked";
    return plain(outcome.id, "cannot-tell", reason, site.snapshot.failures.slice(0, 1).map(tried), {});
  }
  if (!judgement) return plain(outcome.id, "cannot-tell", "not-judged", [], {});
  if (
    context.subject.type === null &&
    judgement.verdict === "not-met" &&
    appliesUnevenly(outcome.id, context.asOf, context.profile)
  ) {
    return plain(outcome.id, "cannot-tell", "authority-unknown", judgement.evidence, judgement.measures);
  }
  return judgement;
}

function plain(
  outcome: string,
  verdict: "not-applicable" | "cannot-tell",
  reason: string,
  evidence: Evidence[],
  measures: Judgement["measures"],
): Judgement {
  return { outcome, verdict, reason, level: null, evidence, measures, limbs: [], points: null };
}

function worded(
  outcome: Outcome,
  judgement: Judgement,
  judgedBy: Probe | null,
  probe: Probe | null,
  context: JudgeContext,
): Finding {
  const words = judgedBy?.words[judgement.reason] ?? sharedWords[judgement.reason];
  const summary =
    judgement.reason === "other-authority"
      ? String(judgement.measures.why ?? "")
      : say(words?.summary, judgement, context);
  if (!summary) throw new Error(`No sentence for reason "${judgement.reason}" of ${outcome.id}`);
  return {
    outcome: outcome.id,
    title: outcome.title,
    area: outcome.area,
    class: outcome.class,
    verdict: judgement.verdict,
    reason: judgement.reason,
    level: judgement.level,
    probe: judgedBy
      ? `${judgedBy.id}@${judgedBy.version}`
      : probe
        ? `${probe.id}@${probe.version}`
        : CATALOGUE,
    summary,
    remedy: judgement.verdict === "met" ? null : say(words?.remedy ?? null, judgement, context),
    evidence: judgement.evidence,
    measures: judgement.measures,
    limbs: judgement.limbs,
    points: judgement.points,
  };
}

function say(
  sentence: string | ((judgement: Judgement, context: JudgeContext) => string) | null | undefined,
  judgement: Judgement,
  context: JudgeContext,
): string | null {
  if (!sentence) return null;
  return typeof sentence === "string" ? sentence : sentence(judgement, context);
}
