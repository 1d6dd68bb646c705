import type { LooksFor } from "../snapshot/site.js";
import type { Form, Link, Page, PageArea, Unvisited } from "../snapshot/types.js";
import { looseKey, pageKey, parseHttp } from "../snapshot/url.js";
import { rememberingEach } from "../text/remembering.js";
import type { Interest } from "./interest.js";
import {
  BY_ACTION,
  BY_HOST,
  BY_NAME,
  BY_OWN_HOST,
  BY_PAGE,
  BY_PARTNER,
  BY_PATH,
  BY_SEARCH,
  BY_SITEMAP_WORDS,
  isDirect,
  Matches,
} from "./matches.js";
import { bearsTheName, registrableDomainOf, type Scope } from "./scope.js";
import { isDocumentAddress, shapeOf, trapOf } from "./traps.js";

/** An address worth fetching, and why. */
export interface Candidate {
  url: string;
  name: string;
  foundOn: string;
  foundBy: "link" | "sitemap" | "search";
  /** Clicks from the homepage as known when found. */
  depth: number;
  document: boolean;
  matches: Matches;
  /** Worth of the page for what it is (navigation, A–Z, landing page), whatever the probes look for. */
  base: number;
  own: boolean;
  /** Its name tells of something to do there, so the page is likely the end of the way: a form, a search, a sign-in. */
  action: boolean;
  /** Host of its own when it is not the website's: a portal, a register, a till. Empty on the website itself. */
  serviceHost: string;
  /** Steps off the authority's own hosts that it takes to get there; 0 for own pages. */
  stepsAway: number;
  shape: string;
  shapeCap: number;
  order: number;
  /** Addresses of one group always score alike. */
  group: string;
}

/** What a link, a sitemap or the site's search says of an address. */
type Offer = Pick<
  Candidate,
  "name" | "foundOn" | "foundBy" | "depth" | "matches" | "base" | "action" | "stepsAway"
>;

/** Pages read for a subject: those that lead on, and those where the way ends. */
interface Served {
  told: number;
  done: number;
}
const NOTHING: Served = { told: 0, done: 0 };

