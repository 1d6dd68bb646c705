/**
 * What one crawl of one site gathered, as plain data: it goes into the store and comes back unchanged,
 * and it is all that a probe ever sees.
 */

/** How a request ended: one word for each case that a reader, or the retry policy, must tell apart. */
export const FETCH_OUTCOMES = [
  "ok",
  "not-modified",
  "redirected-away",
  "redirect-loop",
  "soft-404",
  "not-found",
  "login",
  "blocked",
  "rate-limited",
  "disallowed",
  "timeout",
  "dns",
  "refused-connection",
  "connection-lost",
  "tls",
  "refused-address",
  "too-large",
  "not-html",
  "empty",
  "client-error",
  "server-error",
] as const;
export type FetchOutcome = (typeof FETCH_OUTCOMES)[number];

/** Where in the page's furniture something stands. */
export type PageArea = "header" | "nav" | "main" | "aside" | "footer";

export interface Meta {
  name: string | null;
  property: string | null;
  httpEquiv: string | null;
  scheme: string | null;
  content: string | null;
  lang: string | null;
  /** `comment`: found inside an HTML comment, so it does not count but is worth telling. */
  place: "head" | "body" | "comment" | "noscript";
}

export interface HeadLink {
  rel: string;
  url: string | null;
  type: string | null;
  title: string | null;
}

export interface Link {
  /** Absolute address without its fragment; `mailto:`, `tel:` and `javascript:` as written (contacts masked on personal pages). */
  url: string;
  fragment: string;
  /** Accessible name: aria-label, else aria-labelledby, else text with the alternatives of images, else title. */
  name: string;
  title: string | null;
  rel: string | null;
  element: "a" | "area" | "iframe" | "button";
  area: PageArea;
  /** First image inside the link. */
  image: { alt: string | null; src: string } | null;
  hidden: boolean;
  /** Text of the nearest heading above, and of the enclosing list item, cell or paragraph (≤ 240 characters). */
  heading: string;
  context: string;
}

export interface FormField {
  name: string;
  /** `text`, `email`, `radio`, `select`, `textarea`, `submit` … as HTML has it, lower case. */
  type: string;
  label: string;
  required: boolean;
  options: string[];
  value: string | null;
}

export interface Form {
  action: string;
  method: "get" | "post";
  fields: FormField[];
  /** Labels of submit buttons. */
  buttons: string[];
  heading: string;
  /** Text inside the form, labels included (≤ 2000 characters). */
  text: string;
  area: PageArea;
  id: string;
}

export interface Table {
  caption: string;
  heading: string;
  /** Cell texts row by row; a cell that spans is printed once. */
  rows: { header: boolean; text: string }[][];
}

/** A heading, or the name of a part that can be unfolded (`summary`), which counts as one level below the last. */
export interface Heading {
  level: number;
  text: string;
  id: string;
}

/** Presence of contact data, never the data: how many distinct ones the page shows. */
export interface ContactPresence {
  emails: number;
  /** E-mail addresses on the site's own registrable domain, or another public-sector one. */
  councilEmails: number;
  phones: number;
  postcodes: number;
  /** A "contact" form or link that reaches the person or team the page is about. */
  contactForm: boolean;
}

export type PageKind = "html" | "pdf" | "xml" | "json" | "text" | "document" | "image" | "other";

/** One fetched URL and everything read off it, once. */
export interface Page {
  /** Address after redirects; the page's identity in the snapshot. */
  url: string;
  requestedUrl: string;
  /** Other addresses that led here (redirects, duplicates by content). */
  aliases: string[];
  kind: PageKind;
  status: number;
  contentType: string;
  /** Response headers a probe may ask for, lower-case names. */
  headers: Record<string, string>;
  charset: string;
  retrievedAt: string;
  /** SHA-256 of the body as received (hex), and its size after decompression. */
  sha256: string;
  bytes: number;
  /** True when read from the browser's DOM because the served page was empty without JavaScript. */
  rendered: boolean;
  /** Served HTML holds next to no text and leans on scripts. */
  needsScript: boolean;
  /** Links from the homepage at least this many clicks away (0 = homepage); null when it was only found by sitemap or search. */
  clicks: number | null;
  /** `own`: the authority's site; `supplier`: another host reached from it, read as evidence only. */
  scope: "own" | "supplier";
  /** How it came to be fetched. */
  foundBy: "start" | "link" | "sitemap" | "search" | "lead";
  /** The page is about a person: contact details in its stored text, links and body are masked. */
  personal: boolean;
  lang: string | null;
  title: string;
  metas: Meta[];
  headLinks: HeadLink[];
  headings: Heading[];
  links: Link[];
  forms: Form[];
  tables: Table[];
  /** Visible text, one line for each block, furniture included / left out. */
  text: string;
  mainText: string;
  iframes: { url: string; title: string }[];
  scripts: string[];
  /** Characters of script that stand in the page itself. */
  inlineScriptChars?: number;
  images: { src: string; alt: string | null }[];
  /** `@type` values of JSON-LD and microdata. */
  schemaTypes: string[];
  contacts: ContactPresence;
  /** Pages with the same key were made by the same template. */
  template: string;
}

