import { stringify } from "csv-stringify/sync";
import { displayText } from "../look/text.js";

export type Cell = string | number | null;

/**
 * Lines of CSV (RFC 4180: CRLF). Text that a spreadsheet would run as a formula gets an apostrophe before it
 * (CWE-1236); line breaks become spaces and unseen marks go, so that a record stays on its line. Numbers stay numbers.
 */
export function csvLines(rows: readonly (readonly Cell[])[]): string {
  return stringify(
    rows.map((row) => row.map((cell) => (typeof cell === "string" ? plainCell(cell) : cell))),
    { escape_formulas: true, record_delimiter: "\r\n" },
  );
}

/** A spreadsheet cell holds 32,767 characters. */
const LONGEST_CELL = 32_000;

function plainCell(text: string): string {
  return displayText(text, LONGEST_CELL).replace(/\s+/g, " ").trim();
}

/** Byte order mark: without it Excel takes UTF-8 for a local code page. */
export const BOM = "\uFEFF";
