import { createHash } from "node:crypto";
import type { Examination, Page } from "../snapshot/types.js";
import { isProfileAddress } from "./read-response.js";

export interface Sampled {
  url: string;
  sampledAs: Examination["sampledAs"];
}

/** Random pages besides the structured sample: a tenth of it, at least five (WCAG-EM 1.0, step 3). */
const RANDOM_SHARE = 0.1;
const MIN_RANDOM = 5;

type Kind = (page: Page) => boolean;

/** Page kinds that WCAG-EM and the GDS monitoring method have every sample hold, in the order of their worth. */
const KEY_PAGES: readonly Kind[] = [
  (page) => named(page, /^contact( us| the council)?\b/i, /\/contact(-?us)?(\.\w+)?\/?$/i),
  (page) => named(page, /\ba\s*(-|–|to)\s*z\b/i, /\/a-?(to-?)?z\b/i),
  (page) => page.foundBy === "search" || named(page, /\bsearch results?\b/i, /\/search\b.*\?/i),
  (page) => named(page, /\baccessibility\b/i, /\/accessibility/i),
  (page) => named(page, /^$/, /\/(news|newsroom|press)\/.+\w{8}/i),
  (page) => named(page, /\b(council tax|bins|waste|recycling|housing|planning|parking)\b/i, /^$/),
  (page) => ownForm(page) && /\b(pay|apply|report|book|request)\b/i.test(titleOf(page)),
  ownForm,
  (page) => named(page, /\bcouncillors\b/i, /mgMemberIndex|\/councillors?(\.\w+)?\/?$/i),
  (page) => isProfileAddress(page.url) || page.personal,
  (page) =>
    page.tables.some((table) => table.rows.length >= 3 && table.rows.flat().some((cell) => cell.header)),
  (page) => page.iframes.length > 0 || page.schemaTypes.includes("VideoObject"),
  (page) => page.forms.some((form) => form.fields.some((field) => field.type === "password")),
];

/**
 * Which pages are examined in the browser: homepage; one of each key kind; one of each template not yet among them,
 * commonest template first; then random ones, decided by the seed. Pure: the same pages and seed give the same sample
 * in any order of the crawl. `max` counts all of them.
 */
export function chooseSample(
  pages: readonly Page[],
  homepageUrl: string,
  seed: string,
  max: number,
): Sampled[] {
  const eligible = pages.filter((page) => page.kind === "html" && page.scope === "own" && page.status < 400);
  const ordered = [...eligible].sort(
    (a, b) => (a.clicks ?? 99) - (b.clicks ?? 99) || (a.url < b.url ? -1 : a.url > b.url ? 1 : 0),
  );
  const chosen = new Map<string, Sampled["sampledAs"]>();
  const templates = new Set<string>();
  const choose = (page: Page | undefined, as: Sampled["sampledAs"]) => {
    if (!page || chosen.has(page.url) || chosen.size >= max) return;
    chosen.set(page.url, as);
    templates.add(page.template);
  };
  choose(
    ordered.find((page) => page.url === homepageUrl),
    "homepage",
  );
  for (const isKind of KEY_PAGES) {
    choose(
      ordered.find((page) => !chosen.has(page.url) && isKind(page)),
      "key-page",
    );
  }
  // Random pages keep their places when templates alone would fill the sample.
  const reserved = Math.min(MIN_RANDOM, Math.floor(max / 4));
  for (const page of byTemplate(ordered)) {
    if (chosen.size >= max - reserved) break;
    if (!templates.has(page.template)) choose(page, "template");
  }
  const wanted = Math.max(MIN_RANDOM, Math.ceil(chosen.size * RANDOM_SHARE));
  for (const page of shuffled(ordered, chosen, seed).slice(0, wanted)) choose(page, "random");
  return [...chosen].map(([url, sampledAs]) => ({ url, sampledAs }));
}

/** First page of each template, templates of most pages first. */
function byTemplate(pages: readonly Page[]): Page[] {
  const groups = new Map<string, Page[]>();
  for (const page of pages) groups.set(page.template, [...(groups.get(page.template) ?? []), page]);
  return [...groups.values()].sort((a, b) => b.length - a.length).flatMap((group) => group[0] ?? []);
}

function shuffled(pages: readonly Page[], chosen: ReadonlyMap<string, unknown>, seed: string): Page[] {
  return pages
    .filter((page) => !chosen.has(page.url))
    .map((page) => ({ page, lot: createHash("sha256").update(`${seed} ${page.url}`).digest("hex") }))
    .sort((a, b) => (a.lot < b.lot ? -1 : 1))
    .map(({ page }) => page);
}

function named(page: Page, title: RegExp, path: RegExp): boolean {
  const url = new URL(page.url);
  return title.test(titleOf(page)) || path.test(url.pathname + url.search);
}

function titleOf(page: Page): string {
  return page.headings.find((heading) => heading.level === 1)?.text || page.title;
}

/** A form of the page's own, not the search box of its furniture. */
function ownForm(page: Page): boolean {
  return page.forms.some(
    (form) => form.area === "main" && form.fields.filter((field) => field.type !== "hidden").length >= 2,
  );
}
