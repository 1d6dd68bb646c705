import type { Evidence } from "../../../src/audit/types.js";
import { seen } from "../../../src/snapshot/site.js";
import type { Link } from "../../../src/snapshot/types.js";
import { everywhere } from "../../expressions.js";
import { absent, nameBond, sectionOf } from "../ladder.js";
import { pagesOn } from "../limbs.js";
import { around, type PageView } from "../site-view.js";
import type { LimbAnswer, Room, SpecialLimb } from "../types.js";
import { names, patternOf, saidIn } from "../wording.js";
import { daysFrom, newestDate } from "./freshness.js";

/** CPA ran from 2002 to 2008; best value indicators were published for years up to 2007/08. */
const END_OF_CPA = "2009-01-01";
const CPA = /\b(comprehensive performance assessment|CPA)\b/;
const BVPI = /\b(best value (performance )?(plan|indicators?|performance)|BVPP|BVPIs?)\b/i;

function byName(room: Room): boolean {
  return room.context.profile === "letter" || room.context.asOf < END_OF_CPA;
}

/** 03-m2 (a): CPA by name in its time, since then a peer challenge or another inspectorate's or auditor's report. */
export const externalAssessment: SpecialLimb = {
  key: "a",
  kind: "special",
  name: "an outside assessment of the whole council",
  wordings: [
    "comprehensive performance assessment",
    "CPA",
    "(corporate )?peer (challenge|review)",
    "(external )?audit(or's|or)? annual (report|letter)",
    "annual audit (letter|report)",
    "inspection reports?",
    "ofsted (inspection|report|judgement)",
    "cqc (inspection|assessment|report)",
    "auditor's (annual )?report",
    "(inspection|assessment) of (the council|local authority)",
    "comprehensive area assessment",
    "(what|how) (others|outside(rs)?( inspectors)?|inspectors|auditors|our auditors|regulators|the inspectors)( and \\w+)? (say|said|think|found|rate|judge)[\\w ]*",
    "(external|outside|independent) (assessments?|checks?|inspections?|auditors?)( of (us|the (council|authority)|our[\\w ]*))?",
    "(inspections?|inspectors)( and (audits?|reviews?|assessments?|peer \\w+))+",
    "(audits?|reviews?|assessments?) and inspections?",
    "(lga|local government association) (corporate )?(peer )?(challenge|review|report)",
    "corporate assessment",
    "(external|outside) auditors?'?s?( \\w+){0,2} (report|letter|opinion|findings|conclusion)s?",
    "ofsted (rating|inspected|judged|rated|found|said)",
    "(care quality commission|cqc) (rating|inspected|judged|rated|found|said|assess\\w*)",
    "(inspected|judged|rated|assessed) by (ofsted|the care quality commission|cqc|the lga|our peers)",
  ],
  notThese: [
    "school",
    "nursery",
    "care homes?",
    "food",
    "building",
    "internal audit",
    "accountants?",
    "child ?minders?",
  ],
  paths: ["peer-?(challenge|review)", "/cpa(/|\\.|$)", "audit-(letter|report)"],
  judge: (room, limb) => (byName(room) ? named(room, limb, CPA) : dated(room, limb, 5 * 366)),
};

/** 03-m2 (b): best value indicators by name in their time, since then quarterly or annual performance figures. */
export const indicatorSet: SpecialLimb = {
  key: "b",
  kind: "special",
  name: "a set of performance figures",
  wordings: [
    "best value performance (plan|indicators?)",
    "BVPIs?",
    "BVPP",
    "(key )?performance (indicators?|reports?|figures|results|monitoring|data|dashboard|scorecard|measures|statistics|information|plan)",
    "(council|our|corporate|local) performance",
    "how (are we|we are|we're|is the council) (performing|doing)",
    "(corporate|balanced) scorecard",
    "council plan (performance|progress)",
    "kpis?( dashboard)?",
    "lg inform",
    "annual (performance )?report",
    "quarter(ly)? (\\d )?performance( report)?",
    "performance and (plans|spending|finance|improvement)",
    "how (we|the council|the authority) (performed|performs|did)( in [\\d/]+)?",
    "(council )?performance( (in|for) [\\d/ ]+)?",
    "how (well )?(we|the council|the authority|we are|we're|are we|is the council|the council is) (all )?(doing|perform\\w*|getting on|did|do|measur\\w+ up)[\\w ]*",
    "(our|the council's) (results|progress|track record|targets|measures)",
    "(results|progress) (against|on) (the |our )?(council|corporate|[\\w]+) plan",
    "(are we|how we are) (meeting|hitting) (our )?targets",
    "measuring (our |the council's )?(performance|progress|success)",
    "(facts and figures|figures) (on|about) (our|the council's) (performance|services)",
    "key measures",
  ],
  notThese: [
    "theatre",
    "music",
    "dance",
    "drama",
    "schools?",
    "staff",
    "appraisal",
    "energy",
    "performing arts",
    "tables?",
    "licen[cs]\\w*",
    "concerts?",
    "website",
    "capability",
    "annual report on (street|air)",
  ],
  paths: ["performance(-|/|\\.|$)", "bvpi", "best-?value"],
  judge: (room, limb) => (byName(room) ? named(room, limb, BVPI) : dated(room, limb, 458)),
};

