import { hasAll, letterOf, marksOf } from "./trigrams.js";

/** What a match cannot do without. */
export type Requirement = Word | All | Any;
export interface Word {
  word: string;
}
interface All {
  all: readonly Requirement[];
}
interface Any {
  any: readonly Requirement[];
}

/** One after the other: a letter, something that must be there besides, or a break, where anything may stand. */
type Piece = string | Requirement | null;

const known = new WeakMap<RegExp, Requirement | "nothing">();

/**
 * The letters that stand in every text an expression matches, as code search engines work them out (R. Cox, “Regular
 * Expression Matching with a Trigram Index”, 2012). `null` when an expression does without any. Worked out once for an
 * expression, so it is for those that are used again and again.
 */
export function requirementOf(pattern: RegExp): Requirement | null {
  const before = known.get(pattern);
  if (before !== undefined) return before === "nothing" ? null : before;
  // With `u` and `i` together “ſ” and the Kelvin sign match letters of English; `v` has another syntax.
  const requirement = /[uv]/.test(pattern.flags) ? null : requirementOfSources([pattern.source]);
  known.set(pattern, requirement ?? "nothing");
  return requirement;
}

/**
 * Says that an expression matches only where one of these does, as far as their letters go: sources that are easier to
 * read than what was made of them.
 */
export function requireOneOf(pattern: RegExp, sources: readonly string[]): void {
  if (!known.has(pattern)) known.set(pattern, requirementOfSources(sources) ?? "nothing");
}

/** Whether a text with these trigrams has what is required. */
export type Check = (index: Uint32Array) => boolean;

export function checkFor(requirement: Requirement): Check {
  if ("word" in requirement) {
    const marks = marksOf(requirement.word);
    return (index) => hasAll(index, marks);
  }
  if ("all" in requirement) {
    const all = requirement.all.map(checkFor);
    return (index) => all.every((check) => check(index));
  }
  const any = requirement.any.map(checkFor);
  return (index) => any.some((check) => check(index));
}

function requirementOfSources(sources: readonly string[]): Requirement | null {
  return anyOf(sources.map((source) => new Reader(source).requirement()));
}

/**
 * Reads the source of a valid expression (ECMA-262, 22.2.1, with annex B) as far as it tells what is required; what it
 * does not know requires nothing. A whole syntax tree, of which next to nothing would be used, took a parser made for it
 * half a second for the product's expressions, more than the search saves in a single audit.
 */
class Reader {
  private at = 0;

  constructor(private readonly source: string) {}

  requirement(): Requirement | null {
    return anyOf(this.alternatives().map(ofPieces));
  }

  private alternatives(): Piece[][] {
    const alternatives: Piece[][] = [[]];
    for (;;) {
      const char = this.source[this.at];
      if (char === undefined || char === ")") return alternatives;
      if (char === "|") {
        this.at++;
        alternatives.push([]);
      } else alternatives.at(-1)?.push(...this.quantified(this.atom()));
    }
  }

  /** Nothing at all is what takes up no room: the letters before and behind an assertion are neighbours. */
  private atom(): Piece[] {
    const char = this.source[this.at++] ?? "";
    switch (char) {
      case "(":
        return this.group();
      case "[":
        while (this.source[this.at] !== "]" && this.at < this.source.length)
          this.at += this.source[this.at] === "\\" ? 2 : 1;
        this.at++;
        return [null];
      case "\\":
        return this.escape();
      case "^":
      case "$":
        return [];
      default:
        return letterOf(char.charCodeAt(0)) > 0 ? [char] : [null];
    }
  }

  private group(): Piece[] {
    const opening =
      /^\?(?:[:=!]|<[=!]|<[^>]*>|[a-z-]+:)/.exec(this.source.slice(this.at, this.at + 40))?.[0] ?? "";
    this.at += opening.length;
    const alternatives = this.alternatives();
    this.at++;
    if (/^\?<?[=!]/.test(opening)) return [];
    const [only] = alternatives;
    if (only && alternatives.length === 1) return only;
    return [anyOf(alternatives.map(ofPieces))];
  }

  private escape(): Piece[] {
    const char = this.source[this.at++] ?? "";
    if (char === "b" || char === "B") return [];
    const operand = { x: /^[\da-f]{2}/i, u: /^[\da-f]{4}/i, c: /^[a-z]/i, k: /^<[^>]*>/ }[char] ?? /^\d*/;
    // What an escape stands for is not worked out: it breaks the word.
    this.at += operand.exec(this.source.slice(this.at, this.at + 40))?.[0].length ?? 0;
    return [null];
  }

  private quantified(pieces: Piece[]): Piece[] {
    if (!"*+?{".includes(this.source[this.at] ?? " ")) return pieces;
    const quantifier = QUANTIFIER.exec(this.source.slice(this.at, this.at + 20));
    if (!quantifier) return pieces;
    this.at += quantifier[0].length;
    const required = quantifier[0].startsWith("+") || Number(quantifier[1] ?? 0) > 0;
    return required ? [...pieces, null] : [null];
  }
}

const QUANTIFIER = /^(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/;

function ofPieces(pieces: readonly Piece[]): Requirement | null {
  const all: Requirement[] = [];
  let word = "";
  for (const piece of [...pieces, null]) {
    if (typeof piece === "string") {
      word += piece;
      continue;
    }
    if (word.length >= 2) all.push({ word });
    word = "";
    if (piece) all.push(piece);
  }
  const [only] = all;
  if (!only) return null;
  return all.length === 1 ? only : { all };
}

function anyOf(alternatives: readonly (Requirement | null)[]): Requirement | null {
  const any = alternatives.filter((one) => one !== null);
  const [only] = any;
  if (!only || any.length < alternatives.length) return null;
  return any.length === 1 ? only : { any };
}
