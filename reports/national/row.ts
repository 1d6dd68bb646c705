import type { AuditDocument, Verdict } from "../../src/audit/types.js";
import type { AuthorityType } from "../../src/authorities/types.js";
import type { Level, OutcomeId } from "../../src/outcomes/types.js";
import type { AreaScore, Counts, Interval, Score } from "../../src/score/score.js";
import { displayText } from "../look/text.js";

/** A verdict without its words and evidence: these stay in the store, and in the authority's own report. */
export interface BriefFinding {
  verdict: Verdict;
  reason: string;
  level: Level | null;
}

/** What the national report keeps of one authority: some kilobytes, whatever its document weighs. */
export interface NationalRow {
  /** Stands for it in the store: slug, or host of a site without one. */
  key: string;
  /** Folder of its own report, safe as a file name. */
  folder: string;
  name: string;
  gssCode: string | null;
  type: AuthorityType | null;
  region: string | null;
  requestedUrl: string;
  homepageUrl: string | null;
  auditedAt: string;
  interval: Interval;
  counts: Counts;
  decidable: number;
  areas: Pick<
    AreaScore,
    "area" | "n" | "low" | "high" | "lowPercent" | "highPercent" | "certainty" | "counts"
  >[];
  gate: Score["coverageGate"];
  coverage: AuditDocument["coverage"];
  findings: Map<OutcomeId, BriefFinding>;
}

export function nationalRow(
  document: AuditDocument,
  place: { key: string; folder: string; region: string | null },
): NationalRow {
  const score = document.score as unknown as Score;
  const { counts, decidable, areas, n, low, high, lowPercent, highPercent, certainty } = score.mandatory;
  return {
    ...place,
    name: displayText(document.authority?.name ?? place.key, 200),
    gssCode: document.authority?.gssCode ?? null,
    type: document.authority?.type ?? null,
    requestedUrl: document.site.requested,
    homepageUrl: document.site.homepage,
    auditedAt: document.run.finishedAt,
    interval: { n, low, high, lowPercent, highPercent, certainty },
    counts,
    decidable,
    areas: areas.map(({ name: _, text: __, ...area }) => area),
    gate: score.coverageGate,
    coverage: document.coverage,
    findings: new Map(
      document.findings.map(({ outcome, verdict, reason, level }) => [outcome, { verdict, reason, level }]),
    ),
  };
}

/** Names that Windows keeps for devices: no file or folder may be called so there. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/;

/**
 * Gives each key a folder name of its own: lower-case letters, digits and single hyphens, so that no name of a council
 * or host decides about a path.
 */
export class FolderNames {
  private readonly taken = new Set<string>();

  of(key: string): string {
    const plain =
      key
        .normalize("NFKD")
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, "-")
        .slice(0, 80)
        .replace(/^-+|-+$/g, "") || "site";
    const base = RESERVED.test(plain) ? `site-${plain}` : plain;
    let name = base;
    for (let n = 2; this.taken.has(name); n++) name = `${base}-${n}`;
    this.taken.add(name);
    return name;
  }
}
