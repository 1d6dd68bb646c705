/** Success criteria of WCAG 2.2 by level (https://www.w3.org/TR/WCAG22/); 4.1.1 Parsing is obsolete and not listed. */
const LEVELS = {
  A: "1.1.1 1.2.1 1.2.2 1.2.3 1.3.1 1.3.2 1.3.3 1.4.1 1.4.2 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 2.4.3 2.4.4 2.5.1 2.5.2 2.5.3 2.5.4 3.1.1 3.2.1 3.2.2 3.2.6 3.3.1 3.3.2 3.3.7 4.1.2",
  AA: "1.2.4 1.2.5 1.3.4 1.3.5 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 2.4.5 2.4.6 2.4.7 2.4.11 2.5.7 2.5.8 3.1.2 3.2.3 3.2.4 3.3.3 3.3.4 3.3.8 4.1.3",
  AAA: "1.2.6 1.2.7 1.2.8 1.2.9 1.3.6 1.4.6 1.4.7 1.4.8 1.4.9 2.1.3 2.2.3 2.2.4 2.2.5 2.2.6 2.3.2 2.3.3 2.4.8 2.4.9 2.4.10 2.4.12 2.4.13 2.5.5 2.5.6 3.1.3 3.1.4 3.1.5 3.1.6 3.2.5 3.3.5 3.3.6 3.3.9",
} as const;

export type WcagLevel = keyof typeof LEVELS;

const levelOf = new Map<string, WcagLevel>(
  (Object.keys(LEVELS) as WcagLevel[]).flatMap((level) =>
    LEVELS[level].split(" ").map((criterion): [string, WcagLevel] => [criterion, level]),
  ),
);

/** Success criteria that an engine's tags name and WCAG 2.2 still has: `wcag143` → `1.4.3`, `wcag1410` → `1.4.10`. */
export function criteriaOf(tags: readonly string[]): string[] {
  const criteria = tags.flatMap((tag) => {
    const found = /^wcag(\d)(\d)(\d{1,2})$/.exec(tag);
    return found ? [`${found[1]}.${found[2]}.${found[3]}`] : [];
  });
  return criteria.filter((criterion) => levelOf.has(criterion));
}

export function criterionLevel(criterion: string): WcagLevel | null {
  return levelOf.get(criterion) ?? null;
}

/**
 * Level at which a rule fails a page: the lowest of its criteria. `obsolete` when the only criterion it names
 * was taken out of WCAG (4.1.1 in 2.2): such a rule is dropped.
 */
export function ruleLevel(tags: readonly string[]): WcagLevel | "best-practice" | "obsolete" {
  const levels = criteriaOf(tags).map(criterionLevel);
  for (const level of ["A", "AA", "AAA"] as const) if (levels.includes(level)) return level;
  return tags.some((tag) => /^wcag\d/.test(tag)) ? "obsolete" : "best-practice";
}
