import { seen } from "../../../src/snapshot/site.js";
import { absent } from "../ladder.js";
import { pagesOn } from "../limbs.js";
import { platformsAt } from "../platforms.js";
import { areaNames } from "../providers.js";
import { oncePerPage, type PageView } from "../site-view.js";
import type { LimbAnswer, Room, SpecialLimb } from "../types.js";
import { supplierPages } from "./supplier-pages.js";

/** What a would-be supplier has to be told (05-m1). */
const TOPICS: readonly [string, RegExp][] = [
  [
    "where opportunities are advertised",
    /\b(advertis\w+|contract opportunities|current (tenders|opportunities|contracts)|contracts finder|find a tender|official journal|OJEU|tender(ing)? (portal|opportunit\w+)|e-?tendering (portal|system)|(publish\w*|put|listed|appear\w*|found|is|are) (on|in) [^.]{0,60}((tender|procurement|supplier|e-?tender)\w* (portal|site|website|system)|portal|press|journal)|where to (look|find) (for )?(work|contracts|opportunities))\b/i,
  ],
  [
    "thresholds and rules",
    /\b(thresholds?|contract (standing orders|procedure rules)|procedure rules|standing orders|procurement act|public contracts regulations|EU (directives|rules)|quotations?|over £|above £|£ ?\d[\d,]{3,}|under £|(one|two|three|four|1|2|3|4) (written )?(quot\w+|prices?))\b/i,
  ],
  [
    "how to register",
    /\b(regist(er|ration|ering)|sign up|approved (list|supplier)|create an account|expression of interest|express(ing)? (an |your )?interest|pre-?qualification|select list|(register|sign up|join|enrol)\w* (on|with|for|there|once))\b/i,
  ],
  [
    "standards required",
    /\b(health and safety|insurance|equalit(y|ies)|quality (standards?|assurance)|environmental (standards?|policy)|social value|modern slavery|financial (standing|checks?)|references|living wage|safeguarding|policies you)\b/i,
  ],
  [
    "payment terms",
    /\b(payment terms|invoic(e|es|ing)|30 days|thirty days|BACS|pay (our )?suppliers|purchase orders?|paid within)\b/i,
  ],
  [
    "a contact",
    /\b(contact (us|the procurement|our procurement)|procurement (team|unit|officer|service)|telephone|phone|e-?mail)\b|@|\[e-mail\]|\[telephone\]/i,
  ],
];
const ENOUGH_TOPICS = 3;
const ENOUGH_WORDS = 300;
/** A page below that length tells more topics than it must, and is no mere list of links. */
const LEAST_WORDS = 120;
/** A guide that is promised, or that is said not to hold any more, tells nobody anything. */
const NOT_IN_FORCE =
  /\b(coming soon|out of date|no longer (current|valid|applies|in force|up to date)|(is|are) being (written|prepared|drafted|revised|rewritten|updated)|will be (published|available|ready)|under (construction|review))\b/i;

/** 05-m1: a guide that tells a supplier how to find, bid for and get paid for the council's work. */
export const sellingGuide: SpecialLimb = {
  key: "a",
  kind: "special",
  name: "a guide for suppliers",
  wordings: [
    "selling to (the |your |our )?([\\w-]+ ){0,3}(council|authority|us)",
    "sell to (the council|us)",
    "doing business with (the |your |our )?([\\w-]+ ){0,3}(council|authority|us)",
    "(how to )?do business with( the council| us)?",
    "(guide|guidance|information|advice) (for|to) (potential |prospective |new |our )?suppliers",
    "suppliers?'? guide",
    "(become|becoming) a supplier",
    "supply(ing)? (to )?(the council|us)",
    "tenders?( and contracts?| opportunities)?",
    "contracts? and tenders?",
    "procurement( and (tenders|contracts))?",
    "contract opportunities",
    "tendering( for contracts)?",
    "tendering opportunities",
    "working with (the council|us) as a supplier",
    "supplier information",
    "suppliers",
    "council contracts",
    "supplying (goods|services)",
    ...supplierPages.names,
  ],
  signals: supplierPages.signals,
  documents: true,
  notThese: [
    ...supplierPages.notThese,
    "strategy",
    "policy",
    "committee",
    "property",
    "land for sale",
    "vacanc\\w*",
    "contact (center|centre)",
    "tender hearts",
    "employment contracts?",
  ],
  paths: ["selling-?to", "doing-?business", "procurement", "tender", "supplier"],
  judge(room: Room, limb: SpecialLimb): LimbAnswer {
    // Several councils may buy through one body; a guide of its own tells whom it buys for.
    const names = areaNames(room.view.site);
    const pages = pagesOn(room, limb, { partners: true }).filter(
      ({ page, text }) =>
        page.scope === "own" || names.some((name) => text.toLowerCase().includes(name.toLowerCase())),
    );
    // A guide is often spread over the pages below its first one: judge the best page, and the set as a whole.
    const found = pages
      .map((view) => ({ view, topics: topicsOf([view]), words: wordsOf(view) }))
      .sort((a, b) => b.topics.length - a.topics.length || b.words - a.words);
    const [best] = found;
    if (!best) return absent(room);
    const together = topicsOf(pages.slice(0, 8));
    const words = pages.slice(0, 8).reduce((sum, view) => sum + wordsOf(view), 0);
    const missing = TOPICS.map(([name]) => name).filter((name) => !together.includes(name));
    const measures = { topics: together.length, words, missing: missing.join(", ") };
    const evidence = found
      .slice(0, 3)
      .map(({ view, topics }) =>
        seen(
          view.page,
          topics.length > 0
            ? `Tells suppliers: ${topics.join(", ")}`
            : "A page for suppliers that tells none of what they need",
        ),
      );
    if (best.words < 30 && !together.length)
      return { verdict: "partly-met", reason: "thin", level: 1, evidence, measures };
    // "A contact" alone stands on any page; it counts only beside two others that belong to procurement.
    const enough =
      together.length >= ENOUGH_TOPICS && together.filter((one) => one !== "a contact").length >= 2;
    if (
      enough &&
      (words >= ENOUGH_WORDS || (best.topics.length > ENOUGH_TOPICS && best.words >= LEAST_WORDS))
    ) {
      return { verdict: "met", reason: "published", level: 1, evidence, measures };
    }
    return { verdict: "partly-met", reason: "thin", level: 1, evidence, measures };
  },
};

function topicsOf(pages: readonly PageView[]): string[] {
  const portal = pages.some((view) =>
    view.page.links.some((link) => platformsAt(link.url).some((one) => one.does.includes("tenders"))),
  );
  return TOPICS.filter(
    ([name, pattern]) =>
      pages.some((view) => pattern.test(inForce(view, NOT_IN_FORCE))) ||
      (portal && name === "where opportunities are advertised"),
  ).map(([name]) => name);
}

const inForce = oncePerPage((view, never: RegExp) =>
  never.test(view.text)
    ? view.text
        .split("\n")
        .map((line) =>
          line
            .split(/(?<=[.!?])\s+/)
            .filter((sentence) => !never.test(sentence))
            .join(" "),
        )
        .join("\n")
    : view.text,
);

function wordsOf(view: PageView): number {
  const lost = view.text.length - inForce(view, NOT_IN_FORCE).length;
  return lost === 0 ? view.words : Math.round((view.words * (view.text.length - lost)) / view.text.length);
}
