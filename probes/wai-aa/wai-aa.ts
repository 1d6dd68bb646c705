import type { Evidence, Json, Measures } from "../../src/audit/types.js";
import { cut, type LooksFor, type Site, seen } from "../../src/snapshot/site.js";
import type { Examination, RuleResult } from "../../src/snapshot/types.js";
import { pageKey } from "../../src/snapshot/url.js";
import { cannotTell, defineProbe, type JudgeContext, notMet } from "../probe.js";
import { type Claim, claimsConformance, claimsOf } from "./claims.js";
import { type Cause, causesOf, doubtsOf, type Failure, failuresOf, pagesOf } from "./failures.js";
import { words } from "./words.js";

const OUTCOME = "12-m1";
/** Rule A-5: a smaller sample says nothing when it is clean. */
const FEWEST_PAGES = 5;
const MOST_EVIDENCE = 40;

const looksFor: LooksFor = {
  links: [/\baccessibility\b/i, /\bwebsite accessibility\b/i],
  notLinks: [/\baccessib(le|ility) (parking|toilets?|transport|tools?|menu|options)\b/i],
  paths: [/\/(web-?site-?)?accessibility(-statement)?(\/|\.|$)/i],
  queries: ["accessibility statement"],
  enough: 2,
};

/**
 * Conformance with level AA of the W3C's Web Accessibility Initiative (12-m1), read as WCAG 2.2 A and AA.
 *
 * One confirmed failure disproves conformance, however small the sample (so rule A-1 comes before A-5); its absence
 * proves nothing, so there is no way to `met` from here: that takes an audit by people (WCAG 2.2, 5.2; rule A-4).
 * Failures in cookie banners are reported apart and do not disprove it; neither do other organisations' frames (A-6),
 * best practice, or elements that only a person can judge.
 */
export const waiAa = defineProbe({
  id: "wai-aa",
  version: 1,
  outcomes: [OUTCOME],
  looksFor: { [OUTCOME]: looksFor },
  judge(site, context) {
    const examined = eachPageOnce(site.snapshot.examinations.filter((one) => one.outcome === "ok"));
    const failures = failuresOf(examined, site);
    const claims = claimsOf(site);
    const measures = measure(site, context, examined, failures, claims);

    const [first, ...rest] = evidenceOf(causesOf(failures.own));
    if (first) {
      return [notMet(OUTCOME, "failures-found", [first, ...rest, ...contradictionOf(claims)], { measures })];
    }
    const looked = examined
      .slice(0, 10)
      .map((one) => pageEvidence(one, "Examined; no failure of its own found"));
    if (examined.length === 0 && site.homepage === null) {
      const reason = site.snapshot.stoppedBy === "unreachable" ? "unreachable" : "blocked";
      return [cannotTell(OUTCOME, reason, [], { measures })];
    }
    if (examined.length < FEWEST_PAGES) {
      return [cannotTell(OUTCOME, "crawl-incomplete", looked, { measures })];
    }
    for (const [place, reason] of [
      ["third-party", "third-party-only"],
      ["banner", "banner-only"],
    ] as const) {
      const evidence = evidenceOf(causesOf(failures[place]));
      if (evidence.length > 0) return [cannotTell(OUTCOME, reason, evidence, { measures })];
    }
    return [cannotTell(OUTCOME, "needs-human", looked, { measures })];
  },
  words,
});

/** Two sampled addresses may have led to one page. */
function eachPageOnce(examinations: readonly Examination[]): Examination[] {
  const pages = new Map<string, Examination>();
  for (const one of examinations) {
    const key = pageKey(one.url) ?? one.url;
    if (!pages.has(key)) pages.set(key, one);
  }
  return [...pages.values()];
}

/** Every failing page once with its commonest fault, then the other faults, up to the limit. */
function evidenceOf(causes: readonly Cause[]): Evidence[] {
  const firsts: Evidence[] = [];
  const others: Evidence[] = [];
  const told = new Set<string>();
  for (const { failures } of causes) {
    for (const failure of failures) {
      const { url } = failure.examination;
      (told.has(url) ? others : firsts).push(failureEvidence(failure));
      told.add(url);
    }
  }
  return [...firsts, ...others].slice(0, MOST_EVIDENCE);
}

function failureEvidence({ examination, rule, nodes: [first, ...rest] }: Failure): Evidence {
  const where = first.frame ? ` in a frame from ${hostOf(first.frame)}` : "";
  const more =
    rest.length > 0 ? ` and ${rest.length}${rule.count > rule.nodes.length ? " or more" : ""} others` : "";
  const criteria = `WCAG ${rule.criteria.join(", ")}, level ${rule.level}`;
  return {
    ...pageEvidence(
      examination,
      `${rule.help} (${criteria}; rule ${rule.rule}): ${first.target}${where}${more}. ${first.problem}`,
    ),
    excerpt: cut(first.html, 300),
  };
}