/** A request that did not give a page. */
export interface FetchFailure {
  url: string;
  finalUrl: string;
  outcome: Exclude<FetchOutcome, "ok" | "not-modified">;
  status: number | null;
  /** One line for a person. */
  detail: string;
  at: string;
  foundOn: string | null;
  linkName: string;
  attempts: number;
}

/** A link that was found and not followed. */
export interface Unvisited {
  url: string;
  name: string;
  foundOn: string;
  why: "page-budget" | "time-budget" | "trap" | "out-of-scope" | "supplier-depth" | "unlikely";
}

export interface RobotsRecord {
  host: string;
  outcome: FetchOutcome;
  /** Whether the homepage of that host may be fetched by us. */
  allowsRoot: boolean;
  crawlDelaySeconds: number | null;
  sitemaps: string[];
}

export interface SitemapRecord {
  url: string;
  outcome: FetchOutcome;
  urls: number;
}

/** What the site's own search engine was asked (GET forms only, and only where robots.txt allows it). */
export interface SiteSearch {
  available: boolean;
  why: "used" | "no-form" | "post-only" | "disallowed" | "failed" | "not-needed" | "off";
  queries: SearchQuery[];
}

export interface SearchQuery {
  query: string;
  url: string;
  results: number;
  outcome: FetchOutcome;
  /** When the site last gave or confirmed this answer, which may be some nights ago; absent where it gave none. */
  retrievedAt?: string;
  /** Of the results page as received. */
  sha256?: string;
}

export interface RuleResult {
  rule: string;
  help: string;
  helpUrl: string;
  impact: string | null;
  /** WCAG success criteria, `1.4.3`; empty for best practice. */
  criteria: string[];
  level: "A" | "AA" | "AAA" | "best-practice";
  nodes: {
    target: string;
    html: string;
    problem: string;
    /** Address of the frame the element stands in, when that is not the page itself. */
    frame: string | null;
    /** Inside a cookie or consent overlay. */
    overlay: boolean;
  }[];
  /** How many elements in all; `nodes` keeps the first few. */
  count: number;
}

/** One page examined in the browser by an accessibility engine. */
export interface Examination {
  url: string;
  sampledAs: "homepage" | "key-page" | "template" | "random";
  outcome: FetchOutcome;
  detail: string;
  engine: string;
  engineVersion: string;
  viewport: { width: number; height: number };
  examinedAt: string;
  sha256: string;
  violations: RuleResult[];
  needsReview: RuleResult[];
  passes: string[];
  /** Hosts of frames on the page that are not the authority's. */
  foreignFrames: string[];
  /** Links found in the rendered DOM (homepage only): what scripts add counts too. */
  renderedLinks: Link[] | null;
}

export type StoppedBy = "exhausted" | "page-budget" | "time-budget" | "blocked" | "unreachable";

export interface Snapshot {
  format: "council-audit-snapshot/1";
  startedAt: string;
  finishedAt: string;
  requestedUrl: string;
  /** Homepage after redirects; null when it could not be read. */
  homepageUrl: string | null;
  registrableDomain: string;
  ownHosts: string[];
  /** Set when the homepage leads to another authority's or organisation's domain. */
  movedTo: string | null;
  pages: Page[];
  failures: FetchFailure[];
  unvisited: Unvisited[];
  robots: RobotsRecord[];
  sitemaps: SitemapRecord[];
  search: SiteSearch;
  examinations: Examination[];
  /** Pages read as members of a series (each councillor, each letter of an A–Z), which the page budget does not count. */
  pagesInSeries: number;
  stoppedBy: StoppedBy;
  seed: string;
}
