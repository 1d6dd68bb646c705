import { type LooksFor, type Site, seen } from "../../src/snapshot/site.js";
import type { Page } from "../../src/snapshot/types.js";
import { cannotTell, defineProbe, type JudgeContext, met, partlyMet } from "../probe.js";
import { dutyNotFound } from "./duty-probe.js";

const OUTCOME = "T-40";
/** Members elected within the last 28 days may not have registered yet. */
const ENOUGH_SHARE = 0.95;

const looksFor: LooksFor = {
  links: [
    /\b(register|declarations?)\b[^.]{0,30}\binterests?\b/i,
    /\b(members|councillors)['’]? interests\b/i,
  ],
  notLinks: [/\b(parish|town council|officers?|staff|employees?|conflicts? of)\b/i],
  paths: [/\/mgListRofI|\/mgRofI|register-?of-?(members-?)?interests/i],
  queries: ["register of members' interests"],
  enough: 2,
};

/**
 * Register of members' interests (T-40): how many members' pages link to a declaration (counted with 03-m5), or one
 * page that links to them all. Only presence is told; what is declared is never read.
 */
export const membersInterests = defineProbe({
  id: "members-interests",
  version: 1,
  outcomes: [OUTCOME],
  looksFor: { [OUTCOME]: looksFor },
  judge: (site, context) => [judge(site, context)],
  words: {
    published: {
      summary: ({ measures }) =>
        `Register of members' interests: found for ${measures.declared} of ${measures.members} members.`,
      remedy: null,
    },
    "some-members": {
      summary: ({ measures }) =>
        `Register of members' interests: found for ${measures.declared} of ${measures.members} members.`,
      remedy: "Link every member's page to their register of interests; home addresses may be left out.",
    },
    "members-uncounted": {
      summary:
        "A page on the register of members' interests was found; for how many members it holds one could not be counted.",
      remedy: "Link every member's page to their register of interests, so that visitors find it there.",
    },
    "not-found": {
      summary:
        "Register of members' interests: not found, neither on members' pages nor on a page of its own, though the places where it would stand were looked at.",
      remedy: "Publish each member's register of interests, and link to it from the member's page.",
    },
  },
});

function judge(site: Site, context: JudgeContext) {
  const counted = context.before("03-m5");
  const members = numberOf(counted?.measures.found);
  const share = numberOf(counted?.measures.interestsShare);
  const page = registerPage(site);
  const listed = page ? declarationsOn(page) : 0;
  const expected = Math.max(members, numberOf(counted?.measures.expected));
  const declared = Math.max(Math.round(share * members), listed);
  const all = listed > Math.round(share * members) ? expected : members;
  const measures = {
    members: all,
    declared: Math.min(declared, all || declared),
    registerPage: page?.url ?? null,
  };
  const [first, ...rest] = [
    ...(page ? [seen(page, "Register of members' interests: page found")] : []),
    ...(share > 0 ? (counted?.evidence ?? []).slice(0, 3) : []),
  ];
  if (first && declared > 0 && all > 0) {
    const enough = declared >= all * ENOUGH_SHARE;
    return enough
      ? met(OUTCOME, "published", [first, ...rest], { level: 1, measures })
      : partlyMet(OUTCOME, "some-members", [first, ...rest], { level: 1, measures });
  }
  if (first)
    return partlyMet(OUTCOME, "members-uncounted", [first, ...rest], {
      level: 1,
      measures,
      points: [0.5, 1],
    });
  // A count of members that was itself cut short proves no absence.
  if (counted?.verdict === "cannot-tell")
    return cannotTell(OUTCOME, "crawl-incomplete", counted.evidence.slice(0, 3), { measures });
  return dutyNotFound(site, OUTCOME, looksFor, { measures });
}

/** One page that links to every member's declaration. */
function registerPage(site: Site): Page | null {
  const pages = site.pagesAbout(looksFor).filter((page) => page.kind === "html" && !page.personal);
  return pages.sort((a, b) => declarationsOn(b) - declarationsOn(a))[0] ?? null;
}

function declarationsOn(page: Page): number {
  const targets = new Set<string>();
  for (const link of page.links) {
    if (link.area !== "main") continue;
    const declaration =
      /\/mgRofI\.aspx/i.test(link.url) ||
      /\.pdf($|\?)/i.test(link.url) ||
      (/\b(cllr|councillor)\b/i.test(link.name) && !/\bfind\b|\bour councillors\b/i.test(link.name));
    if (declaration) targets.add(link.url);
  }
  return targets.size;
}

function numberOf(value: unknown): number {
  return typeof value === "number" ? value : 0;
}
