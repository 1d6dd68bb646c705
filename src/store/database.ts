import { isAbsolute } from "node:path";
import knex, { type Knex } from "knex";
import { migrationSource } from "./migrations/index.js";

/** A database that cannot be opened, reached or written. One line for the person who set DATABASE_URL; not worth a retry. */
export class UnusableDatabaseError extends Error {
  override readonly name = "UnusableDatabaseError";
}

export type DatabaseAddress =
  | { client: "sqlite3"; filename: string }
  | { client: "pg"; connectionString: string };

const FORMS = "use sqlite:FILE or postgres://USER@HOST/DATABASE";
const BUSY_TIMEOUT_MS = 30_000;
const CONNECT_TIMEOUT_MS = 10_000;

/**
 * What DATABASE_URL names.
 * @throws UnusableDatabaseError when it is neither `sqlite:FILE` nor `postgres://…`.
 */
export function databaseAddress(databaseUrl: string): DatabaseAddress {
  const url = databaseUrl.trim();
  if (/^postgres(ql)?:\/\//i.test(url)) {
    if (!URL.canParse(url)) throw new UnusableDatabaseError(`DATABASE_URL is not a valid address: ${FORMS}`);
    return { client: "pg", connectionString: url };
  }
  const file = /^sqlite:(.+)$/is.exec(url)?.[1];
  if (!file) throw new UnusableDatabaseError(`DATABASE_URL "${scheme(url)}" is not understood: ${FORMS}`);
  const filename = file.startsWith("//") ? file.slice(2) : file;
  if (filename === "") throw new UnusableDatabaseError(`DATABASE_URL names no file: ${FORMS}`);
  return { client: "sqlite3", filename };
}

/**
 * An open, writable database with the newest schema.
 * @throws UnusableDatabaseError
 */
export async function openDatabase(databaseUrl: string): Promise<Knex> {
  const address = databaseAddress(databaseUrl);
  const database = address.client === "pg" ? openPostgres(address) : openSqlite(address);
  try {
    await assertWritable(database);
    await migrate(database);
    return database;
  } catch (error) {
    await database.destroy();
    throw error instanceof UnusableDatabaseError ? error : unusable(address, error);
  }
}

/**
 * Brings the schema to the newest version, in one transaction that one process at a time is let into: knex's own
 * lock is a row that two first-comers both insert, after which nobody ever gets it, and that a killed process leaves.
 */
export async function migrate(database: Knex): Promise<void> {
  await database.transaction(async (trx) => {
    // SQLite's write lock comes with the first write; PostgreSQL's advisory lock goes when the transaction ends.
    await trx.raw(
      isPostgres(database) ? "SELECT pg_advisory_xact_lock(20050401)" : "PRAGMA user_version = 1",
    );
    await trx.migrate.latest({ migrationSource });
  });
}

export function isPostgres(database: Knex): boolean {
  return database.client.config.client === "pg";
}

// Standard output belongs to results, and knex would write its warnings there; what matters is thrown as well.
const SILENT = { warn() {}, error() {}, debug() {}, deprecate() {} };

function openSqlite(address: { filename: string }): Knex {
  return knex({
    client: "sqlite3",
    connection: { filename: address.filename },
    useNullAsDefault: true,
    log: SILENT,
    // SQLite has one writer; one connection makes the queue for it ours instead of a lock error.
    pool: {
      min: 1,
      max: 1,
      afterCreate(connection: SqliteConnection, done: (error: Error | null, connection: unknown) => void) {
        connection.exec(PRAGMAS, (error) => done(error, connection));
      },
    },
    acquireConnectionTimeout: 10 * BUSY_TIMEOUT_MS,
  });
}

interface SqliteConnection {
  exec(sql: string, done: (error: Error | null) => void): void;
}

// WAL with synchronous NORMAL survives the death of the process at any moment; only a power cut may cost the last page.
const PRAGMAS = `
  PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS};
  PRAGMA auto_vacuum = INCREMENTAL;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA foreign_keys = ON;
`;

function openPostgres(address: { connectionString: string }): Knex {
  return knex({
    client: "pg",
    connection: {
      connectionString: address.connectionString,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      application_name: "council-audit",
    },
    pool: { min: 0, max: 8 },
    log: SILENT,
  });
}

async function assertWritable(database: Knex): Promise<void> {
  if (isPostgres(database)) {
    const answer = await database.raw("SHOW default_transaction_read_only");
    if (answer.rows[0]?.default_transaction_read_only === "on") throw new Error("it is read-only");
    return;
  }
  await database.raw("BEGIN IMMEDIATE");
  await database.raw("ROLLBACK");
}

function unusable(address: DatabaseAddress, error: unknown): UnusableDatabaseError {
  return new UnusableDatabaseError(`cannot use ${nameOf(address)}: ${reason(error)}`, { cause: error });
}

function nameOf(address: DatabaseAddress): string {
  if (address.client === "sqlite3") {
    return `the database file ${isAbsolute(address.filename) ? address.filename : `./${address.filename}`}`;
  }
  const url = new URL(address.connectionString);
  return `the PostgreSQL database ${url.host}${url.pathname}`;
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const message = error.message || ("code" in error ? String(error.code) : error.name);
  if (/SQLITE_CANTOPEN/.test(message))
    return "it cannot be opened (does the folder exist, and may it be written?)";
  if (/SQLITE_READONLY/.test(message)) return "it may not be written";
  if (/SQLITE_NOTADB/.test(message)) return "it is not a SQLite database";
  if (/SQLITE_BUSY/.test(message)) return "another process keeps it locked";
  if (/migration directory is corrupt/i.test(message))
    return "it was written by a newer version of council-audit";
  return message.split("\n")[0] ?? message;
}

/** What stands before the colon: never the whole address, which may hold a password. */
function scheme(url: string): string {
  return url.includes(":") ? `${url.slice(0, url.indexOf(":"))}:…` : url.slice(0, 40);
}
