import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import type { Evidence, Json, Judgement, Limb, Measures, Verdict } from "../../src/audit/types.js";
import { projectFile } from "../../src/project.js";
import { type LooksFor, type Site, seen, tried } from "../../src/snapshot/site.js";
import type { Link, Page } from "../../src/snapshot/types.js";
import { pageKey, parseHttp, withinDomain } from "../../src/snapshot/url.js";
import { datesIn, daysBetween, latest, monthsBetween } from "../dates.js";
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
import { isTitled, looksLikeName, nameKey } from "./names.js";
import { isAbout, type PersonPage, photoOf, readPerson } from "./person.js";
import { type Entry, isListPage, personId, type Roster, readRoster } from "./rosters.js";
import { words } from "./words.js";

const OUTCOME = "03-m5";

const looksFor: LooksFor = {
  links: [
    /\bcouncillors\b/i,
    /\b(find|contact) (a|my|your) councillor\b/i,
    /^(our |your |the )?(members|aldermen|assembly members|membership)( of the (authority|council|assembly|park))?$/i,
    /\b(authority|assembly|national park) members\b/i,
    /\bcommon council(men|lors)\b/i,
  ],
  notLinks: [
    /\b(parish|town) council|\byouth\b|\bformer\b|\bpast\b|become|becoming|allowances|expenses|code of conduct|complain/i,
  ],
  paths: [
    /\/mg(memberindex\w*|findmember)\.aspx/i,
    /\/cmis\w*\/.*(councillors|members)\w*\.aspx/i,
    /\/(your-?|our-?)?councillors(\/|\.\w+|\/?$)/i,
  ],
  hosts: [/^(?:[\w-]+\.)*(moderngov\.co\.uk|cmis\.uk\.com)$/i],
  queries: ["councillors", "your councillors", "find your councillor"],
  enough: 6,
};

/** A maintained public page for every councillor (03-m5), counted against the seats of the electoral order. */
export const councillorPages = defineProbe({
  id: "councillor-pages",
  version: 2,
  outcomes: [OUTCOME],
  looksFor: { [OUTCOME]: looksFor },
  // Durham and Cornwall had 126 and 123 seats, the City has 125; lists and views come on top.
  maxSeriesPages: 260,
  leads,
  judge: (site, context) => [judge(site, context)],
  words,
});

/** Slugs of authorities with a directly elected mayor, who is no councillor and has a page all the same. */
const ELECTED_MAYORS = slugsOf("elected-mayors.csv");
/** Slugs whose members' terms were lengthened by law: a printed end that has passed proves nothing there. */
const POSTPONED = slugsOf("postponed-elections.csv");

function slugsOf(file: string): ReadonlySet<string> {
  const rows: { slug?: string }[] = parse(readFileSync(projectFile("data", file), "utf8"), { columns: true });
  return new Set(rows.map((row) => row.slug ?? ""));
}

// ---------------------------------------------------------------- what to fetch

function leads(page: Page, context: LeadContext): Lead[] {
  const found: Lead[] = moderngovEntrances(page, context);
  const roster = readRoster(page);
  // Another authority's members are not this one's to read, page by page.
  if (!roster || (!context.isOwn(page.url) && !isSupplier(page.url))) return found;
  for (const entry of roster.entries) {
    if (!entry.url || (!context.isOwn(entry.url) && !sameHost(entry.url, page.url))) continue;
    found.push({ url: entry.url, series: "councillors", linkName: entry.name, leaf: true, personal: true });
  }
  for (const link of furtherLists(page, roster)) {
    found.push({
      url: link.url,
      series: "councillor-lists",
      linkName: link.name,
      leaf: true,
      personal: true,
    });
  }
  return found;
}

