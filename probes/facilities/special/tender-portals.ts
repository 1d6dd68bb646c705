import type { Evidence } from "../../../src/audit/types.js";
import { cut, seen } from "../../../src/snapshot/site.js";
import type { Link } from "../../../src/snapshot/types.js";
import { parseHttp } from "../../../src/snapshot/url.js";
import { absent } from "../ladder.js";
import { pagesOn } from "../limbs.js";
import { platformsAt } from "../platforms.js";
import type { PageView } from "../site-view.js";
import type { LimbAnswer, Room, SpecialLimb } from "../types.js";
import { near, saidIn } from "../wording.js";
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
  near("register|registering|registration|sign up", "suppliers?|tenders?|tendering", 3),
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
const MANY = "(?:councils|(?:local )?authorities|boroughs|districts|public bodies)";
const NUMBER =
  "(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|\\d{1,2}|all(?: the| of the)?(?: \\w+)?|every|other|neighbouring|several|our neighbouring)";
/** On the portal itself: whose tenders these are. */
const MANY_BUYERS: readonly RegExp[] = [
  new RegExp(
    `\\b${NUMBER} (?:\\w+ ){0,2}(?:councils|authorities|boroughs|districts|public bodies|local authorities)\\b`,
    "i",
  ),
  /\b(?:councils|(?:local )?authorities|boroughs|public bodies) (?:in|of|across|throughout|around) (?:the )?[A-Z]\w+/,
  /\b(?:partner|member|participating|contracting) (?:councils|authorities|organisations|bodies)\b/i,
];
/** Sharing of other things than a place to find tenders. */
const OTHER_SHARING =
  /\b(information|data|details|names?|privacy|fraud|intelligence|staff|service|social value|profits?|risks?|knowledge|good practice)\b[^.\n]{0,40}\bshar|\bshar(e|es|ed|ing) (your |the |our |this |their )?(information|data|details|names?|personal|intelligence|risks?|knowledge|good practice|chief|buildings?)\b/i;
/** A sentence about where tenders are found, not about whom the council works with. */
const OF_TENDERING =
  /\b(tenders?|tendering|procur\w+|e-?sourcing|opportunit(y|ies)|contracts?|quotations?|quotes|portal|bids?|suppliers?|buy(s|ing)?|purchas\w+)\b/i;
