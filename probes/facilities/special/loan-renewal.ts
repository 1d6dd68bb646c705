import { seen } from "../../../src/snapshot/site.js";
import { isOrdinary } from "../site-view.js";
import type { Combined, JudgedLimb, Room } from "../types.js";
import { sentencesOf, toldBy } from "./pass-renewal.js";

const RENEW =
  /\brenew\w*|\bextend (your |a |the )?loans?\b|\bkeep (your |the )?(books?|items?|loans?) longer\b/i;
const LOANS = /\b(books?|loans?|items?|librar(y|ies)|borrow\w*)\b/i;
const OTHERS = /\b(passes|pass|permits?|licen[cs]es?|badge|subscription)\b/i;

const ABOUT = /\b(librar(y|ies)|renew\w*|borrow\w*|loans?|books?)\b/i;

/** 07-m1: a catalogue is there, and the pages about loans know only the counter and the telephone for renewing them. */
export function loansToo(judged: readonly JudgedLimb[], room: Room): Combined | null {
  const renewal = judged.find(({ limb }) => limb.key === "b");
  if (renewal?.answer.verdict !== "met") return null;
  for (const { url, excerpt } of renewal.answer.evidence) {
    const page = room.view.site.page(url);
    if (page && page.scope !== "own" && (RENEW.test(page.text) || RENEW.test(excerpt))) return null;
    // What is called renewal and leads to the catalogue or the account is the way, whatever else a page says.
    if (room.view.linksTo(url).some(({ link }) => RENEW.test(link.name) && !room.view.site.isOwn(url)))
      return null;
  }
  let elsewhere: Combined | null = null;
  for (const view of room.view.pages) {
    if (!isOrdinary(view) || !ABOUT.test(`${view.h1} ${view.title}`)) continue;
    for (const { text, heading } of sentencesOf(view)) {
      if (!RENEW.test(text) && !RENEW.test(heading)) continue;
      if (!LOANS.test(`${text} ${heading} ${view.h1}`) || OTHERS.test(text)) continue;
      // A “library book” names no place to go to.
      const how = toldBy(
        text.replace(/\blibrary (books?|items?|loans?|accounts?|catalogue|cards?|tickets?)\b/gi, "$1"),
      );
      if (how === "online" || how === "automatic") return null;
      if (how === "elsewhere" || how === "denied")
        elsewhere ??= {
          verdict: "partly-met",
          reason: "some-limbs",
          points: null,
          evidence: [seen(view.page, "Says how loans are renewed", text)],
        };
    }
  }
  return elsewhere;
}