/** The host is known from the site's own links, never guessed; its list and web service stand at fixed places. */
function moderngovEntrances(page: Page, context: LeadContext): Lead[] {
  if (page.scope !== "own" && !/\/(mg|ie)[A-Z]\w+\.aspx/.test(page.url)) return [];
  const bases = new Set<string>();
  for (const link of page.links) {
    const url = parseHttp(link.url);
    if (!url || /\bcounty council\b/i.test(link.name)) continue;
    const supplier = withinDomain(url.hostname, "moderngov.co.uk");
    if (!supplier && !context.isOwn(link.url)) continue;
    const product = /^(.*\/)(?:mg|ie)[A-Z]\w+\.aspx$/.exec(url.pathname);
    if (product?.[1]) bases.add(`${url.origin}${product[1]}`);
    else if (supplier) bases.add(`${url.origin}/`);
  }
  return [...bases].slice(0, 3).flatMap((base) => [
    {
      url: `${base}mgMemberIndex.aspx?FN=ALPHA&VW=LIST&PIC=0`,
      series: "councillor-lists",
      linkName: "Councillors",
      leaf: true,
      personal: true,
    },
    {
      url: `${base}mgWebService.asmx/GetCouncillorsByWard`,
      series: "councillor-lists",
      linkName: "Councillors by ward",
      leaf: true,
      personal: true,
    },
  ]);
}

/** Pages two, three … of a list, its letters, and the wards or parties it is split by. */
function furtherLists(page: Page, roster: Roster): Link[] {
  if (roster.product === "moderngov" || roster.product === "moderngov-xml") return [];
  const here = parseHttp(page.url);
  if (!here) return [];
  const base = here.pathname.replace(/\.\w+$|\/$/, "");
  const own = new Set(roster.entries.map((entry) => pageKey(entry.url ?? "")));
  const found = new Map<string, Link>();
  for (const link of page.links) {
    const url = parseHttp(link.url);
    const key = pageKey(link.url);
    if (!url || !key || url.host !== here.host || link.area === "footer" || link.hidden) continue;
    if (own.has(key) || key === pageKey(page.url) || found.size >= 80) continue;
    const numbered =
      /^(?:page\s*)?\d{1,2}$|^next\b|^[A-Z]$|^(?:show |view )?all\b|^»$/i.test(link.name) ||
      link.rel?.includes("next") === true;
    const samePage = url.pathname === here.pathname || url.pathname.startsWith(`${base}/`);
    const split =
      /\bby (ward|division|party|name|surname|area)\b/i.test(link.name) && isOwnList(url.pathname, base);
    const ward =
      link.area === "main" &&
      url.pathname.startsWith(`${base}/`) &&
      roster.entries.length < 3 &&
      base.length > 1;
    if ((numbered && samePage) || split || ward) found.set(key, link);
  }
  return [...found.values()];
}

function isOwnList(path: string, base: string): boolean {
  return path.startsWith(base.replace(/\/[^/]*$/, "")) || /councillor|member/i.test(path);
}

function isSupplier(url: string): boolean {
  return looksFor.hosts?.some((pattern) => pattern.test(hostOf(url))) ?? false;
}

function sameHost(a: string, b: string): boolean {
  return parseHttp(a)?.host === parseHttp(b)?.host;
}

// ---------------------------------------------------------------- what was found

interface Member extends Entry {
  listedOn: Page;
  page: Page | null;
  /** Why there is no page to judge: not read, or read and not about this person. */
  state: "read" | "no-page" | "not-about" | "unread";
  shows: PersonPage | null;
  maintained: boolean;
}

interface Count {
  rosters: Roster[];
  members: Member[];
  vacancies: number;
  excluded: number;
  withPage: Member[];
  unread: Member[];
  ended: Member[];
  maintained: number;
  dated: number;
  listDated: boolean;
}

