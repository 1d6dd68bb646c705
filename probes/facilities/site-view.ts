import type { LooksFor, SearchCoverage, Site } from "../../src/snapshot/site.js";
import type { Form, Link, Page } from "../../src/snapshot/types.js";
import { pageKey, parseHttp } from "../../src/snapshot/url.js";
import { IndexedText } from "../../src/text/indexed-text.js";
import { rememberingEach } from "../../src/text/remembering.js";
import { type FormPurpose, formSignature, purposeOf } from "./forms.js";
import { isRecord, saysClosed, saysGone } from "./notices.js";
import { type Platform, platformsOf } from "./platforms.js";
import { isOtherCouncilsPage } from "./providers.js";
import type { Noise } from "./types.js";
import { names, type Pattern } from "./wording.js";

export interface ReadForm {
  form: Form;
  purpose: FormPurpose;
}

/** A read page with what every facility asks of it, worked out once. */
export interface PageView {
  page: Page;
  /** Title without the parts that every page of the site repeats. */
  title: string;
  h1: string;
  headings: readonly string[];
  /** Text of the page's own content. */
  text: string;
  /** The same, for expressions that are tried on every page: `prose.matches(pattern)`. */
  prose: IndexedText;
  words: number;
  noise: Noise | null;
  platforms: readonly Platform[];
  /** Forms of the page's own content: those of the furniture, and search boxes, are left out. */
  forms: readonly ReadForm[];
  /** Says that the thing cannot be done online. */
  offlineOnly: boolean;
  /** Says that the service, or doing it on the web, is closed for the present. */
  closed: boolean;
  /** Says of itself that it is archived, withdrawn or closed. */
  retired: boolean;
  /** Another council's, for its own residents. */
  otherCouncil: boolean;
}

/** A pure function of a page and of something asked of it, worked out once: limbs ask the same of the same pages. */
export function oncePerPage<Asked, Answer>(
  work: (view: PageView, asked: Asked) => Answer,
): (view: PageView, asked: Asked) => Answer {
  const known = new WeakMap<PageView, Map<Asked, Answer>>();
  return (view, asked) => {
    const answers = known.get(view);
    const before = answers?.get(asked);
    if (before !== undefined) return before;
    const answer = work(view, asked);
    if (answers) answers.set(asked, answer);
    else known.set(view, new Map([[asked, answer]]));
    return answer;
  };
}

/** One of the authority's own pages below the homepage, as it stands today, and neither news nor the like. */
export function isOrdinary({ page, noise, retired }: PageView): boolean {
  return page.scope === "own" && page.clicks !== 0 && noise === null && !retired;
}

export interface LinkAt {
  link: Link;
  from: PageView;
}

