import { createHash, randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { htmlOf } from "../crawl/net-of.js";

export interface Asked {
  /** With query. */
  path: string;
  status: number;
  /** Of the body. */
  bytes: number;
}

/** A council on a loopback port with a search of its own; what it answers can be changed between two nights. */
export interface SearchSite {
  port: number;
  /** Since it was last emptied. */
  asked: Asked[];
  /** Which answers carry an ETag: all, or pages alone. */
  validators: "all" | "pages";
  /** Path → text that its page holds besides. */
  edits: Map<string, string>;
  /** Queries that the search fails at. */
  failing: RegExp | null;
  /** What the search finds besides, for every query. */
  alsoFound: string | null;
  onAsked: ((asked: Asked) => void) | null;
  close(): Promise<void>;
}

const HOST = "http://www.example.gov.uk";
const TOPICS = ["council-tax", "bins", "planning", "libraries", "parking", "housing", "schools", "news"];
const FORM = `<form action="/search" method="get"><label for="q">Search</label><input id="q" name="q"><button>Search</button></form>`;

export async function startSearchSite(): Promise<SearchSite> {
  const site: SearchSite = {
    port: 0,
    asked: [],
    validators: "all",
    edits: new Map(),
    failing: null,
    alsoFound: null,
    onAsked: null,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", HOST);
    const path = url.pathname + url.search;
    const html = request.headers.host?.startsWith("www.example.gov.uk") ? pageAt(site, url) : null;
    const isSearch = url.pathname === "/search";
    const status = html === "failing" ? 400 : html === null ? 404 : 200;
    const body = status === 200 ? String(html) : "<title>Not here</title>";
    const etag = `"${createHash("sha256").update(body).digest("hex").slice(0, 16)}"`;
    const withEtag = status === 200 && (site.validators === "all" || !isSearch);
    const same = withEtag && request.headers["if-none-match"] === etag;
    const seen = { path, status: same ? 304 : status, bytes: same ? 0 : Buffer.byteLength(body) };
    site.asked.push(seen);
    const headers = { "content-type": "text/html; charset=utf-8", ...(withEtag ? { etag } : {}) };
    response.writeHead(seen.status, headers).end(same ? undefined : body);
    site.onAsked?.(seen);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  site.port = (server.address() as AddressInfo).port;
  return site;
}

function pageAt(site: SearchSite, url: URL): string | "failing" | null {
  const edit = site.edits.get(url.pathname);
  const more = edit ? `<p>${edit}</p>` : "";
  if (url.pathname === "/") {
    const links = Object.fromEntries(TOPICS.map((topic) => [`/${topic}`, titleOf(topic)]));
    return htmlOf("Example Council", links, FORM + more);
  }
  if (url.pathname === "/search") return resultsFor(site, url.searchParams.get("q") ?? "");
  const topic = url.pathname.slice(1);
  if (TOPICS.includes(topic)) return htmlOf(titleOf(topic), { "/": "Home" }, more);
  const found = /^\/found\/([\w-]+)$/.exec(url.pathname)?.[1];
  return found ? htmlOf(titleOf(found), {}, more) : null;
}

/** Every third query finds a page; without an ETag, a token makes each answer another. */
function resultsFor(site: SearchSite, query: string): string | "failing" {
  if (site.failing?.test(query)) return "failing";
  const slug = query.toLowerCase().replace(/\W+/g, "-");
  const links: Record<string, string> = {};
  if (query.length % 3 === 0) links[`/found/${slug}`] = titleOf(slug);
  if (site.alsoFound) links[`/found/${site.alsoFound}`] = titleOf(site.alsoFound);
  const token = site.validators === "all" ? "" : `<!-- token ${randomUUID()} -->`;
  return htmlOf(`Search results for ${query}`, links, token);
}

function titleOf(slug: string): string {
  return slug.charAt(0).toUpperCase() + slug.slice(1).replaceAll("-", " ");
}
