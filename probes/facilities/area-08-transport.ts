import type { AuthorityType } from "../../src/authorities/types.js";
import { facility } from "./facility.js";
import { greenTravel } from "./special/green-travel.js";
import { parkAndRide } from "./special/park-and-ride.js";
import { renewalToo } from "./special/pass-renewal.js";
import type { Facility, LadderLimb } from "./types.js";

const COUNCILS: readonly AuthorityType[] = [
  "county",
  "district",
  "unitary",
  "metropolitan",
  "london-borough",
  "city-of-london",
  "isles-of-scilly",
];

/** A planner of journeys, whoever runs it: a working link to one is all that is asked. */
export const journeyPlanner: LadderLimb = {
  key: "b",
  name: "a journey planner",
  wordings: [
    "(journey|route|travel|trip) planners?",
    "plan(ning)? (your|a|my|an?) ([\\w]+ )?(journey|route|trip|travel)s?",
    "(work|find) out how to (get|travel)[\\w ]*",
    "(find|get) (your|a) (way|route)",
    "how to get there",
    "trave(l )?line",
    "transport direct",
    "live (departures?|bus times|travel)",
    "real ?time (information|bus|passenger)\\w*",
    "(public transport|bus|travel) information",
    "public transport",
    "buses( and trains)?",
  ],
  notThese: [
    "school",
    "town hall",
    "find us",
    "cycle journey",
    "strategy",
    "consultation",
    "pass(es)?",
    "car share",
    "lorry",
    "walking",
  ],
  paths: ["journey-?planner", "traveline"],
  threshold: 3,
  does: ["journey-planner"],
  byLink: true,
};

