import type { AuditSubject } from "../authorities/types.js";
import type { Level, OutcomeClass, OutcomeId, Profile } from "../outcomes/types.js";
import type { StoppedBy } from "../snapshot/types.js";

export type Verdict = "met" | "partly-met" | "not-met" | "cannot-tell" | "not-applicable";
export const VERDICTS: readonly Verdict[] = ["met", "partly-met", "not-met", "cannot-tell", "not-applicable"];

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type Measures = Record<string, Json>;

export interface Evidence {
  url: string;
  /** What was found there, in words a web manager understands. */
  found: string;
  /** ≤ 300 characters as the page has them; contact details of people masked. */
  excerpt: string;
  retrievedAt: string;
  /** SHA-256 of the body as received; empty for a request that gave none. */
  sha256: string;
}

/** One of the several things an outcome asks for. */
export interface Limb {
  /** `a`, `b` … as the domain rules letter them. */
  key: string;
  name: string;
  verdict: Verdict;
  reason: string;
  level: Level | null;
  evidence: Evidence[];
}

/** A probe's answer for one outcome, before words are put to it. */
export interface Judgement {
  outcome: OutcomeId;
  verdict: Verdict;
  /** Short key that says why; the sentences are chosen by it. */
  reason: string;
  level: Level | null;
  evidence: Evidence[];
  measures: Measures;
  limbs: Limb[];
  /** Score interval, when it is not the verdict's usual one (capped, or a limb disproved). */
  points: [number, number] | null;
}

export interface Finding {
  outcome: OutcomeId;
  title: string;
  area: number | null;
  class: OutcomeClass;
  verdict: Verdict;
  reason: string;
  level: Level | null;
  /** `wai-aa@1`: which probe gave it, at which version. */
  probe: string;
  summary: string;
  remedy: string | null;
  evidence: Evidence[];
  measures: Measures;
  limbs: Limb[];
  points: [number, number] | null;
}

export interface Coverage {
  pagesFetched: number;
  pagesInSeries: number;
  pagesInBrowser: number;
  pagesFailed: number;
  pagesDisallowed: number;
  pagesFound: number;
  stoppedBy: StoppedBy;
}

/** The contract's JSON of one audit, format council-audit/1. */
export interface AuditDocument {
  format: "council-audit/1";
  tool: { name: string; version: string; engines: Record<string, string> };
  run: {
    id: string;
    startedAt: string;
    finishedAt: string;
    duties: string[];
    profile: Profile;
    /** ISO date the site was judged as on. */
    asOf: string;
  };
  authority: (AuditSubject & { gssCode: string | null }) | null;
  site: { requested: string; homepage: string | null };
  coverage: Coverage;
  findings: Finding[];
  score: Json;
}
