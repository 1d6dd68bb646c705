import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { changesBetween } from "../../reports/authority/changes.js";
import type { AuthorityReportInput } from "../../reports/authority/report.js";
import {
  areasTable,
  authoritiesTable,
  changesTable,
  dictionaryRows,
  dictionaryTable,
  evidenceRows,
  evidenceTable,
  findingsTable,
  outcomeRows,
  outcomesTable,
  placedRow,
  trendsTable,
} from "../../reports/national/data-tables.js";
import { standings } from "../../reports/national/league.js";
import {
  type Nation,
  type NationalChange,
  TYPE_TITLES,
  type Unaudited,
} from "../../reports/national/nation.js";
import { nightsOf } from "../../reports/national/nights.js";
import { FolderNames, type NationalRow, nationalRow } from "../../reports/national/row.js";
import { nationalPages, STYLE_SHEET } from "../../reports/national/site.js";
import type { AuditDocument } from "../audit/types.js";
import type { Register } from "../authorities/register.js";
import { outcomesOf } from "../outcomes/catalogue.js";
import { type Attestation, type RunRecord, type Store, subjectKey } from "../store/types.js";
import { saveAuthority } from "./authority-files.js";
import { DataFile, writeDataFile } from "./data-file.js";
import type { PdfPrinter } from "./pdf-printer.js";
import { save } from "./save.js";

/** Nights that the trends go back. */
const NIGHTS = 90;

export interface SiteWritten {
  authorities: number;
  pages: number;
}

/**
 * The national site of a night. The documents are read twice, one at a time: first for the places of all, then for
 * each authority's own report; between the two only some kilobytes an authority are kept.
 */
export async function writeNationalSite(
  store: Store,
  run: RunRecord,
  register: Register,
  output: string,
  printer: PdfPrinter | null,
): Promise<SiteWritten> {
  const options: SiteOptions = {
    pdf: printer !== null,
    above: null,
    report: (row, input) => saveAuthority(join(output, "authorities", row.folder), input, printer),
  };
  const { nation, pages } = await writePages(store, run, register, output, options);
  return { authorities: nation.rows.length, pages };
}

/**
 * The same without the authorities' own reports, which are most of its bulk: {@link nationalReport} makes each of them
 * when somebody asks for it.
 */
export async function writeNationalPages(
  store: Store,
  run: RunRecord,
  register: Register,
  output: string,
  above: Nation["above"],
): Promise<Nation> {
  const { nation } = await writePages(store, run, register, output, { pdf: false, above, report: null });
  return nation;
}

/** What the report in that folder of the site is made of; null when there is no such folder. */
export async function nationalReport(
  store: Store,
  nation: Nation,
  folder: string,
): Promise<AuthorityReportInput | null> {
  const row = nation.rows.find((one) => one.folder === folder);
  if (!row) return null;
  const attested = await attestationsBySlug(store, nation.run);
  for await (const pair of store.documentPairs(nation.run.id, row.key)) {
    return reportInput(nation, row, pair, attested);
  }
  return null;
}

interface SiteOptions {
  /** Whether there is a PDF beside each report. */
  pdf: boolean;
  above: Nation["above"];
  /** Takes each authority's report; null when they are not made now. */
  report: ((row: NationalRow, input: AuthorityReportInput) => Promise<void>) | null;
}

async function writePages(
  store: Store,
  run: RunRecord,
  register: Register,
  output: string,
  { pdf, above, report }: SiteOptions,
): Promise<{ nation: Nation; pages: number }> {
  const rows = await readRows(store, run, register);
  const found: FoundNation = {
    run,
    outcomes: outcomesOf(run.duties),
    rows,
    unaudited: await readUnaudited(store, run, register),
    standings: standings(rows),
    pdf,
    above,
  };
  const { changes, panel } = await writeAuthorities(store, found, output, report);
  const history = (await store.history(NIGHTS)).filter(
    (night) => run.finishedAt === null || night.finishedAt <= run.finishedAt,
  );
  const nation: Nation = { ...found, changes, panel, history };
  writeSummaries(nation, join(output, "data"));
  save(join(output, STYLE_SHEET.path), STYLE_SHEET.text);
  let pages = 0;
  for (const page of nationalPages(nation)) {
    save(join(output, ...page.path.split("/")), page.html);
    // Each takes a moment, and a server answers others meanwhile.
    await setImmediate();
    pages++;
  }
  return { nation, pages };
}

