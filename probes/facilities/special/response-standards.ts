import { seen } from "../../../src/snapshot/site.js";
import { absent, bondOf, nameBond } from "../ladder.js";
import { around, type PageView } from "../site-view.js";
import type { LimbAnswer, Room, SpecialLimb } from "../types.js";
import { type Pattern, patternOf } from "../wording.js";

const NUMBER =
  "(\\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|fifteen|twenty|a|the same|next|the next)";
const TIME = `\\b${NUMBER}( \\(\\d+\\))? ?(full |clear )?((working|business|calendar|office) ?)?(day|hour|week|minute|month)s?`;
const CHANNEL =
  "(e-?mail(s|ed|ing)?|(web|online|electronic|contact|website) ?-?forms?|online (enquir(y|ies)|requests?|contacts?|messages?|submissions?)|electronic (mail|enquir(y|ies))|messages? (you )?(sent? )?(to us )?(online|(through|via|from|on) (the|our|this) web ?site)|forms?( \\w+){0,3} (on|through|via|from) (the|our|this) web ?site|(contact|write to|get in touch with|message|enquir\\w+) us (online|(through|via|on) (the|our|this) web ?site))";
const ANSWER =
  "(reply|replies|replied|repl(y|ying)|respond(ed|ing)?|responses?|acknowledge(d|ments?)?|answer(ed|s)?|deal(t)? with|get back|turnaround|hear (back )?from|come back to|be in touch|contact you|write back|resolved?)";
const STANDARD = [
  new RegExp(`\\b${ANSWER}\\b[^.\\n]{0,80}\\b${CHANNEL}\\b[^.\\n]{0,100}${TIME}`, "i"),
  new RegExp(`\\b${CHANNEL}\\b[^.\\n]{0,120}\\b${ANSWER}\\b[^.\\n]{0,100}${TIME}`, "i"),
  new RegExp(`${TIME}[^.\\n]{0,80}\\b${ANSWER}\\b[^.\\n]{0,80}\\b${CHANNEL}`, "i"),
  new RegExp(`\\b${ANSWER}\\b[^.\\n]{0,60}${TIME}[^.\\n]{0,80}\\b${CHANNEL}`, "i"),
  new RegExp(`${TIME}[^.\\n]{0,80}\\b${CHANNEL}\\b[^.\\n]{0,60}\\b${ANSWER}`, "i"),
];
const COMPLAINT =
  /\b(complain(t|ts|ant)?|ombudsman|stage (one|two|1|2)|freedom of information|foi|subject access|information request|councillors? will|planning applications?)\b/i;
/** What the sender has to do in time, or how he is to send it. */
const SENDERS_DUTY =
  /\b(you|applicants?|suppliers?|tenderers?|objectors?|appellants?) (must|should|need to|have to|has to|will need to|can|may) (\w+ ){0,2}(reply|respond|answer|acknowledge|contact|e-?mail)|\bplease (reply|respond)\b|\bby replying\b/i;
const NUMERIC = new RegExp(`\\b${ANSWER}\\b[^.\\n]{0,120}${TIME}|${TIME}[^.\\n]{0,120}\\b${ANSWER}\\b`, "i");

/** 14-m2: within how many days an e-mail or a web form is answered. */
export const responseStandards: SpecialLimb = {
  key: "a",
  kind: "special",
  name: "response times for e-mails and web forms",
  wordings: [
    "customer (service|care|contact)? ?(standards?|charter|promises?|commitments?|pledges?|service)",
    "(our )?(service|contact|response|performance|communication) (standards?|times?|charter|targets?|promises?)",
    "(citizen'?s?|customers?'?) charter",
    "our (promise|commitment|standards)( to (you|customers))?",
    "what you can expect( from us)?",
    "how (quickly|soon) we (will )?(respond|reply)",
    "(help and )?contacts?( us)?",
    "contact(ing)? (the|your) council",
    "e ?mail (us|enquiries|response)",
    "service level standards?",
  ],
  notThese: [
    "trading standards",
    "food standards",
    "ofsted",
    "web ?site standards",
    "planning charter",
    "building standards",
    "school standards",
    "standards committee",
    "parking charter",
    "tenants?'? charter",
    "housing standards",
  ],
  paths: ["(customer|service)-?(standards|charter|care)", "contact-?us", "response-?times"],
  judge(room: Room, limb: SpecialLimb): LimbAnswer {
    const pattern = patternOf(limb);
    const pages = room.view.pages.filter(
      (view) => view.page.scope === "own" && !view.retired && view.noise === null,
    );
    const stated = pages.flatMap((view) => {
      const said = standardIn(view, pattern);
      if (!said) return [];
      // The page of standards says it for every service; what one service says is for itself.
      const weight = nameBond(view, pattern) === "title" ? (/\bcontact\b/i.test(view.h1) ? 1 : 2) : 0;
      return [{ weight, evidence: seen(view.page, "A time for answering e-mails or web forms", said) }];
    });
    if (stated.length > 0) {
      const evidence = stated.sort((a, b) => b.weight - a.weight).slice(0, 3);
      return { verdict: "met", reason: "published", level: 1, evidence: evidence.map((one) => one.evidence) };
    }
    const about = pages.filter(
      (view) => bondOf(view, pattern) === "title" && !/\bcontact\b/i.test(view.h1 || view.title),
    );
    const numeric = about.find((view) => view.prose.matches(NUMERIC));
    const complaints = pages.find(
      (view) => /\bcomplain/i.test(`${view.h1} ${view.title}`) && view.prose.matches(NUMERIC),
    );
    const general = pages.find((view) => bondOf(view, pattern) === "title" && generalStandard(view));
    const [first] = numeric ? [numeric] : general ? [general] : about;
    if (first) {
      return {
        verdict: "partly-met",
        reason: "standard-without-number",
        level: 1,
        evidence: [
          seen(
            first.page,
            "A standard that does not say within what time e-mails or web forms are answered",
            around(first.text, NUMERIC) || around(first.text, pattern.is),
          ),
        ],
      };
    }
    if (complaints) {
      return {
        verdict: "partly-met",
        reason: "complaints-only",
        level: 1,
        evidence: [seen(complaints.page, "Times for complaints only", around(complaints.text, NUMERIC))],
      };
    }
    return absent(room);
  },
};

