import { hash } from "node:crypto";
import type { FetchResult } from "../net/types.js";
import type { FetchFailure, Page } from "../snapshot/types.js";
import { looseKey, pageKey } from "../snapshot/url.js";
import { isSoftNotFound, type ReadResponse, readMarkup, readResponse } from "./read-response.js";
import type { Scope } from "./scope.js";
import { answerOf } from "./site-search.js";
import type { CrawlRequest, EarlierPage, ResumedCrawl, SearchAnswer } from "./types.js";

/** One address to fetch. */
export interface Ask {
  url: string;
  foundBy: Page["foundBy"];
  foundOn: string | null;
  linkName: string;
  clicks: number | null;
  personal: boolean;
}

/** What came of it. `cut`: the time ran out while it was under way, which says nothing about the page. */
export type Visit =
  | { state: "page"; page: Page; body: Uint8Array | null; earlier: EarlierPage | null; replayed: boolean }
  | { state: "failure"; failure: FetchFailure; replayed: boolean }
  | { state: "cut" };

/** What stood at this very address in the last audit. */
type Remembered = (url: string) => Promise<EarlierPage | null>;

const MAX_CLIENT_REDIRECTS = 3;

/**
 * Turns addresses into pages: from the journal of an interrupted crawl, from the last audit when nothing changed,
 * from the network otherwise. Everything else in the crawl is decided from what it returns, in a fixed order, so a
 * resumed crawl takes the very decisions of an undisturbed one.
 */
export class Visitor {
  private readonly replayPages = new Map<string, Page>();
  private readonly replayFailures = new Map<string, FetchFailure>();
  private readonly replayAnswers = new Map<string, SearchAnswer>();

  constructor(
    private readonly request: CrawlRequest,
    private readonly scope: Scope,
    resumed: ResumedCrawl,
    private readonly deadline: AbortSignal,
  ) {
    for (const page of resumed.pages) {
      for (const address of [page.url, page.requestedUrl, ...page.aliases]) {
        const key = pageKey(address);
        if (key && !this.replayPages.has(key)) this.replayPages.set(key, page);
      }
    }
    for (const failure of resumed.failures) {
      const key = pageKey(failure.url);
      if (key) this.replayFailures.set(key, failure);
    }
    for (const answer of resumed.searchAnswers) {
      // Those remembered from earlier nights were not asked for by this audit.
      if (answer.retrievedAt >= request.startedAt) this.replayAnswers.set(answer.requestedUrl, answer);
    }
  }

  async visit(ask: Ask): Promise<Visit> {
    const key = pageKey(ask.url) ?? ask.url;
    const page = this.replayPages.get(key);
    if (page)
      return { state: "page", page, body: null, earlier: await this.earlierPage(page.url), replayed: true };
    const failure = this.replayFailures.get(key);
    if (failure) return { state: "failure", failure, replayed: true };
    return this.fetch(ask, ask.url, 0, [], this.earlierPage);
  }

  /** A results page of which the results alone are kept; where they are as remembered, it is not read again. */
  async visitSearch(ask: Ask, before: SearchAnswer | null): Promise<Visit> {
    const replayed = this.replayAnswers.get(ask.url);
    if (replayed) return { state: "page", page: replayed, body: null, earlier: null, replayed: true };
    const visit = await this.fetch(ask, ask.url, 0, [], async (url) => asEarlier(before, url));
    if (visit.state !== "page" || (before && visit.page.links === before.links)) return visit;
    return { ...visit, page: answerOf(visit.page) };
  }

  /** Reads a page again from the browser's DOM. Gives the page as it was when the browser could not help. */
  async render(page: Page): Promise<{ page: Page; body: Uint8Array | null }> {
    const { browser } = this.request;
    if (!browser) return { page, body: null };
    const rendered = await browser.render(page.url);
    if (rendered.outcome !== "ok" || rendered.html === "") return { page, body: null };
    const { registrableDomain } = this.scope;
    const url = pageKey(rendered.url) ?? page.url;
    const { reading, personal } = readMarkup(rendered.html, url, {
      personal: page.personal,
      registrableDomain,
    });
    if (reading.text.length < page.text.length) return { page, body: null };
    const aliases = looseKey(url) === looseKey(page.url) ? page.aliases : [...page.aliases, page.url];
    const scope = this.scope.isOwn(url) ? "own" : "supplier";
    return { page: { ...page, ...reading, personal, rendered: true, url, aliases, scope }, body: null };
  }

  // Only the page that stands at this very address: another's validators would call the wrong one unchanged.
  private readonly earlierPage: Remembered = async (url) => {
    const earlier = await this.request.journal.earlier(url);
    return earlier && pageKey(earlier.page.url) === pageKey(url) ? earlier : null;
  };

