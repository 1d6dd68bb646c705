import { addressMatches, fold, type LooksFor, nameMatches } from "../../src/snapshot/site.js";
import type { Link, Page } from "../../src/snapshot/types.js";
import { looseKey, parseHttp } from "../../src/snapshot/url.js";
import { specialistNamed } from "./services.js";

/** `A` … `Z`, or `0-9` for names that begin with a digit. */
export type Letter = string;

const A_TO_Z = /\ba\s*(?:[-–—/]|\.\.+|…|to|2)\s*z\b|\batoz\b/i;
const INDEX =
  /^(all|our|council|view all|browse all|list of)?\s*(council )?services( index| list| directory| a-z)?$/i;

/** Wordings and addresses of A–Zs and service indexes; lists of anything but services are told by their names. */
export const looksFor: LooksFor = {
  links: [A_TO_Z, /^(view |browse |see )?(all|council|our) services\b/i, /^services$/i],
  notLinks: [
    /\ba\s*(?:[-–—/]|to|2)\s*z\b.*\b(streets?|roads?|councillors?|members|schools?|librar(y|ies)|gps?|surger\w+|committees?|forms|documents|businesses|recycl\w*|bins?|waste|rubbish|materials|items|staff|news|events|policies|publications)\b/i,
    /\b(streets?|councillors?|schools?|librar(y|ies)|surger\w+|committees?|recycl\w*|bin|waste)\b.*\ba\s*(?:[-–—/]|to|2)\s*z\b/i,
  ],
  paths: [
    /\/(a-z|atoz|a-to-z|a_to_z|azservices|a-z-services|az)(\/|\.|$|\?)/i,
    /\/(services|directory)\/(a-z|[a-z])\/?$/i,
    /^\/(all-)?services\/?$/i,
    /[?&]letter=[a-z0]\b/i,
  ],
  queries: ["a to z of services", "services a-z", "all services"],
};

