/**
 * Milliseconds that a Retry-After header asks for: a number of seconds or an HTTP date (RFC 9110, 10.2.3).
 * null when there is none that can be read; 0 for a time that has passed.
 */
export function retryAfterMs(value: string | undefined, nowMs: number): number | null {
  const text = value?.trim() ?? "";
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  // Date.parse takes much that is not a date; an HTTP date begins with the name of a day.
  if (!/^(mon|tue|wed|thu|fri|sat|sun)/i.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - nowMs);
}