const SHARED: readonly RegExp[] = [
  new RegExp(
    `\\b(portal|website|site|system|service)\\b[^.\\n]{0,80}\\b(shared?s?|sharing|joint(ly)?|used by all|common)\\b[^.\\n]{0,60}\\b${BODIES}\\b`,
    "i",
  ),
  new RegExp(`\\b(portal|website|site|system)\\b[^.\\n]{0,60}\\b${BODIES}\\b[^.\\n]{0,40}\\bshares?\\b`, "i"),
  /\b(shared|joint|regional|common|collaborative)\b[^.\n]{0,40}\b(tender(ing)?|procurement|e-?procurement|contracts?|buying|purchasing)?\b ?(portal|consortium|hub|partnership)\b/i,
  /\b(member|part) of\b[^.\n]{0,60}\b(buying|purchasing|procurement) (consortium|organisation|partnership)\b/i,
  // “…, which we share with nine other councils”; “run jointly by the county’s districts”.
  new RegExp(
    `\\b(?:which|that) (?:we|the council|it) shares?(?: with| by| between| among)?\\b[^.\\n]{0,40}\\b${BODIES}\\b`,
    "i",
  ),
  new RegExp(
    `\\b(?:shared|run|owned|funded|operated|managed|set up|provided|used|hosted)(?: jointly| together| also)? (?:with|by|between|among|for)\\b(?: [\\w'’]+){0,4} ${MANY}\\b`,
    "i",
  ),
  new RegExp(
    `\\b(?:portal|web ?site|site|system|advertis\\w+|buys?|buying|purchas\\w+|procur\\w+|tender\\w*)\\b[^.\\n]{0,80}\\b(?:with|alongside|and|as do|like) (?:\\w+ ){0,2}${NUMBER} (?:other |more |neighbouring |partner |\\w+shire )*${MANY}\\b`,
    "i",
  ),
  // “The county and the four districts advertise together on …”
  new RegExp(
    `\\b(?:${MANY}|district|county|borough)\\b[^.\\n]{0,40}\\b(?:advertise|publish|list|post|tender|buy|procure)s? (?:\\w+ ){0,3}(?:together|jointly)\\b`,
    "i",
  ),
  /\bbuy(s|ing)? (together|jointly)\b[^.\n]{0,60}\b(councils?|authorities|bodies|boroughs)\b/i,
];
const ALERTS: readonly RegExp[] = [
  /\b(e-?mails?|text messages?|sms|alerts?|notifications?)\b[^.\n]{0,100}\b(tenders?|contracts?|opportunit(y|ies)|invitations?|quotes?|quotations?)\b/i,
  /\b(tenders?|contracts?|opportunit(y|ies)|invitations?|quotes?)\b[^.\n]{0,80}\b(by e-?mail|e-?mail alerts?|email notifications?|alerts? (by|to)|text message|sms)\b/i,
  /\b(tender|contract|opportunity) alerts?\b/i,
  /\b(e-?mail|text|alert|notif(y|ie))s? (you|suppliers|firms|businesses|them)\b[^.\n]{0,40}\b(when|each time|every time|whenever|as soon as|about)\b/i,
  /\b(get|receive|sent|have)( an?| free| regular)? (e-?mails?|text messages?|e-?mail alerts?|alerts?|notifications?)\b[^.\n]{0,60}\b(when|each time|every time|whenever|as soon as|new)\b/i,
  // “have new opportunities emailed to you”, “the portal will email you whenever something suitable comes up”
  /\b(tenders?|contracts?|opportunit(y|ies)|work|notices?)\b[^.\n]{0,40}\b(e-?mailed|texted|sent|messaged) (straight |directly )?to (you|your (inbox|phone|mobile))\b/i,
  /\b(portal|system|site|we)('ll| will| can)?\b[^.\n]{0,20}\b(e-?mail|text|alert|notify|tell|send)s?\b[^.\n]{0,40}\b(when(ever)?|each time|every time|as soon as)\b[^.\n]{0,60}\b(comes? up|published|suitable|advertised|posted|matches|arises?|new|opportunit\w+|tenders?|contracts?)\b/i,
  /\b(e-?mail|text|alert|notif(y|ies)) (you|suppliers|firms|businesses|them)\b[^.\n]{0,20}\bwhenever\b/i,
  /\b(e-?mail address|e-?mail|mobile|number)\b[^.\n]{0,30}\balerts\b/i,
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
    const pages = procurementPages(room, limb);
    for (const view of pages) {
      for (const link of view.page.links) {
        const regional = platformsAt(link.url).find((one) => one.does.includes("regional-procurement"));
        if (regional && reached(room, link))
          return shown(view, `Linked: ${regional.name}`, link.name, portalPages(room, [view]));
      }
    }
    // The guide may tell of the portal on one of its pages and link to it on the next.
    const leading = pages.filter((view) => portalsOf(room, view).length > 0);
    for (const view of pages) {
      const said = sentence(view, SHARED, OTHER_SHARING, OF_TENDERING);
      if (!said) continue;
      if (leading.length > 0)
        return shown(
          view,
          "Says that its portal is shared, and links to it",
          said,
          portalPages(room, [view, ...leading]),
        );
      mentioned ??= {
        verdict: "partly-met",
        reason: "mention-only",
        level: 1,
        evidence: [
          seen(view.page, "Speaks of shared procurement without a link that answers", cut(said, 240)),
        ],
      };
    }
    for (const view of leading) {
      for (const link of portalsOf(room, view)) {
        const page = room.view.site.page(link.url);
        const portal = page ? room.view.view(page) : null;
        const said = portal && sentence(portal, MANY_BUYERS, NATIONAL, null, true);
        if (said)
          return shown(view, "Its portal is that of several authorities", said, portalPages(room, [view]));
      }
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
    const pages = procurementPages(room, limb);
    const leading = pages.filter((view) => portalsOf(room, view).length > 0);
    for (const view of new Set([...leading, ...pages])) {
      const portals = portalsOf(room, view);
      const said = sentence(view, ALERTS, OTHER_MAIL) ?? portalSays(room, portals);
      if (
        said &&
        (portals.length > 0 ||
          (leading.length > 0 && /\b(portal|tenders?)\b/i.test(said)) ||
          view.forms.some((one) => one.purpose === "newsletter" || one.purpose === "service"))
      )
        return shown(view, "Registration for alerts of tenders", said, portalPages(room, [view, ...leading]));
    }
    return absent(room);
  },
};

function procurementPages(room: Room, limb: SpecialLimb): PageView[] {
  return pagesOn(room, limb).filter((view) => !view.otherCouncil);
}

function shown(view: PageView, found: string, excerpt: string, portals: readonly Evidence[]): LimbAnswer {
  const evidence = [seen(view.page, found, cut(excerpt, 240)), ...portals];
  return { verdict: "met", reason: "published", level: 3, evidence };
}

/** The portal's own pages: the one that is linked, and where it registers suppliers. */
function portalPages(room: Room, views: readonly PageView[]): Evidence[] {
  const links = views.flatMap((view) => view.page.links.filter((link) => isPortal(room, link)));
  const [linked] = links.flatMap((link) => room.view.site.page(link.url) ?? []);
  if (!linked) return [];
  const [register] = linked.links
    .filter((link) => /\bregist(er|ration)\b|\bsign ?up\b/i.test(link.name))
    .flatMap((link) => room.view.site.page(link.url) ?? []);
  const others = views.slice(1).filter((view) => view.page.links.some((link) => isPortal(room, link)));
  return [
    seen(linked, "The portal", linked.title),
    ...(register && register !== linked ? [seen(register, "Registration of suppliers", register.title)] : []),
    ...others.slice(0, 1).map((view) => seen(view.page, "Leads to the portal", view.h1 || view.title)),
  ];
}

function portalsOf(room: Room, view: PageView): Link[] {
  return view.page.links.filter((link) => isPortal(room, link) && reached(room, link));
}

/** Where everybody's notices stand: shared by all, and no co-operation of some. */
const NATIONAL =
  /\b(national|nationwide|whole of (the )?(uk|england)|across (the )?(uk|england|country)|find a tender|contracts finder|trusted by|customers|our clients)\b/i;

function isPortal(room: Room, link: Link): boolean {
  if (link.area !== "main" && link.area !== "aside") return false;
  const products = platformsAt(link.url);
  if (products.some((one) => one.does.includes("national-notices"))) return false;
  if (products.some((one) => one.does.includes("tenders") || one.does.includes("regional-procurement")))
    return true;
  if (/\b(tender(ing|s)?|procurement|suppliers?|contracts?) (portal|site|system|hub)\b/i.test(link.name))
    return true;
  // A portal with a host and a name of its own: “Heartland Tenders”, “Source Exampleshire”.
  const host = parseHttp(link.url)?.hostname ?? "";
  return (
    host !== "" &&
    !room.view.site.isOwn(link.url) &&
    !/(^|\.)(service|www)\.gov\.uk$/.test(host) &&
    /tender|procure|e-?sourc|suppl(y|ier)|contracts/.test(host)
  );
}

/** A supplier's host that did not let the crawler in is there all the same; one that answers "not found" is not. */
function reached(room: Room, link: Link): boolean {
  const target = room.view.site.target(link.url);
  return target.state === "fetched" || (target.state === "failed" && target.failure.outcome === "login");
}

function portalSays(room: Room, portals: readonly Link[]): string | null {
  for (const link of portals) {
    const page = room.view.site.page(link.url);
    if (!page) continue;
    const registers = page.links
      .filter((one) => /\bregist(er|ration)\b|\bsign ?up\b/i.test(one.name))
      .flatMap((one) => room.view.site.page(one.url) ?? []);
    for (const one of [page, ...registers]) {
      const view = room.view.view(one);
      const said =
        view &&
        (sentence(view, PORTAL_ALERTS, OTHER_MAIL) ??
          view.forms
            .flatMap(({ form }) => form.fields.map((field) => field.label))
            .find((label) => /\b(alerts?|notif\w+)\b/i.test(label)));
      if (said) return said;
    }
  }
  return null;
}

function sentence(
  view: PageView,
  patterns: readonly RegExp[],
  never?: RegExp,
  needs?: RegExp | null,
  withTitle = false,
): string | null {
  const text = view.text.replace(/(?<=[a-z,;])\n(?=[a-z])/g, " ");
  return (
    (withTitle ? `${view.page.title}\n${text}` : text)
      .split(/\n|(?<=[.!?])\s+/)
      .find(
        (one) =>
          !never?.test(one) &&
          (needs?.test(one) ?? true) &&
          patterns.some((pattern) =>
            pattern.flags.includes("i") ? saidIn(one, pattern) : pattern.test(one),
          ),
      ) ?? null
  );
}
