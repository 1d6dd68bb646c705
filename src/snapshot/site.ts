import type { Evidence } from "../audit/types.js";
import type { FetchFailure, Link, Page, Snapshot, Unvisited } from "./types.js";
import { looseKey, pageKey, parseHttp, withinDomain } from "./url.js";

/** What a probe looks for: read by the crawler (what to visit first) and by the search-complete rule. */
export interface LooksFor {
  /** Tested against a link's accessible name and a page's title, white space folded. */
  links: readonly RegExp[];
  /** Names that match `links` and are something else. */
  notLinks?: readonly RegExp[];
  /** Tested against path and query of an address. */
  paths?: readonly RegExp[];
  /** Tested against host names: supplier platforms that offer this facility. */
  hosts?: readonly RegExp[];
  /** Words a visitor would type into the site's search, likeliest first. */
  queries?: readonly string[];
  /** How many pages usually settle it; the frontier turns to other outcomes after that. Default 4. */
  enough?: number;
  /** Pages about it are listed as clues and move no verdict: they are visited after those that do. */
  onlyClues?: boolean;
  /**
   * What each limb of an outcome that asks for several things looks for by itself: each has to have its best pages
   * visited, however many there are of the others. The patterns above are those of all limbs together.
   */
  parts?: readonly LooksFor[];
}

export interface FoundLink {
  link: Link;
  page: Page;
}

export type Target =
  | { state: "fetched"; page: Page }
  | { state: "failed"; failure: FetchFailure }
  | { state: "unvisited"; unvisited: Unvisited }
  | { state: "unknown" };

/** Whether everything that could have held a thing was looked at; when not, why not. */
export interface SearchCoverage {
  complete: boolean;
  /** Reason key for `cannot-tell` when not complete. */
  reason: "complete" | "blocked" | "crawl-incomplete" | "js-not-rendered" | "third-party-unreachable";
  /** Where was looked, as evidence for `not-met`. */
  tried: Evidence[];
}

interface PlacedLink extends FoundLink {
  /** Place among all links of the pages. */
  place: number;
}

/** Links of one name to one address: menus repeat them on every page, and each is matched once. */
interface LinksAlike {
  key: string;
  reading: LinkReading;
  best: PlacedLink;
}

/** In the order in which they first stand; of those alike, main content before furniture, then the earliest. */
function linksAlike(pages: readonly Page[]): LinksAlike[] {
  const alike = new Map<string, LinksAlike>();
  let place = 0;
  for (const page of pages) {
    for (const link of page.links) {
      const placed = { link, page, place: place++ };
      const same = `${link.url}\n${link.name}`;
      const before = alike.get(same);
      if (!before) {
        alike.set(same, { key: pageKey(link.url) ?? link.url, reading: readingOf(link), best: placed });
      } else if (isBetter(placed, before.best)) before.best = placed;
    }
  }
  return [...alike.values()];
}

function isBetter(one: PlacedLink, other: PlacedLink): boolean {
  const isMain = one.link.area === "main";
  if (isMain !== (other.link.area === "main")) return isMain;
  return one.place < other.place;
}

/** Questions that probes ask of a snapshot. Built once for each judgement; pure. */
export class Site {
  readonly homepage: Page | null;
  /** Every page read as HTML, homepage first, in the order of the crawl. */
  readonly pages: readonly Page[];
  private readonly byKey = new Map<string, Page>();
  private readonly byLooseKey = new Map<string, Page>();
  private readonly failures = new Map<string, FetchFailure>();
  private readonly unvisited = new Map<string, Unvisited>();
  private readonly own: Page[];
  /** Of the two lists of pages that are asked about a hundred times. */
  private readonly alike = new Map<readonly Page[], LinksAlike[]>();

  constructor(readonly snapshot: Snapshot) {
    for (const page of snapshot.pages) {
      for (const address of [page.url, page.requestedUrl, ...page.aliases]) {
        const key = pageKey(address);
        if (key && !this.byKey.has(key)) this.byKey.set(key, page);
        const loose = looseKey(address);
        if (loose && !this.byLooseKey.has(loose)) this.byLooseKey.set(loose, page);
      }
    }
    for (const failure of snapshot.failures) {
      for (const address of [failure.url, failure.finalUrl]) {
        const key = pageKey(address);
        if (key && !this.failures.has(key)) this.failures.set(key, failure);
      }
    }
    for (const one of snapshot.unvisited) {
      const key = pageKey(one.url);
      if (key && !this.unvisited.has(key)) this.unvisited.set(key, one);
    }
    this.homepage = snapshot.homepageUrl === null ? null : this.page(snapshot.homepageUrl);
    this.pages = snapshot.pages.filter((page) => page.kind === "html");
    this.own = this.pages.filter((page) => page.scope === "own");
  }

  /** The page at this address, redirects and duplicates included. */
  page(address: string): Page | null {
    const key = pageKey(address);
    if (!key) return null;
    const loose = looseKey(address);
    return this.byKey.get(key) ?? (loose ? (this.byLooseKey.get(loose) ?? null) : null);
  }

