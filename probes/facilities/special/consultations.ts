import type { Evidence } from "../../../src/audit/types.js";
import { isFrontPath } from "../../../src/net/classify.js";
import { seen, tried } from "../../../src/snapshot/site.js";
import type { Link } from "../../../src/snapshot/types.js";
import { parseHttp } from "../../../src/snapshot/url.js";
import { matterFields } from "../forms.js";
import { absent, nameBond } from "../ladder.js";
import { platformsAt } from "../platforms.js";
import { around, type PageView } from "../site-view.js";
import type { LimbAnswer, Room, SpecialLimb } from "../types.js";
import { names, type Pattern, patternOf } from "../wording.js";
import { daysFrom, newestDate, nextDate } from "./freshness.js";

const CLOSED_OR_OPEN = /\b(clos(es|ing|ed)|ends?|deadline|open(s|ed)?( until)?|respond by|until|results)\b/i;
const RESPOND =
  /\b(have your say|respond|take part|give (us )?your (views|opinion)|complete (the|our|this) (survey|questionnaire|form)|online (survey|questionnaire|response|form)|tell us what you think|survey)\b/i;
const FEEDBACK =
  /\byou (said|told us|asked)\b[^.\n]{0,40}\bwe (did|have done|listened|heard|changed)\b|\bwhat (you (said|told us|thought)|people (said|told us)|we heard|happened next)\b|\bhow your (views|answers|comments) (were used|changed|made)/i;
const NOT_THIS = /\b(planning applications?|staff|hr|gp|doctors?|appointments?|pre-?application)\b/i;
const CURRENT_DAYS = 366;

/** 03-m3: current consultations listed, answered online, about decisions still to be taken. */
export const consultations: SpecialLimb = {
  key: "a",
  kind: "special",
  name: "consultations answered online",
  wordings: [
    "(current |open |closed |public |our |online |recent |e )?consultations?( and (surveys|engagement|research))?( (hub|finder|portal|list))?",
    "have your say",
    // Not in a school, a sport or a park: those ask for helpers.
    "get involved(?! (in|with) (\\w+ ){0,2}(schools?|sports?|librar(y|ies)|volunteering|parks?|fostering)\\b)",
    "citizen space",
    "consultation and engagement",
    "surveys and consultations",
    "let'?s talk",
    "engagement (hub|portal)",
    "your views",
    "e consultations?",
    "(tell us|let us know|say) what you think",
    "(share|give|have|send)( us)? (your|a) (views?|opinions?|say|voice|thoughts|ideas)",
    "what do you think\\??",
    "your (voice|say)",
    "(open|current|live|latest|our) (surveys?|questionnaires?|engagements?|consultations?)[\\w ]*",
    "surveys?( and (polls|questionnaires|engagement))?",
    "(community|public|resident|citizen)s?'? (engagement|involvement|participation)",
    "help (us )?(shape|decide|design|plan)[\\w ]*",
    "shape (our|the|your)[\\w ]*",
    "decisions (we|the council) (want|wants|need|needs) your (views|help)[\\w ]*",
    "engagement (site|platform|website)",
  ],
  notThese: [
    "planning applications?",
    "staff",
    "gp",
    "pre application",
    "medical",
    "appointments?",
    "licensing applications?",
    "neighbour consultation",
    "land survey\\w*",
    "(building|stock condition|tree|ecological|archaeological|asbestos|traffic|housing needs?|customer satisfaction|residents?'?|tenants?'?) surveys?( \\w+)?",
    "surveyors?",
    "youth voice",
    "school admissions?",
  ],
  paths: ["consult(ation)?s?", "have-?your-?say", "haveyoursay"],
  judge: judgeConsultations,
};

