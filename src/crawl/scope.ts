import { getDomain } from "tldts";
import type { AuditSubject } from "../authorities/types.js";
import { parseHttp, withinDomain } from "../snapshot/url.js";

/**
 * Registrable domain of a host by the Public Suffix List, private suffixes included: `www.leeds.gov.uk` gives
 * `leeds.gov.uk`, since `gov.uk` is a public suffix. A host without one (an IP address, `localhost`) stands for itself.
 */
export function registrableDomainOf(host: string): string {
  const bare = host.toLowerCase().replace(/\.$/, "");
  return getDomain(bare, { allowPrivateDomains: true }) ?? bare;
}

/** Which hosts are the authority's own. Grows only by what the homepage's own redirects show. */
export class Scope {
  private readonly hosts = new Set<string>();

  constructor(public registrableDomain: string) {}

  addHost(host: string): void {
    this.hosts.add(host.toLowerCase());
  }

  get ownHosts(): string[] {
    return [...this.hosts].sort();
  }

  isOwn(address: string): boolean {
    const url = parseHttp(address);
    if (!url) return false;
    return withinDomain(url.hostname, this.registrableDomain) || this.hosts.has(url.hostname);
  }
}

/**
 * Whether a host outside the authority bears the area's name: a leisure trust, a fire service, a families' directory
 * (`exampleleisure.org.uk`, `www.exampleshirefire.gov.uk`). Such bodies serve the same people.
 */
export function bearsTheName(host: string, registrableDomain: string): boolean {
  const place = stem(registrableDomain);
  const label = registrableDomainOf(host).split(".")[0] ?? "";
  return place.length >= 5 && label !== place && label.replace(/-/g, "").includes(place.replace(/-/g, ""));
}

const GENERIC = new Set(
  "the of and for council councils borough district city county royal metropolitan london authority unitary national park".split(
    " ",
  ),
);
const GENERIC_PARTS = /council|borough|district|countycouncil|citycouncil|online|mbc$|dc$|bc$|cc$|gov$|-/g;

/**
 * Whether a homepage on another domain is still the same organisation under a new name of its site. It is when the
 * two domains share their stem (`exampleshire.gov.uk`, `exampleshire-council.org.uk`), or when the landing page names
 * the authority in its title or first heading. Anything else is another organisation: the usual case is the
 * successor of an abolished council, which must not be judged in its predecessor's place.
 */
export function isSameOrganisation(
  fromHost: string,
  toHost: string,
  landing: { title: string; h1: string },
  subject: AuditSubject,
): boolean {
  const from = stem(fromHost);
  const to = stem(toHost);
  if (from.length >= 4 && to.length >= 4 && (from.startsWith(to) || to.startsWith(from))) return true;
  const words = subject.name
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word.length >= 3 && !GENERIC.has(word));
  // A subject known only by its address carries the host as its name, which proves nothing.
  if (words.length === 0 || subject.type === null) return false;
  const said = `${landing.title} ${landing.h1}`.toLowerCase();
  return words.every((word) => new RegExp(`\\b${word}\\b`).test(said));
}

function stem(host: string): string {
  const label = registrableDomainOf(host).split(".")[0] ?? "";
  const short = label.replace(GENERIC_PARTS, "");
  return short.length >= 4 ? short : label;
}
