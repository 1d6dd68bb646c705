import type { Evidence, Limb, Measures } from "../../src/audit/types.js";
import { cut, fold, type LooksFor, type Site, seen } from "../../src/snapshot/site.js";
import type { Form, Link, Page } from "../../src/snapshot/types.js";
import { pageKey } from "../../src/snapshot/url.js";
import { cannotTell, defineProbe, type JudgeContext, met, notMet, partlyMet } from "../probe.js";
import { decodeRedirect, type Era, eraOf, isPortal, isPortalRoot } from "./portals.js";
import { words } from "./words.js";

const OUTCOME = "12-m3";

const looksFor: LooksFor = {
  links: [/^(visit )?(gov\.uk|directgov|direct\.gov(\.uk)?|uk ?online)( website| home ?page)?$/i],
  hosts: [/^(www\.)?gov\.uk$/i, /(^|\.)direct\.gov\.uk$/i],
  enough: 1,
};

/** What keeps a link from counting in full, or `front-page` when nothing does. */
type Standing = "front-page" | "in-passing" | "hidden" | "nameless" | "deep" | "stale";

interface PortalLink {
  standing: Standing;
  address: string;
  via: string;
  name: string;
  area: string;
  element: string;
  hidden: boolean;
  image: { alt: string | null; src: string } | null;
  rendered: boolean;
}

/** Homepage link to the Government Online Store (12-m3): a named link from the homepage to the portal's front page. */
export const onlineStoreLink = defineProbe({
  id: "online-store-link",
  version: 1,
  outcomes: [OUTCOME],
  looksFor: { [OUTCOME]: looksFor },
  judge(site, context) {
    return [judgeHomepage(site, context)];
  },
  words,
});

function judgeHomepage(site: Site, context: JudgeContext) {
  const era = eraOf(context.asOf, context.profile);
  const home = site.homepage;
  if (!home) {
    const reason = site.snapshot.stoppedBy === "unreachable" ? "unreachable" : "blocked";
    return cannotTell(OUTCOME, reason, [], { measures: { portal: era.name, era: era.id } });
  }
  const rendered = renderedLinks(site);
  const links = portalLinks(site, home, rendered, era);
  const branding = brandingLimb(era, home, links);
  const warning = era.branded ? null : copiedLogotype(home, era);
  const measures: Measures = {
    portal: era.name,
    era: era.id,
    rendered: home.rendered || rendered !== null,
    links: links.slice(0, 20).map(({ standing, address, via, name, area, element, hidden, image }) => ({
      standing,
      address,
      via,
      name: cut(name, 120),
      area,
      element,
      hidden,
      image: image?.src ?? null,
    })),
    copiedLogotype: warning,
  };
  const extrasOf = (level: 0 | 1 | null, verdict: Limb["verdict"], reason: string, evidence: Evidence[]) => ({
    level,
    measures,
    limbs: [
      { key: "a", name: "Link to the portal", verdict, reason, level, evidence },
      branding,
    ] satisfies Limb[],
  });

  const best = bestOf(links);
  if (best) {
    const evidence = seen(home, FOUND[best.standing], describe(best));
    if (best.standing === "front-page") {
      return met(OUTCOME, "portal-linked", [evidence], extrasOf(1, "met", "portal-linked", [evidence]));
    }
    const reason = REASON[best.standing];
    return partlyMet(OUTCOME, reason, [evidence], extrasOf(1, "partly-met", reason, [evidence]));
  }

  const elsewhere = elsewhereOnSite(site, home, era);
  if (elsewhere) {
    const evidence = seen(
      elsewhere.page,
      `Link to ${era.name}, not repeated on the homepage`,
      elsewhere.link.name,
    );
    const looked = seen(home, `Homepage read; no link to ${era.name}`);
    return partlyMet(
      OUTCOME,
      "not-on-homepage",
      [evidence, looked],
      extrasOf(1, "partly-met", "not-on-homepage", [evidence, looked]),
    );
  }
  const looked = seen(
    home,
    `Homepage read; none of its ${home.links.length} links leads to ${era.name}`,
    home.title,
  );
  if (home.needsScript && !home.rendered && rendered === null) {
    return cannotTell(
      OUTCOME,
      "js-not-rendered",
      [looked],
      extrasOf(null, "cannot-tell", "js-not-rendered", [looked]),
    );
  }
  return notMet(OUTCOME, "no-portal-link", [looked], extrasOf(0, "not-met", "no-portal-link", [looked]));
}

const FOUND: Record<Standing, string> = {
  "front-page": "Link to the portal's front page",
  "in-passing": "Link to the portal inside a news item or a credit",
  hidden: "Link to the portal that visitors cannot see",
  nameless: "Link to the portal without an accessible name",
  deep: "Link to a single page of the portal",
  stale: "Link to a portal that has been closed",
};

const REASON: Record<Exclude<Standing, "front-page">, string> = {
  "in-passing": "only-in-passing",
  hidden: "link-hidden",
  nameless: "no-accessible-name",
  deep: "deep-links-only",
  stale: "stale-portal",
};

const BEST_FIRST: readonly Standing[] = ["front-page", "nameless", "hidden", "in-passing", "deep", "stale"];

function bestOf(links: readonly PortalLink[]): PortalLink | null {
  for (const standing of BEST_FIRST) {
    const found = links.find((link) => link.standing === standing);
    if (found) return found;
  }
  return null;
}

function renderedLinks(site: Site): readonly Link[] | null {
  const home = site.snapshot.examinations.find((one) => one.sampledAs === "homepage" && one.renderedLinks);
  return home?.renderedLinks ?? null;
}