function judgeConsultations(room: Room, limb: SpecialLimb): LimbAnswer {
  const pattern = patternOf(limb);
  const { asOf } = room.context;
  const pages = room.view.pages.filter(
    (view) =>
      view.page.clicks !== 0 &&
      !view.otherCouncil &&
      (view.noise === null || view.noise === "consultations") &&
      (names(pattern, view.title) ||
        names(pattern, view.h1) ||
        view.noise === "consultations" ||
        doesConsultation(view) ||
        isHubByLinks(room, view, pattern)) &&
      !NOT_THIS.test(view.h1),
  );
  pages.push(...itemsOf(room, pages));
  const hub = pages.find((view) => names(pattern, view.h1 || view.title) || doesConsultation(view));
  if (!hub) return absent(room);

  const online = onlineResponse(room, pages);
  const newest = newestOf(pages, asOf);
  const open = pages.some((view) => view.prose.matches(CLOSED_OR_OPEN) && nextDate(view.text, asOf) !== null);
  const current = open || (newest !== null && daysFrom(newest, asOf) <= CURRENT_DAYS);
  const feedback = pages.some((view) => view.prose.matches(FEEDBACK));
  const root = pages.find((view) => doesConsultation(view) && isFrontPath(new URL(view.page.url).pathname));
  const evidence: Evidence[] = [
    ...(root && root !== hub ? [seen(root.page, "The consultation hub", root.h1 || root.title)] : []),
    seen(
      hub.page,
      open ? "Consultations listed, one still open" : "Consultations page",
      around(hub.text, CLOSED_OR_OPEN) || hub.title,
    ),
  ];
  const measures = { openConsultation: open, newestDate: newest };
  if (online.proof) {
    evidence.unshift(online.proof);
    if (current) return { verdict: "met", reason: "online", level: feedback ? 4 : 3, evidence, measures };
    return { verdict: "partly-met", reason: newest ? "stale" : "no-date", level: 3, evidence, measures };
  }
  if (online.obstacle) {
    return {
      verdict: "cannot-tell",
      reason: online.obstacle.why,
      level: null,
      evidence: [online.obstacle.evidence, ...evidence],
      measures,
    };
  }
  const contact = pages
    .slice(0, MOST_ITEMS)
    .some(
      (view) =>
        view.page.links.some(
          (link) =>
            link.area === "main" && (link.url.startsWith("mailto:") || /\.(pdf|docx?)($|\?)/i.test(link.url)),
        ) || /\b(write|e-?mail|send)\b[^.\n]{0,80}(@|\[e-mail\])/i.test(view.text),
    );
  return {
    verdict: "partly-met",
    reason: contact ? "form-or-contact-only" : "information-only",
    level: contact ? 2 : 1,
    evidence,
    measures,
  };
}

/**
 * A hub under a name of its own (“Talk Sandover”): the pages leading there call it what it is, or are about nothing else
 * and lead to a host of its own, where something is open.
 */
function isHubByLinks(room: Room, view: PageView, pattern: Pattern): boolean {
  if (!view.prose.matches(CLOSED_OR_OPEN) || pattern.not?.test(view.h1)) return false;
  const responds = RESPOND.test(view.page.text);
  const host = parseHttp(view.page.url)?.host;
  const open = view.page.scope === "own" && nextDate(view.text, room.context.asOf) !== null;
  return room.view
    .linksTo(view.page.url)
    .some(
      ({ link, from }) =>
        link.area === "main" &&
        ((responds && names(pattern, link.name)) ||
          (open && parseHttp(from.page.url)?.host !== host && nameBond(from, pattern) === "title")),
    );
}

const MOST_ITEMS = 20;

/** The single consultations that a hub lists on its own host: each may hold, or lead to, its questionnaire. */
function itemsOf(room: Room, pages: readonly PageView[]): PageView[] {
  const items = new Set<PageView>();
  for (const view of pages.slice(0, MOST_ITEMS)) {
    for (const link of view.page.links) {
      if (link.area !== "main" || link.hidden || items.size >= MOST_ITEMS) continue;
      const target = room.view.site.page(link.url);
      const to = target ? room.view.view(target) : null;
      if (!to || pages.includes(to) || to.retired || to.otherCouncil || to.page.clicks === 0) continue;
      if (to.noise !== null && to.noise !== "consultations") continue;
      if (
        /\b(consultation|survey)\b/i.test(to.text) &&
        to.prose.matches(CLOSED_OR_OPEN) &&
        RESPOND.test(to.page.text)
      )
        items.add(to);
    }
  }
  return [...items];
}

