import { cut, seen } from "../../src/snapshot/site.js";
import { everywhere, matchesOf } from "../expressions.js";
import { facility } from "../facilities/facility.js";
import { absent } from "../facilities/ladder.js";
import { around } from "../facilities/site-view.js";
import type { Facility, LimbAnswer, SpecialLimb } from "../facilities/types.js";
import { namedPoints, pagesNamed } from "./named-points.js";

const PRIVACY = {
  wordings: [
    "(corporate |website |our |general )*privacy( and cookies?)?( notices?| policy| policies| statements?)*[\\w ]*",
    "data protection( and privacy)?[\\w ]*",
    "how we use your (personal )?(information|data)",
    "(fair processing|GDPR)( notices?)?[\\w ]*",
    "your (personal )?data",
  ],
  notThese: ["act 1998 registration", "report", "committee", "strategy", "privacy screens?"],
  paths: ["privacy", "data-?protection"],
};
const OFFICER = /\bdata protection officer\b|\bDPO\b/i;
const REGISTRATION = /\b(registration|registered|notification|reference)[^.\n]{0,60}\bZ[A-Z]?\d{6,7}\b/i;
const CONTACT = /@|\[e-mail\]|\[telephone\]|\b0\d{3,4}[ \d]{6,}\b|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b/;
/** How far from the officer's name an address still is the officer's. */
const NEAR = 400;

const officer: SpecialLimb = {
  kind: "special",
  key: "a",
  name: "contact of the data protection officer",
  ...PRIVACY,
  judge: (room, limb): LimbAnswer => {
    const pages = pagesNamed(room, limb);
    for (const view of pages) {
      for (const match of matchesOf(everywhere(OFFICER), view.text)) {
        const near = view.text.slice(Math.max(0, match.index - NEAR / 2), match.index + NEAR);
        if (CONTACT.test(near)) {
          const evidence = seen(view.page, "Names the data protection officer with a contact");
          return { verdict: "met", reason: "published", level: 1, evidence: [evidence] };
        }
      }
    }
    const named = pages.find((one) => OFFICER.test(one.text) || REGISTRATION.test(one.text));
    if (named) {
      return {
        verdict: "partly-met",
        reason: "statement-missing",
        level: 1,
        evidence: [
          seen(
            named.page,
            "Speaks of the officer or the registration, without a contact beside it",
            around(named.text, OFFICER) || around(named.text, REGISTRATION),
          ),
        ],
      };
    }
    const [page] = pages;
    if (!page) return absent(room);
    const nothing = seen(page.page, "Read; no data protection officer is named there", cut(page.text, 200));
    return { verdict: "not-met", reason: "not-found", level: 0, evidence: [nothing] };
  },
};

/** T-51 and T-52: UK GDPR articles 12 to 14 and 37 to 39, as far as a published notice shows. */
export const privacy: readonly Facility[] = [
  facility("T-51", {
    name: "Privacy notice",
    queries: ["privacy notice", "data protection"],
    where: "the page footer",
    limbs: [
      namedPoints({
        name: "Privacy notice",
        ...PRIVACY,
        points: [
          ["who the data controller is", "\\b(data )?controller\\b"],
          ["the data protection officer", OFFICER.source],
          ["the lawful basis", "\\b(lawful|legal) (basis|bases|grounds?|reasons?)\\b|\\bpublic task\\b"],
          [
            "your rights",
            "\\b(your|individual|data subject|information) rights\\b|\\bright (of|to) (access|erasure|object|rectif)",
          ],
          [
            "how long data is kept",
            "\\bretention\\b|\\bhow long\\b[^.\\n]{0,40}\\b(keep|kept|hold|held|store)|\\b(keep|kept|retain(ed)?|stored?) (your |it |the |personal )?(information|data)?[^.\\n]{0,30}\\b(for|as long|until|no longer)\\b",
          ],
          [
            "complaints to the Information Commissioner",
            "\\binformation commissioner\\b|\\bico\\.org\\.uk\\b",
          ],
        ],
        enough: 5,
      }),
    ],
  }),
  facility("T-52", {
    name: "Data protection officer",
    queries: ["data protection officer"],
    where: "the privacy notice",
    limbs: [officer],
  }),
];
