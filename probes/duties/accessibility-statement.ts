import type { Evidence, Limb, Verdict } from "../../src/audit/types.js";
import { type LooksFor, type Site, seen } from "../../src/snapshot/site.js";
import type { Page } from "../../src/snapshot/types.js";
import { pageKey } from "../../src/snapshot/url.js";
import { datesIn, type FoundDate, latest, monthsBetween } from "../dates.js";
import { around } from "../facilities/site-view.js";

export const statementLooksFor: LooksFor = {
  links: [/\baccessibility( statement| of this (web ?)?site)?\b/i, /\bweb ?site accessibility\b/i],
  notLinks: [
    /\baccessib(le|ility) (parking|toilets?|transport|tools?|menu|options|guides?|housing|strategy|for disabled)\b/i,
  ],
  paths: [/\/(web-?site-?)?accessibility(-?statement)?(\/|\.|$)/i],
  queries: ["accessibility statement"],
  enough: 3,
};

const NAMED = /\baccessib/i;
const GUIDELINES =
  /\b(wcag|web content accessibility guidelines|public sector bodies|accessibility regulations|accessibility statement)\b/i;
const OF_A_SITE = /\b(web ?sites?|web ?pages?|digital services?|mobile app|this app|online)\b/i;

/**
 * The authority's statements about its website: a page (or PDF) on accessibility that speaks of the guidelines or
 * regulations. A page about ramps and hearing loops is none, nor is a widget vendor's page on another host.
 */
export function statementsOf(site: Site): Page[] {
  const homeHost = hostOf(site.homepage);
  const pages = site.snapshot.pages.filter(
    (page) =>
      page.scope === "own" &&
      page.status < 400 &&
      (page.kind === "html" || page.kind === "pdf") &&
      NAMED.test(nameOf(page)) &&
      GUIDELINES.test(contentText(page)) &&
      OF_A_SITE.test(contentText(page)),
  );
  const weight = (page: Page) =>
    (page.kind === "html" ? 0 : 8) +
    (hostOf(page) === homeHost ? 0 : 4) +
    (/\bstatement\b/i.test(nameOf(page)) ? 0 : 2) +
    (STATUS.test(contentText(page)) ? 0 : 1);
  return pages.sort((a, b) => weight(a) - weight(b));
}

/** Without the furniture: the footer's link to a statement does not make a page one. */
function contentText(page: Page): string {
  return page.mainText || page.text;
}

function nameOf(page: Page): string {
  const h1 = page.headings.find((one) => one.level === 1)?.text ?? "";
  const start = page.kind === "pdf" ? page.text.slice(0, 200) : "";
  return `${page.title} ${h1} ${start}`;
}

export function hostOf(page: Page | null): string {
  return page && URL.canParse(page.url) ? new URL(page.url).hostname.replace(/^www\./, "") : "";
}

export interface Reach {
  /** Pages of the homepage's host that were looked at. */
  pages: number;
  linking: number;
  fromHomepage: boolean;
  /** A page that does not link to it. */
  without: Page | null;
}

/** From how many pages of the same host the statement is one click away: of those examined in the browser, or of all. */
export function reachOf(site: Site, statement: Page): Reach {
  const examined = new Set(site.snapshot.examinations.map((one) => pageKey(one.url)));
  const own = site
    .ownPages()
    .filter((page) => page.status < 400 && page.links.length > 0 && hostOf(page) === hostOf(site.homepage));
  const sampled = own.filter((page) => examined.has(pageKey(page.url)));
  const pages = (sampled.length > 0 ? sampled : own).filter((page) => page !== statement);
  const links = (page: Page) => page.links.some((link) => !link.hidden && site.page(link.url) === statement);
  const linking = pages.filter(links);
  return {
    pages: pages.length,
    linking: linking.length,
    fromHomepage: site.homepage !== null && (site.homepage === statement || links(site.homepage)),
    without: pages.find((page) => !linking.includes(page)) ?? null,
  };
}

const STATUS =
  /\b(fully|partially|not|non)[\s-]*(compliant|conformant|compl(y|ies)|conforms?) (with|to)\b[^\n]{0,200}\b(web content accessibility guidelines|wcag)\b/i;
const STATUS_LATE =
  /\b(web content accessibility guidelines|wcag)\b[^\n]{0,160}\b(fully|partially|not|non)[\s-]*(compliant|conformant)\b/i;
const VERSION = /\b(?:web content accessibility guidelines|wcag)[^\n.]{0,40}?\b(2\.[0-2])\b/i;
const PLACEHOLDER =
  /\[(?!e-mail\]|telephone\])(?:name of|insert|your |our |add |enter |organisation|website|app|date|email|phone|number|list|delete)[^\]\n]{0,80}\]|\blorem ipsum\b/i;
const DATED: readonly RegExp[] = [
  /\b(?:last )?(?:reviewed|updated)(?: and updated)?(?: on| in)?:?\s[^\n]{0,60}/gi,
  /\b(?:statement was )?(?:first )?(?:prepared|published)(?: on| in)?:?\s[^\n]{0,60}/gi,
];
const TESTED = /\b(?:last )?tested\b/i;

