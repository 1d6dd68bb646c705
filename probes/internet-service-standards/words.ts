import type { Judgement } from "../../src/audit/types.js";
import type { Words } from "../probe.js";

const place = (judgement: Judgement): string => judgement.evidence[0]?.url ?? "the page about the website";
const addPerformance = (judgement: Judgement): string =>
  `Put the availability measured in each past month beside the commitment at ${place(judgement)}.`;
const addCommitment = (judgement: Judgement): string =>
  `Say at ${place(judgement)} what availability you aim for (for example 99%), when maintenance takes place, and how soon faults are dealt with.`;

export const words: Words = {
  "standards-and-performance": {
    summary: "The site says what availability is promised for it, and what was achieved.",
    remedy: null,
  },
  "commitment-only": {
    summary: "The site says what availability is promised for it, but not what was achieved.",
    remedy: addPerformance,
  },
  "commitment-only-capped": {
    summary:
      "The site says what availability is promised for it; whether what was achieved is published cannot be told.",
    remedy: addPerformance,
  },
  "performance-only": {
    summary: "The site shows how available it was, but promises nothing.",
    remedy: addCommitment,
  },
  "performance-only-capped": {
    summary: "The site shows how available it was; whether anything is promised cannot be told.",
    remedy: addCommitment,
  },
  "not-found": {
    summary: "No standards for the website's availability, and no figures of it, were found.",
    remedy:
      "Publish a page “Internet service standards” that says what availability you aim for and what it was in each past month, and link it from the footer.",
  },
  commitment: { summary: "A commitment on the website's availability is published.", remedy: null },
  "no-commitment": { summary: "No commitment on the website's availability was found.", remedy: null },
  performance: { summary: "The availability achieved is published.", remedy: null },
  "no-performance": { summary: "No figure of the availability achieved was found.", remedy: null },
};
