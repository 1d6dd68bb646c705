import type { Evidence } from "../../src/audit/types.js";
import type { AuthorityType } from "../../src/authorities/types.js";
import { cut, type LooksFor, type Site, seen, tried } from "../../src/snapshot/site.js";
import type { Link, Table } from "../../src/snapshot/types.js";
import { parseHttp } from "../../src/snapshot/url.js";
import type { FoundDate } from "../dates.js";
import { expression } from "../expressions.js";
import { absent, nameBond } from "../facilities/ladder.js";
import { around, type PageView, type SiteView, sectionText } from "../facilities/site-view.js";
import type { LimbAnswer, Noise, Room, SpecialLimb, Topic } from "../facilities/types.js";
import { names, type Pattern, patternOf } from "../facilities/wording.js";
import { datesOf, type Freshness } from "./freshness.js";
import { seeksHub, withHub } from "./hub.js";

/**
 * One publication a duty asks for, as data.
 * `data`: figures a machine can read (a spreadsheet, or a table or sentence on a page; a PDF is half of it);
 * `document`: a document of any format, or as much on a page; `page`: a page about it that says the stated things.
 */
export interface PublishedData extends Topic {
  key?: string;
  name: string;
  form: "data" | "document" | "page";
  fresh: Freshness;
  /** Sources: a sentence that is by itself what is asked for (“the ratio is 7.2:1”). */
  states?: readonly string[];
  /** Sources: each of them must stand on the pages about it. */
  mustSay?: readonly string[];
  /** Sources: the authority says that the thing does not exist here. */
  none?: readonly string[];
  appliesTo?: readonly AuthorityType[];
  keepNoise?: readonly Noise[];
  /** Shown, and not combined into the verdict. */
  supporting?: boolean;
}

export function published(data: PublishedData): SpecialLimb {
  return {
    kind: "special",
    key: data.key ?? "a",
    name: data.name,
    wordings: data.wordings,
    ...(data.notThese ? { notThese: data.notThese } : {}),
    ...(data.paths ? { paths: data.paths } : {}),
    ...(data.appliesTo ? { appliesTo: data.appliesTo } : {}),
    ...(data.supporting ? { supporting: true } : {}),
    judge: (room, limb) => judgePublished(room, limb, data),
  };
}

type Format = "open" | "pdf" | "text-document";

interface DocumentLink {
  link: Link;
  view: PageView;
  format: Format;
  broken: boolean;
}

/** A page, or the section of one, that is about the publication. */
interface Place {
  view: PageView;
  text: string;
  tables: readonly Table[];
}

interface Found {
  places: Place[];
  documents: DocumentLink[];
  broken: Evidence[];
  unread: { reason: string; evidence: Evidence }[];
}

const OPEN = /\.(csv|tsv|xlsx?|xlsm|ods|json|geojson)$/i;
const PDF = /\.pdf$/i;
const TEXT_DOCUMENT = /\.(docx?|odt|rtf|pptx?|odp)$/i;
const OPEN_NAME = /\b(csv|xlsx?|excel|ods|spread ?sheet)\b/i;
const AWAITING =
  /\b(awaiting|to follow|coming soon|not yet (been )?(available|published|prepared)|will be (published|added|available|uploaded)|under construction|(is|are) being (compiled|prepared|collated)|tbc|to be (confirmed|added|published))\b/i;
const ENOUGH_WORDS = 50;
/** So much text of its own is the document itself rather than a word about it. */
const DOCUMENT_WORDS = 150;
const MOST_SUBPAGES = 40;

function judgePublished(room: Room, limb: SpecialLimb, data: PublishedData): LimbAnswer {
  const found = gather(room, limb, data);
  const answer = weigh(room, found, data);
  if (answer?.verdict === "met") return answer;
  const none = saidNotToExist(room, data);
  if (none) return { verdict: "not-applicable", reason: "not-here", level: null, evidence: [none] };
  if (answer) return answer;
  const [unread] = found.unread;
  if (unread)
    return { verdict: "cannot-tell", reason: unread.reason, level: null, evidence: [unread.evidence] };
  const [broken] = found.broken;
  if (broken) return { verdict: "partly-met", reason: "broken-link", level: 1, evidence: [broken] };
  return absent({ ...room, looksFor: ownSearch(room, limb) });
}

