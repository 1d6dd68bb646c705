import { deflateSync, inflateSync } from "node:zlib";
import PQueue from "p-queue";
import type { Lead, LeadContext, Probe } from "../../probes/probe.js";
import type { LooksFor } from "../snapshot/site.js";
import type {
  Examination,
  FetchFailure,
  Page,
  RobotsRecord,
  SearchQuery,
  SiteSearch,
  Snapshot,
  StoppedBy,
} from "../snapshot/types.js";
import { looseKey, pageKey, parseHttp } from "../snapshot/url.js";
import { askSearch, type SearchRound } from "./ask-search.js";
import { type Candidate, Frontier } from "./frontier.js";
import { Interest } from "./interest.js";
import { maskBody, maskPage } from "./mask.js";
import { chooseSample } from "./sample.js";
import { registrableDomainOf, Scope } from "./scope.js";
import { findSearchForm, resultLinks, type SearchForm, searchAddress } from "./site-search.js";
import { type ReadSitemaps, readSitemaps } from "./sitemap.js";
import { findHomepage, type Start } from "./start.js";
import { trapOf } from "./traps.js";
import type { Crawl, CrawlProgress, CrawlRequest, EarlierPage } from "./types.js";
import { type Ask, contentMark, type Visit, Visitor, withAliases } from "./visitor.js";

const MAX_SERIES_PAGES = 500;
const DEFAULT_SERIES_PAGES = 150;
const MAX_QUERIES = 60;
const QUERIES_A_SUBJECT = 2;
/** Share of the page budget kept back for what the site's search finds. */
const SEARCH_SHARE = 0.08;
/** Share of the time after which no new page is begun, so that search and browser get their turn. */
const CRAWL_TIME_SHARE = 0.8;
/** So many refusals by the site in a row, and going on would only be a nuisance to it. */
const MAX_REFUSALS_IN_A_ROW = 10;
/** From here on a site is another than it was last night, and nothing its search is remembered to have said counts. */
const MOST_CHANGED_SHARE = 0.1;
const REFUSALS: ReadonlySet<string> = new Set(["blocked", "rate-limited"]);

/**
 * Crawls one site into a snapshot. Pages are fetched in batches and taken in one by one in the batch's order, so that
 * the order in which answers arrive changes nothing: the same site gives the same snapshot, resumed or not.
 * Throws only when aborted by its signal, or when the journal or the browser pool itself fails.
 */
export const crawlSite: Crawl = async (request) => {
  request.signal?.throwIfAborted();
  return new SiteCrawl(request).run();
};

interface QueuedLead {
  url: string;
  probe: number;
  foundOn: Page;
  linkName: string;
  leaf: boolean;
  personal: boolean;
  /** The same address as the ordinary crawl knows it. */
  candidate: Candidate | null;
}

/** What is known while a crawl runs; each method is one stage of it. */
class SiteCrawl {
  private readonly startedMs = performance.now();
  private readonly scope: Scope;
  private readonly interest: Interest;
  private readonly frontier: Frontier;
  private readonly pages: Page[] = [];
  private readonly failures: FetchFailure[] = [];
  private readonly byAddress = new Map<string, number>();
  private readonly byContent = new Map<string, number>();
  private readonly earlierExaminations = new Map<string, { sha256: string; examination: Examination }>();
  private readonly leads: QueuedLead[] = [];
  private readonly seriesOfProbe: number[];
  private readonly personalLeads = new Set<string>();
  private readonly linkedHosts = new Set<string>();
  /** Own pages' bodies, packed: one may turn out to be a person's, and then its stored body is to be masked too. */
  private readonly bodies = new Map<number, Uint8Array>();
  private pagesInSeries = 0;
  private attempts = 0;
  private pagesRendered = 0;
  private refusals = 0;
  private examined = 0;
  /** Own pages beside those of the last audit: all, and those that were not there or say something else. */
  private comparedPages = 0;
  private changedPages = 0;
  private stopped: StoppedBy | null = null;

  constructor(private readonly request: CrawlRequest) {
    this.scope = new Scope(registrableDomainOf(new URL(request.url).hostname));
    this.interest = new Interest(request.probes, request.wants);
    this.frontier = new Frontier(this.interest, this.scope);
    this.seriesOfProbe = request.probes.map(() => 0);
  }

