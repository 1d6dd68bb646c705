import type { Judgement } from "../../src/audit/types.js";
import type { Words } from "../probe.js";

const count = (judgement: Judgement, key: string) => String(judgement.measures[key] ?? 0);
const percent = (judgement: Judgement, key: string) =>
  `${Math.round(Number(judgement.measures[key] ?? 0) * 100)} %`;
const size = (judgement: Judgement) =>
  `${count(judgement, "targets")} entries under ${count(judgement, "lettersFilled")} letters`;

export const words: Words = {
  "services-listed": {
    summary: (judgement) =>
      `An A–Z of services (${size(judgement)}) is linked from the homepage, says how services are to be had, and names ${percent(judgement, "coverageShare")} of the services asked for.`,
    remedy: null,
  },
  "coverage-not-shown": {
    summary: (judgement) =>
      `There is a full A–Z of services (${size(judgement)}); which services this authority owes is not on record, so whether all are named cannot be shown.`,
    remedy: "Check the A–Z against the Local Government Services List, other bodies' services included.",
  },
  "coverage-partial": {
    summary: (judgement) =>
      `There is a full A–Z of services (${size(judgement)}), but it names only ${percent(judgement, "coverageShare")} of the services asked for.`,
    remedy:
      "Add entries for the services listed as missing, those of other bodies too, under the words that visitors use.",
  },
  "a-to-z-thin": {
    summary: (judgement) => `There is an A–Z of services, but a thin one: ${size(judgement)}.`,
    remedy:
      "List every public service, with synonyms: at least a hundred entries over most letters of the alphabet.",
  },
  "dead-links": {
    summary: (judgement) =>
      `Only ${percent(judgement, "liveShare")} of the A–Z's links that were tried lead to a page.`,
    remedy: "Mend or remove the A–Z entries that lead nowhere.",
  },
  "availability-not-shown": {
    summary: (judgement) =>
      `The A–Z names services, but only ${percent(judgement, "availabilityShare")} of the pages sampled say how, when or where they are to be had.`,
    remedy: "Give every service page a telephone number, opening hours, an address or an online form.",
  },
  "letters-unread": {
    summary:
      "There is an A–Z of services, but not all of its letters could be read, so its full extent is not known.",
    remedy: "Check that every letter of the A–Z opens, and run the audit again with a larger page budget.",
  },
  "availability-unread": {
    summary:
      "There is an A–Z of services; too few of the pages it leads to were read to say how well they inform.",
    remedy: "Run the audit again with a larger page budget.",
  },
  "not-on-homepage": {
    summary: "There is an A–Z of services, but the homepage does not link to it.",
    remedy: "Link to the A–Z from the homepage, for instance in its header or footer.",
  },
  "pages-not-services": {
    summary: (judgement) =>
      `There is an A–Z, but it lists pages or documents of the site: only ${percent(judgement, "serviceShare")} of its entries are services.`,
    remedy: "Turn the list into an A–Z of services, named as visitors name them.",
  },
  "no-letters": {
    summary: "There is a list of services, but no A–Z of them.",
    remedy: "Offer the services in alphabetical order too, with a link for each letter.",
  },
  "a-to-z-broken": {
    summary: "The site links to an A–Z that is not there.",
    remedy: "Mend the link, or put the A–Z of services back.",
  },
  "needs-submission": {
    summary:
      "The A–Z shows its letters only after a form is sent, which this tool never does, so it cannot be told.",
    remedy: "Offer the letters as ordinary links.",
  },
  "a-to-z-empty": {
    summary: "The site's A–Z has no entries.",
    remedy: "Fill the A–Z with the services that the public can use.",
  },
};
