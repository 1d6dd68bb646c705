import type { Evidence } from "../../src/audit/types.js";
import { type LooksFor, type Site, seen } from "../../src/snapshot/site.js";
import type { Page } from "../../src/snapshot/types.js";
import { parseHttp, withinDomain } from "../../src/snapshot/url.js";
import { around } from "../facilities/site-view.js";
import { cannotTell, defineProbe } from "../probe.js";

const OUTCOME = "T-50";

const looksFor: LooksFor = {
  links: [/\bcookies?\b/i, /\bcookie (policy|notice|settings|preferences|statement)\b/i],
  notLinks: [/\b(recipe|biscuit|baking)\b/i],
  paths: [/\/cookies?(-?(policy|notice|statement))?(\/|\.|$)/i],
  queries: ["cookies"],
  enough: 2,
};

/** Hosts whose scripts measure or follow visitors. Recognised by host, never by what a script is called. */
const TRACKERS: readonly (readonly [domain: string, kind: "advertising" | "analytics"])[] = [
  ["doubleclick.net", "advertising"],
  ["googleadservices.com", "advertising"],
  ["googlesyndication.com", "advertising"],
  ["connect.facebook.net", "advertising"],
  ["analytics.tiktok.com", "advertising"],
  ["snap.licdn.com", "advertising"],
  ["static.ads-twitter.com", "advertising"],
  ["bat.bing.com", "advertising"],
  ["addthis.com", "advertising"],
  ["sharethis.com", "advertising"],
  ["google-analytics.com", "analytics"],
  ["googletagmanager.com", "analytics"],
  ["hotjar.com", "analytics"],
  ["clarity.ms", "analytics"],
  ["siteimproveanalytics.com", "analytics"],
  ["silktide.com", "analytics"],
  ["monsido.com", "analytics"],
];
const NOTICE =
  /\bcookies?\b[^\n]{0,300}\b(accept|reject|refuse|decline|consent|preferences|settings|agree|allow)\b/i;
const REFUSE = /\b(reject|refuse|decline|necessary only|essential only|without accepting|deny)\b/i;
const MOST_EVIDENCE = 6;

/**
 * Cookie consent (T-50). What is set before a choice shows only in a fresh browser profile, which this crawl does not
 * keep; so what is seen is listed, and the verdict is left to a person. Scripts named in the HTML may well wait for
 * consent.
 */
export const cookies = defineProbe({
  id: "cookie-consent",
  version: 1,
  outcomes: [OUTCOME],
  looksFor: { [OUTCOME]: looksFor },
  judge(site) {
    const trackers = trackersOn(site);
    const notice = noticeOn(site);
    const policy =
      site.pagesAbout(looksFor).find((page) => page.scope === "own" && page.kind === "html") ?? null;
    const evidence: Evidence[] = [
      ...(notice ? [seen(notice, "Speaks of cookies and a choice", around(notice.text, NOTICE))] : []),
      ...(policy ? [seen(policy, "Page on cookies")] : []),
      ...[...trackers.values()].map(({ host, kind, page }) =>
        seen(page, `Names a script of ${host} (${kind})`, host),
      ),
    ];
    const measures = {
      noticeSeen: notice !== null,
      refusalNamed: notice !== null && REFUSE.test(notice.text),
      policyPage: policy?.url ?? null,
      trackers: [...trackers.values()].map(({ host, kind, pages }) => ({ host, kind, pages })),
    };
    return [cannotTell(OUTCOME, "needs-human", evidence.slice(0, MOST_EVIDENCE), { measures })];
  },
  words: {
    "needs-human": {
      summary: ({ measures }) =>
        `Cookies: ${measures.noticeSeen ? "wording of a cookie notice was found" : "no wording of a cookie notice was found in the pages' HTML"}, ` +
        `and ${trackerNames(measures.trackers)}. What is stored before a visitor chooses was not measured.`,
      remedy:
        "Open the site in a private window and look, before choosing anything, at which cookies and requests appear; refusing should be as easy as accepting.",
    },
  },
});

function trackerNames(trackers: unknown): string {
  const list = Array.isArray(trackers) ? trackers : [];
  if (list.length === 0) return "no script of a known tracker";
  const names = list.map((one: { host?: unknown }) => String(one.host ?? "")).slice(0, 5);
  return `scripts of ${list.length === 1 ? "one known tracker" : `${list.length} known trackers`} (${names.join(", ")})`;
}

interface Tracker {
  host: string;
  kind: string;
  page: Page;
  pages: number;
}

function trackersOn(site: Site): Map<string, Tracker> {
  const found = new Map<string, Tracker>();
  for (const page of site.ownPages()) {
    const onPage = new Set<string>();
    for (const script of page.scripts) {
      const host = parseHttp(script)?.hostname ?? "";
      const tracker = TRACKERS.find(([domain]) => withinDomain(host, domain));
      if (!tracker || onPage.has(tracker[0])) continue;
      onPage.add(tracker[0]);
      const known = found.get(tracker[0]) ?? { host: tracker[0], kind: tracker[1], page, pages: 0 };
      found.set(tracker[0], { ...known, pages: known.pages + 1 });
    }
  }
  return found;
}

/** The notice stands on every page: the homepage's is looked at first. */
function noticeOn(site: Site): Page | null {
  if (site.homepage && NOTICE.test(site.homepage.text)) return site.homepage;
  return site.ownPages().find((page) => NOTICE.test(page.text)) ?? null;
}
