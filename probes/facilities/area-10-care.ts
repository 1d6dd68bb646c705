import type { Evidence } from "../../src/audit/types.js";
import { seen } from "../../src/snapshot/site.js";
import { facility } from "./facility.js";
import { matterFields } from "./forms.js";
import { around, type PageView } from "./site-view.js";
import { numberOutOfHours, socialCareContact, telephoneWithHours } from "./special/social-care.js";
import type { Facility, Room, SaysLimb } from "./types.js";
import { near } from "./wording.js";

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
    "ehc\\w*",
    "education\\w*",
    "special (educational )?needs",
    "send",
    "housing",
    "homeless\\w*",
    "benefits?",
  ],
  paths: ["care-?(account|portal|package)", "my-?care"],
} as const;

const NO_PORTAL =
  /\b(there is no|we (do not|don['’]t) (yet )?(have|offer)( an?)?) (online )?(portal|account|system|website)\b[^.\n]{0,60}\b(care|support)\b|\b(you )?(cannot|can['’]t|can not) (view|see|check|look at) (your|a) (care|support)[\w ]{0,30}(plan|package)s? online\b/i;
const SELF_ASSESSMENT =
  /\b(care|support|carer['’]?s?|needs|financial)\b[\w ]{0,30}\b(self[- ]?)?assessment\b|\bself[- ]?assessment\b[\w ]{0,30}\b(care|support)\b|\bassess\w*\b[\w ]{0,30}\b(care|support) needs\b|\b(check|find out|see) (if|whether)\b[\w ]{0,30}\b(care|support)\b|\b(ask for|request|apply for|get)\b[\w ]{0,20}\b(social care|care and support|care at home|care needs)\b|\bwhat you (might|will|would|may|could) pay\b[\w ]{0,20}\bcare\b/i;
const CARE =
  /\b(adult (social )?care|social care|care and support|care needs|care home|paying for care|needing care|carers?)\b/i;
/** Assessments of other kinds, and other people's care. */
const NOT_CARE =
  /\b(ehc|education|school|pupils?|send|housing|homeless\w*|risk|planning|environmental|nursery|child ?care|council tax|job|tax)\b/i;

/** A form in which people assess what care they need, or what they would pay for it. */
function assessmentForm(room: Room): PageView | undefined {
  return room.view.pages.find(
    (view) =>
      !view.otherCouncil &&
      !view.offlineOnly &&
      !view.closed &&
      !view.retired &&
      !NOT_CARE.test(view.h1 || view.title) &&
      view.forms.some(({ form, purpose }) => {
        if (purpose !== "service" || matterFields(form).length < 2) return false;
        const named = `${view.h1 || view.title} ${form.heading}`;
        return (
          SELF_ASSESSMENT.test(named) ||
          (/\b(self|financial|needs|carers?['’]?)?[- ]?assessment\b/i.test(named) &&
            (CARE.test(view.page.text) || view.platforms.some((one) => one.does.includes("care-account"))))
        );
      }),
  );
}

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

/** Own pages that send people to the form. */
function leadingTo(room: Room, form: PageView): Evidence[] {
  return room.view
    .linksTo(form.page.url)
    .filter(({ link, from }) => from.page.scope === "own" && from.page.clicks !== 0 && link.area === "main")
    .slice(0, 2)
    .map(({ link, from }) => seen(from.page, "Leads there from this page", link.name));
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
          near(
            "help|support|care|looking after|advice",
            "(?:for |to )?(?:adults?|older people|older person|elderly people|carers?)|(?:at|in your own) home|(?:live|living|stay|staying) (?:at home|independent\\w*|well)|(?:after )?someone",
            3,
          ),
          "(live|living|stay|staying) independent\\w*( at home)?",
          "(getting|growing) older",
          "(if you )?look(ing)? after (someone|somebody|a relative)[\\w ]*",
          "(care|carers?|needs) assessments?",
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
          "housing",
          "homeless\\w*",
          "energy",
          "insulation",
          "council tax",
          "benefits?",
          "learn\\w*",
          "courses?",
          "pets?",
          "dogs?",
          "recycl\\w+",
          "work(ing)? (at|from) home",
          "librar(y|ies)",
          "business\\w*",
          "gardens?",
          "school\\w*",
        ],
        paths: ["adult-?(social-?)?care", "social-?care", "care-and-support", "adults?(/|-|$)"],
        threshold: 1,
        top: 1,
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
          near(
            "help|support|advice|services",
            "(?:for |with )?(?:your )?(?:famil(?:y|ies)|children|parents|young people|child)",
            2,
          ),
          near(
            "worried|concern(?:s|ed)?|hurt(?:ing)?|abused?|neglect(?:ed)?|unsafe|at risk",
            "child|children|young (?:person|people)|baby",
            4,
          ),
          "(becoming|become) a foster (carer|parent)",
        ],
        notThese: [
          "vacanc\\w*",
          "playgrounds?",
          "events?",
          "libraries",
          "library",
          "centre opening",
          "children's (books|activities|parties)",
          "housing",
          "homeless\\w*",
          "benefits?",
          "money",
          "cost of living",
          "school meals",
          "holidays?",
          "activit\\w+",
          "council tax",
          "child ?care",
          "nurser\\w+",
          "courses?",
          "learn\\w*",
          "swim\\w*",
          "volunteer\\w*",
          "births?",
          "business\\w*",
          "schools?",
        ],
        paths: ["children", "families", "early-?help"],
        threshold: 1,
        top: 1,
      },
      {
        key: "c",
        kind: "says",
        name: "a telephone number with hours or out-of-hours cover",
        ...socialCareContact,
        says: [...telephoneWithHours, ...numberOutOfHours],
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
        (view) => view.page.scope === "own" && view.noise === null && view.prose.matches(NO_PORTAL),
      );
      if (none && !portal) {
        const evidence = [seen(none.page, "Says that there is no portal", around(none.text, NO_PORTAL))];
        return { verdict: "not-met", reason: "none-exists", points: null, evidence, level: 0 };
      }
      const stated = judged.filter((one) => one.answer.verdict === "partly-met");
      if (portal && stated.length === judged.length)
        return { verdict: "met", reason: "online", points: null, level: 4 };
      const form = assessmentForm(room);
      const evidence = form
        ? [
            seen(form.page, "A self-assessment to fill in online", form.h1 || form.title),
            ...leadingTo(room, form),
          ]
        : [];
      const level = form ? 3 : 1;
      if (stated.length > 0) {
        const reason = portal ? "some-limbs" : form ? "assessment-only" : "says-so-only";
        return { verdict: "partly-met", reason, points: null, evidence, level };
      }
      if (form) return { verdict: "partly-met", reason: "assessment-only", points: null, evidence, level };
      return { verdict: "cannot-tell", reason: portal ? "login-wall" : "internal-only", points: null };
    },
  }),
];
