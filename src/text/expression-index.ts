import { type Check, checkFor, type Requirement, requirementOf, type Word } from "./required-words.js";
import { forEachMark, marksOf, trigramsOf } from "./trigrams.js";

/** One of the alternatives of an expression, or what is required for all of it. */
interface Filed {
  place: number;
  check: Check;
}

/**
 * Hundreds of expressions, to be tried on thousands of short texts: by the trigrams of a text it finds the few that may
 * match at all.
 */
export class ExpressionIndex {
  private readonly byMark = new Map<number, Filed[]>();
  /** Those that require nothing that could be looked up. */
  private readonly always: number[] = [];

  /** Expressions must not keep a position between calls, as those with the flags `g` and `y` do. */
  constructor(private readonly expressions: readonly RegExp[]) {
    for (const [place, expression] of expressions.entries()) {
      const requirement = requirementOf(expression);
      if (!requirement) this.always.push(place);
      else for (const one of alternativesOf(requirement)) this.file(one, place);
    }
  }

  /** Places, in the list given, of the expressions that match, in no order. */
  matching(text: string): number[] {
    const index = trigramsOf(text);
    const candidates = new Set(this.always);
    forEachMark(text, (mark) => {
      for (const { place, check } of this.byMark.get(mark) ?? NONE) {
        if (!candidates.has(place) && check(index)) candidates.add(place);
      }
    });
    return [...candidates].filter((place) => this.expressions[place]?.test(text));
  }

  /** Under the one of its marks that fewest others are filed under. */
  private file(requirement: Requirement, place: number): void {
    const check = checkFor(requirement);
    for (const { word } of oneOf(requirement)) {
      let under = -1;
      let fewest = Number.POSITIVE_INFINITY;
      for (const mark of marksOf(word)) {
        const filed = this.byMark.get(mark)?.length ?? 0;
        if (filed < fewest) [fewest, under] = [filed, mark];
      }
      const filed = this.byMark.get(under);
      if (filed) filed.push({ place, check });
      else this.byMark.set(under, [{ place, check }]);
    }
  }
}

const NONE: readonly Filed[] = [];

function alternativesOf(requirement: Requirement): readonly Requirement[] {
  return "any" in requirement ? requirement.any.flatMap(alternativesOf) : [requirement];
}

/** Words of which at least one stands in every text that meets the requirement: those that are longest at their shortest. */
function oneOf(requirement: Requirement): readonly Word[] {
  if ("word" in requirement) return [requirement];
  if ("any" in requirement) return requirement.any.flatMap(oneOf);
  return requirement.all
    .map(oneOf)
    .reduce((best, words) => (shortest(words) > shortest(best) ? words : best));
}

function shortest(words: readonly Word[]): number {
  return Math.min(...words.map(({ word }) => word.length));
}