  private async fetch(
    ask: Ask,
    url: string,
    hop: number,
    trail: string[],
    remembered: Remembered,
  ): Promise<Visit> {
    const known = await remembered(url);
    const result = await this.ask(url, known);
    if (result === "cut") return { state: "cut" };
    const redirected = result.outcome === "ok" && !known && pageKey(result.url) !== pageKey(url);
    const earlier = redirected ? await remembered(result.url) : known;
    if (earlier && unchanged(result, earlier) && (!ask.personal || earlier.page.personal)) {
      const page = withAliases(this.again(ask, earlier.page, result), result.redirects);
      return { state: "page", page, body: null, earlier, replayed: false };
    }
    if (result.outcome !== "ok" && !isUnreadDocument(result)) return this.fail(ask, result, result.outcome);
    const read = await this.read(ask, result);
    if (isSoftNotFound(read.page)) return this.fail(ask, result, "soft-404");
    const target = read.clientRedirect;
    if (target && hop < MAX_CLIENT_REDIRECTS && isElsewhere(target, [result.url, ...trail])) {
      const onward = await this.fetch(ask, target, hop + 1, [...trail, url, result.url], remembered);
      if (onward.state === "page") return { ...onward, page: withAliases(onward.page, [url, result.url]) };
      // A page with something to read is a page even where the way on is shut.
      if (onward.state === "cut" || read.page.mainText.length < 200) return onward;
    }
    const page = withAliases(read.page, result.redirects);
    return { state: "page", page, body: read.body, earlier, replayed: false };
  }

  private async ask(url: string, earlier: EarlierPage | null): Promise<FetchResult | "cut"> {
    const { net, signal } = this.request;
    const conditional = earlier && (earlier.etag || earlier.lastModified);
    try {
      const result = await net.fetch(url, {
        ...(conditional ? { validators: { etag: earlier.etag, lastModified: earlier.lastModified } } : {}),
        signal: signal ? AbortSignal.any([signal, this.deadline]) : this.deadline,
      });
      const cutShort = this.deadline.aborted && result.outcome !== "ok" && result.outcome !== "not-modified";
      return cutShort ? "cut" : result;
    } catch (error) {
      signal?.throwIfAborted();
      if (this.deadline.aborted) return "cut";
      throw error;
    }
  }

  private read(ask: Ask, result: FetchResult): Promise<ReadResponse> {
    return readResponse(result, {
      requestedUrl: ask.url,
      scope: this.scope.isOwn(result.url) ? "own" : "supplier",
      foundBy: ask.foundBy,
      clicks: ask.clicks,
      personal: ask.personal,
      registrableDomain: this.scope.registrableDomain,
    });
  }

  /** The page of the last audit, seen again today. */
  private again(ask: Ask, page: Page, result: FetchResult): Page {
    return {
      ...page,
      requestedUrl: ask.url,
      aliases: looseKey(ask.url) === looseKey(page.url) ? [] : [ask.url],
      retrievedAt: result.retrievedAt,
      clicks: ask.clicks,
      foundBy: ask.foundBy,
      scope: this.scope.isOwn(page.url) ? "own" : "supplier",
    };
  }

  private fail(ask: Ask, result: FetchResult, outcome: FetchResult["outcome"]): Visit {
    const known = outcome === "ok" || outcome === "not-modified" ? "empty" : outcome;
    const failure: FetchFailure = {
      url: ask.url,
      finalUrl: result.url,
      outcome: known,
      status: result.status,
      detail: known === "soft-404" ? "answered with a page that says there is no such page" : result.detail,
      at: result.retrievedAt,
      foundOn: ask.foundOn,
      linkName: ask.linkName,
      attempts: result.attempts,
    };
    return { state: "failure", failure, replayed: false };
  }
}

/** Only where it stood at this very address, as with pages. */
function asEarlier(answer: SearchAnswer | null, url: string): EarlierPage | null {
  if (!answer || pageKey(answer.url) !== pageKey(url)) return null;
  const { etag = null, "last-modified": lastModified = null } = answer.headers;
  return { page: answer, etag, lastModified, examination: null };
}

export function withAliases(page: Page, addresses: readonly string[]): Page {
  const aliases = new Set(page.aliases);
  for (const address of addresses)
    if (address !== page.url && address !== page.requestedUrl) aliases.add(address);
  return aliases.size === page.aliases.length ? page : { ...page, aliases: [...aliases] };
}

/** Pages with the same mark hold the same: by main text where there is enough of it, else by the body. */
export function contentMark(page: Page): string {
  if (page.kind === "html" && page.mainText.length >= 200) {
    const text = `${page.title}\n${page.mainText}\n${page.forms.length}`;
    return `text ${hash("sha256", text, "hex")}`;
  }
  // Empty shells of scripted sites are byte for byte the same and stand for different pages.
  if (page.needsScript && !page.rendered) return `shell ${page.url}`;
  return page.rendered || page.sha256 === "" ? `page ${page.url}` : `body ${page.sha256}`;
}

function unchanged(result: FetchResult, earlier: EarlierPage): boolean {
  if (result.outcome === "not-modified") return true;
  return result.outcome === "ok" && result.sha256 === earlier.page.sha256 && result.sha256 !== "";
}

/** Word-processor files and spreadsheets are not read: their being there, with type and size, is what counts. */
function isUnreadDocument(result: FetchResult): boolean {
  return (
    result.outcome === "not-html" &&
    result.status === 200 &&
    /msword|officedocument|opendocument|ms-excel|ms-powerpoint|rtf|csv|octet-stream/i.test(result.contentType)
  );
}

function isElsewhere(target: string, trail: readonly string[]): boolean {
  const key = pageKey(target);
  return key !== null && !trail.some((address) => pageKey(address) === key);
}
