import { join } from "node:path";
import { auditForms } from "../../reports/authority/forms.js";
import { type AuthorityReportInput, renderAuthorityReport } from "../../reports/authority/report.js";
import type { PdfPrinter } from "./pdf-printer.js";
import { save } from "./save.js";

/** Writes one authority's report in all its forms into a folder of its own. */
export async function saveAuthority(
  folder: string,
  input: AuthorityReportInput,
  printer: PdfPrinter | null,
): Promise<void> {
  const forms = auditForms(input.document);
  const files = printer === null ? forms : [...forms, { href: "report.pdf", title: "This report as PDF" }];
  save(join(folder, "index.html"), renderAuthorityReport({ ...input, files }));
  for (const form of forms) save(join(folder, form.href), form.text());
  // On paper nothing lies beside the report.
  if (printer !== null)
    save(join(folder, "report.pdf"), await printer.print(renderAuthorityReport({ ...input, above: [] })));
}
