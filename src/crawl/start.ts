import type { AuditSubject } from "../authorities/types.js";
import type { FetchFailure, Link, Page } from "../snapshot/types.js";
import { looseKey, pageKey, parseHttp } from "../snapshot/url.js";
import { isSameOrganisation, registrableDomainOf, type Scope } from "./scope.js";
import type { Ask, Visit, Visitor } from "./visitor.js";

/** How the first step ended. */
export type Start =
  | {
      state: "started";
      homepage: Page;
      visit: Visit & { state: "page" };
      passed: Passed[];
      failures: FetchFailure[];
    }
  | { state: "moved"; movedTo: string; failures: FetchFailure[] }
  | { state: "blocked" | "unreachable"; failures: FetchFailure[] };

type Passed = Visit & { state: "page" };

const BLOCKING: ReadonlySet<string> = new Set(["blocked", "rate-limited", "disallowed", "login"]);
const MAX_SPLASHES = 2;
const ENTER =
  /^(english|enter( (the )?(web)?site)?|home( ?page)?|continue( to .*)?|skip( intro(duction)?)?|text( only)?( version)?|(html|main) (version|site)|welcome|accept( and continue)?|proceed)\b/i;

/**
 * Finds the homepage: the address asked for, then its http, https, www and bare variants; then past splash and
 * language pages. A homepage that leads to another organisation's domain ends the crawl: a merged council's address
 * usually points to its successor, and one must not be judged by the other's site.
 */
export async function findHomepage(
  visitor: Visitor,
  scope: Scope,
  requested: string,
  subject: AuditSubject,
): Promise<Start> {
  const failures: FetchFailure[] = [];
  for (const address of variants(requested)) {
    const visit = await visitor.visit(askFor(address));
    if (visit.state === "failure") failures.push(visit.failure);
    if (visit.state !== "page") continue;
    if (visit.page.kind !== "html") continue;
    const moved = settleScope(scope, requested, visit.page, subject);
    if (moved) {
      failures.push(movedAway(requested, visit.page));
      return { state: "moved", movedTo: moved, failures };
    }
    return passSplashes(visitor, scope, visit, failures);
  }
  const blocked = failures.some((failure) => BLOCKING.has(failure.outcome));
  return { state: blocked ? "blocked" : "unreachable", failures };
}

/** The address as asked for, then other scheme, then with or without `www.`; each once. */
export function variants(requested: string): string[] {
  const url = parseHttp(requested);
  if (!url) return [];
  const other = url.hostname.startsWith("www.") ? url.hostname.slice(4) : `www.${url.hostname}`;
  const named = /[a-z]/i.test(url.hostname) && url.hostname.includes(".") && !url.hostname.startsWith("[");
  const found: string[] = [];
  for (const host of named ? [url.hostname, other] : [url.hostname]) {
    for (const protocol of url.protocol === "https:" ? ["https:", "http:"] : ["http:", "https:"]) {
      const one = new URL(url.href);
      one.hostname = host;
      if (one.protocol !== protocol) {
        // A port belongs to the scheme it was written with.
        if (one.port !== "") continue;
        one.protocol = protocol;
      }
      found.push(one.href);
    }
  }
  return [...new Set(found)];
}

/** Takes the homepage's host as own, or returns the address of the other organisation it leads to. */
function settleScope(scope: Scope, requested: string, page: Page, subject: AuditSubject): string | null {
  const from = new URL(requested).hostname;
  const to = new URL(page.url).hostname;
  if (registrableDomainOf(from) !== registrableDomainOf(to)) {
    const h1 = page.headings.find((heading) => heading.level === 1)?.text ?? "";
    if (!isSameOrganisation(from, to, { title: page.title, h1 }, subject)) return page.url;
    scope.registrableDomain = registrableDomainOf(to);
    page.scope = "own";
  }
  scope.addHost(from);
  scope.addHost(to);
  return null;
}

async function passSplashes(
  visitor: Visitor,
  scope: Scope,
  first: Passed,
  failures: FetchFailure[],
): Promise<Start> {
  const passed: Passed[] = [];
  let visit = first;
  for (let hop = 0; hop < MAX_SPLASHES; hop++) {
    const way = wayIn(visit.page, scope);
    if (!way || passed.some((one) => looseKey(one.page.url) === looseKey(way.url))) break;
    const next = await visitor.visit({ ...askFor(way.url), foundOn: visit.page.url, linkName: way.name });
    if (next.state === "failure") failures.push(next.failure);
    if (next.state !== "page" || next.page.kind !== "html" || !scope.isOwn(next.page.url)) break;
    passed.push(visit);
    visit = next;
  }
  return { state: "started", homepage: visit.page, visit, passed, failures };
}

/** The link on from a splash or language page; null when the page is a homepage in its own right. */
export function wayIn(page: Page, scope: Scope): Link | null {
  if (page.needsScript) return null;
  const own = page.links.filter((link) => scope.isOwn(link.url) && looseKey(link.url) !== looseKey(page.url));
  const targets = new Set(own.map((link) => pageKey(link.url)));
  const letters = page.text.replace(/\s+/g, "").length;
  if (targets.size === 0 || targets.size > 6 || letters > 500) return null;
  const named = own.find((link) => ENTER.test(link.name) && link.element !== "iframe");
  if (named) return named;
  const [only] = own;
  return targets.size === 1 && letters < 200 && only && only.element !== "iframe" ? only : null;
}

function askFor(url: string): Ask {
  return { url, foundBy: "start", foundOn: null, linkName: "", clicks: 0, personal: false };
}

function movedAway(requested: string, page: Page): FetchFailure {
  return {
    url: requested,
    finalUrl: page.url,
    outcome: "redirected-away",
    status: page.status,
    detail: `the homepage leads to another organisation's site, ${new URL(page.url).hostname}`,
    at: page.retrievedAt,
    foundOn: null,
    linkName: "",
    attempts: 1,
  };
}
