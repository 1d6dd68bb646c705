import type { AuthorityType } from "../authorities/types.js";

export type OutcomeClass = "mandatory" | "best-practice" | "discretionary" | "duty";

/** `12-m1` of the paper, or `T-01` of today's duties. */
export type OutcomeId = string;

/** `equivalent`: judged against today's form of the thing; `letter`: as printed in 2004. */
export type Profile = "equivalent" | "letter";

/** full: applies; partial: to the limbs it is responsible for; signpost: another body's, only a signpost is recorded; none. */
export type Applicability = "full" | "partial" | "signpost" | "none";

/** Evidence ladder: 0 nothing, 1 information, 2 form to download or contact, 3 form online, 4 transaction online. */
export type Level = 0 | 1 | 2 | 3 | 4;

export interface Outcome {
  id: OutcomeId;
  /** 1–14; null for today's duties. */
  area: number | null;
  areaName: string;
  class: OutcomeClass;
  title: string;
  /** Verbatim wording of the paper (or the duty in one sentence). */
  quote: string;
  /** F: fully observable from outside, P: partly, N: not. */
  observable: "F" | "P" | "N";
  /** Rung from which it is met; null where the outcome has a scale of its own. */
  threshold: Level | null;
  howObserved: string;
  /** Present-day form of the thing, when profiles differ. */
  today: string | null;
}

export interface AppliesAnswer {
  applicability: Applicability;
  /** Why, for `not-applicable`: one sentence with the paper's or the law's ground. */
  why: string;
}

export type Applies = (
  outcome: OutcomeId,
  type: AuthorityType,
  asOf: string,
  profile: Profile,
) => AppliesAnswer;