function count(site: Site, context: JudgeContext): Count {
  const rosters = chosenRosters(site, context.subject.councilSeats);
  const entries = merged(rosters);
  const members = [...entries, ...mayorUnlisted(entries, site, context)].map((entry) =>
    memberOf(entry, site, context),
  );
  dropRepeatedPages(members);
  dropPlaceholders(members);
  const withPage = members.filter((one) => one.state === "read");
  for (const one of withPage) one.maintained = isMaintained(one, context);
  const asOf = context.asOf;
  return {
    rosters,
    members,
    vacancies: vacanciesOf(rosters),
    excluded: Math.max(0, ...rosters.map((roster) => roster.excluded)),
    withPage,
    unread: members.filter((one) => one.state === "unread"),
    ended: members.filter((one) => endOf(one) !== null && (endOf(one) ?? "") < asOf),
    maintained: withPage.filter((one) => one.maintained).length,
    dated: withPage.filter((one) => isRecent(one.shows?.newest ?? null, asOf)).length,
    listDated: rosters.some((roster) => isRecent(newestDay(roster.page, asOf), asOf)),
  };
}

/** A directly elected mayor often stands on a page of the site's own, not in the list of members. */
function mayorUnlisted(
  entries: readonly Entry[],
  site: Site,
  context: JudgeContext,
): (Entry & { listedOn: Page })[] {
  const { slug, type } = context.subject;
  const elected = type === "gla" || (slug !== null && ELECTED_MAYORS.has(slug));
  if (!elected || entries.length === 0 || entries.some((one) => one.mayor)) return [];
  for (const page of site.ownPages()) {
    const title = page.headings.find((heading) => heading.level === 1)?.text ?? page.title;
    const name =
      /^(?:the )?(?:elected |executive )?mayor(?: of [\p{L}' -]+?)?[,:–-]?\s+((?:\p{Lu}[\p{L}'’-]+\s?){2,4})$/iu.exec(
        title.trim(),
      )?.[1];
    if (!name || /\b(lord|deputy|former|youth|civic)\b/i.test(title) || !looksLikeName(name)) continue;
    const home = site.homepage ?? page;
    return [
      {
        id: null,
        name: name.trim(),
        ward: null,
        party: null,
        url: page.url,
        mayor: true,
        termEnd: null,
        listedOn: home,
      },
    ];
  }
  return [];
}

/** Another view of the same list names the same empty seat again; the next page of a list names another one. */
function vacanciesOf(rosters: readonly Roster[]): number {
  const told = new Set<string>();
  let views = 0;
  let parts = 0;
  for (const roster of [...rosters].sort((a, b) => b.entries.length - a.entries.length)) {
    const names = roster.entries.map((entry) => nameKey(entry.name));
    const again = names.length > 0 && names.filter((name) => told.has(name)).length >= names.length / 2;
    if (again) views = Math.max(views, roster.vacancies.length);
    else parts += roster.vacancies.length;
    for (const name of names) told.add(name);
  }
  return Math.max(views, parts);
}

/**
 * A district's site may lead to the county's members too. Own lists count, with those of the host they lead to;
 * of several hosts the one whose number comes nearest to the seats wins.
 */
function chosenRosters(site: Site, seats: number | null): Roster[] {
  const all = site.snapshot.pages
    .map((page) => readRoster(page))
    .filter((roster): roster is Roster => roster !== null)
    .filter((roster) => roster.entries.length > 0 || roster.vacancies.length > 0);
  const own = all.filter((roster) => site.isOwn(roster.page.url));
  const foreign = new Map<string, Roster[]>();
  for (const roster of all) {
    if (site.isOwn(roster.page.url)) continue;
    const host = hostOf(roster.page.url);
    foreign.set(host, [...(foreign.get(host) ?? []), roster]);
  }
  const choices = [...foreign].map(([host, rosters]) => [
    ...rosters,
    ...own.filter((roster) =>
      roster.entries.every((entry) => entry.url === null || hostOf(entry.url) === host),
    ),
  ]);
  if (own.length > 0) choices.unshift(own);
  const distance = (rosters: readonly Roster[]) => {
    const people = new Set(rosters.flatMap((one) => one.entries.map((entry) => nameKey(entry.name)))).size;
    const pages = rosters.some((one) => linked(one) > 0) ? 0 : 1000;
    return pages + (seats === null ? -people : Math.abs(seats - people));
  };
  // The sort is stable: at equal distance the council's own lists stay first.
  return choices.sort((x, y) => distance(x) - distance(y))[0] ?? [];
}

