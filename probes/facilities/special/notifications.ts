import type { Evidence } from "../../../src/audit/types.js";
import { seen, tried } from "../../../src/snapshot/site.js";
import type { Form, Link } from "../../../src/snapshot/types.js";
import { openFields } from "../forms.js";
import { absent } from "../ladder.js";
import { platformsAt } from "../platforms.js";
import { around, type PageView } from "../site-view.js";
import type { LimbAnswer, Room, SpecialLimb } from "../types.js";
import { patternOf } from "../wording.js";

const SIGN_UP =
  /\b(subscribe|sign ?-?up|register|get (e-?mail|text) (alerts|updates)|(send|choose) (me |the )?e-?mails?|e-?mail (me|alerts?|updates?|bulletins?|notifications?)|text (message )?alerts?|sms|newsletters?|e-?newsletters?|stay connected|mailing list|keep me (informed|updated)|notify me)\b/i;
const TOPICS =
  /\b(topics?|choose (what|which|from|your)|select (what|which|the|your|from|one or more)|interests?|subscriptions?|preferences|categor(y|ies))\b/i;
const CHOICE =
  /\b(choose|pick|select|tell us)\b[^.\n]{0,40}\b(topics?|subjects?|what|which|alerts?|updates?|newsletters?|bulletins?|from)\b|\b(topics|subjects|alerts|updates|newsletters|bulletins) (you (can|want|are)|that interest|include|about)\b/i;
const NOT_SIGN_UP =
  /\b(log ?in|sign ?in|password|planning application|garden waste|order|council tax|register to vote|cookies?|job alerts?)\b/i;
const SOCIAL = /(^|\.)(facebook|twitter|x|instagram|linkedin|youtube|nextdoor|threads)\.(com|co\.uk)$/i;

const OTHER_ALERTS: ReadonlySet<string> = new Set([
  "tenders",
  "marketplace",
  "housing-register",
  "home-exchange",
  "courses",
  "consultation",
]);

/** 14-m3: sign-up for e-mail or text messages, with a choice of what one is told about. */
export const notifications: SpecialLimb = {
  key: "a",
  kind: "special",
  name: "sign-up for e-mail or text alerts with a choice of topics",
  wordings: [
    "(e ?mail|text|sms|news|web ?site|council) (alerts?|updates?|bulletins?|notifications?|newsletters?)",
    "(sign|signing) up (for|to)( our| the| e ?mail| news| free| council)* ?(alerts?|updates?|bulletins?|newsletters?|news|e ?news)",
    "subscri(be|ption)s?( (to|for) [\\w ]+)?",
    "e ?newsletters?",
    "stay (connected|informed|up to date|in touch)",
    "e ?bulletins?",
    "newsletters?( sign ?up)?",
    "mailing lists?",
    "keep (me|up to date|informed)( [\\w ]+)?",
    "e ?alerts?",
    "my ?alerts",
    "notify me",
    "text message service",
    "get (e ?mail )?(updates|alerts)",
    "(choose|pick|get|receive|sign up for|change) (the |which |what |our )?e ?mails?( (you|we|that|to|from|about)[\\w ]*)?",
    "e ?mails? from (us|the council)",
    "keyword (interest|alerts?)",
    "rss( feeds?)?",
  ],
  notThese: [
    "job alerts?",
    "unsubscribe",
    "garden waste",
    "school newsletter",
    "library notifications",
    "planning notifications to neighbours",
    "cookie",
    "tv",
    "magazine archive",
    "flood alerts?",
    "weather alerts?",
  ],
  paths: [
    "subscri",
    "e-?(alerts|newsletter|bulletin)",
    "email-?(alerts|updates)",
    "mgRegisterKeywordInterest",
  ],
  judge: judgeNotifications,
};

function judgeNotifications(room: Room, limb: SpecialLimb): LimbAnswer {
  const pattern = patternOf(limb);
  let single: Evidence | null = null;
  for (const view of room.view.pages) {
    if (view.retired || view.otherCouncil || view.noise === "jobs") continue;
    // What suppliers are told of by a tender portal is another outcome's.
    if (view.platforms.some((one) => one.does.some((what) => OTHER_ALERTS.has(what)))) continue;
    const product = view.platforms.some((one) => one.does.includes("alerts"));
    const titled = pattern.is.test(view.h1) || pattern.is.test(view.title);
    if (titled && (pattern.not?.test(`${view.h1} ${view.title}`) ?? false)) continue;
    for (const form of view.page.forms) {
      const entry = signUp(form, view, product || titled);
      if (!entry) continue;
      const where = seen(
        view.page,
        entry.topics >= 2
          ? `Sign-up for e-mail or text messages with ${entry.topics} topics to choose from`
          : "Sign-up for e-mail or text messages",
        around(form.text, SIGN_UP) || form.heading,
      );
      if (entry.topics >= 2)
        return {
          verdict: "met",
          reason: "online",
          level: entry.topics >= 2 ? 3 : 2,
          evidence: [where],
          measures: { topics: entry.topics },
        };
      single ??= where;
    }
    const lists = view.page.scope === "own" && view.noise === null ? listsOffered(room, view) : [];
    if (lists.length >= 2) {
      const found = `Sign-up for ${lists.length} newsletters or alerts to choose from`;
      return {
        verdict: "met",
        reason: "online",
        level: 3,
        evidence: [seen(view.page, found, lists.map((one) => one.name).join(" · "))],
        measures: { topics: lists.length },
      };
    }
    if (
      product &&
      view.page.scope !== "own" &&
      (TOPICS.test(view.page.text) || topicsBefore(room, view)) &&
      view.page.forms.length + view.page.links.length > 0
    ) {
      return {
        verdict: "met",
        reason: "online",
        level: 3,
        evidence: [
          seen(
            view.page,
            "A subscription service with topics to choose from",
            around(view.page.text, TOPICS),
          ),
        ],
      };
    }
    if (product || view.platforms.some((one) => one.does.includes("newsletter")))
      single ??= seen(view.page, "Sign-up for a newsletter", view.h1 || view.title);
  }
  const obstacle = subscriptionObstacle(room, limb);
  if (obstacle) return obstacle;
  if (single) return { verdict: "partly-met", reason: "no-topic-choice", level: 3, evidence: [single] };
  const feed = feeds(room);
  if (feed) return { verdict: "partly-met", reason: "feeds-only", level: 1, evidence: [feed] };
  return absent(room);
}

