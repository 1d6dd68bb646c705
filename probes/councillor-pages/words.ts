import type { Judgement } from "../../src/audit/types.js";
import type { Words } from "../probe.js";

const n = (judgement: Judgement, key: string): string => String(judgement.measures[key] ?? "?");

/** Names of those without a page, as many as one sentence bears. */
function missing(judgement: Judgement): string {
  const rows = judgement.measures.councillors;
  if (!Array.isArray(rows)) return "";
  const names: string[] = [];
  for (const one of rows) {
    if (typeof one !== "object" || one === null || Array.isArray(one)) continue;
    if (one.status !== "read" && typeof one.name === "string") names.push(one.name);
  }
  if (names.length === 0) return "";
  return ` No page was found for ${names.slice(0, 5).join(", ")}${names.length > 5 ? ` and ${names.length - 5} more` : ""}.`;
}

function weakest(judgement: Judgement): string {
  const { shares } = judgement.measures;
  if (typeof shares !== "object" || shares === null || Array.isArray(shares)) return "";
  const labels = { ward: "the ward", party: "the party", contact: "a way to make contact" };
  const lacking = Object.entries(labels).filter(([key]) => Number(shares[key] ?? 0) < 0.9);
  return lacking.map(([, label]) => label).join(", ");
}

export const words: Words = {
  "every-councillor": {
    summary: (j) =>
      `All ${n(j, "expected")} members in office have a page of their own, and the pages are kept up.`,
    remedy: null,
  },
  "some-pages": {
    summary: (j) => `${n(j, "found")} of ${n(j, "expected")} members have a page of their own.${missing(j)}`,
    remedy: (j) =>
      `Add a page for each member who has none, link it from the list of councillors, and mark empty seats “Vacancy” there (${n(j, "expected")} are expected).`,
  },
  "names-only": {
    summary: (j) => `${n(j, "listed")} members are listed, but none has a page of their own.`,
    remedy:
      "Give every member a page with its own address (name, ward, party, contact, committees), and link it from the name in the list.",
  },
  "ended-terms": {
    summary: (j) =>
      `Every seat has a page, but the list still holds ${n(j, "endedTerms")} member(s) whose term of office has ended.`,
    remedy:
      "Take members who have left out of the list, or correct the term of office printed on their pages.",
  },
  "more-than-seats": {
    summary: (j) =>
      `There are more member pages (${n(j, "found")}) than members in office (${n(j, "expected")}): former or co-opted members seem to be listed.`,
    remedy: "List former and co-opted members apart from the councillors in office.",
  },
  "fields-missing": {
    summary: (j) =>
      `Every member has a page, but only ${n(j, "maintained")} of ${n(j, "found")} pages show ward, party and contact.`,
    remedy: (j) =>
      `Put ${weakest(j) || "ward, party and a council e-mail address or telephone number"} on every member's page.`,
  },
  "not-dated": {
    summary: "Every member has a page, but nothing on the pages is dated within the last 12 months.",
    remedy:
      "Show each member's meetings or attendance, or the date of the last review, on their page or on the list of councillors.",
  },
  "seats-unknown": {
    summary: (j) =>
      `${n(j, "found")} members have a page of their own; how many seats there are is not known to this tool.`,
    remedy: "Say how many seats the authority has (--seats), and run the audit again.",
  },
  "no-list": {
    summary: (j) => `${n(j, "found")} pages of members were found, but no list that leads to them.`,
    remedy: "Publish one list of all councillors with a link to each one's page.",
  },
  "postcode-only": {
    summary:
      "Councillors can only be looked up by postcode, which this tool does not do, so their pages cannot be counted.",
    remedy: "Put a full list of councillors, with a link to each one's page, beside the postcode search.",
  },
  ambiguous: {
    summary: (j) =>
      `The list does not match the seats (${n(j, "found")} pages, ${n(j, "expected")} expected), but elections have just been held and lists change in these weeks.`,
    remedy: "Run the audit again in June.",
  },
  "own-pages": { summary: "Members have pages of their own.", remedy: null },
  public: { summary: "The pages are open to everyone.", remedy: null },
  maintained: { summary: "The pages are kept up.", remedy: null },
};
