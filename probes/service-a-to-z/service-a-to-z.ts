import type { Evidence, Limb, Measures, Verdict } from "../../src/audit/types.js";
import { type Site, seen, tried } from "../../src/snapshot/site.js";
import type { FetchFailure, Page } from "../../src/snapshot/types.js";
import { looseKey } from "../../src/snapshot/url.js";
import {
  cannotTell,
  defineProbe,
  type JudgeContext,
  type Lead,
  type LeadContext,
  met,
  notFound,
  notMet,
  partlyMet,
  type SomeEvidence,
} from "../probe.js";
import { availabilityOf } from "./availability.js";
import {
  initialOf,
  isAToZName,
  isAToZPage,
  isCandidateLink,
  isIndexName,
  isNamedAfterASubject,
  letterLinks,
  lettersOf,
  looksFor,
  specialistOf,
} from "./letters.js";
import {
  type Entry,
  entriesOf,
  isAlphabetical,
  type Listing,
  listingOf,
  paginationLinks,
  quotaOf,
  SAMPLE_SIZE,
  sampleOf,
  targetsOf,
} from "./listing.js";
import {
  type Coverage,
  coverageOf,
  familiesOf,
  isService,
  namesOtherBody,
  specialistEntries,
  specialistNamed,
} from "./services.js";
import { words } from "./words.js";

const OUTCOME = "12-m4";
const MIN_ENTRIES = 100;
const MIN_LETTERS = 20;
const MIN_FAMILIES = 4;
const MIN_INDEX_SERVICES = 10;
const LIVE_SHARE = 0.9;
const SERVICE_SHARE = 0.5;
const AVAILABILITY_SHARE = 0.7;
const COVERAGE_SHARE = 0.8;
const COVERAGE_PART = 0.4;
/** Fewer read targets than this say nothing about the rest. */
const MIN_SAMPLE_READ = 10;

/** Service A–Z (12-m4): an alphabetical list of public services, linked from the homepage, that says how to get them. */
export const serviceAToZ = defineProbe({
  id: "service-a-to-z",
  version: 1,
  outcomes: [OUTCOME],
  looksFor: { [OUTCOME]: looksFor },
  leads(page, context) {
    return page.kind === "html" && page.scope === "own" ? leadsOf(page, context) : [];
  },
  needsBrowser(page) {
    if (page.scope !== "own" || !isAToZPage(page) || !needsScripts(page)) return false;
    // Letters without entries, or nothing at all: the list is fetched by a script.
    return entriesOf(page, new Set()).length < MIN_FAMILIES && letterLinks(page).every((one) => one.anchor);
  },
  judge(site, context) {
    return [judgeSite(site, context)];
  },
  words,
});

/** Every letter on offer, further pages of a letter, and a sample of what the entries lead to. */
function leadsOf(page: Page, context: LeadContext): Lead[] {
  if (!isAToZPage(page)) return [];
  const links = letterLinks(page);
  if (links.length === 0 && !isAlphabetical(entriesOf(page, new Set()))) return [];
  const here = looseKey(page.url);
  const leads: Lead[] = [];
  for (const { link, anchor } of links) {
    if (anchor || looseKey(link.url) === here || !context.isOwn(link.url)) continue;
    leads.push({ url: link.url, series: "a-z", linkName: link.name, leaf: false });
  }
  for (const link of paginationLinks(page)) {
    if (context.isOwn(link.url))
      leads.push({ url: link.url, series: "a-z", linkName: link.name, leaf: false });
  }
  const offered = new Set(links.flatMap((one) => one.letters));
  const whole = links.every((one) => one.anchor);
  const letters = whole ? [] : pageLetters(page, links);
  if (!whole && letters.length === 0) return leads;
  const entries = entriesOf(page, new Set(letters)).filter((entry) => context.isOwn(entry.url));
  for (const entry of sampleOf(entries, quotaOf(letters, offered.size))) {
    leads.push({ url: entry.url, series: "a-z-targets", linkName: entry.name, leaf: true });
  }
  return leads;
}

/** The letter whose page this is: the link that leads here, a heading that is a letter, or what most entries begin with. */
function pageLetters(page: Page, links: ReturnType<typeof letterLinks>): string[] {
  const self = links.find(({ link, anchor }) => !anchor && looseKey(link.url) === looseKey(page.url));
  if (self) return self.letters;
  const headings = page.headings.flatMap((heading) => lettersOf(heading.text));
  if (headings.length > 0) return headings;
  const tally = new Map<string, number>();
  const all = entriesOf(page, new Set());
  for (const { name } of all) tally.set(initialOf(name), (tally.get(initialOf(name)) ?? 0) + 1);
  const [letter, count] = [...tally].sort((a, b) => b[1] - a[1])[0] ?? ["", 0];
  return count >= 3 && count >= all.length * 0.6 ? [letter] : [];
}

