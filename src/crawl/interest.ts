import type { Probe } from "../../probes/probe.js";
import { outcomeOf } from "../outcomes/catalogue.js";
import type { OutcomeId } from "../outcomes/types.js";
import { remembering } from "../snapshot/remembering.js";
import { fold, type LooksFor } from "../snapshot/site.js";
import type { Page } from "../snapshot/types.js";
import { parseHttp } from "../snapshot/url.js";

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

interface Compiled {
  links: Tester;
  notLinks: Tester;
  paths: Tester;
  hosts: Tester;
}
interface AddressMatch {
  subject: number;
  by: "host" | "path";
}
type Tester = (text: string) => boolean;

const DEFAULT_ENOUGH = 4;
const CLUE = 0.4;

/**
 * What one crawl looks for. Every name is matched once, however often it recurs on the site or on the next council's:
 * the patterns are compiled, and what they matched is remembered, once for all crawls with the same probes.
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
    const refused = this.patterns.ruledOut(fold(name));
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

const patternsByProbes = new WeakMap<readonly Probe[], Patterns>();

function patternsOf(probes: readonly Probe[]): Patterns {
  const known = patternsByProbes.get(probes);
  if (known) return known;
  const made = new Patterns(probes);
  patternsByProbes.set(probes, made);
  return made;
}

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

/** All that a list of probes looks for, compiled: each list of patterns becomes one expression. */
class Patterns {
  readonly subjects: readonly Subject[];
  private readonly compiled: readonly Compiled[];
  readonly named = remembering((folded) =>
    this.matching((one) => one.links(folded) && !one.notLinks(folded)),
  );
  readonly atHost = remembering((host) => this.matching((one) => one.hosts(host)));
  readonly atPath = remembering((path) => this.matching((one) => one.paths(path)));
  /** Subjects for which a link of this name is a look-alike. */
  readonly ruledOut = remembering((folded) =>
    folded === "" ? [] : this.matching((one) => one.notLinks(folded)),
  );

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
    this.compiled = this.subjects.map(({ looksFor }) => ({
      links: compile(looksFor.links),
      notLinks: compile(looksFor.notLinks ?? []),
      paths: compile(looksFor.paths ?? []),
      hosts: compile(looksFor.hosts ?? []),
    }));
  }

  private matching(matches: (one: Compiled) => boolean): readonly number[] {
    return this.compiled.flatMap((one, subject) => (matches(one) ? [subject] : []));
  }
}

/** Patterns as one alternation; kept apart where numbered or named groups would change meaning. */
function compile(patterns: readonly RegExp[]): Tester {
  if (patterns.length === 0) return () => false;
  const [lone] = patterns;
  // The very expression that the probes judge by: it is compiled once for both.
  if (lone && patterns.length === 1 && !/[gy]/.test(lone.flags)) return (text) => lone.test(text);
  const byFlags = new Map<string, string[]>();
  for (const pattern of patterns) {
    // `g` and `y` keep a position between calls: a pattern tested twice would answer differently.
    const flags = pattern.flags.replace(/[gy]/g, "");
    const apart = /\\[1-9k]|\(\?<[^=!]/.test(pattern.source);
    const group = apart ? `${flags} ${byFlags.size}` : flags;
    byFlags.set(group, [...(byFlags.get(group) ?? []), `(?:${pattern.source})`]);
  }
  const merged = [...byFlags].map(
    ([group, sources]) => new RegExp(sources.join("|"), group.split(" ")[0] ?? ""),
  );
  const [only, ...others] = merged;
  if (only && others.length === 0) return (text) => only.test(text);
  return (text) => merged.some((pattern) => pattern.test(text));
}
