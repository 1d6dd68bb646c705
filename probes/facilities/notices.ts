/** Notices that a service, or the way to it on the web, is closed for the present: whatever form is still there. */

import { IndexedText } from "../../src/text/indexed-text.js";

const WAY =
  "(?:applications?|bookings?|enrol(?:l?ing|ments?)|payments?|registrations?|requests?|claims?|reporting|orders?|forms?|(?:online|web|internet|e-?)[ -]?(?:service|system|portal|form|facility|access)|this (?:online )?(?:service|system|portal|facility)|register|waiting list|housing list)";
const SHUT =
  "(?:paused|suspended|on hold|withdrawn|stopped|switched off|turned off|taken (?:down|off(?: ?line)?)|removed|discontinued|disabled|unavailable|out of (?:action|order|use|service)|off ?line|not working|not (?:currently |yet )?available|no longer (?:available|offered|open|in use))";
const PLACE = "(?:our|the|this) (?:[\\w-]+ ){0,3}(?:account|catalogue|portal|directory|web ?site|app)";
const NOW =
  "(?:(?:currently|temporarily|now|presently|still|all|both|at present|at the moment|for the (?:time being|moment)) )?";
/** Not all of it, or not now: a round that is over, a kind of case, an hour of the night. */
const PART =
  /\b(?:applications?|bookings?|enrolments?|renewals?|payments?|registrations?|requests?|claims?|orders?|forms?) (?:for (?!now\b|the (?:time|moment|present|foreseeable)\b|new applica)|from |that |which |where |without |by |made |received )|\b(?:between|overnight|midnight|each|every|nightly|weekends?|bank holidays?|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|\d{1,2}(?:[.:]\d\d)? ?(?:am|pm)|\d{1,2}:\d\d)\b|\b(?:by post|on paper|paper|posted|cash|cheques?|by (?:phone|telephone)|over the (?:phone|counter)|in person)\b(?![^.\n]{0,40}\b(?:instead|please|until)\b)/i;
/** Names of the thing between “the” and “form”; what is done with forms, or how many there were, is another sentence. */
const NOUNS = "(?:(?!(?:need|for|of|to|over|about|more|nearly|paper)\\b)[a-z-]+(?<!ing) ){0,2}";
const CONDITION =
  /\b(?:if|when|once|after|unless|whenever|in case|should|sometimes|may|might|could|can be)\b[^.\n]*$/i;