async function readRows(store: Store, run: RunRecord, register: Register): Promise<NationalRow[]> {
  const rows: NationalRow[] = [];
  const folders = new FolderNames();
  for await (const document of store.documents(run.id)) {
    const key = keyOf(document);
    rows.push(
      nationalRow(document, { key, folder: folders.of(key), region: register.get(key)?.region ?? null }),
    );
  }
  return rows;
}

export function keyOf(document: AuditDocument): string {
  return document.authority
    ? subjectKey(document.authority, document.site.requested)
    : new URL(document.site.requested).host;
}

async function readUnaudited(store: Store, run: RunRecord, register: Register): Promise<Unaudited[]> {
  const audits = await store.audits(run.id);
  return audits
    .filter((audit) => audit.state !== "done")
    .map(({ subject, requestedUrl, state, failure }) => ({
      name: subject.name,
      type: subject.type,
      region: (subject.slug ? register.get(subject.slug)?.region : null) ?? null,
      requestedUrl,
      why: state === "failed" ? (failure ?? "the audit failed.") : "not audited yet when this was written.",
    }));
}

type FoundNation = Omit<Nation, "changes" | "panel" | "history">;

async function writeAuthorities(
  store: Store,
  found: FoundNation,
  output: string,
  report: SiteOptions["report"],
): Promise<{ changes: NationalChange[]; panel: number }> {
  const attested = await attestationsBySlug(store, found.run);
  const rows = new Map(found.rows.map((row) => [row.key, row]));
  const changes: NationalChange[] = [];
  let panel = 0;
  const findings = new DataFile(join(output, "data"), findingsTable);
  const evidence = new DataFile(join(output, "data"), evidenceTable);
  try {
    for await (const pair of store.documentPairs(found.run.id)) {
      const { document, before } = pair;
      const row = rows.get(keyOf(document));
      if (!row) continue;
      await report?.(row, reportInput(found, row, pair, attested));
      findings.add(document.findings.map((finding) => ({ row, finding })));
      evidence.add(evidenceRows(row, document));
      if (!before) continue;
      panel++;
      changes.push(...changesOf(row, before, document));
    }
  } finally {
    findings.close();
    evidence.close();
  }
  return { changes, panel };
}

function reportInput(
  { above, standings }: FoundNation,
  row: NationalRow,
  pair: { document: AuditDocument; before: AuditDocument | null },
  attested: Map<string, Attestation[]>,
): AuthorityReportInput {
  const standing = standings.get(row.key);
  return {
    ...pair,
    rank: standing && "rank" in standing ? standing.rank : null,
    notRanked: standing && "notRanked" in standing ? standing.notRanked : null,
    attestations: attested.get(row.key) ?? [],
    above: [
      ...(above ? [{ ...above, href: `../../${above.href}` }] : []),
      { href: "../../index.html", title: "All authorities" },
      ...(row.type === null ? [] : [{ href: `../../types/${row.type}.html`, title: TYPE_TITLES[row.type] }]),
    ],
  };
}

function changesOf(row: NationalRow, before: AuditDocument, after: AuditDocument): NationalChange[] {
  const byCause = changesBetween(before, after);
  return (["site", "rules", "sight"] as const).flatMap((cause) =>
    byCause[cause].map((changed) => ({
      key: row.key,
      outcome: changed.after.outcome,
      before: changed.before.verdict,
      after: changed.after.verdict,
      cause,
    })),
  );
}

export async function attestationsBySlug(
  store: Store,
  run: Pick<RunRecord, "startedAt">,
): Promise<Map<string, Attestation[]>> {
  const bySlug = new Map<string, Attestation[]>();
  for (const one of await store.attestationsOn(run.startedAt.slice(0, 10))) {
    bySlug.set(one.authoritySlug, [...(bySlug.get(one.authoritySlug) ?? []), one]);
  }
  return bySlug;
}

function writeSummaries(nation: Nation, folder: string): void {
  writeDataFile(
    folder,
    authoritiesTable,
    nation.rows.map((row) => placedRow(nation, row)),
  );
  writeDataFile(
    folder,
    areasTable,
    nation.rows.flatMap((row) => row.areas.map((score) => ({ row, score }))),
  );
  writeDataFile(folder, outcomesTable, outcomeRows(nation));
  writeDataFile(folder, changesTable, nation.changes);
  writeDataFile(folder, trendsTable, nightsOf(nation));
  writeDataFile(folder, dictionaryTable, dictionaryRows());
}
