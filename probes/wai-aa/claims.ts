import type { Site } from "../../src/snapshot/site.js";
import { cut } from "../../src/snapshot/site.js";
import type { Page } from "../../src/snapshot/types.js";

/** What the authority says of its own conformance. */
export interface Claim {
  kind: "statement" | "metadata" | "logo";
  /** `full`: conforms; `partial`, `none`: admits that it does not; `unclear`: speaks of it without saying which. */
  says: "full" | "partial" | "none" | "unclear";
  page: Page;
  excerpt: string;
}

const STATEMENT = /\baccessib(ility|le)\b/i;
const GUIDELINES =
  /\b(wcag|web content accessibility guidelines|w3c|wai|double[- ]?a|level[- ]aa|aa standard|pour)\b/i;
/** The wording that the model statement of the 2018 regulations prescribes, and older ways to say the same. */
const SAYS: [Claim["says"], RegExp][] = [
  [
    "none",
    /\b(not|isn.t) (yet )?compliant with\b|\bdoes not (yet )?(comply|conform|meet)\b|\bnon-?compliant with the\b/i,
  ],
  ["partial", /\bpartial(ly)? (compliant|conform\w*|complian\w*)|\bmostly compliant\b|\bworking towards\b/i],
  [
    "full",
    /\b(fully|is|are|pages?) (compliant|conform\w*|accessible) (with|to)\b|\b(complies|comply|conforms?|conformance) (fully )?(with|to)\b|\bmeets? (all )?(the )?(w3c|wai|wcag|level|double|aa)\b|\bfully compliant\b/i,
  ],
];

/** Claims found on the site's own pages: statement first, then metadata, then the W3C's conformance logo. */
export function claimsOf(site: Site): Claim[] {
  const pages = site.ownPages();
  const statements = pages.filter((page) => STATEMENT.test(`${page.title} ${page.headings[0]?.text ?? ""}`));
  return [
    ...statements.map(statementClaim),
    ...firstOf(pages, metadataClaim),
    ...firstOf(pages, logoClaim),
  ].filter((claim) => claim !== null);
}

/** The strongest claim decides whether there is a contradiction. */
export function claimsConformance(claims: readonly Claim[]): Claim | null {
  return claims.find((claim) => claim.says === "full") ?? null;
}

function firstOf(pages: readonly Page[], read: (page: Page) => Claim | null): (Claim | null)[] {
  for (const page of pages) {
    const claim = read(page);
    if (claim) return [claim];
  }
  return [];
}

function statementClaim(page: Page): Claim | null {
  const sentences = page.mainText.split(/\n|(?<=[.!?])\s+/);
  for (const sentence of sentences) {
    if (!GUIDELINES.test(sentence)) continue;
    for (const [says, pattern] of SAYS) {
      // "We aim to be fully compliant" claims nothing.
      if (
        says === "full" &&
        /\b(aim|hope|plan|intend|working|strive|try|trying|should|want)\b/i.test(sentence)
      ) {
        continue;
      }
      if (pattern.test(sentence)) return { kind: "statement", says, page, excerpt: cut(sentence, 300) };
    }
  }
  const mentions = sentences.find((sentence) => GUIDELINES.test(sentence));
  return mentions ? { kind: "statement", says: "unclear", page, excerpt: cut(mentions, 300) } : null;
}

/** e-GMS has an element for it: `eGMS.accessibility` with content such as `Double-A`. */
function metadataClaim(page: Page): Claim | null {
  for (const meta of page.metas) {
    if (meta.place === "comment" || !/^e-?gms\.accessibility$/i.test(meta.name ?? "")) continue;
    const content = meta.content ?? "";
    const says = /double|triple|\baaa?\b/i.test(content) ? "full" : "unclear";
    return { kind: "metadata", says, page, excerpt: cut(`${meta.name}: ${content}`, 300) };
  }
  return null;
}

/** The W3C's conformance icons (`wcag1AA`, `wcag2.1AA-blue`) in an image's address or alternative. */
function logoClaim(page: Page): Claim | null {
  for (const image of page.images) {
    const alt = image.alt ?? "";
    const named =
      /\bwcag\d(\.\d)?aaa?\b/i.test(image.src) ||
      /\b(level )?(double-?a|aaa?) conformance\b|\bconforms to .*\b(aa|double)/i.test(alt);
    if (named) return { kind: "logo", says: "full", page, excerpt: cut(alt || image.src, 300) };
  }
  return null;
}
