import { fold } from "../../src/snapshot/site.js";
import type { HeadLink, Meta } from "../../src/snapshot/types.js";
import { looseKey, parseHttp } from "../../src/snapshot/url.js";
import { expression } from "../expressions.js";
import { CORE, type KnownName, standard, WEB_MINIMUM } from "./standard.js";
import type { Vocabularies } from "./vocabularies.js";

export type PageStatus = "COMPLETE" | "CORE" | "PARTIAL" | "NONE";

export interface CheckedPage {
  /** Addresses the page answers to: its own first, then redirects and duplicates that led to it. */
  urls: readonly [string, ...string[]];
  title: string;
  metas: readonly Meta[];
  headLinks: readonly HeadLink[];
  /** ISO date: values more than a day later lie in the future. */
  asOf: string;
  /** A confirmed WCAG A or AA failure was found on this page (12-m1). */
  accessibilityFailed?: boolean;
}

export interface PageCheck {
  /** Elements (and refinements that stand for themselves, `subject.keyword`) that count, sorted. */
  counted: string[];
  /** Finding codes, sorted, with repeats; `E001:subject` names the element that is missing. */
  codes: string[];
  status: PageStatus;
  /** Which of the standard's versions the way of writing belongs to. */
  era: "3.0" | "3.1" | "mixed" | null;
  /** Values of Title and Date that count: the same on every page, they describe none. */
  titles: string[];
  dates: string[];
}

const DATE =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?)?)?$/;
const PLACEHOLDER =
  /^(tb[cd]|none|n\/?a|not applicable|null|undefined|to ?do|xxx+|\.{3}|-+|untitled( document| page)?|new page( \d+)?|lorem ipsum.*|enter\s+(an?|the|your|page|title|description|keywords?|name|text|here|value|subject|date|creator|publisher)\b.*|\[[^\]]*\]|\{\{.*\}\}|<%.*%>|\$\{.*\}|%%?\w+%%?)$/is;
const CONFORMANCE =
  /(^|[^a-z])(single|double|triple)[\s-]?a($|[^a-z])|(^|[^a-z])a{2,3}($|[^a-z])|^(?:(?:wcag|wai|w3c|level|conformance|[\d.]+)[\s:/-]*)*a$/i;
const LANGUAGE = /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i;

interface Tally {
  codes: string[];
  counted: Map<string, number>;
  titles: string[];
  dates: string[];
  marks: Set<"3.0" | "3.1">;
}

/** Checks one page against e-GMS, “e-GMS for websites” obligations; a list of terms is looked up when given. */
export function checkPage(page: CheckedPage, lists: Vocabularies | null = null): PageCheck {
  const tally: Tally = { codes: [], counted: new Map(), titles: [], dates: [], marks: new Set() };
  let schemed = false;
  let commented = false;
  if (fold(page.title) !== "") tally.codes.push("I203");
  for (const meta of page.metas) {
    const name = fold(meta.name ?? "");
    if (name === "") continue;
    if (meta.place === "comment") {
      commented ||= isMetadataName(name);
      continue;
    }
    if (meta.place === "noscript") continue;
    if (meta.scheme !== null) schemed = true;
    checkMeta(name, meta, page, lists, tally);
  }
  if (schemed) tally.codes.push("I201");
  if (commented) tally.codes.push("I204");
  if (!page.headLinks.some((link) => /(^|\s)schema\.(dc|dcterms|egms)($|\s)/.test(link.rel))) {
    tally.codes.push("I200");
  }
  for (const element of WEB_MINIMUM) {
    if (!tally.counted.has(element)) tally.codes.push(`E001:${element}`);
  }
  if (page.accessibilityFailed && tally.counted.has("accessibility")) tally.codes.push("W115");
  return {
    counted: [...tally.counted.keys()].sort(),
    codes: tally.codes.sort(),
    status: statusOf(tally.counted),
    era: eraOf(tally.marks),
    titles: tally.titles,
    dates: tally.dates,
  };
}

/** True for names that mean to be Dublin Core or e-GMS, whether they are right or not. */
export function isMetadataName(name: string): boolean {
  const plain = fold(name);
  return /^(dc|dcterms|egms)\./i.test(plain) || isMalformed(plain);
}

