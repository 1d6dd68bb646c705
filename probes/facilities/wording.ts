import type { LooksFor } from "../../src/snapshot/site.js";
import type { IndexedText } from "../../src/text/indexed-text.js";
import { rememberingEach } from "../../src/text/remembering.js";
import { requireOneOf } from "../../src/text/required-words.js";
import { everywhere, expression, matchesOf } from "../expressions.js";
import { hostsDoing, pathsDoing } from "./platforms.js";
import type { FacilityData, LimbData, Topic } from "./types.js";

/** A topic's patterns, compiled once. */
export interface Pattern {
  is: RegExp;
  not: RegExp | null;
  paths: readonly RegExp[];
  signals: Signals | null;
}

/** Told by what it speaks of: each of these is one thing, so many must be there. */
export interface Signals {
  of: readonly RegExp[];
  atLeast: number;
}

/** One expression of many wordings, on word boundaries; a space also stands for a hyphen, “and” for “&”. */
export function wordingPattern(wordings: readonly string[]): RegExp {
  const sources = wordings.map((wording) => wording.replace(/\band\b/g, "(?:and|&)"));
  const pattern = expression(`(?<![\\w])(?:${sources.map(loosen).join("|")})(?![\\w])`);
  // What is loosened is spaces and apostrophes, between which letters stand as they were written.
  requireOneOf(pattern, sources);
  return pattern;
}

/**
 * Two words of one matter with a few others between them, in whichever order a sentence puts them: “apply for a council
 * home”, “council homes: how to apply”. Sources of regular expressions, as in every wording.
 */
export function near(one: string, other: string, between = 3): string {
  const gap = `[,:]?(?: [\\w'&]+[,:]?){0,${between}}? `;
  return `(?:${one})${gap}(?:${other})|(?:${other})${gap}(?:${one})`;
}

/** An article or a possessive that somebody else puts between two words: “join (the) housing register”. */
const ARTICLE = "(?:(?:an?|the|your|our|my|their)[\\s]+)?";

/** Spaces and apostrophes as people type them; inside a character class they only widen the class. */
function loosen(source: string): string {
  let loose = "";
  let inClass = false;
  for (let at = 0; at < source.length; at++) {
    const char = source[at] ?? "";
    if (char === "\\") {
      loose += char + (source[at + 1] ?? "");
      at++;
      continue;
    }
    if (char === "[") inClass = true;
    else if (char === "]") inClass = false;
    if (char === " ") {
      const optional = !inClass && source[at + 1] === "?";
      loose += inClass ? "\\s\\-–" : optional ? "[\\s\\-–]*" : `[\\s\\-–]+${ARTICLE}`;
      if (optional) at++;
    } else if (char === "'") {
      loose += inClass ? "'’" : source[at + 1] === "?" ? "['’]" : "['’]?";
    } else loose += char;
  }
  return loose;
}

/** Several topics are told by the same signals: one set of expressions for all of them. */
const signalsOf = rememberingEach(
  (data: NonNullable<Topic["signals"]>): Signals => ({
    of: data.of.map((source) => wordingPattern([source])),
    atLeast: data.atLeast,
  }),
);

export const patternOf = rememberingEach(
  (topic: Topic): Pattern => ({
    is: wordingPattern(topic.wordings),
    not: topic.notThese && topic.notThese.length > 0 ? wordingPattern(topic.notThese) : null,
    paths: (topic.paths ?? []).map((source) => expression(source)),
    signals: topic.signals ? signalsOf(topic.signals) : null,
  }),
);

/** A name (of a link, a title, a heading) is of the topic: matches, and is none of its look-alikes. */
export function names(pattern: Pattern, text: string): boolean {
  return text !== "" && pattern.is.test(text) && !(pattern.not?.test(text) ?? false);
}

/** A page whose name says something else, and which speaks of enough that belongs to the topic. */
export function speaksOf({ of, atLeast }: Signals, text: IndexedText): boolean {
  let found = 0;
  for (const one of of) if (text.matches(one) && ++found >= atLeast) return true;
  return false;
}

const NEGATED =
  /\b(do(es)?n[o'’]?t|do(es)? not|cannot|can['’]?t|can not|no longer|not (yet|currently|at present)|never|will not|won['’]t|(is|are)(n['’]t| not)|(has|have) no|there (is|are) no|unable to|used to|withdrawn|stopped|ended)\b/i;
const CONDITION =
  /\b(if|when|unless|where|people who|anyone who|those who) ?(you|they|we|people|tenants|residents)? ?(cannot|can['’]?t|can not|are unable to|are not able to|do not|don['’]t)\b/gi;

/** The pattern holds in the text, in a sentence that does not deny it (“if you cannot …” denies nothing). */
export function saidIn(text: string, pattern: RegExp): boolean {
  for (const found of matchesOf(everywhere(pattern), text)) {
    // “You do not need coins: pay by text” denies the coins only.
    const start =
      Math.max(...[".", "!", "?", "\n", ":", ";", " but "].map((end) => text.lastIndexOf(end, found.index))) +
      1;
    const sentence = text.slice(start, found.index + found[0].length).replace(CONDITION, "$1");
    if (!NEGATED.test(sentence.split("\n").at(-1) ?? "")) return true;
  }
  return false;
}

/** Pages that usually settle one limb of several: its own page, its form, and one that only looks like it. */
const ENOUGH_FOR_A_LIMB = 3;

/** What the crawler is to look for, derived from the same data that judges. */
export function looksForOf(data: FacilityData): LooksFor {
  const [only, ...others] = data.limbs;
  const patterns = data.limbs.map((limb) => patternOf(limb));
  const does = data.limbs.flatMap(doesOf);
  return {
    links: patterns.map((pattern) => pattern.is),
    // A look-alike of one limb may be the very thing another limb asks for: only single-limb facilities exclude.
    notLinks: only && others.length === 0 ? notLinksOf(only) : [],
    paths: [...patterns.flatMap((pattern) => pattern.paths), ...pathsDoing(does)],
    hosts: hostsDoing(does),
    queries: data.queries,
    onlyClues: data.limbs.every((limb) => limb.kind === "hidden"),
    enough:
      data.enough ??
      (data.limbs.every((limb) => limb.kind === "hidden") ? 1 : Math.min(8, 2 + data.limbs.length * 2)),
    ...(others.length > 0 ? { parts: data.limbs.map(partOf) } : {}),
  };
}

function partOf(limb: LimbData): LooksFor {
  const pattern = patternOf(limb);
  const does = doesOf(limb);
  return {
    links: [pattern.is],
    notLinks: notLinksOf(limb),
    paths: [...pattern.paths, ...pathsDoing(does)],
    hosts: hostsDoing(does),
    enough: limb.kind === "hidden" ? 1 : ENOUGH_FOR_A_LIMB,
    onlyClues: limb.kind === "hidden",
  };
}

function notLinksOf(limb: LimbData): RegExp[] {
  const { not } = patternOf(limb);
  return not ? [not] : [];
}

export function doesOf(limb: LimbData): readonly string[] {
  if (limb.kind !== undefined && limb.kind !== "ladder") return [];
  return [...(limb.does ?? []), ...(limb.informedBy ?? [])];
}
