import type { Evidence } from "../../../src/audit/types.js";
import { cut, seen } from "../../../src/snapshot/site.js";
import type { Link } from "../../../src/snapshot/types.js";
import { absent } from "../ladder.js";
import { pagesOn } from "../limbs.js";
import { platformsAt } from "../platforms.js";
import type { PageView } from "../site-view.js";
import type { LimbAnswer, Room, SpecialLimb } from "../types.js";
import { saidIn } from "../wording.js";
import { supplierPages } from "./supplier-pages.js";

const PROCUREMENT = [
  "procurement( and (tenders|contracts))?",
  "tenders?( and contracts?| opportunities)?",
  "contracts?( and (tenders?|procurement)| opportunities)?",
  "(the chest|yortender|espo|ypo|nepo|supplying the south west|kent business portal)",
  "(regional|joint|shared|collaborative) procurement( (portal|partnership|service))?",
  "(buying|purchasing) consorti(um|a)",
  "(business|tender(ing)?|procurement|suppliers?) (portal|guide|information|alerts?|registration)",
  "doing business with[\\w ]*",
  "(selling|supplying) (to|with)?[\\w ]*",
  "how to sell[\\w ]*",
  "(become|becoming) a supplier",
  ...supplierPages.names,
];
const NOT_THESE = [
  "strategy",
  "vacanc\\w*",
  "planning",
  "consultation",
  "water",
  "employment contracts?",
  ...supplierPages.notThese,
];

const BODIES =
  "(council|councils|authorities|authority|boroughs?|districts?|region|county|neighbours?|partners?|bodies)";
const SHARED: readonly RegExp[] = [
  new RegExp(
    `\\b(portal|website|site|system|service)\\b[^.\\n]{0,80}\\b(shared?s?|sharing|joint(ly)?|used by all|common)\\b[^.\\n]{0,60}\\b${BODIES}\\b`,
    "i",
  ),
  new RegExp(`\\b(portal|website|site|system)\\b[^.\\n]{0,60}\\b${BODIES}\\b[^.\\n]{0,40}\\bshares?\\b`, "i"),
  /\b(shared|joint|regional|common|collaborative)\b[^.\n]{0,40}\b(tender(ing)?|procurement|e-?procurement|contracts?|buying|purchasing)?\b ?(portal|consortium|hub|partnership)\b/i,
  /\b(member|part) of\b[^.\n]{0,60}\b(buying|purchasing|procurement) (consortium|organisation|partnership)\b/i,
  /\bbuy(s|ing)? (together|jointly)\b[^.\n]{0,60}\b(councils?|authorities|bodies|boroughs)\b/i,
];
const ALERTS: readonly RegExp[] = [
  /\b(e-?mails?|text messages?|sms|alerts?|notifications?)\b[^.\n]{0,100}\b(tenders?|contracts?|opportunit(y|ies)|invitations?|quotes?|quotations?)\b/i,
  /\b(tenders?|contracts?|opportunit(y|ies)|invitations?|quotes?)\b[^.\n]{0,80}\b(by e-?mail|e-?mail alerts?|email notifications?|alerts? (by|to)|text message|sms)\b/i,
  /\b(tender|contract|opportunity) alerts?\b/i,
  /\b(e-?mail|text|alert|notif(y|ie))s? (you|suppliers|firms|businesses|them)\b[^.\n]{0,40}\b(when|each time|every time|whenever|as soon as|about)\b/i,
  /\b(get|receive|sent|have)( an?| free| regular)? (e-?mails?|text messages?|e-?mail alerts?|alerts?|notifications?)\b[^.\n]{0,60}\b(when|each time|every time|whenever|as soon as|new)\b/i,
  /\b(be|are|get) (e-?mailed|texted|alerted|notified|told by e-?mail)\b[^.\n]{0,60}\b(when|each time|every time|whenever|as soon as|new|of|about)\b/i,
];
/** On a portal for tenders alerts are of tenders, and need not say so. */
const PORTAL_ALERTS: readonly RegExp[] = [
  ...ALERTS,
  /\b(e-?mail|text|sms|automatic|free|instant|daily) (alerts?|notifications?)\b/i,
];
/** Mail about an order, a bill or one's own bid is no alert. */
const OTHER_MAIL =
  /\b(invoices?|remittances?|paid|payments?|purchase orders?|password|your (bid|registration|account)|outcome|award(ed)? (letter|decision))\b/i;

