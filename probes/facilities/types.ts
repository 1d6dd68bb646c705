import type { Evidence, Verdict } from "../../src/audit/types.js";
import type { AuthorityType } from "../../src/authorities/types.js";
import type { Level, OutcomeId, Profile } from "../../src/outcomes/types.js";
import type { LooksFor } from "../../src/snapshot/site.js";
import type { JudgeContext } from "../probe.js";
import type { SiteView } from "./site-view.js";

/** How a page can show that the thing is done online, beyond a form (rung 4 of the ladder). */
export type Transaction = "sign-in" | "look-up" | "payment" | "search" | "booking" | "upload";

/** Words that name a thing: sources of regular expressions, word boundaries put around them, case ignored. */
export interface Topic {
  /** Matched against link names, titles, headings and text. */
  wordings: readonly string[];
  /** Look alike and are something else: a name that matches is not of the topic. */
  notThese?: readonly string[];
  /** Sources tested against path and query of an address; a hit still has to be borne out by the page's text. */
  paths?: readonly string[];
  /** Wordings of things that only a page about it speaks of together: with so many of them it is about it, whatever its name. */
  signals?: { of: readonly string[]; atLeast: number };
  /** PDFs that are called so, by their title or by a link on an own page, are read like pages. */
  documents?: boolean;
}

interface LimbBase {
  key: string;
  name: string;
  /** The page where a visitor looks for it, for the remedy. */
  where?: string;
  /** Types of authority that are responsible for it; absent: all that the outcome applies to. */
  appliesTo?: readonly AuthorityType[];
  /** ISO dates between which it is asked (`from` inclusive, `to` exclusive). */
  from?: string;
  to?: string;
  profile?: Profile;
  /** Shown, and not combined into the verdict. */
  supporting?: boolean;
}

/** A facility judged on the evidence ladder. */
export interface LadderLimb extends LimbBase, Topic {
  kind?: "ladder";
  /** Rung from which it is met. */
  threshold: Level;
  /** Where its ladder ends: information is all that is asked, whatever else was found. */
  top?: Level;
  /**
   * On a page about the wider matter a sentence that speaks of this and of one of `says` is how it is done: “choose
   * in-year admission in the same portal”.
   */
  within?: { wordings: readonly string[]; says: readonly string[] };
  /** Another body's page of that name, reached by a working link from an own page, is all that is asked. */
  byLink?: boolean;
  /** What a recognised product's entry point must do to prove it. */
  does?: readonly string[];
  /** A recognised product of this one purpose proves it, whatever the own page that leads there is called. */
  byProduct?: boolean;
  /** Products that only hold information about it (another public body's site): rung 1, or what the page itself shows. */
  informedBy?: readonly string[];
  /** What counts as rung 4 on a page of no recognised product. */
  fourth?: readonly Transaction[];
  /** Stands in for the form: prose that says how it is done when no form is needed (dated data, so on own pages only). */
  orStatement?: readonly string[];
  /** Pages in these noisy places count all the same. */
  keepNoise?: readonly Noise[];
  /** The page must also say this (sources; each one of them) for rung 1 to count. */
  mustSay?: readonly string[];
  /** Source: a sentence that also matches this says something else than `mustSay` asks. */
  never?: string;
  /** Only the newest date within so many months counts as current. */
  freshMonths?: number;
}

/** A published statement: on a page about the topic, or anywhere on own pages when `anywhere`, one of the patterns. */
export interface SaysLimb extends LimbBase, Topic {
  kind: "says";
  /** Sources of regular expressions tested on the page's own text. */
  says: readonly string[];
  anywhere?: boolean;
  /** `claim`: the authority's word about a facility (grade C, never more than partly). Default `publication`. */
  grade?: "publication" | "claim";
  /** Verdict when the page is there and the statement is not. Default partly-met. */
  otherwise?: "partly-met" | "not-met" | "cannot-tell";
  /** Verdict when there is no such page after a complete search. Default not-met. */
  absent?: "not-met" | "cannot-tell";
  keepNoise?: readonly Noise[];
  /** Source: a sentence that also matches this says something else. */
  never?: string;
  /** Source: the sentence must be about this as well, unless the page's name is. */
  needs?: string;
  /** What the body that the authority's site leads to says of it counts as well: a combined authority, a contractor. */
  partners?: boolean;
}

/** Two dated figures of one indicator, the later better than the earlier; or a share that has to be reached. */
export interface FiguresLimb extends LimbBase, Topic {
  kind: "figures";
  better: "higher" | "lower";
  /** How much better, in the figure's own unit. Default: any. */
  by?: number;
  unit: "percent" | "days";
  /** The newest figure has to reach this; dates are not asked for. */
  atLeast?: number;
  /** Under a caption or heading `about` the matter, rows (or columns, or sentences) of these wordings are of it. */
  within?: { about: readonly string[]; rows: readonly string[] };
  /** Source: label, caption, heading or title must also say this. */
  needs?: string;
  /** Wordings of another indicator that is told in the same breath. */
  rivals?: readonly string[];
  /** Source: labels of a kind that is judged only where there is no other. */
  apart?: string;
  /** Mounts up over a year: parts of a year are compared with the same parts only. */
  cumulative?: boolean;
}

/** Cannot be seen from outside: clues are listed and the verdict does not move. */
export interface HiddenLimb extends LimbBase, Topic {
  kind: "hidden";
  reason?: "internal-only" | "needs-submission" | "needs-human" | "needs-payment";
}

/** A limb with a judge of its own. */
export interface SpecialLimb extends LimbBase, Topic {
  kind: "special";
  judge: (room: Room, limb: SpecialLimb) => LimbAnswer;
}

export type LimbData = LadderLimb | SaysLimb | FiguresLimb | HiddenLimb | SpecialLimb;

export interface FacilityData {
  /** Short name that fits into “…: apply online”. */
  name: string;
  /** Words for the site's own search, likeliest first. */
  queries: readonly string[];
  /** Default page where it should be linked. */
  where: string;
  limbs: readonly LimbData[];
  /** Takes part in no verdict of its own: another outcome's judgement decides. */
  enough?: number;
  /** Weighs the limbs in another way than the table of rule 0.3. */
  combine?: (answers: readonly JudgedLimb[], room: Room) => Combined | null;
  /** Nothing more is published than so: the highest verdict it can have from outside. */
  atMost?: "partly-met";
  /** Authorities do it without a public page: finding none proves nothing. */
  elusive?: boolean;
}

export interface Facility extends FacilityData {
  outcome: OutcomeId;
}

/** Places of a site whose pages speak of services without offering them. */
export type Noise = "news" | "events" | "jobs" | "meetings" | "councillors" | "consultations" | "documents";

/** A limb's verdict, before it is written into a finding. */
export interface LimbAnswer {
  verdict: Verdict;
  reason: string;
  level: Level | null;
  evidence: Evidence[];
  measures?: Record<string, string | number | boolean | null>;
}

export interface JudgedLimb {
  limb: LimbData;
  answer: LimbAnswer;
}

export interface Combined {
  verdict: Verdict;
  reason: string;
  points: [number, number] | null;
  /** What decided, where no limb of its own holds it; shown first. */
  evidence?: readonly Evidence[];
  level?: Level;
}

/** What the judge of a limb works with. */
export interface Room {
  view: SiteView;
  context: JudgeContext;
  facility: Facility;
  looksFor: LooksFor;
}
