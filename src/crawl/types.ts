import type { Probe } from "../../probes/probe.js";
import type { AuditSubject } from "../authorities/types.js";
import type { Browser } from "../browser/types.js";
import type { Net } from "../net/types.js";
import type { OutcomeId } from "../outcomes/types.js";
import type { Examination, FetchFailure, Page, Snapshot } from "../snapshot/types.js";

/** A page of the last sealed audit of the same site: lets an unchanged page be neither read nor rendered again. */
export interface EarlierPage {
  page: Page;
  etag: string | null;
  lastModified: string | null;
  examination: Examination | null;
}

/**
 * Where the crawl writes as it goes: a crash loses at most the page in hand, and of pages that are as the last audit
 * left them a few, which one conditional request each brings back. All promises are awaited.
 */
export interface CrawlJournal {
  page(page: Page, body: Uint8Array | null): Promise<void>;
  failure(failure: FetchFailure): Promise<void>;
  examination(examination: Examination): Promise<void>;
  /** What the site's search answered, or is remembered to have answered, under the addresses in `requestedUrl`. */
  searchAnswers(answers: readonly SearchAnswer[]): Promise<void>;
  /** What an interrupted crawl of this audit had written: not fetched again. */
  resumed(): Promise<ResumedCrawl>;
  /** The page at this address in the last sealed audit. */
  earlier(url: string): Promise<EarlierPage | null>;
  /** The search's answer at this address in the last sealed audit; failures are never kept. */
  earlierSearchAnswer(url: string): Promise<SearchAnswer | null>;
}

export interface ResumedCrawl {
  pages: Page[];
  failures: FetchFailure[];
  examinations: Examination[];
  searchAnswers: SearchAnswer[];
}

/**
 * A results page of the site's own search of which only title, heading and the links in its content are kept.
 * `retrievedAt` is when the site last gave or confirmed it.
 */
export type SearchAnswer = Page;

export interface CrawlProgress {
  stage: "start" | "crawl" | "search" | "browser" | "done";
  fetched: number;
  /** Known pages that are still to be read: within the budget, and the series (every councillor, every letter) besides. */
  queued: number;
  examined: number;
  budget: number;
  url: string;
}

export interface CrawlRequest {
  url: string;
  subject: AuditSubject;
  probes: readonly Probe[];
  /** Whether an outcome is asked of this subject: pages are not spent on others. Default: all are. */
  wants?(outcome: OutcomeId): boolean;
  net: Net;
  /** null: no browser; pages that need one end in `needsScript`, and the WAI sample stays empty. */
  browser: Browser | null;
  journal: CrawlJournal;
  pageBudget: number;
  browserPageBudget: number;
  timeBudgetMs: number;
  /** Requests in flight at once, over all hosts. */
  concurrency: number;
  asOf: string;
  /** Decides the random part of samples; the same seed gives the same sample. */
  seed: string;
  startedAt: string;
  progress(progress: CrawlProgress): void;
  signal?: AbortSignal;
}

export type Crawl = (request: CrawlRequest) => Promise<Snapshot>;
