import type { Evidence, Judgement, Limb, Measures, Verdict } from "../../src/audit/types.js";
import {
  fold,
  type LooksFor,
  nameMatches,
  pageMatches,
  type Site,
  seen,
  tried,
} from "../../src/snapshot/site.js";
import type { Link, Page, Table } from "../../src/snapshot/types.js";
import { pageKey, parseHttp } from "../../src/snapshot/url.js";
import { addMonths, datesIn, monthOf, monthsBetween } from "../dates.js";
import {
  cannotTell,
  defineProbe,
  type JudgeContext,
  type Lead,
  type LeadContext,
  met,
  notFound,
  partlyMet,
} from "../probe.js";
import { isLogReport, type Metric, metricsNamed, readReport } from "./reports.js";
import { words } from "./words.js";

const OUTCOME = "13-m1";

const looksFor: LooksFor = {
  links: [
    /\b(web ?site|web|site|online) (usage |user |visitor )?(statistics|stats|usage|traffic|analytics|visits|visitors?|users|use|figures|metrics|insights|hits)\b/i,
    /\b(use|usage|users|visits|visitors|traffic|statistics) (of|to|on|for|about) (this|our|the|the council'?s) (web ?site|site|web ?pages)\b/i,
    /\b(who|how( many)?|what)\b[\w ]{0,30}\b(uses?|used|using|visits?|visited|looks? at)\b[\w ]{0,20}\b(web ?site|(our|this) site|web ?pages)\b/i,
    /\bhow (this|our|the) (web ?site|site) is (used|performing|doing)\b/i,
    /\b(this|our|the) web ?site in (numbers|figures)\b/i,
    /\bdigital (performance|analytics|statistics)\b/i,
    /\b(web ?site|web) performance\b/i,
    /\b(visitor|usage|traffic) (statistics|stats|numbers|figures)\b/i,
    /\bstatistics (for|about|of) (this|our|the) (web ?)?site\b/i,
    /\bpage (views|impressions) (by|per) month\b/i,
    /\babout (this|our|the) (web ?)?site\b/i,
    /\binternet service standards\b/i,
    /\busage statistics for\b|\bawstats\b|\bwebalizer\b/i,
  ],
  notLinks: [
    /\b(census|population|crime|area|local|economic|housing|health|school|labour market|road|traffic count\w*|cookies?|privacy|accessibility|transport|planning|museums?|librar(y|ies)|galler(y|ies)|leisure|parks?|tourism|tourist|town centre|attractions?|castle|beach|footfall|centre visitors?)\b/i,
  ],
  paths: [
    /\/(web-?)?(site-?)?(stat(istic)?s|usage-?stat\w*)(\/|\.\w+)?$/i,
    /\bweb(site)?[-_]?(stats|statistics|usage|traffic|analytics)/i,
    /\/awstats(\.pl)?|\/webalizer\/|\/usage_\d{6}\.html?/i,
  ],
  queries: ["website statistics", "web statistics", "website usage"],
  enough: 4,
};

/** Website statistics (13-m1): a summary and monthly reports of the site's use, reachable from the homepage. */
export const websiteStatistics = defineProbe({
  id: "website-statistics",
  version: 2,
  outcomes: [OUTCOME],
  looksFor: { [OUTCOME]: looksFor },
  maxSeriesPages: 40,
  leads,
  judge: (site, context) => [judge(site, context)],
  words,
});

const STATISTICS_HEADING =
  /\b(web ?site|web|traffic|visitor|usage) (statistics|stats|usage|traffic|figures)\b/i;
const DISCLOSURE =
  /\b(freedom of information|foi|disclosure log|request (ref|reference|for information)|committee report|report to (cabinet|council|committee))\b/i;
const DASHBOARD =
  /(^|\.)(lookerstudio\.google\.com|datastudio\.google\.com|app\.powerbi\.com|powerbi\.com|public\.tableau\.com|tableau\.com|analytics\.google\.com)$/i;
const AREA_STATISTICS = /\b(census|population|crime|unemployment|deprivation|labour market|house prices)\b/i;
const TAGS: readonly [string, RegExp][] = [
  ["Google Analytics", /google-analytics\.com|googletagmanager\.com|gtag\/js/i],
  ["Matomo", /matomo|piwik/i],
  ["Siteimprove", /siteimprove/i],
  ["Clarity", /clarity\.ms/i],
  ["Adobe Analytics", /omtrdc|adobedtm|2o7\.net/i],
];

// ---------------------------------------------------------------- which pages

/** Year and month pages, PDF and CSV reports of a statistics page. */
function leads(page: Page, context: LeadContext): Lead[] {
  if (!isStatisticsPage(page)) return [];
  return reportLinks(page)
    .filter((link) => context.isOwn(link.url))
    .slice(0, 30)
    .map((link) => ({ url: link.url, series: "statistics", linkName: link.name, leaf: true }));
}

/** About the use of the website, by what the page calls itself. */
function isStatisticsPage(page: Page): boolean {
  const h1 = page.headings.find((one) => one.level === 1)?.text ?? "";
  if (AREA_STATISTICS.test(`${page.title} ${h1}`)) return false;
  if (isLogReport(page)) return true;
  if (nameMatches(`${page.title} ${h1}`, looksFor) && ABOUT_THE_WEB.test(`${page.title} ${h1}`)) return true;
  // “/statistics” and “Visitor numbers” may be the town's or the museum's.
  const own =
    ABOUT_THE_WEB.test(`${page.mainText.slice(0, 20_000)}\n${captionsOf(page)}`) || page.kind !== "html";
  if (
    pageMatches(page, looksFor) &&
    own &&
    !looksFor.notLinks?.some((one) => one.test(`${h1 || page.title}`))
  )
    return true;
  return (
    page.headings.some((one) => STATISTICS_HEADING.test(one.text) && nameMatches(one.text, looksFor)) ||
    tabulatesUse(page)
  );
}

/** Whatever it is called: months under the words for the use of a website, which museums and car parks have not. */
function tabulatesUse(page: Page): boolean {
  if (page.scope !== "own" || !PAGES_VIEWED.test(page.text)) return false;
  const heads =
    page.kind === "html"
      ? page.tables.map(headOf)
      : [page.text.split("\n").find((line) => line.trim() !== "") ?? ""];
  return (
    heads.some((head) => PAGES_VIEWED.test(head) && metricsNamed(head).length > 0) &&
    readReport(page).months.size >= 3
  );
}

function headOf(table: Table): string {
  return (table.rows[0] ?? []).map((cell) => cell.text).join(" | ");
}

const PAGES_VIEWED = /\bpage ?(?:views?|impressions?)\b|\bpages? viewed\b/i;

const ABOUT_THE_WEB =
  /\b(web ?sites?|web ?(page|stat|traffic|usage|analytic)\w*|this site|our site|page ?(views?|impressions?)|pages (viewed|visited)|unique (users?|visitors?)|internet|online|digital)\b/i;

function captionsOf(page: Page): string {
  return page.tables
    .flatMap((table) => [table.caption, ...(table.rows[0] ?? []).map((cell) => cell.text)])
    .join(" ");
}

function reportLinks(page: Page): Link[] {
  const found = new Map<string, Link>();
  for (const link of page.links) {
    const key = pageKey(link.url);
    if (!key || key === pageKey(page.url) || link.hidden || link.area === "footer" || link.area === "nav")
      continue;
    const path = parseHttp(link.url)?.pathname ?? "";
    const dated = datesIn(link.name).length > 0 || /\b20\d\d\b/.test(link.name);
    const document =
      /\.(pdf|csv|xlsx?|ods|docx?)$/i.test(path) &&
      /stat|usage|traffic|visit|analytic|web/i.test(path + link.name);
    const short = fold(link.name).length < 70;
    if ((dated && short && !AREA_STATISTICS.test(link.name)) || document) found.set(key, link);
  }
  return [...found.values()];
}

interface Found {
  /** Pages where a visitor meets the statistics, nearest to the homepage first. */
  entrances: Page[];
  /** Pages and documents that hold figures. */
  reports: Page[];
  months: Map<string, Set<Metric>>;
  totals: Set<Metric>;
  undated: number;
  /** Months whose report is linked and could not be read, and how that ended. */
  unread: Map<string, string>;
  disclosures: Page[];
  dashboard: { page: Page; url: string } | null;
  depth: number | null;
}

function gather(site: Site): Found {
  const found: Found = {
    entrances: [],
    reports: [],
    months: new Map(),
    totals: new Set(),
    undated: 0,
    unread: new Map(),
    disclosures: [],
    dashboard: null,
    depth: null,
  };
  const done = new Set<string>();
  const read = (page: Page, monthFromLink: string | null) => {
    if (done.has(page.url)) return;
    done.add(page.url);
    const reading = readReport(page);
    if (reading.totals.size === 0) return;
    found.reports.push(page);
    for (const metric of reading.totals) found.totals.add(metric);
    const months = reading.months;
    if (months.size === 0 && monthFromLink) months.set(monthFromLink, reading.totals);
    for (const [month, metrics] of months) {
      found.months.set(month, new Set([...(found.months.get(month) ?? []), ...metrics]));
    }
    if (!monthFromLink) found.undated += reading.undated;
  };
  for (const page of site.snapshot.pages.filter(isStatisticsPage)) {
    if (
      DISCLOSURE.test(`${page.title} ${page.headings[0]?.text ?? ""}`) ||
      /\/foi\b|disclosure-?log/i.test(page.url)
    ) {
      if (readReport(page).totals.size > 0) found.disclosures.push(page);
      continue;
    }
    const before = found.reports.length;
    read(page, null);
    const links = reportLinks(page);
    let leadsOn = 0;
    for (const link of links) {
      const month = monthOfLink(link);
      const target = site.target(link.url);
      if (target.state === "fetched") {
        const known = found.reports.length;
        read(target.page, month);
        if (found.reports.length > known || done.has(target.page.url)) leadsOn++;
        if (target.page.kind !== "html" && readsNothing(target.page) && month)
          found.unread.set(month, "document-unreadable");
      } else if (month && STATISTICS_WORD.test(`${link.name} ${link.url} ${page.title}`)) {
        leadsOn++;
        const gone = target.state === "failed" && GONE.has(target.failure.outcome);
        if (!gone) found.unread.set(month, "crawl-incomplete");
      }
    }
    const frame = page.iframes.find((one) => DASHBOARD.test(parseHttp(one.url)?.hostname ?? ""));
    if (frame) found.dashboard ??= { page, url: frame.url };
    if (found.reports.length > before || leadsOn > 0 || frame) found.entrances.push(page);
  }
  found.entrances.sort((a, b) => (depthOf(a, site) ?? 99) - (depthOf(b, site) ?? 99));
  const nearest = found.entrances[0];
  found.depth = nearest ? depthOf(nearest, site) : null;
  return found;
}

const GONE: ReadonlySet<string> = new Set([
  "not-found",
  "soft-404",
  "client-error",
  "empty",
  "redirected-away",
]);
const STATISTICS_WORD = /\b(stat(istic)?s|usage|traffic|analytics|visit\w*|web)\b/i;

/** A scan, or a format the reader has no text of. */
function readsNothing(page: Page): boolean {
  return page.text.replace(/\s+/g, "").length < 40;
}

function monthOfLink(link: Link): string | null {
  const named = datesIn(link.name).filter((one) => one.precision === "month");
  if (named.length === 1 && named[0]) return monthOf(named[0].date);
  const file = (parseHttp(link.url)?.pathname.split("/").at(-1) ?? "").replace(/[_+]|%20/g, " ");
  const inFile = datesIn(file).filter((one) => one.precision === "month");
  if (inFile.length === 1 && inFile[0]) return monthOf(inFile[0].date);
  const digits = /(20\d\d)-?(0[1-9]|1[0-2])(?!\d)/.exec(file);
  return digits ? `${digits[1]}-${digits[2]}` : null;
}

/** Pages between the homepage and this one: 0 when the homepage links to it (or is it). */
function depthOf(page: Page, site: Site): number | null {
  if (page.clicks !== null) return Math.max(0, page.clicks - 1);
  const from = site
    .linksTo(page.url)
    .map((one) => one.page.clicks)
    .filter((clicks): clicks is number => clicks !== null);
  return from.length > 0 ? Math.min(...from) : null;
}

// ---------------------------------------------------------------- the verdict

interface Limbs {
  summary: Verdict;
  monthly: Verdict;
  reachable: Verdict;
  current: Verdict;
  /** Why not met, the weightiest first; null when all are. */
  reason: string | null;
}

function judge(site: Site, context: JudgeContext): Judgement {
  const found = gather(site);
  const tags = tagsOf(site);
  if (found.totals.size === 0 && found.unread.size === 0) {
    if (found.dashboard) {
      const { page, url } = found.dashboard;
      const shown = { ...seen(page, `Figures stand in a dashboard that could not be read (${url})`) };
      return cannotTell(OUTCOME, "js-not-rendered", [shown], {
        measures: { dashboard: url, analyticsTags: tags },
      });
    }
    const [disclosed] = found.disclosures;
    if (disclosed) {
      const evidence = seen(disclosed, "Figures given in answer to a request or in a committee paper only");
      return partlyMet(OUTCOME, "foi-only", [evidence], { measures: { analyticsTags: tags } });
    }
    const told = toldInPassing(site);
    if (told) return partlyMet(OUTCOME, "in-passing", [told], { measures: { analyticsTags: tags } });
    return notFound(site, OUTCOME, looksFor, { level: null, measures: { analyticsTags: tags } });
  }
  const covered = coveredMonths(found, context.asOf);
  const limbs = limbsOf(found, covered, context.asOf);
  const evidence = evidenceOf(found, site);
  const measures: Measures = {
    pagesBetween: found.depth,
    monthsReported: found.months.size,
    monthsCovered: covered.full.length,
    monthsCoveredAnyMetric: covered.some.length,
    monthsUnread: covered.unread.length,
    monthsWithoutYear: found.undated,
    latestMonth: covered.latest,
    metrics: [...found.totals].sort(),
    formats: [...new Set(found.reports.map((page) => page.kind))].sort(),
    machineReadable: found.reports.some((page) => /csv|json|xml|spreadsheet/i.test(page.contentType)),
    analyticsTags: tags,
  };
  const extras = { measures, limbs: limbList(limbs, evidence[0]) };
  if (limbs.reason === null) return met(OUTCOME, "monthly-reports", evidence, extras);
  // Reports that were linked and not read may hold what is missed.
  if (
    UNREAD_MATTERS.has(limbs.reason) &&
    covered.unread.length > 0 &&
    covered.full.length + covered.unread.length >= 6
  ) {
    const why = [...found.unread.values()].includes("crawl-incomplete")
      ? "crawl-incomplete"
      : "document-unreadable";
    return cannotTell(OUTCOME, why, evidence, { ...extras, points: [0.5, 1] });
  }
  return partlyMet(OUTCOME, limbs.reason, evidence, extras);
}

const COUNT = "\\d[\\d,.]*(?: ?(?:million|thousand|m|k))?";
const OWN_SITE = "(?:our|the council['’]s|the authority['’]s|this|council)(?: (?:main|new|own))? web ?site";
const USE = "(?:page ?views|pages viewed|visits|visitors|unique (?:users|visitors)|users|sessions|hits)";
const USE_TOLD = new RegExp(
  `\\b${OWN_SITE}\\b[^.\\n]{0,60}\\b${COUNT} ${USE}\\b|\\b${COUNT} ${USE}\\b[^.\\n]{0,40}\\b(?:to|on|of) ${OWN_SITE}\\b`,
  "i",
);

/** A sentence of an annual report: “Our website had 3 million page views in the year”. */
function toldInPassing(site: Site): Evidence | null {
  const page = site.pages
    .concat(site.snapshot.pages.filter((one) => one.kind === "pdf"))
    .find((one) => one.scope === "own" && USE_TOLD.test(one.text));
  const said = page && USE_TOLD.exec(page.text)?.[0];
  return said ? seen(page, "The website's use, told in a sentence", said) : null;
}

const UNREAD_MATTERS: ReadonlySet<string> = new Set([
  "no-monthly-detail",
  "too-few-months",
  "one-metric",
  "hits-only",
  "stale",
  "abandoned",
]);

interface Covered {
  /** Of the last twelve months, those with page views and unique visitors; with any metric; with an unread report. */
  full: string[];
  some: string[];
  unread: string[];
  latest: string | null;
}

/** The twelve months before the one the site is judged in, that one too if it is reported already. */
function coveredMonths(found: Found, asOf: string): Covered {
  const now = monthOf(asOf);
  const window = Array.from({ length: 12 }, (_, n) => addMonths(now, -1 - n));
  const counted = (month: string) =>
    [...(found.months.get(month) ?? [])].filter((metric) => metric !== "hits");
  const past = [...found.months.keys()].filter((month) => month <= now).sort();
  return {
    full: window.filter(
      (month) => counted(month).includes("page-views") && counted(month).includes("unique-visitors"),
    ),
    some: window.filter((month) => counted(month).length > 0),
    unread: window.filter((month) => found.unread.has(month) && !found.months.has(month)),
    latest: past.at(-1) ?? null,
  };
}

function limbsOf(found: Found, covered: Covered, asOf: string): Limbs {
  const age = covered.latest === null ? null : monthsBetween(covered.latest, asOf);
  const onlyHits = [...found.totals].every((metric) => metric === "hits");
  const both = found.totals.has("page-views") && found.totals.has("unique-visitors");
  const months = found.months.size;
  const enough = covered.full.length >= 6;
  const reachable: Verdict = found.depth === null ? "cannot-tell" : found.depth <= 1 ? "met" : "not-met";
  const reason = (): string | null => {
    if (found.totals.size > 0 && onlyHits) return "hits-only";
    if (age !== null && age > 24) return "abandoned";
    if (months === 0) return found.undated > 0 ? "undated" : "no-monthly-detail";
    if (age !== null && age > 3) return "stale";
    if (!both) return "one-metric";
    if (!enough) return covered.some.length >= 6 ? "one-metric" : "too-few-months";
    return reachable === "met" ? null : "too-deep";
  };
  return {
    summary: found.totals.size === 0 ? "cannot-tell" : onlyHits ? "partly-met" : "met",
    monthly: enough
      ? "met"
      : months > 0 || found.undated > 0
        ? "partly-met"
        : covered.unread.length > 0
          ? "cannot-tell"
          : "not-met",
    reachable,
    current: age === null ? "cannot-tell" : age <= 3 ? "met" : age <= 24 ? "partly-met" : "not-met",
    reason: reason(),
  };
}

function limbList(limbs: Limbs, evidence: Evidence): Limb[] {
  const limb = (key: string, name: string, verdict: Verdict, reason: string): Limb => ({
    key,
    name,
    verdict,
    reason: verdict === "met" ? `${reason}-shown` : `${reason}-missing`,
    level: null,
    evidence: [evidence],
  });
  return [
    limb("a", "Summary", limbs.summary, "summary"),
    limb("b", "Detailed monthly reports", limbs.monthly, "monthly"),
    limb("c", "Accessible from the homepage", limbs.reachable, "reachable"),
    limb("d", "Current", limbs.current, "current"),
  ];
}

function evidenceOf(found: Found, site: Site): [Evidence, ...Evidence[]] {
  const from =
    found.depth === null
      ? "no way to it from the homepage was seen"
      : `${found.depth} page(s) between the homepage and it`;
  const pages = [...new Set([...found.entrances, ...found.reports])];
  const [first, ...rest] = pages;
  const shown = rest.slice(0, 4).map((page) => seen(page, "Figures of the website's use", figures(page)));
  if (first) return [seen(first, `Website statistics; ${from}`, figures(first)), ...shown];
  const failure = site.snapshot.failures[0];
  return [
    failure
      ? tried(failure)
      : {
          url: site.snapshot.requestedUrl,
          found: from,
          excerpt: "",
          retrievedAt: site.snapshot.startedAt,
          sha256: "",
        },
  ];
}

function figures(page: Page): string {
  const line = (page.mainText || page.text)
    .split("\n")
    .find((one) => /\d{3}/.test(one) && /view|visit|user|session|hit/i.test(one));
  return line ?? "";
}

/** Analytics in the source show that statistics are collected, not that they are published: recorded, never scored. */
function tagsOf(site: Site): string[] {
  const scripts = site.homepage?.scripts ?? [];
  return TAGS.filter(([, pattern]) => scripts.some((script) => pattern.test(script))).map(([name]) => name);
}