const searches = new WeakMap<SpecialLimb, LooksFor>();

/** A part is absent when the search for that part was complete: files of the other parts need not have been read. */
function ownSearch(room: Room, limb: SpecialLimb): LooksFor {
  const known = searches.get(limb);
  if (known) return known;
  const { is, not, paths } = patternOf(limb);
  const own: LooksFor = {
    links: [is],
    notLinks: not ? [not] : [],
    paths,
    queries: room.looksFor.queries ?? [],
  };
  const search = seeksHub(room.looksFor) ? withHub(own) : own;
  searches.set(limb, search);
  return search;
}

/** Null when there is nothing to weigh. */
function weigh(room: Room, found: Found, data: PublishedData): LimbAnswer | null {
  const documents = found.documents.filter((one) => !one.broken);
  if (found.places.length === 0 && documents.length === 0) return null;
  const text = found.places.map((one) => one.text).join("\n");
  const tables = found.places.flatMap((one) => one.tables).filter(hasRows);
  const stated = (data.states ?? []).map((one) => expression(one)).find((one) => one.test(text));
  const age = data.fresh(datesFor(found, documents, tables, text), room.context.asOf);
  const format = formatOf(documents, tables, stated !== undefined);
  const measures = { format, newest: age.newest, documents: documents.length };
  const evidence = evidenceOf(found, documents, data, stated);
  const partly = (reason: string): LimbAnswer => ({
    verdict: "partly-met",
    reason,
    level: 1,
    evidence,
    measures,
  });

  const shortfall = shortfallOf(found, documents, data, format, text);
  if (shortfall) return partly(shortfall);
  if (age.state === "stale") return partly("stale");
  if (data.form === "data" && (format === "pdf" || format === "text-document")) return partly("pdf-only");
  if (age.state === "undated") return partly("undated");
  return { verdict: "met", reason: "published", level: 1, evidence, measures };
}

/** What is missing before age and format matter; null when the thing itself is there. */
function shortfallOf(
  found: Found,
  documents: readonly DocumentLink[],
  data: PublishedData,
  format: Format | "page" | "none",
  text: string,
): string | null {
  const words = text.split(/\s+/).filter((one) => one !== "").length;
  if (data.form === "page") {
    if (words < ENOUGH_WORDS && documents.length === 0) return "thin";
    const said = (data.mustSay ?? []).every((one) => expression(one).test(text));
    return said ? null : "statement-missing";
  }
  if (format !== "none") return null;
  const awaited = AWAITING.test(text);
  if (awaited) return "awaiting";
  if (found.broken.length > 0 || found.documents.length > 0) return "broken-link";
  return data.form === "document" && words >= DOCUMENT_WORDS ? null : "page-only";
}

function formatOf(
  documents: readonly DocumentLink[],
  tables: readonly Table[],
  stated: boolean,
): Format | "page" | "none" {
  if (documents.some((one) => one.format === "open")) return "open";
  if (stated || tables.length > 0) return "page";
  return documents[0]?.format ?? "none";
}

/** A table of figures, not of promises: a heading, and rows with a number in them. */
function hasRows(table: Table): boolean {
  const rows = table.rows.filter((row) => !row.every((cell) => cell.header));
  return (
    rows.filter((row) => row.some((cell) => /\d/.test(cell.text) && !AWAITING.test(cell.text))).length >= 2
  );
}

/** The files' own names first; a page's text dates them only when they do not. */
function datesFor(
  found: Found,
  documents: readonly DocumentLink[],
  tables: readonly Table[],
  text: string,
): FoundDate[] {
  const named = documents.flatMap(({ link }) =>
    datesOf(`${link.name}\n${link.context}\n${fileName(link.url)}`),
  );
  const tabled = tables.flatMap((table) =>
    datesOf(
      `${table.caption}\n${table.rows.map((row) => row.map((cell) => cell.text).join(" | ")).join("\n")}`,
    ),
  );
  if (named.length + tabled.length > 0) return [...named, ...tabled];
  return datesOf(`${found.places.map((one) => `${one.view.title}\n${one.view.h1}`).join("\n")}\n${text}`);
}

function fileName(address: string): string {
  const last = parseHttp(address)?.pathname.split("/").at(-1) ?? "";
  return last.replace(/\.\w+$/, "").replace(/_|%20/g, " ");
}