function hostOf(url: string): string {
  return parseHttp(url)?.host ?? "";
}

/** One person once: by the product's number, then by name and ward. */
function merged(rosters: readonly Roster[]): (Entry & { listedOn: Page })[] {
  const byId = new Map<string, Entry & { listedOn: Page }>();
  const byName = new Map<string, (Entry & { listedOn: Page })[]>();
  // Lists with pages of their own first: a bare list of names must not hide them.
  const order = [...rosters].sort((a, b) => linked(b) - linked(a));
  for (const roster of order) {
    for (const entry of roster.entries) {
      const id = entry.id && `${parseHttp(entry.url ?? "")?.host ?? ""} ${entry.id}`;
      const name = nameKey(entry.name);
      const same =
        (id ? byId.get(id) : undefined) ??
        (byName.get(name) ?? []).find((one) => samePerson(one, entry, one.listedOn === roster.page));
      if (same) {
        same.ward ??= entry.ward;
        same.party ??= entry.party;
        same.url ??= entry.url;
        same.termEnd ??= entry.termEnd;
        same.mayor ||= entry.mayor;
        continue;
      }
      const one = { ...entry, listedOn: roster.page };
      if (id) byId.set(id, one);
      byName.set(name, [...(byName.get(name) ?? []), one]);
    }
  }
  return [...byName.values()].flat();
}

function linked(roster: Roster): number {
  return roster.entries.filter((entry) => entry.url !== null).length;
}

function samePerson(a: Entry, b: Entry, sameList: boolean): boolean {
  if (a.id && b.id && a.id !== b.id) return false;
  if (a.url && b.url && pageKey(a.url) === pageKey(b.url)) return true;
  if (sameList && a.url && b.url && a.ward && b.ward) return nameKey(a.ward) === nameKey(b.ward);
  return true;
}

function memberOf(entry: Entry & { listedOn: Page }, site: Site, context: JudgeContext): Member {
  const none = { ...entry, page: null, shows: null, maintained: false };
  if (!entry.url) return { ...none, state: "no-page" };
  const target = site.target(entry.url);
  if (target.state === "fetched") {
    const { page } = target;
    if (page.kind !== "html" || page.url === entry.listedOn.url || !isAbout(page, entry.name)) {
      return { ...none, state: page.needsScript && !page.rendered ? "unread" : "not-about" };
    }
    const shows = readPerson(page, entry, {
      registrableDomain: site.snapshot.registrableDomain,
      asOf: context.asOf,
    });
    return { ...none, page, shows, state: "read" };
  }
  if (target.state === "failed" && GONE.has(target.failure.outcome)) return { ...none, state: "not-about" };
  return { ...none, state: "unread" };
}

const GONE: ReadonlySet<string> = new Set([
  "not-found",
  "soft-404",
  "client-error",
  "empty",
  "redirected-away",
]);

/** Links that all end on one page (the list again, "user not found") are one page, and only the first's. */
function dropRepeatedPages(members: readonly Member[]): void {
  const owners = new Map<string, Member>();
  for (const one of members) {
    if (!one.page) continue;
    const before = owners.get(one.page.url);
    if (before && before !== one) {
      one.state = "not-about";
      one.page = null;
      one.shows = null;
    } else owners.set(one.page.url, one);
  }
}

/** The same picture on three people's pages is the silhouette of someone who sent none. */
function dropPlaceholders(members: readonly Member[]): void {
  const uses = new Map<string, number>();
  for (const one of members) {
    const photo = one.page && photoOf(one.page);
    if (photo) uses.set(photo, (uses.get(photo) ?? 0) + 1);
  }
  for (const one of members) {
    const photo = one.page && photoOf(one.page);
    if (photo && one.shows && (uses.get(photo) ?? 0) >= 3) one.shows = { ...one.shows, photo: false };
  }
}

