import { seen } from "../../src/snapshot/site.js";
import { facility } from "./facility.js";
import { matterFields } from "./forms.js";
import { around } from "./site-view.js";
import type { Facility, SaysLimb } from "./types.js";

const CARE_ACCOUNT = {
  wordings: [
    "(my|your|online|care|citizen|client|social care)( care| adult)*( and support)? (accounts?|portals?)",
    "care (account|portal|package)s?( online)?",
    "my care( and support)?( account| portal)?",
    "(view|access|check) (your|my) (care|support)( and support)? (plan|package|account|record|budget)",
    "adult social care (portal|account|online)",
    "(online )?(self|needs|financial|carers?'?) assessments?( online| form)?",
    "citizen portal",
  ],
  notThese: [
    "school",
    "council tax",
    "parents?",
    "admissions?",
    "homes? care",
    "planning",
    "environmental",
    "risk assessments?",
    "child ?care",
  ],
  paths: ["care-?(account|portal|package)", "my-?care"],
} as const;

const NO_PORTAL =
  /\bthere is no (online )?(portal|account)\b[^.\n]{0,60}\b(care|support)\b|\b(you )?(cannot|can't|can not) (view|see|check) (your|a) (care|support)[\w ]{0,30}(plan|package)s? online\b/i;
const SELF_ASSESSMENT =
  /\b(care|support|carer'?s?|needs|financial)\b[\w ]{0,30}\b(self[- ]?)?assessment\b|\bself[- ]?assessment\b[\w ]{0,30}\b(care|support)\b/i;

function shows(key: string, name: string, says: readonly string[]): SaysLimb {
  return {
    key,
    kind: "says",
    name,
    ...CARE_ACCOUNT,
    says,
    grade: "claim",
    otherwise: "cannot-tell",
    absent: "cannot-tell",
  };
}

/** Area 10 of the paper. */
export const care: readonly Facility[] = [
  facility("10-m1", {
    name: "Care services: information by web and telephone",
    queries: ["adult social care", "children's social care", "emergency duty team"],
    where: "the social care pages",
    enough: 8,
    limbs: [
      {
        key: "a",
        name: "care for adults",
        wordings: [
          "adults?'? (social )?(care|services)",
          "(care|help|support)( and (support|care))? (for|with) (adults|older people|living|at home)",
          "social care( (for|and) (adults|health|support))?",
          "health and social care",
          "care and support( (for adults|services|directory))?",
          "(home|residential|day|community) care( services)?",
          "older people('s services)?",
          "(getting|get) (help|care)( and support)?",
          "carers( and caring)?( assessments?)?",
          "support for carers",
          "social services",
          "home help",
          "care homes?",
          "safeguarding adults",
          "adult safeguarding",
          "disab(led|ility) (people|services|support)",
        ],
        notThese: [
          "children",
          "vacanc\\w*",
          "skin care",
          "committee",
          "day nurser\\w*",
          "providers?",
          "leaving care",
          "health care",
          "child ?care",
          "directory of councillors",
        ],
        paths: ["adult-?(social-?)?care", "social-?care", "care-and-support", "adults?(/|-|$)"],
        threshold: 1,
      },
      {
        key: "b",
        name: "care for children and families",
        wordings: [
          "children'?s?'? (social (care|services|work)|services)",
          "children(,| and)?( young people)?( and)? famil(y|ies)( services)?",
          "(family|early) (support|help)( services?| hub)?",
          "child(ren)?( protection|'s safeguarding)",
          "safeguarding children",
          "(worried|concerned) about a child",
          "(send )?local offer",
          "fostering( and adoption)?",
          "looked after children",
          "children with disabilities",
          "support for famil(y|ies)",
          "children in (need|care)",
        ],
        notThese: [
          "vacanc\\w*",
          "playgrounds?",
          "events?",
          "libraries",
          "library",
          "centre opening",
          "children's (books|activities|parties)",
          "schools?",
        ],
        paths: ["children", "families", "early-?help"],
        threshold: 1,
      },
      {
        key: "c",
        kind: "says",
        name: "a telephone number with hours or out-of-hours cover",
        wordings: [
          "(adults?'? |children'?s? )?social (care|services|work)( (contact|team|direct|emergency|out of hours))?",
          "adults?'? (social )?(care|services)",
          "children'?s?'? (social care|services)",
          "emergency (duty|social (care|services|work))( team| service)?",
          "out of hours( (social care|emergencies|contacts?|service))?",
          "(report|reporting) (a )?(concern|abuse)( about an? (adult|child))?",
          "safeguarding (adults|children)",
          "(worried|concerned) about (a child|an adult|someone)",
          "contact (social care|adult social care|children'?s services|social services)",
          "social services",
        ],
        notThese: ["vacanc\\w*", "committee", "dentist", "gp", "doctors?"],
        paths: ["social-?(care|services)", "out-of-hours", "emergency-duty"],
        says: [
          "(\\b0\\d{2,4}|\\[telephone\\])[\\s\\S]{0,400}\\b(out of (office )?hours|emergency duty|24 hours|monday to (friday|thursday|sunday)|\\d{1,2}([.:]\\d\\d)? ?am|evenings?,? (and )?weekends?|office hours|opening hours|9 ?(to|-|–) ?5)\\b",
          "\\b(out of (office )?hours|emergency duty|24 hours|monday to (friday|thursday|sunday)|\\d{1,2}([.:]\\d\\d)? ?am|evenings?,? (and )?weekends?|office hours|opening hours)\\b[\\s\\S]{0,400}(\\b0\\d{2,4}[\\s\\d]{6,}|\\[telephone\\])",
        ],
      },
    ],
  }),
  facility("10-m2", {
    name: "Viewing one's own care package",
    queries: ["my care account", "care portal"],
    where: "the adult social care page",
    limbs: [
      shows("a", "viewing the care package", [
        "\\b(view|see|access|check)\\b[^.]{0,60}\\b(care|support) (plan|package|and support plan|record)",
      ]),
      shows("b", "payments", [
        "\\b(view|see|check|manage)\\b[^.]{0,60}\\b(payments?|personal budget|direct payments?|invoices?|charges|contributions?)\\b",
      ]),
      shows("c", "requests for service", [
        "\\b(request|apply for|ask for|complete|start)\\b[^.]{0,60}\\b(assessments?|services?|equipment|support|review)\\b[^.]{0,40}\\b(online|portal|account|form)?",
      ]),
      shows("d", "review dates", [
        "\\breview dates?\\b|\\bdates? of (your )?(next )?reviews?\\b|\\bwhen your (next )?review is\\b",
      ]),
    ],
    combine: (judged, room) => {
      // The portal's own public page says what it shows: then, and only then, the council's word is borne out (grade B).
      const portal = room.view.pages.find(
        (view) =>
          view.platforms.some((one) => one.does.includes("care-account")) &&
          /\b(care|support)\b/i.test(view.text) &&
          !view.retired,
      );
      const none = room.view.pages.find(
        (view) => view.page.scope === "own" && view.noise === null && NO_PORTAL.test(view.text),
      );
      if (none && !portal) {
        const evidence = [seen(none.page, "Says that there is no portal", around(none.text, NO_PORTAL))];
        return { verdict: "not-met", reason: "none-exists", points: null, evidence };
      }
      const stated = judged.filter((one) => one.answer.verdict === "partly-met");
      if (portal && stated.length === judged.length)
        return { verdict: "met", reason: "online", points: null };
      if (stated.length > 0)
        return { verdict: "partly-met", reason: portal ? "some-limbs" : "says-so-only", points: null };
      const form = room.view.pages.find(
        (view) =>
          !view.otherCouncil &&
          !view.offlineOnly &&
          SELF_ASSESSMENT.test(view.h1 || view.title) &&
          view.forms.some((one) => one.purpose === "service" && matterFields(one.form).length >= 2),
      );
      if (form) {
        const evidence = [seen(form.page, "A self-assessment to fill in online", form.h1 || form.title)];
        return { verdict: "partly-met", reason: "assessment-only", points: null, evidence, level: 3 };
      }
      return { verdict: "cannot-tell", reason: portal ? "login-wall" : "internal-only", points: null };
    },
  }),
];
