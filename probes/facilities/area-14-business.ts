import { facility } from "./facility.js";
import { notifications } from "./special/notifications.js";
import { responseStandards } from "./special/response-standards.js";
import type { Facility } from "./types.js";

/** Area 14 of the paper. */
export const easyBusiness: readonly Facility[] = [
  facility("14-m1", {
    name: "Automatic acknowledgement of enquiries",
    queries: [],
    where: "the contact page",
    limbs: [
      {
        key: "a",
        kind: "hidden",
        reason: "needs-submission",
        name: "automatic acknowledgement",
        wordings: [
          "contact us",
          "(automatic|automated|e ?mail|immediate) acknowledge?ments?",
          "customer (charter|service standards?|care)",
          "enquiry form",
          "contact (the|your) council",
        ],
      },
    ],
  }),
  facility("14-m2", {
    name: "Service standards for e-mail and web enquiries",
    queries: ["customer service standards", "customer charter"],
    where: "the contact page",
    limbs: [responseStandards],
  }),
  facility("14-m3", {
    name: "Sign-up for e-mail or text alerts",
    queries: ["email alerts", "subscribe"],
    where: "the homepage and the contact page",
    limbs: [notifications],
  }),
];