export interface StatementContent {
  limbs: Limb[];
  status: "full" | "partial" | "none" | null;
  /** `2.2`, as the statement cites it. */
  standard: string | null;
  /** Last day of the newest review or preparation date. */
  reviewed: string | null;
  reviewAgeMonths: number | null;
  placeholders: string | null;
  /** Claims full compliance while an automated failure was found. */
  contradiction: boolean;
}

/** The parts of the model statement (limbs a to h), read tolerantly: headings vary, facts do not. */
export function contentOf(page: Page, asOf: string, failuresFound: boolean): StatementContent {
  const text = contentText(page);
  const status = statusOf(text);
  const standard = VERSION.exec(text)?.[1] ?? null;
  const review = newestReview(text, asOf);
  const age = review ? monthsBetween(review.end, asOf) : null;
  const contradiction = status === "full" && failuresFound;
  const full = status === "full";
  const links = page.links.map((link) => `${link.url} ${link.name}`).join("\n");
  const reachable =
    page.contacts.emails > 0 ||
    page.contacts.phones > 0 ||
    page.links.some(
      (link) =>
        link.area === "main" &&
        /^mailto:|^tel:|contact|feedback|report|form/i.test(`${link.url} ${link.name}`),
    );
  const enforcer = /\bequality and human rights commission\b|\bEHRC\b/i;
  const support = /\bequality advisory (and|&) support service\b|\bEASS\b|equalityadvisoryservice\.com/i;

  const limb = (key: string, name: string, pattern: RegExp, verdict: Verdict): Limb => ({
    key,
    name,
    verdict,
    reason: verdict === "met" ? "published" : verdict === "not-applicable" ? "not-asked" : "not-found",
    level: verdict === "met" ? 1 : verdict === "not-met" ? 0 : null,
    evidence: verdict === "met" ? [seen(page, `Found: ${name}`, around(text, pattern))] : [],
  });
  const found = (pattern: RegExp, also = true): Verdict => (pattern.test(text) && also ? "met" : "not-met");

  const scope =
    /\bstatement (applies|refers|relates) to\b|\bapplies to (content published|the web ?site|content on)\b/i;
  const inaccessible =
    /\bnon-?accessible content\b|\bnon-?compliance with the accessibility regulations\b|\bdisproportionate burden\b|\b(not within|outside) the scope of the accessibility regulations\b/i;
  const alternatives =
    /\b(large print|easy read|braille|audio recording|accessible pdf|(different|alternative|another|other) formats?)\b/i;
  const feedback =
    /\b(feedback and contact|reporting accessibility (problems|issues)|report(ing)? (an )?accessibility|contact us if|tell us|let us know|problems? (that are )?not listed|get in touch)\b/i;
  const prepared =
    /\b(prepared|preparation of this|last (reviewed|updated|tested)|reviewed on|published on)\b/i;
  const roadmap =
    /\bwhat we.?re doing to improve\b|\b(improve|improving) (the )?accessibility\b|\broadmap\b|\bplan to (fix|resolve|address)\b/i;
  const advised = (pattern: RegExp): Verdict => (pattern.test(text) ? "met" : "not-applicable");
  return {
    limbs: [
      limb("a", "what the statement applies to", scope, found(scope)),
      limb("b", "the compliance status", STATUS, status ? (contradiction ? "partly-met" : "met") : "not-met"),
      limb(
        "c",
        "the content that is not accessible",
        inaccessible,
        full ? "not-applicable" : found(inaccessible),
      ),
      limb("d", "how to get alternatives", alternatives, advised(alternatives)),
      limb("e", "how to report problems", feedback, found(feedback, reachable)),
      limb(
        "f",
        "who enforces the regulations (EHRC, and the EASS)",
        enforcer,
        enforcer.test(text) && support.test(`${text}\n${links}`)
          ? "met"
          : enforcer.test(text)
            ? "partly-met"
            : "not-met",
      ),
      limb(
        "g",
        "how and when it was prepared, reviewed and tested",
        prepared,
        review ? (TESTED.test(text) ? "met" : "partly-met") : prepared.test(text) ? "partly-met" : "not-met",
      ),
      limb("h", "what is being done to improve", roadmap, advised(roadmap)),
    ],
    status,
    standard,
    reviewed: review?.end ?? null,
    reviewAgeMonths: age === null ? null : Math.max(0, age),
    placeholders: PLACEHOLDER.exec(text)?.[0] ?? null,
    contradiction,
  };
}

function statusOf(text: string): StatementContent["status"] {
  const found = STATUS.exec(text)?.[1] ?? STATUS_LATE.exec(text)?.[2];
  if (!found) return null;
  const word = found.toLowerCase();
  return word === "fully" ? "full" : word === "partially" ? "partial" : "none";
}

function newestReview(text: string, asOf: string): FoundDate | null {
  for (const pattern of DATED) {
    const dates = [...text.matchAll(pattern)].flatMap((match) => datesIn(match[0]));
    const newest = latest(dates, asOf);
    if (newest) return newest;
  }
  return null;
}

/** The statement, and a page from which it is not one click away. */
export function ownEvidence(statement: Page, reach: Reach): [Evidence, ...Evidence[]] {
  const first = seen(
    statement,
    `Accessibility statement; ${reach.linking} of ${reach.pages} pages link to it`,
    around(contentText(statement), STATUS) || statement.title,
  );
  return reach.without ? [first, seen(reach.without, "This page has no link to it")] : [first];
}