  async run(): Promise<Snapshot> {
    const { request, scope } = this;
    const resumed = await request.journal.resumed();
    const deadline = AbortSignal.timeout(Math.max(1, Math.ceil(request.timeBudgetMs)));
    const visitor = new Visitor(request, scope, resumed, deadline);
    this.report("start", request.url);
    const start = await findHomepage(visitor, scope, request.url, request.subject);
    for (const failure of start.failures) await this.takeFailure({ failure, replayed: false });
    if (start.state !== "started") return this.endedAtStart(start);
    const homepage = await this.takeStart(visitor, start);
    const robots = await this.readRobots(homepage);
    const sitemaps = await this.readSitemaps(homepage, robots);
    const searchForm = findSearchForm(homepage, (url) => scope.isOwn(url));
    const kept = searchForm.state === "found" ? Math.ceil(request.pageBudget * SEARCH_SHARE) : 0;
    await this.crawl(visitor, request.pageBudget - kept);
    const search =
      searchForm.state === "found"
        ? await this.askSearch(visitor, homepage, searchForm.search)
        : { available: false, why: searchForm.state, queries: [] };
    await this.crawl(visitor, request.pageBudget);
    const stoppedBy = this.stoppedBy();
    this.countClicks(homepage.url);
    const examinations = await this.examine(homepage, resumed.examinations);
    this.report("done", homepage.url);
    return {
      ...this.frame(),
      homepageUrl: homepage.url,
      unvisited: this.frontier.unvisited(stoppedBy === "time-budget" ? "time-budget" : "page-budget"),
      robots: await this.robotsOfAllHosts(robots),
      sitemaps: sitemaps.records,
      search,
      examinations,
      stoppedBy,
    };
  }

  private async takeStart(visitor: Visitor, start: Start & { state: "started" }): Promise<Page> {
    const index = await this.takePage(visitor, start.visit, null, { depth: 0, follow: true });
    for (const passed of start.passed) {
      // A splash page shows the way to the homepage; it is no step of a visitor's counting.
      await this.takePage(visitor, { ...passed, page: { ...passed.page, clicks: null } }, null, {
        depth: 1,
        follow: true,
      });
    }
    return this.pages[index] ?? start.homepage;
  }

  private async readRobots(homepage: Page): Promise<RobotsRecord> {
    return this.robotsRecord(homepage.url);
  }

  private async robotsRecord(address: string): Promise<RobotsRecord> {
    const answer = await this.request.net.robots(address);
    return {
      host: answer.host,
      outcome: answer.outcome,
      allowsRoot: answer.allows(new URL("/", address).href),
      crawlDelaySeconds: answer.crawlDelaySeconds,
      sitemaps: answer.sitemaps,
    };
  }

  /** The record of every own host that was read; robots.txt was fetched for the pages already. */
  private async robotsOfAllHosts(first: RobotsRecord): Promise<RobotsRecord[]> {
    const records = new Map([[first.host, first]]);
    const origins = new Set(
      this.pages.filter((page) => page.scope === "own").map((page) => new URL(page.url).origin),
    );
    for (const origin of [...origins].sort().slice(0, 40)) {
      const record = await this.robotsRecord(`${origin}/`);
      if (!records.has(record.host)) records.set(record.host, record);
    }
    return [...records.values()];
  }

  private async readSitemaps(homepage: Page, robots: RobotsRecord): Promise<ReadSitemaps> {
    const isOwn = (url: string) => this.scope.isOwn(url);
    const { net, signal } = this.request;
    const read = await readSitemaps(net, homepage.url, robots.sitemaps, isOwn, signal);
    for (const { url, sitemap } of read.addresses) this.frontier.addSitemapAddress(url, sitemap);
    return read;
  }

  /** Fetches best-first until nothing is left or a budget is spent. Series pages go first and count apart. */
  private async crawl(visitor: Visitor, pageBudget: number): Promise<void> {
    const { request } = this;
    const mostAttempts = pageBudget * 2 + 50;
    for (;;) {
      request.signal?.throwIfAborted();
      if (this.stopped === "blocked" || this.stopped === "time-budget") return;
      if (this.elapsedMs() > request.timeBudgetMs * CRAWL_TIME_SHARE) {
        if (this.frontier.size > 0 || this.leads.length > 0) this.stopped = "time-budget";
        return;
      }
      if (this.leads.length > 0) {
        await this.fetchLeads(visitor);
        continue;
      }
      const left = Math.min(pageBudget - this.pagesCounted(), mostAttempts - this.attempts);
      const batch = this.frontier.take(Math.min(left, request.concurrency));
      if (batch.length === 0) return;
      await this.fetchBatch(visitor, batch);
    }
  }

