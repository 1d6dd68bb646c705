import { readFileSync } from "node:fs";
import { z } from "zod";
import type { Profile } from "../../src/outcomes/types.js";
import { projectFile } from "../../src/project.js";
import { parseHttp, withinDomain } from "../../src/snapshot/url.js";

const portalHost = z.object({ host: z.string(), subdomains: z.boolean() });
const era = z.object({
  id: z.string(),
  name: z.string(),
  /** First day, and the day after the last; null = open. */
  from: z.string().nullable(),
  until: z.string().nullable(),
  /** The portal had a logo and linking guidelines for local authorities. */
  branded: z.boolean(),
  accepted: z.array(portalHost),
  stale: z.array(portalHost),
});
const file = z.object({
  letterEra: z.string(),
  eras: z.array(era),
  rootPaths: z.array(z.string()),
  redirectParameters: z.array(z.string()),
});

export type PortalHost = z.infer<typeof portalHost>;
export type Era = z.infer<typeof era>;
type Portals = z.infer<typeof file>;

let loaded: Portals | null = null;

/** Which site was the government's portal, and when: read once, on first use. */
export function portals(): Portals {
  loaded ??= file.parse(JSON.parse(readFileSync(projectFile("data", "online-store-portals.json"), "utf8")));
  return loaded;
}

/** The era that decides: the day's own; judged by the letter, a day of GOV.UK's time is taken back to Directgov's. */
export function eraOf(asOf: string, profile: Profile): Era {
  const { eras, letterEra } = portals();
  const day = asOf.slice(0, 10);
  const ofDay = eras.find((one) => (!one.from || one.from <= day) && (!one.until || day < one.until));
  const printed = eras.find((one) => one.id === letterEra);
  const chosen = profile === "letter" && ofDay && !ofDay.branded ? printed : ofDay;
  if (!chosen) throw new Error(`No portal is recorded for ${asOf}`);
  return chosen;
}

/** Whole labels are compared: `www.gov.uk` is neither `www.example.gov.uk` nor `www.gov.uk.evil.example`. */
export function isPortal(address: string, hosts: readonly PortalHost[]): boolean {
  const url = parseHttp(address);
  if (!url) return false;
  const host = url.hostname.replace(/\.$/, "");
  return hosts.some((one) => (one.subdomains ? withinDomain(host, one.host) : host === one.host));
}

export function isPortalRoot(address: string): boolean {
  const url = parseHttp(address);
  if (!url) return false;
  const path = url.pathname.toLowerCase().replace(/(?<=.)\/+$/, "");
  const index = path.replace(/\/(index|default)\.(html?|aspx?|jsp|php)$/, "") || "/";
  return portals().rootPaths.includes(path) || portals().rootPaths.includes(index);
}

/**
 * Where a link ends when the site sends it through a page of its own (`/redirect?u=https://www.gov.uk`), through a
 * script, or when an archive has rewritten it. One level only; anything else comes back as it is.
 */
export function decodeRedirect(address: string, isOwn: (url: string) => boolean): string {
  const script = /^javascript:.*?['"](https?:\/\/[^'"\s]+)['"]/i.exec(address)?.[1];
  if (script) return script;
  const url = parseHttp(address);
  if (!url || !isOwn(address)) return address;
  const archived = /^\/(?:web|ukgwa)\/\d{4,14}(?:[a-z]{2}_)?\/(https?:\/+.+)$/i.exec(
    url.pathname + url.search,
  )?.[1];
  if (archived) return archived.replace(/^(https?:)\/+/i, "$1//");
  for (const [name, value] of url.searchParams) {
    if (!portals().redirectParameters.includes(name.toLowerCase())) continue;
    const target = value.startsWith("//") ? `https:${value}` : value;
    if (parseHttp(target)) return target;
  }
  return address;
}