/** A link beside the date on which it closed, more than a year ago: neither a way to respond nor one missed. */
function isLongClosed(link: Link, asOf: string): boolean {
  const beside = `${link.name} ${link.context}`;
  if (!/\b(closed|ended|finished)\b/i.test(`${link.heading} ${beside}`)) return false;
  const newest = newestDate(beside, asOf);
  return newest !== null && daysFrom(newest, asOf) > CURRENT_DAYS && nextDate(beside, asOf) === null;
}

function doesConsultation(view: PageView): boolean {
  return view.platforms.some((one) => one.does.includes("consultation")) && !view.retired;
}

interface Response {
  proof: Evidence | null;
  obstacle: { why: "blocked" | "third-party-unreachable" | "crawl-incomplete"; evidence: Evidence } | null;
}

/** A consultation platform's page that was read, or a questionnaire on or behind a consultation page. */
function onlineResponse(room: Room, pages: readonly PageView[]): Response {
  let obstacle: Response["obstacle"] = null;
  for (const view of pages) {
    const platform = view.platforms.find((one) => one.does.includes("consultation"));
    if (
      platform &&
      !view.retired &&
      (RESPOND.test(view.page.text) || /\bopen consultations?\b|\bcloses?\b/i.test(view.page.text))
    ) {
      return {
        proof: seen(
          view.page,
          `Responses are taken online on ${platform.name}`,
          around(view.page.text, RESPOND),
        ),
        obstacle: null,
      };
    }
    if (questionnaire(view))
      return { proof: seen(view.page, "A questionnaire to answer online", view.h1), obstacle: null };
    for (const link of view.page.links) {
      if ((link.area !== "main" && link.area !== "aside") || isLongClosed(link, room.context.asOf)) continue;
      const products = platformsAt(link.url);
      const survey = products.some(
        (one) =>
          one.does.includes("consultation") || one.does.includes("survey") || one.does.includes("form"),
      );
      const target = room.view.site.target(link.url);
      const asks = target.state === "fetched" && room.view.view(target.page);
      if (!survey && !RESPOND.test(link.name) && !(asks && questionnaire(asks))) continue;
      if (target.state === "fetched") {
        const to = room.view.view(target.page);
        if (
          to &&
          !to.retired &&
          (survey ? to.page.forms.length > 0 || to.words > 5 || to.page.needsScript : questionnaire(to))
        ) {
          if (!pages.includes(to) || questionnaire(to))
            return { proof: seen(to.page, "A survey to answer online", link.name), obstacle: null };
        }
      } else if (survey && target.state === "failed") {
        const definite = ["not-found", "soft-404", "client-error", "empty"].includes(target.failure.outcome);
        const refused = ["blocked", "disallowed", "rate-limited"].includes(target.failure.outcome);
        if (!definite)
          obstacle ??= {
            why: refused ? "blocked" : "third-party-unreachable",
            evidence: tried(target.failure),
          };
      } else if (survey) {
        obstacle ??= {
          why: "crawl-incomplete",
          evidence: seen(view.page, "Links to a survey that was not read", link.name),
        };
      }
    }
  }
  return { proof: null, obstacle };
}

function questionnaire(view: PageView): boolean {
  return view.forms.some(
    ({ form, purpose }) =>
      (purpose === "service" || purpose === "poll") &&
      matterFields(form).length >= 2 &&
      /\b(consult|survey|questionnaire|your (views|say|response|opinion)|agree|question)\b/i.test(
        `${form.heading} ${form.text} ${form.buttons.join(" ")} ${view.h1}`,
      ),
  );
}

function newestOf(pages: readonly PageView[], asOf: string): string | null {
  let newest: string | null = null;
  for (const view of pages) {
    const found = newestDate(view.text, asOf);
    if (found && (newest === null || found > newest)) newest = found;
  }
  return newest;
}
