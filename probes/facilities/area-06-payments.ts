import type { AuthorityType } from "../../src/authorities/types.js";
import { facility } from "./facility.js";
import { payOnline } from "./special/pay-online.js";
import type { Facility } from "./types.js";

const BILLING: readonly AuthorityType[] = [
  "district",
  "unitary",
  "metropolitan",
  "london-borough",
  "city-of-london",
  "isles-of-scilly",
];

/** Area 06 of the paper. */
export const payments: readonly Facility[] = [
  facility("06-m1", {
    name: "Trustworthy online payments",
    queries: ["pay online", "make a payment"],
    where: "the “pay it” page",
    limbs: [payOnline],
  }),
  facility("06-m2", {
    name: "Council tax balances online",
    queries: ["council tax account", "council tax balance"],
    where: "the council tax page",
    // Balances are a billing authority's matter; what other value others add to payments cannot be told (06-m2).
    combine: (judged) =>
      judged.length === 0 ? { verdict: "cannot-tell", reason: "not-billing", points: null } : null,
    limbs: [
      {
        key: "a",
        name: "looking up a council tax balance",
        appliesTo: BILLING,
        wordings: [
          "(view|check|see|manage|access|find out)( and manage)? (your |my |a )?council tax( (account|balance|bill)s?)?( online)?",
          "council tax (online|self service|e ?billing|account|balance)s?( online)?",
          "(check|view) (your |my |account )?(council tax )?balances?",
          "my council tax",
          "e ?billing",
          "paperless (billing|bills?)",
          "online (council tax )?billing",
          "(council tax )?bills? (by|to|in|into|sent to)( your)? (e ?mail|inbox)[\\w ]*",
          "e ?mail(ed)? bills?",
          "(see|look at|get|view)[\\w ]{0,12} council tax bills?( [\\w ]+)?",
          "(what|how much)( council tax)? (you|i) (still )?owe",
          "what is left to pay",
          "council tax,? (at any hour|any time|24 ?/ ?7)",
          "council tax online (account|service|portal)s?",
          "(register|sign up|sign in|log in) (for|to) (your )?council tax (online|account|self service)",
        ],
        notThese: [
          "band(s|ing)?",
          "support",
          "reduction",
          "discounts?",
          "benefits?",
          "budget",
          "exemptions?",
          "appeals?",
          "library",
          "statement of accounts?",
          "business rates",
          "rent",
        ],
        paths: ["council-?tax-?(account|online|balance)", "e-?billing", "my-council-tax"],
        threshold: 4,
        does: ["council-tax-account"],
        fourth: ["look-up", "sign-in"],
      },
    ],
  }),
];
