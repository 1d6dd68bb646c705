/** Letters of a bigram or trigram, five bits each: `a` is 1, `z` is 26, and 0 stands for whatever is no letter of English. */
const BITS = 5;
const TWO = 0x3ff;
const THREE = 0x7fff;
/** Bigrams are numbered behind the trigrams. */
const BIGRAMS_FROM = THREE + 1;
const WORDS = (BIGRAMS_FROM + TWO + 1) / 32;

/** 1 to 26 for `a` to `z` in either case, 0 for any other UTF-16 code unit. */
export function letterOf(code: number): number {
  const lower = code | 0x20;
  return lower >= 97 && lower <= 122 && code < 128 ? lower - 96 : 0;
}

/** One bit for each two and each three letters that stand beside each other in the text, whatever their case. */
export function trigramsOf(text: string): Uint32Array {
  const index = new Uint32Array(WORDS);
  forEachMark(text, (bit) => {
    index[bit >>> 5] = (index[bit >>> 5] ?? 0) | (1 << (bit & 31));
  });
  return index;
}

/** The number of each bigram and trigram of the text, in its order and as often as it stands there. */
export function forEachMark(text: string, take: (mark: number) => void): void {
  let last = 0;
  let run = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = letterOf(text.charCodeAt(at));
    if (letter === 0) {
      run = 0;
      continue;
    }
    last = ((last << BITS) | letter) & THREE;
    run++;
    if (run >= 2) take(BIGRAMS_FROM + (last & TWO));
    if (run >= 3) take(last);
  }
}

/** What {@link hasAll} finds a word by: its trigrams, or the bigram that it is. */
export function marksOf(word: string): Uint16Array {
  const marks: number[] = [];
  let last = 0;
  for (let at = 0; at < word.length; at++) {
    last = ((last << BITS) | letterOf(word.charCodeAt(at))) & THREE;
    if (at >= 2) marks.push(last);
  }
  return Uint16Array.from(word.length === 2 ? [BIGRAMS_FROM + last] : marks);
}

export function hasAll(index: Uint32Array, marks: Uint16Array): boolean {
  for (let at = 0; at < marks.length; at++) {
    const bit = marks[at] ?? 0;
    if (((index[bit >>> 5] ?? 0) & (1 << (bit & 31))) === 0) return false;
  }
  return true;
}