function evidenceOf(
  found: Found,
  documents: readonly DocumentLink[],
  data: PublishedData,
  stated: RegExp | undefined,
): Evidence[] {
  const pattern = patternOf(data);
  const pages = found.places
    .slice(0, 3)
    .map(({ view, text }) =>
      seen(view.page, `About ${data.name}`, around(text, stated ?? pattern.is) || cut(text, 200)),
    );
  const files = documents
    .slice(0, 3)
    .map(({ link, view, format }) =>
      seen(view.page, `Links to ${FORMAT_NAMES[format]} (${cut(link.url, 150)})`, link.name),
    );
  return [...pages, ...files, ...found.broken.slice(0, 2)].slice(0, 6);
}

const FORMAT_NAMES: Record<Format, string> = {
  open: "a file that machines can read",
  pdf: "a PDF",
  "text-document": "a text document",
};

function gather(room: Room, limb: SpecialLimb, data: PublishedData): Found {
  const pattern = patternOf(limb);
  const found: Found = { places: [], documents: [], broken: [], unread: [] };
  const taken = new Set<PageView>();
  for (const view of room.view.pages) {
    if (!usable(view, data)) continue;
    const bond = nameBond(view, pattern);
    if (bond === "title") takePage(room.view, view, pattern, found, taken);
    else if (bond === "section") takeSections(room.view, view, pattern, found);
  }
  for (const one of documentLinks(room.view)) {
    if (!usable(one.view, data)) continue;
    if (names(pattern, one.link.name) || names(pattern, one.link.context)) takeDocument(one, room, found);
  }
  for (const one of room.view.linksNamed(pattern)) {
    if (!usable(one.from, data) || one.from.page.scope !== "own") continue;
    followNamed(room, one.link, one.from, pattern, data, found, taken);
  }
  return found;
}

function usable(view: PageView, data: PublishedData): boolean {
  if (view.otherCouncil || view.retired || view.page.personal) return false;
  return view.noise === null || view.noise === "documents" || (data.keepNoise?.includes(view.noise) ?? false);
}

/** A page of that name: all of its text, tables and files, and those of its pages by year. */
function takePage(
  siteView: SiteView,
  view: PageView,
  pattern: Pattern,
  found: Found,
  taken: Set<PageView>,
): void {
  if (taken.has(view)) return;
  taken.add(view);
  found.places.push({ view, text: view.text, tables: view.page.tables });
  const pages = [view, ...subpages(siteView, view, pattern).filter((one) => !taken.has(one))];
  for (const page of pages) {
    if (page !== view) found.places.push({ view: page, text: page.text, tables: page.page.tables });
    taken.add(page);
    for (const one of documentLinks(siteView)) {
      if (one.view === page && !pattern.not?.test(one.link.name)) addDocument(one, found);
    }
  }
}

function subpages(siteView: SiteView, view: PageView, pattern: Pattern): PageView[] {
  const found = new Set<PageView>();
  for (const link of view.page.links) {
    if (found.size >= MOST_SUBPAGES) break;
    if (link.area !== "main" || (datesOf(link.name).length === 0 && !names(pattern, link.name))) continue;
    const target = siteView.site.target(link.url);
    if (target.state !== "fetched" || target.page === view.page) continue;
    const page = siteView.view(target.page);
    if (page && page.page.clicks !== 0 && !page.otherCouncil && page.noise === null) found.add(page);
  }
  return [...found];
}

function takeSections(siteView: SiteView, view: PageView, pattern: Pattern, found: Found): void {
  const headings = view.headings.filter((one) => names(pattern, one));
  const text = headings.map((one) => sectionText(view, one)).join("\n");
  const tables = view.page.tables.filter(
    (table) => names(pattern, table.heading) || names(pattern, table.caption),
  );
  found.places.push({ view, text, tables });
  for (const one of documentLinks(siteView)) {
    if (one.view === view && names(pattern, one.link.heading)) addDocument(one, found);
  }
}

function takeDocument(one: DocumentLink, room: Room, found: Found): void {
  const target = room.view.site.target(one.link.url);
  if (target.state === "failed" && one.broken) found.broken.push(tried(target.failure));
  addDocument(one, found);
}

function addDocument(one: DocumentLink, found: Found): void {
  if (!found.documents.some((known) => known.link.url === one.link.url)) found.documents.push(one);
}

