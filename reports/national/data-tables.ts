import type { AuditDocument } from "../../src/audit/types.js";
import { outcomeOf } from "../../src/outcomes/catalogue.js";
import { pointsOf } from "../../src/score/score.js";
import type { Cell } from "./csv.js";
import { applicable, countsFor, type Nation, type NationalChange } from "./nation.js";
import type { nightsOf } from "./nights.js";
import type { NationalRow } from "./row.js";

export interface DataColumn<Row> {
  name: string;
  /** Meaning, unit and allowed values, for the data dictionary. */
  meaning: string;
  value(row: Row): Cell;
}

/** One file of open data: CSV always, and JSON where it is not too large to be of use. */
export interface DataTable<Row> {
  file: string;
  about: string;
  json: boolean;
  columns: readonly DataColumn<Row>[];
}

function column<Row>(name: string, meaning: string, value: (row: Row) => Cell): DataColumn<Row> {
  return { name, meaning, value };
}

/** An authority with its place in the league. */
export interface PlacedRow {
  row: NationalRow;
  best: number | null;
  worst: number | null;
  peers: number | null;
  notRanked: string | null;
}

export const authoritiesTable: DataTable<PlacedRow> = {
  file: "authorities",
  about: "One line for each authority audited: score interval, verdict counts, place and coverage.",
  json: true,
  columns: [
    column(
      "authority",
      "Key of the authority: its slug in the register, or the host of a site without one",
      ({ row }) => row.key,
    ),
    column(
      "gss_code",
      "GSS code of the Office for National Statistics; empty where there is none",
      ({ row }) => row.gssCode,
    ),
    column("name", "Name", ({ row }) => row.name),
    column("type", "Type of authority; empty when not known", ({ row }) => row.type),
    column("region", "Region of England; empty when not on record", ({ row }) => row.region),
    column("requested_url", "Address asked for", ({ row }) => row.requestedUrl),
    column(
      "homepage_url",
      "Homepage after redirects; empty when the site was not reached",
      ({ row }) => row.homepageUrl,
    ),
    column("audited_at", "When the audit ended, UTC, ISO 8601", ({ row }) => row.auditedAt),
    column("applicable", "Mandatory outcomes that apply: the denominator", ({ row }) => row.interval.n),
    column("decidable", "Of these, how many can be told from outside at all", ({ row }) => row.decidable),
    column(
      "low",
      "Lower bound of the share delivered, 0 to 1, unrounded; empty when nothing applies",
      ({ row }) => (row.interval.n === 0 ? null : row.interval.low),
    ),
    column("high", "Upper bound, 0 to 1, unrounded", ({ row }) =>
      row.interval.n === 0 ? null : row.interval.high,
    ),
    column("low_percent", "Lower bound in per cent, rounded down", ({ row }) => row.interval.lowPercent),
    column("high_percent", "Upper bound in per cent, rounded up", ({ row }) => row.interval.highPercent),
    column("met", "Mandatory outcomes met", ({ row }) => row.counts.met),
    column("partly_met", "Mandatory outcomes partly met", ({ row }) => row.counts["partly-met"]),
    column(
      "cannot_tell",
      "Mandatory outcomes that could not be told",
      ({ row }) => row.counts["cannot-tell"],
    ),
    column("not_met", "Mandatory outcomes not met", ({ row }) => row.counts["not-met"]),
    column(
      "not_applicable",
      "Mandatory outcomes that do not apply",
      ({ row }) => row.counts["not-applicable"],
    ),
    column(
      "best_place",
      "Best place it may hold among ranked authorities of its type; empty when not ranked",
      ({ best }) => best,
    ),
    column("worst_place", "Worst place it may hold", ({ worst }) => worst),
    column("peers", "Ranked authorities of its type, itself included", ({ peers }) => peers),
    column("not_ranked", "Why it is not ranked; empty when it is", ({ notRanked }) => notRanked),
    column(
      "untold_share",
      "Share of decidable outcomes left open for reasons of the visit, 0 to 1; above 0.3 there is no place",
      ({ row }) => row.gate.untoldShare,
    ),
    column("pages_found", "Addresses found", ({ row }) => row.coverage.pagesFound),
    column("pages_fetched", "Pages read, series not counted", ({ row }) => row.coverage.pagesFetched),
    column(
      "pages_in_series",
      "Pages read as members of a series (councillors, A–Z letters)",
      ({ row }) => row.coverage.pagesInSeries,
    ),
    column("pages_in_browser", "Pages opened in a browser", ({ row }) => row.coverage.pagesInBrowser),
    column("pages_failed", "Requests that failed", ({ row }) => row.coverage.pagesFailed),
    column(
      "pages_disallowed",
      "Addresses that robots.txt keeps this tool from",
      ({ row }) => row.coverage.pagesDisallowed,
    ),
    column(
      "stopped_by",
      "Why the visit ended: exhausted, page-budget, time-budget, blocked or unreachable",
      ({ row }) => row.coverage.stoppedBy,
    ),
    column(
      "report",
      "Its report, relative to the folder above this file",
      ({ row }) => `authorities/${row.folder}/index.html`,
    ),
  ],
};