const CLOSED: readonly RegExp[] = [
  new RegExp(`\\b${PLACE} (?:is|are|has|have) ${NOW}(?:been )?${SHUT}(?![\\w-])`, "i"),
  /\b(?:cannot|can['’]?t|can not|unable to|not able to) (?!renew|take renew)(?:[\w'’-]+ ){0,6}?(?:on-? ?line|on the web|through (?:the|our) web ?site) (?:at present|at the moment|just now|for now|currently|yet|for the time being|until further notice)\b/i,
  new RegExp(
    `\\b${WAY}(?: [\\w-]+){0,3} (?:is|are|has|have|remains?|was|were)(?: been| had to be)? ${NOW}(?:been )?${NOW}(?:${SHUT}|closed(?! (?:on|at)\\b))(?![\\w-])`,
    "i",
  ),
  new RegExp(
    `\\bwe(?: have|['’]ve| are|['’]re| had to)(?: had to)? ${NOW}(?:paus(?:ed?|ing)|suspend(?:ed|ing)?|clos(?:ed?|ing)|stop(?:p(?:ed|ing))?|withdr(?:awn|aw|awing)|remov(?:ed?|ing)|turn(?:ed)? off|switch(?:ed)? off|disabled?|tak(?:e|en|ing) (?:down|off))(?: (?:taking|accepting|all|our|the|new|its|this|any))* ${NOUNS}${WAY}\\b`,
    "i",
  ),
  new RegExp(
    `\\bwe(?: have|['’]ve| are|['’]re| had to)(?: had to)? ${NOW}tak(?:e|en|ing)(?: (?:all|our|the|its|this))* ${NOUNS}${WAY} (?:down|away|off(?: ?line)?)\\b`,
    "i",
  ),
  new RegExp(
    `\\b(?:not|no longer|n['’]t|unable to|cannot|stopped) (?:currently |yet |at present |now |able to )?(?:accept(?:ing)?|tak(?:e|ing)|offer(?:ing)?|receiv(?:e|ing)) (?:any |new |more |further |online |your )*${WAY}\\b`,
    "i",
  ),
  /\b(?:now |currently |temporarily )?closed to (?:all |any |new |further |online )*(?:applica\w+|bookings?|enrolments?|registrations?|claims?|requests?|members)\b/i,
  /\b(?:problem|fault|error|issue)s? with (?:this|the|our) (?:online )?(?:form|service|system|portal)\b[^.\n]{0,60}\b(?:cannot|can['’]t|not) (?:currently )?(?:be used|work\w*|use)\b/i,
  /\b(?:can no longer|cannot|can['’]t|no longer) (?:currently )?(?:do|use|make) (?:this|it) (?:on-? ?line|on the web|through the web ?site)\b/i,
  /\b(?<!as )soon(?:,? you (?:will|can)|,? it will)\b[^.\n]{0,40}\b(?:on-? ?line|on the web|through (?:the|our) web ?site)\b|\byou will soon be able to\b[^.\n]{0,50}\b(?:on-? ?line|on the web)\b|\b(?:on-? ?line|web) (?:\w+ ){0,3}(?:is |are )?coming soon\b/i,
];
const RECORD =
  /\b(?:this is|you are (?:viewing|reading|looking at)) an? (?:archived|old|out[- ]of[- ]date|superseded) (?:page|copy|version|form|service|website)\b|\b(?:this )?(?:page|form|information|content) (?:is|has been|was) (?:kept|retained|left|archived|here) (?:only )?(?:for (?:the |our )?(?:record|reference|historical|information|archive)|and is)\b|\bkept for the record\b|\b(?:this )?(?:page|form|service|website) (?:is|has) (?:been )?(?:superseded|replaced by)\b/i;

/** The service, or doing it on the web, is closed at present. */
export function saysClosed(text: string): boolean {
  const indexed = new IndexedText(text);
  const possible = CLOSED.filter((pattern) => indexed.mayMatch(pattern));
  if (possible.length === 0) return false;
  return text.split(/\n|(?<=[.!?])\s+/).some(
    (sentence) =>
      !PART.test(sentence) &&
      possible.some((pattern) => {
        const found = pattern.exec(sentence);
        return found !== null && !CONDITION.test(sentence.slice(0, found.index));
      }),
  );
}

const AFTER_NAME = new RegExp(
  `^[\\s"”’)]*(?:[\\w-]+ ){0,3}(?:is|are|has|have) ${NOW}(?:been )?(?:${SHUT}|closed)(?![\\w-])`,
  "i",
);
const SENTENCE_END = /[.!?]\s|\n/;

/** The thing of this name is not to be had any more, or not now: “HomeSwapper is no longer available to our tenants”. */
export function saysGone(name: string, text: string): boolean {
  if (name === "") return false;
  // Asked of every link that is followed: the sentence is only looked at where the words behind the name say so.
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + name.length)) {
    const behind = text.slice(at + name.length);
    if (!AFTER_NAME.test(behind)) continue;
    const before = text.slice(0, at).split(SENTENCE_END).at(-1) ?? "";
    const sentence = `${before}${name}${behind.split(SENTENCE_END)[0]}`;
    if (!PART.test(sentence) && !CONDITION.test(before)) return true;
  }
  return false;
}

/** The page is kept, and is the service no more. */
export function isRecord(text: string): boolean {
  return RECORD.test(text);
}
