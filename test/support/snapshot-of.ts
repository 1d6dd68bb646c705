import { createHash } from "node:crypto";
import { readHtml } from "../../src/crawl/read-page.js";
import { Site } from "../../src/snapshot/site.js";
import type { FetchFailure, Page, Snapshot } from "../../src/snapshot/types.js";

export const HOME = "https://www.example.gov.uk/";

/**
 * A snapshot made from literal pages, for probe tests: keys are paths on www.example.gov.uk (or absolute addresses),
 * values HTML. Clicks from the homepage are counted over the links of the pages themselves.
 */
export function snapshotOf(pages: Record<string, string>, changes: Partial<Snapshot> = {}): Snapshot {
  const read: Page[] = [];
  for (const [path, html] of Object.entries(pages)) read.push(pageOf(path, html));
  countClicks(read);
  return {
    format: "council-audit-snapshot/1",
    startedAt: "2026-11-01T02:00:00.000Z",
    finishedAt: "2026-11-01T02:10:00.000Z",
    requestedUrl: HOME,
    homepageUrl: pages["/"] === undefined ? null : HOME,
    registrableDomain: "example.gov.uk",
    ownHosts: ["www.example.gov.uk"],
    movedTo: null,
    pages: read,
    failures: [],
    unvisited: [],
    robots: [],
    sitemaps: [],
    search: { available: false, why: "no-form", queries: [] },
    examinations: [],
    pagesInSeries: 0,
    stoppedBy: "exhausted",
    seed: "test",
    ...changes,
  };
}

export function siteOf(pages: Record<string, string>, changes: Partial<Snapshot> = {}): Site {
  return new Site(snapshotOf(pages, changes));
}

export function pageOf(path: string, html: string, changes: Partial<Page> = {}): Page {
  const url = new URL(path, HOME).href;
  const own = new URL(url).hostname.endsWith("example.gov.uk");
  const {
    clientRedirect: _,
    baseUrl: __,
    ...reading
  } = readHtml(html, {
    url,
    registrableDomain: "example.gov.uk",
    personal: changes.personal ?? false,
  });
  return {
    url,
    requestedUrl: url,
    aliases: [],
    kind: "html",
    status: 200,
    contentType: "text/html; charset=utf-8",
    headers: {},
    charset: "UTF-8",
    retrievedAt: "2026-11-01T02:00:00.000Z",
    sha256: createHash("sha256").update(html).digest("hex"),
    bytes: html.length,
    rendered: false,
    clicks: path === "/" ? 0 : null,
    scope: own ? "own" : "supplier",
    foundBy: "link",
    personal: false,
    ...reading,
    ...changes,
  };
}

export function failureOf(
  path: string,
  outcome: FetchFailure["outcome"],
  status: number | null = null,
): FetchFailure {
  const url = new URL(path, HOME).href;
  return {
    url,
    finalUrl: url,
    outcome,
    status,
    detail: `ended in ${outcome}`,
    at: "2026-11-01T02:00:00.000Z",
    foundOn: HOME,
    linkName: "",
    attempts: 1,
  };
}

function countClicks(pages: Page[]): void {
  const byUrl = new Map(pages.map((page) => [page.url, page]));
  let edge = pages.filter((page) => page.clicks === 0);
  while (edge.length > 0) {
    const next: Page[] = [];
    for (const page of edge) {
      for (const link of page.links) {
        const target = byUrl.get(link.url);
        if (target && target.clicks === null) {
          target.clicks = (page.clicks ?? 0) + 1;
          next.push(target);
        }
      }
    }
    edge = next;
  }
}
