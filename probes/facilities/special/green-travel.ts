import type { Evidence } from "../../../src/audit/types.js";
import { seen, tried } from "../../../src/snapshot/site.js";
import { datesIn } from "../../dates.js";
import { absent, nameBond } from "../ladder.js";
import { platformsAt } from "../platforms.js";
import { around, type PageView } from "../site-view.js";
import type { LimbAnswer, Room, SpecialLimb } from "../types.js";
import { names, type Pattern, patternOf, saidIn, wordingPattern } from "../wording.js";

/** A way for local people to get to work or school with less harm; walking and cycling for pleasure is another matter. */
const INITIATIVES = [
  "car (share|sharing|pool(ing)?|clubs?)( scheme)?",
  "lift ?shar(e|ing)",
  "share (a|your|the) (car|lift|drive|journey)[\\w ]*",
  "(green|sustainable|smarter|active|low carbon|car free) (travel|transport|commuting|choices|ways to travel|journeys?)( (plans?|initiatives?|scheme|to work))?",
  "(workplace|business|employer|staff|school|green|residential|personal) travel plans?",
  "travel (plans?|plan network|to work|awareness)",
  "cycl(e|ing) to (work|school)",
  "cycle (hire|training|schemes?|lanes?|parking|lockers)",
  "bikeability",
  "(walking|cycling)( and (cycling|walking))?( to (work|school))?",
  "e ?scooters?( (hire|trial|scheme))?",
  "electric (vehicles?|cars?)( and)? ?(charging|charge points?|charging points?)",
  "(charging|charge) points?",
  "ev charging( points?)?",
  "school streets?",
  "bike (hire|share|week|loan)",
  "walk(ing)? to (school|work)",
  "smarter choices",
  "car free day",
  "walking bus(es)?",
  "(without|leave|leaving) (a|the|your) car (behind|at home)",
  "(work|school|college|about|around|here|to) without (a|the|your) car",
  "shar(e|ed|ing) (a |your |the )?(lifts?|cars?|drives?|journeys?|rides?)( (to|with|for)[\\w ]*)?",
  "lift ?shar(e|es|ers)",
  "(somebody|someone|people) to share (the|a) (drive|car|lift|journey)[\\w ]*",
  "pool (bikes?|cars?)",
  "(try|borrow|hire|loan|free)( an| a)? (e ?)?(bikes?|cycles?)( loan)?",
  "e ?bikes? (loans?|hire|trial|scheme)",
  "(dr|doctor) bike",
  "(travel|commuter|business travel) (network|club|forum)s?",
  "(streets?|roads?) (closed|closures?)[\\w ]{0,12} (to (cars|traffic)[\\w ]*|outside schools?|at school)",
  "streets outside schools",
  "getting (here|around|to work) without a car",
  "(cleaner|greener|healthier|better) (ways to|travel to|commut)[\\w ]*",
  "commut(e|er|ing)s?",
];
const GENERIC = wordingPattern([
  "climate( change| emergency| action)?",
  "carbon (neutral|reduction|footprint|zero)",
  "net zero",
  "sustainability",
  "local agenda 21",
  "environment(al)? (policy|strategy|sustainability)",
  "global warming",
]);
/** Pages whose name is about going somewhere for pleasure tell of no initiative by that alone. */
const LEISURE = /\b(walk(s|ing)?|rides?|routes?|trails?|paths?|maps?|holidays?)\b/i;
const COMMUTE = wordingPattern(INITIATIVES.filter((one) => !one.startsWith("(walking|cycling)(")));
const DEFINITE = ["not-found", "soft-404", "client-error", "empty", "dns", "redirected-away"];

export const greenTravel: SpecialLimb = {
  key: "a",
  kind: "special",
  name: "a local initiative for greener commuting",
  wordings: INITIATIVES,
  notThese: [
    "cycle tracks? order",
    "speeding",
    "museum",
    "planning application",
    "rights of way",
    "cycling club",
    "vacanc\\w*",
    "dog walking",
    "committee",
    "private hire",
    "consultation",
    "permits?",
  ],
  paths: [
    "car-?shar",
    "sustainable-?travel",
    "active-?travel",
    "travel-?plan",
    "cycl(e|ing)",
    "ev-?charging",
  ],
  judge: judgeGreenTravel,
};