  private async fetchBatch(visitor: Visitor, batch: Candidate[]): Promise<void> {
    this.attempts += batch.length;
    const visits = await this.atOnce(batch, (one) =>
      visitor.visit({
        url: one.url,
        foundBy: one.foundBy,
        foundOn: one.foundOn,
        linkName: one.name,
        clicks: one.foundBy === "sitemap" ? null : one.depth,
        personal: this.personalLeads.has(looseKey(one.url) ?? one.url),
      }),
    );
    for (const [index, visit] of visits.entries()) {
      const candidate = batch[index];
      if (!candidate) continue;
      if (visit.state === "cut") {
        this.stopped = "time-budget";
        this.frontier.putBack(candidate);
      } else if (visit.state === "failure") {
        await this.takeFailure(visit);
      } else {
        await this.takePage(visitor, visit, candidate, { depth: candidate.depth, follow: true });
      }
    }
  }

  private async fetchLeads(visitor: Visitor): Promise<void> {
    const batch = this.takeLeads();
    if (batch.length === 0) return;
    const visits = await this.atOnce(batch, (lead) =>
      visitor.visit({
        url: lead.url,
        foundBy: "lead",
        foundOn: lead.foundOn.url,
        linkName: lead.linkName,
        clicks: lead.foundOn.clicks === null ? null : lead.foundOn.clicks + 1,
        personal: lead.personal,
      }),
    );
    for (const [index, visit] of visits.entries()) {
      const lead = batch[index];
      if (!lead) continue;
      if (visit.state === "cut") this.stopped = "time-budget";
      else if (visit.state === "failure") await this.takeFailure(visit);
      else {
        const before = this.pages.length;
        const depth = lead.candidate?.depth ?? visit.page.clicks ?? 2;
        await this.takePage(visitor, visit, lead.candidate, { depth, follow: !lead.leaf });
        this.pagesInSeries += this.pages.length - before;
      }
    }
  }

  private takeLeads(): QueuedLead[] {
    const batch: QueuedLead[] = [];
    while (batch.length < this.request.concurrency) {
      const lead = this.leads.shift();
      if (!lead) break;
      const longest = this.request.probes[lead.probe]?.maxSeriesPages ?? DEFAULT_SERIES_PAGES;
      const used = this.seriesOfProbe[lead.probe] ?? 0;
      if (used >= longest || this.pagesInSeries + batch.length >= MAX_SERIES_PAGES) continue;
      if (this.frontier.isKnown(lead.url)) continue;
      const candidate = this.frontier.claim(lead.url);
      this.seriesOfProbe[lead.probe] = used + 1;
      // The council's own pages are followed as any page, however they were come by: a probe's interest in one must
      // not hide what it leads to.
      const own = this.scope.isOwn(lead.url);
      batch.push({ ...lead, candidate, leaf: lead.leaf && (lead.personal || !own) });
    }
    return batch;
  }

  /** Takes a read page into the snapshot, as a new page or as another address of a known one. Returns its place. */
  private async takePage(
    visitor: Visitor,
    visit: Visit & { state: "page" },
    candidate: Candidate | null,
    as: { depth: number; follow: boolean },
  ): Promise<number> {
    this.refusals = 0;
    const known = this.knownAt(visit.page);
    if (known !== null) return this.joinAliases(known, visit.page);
    let { page, body } = visit;
    if (this.wantsRendering(page) && this.pagesRendered < this.request.browserPageBudget) {
      this.pagesRendered++;
      const rendered = await visitor.render(page);
      page = rendered.page;
      // The served shell is what the hash stands for, unless it turned out to be a person's page.
      if (page.personal) body = null;
    } else if (page.rendered) this.pagesRendered++;
    const mark = contentMark(page);
    const sameContent = this.byContent.get(mark);
    if (sameContent !== undefined && this.pages[sameContent]?.scope === page.scope) {
      return this.joinAliases(sameContent, page);
    }
    const index = this.pages.length;
    this.pages.push(page);
    this.byContent.set(mark, index);
    for (const address of addressesOf(page)) this.note(address, index);
    this.keepEarlier(page, visit.earlier);
    if (page.scope === "own") this.compare(page, mark, visit.earlier);
    if (!visit.replayed || page !== visit.page) await this.request.journal.page(page, body);
    if (body && page.kind === "html" && page.scope === "own")
      this.bodies.set(index, deflateSync(body, { level: 1 }));
    if (page.kind === "html" || page.kind === "xml") await this.askForLeads(page);
    this.frontier.countPage(page, candidate);
    if (as.follow) {
      this.frontier.addPage(page, as.depth, page.foundBy === "search" ? "search" : "link", candidate);
    }
    this.report("crawl", page.url);
    return index;
  }

