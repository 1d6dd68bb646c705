import { parseHttp } from "../snapshot/url.js";

const NOT_PAGES =
  /\.(jpe?g|png|gif|webp|svg|ico|bmp|tiff?|mp3|mp4|m4[av]|avi|mov|wmv|wav|zip|gz|exe|dmg|css|js|mjs|woff2?|ttf|ics|vcf|rss|atom)$/i;
const DOCUMENT = /\.(pdf|docx?|dotx?|odt|xlsx?|ods|csv|rtf|pptx?|odp|txt|xml|json)$/i;
const SORTING =
  /^(sort|sort_?by|sort_?order|order|order_?by|facets?|f\[.*|filters?\[.*|tid\[.*|replytocom|share)$/i;
const DATE_PARAMETER =
  /^(date|month|year|day|week|m|y|d|mm|yy|yyyy|from|to|start|end|startdate|enddate|cal\w*)$/i;
const PAGE_PARAMETER = /^(page|p|pg|start|offset|pagenumber|pageno|page_no|from)$/i;
const SHARING =
  /(^|\.)(facebook|twitter|x|instagram|linkedin|youtube|pinterest|tiktok|whatsapp|flickr|vimeo|addthis|sharethis|addtoany|nextdoor)\.com$|(^|\.)(youtu\.be|translate\.goog|t\.co|threads\.net)$|^translate\.google\./;
const MAX_ADDRESS_CHARACTERS = 600;
const MAX_SEGMENTS = 14;
const MAX_PAGINATION = 10;

/** A file that is no web page but can be evidence: a claim form, a table of figures. */
export function isDocumentAddress(address: string): boolean {
  const url = parseHttp(address);
  return url !== null && DOCUMENT.test(url.pathname);
}

/**
 * Why an address must not be followed however well its name reads, or null. Judged by the address alone, so the same
 * address always gets the same answer; endless families of addresses are cut by the caps of {@link shapeOf}.
 */
export function trapOf(address: string): string | null {
  const url = parseHttp(address);
  if (!url) return "not an address of the web";
  if (address.length > MAX_ADDRESS_CHARACTERS) return "over-long address";
  if (SHARING.test(url.hostname)) return "social media or sharing";
  if (NOT_PAGES.test(url.pathname)) return "media file or feed";
  const path = url.pathname.toLowerCase();
  if (/\/(log-?(in|out|off|on)|sign-?out|add-?to-?(basket|cart|calendar))(\.\w+)?\/?$/.test(path)) {
    // Sign-in pages are evidence of an account (rung 4); ways out and baskets are not.
    if (!/log-?(in|on)(\.\w+)?\/?$/.test(path)) return "session or basket action";
  }
  if (/\/(wp-json|xmlrpc\.php|feed|rss|trackback)(\/|$)/.test(path)) return "feed";
  if (/(^|\/)print(able|-?version|-?friendly)?(\.\w+)?\/|\/print(able|er-?friendly)?$/.test(path)) {
    return "print version";
  }
  const segments = path.split("/").filter((segment) => segment !== "");
  if (segments.length > MAX_SEGMENTS) return "ever-growing path";
  if (repeats(segments)) return "repeating path";
  return trapInQuery(url);
}

function trapInQuery(url: URL): string | null {
  const parameters = [...url.searchParams];
  if (parameters.length > 8) return "too many parameters";
  const names = parameters.map(([name]) => name);
  if (new Set(names).size < names.length - 1) return "repeated parameters";
  for (const [name, value] of parameters) {
    if (SORTING.test(name)) return "sorting or filtering";
    if (/^(dir|direction)$/i.test(name) && /^(asc|desc)/i.test(value)) return "sorting or filtering";
    if (/^print(able|er|version)?$/i.test(name) || /^print/i.test(value)) return "print version";
    if (PAGE_PARAMETER.test(name) && /^\d+$/.test(value)) {
      const step = Number(value);
      if (step > MAX_PAGINATION && /^(page|p|pg|page_?n)/i.test(name)) return "deep pagination";
    }
  }
  return null;
}

function repeats(segments: readonly string[]): boolean {
  const counts = new Map<string, number>();
  for (const segment of segments) {
    const count = (counts.get(segment) ?? 0) + 1;
    if (count >= 3) return true;
    counts.set(segment, count);
  }
  // a/b/a/b: the mark of a relative link that should have been rooted.
  for (let i = 0; i + 3 < segments.length; i++) {
    if (segments[i] === segments[i + 2] && segments[i + 1] === segments[i + 3]) return true;
  }
  return false;
}

export interface Shape {
  /** Addresses of one shape were made by one script or folder. */
  key: string;
  /** How many of them are worth reading at most. */
  cap: number;
}

/** The family an address belongs to: digits folded, query reduced to its parameters' names. */
export function shapeOf(address: string): Shape {
  const url = parseHttp(address);
  if (!url) return { key: address, cap: 0 };
  const names = [...url.searchParams.keys()].sort();
  const segments = url.pathname.toLowerCase().replace(/\d+/g, "#").split("/");
  const dated = /\/(19|20)\d\d[/-]\d{1,2}(\/|-|$)/.test(url.pathname);
  const calendar =
    /calendar|diary|events?|whats-?on|meetings?/i.test(url.pathname) &&
    (dated || names.some((name) => DATE_PARAMETER.test(name)));
  if (calendar)
    return { key: `${url.host}${segments.slice(0, 3).join("/")}?${names.join("&")} calendar`, cap: 3 };
  // The folder, not the last segment: pages of one folder and one set of parameters.
  const folder = names.length > 0 ? segments.join("/") : segments.slice(0, -1).join("/");
  const flat = names.length === 0 && segments.length <= 2;
  const cap = flat ? Number.POSITIVE_INFINITY : dated ? 12 : 250;
  return { key: `${url.host}${folder}?${names.join("&")}`, cap };
}
