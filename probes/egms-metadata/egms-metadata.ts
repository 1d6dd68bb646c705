import type { Evidence, Json, Limb, Measures, Verdict } from "../../src/audit/types.js";
import { cut, type LooksFor, type Site, seen } from "../../src/snapshot/site.js";
import type { Page } from "../../src/snapshot/types.js";
import { pageKey } from "../../src/snapshot/url.js";
import {
  cannotTell,
  defineProbe,
  type JudgeContext,
  notMet,
  partlyMet,
  type SomeEvidence,
} from "../probe.js";
import { checkPage, isMetadataName, type PageCheck } from "./check-page.js";
import { modernMetadata } from "./modern-metadata.js";
import { standard, WEB_MINIMUM } from "./standard.js";
import { type Vocabularies, vocabularies } from "./vocabularies.js";
import { words } from "./words.js";

const OUTCOME = "12-m2";
const MIN_PAGES = 10;
const SAMPLE_PAGES = 20;
const SAMPLE_TEMPLATES = 5;
const COMPLETE_SHARE = 0.9;
/** One value on this share of the pages describes the template, not the page. */
const SAME_VALUE_SHARE = 0.8;
const MAX_PAGES_LISTED = 40;

/** Every page is a sample of its template's metadata; there is nothing to go looking for. */
const looksFor: LooksFor = { links: [], enough: 0 };

export interface Checked {
  page: Page;
  check: PageCheck;
}

/** e-GMS metadata in the pages (12-m2, limb a); the rest of e-GIF cannot be seen, so it is never wholly met. */
export const egmsMetadata = defineProbe({
  id: "egms-metadata",
  version: 1,
  outcomes: [OUTCOME],
  looksFor: { [OUTCOME]: looksFor },
  judge(site, context) {
    return [judgeSite(site, context, vocabularies)];
  },
  words,
});

function judgeSite(site: Site, context: JudgeContext, lists: Vocabularies) {
  const failing = pagesFailingAccessibility(site, context);
  const checked = site.ownPages().map((page) => ({ page, check: check(page, context, failing, lists) }));
  const suppliers = site.pages
    .filter((page) => page.scope === "supplier")
    .map((page) => ({ page, check: check(page, context, failing, lists) }));
  const measures = measuresOf(checked, suppliers);
  const limb = siteLimb(checked, site.homepage);
  const evidence = evidenceOf(checked, site.homepage);
  const [first, ...rest] = evidence;
  const extras = { measures, limbs: limbsOf(limb, evidence) };

  if (limb === "cannot-tell" || !first) {
    return cannotTell(OUTCOME, whyTooFew(site), evidence, extras);
  }
  const some: SomeEvidence = [first, ...rest];
  if (limb === "not-met") return notMet(OUTCOME, "metadata-absent", some, extras);
  if (limb === "partly-met") return partlyMet(OUTCOME, "metadata-incomplete", some, extras);
  const sampled = isFullSample(checked) || site.snapshot.stoppedBy === "exhausted";
  // The other limb, e-GIF proper, cannot be told: half is certain, the other half is open.
  return sampled
    ? partlyMet(OUTCOME, "metadata-present", some, { ...extras, points: [0.5, 1] })
    : partlyMet(OUTCOME, "metadata-present", some, { ...extras, points: [0.5, 0.5] });
}

/** Limb (a) over the authority's own pages, however small the share that a few of them make. */
export function siteLimb(
  checked: readonly Checked[],
  homepage: Page | null,
): Exclude<Verdict, "not-applicable"> {
  const home = checked.find(({ page }) => page === homepage);
  if (checked.length < MIN_PAGES || !home) return "cannot-tell";
  const complete = checked.filter(({ check }) => check.status === "COMPLETE").length;
  if (complete >= checked.length * COMPLETE_SHARE && home.check.status === "COMPLETE") return "met";
  return checked.some(({ check }) => check.status !== "NONE") ? "partly-met" : "not-met";
}

function isFullSample(checked: readonly Checked[]): boolean {
  return checked.length >= SAMPLE_PAGES && templatesOf(checked) >= SAMPLE_TEMPLATES;
}

function templatesOf(checked: readonly Checked[]): number {
  return new Set(checked.map(({ page }) => page.template)).size;
}

function check(
  page: Page,
  context: JudgeContext,
  failing: ReadonlySet<string>,
  lists: Vocabularies,
): PageCheck {
  return checkPage(
    {
      urls: [page.url, page.requestedUrl, ...page.aliases],
      title: page.title,
      metas: page.metas,
      headLinks: page.headLinks,
      asOf: context.asOf,
      accessibilityFailed: failing.has(pageKey(page.url) ?? page.url),
    },
    lists,
  );
}

/** Pages on which 12-m1 was disproved: examined, with a violation of level A or AA that is the page's own. */
function pagesFailingAccessibility(site: Site, context: JudgeContext): ReadonlySet<string> {
  const failing = new Set<string>();
  if (context.before("12-m1")?.verdict !== "not-met") return failing;
  for (const examination of site.snapshot.examinations) {
    const own = examination.violations.some(
      (rule) =>
        (rule.level === "A" || rule.level === "AA") &&
        (rule.nodes.length === 0 || rule.nodes.some((node) => node.frame === null && !node.overlay)),
    );
    const page = site.page(examination.url);
    if (own) failing.add(pageKey(page?.url ?? examination.url) ?? examination.url);
  }
  return failing;
}

