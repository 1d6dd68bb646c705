import type { AuthorityType } from "../../../src/authorities/types.js";
import { seen } from "../../../src/snapshot/site.js";
import { bondOf } from "../ladder.js";
import { around } from "../site-view.js";
import type { LimbAnswer, Room, SpecialLimb } from "../types.js";
import { patternOf } from "../wording.js";

/** National parks answer for visitor car parks only. */
const PRINCIPAL: readonly AuthorityType[] = [
  "county",
  "district",
  "unitary",
  "metropolitan",
  "london-borough",
  "city-of-london",
  "isles-of-scilly",
];

const NONE =
  /\b(no|not any|do(es)? not (have|run|operate) (a |any )?) ?park ?(and|&) ?ride\b|there (is|are) no park ?(and|&) ?ride/i;

/** 08-m3 (a): "where appropriate"; that no page speaks of a scheme does not show that there is none. */
export const parkAndRide: SpecialLimb = {
  key: "a",
  kind: "special",
  name: "park and ride",
  appliesTo: PRINCIPAL,
  wordings: ["park and ride( (sites?|services?|buses|scheme|times))?", "park n ride", "p ?\\+ ?r"],
  notThese: ["planning application", "committee"],
  paths: ["park-?(and|n)?-?ride"],
  judge(room: Room, limb: SpecialLimb): LimbAnswer {
    const pattern = patternOf(limb);
    const pages = room.view.pages.filter(
      (view) => view.page.scope === "own" && !view.retired && view.noise === null,
    );
    const denies = pages.find((view) => view.prose.matches(NONE));
    if (denies) {
      return {
        verdict: "not-applicable",
        reason: "not-responsible",
        level: null,
        evidence: [seen(denies.page, "Says that there is no park and ride", around(denies.text, NONE))],
      };
    }
    for (const view of pages) {
      const bond = bondOf(view, pattern);
      if ((bond === "title" && view.words >= 10) || (bond === "section" && view.words >= 10)) {
        return {
          verdict: "met",
          reason: "published",
          level: 1,
          evidence: [seen(view.page, "A page about park and ride", around(view.text, pattern.is))],
        };
      }
    }
    const [link] = room.view.linksNamed(pattern);
    if (link) {
      return {
        verdict: "partly-met",
        reason: "mention-only",
        level: 1,
        evidence: [seen(link.from.page, "A link about park and ride", link.link.name)],
      };
    }
    return { verdict: "cannot-tell", reason: "not-said", level: null, evidence: [] };
  },
};
