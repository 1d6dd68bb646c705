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

/**
 * Whether the remembered answers that were not due may stand: of tonight's, some are as they were, and none is another.
 * A failure where there was an answer contradicts as any other answer does.
 */
export function mayStand(
  asked: readonly { before: SearchAnswer | null; answer: SearchAnswer | null }[],
): boolean {
  const compared = asked.filter(({ before }) => before !== null);
  const same = compared.filter(
    ({ before, answer }) => before && answer && resultsOf(before) === resultsOf(answer),
  );
  return same.length > 0 && same.length === compared.length;
}

/** By names and addresses of the links: a clock or a token on the page makes it no other answer. */
function resultsOf(answer: SearchAnswer): string {
  return answer.links.map((link) => `${link.url} ${link.name}`).join("\n");
}

function turnOf(url: string): number {
  return createHash("sha256").update(url).digest().readUInt32BE(0) % MAX_AGE_DAYS;
}
