import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { z } from "zod";
import type { AuthorityType } from "../../src/authorities/types.js";
import type { Profile } from "../../src/outcomes/types.js";
import { projectFile } from "../../src/project.js";

const familiesFile = z.object({
  verbs: z.string(),
  families: z.record(z.string(), z.string()),
  notServices: z.string(),
  specialist: z.record(z.string(), z.object({ named: z.string(), entries: z.string().optional() })),
  otherBodies: z.string(),
});
const wordingsFile = z.object({
  sameWords: z.array(z.array(z.string())),
  fillers: z.array(z.string()),
  byId: z.record(z.string(), z.array(z.string())),
});

interface Lexicon {
  verbs: RegExp;
  families: [string, RegExp][];
  notServices: RegExp;
  specialist: { kind: string; named: RegExp; entries: RegExp | null }[];
  otherBodies: RegExp;
}

interface Wordings {
  same: Map<string, string>;
  fillers: Set<string>;
  byId: Record<string, string[]>;
}

/** A service of the Local Government Services List, with every way to say it as sets of stems. */
interface ListedService {
  id: string;
  name: string;
  tier: string;
  in2004: boolean;
  offeredToday: boolean;
  wordings: string[][];
}

export interface Coverage {
  /** Which services were asked for. */
  list: string;
  owed: number;
  named: number;
  share: number;
  missing: string[];
}

/** From this day GOV.UK's own list of council services exists; an older site is held against the list of 2004. */
const GOV_UK_OPENED = "2012-10-17";

let lexiconLoaded: Lexicon | null = null;
let wordingsLoaded: Wordings | null = null;
let servicesLoaded: ListedService[] | null = null;

function lexicon(): Lexicon {
  if (lexiconLoaded) return lexiconLoaded;
  const data = familiesFile.parse(
    JSON.parse(readFileSync(projectFile("data", "services", "families.json"), "utf8")),
  );
  lexiconLoaded = {
    verbs: new RegExp(data.verbs, "iu"),
    families: Object.entries(data.families).map(([family, pattern]) => [family, new RegExp(pattern, "i")]),
    notServices: new RegExp(data.notServices, "i"),
    specialist: Object.entries(data.specialist).map(([kind, one]) => ({
      kind,
      named: new RegExp(one.named, "i"),
      entries: one.entries ? new RegExp(one.entries, "iu") : null,
    })),
    otherBodies: new RegExp(data.otherBodies, "i"),
  };
  return lexiconLoaded;
}

/** Families of public services that a wording belongs to; none for committees, companies and site furniture. */
export function familiesOf(name: string): string[] {
  const { families, notServices } = lexicon();
  if (notServices.test(name)) return [];
  return families.filter(([, pattern]) => pattern.test(name)).map(([family]) => family);
}

/** True for what reads like a public service: a family's word, or something one does with a council. */
export function isService(name: string): boolean {
  const { notServices, verbs } = lexicon();
  return !notServices.test(name) && (familiesOf(name).length > 0 || verbs.test(name));
}

/** The kind of thing an A–Z lists when its name says it is not of services: streets, councillors, bin items. */
export function specialistNamed(title: string): string | null {
  // “A to Z of services” may well speak of bins in its next words.
  if (/\bservices?\b/i.test(title)) return null;
  return lexicon().specialist.find((one) => one.named.test(title))?.kind ?? null;
}

/** The kind of thing that most of the entries are, when they are all alike. */
export function specialistEntries(names: readonly string[]): string | null {
  if (names.length < 5) return null;
  for (const { kind, entries } of lexicon().specialist) {
    if (entries && names.filter((name) => entries.test(name.trim())).length >= names.length * 0.6)
      return kind;
  }
  return null;
}

export function namesOtherBody(name: string): boolean {
  return lexicon().otherBodies.test(name);
}

/**
 * How many of the services that this type of authority owes are named by the entries. Only services whose tier is on
 * record are asked for; null where the list says nothing about the type (parks, GLA, TfL, an unknown site).
 */