/** A link of that name: to a page of another title, to a page that is gone, or to a place that was not read. */
function followNamed(
  room: Room,
  link: Link,
  from: PageView,
  pattern: Pattern,
  data: PublishedData,
  found: Found,
  taken: Set<PageView>,
): void {
  const { site } = room.view;
  const target = site.target(link.url);
  if (target.state === "fetched") {
    const view = room.view.view(target.page);
    if (view && usable(view, data) && view.page.clicks !== 0 && pattern.is.test(view.text))
      takePage(room.view, view, pattern, found, taken);
    return;
  }
  if (formatAt(link, site) !== null) return;
  if (target.state === "failed") {
    const { outcome } = target.failure;
    if (["not-found", "soft-404", "client-error", "empty"].includes(outcome))
      found.broken.push(tried(target.failure));
    else if (outcome !== "not-html" && outcome !== "redirected-away") {
      const reason = site.isOwn(link.url) ? "blocked" : "third-party-unreachable";
      found.unread.push({ reason, evidence: tried(target.failure) });
    }
    return;
  }
  if (target.state === "unvisited" && target.unvisited.why === "trap") return;
  const own = site.isOwn(link.url);
  const where = own ? "a page" : `another site (${parseHttp(link.url)?.hostname ?? ""})`;
  found.unread.push({
    reason: own ? "crawl-incomplete" : "linked-elsewhere",
    evidence: seen(from.page, `Links to ${where} that was not read`, link.name),
  });
}

const documentsOf = new WeakMap<SiteView, DocumentLink[]>();

/** Every link to a file from the content of a page; found once for all publications. */
function documentLinks(view: SiteView): DocumentLink[] {
  const known = documentsOf.get(view);
  if (known) return known;
  const found: DocumentLink[] = [];
  for (const one of view.pages) {
    for (const link of one.page.links) {
      if (link.area !== "main" && link.area !== "aside") continue;
      const format = formatAt(link, view.site);
      if (!format) continue;
      const target = view.site.target(link.url);
      const broken =
        target.state === "failed" &&
        ["not-found", "soft-404", "client-error"].includes(target.failure.outcome);
      found.push({ link, view: one, format, broken });
    }
  }
  documentsOf.set(view, found);
  return found;
}

/** The kind of file a link leads to, or null when it is a page. What the server said goes before the address. */
function formatAt(link: Link, site: Site): Format | null {
  const url = parseHttp(link.url);
  if (!url) return null;
  const target = site.target(link.url);
  if (target.state === "fetched") {
    const { kind, contentType } = target.page;
    if (kind === "html") return null;
    if (kind === "pdf") return "pdf";
    if (kind === "json" || /csv|excel|spreadsheet|tab-separated/i.test(contentType)) return "open";
  }
  if (target.state === "failed" && target.failure.outcome === "not-html") {
    if (/csv|excel|spreadsheet|json/i.test(target.failure.detail)) return "open";
    if (/pdf/i.test(target.failure.detail)) return "pdf";
    if (/word|opendocument\.text|rtf/i.test(target.failure.detail)) return "text-document";
  }
  if (OPEN.test(url.pathname)) return "open";
  if (PDF.test(url.pathname)) return "pdf";
  if (TEXT_DOCUMENT.test(url.pathname)) return "text-document";
  // Download addresses without an ending say in the link's name what they give: “2026 to 2027 (CSV, 40 KB)”.
  const tail = /\(([^)]{1,40})\)\s*$|\[([^\]]{1,40})\]\s*$|(\b\w+)$/.exec(link.name)?.[0] ?? "";
  if (target.state !== "fetched" && OPEN_NAME.test(tail)) return "open";
  if (target.state !== "fetched" && /\bpdf\b/i.test(tail)) return "pdf";
  return null;
}

/** The authority's own word that there is nothing to publish: no housing stock, no parking enforcement. */
function saidNotToExist(room: Room, data: PublishedData): Evidence | null {
  for (const source of data.none ?? []) {
    const pattern = expression(source);
    for (const view of room.view.pages) {
      if (view.page.scope !== "own" || view.noise !== null || view.retired) continue;
      if (pattern.test(view.text))
        return seen(view.page, `Says that there is none: ${data.name}`, around(view.text, pattern));
    }
  }
  return null;
}
