import { seen } from "../../../src/snapshot/site.js";
import { parseHttp } from "../../../src/snapshot/url.js";
import { absent, bondOf } from "../ladder.js";
import type { PageView } from "../site-view.js";
import type { LimbAnswer, Room, SpecialLimb } from "../types.js";
import { names, near, patternOf } from "../wording.js";

const ENTRY_PATH =
  /\/(directory_record|record|services?|organisations?|organizations?|listings?|details?|entry|entries|groups?|clubs?|providers?|venues?)\/|\/kb5\/.*(service|organisation|details)|[?&](id|record|orgid|serviceid|channelid)=/i;
const COUNTED =
  /\b(\d[\d,]{1,6})\s+(?:\w+ ){0,3}?(results?|organi[sz]ations?|services|entries|records|listings|groups|clubs|activities|matches)\b|\bof\s+(\d[\d,]{1,6})\s+(results?|records|entries)\b/i;
const NOT_A_DIRECTORY =
  /\b(councillors?|staff|a ?(-|–|to) ?z of services|interactive map|my maps|planning|polling|meetings?|licen[cs]e|register of)\b/i;
const ADD_ENTRY =
  /\b(add|update|submit|register|amend|edit|list|include|put|advertise) (your|an|a|my|new)( \w+){0,2} (organi[sz]ations?|entry|listing|groups?|clubs?|services?|events?|details|records?|activity|activities|charity)\b/i;
const CONTACT_LINE =
  /\b(contact|telephone|tel|phone|e-?mail|website|secretary|organi[sz]er)\b|\b0\d{3,4}[\s\d]{6,}|\[(telephone|e-mail)\]|[\w.+-]+@[\w-]+\.\w/i;
/** Fewer bodies than this and it is a list of a few partners rather than a community's directory (02-m1). */
const ENOUGH_ENTRIES = 20;

/** 02-m1: a directory that can be searched and holds the entries of other bodies. */
export const communityDirectory: SpecialLimb = {
  key: "a",
  kind: "special",
  name: "a searchable directory of local organisations",
  wordings: [
    "(community|services?|local|business|voluntary|organisations?|groups?|activities|families|care|support|health)( and \\w+)? director(y|ies)",
    "director(y|ies) of (local |community )?(services|organisations|groups|clubs|voluntary)",
    "family information( service| directory)?",
    "local offer",
    "community (information|groups|organisations|database|portal)",
    "local (organisations|groups|clubs)",
    "clubs and societies",
    "clubs and organisations",
    "voluntary (organisations|groups)",
    "what's on( guide)?",
    "a ?(-|to) ?z of (voluntary|community|local) (groups|organisations)",
    "(groups|clubs) in your area",
    "infolink",
    "community ?net",
    "find (local )?(groups|organisations|clubs|activities)",
    "information directory",
    "online directory",
    near(
      "find|search|browse|list|guide|database|what is on|look up|director(?:y|ies)",
      "(?:local |community |voluntary )?(?:clubs?|groups?|organisations?|charit(?:y|ies)|societies|activities|community services)",
      4,
    ),
    "(clubs?|groups?|activities|charities|societies|organisations)( and|,|, and| or) (\\w+ )?(clubs?|groups?|activities|charities|societies|organisations|services|advice)[\\w ]*",
    "(charities|community|voluntary|local|faith|resident)( and \\w+)? (groups|organisations|clubs|services)",
    "(what's|things|activities|services|support|help) (going )?(on )?(near|around|in|for) (you|me|your (area|community|neighbourhood))",
    "(wellbeing|information|support|services|families|family|children'?s|young people'?s?|care|living well|live well) (hub|directory|finder|guide|portal)",
    "community (hub|finder|connect\\w*|catalyst|navigator)",
    "(voluntary|third|community) sector (directory|database|organisations)",
  ],
  notThese: [
    "councillors?",
    "staff directory",
    "planning",
    "business rates",
    "telephone directory",
    "consultation",
    "grants?",
    "fund(s|ing)",
    "polic(y|ies)",
    "strateg\\w+",
    "councils?",
    "hire",
    "licen[cs]\\w*",
    "lotter(y|ies)",
    "foster\\w*",
    "minutes",
    "working groups?",
    "age groups?",
    "political groups?",
  ],
  paths: ["/(community|service|family|local)-?directory", "/kb5/", "/directory/", "familyinfo"],
  judge: judgeDirectory,
};

interface Directory {
  view: PageView;
  searchable: boolean;
  entries: number;
  addEntry: boolean;
}

function judgeDirectory(room: Room, limb: SpecialLimb): LimbAnswer {
  const found = directories(room, limb);
  const [best] = found.sort((a, b) => score(b) - score(a));
  if (!best) return absent(room);
  const lists = resultsOf(best.view, room);
  const evidence = [
    ...lists.map((view) => seen(view.page, "Its entries", view.h1 || view.title)),
    seen(
      best.view.page,
      best.searchable ? "A searchable directory" : "A directory without a search",
      best.view.h1 || best.view.title,
    ),
  ];
  const measures = { entries: best.entries, addEntry: best.addEntry };
  if (best.searchable && best.entries >= ENOUGH_ENTRIES) {
    return { verdict: "met", reason: "online", level: best.addEntry ? 4 : 3, evidence, measures };
  }
  const level = best.searchable ? 3 : hasDocument(best.view) ? 2 : 1;
  return { verdict: "partly-met", reason: "list-only", level, evidence, measures };
}

/** A list on paper that can be taken away, as the paper's own ladder has it. */
function hasDocument(view: PageView): boolean {
  return view.page.links.some(
    (link) =>
      link.area === "main" &&
      /\.(pdf|docx?|odt|xlsx?)($|\?)/i.test(link.url) &&
      /\b(director(y|ies)|list|guide|groups|organi[sz]ations)\b/i.test(link.name),
  );
}

