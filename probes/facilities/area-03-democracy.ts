import { facility } from "./facility.js";
import { consultations } from "./special/consultations.js";
import { externalAssessment, indicatorSet } from "./special/performance.js";
import { quickVote } from "./special/quick-vote.js";
import { surgeries } from "./special/surgeries.js";
import type { Facility } from "./types.js";

/** Area 03 of the paper; 03-m5 (a page for every councillor) has a probe of its own. */
export const democracy: readonly Facility[] = [
  facility("03-m1", {
    name: "Councillors' surgeries and home visits",
    queries: ["councillor surgeries"],
    where: "the councillors' pages",
    limbs: [
      surgeries,
      {
        key: "b",
        kind: "hidden",
        name: "home visits by councillors",
        wordings: [
          "home visits? (by|from) (your |a )?(councillor|member|assembly member)s?",
          "councillor home visits?",
        ],
      },
    ],
  }),
  facility("03-m2", {
    name: "Public inspection of the council's performance",
    queries: ["council performance", "performance indicators", "peer challenge"],
    where: "the performance page",
    limbs: [externalAssessment, indicatorSet],
  }),
  facility("03-m3", {
    name: "e-Consultation",
    queries: ["consultations", "have your say"],
    where: "the consultations page",
    limbs: [consultations],
  }),
  facility("03-m4", {
    name: "Quick vote",
    queries: ["poll", "quick vote"],
    where: "the homepage",
    limbs: [quickVote],
  }),
];
