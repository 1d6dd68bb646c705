import type { Evidence } from "../../src/audit/types.js";
import { seen } from "../../src/snapshot/site.js";
import type { Link } from "../../src/snapshot/types.js";
import { looseKey } from "../../src/snapshot/url.js";
import { nameBond } from "./ladder.js";
import type { LinkAt, PageView } from "./site-view.js";
import type { Room } from "./types.js";
import { names, type Pattern } from "./wording.js";

/** Pieces of evidence that get the page they are reached from beside them. */
const MOST_ADDED = 3;

/**
 * A form or a supplier's portal proves that a thing can be done; the page that a web manager knows, and can mend, is
 * the authority's own page that leads there. Each is put beside what it leads to.
 */
export function withOwnPages(room: Room, pattern: Pattern, evidence: readonly Evidence[]): Evidence[] {
  const named = new Set(evidence.map((one) => looseKey(one.url)));
  const kept: Evidence[] = [];
  let added = 0;
  for (const one of evidence) {
    kept.push(one);
    const found = added < MOST_ADDED ? leadingPage(room, pattern, one.url, named) : null;
    if (!found) continue;
    named.add(looseKey(found.url));
    kept.push(found);
    added++;
  }
  return kept;
}

/** The own page about the topic that leads to the address; null when one of them is named already. */
function leadingPage(
  room: Room,
  pattern: Pattern,
  address: string,
  named: ReadonlySet<string | null>,
): Evidence | null {
  let best: { weight: number; evidence: Evidence } | null = null;
  const target = room.view.site.page(address);
  const reached = target ? room.view.view(target) : null;
  if (reached && isOwnInformation(reached, pattern)) return null;
  const links = [target?.url, target?.requestedUrl, address].flatMap((url) =>
    url ? room.view.linksTo(url) : [],
  );
  for (const { link, from } of links) {
    const { page } = from;
    if (link.hidden || page.scope !== "own" || looseKey(page.url) === looseKey(address)) continue;
    if (room.view.isFurniture(link)) continue;
    const weight =
      weightOf(from, pattern, names(pattern, link.name)) || (leadsOnly(from, link, links) ? 1 : 0);
    if (weight <= 0 || (best && best.weight >= weight)) continue;
    best = { weight, evidence: seen(page, "Leads there from this page", link.name) };
  }
  return best && !named.has(looseKey(best.evidence.url)) ? best.evidence : null;
}

/** A page of the authority's own that explains the thing is what was looked for, not something reached from it. */
function isOwnInformation(view: PageView, pattern: Pattern): boolean {
  return view.page.scope === "own" && view.forms.length === 0 && nameBond(view, pattern) === "title";
}

/** The one page of the site whose content leads there: “School meals”, and on it “Do it online: check and claim”. */
function leadsOnly(from: PageView, link: Link, links: readonly LinkAt[]): boolean {
  if ((link.area !== "main" && link.area !== "aside") || from.noise !== null || isIndex(from)) return false;
  const others = links.filter(
    (one) => one.from !== from && one.from.page.scope === "own" && !isIndex(one.from) && !one.link.hidden,
  );
  return others.length === 0;
}

function isIndex(view: PageView): boolean {
  return view.page.clicks === 0 || /\ba ?(-|–|to) ?z\b|\bsite ?map\b/i.test(`${view.title} ${view.h1}`);
}

/** How likely it is that a web manager calls this the page about it; indexes and the homepage come last. */
function weightOf(view: PageView, pattern: Pattern, linkNamed: boolean): number {
  if (view.noise === "news" || view.noise === "jobs" || view.noise === "meetings") return 0;
  const bond = nameBond(view, pattern);
  const about =
    bond === "title" ? 8 : bond === "section" ? 5 : bond === null && view.prose.matches(pattern.is) ? 3 : 0;
  if (about === 0 && !linkNamed) return 0;
  return isIndex(view) ? 0 : about + (linkNamed ? 1 : 0);
}
