import { facility } from "./facility.js";
import type { Facility } from "./types.js";

const STANDARDS = {
  wordings: [
    "(internet|web ?site|web|online|digital|e ?service)( services?)? (service )?(standards?|charter|availability|performance|commitments?)",
    "(web ?site|internet|web|online) (up ?time|availability|reliability|service levels?)",
    "service status",
    "(system|site|website) status",
    "status page",
    "planned maintenance",
    "availability of (our|the|this) (web ?site|online services)",
    "about (this|our|the) (web ?site|site)",
    "service standards",
    "web ?site (policy|statement|information)",
  ],
  notThese: [
    "ofsted",
    "trading standards",
    "accessibility",
    "privacy",
    "cookies?",
    "schools?",
    "committee",
    "planned maintenance programme",
    "housing",
    "application status",
    "food standards",
    "road",
  ],
  paths: ["(web|internet|digital)-?(service-?)?standards", "service-?status", "web-?availability"],
} as const;

const SITE =
  "(web ?site|web ?pages?|web service|online services?|internet services?|on-?line services?|internet site)";

/** Area 13 of the paper; 13-m1 (statistics) has a probe of its own. */
export const takeUp: readonly Facility[] = [
  facility("13-m2", {
    name: "Internet service standards",
    queries: ["website service standards", "website availability"],
    where: "the page about the website",
    limbs: [
      {
        key: "a",
        kind: "says",
        name: "a commitment on the website's availability",
        ...STANDARDS,
        anywhere: true,
        says: [
          `\\b(aims?|targets?|commit(ted|ment)?|standard|promise|guarantee|will|objective|ensure)\\b[^.\\n]{0,120}\\b${SITE}\\b[^.\\n]{0,100}\\b(availab|up ?time|24 hours|24/7|\\d{2}(\\.\\d+)? ?%)`,
          `\\b(aims?|targets?|commit(ted|ment)?|standard|promise|guarantee|objective|maintain)\\b[^.\\n]{0,80}\\b\\d{2}(\\.\\d+)? ?(%|per cent)[^.\\n]{0,60}(availab|up ?time)[^.\\n]{0,60}\\b${SITE}`,
          `\\b${SITE}\\b[^.\\n]{0,80}\\b(will|should|is to) be (available|up|accessible|online)\\b[^.\\n]{0,60}(\\d{2}(\\.\\d+)? ?(%|per cent)|24 hours|24/7)`,
        ],
      },
      {
        key: "b",
        kind: "says",
        name: "past availability of the website",
        ...STANDARDS,
        anywhere: true,
        says: [
          `\\b${SITE}\\b[^.\\n]{0,60}\\bwas (available|up|online|operational)\\b[^.\\n]{0,60}\\d{2,3}(\\.\\d+)? ?(%|per cent)`,
          `\\b(availability|up ?time)\\b[^\\n]{0,80}\\n?[^\\n]{0,80}\\b(january|february|march|april|may|june|july|august|september|october|november|december|quarter|20\\d\\d)\\b[\\s\\S]{0,200}\\b9\\d(\\.\\d+)? ?(%|per cent)`,
          `\\b(january|february|march|april|may|june|july|august|september|october|november|december|quarter \\d|20\\d\\d)\\b[^.\\n]{0,120}\\b(web ?site|web|site)?[^.\\n]{0,40}(availability|up ?time)[^.\\n]{0,60}\\b(9\\d(\\.\\d+)?|100) ?(%|per cent)`,
          `\\b(past|last|previous) (\\d+|thirty|ninety) days\\b[\\s\\S]{0,200}\\b(9\\d(\\.\\d+)?|100) ?% ?(up ?time|availab)`,
          `\\b(all (systems|services) operational|incident history|past incidents)\\b`,
        ],
      },
    ],
  }),
];