export interface FoundRow {
  row: NationalRow;
  finding: AuditDocument["findings"][number];
}

export const findingsTable: DataTable<FoundRow> = {
  file: "findings",
  about: "One line for each authority and outcome: the verdict, why, and the first piece of its evidence.",
  json: true,
  columns: [
    column("authority", "Key of the authority, as in authorities.csv", ({ row }) => row.key),
    column("outcome", "Outcome, such as 12-m1", ({ finding }) => finding.outcome),
    column("title", "Its title", ({ finding }) => finding.title),
    column("area", "Area of the paper, 1 to 14; empty for today's duties", ({ finding }) => finding.area),
    column("class", "mandatory, best-practice, discretionary or duty", ({ finding }) => finding.class),
    column(
      "verdict",
      "met, partly-met, not-met, cannot-tell or not-applicable",
      ({ finding }) => finding.verdict,
    ),
    column("reason", "Key of the reason for the verdict", ({ finding }) => finding.reason),
    column(
      "level",
      "Evidence ladder: 0 nothing, 1 information, 2 form to download or contact, 3 form online, 4 transaction online; empty where the outcome has none",
      ({ finding }) => finding.level,
    ),
    column(
      "points_low",
      "Least points it counts for, 0 to 1; empty when not applicable",
      ({ finding }) => pointsOf(finding)?.[0] ?? null,
    ),
    column("points_high", "Most points it counts for", ({ finding }) => pointsOf(finding)?.[1] ?? null),
    column("probe", "Probe that judged, and its version", ({ finding }) => finding.probe),
    column("summary", "The verdict in a sentence", ({ finding }) => finding.summary),
    column("remedy", "What to do; empty where nothing is to be done", ({ finding }) => finding.remedy),
    column(
      "evidence_count",
      "Pieces of evidence, those of its parts not counted",
      ({ finding }) => finding.evidence.length,
    ),
    column("evidence_url", "Address of the first piece", ({ finding }) => finding.evidence[0]?.url ?? null),
    column(
      "report",
      "Where the report shows it, relative to the folder above this file",
      ({ row, finding }) => `authorities/${row.folder}/index.html#outcome-${finding.outcome}`,
    ),
  ],
};

export interface EvidenceRow {
  row: NationalRow;
  outcome: string;
  limb: string;
  evidence: AuditDocument["findings"][number]["evidence"][number];
}

export const evidenceTable: DataTable<EvidenceRow> = {
  file: "evidence",
  about: "Every piece of evidence. As JSON it is in each authority's own index.json.",
  json: false,
  columns: [
    column("authority", "Key of the authority, as in authorities.csv", ({ row }) => row.key),
    column("outcome", "Outcome", ({ outcome }) => outcome),
    column("limb", "Letter of the part of the outcome it is for; empty for the whole", ({ limb }) => limb),
    column("url", "Where it was found", ({ evidence }) => evidence.url),
    column("found", "What was found", ({ evidence }) => evidence.found),
    column(
      "excerpt",
      "As the page has it, at most 300 characters; people's contact details masked",
      ({ evidence }) => evidence.excerpt,
    ),
    column(
      "retrieved_at",
      "When the page was retrieved, UTC, ISO 8601",
      ({ evidence }) => evidence.retrievedAt,
    ),
    column(
      "sha256",
      "SHA-256 of the page's body as received; empty for a request that gave none",
      ({ evidence }) => evidence.sha256,
    ),
  ],
};

export function evidenceRows(row: NationalRow, document: AuditDocument): EvidenceRow[] {
  return document.findings.flatMap((finding) => [
    ...finding.evidence.map((evidence) => ({ row, outcome: finding.outcome, limb: "", evidence })),
    ...finding.limbs.flatMap((limb) =>
      limb.evidence.map((evidence) => ({ row, outcome: finding.outcome, limb: limb.key, evidence })),
    ),
  ]);
}

export interface AreaRow {
  row: NationalRow;
  score: NationalRow["areas"][number];
}

export const areasTable: DataTable<AreaRow> = {
  file: "areas",
  about: "One line for each authority and area of the paper: interval and counts of its mandatory outcomes.",
  json: true,
  columns: [
    column("authority", "Key of the authority, as in authorities.csv", ({ row }) => row.key),
    column("area", "Area of the paper, 1 to 14", ({ score }) => score.area),
    column("applicable", "Mandatory outcomes of the area that apply", ({ score }) => score.n),
    column("low", "Lower bound, 0 to 1, unrounded; empty when nothing applies", ({ score }) =>
      score.n === 0 ? null : score.low,
    ),
    column("high", "Upper bound, 0 to 1, unrounded", ({ score }) => (score.n === 0 ? null : score.high)),
    column("met", "Met", ({ score }) => score.counts.met),
    column("partly_met", "Partly met", ({ score }) => score.counts["partly-met"]),
    column("cannot_tell", "Cannot tell", ({ score }) => score.counts["cannot-tell"]),
    column("not_met", "Not met", ({ score }) => score.counts["not-met"]),
  ],
};