/** What a page that still leads on counts for, against the one where the way ends: for its like, and for ends of ways. */
const LEADS_ON = 0.6;
const LEADS_ON_TO_ACTION = 0.25;
/** Results of one search query that are taken to be about what was asked for. */
const LIKELY_RESULTS = 3;
/** A form that so many pages hold belongs to none of them. */
const FURNITURE_FROM = 2;
/** How fast a matter's further pages lose in worth: a second page is worth about a third of the first. */
const FADING = 1.5;
/** What each page read at the same service host counts for besides. */
const REPEATED = 1;
const MAX_CANDIDATES = 25_000;
const MAX_UNVISITED = 3_000;
const MAX_SIDE_RECORDS = 300;
const MEGA_MENU_LINKS = 45;
/** A partner's or supplier's front page leads to its own form or list, and no further but for what follows. */
const MOST_STEPS_AWAY = 2;
/** On a catalogue of courses or halls: one of its entries shows the form that all have. */
const ENTRY = /\b(enrol|apply|book|register|sign up|start|join|buy)\b/i;
/** Pages of one organisation that are fetched for what its pages link to. */
const MOST_ONWARD = 6;
/** Organisations that are looked at for a link that promises nothing. */
const MOST_GLANCES = 30;
const GLANCE_DEPTH = 3;
const GLANCE = 0.2;
/** Everybody links to them, and they act for nobody in particular. */
const NATIONAL = /^((www|111)\.)?(gov\.uk|nhs\.uk|parliament\.uk|legislation\.gov\.uk)$/;
const ON_BEHALF =
  /\b(on (our|the council'?s?|behalf of)\b|(run|managed|manages?|provided|provides?|operated|operates?|delivered|looked after|looks after|owned|let|arranged|arranges) (for us|by|on)\b|(run|manage|provide|operate|deliver|look after|arrange)s? (the |our |all )|contractors?|our partners?|in partnership|trust\b|arm'?s[- ]length)/i;

const RUN_FOR_US =
  /\b(is|are)(n['’]t| not) run by the council\b|\b(run|managed|provided|operated|delivered|looked after|arranged)( \w+)? (for us|for the council|on our behalf|on behalf of the council|on the council'?s behalf)\b/i;

const HUB =
  /\ba\s*(?:-|–|—|to)\s*z\b|\bsite ?(map|index)\b|\b(all|council|online|our|e-?)\s?services\b|\bdo it online\b|^services$|\bservices (directory|list|index)\b|^(apply|report|pay|request|book)(,? | and |\/)+(it|apply|report|pay|request|book|for)/i;
const HUB_PATH = /\/(a-?to-?z|a-z|azservices|site-?map|all-services|services|online-services)(\.\w+)?\/?$/i;
const LANDING =
  /^(your |the |my )?(council|residents?|business(es)?|community|communities|living|environment|housing|education|schools?|planning|benefits|leisure|transport|parking|libraries|democracy|councillors?|contact( us)?|accessibility|news|forms|about( us| the council| this (web ?)?site)?|council tax|jobs|help|licensing|elections|health|social care|waste|recycling|payments?)\b.{0,40}$/i;
const ACTION =
  /\b(apply|application|report|pay|book|register|registration|start|form|forms|online|download|claim|request|renew|search|find|view|track|check|log ?in|sign ?in|my account|comment|e-?mail|order|buy|next|continue)\b/i;

/**
 * Addresses waiting to be fetched, best first. An address is worth most to the subject that has been served least:
 * every subject's best candidate comes first, then each one's second, and a subject with `enough` pages steps back.
 * Navigation and index pages come early because the rule of a complete search asks for them and they reveal the rest.
 */
export class Frontier {
  private readonly waiting = new Map<string, Candidate>();
  private readonly known = new Set<string>();
  private readonly served: readonly Served[];
  /** Subjects that a fetched page is about. */
  private readonly readAbout = new Set<number>();
  private readonly shapes = new Map<string, number>();
  /** Subject and service host → pages fetched there for it. */
  private readonly servedAt = new Map<string, number>();
  /** Registrable domains of which one page is looked at though its link promises nothing. */
  private readonly glances = new Set<string>();
  /** Registrable domains of bodies that an own page says act for the council. */
  private readonly partners = new Set<string>();
  /** Registrable domains of others → pages there that were offered because a page there leads to them. */
  private readonly onward = new Map<string, number>();
  /** Forms by their looks → pages that hold one. */
  private readonly forms = new Map<string, number>();
  private readonly traps = new Map<string, Unvisited>();
  private readonly beyond = new Map<string, Unvisited>();
  private homepageMenu = new Set<string>();
  private homepageHost = "";
  private order = 0;

  constructor(
    private readonly interest: Interest,
    private readonly scope: Scope,
  ) {
    this.served = interest.subjects.map(() => ({ told: 0, done: 0 }));
  }

  get size(): number {
    return this.waiting.size;
  }

  /**
   * What the site's own search is to be asked for (rule 0.5): matters that no page read so far is about, not even a limb
   * of them; and, where addresses are left that the budget may not reach, those of which no form or document was read.
   */
  unreadFor(): LooksFor[] {
    const unread = this.interest.wholes();
    for (const [subject, { whole }] of this.interest.subjects.entries()) {
      const { done } = this.served[subject] ?? NOTHING;
      if (this.readAbout.has(subject) && (this.size === 0 || done > 0)) unread.delete(whole);
    }
    return [...unread];
  }

  /** Takes in what the site's own search gave for words about these; the first few results may well be about them. */
  addSearchResults(results: Page, about: readonly LooksFor[]): void {
    const wanted = new Set(about);
    const subjects = this.interest.subjects.flatMap(({ whole }, subject) =>
      wanted.has(whole) ? [subject] : [],
    );
    for (const [rank, link] of results.links.entries()) {
      this.addLink(link, results, new Set(), 2, "search");
      const waiting = this.waiting.get(looseKey(link.url) ?? link.url);
      if (!waiting || rank >= LIKELY_RESULTS) continue;
      const matches = new Matches();
      for (const subject of subjects) matches.add(subject, BY_SEARCH);
      merge(waiting, { ...waiting, matches });
    }
  }

  /** The address is fetched, or about to be: never offered again. */
  markKnown(address: string): void {
    const key = pageKey(address);
    if (!key) return;
    this.known.add(looseKey(address) ?? key);
    this.waiting.delete(looseKey(address) ?? key);
  }

  /** Takes one address out of the queue, whatever its rank; null when no link has led to it so far. */
  claim(address: string): Candidate | null {
    const candidate = this.waiting.get(looseKey(address) ?? address) ?? null;
    this.markKnown(address);
    return candidate;
  }

  isKnown(address: string): boolean {
    return this.known.has(looseKey(address) ?? address);
  }

  /**
   * Takes in the links of a page just read: all of an own page's; of a partner's or supplier's page those that lead on,
   * on its own hosts, to what it was visited for.
   */
  addPage(
    page: Page,
    depth: number,
    foundBy: "link" | "search" = "link",
    from: Candidate | null = null,
  ): void {
    const about = this.interest.ofPage(page);
    if (page.scope !== "own") {
      if (from) this.addOnward(page, from, depth + 1);
      this.noteBeyond(page);
      return;
    }
    if (depth === 0) {
      this.noteHomepageMenu(page);
      this.homepageHost = parseHttp(page.url)?.host ?? "";
    }
    for (const link of page.links) this.addLink(link, page, about, depth + 1, foundBy);
  }

  private addOnward(page: Page, from: Candidate, depth: number): void {
    const organisation = registrableDomainOf(new URL(page.url).hostname);
    const partner = this.isPartner(page.url);
    let entered = false;
    for (const link of page.links) {
      const used = this.onward.get(organisation) ?? 0;
      if (used >= MOST_ONWARD) return;
      const url = pageKey(link.url);
      if (!url || link.area === "footer" || this.scope.isOwn(url)) continue;
      // Every page of a product's host bears the product's name: there only what the link says counts.
      const sameHost = new URL(url).host === new URL(page.url).host;
      const found = this.interest.ofAddress(url, link.name).filter(({ by }) => by === "path" || !sameHost);
      // A tenants' company leads to the national list of swaps: a product known for it, so no stranger.
      const product = found.some(({ by }) => by === "host");
      if (!product && registrableDomainOf(new URL(url).hostname) !== organisation) continue;
      // Steps that a front page may lead; one more to a known product (the catalogue below a libraries' site of their
      // own), or to one entry of a catalogue.
      const further = from.stepsAway - MOST_STEPS_AWAY;
      const entry: boolean =
        further === 0 && !entered && partner && link.area === "main" && ENTRY.test(link.name);
      if (further > 0 || (further === 0 && !product && !entry)) continue;
      const matches = new Matches();
      const say = (subject: number, strength: number) => {
        if (partner || product || from.matches.has(subject)) matches.add(subject, strength);
      };
      for (const { subject } of found) say(subject, BY_PATH);
      for (const subject of this.interest.ofName(link.name)) say(subject, BY_NAME);
      // “Enrol and pay”: what of, the catalogue says.
      if (entry) for (const [subject] of from.matches) matches.add(subject, BY_NAME);
      if (matches.size === 0) continue;
      entered ||= entry;
      const before = this.waiting.size;
      this.offer(url, {
        name: link.name,
        foundOn: page.url,
        foundBy: "link",
        depth,
        matches,
        base: 0,
        action: true,
        stepsAway: from.stepsAway + 1,
      });
      if (this.waiting.size > before) this.onward.set(organisation, used + 1);
    }
  }

  /** Its name is the area's, or an own page has said that it acts for the council. */
  private isPartner(address: string): boolean {
    const host = parseHttp(address)?.hostname ?? "";
    return this.partners.has(registrableDomainOf(host)) || bearsTheName(host, this.scope.registrableDomain);
  }

  addSitemapAddress(address: string, sitemap: string): void {
    const url = parseHttp(address);
    if (!url || !this.scope.isOwn(address)) return;
    const words = wordsOfPath(url);
    const matches = new Matches();
    for (const subject of this.interest.ofName(words)) matches.add(subject, BY_SITEMAP_WORDS);
    for (const { subject } of this.interest.ofAddress(address, words)) matches.add(subject, BY_PATH);
    const base = HUB_PATH.test(url.pathname) ? 2 : 0.05;
    this.offer(address, {
      name: words,
      foundOn: sitemap,
      foundBy: "sitemap",
      depth: 3,
      matches,
      base,
      action: false,
      stepsAway: 0,
    });
  }

  /**
   * The best `count` addresses, in order. Those picked before in the same batch count as served already, so that one
   * subject does not fill a whole batch.
   */
  take(count: number): Candidate[] {
    const batch: Candidate[] = [];
    if (count <= 0) return batch;
    const expected = this.served.map((one) => ({ ...one }));
    // Thousands of links look alike and score alike: only the first of each group is scored.
    const groups = this.groups();
    while (batch.length < count) {
      let best: { ranked: Ranked; group: Candidate[] } | null = null;
      for (const group of groups) {
        const one = group[group.length - 1];
        if (!one) continue;
        const ranked = { one, score: this.score(one, expected) };
        if (!best || byRank(ranked, best.ranked) < 0) best = { ranked, group };
      }
      if (!best) break;
      best.group.pop();
      const { one } = best.ranked;
      if (!this.pick(one)) continue;
      batch.push(one);
      for (const [subject, match] of one.matches) {
        if (isDirect(match)) serve(expected, subject, one.action, 1);
      }
    }
    return batch;
  }

  /** Waiting addresses of one score whatever has been served, the first found last. */
  private groups(): Candidate[][] {
    const groups = new Map<string, Candidate[]>();
    for (const one of this.waiting.values()) {
      const group = groups.get(one.group);
      if (group) group.push(one);
      else groups.set(one.group, [one]);
    }
    const found = [...groups.values()];
    for (const group of found) group.sort((a, b) => b.order - a.order);
    return found;
  }

  /** Takes one off the queue; false when its family has had its share. */
  private pick(one: Candidate): boolean {
    this.markKnown(one.url);
    const used = this.shapes.get(one.shape) ?? 0;
    if (used >= one.shapeCap) {
      this.noteTrap(one.url, one.name, one.foundOn);
      return false;
    }
    this.shapes.set(one.shape, used + 1);
    return true;
  }

  /** Puts addresses back that were taken and could not be fetched in time. */
  putBack(candidate: Candidate): void {
    const key = looseKey(candidate.url);
    if (!key) return;
    this.known.delete(key);
    this.waiting.set(key, candidate);
  }

  /**
   * Counts what a fetched page gave to the subjects it is about, and less of that to those that only its link spoke of:
   * as the end of a way when it holds a form, or is a document or another's page; else as a page that leads on.
   */
  countPage(page: Page, candidate: Candidate | null): void {
    const about = this.interest.ofPage(page);
    const ends = page.kind !== "html" || page.scope !== "own" || this.hasFormOfItsOwn(page);
    for (const subject of about) {
      serve(this.served, subject, ends, 1);
      this.readAbout.add(subject);
      if (candidate) this.noteServiceHost(subject, candidate);
    }
    for (const [subject, match] of candidate?.matches ?? []) {
      if (about.has(subject) || !isDirect(match)) continue;
      serve(this.served, subject, ends, match.bySurroundings ? 0.25 : 0.5);
      if (candidate && !match.bySurroundings) this.noteServiceHost(subject, candidate);
    }
  }

  private noteServiceHost(subject: number, candidate: Candidate): void {
    if (candidate.serviceHost === "") return;
    const key = atHost(subject, candidate);
    this.servedAt.set(key, (this.servedAt.get(key) ?? 0) + 1);
  }

  private hasFormOfItsOwn(page: Page): boolean {
    let own = false;
    for (const form of page.forms) {
      const mark = markOf(form);
      const seen = this.forms.get(mark) ?? 0;
      this.forms.set(mark, seen + 1);
      if (seen >= FURNITURE_FROM || form.area !== "main") continue;
      own ||= form.fields.filter(({ type }) => type !== "hidden").length >= 2;
    }
    return own;
  }

  /** What was found and not fetched, most relevant first. */
  unvisited(why: "page-budget" | "time-budget"): Unvisited[] {
    const left = [...this.waiting.values()]
      .map((one): Ranked => ({ one, score: this.score(one, this.served) }))
      .sort(byRank)
      .map(({ one }): Unvisited => {
        const reason = this.isRelevant(one) ? why : "unlikely";
        return { url: one.url, name: one.name, foundOn: one.foundOn, why: reason };
      });
    const side = [...this.traps.values(), ...this.beyond.values()];
    return [...left.slice(0, MAX_UNVISITED - side.length), ...side];
  }

  private isRelevant(one: Candidate): boolean {
    return one.base >= 1 || one.matches.direct;
  }

  private noteHomepageMenu(page: Page): void {
    const menu = page.links.filter((link) => link.area === "nav" || link.area === "header");
    this.homepageMenu = new Set(menu.flatMap((link) => looseKey(link.url) ?? []));
  }

  private addLink(
    link: Link,
    page: Page,
    about: ReadonlySet<number>,
    depth: number,
    foundBy: "link" | "search",
  ): void {
    const url = pageKey(link.url);
    if (!url) return;
    const own = this.scope.isOwn(url);
    // Menus lead to the same few addresses from every page, long fetched: nothing about them has to be weighed.
    if (own && this.isKnown(url)) return;
    const matches = this.matchesOf(link, url);
    if (!own && link.area === "main") this.notePartner(link, url, page);
    const action = link.area === "main" && (link.element === "iframe" || ACTION.test(link.name));
    const elsewhere = parseHttp(url)?.host !== parseHttp(page.url)?.host;
    if (link.area === "main") this.addSurroundings(link, about, { own, elsewhere, action }, matches);
    const glance = !own && !matches.direct;
    if (glance && !this.isWorthALook(link, url, depth)) return;
    const menu = depth === 1 && this.homepageMenu.has(looseKey(url) ?? url);
    const base = own ? baseOf(link, depth, menu, this.homepageMenu.size) : glance ? GLANCE : 0;
    const stepsAway = own ? 0 : 1;
    this.offer(url, { name: link.name, foundOn: page.url, foundBy, depth, matches, base, action, stepsAway });
  }

  private matchesOf(link: Link, url: string): Matches {
    const matches = new Matches();
    for (const subject of this.interest.ofName(link.name)) matches.add(subject, BY_NAME);
    for (const { subject, by } of this.interest.ofAddress(url, link.name)) {
      matches.confirm(subject, by === "host" ? BY_HOST : BY_PATH);
    }
    return matches;
  }

  /**
   * A link to another organisation that says nothing of what is there, near the top of the site: a tenants' company, a
   * trust. One page of each is looked at, after all that promises more.
   */
  private isWorthALook(link: Link, url: string, depth: number): boolean {
    // The homepage's own are news and campaigns; below the sections, links are references.
    if (link.area !== "main" || depth < 2 || depth > GLANCE_DEPTH) return false;
    if (this.glances.size >= MOST_GLANCES) return false;
    const host = new URL(url).hostname;
    const organisation = registrableDomainOf(host);
    if (NATIONAL.test(host) || this.glances.has(organisation) || trapOf(url)) return false;
    this.glances.add(organisation);
    return true;
  }

  private notePartner(link: Link, url: string, page: Page): void {
    const host = new URL(url).hostname;
    const organisation = registrableDomainOf(host);
    if (!ON_BEHALF.test(link.context) && this.soleOrganisation(page) !== organisation) return;
    if (!NATIONAL.test(host)) this.partners.add(organisation);
  }

  /** “… are now run for us by the college”, and below it a button that leads there: the page has no other to mean. */
  private readonly soleOrganisation = rememberingEach((page: Page): string | null => {
    if (!RUN_FOR_US.test(page.mainText)) return null;
    const others = page.links.flatMap((link) => {
      const url = link.area === "main" && !this.scope.isOwn(link.url) ? parseHttp(link.url) : null;
      return url ? [registrableDomainOf(url.hostname)] : [];
    });
    const [first, ...more] = new Set(others);
    return more.length === 0 ? (first ?? null) : null;
  });

  /** "Apply online" says nothing by itself; below a heading, or on a page, about a subject it leads to its form. */
  private addSurroundings(
    link: Link,
    about: ReadonlySet<number>,
    { own, elsewhere, action }: { own: boolean; elsewhere: boolean; action: boolean },
    matches: Matches,
  ): void {
    if (action) {
      for (const subject of this.interest.ofName(link.heading)) matches.addBySurroundings(subject, BY_ACTION);
    }
    const partner = !own && this.isPartner(link.url);
    // A page about everything (an index) lends its subjects to nothing in particular.
    const matters = new Set([...about].map((subject) => this.interest.subjects[subject]?.whole));
    if (matters.size > 6) return;
    const strength = action ? BY_ACTION : partner ? BY_PARTNER : elsewhere ? BY_OWN_HOST : BY_PAGE;
    for (const subject of about) matches.addBySurroundings(subject, strength);
  }

  private offer(address: string, offered: Offer): void {
    const { name, foundOn, foundBy, depth, matches, base, action, stepsAway } = offered;
    const url = pageKey(address);
    const key = looseKey(address);
    if (!url || !key || this.known.has(key)) return;
    const before = this.waiting.get(key);
    if (before) {
      merge(before, offered);
      return;
    }
    const document = isDocumentAddress(url);
    if (document && !matches.direct) return;
    if (trapOf(url)) {
      this.noteTrap(url, name, foundOn);
      return;
    }
    if (this.waiting.size >= MAX_CANDIDATES && !matches.direct) return;
    const shape = shapeOf(url);
    const candidate: Candidate = {
      url,
      name,
      foundOn,
      foundBy,
      depth,
      document,
      matches,
      base,
      own: this.scope.isOwn(url),
      action,
      serviceHost: this.serviceHostOf(url),
      stepsAway,
      shape: shape.key,
      shapeCap: shape.cap,
      order: this.order++,
      group: "",
    };
    candidate.group = groupOf(candidate);
    this.waiting.set(key, candidate);
  }

  private repeats(subject: number, one: Candidate): number {
    return one.serviceHost === "" ? 0 : (this.servedAt.get(atHost(subject, one)) ?? 0);
  }

  private serviceHostOf(url: string): string {
    const host = parseHttp(url)?.host ?? "";
    return host === this.homepageHost ? "" : host;
  }

  private score(one: Candidate, served: readonly Served[]): number {
    const leadsOn = one.action ? LEADS_ON_TO_ACTION : LEADS_ON;
    let best = 0;
    let rest = 0;
    for (const [subject, { strength }] of one.matches) {
      const { told, done } = served[subject] ?? NOTHING;
      // A payment host's second till tells no more of paying than the first: other hosts' pages come before it.
      const count = done + told * leadsOn + this.repeats(subject, one) * REPEATED;
      const { enough = 4, weight = 1 } = this.interest.subjects[subject] ?? {};
      const worth = (weight * strength) / (1 + count) ** FADING;
      const gain = count >= enough ? 0.12 * worth : worth;
      if (gain > best) {
        rest += best;
        best = gain;
      } else rest += gain;
    }
    const worth = Math.max(best + Math.min(rest * 0.15, 1), one.base);
    const used = this.shapes.get(one.shape) ?? 0;
    // Many of one family have been read, and this one's name says nothing: news, minutes, product pages.
    const stale = best < 1 && used > 10 && Number.isFinite(one.shapeCap) ? 10 / used : 1;
    return worth * stale * 0.95 ** one.depth * (one.document ? 0.7 : 1) * (one.own ? 1 : 0.9);
  }

  private noteTrap(url: string, name: string, foundOn: string): void {
    if (this.traps.size < MAX_SIDE_RECORDS && !this.traps.has(url)) {
      this.traps.set(url, { url, name, foundOn, why: "trap" });
    }
  }

  private noteBeyond(page: Page): void {
    for (const link of page.links) {
      if (this.beyond.size >= MAX_SIDE_RECORDS) return;
      const url = pageKey(link.url);
      if (!url || this.scope.isOwn(url) || this.interest.ofName(link.name).length === 0) continue;
      if (this.known.has(looseKey(url) ?? url)) continue;
      this.beyond.set(url, { url, name: link.name, foundOn: page.url, why: "supplier-depth" });
    }
  }
}

/** What tells a form from others: the feedback form and the search box of the furniture are on every page the same. */
function markOf({ action, fields }: Form): string {
  return `${pathOf(action)} ${fields.map(({ name }) => name).join(" ")}`;
}

/** Path as words a person could read: `/council-tax/pay_online.aspx` gives "council tax pay online". */
export function wordsOfPath(url: URL): string {
  return url.pathname
    .replace(/\.\w{2,5}$/, "")
    .replace(/%[0-9a-f]{2}/gi, " ")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .split(/[/_+.-]+/)
    .filter((word) => word !== "" && !/^\d+$/.test(word))
    .slice(-8)
    .join(" ");
}

function baseOf(link: Link, depth: number, menu: boolean, menuLinks: number): number {
  const hub = HUB.test(link.name) || HUB_PATH.test(pathOf(link.url));
  if (hub && link.name.length <= 60) return depth <= 2 ? 3.4 : 1.6;
  if (menu) return menuLinks > MEGA_MENU_LINKS ? 1.6 : 2.4;
  if (link.element === "iframe" && depth === 1) return 2.4;
  if (LANDING.test(link.name)) return depth === 1 ? 1.8 : depth === 2 ? 0.7 : 0.2;
  return baseOfArea(link.area, depth);
}

function baseOfArea(area: PageArea, depth: number): number {
  if (depth === 1) return area === "footer" ? 0.7 : 0.9;
  return depth === 2 ? 0.35 : 0.15;
}

function pathOf(address: string): string {
  return parseHttp(address)?.pathname ?? "";
}

function merge(into: Candidate, more: Offer): void {
  if (into.foundBy === "sitemap" && more.foundBy !== "sitemap") {
    into.foundBy = more.foundBy;
    into.name = more.name;
    into.foundOn = more.foundOn;
    into.depth = more.depth;
  }
  into.depth = Math.min(into.depth, more.depth);
  into.base = Math.max(into.base, more.base);
  into.action ||= more.action;
  into.stepsAway = Math.min(into.stepsAway, more.stepsAway);
  if (into.name === "") into.name = more.name;
  into.matches.addAll(more.matches);
  into.group = groupOf(into);
}

function groupOf(one: Candidate): string {
  return [
    one.matches.key,
    one.depth,
    one.base,
    one.document,
    one.own,
    one.action,
    one.serviceHost,
    Number.isFinite(one.shapeCap) ? one.shape : "top",
  ].join(" ");
}

interface Ranked {
  one: Candidate;
  score: number;
}

/** Best first; of equals the one fewer clicks away, then the one found first. */
function byRank(a: Ranked, b: Ranked): number {
  return b.score - a.score || a.one.depth - b.one.depth || a.one.order - b.one.order;
}

function atHost(subject: number, { serviceHost }: Candidate): string {
  return `${subject} ${serviceHost}`;
}

function serve(served: readonly Served[], subject: number, ends: boolean, by: number): void {
  const one = served[subject];
  if (!one) return;
  if (ends) one.done += by;
  else one.told += by;
}
