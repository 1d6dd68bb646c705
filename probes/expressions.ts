/**
 * Regular expressions whose source stands in data, made once and for all. What V8 has compiled of an expression that is
 * made again and again is lost with every second collection of garbage, and a night collects often.
 */
const made = new Map<string, RegExp>();

/** The expression of this source. With the flag `g` for {@link matchesOf}, `match`, `matchAll` and `replace` only. */
export function expression(source: string, flags = "i"): RegExp {
  const key = `${flags}/${source}`;
  const known = made.get(key);
  if (known) return known;
  const fresh = new RegExp(source, flags);
  made.set(key, fresh);
  return fresh;
}

/** The same expression for all places that it matches, not only the first. */
export function everywhere(pattern: RegExp): RegExp {
  return pattern.global ? pattern : expression(pattern.source, `${pattern.flags}g`);
}

/** As `matchAll` of an expression with the flag `g`, without making a new expression for each text. Not to be nested. */
export function* matchesOf(pattern: RegExp, text: string): Generator<RegExpExecArray> {
  let from = 0;
  for (;;) {
    pattern.lastIndex = from;
    const match = pattern.exec(text);
    pattern.lastIndex = 0;
    if (!match) return;
    from = match.index + Math.max(1, match[0].length);
    yield match;
  }
}