  /** Empty without scripts, or a probe misses in the served HTML what scripts would fetch. */
  private wantsRendering(page: Page): boolean {
    if (page.rendered || page.kind !== "html" || !this.request.browser) return false;
    return page.needsScript || this.request.probes.some((probe) => probe.needsBrowser?.(page) ?? false);
  }

  private knownAt(page: Page): number | null {
    for (const address of [page.url, ...page.aliases]) {
      const known = this.byAddress.get(looseKey(address) ?? address);
      if (known !== undefined) return known;
    }
    return null;
  }

  private joinAliases(index: number, other: Page): number {
    const page = this.pages[index];
    if (!page) return index;
    this.pages[index] = withAliases(page, addressesOf(other));
    for (const address of addressesOf(other)) this.note(address, index);
    return index;
  }

  private note(address: string, index: number): void {
    const key = looseKey(address) ?? address;
    if (!this.byAddress.has(key)) this.byAddress.set(key, index);
    this.frontier.markKnown(address);
  }

  private keepEarlier(page: Page, earlier: EarlierPage | null): void {
    if (!earlier?.examination || page.sha256 === "" || earlier.page.sha256 !== page.sha256) return;
    this.earlierExaminations.set(page.url, { sha256: page.sha256, examination: earlier.examination });
  }

  private compare(page: Page, mark: string, earlier: EarlierPage | null): void {
    this.comparedPages++;
    if (earlier?.page.sha256 === page.sha256) return;
    if (!earlier || contentMark(earlier.page) !== mark) this.changedPages++;
  }

  private async takeFailure({
    failure,
    replayed,
  }: {
    failure: FetchFailure;
    replayed: boolean;
  }): Promise<void> {
    this.failures.push(failure);
    this.frontier.markKnown(failure.url);
    if (!replayed) await this.request.journal.failure(failure);
    const refused = REFUSALS.has(failure.outcome) && this.scope.isOwn(failure.url);
    this.refusals = refused ? this.refusals + 1 : 0;
    if (this.refusals >= MAX_REFUSALS_IN_A_ROW) this.stopped = "blocked";
  }

  /** Asks every probe what this page leads to. A lead may only point where the site itself points. */
  private async askForLeads(page: Page): Promise<void> {
    if (page.scope === "own") {
      for (const link of page.links) this.linkedHosts.add(parseHttp(link.url)?.hostname ?? "");
    }
    const context: LeadContext = {
      subject: this.request.subject,
      asOf: this.request.asOf,
      isOwn: (url) => this.scope.isOwn(url),
      pages: () => this.pages,
    };
    for (const [index, probe] of this.request.probes.entries()) {
      for (const lead of leadsOf(probe, page, context)) {
        const url = pageKey(lead.url);
        const host = url ? new URL(url).hostname : "";
        if (!url || !this.isLinked(host, page) || trapOf(url) === "media file or feed") continue;
        if (lead.personal) await this.markPersonal(url);
        this.leads.push({
          url,
          probe: index,
          foundOn: page,
          linkName: lead.linkName,
          leaf: lead.leaf ?? true,
          personal: lead.personal ?? false,
          candidate: null,
        });
      }
    }
  }

  private isLinked(host: string, page: Page): boolean {
    return (
      this.scope.isOwn(`https://${host}/`) ||
      host === parseHttp(page.url)?.hostname ||
      this.linkedHosts.has(host) ||
      page.links.some((link) => parseHttp(link.url)?.hostname === host)
    );
  }

  /** A page read before it was known to be about a person loses its contact details now. */
  private async markPersonal(url: string): Promise<void> {
    const key = looseKey(url) ?? url;
    this.personalLeads.add(key);
    const index = this.byAddress.get(key);
    const page = index === undefined ? undefined : this.pages[index];
    if (index === undefined || !page || page.personal) return;
    const masked = maskPage(page);
    this.pages[index] = masked;
    const packed = this.bodies.get(index);
    const body = packed ? maskBody(inflateSync(packed), page.contentType) : null;
    await this.request.journal.page(masked, body);
  }

