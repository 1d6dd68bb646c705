import { join, resolve } from "node:path";
import { FolderNames } from "../../reports/national/row.js";
import type { Register } from "../authorities/register.js";
import { EXIT } from "../errors.js";
import { openStore } from "../store/open.js";
import type { RunRecord, Store } from "../store/types.js";
import { saveAuthority } from "./authority-files.js";
import { runAsked } from "./judge.js";
import { writeNationalSite } from "./national-site.js";
import { databaseOf } from "./options.js";
import { openPdfPrinter, type PdfPrinter } from "./pdf-printer.js";
import { singleReports } from "./single-audit.js";
import type { Surroundings } from "./surroundings.js";

export interface ReportFlags {
  run?: string;
  output: string;
  pdf: boolean;
  database?: string;
}

/** `report`: the reports of a stored run, read from findings alone. A night gives the national site, too. */
export async function report(flags: ReportFlags, register: Register, around: Surroundings): Promise<number> {
  const store = await openStore(databaseOf(flags.database, around.environment));
  try {
    const run = await runAsked(store, flags.run);
    const printer = flags.pdf ? await openPdfPrinter(around) : null;
    try {
      const written =
        run.kind === "nightly"
          ? await writeNation(store, run, register, flags.output, printer)
          : await writeAudits(store, run, flags.output, printer);
      around.print(written);
    } finally {
      await printer?.close();
    }
    return EXIT.done;
  } finally {
    await store.close();
  }
}

async function writeNation(
  store: Store,
  run: RunRecord,
  register: Register,
  output: string,
  printer: PdfPrinter | null,
): Promise<string> {
  const { authorities, pages } = await writeNationalSite(store, run, register, output, printer);
  return (
    `Run ${run.id}: reports of ${authorities} authorities, ${pages} national pages, and their data as CSV and JSON.\n` +
    `Open: ${resolve(output, "index.html")}\n`
  );
}

/** A run of single audits has no league: just the report of each. */
async function writeAudits(
  store: Store,
  run: RunRecord,
  output: string,
  printer: PdfPrinter | null,
): Promise<string> {
  const folders = new FolderNames();
  const lines: string[] = [];
  for await (const { key, ...input } of singleReports(store, run)) {
    const folder = join(output, folders.of(key));
    await saveAuthority(folder, input, printer);
    lines.push(`Open: ${resolve(folder, "index.html")}\n`);
  }
  if (lines.length === 0) return `Run ${run.id} holds no finished audit; nothing was written.\n`;
  return `Run ${run.id}: ${lines.length === 1 ? "one report" : `${lines.length} reports`}, with the audit as JSON beside it.\n${lines.join("")}`;
}
