import type { Probe } from "../../probes/probe.js";
import { outcomeOf } from "../outcomes/catalogue.js";
import type { OutcomeId } from "../outcomes/types.js";
import { fold, type LooksFor } from "../snapshot/site.js";
import type { Page } from "../snapshot/types.js";
import { parseHttp } from "../snapshot/url.js";
import { ExpressionIndex } from "../text/expression-index.js";
import { remembering, rememberingEach } from "../text/remembering.js";

/** One thing some probe looks for: an outcome, or one limb of an outcome that has several. */
export interface Subject {
  looksFor: LooksFor;
  /** What the outcome as a whole looks for; the same for all its limbs. */
  whole: LooksFor;
  /** Pages that usually settle it. */
  enough: number;
  /** What its pages are worth, against 1 for those of a mandatory outcome. */
  weight: number;
}

interface AddressMatch {
  subject: number;
  by: "host" | "path";
}

const DEFAULT_ENOUGH = 4;
const CLUE = 0.4;

/**
 * What one crawl looks for. Every name is matched once, however often it recurs on the site or on the next council's:
 * the patterns are indexed, and what they matched is remembered, once for all crawls with the same probes.
 */
export class Interest {
  readonly subjects: readonly Subject[];
  private readonly patterns: Patterns;
  private readonly wanted: readonly boolean[];

  /** Outcomes that share a `looksFor` share its subjects; what no outcome `wants` is not looked for. */
  constructor(probes: readonly Probe[], wants: (outcome: OutcomeId) => boolean = () => true) {
    const wanted = new Set<LooksFor>();
    for (const probe of probes) {
      for (const [outcome, looksFor] of Object.entries(probe.looksFor)) {
        if (wants(outcome)) wanted.add(looksFor);
      }
    }
    this.patterns = patternsOf(probes);
    this.subjects = this.patterns.subjects;
    this.wanted = this.subjects.map(({ whole }) => wanted.has(whole));
  }

  /** What is looked for, outcome by outcome. */
  wholes(): Set<LooksFor> {
    return new Set(this.subjects.filter((_, subject) => this.wanted[subject]).map(({ whole }) => whole));
  }

  /** Subjects whose link wordings the name bears, as `nameMatches` has it. */
  ofName(name: string): readonly number[] {
    const folded = fold(name);
    return folded === "" ? [] : this.onlyWanted(this.patterns.named(folded));
  }

  /** Subjects whose paths or suppliers' hosts the address bears, unless the link's name rules them out. */
  ofAddress(address: string, name: string): readonly AddressMatch[] {
    const url = parseHttp(address);
    if (!url) return [];
    const byHost = this.onlyWanted(this.patterns.atHost(url.hostname));
    const byPath = this.onlyWanted(this.patterns.atPath(url.pathname + url.search));
    if (byHost.length === 0 && byPath.length === 0) return [];
    const folded = fold(name);
    const refused = folded === "" ? [] : this.patterns.ruledOut(folded);
    return [
      ...byHost.map((subject): AddressMatch => ({ subject, by: "host" })),
      ...byPath
        .filter((subject) => !byHost.includes(subject))
        .map((subject): AddressMatch => ({ subject, by: "path" })),
    ].filter(({ subject }) => !refused.includes(subject));
  }

  /** Subjects that the page itself is about, by title, first heading or address. */
  ofPage(page: Page): ReadonlySet<number> {
    const h1 = page.headings.find((heading) => heading.level === 1)?.text ?? "";
    return new Set([
      ...this.ofName(page.title),
      ...this.ofName(h1),
      ...this.ofAddress(page.url, "").map((one) => one.subject),
    ]);
  }

  private onlyWanted(subjects: readonly number[]): readonly number[] {
    return subjects.every((one) => this.wanted[one]) ? subjects : subjects.filter((one) => this.wanted[one]);
  }
}

const patternsOf = rememberingEach((probes: readonly Probe[]) => new Patterns(probes));

/** Only mandatory outcomes make the headline, and stretch targets are no failure of anybody's. */
function weightOf(outcome: OutcomeId): number {
  switch (outcomeOf(outcome)?.class) {
    case "best-practice":
      return 0.95;
    case "discretionary":
      return 0.9;
    default:
      return 1;
  }
}

/** All that a list of probes looks for, ready to be tried on names and addresses. */
class Patterns {
  readonly subjects: readonly Subject[];
  readonly named: SubjectsOf;
  readonly atHost: SubjectsOf;
  readonly atPath: SubjectsOf;
  /** Subjects for which a link of this name is a look-alike. */
  readonly ruledOut: SubjectsOf;

  constructor(probes: readonly Probe[]) {
    const weights = new Map<LooksFor, number>();
    for (const [outcome, whole] of probes.flatMap(({ looksFor }) => Object.entries(looksFor))) {
      weights.set(whole, Math.max(weights.get(whole) ?? 0, weightOf(outcome)));
    }
    this.subjects = [...weights].flatMap(([whole, weight]) =>
      (whole.parts ?? [whole]).map((looksFor) => ({
        looksFor,
        whole,
        enough: looksFor.enough ?? DEFAULT_ENOUGH,
        weight: looksFor.onlyClues ? weight * CLUE : weight,
      })),
    );
    const subjectsBy = (list: "links" | "notLinks" | "paths" | "hosts") =>
      subjectsMatching(this.subjects.map(({ looksFor }) => looksFor[list] ?? []));
    const linked = subjectsBy("links");
    const ruledOut = remembering(subjectsBy("notLinks"));
    this.ruledOut = ruledOut;
    this.named = remembering((folded) => {
      const found = linked(folded);
      if (found.length === 0) return found;
      const refused = ruledOut(folded);
      return found.filter((subject) => !refused.includes(subject));
    });
    this.atHost = remembering(subjectsBy("hosts"));
    this.atPath = remembering(subjectsBy("paths"));
  }
}

type SubjectsOf = (text: string) => readonly number[];

/** Subjects of which any pattern matches a text; a pattern that several of them have is tried once. */
function subjectsMatching(patterns: readonly (readonly RegExp[])[]): SubjectsOf {
  const bySubject = new Map<RegExp, number[]>();
  for (const [subject, list] of patterns.entries()) {
    for (const pattern of list) bySubject.set(pattern, [...(bySubject.get(pattern) ?? []), subject]);
  }
  const index = new ExpressionIndex([...bySubject.keys()].map(resting));
  const subjects = [...bySubject.values()];
  return (text) => {
    const found = new Set(index.matching(text).flatMap((place) => subjects[place] ?? []));
    return [...found].sort((a, b) => a - b);
  };
}

/** `g` and `y` keep a position between calls: a pattern tested twice would answer differently. */
function resting(pattern: RegExp): RegExp {
  return /[gy]/.test(pattern.flags)
    ? new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ""))
    : pattern;
}
