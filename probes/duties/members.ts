import { seen } from "../../src/snapshot/site.js";
import { addMonths, type DatePrecision, datesIn, daysBetween, monthOf } from "../dates.js";
import { facility } from "../facilities/facility.js";
import { absent } from "../facilities/ladder.js";
import type { PageView } from "../facilities/site-view.js";
import type { Facility, LimbAnswer, Room, SpecialLimb } from "../facilities/types.js";
import { names, patternOf } from "../facilities/wording.js";
import { coversNext28Days, whenever, within } from "./freshness.js";
import { published } from "./published.js";

const DEMOCRACY_PAGE = "the council and democracy page";

const MEETINGS = {
  wordings: [
    "(committee|council|cabinet|public|forthcoming|upcoming|future|past|full council)? ?meetings?( calendar| dates| timetable| papers)?",
    "(calendar|timetable|diary|schedule|dates) of meetings",
    "agendas?(,? (minutes|reports|decisions|papers))*( and (minutes|reports|decisions|papers))?",
    "minutes",
    "committees?( papers)?",
    "meetings, agendas and minutes",
  ],
  notThese: ["parish", "tenants?", "surger(y|ies)", "school", "minutes? (walk|away|drive)", "\\d+ minutes?"],
  paths: ["mgCalendar", "ieListMeetings", "ieDocHome", "mgListCommittees", "agendas?", "minutes"],
};
const AGENDA = /\b(agendas?|minutes|decisions?|public reports? pack|papers)\b/i;
const AGENDA_ADDRESS = /\/ieListDocuments\.aspx|agenda|minutes|\/documents\/[gb]\d+/i;

interface Meeting {
  /** `YYYY-MM-DD` */
  day: string;
  view: PageView;
  /** Text of the link. */
  name: string;
  papers: boolean;
}

/** Days named by the links, lists and tables of pages about meetings. */
function meetingsOn(room: Room, limb: SpecialLimb): Meeting[] {
  const pattern = patternOf(limb);
  const found: Meeting[] = [];
  for (const view of room.view.pages) {
    if (view.otherCouncil || view.retired || view.noise === "news" || view.noise === "jobs") continue;
    if (!names(pattern, view.title) && !names(pattern, view.h1) && view.noise !== "meetings") continue;
    for (const link of view.page.links) {
      if (link.area !== "main" && link.area !== "aside") continue;
      const papers = AGENDA.test(link.name) || AGENDA_ADDRESS.test(link.url);
      for (const one of datesIn(`${link.name}\n${link.context}`)) {
        if (one.precision === DAY) found.push({ day: one.date, view, name: link.name, papers });
      }
    }
    for (const one of datesIn(view.text)) {
      if (one.precision === DAY) found.push({ day: one.date, view, name: "", papers: false });
    }
  }
  return found;
}

const DAY: DatePrecision = "day";

function meetingLimb(
  key: string,
  name: string,
  fits: (meeting: Meeting, asOf: string) => boolean,
  what: string,
): SpecialLimb {
  return {
    kind: "special",
    key,
    name,
    ...MEETINGS,
    judge: (room, limb): LimbAnswer => {
      const meetings = meetingsOn(room, limb);
      const found = meetings.find((one) => fits(one, room.context.asOf));
      if (found) {
        const evidence = seen(found.view.page, `${what}: ${found.day}`, found.name || found.view.title);
        return {
          verdict: "met",
          reason: "published",
          level: 1,
          evidence: [evidence],
          measures: { [key]: found.day },
        };
      }
      const [other] = meetings;
      if (!other) return absent(room);
      const newest = meetings.reduce((best, one) => (one.day > best.day ? one : best), other);
      return {
        verdict: "partly-met",
        reason: "stale",
        level: 1,
        evidence: [seen(newest.view.page, `The newest day named there is ${newest.day}`, newest.name)],
        measures: { newest: newest.day },
      };
    },
  };
}

const nextMeeting = meetingLimb(
  "a",
  "a meeting within the next 60 days",
  ({ day }, asOf) => daysBetween(asOf, day) >= 0 && daysBetween(asOf, day) <= 60,
  "A meeting is listed",
);
/** Recess and election time may be long: papers of the last half year count. */
const papers = meetingLimb(
  "b",
  "agenda or minutes of a recent meeting",
  ({ day, papers: has }, asOf) => has && day <= asOf && day.slice(0, 7) >= addMonths(monthOf(asOf), -6),
  "Papers of a meeting",
);