  failure(address: string): FetchFailure | null {
    const key = pageKey(address);
    return key ? (this.failures.get(key) ?? null) : null;
  }

  /** What became of a link's target. */
  target(address: string): Target {
    const page = this.page(address);
    if (page) return { state: "fetched", page };
    const failure = this.failure(address);
    if (failure) return { state: "failed", failure };
    const key = pageKey(address);
    const unvisited = key ? this.unvisited.get(key) : undefined;
    return unvisited ? { state: "unvisited", unvisited } : { state: "unknown" };
  }

  /** True for the authority's own hosts: its registrable domain, its sub-domains, and hosts its homepage redirects to. */
  isOwn(address: string): boolean {
    const url = parseHttp(address);
    if (!url) return false;
    return (
      withinDomain(url.hostname, this.snapshot.registrableDomain) ||
      this.snapshot.ownHosts.includes(url.hostname)
    );
  }

  /** Pages of the authority's own hosts. */
  ownPages(): readonly Page[] {
    return this.own;
  }

  /** Links on read pages that match, each target once, best area (main before furniture) and earliest page first. */
  links(looksFor: LooksFor, from: readonly Page[] = this.pages): FoundLink[] {
    const found = new Map<string, PlacedLink>();
    for (const { key, reading, best } of this.linksAlike(from)) {
      if (!readingMatches(reading, looksFor)) continue;
      const before = found.get(key);
      if (!before || isBetter(best, before)) found.set(key, best);
    }
    return [...found.values()].map(({ link, page }) => ({ link, page }));
  }

  private linksAlike(pages: readonly Page[]): LinksAlike[] {
    const known = this.alike.get(pages);
    if (known) return known;
    const alike = linksAlike(pages);
    if (pages === this.pages || pages === this.own) this.alike.set(pages, alike);
    return alike;
  }

  /** Read pages whose title, first heading or address match. */
  pagesAbout(looksFor: LooksFor): Page[] {
    return this.snapshot.pages.filter((page) => pageMatches(page, looksFor));
  }

  /** All links that lead to this address. */
  linksTo(address: string): FoundLink[] {
    const key = pageKey(address);
    if (!key) return [];
    return this.pages.flatMap((page) =>
      page.links.filter((link) => pageKey(link.url) === key).map((link) => ({ link, page })),
    );
  }

  /**
   * Outcomes rule 0.5, asked for one subject: homepage read; sitemap read where there is one; the site's navigation
   * from the homepage followed; every link found that could be about the subject answered (95 %); no block left open.
   */
  searchCoverage(looksFor: LooksFor): SearchCoverage {
    const { snapshot, homepage } = this;
    const tried: Evidence[] = [];
    if (homepage) tried.push(seen(homepage, "Homepage read; no link to it found there"));
    for (const page of this.pages) {
      if (tried.length >= 3) break;
      if (page !== homepage && /\ba\s*(?:-|–|to)\s*z\b|site ?map/i.test(page.title)) {
        tried.push(seen(page, "A–Z or site map read; nothing found there"));
      }
    }
    for (const sitemap of snapshot.sitemaps) {
      if (sitemap.outcome === "ok" && tried.length < 4) {
        tried.push({
          url: sitemap.url,
          found: `Sitemap read (${sitemap.urls} addresses); no address about it`,
          excerpt: "",
          retrievedAt: snapshot.startedAt,
          sha256: "",
        });
      }
    }
    for (const query of snapshot.search.queries
      .filter((q) => looksFor.queries?.includes(q.query))
      .slice(0, 2)) {
      tried.push({
        url: query.url,
        found: `The site's own search for “${query.query}”: ${query.results} results, none of them this`,
        excerpt: "",
        retrievedAt: query.retrievedAt ?? snapshot.finishedAt,
        sha256: query.sha256 ?? "",
      });
    }
    if (!homepage) return { complete: false, reason: "blocked", tried };
    if (homepage.needsScript && !homepage.rendered)
      return { complete: false, reason: "js-not-rendered", tried };
    if (snapshot.stoppedBy === "blocked") return { complete: false, reason: "blocked", tried };

    const candidates = new Map<string, string>();
    // Another organisation's pages link to much of the kind; what the authority offers is linked from its own.
    for (const { link } of this.links(looksFor, this.ownPages())) {
      const key = pageKey(link.url);
      if (key) candidates.set(key, link.url);
    }
    for (const one of snapshot.unvisited) {
      if (one.why === "supplier-depth" || one.why === "out-of-scope") continue;
      const key = pageKey(one.url);
      if (key && addressMatches(one.url, looksFor)) candidates.set(key, one.url);
    }
    let open = 0;
    let blocked = 0;
    let foreign = 0;
    for (const address of candidates.values()) {
      const target = this.target(address);
      if (target.state === "fetched") continue;
      if (target.state === "failed") {
        if (DEFINITE.has(target.failure.outcome)) continue;
        if (this.isOwn(address)) blocked++;
        else foreign++;
        continue;
      }
      if (target.state === "unvisited" && target.unvisited.why === "trap") continue;
      open++;
    }
    const allowed = Math.floor(candidates.size * 0.05);
    if (blocked > allowed) return { complete: false, reason: "blocked", tried };
    if (foreign > allowed) return { complete: false, reason: "third-party-unreachable", tried };
    if (open > allowed) return { complete: false, reason: "crawl-incomplete", tried };

    if (!this.wasSearchedFor(looksFor)) return { complete: false, reason: "crawl-incomplete", tried };

    const navigation = this.navigationOfHomepage();
    const unread = navigation.filter((address) => {
      const target = this.target(address);
      return (
        target.state === "unvisited" || (target.state === "failed" && !DEFINITE.has(target.failure.outcome))
      );
    });
    if (navigation.length > 0 && unread.length > navigation.length * 0.05) {
      return { complete: false, reason: "crawl-incomplete", tried };
    }
    return { complete: true, reason: "complete", tried };
  }