function statusOf(counted: ReadonlyMap<string, number>): PageStatus {
  if (WEB_MINIMUM.every((element) => counted.has(element))) return "COMPLETE";
  if (CORE.every((element) => counted.has(element))) return "CORE";
  return counted.size > 0 ? "PARTIAL" : "NONE";
}

function eraOf(marks: ReadonlySet<"3.0" | "3.1">): PageCheck["era"] {
  if (marks.size === 2) return "mixed";
  return [...marks][0] ?? null;
}

function checkMeta(
  name: string,
  meta: Meta,
  page: CheckedPage,
  lists: Vocabularies | null,
  tally: Tally,
): void {
  const { codes } = tally;
  const content = fold(meta.content ?? "");
  if (/^(keywords|description|author)$/i.test(name)) {
    if (content !== "") codes.push("I203");
    return;
  }
  if (isMalformed(name)) {
    codes.push("E006");
    return;
  }
  if (!/^(dc|dcterms|egms)\./i.test(name)) return;
  const known = standard().name(name);
  if (!known) {
    codes.push("E007");
    return;
  }
  if (name !== known.canonical) codes.push("W101");
  if (known.wrongPrefix) codes.push("W110");
  if (meta.place === "body") codes.push("W105");
  if (content === "") {
    codes.push("E002");
    return;
  }
  if (PLACEHOLDER.test(content)) {
    codes.push("W106");
    return;
  }
  const scheme = fold(meta.scheme ?? "");
  const key = checkValue(known, content, scheme, page, lists, tally);
  if (!key) return;
  if (scheme === "" && known.schemeExpected) codes.push("W102");
  if (known.legacy) codes.push("W103");
  count(tally, key, known, content);
}

function count(tally: Tally, key: string, known: KnownName, content: string): void {
  const before = tally.counted.get(key) ?? 0;
  tally.counted.set(key, before + 1);
  const isUri = known.kind !== "identifier" || parseHttp(content) !== null;
  if (known.single && before > 0 && isUri) tally.codes.push("W104");
  if (key === "title") tally.titles.push(content);
  if (key === "date") tally.dates.push(content);
  if (key === "date" && known.legacy) tally.marks.add("3.0");
  if (key === "date" && known.canonical.startsWith("DCTERMS.")) tally.marks.add("3.1");
  if (key === "subject") tally.marks.add(known.kind === "category" ? "3.0" : "3.1");
}

/** The key under which a value counts, or null when an error keeps it from counting. */
function checkValue(
  known: KnownName,
  content: string,
  scheme: string,
  page: CheckedPage,
  lists: Vocabularies | null,
  tally: Tally,
): string | null {
  const { codes } = tally;
  if (known.element === "subject") return checkSubject(known, content, scheme, lists, codes);
  if (isForeignScheme(known, scheme)) {
    codes.push("E004");
    return null;
  }
  switch (known.kind) {
    case "date":
    case "past-date":
      return checkDate(known, content, scheme, page.asOf, codes);
    case "accessibility":
      if (CONFORMANCE.test(content)) return known.key;
      codes.push("E004");
      return null;
    case "language":
      if (!LANGUAGE.test(content)) {
        codes.push("E004");
        return null;
      }
      if (/^[a-z]*[A-Z]/.test(content.split("-")[0] ?? "")) codes.push("W118");
      return known.key;
    case "identifier":
      checkIdentifier(content, scheme, page, codes);
      return known.key;
    case "creator":
      if (isDubiousCreator(content)) codes.push("W111");
      return known.key;
    default:
      return known.key;
  }
}

/** A scheme known for sure to belong to another kind of value: a language list on a date. Unknown ones pass. */
function isForeignScheme(known: KnownName, scheme: string): boolean {
  const kind = known.kind === "past-date" ? "date" : known.kind;
  if (scheme === "" || (kind !== "date" && kind !== "language")) return false;
  const found = standard().scheme(scheme);
  return found !== null && found.confidence === "seen" && found.kind !== kind;
}

