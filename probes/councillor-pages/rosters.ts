import { XMLParser } from "fast-xml-parser";
import { fold } from "../../src/snapshot/site.js";
import type { Link, Page } from "../../src/snapshot/types.js";
import { pageKey, parseHttp } from "../../src/snapshot/url.js";
import { datesIn } from "../dates.js";
import { bareName, isTitled, letters, looksLikeName, nameKey } from "./names.js";

/** One line of a list of members. */
export interface Entry {
  /** Number of the person in the product, where its addresses carry one. */
  id: string | null;
  name: string;
  ward: string | null;
  party: string | null;
  /** Own page; null when the list gives the name only (or an anchor on itself). */
  url: string | null;
  mayor: boolean;
  termEnd: string | null;
}

export interface Roster {
  page: Page;
  product: "moderngov" | "moderngov-xml" | "cmis" | "own";
  entries: Entry[];
  /** Ward names (or places in the list) of seats said to be vacant. */
  vacancies: string[];
  /** Names left out, and why: former, co-opted, parish, officers … */
  excluded: number;
}

const LIST_TITLE = /\b(councillors?|members|aldermen|assembly members?|common council(men|lors)?)\b/i;
const NOT_A_LIST =
  /\b(parish|town council|youth|former|past|previous|honorary|become|becoming|allowances?|expenses|code of conduct|training|declarations?|registers?|interests?|complain\w*|standards|co-?opted|independent (persons?|members)|news|surger(y|ies)|attendance|support|staff|member of parliament|mps?|directory of services|agendas?|minutes|outside bod(y|ies)|committees?)\b/i;
const EXCLUDED =
  /\b(parish council\w*|town council\w*|co-?opt(ed|ee)s?|independent person|honorary|youth (councillor|mayor|parliament|council)|chief executive|director|officer|monitoring|member of parliament|\bMP\b|former|past (mayor|councillor|member)|deceased|resigned|police and crime|parent governor|diocesan)\b/i;
const MAYOR = /\b(elected|executive)\s+mayor\b|^mayor of\b|^mayor\s+\p{Lu}/iu;
const VACANT =
  /^(?:seat\s+)?(?:councillor\s+)?(?:vacancy|vacant(?: seat| position)?|seat vacant)\b(?!.{0,40}\b(?:jobs?|careers?)\b)/i;
