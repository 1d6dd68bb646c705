import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { projectFile } from "../../src/project.js";

/** Terms of the lists that an e-GMS subject may be taken from, by scheme. */
export interface Vocabularies {
  /** Null when no list of that scheme is loaded: then nothing can be said about the term. */
  has(scheme: "GCL" | "LGCL" | "IPSV", term: string): boolean | null;
}

const FILES = {
  GCL: "gcl-2.10.csv",
  LGCL: "lgcl-1.04.csv",
  IPSV: "ipsv-2.00.csv",
} as const;

const loaded = new Map<keyof typeof FILES, ReadonlySet<string>>();

/** GCL 2.10, LGCL 1.04 and IPSV 2.00; each is read once, when a page first names it. */
export const vocabularies: Vocabularies = {
  has(scheme, term) {
    const known = terms(scheme);
    const key = termKey(term);
    return known.has(key) || known.has(`#${key.replace(/^0+(?=\d)/, "")}`);
  },
};

function terms(scheme: keyof typeof FILES): ReadonlySet<string> {
  const before = loaded.get(scheme);
  if (before) return before;
  const text = readFileSync(projectFile("data", "vocabularies", FILES[scheme]), "utf8");
  const rows: Record<string, string>[] = parse(text, { columns: true, skip_empty_lines: true });
  const set = new Set<string>();
  for (const row of rows) {
    set.add(termKey(row.term ?? ""));
    for (const id of [row.id, row.concept_id]) if (id) set.add(`#${id}`);
  }
  loaded.set(scheme, set);
  return set;
}

function termKey(term: string): string {
  return term
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/&/g, " and ")
    .replace(/[’‘]/g, "'")
    .replace(/\s+/g, " ")
    .trim();
}