export function coverageOf(
  entries: readonly string[],
  type: AuthorityType | null,
  profile: Profile,
  asOf: string,
): Coverage | null {
  const tiers = tiersOf(type);
  if (!tiers) return null;
  const of2004 = profile === "letter" || asOf < GOV_UK_OPENED;
  const owed = services().filter(
    (one) => tiers.includes(one.tier) && (of2004 ? one.in2004 : one.offeredToday),
  );
  if (owed.length === 0) return null;
  const said = entries.map((entry) => new Set(stems(entry)));
  const missing = owed.filter((service) => !said.some((words) => isNamed(service, words)));
  const named = owed.length - missing.length;
  return {
    list: of2004 ? "LGSL 2.01 (2004), services of known tier" : "LGSL, services GOV.UK links to (2025)",
    owed: owed.length,
    named,
    share: named / owed.length,
    missing: missing.map((service) => service.name),
  };
}

function tiersOf(type: AuthorityType | null): string[] | null {
  switch (type) {
    case "county":
      return ["all", "county/unitary"];
    case "district":
      return ["all", "district/unitary"];
    case "unitary":
    case "metropolitan":
    case "london-borough":
    case "city-of-london":
    case "isles-of-scilly":
      return ["all", "county/unitary", "district/unitary"];
    default:
      return null;
  }
}

/** Every word of one of the service's wordings stands in the entry. */
function isNamed(service: ListedService, words: ReadonlySet<string>): boolean {
  return service.wordings.some((wording) => wording.every((word) => words.has(word)));
}

function services(): ListedService[] {
  if (servicesLoaded) return servicesLoaded;
  const text = readFileSync(projectFile("data", "services", "lgsl.csv"), "utf8");
  const rows: Record<string, string>[] = parse(text, { columns: true, skip_empty_lines: true });
  const { byId } = wordings();
  servicesLoaded = rows.map((row) => {
    const id = row.lgsl_id ?? "";
    const said = [row.name ?? "", row.govuk_wording ?? ""];
    // Names of 2004 that only make sense under their directory (“Appeals”) would match anything.
    if (stems(row.name_2004 ?? "").length >= 2) said.push(row.name_2004 ?? "");
    const sets = [...said, ...(byId[id] ?? [])].map(stems).filter((one) => one.length > 0);
    return {
      id,
      name: row.name || row.name_2004 || "",
      tier: row.tier ?? "",
      in2004: row.in_lgsl_2004 === "2004",
      offeredToday: row.govuk_offered === "2025",
      wordings: sets,
    };
  });
  return servicesLoaded;
}

function wordings(): Wordings {
  if (wordingsLoaded) return wordingsLoaded;
  const data = wordingsFile.parse(
    JSON.parse(readFileSync(projectFile("data", "services", "wordings.json"), "utf8")),
  );
  const same = new Map<string, string>();
  for (const group of data.sameWords) {
    const first = group[0];
    if (first) for (const word of group) same.set(stem(word), stem(first));
  }
  wordingsLoaded = { same, fillers: new Set(data.fillers.map(stem)), byId: data.byId };
  return wordingsLoaded;
}

/** Words that carry meaning, brought to one form: no endings, no fillers, one word for synonyms. */
function stems(text: string): string[] {
  const { same, fillers } = wordings();
  const words = text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/['’]s?\b/g, "")
    .replace(/fly[ -](tip|post)/g, "fly$1")
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  const kept = words.map(stem).filter((word) => !fillers.has(word));
  return [...new Set(kept.map((word) => same.get(word) ?? word))];
}

function stem(word: string): string {
  if (word.length <= 3) return word;
  return word
    .replace(/ies$/, "y")
    .replace(/(ss|sh|ch|x)es$/, "$1")
    .replace(/(?<=[^s])s$/, "")
    .replace(/(?<=\w{4})(ing|ed)$/, "");
}