const PARTY =
  /\b(labour(?: and co-operative)?(?: party)?|conservatives?(?: party)?|liberal democrats?|green(?: party)?|independents?(?: group)?|reform uk|ukip|[\w' ]{2,30} (?:residents|independents|first|alliance|group|party))\b/i;

/** Lists of members that a page holds; null when it is no such list. */
export function readRoster(page: Page): Roster | null {
  if (page.kind === "xml") return readWebService(page);
  if (page.kind !== "html") return null;
  const path = parseHttp(page.url)?.pathname ?? "";
  if (/\/mgUserInfo\.aspx|\/ctl\/ViewCMIS_Person\//i.test(page.url)) return null;
  if (/\/mg(MemberIndex\w*|FindMember)\.aspx$/i.test(path)) return readLinks(page, "moderngov");
  if (!isListPage(page)) return null;
  const links = page.links.filter((link) => personId(link.url) !== null);
  if (links.some((link) => /ViewCMIS_Person/i.test(link.url))) return readLinks(page, "cmis");
  if (links.length >= 3) return readLinks(page, "moderngov");
  return readLinks(page, "own");
}

/** Told by title, first heading or address; a ward's own list is told by what led to it. */
export function isListPage(page: Page): boolean {
  const h1 = page.headings.find((one) => one.level === 1)?.text ?? "";
  if (isTitled(h1)) return false;
  const title = h1 || page.title;
  if (LIST_TITLE.test(title)) return !NOT_A_LIST.test(title);
  const path = parseHttp(page.url)?.pathname ?? "";
  if (/\/(your-?)?(councillors|members)(\.\w+)?\/?$/i.test(path) && !NOT_A_LIST.test(title)) return true;
  if (page.foundBy === "lead" && /\/(councillors|members|your-councillors)\//i.test(path)) {
    return !NOT_A_LIST.test(title);
  }
  return /^(wards?|.+ (ward|division))$/i.test(fold(title)) && page.links.some((link) => isTitled(link.name));
}

/** The product's own number of a person: two addresses with the same one are one person. */
export function personId(url: string): string | null {
  const parsed = parseHttp(url);
  if (!parsed) return null;
  if (/\/mgUserInfo\.aspx$/i.test(parsed.pathname)) {
    for (const [name, value] of parsed.searchParams) if (/^uid$/i.test(name)) return value;
  }
  return /\/ViewCMIS_Person\/.*?\/id\/(\d+)/i.exec(parsed.pathname)?.[1] ?? null;
}

function readLinks(page: Page, product: Roster["product"]): Roster {
  const entries = new Map<string, Entry>();
  const here = pageKey(page.url);
  const details = new Details(page);
  let excluded = 0;
  for (const link of page.links) {
    if (link.hidden || link.area === "footer" || !parseHttp(link.url)) continue;
    if (product === "own" ? link.area !== "main" : personId(link.url) === null) continue;
    const name = nameOf(link, product, page);
    if (!name) continue;
    if (VACANT.test(name)) continue;
    if (EXCLUDED.test(`${link.name} ${link.heading} ${product === "own" ? "" : link.context}`)) {
      excluded++;
      continue;
    }
    const own = pageKey(link.url);
    const anchor = own === here || own === null;
    const key = personId(link.url) ?? (anchor ? nameKey(name) : (own ?? nameKey(name)));
    const known = entries.get(key);
    if (known && known.name !== "") continue;
    const detail = details.of(name, link);
    entries.set(key, {
      id: personId(link.url),
      name: bareName(name),
      ...detail,
      url: anchor ? null : link.url,
      mayor: MAYOR.test(name),
      termEnd: null,
    });
  }
  const listed = new Set([...entries.values()].map((one) => nameKey(one.name)));
  for (const text of details.names()) {
    const key = nameKey(text);
    if (listed.has(key)) continue;
    if (EXCLUDED.test(text)) {
      excluded++;
      continue;
    }
    listed.add(key);
    const detail = details.of(text, null);
    entries.set(`name:${key}`, {
      id: null,
      name: bareName(text),
      ...detail,
      url: null,
      mayor: MAYOR.test(text),
      termEnd: null,
    });
  }
  return {
    page,
    product,
    entries: [...entries.values()],
    vacancies: details.vacancies(entries.size > 0),
    excluded,
  };
}

/** In a product's list every link to a person counts; on a page of the council's own only names do. */
function nameOf(link: Link, product: Roster["product"], page: Page): string | null {
  const name = fold(link.name || link.image?.alt || "");
  if (VACANT.test(name)) return name;
  if (product !== "own") return name.length > 1 && looksLikeName(name) ? name : null;
  if (isTitled(name)) return name;
  if (!looksLikeName(name)) return null;
  // An untitled name counts where it leads below this list or to a page of the same kind: not a place in a menu.
  const target = parseHttp(link.url)?.pathname ?? "";
  const base = (parseHttp(page.url)?.pathname ?? "").replace(/\.\w+$|\/$/, "");
  return /councillor|member|cllr|people|directory_?record/i.test(target) ||
    (base.length > 1 && target.startsWith(`${base}/`)) ||
    link.fragment !== ""
    ? name
    : null;
}

const NO_KEYS = { name: "", text: "" };

function keysOf(text: string): { name: string; text: string } {
  return text.length > 90 ? NO_KEYS : { name: nameKey(text), text: letters(text) };
}

/** What stands beside a name: cells of its row, or the lines between it and the next name. */
class Details {
  private readonly lines: string[];
  /** Lines as names, and as plain letters; empty for what is too long to be a name with its particulars. */
  private readonly lineKeys: { name: string; text: string }[];
  private readonly rows: { cells: string[]; keys: { name: string; text: string }[] }[];

  constructor(page: Page) {
    this.lines = (page.mainText || page.text).split("\n").map(fold);
    this.lineKeys = this.lines.map(keysOf);
    this.rows = page.tables.flatMap((table) =>
      table.rows.map((row) => {
        const cells = row.map((cell) => cell.text);
        return { cells, keys: cells.map(keysOf) };
      }),
    );
  }

  of(name: string, link: Link | null): { ward: string | null; party: string | null } {
    const key = nameKey(name);
    // A name in another script leaves no letters to compare.
    if (key === "") return { ward: null, party: null };
    const holds = (one: { name: string; text: string }) => one.name === key || one.text.includes(key);
    const found = this.rows.find((one) => one.keys.some(holds));
    const row = found?.cells;
    const at = this.lineKeys.findIndex(holds);
    const after: string[] = [];
    for (const line of this.lines.slice(at + 1, at < 0 ? 0 : at + 7)) {
      if (looksLikeName(line) && isTitled(line)) break;
      after.push(line);
    }
    const beside = found ? found.cells.filter((_, column) => !holds(found.keys[column] ?? NO_KEYS)) : after;
    const all = [...beside, link?.context ?? ""].join("\n");
    const party = PARTY.exec(all)?.[0] ?? null;
    const labelled = /\b(?:ward|division|constituency)\s*:\s*([^\n|;]{2,60})/i.exec(all)?.[1];
    const named = /([^\n|;:,]{2,60}?)\s+(?:ward|division)\b/i.exec(all)?.[1];
    const cell = row
      ? beside.find((one) => one.length > 1 && one.length < 60 && !PARTY.test(one) && !/[\d@[]/.test(one))
      : undefined;
    const heading = /\b(ward|division)\b/i.test(link?.heading ?? "") ? link?.heading : undefined;
    const plain = row
      ? undefined
      : after.find((one) => /^\p{Lu}[\p{L}'’ &,.-]{2,50}$/u.test(one) && !PARTY.test(one));
    const ward = labelled ?? named ?? cell ?? heading ?? plain;
    return { ward: ward ? fold(ward) : null, party: party ? fold(party) : null };
  }

  /** Names that stand without a link, told by their title. */
  names(): string[] {
    const found: string[] = [];
    for (const text of [...this.lines, ...this.rows.map((row) => row.cells[0] ?? "")]) {
      if (text.length > 90) continue;
      const name = /\b(?:cllr|councillor|alderman|common councilman)\b\.?\s+[\p{Lu}][^,;:|(\n]{2,45}/iu.exec(
        text,
      )?.[0];
      if (name && isTitled(name)) found.push(name.replace(/\s+[-–—].*$/, ""));
    }
    return found;
  }

  vacancies(listsMembers: boolean): string[] {
    const found: string[] = [];
    this.lines.forEach((line, index) => {
      if (line.length > 120 || !VACANT.test(line)) return;
      const rest = line.replace(VACANT, "").replace(/^[\s:,()–-]+|[\s()]+$/g, "");
      const next = this.lines[index + 1] ?? "";
      found.push(nameKey(rest) || `${nameKey(next)}#${found.length}`);
    });
    for (const { cells: row } of this.rows) {
      // A row is one line of text for each cell: only rows whose name is not the first cell are still to be told.
      if (
        row.slice(1).some((cell) => VACANT.test(cell)) &&
        !row.some((cell) => this.lines.includes(fold(cell)))
      ) {
        found.push(nameKey(row.join(" ")));
      }
    }
    return found.length > 0 || !listsMembers ? [...new Set(found)] : this.vacanciesInProse();
  }

  /** “65 councillors. Vacancy: North ward (by-election on …)”, “There is one vacancy in North”: where no list shows it. */
  private vacanciesInProse(): string[] {
    const told = this.lines.flatMap((line) => line.split(/(?<=[.!?])\s+/));
    const wards = told
      .filter((one) => one.length <= 200 && VACANT.test(one))
      .map((one) => nameKey(wardIn(one)));
    if (wards.length > 0) return [...new Set(wards)];
    const most = Math.max(0, ...told.map((one) => NUMBERS[COUNTED.exec(one)?.[1]?.toLowerCase() ?? ""] ?? 0));
    return Array.from({ length: most }, (_, index) => `stated ${index + 1}`);
  }
}

const COUNTED =
  /\b(?:there(?:'s|’s| is| are)|we have|with) (?:currently |now |at present )?(an?|one|1|two|2|three|3) (?:council(?:lor)? )?(?:vacanc(?:y|ies)|vacant seats?)\b(?!.{0,60}\b(?:jobs?|careers?|governors?|parish)\b)/i;
const NUMBERS: Readonly<Record<string, number>> = { a: 1, an: 1, one: 1, 1: 1, two: 2, 2: 2, three: 3, 3: 3 };

function wardIn(told: string): string {
  return told
    .replace(VACANT, "")
    .replace(/^[\s:,()–-]+/, "")
    .replace(/\b(ward|division)\b.*$|[,(.].*$/i, "");
}

const parser = new XMLParser({ ignoreAttributes: true, processEntities: false, parseTagValue: false });

/** ModernGov's web service GetCouncillorsByWard: contacts are in it too, and are not looked at. */
function readWebService(page: Page): Roster | null {
  if (!/GetCouncillorsByWard/i.test(page.url) || !/<\s*ward\b/i.test(page.text)) return null;
  const entries: Entry[] = [];
  const vacancies: string[] = [];
  let excluded = 0;
  for (const ward of wardsIn(page.text)) {
    for (const one of ward.councillors) {
      const name = fold(one.fullusername ?? "");
      if (VACANT.test(name)) {
        vacancies.push(nameKey(ward.title) || `#${vacancies.length}`);
        continue;
      }
      if (EXCLUDED.test(name) || EXCLUDED.test(ward.title)) {
        excluded++;
        continue;
      }
      if (!one.councillorid || name === "") continue;
      entries.push({
        id: one.councillorid,
        name: bareName(name),
        ward: ward.title || null,
        party: fold(one.politicalpartytitle ?? "") || null,
        url: new URL(
          `mgUserInfo.aspx?UID=${encodeURIComponent(one.councillorid)}`,
          page.url.replace(/mgWebService.*$/i, ""),
        ).href,
        mayor: MAYOR.test(name),
        termEnd: one.enddate ? (datesIn(one.enddate)[0]?.date ?? null) : null,
      });
    }
  }
  return entries.length === 0 ? null : { page, product: "moderngov-xml", entries, vacancies, excluded };
}

interface WebServicePerson {
  councillorid?: string;
  fullusername?: string;
  politicalpartytitle?: string;
  enddate?: string;
}

function wardsIn(xml: string): { title: string; councillors: WebServicePerson[] }[] {
  let root: unknown;
  try {
    root = parser.parse(xml);
  } catch {
    return [];
  }
  const wards: { title: string; councillors: WebServicePerson[] }[] = [];
  const walk = (node: unknown, depth: number) => {
    if (typeof node !== "object" || node === null || depth > 8) return;
    for (const [name, value] of Object.entries(node)) {
      for (const one of Array.isArray(value) ? value : [value]) {
        if (name === "ward" && typeof one === "object" && one !== null) {
          wards.push({ title: fold(textAt(one, "wardtitle")), councillors: peopleIn(one) });
        } else walk(one, depth + 1);
      }
    }
  };
  walk(root, 0);
  return wards;
}

function peopleIn(ward: object): WebServicePerson[] {
  const list: unknown = "councillors" in ward ? ward.councillors : ward;
  if (typeof list !== "object" || list === null || !("councillor" in list)) return [];
  const people: unknown[] = Array.isArray(list.councillor) ? list.councillor : [list.councillor];
  return people
    .filter((one): one is object => typeof one === "object" && one !== null)
    .map((one) => ({
      councillorid: textAt(one, "councillorid"),
      fullusername: textAt(one, "fullusername"),
      politicalpartytitle: textAt(one, "politicalpartytitle"),
      enddate: endOfTerms(one),
    }));
}

function endOfTerms(person: object): string {
  const dates: string[] = [];
  const walk = (node: unknown, depth: number) => {
    if (typeof node !== "object" || node === null || depth > 5) return;
    for (const [name, value] of Object.entries(node)) {
      if (name === "enddate") dates.push(typeof value === "string" ? value : "");
      else for (const one of Array.isArray(value) ? value : [value]) walk(one, depth + 1);
    }
  };
  walk(person, 0);
  // An empty end, or "unspecified", is a term that runs on.
  if (dates.some((one) => datesIn(one).length === 0)) return "";
  return (
    dates.sort((a, b) => ((datesIn(a)[0]?.date ?? "") < (datesIn(b)[0]?.date ?? "") ? -1 : 1)).at(-1) ?? ""
  );
}

function textAt(node: object, name: string): string {
  const value: unknown = Object.entries(node).find(([key]) => key === name)?.[1];
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}