/** Members of park authorities and of the Assembly have no ward or party that every page would name. */
function isMaintained(one: Member, context: JudgeContext): boolean {
  if (!one.shows?.contact) return false;
  if (one.mayor || context.subject.type === "national-park") return true;
  if (context.subject.type === "city-of-london") return one.shows.ward;
  return one.shows.ward && one.shows.party;
}

function endOf(one: Member): string | null {
  return one.shows?.termEnd ?? one.termEnd;
}

function newestDay(page: Page, asOf: string): string | null {
  const days = datesIn(page.mainText).filter((one) => one.precision === "day" || one.precision === "month");
  return latest(days, asOf)?.end ?? null;
}

function isRecent(date: string | null, asOf: string): boolean {
  return date !== null && monthsBetween(date, asOf) <= 12;
}

// ---------------------------------------------------------------- the verdict

function judge(site: Site, context: JudgeContext): Judgement {
  const found = count(site, context);
  if (found.members.length === 0) return nothingListed(site);
  const expected = expectedPages(found, context);
  const measures = measuresOf(found, expected, context);
  const evidence = evidenceOf(found, site);
  const say = { found, expected, measures, evidence, context };
  const settled = seatsCount(say, site);
  if (
    settled.verdict !== "met" &&
    isJustAfterElections(context.asOf) &&
    settled.reason !== "crawl-incomplete"
  ) {
    return cannotTell(OUTCOME, "ambiguous", evidence, {
      measures,
      limbs: limbsOf(say),
      level: settled.level,
    });
  }
  return settled;
}

interface Say {
  found: Count;
  expected: number | null;
  measures: Measures;
  evidence: [Evidence, ...Evidence[]];
  context: JudgeContext;
}

function seatsCount(say: Say, site: Site): Judgement {
  const { found, expected, measures, evidence } = say;
  const pages = found.withPage.length;
  const extras = { measures, limbs: limbsOf(say) };
  if (pages === 0 && found.unread.length === 0) {
    return partlyMet(OUTCOME, "names-only", evidence, { ...extras, level: 1 });
  }
  const short = expected !== null && pages < expected;
  if ((short || pages === 0) && (found.unread.length > 0 || listsUnread(found, site))) {
    const blocked = found.unread.some((one) => one.url !== null && isBlocked(site, one.url));
    return cannotTell(OUTCOME, blocked ? "blocked" : "crawl-incomplete", evidence, {
      ...extras,
      points: pages > 0 ? [0.5, 1] : [0, 1],
    });
  }
  if (expected === null) return partlyMet(OUTCOME, "seats-unknown", evidence, { ...extras, level: 2 });
  if (short) return partlyMet(OUTCOME, "some-pages", evidence, { ...extras, level: 2 });
  const reason = unmaintained(say);
  if (reason) return partlyMet(OUTCOME, reason, evidence, { ...extras, level: 3 });
  return met(OUTCOME, "every-councillor", evidence, { ...extras, level: 4 });
}

/** Why the pages cannot be called maintained; null when they can. */
function unmaintained(say: Say): string | null {
  const { found, expected, context } = say;
  const pages = found.withPage.length;
  if (found.ended.length > 0 && !isPostponed(context)) return "ended-terms";
  if (expected !== null && pages > expected) return "more-than-seats";
  if (found.maintained < pages * 0.9) return "fields-missing";
  if (found.dated < pages * 0.5 && !found.listDated) return "not-dated";
  return null;
}

function isPostponed(context: JudgeContext): boolean {
  return context.subject.slug !== null && POSTPONED.has(context.subject.slug);
}

/** Seats of the order, less vacancies the site states, plus the mayor where one is elected. */
function expectedPages(found: Count, context: JudgeContext): number | null {
  const { councilSeats, slug, type } = context.subject;
  if (councilSeats === null) return null;
  const mayorListed = found.members.filter((one) => one.mayor).length;
  const occupied = councilSeats - found.vacancies;
  const mayor =
    type === "gla" ||
    (slug !== null && ELECTED_MAYORS.has(slug)) ||
    (mayorListed === 1 && found.members.length === occupied + 1);
  return Math.max(0, occupied + (mayor ? 1 : 0));
}

