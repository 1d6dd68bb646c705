import { createHash } from "node:crypto";
import { fold, type Site } from "../../src/snapshot/site.js";
import type { FetchFailure, Link, Page, Unvisited } from "../../src/snapshot/types.js";
import { looseKey, pageKey, parseHttp } from "../../src/snapshot/url.js";
import { buttonLetters, initialOf, type Letter, type LetterLink, letterLinks, lettersOf } from "./letters.js";

export interface Entry {
  name: string;
  url: string;
  letter: Letter;
  page: Page;
}

/** An A–Z with all its pages, as far as they were read. */
export interface Listing {
  index: Page;
  pages: Page[];
  lettersOffered: Letter[];
  lettersRead: Letter[];
  /** Letters whose page did not come, and why. */
  failures: FetchFailure[];
  unvisited: Unvisited[];
  entries: Entry[];
  /** Letters are buttons of a form, which nobody presses here. */
  byButtons: boolean;
}

/** Targets that are looked at closely, of all that an A–Z lists. */
export const SAMPLE_SIZE = 30;
/** Letters that begin the most service names get what is left when a sample is dealt out over the alphabet. */
const BUSIEST = "SCPHRBALEDTMFWGNOIVUJKYQXZ";

/** Follows the letters of an index page through the pages that were read. */
export function listingOf(site: Site, index: Page): Listing {
  const links = letterLinks(index);
  const pages = new Map<Page, Set<Letter>>();
  const failures: FetchFailure[] = [];
  const unvisited: Unvisited[] = [];
  const read = new Set<Letter>();
  const buttons = buttonLetters(index);
  const take = (page: Page, letters: readonly Letter[]) => {
    const known = pages.get(page) ?? new Set<Letter>();
    for (const letter of letters) known.add(letter);
    pages.set(page, known);
  };
  take(index, ownLetters(index, links));
  for (const { letters, link, anchor } of links) {
    if (anchor) {
      take(index, letters);
      for (const letter of letters) read.add(letter);
      continue;
    }
    const target = site.target(link.url);
    if (target.state === "fetched") {
      take(target.page, letters);
      for (const letter of letters) read.add(letter);
      for (const next of furtherPages(site, target.page)) take(next, letters);
    } else if (target.state === "failed") failures.push(target.failure);
    else if (target.state === "unvisited") unvisited.push(target.unvisited);
    else unvisited.push({ url: link.url, name: link.name, foundOn: index.url, why: "unlikely" });
  }
  const whole = links.every((one) => one.anchor);
  for (const next of whole ? furtherPages(site, index) : []) take(next, []);

  const seen = new Set<string>();
  const entries: Entry[] = [];
  for (const [page, letters] of pages) {
    // The front page of an A–Z on several pages lists what is popular, not what begins with a letter.
    if (!whole && letters.size === 0 && read.size > 0) continue;
    for (const entry of entriesOf(page, whole ? new Set() : letters)) {
      const key = `${fold(entry.name).toLowerCase()} ${pageKey(entry.url) ?? entry.url}`;
      if (seen.has(key)) continue;
      seen.add(key);
      entries.push(entry);
    }
  }
  const offered = new Set([...links.flatMap((one) => one.letters), ...buttons]);
  if (buttons.length > 0 && links.length === 0) for (const { letter } of entries) read.add(letter);
  return {
    index,
    pages: [...pages.keys()],
    lettersOffered: [...offered].sort(),
    lettersRead: [...read].sort(),
    failures,
    unvisited,
    entries,
    byButtons: links.length === 0 && buttons.length > 0,
  };
}

/** The index is itself the page of a letter (usually A) when no link leads to that one. */
function ownLetters(index: Page, links: readonly LetterLink[]): Letter[] {
  const linked = new Set(links.flatMap((one) => one.letters));
  const own = index.headings
    .flatMap((heading) => lettersOf(heading.text))
    .filter((letter) => !linked.has(letter));
  if (own.length > 0) return own;
  return links.length > 0 && !linked.has("A") ? ["A"] : [];
}

function furtherPages(site: Site, start: Page): Page[] {
  const found: Page[] = [];
  const queue: Page[] = [start];
  for (let page = queue.shift(); page && found.length < 50; page = queue.shift()) {
    for (const link of paginationLinks(page)) {
      const next = site.page(link.url);
      if (!next || next === start || found.includes(next)) continue;
      found.push(next);
      queue.push(next);
    }
  }
  return found;
}