/** The letters a link's name offers: one for `B` and “Services beginning with B”, several for `D–F`. */
export function lettersOf(name: string): Letter[] {
  const plain = fold(name)
    .replace(/["'“”‘’()[\]|.:]/g, " ")
    .trim();
  const range = /^([a-z])\s?(?:-|–|—|to)\s?([a-z])$/i.exec(plain);
  if (range?.[1] && range[2]) {
    const [from, to] = [range[1].toUpperCase().charCodeAt(0), range[2].toUpperCase().charCodeAt(0)];
    // `A–Z` is the whole, not a part of it.
    if (to <= from || to - from > 6) return [];
    return Array.from({ length: to - from + 1 }, (_, index) => String.fromCharCode(from + index));
  }
  if (/^(0\s?(?:-|–|to)\s?9|#|123|numbers?)$/i.test(plain)) return ["0-9"];
  const one =
    /^(?:(?:.{0,40}\b(?:letter|starting with|beginning with|under|for|view|show|go to|jump to|listing)|services?|a\s?(?:-|–|to)\s?z)\s*[-–]?\s+)?([a-z])(?:\s+\d{1,4})?(?:\s+(?:services?|section|items|results|entries))?$/i.exec(
      plain,
    );
  return one?.[1] ? [one[1].toUpperCase()] : [];
}

/** First letter as a list sorts it: accents off, leading articles and marks left out. */
export function initialOf(name: string): Letter {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/^[^\p{L}\p{N}]+/u, "")
    .toUpperCase();
  const first = plain[0] ?? "";
  return /\d/.test(first) ? "0-9" : first;
}

export interface LetterLink {
  letters: Letter[];
  link: Link;
  /** The letter stands on the same page, behind a fragment. */
  anchor: boolean;
}

/** Links that turn to a letter; fewer than five different letters are no alphabet. */
export function letterLinks(page: Page): LetterLink[] {
  const found: LetterLink[] = [];
  for (const link of page.links) {
    if (link.element === "iframe") continue;
    const letters = lettersOf(link.name);
    if (letters.length === 0) continue;
    const anchor = link.fragment !== "" && looseKey(link.url) === looseKey(page.url);
    if (!anchor && !parseHttp(link.url)) continue;
    found.push({ letters, link, anchor });
  }
  const distinct = new Set(found.flatMap((one) => one.letters));
  return distinct.size >= 5 ? found : [];
}

/** Letters shown as buttons or choices of a form: there to be pressed, not to be followed. */
export function buttonLetters(page: Page): Letter[] {
  const letters = new Set(
    page.forms.flatMap((form) =>
      [...form.buttons, ...form.fields.flatMap((field) => field.options)].flatMap(lettersOf),
    ),
  );
  return letters.size >= 5 ? [...letters] : [];
}

function h1Of(page: Page): string {
  return page.headings.find((heading) => heading.level === 1)?.text ?? "";
}

/** The page says of itself that it is an A–Z, and not one of something else. */
export function isAToZPage(page: Page): boolean {
  if (specialistOf(page)) return false;
  return A_TO_Z.test(page.title) || A_TO_Z.test(h1Of(page)) || isAToZAddress(page.url);
}

export function isAToZAddress(address: string): boolean {
  const url = parseHttp(address);
  if (!url) return false;
  return (
    /\/(a-z|atoz|a-to-z|a_to_z|azservices|a-z-services|az)(\/|\.|$)/i.test(url.pathname) ||
    /[?&]letter=[a-z0]\b/i.test(url.search)
  );
}

export function isAToZName(name: string): boolean {
  return A_TO_Z.test(name) && nameMatches(name, looksFor) && specialistNamed(name) === null;
}

export function isIndexName(name: string): boolean {
  return INDEX.test(fold(name)) || /^(view |browse |see )?all services\b/i.test(fold(name));
}

export function isCandidateLink(link: Link): boolean {
  if (isAToZName(link.name) || isIndexName(link.name)) return true;
  return (
    lettersOf(link.name).length === 0 &&
    isAToZAddress(link.url) &&
    addressMatches(link.url, looksFor) &&
    specialistNamed(link.name) === null
  );
}

/** What a page that calls itself an A–Z lists instead of services, by its heading, title or address. */
export function specialistOf(page: Page): string | null {
  const h1 = h1Of(page);
  if (A_TO_Z.test(h1) && /\bservices?\b/i.test(h1)) return null;
  const path = parseHttp(page.url)?.pathname.replace(/[-_/]+/g, " ") ?? "";
  const named = A_TO_Z.test(page.title)
    ? specialistNamed(A_TO_Z.test(h1) ? h1 : (page.title.split(/[|–-] /)[0] ?? ""))
    : null;
  return specialistNamed(h1) ?? named ?? (/\bservices?\b/i.test(path) ? null : specialistNamed(path));
}

/** What an A–Z of everything calls itself by; any other word beside “A–Z” names the one thing it lists. */
const GENERAL =
  /^(an?|the|our|of|all|full|complete|site|web|website|council|borough|county|district|city|town|local|public|authority|services?|pages?|information|topics?|subjects?|index|directory|list|listing|guide|contents?|help|online|browse|find|view|search|by|letter|to|in|for|and|home|welcome|menu|[a-z])$/i;

/** The heading names a subject: “Wildlife A–Z”, “A to Z of walks”; not “A–Z of services”, “Council A–Z”. */
export function isNamedAfterASubject(page: Page): boolean {
  const h1 = h1Of(page);
  const name = A_TO_Z.test(h1) ? h1 : (page.title.split(/[|–]| - /)[0] ?? "");
  if (!A_TO_Z.test(name)) return false;
  const words = fold(name.replace(A_TO_Z, " ")).match(/[\p{L}']+/gu) ?? [];
  return words.some((word) => !GENERAL.test(word));
}
