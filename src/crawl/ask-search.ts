import { dueTonight, mayStand } from "./search-memory.js";
import { answerOf } from "./site-search.js";
import type { CrawlJournal, SearchAnswer } from "./types.js";
import type { Ask, Visit, Visitor } from "./visitor.js";

/** One question to the site's own search. */
export interface AskedQuery {
  ask: Ask;
  isFirst: boolean;
  /** What is remembered of the last audit. */
  before: SearchAnswer | null;
  /** How asking tonight ended; null when it was not asked. */
  visit: Visit | null;
  /** Tonight's answer, or the remembered one where that may stand; null after a failure. */
  answer: SearchAnswer | null;
}

export interface SearchRound {
  visitor: Visitor;
  journal: CrawlJournal;
  startedAt: string;
  siteIsAsBefore: boolean;
  batchSize: number;
  atOnce(batch: readonly AskedQuery[], work: (one: AskedQuery) => Promise<void>): Promise<unknown>;
  /** Called before each batch; true when nothing more may be begun. Throws when the crawl is aborted. */
  outOfTime(): boolean;
  report(url: string): void;
}

/** Answers in the order of the queries, asked for tonight or remembered; those that time did not suffice for are left out. */
export async function askSearch(asks: readonly Ask[], round: SearchRound): Promise<AskedQuery[]> {
  const all: AskedQuery[] = [];
  for (const [index, ask] of asks.entries()) {
    const before = await round.journal.earlierSearchAnswer(ask.url);
    all.push({ ask, isFirst: index === 0, before, visit: null, answer: null });
  }
  const due = new Set(dueTonight(all, round.startedAt, round.siteIsAsBefore));
  const others = all.filter((one) => !due.has(one));
  await askAll([...due], round);
  if (mayStand([...due].filter((one) => one.visit !== null))) {
    for (const one of others) one.answer = one.before;
    await keep(others, round.journal);
  } else {
    await askAll(others, round);
  }
  return all.filter((one) => one.visit !== null || one.answer !== null);
}

async function askAll(due: readonly AskedQuery[], round: SearchRound): Promise<void> {
  const { visitor } = round;
  for (let from = 0; from < due.length; from += round.batchSize) {
    if (round.outOfTime()) return;
    const batch = due.slice(from, from + round.batchSize);
    await round.atOnce(batch, async (one) => {
      // The page of the first may be kept whole, for the accessibility sample.
      one.visit = one.isFirst ? await visitor.visit(one.ask) : await visitor.visitSearch(one.ask, one.before);
      if (one.visit.state !== "page") return;
      one.answer = one.isFirst ? answerOf(one.visit.page) : one.visit.page;
      round.report(one.ask.url);
    });
    await keep(
      batch.filter((one) => one.isFirst || (one.visit?.state === "page" && !one.visit.replayed)),
      round.journal,
    );
  }
}

async function keep(queries: readonly AskedQuery[], journal: CrawlJournal): Promise<void> {
  const answers = queries.flatMap((one) => one.answer ?? []);
  if (answers.length > 0) await journal.searchAnswers(answers);
}
