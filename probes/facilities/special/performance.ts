import type { Evidence } from "../../../src/audit/types.js";
import { seen } from "../../../src/snapshot/site.js";
import type { Link } from "../../../src/snapshot/types.js";
import { absent } from "../ladder.js";
import { pagesOn } from "../limbs.js";
import { around, type PageView } from "../site-view.js";
import type { LimbAnswer, Room, SpecialLimb } from "../types.js";
import { names, patternOf } from "../wording.js";
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

/** A page, or a report linked on it, that is dated and no older than so many days. */
function dated(room: Room, limb: SpecialLimb, maxAgeDays: number): LimbAnswer {
  const pattern = patternOf(limb);
  const { asOf } = room.context;
  let best: { newest: string; evidence: Evidence } | null = null;
  let undated: PageView | null = null;
  for (const view of pagesOn(room, limb)) {
    const said = new RegExp(pattern.is.source, "gi");
    const near = [...view.text.matchAll(said)]
      .map((found) => view.text.slice(Math.max(0, found.index - 150), found.index + 250))
      .join("\n");
    const links = view.page.links.filter(
      (link) =>
        published(room, link) &&
        (names(pattern, link.name) ||
          /\b(report|performance|quarter|dashboard|scorecard|figures|plan|letter)\b/i.test(link.name)),
    );
    const figures = /\d\s?(%|per cent)|\btarget\b|\bquarter\b|\brating\b|\breport\b/i.test(view.text);
    undated ??= view;
    if (links.length === 0 && !figures) continue;
    const newest = newestDate(
      `${view.title}\n${view.h1}\n${near}\n${links.map((link) => `${link.name} ${link.context}`).join("\n")}\n${view.page.tables.flatMap((table) => [table.caption, ...(table.rows[0] ?? []).map((cell) => cell.text)]).join("\n")}`,
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
  if (undated && undated.words >= 50) {
    return {
      verdict: "partly-met",
      reason: "no-date",
      level: 1,
      evidence: [seen(undated.page, "A page about it without a dated figure or report")],
    };
  }
  return absent(room);
}

/** A link whose target is known not to answer publishes nothing. */
function published(room: Room, link: Link): boolean {
  return link.url.startsWith("http") && room.view.site.target(link.url).state !== "failed";
}
