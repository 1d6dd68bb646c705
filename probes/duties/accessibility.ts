import type { Judgement } from "../../src/audit/types.js";
import { type Site, seen } from "../../src/snapshot/site.js";
import { cannotTell, defineProbe, type JudgeContext, met, notMet, partlyMet } from "../probe.js";
import {
  contentOf,
  hostOf,
  ownEvidence,
  reachOf,
  type StatementContent,
  statementLooksFor,
  statementsOf,
} from "./accessibility-statement.js";
import { dutyNotFound } from "./duty-probe.js";
import { missingParts, partsOf, place } from "./words.js";

/** Pages whose makers forgot the furniture (print views, frames) must not undo a link in the site's footer. */
const EVERY_PAGE = 0.95;
const REVIEW_MONTHS = 12;
const CURRENT_STANDARD = "2.2";
/** Fields of a document that the snapshot holds: its title and its text. Tags and language it does not. */
const MOST_DOCUMENTS = 20;
const NO_LEVEL = { level: 0 } as const;

/** Accessibility statement, conformance and documents (T-01 to T-04): SI 2018/952, and the model statement. */
export const accessibility = defineProbe({
  id: "accessibility-duties",
  version: 1,
  outcomes: ["T-01", "T-02", "T-03", "T-04"],
  looksFor: {
    "T-01": statementLooksFor,
    "T-02": statementLooksFor,
    "T-03": { links: [], enough: 0 },
    "T-04": { links: [], enough: 0 },
  },
  judge: (site, context) => [exists(site), complete(site, context), conformance(context), documents(site)],
  words: {
    "every-page": {
      summary: ({ measures }) => `An accessibility statement was found, one click from ${reached(measures)}.`,
      remedy: null,
    },
    "some-pages": {
      summary: ({ measures }) =>
        `An accessibility statement was found, but only ${reached(measures)} link to it.`,
      remedy: (j) => `Link to ${place(j)} from the footer of every page.`,
    },
    "not-linked": {
      summary: "An accessibility statement was found, but the homepage does not link to it.",
      remedy: (j) => `Link to ${place(j)} from the footer of every page.`,
    },
    "pdf-only": {
      summary: "An accessibility statement was found, but only as a PDF.",
      remedy: (j) => `Publish the statement of ${place(j)} as a web page, and link to it from the footer.`,
    },
    "other-host-only": {
      summary: "The only accessibility statement found stands on a part of the site with a host of its own.",
      remedy: "Publish a statement for the main website too, and link to it from the footer of every page.",
    },
    "complete-statement": {
      summary: ({ measures }) =>
        `The accessibility statement appears to have the model's parts; last reviewed ${measures.reviewed}.`,
      remedy: null,
    },
    "parts-missing": {
      summary: (j) => `The accessibility statement was found without all of the model's parts. ${partsOf(j)}`,
      remedy: (j) => `${missingParts(j)} Use the wording of the model statement at ${place(j)}.`,
    },
    "review-old": {
      summary: ({ measures }) =>
        `The accessibility statement has the model's parts, but appears to have been reviewed last ${measures.reviewAgeMonths} months ago (${measures.reviewed}).`,
      remedy: (j) => `Review the statement at ${place(j)}, test the site again, and give the new dates.`,
    },
    "old-standard": {
      summary: ({ measures }) =>
        `The accessibility statement cites WCAG ${measures.standard ?? "without a version"}; the current standard is WCAG ${CURRENT_STANDARD}.`,
      remedy: (j) => `Test against WCAG ${CURRENT_STANDARD} AA, and say so at ${place(j)}.`,
    },
    placeholders: {
      summary: ({ measures }) =>
        `The accessibility statement still holds a placeholder of the template: ${measures.placeholders}.`,
      remedy: (j) => `Fill in the template at ${place(j)}.`,
    },
    contradiction: {
      summary:
        "The accessibility statement says that the site is fully compliant, while failures were found on it.",
      remedy: (j) => `Correct the compliance status at ${place(j)}, and list what is not accessible.`,
    },
    "no-status": {
      summary: "A page on the website's accessibility was found, but no compliance status on it.",
      remedy: (j) => `Replace ${place(j)} by a statement in the model's wording, with its compliance status.`,
    },
    "not-found": {
      summary: "Accessibility statement: not found, though the places where it would stand were looked at.",
      remedy:
        "Publish an accessibility statement as a web page, in the model's wording, and link to it from every footer.",
    },
    "failures-found": {
      summary: ({ measures }) =>
        `WCAG 2.2 AA does not appear to be met: confirmed failures were found on ${measures.pagesFailing} of ${measures.pagesExamined} pages examined.`,
      remedy:
        "Mend what is listed with outcome 12-m1, which holds the same measurement, and test by hand as well.",
    },
    "needs-human": {
      summary: ({ measures }) =>
        `No automated failure was found on ${measures.pagesExamined} pages examined; automated checks cannot show conformance.`,
      remedy: "Have the site audited by people against WCAG 2.2 AA.",
    },
    "third-party-only": {
      summary: "The only failures found are in other organisations' content, which may be exempt.",
      remedy: "Ask the suppliers of that content to mend it, and name it in the accessibility statement.",
    },
    "banner-only": {
      summary: "The only failures found are in the cookie banner, which is reported apart.",
      remedy: "Mend or replace the cookie banner; then have the site audited by people.",
    },
    "not-examined": {
      summary: "Too few pages were examined in a browser to say anything of WCAG 2.2 AA.",
      remedy: "Run the audit again with a browser.",
    },
    "documents-sampled": {
      summary: ({ measures }) =>
        `${measures.sampled} PDFs were read: ${measures.withoutText} gave no text, ${measures.withoutTitle} have no title. When they were published, and whether they are tagged, is not known.`,
      remedy:
        "Check by hand that PDFs published since 23 September 2018 have tags, a title, a language and text.",
    },
    "no-documents": {
      summary: "No PDF was read in this audit, so nothing can be said of documents.",
      remedy: null,
    },
  },
});

