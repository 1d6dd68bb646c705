import type { CrawlJournal } from "../src/crawl/types.js";
import type { Log } from "../src/runs/night.js";
import type { NightView } from "../src/runs/types.js";

export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

export const silentView: NightView = {
  begin: () => undefined,
  started: () => undefined,
  progress: () => undefined,
  ended: () => undefined,
  waiting: () => undefined,
  close: () => undefined,
};

/** Keeps nothing from run to run. */
export const forgetful: CrawlJournal = {
  page: async () => undefined,
  failure: async () => undefined,
  examination: async () => undefined,
  searchAnswers: async () => undefined,
  resumed: async () => ({ pages: [], failures: [], examinations: [], searchAnswers: [] }),
  earlier: async () => null,
  earlierSearchAnswer: async () => null,
};
