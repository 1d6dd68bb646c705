import type { AuthorityType } from "../../src/authorities/types.js";
import { journeyPlanner } from "./area-08-transport.js";
import { facility } from "./facility.js";
import { citizenAccount } from "./special/accounts.js";
import { bookAndPay, clues, derivedWeaker, emailAccess, measuredShare, systems } from "./special/derived.js";
import { responsePair } from "./special/growth.js";
import { propertyReferences } from "./special/property-references.js";
import { routeMaps } from "./special/route-maps.js";
import { numberOutOfHours, socialCareContact, telephoneWithHours } from "./special/social-care.js";
import { sharedPortal } from "./special/tender-portals.js";
import type { Facility, LadderLimb, SaysLimb } from "./types.js";
import { near } from "./wording.js";

/**
 * Best practice of the paper: expected of every authority, never part of the mandatory score. What is done inside an
 * authority stays "cannot tell", with the pages that speak of it as clues.
 */
const UPPER: readonly AuthorityType[] = [
  "county",
  "unitary",
  "metropolitan",
  "london-borough",
  "city-of-london",
  "isles-of-scilly",
];

/** What those say who would have people live more healthily. */
const HEALTHIER =
  "\\b((stop|quit|give up|giving up)(ping)? smoking|(lose|losing|healthy|manage (your )?) ?weight|eat(ing)? (well|better|healthily|healthier)|(health|wellbeing|nordic) walks?|(be|being|get|getting|become|stay|keep)( more| physically)? active|physical activity|health(y|ier) (lifestyles?|living|choices|lives|eating)|drink(ing)? less|(heart|health) checks?|get(ting)? fit(ter)?|lowers? your risk|public health)\\b";

/** Headings and captions under which a row names only the tax. */
const COLLECTION: readonly string[] = [
  "collection( rates?| performance| figures)?",
  "(tax(es)? |money |bills? )?collected",
  "in year collection",
  "how much (we collect\\w*|was collected)",
];

const BENEFITS_OF_A_COUNCIL: readonly RegExp[] = [
  /\bhousing benefit\b/i,
  /\bcouncil tax (benefit|support|reduction)\b/i,
  /\bfree school meals?\b/i,
  /\bdiscretionary housing payments?\b/i,
];

/** A page that has to be there; nothing more is asked of it. */
function published(
  key: string,
  name: string,
  wordings: readonly string[],
  notThese: readonly string[] = [],
): LadderLimb {
  return { key, name, wordings, notThese, threshold: 1 };
}

/** What schools' own people are told, on whichever page about it: one page often speaks to all of them. */
function involvement(key: string, name: string, says: readonly string[]): SaysLimb {
  return {
    key,
    kind: "says",
    name,
    wordings: [
      "parents?( and carers)?",
      "(school |parent )?governors?",
      "governing bod(y|ies)",
      "volunteer(ing|s)?( (in|at|for) schools?| with children)?",
      "(school|classroom) (helpers?|volunteers?)",
      "help(ing)? in schools?",
      "(teaching|classroom|learning support) assistants?",
      "school (jobs|vacancies)",
      "(jobs|work(ing)?) in (a )?schools?",
      "teaching (jobs|vacancies)",
      "(get|getting) involved (in|with) (a |your )?(local )?schools?",
    ],
    notThese: ["foster\\w*", "hospital", "nhs", "museums?", "countryside", "rangers?"],
    says,
    keepNoise: ["jobs"],
    otherwise: "not-met",
  };
}

