import { seen } from "../../../src/snapshot/site.js";
import { absent } from "../ladder.js";
import type { LimbAnswer, Room, SpecialLimb } from "../types.js";

const ON_FOOT =
  /\b(cycl(e|es|ing)|bike|bicycle|walk(s|ing)?|rights of way|footpaths?|trails?|paths?|routes?)\b/i;
const MAP = /\b(maps?|gpx|kml|routes? cards?|route leaflets?)\b/i;
const FILE = /\.(pdf|gpx|kml|kmz|geojson)($|\?)/i;
const NOT_THESE =
  /\b(definitive map|modification|consultation|planning|policies map|bus|definitive statement|stopping up)\b/i;

/** 07-b3: a map of cycle or walking routes that can be opened, wherever on the site it is linked. */
export const routeMaps: SpecialLimb = {
  key: "b",
  kind: "special",
  name: "maps of cycle and walking routes",
  wordings: [
    "(cycle|cycling|walking|walks?|rights of way|footpath|bike)( and (walking|cycling))? (maps?|routes?|trails?)( [\\w ]+)?",
    "(self guided|circular|health|heritage|countryside) (walks?|trails?)",
    "(walks|cycle rides|walking and cycling)( in [\\w ]+)?",
    "geocach(e|ing)",
    "download (a )?(walk|route|trail)",
  ],
  notThese: ["dog walking", "school walking bus", "consultation", "planning", "definitive map modification"],
  judge(room: Room): LimbAnswer {
    for (const view of room.view.pages) {
      if (view.page.scope !== "own" || view.retired || view.otherCouncil) continue;
      if (view.noise === "news" || view.noise === "meetings" || view.noise === "consultations") continue;
      for (const link of view.page.links) {
        if (link.area !== "main" && link.area !== "aside") continue;
        if (!MAP.test(`${link.name} ${FILE.test(link.url) ? link.url : ""}`) || NOT_THESE.test(link.name))
          continue;
        if (!ON_FOOT.test(link.name) && !ON_FOOT.test(`${view.h1} ${link.heading}`)) continue;
        const target = room.view.site.target(link.url);
        if (
          target.state === "failed" &&
          target.failure.outcome !== "not-html" &&
          target.failure.outcome !== "too-large"
        )
          continue;
        if (target.state !== "fetched" && target.state !== "failed" && !FILE.test(link.url)) continue;
        return {
          verdict: "met",
          reason: "published",
          level: 1,
          evidence: [seen(view.page, "Links to a map of routes", link.name)],
        };
      }
      if (
        ON_FOOT.test(view.h1) &&
        view.page.iframes.some((frame) => /map/i.test(`${frame.url} ${frame.title}`))
      )
        return {
          verdict: "met",
          reason: "published",
          level: 1,
          evidence: [seen(view.page, "A map of routes on the page", view.h1)],
        };
    }
    return absent(room);
  },
};