/** Mailing lists of a supplier that one page offers side by side, each under a name of its own; one of them was read. */
function listsOffered(room: Room, view: PageView): Link[] {
  const lists = new Map<string, Link>();
  for (const link of view.page.links) {
    const list = platformsAt(link.url).some(
      (one) => one.does.includes("newsletter") || one.does.includes("alerts"),
    );
    if (!list || link.hidden || link.area === "footer" || link.area === "header") continue;
    lists.set(link.url, link);
  }
  const offered = [...lists.values()];
  const several = new Set(offered.map((link) => link.name.toLowerCase().trim())).size;
  const read = offered.some((link) => room.view.site.target(link.url).state === "fetched");
  return several >= 2 && read ? offered : [];
}

/** A subscription service that first asks for the address: the page that leads there says what one can choose. */
function topicsBefore(room: Room, view: PageView): boolean {
  return room.view
    .linksTo(view.page.url)
    .some(({ from }) => from.page.scope === "own" && from.page.clicks !== 0 && from.prose.matches(CHOICE));
}

/** A form that takes an address or a mobile number to send news to; how many topics it lets one choose. */
function signUp(form: Form, view: PageView, about: boolean): { topics: number } | null {
  const fields = openFields(form);
  const words = `${form.heading} ${form.text} ${form.buttons.join(" ")}`;
  const address = fields.some(
    (field) =>
      field.type === "email" ||
      field.type === "tel" ||
      /\b(e-?mail|mobile|phone)\b|e?mail/i.test(`${field.label} ${field.name}`),
  );
  if (!address || fields.some((field) => field.type === "password") || fields.length > 40) return null;
  const says =
    SIGN_UP.test(words) ||
    (about && /\b(subscribe|submit|sign up|register|join|go|send)\b/i.test(form.buttons.join(" ")));
  if (!says || (NOT_SIGN_UP.test(words) && !about)) return null;
  if (fields.some((field) => field.type === "textarea")) return null;
  const boxes = form.fields.filter(
    (field) =>
      field.type === "checkbox" &&
      !/\b(agree|consent|terms|privacy|opt|confirm|robot|read)\b/i.test(`${field.label} ${field.name}`),
  );
  const choices = form.fields
    .filter(
      (field) =>
        field.type === "select" &&
        /\b(topics?|interests?|subjects?|newsletters?|lists?|categor\w+|updates?|alerts?)\b/i.test(
          `${field.label} ${field.name}`,
        ),
    )
    .reduce((sum, field) => sum + field.options.length, 0);
  const keywords =
    /\bkeywords?\b/i.test(words) && view.platforms.some((one) => one.does.includes("alerts")) ? 2 : 0;
  return { topics: Math.max(boxes.length, choices, keywords) };
}

function subscriptionObstacle(room: Room, limb: SpecialLimb): LimbAnswer | null {
  const named = room.view.linksNamed(patternOf(limb));
  for (const { link, from } of named) {
    if (!platformsAt(link.url).some((one) => one.does.includes("alerts"))) continue;
    const target = room.view.site.target(link.url);
    if (target.state === "fetched") continue;
    if (target.state === "failed") {
      if (["not-found", "soft-404", "client-error", "empty"].includes(target.failure.outcome)) continue;
      const refused = ["blocked", "disallowed", "rate-limited"].includes(target.failure.outcome);
      return {
        verdict: "cannot-tell",
        reason: refused ? "blocked" : "third-party-unreachable",
        level: null,
        evidence: [tried(target.failure)],
      };
    }
    return {
      verdict: "cannot-tell",
      reason: "crawl-incomplete",
      level: null,
      evidence: [seen(from.page, "Links to a subscription service that was not read", link.name)],
    };
  }
  return null;
}

function feeds(room: Room): Evidence | null {
  for (const view of room.view.pages) {
    if (view.page.scope !== "own") continue;
    const rss = view.page.headLinks.some((link) => /rss|atom/i.test(link.type ?? ""));
    const social = view.page.links.find(
      (link) => URL.canParse(link.url) && SOCIAL.test(new URL(link.url).hostname),
    );
    if (rss || social)
      return seen(view.page, rss ? "A news feed (RSS)" : "Links to social media", social?.name ?? "");
  }
  return null;
}
