import type { Judgement, Limb } from "../../src/audit/types.js";
import { outcomeOf } from "../../src/outcomes/catalogue.js";
import type { Facility } from "../facilities/types.js";
import { facilityWords } from "../facilities/words.js";
import type { Words } from "../probe.js";

/** What is said speaks of what was found on the web, never of what the law requires of anyone. */
export function dutyWords(duties: readonly Facility[]): Words {
  const byOutcome = new Map(duties.map((one) => [one.outcome, one]));
  const where = (judgement: Judgement) =>
    byOutcome.get(judgement.outcome)?.where ?? "the page where visitors look for it";
  return {
    ...facilityWords(duties),
    published: { summary: (j) => `${title(j)}: found${howFound(j)}.`, remedy: null },
    "all-limbs": { summary: (j) => `${title(j)}: all of it was found${howFound(j)}.`, remedy: null },
    "some-limbs": {
      summary: (j) => `${title(j)}: found in part. ${partsOf(j)}`,
      remedy: (j) => `${missingParts(j)} Put it on, or link to it from, ${where(j)}.`,
    },
    capped: {
      summary: (j) => `${title(j)}: part of it was found, and the rest could not be seen. ${partsOf(j)}`,
      remedy: (j) => `Check the parts that could not be seen by hand, and link to them from ${where(j)}.`,
    },
    stale: {
      summary: (j) =>
        `${title(j)}: found, but the newest that appears is ${newest(j) ? `for the period to ${newest(j)}` : "old"}.`,
      remedy: (j) => `Publish the newest edition at ${place(j)}, and name its period in the link.`,
    },
    undated: {
      summary: (j) => `${title(j)}: found, but nothing there says what period it is for.`,
      remedy: (j) =>
        `Say at ${place(j)} which period each file or page is for, and when it was last updated.`,
    },
    "pdf-only": {
      summary: (j) =>
        `${title(j)}: found, but only as a document that machines cannot read well (PDF or text).`,
      remedy: (j) => `Publish the same figures as CSV beside the document at ${place(j)}.`,
    },
    awaiting: {
      summary: (j) => `${title(j)}: a place for it was found, but it says that the content is still to come.`,
      remedy: (j) => `Put the figures or the document at ${place(j)}, where they are announced.`,
    },
    "page-only": {
      summary: (j) => `${title(j)}: a page speaks of it, but the content itself was not found there.`,
      remedy: (j) => `Put the figures or the document itself, or a link to it, at ${place(j)}.`,
    },
    thin: {
      summary: (j) => `${title(j)}: a page of that name was found, and says little.`,
      remedy: (j) => `Say on ${place(j)} what visitors need to know.`,
    },
    "statement-missing": {
      summary: (j) =>
        `${title(j)}: a page about it was found, without all that is looked for there. ${partsOf(j)}`,
      remedy: (j) => `Complete ${place(j)}. Looked for: ${duty(j)}`,
    },
    "broken-link": {
      summary: (j) => `${title(j)}: the site links to it, but the link leads nowhere.`,
      remedy: (j) => `Mend the link to ${place(j)}, or publish the content anew on ${where(j)}.`,
    },
    "linked-elsewhere": {
      summary: (j) =>
        `${title(j)}: the site links to another organisation's site for it, which this audit did not read.`,
      remedy: "Check by hand that the linked site holds it and is current.",
    },
    "not-here": {
      summary: (j) => `${title(j)}: the site says that there is nothing of the kind here to publish.`,
      remedy: null,
    },
    "not-found": {
      summary: (j) =>
        `${title(j)}: not found on the site, though the places where it would stand were looked at.`,
      remedy: (j) => `Publish it, and link to it from ${where(j)}. Looked for: ${duty(j)}`,
    },
    "guidance-not-found": {
      summary: (j) => `${title(j)}: not found. It is good practice, so nothing is counted against the site.`,
      remedy: (j) => `Consider publishing it on, or linking to it from, ${where(j)}. Looked for: ${duty(j)}`,
    },
    "few-classes": {
      summary: (j) =>
        `${title(j)}: a page was found, which names ${number(j, "found")} of the ${number(j, "asked")} things looked for.`,
      remedy: (j) => `Add to ${place(j)}: ${String(j.measures.missing ?? "what is missing")}.`,
    },
    "enough-named": {
      summary: (j) =>
        `${title(j)}: found; ${number(j, "found")} of the ${number(j, "asked")} things looked for are named there.`,
      remedy: null,
    },
    "model-only": {
      summary: (j) => `${title(j)}: only a link to the Information Commissioner's model was found.`,
      remedy: (j) => `Publish the scheme itself, with links to what each class holds, on ${where(j)}.`,
    },
  };
}

export function title(judgement: Judgement): string {
  return outcomeOf(judgement.outcome)?.title ?? judgement.outcome;
}

function duty(judgement: Judgement): string {
  return outcomeOf(judgement.outcome)?.quote ?? "";
}

export function place(judgement: Judgement): string {
  return judgement.evidence[0]?.url ?? "the page about it";
}

function number(judgement: Judgement, key: string): string {
  return String(judgement.measures[key] ?? "?");
}

function newest(judgement: Judgement): string {
  const value = judgement.measures.newest;
  return typeof value === "string" ? value : "";
}

function howFound(judgement: Judgement): string {
  if (judgement.limbs.length > 1) return "";
  const { format } = judgement.measures;
  const how = typeof format === "string" ? (FORMATS[format] ?? "") : "";
  const date = newest(judgement);
  return `${how}${date ? `, newest period to ${date}` : ""}`;
}

const FORMATS: Record<string, string> = {
  open: " in a file that machines can read",
  pdf: " as a PDF",
  "text-document": " as a text document",
  page: " on a page",
};

const STATES: Record<Limb["verdict"], string> = {
  met: "Found",
  "partly-met": "In part",
  "not-met": "Not found",
  "cannot-tell": "Not seen",
  "not-applicable": "Not asked",
};

/** “Found: scope; feedback. Not found: enforcement.” */
export function partsOf(judgement: Judgement): string {
  const parts: string[] = [];
  for (const verdict of ["met", "partly-met", "not-met", "cannot-tell"] as const) {
    const named = judgement.limbs.filter((limb) => limb.verdict === verdict).map((limb) => limb.name);
    if (named.length > 0) parts.push(`${STATES[verdict]}: ${named.join("; ")}.`);
  }
  return parts.join(" ");
}

export function missingParts(judgement: Judgement): string {
  const named = judgement.limbs
    .filter(
      (limb) =>
        limb.verdict === "not-met" || limb.verdict === "partly-met" || limb.reason === "guidance-not-found",
    )
    .map((limb) => limb.name);
  return named.length > 0 ? `Publish in full: ${named.join("; ")}.` : "Publish what is missing.";
}