interface OutcomeRow {
  outcome: Nation["outcomes"][number];
  counts: ReturnType<typeof countsFor>;
}

export const outcomesTable: DataTable<OutcomeRow> = {
  file: "outcomes",
  about: "One line for each outcome over all authorities, with the bounds of the true share that meets it.",
  json: true,
  columns: [
    column("outcome", "Outcome", ({ outcome }) => outcome.id),
    column("title", "Its title", ({ outcome }) => outcome.title),
    column("area", "Area of the paper; empty for today's duties", ({ outcome }) => outcome.area),
    column("class", "mandatory, best-practice, discretionary or duty", ({ outcome }) => outcome.class),
    column("applicable", "Authorities it applies to: the denominator", ({ counts }) => applicable(counts)),
    column("met", "Met", ({ counts }) => counts.met),
    column("partly_met", "Partly met", ({ counts }) => counts["partly-met"]),
    column("cannot_tell", "Cannot tell", ({ counts }) => counts["cannot-tell"]),
    column("not_met", "Not met", ({ counts }) => counts["not-met"]),
    column("not_applicable", "Does not apply", ({ counts }) => counts["not-applicable"]),
    column("share_met_low", "Met ÷ applicable, 0 to 1", ({ counts }) => share(counts.met, counts)),
    column("share_met_high", "(Met + cannot tell) ÷ applicable, 0 to 1", ({ counts }) =>
      share(counts.met + counts["cannot-tell"], counts),
    ),
  ],
};

function share(part: number, counts: OutcomeRow["counts"]): number | null {
  const n = applicable(counts);
  return n === 0 ? null : part / n;
}

export function outcomeRows(nation: Nation): OutcomeRow[] {
  return nation.outcomes.map((outcome) => ({ outcome, counts: countsFor(nation.rows, outcome.id) }));
}

export const changesTable: DataTable<NationalChange> = {
  file: "changes",
  about: "Verdicts that differ from the authority's last audit in an earlier night.",
  json: true,
  columns: [
    column("authority", "Key of the authority, as in authorities.csv", (one) => one.key),
    column("outcome", "Outcome", (one) => one.outcome),
    column("title", "Its title", (one) => outcomeOf(one.outcome)?.title ?? null),
    column("before", "Verdict of the earlier night", (one) => one.before),
    column("after", "Verdict now", (one) => one.after),
    column(
      "cause",
      "site: the website changed; rules: a newer probe judged; sight: one of the visits was blocked or cut short",
      (one) => one.cause,
    ),
  ],
};

type NightRow = ReturnType<typeof nightsOf>[number];

export const trendsTable: DataTable<NightRow> = {
  file: "trends",
  about: "Mandatory verdicts night by night. Authorities and rules may differ from night to night.",
  json: true,
  columns: [
    column("run", "Identifier of the night", (night) => night.runId),
    column("finished_at", "When it ended, UTC, ISO 8601", (night) => night.finishedAt),
    column("authorities", "Authorities audited", (night) => night.authorities),
    column("met", "Mandatory verdicts: met", (night) => night.counts.met),
    column("partly_met", "Partly met", (night) => night.counts["partly-met"]),
    column("cannot_tell", "Cannot tell", (night) => night.counts["cannot-tell"]),
    column("not_met", "Not met", (night) => night.counts["not-met"]),
    column("not_applicable", "Does not apply", (night) => night.counts["not-applicable"]),
  ],
};

/** What the dictionary lists, in its order. */
export const DATA_TABLES: readonly Pick<DataTable<never>, "file" | "about" | "json" | "columns">[] = [
  authoritiesTable,
  findingsTable,
  evidenceTable,
  areasTable,
  outcomesTable,
  changesTable,
  trendsTable,
];

interface DictionaryRow {
  file: string;
  column: string;
  meaning: string;
}

export const dictionaryTable: DataTable<DictionaryRow> = {
  file: "dictionary",
  about: "What every column of every file means.",
  json: true,
  columns: [
    column("file", "File", (one) => one.file),
    column("column", "Column, and key in JSON", (one) => one.column),
    column("meaning", "Meaning, unit and allowed values", (one) => one.meaning),
  ],
};

export function dictionaryRows(): DictionaryRow[] {
  return [...DATA_TABLES, dictionaryTable].flatMap((table) =>
    table.columns.map(({ name, meaning }) => ({ file: table.file, column: name, meaning })),
  );
}

export function placedRow(nation: Pick<Nation, "standings">, row: NationalRow): PlacedRow {
  const standing = nation.standings.get(row.key);
  if (standing && "rank" in standing) {
    const { best, worst, of } = standing.rank;
    return { row, best, worst, peers: of, notRanked: null };
  }
  return { row, best: null, worst: null, peers: null, notRanked: standing?.notRanked ?? null };
}
