import type { Interval } from "./score.js";

/** One authority that may be ranked among its peers (same authority type). */
export interface Ranked {
  slug: string;
  name: string;
  interval: Pick<Interval, "low" | "high">;
}

/** `3rd–9th of 58`: the places an authority may hold, given what is not known. */
export interface RankRange {
  slug: string;
  best: number;
  worst: number;
  of: number;
}

/**
 * Rank ranges by interval: A beats B only when low(A) > high(B), unrounded; anything else is a tie.
 * Counted from the sorted bounds, so 164 districts cost no more than a sort.
 */
export function rankRanges(peers: readonly Ranked[]): Map<string, RankRange> {
  const lows = peers.map((one) => one.interval.low).sort((a, b) => a - b);
  const highs = peers.map((one) => one.interval.high).sort((a, b) => a - b);
  const n = peers.length;
  return new Map(
    peers.map((one) => {
      const beatenBy = n - firstAbove(lows, one.interval.high);
      const beats = firstAtLeast(highs, one.interval.low);
      return [one.slug, { slug: one.slug, best: 1 + beatenBy, worst: n - beats, of: n }];
    }),
  );
}

/** Display order: low descending, then high descending, then name; order inside a tie means nothing. */
export function displayOrder<T extends Ranked>(peers: readonly T[]): T[] {
  const folded = (name: string) => name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return [...peers].sort(
    (a, b) =>
      b.interval.low - a.interval.low ||
      b.interval.high - a.interval.high ||
      (folded(a.name) < folded(b.name) ? -1 : folded(a.name) > folded(b.name) ? 1 : a.slug < b.slug ? -1 : 1),
  );
}

export function rankText(rank: RankRange): string {
  return rank.best === rank.worst
    ? `${ordinal(rank.best)} of ${rank.of}`
    : `${ordinal(rank.best)}–${ordinal(rank.worst)} of ${rank.of}`;
}

export function ordinal(n: number): string {
  const tens = n % 100;
  if (tens >= 11 && tens <= 13) return `${n}th`;
  return `${n}${{ 1: "st", 2: "nd", 3: "rd" }[n % 10] ?? "th"}`;
}

function firstAbove(sorted: readonly number[], value: number): number {
  const at = sorted.findIndex((one) => one > value);
  return at === -1 ? sorted.length : at;
}

function firstAtLeast(sorted: readonly number[], value: number): number {
  const at = sorted.findIndex((one) => one >= value);
  return at === -1 ? sorted.length : at;
}