const NOT_ONLINE =
  /\b(no longer|do not|does not|don't|cannot|can't|can not|unable to|not (currently |yet )?(possible|able) to|not (currently |yet )?available|not currently) (?:[\w',-]+ ){0,6}?(online|on-line|over the internet|on the (web|internet))\b(?! ?,? ?(if|unless|until|before|after|when))/i;
const RETIRED =
  /\b(this (page|form|service|content|website|survey) (has been|is|was) (now )?(archived|withdrawn|closed|discontinued|no longer (available|in use|maintained|supported|offered))|no longer (accept|offer|provide|run)s?(ing)? (any )?(applications|this service|bookings)(?! (online|on-line|by|over|through))|this (form|service) is (currently |temporarily )?(unavailable|not available))\b/i;

const NOISE: readonly [Noise, RegExp][] = [
  [
    "news",
    /\/(news|press|pressreleases?|press-releases?|media|media-?centre|newsroom|latest-?news|blogs?|stories)(\/|\.|-|\?|$)|[?&]news(id)?=/i,
  ],
  ["events", /\/(events?|whats-?on|calendar|diary)(\/|\.|\?|$)/i],
  ["jobs", /\/(jobs?|vacanc(y|ies)|careers?|recruitment|job-vacancies|work-for-us)(\/|\.|\?|$)/i],
  [
    "meetings",
    /\/(agendas?|minutes|committees?|meetings|council-meetings|democracy\/(agenda|minutes))(\/|\.|\?|$)|\/ie(List|Decision|Doc)\w*\.aspx|\/documents\/[sgb]\d+/i,
  ],
  ["councillors", /\/(councillors?|members|your-councillors?)(\/|\?|$)|\/mg(UserInfo|MemberIndex)/i],
  ["consultations", /\/consultations?\//i],
];

const VACANCY =
  /[(:|–-] ?(job |current )?vacanc(y|ies)\b|\bjob (advert|vacanc(y|ies)|description)\b|\bapply for (this|the) (job|post|role|vacancy)\b/i;
const APPLIES_FOR_A_JOB =
  /\bjob application\b|\b(apply|application) for (this|the) (job|post|role|vacancy)\b/i;

/** The snapshot as facilities see it; made once for a site and shared by all of them. */
export class SiteView {
  readonly pages: readonly PageView[];
  /** Own documents whose text was read (PDF), named by what links call them. */
  readonly documents: readonly PageView[];
  private readonly views = new Map<Page, PageView>();
  private readonly linksByName = new Map<string, LinkAt[]>();
  private readonly linksByTarget = new Map<string, LinkAt[]>();

  private readonly givenUp = new Map<PageView, boolean>();
  private readonly searches = new Map<LooksFor, SearchCoverage>();

  constructor(readonly site: Site) {
    const common = commonTitleParts(site.pages);
    const furniture = furnitureForms(site.pages);
    const repeated = repeatedLines(site.pages);
    this.pages = site.pages.map((page) => viewOf(page, site, common, furniture, repeated));
    for (const view of this.pages) this.views.set(view.page, view);
    for (const view of this.pages) this.indexLinks(view);
    this.documents = site.snapshot.pages
      .filter((page) => page.kind === "pdf" && page.scope === "own" && page.text !== "")
      .map((page) => {
        const text = unwrapped(page.text);
        return {
          ...viewOf(page, site, common, furniture, NONE),
          h1: this.calledBy(page) || page.title,
          text,
          prose: new IndexedText(text),
        };
      });
  }

  view(page: Page): PageView | null {
    return this.views.get(page) ?? null;
  }

  /** How complete the search for a facility was: asked once, however many of its limbs are missing. */
  searched(looksFor: LooksFor): SearchCoverage {
    const known = this.searches.get(looksFor);
    if (known) return known;
    const coverage = this.site.searchCoverage(looksFor);
    this.searches.set(looksFor, coverage);
    return coverage;
  }

  /** Links whose name is of the topic, each target once, main content before furniture. */
  linksNamed(pattern: Pattern): LinkAt[] {
    const found = new Map<string, LinkAt>();
    for (const [name, links] of this.linksByName) {
      if (!names(pattern, name)) continue;
      for (const one of links) {
        const key = pageKey(one.link.url);
        if (!key) continue;
        const before = found.get(key);
        if (!before || (before.link.area !== "main" && one.link.area === "main")) found.set(key, one);
      }
    }
    return [...found.values()];
  }

  /** Every link that leads there says that it is not to be had: a product the council has given up. */
  isGivenUp(view: PageView): boolean {
    const known = this.givenUp.get(view);
    if (known !== undefined) return known;
    const ways = this.waysTo(view);
    const found = ways.length > 0 && ways.every(({ link }) => saysGone(link.name, link.context));
    this.givenUp.set(view, found);
    return found;
  }

  /** Links that lead to an address. */
  linksTo(address: string): readonly LinkAt[] {
    return this.linksByTarget.get(pageKey(address) ?? "") ?? [];
  }

  /** Links that lead to a page, by the address that was asked for or the one it answered at. */
  waysTo({ page }: PageView): LinkAt[] {
    return [...new Set([page.url, page.requestedUrl])].flatMap((url) => this.linksTo(url));
  }

  /** What links call a document; “PDF, 600KB” left out. */
  private calledBy(page: Page): string {
    const names = [page.url, page.requestedUrl].flatMap((url) =>
      this.linksTo(url).map(({ link }) => link.name),
    );
    const plain = names.map((name) =>
      name
        .replace(/[([]?\s*\b(pdf|\d+(\.\d+)? ?[km]b|opens in (a )?new (window|tab))\b\s*[,)\]]?/gi, " ")
        .trim(),
    );
    return plain.sort((a, b) => b.length - a.length)[0] ?? "";
  }

  /** A link of header, menu or foot that stands on so many pages that it says nothing about the page it stands on. */
  isFurniture(link: Link): boolean {
    const on = this.linksTo(link.url).length;
    // A menu of a template without landmarks stands in the content of most pages.
    if (link.area === "main" || link.area === "aside")
      return on >= Math.max(FEWEST_PAGES_OF_A_TEMPLATE, this.pages.length * SHARE_OF_FURNITURE);
    return on > Math.max(4, this.pages.length * 0.1);
  }

  private indexLinks(view: PageView): void {
    for (const link of view.page.links) {
      const key = link.url.startsWith("http") ? pageKey(link.url) : null;
      if (key) {
        const to = this.linksByTarget.get(key);
        if (to) to.push({ link, from: view });
        else this.linksByTarget.set(key, [{ link, from: view }]);
      }
      if (link.name === "" || !link.url.startsWith("http")) continue;
      const name = nameOf(link);
      const before = this.linksByName.get(name);
      if (!before) this.linksByName.set(name, [{ link, from: view }]);
      else {
        const same = before.findIndex((one) => one.link.url === link.url);
        if (same === -1) before.push({ link, from: view });
        else if (before[same]?.link.area !== "main" && link.area === "main")
          before[same] = { link, from: view };
      }
    }
  }
}

const NONE: ReadonlySet<string> = new Set();

/** A period, a format, or the deed of opening it: “July to September 2026 (CSV)”, “Download”. What it is of stands before it. */
const BARE_NAME =
  /^(?:(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|q[1-4]|quarter|first|second|third|fourth|year|to|and|the|for|csv|xlsx?|ods|pdf|excel|spreadsheet|download|view|open|file|document|kb|mb)\b|[\d\s().,:/–-])+$/i;
const LONGEST_NAME = 120;

function nameOf(link: Link): string {
  const name = link.name.replace(/\s+/g, " ").trim();
  if (!BARE_NAME.test(name)) return name;
  const context = link.context.replace(/\s+/g, " ").trim();
  return context.length <= LONGEST_NAME && context.includes(name) ? context : name;
}

/** A PDF breaks its lines where the paper ends; a sentence goes on over them. */
function unwrapped(text: string): string {
  return text.replace(/(?<![.:;!?])[ \t]*\n(?=[ \t]*[a-z(£\d])/g, " ");
}

/** The view of a site: one for all probes that judge it. */
export const siteView = rememberingEach((site: Site) => new SiteView(site));

function viewOf(
  page: Page,
  site: Site,
  common: ReadonlySet<string>,
  furniture: ReadonlySet<string>,
  repeated: ReadonlySet<string>,
): PageView {
  const whole = page.mainText.length >= 80 || page.text.length < 80 ? page.mainText : page.text;
  const text = withoutRepeated(whole, repeated);
  const h1 = page.headings.filter((one) => one.level === 1 && !common.has(one.text.toLowerCase()));
  const top = text.slice(0, 3000);
  const closed = page.kind === "html" && saysClosed(top);
  return {
    page,
    title: titleParts(page.title)
      .filter((part) => !common.has(part.toLowerCase()))
      .join(" - "),
    h1: h1[0]?.text ?? "",
    headings: page.headings.filter((one) => one.level > 1 || h1.includes(one)).map((one) => one.text),
    text,
    prose: new IndexedText(text),
    words: text === "" ? 0 : text.split(/\s+/).length,
    noise: noiseOf(page),
    platforms: platformsOf(page),
    forms: page.forms
      .filter((form) => form.area === "main" || form.area === "aside")
      .filter((form) => !furniture.has(formSignature(form)))
      .map((form) => ({ form, purpose: purposeOf(form) }))
      .filter((one) => one.purpose !== "search" || one.form.area === "main"),
    offlineOnly: NOT_ONLINE.test(text),
    closed,
    retired: RETIRED.test(top) || isRecord(top),
    otherCouncil: isOtherCouncilsPage(page, site),
  };
}

function noiseOf(page: Page): Noise | null {
  if (page.schemaTypes.some((type) => /^(NewsArticle|BlogPosting|ReportageNewsArticle)$/.test(type)))
    return "news";
  if (page.schemaTypes.some((type) => /^(JobPosting)$/.test(type))) return "jobs";
  if (page.clicks === 0) return null;
  const url = parseHttp(page.url);
  const whole = url ? url.pathname + url.search : "";
  // Content systems keep every document below /media/, the press office's and anybody else's.
  const path = page.kind === "html" ? whole : whole.replace(/\/media(?=\/)/gi, "");
  if (/^(news|newsroom|press|blog)\./.test(url?.hostname ?? "")) return "news";
  for (const [noise, pattern] of NOISE) if (pattern.test(path)) return noise;
  const name = `${page.title} ${page.headings[0]?.text ?? ""}`;
  const applies = page.forms.some((form) =>
    APPLIES_FOR_A_JOB.test(`${form.heading} ${form.buttons.join(" ")}`),
  );
  if (page.kind === "html" && (applies || VACANCY.test(name))) return "jobs";
  if (/^(news|press release|media release)\s*[:|-]|[|–-]\s*(latest )?news\s*([|–-]|$)/i.test(page.title))
    return "news";
  return null;
}

export function titleParts(title: string): string[] {
  return title
    .split(/\s+[|–—»:·-]\s+|\s*[|»]\s*|\s*::\s*/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** Parts of titles (and first headings) that stand on so many pages that they name the site, not the page. */
function commonTitleParts(pages: readonly Page[]): Set<string> {
  const counts = new Map<string, number>();
  for (const page of pages) {
    const parts = [
      ...titleParts(page.title),
      ...page.headings.filter((one) => one.level === 1).map((one) => one.text),
    ];
    for (const part of new Set(parts.map((one) => one.toLowerCase())))
      counts.set(part, (counts.get(part) ?? 0) + 1);
  }
  const many = Math.max(4, pages.length * 0.25);
  return new Set([...counts].filter(([, count]) => count >= many).map(([part]) => part));
}

/**
 * Lines that stand on most pages of a host: menus and notices of templates without landmarks. They say nothing of the
 * page they stand on, and an old site's menu would make every page speak of every service.
 */
function repeatedLines(pages: readonly Page[]): Set<string> {
  const hosts = new Map<string, { pages: number; lines: Map<string, number> }>();
  for (const page of pages) {
    const host = parseHttp(page.url)?.host;
    if (page.kind !== "html" || !host) continue;
    const known = hosts.get(host) ?? { pages: 0, lines: new Map<string, number>() };
    hosts.set(host, known);
    known.pages++;
    for (const line of new Set(page.mainText.split("\n")))
      known.lines.set(line, (known.lines.get(line) ?? 0) + 1);
  }
  const repeated = new Set<string>();
  for (const { pages: count, lines } of hosts.values()) {
    const most = Math.max(FEWEST_PAGES_OF_A_TEMPLATE, count * SHARE_OF_FURNITURE);
    for (const [line, on] of lines) if (line.trim() !== "" && on >= most) repeated.add(line);
  }
  return repeated;
}
const FEWEST_PAGES_OF_A_TEMPLATE = 10;
const SHARE_OF_FURNITURE = 0.6;

/** The text without the template's lines before and after its own; what a series of pages repeats in between is theirs. */
function withoutRepeated(text: string, repeated: ReadonlySet<string>): string {
  if (repeated.size === 0) return text;
  const lines = text.split("\n");
  let first = 0;
  let last = lines.length;
  while (first < last && furnishes(lines[first], repeated)) first++;
  while (last > first && furnishes(lines[last - 1], repeated)) last--;
  return lines.slice(first, last).join("\n");
}

function furnishes(line: string | undefined, repeated: ReadonlySet<string>): boolean {
  return line === undefined || line.trim() === "" || repeated.has(line);
}

function furnitureForms(pages: readonly Page[]): Set<string> {
  const counts = new Map<string, number>();
  for (const page of pages) {
    for (const signature of new Set(page.forms.map(formSignature))) {
      counts.set(signature, (counts.get(signature) ?? 0) + 1);
    }
  }
  const many = Math.max(4, pages.length * 0.2);
  return new Set([...counts].filter(([, count]) => count >= many).map(([signature]) => signature));
}

/**
 * Text of the part of a page under a heading: up to the next heading. A list of contents names the headings too; the
 * longest part is the one that is meant.
 */
export function sectionText(view: PageView, heading: string): string {
  const lines = view.text.split("\n");
  const next = new Set(view.headings.filter((one) => one !== heading));
  let longest = "";
  for (const [at, line] of lines.entries()) {
    if (!line.includes(heading)) continue;
    const rest = lines.slice(at + 1);
    const end = rest.findIndex((one) => next.has(one) || one === heading);
    const text = (end === -1 ? rest : rest.slice(0, end)).join("\n");
    if (text.length > longest.length) longest = text;
  }
  return longest;
}

/** The stretch of text around a match, for an excerpt; whole words, with marks where something was left out. */
export function around(text: string, pattern: RegExp): string {
  const found = pattern.exec(text);
  if (!found) return "";
  const end = found.index + found[0].length;
  const before = /\S*$/.exec(text.slice(0, Math.max(0, found.index - 80)))?.[0].length ?? 0;
  const from = Math.max(0, found.index - 80 - before);
  const after = /^\S*/.exec(text.slice(end + 160))?.[0].length ?? 0;
  const to = end + 160 + after;
  const stretch = text.slice(from, to).replace(/\s+/g, " ").trim();
  return `${from > 0 ? "… " : ""}${stretch}${to < text.length ? " …" : ""}`;
}
