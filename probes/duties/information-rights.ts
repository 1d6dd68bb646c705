import { cut, seen } from "../../src/snapshot/site.js";
import { parseHttp } from "../../src/snapshot/url.js";
import { facility } from "../facilities/facility.js";
import { absent } from "../facilities/ladder.js";
import { around } from "../facilities/site-view.js";
import type { Facility, LimbAnswer, Room, SpecialLimb } from "../facilities/types.js";
import { patternOf } from "../facilities/wording.js";
import { within } from "./freshness.js";
import { namedPoints, pagesNamed } from "./named-points.js";
import { published } from "./published.js";

const FOI_PAGE = "the freedom of information page";

const SCHEME = {
  wordings: ["(model |freedom of information |FOI )?publication schemes?", "guide to information"],
  notThese: ["parish", "schools?"],
  paths: ["publication-?scheme"],
};
const REQUESTS = {
  wordings: [
    "freedom of information( act)?( requests?)?( and environmental information( regulations)?( requests?)?)?",
    "FOI( and EIR)?( requests?)?",
    "environmental information( regulations)?( requests?)?",
    "(make|making|request(ing)?) (a |an )?(request for |freedom of |FOI |EIR )?information( request)?",
    "access to information",
    "information requests?",
  ],
  notThese: ["disclosure log", "publication scheme", "statistics", "land charges", "meetings", "exempt"],
  paths: ["freedom-?of-?information", "(^|/)foi(/|$)"],
};

/** The way in which a request reaches the authority: a form or an address, on the page about requests. */
const requestRoute: SpecialLimb = {
  kind: "special",
  key: "a",
  name: "a way to send a request (e-mail or form)",
  ...REQUESTS,
  judge: (room, limb): LimbAnswer => {
    const pages = pagesNamed(room, limb);
    for (const view of pages) {
      const { page } = view;
      const form = view.forms.some((one) => one.purpose !== "search" && one.purpose !== "sign-in");
      const toForm = page.links.find(
        (link) =>
          (link.area === "main" || link.area === "aside") &&
          (/^mailto:/i.test(link.url) ||
            /\b(request form|online form|(make|submit|send|start)\b.{0,30}\brequest|form)\b/i.test(
              link.name,
            )),
      );
      if (!form && !toForm && page.contacts.emails === 0) continue;
      const how = form ? "A form" : toForm ? "A link to a form or an e-mail address" : "An e-mail address";
      return {
        verdict: "met",
        reason: "published",
        level: form ? 3 : 2,
        evidence: [seen(page, `${how} for requests`, around(view.text, patternOf(limb).is) || page.title)],
      };
    }
    const [page] = pages;
    if (!page) return absent(room);
    return {
      verdict: "partly-met",
      reason: "statement-missing",
      level: 1,
      evidence: [seen(page.page, "A page about requests, without an address or form", cut(page.text, 200))],
    };
  },
};

function schemeElsewhere(room: Room): LimbAnswer | null {
  for (const { link, from } of room.view.linksNamed(patternOf(SCHEME))) {
    if (!/(^|\.)ico\.(org|gov)\.uk$/.test(parseHttp(link.url)?.hostname ?? "")) continue;
    return {
      verdict: "partly-met",
      reason: "model-only",
      level: 1,
      evidence: [seen(from.page, "Links to the Information Commissioner's model scheme", link.name)],
    };
  }
  return null;
}

/** T-30 to T-33: the Freedom of Information Act 2000, its code of practice, and the Commissioner's guidance. */
export const informationRights: readonly Facility[] = [
  facility("T-30", {
    name: "Publication scheme",
    queries: ["publication scheme"],
    where: FOI_PAGE,
    limbs: [
      namedPoints({
        name: "Publication scheme",
        ...SCHEME,
        points: [
          ["Who we are and what we do", "\\bwho we are\\b"],
          ["What we spend and how we spend it", "\\bwhat we spend\\b"],
          ["What our priorities are and how we are doing", "\\b(our|what) priorities\\b"],
          ["How we make decisions", "\\bhow we make (our )?decisions\\b"],
          ["Our policies and procedures", "\\bpolicies and procedures\\b"],
          ["Lists and registers", "\\blists and registers\\b"],
          ["The services we offer", "\\bservices (we|that we|the council) (offer|provide)s?\\b"],
        ],
        enough: 5,
        otherwise: schemeElsewhere,
      }),
    ],
  }),
  facility("T-31", {
    name: "How to make an FOI request",
    queries: ["freedom of information request"],
    where: FOI_PAGE,
    limbs: [
      requestRoute,
      {
        kind: "says",
        key: "b",
        name: "the 20 working days",
        ...REQUESTS,
        says: ["\\b(20|twenty)[\\s-]+(working|school) days\\b", "\\b(20|twenty) days\\b"],
      },
    ],
  }),
  facility("T-32", {
    name: "Disclosure log",
    queries: ["disclosure log", "FOI responses"],
    where: FOI_PAGE,
    limbs: [
      published({
        name: "disclosure log",
        wordings: [
          "(FOI |freedom of information )?disclosure logs?",
          "(previous|past|recent|answered|published|latest) (FOI|freedom of information|EIR)( requests?| responses?)+",
          "(FOI|freedom of information) (responses|log|requests and responses)",
        ],
        paths: ["disclosure-?log"],
        form: "document",
        fresh: within(3),
      }),
    ],
  }),
  facility("T-33", {
    name: "FOI compliance statistics",
    queries: ["freedom of information statistics"],
    where: FOI_PAGE,
    limbs: [
      published({
        name: "statistics of requests answered in time",
        wordings: [
          "(FOI|freedom of information|information requests?|access to information|EIR)( requests?| and EIR)*( compliance| response)? (statistics|performance|figures|stats|data|compliance)( statistics| data| figures)?",
          "(statistics|performance|figures) (on|for|of|about) (FOI|freedom of information)( requests)?",
        ],
        paths: ["foi-?(statistics|performance)"],
        form: "data",
        fresh: within(5),
        states: [
          "\\b\\d{1,3}(\\.\\d+)?\\s?(%|per ?cent)[^.\\n]{0,120}\\b(in|on) time\\b|\\b\\d{1,3}(\\.\\d+)?\\s?(%|per ?cent)[^.\\n]{0,120}\\bwithin\\b[^.\\n]{0,60}\\bdays\\b",
        ],
      }),
    ],
  }),
];