export const bestPracticeEarly: readonly Facility[] = [
  facility("01-b1", {
    name: "SEN and looked-after children: assessment and information for parents",
    queries: ["SEND local offer", "EHC plan"],
    where: "the special educational needs page",
    limbs: [
      published(
        "a",
        "information for parents and carers",
        [
          "(send|sen) (local offer|information|support)",
          "local offer",
          "special educational needs( and disabilit(y|ies))?",
          "education,? health and care (plans?|needs assessments?)",
          "ehc ?(plans?|needs assessments?)",
          "ehcps?",
          "virtual school",
          "statements? of special (educational )?needs",
          "parent partnership",
        ],
        ["vacanc\\w*", "school admissions?"],
      ),
      systems("b", "systems for integrated assessment"),
    ],
  }),
  facility("01-b2", {
    name: "Community involvement in schools",
    queries: ["school governors", "volunteer in schools"],
    where: "the schools pages",
    limbs: [
      involvement("a", "information for parents", [
        "\\bparents?'?s? (forum|support|partnership|council|involvement|voice)\\b",
        "\\b(information|advice|help|support|guide) for parents\\b",
        "\\bparents?\\b[^.\\n]{0,60}\\b(get involved|take part|help|join|have a say)\\b",
        "\\bparental involvement\\b",
        "\\bparents?['’]? ?(group|association|council|forum|voice|panel|network)s?\\b",
        "\\bparents?( and carers)? (can|may|are (welcome|invited|encouraged)|often)\\b",
        "\\b(PTAs?|parent[- ]teacher associations?|friends of (the|your) school)\\b",
      ]),
      involvement("b", "becoming a school governor", [
        "\\b(school|parent|community|authority)[- ]governors?\\b",
        "\\bbecom(e|ing) a (school )?governor\\b",
        "\\b(school|governing|academy) (boards?|bod(y|ies)|trustees?)\\b",
        "\\bgovernor (vacanc(y|ies)|recruitment|services)\\b",
      ]),
      involvement("c", "helpers and volunteers in schools", [
        "\\b(volunteers?|volunteering|helpers?)\\b[^.\\n]{0,80}\\b(schools?|classrooms?|read(ers?|ing)?|children|pupils)\\b",
        "\\b(read|reading|listen\\w*|help|helping)\\b[^.\\n]{0,40}\\b(with|to|in) (\\w+ ){0,2}(children|pupils|school|class|classroom)\\b",
        "\\b(schools?|classrooms?)\\b[^.\\n]{0,40}\\b(volunteers?|volunteering|helpers?)\\b",
      ]),
      involvement("d", "jobs as classroom assistants", [
        "\\b(teaching|classroom|learning support) assistants?\\b",
        "\\b(school|teaching) (jobs|vacancies)\\b",
        "\\b(jobs|work|vacancies|working) in (a |our |local )?schools?\\b",
        "\\b(school|classroom|lunchtime|midday) support (staff|workers?)\\b",
      ]),
    ],
    combine: (judged) => {
      const met = judged.filter((one) => one.answer.verdict === "met").length;
      if (met >= 3)
        return { verdict: "met", reason: met === judged.length ? "all-limbs" : "enough-limbs", points: null };
      return null;
    },
  }),
  facility("02-b2", {
    name: "Understanding the local housing market",
    queries: [],
    where: "the housing strategy page",
    limbs: [
      clues("a", "housing market systems", [
        "(strategic )?housing market (assessment|area|study)",
        "housing needs? (assessment|survey|study)",
        "(five|5) year (housing )?land supply",
        "authority monitoring report",
        "annual monitoring report",
        "housing delivery",
      ]),
    ],
  }),
  facility("03-b1", {
    name: "Citizen participation in decisions",
    queries: [],
    where: "the “have your say” page",
    limbs: [
      clues("a", "growth in participation", [
        "e?-?petitions?",
        "public (questions?|participation|speaking)",
        "ask a question at (a )?(council|meeting)",
        "consultation (results|responses|feedback)",
        "turnout",
        "you said,? we did",
      ]),
    ],
  }),
  facility("03-b2", {
    name: "Supporting councillors in representing constituents",
    queries: [],
    where: "the councillors' pages",
    limbs: [
      clues("a", "support for members", [
        "(member|councillor) (development|training|support|induction)( strategy| programme| charter)?",
        "members'? (portal|area|log ?in|extranet)",
        "role descriptions? for (members|councillors)",
        "(become|becoming|being) a councillor",
      ]),
    ],
  }),
  facility("04-b1", {
    name: "Co-ordinated management of public space",
    queries: [],
    where: "the community safety page",
    limbs: [
      clues("a", "joint systems for public space", [
        "public spaces? protection orders?",
        "pspos?",
        "joint enforcement( team)?",
        "community safety partnership",
        "street ?scene",
        "(cleaner|safer),? (greener|safer|cleaner)[\\w ,]*",
        "neighbourhood (wardens?|management)",
        "clean neighbourhoods?",
      ]),
    ],
  }),
  facility("04-b2", {
    name: "Satisfaction with cleanliness (BVPI 89)",
    queries: ["residents survey"],
    where: "the performance page",
    limbs: [
      {
        key: "a",
        kind: "figures",
        name: "satisfaction with cleanliness",
        wordings: [
          "BVPI ?89",
          "BV ?89",
          "NI ?195",
          "(clean(er|liness|ing)?|litter|tidy|tidiness)[\\w ,']{0,60}(satisf\\w+|happy|pleased|content|good job)",
          "(satisf\\w+|happy|pleased|content|agree\\w*)[\\w ,']{0,60}\\b(clean(er|liness|ing)?|litter|tidy|tidiness)[\\w ]*",
          "(think|thought|feel|felt|say|said|believe|find|found)[\\w ,']{0,40}(streets?|area|neighbourhood|town|roads|public space)[\\w ,']{0,20}clean[\\w ]*",
          "clean streets",
          "how clean[\\w ,']*",
        ],
        notThese: [
          "air",
          "water",
          "beach(es)?",
          "schools?",
          "toilets?",
          "hospitals?",
          "leisure",
          "pools?",
          "swimmers?",
          "gyms?",
          "communal",
          "blocks?",
          "librar(y|ies)",
          "tenants?",
          "clean (bill|audit|opinion|air|energy)",
          "auditors?",
          "cleaners",
          "energy",
        ],
        within: {
          about: [
            "satisf\\w+",
            "(happy|pleased|content) with",
            "what (people|residents|you) (say|said|think|thought|told)[\\w ]*",
            "(residents'?|citizens'?|place|perception|household|opinion|community) (perception )?surveys?",
          ],
          rows: [
            "(street|local|area|neighbourhood|town|general|overall) clean(liness|ing)",
            "clean(liness|ing)?( of| and tidy)? (the |your |our |local |public )*(streets?|roads|areas?|neighbourhoods?|spaces?|land)",
            "(streets?|roads|areas?|neighbourhoods?)[\\w ,']{0,30} (clean|litter|tidy)[\\w ]*",
            "how clean[\\w ,']*",
            "clean(,? and)? (safe|green|tidy) streets",
            "clear of litter[\\w ]*",
            "cleanliness of[\\w ,']*",
          ],
        },
        // How clean inspectors found streets is another measure.
        needs:
          "\\b(satisf\\w*|happy|pleased|content|surveys?|residents?'? (say|said|think|thought|told|views?|panel)|what (people|you)|opinion|agree\\w*|perception\\w*|feel|felt|BVPI|BV|NI ?195)\\b",
        better: "higher",
        by: 1,
        unit: "percent",
      },
    ],
  }),
  facility("04-b3", {
    name: "Content for the Online Government Store",
    queries: [],
    where: "the homepage",
    limbs: [
      {
        ...clues("a", "content for the national franchise", [
          "local directgov",
          "direct ?gov",
          "online government store",
        ]),
      },
    ],
    // The franchise closed when GOV.UK replaced Directgov in October 2012.
    combine: (judged, room) =>
      room.context.asOf >= "2012-10-17" && judged.length > 0
        ? { verdict: "not-applicable", reason: "not-today", points: null }
        : null,
  }),
  facility("04-b4", {
    name: "Maps of property-related information (GIS)",
    queries: ["interactive map", "find my nearest"],
    where: "the maps page",
    limbs: [
      {
        key: "a",
        name: "an interactive map",
        threshold: 3,
        wordings: [
          "(interactive|online|web|public|council|local|planning|my) maps?",
          "map(ping| search| viewer| centre)s?",
          "(polic(y|ies)|city|borough|town|district|county|ward|property|constraints|conservation areas?) maps?",
          "maps? of (the )?[\\w ]+",
          "open the [\\w ]*map",
          "find my nearest",
          "my (property|area|neighbourhood|house|local)( [\\w ]+)?",
          "(gis|ishare|earthlight)",
          "local ?view",
          "maps",
        ],
        notThese: [
          "site map",
          "sitemap",
          "cycle map",
          "walking",
          "bus",
          "street plan pdf",
          "how to find us",
          "car parks?",
        ],
        paths: ["/(web|interactive-?)?maps?(/|\\.|-|$)", "my-?(nearest|maps|house)"],
        does: ["map"],
        fourth: ["look-up"],
      },
      systems("b", "corporate use"),
    ],
  }),
  facility("05-b1", {
    name: "Small and medium enterprises in e-procurement",
    queries: ["small business suppliers"],
    where: "the procurement page",
    limbs: [
      {
        key: "a",
        kind: "says",
        name: "a page for small suppliers",
        wordings: [
          "(small|local)( and medium)?( sized)? (business(es)?|enterprises?|suppliers?|firms)( (friendly )?(concordat|suppliers?|procurement|charter))?",
          "smes?",
          "small business friendly( concordat)?",
          "(supplier|meet the buyer) (training|events?|days?)",
          "local (spend|suppliers?|procurement)( policy)?",
          "social value( policy)?",
          "meet the buyer[\\w ]*",
          near(
            "small(?:er)?|local|micro|new|voluntary sector|social",
            "firms|business(?:es)?|suppliers?|enterprises|traders|organisations|companies",
            3,
          ),
          "(if )?(your|you are a|you run a) (firm|business|company|organisation)( is)? small\\w*",
          "(smaller|small) (firms|suppliers|bidders|contractors)",
        ],
        notThese: [
          "rate relief",
          "rates",
          "grants?",
          "covid",
          "start ?(ing )?ups?",
          "saturday",
          "loans?",
          "directory",
          "advice",
          "find[\\w ]*",
          "waste",
          "recycling",
          "bins?",
          "food",
          "licen[cs]\\w*",
          "parking",
          "newsletter",
          "news",
          "support for[\\w ]*",
          "grow\\w*",
          "premises",
          "community groups?",
        ],
        // A page for firms that never speaks of buying from them is business support.
        says: [
          "\\b(tenders?|tendering|procurement|bids?|bidding|suppliers?|quotes?|quotations?|buy from|contracts)\\b",
        ],
        otherwise: "cannot-tell",
      },
      systems("b", "part of the procurement programme"),
    ],
  }),
  facility("05-b2", {
    name: "Invoices paid within 30 days (BVPI 8)",
    queries: ["prompt payment invoices"],
    where: "the transparency or procurement page",
    limbs: [
      {
        key: "a",
        kind: "figures",
        name: "invoices paid within 30 days",
        wordings: [
          "BVPI ?8",
          "BV ?8",
          "(invoices?|bills?|payments?|suppliers?|creditors?)[\\w ,']{0,80}(within|in|inside|under|on) (30|thirty|time|terms|target)[\\w ]{0,20}",
          "(paid|pay|settled?)[\\w ,']{0,60}(invoices?|bills?|suppliers?|creditors?)[\\w ,']{0,60}(within|in|inside|under|on) (30|thirty|time|terms)[\\w ]{0,20}",
          "(within|in|inside|under) (30|thirty) (calendar )?days[\\w ,']{0,60}(invoices?|bills?|suppliers?)",
          "(proportion|percentage|%|share) of (undisputed |valid |supplier |all |our )*(invoices|bills)[\\w ,]{0,60}",
          "(prompt|timely) payments?[\\w ]{0,30}",
        ],
        notThese: [
          "parking",
          "council tax",
          "(later|late|after|outside|over|more) than (30|thirty)[\\w ]*",
          "not paid[\\w ]*",
          "(paid )?late",
          "interest",
        ],
        within: {
          about: [
            "(undisputed |valid |supplier )*(invoices|bills)[\\w ,']*",
            "(prompt|timely) payments?",
            "pay(ing|ments? to)? (our |your )?suppliers?[\\w ]*",
            "supplier payments?",
          ],
          rows: [
            "(within|in|inside|under) (30|thirty)( calendar)? days",
            "(paid )?on time",
            "(within|in|to) terms",
          ],
        },
        better: "higher",
        unit: "percent",
      },
      systems("b", "efficiency savings"),
    ],
  }),
  facility("05-b3", {
    name: "Regional co-operation on e-procurement",
    queries: ["regional procurement portal"],
    where: "the procurement page",
    limbs: [sharedPortal],
  }),
  facility("06-b1", {
    name: "Payments integrated with procurement",
    queries: [],
    where: "the procurement page",
    limbs: [
      clues("a", "integration of payments and procurement", [
        "purchase to pay",
        "procure to pay",
        "p2p",
        "e-?procurement strategy",
        "e-?payments? strategy",
      ]),
    ],
  }),
  facility("06-b2", {
    name: "Collection rates of council tax and business rates (BVPI 9, BVPI 10)",
    queries: ["collection rate"],
    where: "the performance page",
    limbs: [
      {
        key: "a",
        kind: "figures",
        name: "council tax collected",
        wordings: [
          "BVPI ?9",
          "BV ?9",
          "council tax ([\\w' ]{0,40})?(collected|collection( rates?)?|due|paid|received|got in)[\\w ]{0,30}",
          "(collection rates?|in year collection|collect(ed|ion|ing)?|got in|brought in|received)[\\w',: ]{0,40} council tax",
        ],
        notThese: [
          "arrears",
          "(previous|prior|earlier) years'?",
          "by direct debit",
          "online",
          "support",
          "reduction",
          "band \\w",
        ],
        within: {
          about: COLLECTION,
          rows: ["council tax"],
        },
        rivals: ["(business|non domestic) rates", "nndr"],
        cumulative: true,
        better: "higher",
        unit: "percent",
      },
      {
        key: "b",
        kind: "figures",
        name: "business rates collected",
        wordings: [
          "BVPI ?10",
          "BV ?10",
          "(business|non domestic) rates? ([\\w' ]{0,40})?(collected|collection( rates?)?|due|paid|received|got in)[\\w ]{0,30}",
          "(nndr|nnd rates?)[\\w ]{0,40}(collect\\w+|received)",
          "(collect\\w*|received)[\\w ]{0,30} (nndr|nnd rates?)",
          "(collection rates?|in year collection|collect(ed|ion|ing)?|got in|brought in|received)[\\w',: ]{0,40} (business|non domestic) rates",
        ],
        notThese: ["arrears", "(previous|prior|earlier) years'?", "by direct debit", "relief"],
        within: {
          about: COLLECTION,
          rows: ["(business|non domestic) rates", "nndr", "nnd rates?"],
        },
        rivals: ["council tax"],
        cumulative: true,
        better: "higher",
        unit: "percent",
      },
    ],
  }),
  facility("07-b1", {
    name: "Information sharing between agencies",
    queries: [],
    where: "the data protection page",
    limbs: [
      clues("a", "information sharing", [
        "(information|data) sharing (protocols?|agreements?|framework|partnership)",
        "sharing (your )?information with",
      ]),
    ],
  }),
  facility("07-b3", {
    name: "Healthier lifestyles, with maps to walk and cycle",
    queries: ["cycle map", "walking routes", "healthy lifestyles"],
    where: "the health and leisure pages",
    limbs: [
      {
        // A page on walking or sport says it too, where it speaks of two of these in one breath.
        within: {
          wordings: [
            "[\\w ,']*\\b(active|activity|walk(s|ing)|cycling|sports?|fitness|leisure|well|health\\w*|parks)\\b[\\w ,']*",
          ],
          says: [`${HEALTHIER}[^\\n]{0,120}${HEALTHIER}`],
        },
        ...published(
          "a",
          "promotion of healthier living",
          [
            "(your|better|good|community) health",
            "health(y|ier) (lifestyles?|living|lives|weight|eating|walks?)",
            "(health and )?well ?being",
            "(get|be|being|getting|become|stay|staying) (more )?(active|moving|fit|fitter|healthy|healthier)",
            "(live|living|feel|feeling|eat|eating|age|ageing) (well|better|healthily)",
            "move more",
            "keep(ing)? (fit|active|well)",
            "public health",
            "(stop|quit) smoking",
            "(one you|live well|change4life|active [\\w]+)",
          ],
          ["staff", "board", "committee", "strategy", "health and safety", "vacanc\\w*", "mental health act"],
        ),
      },
      routeMaps,
    ],
  }),
  facility("08-b1", {
    name: "Integrated public transport information",
    queries: ["traveline"],
    where: "the public transport page",
    limbs: [
      { ...journeyPlanner, key: "a" },
      {
        key: "b",
        kind: "says",
        name: "the information line's telephone number",
        wordings: [
          "(public transport|bus|buses|travel)( (information|timetables?|services|and trains))?",
          "plan(ning)? (your|a) journey",
          "journey planner",
          "trave(l )?line",
        ],
        notThese: ["school"],
        partners: true,
        says: [
          "\\b(ring|call|telephone|phone)\\b[^.\\n]{0,40}(\\b0\\d{2,4}[\\s\\d]{6,}|\\[telephone\\])",
          "\\b0871 ?200 ?22 ?33\\b|\\b0870 ?608 ?2 ?608\\b|traveline[\\s\\S]{0,120}(\\b0\\d{3}|\\[telephone\\])|\\b0343 ?222 ?1234\\b",
        ],
      },
      {
        key: "c",
        kind: "says",
        name: "the information in accessible formats",
        anywhere: true,
        wordings: ["(bus|buses|tram|train|public transport|travel|journey|timetables?)[\\w ]*"],
        notThese: ["school"],
        partners: true,
        says: [
          "\\b(large[ -](print|type)|braille|audio|easy read|bsl|sign language|tactile|screen readers?|text ?relay|relay uk|accessible formats?|other (languages|formats)|talking (bus )?(stops?|timetables?))\\b",
        ],
        needs: "\\b(timetables?|journeys?|bus(es)?|trams?|trains?|public transport|travel)\\b",
        otherwise: "not-met",
      },
    ],
  }),
  facility("08-b2", {
    elusive: true,
    name: "New channels for transport information and payment",
    queries: ["transport app"],
    where: "the public transport page",
    limbs: [
      {
        key: "a",
        kind: "says",
        name: "a new channel",
        wordings: [
          "(public transport|bus|buses|travel|parking|transport)( (information|timetables?|services|app|tickets?|payments?|live))?",
          "(live )?(bus|travel) (apps?|texts?|times)",
          "contactless",
          "text(ing)? (for )?bus times",
          "(buses|trains|trams|tubes)[\\w ,]*",
          "park and ride",
        ],
        notThese: ["school"],
        partners: true,
        says: [
          "\\b(travel|bus|tram|train|journey|transport|ticket(s|ing)?|tfl go|live|mobile|free)\\b[\\w ,]{0,30} app\\b",
          "\\bdownload\\b[^.\\n]{0,40}\\bapp\\b",
          "\\bapp\\b[^.\\n]{0,60}\\b(live (times|departures)|tickets?|(bus|train|tram)(es|s)?( times)?|your stop)\\b",
          "\\b(mobile|m-?|e-?|smart|qr)[ -]?tickets?\\b|\\btap (on|in|your|and)\\b|\\bpay (with|by) (your )?(phone|watch|bank card) on\\b",
          "\\btext(ing)?\\b[^.\\n]{0,60}\\b(stop|bus)\\b[^.\\n]{0,40}\\b(code|number|times)\\b",
          "\\b(app store|google play|mobile app|smartphone app|download (the|our) app|sms|text (the|your|message)|wap|contactless|whats ?app|open data|api|kiosks?|digital tv)\\b",
        ],
        otherwise: "not-met",
      },
    ],
  }),
  facility("08-b3", {
    name: "Satisfaction with public transport information",
    queries: [],
    where: "the performance page",
    // The paper prints BVPI 89, which is cleanliness; the indicator of this name was BVPI 103, so either is accepted.
    limbs: [
      {
        key: "a",
        kind: "figures",
        name: "satisfaction with public transport information",
        wordings: [
          "BVPI ?103",
          "BV ?103",
          "(satisf\\w+|happy|pleased)[\\w ,'(]{0,60}(public transport|bus|travel) (service )?information[\\w ]{0,30}",
          "(public transport|bus|travel) (service )?information[\\w ,()]{0,40}(satisf\\w+|happy)",
          "NHT[\\w ]{0,30}public transport[\\w ]{0,30}",
        ],
        within: {
          about: [
            "NHT[\\w ]*",
            "(national )?highways and transport[\\w ]*",
            "satisf\\w+",
            "what (people|residents|passengers) (say|think|told)[\\w ]*",
          ],
          rows: ["(public transport|bus|local bus|passenger) (service )?information[\\w ]*"],
        },
        needs: "\\b(satisf\\w*|happy|pleased|NHT|highways and transport|surveys?|BVPI|BV)\\b",
        better: "higher",
        unit: "percent",
      },
    ],
  }),
  facility("09-b1", {
    name: "One-stop resolution of benefit queries",
    queries: [],
    where: "the benefits page",
    limbs: [
      clues("a", "back office integration", [
        "one stop (shops?|centre)",
        "benefits? (advice|enquir(y|ies)|contact)",
      ]),
    ],
  }),
  facility("09-b2", {
    // Two benefits on one form are part of it; "all" takes three of the four that councils run.
    combine: (judged, room) => {
      const [only] = judged;
      if (only?.answer.verdict !== "met") return null;
      const named = Math.max(
        0,
        ...only.answer.evidence.flatMap(({ url }) => {
          const page = room.view.site.page(url);
          const lines = [...(page?.text.split(/\n|(?<=[.!?])\s+/) ?? []), page?.title ?? ""];
          return lines
            .filter((line) => /\b(form|claim|apply|application)\b/i.test(line))
            .map((line) => BENEFITS_OF_A_COUNCIL.filter((benefit) => benefit.test(line)).length);
        }),
      );
      return named >= 3 ? null : { verdict: "partly-met", reason: "some-benefits", points: null };
    },
    name: "Single application across council benefits",
    queries: ["benefits claim form"],
    where: "the benefits page",
    limbs: [
      {
        key: "a",
        name: "one form for several benefits",
        threshold: 2,
        wordings: [
          "housing benefit( or| and|,|/)+ (council tax (benefit|support|reduction)|free school meals)[\\w ,]*",
          "council tax (benefit|support|reduction)( or| and|,|/)+ (housing benefit|free school meals|discretionary housing payments?)[\\w ,]*",
          "(one|single|combined) (claim|application|form)( form)? for (all )?benefits?",
        ],
        notThese: ["fraud", "appeal", "overpay\\w*", "calculator"],
        does: ["benefit-claim"],
      },
    ],
  }),
  facility("09-b3", {
    name: "Turnaround of benefit claims (BVPI 78)",
    queries: ["benefit processing times"],
    where: "the performance page",
    limbs: [
      {
        key: "a",
        kind: "figures",
        name: "days to process a claim",
        wordings: [
          "BVPI ?78[ab]?",
          "BV ?78[ab]?",
          "(average |mean )?(time|days|speed|how (long|fast|quick(ly)?|soon))[\\w ,()']{0,50}(process|decid|assess|deal|work out|sett|handl|turn|complet|determin|mak)\\w*[\\w ,()']{0,50}(claims?|benefits?|changes?)[\\w ]{0,40}",
          "(process|decid|assess|deal|handl|turn|work)\\w*[\\w ,()']{0,40}(claims?|benefits?)[\\w ,()']{0,60}days",
          "(processing|turn ?(around|round)|decision) (times?|of (new )?claims)[\\w ]{0,40}",
          "new (benefits? |housing benefit |council tax (support|reduction) |hb )?claims?[\\w ,()']{0,60}",
          "(claims?|benefits?)[\\w ,()']{0,60}(took|takes?|decided|processed|dealt with|assessed|settled|turned round)[\\w ,]{0,30}",
          "right time indicator[\\w ]*",
          "NI ?181",
        ],
        notThese: [
          "planning",
          "insurance",
          "small claims",
          "expenses?",
          "appeals?",
          "blue badges?",
          "discretionary[\\w ]*",
          "business rates",
          "licen[cs]\\w+",
          "compensation",
          "universal credit",
        ],
        within: {
          about: [
            "(housing )?benefits?( and council tax [\\w ]+)?",
            "processing times?",
            "(average )?days to (process|decide|assess)[\\w ]*",
            "how (long|quickly|fast) we[\\w ]*",
            "speed of processing",
          ],
          rows: [
            "new claims?[\\w ]*",
            "(all )?claims? (and changes )?processed[\\w ]*",
            "changes? (of|in) circumstances?[\\w ]*",
          ],
        },
        apart: "\\bchanges? (of|in|to|event)|\\bchange of circumstances?|\\bBV(PI)? ?78b\\b",
        better: "lower",
        unit: "days",
      },
    ],
  }),
  facility("10-b1", {
    name: "Joined-up working on children at risk",
    queries: [],
    where: "the children's services page",
    limbs: [
      clues("a", "multi-agency systems", [
        "multi agency safeguarding( hub)?",
        "mash",
        "safeguarding (children )?(partnership|board)",
        "contactpoint",
      ]),
    ],
  }),
  facility("10-b2", {
    name: "Social care contact centre with out-of-hours cover",
    queries: ["emergency duty team", "social care contact"],
    where: "the social care contact page",
    limbs: [
      {
        key: "a",
        kind: "says",
        name: "telephone number and hours",
        ...socialCareContact,
        says: telephoneWithHours,
      },
      {
        key: "b",
        kind: "says",
        name: "out-of-hours number",
        ...socialCareContact,
        says: numberOutOfHours,
      },
    ],
  }),
  facility("10-b3", {
    name: "Users and carers who got help quickly (BVPI 57)",
    queries: [],
    where: "the performance page",
    limbs: [
      {
        key: "a",
        kind: "figures",
        name: "users and carers who got help quickly",
        wordings: [
          "BVPI ?57",
          "BV ?57",
          "(got|get|getting|gets|given|received?|had|have) (the )?(help|support|care|services?|what they needed)[\\w ,']{0,30}(quick(ly|er)?|prompt(ly)?|fast|soon|in good time|without (delay|waiting))[\\w ]{0,30}",
          "help(ed)? (came |was given )?quickly[\\w ]{0,30}",
        ],
        better: "higher",
        unit: "percent",
      },
    ],
  }),
  facility("10-b4", {
    name: "e-Business between health, social services and providers",
    queries: [],
    where: "the page for care providers",
    limbs: [
      clues("a", "exchange with care providers", [
        "provider (portal|zone|hub)",
        "shared care record",
        "care providers?( information| portal)?",
      ]),
    ],
  }),
  facility("11-b1", {
    name: "Home-working policy and support",
    queries: [],
    where: "the policies page",
    limbs: [
      clues("a", "policy and support", [
        "(home|hybrid|agile|flexible|remote) working( policy)?",
        "teleworking",
      ]),
    ],
  }),
  facility("11-b2", {
    name: "E-mail and internet for all members and staff",
    queries: [],
    where: "the councillors' pages",
    limbs: [emailAccess, systems("b", "staff")],
  }),
  facility("11-b3", {
    name: "e-Skills training for members and staff",
    queries: [],
    where: "the councillors' pages",
    limbs: [
      clues("a", "training programme", [
        "(digital|e|ict|it) skills( strategy| training)?",
        "(member|councillor) (training|development)( programme| records?)?",
        "ecdl",
        "european computer driving licen[cs]e",
      ]),
    ],
  }),
  facility("12-b2", {
    name: "Enquiries resolved at the first contact (80 %)",
    queries: ["first contact resolution"],
    where: "the performance page",
    limbs: [
      {
        key: "a",
        kind: "figures",
        name: "a published share of enquiries resolved at first contact",
        wordings: [
          "(resolv|settl|answer|deal|dealt|complet|sort|fix|handl|finish|close)\\w*[\\w ,']{0,50}(first|one|initial|single) (point of |time of )?(contact|call|time|go|visit|touch|enquiry|attempt)",
          "(first|one) (point of )?(contact|call|time|touch)[\\w ]{0,20}(resolution|resolved|fix(ed|es)?|settlement|rate)",
          "(at|on|in) (the )?(first|initial) (point of )?(contact|call|time of asking)",
          "right first time",
          "first time (fix|resolution)",
          "(resolv|settl|answer|deal|dealt|complet|sort|fix|handl)\\w*[\\w ,']{0,40} first time",
          "without (being )?(passed|transferr?ed|passing|having to)[\\w ]{0,40}",
        ],
        notThese: [
          "repairs?",
          "homes?",
          "bins?",
          "pothole\\w*",
          "boilers?",
          "tenan\\w+",
          "planning",
          "complaints?",
          "faults?",
          "street ?lights?",
          "road\\w*",
        ],
        needs:
          "\\b(calls?|contacts?|enquir(y|ies)|quer(y|ies)|customers?|requests?|questions?|contact centre|customer services?)\\b",
        atLeast: 80,
        better: "higher",
        unit: "percent",
      },
    ],
  }),
  facility("12-b3", {
    elusive: true,
    name: "Services outside standard hours",
    queries: ["opening hours contact"],
    where: "the contact page",
    atMost: "partly-met",
    limbs: [
      {
        key: "a",
        kind: "says",
        name: "extended hours",
        wordings: [
          "(help and )?contact(s|ing)?( us| the council| centre)?",
          "(telephone|opening|office|extended) (hours|times)",
          "customer (services?|contact)( centres?)?",
        ],
        notThese: ["library", "leisure", "museum", "social care", "emergenc\\w*", "out of hours"],
        says: [
          "\\b(24 hours( a day)?|24/7|24-hour|(at )?any (time|hour)( of (the )?day)?( or night)?|day (and|or) night|round the clock|all (of )?the time|never (shuts?|closes?)|whenever (you|it suits you)\\w*|seven days a week|7 days a week)\\b",
          "\\b(from )?[78]([.:]\\d\\d)? ?am (to|until|-|–) ?([6-9]|10)([.:]\\d\\d)? ?pm\\b",
          "\\b(until|till|to) ([6-9]|10)([.:]\\d\\d)? ?pm\\b",
          "\\bsaturdays?\\b[^.\\n]{0,30}\\d ?(am|pm)\\b|\\d ?pm on saturdays?\\b",
        ],
        never: "\\b(emergenc\\w*|out[- ]of[- ]hours|duty team|closed)\\b",
        otherwise: "cannot-tell",
      },
    ],
  }),
  facility("12-b4", {
    name: "Freedom of Information",
    queries: ["freedom of information", "publication scheme"],
    where: "the freedom of information page",
    limbs: [
      published(
        "a",
        "a publication scheme",
        [
          "publication scheme",
          "guide to information",
          "model publication scheme",
          "information (we publish|published)",
        ],
        ["consultation"],
      ),
      published(
        "b",
        "how to make a request",
        [
          "freedom of information( (act|requests?))?",
          "(foi|eir)( requests?)?",
          "(make|making) (a|an) (freedom of information|foi|information) request",
          "request(s|ing)? (for )?information( (we|the council) holds?)?",
          "ask(ing)?( us)? for information[\\w ]*",
          "information (that )?(we|the council) holds?",
          "see information we hold",
          "(your )?right to (know|information)",
          "access to information",
        ],
        [
          "disclosure log",
          "news",
          "about (yourself|you|me)",
          "personal (information|data)",
          "subject access[\\w ]*",
        ],
      ),
      systems("c", "compliance itself"),
    ],
  }),
  facility("13-b1", {
    name: "Threefold use of the website",
    queries: ["website statistics"],
    where: "the website statistics page",
    limbs: [responsePair],
  }),
  facility("13-b2", {
    name: "Targets for the take-up of web services",
    queries: [],
    where: "the digital strategy page",
    limbs: [
      clues("a", "targets for take-up", [
        "(digital|channel|customer|e government|ieg)( access| shift| service)? (strategy|statement|plan)",
        "channel (shift|migration)",
        "take up (targets?|plan|campaign)",
        "implementing electronic government",
      ]),
    ],
  }),
  facility("14-b1", {
    name: "Customer relationship management across channels",
    queries: [],
    where: "the customer services page",
    limbs: [
      clues("a", "CRM", [
        "customer (relationship management|access strategy|services? strategy|contact strategy)",
        "crm",
        "first time fix",
      ]),
    ],
  }),
  facility("14-b2", {
    name: "Single accounts for citizens and business",
    queries: ["my account"],
    where: "the homepage",
    limbs: [citizenAccount, derivedWeaker("b", "the business account", ["05-m3"])],
  }),
  facility("14-b3", {
    name: "BS7666 addresses (UPRN)",
    queries: ["my property"],
    where: "the “my property” look-up",
    atMost: "partly-met",
    limbs: [propertyReferences, systems("b", "compliance with the standard")],
  }),
];

/** Those that follow from what was judged before them; they stand at the end of the list. */
export const bestPracticeDerived: readonly Facility[] = [
  facility("02-b1", {
    name: "National standards on accessibility and interoperability",
    queries: [],
    where: "the whole site",
    limbs: [derivedWeaker("a", "the weaker of 12-m1 and 12-m2", ["12-m1", "12-m2"])],
  }),
  facility("07-b2", {
    name: "Book and pay for libraries, sport and leisure by any channel",
    queries: [],
    where: "the libraries and leisure pages",
    limbs: bookAndPay(UPPER),
  }),
  facility("12-b1", {
    name: "Services that are online (by this tool's own measure)",
    queries: [],
    where: "the homepage",
    limbs: [measuredShare],
  }),
];
