import type { Evidence, Judgement, Limb, Verdict } from "../../src/audit/types.js";
import { cut, type LooksFor, pageMatches, type Site, seen } from "../../src/snapshot/site.js";
import type { Page, Table } from "../../src/snapshot/types.js";
import { parseHttp } from "../../src/snapshot/url.js";
import { datesIn, monthNamed } from "../dates.js";
import { cannotTell, defineProbe, met, notFound, partlyMet } from "../probe.js";
import { words } from "./words.js";

const OUTCOME = "13-m2";

const looksFor: LooksFor = {
  links: [
    /\binternet service standards?\b/i,
    /\b(web ?site|web|digital|online)( service)? (standards?|charter)\b/i,
    /\b(web ?site|web|online services?|system) (availability|uptime|performance|status)\b/i,
    /\b(service|system) status( page)?\b/i,
    /\b(web ?site|web) (statistics|stats)\b/i,
    /\babout (this|our|the) (web ?)?site\b/i,
    /\b(planned|scheduled) (web ?site )?maintenance\b/i,
    /\b(web ?site|online services?|digital services?) (service )?(promises?|commitments?|pledges?)\b/i,
    /\b(availability|reliability|performance|up-?time) of (this|our|the) (web ?site|online services|digital services|systems)\b/i,
    /\bwhat (you can|to) expect from (this|our|the) (web ?site|online services|digital services)\b/i,
    /\bhow (reliable|available) (this|our|the) (web ?site|online services|digital services)\b/i,
  ],
  notLinks: [
    /\b(accessibility|privacy|cookies?|trading standards|food|ofsted|bin|waste|customer (charter|care)|school|housing|road|highway)\b/i,
  ],
  paths: [
    /\/(internet|web(site)?)[-_]?service[-_]?standards?/i,
    /\/(web(site)?|service|system)[-_]?(availability|uptime|status)(\/|\.\w+)?$/i,
  ],
  hosts: [/^status\./i],
  queries: ["internet service standards", "website availability", "service status"],
  enough: 4,
};

/**
 * Internet service standards (13-m2): what is promised about the website's availability (a), and what was
 * measured (b). One page may serve this and the website statistics of 13-m1.
 */
export const internetServiceStandards = defineProbe({
  id: "internet-service-standards",
  version: 2,
  outcomes: [OUTCOME],
  looksFor: { [OUTCOME]: looksFor },
  judge: (site) => [judge(site)],
  words,
});

/** The web service itself, not a service that the council gives on the web. */
const WEB =
  /\b(web ?sites?|internet services?|online services?|web services?|this site|our site|the site|web pages|customer portal|my ?account)\b/i;
/** “Accessible” alone is about disabled people; “accessible 24 hours a day” is about the hours. */
const AVAILABLE =
  /\b(availability|available|up-?time|accessible (?:at all times|24|for \d|\d)|downtime|down time|unavailable|up and running|running|working (?:for )?(?:at least )?\d|up (?:for )?\d|in (?:service|operation)|out of action|off ?line|outages?)/i;
const PERCENT = /(?<![\d.])(?:9\d|100)(?:\.\d{1,3})?\s?(?:%|per ?cent\b)/i;
const PROMISE =
  /\b(aims?|targets?|commit\w*|will be|will make|guarantee|standards?|strive|undertake|ensure|objective|goal|intend|expect|try to|should be|promise|we will)\b/i;
const MEASURED =
  /\b(was|were|has been|had been|achieved|actual|recorded|measured|averaged|performance (for|in|was)|last (month|year|quarter)|over the (last|past))\b/i;
const ROUND_THE_CLOCK = /\b24\s?(?:\/|hours? a day|hrs|x)\s?,?\s?7?\b|\b24 hours\b|\bseven days a week\b/i;
const WINDOW =
  /\b(maintenance|upgrades?|updates?)\b[^.]{0,80}\b(between|normally|usually|every|outside|window|each (week|month)|notice)\b/i;