/** Pages two and three of a list that were seen and not read: the missing people may be there. */
function listsUnread(found: Count, site: Site): boolean {
  return found.rosters.some((roster) =>
    furtherLists(roster.page, roster).some((link) => {
      const target = site.target(link.url);
      return target.state === "unvisited" || (target.state === "failed" && !GONE.has(target.failure.outcome));
    }),
  );
}

function isBlocked(site: Site, url: string): boolean {
  const outcome = site.failure(url)?.outcome;
  return (
    outcome === "blocked" || outcome === "rate-limited" || outcome === "disallowed" || outcome === "login"
  );
}

/** Rosters change in the days after an ordinary election: first Monday of May, and 28 days from its Thursday. */
function isJustAfterElections(asOf: string): boolean {
  const first = new Date(`${asOf.slice(0, 4)}-05-01T00:00:00Z`);
  const thursday = 1 + ((4 - first.getUTCDay() + 7) % 7);
  const days = daysBetween(`${asOf.slice(0, 4)}-05-0${thursday}`, asOf);
  return days >= -3 && days <= 28;
}

/** No name was read: nothing there, a search by postcode only, or a list that needs JavaScript. */
function nothingListed(site: Site): Judgement {
  const lists = site.pages.filter((page) => isListPage(page));
  const scripted = lists.find((page) => page.needsScript && !page.rendered);
  if (scripted) {
    return cannotTell(OUTCOME, "js-not-rendered", [
      seen(scripted, "The list needs JavaScript, and holds no names without"),
    ]);
  }
  const people = site.pages.filter(
    (page) =>
      personId(page.url) !== null || isTitled(page.headings.find((one) => one.level === 1)?.text ?? ""),
  );
  const byPostcode = lists.find((page) =>
    page.forms.some((form) =>
      /post ?code/i.test(`${form.text} ${form.fields.map((f) => f.label).join(" ")}`),
    ),
  );
  if (byPostcode && people.length === 0) {
    return cannotTell(OUTCOME, "postcode-only", [
      seen(byPostcode, "Councillors are found by postcode; no list of them"),
    ]);
  }
  const [first, ...rest] = people;
  if (first) {
    return partlyMet(
      OUTCOME,
      "no-list",
      [seen(first, "Page of a member"), ...rest.slice(0, 2).map((page) => seen(page, "Page of a member"))],
      { level: 2, measures: { found: people.length } },
    );
  }
  const failed = site
    .links(looksFor)
    .map(({ link }) => site.failure(link.url))
    .find((one) => one && !GONE.has(one.outcome));
  if (failed)
    return cannotTell(OUTCOME, isBlocked(site, failed.url) ? "blocked" : "third-party-unreachable", [
      tried(failed),
    ]);
  return notFound(site, OUTCOME, looksFor);
}

// ---------------------------------------------------------------- what is told

function limbsOf(say: Say): Limb[] {
  const { found, expected, evidence } = say;
  const pages = found.withPage.length;
  const limb = (key: string, name: string, verdict: Verdict, reason: string): Limb => ({
    key,
    name,
    verdict,
    reason,
    level: null,
    evidence: [evidence[0]],
  });
  const open = found.unread.length > 0;
  const every: Verdict =
    expected === null
      ? "cannot-tell"
      : pages >= expected
        ? "met"
        : open
          ? "cannot-tell"
          : pages > 0
            ? "partly-met"
            : "not-met";
  const why = unmaintained(say);
  return [
    limb(
      "a",
      "Every councillor",
      every,
      expected === null ? "seats-unknown" : every === "met" ? "every-councillor" : "some-pages",
    ),
    limb(
      "b",
      "A page of their own",
      pages > 0 ? "met" : open ? "cannot-tell" : "not-met",
      pages > 0 ? "own-pages" : "names-only",
    ),
    limb(
      "c",
      "Public",
      pages > 0 ? "met" : open ? "cannot-tell" : "not-met",
      pages > 0 ? "public" : "names-only",
    ),
    limb("d", "Maintained", pages === 0 ? "cannot-tell" : why ? "partly-met" : "met", why ?? "maintained"),
  ];
}

