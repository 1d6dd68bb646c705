import { rememberingEach } from "./remembering.js";
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

const written = new WeakMap<RegExp, readonly string[]>();

/**
 * Says that an expression matches only where one of these does, as far as their letters go: sources that are easier to
 * read than what was made of them.
 */
export function requireOneOf(pattern: RegExp, sources: readonly string[]): void {
  written.set(pattern, sources);
}

/**
 * The letters that stand in every text an expression matches, as code search engines work them out (R. Cox, “Regular
 * Expression Matching with a Trigram Index”, 2012). `null` when an expression does without any. Worked out once for an
 * expression, so it is for those that are used again and again.
 */
export const requirementOf = rememberingEach((pattern: RegExp): Requirement | null => {
  // With `u` and `i` together “ſ” and the Kelvin sign match letters of English; `v` has another syntax.
  if (/[uv]/.test(pattern.flags)) return null;
  const sources = written.get(pattern) ?? [pattern.source];
  return anyOf(sources.map((source) => new Reader(source).requirement()));
});

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
    const opening = this.take(OPENING)?.[0] ?? "";
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
    // What an escape stands for is not worked out: it breaks the word.
    this.take(OPERANDS[char] ?? NUMBER);
    return [null];
  }

  private quantified(pieces: Piece[]): Piece[] {
    const quantifier = this.take(QUANTIFIER);
    if (!quantifier) return pieces;
    const required = quantifier[0].startsWith("+") || Number(quantifier[1] ?? 0) > 0;
    return required ? [...pieces, null] : [null];
  }

  /** Reads on over what stands here, if it is that; for expressions with the flag `y`. */
  private take(expected: RegExp): RegExpExecArray | null {
    expected.lastIndex = this.at;
    const taken = expected.exec(this.source);
    if (taken) this.at += taken[0].length;
    return taken;
  }
}

const OPENING = /\?(?:[:=!]|<[=!]|<[^>]*>|[a-z-]+:)/y;
const QUANTIFIER = /(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/y;
/** What belongs to an escape besides its letter, by that letter; a number, where it is none of these. */
const OPERANDS: Partial<Record<string, RegExp>> = {
  x: /[\da-f]{2}/iy,
  u: /[\da-f]{4}/iy,
  c: /[a-z]/iy,
  k: /<[^>]*>/y,
};
const NUMBER = /\d*/y;

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
