import type { Site } from "../../src/snapshot/site.js";
import type { Examination, RuleResult } from "../../src/snapshot/types.js";

type Node = RuleResult["nodes"][number];

/** Whose fault an element is: the page's own, the cookie banner's, or another organisation's. */
export type Place = "own" | "banner" | "third-party";

export interface Failure {
  examination: Examination;
  rule: RuleResult;
  /** Elements of this place; never empty. */
  nodes: [Node, ...Node[]];
}

/** One rule over the whole sample: what to mend, and how much it would cure. */
export interface Cause {
  rule: RuleResult;
  failures: Failure[];
  pages: number;
  elements: number;
  /** An element that fails alike on several pages: it stands in a template, and one change cures them all. */
  shared: { target: string; pages: number } | null;
}

/** Violations of level A and AA by place. Best practice, AAA and 4.1.1 are never among them. */
export function failuresOf(examinations: readonly Examination[], site: Site): Record<Place, Failure[]> {
  const failures: Record<Place, Failure[]> = { own: [], banner: [], "third-party": [] };
  for (const examination of examinations) {
    const pageIsOwn = site.isOwn(examination.url);
    for (const rule of examination.violations) {
      if (!isCertain(rule)) continue;
      const placed: Record<Place, Node[]> = { own: [], banner: [], "third-party": [] };
      for (const node of rule.nodes) {
        const own = pageIsOwn && (node.frame === null || site.isOwn(node.frame));
        placed[own ? (node.overlay ? "banner" : "own") : "third-party"].push(node);
      }
      for (const place of ["own", "banner", "third-party"] as const) {
        const [first, ...rest] = placed[place];
        if (first) failures[place].push({ examination, rule, nodes: [first, ...rest] });
      }
    }
  }
  return failures;
}

/**
 * Rules whose violations a machine cannot make certain. Target size (2.5.8) is not failed by a small target when another
 * control on the page does the same and is large enough (the Equivalent exception), which only a person can tell.
 */
const NEEDS_A_PERSON: ReadonlySet<string> = new Set(["target-size"]);

/** A confirmed failure of level A or AA: rule A-1 asks for certainty. */
export function isCertain(rule: RuleResult): boolean {
  return isLevelAa(rule) && !NEEDS_A_PERSON.has(rule.rule);
}

/** What the engine reports, and a person must decide: its own doubts, and violations it cannot be certain of. */
export function doubtsOf(examination: Examination): RuleResult[] {
  const uncertain = examination.violations.filter((rule) => isLevelAa(rule) && !isCertain(rule));
  return [...examination.needsReview.filter(isLevelAa), ...uncertain];
}

/** A rule counts when it names a criterion of level A or AA that WCAG 2.2 still has (4.1.1 it has not). */
export function isLevelAa(rule: RuleResult): boolean {
  if (rule.level !== "A" && rule.level !== "AA") return false;
  return rule.criteria.some((criterion) => criterion !== "4.1.1");
}

/** Failures by rule; the one whose mending helps most pages comes first. */
export function causesOf(failures: readonly Failure[]): Cause[] {
  const byRule = new Map<string, Failure[]>();
  for (const failure of failures) {
    const known = byRule.get(failure.rule.rule);
    if (known) known.push(failure);
    else byRule.set(failure.rule.rule, [failure]);
  }
  const causes: Cause[] = [];
  for (const same of byRule.values()) {
    const [first] = same;
    if (!first) continue;
    causes.push({
      rule: first.rule,
      failures: same,
      pages: pagesOf(same).length,
      elements: same.reduce((sum, failure) => sum + elementsOf(failure), 0),
      shared: sharedElement(same),
    });
  }
  return causes.sort(
    (a, b) => b.pages - a.pages || b.elements - a.elements || a.rule.rule.localeCompare(b.rule.rule),
  );
}

export function pagesOf(failures: readonly Failure[]): string[] {
  return [...new Set(failures.map((failure) => failure.examination.url))];
}

/** The list of elements is cut; the engine's own count holds when all of them stand in this place. */
function elementsOf({ rule, nodes }: Failure): number {
  return nodes.length === rule.nodes.length ? rule.count : nodes.length;
}

function sharedElement(failures: readonly Failure[]): Cause["shared"] {
  const pages = new Map<string, number>();
  for (const { nodes } of failures) {
    for (const target of new Set(nodes.map((node) => node.target)))
      pages.set(target, (pages.get(target) ?? 0) + 1);
  }
  let best: Cause["shared"] = null;
  for (const [target, count] of pages) {
    if (count > 1 && count > (best?.pages ?? 0)) best = { target, pages: count };
  }
  return best;
}