/** What a page that might be the A–Z turns out to be, best first. */
type Kind = "services" | "pages" | "index" | "empty" | "other";

interface Assessed {
  page: Page;
  /** The homepage links to it, or to one of its letters. */
  onHomepage: boolean;
  kind: Kind;
  listing: Listing;
  services: Entry[];
  families: string[];
}

function judgeSite(site: Site, context: JudgeContext) {
  if (!site.homepage) {
    return cannotTell(OUTCOME, site.snapshot.stoppedBy === "unreachable" ? "unreachable" : "blocked");
  }
  const fromHome = pagesLinkedFrom(site, site.homepage);
  const assessed = candidatesOf(site, fromHome).map((page) => assess(site, page, fromHome));
  const services = best(assessed.filter((one) => one.kind === "services"));
  if (services) return judgeListing(site, context, services);

  const pages = best(assessed.filter((one) => one.kind === "pages"));
  const index = best(assessed.filter((one) => one.kind === "index"));
  const empty = assessed.find((one) => one.kind === "empty");
  const failure = brokenAToZ(site);
  const weaker = pages ?? index;
  if (weaker) {
    const reason = weaker.kind === "pages" ? "pages-not-services" : "no-letters";
    const evidence = seen(
      weaker.page,
      pages ? "A–Z of the site's pages" : "List of services without letters",
    );
    const open = (empty !== undefined && needsScripts(empty.page)) || (failure !== null && !isGone(failure));
    return partlyMet(OUTCOME, reason, [evidence], {
      level: 1,
      measures: measuresOf(weaker),
      limbs: weakLimbs(weaker, evidence),
      // An A–Z that could not be read may be all that was asked for.
      ...(open ? { points: [0.5, 1] as [number, number] } : {}),
    });
  }
  if (empty) return judgeEmpty(site, empty);
  if (failure) {
    const evidence = tried(failure);
    if (isGone(failure)) return notMet(OUTCOME, "a-to-z-broken", [evidence], { level: 0 });
    return cannotTell(OUTCOME, failureReason(failure), [evidence]);
  }
  return notFound(site, OUTCOME, looksFor);
}

function judgeEmpty(site: Site, empty: Assessed) {
  const evidence = seen(empty.page, "A–Z without entries in its HTML");
  const extras = { measures: measuresOf(empty) };
  if (empty.listing.byButtons) return cannotTell(OUTCOME, "needs-submission", [evidence], extras);
  if (needsScripts(empty.page)) {
    return cannotTell(OUTCOME, "js-not-rendered", [evidence], extras);
  }
  const unread = empty.listing.unvisited.length > 0;
  const closed = empty.listing.failures.find((failure) => !isGone(failure));
  if (closed) return cannotTell(OUTCOME, failureReason(closed), [evidence, tried(closed)], extras);
  if (unread) return cannotTell(OUTCOME, "crawl-incomplete", [evidence], extras);
  const search = site.searchCoverage(looksFor);
  if (!search.complete) return cannotTell(OUTCOME, search.reason, [evidence], extras);
  return notMet(OUTCOME, "a-to-z-empty", [evidence], { ...extras, level: 0 });
}

function pagesLinkedFrom(site: Site, from: Page): ReadonlySet<Page> {
  const found = new Set<Page>();
  for (const link of from.links) {
    const page = site.page(link.url);
    if (page) found.add(page);
  }
  return found;
}

/** Pages that a link, their own title or their alphabet points out, the homepage's links first. */
function candidatesOf(site: Site, fromHome: ReadonlySet<Page>): Page[] {
  const found = new Set<Page>();
  const add = (page: Page | null) => {
    if (page?.kind === "html" && page.scope === "own" && page !== site.homepage) found.add(page);
  };
  const homeLetters = site.homepage ? letterLinks(site.homepage) : [];
  for (const { link, anchor } of homeLetters) if (!anchor) add(site.page(link.url));
  // A site repeats its furniture on every page: each address is looked up once.
  const asked = new Set<string>();
  for (const from of site.ownPages()) {
    for (const link of from.links) {
      const key = `${link.name} ${link.url}`;
      if (asked.has(key)) continue;
      asked.add(key);
      if (isCandidateLink(link)) add(site.page(link.url));
    }
  }
  for (const page of site.ownPages()) if (isAToZPage(page)) add(page);
  return [...found].sort((a, b) => Number(fromHome.has(b)) - Number(fromHome.has(a)));
}

