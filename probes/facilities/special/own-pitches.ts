import { seen } from "../../../src/snapshot/site.js";
import { isOrdinary } from "../site-view.js";
import type { Combined, JudgedLimb, Room } from "../types.js";
import { sentencesOf, toldBy } from "./pass-renewal.js";

const PLACES =
  /\b(pitch(es)?|courts?|cricket squares?|bowling greens?|running tracks?|sports halls?|playing fields?)\b/i;
const ABOUT =
  /\b(leisure|sports?|parks?|pitch(es)?|courts?|tennis|football|cricket|bowls|recreation|outdoors?|playing)\b/i;
const TO_BOOK = /\b(book(ed|ing|ings)?|hir(e|ed|ing)|let|reserv(e|ed|ing)|arrange)\b/i;
const NOT_PLACES =
  /\b(magistrates|county court|crown|food court|court (case|order)|court of|tender|planning|strategy|travellers?)\b/i;

/**
 * 07-m2: “including both direct and contracted-out operations”. The operator's centres are booked online, and the
 * pitches and courts that the council lets itself are had by ringing up.
 */
export function ownPitchesToo(judged: readonly JudgedLimb[], room: Room): Combined | null {
  if (judged.length !== 1 || judged[0]?.answer.verdict !== "met") return null;
  for (const view of room.view.pages) {
    if (!isOrdinary(view) || !ABOUT.test(`${view.h1} ${view.title}`)) continue;
    const told = sentencesOf(view);
    for (const [at, { text, heading }] of told.entries()) {
      if (!TO_BOOK.test(text) || NOT_PLACES.test(`${text} ${heading}`)) continue;
      const before = told[at - 1]?.heading === heading ? (told[at - 1]?.text ?? "") : "";
      // “… are let by the Parks Office. To hire one, ring”; where the first sentence books, the next tells of something else.
      const goesOn = !/\bbook/i.test(before) && /\b(one|them|these|they|it|bookings?)\b/i.test(text);
      if (!PLACES.test(goesOn ? `${text} ${before}` : text)) continue;
      const how = toldBy(text);
      if (how !== "elsewhere" && how !== "denied") continue;
      // Another sentence of the same part, or a link in it, that does it online.
      const part = told.filter((one) => one.heading === heading);
      if (part.some((one) => TO_BOOK.test(one.text) && toldBy(one.text) === "online")) continue;
      if (
        view.page.links.some(
          (link) =>
            link.area === "main" &&
            (link.heading === heading || text.includes(link.name)) &&
            TO_BOOK.test(link.name) &&
            link.url.startsWith("http"),
        )
      )
        continue;
      return {
        verdict: "partly-met",
        reason: "some-limbs",
        points: null,
        evidence: [...judged[0].answer.evidence.slice(0, 2), seen(view.page, "Booked another way", text)],
      };
    }
  }
  return null;
}
