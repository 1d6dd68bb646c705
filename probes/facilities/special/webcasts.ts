import type { Evidence } from "../../../src/audit/types.js";
import { seen, tried } from "../../../src/snapshot/site.js";
import { absent, bondOf } from "../ladder.js";
import { platformsAt } from "../platforms.js";
import { around, type PageView } from "../site-view.js";
import type { LimbAnswer, Room, SpecialLimb } from "../types.js";
import { patternOf } from "../wording.js";
import { daysFrom, newestDate, nextDate } from "./freshness.js";

const CURRENT_DAYS = 366;
const PLAYER = /\b(watch|live stream(ing|ed)?|recordings?|webcasts?|broadcast|archive)\b/i;

function recordings(room: Room, view: PageView): Evidence[] {
  return view.page.links
    .filter(
      (link) =>
        link.area === "main" &&
        /\b(recordings?|recorded|web ?casts?|watch)\b/i.test(`${link.name} ${link.context}`) &&
        !/\b(agenda|minutes|reports? pack)\b/i.test(link.name) &&
        answers(room, link.url, view),
    )
    .slice(0, 2)
    .flatMap((link) => room.view.site.page(link.url) ?? [])
    .map((page) => seen(page, "A recording", page.title));
}

/** A recording on the authority's own pages: the link leads to another page that was read. */
function answers(room: Room, address: string, from: PageView): boolean {
  const target = room.view.site.target(address);
  return target.state === "fetched" && target.page.url !== from.page.url;
}

/** 03-d2: meetings one can watch, the newest recording (or the next live one) within twelve months. */
export const webcasts: SpecialLimb = {
  key: "a",
  kind: "special",
  name: "webcasts of meetings",
  wordings: [
    "web ?cast(s|ing)?( [\\w ]+)?",
    "watch (a |our |the )?(live )?(council|committee|public)? ?meetings?( live| online)?",
    "(live )?stream(ed|ing|s)?( of)? (council|committee)? ?meetings?",
    "meetings? (online|live|broadcasts?|recordings?)",
    "(council|committee) (meetings? )?(broadcasts?|recordings?|live ?stream)",
    "watch (council|live)[\\w ]*",
  ],
  notThese: ["bat", "nest", "fitness", "events?"],
  paths: ["webcast"],
  judge(room: Room, limb: SpecialLimb): LimbAnswer {
    const pattern = patternOf(limb);
    const { asOf } = room.context;
    let stale: LimbAnswer | null = null;
    for (const view of room.view.pages) {
      if (view.retired || view.otherCouncil || view.noise === "news" || view.noise === "jobs") continue;
      const product = view.platforms.some((one) => one.does.includes("webcast"));
      if (!product && !["title", "section"].includes(bondOf(view, pattern))) continue;
      const plays =
        product ||
        view.page.links.some(
          (link) =>
            link.area === "main" &&
            (platformsAt(link.url).some(
              (one) => one.does.includes("webcast") || one.does.includes("video"),
            ) ||
              (/\b(recordings?|webcast|watch)\b/i.test(link.name) && answers(room, link.url, view))),
        );
      if (!plays || !PLAYER.test(view.page.text)) continue;
      const newest = newestDate(view.text, asOf);
      const next = nextDate(view.text, asOf);
      const evidence = [
        seen(
          view.page,
          newest ? `Meetings to watch, newest ${newest}` : "Meetings to watch",
          around(view.page.text, PLAYER),
        ),
        ...recordings(room, view),
      ];
      if (next || (newest && daysFrom(newest, asOf) <= CURRENT_DAYS))
        return { verdict: "met", reason: "online", level: 3, evidence };
      stale ??= { verdict: "partly-met", reason: newest ? "stale" : "no-date", level: 3, evidence };
    }
    if (stale) return stale;
    for (const { link } of room.view.linksNamed(pattern)) {
      const target = room.view.site.target(link.url);
      if (
        target.state === "failed" &&
        !["not-found", "soft-404", "client-error", "empty"].includes(target.failure.outcome)
      ) {
        const refused = ["blocked", "disallowed", "rate-limited"].includes(target.failure.outcome);
        return {
          verdict: "cannot-tell",
          reason: refused ? "blocked" : "third-party-unreachable",
          level: null,
          evidence: [tried(target.failure)],
        };
      }
    }
    return absent(room);
  },
};
