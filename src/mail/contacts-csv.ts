import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { z } from "zod";
import type { Register } from "../authorities/register.js";
import { messageOf, UsageError } from "../errors.js";
import { type Contact, emailKey, type MailStop } from "../store/mail-records.js";
import { emailAddress, hasControls } from "./sender.js";

/** A line of the list that cannot be taken. */
export interface BadLine {
  /** As an editor counts them; the header is line 1. */
  line: number;
  why: string;
}

const words = z
  .string()
  .trim()
  .max(200, { error: "is longer than 200 characters" })
  .refine((text) => !hasControls(text), { error: "holds a line end or control character" })
  .transform((text) => text || null);

const row = z.object({
  authority: z.string().trim().min(1, { error: "is empty" }),
  email: emailAddress,
  name: words.default(null),
  role: words.default(null),
});

/**
 * Contacts from CSV with the columns authority (GSS code, slug or name), email, and if you like name and role. Several
 * lines may name one authority.
 * @throws UsageError when it is no CSV, or a needed column is missing.
 */
export function readContacts(bytes: Uint8Array, register: Register): { contacts: Contact[]; bad: BadLine[] } {
  const contacts: Contact[] = [];
  const bad: BadLine[] = [];
  const seen = new Map<string, number>();
  for (const { record, line } of recordsOf(textOf(bytes))) {
    const read = contactOf(record, register);
    if (typeof read === "string") {
      bad.push({ line, why: read });
      continue;
    }
    const key = `${read.authoritySlug} ${emailKey(read.email)}`;
    const earlier = seen.get(key);
    if (earlier !== undefined) {
      bad.push({ line, why: `${read.email} stands for the same authority in line ${earlier} already` });
      continue;
    }
    seen.set(key, line);
    contacts.push(read);
  }
  return { contacts, bad };
}

/** The list as it was, with what is known of each address; it can be imported again. */
export function writeContacts(contacts: readonly (Contact & { stop: MailStop | null })[]): string {
  return stringify(
    contacts.map((one) => [
      one.authoritySlug,
      one.email,
      keepQuote(one.name ?? ""),
      keepQuote(one.role ?? ""),
      one.stop ? `${one.stop.reason} ${one.stop.since.slice(0, 10)}` : "",
    ]),
    // Spreadsheets run cells that begin like a formula.
    { header: true, columns: ["authority", "email", "name", "role", "stopped"], escape_formulas: true },
  );
}

function contactOf(record: Record<string, string>, register: Register): Contact | string {
  const parsed = row.safeParse(record);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const column = String(issue?.path[0] ?? "");
    const value = hasControls(record[column] ?? "") ? "" : ` "${(record[column] ?? "").slice(0, 80)}"`;
    return `${column}${value} ${issue?.message ?? "is not understood"}`;
  }
  const { authority, ...rest } = parsed.data;
  const found = register.find(authority);
  const living = found.filter((one) => one.validTo === null);
  const [only, second] = living.length > 0 ? living : found;
  if (!only) return `authority "${authority.slice(0, 80)}" is not in the register`;
  if (second) return `authority "${authority.slice(0, 80)}" is the name of several: give the GSS code`;
  return { authoritySlug: only.slug, ...rest };
}

interface CsvRecord {
  line: number;
  record: Record<string, string>;
}

function recordsOf(text: string): CsvRecord[] {
  let rows: { record: string[]; info: { lines: number } }[];
  try {
    rows = parse(text, {
      bom: true,
      skip_empty_lines: true,
      relax_column_count: true,
      info: true,
    }) as unknown as typeof rows;
  } catch (error) {
    throw new UsageError(`the list is no CSV: ${messageOf(error)}`);
  }
  const [head, ...body] = rows;
  const columns = (head?.record ?? []).map((one) => one.trim().toLowerCase());
  for (const needed of ["authority", "email"]) {
    if (!columns.includes(needed))
      throw new UsageError(
        `the list has no column "${needed}"; its first line must name the columns: authority,email,name,role`,
      );
  }
  return body.map(({ record, info }) => ({
    line: info.lines,
    record: Object.fromEntries(columns.map((column, at) => [column, unescapeFormula(record[at] ?? "")])),
  }));
}

/** A formula as spreadsheets know it, full-width signs included, behind quotes that may stand before it. */
const QUOTED_FORMULA = /^'+[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;

/** A cell that itself begins with a quote and a formula gets one more, so that import takes off only what export put on. */
function keepQuote(cell: string): string {
  return QUOTED_FORMULA.test(cell) ? `'${cell}` : cell;
}

/** What `escape_formulas` put before a cell when the list was exported. */
function unescapeFormula(cell: string): string {
  return QUOTED_FORMULA.test(cell) ? cell.slice(1) : cell;
}

/** UTF-8, or what older spreadsheets write. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
