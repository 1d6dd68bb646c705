import { seen, tried } from "../../../src/snapshot/site.js";
import { parseHttp } from "../../../src/snapshot/url.js";
import { absent } from "../ladder.js";
import { around } from "../site-view.js";
import type { LimbAnswer, Room, SpecialLimb } from "../types.js";

/** NHS Direct closed in March 2014; until then its own site and number are what is asked for. */
const NHS_DIRECT_CLOSED = "2014-04-01";
const NHS_DIRECT = /(^|\.)nhsdirect(online)?\.nhs\.uk$|(^|\.)nhsdirect\.org\.uk$/i;
const NHS_NOW = /^(www\.)?nhs\.uk$|^111\.nhs\.uk$/i;
const NHS_LOCAL = /\.nhs\.uk$/i;
const MENTION = /\bNHS (Direct|111|choices)\b|\b(call|ring|dial|phone) 111\b|\b0845 ?46 ?47\b/i;

/** 07-m4: a link in the site's own content, to the service as it is (or was, in its day). */
export const nhsLink: SpecialLimb = {
  key: "a",
  kind: "special",
  name: "a link to NHS Direct, NHS 111 or nhs.uk",
  wordings: [
    "nhs direct",
    "nhs 111",
    "nhs( website| choices| online)?",
    "111 online",
    "health (advice|information|services)",
    "111",
  ],
  notThese: ["vacanc\\w*", "jobs?"],
  paths: [],
  judge(room: Room): LimbAnswer {
    const direct = room.context.asOf < NHS_DIRECT_CLOSED || room.context.profile === "letter";
    let stale: LimbAnswer | null = null;
    let local: LimbAnswer | null = null;
    for (const view of room.view.pages) {
      if (view.page.scope !== "own" || view.noise === "jobs" || view.retired) continue;
      for (const link of view.page.links) {
        const host = link.element === "iframe" ? undefined : parseHttp(link.url)?.hostname;
        if (!host || link.hidden || !NHS_LOCAL.test(host)) continue;
        const wanted = NHS_NOW.test(host) || (direct && NHS_DIRECT.test(host));
        if (wanted && !room.context.asOf) continue;
        const target = room.view.site.target(link.url);
        const gone =
          target.state === "failed" && ["not-found", "soft-404", "dns"].includes(target.failure.outcome);
        const evidence = [seen(view.page, `Links to ${host}`, `${link.name} (${link.url})`)];
        if (wanted && !gone) return { verdict: "met", reason: "link-found", level: 1, evidence };
        if (wanted && target.state === "failed")
          stale ??= {
            verdict: "partly-met",
            reason: "broken-link",
            level: 1,
            evidence: [...evidence, tried(target.failure)],
          };
        else if (NHS_DIRECT.test(host))
          stale ??= { verdict: "partly-met", reason: "stale-link", level: 1, evidence };
        else local ??= { verdict: "partly-met", reason: "mention-only", level: 1, evidence };
      }
    }
    if (stale) return stale;
    const mention = room.view.pages.find(
      (view) => view.page.scope === "own" && view.noise !== "jobs" && MENTION.test(view.page.text),
    );
    if (mention) {
      return {
        verdict: "partly-met",
        reason: "mention-only",
        level: 1,
        evidence: [
          seen(
            mention.page,
            "The service or its number is named, without a link",
            around(mention.page.text, MENTION),
          ),
        ],
      };
    }
    return local ?? absent(room);
  },
};
