import { createHash } from "node:crypto";
import type { SearchAnswer } from "./types.js";

const DAY_MS = 24 * 60 * 60_000;
/** No answer this old is used, and within as many nights each is asked for again. */
const MAX_AGE_DAYS = 7;
/** Queries at the front that are asked every night: by them it shows whether the search still answers as remembered. */
const ASKED_EVERY_NIGHT = 3;

interface Remembered {
  ask: { url: string };
  before: SearchAnswer | null;
}

/** What tonight's answers say of the remembered ones that were not asked for. */
export type Standing =
  /** Some are as they were, and none is another: the others are taken to be as they were, too. */
  | "trusted"
  /** As well, and this server can say "not modified": asking costs it and us next to nothing. */
  | "asked-conditionally"
  | "distrusted";

/**
 * Queries that are asked tonight whatever the others answer: the first few, those that nothing is remembered of, and
 * those whose turn it is. Address and date alone decide, so that a resumed crawl asks the same.
 */
export function dueTonight<Query extends Remembered>(
  queries: readonly Query[],
  startedAt: string,
  siteIsAsBefore: boolean,
): Query[] {
  const now = Date.parse(startedAt);
  const night = Math.floor(now / DAY_MS);
  return queries.filter(({ ask, before }, index) => {
    if (!siteIsAsBefore || index < ASKED_EVERY_NIGHT || !before) return true;
    const isFresh = now - Date.parse(before.retrievedAt) < MAX_AGE_DAYS * DAY_MS;
    return !isFresh || (night + turnOf(ask.url)) % MAX_AGE_DAYS === 0;
  });
}

/** Judged by all that was asked tonight; a failure where there was an answer contradicts as any other answer does. */
export function standingOf(
  asked: readonly { before: SearchAnswer | null; answer: SearchAnswer | null }[],
): Standing {
  let standing: Standing = "distrusted";
  for (const { before, answer } of asked) {
    if (!before) continue;
    if (!answer || resultsOf(before) !== resultsOf(answer)) return "distrusted";
    if (standing === "distrusted") standing = "trusted";
    if (hasValidator(before) && before.sha256 === answer.sha256) standing = "asked-conditionally";
  }
  return standing;
}

export function isAskedAllTheSame({ before }: Remembered, standing: Standing): boolean {
  if (!before || standing === "distrusted") return true;
  return standing === "asked-conditionally" && hasValidator(before);
}

function hasValidator(answer: SearchAnswer): boolean {
  return answer.headers.etag !== undefined || answer.headers["last-modified"] !== undefined;
}

/** By names and addresses of the links: a clock or a token on the page makes it no other answer. */
function resultsOf(answer: SearchAnswer): string {
  return answer.links.map((link) => `${link.url} ${link.name}`).join("\n");
}

function turnOf(url: string): number {
  return createHash("sha256").update(url).digest().readUInt32BE(0) % MAX_AGE_DAYS;
}
