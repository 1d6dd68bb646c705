import type { Evidence } from "../../../src/audit/types.js";
import { cut, seen } from "../../../src/snapshot/site.js";
import { platformsAt } from "../platforms.js";
import type { PageView } from "../site-view.js";
import type { Combined, JudgedLimb, Room } from "../types.js";

/** How a pass is renewed, as the pages about passes tell it. */
export type Renewal = "online" | "automatic" | "elsewhere" | "unsaid";

const ABOUT =
  /\b(bus|travel|freedom|concessionary|older person'?s?|companion)\b[\w '’]{0,30}\b(pass(es)?|cards?|permits?|fares?|travel)\b|\b(pass|passes|concessions?|concessionary|free travel|travel for free|fares)\b/i;
const NOT_ABOUT = /\b(parking|blue badge|school|library|leisure|railcard|season ticket)\b/i;

/** Of renewal, and of what happens when a pass has run its time. A lost pass is another matter. */
const RENEWAL =
  /\brenew\w*|\bexpir(e[sd]?|y|ing|ation)\b|\bruns? out\b|\brunning out\b|\brun out\b|\bcomes? to an end\b|\b(new|next|replacement|fresh|another) (pass|card|one)\b[^.\n]{0,40}\b(five|5|three|3) years\b/i;
const LOST = /\b(lost|stolen|damaged|missing|faulty|broken)\b/i;
const BY_ITSELF =
  "automatic(?:ally)?|by itself|of its own accord|without (?:you |your )?(?:asking|applying|having)";
