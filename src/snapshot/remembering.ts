const MOST_REMEMBERED = 10_000;

/**
 * A pure function of a text that remembers its answers: menus repeat the same few hundred addresses on every page of
 * a site, and every probe asks about them again. Bounded: when full, only what was asked for lately is kept.
 */
export function remembering<Answer>(work: (text: string) => Answer): (text: string) => Answer {
  let recent = new Map<string, Answer>();
  let older = new Map<string, Answer>();
  return (text) => {
    const known = recent.get(text);
    if (known !== undefined) return known;
    const answer = older.get(text) ?? work(text);
    if (recent.size >= MOST_REMEMBERED) {
      older = recent;
      recent = new Map();
    }
    recent.set(text, answer);
    return answer;
  };
}