function checkDate(
  known: KnownName,
  content: string,
  scheme: string,
  asOf: string,
  codes: string[],
): string | null {
  // DCMI Period is another syntax for a span of time, allowed for validity and availability.
  if (standard().scheme(scheme)?.kind === "period") return known.key;
  const time = realDate(content);
  if (time === null) {
    codes.push("E003");
    return null;
  }
  const dayMs = 24 * 60 * 60 * 1000;
  if (known.kind === "past-date" && time > Date.parse(asOf) + dayMs) codes.push("W117");
  return known.key;
}

/** Milliseconds of a W3CDTF value that the calendar knows; null for any other. */
function realDate(value: string): number | null {
  const parts = DATE.exec(value);
  if (!parts) return null;
  const [year, month, day] = [Number(parts[1]), Number(parts[2] ?? 1), Number(parts[3] ?? 1)];
  const hour = Number(parts[4] ?? 0);
  if (hour > 24 || Number(parts[5] ?? 0) > 59 || Number(parts[6] ?? 0) > 60) return null;
  const date = new Date(Date.UTC(year, month - 1, day, hour));
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return date.getTime();
}

function checkIdentifier(content: string, scheme: string, page: CheckedPage, codes: string[]): void {
  const kind = scheme.toLowerCase().replace(/^dcterms\./, "");
  if (kind !== "" && kind !== "uri") return;
  if (!parseHttp(content)) {
    if (!/^[a-z][a-z+.-]*:/i.test(content)) codes.push("W119");
    return;
  }
  const key = looseKey(content);
  if (!page.urls.some((url) => looseKey(url) === key)) codes.push("W112");
}

function isDubiousCreator(content: string): boolean {
  const { software, forenames } = standard();
  if (/^[^\s@,;]+@[^\s@,;]+$/.test(content)) return true;
  if (software.some((one) => expression(`(^|\\W)${one}($|\\W)`).test(content))) return true;
  if (/^(mr|mrs|ms|miss|dr)\.?\s+\S+(\s+\S+)?$/i.test(content)) return true;
  const words = content.split(" ");
  return (
    (words.length === 2 || words.length === 3) &&
    words.every((word) => /^[A-Z][\w'’-]*\.?$/.test(word)) &&
    forenames.has((words[0] ?? "").toLowerCase())
  );
}

/**
 * 3.0 takes the subject from `eGMS.subject.category` with GCL, LGCL or IPSV, 3.1 from `DC.subject` with IPSV; without
 * a scheme it is a keyword only.
 */
function checkSubject(
  known: KnownName,
  content: string,
  scheme: string,
  lists: Vocabularies | null,
  codes: string[],
): string | null {
  const list = listOf(scheme);
  const whole = list !== null && lists?.has(list, content) === true;
  if (!whole && !content.includes(";") && (content.match(/,/g) ?? []).length >= 2) codes.push("W108");
  if (known.kind !== "category" && known.kind !== "subject") return known.key;
  if (scheme === "") return "subject.keyword";
  if (!list || (known.kind === "subject" && list !== "IPSV")) {
    codes.push("E004");
    return null;
  }
  if (whole) return known.key;
  const terms = content
    .split(";")
    .map(fold)
    .filter((term) => term !== "");
  const found = terms.map((term) => lists?.has(list, term) ?? null);
  if (found.includes(null)) {
    if (!codes.includes("I202")) codes.push("I202");
    return known.key;
  }
  if (found.includes(false)) codes.push("E005");
  return found.includes(true) ? known.key : null;
}

function listOf(scheme: string): "GCL" | "LGCL" | "IPSV" | null {
  const plain = scheme.toUpperCase().replace(/^E-?GMS\./, "");
  return plain === "GCL" || plain === "LGCL" || plain === "IPSV" ? plain : null;
}

/** `DC:title`, `DC_title`, `DC-title`, `DCtitle`: a prefix and an element with anything but a point between them. */
function isMalformed(name: string): boolean {
  const parts = /^(dcterms|egms|dc)[\s:_-]*([a-z]+)/i.exec(name);
  return parts !== null && !/^(dcterms|egms|dc)\./i.test(name) && standard().isElement(parts[2] ?? "");
}