function portalLinks(site: Site, home: Page, rendered: readonly Link[] | null, era: Era): PortalLink[] {
  const own = (url: string) => site.isOwn(url);
  const found: PortalLink[] = [];
  for (const link of home.links) {
    if (link.element !== "iframe") add(found, portalLink(link, false, era, own));
  }
  for (const link of rendered ?? []) {
    if (link.element !== "iframe") add(found, portalLink(link, true, era, own));
  }
  for (const form of home.forms) add(found, portalForm(form, era, own));
  return found;
}

function add(links: PortalLink[], link: PortalLink | null): void {
  if (link) links.push(link);
}

function portalLink(
  link: Link,
  rendered: boolean,
  era: Era,
  own: (url: string) => boolean,
): PortalLink | null {
  const address = decodeRedirect(link.url, own);
  const standing = standingOf(address, link, era);
  if (!standing) return null;
  return {
    standing,
    address,
    via: address === link.url ? "" : link.url,
    name: fold(link.name),
    area: link.area,
    element: link.element,
    hidden: link.hidden,
    image: link.image,
    rendered,
  };
}

/** A form that leads to the portal is a link whose name is its button's. */
function portalForm(form: Form, era: Era, own: (url: string) => boolean): PortalLink | null {
  const address = decodeRedirect(form.action, own);
  const like = {
    name: form.buttons[0] ?? "",
    hidden: false,
    area: form.area,
    image: null,
    context: "",
    heading: form.heading,
  };
  const standing = standingOf(address, like, era);
  if (!standing) return null;
  return {
    standing,
    address,
    via: address === form.action ? "" : form.action,
    name: fold(like.name),
    area: form.area,
    element: "form",
    hidden: false,
    image: null,
    rendered: false,
  };
}

function standingOf(
  address: string,
  link: Pick<Link, "name" | "hidden" | "area" | "context" | "heading" | "image">,
  era: Era,
): Standing | null {
  if (isPortal(address, era.stale)) return "stale";
  if (!isPortal(address, era.accepted)) return null;
  if (!isPortalRoot(address)) return "deep";
  if (isCredit(link) || isNews(link)) return "in-passing";
  // A closed menu hides its links until it is opened; whoever opens it can reach them.
  if (link.hidden && link.area !== "nav" && link.area !== "header") return "hidden";
  return fold(link.name) === "" ? "nameless" : "front-page";
}

/** “Built with GOV.UK Frontend” thanks the makers of a style sheet; it sends nobody to the portal. */
function isCredit(link: Pick<Link, "name" | "context">): boolean {
  return (
    /\b(frontend|design system|localgov ?drupal|prototype kit)\b/i.test(link.name) ||
    /\b(built|made|developed|powered) (with|on|using|by)\b|\bbased on (the )?gov\.uk\b/i.test(link.context)
  );
}

/** Inside a sentence below a news heading; a logo or a link of its own there is no part of the news. */
function isNews(link: Pick<Link, "name" | "area" | "context" | "heading" | "image">): boolean {
  if ((link.area !== "main" && link.area !== "aside") || link.image) return false;
  const name = fold(link.name);
  if (name === "" || !/\b(news|latest|updates?|press|announce\w*)\b/i.test(link.heading)) return false;
  const before = link.context.slice(0, Math.max(0, link.context.indexOf(name)));
  return /\b(on|at|see|visit|from|to|the|via|by|in|of|using|through|and|with)\s*$/i.test(before);
}

function describe(link: PortalLink): string {
  const name = link.name === "" ? "(no name)" : `“${cut(link.name, 100)}”`;
  return `${name} → ${cut(link.address, 150)} (${link.element}, ${link.area})`;
}

function elsewhereOnSite(site: Site, home: Page, era: Era): { page: Page; link: Link } | null {
  const own = (url: string) => site.isOwn(url);
  for (const page of site.ownPages()) {
    if (page === home) continue;
    for (const link of page.links) {
      if (portalLink(link, false, era, own)?.standing === "front-page") return { page, link };
    }
  }
  return null;
}

/** The portal's linking guidelines are lost, so a logo can be seen but not measured against them. */
function brandingLimb(era: Era, home: Page, links: readonly PortalLink[]): Limb {
  const limb = { key: "b", name: "Branding requirements", level: null };
  if (!era.branded) {
    return { ...limb, verdict: "not-applicable", reason: "branding-reserved", evidence: [] };
  }
  const logo = links.find(
    ({ image, name }) =>
      image && /direct[\s._-]?gov|uk[\s._-]?online/i.test(`${image.src} ${image.alt ?? ""} ${name}`),
  );
  if (logo) {
    const evidence = [seen(home, "Logo present, requirements not checked", logo.image?.src ?? "")];
    return { ...limb, verdict: "cannot-tell", reason: "logo-present", evidence };
  }
  const reason = links.length > 0 ? "text-link-only" : "no-logo-seen";
  return { ...limb, verdict: "cannot-tell", reason, evidence: [] };
}

/** GOV.UK's crown and logotype are reserved for GOV.UK: a copy in a council's own header is worth a warning. */
function copiedLogotype(home: Page, era: Era): string | null {
  for (const link of home.links) {
    if (link.area !== "header" || !link.image || isPortal(link.url, era.accepted)) continue;
    const { alt, src } = link.image;
    const isHome = pageKey(link.url) === pageKey(home.url);
    if (isHome && (/^gov\.uk$/i.test(fold(alt ?? "")) || /gov\.?uk[_-]?(logotype|logo|crown)/i.test(src)))
      return src;
  }
  return null;
}