function assess(site: Site, page: Page, fromHome: ReadonlySet<Page>): Assessed {
  const listing = listingOf(site, page);
  const names = listing.entries.map((entry) => entry.name);
  const services = listing.entries.filter((entry) => isService(entry.name));
  const families = [...new Set(names.flatMap(familiesOf))].sort();
  const onHomepage = listing.pages.some((one) => fromHome.has(one));
  const all = { page, onHomepage, listing, services, families };
  return { ...all, kind: kindOf(all) };
}

function kindOf({ page, listing, services, families }: Omit<Assessed, "kind">): Kind {
  const { entries, lettersOffered } = listing;
  const names = entries.map((entry) => entry.name);
  const calledAToZ = isAToZPage(page);
  const filled = new Set(entries.map((entry) => entry.letter)).size;
  const headed = page.headings.flatMap((heading) => lettersOf(heading.text)).length;
  const lettered = lettersOffered.length > 0 || headed >= 5;
  if (specialistOf(page) || specialistEntries(names) || isAboutOneThing(entries)) return "other";
  if (entries.length === 0) return calledAToZ || lettered ? "empty" : "other";
  const enough = families.length >= MIN_FAMILIES;
  if (lettered || (calledAToZ && isAlphabetical(entries))) {
    if (services.length >= entries.length * SERVICE_SHARE) return enough ? "services" : "other";
    // Named after a subject of its own (wildlife, walks, plants), and no services in it: a directory of that.
    if (isNamedAfterASubject(page) && families.length < MIN_FAMILIES) return "other";
    // One subject under letters, and nothing to show for it: a directory of something else.
    return calledAToZ && filled >= 3 ? "pages" : "other";
  }
  if (calledAToZ && needsScripts(page) && services.length < MIN_INDEX_SERVICES) return "empty";
  return enough && targetsOf(services).size >= MIN_INDEX_SERVICES ? "index" : "other";
}

/** Six in ten entries lead below one section about bins, streets, members …: items of it, not services. */
function isAboutOneThing(entries: readonly Entry[]): boolean {
  if (entries.length < 5) return false;
  const sections = new Map<string, number>();
  for (const entry of entries) {
    const segments = new URL(entry.url).pathname.split("/").filter((segment) => segment !== "");
    const section = segments.slice(0, -1).join(" ").replace(/[-_]+/g, " ");
    sections.set(section, (sections.get(section) ?? 0) + 1);
  }
  for (const [section, count] of sections) {
    if (count >= entries.length * 0.6 && specialistNamed(section)) return true;
  }
  return false;
}

function best(assessed: readonly Assessed[]): Assessed | null {
  const size = (one: Assessed) => targetsOf(one.services).size;
  const sorted = [...assessed].sort(
    (a, b) => Number(b.onHomepage) - Number(a.onHomepage) || size(b) - size(a),
  );
  return sorted[0] ?? null;
}

/** Failures to read a page that prove there is one: another body's site, a sign-in, a document. */
const ANSWERS: ReadonlySet<string> = new Set(["redirected-away", "login", "not-html", "too-large"]);

interface Live {
  tried: number;
  live: number;
  share: number | null;
}

interface Availability {
  sampled: number;
  read: number;
  shown: number;
  share: number | null;
  signals: Record<string, number>;
}

