import { join } from "node:path";
import { earlOf } from "../../reports/authority/earl.js";
import { type AuthorityReportInput, renderAuthorityReport } from "../../reports/authority/report.js";
import { save } from "./audit.js";
import type { PdfPrinter } from "./pdf-printer.js";

/** Writes one authority's report in all its forms into a folder of its own. */
export async function saveAuthority(
  folder: string,
  input: AuthorityReportInput,
  printer: PdfPrinter | null,
): Promise<void> {
  const earl = earlOf(input.document);
  const files = [
    { href: "index.json", title: "The whole audit as JSON, format council-audit/1" },
    ...(earl === null ? [] : [{ href: "earl.json", title: "Accessibility results as EARL 1.0 (JSON-LD)" }]),
    ...(printer === null ? [] : [{ href: "report.pdf", title: "This report as PDF" }]),
  ];
  save(join(folder, "index.html"), renderAuthorityReport({ ...input, files }));
  save(join(folder, "index.json"), `${JSON.stringify(input.document, null, 2)}\n`);
  if (earl !== null) save(join(folder, "earl.json"), earl);
  // On paper nothing lies beside the report.
  if (printer !== null)
    save(join(folder, "report.pdf"), await printer.print(renderAuthorityReport({ ...input, above: [] })));
}
