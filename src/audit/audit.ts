import { probesFor } from "../../probes/index.js";
import type { AuditSubject } from "../authorities/types.js";
import type { Browser } from "../browser/types.js";
import { crawlSite } from "../crawl/crawl.js";
import type { CrawlJournal, CrawlProgress } from "../crawl/types.js";
import type { Net } from "../net/types.js";
import { applies } from "../outcomes/catalogue.js";
import type { Snapshot } from "../snapshot/types.js";
import { documentOf, type JudgingTerms } from "./document.js";
import type { AuditDocument } from "./types.js";

/** How much of a site is visited. */
export interface Budget {
  /** Pages of the ordinary crawl; series (every councillor, every letter) come besides. */
  pages: number;
  browserPages: number;
  timeMs: number;
  /** Requests in flight at once over all hosts of the site. */
  concurrency: number;
}

export interface AuditRequest {
  subject: AuditSubject;
  url: string;
  terms: JudgingTerms;
  budget: Budget;
  net: Net;
  browser: Browser | null;
  journal: CrawlJournal;
  startedAt: string;
  progress(progress: CrawlProgress): void;
  signal?: AbortSignal;
}

export interface AuditResult {
  snapshot: Snapshot;
  document: AuditDocument;
}

/** One site, once along the flow: crawl, then judge. Storing and reporting are the caller's. */
export async function auditSite(request: AuditRequest): Promise<AuditResult> {
  const { subject, url, terms, budget } = request;
  const snapshot = await crawlSite({
    url,
    subject,
    probes: probesFor(terms.duties),
    // Of an unknown authority everything may be asked; for what is another body's the signpost is looked for.
    wants: (outcome) =>
      subject.type === null ||
      applies(outcome, subject.type, terms.asOf, terms.profile).applicability !== "none",
    net: request.net,
    browser: request.browser,
    journal: request.journal,
    pageBudget: budget.pages,
    browserPageBudget: budget.browserPages,
    timeBudgetMs: budget.timeMs,
    concurrency: budget.concurrency,
    asOf: terms.asOf,
    // The same site gets the same sample night after night, so that two nights can be compared.
    seed: subject.slug ?? new URL(url).host,
    startedAt: request.startedAt,
    progress: request.progress,
    ...(request.signal ? { signal: request.signal } : {}),
  });
  return { snapshot, document: documentOf(snapshot, subject, terms) };
}