function judgeListing(site: Site, context: JudgeContext, one: Assessed) {
  const { listing } = one;
  const live = liveOf(site, listing.entries);
  const availability = availabilityOfSample(site, listing);
  const coverage = coverageOf(
    listing.entries.map((entry) => entry.name),
    context.subject.type,
    context.profile,
    context.asOf,
  );
  const targets = targetsOf(one.services).size;
  const lettersFilled = new Set(one.services.map((entry) => entry.letter)).size;
  const evidence: SomeEvidence = [
    seen(
      one.page,
      `A–Z of services: ${targets} services under ${lettersFilled} letters`,
      listing.entries
        .slice(0, 12)
        .map((entry) => entry.name)
        .join(" · "),
    ),
    ...listing.pages
      .filter((page) => page !== one.page)
      .slice(0, 2)
      .map((page) => seen(page, "One of its letters")),
  ];
  const measures: Measures = {
    ...measuresOf(one),
    liveTried: live.tried,
    liveShare: live.share,
    externalShare: externalShare(site, listing.entries),
    otherBodies: listing.entries.filter((entry) => namesOtherBody(entry.name)).length,
    availabilitySampled: availability.sampled,
    availabilityRead: availability.read,
    availabilityShare: availability.share,
    availabilitySignals: availability.signals,
    ...coverageMeasures(coverage),
  };
  const limbs = limbsOf(one, evidence, availability, coverage, measures);
  const extras = { level: 1 as const, measures, limbs };
  const unread = listing.unvisited.length > 0 || listing.failures.some((failure) => !isGone(failure));
  const capped = { ...extras, points: [0.5, 1] as [number, number] };

  if (!one.onHomepage) return partlyMet(OUTCOME, "not-on-homepage", evidence, extras);
  if (targets < MIN_ENTRIES || lettersFilled < MIN_LETTERS) {
    return unread
      ? partlyMet(OUTCOME, "letters-unread", evidence, capped)
      : partlyMet(OUTCOME, "a-to-z-thin", evidence, extras);
  }
  if (live.share !== null && live.share < LIVE_SHARE)
    return partlyMet(OUTCOME, "dead-links", evidence, extras);
  if (availability.share !== null && availability.share < AVAILABILITY_SHARE) {
    return partlyMet(OUTCOME, "availability-not-shown", evidence, extras);
  }
  if (!coverage) return partlyMet(OUTCOME, "coverage-not-shown", evidence, extras);
  if (coverage.share < COVERAGE_SHARE) {
    // Unread letters may hold the services that were missed.
    return unread
      ? partlyMet(OUTCOME, "letters-unread", evidence, capped)
      : partlyMet(OUTCOME, "coverage-partial", evidence, extras);
  }
  if (live.share === null || availability.share === null) {
    return partlyMet(OUTCOME, "availability-unread", evidence, capped);
  }
  return met(OUTCOME, "services-listed", evidence, extras);
}

/** Share of the targets that were asked for and gave a page; blocks and time-outs say nothing about a link. */
function liveOf(site: Site, entries: readonly Entry[]): Live {
  let live = 0;
  let dead = 0;
  for (const { url } of targetsOf(entries).values()) {
    const target = site.target(url);
    if (target.state === "fetched") live++;
    else if (target.state === "failed" && ANSWERS.has(target.failure.outcome)) live++;
    else if (target.state === "failed" && isGone(target.failure)) dead++;
  }
  const asked = live + dead;
  const needed = Math.min(MIN_SAMPLE_READ, targetsOf(entries).size);
  return { tried: asked, live, share: asked >= needed && asked > 0 ? live / asked : null };
}

/** The targets the crawl was asked to sample; when too few of them came, whatever else of the A–Z was read. */
function availabilityOfSample(site: Site, listing: Listing): Availability {
  const own = listing.entries.filter((entry) => site.isOwn(entry.url));
  const byPage = new Map<Page, Entry[]>();
  for (const entry of own) byPage.set(entry.page, [...(byPage.get(entry.page) ?? []), entry]);
  const whole = byPage.size <= 1;
  const chosen = [...byPage.values()].flatMap((entries) =>
    sampleOf(
      entries,
      whole
        ? SAMPLE_SIZE
        : quotaOf([...new Set(entries.map((entry) => entry.letter))], listing.lettersOffered.length),
    ),
  );
  const readOf = (entries: readonly Entry[]) =>
    entries.map((entry) => site.page(entry.url)).filter((page): page is Page => page?.kind === "html");
  let read = readOf(chosen);
  if (read.length < MIN_SAMPLE_READ) read = readOf(sampleOf(own, own.length)).slice(0, SAMPLE_SIZE);
  const signals: Record<string, number> = {};
  let shown = 0;
  for (const page of read) {
    const found = availabilityOf(page);
    if (found.length > 0) shown++;
    for (const signal of found) signals[signal] = (signals[signal] ?? 0) + 1;
  }
  const needed = Math.min(MIN_SAMPLE_READ, targetsOf(own).size);
  const share = read.length > 0 && read.length >= needed ? shown / read.length : null;
  return { sampled: chosen.length, read: read.length, shown, share, signals };
}

function externalShare(site: Site, entries: readonly Entry[]): number {
  if (entries.length === 0) return 0;
  return entries.filter((entry) => !site.isOwn(entry.url)).length / entries.length;
}

