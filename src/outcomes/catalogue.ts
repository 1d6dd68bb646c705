import { readFileSync } from "node:fs";
import { z } from "zod";
import { AUTHORITY_TYPES, type AuthorityType } from "../authorities/types.js";
import { projectFile } from "../project.js";
import type { Applicability, Applies, AppliesAnswer, Level, Outcome, OutcomeId, Profile } from "./types.js";

const applicability = z.enum(["full", "partial", "signpost", "none"]);
const appliesRows = z.array(
  z.object({
    from: z.string().nullable(),
    to: z.string().nullable(),
    by: z.record(z.enum(AUTHORITY_TYPES), applicability),
    why: z.string().optional(),
    whyDistrict: z.string().optional(),
    note: z.string().optional(),
  }),
);
const level = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)]).nullable();
const outcomesFile = z.object({
  areas: z.record(z.string(), z.string()),
  outcomes: z.array(
    z.object({
      id: z.string().regex(/^\d\d-[mbd]\d$/),
      area: z.number(),
      class: z.enum(["mandatory", "best-practice", "discretionary"]),
      title: z.string(),
      quote: z.string(),
      observable: z.enum(["F", "P", "N"]),
      threshold: level,
      observed: z.string(),
      today: z.string().nullable(),
      applies: appliesRows,
    }),
  ),
});
const dutiesFile = z.object({
  duties: z.array(
    z.object({
      id: z.string().regex(/^T-\d\d$/),
      title: z.string(),
      strength: z.enum(["law", "law*", "code", "guidance"]),
      duty: z.string(),
      basis: z.string(),
      source: z.string(),
      threshold: level,
      applies: appliesRows,
    }),
  ),
});

type Rows = z.infer<typeof appliesRows>;

const paperData = outcomesFile.parse(JSON.parse(readFileSync(projectFile("data", "outcomes.json"), "utf8")));
const dutyData = dutiesFile.parse(JSON.parse(readFileSync(projectFile("data", "duties.json"), "utf8")));

/** The 106 outcomes of the paper, in the paper's order. */
export const paperOutcomes: readonly Outcome[] = paperData.outcomes.map((one) => ({
  id: one.id,
  area: one.area,
  areaName: paperData.areas[String(one.area)] ?? "",
  class: one.class,
  title: one.title,
  quote: one.quote,
  observable: one.observable,
  threshold: one.threshold as Level | null,
  howObserved: one.observed,
  today: one.today,
}));

/** Present-day duties that the same crawl can check; never mixed into the paper's score. */
export const duties: readonly Outcome[] = dutyData.duties.map((one) => ({
  id: one.id,
  area: null,
  areaName: "Today",
  class: "duty",
  title: one.title,
  quote: one.duty,
  observable: "P",
  threshold: one.threshold as Level | null,
  howObserved: `Basis: ${one.basis}${one.source === "memory" ? " (to be checked)" : ""}. Strength: ${one.strength}.`,
  today: null,
}));

const byId = new Map<OutcomeId, Outcome>([...paperOutcomes, ...duties].map((one) => [one.id, one]));
const rowsById = new Map<OutcomeId, Rows>([
  ...paperData.outcomes.map((one): [string, Rows] => [one.id, one.applies]),
  ...dutyData.duties.map((one): [string, Rows] => [one.id, one.applies]),
]);

export type Duties = "2005" | "today";

/** Outcomes of the chosen sets, the paper's first. */
export function outcomesOf(chosen: readonly string[]): Outcome[] {
  return [...(chosen.includes("2005") ? paperOutcomes : []), ...(chosen.includes("today") ? duties : [])];
}

/** How binding a duty is: statute, statutory availability (`law*`), regulator's or statutory code, or good practice. */
export type Strength = "law" | "law*" | "code" | "guidance";

const strengths = new Map<OutcomeId, Strength>(dutyData.duties.map((one) => [one.id, one.strength]));

/** Null for an outcome of the paper. */
export function strengthOf(id: OutcomeId): Strength | null {
  return strengths.get(id) ?? null;
}

export function outcomeOf(id: OutcomeId): Outcome | null {
  return byId.get(id) ?? null;
}

/**
 * Who an outcome applies to, on a day. Under the profile `letter` the division of functions is that of the paper's
 * target, December 2005, whatever the day.
 */
export const applies: Applies = (id, type, asOf, profile) => {
  const day = effectiveDay(asOf, profile);
  const row = rowsById
    .get(id)
    ?.find((one) => (one.from === null || one.from <= day) && (one.to === null || day <= one.to));
  const answer: Applicability = row?.by[type] ?? "none";
  return { applicability: answer, why: answer === "full" ? "" : why(id, type, answer, row) };
};

function effectiveDay(asOf: string, profile: Profile): string {
  const day = asOf.slice(0, 10);
  return profile === "letter" && day > PAPER_TARGET ? PAPER_TARGET : day;
}

/** “in place by the end of December 2005”. */
const PAPER_TARGET = "2005-12-31";

function why(
  id: OutcomeId,
  type: AuthorityType,
  answer: Applicability,
  row: Rows[number] | undefined,
): string {
  if (answer === "partial") return `Applies only to the parts that ${articled(type)} is responsible for.`;
  if (row?.why) return row.why;
  if (type === "district" && row?.whyDistrict) return row.whyDistrict;
  if (row && type === "district" && row.by.county !== "none")
    return "In two-tier areas this is a function of the county council.";
  if (row && type === "county" && row.by.district !== "none")
    return "In two-tier areas this is a function of the district councils.";
  return `${TYPE_NAMES[type]} does not have this function${id.startsWith("T-") ? " or duty" : ""}.`;
}

const TYPE_NAMES: Record<AuthorityType, string> = {
  county: "A county council",
  district: "A district council",
  unitary: "A unitary council",
  metropolitan: "A metropolitan borough council",
  "london-borough": "A London borough council",
  "city-of-london": "The City of London Corporation",
  "isles-of-scilly": "The Council of the Isles of Scilly",
  "national-park": "A national park authority",
  gla: "The Greater London Authority",
  tfl: "Transport for London",
};

function articled(type: AuthorityType): string {
  const name = TYPE_NAMES[type];
  return name.startsWith("The ") || name.startsWith("A ")
    ? name.charAt(0).toLowerCase() + name.slice(1)
    : name;
}

export function typeName(type: AuthorityType): string {
  return TYPE_NAMES[type].replace(/^(A|The) /, "");
}

/** For a site whose owner's type is unknown, everything may apply. */
export const appliesToUnknown: AppliesAnswer = { applicability: "full", why: "" };

/** True when types differ in whether the outcome applies, so an unknown type leaves an absence open. */
export function appliesUnevenly(id: OutcomeId, asOf: string, profile: Profile): boolean {
  const answers = new Set(
    AUTHORITY_TYPES.map((type) => {
      const { applicability: one } = applies(id, type, asOf, profile);
      return one === "full" || one === "partial";
    }),
  );
  return answers.size > 1;
}