  /** Asks the site's own search for what no page read so far is about (rule 0.5), and reads what it finds. */
  private async askSearch(visitor: Visitor, homepage: Page, form: SearchForm): Promise<SiteSearch> {
    const unread = this.frontier.unreadFor();
    const queries = this.queriesFor(unread);
    if (this.stopped === "blocked") return { available: true, why: "failed", queries: [] };
    if (queries.length === 0) return { available: true, why: "not-needed", queries: [] };
    const first = searchAddress(form, queries[0] ?? "");
    const robots = await this.request.net.robots(first);
    if (!robots.allows(first)) return { available: true, why: "disallowed", queries: [] };
    const asks = queries.map((query): Ask => {
      const url = searchAddress(form, query);
      return { url, foundBy: "search", foundOn: homepage.url, linkName: query, clicks: 1, personal: false };
    });
    const asked: SearchQuery[] = [];
    let kept = false;
    for (const { ask, isFirst, visit, answer } of await askSearch(asks, this.searchRound(visitor))) {
      const { url, linkName: query } = ask;
      if (!answer) {
        const outcome = visit?.state === "failure" ? visit.failure.outcome : "timeout";
        asked.push({ query, url, results: 0, outcome });
        continue;
      }
      const links = resultLinks(answer, homepage, (address) => this.scope.isOwn(address));
      const { retrievedAt, sha256 } = answer;
      asked.push({ query, url, results: links.length, outcome: "ok", retrievedAt, sha256 });
      // One results page is kept for the accessibility sample; the others only show the way.
      if (!kept && this.pagesCounted() < this.request.pageBudget) {
        kept = true;
        const whole = isFirst ? visit : await visitor.visit(ask);
        if (whole?.state === "page") {
          await this.takePage(visitor, whole, null, { depth: 1, follow: false });
        }
      }
      const about = unread.filter((one) => one.queries?.includes(query));
      this.frontier.addSearchResults({ ...answer, links }, about);
    }
    const failed = asked.every((one) => one.outcome !== "ok");
    return { available: true, why: failed ? "failed" : "used", queries: asked };
  }

  private searchRound(visitor: Visitor): SearchRound {
    const { journal, startedAt, concurrency, signal, timeBudgetMs } = this.request;
    return {
      visitor,
      journal,
      startedAt,
      siteIsAsBefore: this.changedPages <= this.comparedPages * MOST_CHANGED_SHARE,
      batchSize: Math.max(1, concurrency),
      atOnce: (batch, work) => this.atOnce(batch, work),
      outOfTime: () => {
        signal?.throwIfAborted();
        return this.elapsedMs() > timeBudgetMs * CRAWL_TIME_SHARE;
      },
      report: (url) => this.report("search", url),
    };
  }

  private queriesFor(unread: readonly LooksFor[]): string[] {
    const queries = new Set<string>();
    // Everybody's likeliest words before anybody's second.
    for (let rank = 0; rank < QUERIES_A_SUBJECT; rank++) {
      for (const { queries: words } of unread) {
        const query = words?.[rank];
        if (query !== undefined && queries.size < MAX_QUERIES) queries.add(query);
      }
    }
    return [...queries];
  }

  /** Examines the sample in the browser; an unchanged page keeps its examination by the same engine. */
  private async examine(homepage: Page, resumed: readonly Examination[]): Promise<Examination[]> {
    const { browser, browserPageBudget, seed } = this.request;
    if (!browser || browserPageBudget <= 0) return [];
    const sample = chooseSample(this.pages, homepage.url, seed, browserPageBudget);
    const done = new Map(resumed.map((one) => [one.url, one]));
    const results: Examination[] = [];
    let engine: string | null = browser.engineVersion ?? null;
    // Those of the last audit are found there again by a crawl that is taken up: they need not be written twice.
    const takenOver = new Set<Examination>();
    const one = async ({ url, sampledAs }: (typeof sample)[number]): Promise<Examination | null> => {
      const before = done.get(url);
      if (before) return before;
      const earlier = this.earlierExaminations.get(url);
      if (earlier && earlier.examination.outcome === "ok" && engine === earlier.examination.engineVersion) {
        const again = { ...earlier.examination, sampledAs };
        takenOver.add(again);
        return again;
      }
      if (this.elapsedMs() > this.request.timeBudgetMs) return null;
      const { scope } = this;
      const examination = await browser.examine(url, {
        sampledAs,
        isOwn: (address) => scope.isOwn(address),
        registrableDomain: scope.registrableDomain,
      });
      const sha256 = this.pages.find((page) => page.url === url)?.sha256 ?? "";
      return examination.sha256 === "" ? { ...examination, sha256 } : examination;
    };
    const take = async (examination: Examination | null) => {
      if (!examination) return;
      results.push(examination);
      this.examined++;
      if (!done.has(examination.url) && !takenOver.has(examination)) {
        await this.request.journal.examination(examination);
      }
      this.report("browser", examination.url);
    };
    const [first, ...others] = sample;
    if (first) {
      // The homepage goes first: its examination tells which engine is at work, where the browser itself does not.
      const examination = await one(first);
      engine ??= examination?.engineVersion ?? null;
      await take(examination);
    }
    for (let from = 0; from < others.length; from += 2) {
      this.request.signal?.throwIfAborted();
      for (const examination of await this.atOnce(others.slice(from, from + 2), one)) await take(examination);
    }
    return results;
  }

