import { LRUCache } from "lru-cache";

const MOST_REMEMBERED = 5_000;

/**
 * A pure function of a text that remembers its answers: menus repeat the same few hundred addresses and names on every
 * page of a site, and crawler and probes ask about them again and again. Bounded: the longest unused are forgotten.
 */
export function remembering<Answer>(work: (text: string) => Answer): (text: string) => Answer {
  const known = new LRUCache<string, { answer: Answer }>({ max: MOST_REMEMBERED });
  return (text) => {
    const before = known.get(text);
    if (before) return before.answer;
    const answer = work(text);
    known.set(text, { answer });
    return answer;
  };
}

/** The same for a function of an object, which answers once for each as long as the object is there. */
export function rememberingEach<Key extends object, Answer>(
  work: (key: Key) => Answer,
): (key: Key) => Answer {
  const known = new WeakMap<Key, { answer: Answer }>();
  return (key) => {
    const before = known.get(key);
    if (before) return before.answer;
    const answer = work(key);
    known.set(key, { answer });
    return answer;
  };
}
