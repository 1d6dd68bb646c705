import { createHash } from "node:crypto";
import type { Knex } from "knex";
import pRetry from "p-retry";

// SQLite compiles a many-row insert into a compound SELECT, of which it takes 500 terms at most.
const ROWS_AT_ONCE = 100;

export async function insertRows(
  trx: Knex,
  table: string,
  rows: readonly Record<string, unknown>[],
  onConflict?: { columns: string[]; do: "ignore" | "merge" },
): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    const insert = trx(table).insert(rows.slice(start, start + ROWS_AT_ONCE));
    if (!onConflict) await insert;
    else if (onConflict.do === "ignore") await insert.onConflict(onConflict.columns).ignore();
    else await insert.onConflict(onConflict.columns).merge();
  }
}

/** The same for rows of which later ones take the place of earlier ones: one statement may not name a row twice. */
export async function mergeRows(
  trx: Knex,
  table: string,
  rows: readonly Record<string, unknown>[],
  columns: string[],
): Promise<void> {
  const last = new Map(rows.map((row) => [columns.map((column) => row[column]).join(" "), row]));
  await insertRows(trx, table, [...last.values()], { columns, do: "merge" });
}

/** Which of the hashes the table already holds. */
export async function knownHashes(
  database: Knex,
  table: "bodies" | "readings" | "examinations",
  hashes: Iterable<string>,
): Promise<Set<string>> {
  const asked = [...new Set(hashes)];
  const known = new Set<string>();
  for (let start = 0; start < asked.length; start += 500) {
    const rows = await database(table)
      .whereIn("sha256", asked.slice(start, start + 500))
      .pluck("sha256");
    for (const hash of rows) known.add(hash);
  }
  return known;
}

/**
 * Runs the work again when a record it leant on was pruned by another process between look-up and insert; the foreign
 * keys are what notices.
 */
export async function againWhenPruned<T>(work: () => Promise<T>): Promise<T> {
  return pRetry(work, {
    retries: 3,
    minTimeout: 20,
    shouldRetry: ({ error }) => isPruned(error),
  });
}

/** A record that was leant on is gone; SQLite and PostgreSQL both name the foreign key. */
export function isPruned(error: unknown): boolean {
  return error instanceof Error && /foreign key/i.test(error.message);
}

export function urlKey(url: string): string {
  return createHash("sha256").update(url).digest("hex").slice(0, 32);
}

/** Text for a text column: PostgreSQL takes no NUL, and hostile pages have them. */
export function plainText(text: string): string {
  return text.replaceAll("\0", "");
}
