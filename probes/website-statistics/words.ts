import type { Judgement } from "../../src/audit/types.js";
import type { Words } from "../probe.js";

const n = (judgement: Judgement, key: string): string => String(judgement.measures[key] ?? "?");
const place = (judgement: Judgement): string => judgement.evidence[0]?.url ?? "the statistics page";

export const words: Words = {
  "monthly-reports": {
    summary: (j) =>
      `Page views and unique visitors are published month by month (${n(j, "monthsCovered")} of the last 12 months, latest ${n(j, "latestMonth")}), within reach of the homepage.`,
    remedy: null,
  },
  "no-monthly-detail": {
    summary: "Figures of the website's use are published, but only as totals; monthly reports are missing.",
    remedy: (j) => `Put a table of page views and unique visitors for each month at ${place(j)}.`,
  },
  "too-few-months": {
    summary: (j) => `Monthly figures cover only ${n(j, "monthsCovered")} of the last 12 months.`,
    remedy: (j) => `Add the missing months at ${place(j)}, so that at least the last six are there.`,
  },
  "one-metric": {
    summary: (j) =>
      `The monthly figures do not show page views and unique visitors both (${n(j, "metrics")} are given).`,
    remedy: (j) => `Give page views and unique visitors (users) side by side for each month at ${place(j)}.`,
  },
  "hits-only": {
    summary: "Only hits are published; they count requests to the server, neither pages nor people.",
    remedy: (j) => `Replace hits by page views and unique visitors for each month at ${place(j)}.`,
  },
  stale: {
    summary: (j) =>
      `Monthly website statistics are published, but the latest month is ${n(j, "latestMonth")}.`,
    remedy: (j) => `Bring ${place(j)} up to last month, and update it every month.`,
  },
  abandoned: {
    summary: (j) =>
      `Website statistics were published once, but abandoned: the latest month is ${n(j, "latestMonth")}.`,
    remedy: (j) =>
      `Publish current monthly figures at ${place(j)}, or at a new page linked from the homepage.`,
  },
  undated: {
    summary: "Monthly figures are published without saying which year they are of.",
    remedy: (j) => `Name the year beside each month at ${place(j)}.`,
  },
  "too-deep": {
    summary: (j) =>
      j.measures.pagesBetween === null
        ? "Monthly website statistics are published, but no way from the homepage to them was found."
        : `Monthly website statistics are published, but ${n(j, "pagesBetween")} pages lie between the homepage and them.`,
    remedy: (j) => `Link ${place(j)} from the homepage, or from its footer.`,
  },
  "in-passing": {
    summary:
      "The website's use is told in a sentence of another page or report; monthly figures are missing.",
    remedy:
      "Publish a page “Website statistics” with page views and unique visitors for each month, linked from the homepage.",
  },
  "foi-only": {
    summary:
      "Figures of the website's use are found only in answers to information requests or in committee papers.",
    remedy:
      "Publish a page “Website statistics” with page views and unique visitors for each month, linked from the homepage.",
  },
  "not-found": {
    summary:
      "No statistics of the website's use were found, though the places where they would stand were all looked at.",
    remedy:
      "Publish a page “Website statistics” with page views and unique visitors for each month, and link it from the homepage's footer.",
  },
  "document-unreadable": {
    summary: "Monthly reports are linked, but are documents without text that this tool can read.",
    remedy: "Publish the monthly figures as a table on a web page, or as CSV.",
  },
};
for (const [limb, name] of [
  ["summary", "A summary"],
  ["monthly", "Monthly detail"],
  ["reachable", "A way from the homepage"],
  ["current", "A current month"],
] as const) {
  words[`${limb}-shown`] = { summary: `${name} was found.`, remedy: null };
  words[`${limb}-missing`] = { summary: `${name} was not found, or only in part.`, remedy: null };
}
