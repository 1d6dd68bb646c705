import type { CrawlJournal } from "../../src/crawl/types.js";

/** A journal that keeps nothing: for audits whose store is not what the test is about. */
export const forgetful: CrawlJournal = {
  page: async () => undefined,
  failure: async () => undefined,
  examination: async () => undefined,
  resumed: async () => ({ pages: [], failures: [], examinations: [] }),
  earlier: async () => null,
};
