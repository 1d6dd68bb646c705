import { near } from "../wording.js";

const PERSON =
  "someone|somebody|(?:an? )?adults?|(?:a )?child(?:ren)?|(?:a )?person|(?:a )?famil(?:y|ies)|(?:a )?neighbours?";

/** Pages that tell how to reach social care, for adults, for children, or for both. */
export const socialCareContact = {
  wordings: [
    "(adults?'? |children'?s? )?social (care|services|work)( (contact|team|direct|emergency|out of hours))?",
    "adults?'? (social )?(care|services)",
    "(care|support|help) for (adults|older people|children|families)[\\w ]*",
    "children'?s?'? (social care|services)",
    "contact (social care|adult social care|children'?s services|social services)",
    "emergency (duty|social (care|services|work))( team| service)?",
    "out of hours( (social care|emergencies|contacts?|service))?",
    "(report|reporting) (a )?(concern|abuse)( about an? (adult|child))?",
    "safeguarding (adults|children)",
    "(worried|concerned) about (a child|an adult|someone)",
    "social services",
    near(
      "talk(?:ing)?|speak(?:ing)?|contact(?:ing)?|phone|ring|call|get in touch|ask",
      "(?:social |adult |home )?care|social work\\w*|(?:adults?|children)'?s?'? (?:services|team)",
      4,
    ),
    near(
      "worried|worry|concern(?:s|ed)?|hurt(?:ing)?|abused?|abuse|neglect(?:ed)?|unsafe|harm(?:ed|ing)?|at risk|danger",
      PERSON,
      4,
    ),
    "(care|social care|adult|children'?s) (line|helpline|gateway|access|connect|front door|first contact|single point of (access|contact)|hub)",
    "(getting|get|ask for|asking for) (help|care)( and support)?( from[\\w ]*)?",
    "(urgent|emergency)( help)?( (out of|outside) (office )?hours)?",
  ],
  notThese: [
    "vacanc\\w*",
    "committee",
    "dentist",
    "gp",
    "doctors?",
    "pharmac\\w*",
    "(child|day|skin|tree|car|health|pet) ?care",
    "noise",
    "repairs?",
    "housing",
    "homeless\\w*",
    "benefits?",
    "council tax",
    "planning",
    "providers?",
    "animals?",
    "dogs?",
    "food",
    "fraud",
    "highways?",
    "flood\\w*",
    "debts?",
    "money",
  ],
  signals: {
    of: [
      "social (care|work|worker|workers|services)",
      "adults?|carers?|older people",
      "child|children|famil(y|ies)",
      "out of( office)? hours|emergency duty|nights?|weekends?|bank holidays?|(when )?(we are|offices? (is|are)) closed",
      "0\\d\\d+|phone|telephone|ring|call",
    ],
    atLeast: 5,
  },
} as const;

const NUMBER = "(\\b0\\d{2,4}[\\s\\d]{6,}|\\b0\\d{2,4}\\b|\\[telephone\\])";
const OFFICE_HOURS =
  "\\b(monday|mondays|mon( to | ?- ?| ?– ?)(thu|fri|sun)|weekdays|office hours|opening hours|9 ?(am)? ?(to|-|–) ?5|\\d{1,2}([.:]\\d\\d)? ?am)\\b";
/** “Closed at weekends” is no cover at weekends. */
const NOT_CLOSED = "(?<!\\bclosed (?:at |on |over |in |during )?(?:the )?)";
const CLOSED_HOURS = `\\b(out of( office)? hours|outside( of)? (these|those|office|normal|working)( working| office)? (hours|times)|emergency duty|${NOT_CLOSED}(evenings?|nights?|overnight|weekends?|bank holidays?)|24 hours( a day)?|24/7|round the clock|any other time|at (all )?other times|(when|while|if) [\\w ]{0,25}closed|after hours)\\b`;

/** A number and when it is answered, whichever stands first. */
export const telephoneWithHours: readonly string[] = [
  `${NUMBER}[\\s\\S]{0,300}${OFFICE_HOURS}`,
  `${OFFICE_HOURS}[\\s\\S]{0,300}${NUMBER}`,
];

/** A number for when the office is closed. */
export const numberOutOfHours: readonly string[] = [
  // “When we are closed ring 999” gives no number of social care; nor does the next matter's.
  `${CLOSED_HOURS}(?:(?!\\b(?:999|101|111)\\b)[\\s\\S]){0,250}${NUMBER}`,
  `${NUMBER}(?:[^.\\n]|\\.\\d){0,120}${CLOSED_HOURS}`,
];