function measuresOf({ listing, services, families, onHomepage, kind }: Assessed): Measures {
  const { entries } = listing;
  return {
    kind,
    onHomepage,
    pages: listing.pages.length,
    lettersOffered: listing.lettersOffered,
    lettersRead: listing.lettersRead,
    lettersFilled: new Set(services.map((entry) => entry.letter)).size,
    lettersUnread: listing.unvisited.length + listing.failures.length,
    entries: entries.length,
    targets: targetsOf(services).size,
    duplicates: entries.length - targetsOf(entries).size,
    serviceShare: entries.length === 0 ? 0 : services.length / entries.length,
    families,
  };
}

function coverageMeasures(coverage: Coverage | null): Measures {
  if (!coverage) {
    return {
      coverageShare: null,
      coverageLimits: "No list of owed services is on record for this type of authority.",
    };
  }
  return {
    coverageShare: coverage.share,
    coverageNamed: coverage.named,
    coverageOwed: coverage.owed,
    coverageList: coverage.list,
    coverageMissing: coverage.missing.slice(0, 60),
    coverageLimits:
      "Matched by wording; asks only for services whose tier is on record, not for the whole list, and a service under another name can be missed.",
  };
}

function limbsOf(
  one: Assessed,
  evidence: readonly Evidence[],
  availability: Availability,
  coverage: Coverage | null,
  measures: Measures,
): Limb[] {
  const limb = (key: string, name: string, verdict: Verdict, reason: string): Limb => ({
    key,
    name,
    verdict,
    reason,
    level: null,
    evidence: key === "a" ? [...evidence] : [],
  });
  const covered: Verdict = !coverage
    ? "cannot-tell"
    : coverage.share >= COVERAGE_SHARE
      ? "met"
      : coverage.share >= COVERAGE_PART
        ? "partly-met"
        : "not-met";
  const outside = Number(measures.externalShare) > 0 || Number(measures.otherBodies) > 0;
  const all: Verdict = covered === "not-met" && outside ? "partly-met" : covered;
  const shown: Verdict =
    availability.share === null
      ? "cannot-tell"
      : availability.share >= AVAILABILITY_SHARE
        ? "met"
        : availability.share > 0
          ? "partly-met"
          : "not-met";
  return [
    limb(
      "a",
      "A–Z reachable from the homepage",
      one.onHomepage ? "met" : "partly-met",
      one.onHomepage ? "on-homepage" : "not-on-homepage",
    ),
    limb("b", "It lists services", "met", "services-listed"),
    limb(
      "c",
      "It details availability",
      shown,
      shown === "cannot-tell" ? "availability-unread" : "availability-sampled",
    ),
    limb(
      "d",
      "All public services, other bodies' included",
      all,
      outside ? "other-bodies-named" : "other-bodies-not-seen",
    ),
    limb("e", "Coverage of the national list", covered, coverage ? "list-compared" : "coverage-not-shown"),
  ];
}

function weakLimbs(one: Assessed, evidence: Evidence): Limb[] {
  const pages = one.kind === "pages";
  const a: Verdict = pages ? (one.onHomepage ? "met" : "partly-met") : "not-met";
  const b: Verdict = pages ? "not-met" : "met";
  return [
    {
      key: "a",
      name: "A–Z reachable from the homepage",
      verdict: a,
      reason: pages ? "pages-not-services" : "no-letters",
      level: null,
      evidence: [evidence],
    },
    {
      key: "b",
      name: "It lists services",
      verdict: b,
      reason: pages ? "pages-not-services" : "services-listed",
      level: null,
      evidence: [],
    },
  ];
}

/** The A–Z the site links to, when its page did not come. */
function brokenAToZ(site: Site): FetchFailure | null {
  let found: FetchFailure | null = null;
  for (const page of site.ownPages()) {
    for (const link of page.links) {
      const failure = site.failure(link.url);
      if (!failure || !isAToZName(link.name) || isIndexName(link.name) || site.page(link.url)) continue;
      if (!isGone(failure)) return failure;
      found ??= failure;
    }
  }
  return found;
}

function isGone(failure: FetchFailure): boolean {
  return ["not-found", "soft-404", "client-error", "empty", "redirected-away"].includes(failure.outcome);
}

function failureReason(failure: FetchFailure): string {
  const refused = ["blocked", "rate-limited", "disallowed", "login"].includes(failure.outcome);
  return refused ? "blocked" : "crawl-incomplete";
}

/** Scripts may fill what the served page leaves open, and no browser has shown what they do. */
function needsScripts(page: Page): boolean {
  return !page.rendered && (page.needsScript || page.scripts.length > 0 || (page.inlineScriptChars ?? 0) > 0);
}
