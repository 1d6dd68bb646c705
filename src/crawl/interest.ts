import type { Probe } from "../../probes/probe.js";
import type { OutcomeId } from "../outcomes/types.js";
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
/** Names and addresses remembered; beyond that they are matched anew, so that memory stays bounded. */
const MAX_REMEMBERED = 60_000;

/**
 * What all probes look for, compiled for the hot path: each list of patterns becomes one expression, and every name
 * is matched once however often it recurs on the site (menus repeat on each page).
 */
export class Interest {
  readonly subjects: readonly Subject[];
  private readonly compiled: readonly Compiled[];
  private readonly byName = new Map<string, readonly number[]>();
  private readonly byAddress = new Map<string, readonly AddressMatch[]>();
  private readonly refused = new Map<string, ReadonlySet<number>>();

  /** Outcomes that share a `looksFor` share its subjects; what no outcome `wants` is not looked for. */
  constructor(probes: readonly Probe[], wants: (outcome: OutcomeId) => boolean = () => true) {
    const wholes = new Set<LooksFor>();
    for (const probe of probes) {
      for (const [outcome, looksFor] of Object.entries(probe.looksFor)) {
        if (wants(outcome)) wholes.add(looksFor);
      }
    }
    this.subjects = [...wholes].flatMap((whole) =>
      (whole.parts ?? [whole]).map((looksFor) => ({
        looksFor,
        whole,
        enough: looksFor.enough ?? DEFAULT_ENOUGH,
      })),
    );
    this.compiled = this.subjects.map(({ looksFor }) => ({
      links: compile(looksFor.links),
      notLinks: compile(looksFor.notLinks ?? []),
      paths: compile(looksFor.paths ?? []),
      hosts: compile(looksFor.hosts ?? []),
    }));
  }

  /** Subjects whose link wordings the name bears, as `nameMatches` has it. */
  ofName(name: string): readonly number[] {
    const folded = fold(name);
    if (folded === "") return [];
    const known = this.byName.get(folded);
    if (known) return known;
    const matched: number[] = [];
    for (const [index, one] of this.compiled.entries()) {
      if (one.links(folded) && !one.notLinks(folded)) matched.push(index);
    }
    if (this.byName.size < MAX_REMEMBERED) this.byName.set(folded, matched);
    return matched;
  }

  /** Subjects whose paths or suppliers' hosts the address bears, unless the link's name rules them out. */
  ofAddress(address: string, name: string): readonly AddressMatch[] {
    const key = `${address} ${name}`;
    const known = this.byAddress.get(key);
    if (known) return known;
    const matched = this.matchAddress(address, name);
    if (this.byAddress.size < MAX_REMEMBERED) this.byAddress.set(key, matched);
    return matched;
  }

  private matchAddress(address: string, name: string): AddressMatch[] {
    const url = parseHttp(address);
    if (!url) return [];
    const path = url.pathname + url.search;
    const matched: AddressMatch[] = [];
    for (const [index, one] of this.compiled.entries()) {
      const by = one.hosts(url.hostname) ? "host" : one.paths(path) ? "path" : null;
      if (by && !this.refuses(name).has(index)) matched.push({ subject: index, by });
    }
    return matched;
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

  private refuses(name: string): ReadonlySet<number> {
    const folded = fold(name);
    const known = this.refused.get(folded);
    if (known) return known;
    const refused = new Set<number>();
    if (folded !== "") {
      for (const [index, one] of this.compiled.entries()) if (one.notLinks(folded)) refused.add(index);
    }
    if (this.refused.size < MAX_REMEMBERED) this.refused.set(folded, refused);
    return refused;
  }
}

/** Patterns as one alternation; kept apart where numbered or named groups would change meaning. */
function compile(patterns: readonly RegExp[]): Tester {
  if (patterns.length === 0) return () => false;
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
