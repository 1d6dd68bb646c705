import robotsParser from "robots-parser";
import type { FetchOutcome } from "../snapshot/types.js";
import { parseHttp } from "../snapshot/url.js";
import { glance } from "./glance.js";
import type { RobotsAnswer } from "./types.js";

/** Least that must be read (RFC 9309, 2.5); what comes after is left. */
export const ROBOTS_MAX_BYTES = 512 * 1024;
/** RFC 9309, 2.3.1.2. */
export const ROBOTS_REDIRECTS = 5;

interface RobotsFile {
  isAllowed(url: string, userAgent: string): boolean | undefined;
  getCrawlDelay(userAgent: string): number | undefined;
  getSitemaps(): string[];
}

// The package's types describe an ES module's default export; what Node gives is the function itself.
const parseRobots = robotsParser as unknown as (url: string, text: string) => RobotsFile;

/** How the request for robots.txt ended. */
export interface RobotsResponse {
  outcome: FetchOutcome;
  status: number | null;
  text: string;
}

/**
 * The rules of one origin (RFC 9309): an answer in the 400s means there are none; a failing server or one that cannot
 * be reached means that nothing may be fetched. 429 is counted as failing, since it says "not now", not "no file".
 */
export function robotsAnswer(origin: string, response: RobotsResponse, userAgent: string): RobotsAnswer {
  const { outcome, status } = response;
  const host = new URL(origin).host;
  const none = { host, outcome, crawlDelaySeconds: null, sitemaps: [] };
  if (status !== null && status >= 200 && status < 300) {
    const file = readRobots(origin, response.text, userAgent);
    return { host, outcome: "ok", ...file };
  }
  if (outcome === "redirect-loop" || outcome === "redirected-away") return { ...none, allows: () => true };
  const absent = status !== null && status >= 300 && status < 500 && status !== 429;
  return { ...none, allows: (url) => absent || isRobotsFile(url) };
}

/** Whether the file could not be had, so that nothing may be fetched for now; another time it may be. */
export function robotsFailed(answer: RobotsAnswer): boolean {
  return answer.outcome !== "ok" && !answer.allows(`http://${answer.host}/`);
}

function readRobots(
  origin: string,
  text: string,
  userAgent: string,
): Pick<RobotsAnswer, "allows" | "crawlDelaySeconds" | "sitemaps"> {
  // A site that answers every address with a page has no robots.txt.
  const page = /^\s*<(!doctype|html|head|body)/i.test(text) || glance(text.slice(0, 4_000)).title !== "";
  const rules = parseRobots(`${origin}/robots.txt`, page ? "" : text.replace(/^\uFEFF/, ""));
  const delay = rules.getCrawlDelay(userAgent);
  return {
    allows: (url) => isRobotsFile(url) || (rules.isAllowed(url, userAgent) ?? true),
    crawlDelaySeconds: delay !== undefined && Number.isFinite(delay) && delay > 0 ? delay : null,
    sitemaps: rules
      .getSitemaps()
      .map((address) => (URL.canParse(address, origin) ? new URL(address, origin).href : ""))
      .filter((address) => parseHttp(address) !== null)
      .slice(0, 200),
  };
}

function isRobotsFile(url: string): boolean {
  return parseHttp(url)?.pathname === "/robots.txt";
}
