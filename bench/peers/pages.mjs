// What every peer is told: one JSON object as the only argument.
export const order = JSON.parse(process.argv[2] ?? "{}");
export const WCAG_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** @param {{ ms: number, pages: Record<string, string[]> }} result */
export function tell(result) {
  process.stdout.write(`\n${JSON.stringify(result)}\n`);
}
