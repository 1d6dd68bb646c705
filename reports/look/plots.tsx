import type { Verdict } from "../../src/audit/types.js";
import type { Counts } from "../../src/score/score.js";
import { VERDICT_WORDS } from "./verdict.js";

/** What is open stands between what is proven; what does not apply is in no bar. */
export const BAR_ORDER = [
  "met",
  "partly-met",
  "cannot-tell",
  "not-met",
] as const satisfies readonly Verdict[];

/** Counts as one bar. The same figures always stand in the table around it, and in its label. */
export function StackedBar({ counts }: { counts: Counts }) {
  const total = BAR_ORDER.reduce((sum, verdict) => sum + counts[verdict], 0);
  if (total === 0) return <span class="soft">none applies</span>;
  const label = BAR_ORDER.map((verdict) => `${counts[verdict]} ${VERDICT_WORDS[verdict].toLowerCase()}`);
  let x = 0;
  return (
    <svg
      class="stack"
      viewBox="0 0 100 10"
      preserveAspectRatio="none"
      role="img"
      aria-label={label.join(", ")}
    >
      {BAR_ORDER.filter((verdict) => counts[verdict] > 0).map((verdict) => {
        const width = (counts[verdict] / total) * 100;
        const left = x;
        x += width;
        return (
          <rect
            key={verdict}
            class={`seg-${verdict}`}
            x={left.toFixed(2)}
            y="0"
            width={width.toFixed(2)}
            height="10"
          />
        );
      })}
    </svg>
  );
}

/** Patterns of stacked bars; once on a page, before the first bar. */
export function StackPattern() {
  return (
    <svg width="0" height="0" aria-hidden="true" focusable="false" style="position:absolute">
      <defs>
        <pattern
          id="hatch-open"
          width="4"
          height="4"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect class="hatch-open-ground" width="4" height="4" />
          <line class="hatch-open-line" x1="0" y1="0" x2="0" y2="4" />
        </pattern>
      </defs>
    </svg>
  );
}

export function StackLegend() {
  return (
    <p class="legend">
      Bars, from left to right:{" "}
      {BAR_ORDER.map((verdict, index) => (
        <span key={verdict}>
          {index > 0 ? ", " : ""}
          <svg class="key" viewBox="0 0 16 12" aria-hidden="true" focusable="false">
            <rect class={`seg-${verdict}`} width="16" height="12" />
          </svg>{" "}
          {VERDICT_WORDS[verdict].toLowerCase()}
          {verdict === "cannot-tell" ? " (hatched)" : ""}
        </span>
      ))}
      .
    </p>
  );
}

export interface PlottedRange {
  name: string;
  low: number;
  high: number;
}

const LEFT = 8;
const WIDTH = 480;
const STEP = 4;
/** Height of the lines together in a plot that stands among others. */
const COMPACT_HEIGHT = 120;

/** One line an authority from its lower to its upper bound, in the order given: how the peers lie. */
export function RangePlot({
  ranges,
  label,
  compact = false,
}: {
  ranges: readonly PlottedRange[];
  label: string;
  /** The same plot in little, for a page that has several. */
  compact?: boolean;
}) {
  if (ranges.length === 0) return null;
  const step = compact ? Math.min(STEP, COMPACT_HEIGHT / ranges.length) : STEP;
  const height = ranges.length * step + 24;
  const at = (share: number) => LEFT + share * WIDTH;
  return (
    <svg class="ranges" viewBox={`0 0 ${WIDTH + 2 * LEFT + 10} ${height}`} role="img" aria-label={label}>
      {[0, 0.25, 0.5, 0.75, 1].map((share) => (
        <g key={share}>
          <line class="grid" x1={at(share)} x2={at(share)} y1="14" y2={height} />
          <text x={at(share)} y="9" text-anchor={share === 0 ? "start" : share === 1 ? "end" : "middle"}>
            {share * 100} %
          </text>
        </g>
      ))}
      {ranges.map((one, index) => (
        <line
          key={`${one.name} ${index}`}
          class="range"
          x1={at(one.low).toFixed(1)}
          // A single point is still to be seen.
          x2={Math.max(at(one.high), at(one.low) + 1.5).toFixed(1)}
          y1={(20 + index * step).toFixed(2)}
          y2={(20 + index * step).toFixed(2)}
          stroke-width={(step * 0.6).toFixed(2)}
        />
      ))}
    </svg>
  );
}