/** T-41 to T-46; T-40 counts members' pages and stands apart. */
export const memberDuties: readonly Facility[] = [
  facility("T-41", {
    name: "Parish registers of interests",
    queries: ["parish councillors register of interests"],
    where: DEMOCRACY_PAGE,
    limbs: [
      published({
        name: "registers of interests of parish councillors",
        wordings: [
          "(parish|town|community)( and (parish|town))?( council| councillors?'?| members?'?)*( register| registers| declarations?)( of)?( members?'?| disclosable| pecuniary)*( interests?)",
          "registers? of (disclosable |pecuniary |members?'? )*interests?[ :,-]+(of |for )?(the )?(parish|town)[\\w ]*",
          "(parish|town) (council|councillors?)[\\w ']* interests?",
        ],
        form: "page",
        fresh: whenever,
        none: ["\\b(there are no|no) (civil )?parish(es| councils)\\b|\\bunparished\\b"],
      }),
    ],
  }),
  facility("T-42", {
    name: "Code of conduct",
    queries: ["members code of conduct"],
    where: DEMOCRACY_PAGE,
    limbs: [
      published({
        name: "members' code of conduct",
        wordings: [
          "((member|councillor)s?'?s? )?codes? of conduct( for (members|councillors)[\\w ]*)?",
          "(councillor|member)s?'?s? conduct",
        ],
        notThese: [
          "employees?'?",
          "staff",
          "officers?",
          "planning",
          "taxi",
          "drivers?",
          "licens\\w+",
          "pupils?",
          "landlords?",
          "suppliers?",
          "street trad\\w+",
          "complain\\w*",
          "library",
          "enforcement",
        ],
        paths: ["code-?of-?conduct"],
        form: "document",
        fresh: whenever,
        keepNoise: ["meetings", "councillors"],
      }),
    ],
  }),
  facility("T-43", {
    name: "Notice of key decisions",
    queries: ["forward plan key decisions"],
    where: DEMOCRACY_PAGE,
    limbs: [
      published({
        name: "notice of key decisions",
        wordings: [
          "forward plans?( of (key )?decisions)?",
          "(notice|notices|schedule|list|register) of (forthcoming |future |intended |proposed )*(key |executive )*decisions",
          "(forthcoming|future|planned|upcoming) (key |executive )*decisions",
          "key decisions?( notices?| list| plan)?",
          "28 day notices?",
          "(cabinet|executive) (forward|work) (plan|programme)",
        ],
        notThese: ["scrutiny", "local plan", "what is a key decision"],
        paths: ["forward-?plan", "mgListPlans?\\.aspx", "mgPlansHome\\.aspx"],
        form: "page",
        fresh: coversNext28Days,
        keepNoise: ["meetings"],
        none: ["\\b(operates?|has|adopted|works under|returned to) (a|the) committee system\\b"],
      }),
    ],
  }),
  facility("T-44", {
    name: "Agendas and minutes",
    queries: ["council meetings agendas minutes"],
    where: DEMOCRACY_PAGE,
    limbs: [nextMeeting, papers],
  }),
  facility("T-45", {
    name: "Members' allowances",
    queries: ["members allowances scheme", "councillors allowances paid"],
    where: DEMOCRACY_PAGE,
    limbs: [
      published({
        key: "a",
        name: "allowances scheme",
        wordings: [
          "(scheme of |basic )?(member|councillor)s?'?s? allowances?( scheme| and expenses)*( 20\\d\\d)?",
          "allowances? schemes?",
          "allowances for (members|councillors)",
          "(councillor|member)s?'?s? (pay|expenses)( and (allowances|expenses))?",
        ],
        notThese: ["parish", "attendance allowance", "payments", "paid", "foster\\w*", "carers?"],
        form: "document",
        fresh: whenever,
        keepNoise: ["councillors", "meetings"],
        states: ["\\bbasic allowance\\b[^.\\n]{0,80}£ ?\\d"],
      }),
      published({
        key: "b",
        name: "allowances paid in the last year",
        wordings: [
          "(member|councillor)s?'?s? allowances?( and expenses)?( paid| payments?| received| claimed| 20\\d\\d)+[\\w /-]*",
          "(allowances?|expenses)( and expenses)? (paid|claimed|received|payments?)( to| by)?( members| councillors)?",
          "(payments?|paid) to (members|councillors)",
          "(member|councillor)s?'?s? (expenses|payments)",
        ],
        notThese: ["parish", "attendance allowance", "scheme", "foster\\w*", "carers?", "housing"],
        form: "document",
        fresh: within(20),
        keepNoise: ["councillors", "meetings"],
      }),
    ],
  }),
  facility("T-46", {
    name: "Petitions, complaints and the Ombudsman",
    queries: ["complaints ombudsman", "petitions"],
    where: "the complaints page",
    limbs: [
      published({
        key: "a",
        name: "how to petition",
        wordings: ["(e )?petitions?( scheme)?", "start a petition"],
        notThese: ["parliament\\w*", "bankruptcy"],
        form: "page",
        fresh: whenever,
        keepNoise: ["meetings"],
      }),
      published({
        key: "b",
        name: "how to complain",
        wordings: [
          "(corporate |make a |making a |how to make a )?complaints?( procedure| policy| about (the council|us|our services?))?",
          "compliments,? (and )?complaints[\\w ,]*",
          "how to complain",
          "comments,? compliments",
        ],
        notThese: ["noise", "councillors?", "members?", "taxi", "licens\\w+", "schools?", "food", "planning"],
        form: "page",
        fresh: whenever,
      }),
      {
        kind: "says",
        key: "c",
        name: "the way to the Ombudsman",
        wordings: ["complaints?[\\w ,]*", "how to complain", "compliments[\\w ,]*", "ombudsman"],
        notThese: ["noise", "taxi", "schools?"],
        says: ["\\bombudsman\\b", "\\bLGSCO\\b"],
      },
    ],
  }),
];