/** "We aim to answer every enquiry within ten working days": a time for enquiries without a channel. */
function generalStandard(view: PageView): boolean {
  return view.text
    .split(/\n|(?<=[.!?])\s+/)
    .some(
      (sentence) =>
        /\b(enquir(y|ies)|quer(y|ies)|questions?|letters?|messages?|you)\b/i.test(sentence) &&
        NUMERIC.test(sentence) &&
        !COMPLAINT.test(sentence),
    );
}

/** The sentence that names channel, answer and time and is not about complaints or information requests. */
function standardIn(view: PageView, pattern: Pattern): string | null {
  if (COMPLAINT.test(view.h1)) return null;
  // Whatever follows asks for a time: few pages name one, and the search for it is short.
  if (!view.prose.matches(TIMED)) return tableStandard(view);
  const titled = nameBond(view, pattern) === "title";
  const headings = new Set(view.headings);
  let below = "";
  for (const line of view.text.split("\n")) {
    // On a page of standards a short line without a stop (a term of a list, bold words) heads what follows as well.
    const heads =
      headings.has(line) || (titled && line.length < 80 && !/[.!?,;]\s*$/.test(line) && !TIMED.test(line));
    if (heads) {
      // “Do it online” on a service's page heads what that service does; on a page of standards it is the channel.
      const channel = titled ? CHANNEL_HEADING : ENQUIRY_HEADING;
      below = channel.test(line) && !COMPLAINT.test(line) ? line : "";
      continue;
    }
    for (const whole of line.split(/(?<=[.!?])\s+/)) {
      // "Within 10 working days, and to complaints within 15": the part before is the standard.
      const sentence = whole.split(/,? (?:and|but) (?:to |for )?complain/i)[0] ?? whole;
      if (!TIMED.test(sentence) || COMPLAINT.test(sentence) || SENDERS_DUTY.test(sentence)) continue;
      if (STANDARD.some((one) => one.test(sentence))) return sentence.slice(0, 280);
      // Under “When you e-mail us”: the heading names the channel. On a page of standards “E-mails: 5 working days”.
      if (below !== "" && NUMERIC.test(sentence)) return `${below}: ${sentence}`.slice(0, 280);
      if (titled && (LABELLED.test(sentence) || (below !== "" && WITHIN.test(sentence)))) {
        return (below === "" ? sentence : `${below}: ${sentence}`).slice(0, 280);
      }
    }
  }
  return tableStandard(view);
}

const TIMED = new RegExp(TIME, "i");
const CHANNEL_HEADING = new RegExp(
  `\\b(${CHANNEL}|online|(through|via|on) (the|our|this) web ?site|digital contact)\\b`,
  "i",
);
const ENQUIRY_HEADING = new RegExp(`\\b${CHANNEL}\\b`, "i");
const LABELLED = new RegExp(
  `^\\W*(by |an? |your |to |for )?${CHANNEL}[^.:–-]{0,40}\\s*[:–-]\\s*[^.]{0,40}${TIME}`,
  "i",
);
const WITHIN = new RegExp(`\\b(within|inside|in|under|no more than|up to)\\b[^.]{0,15}${TIME}`, "i");

const OF_A_CHANNEL = new RegExp(
  `^\\W*((an?|your|by|to|for|when you|if you|answer\\w*|repl\\w+|respon\\w+) ){0,3}${CHANNEL}\\b`,
  "i",
);
const ABOUT_ANSWERS = new RegExp(`${ANSWER}|\\b(standard|target|time)\\b`, "i");

/** A row "E-mail | 5 working days" under a heading about response times. */
function tableStandard(view: PageView): string | null {
  for (const table of view.page.tables) {
    const head = `${table.caption} ${table.heading} ${(table.rows[0] ?? []).map((cell) => cell.text).join(" ")}`;
    if (!ABOUT_ANSWERS.test(head) || COMPLAINT.test(head)) continue;
    for (const row of table.rows) {
      if (OF_A_CHANNEL.test(row[0]?.text ?? "") && row.slice(1).some((cell) => TIMED.test(cell.text)))
        return row
          .map((cell) => cell.text)
          .join(" | ")
          .slice(0, 280);
    }
  }
  return null;
}