/** “Next”, “2”, “page 3”: links to the same address with another page number. */
export function paginationLinks(page: Page): Link[] {
  const here = parseHttp(page.url);
  if (!here) return [];
  return page.links.filter((link) => {
    if (!/^(next( page)?\b.*|(page )?\d{1,2}|[›»>]+)$/i.test(fold(link.name))) return false;
    const url = parseHttp(link.url);
    if (!url || url.host !== here.host || pageKey(link.url) === pageKey(page.url)) return false;
    const samePath = url.pathname === here.pathname && /[?&](page|p|pg|start|offset)=\d+/i.test(url.search);
    const below =
      url.pathname.startsWith(here.pathname.replace(/\/?$/, "/")) &&
      /\/(page\/?)?\d+\/?$/i.test(url.pathname);
    return samePath || below;
  });
}

/**
 * Entries of one page. Where the letter of the page is known, an entry must begin with it: that leaves out the
 * furniture of pages without landmarks. On a page of the whole alphabet the heading above tells the letter.
 */
export function entriesOf(page: Page, letters: ReadonlySet<Letter>): Entry[] {
  const inMain = entryLinks(page, (link) => link.area === "main");
  const links =
    inMain.length > 0 ? inMain : entryLinks(page, (link) => link.area === "nav" || link.area === "aside");
  const entries: Entry[] = [];
  for (const link of links) {
    const name = fold(link.name);
    const initial = initialOf(name);
    if (letters.size > 0) {
      if (letters.has(initial)) entries.push({ name, url: link.url, letter: initial, page });
      continue;
    }
    const heading = lettersOf(link.heading)[0];
    entries.push({ name, url: link.url, letter: heading ?? initial, page });
  }
  return entries;
}

function entryLinks(page: Page, inPlace: (link: Link) => boolean): Link[] {
  const here = looseKey(page.url);
  return page.links.filter((link) => {
    const name = fold(link.name);
    if (link.element === "iframe" || !inPlace(link) || name.length < 2 || name.length > 150) return false;
    if (lettersOf(name).length > 0 || !parseHttp(link.url) || looseKey(link.url) === here) return false;
    return !/^(home|back( to top)?|top|next|previous|page \d+|\d+|skip to .*|print|share|a\s*(-|–|to)\s*z.*)$/i.test(
      name,
    );
  });
}

/** Entries stand in the order of their first letters, over enough letters not to be chance. */
export function isAlphabetical(entries: readonly Entry[]): boolean {
  if (entries.length < 10) return false;
  const initials = entries.map((entry) => initialOf(entry.name));
  const steps = initials.filter((initial, index) => index === 0 || (initials[index - 1] ?? "") <= initial);
  return new Set(initials).size >= 5 && steps.length >= initials.length * 0.95;
}

/** Distinct addresses an A–Z leads to. */
export function targetsOf(entries: readonly Entry[]): Map<string, Entry> {
  const targets = new Map<string, Entry>();
  for (const entry of entries) {
    const key = pageKey(entry.url) ?? entry.url;
    if (!targets.has(key)) targets.set(key, entry);
  }
  return targets;
}

/**
 * How many targets of one page are sampled when thirty are dealt out over the letters on offer. It needs nothing but
 * the page's own letters, so that each page can be decided on as it is read.
 */
export function quotaOf(letters: readonly Letter[], offered: number): number {
  if (letters.length === 0 || offered <= 1) return SAMPLE_SIZE;
  const each = Math.floor(SAMPLE_SIZE / offered);
  const left = SAMPLE_SIZE - each * offered;
  const lucky = BUSIEST.slice(0, left);
  return letters.reduce((sum, letter) => sum + each + (lucky.includes(letter) ? 1 : 0), 0);
}

/** The same addresses give the same sample: ordered by digest, no chance in it. */
export function sampleOf(entries: readonly Entry[], size: number): Entry[] {
  const digest = (entry: Entry) =>
    createHash("sha256")
      .update(pageKey(entry.url) ?? entry.url)
      .digest("hex");
  return [...targetsOf(entries).values()]
    .map((entry) => ({ entry, order: digest(entry) }))
    .sort((a, b) => (a.order < b.order ? -1 : 1))
    .slice(0, size)
    .map(({ entry }) => entry);
}