function reached(measures: Judgement["measures"]): string {
  return `${measures.linking} of ${measures.pages} pages`;
}

function exists(site: Site): Judgement {
  const [statement] = statementsOf(site);
  if (!statement) return dutyNotFound(site, "T-01", statementLooksFor);
  const reach = reachOf(site, statement);
  const evidence = ownEvidence(statement, reach);
  const extras = {
    level: 1,
    measures: { pages: reach.pages, linking: reach.linking, statement: statement.url },
  } as const;
  if (statement.kind === "pdf") return partlyMet("T-01", "pdf-only", evidence, extras);
  if (hostOf(statement) !== hostOf(site.homepage))
    return partlyMet("T-01", "other-host-only", evidence, extras);
  if (!reach.fromHomepage) return partlyMet("T-01", "not-linked", evidence, extras);
  if (reach.linking < reach.pages * EVERY_PAGE) return partlyMet("T-01", "some-pages", evidence, extras);
  return met("T-01", "every-page", evidence, extras);
}

function complete(site: Site, context: JudgeContext): Judgement {
  const [statement] = statementsOf(site);
  if (!statement) return dutyNotFound(site, "T-02", statementLooksFor);
  const failures = context.before("12-m1")?.verdict === "not-met";
  const content = contentOf(statement, context.asOf, failures);
  const evidence = [seen(statement, "Accessibility statement read")] as const;
  const extras = { limbs: content.limbs, measures: measuresOf(content) };
  if (content.status === null) return notMet("T-02", "no-status", evidence, { ...extras, ...NO_LEVEL });
  const shortfall = shortfallOf(content);
  return shortfall
    ? partlyMet("T-02", shortfall, evidence, { ...extras, level: 1 })
    : met("T-02", "complete-statement", evidence, { ...extras, level: 1 });
}

function shortfallOf(content: StatementContent): string | null {
  if (content.placeholders) return "placeholders";
  if (content.contradiction) return "contradiction";
  if (content.limbs.some((limb) => limb.verdict === "not-met" || limb.verdict === "partly-met"))
    return "parts-missing";
  if ((content.reviewAgeMonths ?? 0) > REVIEW_MONTHS) return "review-old";
  if (content.standard !== CURRENT_STANDARD) return "old-standard";
  return null;
}

function measuresOf(content: StatementContent): Judgement["measures"] {
  const { status, standard, reviewed, reviewAgeMonths, placeholders, contradiction } = content;
  return { status, standard, reviewed, reviewAgeMonths, placeholders, contradiction };
}

/** The same measurement as 12-m1: never measured twice, so that the two cannot disagree. */
function conformance(context: JudgeContext): Judgement {
  const measured = context.before("12-m1");
  const { pagesExamined = 0, pagesFailing = 0 } = measured?.measures ?? {};
  const measures = { pagesExamined, pagesFailing };
  const [first, ...rest] = measured?.evidence.slice(0, 10) ?? [];
  if (measured?.verdict === "not-met" && first)
    return notMet("T-03", "failures-found", [first, ...rest], { measures });
  const shared = ["needs-human", "third-party-only", "banner-only"];
  const reason = measured && shared.includes(measured.reason) ? measured.reason : "not-examined";
  return cannotTell("T-03", reason, measured?.evidence.slice(0, 3) ?? [], { measures });
}

/** A share only: a PDF does not say when it was published, and the snapshot holds neither its tags nor its language. */
function documents(site: Site): Judgement {
  const pdfs = site.snapshot.pages
    .filter((page) => page.kind === "pdf" && page.scope === "own")
    .slice(0, MOST_DOCUMENTS);
  if (pdfs.length === 0) return cannotTell("T-04", "no-documents");
  const untexted = pdfs.filter((page) => page.text.trim() === "");
  const untitled = pdfs.filter((page) => page.title.trim() === "");
  const evidence = [
    ...untexted.map((page) => seen(page, "No text could be read off this PDF")),
    ...untitled.map((page) => seen(page, "This PDF has no title")),
  ];
  return cannotTell("T-04", "documents-sampled", evidence.slice(0, 5), {
    measures: { sampled: pdfs.length, withoutText: untexted.length, withoutTitle: untitled.length },
  });
}
