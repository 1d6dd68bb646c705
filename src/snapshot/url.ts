import { LRUCache } from "lru-cache";

/**
 * Address as the snapshot's key: parsed, fragment off, default port off, host in lower case,
 * session identifiers and campaign marks left out so that one page has one key.
 * Returns null for what is not an absolute http(s) address.
 */
export function pageKey(address: string): string | null {
  return remembered(pageKeys, address, makePageKey);
}

/** Keys are asked for again and again: every menu's links on every page, by crawler and probes alike. */
const MOST_REMEMBERED = 20_000;
type Keys = LRUCache<string, { key: string | null }>;
const pageKeys: Keys = new LRUCache({ max: MOST_REMEMBERED });
const looseKeys: Keys = new LRUCache({ max: MOST_REMEMBERED });

function remembered(keys: Keys, address: string, make: (address: string) => string | null): string | null {
  const known = keys.get(address);
  if (known) return known.key;
  const key = make(address);
  keys.set(address, { key });
  return key;
}

function makePageKey(address: string): string | null {
  const url = parseHttp(address);
  if (!url) return null;
  url.hash = "";
  url.username = "";
  url.password = "";
  if (url.search) {
    const kept = [...url.searchParams].filter(([name]) => !VOLATILE_PARAMETER.test(name));
    // Only rewritten when something was dropped: URLSearchParams re-encodes, and some servers mind.
    if (kept.length < [...url.searchParams].length) {
      url.search = new URLSearchParams(kept).toString();
    }
  }
  url.pathname = url.pathname.replace(/;jsessionid=[^/?#]*/i, "");
  return url.href;
}

const VOLATILE_PARAMETER =
  /^(utm_\w+|gclid|fbclid|msclkid|phpsessid|jsessionid|aspsessionid\w*|cfid|cftoken|sid|sessionid)$/i;

/** The address as a URL, or null when it is not an absolute http(s) one. */
export function parseHttp(address: string): URL | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  return url.protocol === "http:" || url.protocol === "https:" ? url : null;
}

/** http or https, with or without `www.`, with or without a final slash: the same page to a person. */
export function looseKey(address: string): string | null {
  return remembered(looseKeys, address, makeLooseKey);
}

function makeLooseKey(address: string): string | null {
  const key = pageKey(address);
  if (!key) return null;
  const url = new URL(key);
  const path = url.pathname
    .replace(/\/(index|default|home)\.(html?|aspx?|php|jsp|cfm)$/i, "/")
    .replace(/\/+$/, "");
  return `${url.host.replace(/^www\./, "")}${path}${url.search}`;
}

/** True when `host` is `domain` or a sub-domain of it (label boundary: `notleeds.gov.uk` is not in `leeds.gov.uk`). */
export function withinDomain(host: string, domain: string): boolean {
  const h = host.toLowerCase();
  const d = domain.toLowerCase();
  return h === d || h.endsWith(`.${d}`);
}