/** Area 08 of the paper. */
export const transport: readonly Facility[] = [
  facility("08-m1", {
    name: "Public transport timetables and journey planning",
    queries: ["bus timetables", "journey planner"],
    where: "the public transport page",
    // Timetables and a planner, both within reach, are the whole of it, whoever runs them.
    combine: (judged) =>
      judged.length > 1 && judged.every(({ answer }) => answer.verdict === "met")
        ? { verdict: "met", reason: "online", points: null, level: 4 }
        : null,
    limbs: [
      {
        key: "a",
        name: "timetables",
        wordings: [
          "(bus|train|rail|tram|ferry|public transport|local bus)( and (train|rail|tram))? (timetables?|times|services|information|routes)",
          "timetables?",
          "buses( and (trains|coaches))?",
          "public transport( (information|timetables))?",
          "bus (stops?|travel)",
          "live departures?",
          "bus times( live)?",
          "(buses|trains|trams|tubes|ferries)( [\\w,]+)*,? and (buses|trains|trams|tubes|ferries|coaches)",
          "(times?|look up times|next) (for|of) (a |the |your )?(next )?(bus(es)?|trains?|trams?)",
          "(bus|train|tram) time ?tables?",
          "when (the |your )?(next )?(bus|train|tram)[\\w ]{0,20}",
        ],
        notThese: [
          "school",
          "swimming",
          "leisure",
          "planning",
          "exam",
          "subsid\\w*",
          "strategy",
          "pass(es)?",
          "term",
          "court",
          "gym",
          "class",
          "consultation",
        ],
        paths: ["timetable", "public-?transport", "/bus(es)?(/|-|\\.|$)"],
        threshold: 2,
        does: ["timetables", "live-departures"],
        byLink: true,
        // Times printed on the page, or live ones, are more than the document that is asked for.
        orStatement: [
          "\\b\\d{1,2}[:.]\\d{2}\\b[\\s\\S]{0,60}\\b\\d{1,2}[:.]\\d{2}\\b[\\s\\S]{0,60}\\b\\d{1,2}[:.]\\d{2}\\b",
          "\\blive (bus |train |tram )?(arrivals|departures|times)\\b",
        ],
      },
      { ...journeyPlanner, key: "b" },
    ],
  }),
  facility("08-m2", {
    name: "Online renewal of travel cards and concessionary passes",
    queries: ["bus pass", "concessionary travel"],
    where: "the bus pass page",
    limbs: [
      {
        key: "a",
        name: "applying for or renewing a bus pass online",
        wordings: [
          "(older (person|people)'?s?|elderly|disabled( person| people)?'?s?'?|senior|concessionary|free|companion|pensioners?'?|blind|60|over 60s?)( and disabled)? (bus |travel )?(pass|passes|permits?|cards?|travel|fares?)",
          "bus pass(es)?",
          "concessionary (travel|fares?|bus)( (pass|passes|scheme|permits?))?",
          "(renew|replace|apply for|lost)( or replace| a| an| your| my| lost)* (bus|travel|concessionary|freedom) (pass|card|passes)",
          "travel (cards?|passes|permits?|concessions?|tokens?)",
          "freedom pass",
          "encts",
          "oyster photocard",
          "zip card",
          "(travel|ride|go|get) (on (the |local )?buses )?(for )?free[\\w ,]*",
          "free (bus )?travel( (for|on|if)[\\w ,]*)?",
          "(older|disabled|senior)[\\w ,']{0,40} (travel )?pass(es)?",
          "(renew|replace|apply for|get)[\\w ,]{0,20} (bus|travel) pass(es)?",
          "renew (a|your|my) pass[\\w ]*",
          "(passes|travel) for (older|disabled)[\\w ,]*",
        ],
        notThese: [
          "school",
          "parking",
          "resident'?s?",
          "blue badge",
          "leisure",
          "library",
          "staff",
          "season tickets?",
          "student",
          "railcard news",
          "consultation",
          "disabled (parking|facilities)",
          "disabled people'?s? (housing|services)",
          "boarding pass",
        ],
        paths: ["bus-?pass", "concession", "freedom-?pass", "travel-?(pass|card)"],
        threshold: 3,
        does: ["bus-pass"],
        fourth: ["sign-in", "payment", "upload"],
      },
    ],
    combine: renewalToo,
  }),
  facility("08-m3", {
    name: "Park and ride, and town-centre parking",
    queries: ["car parks", "park and ride"],
    where: "the parking page",
    limbs: [
      parkAndRide,
      {
        key: "b",
        name: "town-centre car parks with places and charges",
        appliesTo: [...COUNCILS, "national-park"],
        wordings: [
          "(town|city|village|short|long)?( (centre|stay))? ?(car parks?|car parking|parking places)( (charges|locations?|tariffs?|prices|and charges|in [\\w ]+))?",
          "(find|where to) (a )?(car park|park(ing)?)",
          "parking( (charges|tariffs?|prices|places|information|in (the )?[\\w ]+))?",
          "pay and display",
          "where to park",
          "park(ing)?( your car)? (in|near|around) (a |the |our |your )?(town|city|village)s?( centres?)?",
          "(council|public|our|local) car parks?",
          "on street( parking)?|parking on (the )?street",
          "pay bays?",
          "car parks? (charges|and charges|a ?(-|to) ?z|list)",
          "visitor (car )?parking",
        ],
        notThese: [
          "fines?",
          "penalty",
          "pcn",
          "permits?",
          "blue badge",
          "enforcement",
          "appeals?",
          "staff",
          "disabled (bays?|parking)",
          "fixed penalty",
          "dispensation",
          "suspension",
          "consultation",
          "strategy",
          "planning",
          "account",
          "school",
          "accessible",
        ],
        paths: ["car-?park", "parking"],
        threshold: 1,
        mustSay: [
          "(£ ?\\d+|\\d+ ?p|(parking|all|they|which) (is|are) free|free (of charge|parking|car parks?|for|all day|after|on|before|at)|no charge|pence)",
        ],
        // What a fine or a permit costs, and who parks free with a badge, is no car park's charge.
        never:
          "\\bbadges?\\b|\\b(a|per|each) (year|month|annum|quarter)\\b|\\bannual\\b|\\b(fines?|penalt(y|ies)|pcns?|permits?|season tickets?|residents?'?|motor ?(bikes?|cycles?)|park (and|&) ride|return|electric|charg(e|ing) points?|clamp|app|download|calls?)\\b",
      },
    ],
  }),
  facility("08-m4", {
    name: "Green travel initiatives",
    queries: ["car sharing", "cycling walking", "travel plan"],
    where: "the travel or environment pages",
    limbs: [greenTravel],
  }),
];