/** Found by its own name, with figures or a rating beside it. */
function named(room: Room, limb: SpecialLimb, name: RegExp): LimbAnswer {
  for (const view of pagesOn(room, limb, { text: true })) {
    if (!name.test(view.text) || !/\d/.test(view.text) || view.words < 50) continue;
    return {
      verdict: "met",
      reason: "published",
      level: 1,
      evidence: [seen(view.page, "Published by its name", around(view.text, name))],
    };
  }
  return absent(room);
}

/** A sentence that tells results; not the date on which the page was last looked at. */
const FIGURES = /\d ?(%|per ?cent)|\bquarter(ly)? ?\d|\bQ[1-4]\b|\b(results?|targets?)\b/i;

/** When the page itself was last looked at, as many print below it. */
const LOOKED_AT = /\b(reviewed|updated|modified|amended|checked|published)\b( \w+){0,2}:? ?\d|^updated\b/i;

/** A page, or a report linked on it, that is dated and no older than so many days. */
function dated(room: Room, limb: SpecialLimb, maxAgeDays: number): LimbAnswer {
  const pattern = patternOf(limb);
  const { asOf } = room.context;
  let best: { newest: string; evidence: Evidence } | null = null;
  let undated: PageView | null = null;
  const pages = new Set([
    ...pagesOn(room, limb),
    ...performancePages(room).filter((view) => saidIn(view.text, pattern.is)),
  ]);
  for (const view of pages) {
    const said = everywhere(pattern.is);
    const own = nameBond(view, pattern) === "title";
    const section = own ? "" : sectionOf(view, pattern);
    // On a page about something wider only the part, or the sentence, that names it dates it.
    const near = own
      ? [...view.text.matchAll(said)]
          .map((found) => view.text.slice(Math.max(0, found.index - 150), found.index + 250))
          .concat(view.text.split(/\n|(?<=[.!?])\s+/).filter((sentence) => FIGURES.test(sentence)))
          .join("\n")
      : `${section
          .split("\n")
          .filter((line) => !LOOKED_AT.test(line))
          .join("\n")}\n${passagesWith(view.text, pattern.is)}`;
    const within = (link: Link) => own || (section !== "" && names(pattern, link.heading));
    const links = view.page.links.filter(
      (link) =>
        published(room, link) &&
        (names(pattern, link.name) ||
          (within(link) &&
            /\b(report|performance|quarter|dashboard|scorecard|figures|plan|letter)\b/i.test(link.name))),
    );
    const figures = /\d\s?(%|per cent)|\btarget\b|\bquarter\b|\brating\b|\breport\b/i.test(view.text);
    undated ??= view;
    if (links.length === 0 && !figures) continue;
    const newest = newestDate(
      `${near}\n${links.map((link) => (within(link) ? `${link.name} ${link.context}` : link.name)).join("\n")}\n${own ? headsOf(view) : ""}`,
      asOf,
    );
    if (newest && (!best || newest > best.newest))
      best = { newest, evidence: seen(view.page, `Published, newest date ${newest}`, view.h1 || view.title) };
  }
  if (best) {
    const current = daysFrom(best.newest, asOf) <= maxAgeDays;
    return {
      verdict: current ? "met" : "partly-met",
      reason: current ? "published" : "stale",
      level: 1,
      evidence: [best.evidence],
      measures: { [`newest-${limb.key}`]: best.newest },
    };
  }
  if (undated && undated.words >= 15) {
    return {
      verdict: "partly-met",
      reason: "no-date",
      level: 1,
      evidence: [seen(undated.page, "A page about it without a dated figure or report")],
    };
  }
  return absent(room);
}

/** Sentences that name it, and the one before: “A team came in May 2024. Read their peer challenge report.” */
function passagesWith(text: string, pattern: RegExp): string {
  return text
    .split("\n")
    .flatMap((paragraph) => {
      const sentences = paragraph.split(/(?<=[.!?])\s+/);
      return sentences.filter(
        (sentence, index) =>
          pattern.test(sentence) || (pattern.test(sentences[index + 1] ?? "") && !/\bplan\b/i.test(sentence)),
      );
    })
    .join("\n");
}

function headsOf(view: PageView): string {
  const tables = view.page.tables.flatMap((table) => [
    table.caption,
    ...(table.rows[0] ?? []).map((cell) => cell.text),
  ]);
  return [view.title, view.h1, ...tables].join("\n");
}

/** Pages on how the council performs: what others found of it is told there as well, without a page of its own. */
function performancePages(room: Room): PageView[] {
  return pagesOn(room, indicatorSet);
}

/** A link whose target is known not to answer publishes nothing. */
function published(room: Room, link: Link): boolean {
  return link.url.startsWith("http") && room.view.site.target(link.url).state !== "failed";
}