function pageEvidence({ url, examinedAt, sha256 }: Examination, found: string): Evidence {
  return { url, found, excerpt: "", retrievedAt: examinedAt, sha256 };
}

function contradictionOf(claims: readonly Claim[]): Evidence[] {
  const claim = claimsConformance(claims);
  return claim
    ? [
        seen(
          claim.page,
          "The site says of itself that it conforms, which the failures disprove",
          claim.excerpt,
        ),
      ]
    : [];
}

function measure(
  site: Site,
  context: JudgeContext,
  examined: readonly Examination[],
  failures: ReturnType<typeof failuresOf>,
  claims: readonly Claim[],
): Measures {
  const causes = causesOf(failures.own);
  const failing = new Set(pagesOf(failures.own));
  return {
    standard: "WCAG 2.2 level A and AA",
    ...(context.profile === "letter"
      ? {
          note: "The paper's WCAG 1.0 Double-A is superseded; the same engine and rules are used for both profiles.",
        }
      : {}),
    engine: engineOf(site),
    viewports: [1280, 320],
    pagesExamined: examined.length,
    pagesNotExamined: site.snapshot.examinations.length - examined.length,
    pagesFailing: failing.size,
    elementsFailing: causes.reduce((sum, cause) => sum + cause.elements, 0),
    causes: causes.map(causeMeasure),
    criteria: criteriaFailed(failures.own),
    thirdParty: causesOf(failures["third-party"]).map(causeMeasure),
    cookieBanner: causesOf(failures.banner).map(causeMeasure),
    needsReview: tally(examined, doubtsOf),
    bestPractice: tally(examined, (one) => one.violations.filter((rule) => rule.level === "best-practice")),
    foreignFrames: [...new Set(examined.flatMap((one) => one.foreignFrames))].sort(),
    pages: examined.map((one) => ({
      url: one.url,
      sampledAs: one.sampledAs,
      failing: failing.has(one.url),
      rules: failures.own
        .filter((failure) => failure.examination === one)
        .map((failure) => failure.rule.rule),
    })),
    claims: claims.map(({ kind, says, page, excerpt }) => ({ kind, says, url: page.url, excerpt })),
    contradiction: failing.size > 0 && claimsConformance(claims) !== null,
  };
}

function causeMeasure({ rule, failures, pages, elements, shared }: Cause): Json {
  const example = failures[0];
  return {
    rule: rule.rule,
    help: rule.help,
    helpUrl: rule.helpUrl,
    impact: rule.impact,
    criteria: rule.criteria,
    level: rule.level,
    pages,
    elements,
    shared,
    urls: pagesOf(failures).slice(0, 20),
    example: example
      ? { url: example.examination.url, target: example.nodes[0].target, html: example.nodes[0].html }
      : null,
  };
}

/** Pages that fail each success criterion, commonest first. */
function criteriaFailed(failures: readonly Failure[]): Json {
  const pages = new Map<string, Set<string>>();
  for (const { rule, examination } of failures) {
    for (const criterion of rule.criteria) {
      pages.set(criterion, (pages.get(criterion) ?? new Set()).add(examination.url));
    }
  }
  return [...pages]
    .map(([criterion, urls]) => ({ criterion, pages: urls.size }))
    .sort((a, b) => b.pages - a.pages || a.criterion.localeCompare(b.criterion, "en", { numeric: true }));
}

/** Rules that are no failures, with the pages they were seen on. */
function tally(examined: readonly Examination[], pick: (one: Examination) => RuleResult[]): Json {
  const rules = new Map<string, { rule: RuleResult; pages: number; elements: number }>();
  for (const examination of examined) {
    for (const rule of pick(examination)) {
      const known = rules.get(rule.rule) ?? { rule, pages: 0, elements: 0 };
      rules.set(rule.rule, { rule, pages: known.pages + 1, elements: known.elements + rule.count });
    }
  }
  return [...rules.values()]
    .sort((a, b) => b.pages - a.pages || a.rule.rule.localeCompare(b.rule.rule))
    .map(({ rule, pages, elements }) => ({
      rule: rule.rule,
      help: rule.help,
      helpUrl: rule.helpUrl,
      criteria: rule.criteria,
      pages,
      elements,
    }));
}

function engineOf(site: Site): string | null {
  const one = site.snapshot.examinations[0];
  return one ? `${one.engine} ${one.engineVersion}` : null;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
