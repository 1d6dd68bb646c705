import type { Verdict } from "../../src/audit/types.js";
import { type Counts, type Interval, intervalText } from "../../src/score/score.js";

export const VERDICT_WORDS: Record<Verdict, string> = {
  met: "Met",
  "partly-met": "Partly met",
  "not-met": "Not met",
  "cannot-tell": "Cannot tell",
  "not-applicable": "Not applicable",
};
const MARKS: Record<Verdict, string> = {
  met: "✔",
  "partly-met": "◐",
  "not-met": "✘",
  "cannot-tell": "?",
  "not-applicable": "–",
};
/** Order of stacked bars and counts: what is open stands between what is proven. */
export const VERDICT_ORDER: readonly Verdict[] = [
  "met",
  "partly-met",
  "cannot-tell",
  "not-met",
  "not-applicable",
];

export function Badge({ verdict }: { verdict: Verdict }) {
  return (
    <span class={`badge ${verdict}`}>
      <span aria-hidden="true">{MARKS[verdict]}</span> {VERDICT_WORDS[verdict]}
    </span>
  );
}

export function CountBadges({ counts }: { counts: Counts }) {
  return (
    <ul class="counts">
      {VERDICT_ORDER.map((verdict) => (
        <li key={verdict}>
          <span class={`badge ${verdict}`}>
            <span aria-hidden="true">{MARKS[verdict]}</span> {counts[verdict]}{" "}
            {VERDICT_WORDS[verdict].toLowerCase()}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Filled to the lower bound, hatched to the upper one; the text beside it says the same. */
export function IntervalBar({ interval }: { interval: Interval }) {
  if (interval.n === 0) return <span class="soft">no applicable outcomes</span>;
  const low = interval.low * 100;
  const high = interval.high * 100;
  return (
    <svg
      class="bar"
      viewBox="0 0 100 10"
      preserveAspectRatio="none"
      role="img"
      aria-label={intervalText(interval)}
    >
      <rect class="track" x="0" y="0" width="100" height="10" />
      <rect class="open" x={low} y="0" width={Math.max(0, high - low)} height="10" />
      <rect class="sure" x="0" y="0" width={low} height="10" />
    </svg>
  );
}

/** The hatching that interval bars use; once on a page. */
export function HatchPattern() {
  return (
    <svg width="0" height="0" aria-hidden="true" focusable="false" style="position:absolute">
      <defs>
        <pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line class="hatch-line" x1="0" y1="0" x2="0" y2="5" />
        </pattern>
      </defs>
    </svg>
  );
}