const RESPONSE =
  /\b(fix|repair|correct|respond|reply|resolve|restore)\b[^.]{0,80}\bwithin\s+(\d+|one|two|three|five|ten|a)\s+(working |calendar )?(hours?|days?|minutes?)/i;
const DISCLAIMER =
  /\b(cannot|can not|do not|does not|will not|no)\s+(guarantee|warrant\w*|promise|accept|be (held )?(liable|responsible))|\bliab(le|ility)\b/i;
/** Pages whose talk of availability is of another kind. */
const OTHER_PAGE =
  /\b(accessibility statement|accessibility|privacy|cookies?|terms( and conditions| of use)?|disclaimer|copyright|customer (charter|care|service standards)|ofsted|news|press release)\b/i;
const STATUS_PAGE = /\b(service|system|website|platform|online services?) status\b|\bstatus page\b/i;
const STATUS_HISTORY =
  /\b(past incidents|incident history|status history|uptime (over|for|in) the (last|past)|\d+ days? ago|historical uptime|resolved)\b/i;

interface Seen {
  page: Page;
  excerpt: string;
  what: string;
}

function judge(site: Site): Judgement {
  const commitments: Seen[] = [];
  const measured: Seen[] = [];
  const empty: Page[] = [];
  for (const page of candidates(site)) {
    const commitment = commitmentOn(page);
    const performance = performanceOn(page);
    if (commitment) commitments.push(commitment);
    if (performance) measured.push(performance);
    if (isStatusPage(page) && page.needsScript && !page.rendered) empty.push(page);
  }
  const [a] = commitments;
  const [b] = measured;
  const [scripted] = empty;
  const measures = { commitments: commitments.length, measurements: measured.length };
  if (a && b) {
    const limbs = limbsOf(a, b, "met", "met");
    return met(OUTCOME, "standards-and-performance", evidence(a, b), { level: 1, limbs, measures });
  }
  if (!a && !b) {
    if (scripted)
      return cannotTell(OUTCOME, "js-not-rendered", [seen(scripted, "The status page needs JavaScript")]);
    return notFound(site, OUTCOME, looksFor, { measures });
  }
  // What is missing may stand where the search did not come, or on a status page that could not be read.
  const search = site.searchCoverage(looksFor);
  const other: Verdict = search.complete && !scripted ? "not-met" : "cannot-tell";
  const one = a ?? b;
  if (!one) return notFound(site, OUTCOME, looksFor, { measures });
  const limbs = limbsOf(a ?? one, b ?? one, a ? "met" : other, b ? "met" : other);
  const reason = a ? "commitment-only" : "performance-only";
  if (other === "cannot-tell") {
    return partlyMet(OUTCOME, `${reason}-capped`, evidence(one), {
      level: 1,
      limbs,
      measures,
      points: [0.5, 1],
    });
  }
  return partlyMet(OUTCOME, reason, evidence(one), { level: 1, limbs, measures });
}

/** Pages about it by their name, and pages that talk of the website's availability in a percentage. */
function candidates(site: Site): Page[] {
  return site.snapshot.pages.filter((page) => {
    const h1 = page.headings.find((one) => one.level === 1)?.text ?? "";
    if (page.personal || OTHER_PAGE.test(`${h1 || page.title}`)) return false;
    if (pageMatches(page, looksFor) || isStatusPage(page)) return true;
    const told = (one: string) => AVAILABLE.test(one) && PERCENT.test(one);
    return sentences(page).some((one) => WEB.test(one) && told(one)) || sentencesUnder(page, WEB).some(told);
  });
}

/** Below a heading that names the matter: “This website” / “We promise that it works 99.5% of every month.” */
function sentencesUnder(page: Page, matter: RegExp): string[] {
  if (!page.headings.some((one) => one.level > 1 && matter.test(one.text))) return [];
  const headings = new Map(page.headings.map((one) => [one.text, matter.test(one.text) && one.level > 1]));
  let under = false;
  return (page.mainText || page.text)
    .slice(0, 60_000)
    .split("\n")
    .flatMap((line) => {
      const heading = headings.get(line.trim());
      if (heading !== undefined) under = heading;
      return under && heading === undefined ? sentencesIn(line) : [];
    });
}

