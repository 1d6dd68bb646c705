import { readFileSync } from "node:fs";
import { z } from "zod";
import { projectFile } from "../../src/project.js";

const confidence = z.enum(["seen", "memory"]);
const file = z.object({
  elements: z.array(
    z.object({
      element: z.string(),
      /** M mandatory, MA mandatory if applicable, R recommended, O optional. */
      obligation: z.enum(["M", "MA", "R", "O"]),
      onWebPages: z.enum(["M", "R", "O"]).nullable(),
      single: z.boolean().default(false),
      schemeExpected: z.boolean().default(false),
    }),
  ),
  names: z.array(
    z.object({
      name: z.string(),
      element: z.string(),
      confidence,
      key: z.string().optional(),
      kind: z
        .enum([
          "text",
          "accessibility",
          "creator",
          "date",
          "past-date",
          "identifier",
          "language",
          "category",
          "subject",
        ])
        .default("text"),
      legacy: z.boolean().default(false),
    }),
  ),
  schemes: z.array(z.object({ scheme: z.string(), kind: z.string(), confidence })),
  software: z.array(z.string()),
  forenames: z.array(z.string()),
});

export type NameKind = z.infer<typeof file>["names"][number]["kind"];

export interface KnownName {
  /** As the standard spells it. */
  canonical: string;
  element: string;
  /** What is counted: the element, or a refinement that does not stand for it (`subject.keyword`). */
  key: string;
  kind: NameKind;
  legacy: boolean;
  wrongPrefix: boolean;
  single: boolean;
  schemeExpected: boolean;
}

export interface Standard {
  elements: readonly { element: string; obligation: string; onWebPages: string | null }[];
  name(name: string): KnownName | null;
  /** True for the first part of a name that some element has, whatever stands before it. */
  isElement(word: string): boolean;
  scheme(scheme: string): { kind: string; confidence: "seen" | "memory" } | null;
  software: readonly string[];
  forenames: ReadonlySet<string>;
}

/** Elements a web page must carry by “e-GMS for websites”. */
export const WEB_MINIMUM = [
  "accessibility",
  "creator",
  "date",
  "identifier",
  "publisher",
  "subject",
  "title",
] as const;
/** The four that are mandatory for every resource (e-GMS 3.0 and 3.1, obligation M). */
export const CORE = ["creator", "date", "subject", "title"] as const;

const PREFIXES = ["DC", "DCTERMS", "eGMS"] as const;
let loaded: Standard | null = null;

/** The standard's tables, read once, on first use. */
export function standard(): Standard {
  loaded ??= read();
  return loaded;
}

function read(): Standard {
  const data = file.parse(JSON.parse(readFileSync(projectFile("data", "egms.json"), "utf8")));
  const elements = new Map(data.elements.map((one) => [one.element, one]));
  const names = new Map<string, KnownName>();
  const words = new Set<string>();
  for (const row of data.names) {
    const element = elements.get(row.element);
    names.set(row.name.toLowerCase(), {
      canonical: row.name,
      element: row.element,
      key: row.key ?? row.element,
      kind: row.kind,
      legacy: row.legacy,
      wrongPrefix: false,
      single: (element?.single ?? false) && row.key === undefined,
      schemeExpected: (element?.schemeExpected ?? false) && row.key === undefined,
    });
    const word = row.name.split(".")[1];
    if (word) words.add(word.toLowerCase());
  }
  // The same terms under a neighbour's prefix are understood and told, not thrown away.
  for (const known of [...names.values()]) {
    const [prefix, ...rest] = known.canonical.split(".");
    for (const other of PREFIXES) {
      const canonical = [other, ...rest].join(".");
      if (other === prefix || names.has(canonical.toLowerCase())) continue;
      // Dublin Core's own fifteen are terms of DCTERMS as well.
      const sameTerms = prefix === "DC" && other === "DCTERMS";
      names.set(canonical.toLowerCase(), { ...known, canonical, wrongPrefix: !sameTerms });
    }
  }
  const schemes = new Map(data.schemes.map((one) => [schemeKey(one.scheme), one]));
  return {
    elements: data.elements,
    name: (name) => names.get(name.toLowerCase()) ?? null,
    isElement: (word) => words.has(word.toLowerCase()),
    scheme: (scheme) => schemes.get(schemeKey(scheme)) ?? null,
    software: data.software,
    forenames: new Set(data.forenames),
  };
}

function schemeKey(scheme: string): string {
  return scheme.toLowerCase().replace(/[\s_-]+/g, "");
}