function whyTooFew(site: Site): string {
  const { stoppedBy } = site.snapshot;
  return stoppedBy === "blocked" || stoppedBy === "unreachable" ? stoppedBy : "crawl-incomplete";
}

function limbsOf(verdict: Verdict, evidence: Evidence[]): Limb[] {
  const reasons: Record<Verdict, string> = {
    met: "metadata-present",
    "partly-met": "metadata-incomplete",
    "not-met": "metadata-absent",
    "cannot-tell": "crawl-incomplete",
    "not-applicable": "not-applicable",
  };
  return [
    { key: "a", name: "e-GMS metadata in pages", verdict, reason: reasons[verdict], level: null, evidence },
    {
      key: "b",
      name: "The rest of e-GIF",
      verdict: "cannot-tell",
      reason: "internal-only",
      level: null,
      evidence: [],
    },
  ];
}

/** The homepage, and the pages that say most; where there is nothing, the pages looked at. */
function evidenceOf(checked: readonly Checked[], homepage: Page | null): Evidence[] {
  const rest = checked.filter(({ page }) => page !== homepage);
  const home = checked.filter(({ page }) => page === homepage);
  const telling = rest
    .filter(({ check }) => check.status !== "NONE")
    .sort((a, b) => b.check.counted.length - a.check.counted.length);
  return [...home, ...telling.slice(0, 4), ...(telling.length > 0 ? [] : rest.slice(0, 4))].map(
    ({ page, check }) => {
      const raw = rawMetadata(page);
      const found =
        check.status === "NONE"
          ? "No e-GMS metadata that counts"
          : `${check.counted.length} e-GMS elements: ${check.counted.join(", ")}`;
      return seen(page, found, raw.slice(0, 4).join("; "));
    },
  );
}

function rawMetadata(page: Page): string[] {
  return page.metas
    .filter(
      (meta) => meta.place !== "comment" && meta.place !== "noscript" && isMetadataName(meta.name ?? ""),
    )
    .map((meta) => `${meta.name} = ${cut(meta.content ?? "", 80)}${meta.scheme ? ` [${meta.scheme}]` : ""}`);
}

function measuresOf(checked: readonly Checked[], suppliers: readonly Checked[]): Measures {
  const statusOf = (status: PageCheck["status"]) =>
    checked.filter(({ check }) => check.status === status).length;
  const withMetadata = checked.filter(({ check }) => check.status !== "NONE");
  return {
    pages: checked.length,
    templates: templatesOf(checked),
    renderedPages: checked.filter(({ page }) => page.rendered).length,
    completePages: statusOf("COMPLETE"),
    corePages: statusOf("CORE"),
    partialPages: statusOf("PARTIAL"),
    pagesWithMetadata: withMetadata.length,
    era: siteEra(checked),
    missingMost: missingMost(checked),
    elements: elementTable(checked),
    codes: codeTable(checked),
    siteCodes: siteCodes(checked),
    pagesListed: withMetadata.slice(0, MAX_PAGES_LISTED).map(({ page, check }) => ({
      url: page.url,
      status: check.status,
      counted: check.counted,
      codes: check.codes,
      metas: rawMetadata(page).slice(0, 25),
    })),
    supplierPages: suppliers.slice(0, MAX_PAGES_LISTED).map(({ page, check }) => ({
      url: page.url,
      status: check.status,
    })),
    modern: modernMetadata(checked.map(({ page }) => page)),
  };
}

function siteEra(checked: readonly Checked[]): string | null {
  const eras = new Set(checked.map(({ check }) => check.era).filter((era) => era !== null));
  return eras.size > 1 ? "mixed" : ([...eras][0] ?? null);
}

function elementTable(checked: readonly Checked[]): { [element: string]: Json } {
  const table: { [element: string]: Json } = {};
  for (const { element, obligation, onWebPages } of standard().elements) {
    const pages = checked.filter(({ check }) => check.counted.includes(element)).length;
    if (pages > 0 || onWebPages === "M") table[element] = { obligation, pages };
  }
  return table;
}

function missingMost(checked: readonly Checked[]): string[] {
  const missing = WEB_MINIMUM.map((element) => ({
    element,
    pages: checked.filter(({ check }) => !check.counted.includes(element)).length,
  }));
  return missing
    .filter(({ pages }) => pages > 0)
    .sort((a, b) => b.pages - a.pages)
    .slice(0, 4)
    .map(({ element }) => element);
}

function codeTable(checked: readonly Checked[]): { [code: string]: Json } {
  const table = new Map<string, number>();
  for (const { check } of checked) {
    for (const code of new Set(check.codes)) table.set(code, (table.get(code) ?? 0) + 1);
  }
  return Object.fromEntries([...table].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Faults that only show when pages are laid side by side. */
export function siteCodes(checked: readonly Checked[]): string[] {
  const codes: string[] = [];
  if (isShared(checked, (check) => check.titles)) codes.push("W107");
  if (checked.some(({ check }) => check.codes.includes("W115"))) codes.push("W115");
  if (isShared(checked, (check) => check.dates)) codes.push("W116");
  return codes;
}

function isShared(checked: readonly Checked[], valuesOf: (check: PageCheck) => readonly string[]): boolean {
  if (checked.length < 2) return false;
  const pagesWith = new Map<string, number>();
  for (const { check } of checked) {
    for (const value of new Set(valuesOf(check))) pagesWith.set(value, (pagesWith.get(value) ?? 0) + 1);
  }
  return [...pagesWith.values()].some((pages) => pages >= checked.length * SAME_VALUE_SHARE);
}