/** A standard holds every day; a sentence that names a day is a notice of one interruption. */
function commitmentOn(page: Page): Seen | null {
  const about = pageMatches(page, looksFor);
  for (const table of page.tables) {
    const promised = promisedInTable(page, table);
    if (promised)
      return { page, excerpt: promised, what: "Availability is promised as a percentage in a table" };
  }
  const ofTheWeb = new Set(sentencesUnder(page, WEB));
  for (const sentence of sentences(page)) {
    if (DISCLAIMER.test(sentence)) continue;
    if (datesIn(sentence).some((one) => one.precision === "day")) continue;
    if (/\bforms?\b/i.test(sentence) && !WEB.test(sentence)) continue;
    const web =
      WEB.test(sentence) ||
      ofTheWeb.has(sentence) ||
      (about && /\b(it|service|availability)\b/i.test(sentence));
    if (!web) continue;
    const available = AVAILABLE.test(sentence) && !/\bunavailable\b/i.test(sentence);
    const past = MEASURED.test(sentence) && !PROMISE.test(sentence);
    if (available && PERCENT.test(sentence) && PROMISE.test(sentence) && !past) {
      return { page, excerpt: sentence, what: "Availability is promised as a percentage" };
    }
    if (available && ROUND_THE_CLOCK.test(sentence) && (PROMISE.test(sentence) || about)) {
      return { page, excerpt: sentence, what: "Hours of availability are promised" };
    }
    if (about && WINDOW.test(sentence))
      return { page, excerpt: sentence, what: "When maintenance takes place is promised" };
    if (about && WEB.test(sentence) && RESPONSE.test(sentence)) {
      return { page, excerpt: sentence, what: "How soon faults of the website are dealt with is promised" };
    }
  }
  return null;
}

/** Measured availability: a column of a table, a figure in the past tense, or a status page that keeps its history. */
function performanceOn(page: Page): Seen | null {
  for (const table of page.tables) {
    const rows = table.rows.map((row) => row.map((cell) => cell.text));
    const shown = isAbout(page, `${table.caption} ${table.heading}`) ? measuredInTable(table, rows) : null;
    if (shown) return { page, excerpt: shown, what: "Measured availability in a table" };
  }
  for (const sentence of sentences(page)) {
    if (!PERCENT.test(sentence) || !AVAILABLE.test(sentence) || !MEASURED.test(sentence)) continue;
    if (!WEB.test(sentence) && !isAbout(page, "")) continue;
    if (
      /\b(will|aims?|target)\b/i.test(sentence) &&
      !/\bagainst (a|our|the) target\b|\bwas\b|\bachieved\b/i.test(sentence)
    )
      continue;
    return { page, excerpt: sentence, what: "Measured availability of the website" };
  }
  if (isStatusPage(page) && (STATUS_HISTORY.test(page.text) || /\b9\d\.\d+\s?% uptime/i.test(page.text))) {
    const line = page.text.split("\n").find((one) => STATUS_HISTORY.test(one) || /uptime/i.test(one)) ?? "";
    return { page, excerpt: line, what: "Status page with its history" };
  }
  return null;
}

const AVAILABILITY = /\b(availability|up-?time|available|(?:was|were|is|are)(?: \w+)? up)\b/i;
const TARGET = /\b(targets?|commitments?|standards?|goals?|promised?|aim)\b/i;
const LONE_SHARE = /^\s*(?:9\d|100)(?:\.\d{1,3})?\s*(?:%|per ?cent)?\s*$/i;

/** “Website availability | 99.5%” below “Target”. */
function promisedInTable(page: Page, table: Table): string | null {
  const rows = table.rows.map((row) => row.map((cell) => cell.text));
  const [head = [], ...body] = rows;
  const column = head.findIndex((cell) => TARGET.test(cell));
  if (column === -1) return null;
  const beside = `${table.caption} ${table.heading}`;
  const row = body.find(
    (cells) =>
      AVAILABILITY.test(cells[0] ?? "") &&
      (WEB.test(cells[0] ?? "") || isAbout(page, beside)) &&
      PERCENT.test(cells[column] ?? ""),
  );
  return row ? `${head.join(" | ")} / ${row.join(" | ")}` : null;
}

