import { facility } from "./facility.js";
import type { Facility } from "./types.js";

/** Area 11 of the paper: facilities for councillors and staff, none of which can be seen from outside. */
export const working: readonly Facility[] = [
  facility("11-m1", {
    name: "Secure remote access to corporate systems",
    queries: [],
    where: "the staff pages",
    limbs: [
      {
        key: "a",
        kind: "hidden",
        name: "remote access",
        wordings: [
          "(staff|members?'?|councillors?'?|employee) (log ?in|portal|extranet|intranet|area)",
          "remote (access|working)",
          "webmail",
          "extranet",
          "vpn",
          "citrix",
        ],
      },
    ],
  }),
  facility("11-m2", {
    name: "Home working for members and staff",
    queries: [],
    where: "the policies page",
    limbs: [
      {
        key: "a",
        kind: "hidden",
        name: "home working",
        wordings: [
          "(home|hybrid|agile|flexible|remote|mobile|smarter) working( (policy|guide|scheme))?",
          "teleworking",
          "work(ing)? from home( policy)?",
        ],
      },
    ],
  }),
];
