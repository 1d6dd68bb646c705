import type { Evidence } from "../../../src/audit/types.js";
import { seen, tried } from "../../../src/snapshot/site.js";
import { datesIn } from "../../dates.js";
import { absent, bondOf } from "../ladder.js";
import { platformsAt } from "../platforms.js";
import { around, type PageView } from "../site-view.js";
import type { LimbAnswer, Room, SpecialLimb } from "../types.js";
import { patternOf } from "../wording.js";
import { daysFrom } from "./freshness.js";

const READING =
  /\b(NO2|NO₂|nitrogen dioxide|PM ?10|PM ?2\.5|ozone|O3|sulphur dioxide|SO2|pollutants?|DAQI|pollution (index|levels?|forecast)|air quality (index|forecast)|µg|ug\/m3|index (band|level))\b/i;
const LEVEL = /\b(low|moderate|high|very high)\b|\d+(\.\d+)? ?(µg|ug|mcg|ppb|ppm)|\bindex\b|\bband\b/i;
const FORECAST = /\b(forecast|today|tomorrow|latest|current|hourly|live|now)\b/i;
/** "Updated daily": a reading or forecast of today or yesterday. */
const FRESH_DAYS = 2;

/** 07-m3: readings or a forecast for the area that carry today's or yesterday's date. */
export const airQuality: SpecialLimb = {
  key: "a",
  kind: "special",
  name: "air quality readings of the last two days",
  wordings: [
    "air (quality|pollution)( (data|information|forecasts?|index|monitoring|levels|readings|today|alerts?|in [\\w ]+))?",
    "(local |current |latest |daily |live )?(air )?pollution (levels?|forecasts?|data|readings)",
    "daqi",
    "air ?text",
    "monitoring stations?( data)?",
    "nitrogen dioxide",
    "aqma",
    "air quality management areas?",
    "uk air",
    "london ?air",
    "clean air",
    "(clean|cleaner|dirty|dirtier|polluted|healthy|healthier) air",
    "(how )?(clean|dirty|polluted|good|healthy)( is)? (the|our|your) air( is)?",
    "(the )?air (we|you) breathe",
    "what'?s in (the|our|your) air",
    "(monitor|measur|test|check)\\w* (the|our) air",
  ],
  notThese: [
    "radon",
    "indoor",
    "air conditioning",
    "light pollution",
    "noise pollution",
    "river pollution",
    "oil pollution",
    "air weapons?",
    "clean air act consultation",
    "open air",
  ],
  paths: ["air-?(quality|pollution)"],
  judge: judgeAir,
};

function judgeAir(room: Room, limb: SpecialLimb): LimbAnswer {
  const pattern = patternOf(limb);
  const pages = room.view.pages.filter(
    (view) =>
      view.page.clicks !== 0 &&
      !view.retired &&
      !view.otherCouncil &&
      view.noise === null &&
      (bondOf(view, pattern) === "title" || isNetwork(view)),
  );
  for (const view of pages) {
    const stamp = freshStamp(view, room.context.asOf);
    if (!stamp || !READING.test(view.page.text) || !LEVEL.test(view.page.text)) continue;
    return {
      verdict: "met",
      reason: "online",
      level: 4,
      evidence: [seen(view.page, `Readings or a forecast dated ${stamp}`, around(view.page.text, READING))],
      measures: { newestReading: stamp },
    };
  }
  // A national or regional network's page for the area, read, with a forecast that carries no date in its text.
  const network = pages.find(
    (view) => isNetwork(view) && FORECAST.test(view.page.text) && READING.test(view.page.text),
  );
  const own = pages.filter((view) => view.page.scope === "own");
  const evidence: Evidence[] = own
    .slice(0, 2)
    .map((view) => seen(view.page, "A page about air quality", around(view.text, pattern.is)));
  if (network) {
    return {
      verdict: "partly-met",
      reason: "no-date",
      level: 3,
      evidence: [
        seen(
          network.page,
          "A monitoring network's page, without a date of the last two days",
          around(network.page.text, FORECAST),
        ),
        ...evidence,
      ],
    };
  }
  const obstacle = networkObstacle(room, own);
  if (obstacle) return { ...obstacle, evidence: [...obstacle.evidence, ...evidence] };
  const [first] = own;
  if (!first) return absent(room);
  const report = first.page.links.some(
    (link) =>
      /\.pdf($|\?)/i.test(link.url) &&
      /\b(annual )?status report|\bASR\b|assessment|report\b/i.test(link.name),
  );
  return {
    verdict: "partly-met",
    reason: report ? "stale" : "information-only",
    level: report ? 2 : 1,
    evidence,
  };
}

function isNetwork(view: PageView): boolean {
  return view.platforms.some((one) => one.does.includes("air-quality") || one.does.includes("air-alerts"));
}

/** A day in the text within two days of the day that is judged; a crawl over midnight may read of the day after. */
function freshStamp(view: PageView, asOf: string): string | null {
  for (const found of datesIn(view.page.text)) {
    if (found.precision !== "day") continue;
    const age = daysFrom(found.date, asOf);
    if (age < -1 || age > FRESH_DAYS) continue;
    // "Page last updated today" dates the page, not the air.
    const before = view.page.text.slice(Math.max(0, found.at - 40), found.at);
    if (/\b(page|content|website|reviewed|published|copyright|modified)\b/i.test(before)) continue;
    return found.date;
  }
  return null;
}

function networkObstacle(room: Room, own: readonly PageView[]): LimbAnswer | null {
  for (const view of own) {
    for (const link of view.page.links) {
      if (!platformsAt(link.url).some((one) => one.does.includes("air-quality"))) continue;
      const target = room.view.site.target(link.url);
      const cannot = (reason: string, evidence: Evidence): LimbAnswer => ({
        verdict: "cannot-tell",
        reason,
        level: null,
        evidence: [evidence],
      });
      if (target.state === "failed") {
        if (["not-found", "soft-404", "client-error", "empty", "dns"].includes(target.failure.outcome))
          continue;
        const refused = ["blocked", "disallowed", "rate-limited"].includes(target.failure.outcome);
        return cannot(refused ? "blocked" : "third-party-unreachable", tried(target.failure));
      }
      if (target.state === "fetched" && target.page.needsScript && !target.page.rendered) {
        return cannot(
          "js-not-rendered",
          seen(target.page, "The network's page is empty without JavaScript", link.name),
        );
      }
      if (target.state === "unvisited" || target.state === "unknown") {
        return cannot(
          "crawl-incomplete",
          seen(view.page, "Links to a monitoring network's page that was not read", link.name),
        );
      }
    }
  }
  return null;
}
