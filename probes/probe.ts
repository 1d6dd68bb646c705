import type { Evidence, Judgement, Limb, Measures } from "../src/audit/types.js";
import type { AuditSubject } from "../src/authorities/types.js";
import type { AppliesAnswer, Level, OutcomeId, Profile } from "../src/outcomes/types.js";
import type { LooksFor, Site } from "../src/snapshot/site.js";
import type { Page } from "../src/snapshot/types.js";

/** What a judgement may depend on besides the snapshot. */
export interface JudgeContext {
  subject: AuditSubject;
  /** ISO date the site is judged as on: the run's start, or `--as-of`. */
  asOf: string;
  profile: Profile;
  /** Whether an outcome applies to the subject; an unknown type gets `full`. */
  applies(outcome: OutcomeId): AppliesAnswer;
  /** Judgements of probes that were listed before this one (02-b1 inherits from 12-m1 and 12-m2). */
  before(outcome: OutcomeId): Judgement | null;
}

/**
 * A page that a probe wants fetched besides the ordinary crawl, because it belongs to a series that must be read
 * whole: every councillor, every letter of an A–Z. Series pages do not use up the page budget.
 */
export interface Lead {
  url: string;
  series: string;
  linkName: string;
  /** Read only on behalf of this probe; links on it are not followed. Default true. */
  leaf?: boolean;
  /** Mask contact details before anything is stored: the page is about a person. */
  personal?: boolean;
}

export interface LeadContext {
  subject: AuditSubject;
  asOf: string;
  isOwn(url: string): boolean;
  /** Pages read so far. */
  pages(): readonly Page[];
}

export type Sentence = string | ((judgement: Judgement, context: JudgeContext) => string);
/** Sentences by reason: what is shown, and what to do about it (null: nothing to do). */
export type Words = Record<string, { summary: Sentence; remedy: Sentence | null }>;

/** Judges one or several outcomes from a snapshot; pure: no network, browser, database, clock or chance. */
export interface Probe {
  id: string;
  /** Raised whenever a verdict can change; stored with every finding. */
  version: number;
  outcomes: readonly OutcomeId[];
  /** By outcome. */
  looksFor: Readonly<Record<OutcomeId, LooksFor>>;
  /** Longest series it may ask for. Default 150 pages. */
  maxSeriesPages?: number;
  /** Called once for each page as it is read. */
  leads?(page: Page, context: LeadContext): Lead[];
  /** Whether a page's served HTML leaves out what this probe must read, so that a browser should render it. */
  needsBrowser?(page: Page): boolean;
  judge(site: Site, context: JudgeContext): Judgement[];
  words: Words;
}

export function defineProbe(probe: Probe): Probe {
  return probe;
}

export type SomeEvidence = readonly [Evidence, ...Evidence[]];

export interface Extras {
  level?: Level | null;
  measures?: Measures;
  limbs?: Limb[];
  points?: [number, number];
}

function judgement(
  outcome: OutcomeId,
  verdict: Judgement["verdict"],
  reason: string,
  evidence: readonly Evidence[],
  extras: Extras,
): Judgement {
  return {
    outcome,
    verdict,
    reason,
    level: extras.level ?? null,
    evidence: [...evidence],
    measures: extras.measures ?? {},
    limbs: extras.limbs ?? [],
    points: extras.points ?? null,
  };
}

export function met(
  outcome: OutcomeId,
  reason: string,
  evidence: SomeEvidence,
  extras: Extras = {},
): Judgement {
  return judgement(outcome, "met", reason, evidence, extras);
}
export function partlyMet(
  outcome: OutcomeId,
  reason: string,
  evidence: SomeEvidence,
  extras: Extras = {},
): Judgement {
  return judgement(outcome, "partly-met", reason, evidence, extras);
}
/** Evidence of an absence is where was looked. */
export function notMet(
  outcome: OutcomeId,
  reason: string,
  evidence: SomeEvidence,
  extras: Extras = {},
): Judgement {
  return judgement(outcome, "not-met", reason, evidence, extras);
}
export function cannotTell(
  outcome: OutcomeId,
  reason: string,
  evidence: readonly Evidence[] = [],
  extras: Extras = {},
): Judgement {
  return judgement(outcome, "cannot-tell", reason, evidence, extras);
}
export function notApplicable(
  outcome: OutcomeId,
  reason: string,
  evidence: readonly Evidence[] = [],
  extras: Extras = {},
): Judgement {
  return judgement(outcome, "not-applicable", reason, evidence, extras);
}

/** Nothing was found: `not-met` after a complete search, `cannot-tell` when the search was cut short. */
export function notFound(site: Site, outcome: OutcomeId, looksFor: LooksFor, extras: Extras = {}): Judgement {
  const search = site.searchCoverage(looksFor);
  const [first, ...rest] = search.tried;
  if (!search.complete || !first) {
    return cannotTell(
      outcome,
      search.reason === "complete" ? "crawl-incomplete" : search.reason,
      search.tried,
      {
        ...extras,
        level: null,
      },
    );
  }
  return notMet(outcome, "not-found", [first, ...rest], { level: 0, ...extras });
}
