import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import { parseHttp } from "../snapshot/url.js";
import { WALL_WORDS } from "./bot-walls.js";
import { type Classification, htmlText, isFrontPath, isHtml } from "./classify.js";
import { type Glance, glance } from "./glance.js";

interface HostMemory {
  /** What the host answers, with status 200, for an address that cannot exist; null when it says 404. */
  missing: { landing: string; page: Glance; url: string } | null;
  /** Paths by the small body they answered with. */
  repeats: Map<string, Set<string>>;
}

export interface SensedPage {
  requestedUrl: string;
  url: string;
  contentType: string;
  body: Uint8Array;
}

/** By how much two answers may differ and still be the same error page: characters, and share of the page. */
const SAME_PAGE_CHARACTERS = 60;
const SAME_PAGE_SHARE = 0.2;
const MAX_REPEATS_KEPT = 2_000;

/**
 * What one answer alone does not show: an error page in the site's own words, or a wall nobody has described,
 * is known by being the same for different addresses.
 */
export class SiteSense {
  private readonly hosts: LRUCache<string, HostMemory>;

  /** @param hostsRemembered the longest unused are forgotten. */
  constructor(hostsRemembered: number) {
    this.hosts = new LRUCache({ max: hostsRemembered });
  }

  /** An address of that origin that cannot exist: the same in every run, and it says who asks. */
  madeUpUrl(origin: string): string {
    const mark = createHash("sha256").update(origin).digest("hex").slice(0, 8);
    return `${origin}/council-audit-looks-how-missing-pages-answer-${mark}`;
  }

  /** Takes the answer for {@link madeUpUrl}; only one of status 200 teaches anything. */
  learnMissing(answer: SensedPage & { status: number | null }): void {
    const asked = parseHttp(answer.requestedUrl);
    const landed = parseHttp(answer.url);
    if (!asked || !landed) return;
    const memory = this.memory(asked.hostname);
    memory.missing = null;
    if (answer.status !== 200 || !isHtml(answer.contentType)) return;
    const page = glance(htmlText(answer.body));
    // An application that draws every page by script sends the same shell for all of them.
    if (isShell(page)) return;
    memory.missing = { landing: landed.pathname, page, url: answer.url };
  }

  /** A second opinion on an answer that looked fine: what it is instead, or null. */
  judge(answer: SensedPage): Classification | null {
    const asked = parseHttp(answer.requestedUrl);
    const landed = parseHttp(answer.url);
    if (!asked || !landed || !isHtml(answer.contentType) || isFrontPath(landed.pathname)) return null;
    const page = glance(htmlText(answer.body));
    return this.missingPage(asked, landed, page, answer) ?? this.repeatedPage(landed, page, answer);
  }

  private missingPage(asked: URL, landed: URL, page: Glance, answer: SensedPage): Classification | null {
    const missing = this.memory(asked.hostname).missing;
    if (!missing) return null;
    const sayMissing = (how: string): Classification => ({
      outcome: "soft-404",
      detail: `${how}, under status 200`,
      contentType: answer.contentType,
    });
    const ledElsewhere = parseHttp(missing.url)?.href !== undefined && !/-[0-9a-f]{8}$/.test(missing.landing);
    if (ledElsewhere && landed.pathname === missing.landing && asked.pathname !== landed.pathname) {
      return sayMissing("leads to where the site sends every missing page");
    }
    return !isShell(page) && samePage(missing.page, missing.url, page, answer.url)
      ? sayMissing("is the page this site shows for every missing address")
      : null;
  }

  private repeatedPage(landed: URL, page: Glance, answer: SensedPage): Classification | null {
    const small = page.text.length < 600 && page.links <= 5 && page.otherFields === 0;
    if (!small) return null;
    const wall = WALL_WORDS.test(`${page.title} ${page.text}`);
    if (!wall && isShell(page)) return null;
    // A wall prints a new incident number each time; other pages must be the same to the byte.
    const identity = wall
      ? `${page.title} ${page.text}`.replace(/[0-9a-f-]*\d[0-9a-f-]*/gi, "#")
      : answer.body;
    const key = createHash("sha256").update(identity).digest("hex");
    const { repeats } = this.memory(landed.hostname);
    if (!repeats.has(key) && repeats.size >= MAX_REPEATS_KEPT) return null;
    const paths = repeats.get(key) ?? new Set<string>();
    repeats.set(key, paths);
    paths.add(landed.pathname);
    if (paths.size < (wall ? 2 : 3)) return null;
    return wall
      ? {
          outcome: "blocked",
          detail: "refused: the same short refusal answers for different addresses",
          contentType: answer.contentType,
        }
      : {
          outcome: "soft-404",
          detail: "the same short page answers for different addresses, under status 200",
          contentType: answer.contentType,
        };
  }

  private memory(host: string): HostMemory {
    const known = this.hosts.get(host);
    if (known) return known;
    const made: HostMemory = { missing: null, repeats: new Map() };
    this.hosts.set(host, made);
    return made;
  }
}

/** Next to no text and scripts to fetch it: the browser has to say what the page is. */
function isShell(page: Glance): boolean {
  return page.scripts > 0 && page.text.length < 200 && page.links < 5;
}

function samePage(a: Glance, aUrl: string, b: Glance, bUrl: string): boolean {
  if (withoutAddress(a.title, aUrl) !== withoutAddress(b.title, bUrl)) return false;
  if (withoutAddress(a.h1, aUrl) !== withoutAddress(b.h1, bUrl)) return false;
  const allowed = Math.min(SAME_PAGE_CHARACTERS, a.text.length * SAME_PAGE_SHARE);
  return difference(withoutAddress(a.text, aUrl), withoutAddress(b.text, bUrl)) <= allowed;
}

function withoutAddress(text: string, url: string): string {
  const parsed = parseHttp(url);
  if (!parsed) return text;
  const path = parsed.pathname + parsed.search;
  const printed = [parsed.href, path, path.slice(1), decoded(path)].filter((one) => one.length > 3);
  return printed.reduce((rest, one) => rest.split(one).join(" "), text).replace(/\d+/g, "0");
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Characters of the words that only one of the two has. */
function difference(a: string, b: string): number {
  const counts = new Map<string, number>();
  for (const word of a.split(/\s+/)) counts.set(word, (counts.get(word) ?? 0) + 1);
  for (const word of b.split(/\s+/)) counts.set(word, (counts.get(word) ?? 0) - 1);
  let characters = 0;
  for (const [word, surplus] of counts) characters += word.length * Math.abs(surplus);
  return characters;
}
