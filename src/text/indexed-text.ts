import { rememberingEach } from "./remembering.js";
import { type Check, checkFor, requirementOf } from "./required-words.js";
import { trigramsOf } from "./trigrams.js";

/**
 * A text on which many expressions are tried. Most of them look for words that are nowhere in it, which an index of its
 * trigrams tells for a fraction of what the expression would cost; only the others are tried.
 */
export class IndexedText {
  private index: Uint32Array | null = null;

  constructor(readonly text: string) {}

  /** As `pattern.test(text)`, for expressions that are used again and again. */
  matches(pattern: RegExp): boolean {
    return this.mayMatch(pattern) && pattern.test(this.text);
  }

  /** False only where the expression cannot match anywhere in the text. */
  mayMatch(pattern: RegExp): boolean {
    const holds = checkOf(pattern);
    if (holds === null) return true;
    this.index ??= trigramsOf(this.text);
    return holds(this.index);
  }
}

const checkOf = rememberingEach((pattern: RegExp): Check | null => {
  const requirement = requirementOf(pattern);
  return requirement && checkFor(requirement);
});