/** The page of the same host that shows most of the directory's entries, where that is another than its entrance. */
function resultsOf(view: PageView, room: Room): PageView[] {
  const host = parseHttp(view.page.url)?.host;
  let most: { view: PageView; entries: number } | null = null;
  for (const link of view.page.links) {
    const target = link.area === "main" ? room.view.site.page(link.url) : null;
    const to = target ? room.view.view(target) : null;
    if (!to || to === view || parseHttp(to.page.url)?.host !== host) continue;
    const entries = stateEntries(to);
    if (entries >= ENOUGH_ENTRIES && (!most || entries > most.entries)) most = { view: to, entries };
  }
  return most && most.entries > stateEntries(view) ? [most.view] : [];
}

function score(one: Directory): number {
  return (one.searchable ? 1000 : 0) + Math.min(one.entries, 500) + (one.addEntry ? 50 : 0);
}

function directories(room: Room, limb: SpecialLimb): Directory[] {
  const pattern = patternOf(limb);
  const found: Directory[] = [];
  for (const view of room.view.pages) {
    if (view.page.clicks === 0 || view.retired || (view.noise !== null && view.noise !== "events")) continue;
    if (NOT_A_DIRECTORY.test(view.h1 || view.title)) continue;
    const product = view.platforms.some((one) => one.does.includes("directory"));
    const bond = bondOf(view, pattern);
    const linked =
      product &&
      (isItself(view) ||
        room.view
          .linksTo(view.page.url)
          .some(
            ({ link, from }) =>
              names(pattern, link.name) || (link.area === "main" && bondOf(from, pattern) === "title"),
          ));
    if (bond !== "title" && !linked && !isNamedByItsLinks(view, room, pattern)) continue;
    found.push({
      view,
      searchable: hasSearch(view),
      entries: entriesOf(view, room),
      addEntry:
        view.prose.matches(ADD_ENTRY) ||
        resultsOf(view, room).some((one) => one.prose.matches(ADD_ENTRY)) ||
        view.page.links.some((link) => ADD_ENTRY.test(link.name)),
    });
  }
  return found;
}

/** A directory's product with a search over so many organisations is one, whatever it is called. */
function isItself(view: PageView): boolean {
  return hasSearch(view) && ORGANISATIONS.test(view.text) && stateEntries(view) >= ENOUGH_ENTRIES;
}

const ORGANISATIONS = /\b(organi[sz]ations|charities|voluntary groups|community groups|clubs)\b/i;

/** A directory with a name of its own, such as “Exampleshire Directory”, which the pages leading there tell the use of. */
function isNamedByItsLinks(view: PageView, room: Room, pattern: ReturnType<typeof patternOf>): boolean {
  if (!/\bdirectory$/i.test((view.h1 || view.title).trim()) || pattern.not?.test(view.h1)) return false;
  return room.view.site
    .linksTo(view.page.url)
    .some(
      ({ link }) => link.area === "main" && (names(pattern, link.heading) || names(pattern, link.context)),
    );
}

/** A search of its own, or categories to narrow by; the site's own search box stands in the furniture and is not seen here. */
function hasSearch(view: PageView): boolean {
  const own = view.forms.some(
    ({ form, purpose }) =>
      (purpose === "search" || purpose === "service") &&
      /\b(search|find|keywords?|postcode|category|filter|browse)\b/i.test(
        `${form.text} ${form.heading} ${form.buttons.join(" ")} ${form.fields.map((field) => `${field.label} ${field.name}`).join(" ")}`,
      ),
  );
  return own && !/\bsearch (this|the) (web ?)?site\b/i.test(view.forms.map((one) => one.form.text).join(" "));
}

/** Entries it says it holds, or those that can be counted on it and on the lists it leads to. */
function entriesOf(view: PageView, room: Room): number {
  const host = parseHttp(view.page.url)?.host;
  const base = parseHttp(view.page.url)?.pathname.replace(/[^/]*$/, "") ?? "/";
  const entries = new Set<string>();
  let stated = stateEntries(view);
  const read = [view];
  for (const link of view.page.links) {
    const target = link.area === "main" ? room.view.site.page(link.url) : null;
    const child = target ? room.view.view(target) : null;
    if (child && child !== view && parseHttp(child.page.url)?.host === host && !read.includes(child))
      read.push(child);
  }
  for (const one of read.slice(0, 40)) {
    const below =
      one === view || (base.length > 1 && (parseHttp(one.page.url)?.pathname.startsWith(base) ?? false));
    if (below || ENTRY_PATH.test(one.page.url)) stated = Math.max(stated, stateEntries(one));
    for (const link of one.page.links) {
      const url = link.area === "main" ? parseHttp(link.url) : null;
      if (url && url.host === host && ENTRY_PATH.test(url.pathname + url.search)) entries.add(url.href);
    }
  }
  return Math.max(stated, entries.size);
}

function stateEntries(view: PageView): number {
  const found = COUNTED.exec(view.text);
  const stated = Number((found?.[1] ?? found?.[3] ?? "0").replace(/,/g, ""));
  return Math.max(stated, listedEntries(view));
}

/** Lines that tell how to reach somebody: one for each body that a plain list names. Repeated lines are furniture. */
function listedEntries(view: PageView): number {
  const lines = view.text.split("\n").filter((line) => line.length < 300 && CONTACT_LINE.test(line));
  // Or each body under a heading of its own, all of one level.
  const headings = [2, 3, 4].map(
    (level) => new Set(view.page.headings.filter((one) => one.level === level).map((one) => one.text)).size,
  );
  return Math.max(new Set(lines).size, lines.length >= ENOUGH_ENTRIES ? Math.max(...headings) : 0);
}
