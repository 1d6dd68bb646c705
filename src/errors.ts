/** The contract's exit codes; and what shells say of a program that a signal ended before its work was done. */
export const EXIT = {
  done: 0,
  thresholdCrossed: 1,
  usage: 2,
  siteNotAudited: 3,
  internal: 4,
  stopped: 130,
} as const;

/** Something the user can put right: shown as one line, nothing lost. */
export class UsageError extends Error {
  override name = "UsageError";
  readonly exitCode: number = EXIT.usage;
}

/** The site is known, but not on whose behalf it is to be judged. */
export class WhoseSiteError extends UsageError {
  override name = "WhoseSiteError";
}

/** What to show or log of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** A list in words, for error lines: `a, b or c`. */
export function either(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} or ${last}`;
}
