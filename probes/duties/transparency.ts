import { facility } from "../facilities/facility.js";
import type { Facility } from "../facilities/types.js";
import { whenever, within } from "./freshness.js";
import { type PublishedData, published } from "./published.js";

const HUB_PAGE = "the transparency page";
/** Quarterly, a month to prepare it: the newest period ended five months ago at most. */
const QUARTERLY = within(5);
/** Annual: fourteen months at most. */
const ANNUAL = within(14);
/** Accounts and pay statements are of a financial year, approved months after it ended. */
const AUDITED = within(20);

function dataset(
  outcome: string,
  name: string,
  queries: readonly string[],
  ...parts: readonly PublishedData[]
): Facility {
  return facility(outcome, { name, queries, where: HUB_PAGE, limbs: parts.map((one) => published(one)) });
}

/**
 * What the Local Government Transparency Code 2015 asks to be published (T-10 to T-24), and related duties (T-25 to
 * T-28). Names are those councils give their files and pages.
 */
export const transparency: readonly Facility[] = [
  dataset("T-10", "Expenditure over £500", ["spending over £500", "payments to suppliers"], {
    name: "expenditure over £500",
    wordings: [
      "(spend|spending|expenditure|payments?|invoices?|transactions|supplier payments)( data)?( items?| made| to suppliers| to our suppliers)?( of)? (over|above|exceeding|greater than|more than) ?£ ?(100|250|500)",
      "£ ?(250|500) (spend|spending|expenditure|payments?|invoices)( data| reports?)?",
      "(council|supplier) (spending|expenditure) (data|reports?)",
      "payments to suppliers( data| reports?)?",
      "what we spend (over )?£ ?(250|500)",
      "expenditure exceeding £ ?500",
    ],
    notThese: [
      "procurement cards?",
      "purchas(e|ing) cards?",
      "council tax",
      "pay your",
      "£ ?5,?000",
      "senior",
    ],
    paths: ["spend(ing)?-?(data|over)", "expenditure-?(data|over)", "payments-?(over|to-suppliers)"],
    form: "data",
    fresh: QUARTERLY,
  }),
  dataset("T-11", "Procurement card transactions", ["procurement card transactions", "purchase cards"], {
    name: "procurement card transactions",
    wordings: [
      "(government |corporate )?(procurement|purchas(e|ing)|payment|credit|corporate) cards?( transactions?| spend(ing)?| payments?| expenditure| data)",
      "(transactions?|spend(ing)?|payments?|expenditure) (on|by|using|with|made (on|by|with)) (government |corporate )?(procurement|purchas(e|ing)|corporate|credit) cards?",
      "government procurement cards?",
      "procurement cards?",
      "purchas(e|ing) cards?",
      "GPC( transactions| spend)?",
    ],
    notThese: ["policy", "guidance", "pay (by|with|your)"],
    paths: ["procurement-?cards?", "purchas(e|ing)-?cards?"],
    form: "data",
    fresh: QUARTERLY,
  }),
  dataset("T-12", "Tenders and contracts over £5,000", ["contracts register", "tenders and contracts"], {
    name: "contracts register",
    wordings: [
      "contracts? registers?",
      "registers? of( our)? contracts?",
      "(current )?(contracts?|tenders?|invitations? to tender|procurement)( data| information)? (over|above|exceeding) £ ?5,?000",
      "(council|awarded|current|live) contracts( list| data| awarded)?",
      "contracts and tenders data",
      "invitations? to tender",
    ],
    notThese: ["employment", "waste contracts?", "standing orders", "procedure rules", "award notice"],
    paths: ["contracts?-?register"],
    form: "data",
    fresh: QUARTERLY,
  }),
  dataset("T-13", "Land and building assets", ["asset register land and buildings", "council owned land"], {
    name: "land and building assets",
    wordings: [
      "(local authority|local government|council|council's|public) (owned )?(land|property)( and (buildings?|property|land))?( assets?| register| list| data)+",
      "local authority land( and (buildings?|property))?",
      "council owned (land|property)( and (buildings?|property|land))?",
      "(land|property)( and (property|buildings?|land))? assets?( register| list)?",
      "(land|property|estates?) asset (register|list)",
      "asset registers?( of (land|property))?",
      "(land|property) and (buildings?|property)( owned| assets?| register)",
      "land and building assets",
    ],
    notThese: [
      "community value",
      "information assets?",
      "brownfield",
      "searches",
      "charges",
      "contaminated",
      "for sale",
      "management plan",
      "strategy",
      "transfer",
      "empty",
    ],
    paths: ["asset-?register", "land-and-(buildings?|property)-?assets?"],
    form: "data",
    fresh: ANNUAL,
  }),
  dataset(
    "T-14",
    "Social housing asset value",
    ["social housing asset value", "value of council housing stock"],
    {
      name: "social housing asset value",
      wordings: [
        "(social|council) housing (asset|stock) (value|valuation)s?( data)?",
        "(social|council) housing assets?( data)?",
        "value of (our |the )?(social|council) housing( stock| assets?)?",
        "housing (stock )?asset values?",
        "social housing asset data",
      ],
      form: "data",
      fresh: ANNUAL,
      none: [
        "\\b(do(es)? not|no longer) (own|have|hold)( any| a| its own| our own)? (council|social|housing)[^.\\n]{0,20}\\b(stock|homes|housing|houses|properties)\\b",
        "\\b(transferred|sold) (all (of )?)?(its|our|the( council's)?)( entire| remaining)?( council| social)? (housing stock|council homes|council houses|homes)\\b",
      ],
    },
  ),
  dataset(
    "T-15",
    "Grants to voluntary organisations",
    ["grants to voluntary organisations", "community grants awarded"],
    {
      name: "grants to voluntary, community and social enterprise organisations",
      wordings: [
        "grants? (to|for|given to|awarded to|paid to) (the )?(voluntary|community|VCSE|third sector|charit(y|ies))[\\w ,&]*",
        "(voluntary( sector)?|VCSE|VCS|community|third sector)( and community)?( sector| organisations?)? grants?( awarded| paid| given| data| register)",
        "grants? (data|register|awarded|paid|payments)",
        "VCSE grants?",
      ],
      notThese: [
        "apply",
        "applying",
        "how to",
        "disabled facilities",
        "improvement",
        "business",
        "criteria",
        "funding available",
      ],
      form: "data",
      fresh: ANNUAL,
    },
  ),
  dataset("T-16", "Organisation chart", ["organisation chart", "senior management structure"], {
    name: "organisation chart",
    wordings: [
      "organi[sz]ation(al)?( structure)? charts?",
      "organi[sz]ation(al)? structure",
      "organogram",
      "structure charts?",
      "(senior )?(management|staff(ing)?|officer) structure( chart)?",
    ],
    notThese: ["committee structure", "political", "schools?"],
    paths: ["organi[sz]ation(al)?-?(chart|structure)", "organogram"],
    form: "data",
    fresh: ANNUAL,
    states: [
      "\\bchief executive\\b[\\s\\S]{0,600}\\bdirector\\b[\\s\\S]{0,600}\\b(head of|assistant director|manager)\\b",
    ],
  }),
  dataset("T-17", "Trade union facility time", ["trade union facility time"], {
    name: "trade union facility time",
    wordings: [
      "(trade )?union facilit(y|ies)( time)?",
      "facilit(y|ies) time( data| report)?",
      "trade union (activities|representatives|time)",
    ],
    form: "data",
    fresh: ANNUAL,
    states: [
      "\\b\\d+(\\.\\d+)?\\s?%\\s[^.\\n]{0,80}pay ?bill\\b",
      "\\bpay ?bill\\b[^.\\n]{0,120}\\b\\d+(\\.\\d+)?\\s?%",
    ],
  }),
  dataset("T-18", "Parking account", ["parking account", "parking annual report"], {
    name: "parking account",
    wordings: [
      "parking (revenue )?accounts?",
      "parking (services )?annual reports?",
      "annual parking (account|report)s?",
      "parking (income|revenue|surplus)( and expenditure| and spending)?",
      "income (and expenditure )?(from|on) parking",
    ],
    notThese: ["my account", "your account", "log ?in", "sign in", "register", "permits?", "online account"],
    form: "data",
    fresh: AUDITED,
    none: noParking(),
  }),
  dataset("T-19", "Controlled parking spaces", ["number of controlled parking spaces", "parking spaces"], {
    name: "number of controlled parking spaces",
    wordings: [
      "(number of |controlled |marked |council (owned )?)+parking spaces?",
      "parking spaces?( data| information| and controlled| numbers?| controlled)",
      "(on|off) street parking spaces?",
    ],
    notThese: ["rent", "disabled", "apply", "permit", "suspen\\w+"],
    form: "data",
    fresh: ANNUAL,
    states: [
      "\\b\\d[\\d,]*\\s+(marked |controlled |on[- ]street |off[- ]street |council |public )*(parking |car park )?spaces\\b",
    ],
    none: noParking(),
  }),
  dataset("T-20", "Senior salaries", ["senior salaries", "senior officer pay"], {
    name: "senior salaries",
    wordings: [
      "senior (officers?'?|employees?'?|staff|managers?'?|management|council)?( )?(salar(y|ies)|pay|remuneration|earnings)",
      "(salar(y|ies)|pay|remuneration) of (our )?(senior|chief) (officers?|staff|employees|managers?|management)",
      "(salar(y|ies)|employees|staff|posts|earnings)( \\w+)? (over|above|exceeding|greater than|of) £ ?50,?000",
      "chief officers?'? (pay|salar(y|ies)|remuneration)",
      "officers?'? remuneration",
    ],
    notThese: ["policy statement", "vacanc\\w+"],
    paths: ["senior-?(officer-?|staff-?|employee-?)?(salar|pay)"],
    form: "data",
    fresh: ANNUAL,
  }),
  dataset("T-21", "Constitution", ["council constitution"], {
    name: "constitution",
    wordings: [
      "((the|our|council's|council|authority's) )?constitution( of the (council|authority))?",
      "standing orders( and (financial regulations|scheme of delegation))?",
    ],
    notThese: [
      "constitution (working|committee|review)",
      "NHS constitution",
      "model constitution",
      "(tenants?|residents?|association|group|friends|club|sample)[\\w ']* constitution",
      "direct debits?",
      "banks?",
    ],
    paths: ["constitution(\\.|/|$)"],
    form: "document",
    fresh: whenever,
    keepNoise: ["meetings"],
  }),
  dataset("T-22", "Pay multiple", ["pay multiple", "pay policy statement ratio"], {
    name: "pay multiple",
    wordings: [
      "pay (multiples?|ratios?)( data)?",
      "(salary|earnings) (multiples?|ratios?)",
      "ratio (of|between) (the )?highest",
    ],
    notThese: ["gender"],
    form: "data",
    fresh: ANNUAL,
    states: [
      "\\b(ratio|multiple|median)\\b[^\\n]{0,240}?\\b\\d+(\\.\\d+)?\\s?(:|to|times|x)\\s?(1\\b|the\\b|median\\b)?",
      "\\b(multiple|ratio)\\b[^.\\n]{0,120}\\b(is|was|of)\\s+\\d+(\\.\\d+)?\\b",
    ],
  }),
  dataset("T-23", "Fraud", ["counter fraud transparency data", "fraud investigations number of cases"], {
    name: "counter-fraud work",
    wordings: [
      "fraud (data|information|figures|statistics|cases|investigations?|transparency|activity|report|work)",
      "(counter|anti)[ -]fraud( (data|work|activity|transparency|information|figures|and corruption))*",
      "(irregularity|fraud) and (fraud|irregularit(y|ies))",
      "fraud",
    ],
    notThese: [
      "report (a |an )?(benefit|suspected|fraud|housing)[\\w ]*",
      "policy",
      "strategy",
      "scams?",
      "blue badge",
      "national fraud initiative",
      "whistle\\w*",
      "tenancy",
      "notice",
      "how to",
      "benefit fraud",
    ],
    form: "data",
    fresh: ANNUAL,
    states: [
      "\\b(number|total)[^.\\n]{0,60}\\bfraud\\b[^\\n]{0,80}\\b\\d+\\b",
      "\\bfraud\\b[^.\\n]{0,80}\\b(spent|cost|amount)\\b[^.\\n]{0,40}£ ?\\d",
    ],
  }),
  dataset("T-24", "Waste contracts", ["waste collection contract"], {
    name: "waste contracts",
    wordings: [
      "waste( collection| disposal| management)? contracts?( data)?",
      "contracts? for (household )?waste( collection)?",
      "refuse( and recycling)? contracts?",
    ],
    notThese: ["commercial", "trade", "business", "news"],
    form: "document",
    fresh: whenever,
    none: [
      "\\b(waste|refuse|recycling)\\b[^.\\n]{0,120}\\b(in[- ]house|by (our own|the council's own|council) (staff|teams?|crews?|workforce|employees)|directly (provided|delivered|run))\\b",
    ],
  }),
  facility("T-25", {
    name: "Payment performance",
    queries: ["invoices paid within 30 days", "payment performance"],
    where: "the procurement or transparency page",
    limbs: [
      published({
        name: "share of invoices paid within 30 days",
        wordings: [
          "(prompt |late )?payment performance( data| statistics| report)?",
          "(supplier )?payment statistics",
          "prompt payments?( of invoices| data| statistics| performance| report)?",
          "invoices? paid (with)?in 30 days",
          "payment of (undisputed )?invoices",
          "(regulation|reg) 113",
          "payments compliance notices?",
        ],
        notThese: ["council tax", "rent", "penalty", "discount"],
        form: "data",
        fresh: ANNUAL,
        states: [
          "\\b\\d{1,3}(\\.\\d+)?\\s?(%|per ?cent)[^.\\n]{0,120}\\b(30|thirty) days",
          "\\b(30|thirty) days\\b[^\\n]{0,160}?\\b\\d{1,3}(\\.\\d+)?\\s?(%|per ?cent)",
        ],
      }),
    ],
  }),
  dataset("T-26", "Pay policy statement", ["pay policy statement"], {
    name: "pay policy statement",
    wordings: ["pay policy( statement)?s?", "senior pay policy", "pay and reward policy"],
    notThese: ["teachers?", "schools?", "gender"],
    paths: ["pay-?policy"],
    form: "document",
    fresh: within(14),
  }),
  facility("T-27", {
    name: "Statement of accounts",
    queries: ["statement of accounts", "annual governance statement", "public inspection of accounts"],
    where: "the page on the council's finances",
    limbs: [
      published({
        key: "a",
        name: "statement of accounts",
        wordings: [
          "(draft |unaudited |audited |annual )*statements? of accounts?",
          "annual (financial )?accounts",
          "final accounts",
          "accounts (for )?20\\d\\d( ?[/-] ?\\d\\d)?",
        ],
        notThese: ["parish", "pension", "parking", "summary", "charity", "school", "council tax", "business"],
        form: "document",
        fresh: AUDITED,
      }),
      published({
        key: "b",
        name: "annual governance statement",
        wordings: ["annual governance (statement|report)s?", "governance statement"],
        notThese: ["parish"],
        form: "document",
        fresh: AUDITED,
      }),
      published({
        key: "c",
        name: "notice of public inspection",
        wordings: [
          "(notice of )?(the )?(public inspection|public rights?|exercise of public rights|electors'? rights)( of (the )?accounts| period| notice)?",
          "inspection of (the )?accounts",
          "inspect(ing)? (the|our) accounts",
          "(notice of )?audit of accounts",
          "accounts (public )?inspection",
        ],
        notThese: ["parish", "highways?", "planning", "rights of way", "footpath", "ofsted", "tree"],
        form: "document",
        fresh: AUDITED,
      }),
    ],
  }),
  facility("T-28", {
    name: "Gender pay gap and equality objectives",
    queries: ["gender pay gap", "equality objectives"],
    where: "the equality page",
    limbs: [
      published({
        key: "a",
        name: "gender pay gap",
        wordings: ["gender pay( gap)?( report| data| information)?s?", "pay gap (report|data|information)s?"],
        form: "document",
        fresh: AUDITED,
        states: ["\\b(mean|median)\\b[^.\\n]{0,80}\\bpay gap\\b[^.\\n]{0,80}\\d"],
      }),
      published({ key: "b", ...equalityObjectives() }),
    ],
  }),
];

/** Equality objectives, at least every four years; the information itself every year. */
export function equalityObjectives(): Omit<PublishedData, "key"> {
  return {
    name: "equality objectives",
    wordings: [
      "(public sector )?equalit(y|ies)( and diversity)? (objectives?|duty|scheme|strategy|action plan)",
      "equality,? diversity and inclusion (objectives?|strategy|policy|plan)",
      "(single )?equality (scheme|plan)",
    ],
    notThese: ["impact assessments?"],
    form: "document",
    fresh: within(48),
    states: ["\\b(our|the|four|five|three|six|following)( \\w+)? equality objectives\\b[\\s\\S]{0,200}"],
  };
}

function noParking(): readonly string[] {
  return [
    "\\b(do(es)? not|no longer) (operate|run|own|manage|enforce|control|have)( any)? (on[- ]street )?(car )?park(s|ing)\\b",
  ];
}
