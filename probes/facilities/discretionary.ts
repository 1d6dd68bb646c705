import { facility } from "./facility.js";
import { clues } from "./special/derived.js";
import { outOfHours } from "./special/out-of-hours.js";
import { supplierPages } from "./special/supplier-pages.js";
import { supplierAlerts } from "./special/tender-portals.js";
import { webcasts } from "./special/webcasts.js";
import type { Facility, LimbData } from "./types.js";

const YOUTH_VOTES = [
  "(youth|young people'?s?) (parliament|council|mayor|elections?|cabinet|assembly|vote|voice)",
  "make your mark",
  "mock elections?",
  "members? of (the )?(uk )?youth parliament",
];

/** Stretch examples of the paper: shown when they are seen, never counted against anybody. */
export const discretionary: readonly Facility[] = [
  facility("01-d1", {
    elusive: true,
    // Words about the meals show nothing of how entitlement is checked.
    combine: (judged) =>
      judged[0]?.answer.verdict === "partly-met" && (judged[0].answer.level ?? 0) < 3
        ? { verdict: "cannot-tell", reason: "internal-only", points: null }
        : null,
    name: "Pre-qualification for free school meals and uniform grants",
    queries: ["free school meals"],
    where: "the free school meals page",
    limbs: [
      {
        key: "a",
        name: "an online eligibility check",
        threshold: 3,
        wordings: [
          "free school meals?( (application|eligibility|checker|and [\\w ]+))?",
          "(school )?(uniform|clothing) (grants?|vouchers?)",
          "apply for free school meals",
          "pupil premium",
        ],
        notThese: ["menus?", "vacanc\\w*"],
        paths: ["free-?school-?meals", "uniform"],
        does: ["free-school-meals"],
        fourth: ["look-up"],
        orStatement: ["\\b(automatically (awarded|enrolled|registered|entitled|given)|auto-?enrol\\w*)\\b"],
      },
    ],
  }),
  facility("03-d1", {
    name: "e-Enabled elections",
    queries: [],
    where: "the elections page",
    limbs: [
      {
        key: "a",
        name: "a pilot of e-voting or e-counting",
        threshold: 1,
        wordings: [
          "e ?voting( pilots?)?",
          "electronic (voting|counting)( pilots?)?",
          "e ?counting",
          "(internet|online|text|telephone) voting( pilots?)?",
          "voting pilots?",
        ],
        notThese: ["school", "youth"],
      },
    ],
    // E-voting is not lawful outside pilots, and the pilots ended in 2007.
    combine: (judged, room) =>
      room.context.asOf >= "2008-01-01" && judged.length > 0 && room.context.subject.type !== "gla"
        ? { verdict: "not-applicable", reason: "not-today", points: null }
        : null,
  }),
  facility("03-d2", {
    name: "Webcasting of council meetings",
    queries: ["webcast", "watch council meetings"],
    where: "the council meetings page",
    limbs: [webcasts],
  }),
  facility("03-d3", {
    name: "Youth votes and mock elections",
    queries: ["youth parliament"],
    where: "the young people's page",
    limbs: [
      page("youth elections online", YOUTH_VOTES),
      {
        key: "b",
        kind: "says",
        name: "a pilot of e-voting for 16 to 19 year olds",
        wordings: YOUTH_VOTES,
        says: [
          "\\b(vot(e|es|ed|ing)|ballots?|elections?)\\b[^.\\n]{0,100}\\b(online|on-line|electronic(ally)?|e-?voting|tablets?|laptops?|app|touch ?screens?)\\b",
          "\\b(online|on-line|electronic(ally)?|e-?voting|tablets?|laptops?|touch ?screens?)\\b[^.\\n]{0,100}\\b(vot(e|es|ed|ing)|ballots?|elections?)\\b",
        ],
        // What is to come, or is asked for, is no pilot that succeeded.
        never:
          "\\b(will|plans?|planned|hope|could|would|should|motion|want|ask(ed|ing)?|register to vote|paper)\\b",
        otherwise: "cannot-tell",
        absent: "cannot-tell",
      },
    ],
  }),
  facility("04-d1", {
    name: "Interactive environmental simulation",
    queries: ["carbon calculator"],
    where: "the environment page",
    limbs: [
      {
        key: "a",
        name: "an interactive model or calculator",
        threshold: 3,
        wordings: [
          "(carbon|co2)( footprint)? calculator",
          "(flood|air quality|noise|pollution|climate) (model|simulation|simulator)s?",
          "3d (city )?model",
          "solar (map|calculator)",
          "energy calculator",
          "environmental simulation",
        ],
        notThese: ["tax"],
        does: ["simulation"],
        fourth: ["look-up"],
      },
    ],
  }),
  facility("05-d1", {
    elusive: true,
    name: "e-Procurement marketplace",
    queries: ["supplier marketplace"],
    where: "the procurement page",
    limbs: [
      {
        key: "a",
        name: "a virtual marketplace",
        threshold: 3,
        wordings: [
          "(e ?procurement|virtual|electronic|supplier|online|e) market ?place( for (suppliers|firms|buyers)[\\w ]*)?",
          "marketplace for (suppliers|firms|buyers)[\\w ]*",
          "(idea|procurement|buying|trading) marketplace",
          "dynamic (purchasing systems?|markets?)",
          "roses",
        ],
        notThese: [
          "markets? stalls?",
          "street market",
          "farmers",
          "housing",
          "care",
          "carers?",
          "personal assistants?",
          "pa",
        ],
        does: ["marketplace", "tenders"],
        // Today's form of it: a list of suppliers for a kind of work, which firms may join at any time.
        within: {
          wordings: supplierPages.names,
          says: [
            "\\b(join|apply|admi(t|ssion)|open|register|get on to)\\b[^.\\n]{0,80}\\bdynamic (markets?|purchasing systems?)\\b",
            "\\bdynamic (markets?|purchasing systems?)\\b[^.\\n]{0,80}\\b(join|apply|open to|register|any time)\\b",
          ],
        },
      },
    ],
  }),
  facility("05-d2", {
    name: "Purchase cards",
    queries: ["purchase card transactions", "procurement card"],
    where: "the transparency page",
    limbs: [
      {
        key: "a",
        name: "purchase card transactions",
        threshold: 1,
        wordings: [
          "(government |council |corporate )?(procurement|purchas(e|ing)|corporate (credit|purchasing)|corporate|company|payment|credit|charge) cards?( (transactions?|spend(ing)?|data|expenditure|payments|purchases|programme|scheme|use))?",
          "gpc( (spend(ing)?|data|transactions))?",
          "p ?cards?( (spend(ing)?|data|transactions|expenditure))?",
          "(spend(ing)?|expenditure|transactions|payments|purchases) (made )?(on|by|with|using) (the )?((government|corporate|council|our|procurement|purchas(e|ing)|credit|company|payment) )*cards?",
        ],
        notThese: [
          "pay(ing)? by",
          "online payments?",
          "library",
          "gift",
          "apply",
          "charges?",
          "fees?",
          "surcharges?",
          "fraud",
          "lost",
          "prepaid",
          "direct debit",
          "your",
          "parking",
          "council tax",
          "meals?",
        ],
        mustSay: ["transactions?|spend(ing)?|spent|expenditure|purchases|csv|spreadsheets?|data"],
        never:
          "\\b(do|does|did) not (use|have|hold|issue)\\b|\\b(don|doesn)['’]t (use|have|hold|issue)\\b|\\b(has|have|holds?|uses?|with) no\\b|\\bno longer\\b|\\b(withdrawn|stopped|ended)\\b",
      },
    ],
  }),
  facility("05-d3", {
    name: "E-mail or text alerts for suppliers",
    queries: ["tender alerts"],
    where: "the procurement page",
    limbs: [supplierAlerts],
  }),
  facility("06-d1", {
    name: "Payment by text message or app",
    queries: ["phone parking"],
    where: "the parking page",
    limbs: [
      {
        key: "a",
        kind: "says",
        name: "paying by mobile phone",
        anywhere: true,
        wordings: [
          "(pay|paying|payments?)[\\w ]{0,20} (by|with|via|using) (your )?(mobile|phone|text|sms|app)[\\w ]*",
          "(car )?park(s|ing)",
          "ringgo",
          "pay ?by ?phone",
          "mi ?permit",
          "phone (and|&) pay",
          "text to pay",
        ],
        notThese: ["fines?", "penalt\\w+"],
        says: [
          "\\b(pay(ing|ment)?|park(ing)?|charge)\\b[^.\\n]{0,100}\\b(ringgo|pay ?by ?phone|mi ?permit|just ?park|phone ?(and|&) ?pay|parkmobile|text message|sms|texting|by text)\\b",
          "\\b(ringgo|pay ?by ?phone|mi ?permit|just ?park|phone ?(and|&) ?pay)\\b[^.\\n]{0,80}\\b(pay(ing|ment)?|park(ing)?)\\b",
          "\\bpay(ing|ment)?\\b[^.\\n]{0,60}\\b(mobile phone|smartphone|app)\\b",
          "\\btext (?:the |your |us )?(?:[\\w']+,? ){1,14}to \\d{5}\\b",
          "\\btext the (?:number|code)\\b[^.\\n]{0,30}\\b(?:sign|board|machine|meter)\\b",
          "\\b(?:use|download|through|with|on) (?:the )?(?:ringgo|pay ?by ?phone|mi ?permit|just ?park|parkmobile)\\b",
        ],
        never: "\\b(apply|application|appeal|report|happ\\w+|council tax|direct debit|scam|fraud)\\b",
      },
    ],
  }),
  facility("06-d2", {
    elusive: true,
    name: "Smart cards for stored payments",
    queries: ["smart card"],
    where: "the payments page",
    limbs: [
      page(
        "a smart card with stored payments",
        ["smart ?cards?", "(citizen|city|residents?'?|council) (smart )?cards?", "stored value", "itso"],
        ["bus pass timetable", "library card only", "score ?card"],
      ),
    ],
  }),
  facility("07-d1", {
    elusive: true,
    name: "Citizen card for library and leisure",
    queries: ["residents card"],
    where: "the libraries and leisure pages",
    limbs: [
      {
        key: "a",
        kind: "says",
        name: "a card for library and leisure alike",
        anywhere: true,
        wordings: [
          "library (cards?|membership|tickets?)",
          "(citizen|residents?'?|resident'?s|city|one|smart|leisure and library|library and leisure|leisure) ?(cards?|pass(es)?)",
        ],
        notThese: ["score ?card", "id cards?"],
        says: [
          "\\blibrary (card|membership|ticket)\\b[^.\\n]{0,60}\\b(is also|also (works|serves|acts|gets|gives|lets)|doubles (up )?as|can (also )?be used|works)\\b[^\\n]{0,160}\\b(leisure|sports?|swim\\w*|gyms?|pools?)\\b",
          "\\b(leisure|membership) (card|pass)\\b[^.\\n]{0,60}\\b(is also|also (works|serves|acts|gets|gives|lets)|doubles (up )?as|can (also )?be used|works)\\b[^\\n]{0,100}\\blibrar\\w+\\b",
          "\\b(citizen|residents?['’]?s?|city|one|same|single|smart) ?card\\b[^\\n]{0,160}\\blibrar\\w+\\b[^\\n]{0,120}\\b(leisure|sports?|swim\\w*|gyms?|pools?)\\b",
          "\\b(citizen|residents?['’]?s?|city|one|same|single|smart) ?card\\b[^\\n]{0,160}\\b(leisure|sports?|swim\\w*|gyms?|pools?)\\b[^\\n]{0,120}\\blibrar\\w+\\b",
        ],
        absent: "cannot-tell",
        otherwise: "cannot-tell",
      },
    ],
  }),
  facility("08-d1", {
    // In London another body runs the information, and may well offer it.
    combine: (judged, room) =>
      judged[0]?.answer.verdict === "not-met" &&
      ["london-borough", "city-of-london"].includes(room.context.subject.type ?? "")
        ? { verdict: "cannot-tell", reason: "ambiguous", points: null }
        : null,
    name: "Transport information by text message",
    queries: ["bus times text"],
    where: "the public transport page",
    limbs: [
      {
        key: "a",
        kind: "says",
        name: "bus times by text or app",
        wordings: [
          "(live )?(bus|public transport|travel|train)( (times|information|timetables?|services|app|stops?))?",
          "buses( and trains)?",
          "(buses|trains|trams|tubes)[\\w ,]*",
          "(plan|planning) (a|your|my) journey",
          "real ?time[\\w ]*",
        ],
        notThese: ["school", "pass(es)?"],
        partners: true,
        says: [
          "\\btext(ing)?\\b[^.\\n]{0,60}\\b(stop|bus|code)\\b[^.\\n]{0,60}\\b(to|code|number|times|on)\\b",
          "\\b(by|via) text\\b",
          "\\b(sms|text (message|the|your|bus)|texting|8 ?42 ?68|84268|mobile app|bus (stop )?code|digital tv)\\b",
        ],

        otherwise: "not-met",
      },
    ],
  }),
  facility("08-d2", {
    elusive: true,
    name: "Smart traffic management",
    queries: ["traffic management"],
    where: "the traffic page",
    limbs: [
      {
        key: "a",
        kind: "says",
        name: "traffic technology in use",
        anywhere: true,
        wordings: ["traffic", "congestion", "bus(es)?", "signals?"],
        notThese: ["traffic regulation orders?", "vacanc\\w*"],
        says: [
          "\\b(urban (traffic (control|management)|traffic)|intelligent (traffic|transport) \\w+|traffic (control|management|monitoring) (centre|room|system)s?|utmc?|scoot|mova|variable message signs?|smart (junctions?|signals?|traffic lights?))\\b",
          "\\b(sensors?|detectors?|radar|cameras|counters?|artificial intelligence|ai)\\b[^.\\n]{0,140}\\b(traffic (lights|signals|flows?|levels)|signals|congestion|journey times|queues?|tell the (traffic )?lights)\\b",
          "\\b(traffic (lights|signals)|signals|junctions?)\\b[^.\\n]{0,80}\\b(respond|adapt|adjust|real[ -]time|automatically|linked by computer|sooner|bus priority|give buses)\\w*\\b",
          "\\b(live|open|real[ -]time) traffic (data|cameras?|information|maps?|counts?)\\b",
        ],
        never:
          "\\b(fines?|penalt(y|ies)|enforce\\w*|speed(ing)? cameras?|bus lane cameras?|crime|cctv operators?|report (a )?(fault|problem)|faulty|not working|consult\\w*|planned|will be|air quality|school gates?)\\b",
        absent: "cannot-tell",
        otherwise: "cannot-tell",
      },
    ],
  }),
  facility("09-d1", {
    name: "Benefit calculator for other entitlements",
    queries: ["benefits calculator"],
    where: "the benefits page",
    limbs: [
      {
        key: "a",
        name: "a benefits calculator",
        threshold: 3,
        wordings: [
          "benefits? (calculators?|checkers?|checks?)",
          "(check|find out|calculate|work out) (what|which|your|if|how much)[\\w ]{0,30}(benefits?|entitled|entitlements?|support)",
          "(better off|entitlement|council tax (support|reduction)|housing benefit) calculators?",
          "entitled ?to",
          "turn2us",
          "what (benefits )?(am|are) (i|you) entitled( to)?",
        ],
        notThese: ["mortgage", "carbon", "business rates"],
        paths: ["benefits?-?calculator"],
        does: ["benefits-calculator"],
        fourth: ["look-up"],
      },
    ],
  }),
  facility("09-d2", {
    elusive: true,
    name: "Benefit claims taken at home",
    queries: ["benefits home visit"],
    where: "the benefits page",
    limbs: [
      {
        key: "a",
        kind: "says",
        name: "home visits for benefit claims",
        wordings: [
          "(housing |council tax )?benefits?( (advice|claims?|help|service|office|contact))?",
          "claim(ing)? (housing|council tax|benefit)[\\w ]*",
          "council tax (support|reduction|benefit)",
          "home visits?",
          "(help|get help) (with|paying|to pay)[\\w ]{0,20}(rent|council tax|bills?)[\\w ]*",
          "(rent|council tax)( or| and| /) (rent|council tax)",
        ],
        notThese: ["fire", "librar(y|ies)"],
        says: [
          "\\b(visit|come to|call on|see)\\b[^.\\n]{0,40}\\b(at|in|to)? ?(your|their|people'?s|claimants'?) (own )?homes?\\b",
          "\\b(someone|somebody|officers?|advis[eo]rs?|assessors?|staff|we|team)\\b[^.\\n]{0,30}\\b(come|visit|call)\\b[^.\\n]{0,30}\\b(home|house)\\b",
          "\\b(home visits?|visit(ing)? (you|claimants|customers) (at|in) (your|their)? ?(own )?homes?|visiting officers?)\\b",
        ],
        absent: "cannot-tell",
        otherwise: "not-met",
      },
    ],
  }),
  facility("10-d1", {
    name: "Joint assessments with mobile technology",
    queries: [],
    where: "the social care pages",
    limbs: [clues("a", "joint assessment", ["(single|joint|common) assessment( (process|framework))?"])],
  }),
  facility("11-d1", {
    name: "Mobile technology for members",
    queries: [],
    where: "the councillors' pages",
    limbs: [
      clues("a", "equipment for members", [
        "members'? (ict|it|allowances?)( scheme)?",
        "councillors'? (ict|it)( equipment| scheme)?",
      ]),
    ],
  }),
  facility("11-d2", {
    name: "Drop-in centres for staff",
    queries: [],
    where: "the staff pages",
    limbs: [
      clues("a", "drop-in centres", [
        "touch ?down (centres?|points?)",
        "hot ?desk(s|ing)?",
        "drop in centres? for staff",
      ]),
    ],
  }),
  facility("12-d1", {
    name: "Round-the-clock emergency contact",
    queries: ["out-of-hours emergency"],
    where: "the out-of-hours page",
    limbs: [outOfHours],
  }),
  facility("13-d1", {
    name: "30 % of contacts by web",
    queries: ["channel shift statistics"],
    where: "the performance page",
    limbs: [
      {
        key: "a",
        kind: "figures",
        name: "a published share of contacts by web",
        wordings: [
          "(contacts?|transactions|interactions|enquiries|requests|dealings|reports|applications and payments)[\\w ,']{0,60}(online|by web|on the web|(via|through|by|on) (the |our )?web ?site|digital(ly)?|over the internet)",
          "(online|web ?site|web|digital|internet|self ?service)[\\w ,']{0,60}(of (all |our |total )*)?(contacts?|transactions|interactions|enquiries)",
          "(contacted|got in touch with|deal with|dealt with) us (online|by web|(through|via|on) (the |our )?web ?site)",
          "(channel shift|digital take ?up|online take ?up)[\\w ]*",
        ],
        notThese: [
          "(target|aim|want)[\\w ]*",
          "council tax",
          "parking",
          "librar(y|ies)",
          "satisf\\w+",
          "survey",
          "planning",
          "school",
          "recruit\\w*",
          "users",
          "mobile phones?",
        ],
        within: {
          about: [
            "(contacts?|transactions|interactions|enquiries|requests|demand) by (channel|method|how[\\w ]*)",
            "how (people|customers|residents|you) (contact|get in touch|deal with|reach)[\\w ]*",
            "channels? (shift|mix|statistics|usage|of contact)",
            "(customer )?contact channels?",
          ],
          rows: ["online", "web( ?site| ?forms?)?", "digital( channels?)?", "self ?service", "internet"],
        },
        atLeast: 30,
        better: "higher",
        unit: "percent",
      },
    ],
  }),
  facility("14-d1", {
    name: "CRM and workflow integration",
    queries: [],
    where: "the customer services page",
    limbs: [
      clues("a", "workflow", [
        "workflow",
        "business process (management|re ?engineering)",
        "customer relationship management",
      ]),
    ],
  }),
];

function page(name: string, wordings: readonly string[], notThese: readonly string[] = []): LimbData {
  return { key: "a", name, wordings, notThese, threshold: 1 };
}
