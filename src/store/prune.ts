import type { Knex } from "knex";
import { isPostgres } from "./database.js";

const CRAWL_TABLES = [
  "audit_pages",
  "audit_failures",
  "audit_examinations",
  "audit_search_answers",
  "snapshots",
];
const AUDITS_AT_ONCE = 200;

/** Drops what the crawls of old runs gathered; what was found stays. Running runs are never touched. */
export async function prune(database: Knex, keepRuns: number): Promise<number> {
  if (!Number.isInteger(keepRuns) || keepRuns < 1) {
    throw new RangeError(`at least one run must be kept, not ${keepRuns}`);
  }
  const old = await auditsOfOldRuns(database, keepRuns);
  const dropped = await database.transaction(async (trx) => {
    for (let start = 0; start < old.length; start += AUDITS_AT_ONCE) {
      const ids = old.slice(start, start + AUDITS_AT_ONCE);
      for (const table of CRAWL_TABLES) await trx(table).whereIn("audit_id", ids).delete();
    }
    await dropUnused(trx, "readings", ["audit_pages", "audit_search_answers"], "reading");
    await dropUnused(trx, "examinations", ["audit_examinations"], "examination");
    return dropUnused(trx, "bodies", ["audit_pages"], "body");
  });
  // PostgreSQL's autovacuum does this by itself.
  if (!isPostgres(database)) await database.raw("PRAGMA incremental_vacuum");
  return dropped;
}

async function auditsOfOldRuns(database: Knex, keepRuns: number): Promise<number[]> {
  const kept: number[] = await database("runs").where("state", "running").pluck("seq");
  for (const kind of await database("runs").distinct().pluck("kind")) {
    const newest = await database("runs").where({ kind }).orderBy("seq", "desc").limit(keepRuns).pluck("seq");
    kept.push(...newest);
    // What the next run of the kind compares itself with.
    const sealed = await database("runs")
      .where({ kind, state: "sealed" })
      .orderBy("seq", "desc")
      .first("seq");
    if (sealed) kept.push(sealed.seq);
  }
  return database("audits").whereNotIn("run_seq", kept).pluck("id");
}

function dropUnused(
  trx: Knex.Transaction,
  table: string,
  users: readonly string[],
  column: string,
): Promise<number> {
  const unused = trx(table);
  for (const user of users) {
    unused.whereNotExists(trx(user).select("id").whereRaw(`${user}.${column} = ${table}.sha256`));
  }
  return unused.delete();
}