/** 05-b3: a portal shared with other authorities, or a buying consortium, reached from the procurement page. */
export const sharedPortal: SpecialLimb = {
  key: "a",
  kind: "special",
  name: "a shared portal or buying consortium",
  wordings: PROCUREMENT,
  signals: supplierPages.signals,
  notThese: NOT_THESE,
  paths: ["procurement", "tender"],
  judge(room, limb): LimbAnswer {
    let mentioned: LimbAnswer | null = null;
    for (const view of procurementPages(room, limb)) {
      for (const link of view.page.links) {
        const regional = platformsAt(link.url).find((one) => one.does.includes("regional-procurement"));
        if (regional && reached(room, link))
          return shown(view, `Linked: ${regional.name}`, link.name, portalPages(room, view));
      }
      const said = sentence(view, SHARED);
      if (!said) continue;
      if (view.page.links.some((link) => isPortal(link) && reached(room, link)))
        return shown(view, "Says that its portal is shared, and links to it", said, portalPages(room, view));
      mentioned ??= {
        verdict: "partly-met",
        reason: "mention-only",
        level: 1,
        evidence: [
          seen(view.page, "Speaks of shared procurement without a link that answers", cut(said, 240)),
        ],
      };
    }
    return mentioned ?? absent(room);
  },
};

/** 05-d3: suppliers who register are told of tenders by e-mail or text message. */
export const supplierAlerts: SpecialLimb = {
  key: "a",
  kind: "special",
  name: "registration for tender alerts",
  wordings: PROCUREMENT,
  signals: supplierPages.signals,
  notThese: NOT_THESE,
  judge(room, limb): LimbAnswer {
    for (const view of procurementPages(room, limb)) {
      const portals = view.page.links.filter((link) => isPortal(link) && reached(room, link));
      const said = sentence(view, ALERTS, OTHER_MAIL) ?? portalSays(room, portals);
      if (
        said &&
        (portals.length > 0 ||
          view.forms.some((one) => one.purpose === "newsletter" || one.purpose === "service"))
      )
        return shown(view, "Registration for alerts of tenders", said, portalPages(room, view));
    }
    return absent(room);
  },
};

function procurementPages(room: Room, limb: SpecialLimb): PageView[] {
  return pagesOn(room, limb).filter((view) => !view.otherCouncil);
}

function shown(view: PageView, found: string, excerpt: string, portals: readonly Evidence[]): LimbAnswer {
  const evidence = [seen(view.page, found, cut(excerpt, 240)), ...portals];
  return { verdict: "met", reason: "online", level: 3, evidence };
}

function portalPages(room: Room, view: PageView): Evidence[] {
  return view.page.links
    .filter(isPortal)
    .flatMap((link) => room.view.site.page(link.url) ?? [])
    .slice(0, 1)
    .map((page) => seen(page, "The portal", page.title));
}

function isPortal(link: Link): boolean {
  if (link.area !== "main" && link.area !== "aside") return false;
  const products = platformsAt(link.url);
  if (products.some((one) => one.does.includes("national-notices"))) return false;
  if (products.some((one) => one.does.includes("tenders") || one.does.includes("regional-procurement")))
    return true;
  return /\b(tender(ing|s)?|procurement|suppliers?|contracts?) (portal|site|system|hub)\b/i.test(link.name);
}

/** A supplier's host that did not let the crawler in is there all the same; one that answers "not found" is not. */
function reached(room: Room, link: Link): boolean {
  const target = room.view.site.target(link.url);
  return target.state === "fetched" || (target.state === "failed" && target.failure.outcome === "login");
}

function portalSays(room: Room, portals: readonly Link[]): string | null {
  for (const link of portals) {
    const page = room.view.site.page(link.url);
    const view = page ? room.view.view(page) : null;
    const said = view ? sentence(view, PORTAL_ALERTS, OTHER_MAIL) : null;
    if (said) return said;
  }
  return null;
}

function sentence(view: PageView, patterns: readonly RegExp[], never?: RegExp): string | null {
  return (
    view.text
      .replace(/(?<=[a-z,;])\n(?=[a-z])/g, " ")
      .split(/\n|(?<=[.!?])\s+/)
      .find((one) => !never?.test(one) && patterns.some((pattern) => saidIn(one, pattern))) ?? null
  );
}
