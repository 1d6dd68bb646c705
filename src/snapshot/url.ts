import { remembering } from "../text/remembering.js";

const VOLATILE_PARAMETER =
  /^(utm_\w+|gclid|fbclid|msclkid|phpsessid|jsessionid|aspsessionid\w*|cfid|cftoken|sid|sessionid)$/i;

/**
 * Address as the snapshot's key: parsed, fragment off, default port off, host in lower case,
 * session identifiers and campaign marks left out so that one page has one key.
 * Returns null for what is not an absolute http(s) address.
 */
export const pageKey: (address: string) => string | null = remembering((address) => {
  const url = parseHttp(address);
  if (!url) return null;
  // Each part that is set makes the whole address be written anew, and few have any of these.
  if (url.href.includes("#")) url.hash = "";
  if (url.username !== "") url.username = "";
  if (url.password !== "") url.password = "";
  if (url.search) {
    const kept = [...url.searchParams].filter(([name]) => !VOLATILE_PARAMETER.test(name));
    // Only rewritten when something was dropped: URLSearchParams re-encodes, and some servers mind.
    if (kept.length < [...url.searchParams].length) {
      url.search = new URLSearchParams(kept).toString();
    }
  }
  if (/;jsessionid=/i.test(url.pathname)) url.pathname = url.pathname.replace(/;jsessionid=[^/?#]*/i, "");
  return url.href;
});

/** The address as a URL, or null when it is not an absolute http(s) one. */
export function parseHttp(address: string): URL | null {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  return url.protocol === "http:" || url.protocol === "https:" ? url : null;
}

/** http or https, with or without `www.`, with or without a final slash: the same page to a person. */
export const looseKey: (address: string) => string | null = remembering((address) => {
  const key = pageKey(address);
  if (!key) return null;
  const url = new URL(key);
  const path = url.pathname
    .replace(/\/(index|default|home)\.(html?|aspx?|php|jsp|cfm)$/i, "/")
    .replace(/\/+$/, "");
  return `${url.host.replace(/^www\./, "")}${path}${url.search}`;
});

/** True when `host` is `domain` or a sub-domain of it (label boundary: `notleeds.gov.uk` is not in `leeds.gov.uk`). */
export function withinDomain(host: string, domain: string): boolean {
  const h = host.toLowerCase();
  const d = domain.toLowerCase();
  return h === d || h.endsWith(`.${d}`);
}