  /** Where pages were left unread for want of budget, the site's own search must have been asked, if it has one. */
  private wasSearchedFor({ queries = [] }: LooksFor): boolean {
    const { stoppedBy, search } = this.snapshot;
    if (stoppedBy === "exhausted" || search.why !== "used" || queries.length === 0) return true;
    return search.queries.some((one) => one.outcome === "ok" && queries.includes(one.query));
  }

  /** Own-host addresses that the homepage's header and navigation link to. */
  navigationOfHomepage(): string[] {
    if (!this.homepage) return [];
    const addresses = new Set<string>();
    for (const link of this.homepage.links) {
      if (link.area !== "nav" && link.area !== "header") continue;
      const key = pageKey(link.url);
      if (key && this.isOwn(key)) addresses.add(key);
    }
    return [...addresses];
  }
}

/** Failures that settle the question: the page is not there, and asking again would not help. */
const DEFINITE: ReadonlySet<string> = new Set([
  "not-found",
  "soft-404",
  "redirected-away",
  "client-error",
  "empty",
]);

export function fold(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

export function nameMatches(name: string, looksFor: LooksFor): boolean {
  const folded = fold(name);
  if (folded === "") return false;
  if (looksFor.notLinks?.some((pattern) => pattern.test(folded))) return false;
  return looksFor.links.some((pattern) => pattern.test(folded));
}

/** Host, path and query are compared apart, never as a substring of the whole address. */
export function addressMatches(address: string, looksFor: LooksFor): boolean {
  const url = parseHttp(address);
  if (!url) return false;
  if (looksFor.hosts?.some((pattern) => pattern.test(url.hostname))) return true;
  return looksFor.paths?.some((pattern) => pattern.test(url.pathname + url.search)) ?? false;
}

export function linkMatches(link: Link, looksFor: LooksFor): boolean {
  return readingMatches(readingOf(link), looksFor);
}

function readingMatches({ name, host, path }: LinkReading, looksFor: LooksFor): boolean {
  if (name !== "") {
    if (looksFor.notLinks?.some((pattern) => pattern.test(name))) return false;
    if (looksFor.links.some((pattern) => pattern.test(name))) return true;
  }
  if (host === "") return false;
  if (looksFor.hosts?.some((pattern) => pattern.test(host))) return true;
  return looksFor.paths?.some((pattern) => pattern.test(path)) ?? false;
}

interface LinkReading {
  name: string;
  host: string;
  path: string;
}

/** A hundred outcomes ask the same link: folded and parsed once. */
const linkReadings = new WeakMap<Link, LinkReading>();

function readingOf(link: Link): LinkReading {
  const known = linkReadings.get(link);
  if (known) return known;
  const url = parseHttp(link.url);
  const reading = {
    name: fold(link.name),
    host: url?.hostname ?? "",
    path: url ? url.pathname + url.search : "",
  };
  linkReadings.set(link, reading);
  return reading;
}

export function pageMatches(page: Page, looksFor: LooksFor): boolean {
  const h1 = page.headings.find((heading) => heading.level === 1)?.text ?? "";
  return nameMatches(page.title, looksFor) || nameMatches(h1, looksFor) || addressMatches(page.url, looksFor);
}

/** Evidence from a read page; the excerpt is cut to 300 characters. */
export function seen(page: Page, found: string, excerpt = ""): Evidence {
  return {
    url: page.url,
    found,
    excerpt: cut(excerpt || page.title, 300),
    retrievedAt: page.retrievedAt,
    sha256: page.sha256,
  };
}

/** Evidence from a request that gave no page. */
export function tried(failure: FetchFailure): Evidence {
  return {
    url: failure.url,
    found: failure.detail,
    excerpt: failure.linkName,
    retrievedAt: failure.at,
    sha256: "",
  };
}

export function cut(text: string, max: number): string {
  const folded = fold(text);
  return folded.length <= max ? folded : `${folded.slice(0, max - 1).trimEnd()}…`;
}
