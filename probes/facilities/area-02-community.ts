import { cut, seen } from "../../src/snapshot/site.js";
import { facility } from "./facility.js";
import { communityDirectory } from "./special/community-directory.js";
import type { Facility } from "./types.js";

/** Area 02 of the paper. */
export const community: readonly Facility[] = [
  facility("02-m1", {
    name: "Shared community information directory",
    queries: ["community directory", "local organisations", "family information service"],
    where: "the community pages and the homepage",
    limbs: [communityDirectory],
  }),
  facility("02-m2", {
    name: "Youth crime: council and youth justice agencies working together",
    queries: [],
    where: "the community safety page",
    limbs: [
      {
        key: "a",
        kind: "hidden",
        name: "joint working against youth crime",
        wordings: [
          "youth offending( team| service)?",
          "youth justice( service| team| board| plan)?",
          "(community safety|crime and disorder reduction) partnership",
          "multi agency safeguarding hub",
          "mash",
          "early help",
          "refer a (young person|child)",
          "ryogens",
        ],
      },
    ],
  }),
  facility("02-m3", {
    name: "Applications to join the housing register",
    queries: ["housing register", "council house", "housing waiting list"],
    where: "the housing page",
    limbs: [
      {
        key: "a",
        name: "applications to join the housing register",
        wordings: [
          "(join|joining|apply (for|to)|applying (for|to)|application (for|to)|register (for|on)) (the |our )?(council('s)? )?(housing|house|home|homes|social housing|council housing)( register| waiting list| list)?",
          "apply(ing)? for (a |an )?(council|social|affordable|rented)( or housing association)? (house|housing|home|homes|property|properties|accommodation|tenancy)",
          "housing (register|waiting list|needs? register|applications?|options register)",
          "council (house|housing) waiting list",
          "choice based lettings?",
          "home ?choice",
          "home ?finder",
          "home ?hunt",
          "home ?seekers?",
          "bid(ding)? for (a |council )?(home|house|property|properties)",
          "find(ing)? (a |somewhere )(council |social |affordable )?(home|to (live|rent))",
          "(look(ing)?|search(ing)?) for (a |an |somewhere )?(council |social |affordable |housing association )*(or )?(housing association )?(home|house|housing|property|to live)s?",
          "(rent|renting|get|getting) (a |an )?(council|social|affordable)( or housing association)? (home|house|property)",
          "(council|social) (homes|housing|rented homes)( and housing association homes)?",
          "housing (allocations?|lettings)",
          "rehousing",
          "waiting list for (a )?(council )?(house|housing|home)",
        ],
        notThese: [
          "housing benefit",
          "home to school",
          "schools?",
          "transport",
          "home (care|help|education|improvements?|adaptations?|insurance|library|energy|visits?)",
          "electoral",
          "self build",
          "landlords?",
          "hmo",
          "register a birth",
          "births?",
          "custom build",
          "brownfield",
          "care homes?",
          "nursing homes?",
          "mutual exchange",
          "home swap",
          "homefinder uk",
          "repairs?",
          "second homes?",
          "empty homes?",
          "garages?",
          "park homes?",
          "home loans?",
          "housing land",
          "statistics",
          "planning",
        ],
        paths: [
          "housing-?(register|waiting|application|option)",
          "choice-?based",
          "home-?(choice|finder|hunt|seeker|search|options)",
        ],
        threshold: 3,
        does: ["housing-register"],
        fourth: ["sign-in"],
      },
    ],
  }),
  facility("02-m4", {
    name: "Mutual exchange list",
    queries: ["mutual exchange", "swap your home"],
    where: "the page for council tenants who want to move",
    limbs: [
      {
        key: "a",
        name: "a list for home swaps",
        wordings: [
          "mutual exchanges?",
          "(swap|swapping|exchange|exchanging) (your |my |a |council )?(council )?(home|homes|house|houses|property|tenancy|tenancies)",
          "home ?swap(per|s|ping)?",
          "house ?(exchange|swap)",
          "tenancy (swap|exchange)",
          "homeswapper",
          "swap ?tracker",
          "homes out there",
          "uk home ?swap",
          "exchange locata",
          "council house swap",
        ],
        notThese: [
          "swap shop",
          "clothes",
          "toy",
          "holiday",
          "books?",
          "needle",
          "uniform",
          "land",
          "data exchange",
        ],
        paths: ["mutual-?exchange", "home-?swap"],
        threshold: 3,
        does: ["home-exchange"],
        fourth: ["search", "sign-in"],
      },
    ],
  }),
  facility("02-m5", {
    // Advice for landlords alone is something, and not what residents are promised.
    combine: (judged, room) => {
      const landlords = room.view.pages.find(
        (view) =>
          view.page.scope === "own" &&
          view.noise === null &&
          /\b(landlords?|hmos?|multiple occupation)\b/i.test(`${view.h1} ${view.text}`) &&
          /\bfire (safety|precautions|risk)\b/i.test(view.text),
      );
      if (judged[0]?.answer.verdict !== "not-met" || !landlords) return null;
      const evidence = [seen(landlords.page, "Fire safety for landlords only", cut(landlords.text, 200))];
      return { verdict: "partly-met", reason: "narrow-audience", points: null, evidence, level: 1 };
    },
    name: "Information on fire safety",
    queries: ["fire safety", "smoke alarm"],
    where: "the community safety or housing page",
    limbs: [
      {
        key: "a",
        name: "fire safety information for residents",
        wordings: [
          "(home )?fire safety( (visit|check|advice|information|at home|in the home|in your home|in flats))?",
          "fire prevention",
          "smoke (alarms?|detectors?)",
          "home safety (visit|check)s?",
          "safe and well( visits?)?",
          "fire and rescue( services?)?",
          "fire risk( assessments?)?",
          "high rise (fire|safety)",
          "fire service",
          "prevent(ing)? fires?",
          "fire safe(ty)?",
        ],
        notThese: [
          "bon ?fires?",
          "fireworks?",
          "fire doors?",
          "firearms?",
          "landlords?",
          "hmos?",
          "houses in multiple occupation",
          "building control",
          "building regulations",
          "staff",
          "evacuation",
          "licen[cs]\\w*",
          "fire damage",
          "pension\\w*",
          "wild ?fires?",
          "fire authority (meeting|members?)",
          "vacanc\\w*",
        ],
        paths: ["fire-?safety", "smoke-?alarm"],
        threshold: 1,
        does: ["fire-service"],
      },
    ],
  }),
];
