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

/** Where the crawl writes as it goes: a crash loses at most the page in hand. All promises are awaited. */
export interface CrawlJournal {
  page(page: Page, body: Uint8Array | null): Promise<void>;
  failure(failure: FetchFailure): Promise<void>;
  examination(examination: Examination): Promise<void>;
  /** Pages, failures and examinations an interrupted crawl of this audit had written: not fetched again. */
  resumed(): Promise<{ pages: Page[]; failures: FetchFailure[]; examinations: Examination[] }>;
  /** The page at this address in the last sealed audit. */
  earlier(url: string): Promise<EarlierPage | null>;
}

export interface CrawlProgress {
  stage: "start" | "crawl" | "search" | "browser" | "done";
  fetched: number;
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