  /** Shortest way from the homepage over the links that were read; null where no link leads. */
  private countClicks(homepageUrl: string): void {
    const clicks = new Map<number, number>();
    const start = this.byAddress.get(looseKey(homepageUrl) ?? homepageUrl);
    let edge = start === undefined ? [] : [start];
    if (start !== undefined) clicks.set(start, 0);
    for (let distance = 1; edge.length > 0; distance++) {
      const next: number[] = [];
      for (const from of edge) {
        for (const link of this.pages[from]?.links ?? []) {
          const to = this.byAddress.get(looseKey(link.url) ?? link.url);
          if (to === undefined || clicks.has(to)) continue;
          clicks.set(to, distance);
          next.push(to);
        }
      }
      edge = next;
    }
    for (const [index, page] of this.pages.entries()) {
      this.pages[index] = { ...page, clicks: clicks.get(index) ?? null };
    }
  }

  private async atOnce<In, Out>(items: readonly In[], work: (item: In) => Promise<Out>): Promise<Out[]> {
    const queue = new PQueue({ concurrency: Math.max(1, this.request.concurrency) });
    return queue.addAll(items.map((item) => () => work(item)));
  }

  private stoppedBy(): StoppedBy {
    if (this.stopped) return this.stopped;
    return this.frontier.size > 0 ? "page-budget" : "exhausted";
  }

  private pagesCounted(): number {
    return this.pages.length - this.pagesInSeries;
  }

  private elapsedMs(): number {
    return performance.now() - this.startedMs;
  }

  private frame(): Omit<
    Snapshot,
    "homepageUrl" | "unvisited" | "robots" | "sitemaps" | "search" | "examinations" | "stoppedBy"
  > {
    const { request, scope } = this;
    return {
      format: "council-audit-snapshot/1",
      startedAt: request.startedAt,
      finishedAt: new Date(Date.parse(request.startedAt) + this.elapsedMs()).toISOString(),
      requestedUrl: request.url,
      registrableDomain: scope.registrableDomain,
      ownHosts: scope.ownHosts,
      movedTo: null,
      pages: this.pages,
      failures: this.failures,
      pagesInSeries: this.pagesInSeries,
      seed: request.seed,
    };
  }

  private async endedAtStart(start: Exclude<Start, { state: "started" }>): Promise<Snapshot> {
    this.report("done", this.request.url);
    return {
      ...this.frame(),
      homepageUrl: null,
      movedTo: start.state === "moved" ? start.movedTo : null,
      unvisited: [],
      robots: [await this.robotsRecord(this.request.url)],
      sitemaps: [],
      search: { available: false, why: "off", queries: [] },
      examinations: [],
      stoppedBy: start.state === "blocked" ? "blocked" : "unreachable",
    };
  }

  private report(stage: CrawlProgress["stage"], url: string): void {
    const budget = this.request.pageBudget;
    this.request.progress({
      stage,
      fetched: this.pages.length,
      queued: this.leads.length + Math.min(this.frontier.size, Math.max(0, budget - this.pagesCounted())),
      examined: this.examined,
      budget,
      url,
    });
  }
}

/** A probe that stumbles over a page has no leads from it: one odd page must not cost a whole site its audit. */
function leadsOf(probe: Probe, page: Page, context: LeadContext): Lead[] {
  try {
    return probe.leads?.(page, context) ?? [];
  } catch {
    return [];
  }
}

function addressesOf(page: Page): string[] {
  return [page.url, page.requestedUrl, ...page.aliases];
}