/** 08-m4: an initiative that is dated or whose link is alive; words about the climate alone are part of it. */
function judgeGreenTravel(room: Room, limb: SpecialLimb): LimbAnswer {
  const pattern = patternOf(limb);
  const pages = room.view.pages.filter(
    (view) =>
      view.page.scope === "own" &&
      !view.retired &&
      view.noise === null &&
      view.page.clicks !== 0 &&
      view.words >= 10,
  );
  const about = pages
    .filter((view) => isInitiative(view, pattern))
    .sort((a, b) => closeness(a, pattern) - closeness(b, pattern));
  let undated: LimbAnswer | null = null;
  for (const view of about) {
    const proof = liveOrDated(room, view, pattern);
    const evidence = [seen(view.page, "A local initiative", around(view.text, COMMUTE) || view.h1)];
    if (proof.live) return { verdict: "met", reason: "published", level: 1, evidence };
    undated ??= {
      verdict: "partly-met",
      reason: proof.broken ? "broken-link" : "no-date",
      level: 1,
      evidence: proof.broken ? [...evidence, proof.broken] : evidence,
    };
  }
  if (undated) return undated;
  const general = pages.find(
    (view) =>
      (GENERIC.test(`${view.h1} ${view.title}`) || (TRAVEL.test(view.h1) && view.prose.matches(GENERIC))) &&
      /\b(walk(ing)?|cycl(e|ing)|bus(es)?|travel|transport|cars?|lifts?|trips?|journeys?)\b/i.test(view.text),
  );
  if (general) {
    return {
      verdict: "partly-met",
      reason: "generic-only",
      level: 1,
      evidence: [
        seen(general.page, "A general page without a local initiative", around(general.text, GENERIC)),
      ],
    };
  }
  return absent(room);
}

function isInitiative(view: PageView, pattern: Pattern): boolean {
  const bond = nameBond(view, pattern);
  if (bond === "none" || !view.prose.mayMatch(COMMUTE) || !saidIn(proseOf(view), COMMUTE)) return false;
  if (bond === "title" || bond === "section") return true;
  return TRAVEL.test(`${view.h1} ${view.title}`) && !LEISURE.test(view.h1);
}

/** The text without lines that are nothing but a link: a list of links tells of no initiative. */
function proseOf(view: PageView): string {
  const links = new Set(view.page.links.map((link) => link.name));
  return view.text
    .split("\n")
    .filter((line) => !links.has(line.trim()) && line.trim().split(/\s+/).length >= 4)
    .join("\n");
}

function closeness(view: PageView, pattern: Pattern): number {
  const bond = nameBond(view, pattern);
  return bond === "title" ? 0 : bond === "section" ? 1 : 2;
}

const TRAVEL =
  /\b(travel(ling)?|transport|(get|getting) (here|around|about|to (work|school|college|town))|commut\w+|car(s|-free)?|bus(es)?|journeys?)\b/i;

function liveOrDated(
  room: Room,
  view: PageView,
  pattern: Pattern,
): { live: boolean; broken: Evidence | null } {
  let live = false;
  let broken: Evidence | null = null;
  for (const link of view.page.links) {
    if (link.area !== "main" && link.area !== "aside") continue;
    const shares = platformsAt(link.url).some((one) => one.does.includes("car-share"));
    if (!shares && !names(pattern, link.name) && !COMMUTE.test(link.context)) continue;
    const target = room.view.site.target(link.url);
    if (target.state === "fetched" && target.page.url !== view.page.url) live = true;
    if (target.state === "failed" && DEFINITE.includes(target.failure.outcome))
      broken ??= tried(target.failure);
  }
  if (live) return { live, broken };
  // A whole page about one initiative is its notice-board; of a passage on another page the date shows that it still runs.
  const whole = nameBond(view, pattern) === "title" && view.words >= 50;
  return { live: broken === null && (whole || isDated(view, room.context.asOf)), broken };
}

/** A date of the last five years in the text itself; the day the page was last changed dates the page. */
function isDated(view: PageView, asOf: string): boolean {
  return datesIn(view.text).some((found) => {
    const before = view.text.slice(Math.max(0, found.at - 40), found.at);
    if (/\b(page|content|website|reviewed|copyright|modified|last updated)\b/i.test(before)) return false;
    return Math.abs(Number(found.date.slice(0, 4)) - Number(asOf.slice(0, 4))) <= 5;
  });
}