const FIELDS = [
  "ward",
  "party",
  "contact",
  "councilEmail",
  "photo",
  "surgery",
  "interests",
  "committees",
  "attendance",
] as const;

function measuresOf(found: Count, expected: number | null, context: JudgeContext): Measures {
  const pages = found.withPage.length;
  const share = (having: number) => (pages === 0 ? 0 : Math.round((having / pages) * 1000) / 1000);
  const shares = Object.fromEntries(
    FIELDS.map((field) => [field, share(found.withPage.filter((one) => one.shows?.[field]).length)]),
  );
  return {
    seats: context.subject.councilSeats,
    vacancies: found.vacancies,
    expected,
    listed: found.members.length,
    found: pages,
    unread: found.unread.length,
    maintained: found.maintained,
    dated: found.dated,
    listDated: found.listDated,
    endedTerms: found.ended.length,
    excluded: found.excluded,
    electionsPostponed: isPostponed(context),
    system: found.rosters[0]?.product ?? null,
    shares,
    // Asked for by name by other outcomes: 11-b2, 03-m1, and today's duties.
    councilEmailShare: shares.councilEmail ?? 0,
    surgeryShare: shares.surgery ?? 0,
    interestsShare: shares.interests ?? 0,
    warnings: warningsOf(found, expected, context),
    councillors: found.members.slice(0, 300).map((one) => row(one, context)),
  };
}

function warningsOf(found: Count, expected: number | null, context: JudgeContext): string[] {
  const warnings: string[] = [];
  if (expected !== null && found.members.length > expected) warnings.push("former-or-co-opted-listed");
  if (found.ended.length > 0)
    warnings.push(isPostponed(context) ? "terms-extended-by-law" : "ended-terms-listed");
  if (found.members.some((one) => one.state === "not-about")) warnings.push("links-without-page");
  return warnings;
}

function row(one: Member, context: JudgeContext): Json {
  const end = endOf(one);
  return {
    name: one.name,
    ward: one.ward,
    party: one.party,
    url: one.page?.url ?? one.url,
    status: one.state,
    maintained: one.maintained,
    termEnded: end !== null && end < context.asOf,
    freshness: one.shows?.newest ?? null,
    has: Object.fromEntries(FIELDS.map((field) => [field, one.shows?.[field] ?? false])),
  };
}

function evidenceOf(found: Count, site: Site): [Evidence, ...Evidence[]] {
  const [first, ...others] = found.rosters;
  const lists: Evidence[] = others
    .filter((roster) => roster.entries.length > 0)
    .slice(0, 1)
    .map((roster) => seen(roster.page, `Another list of members: ${roster.entries.length} names`));
  const pages = found.withPage
    .slice(0, 2)
    .map((one) => one.page && seen(one.page, `Page of ${one.name}`))
    .filter((one): one is Evidence => one !== null);
  const missing = found.members
    .filter((one) => one.state !== "read")
    .slice(0, 3)
    .map((one) => missingEvidence(one, site));
  const head = first
    ? seen(first.page, `List of members: ${first.entries.length} names`)
    : { url: "", found: "", excerpt: "", retrievedAt: site.snapshot.startedAt, sha256: "" };
  return [head, ...lists, ...pages, ...missing];
}

function missingEvidence(one: Member, site: Site): Evidence {
  const failure = one.url ? site.failure(one.url) : null;
  if (failure) return { ...tried(failure), excerpt: one.name };
  const why = {
    read: "Page read",
    "no-page": "is listed without a page of their own",
    "not-about": "is linked to a page that is not about them",
    unread: "has a page that was not read",
  }[one.state];
  return seen(one.listedOn, `${one.name} ${why}`, one.name);
}