const AUTOMATIC = new RegExp(
  [
    `\\b(?:${BY_ITSELF})\\b[^.\\n]{0,40}\\b(?:renew\\w*|sen[dt]|sends|posts?|posted|issued?|replaced?|new|comes?|arrives?)\\b`,
    `\\b(?:renew\\w*|sen[dt]|sends|posts?|posted|issued?|replaced?|new|comes?|arrives?)\\b[^.\\n]{0,40}\\b(?:${BY_ITSELF})\\b`,
    "\\b(?:we|the council|the county|they|it)(?: will|['’]ll| shall)? (?:then )?(?:send|sends|post|posts|mail|issue|issues)(?: out)?(?: you)?(?: a| your| the)? (?:new|next|replacement|fresh|another|renewed)\\b",
    "\\b(?:no need to|(?:do not|don['’]t) (?:need|have) to) (?:renew|re-?apply|apply again|do anything)",
    "\\b(?:new|replacement|next) (?:pass|card|one)(?:es|s)?\\b[^.\\n]{0,30}\\b(?:is|are|will be|gets?) (?:sent|posted|mailed|issued)\\b",
  ].join("|"),
  "i",
);
const NOT_AUTOMATIC =
  /\b(is|are|does|do|will|can) ?(not|n['’]t|no longer)\b(?! (need|have|apply|do|renew|re-?apply|contact|fill|bring)\b)[^.\n]{0,40}\b(automatic|send|sent|post|posted|issue|issued|mail)|\b(isn|aren|doesn|don|won|can)['’]t\b(?! (need|have|apply|do|renew|re-?apply|contact|fill|bring)\b)[^.\n]{0,40}\b(automatic|send|sent|post|posted|issue|issued)|\b(no longer|never|not|stopped|cease[sd]?)\b (be )?(automatic|send|sending|sent|posted|issued|issuing)|\bautomatic(ally)? (renewals? )?(be )?(stop|end|expire|cancel|laps|block)/i;
const WEB =
  "(?:on-? ?line|web ?sites?|web ?page|the web|(?:the )?internet|portal|electronic(?:ally)?|digital(?:ly)?|e-?form|my ?account|your account|this form|form below|renew (?:it |your \\w+ )?here)";
const ONLINE = new RegExp(`\\b${WEB}\\b`, "i");
/** A condition makes it no denial of the whole: “you cannot renew online until a month before”. */
const SAVE = "(?! ?,? ?(?:if|unless|until|before|after|when|more than|while|yourself)\\b)";
const DENIED = new RegExp(
  [
    `(?:\\b(?:cannot|can ?not|could not|unable to|(?:do|does|is|are|will|would) not|not (?:yet|currently|possible)|no longer|there (?:is|are) no|no|never|without|neither|instead of|rather than|paus(?:ed|ing)|suspend(?:ed|ing)|stopped|withdrawn|closed|taken (?:down|off)|work(?:ing)? (?:on|towards)|plan(?:s|ning)? (?:to|for)|hop(?:e|es|ing) to|(?<!as )soon)|n['’]t)\\b(?:[,:]? [\\w'’-]+){0,7} ${WEB}\\b${SAVE}`,
    `\\b${WEB}(?: [\\w-]+){0,4} (?:is|are|has|have|was|were|will|can|does)(?:n['’]t| not| no longer| yet to)\\b(?! need)`,
    `\\b${WEB}(?: [\\w-]+){0,6} (?:cannot|unavailable|suspended|paused|withdrawn|closed|(?<!as )soon|shortly|later this year|out of (?:use|action|order)|in (?:the )?future|taken (?:down|off)|(?:is|are) down)\\b`,
    `\\b${WEB}\\b[^.\\n]{0,30}\\bonly\\b[^.\\n]{0,30}\\b(?:first|new|initial)\\b`,
  ].join("|"),
  "i",
);
/** “If you cannot renew online”, “you do not need to visit us”, “without an account”: these deny no way online. */
const CONDITIONED =
  /\b(if|when|unless|where|people who|anyone who|those who|customers who)( you| they| someone| anyone| a person)? ?(cannot|can['’]?t|can not|are (unable|not able)|do not|don['’]t|have no|has no|are not|aren['’]t)\b|\bif (this|that|it) (is|does) not\b|\b(do not|don['’]t|no|no longer) (need|have)( to)?\b|\b(without|no) (an? )?(account|log-?in|fee|charge|cost)\b|\bnot only\b/gi;
const ELSEWHERE =
  /\b(in person|face[- ]to[- ]face|by (tele)?phone|over the (tele)?phone|telephone|phone(?= (us|the|our|\(?\+?0|\[))|ring(ing)?|call(ing)?|by post|post it|by letter|write to|visit(ing)?|librar(y|ies)|(customer|contact|service|information|travel|help) (services? )?(centre|point|desk|shop|hub)s?|one[- ]stop[- ]shop|reception|town hall|county hall|civic (centre|offices?)|council offices?|bus station|counter|post office|paper (form|application)|bring|local office|come (in|to))\b/i;
/** Only the first pass is to be had by the way that is online. */
const FIRST_ONLY =
  /\b(only|just|solely)\b[^.\n]{0,40}\b(first|new|initial)\b[^.\n]{0,30}\b(pass(es)?|appli\w+|time)|\b(first|new|initial)([- ]time)? (pass(es)?|applica\w+)\b[^.\n]{0,30}\bonly\b|\b(have|has|had) (not|never) (yet )?(held|had|been issued)\b|\b(do not|don['’]t|must not|cannot|can['’]t) (use|fill in|complete) (this|the)( online)? (form|service|application)\b[^.\n]{0,80}\b(renew\w*|already (have|hold)|existing|expir\w+)\b|\b(form|service)\b[^.\n]{0,30}\b(is )?not for (renewals?|renewing|people who already)/i;

/** What the pages about passes, and the forms they lead to, say of renewal; and where they say it. */
export function renewalOf(room: Room, shown: readonly Evidence[]): { how: Renewal; evidence: Evidence[] } {
  const proof: Record<"online" | "automatic" | "elsewhere" | "denied" | "both", Evidence[]> = {
    online: [],
    automatic: [],
    elsewhere: [],
    denied: [],
    both: [],
  };
  const urls = new Set(shown.map((one) => one.url));
  for (const view of room.view.pages) {
    const named = `${view.h1} ${view.title}`;
    const of = urls.has(view.page.url) || (ABOUT.test(named) && !NOT_ABOUT.test(named));
    if (!of || view.noise !== null || view.retired || view.otherCouncil) continue;
    if (offersRenewal(view))
      proof.online.push(seen(view.page, "A form that takes renewals", view.h1 || view.title));
    for (const link of view.page.links) {
      if (link.hidden || !/\brenew/i.test(link.name) || !leadsToAForm(room, view, link.url)) continue;
      proof.online.push(seen(view.page, "Leads to the renewal", link.name));
    }
    for (const { text, heading } of sentencesOf(view)) {
      if (FIRST_ONLY.test(text)) {
        proof.elsewhere.push(seen(view.page, "For first passes only", cut(text, 240)));
        continue;
      }
      const itself = comesByItself(text) && /\b(pass(es)?|cards?|permits?)\b/i.test(text);
      if (!itself && !RENEWAL.test(text) && !(RENEWAL.test(heading) && !LOST.test(text))) continue;
      const how = toldBy(text);
      if (how) proof[how].push(seen(view.page, "Says how passes are renewed", cut(text, 240)));
    }
  }
  // Where a site says both, the word that it is not done online is the newer one: forms are taken off before pages are.
  if (proof.denied.length > 0) return { how: "elsewhere", evidence: proof.denied };
  if (proof.online.length > 0) return { how: "online", evidence: proof.online };
  if (proof.automatic.length > 0) return { how: "automatic", evidence: proof.automatic };
  if (proof.elsewhere.length > 0) return { how: "elsewhere", evidence: proof.elsewhere };
  return proof.both.length > 0 ? { how: "online", evidence: proof.both } : { how: "unsaid", evidence: [] };
}

/** Rule 08-m2: applying online is half of it; renewal has to be online too, or to come by itself. */
export function renewalToo(judged: readonly JudgedLimb[], room: Room): Combined | null {
  const [only] = judged;
  if (only?.answer.verdict !== "met") return null;
  const { how, evidence } = renewalOf(room, only.answer.evidence);
  if (how === "online" || how === "automatic") return null;
  return {
    verdict: "partly-met",
    reason: "apply-only",
    points: null,
    level: 3,
    evidence: evidence.slice(0, 1),
  };
}

function comesByItself(text: string): boolean {
  return AUTOMATIC.test(text) && !NOT_AUTOMATIC.test(text);
}

/** “This is not a renewal”, “renewals: see below”: a choice or a heading that turns renewals away. */
const NOT_RENEWAL = /\b(not|no|cannot|never|except|other than)\b/i;

/** Where a sentence sends whoever wants a thing renewed; null when it does not say. */
export function toldBy(text: string): "online" | "automatic" | "elsewhere" | "denied" | "both" | null {
  const plain = text.replace(CONDITIONED, " ");
  if (comesByItself(text)) return "automatic";
  if (ONLINE.test(plain)) return DENIED.test(plain) ? "denied" : "online";
  if (ELSEWHERE.test(plain)) return "elsewhere";
  return /\b(apply|application|applying|applications|get|new|first|order)\b[^.\n]{0,30}\b(and|or|\/|&)\s?[^.\n]{0,15}\brenew|\brenew\w*[^.\n]{0,15}\b(and|or|\/|&)\s?[^.\n]{0,15}\b(apply|application|replace|new|first)/i.test(
    text,
  )
    ? "both"
    : null;
}

/** A form that names renewal in its heading, its choices or its button. */
function offersRenewal(view: PageView): boolean {
  if (view.page.kind !== "html" || view.closed) return false;
  return view.forms.some(({ form, purpose }) => {
    if (purpose !== "service" && purpose !== "sign-in" && purpose !== "contact") return false;
    const words = [
      view.h1,
      view.title,
      form.heading,
      ...form.buttons,
      ...form.fields.flatMap((field) => [field.label, ...field.options]),
    ];
    return words.some((word) => /\brenew/i.test(word) && !NOT_RENEWAL.test(word));
  });
}

function leadsToAForm(room: Room, from: PageView, address: string): boolean {
  const target = room.view.site.target(address);
  const known = platformsAt(address).some(
    (one) => one.does.includes("bus-pass") || one.does.includes("form"),
  );
  if (target.state === "failed") return known && target.failure.outcome === "login";
  if (target.state !== "fetched") return false;
  const view = room.view.view(target.page);
  if (!view || view === from || view.retired || view.otherCouncil) return false;
  return (
    known ||
    view.page.scope === "supplier" ||
    view.forms.some((one) => one.purpose === "service" || one.purpose === "sign-in")
  );
}

/** Sentences with the heading they stand under; a table's row or a term's lines are sentences of their own. */
export function sentencesOf(view: PageView): { text: string; heading: string }[] {
  const headings = new Set(view.headings.map((one) => one.trim()));
  const found: { text: string; heading: string }[] = [];
  let heading = "";
  for (const line of view.text.split("\n")) {
    if (headings.has(line.trim())) {
      heading = line;
      continue;
    }
    for (const text of line.split(/(?<=[.!?;])\s+/)) if (text.trim() !== "") found.push({ text, heading });
  }
  return found;
}