/** A column, or a row, of measured availability beside months; “Availability %” leaves the sign out of the cells. */
function measuredInTable(table: Table, rows: readonly string[][]): string | null {
  const [head = [], ...body] = rows;
  const around = `${table.caption} ${table.heading}`;
  const isPeriod = (cell: string) => datesIn(cell).length > 0 || monthNamed(cell) !== null;
  const isFigure = (cell: string, name: string) =>
    PERCENT.test(cell) || (LONE_SHARE.test(cell) && /%|per ?cent|\./i.test(`${name}${cell}`));
  const isMeasure = (cell: string, index: number) =>
    (index > 0 || head.length === 1) && AVAILABILITY.test(cell) && !TARGET.test(cell);
  // A caption says it of the only column, or of each that is of the website: “How much of each month it was up”.
  const over = AVAILABILITY.test(around) ? around : "";
  const isOver = (cell: string, index: number) =>
    over !== "" && index > 0 && !TARGET.test(`${cell} ${over}`) && (head.length === 2 || WEB.test(cell));
  const own = head.findIndex(isMeasure);
  const column = own >= 0 ? own : head.findIndex(isOver);
  const fromRight = head.length - column;
  for (const row of column >= 0 ? body : []) {
    if (isFigure(row[row.length - fromRight] ?? "", `${head[column]} ${over}`) && row.some(isPeriod))
      return `${head.join(" | ")} / ${row.join(" | ")}`;
  }
  const achieved = (cell: string) =>
    isPeriod(cell) || /\b(actual|achieved|results?|performance|measured|outturn)\b/i.test(cell);
  if (!head.slice(1).some(achieved)) return null;
  for (const row of body) {
    const [name = "", ...cells] = row;
    const measured = cells.some(
      (cell, index) =>
        achieved(head[index + 1] ?? "") && !TARGET.test(head[index + 1] ?? "") && isFigure(cell, name),
    );
    if (AVAILABILITY.test(name) && !TARGET.test(name) && measured)
      return `${head.join(" | ")} / ${row.join(" | ")}`;
  }
  return null;
}

function isAbout(page: Page, beside: string): boolean {
  return pageMatches(page, looksFor) || WEB.test(`${page.title} ${beside}`);
}

/** A status page of the council's online services; supplier hosts count when the site leads there. */
function isStatusPage(page: Page): boolean {
  const host = parseHttp(page.url)?.hostname ?? "";
  const h1 = page.headings.find((one) => one.level === 1)?.text ?? "";
  return /^status\./i.test(host) || STATUS_PAGE.test(page.title) || STATUS_PAGE.test(h1);
}

function sentences(page: Page): string[] {
  return sentencesIn((page.mainText || page.text).slice(0, 60_000));
}

function sentencesIn(text: string): string[] {
  return text.split(/(?<=[.!?])\s+(?=[\p{Lu}“"])|\n/u).filter((one) => one.length > 15 && one.length < 600);
}

function evidence(...found: readonly [Seen, ...Seen[]]): [Evidence, ...Evidence[]] {
  const [first, ...rest] = found;
  const of = (one: Seen) => seen(one.page, one.what, cut(one.excerpt, 300));
  return [of(first), ...rest.map(of)];
}

function limbsOf(a: Seen, b: Seen, promised: Verdict, shown: Verdict): Limb[] {
  const limb = (key: string, name: string, verdict: Verdict, reason: string, from: Seen): Limb => ({
    key,
    name,
    verdict,
    reason: verdict === "met" ? reason : `no-${reason}`,
    level: verdict === "met" ? 1 : verdict === "not-met" ? 0 : null,
    evidence: evidence(from),
  });
  return [
    limb("a", "Commitments on the web service's availability", promised, "commitment", a),
    limb("b", "Past performance", shown, "performance", b),
  ];
}
