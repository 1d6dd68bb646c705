import type { Json, Measures } from "../../src/audit/types.js";
import type { Words } from "../probe.js";

const examined = (measures: Measures) => Number(measures.pagesExamined ?? 0);

const engineNote = (profile: string) =>
  profile === "letter"
    ? " Tested against WCAG 2.2, today's edition of the standard; the paper's own WCAG 1.0 has no engine any more."
    : "";

/** Sentences of this probe. Automated checks prove failure, never conformance, and no sentence here says otherwise. */
export const words: Words = {
  "failures-found": {
    summary: ({ measures }, { profile }) =>
      `Does not conform: ${measures.pagesFailing} of ${count(examined(measures), "page")} examined ${Number(measures.pagesFailing) === 1 ? "has" : "have"} ` +
      `confirmed failures of WCAG 2.2 level A or AA${topRule(measures)}.` +
      (measures.contradiction ? " The site says of itself that it conforms." : "") +
      engineNote(profile),
    remedy: ({ measures }) => {
      const first = causes(measures)[0];
      const advice = first
        ? `Start with “${first.help}” (${count(Number(first.pages), "page")}${first.shared ? `; most of it is one element of a template, ${target(first.shared)}` : ""}). `
        : "";
      return `${advice}Then have the site tested by people as well${measures.contradiction ? ", and correct the accessibility statement" : ""}.`;
    },
  },
  "needs-human": {
    summary: ({ measures }, { profile }) =>
      `No automated failure was found on ${count(examined(measures), "page")}${review(measures)}. Automated checks cannot show conformance.` +
      engineNote(profile),
    remedy: "Have the site audited by people against WCAG 2.2 AA, and publish the dated report.",
  },
  "third-party-only": {
    summary: ({ measures }, { profile }) =>
      `The only failures found on ${count(examined(measures), "page")} are in other organisations' content, which the regulations may exempt. ` +
      `Automated checks cannot show conformance of the rest.${engineNote(profile)}`,
    remedy:
      "Ask the suppliers of the embedded content to mend it, and name it in the accessibility statement.",
  },
  "banner-only": {
    summary: ({ measures }, { profile }) =>
      `The only failures found on ${count(examined(measures), "page")} are in the cookie banner, which is reported apart. ` +
      `Automated checks cannot show conformance of the rest.${engineNote(profile)}`,
    remedy: "Mend or replace the cookie banner; then have the site audited by people.",
  },
  "crawl-incomplete": {
    summary: ({ measures }) =>
      `Only ${count(examined(measures), "page")} could be examined in the browser, too few to judge by; no failure was found there.`,
    remedy: "Run the audit again with a browser and a larger page budget (--browser-pages).",
  },
};

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function causes(measures: Measures): { [key: string]: Json }[] {
  const list = measures.causes;
  if (!Array.isArray(list)) return [];
  return list.flatMap((one) => (typeof one === "object" && one !== null && !Array.isArray(one) ? [one] : []));
}

function topRule(measures: Measures): string {
  const [first] = causes(measures);
  if (!first) return "";
  return `, most often “${first.help}” on ${count(Number(first.pages), "page")}`;
}

function target(shared: Json): string {
  return typeof shared === "object" && shared !== null && !Array.isArray(shared) ? String(shared.target) : "";
}

function review(measures: Measures): string {
  const rules = Array.isArray(measures.needsReview) ? measures.needsReview.length : 0;
  return rules > 0 ? `; ${count(rules, "kind")} of possible failure must be checked by hand` : "";
}
