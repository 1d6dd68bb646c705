import { createHash } from "node:crypto";
import type { Probe } from "../../probes/probe.js";
import type { Browser } from "../../src/browser/types.js";
import type {
  CrawlJournal,
  CrawlRequest,
  EarlierPage,
  ResumedCrawl,
  SearchAnswer,
} from "../../src/crawl/types.js";
import type { FetchResult, Net } from "../../src/net/types.js";
import type { Examination, FetchFailure, FetchOutcome, Page } from "../../src/snapshot/types.js";

export interface Answer {
  body?: string | Uint8Array;
  type?: string;
  status?: number;
  outcome?: FetchOutcome;
  redirect?: string;
  etag?: string;
}

export interface TestNet extends Net {
  asked: string[];
}

/** The network as a map of addresses; what is not in it is not found. Answers arrive in a shuffled order. */
export function netOf(site: Record<string, Answer | string>, disallowed: RegExp | null = null): TestNet {
  const asked: string[] = [];
  let turn = 0;
  return {
    asked,
    async fetch(url, options) {
      asked.push(url);
      turn = (turn * 7 + 3) % 11;
      await new Promise((resolve) => setTimeout(resolve, turn % 3));
      options?.signal?.throwIfAborted();
      if (disallowed?.test(url)) return result(url, url, { outcome: "disallowed" });
      let at = url;
      const redirects: string[] = [];
      for (let hop = 0; hop < 5; hop++) {
        const answer = site[at];
        if (answer === undefined) return result(url, at, { outcome: "not-found", status: 404 });
        if (typeof answer === "string") return result(url, at, { body: answer }, redirects);
        if (answer.redirect === undefined) {
          const same = answer.etag !== undefined && options?.validators?.etag === answer.etag;
          return result(url, at, same ? { outcome: "not-modified", status: 304 } : answer, redirects);
        }
        redirects.push(at);
        at = new URL(answer.redirect, at).href;
      }
      return result(url, at, { outcome: "redirect-loop" });
    },
    async robots(url) {
      return {
        host: new URL(url).host,
        outcome: "not-found",
        allows: (address) => !disallowed?.test(address),
        crawlDelaySeconds: null,
        sitemaps: [],
      };
    },
    async proxy() {
      return { url: "http://127.0.0.1:1", close: async () => {} };
    },
    stats: () => ({ requests: asked.length, wireBytes: 0 }),
    close: async () => {},
  };
}

function result(requestedUrl: string, url: string, answer: Answer, redirects: string[] = []): FetchResult {
  const outcome = answer.outcome ?? "ok";
  const body = outcome === "ok" ? Buffer.from(answer.body ?? "") : new Uint8Array();
  const contentType = answer.type ?? "text/html; charset=utf-8";
  return {
    outcome,
    requestedUrl,
    url,
    redirects,
    status: answer.status ?? (outcome === "ok" ? 200 : null),
    headers: { "content-type": contentType, ...(answer.etag ? { etag: answer.etag } : {}) },
    contentType,
    body,
    sha256: body.length > 0 ? createHash("sha256").update(body).digest("hex") : "",
    retrievedAt: "2026-11-01T02:00:00.000Z",
    attempts: 1,
    detail: `ended in ${outcome}`,
    wireBytes: body.length,
  };
}

export interface TestJournal extends CrawlJournal {
  pages: Page[];
  bodies: Map<string, Uint8Array | null>;
  failures: FetchFailure[];
  examinations: Examination[];
  answers: Map<string, SearchAnswer>;
}

/** `earlier` and `remembered`: what the last audit left, by address. */
export function journalOf(
  before: Partial<ResumedCrawl> = {},
  earlier: ReadonlyMap<string, EarlierPage> = new Map(),
  remembered: ReadonlyMap<string, SearchAnswer> = new Map(),
): TestJournal {
  const journal: TestJournal = {
    pages: [],
    bodies: new Map(),
    failures: [],
    examinations: [],
    answers: new Map(),
    async page(page, body) {
      journal.pages.push(page);
      journal.bodies.set(page.url, body);
    },
    async failure(failure) {
      journal.failures.push(failure);
    },
    async examination(examination) {
      journal.examinations.push(examination);
    },
    async searchAnswers(answers) {
      for (const answer of answers) journal.answers.set(answer.requestedUrl, answer);
    },
    resumed: async () => ({
      pages: before.pages ?? [],
      failures: before.failures ?? [],
      examinations: before.examinations ?? [],
      searchAnswers: before.searchAnswers ?? [],
    }),
    earlier: async (url) => earlier.get(url) ?? null,
    earlierSearchAnswer: async (url) => remembered.get(url) ?? null,
  };
  return journal;
}

export interface TestBrowser extends Browser {
  rendered: string[];
  examinedUrls: string[];
}

export function browserOf(doms: Record<string, string> = {}, engineVersion = "4.14.1"): TestBrowser {
  const rendered: string[] = [];
  const examinedUrls: string[] = [];
  return {
    rendered,
    examinedUrls,
    async render(url) {
      rendered.push(url);
      const html = doms[url] ?? "";
      return { outcome: html ? "ok" : "timeout", detail: "", url, status: 200, html, retrievedAt: "" };
    },
    async examine(url, { sampledAs }) {
      examinedUrls.push(url);
      return {
        url,
        sampledAs,
        outcome: "ok",
        detail: "",
        engine: "axe-core",
        engineVersion,
        viewport: { width: 1280, height: 900 },
        examinedAt: "2026-11-01T02:00:00.000Z",
        sha256: "",
        violations: [],
        needsReview: [],
        passes: [],
        foreignFrames: [],
        renderedLinks: null,
      };
    },
    close: async () => {},
  };
}

export function probeOf(looksFor: Probe["looksFor"], more: Partial<Probe> = {}): Probe {
  return {
    id: "test",
    version: 1,
    outcomes: Object.keys(looksFor),
    looksFor,
    judge: () => [],
    words: {},
    ...more,
  };
}

export function requestOf(net: Net, changes: Partial<CrawlRequest> = {}): CrawlRequest {
  return {
    url: "https://www.example.gov.uk/",
    subject: {
      slug: "example",
      gssCode: "E06999999",
      name: "Example Council",
      type: "unitary",
      councilSeats: 48,
      upperTierGss: null,
    },
    probes: [],
    net,
    browser: null,
    journal: journalOf(),
    pageBudget: 50,
    browserPageBudget: 10,
    timeBudgetMs: 60_000,
    concurrency: 4,
    asOf: "2026-11-01",
    seed: "seed",
    startedAt: "2026-11-01T02:00:00.000Z",
    progress: () => {},
    ...changes,
  };
}

/** A page with a menu of links and a paragraph of its own. */
export function htmlOf(title: string, links: Record<string, string>, more = ""): string {
  const items = Object.entries(links).map(([href, name]) => `<li><a href="${href}">${name}</a></li>`);
  const words = `${title}: this page tells residents what they need to know about ${title}. `.repeat(6);
  return `<!doctype html><html lang="en"><head><title>${title}</title></head><body><main><h1>${title}</h1>
<p>${words}</p><ul>${items.join("")}</ul>${more}</main></body></html>`;
}
