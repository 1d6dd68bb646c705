import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { openStore } from "../../src/store/open.js";
import type { SqlStore } from "../../src/store/sql-store.js";
import { type PostgresServer, startPostgres } from "./postgres.js";

export const DATABASES = ["SQLite", "PostgreSQL"] as const;

export interface TestDatabases {
  newUrl(): Promise<string>;
  /** A store in a database of its own; closed when the tests of the block are over. */
  newStore(clock?: () => number): Promise<SqlStore>;
  closeAfterwards(store: SqlStore): SqlStore;
}

/** Call inside a describe block: one server, or one folder, for all its tests. */
export function databasesFor(kind: (typeof DATABASES)[number]): TestDatabases {
  const open: SqlStore[] = [];
  let server: PostgresServer | null = null;
  let folder = "";
  let count = 0;
  beforeAll(async () => {
    if (kind === "PostgreSQL") server = await startPostgres();
    else folder = await mkdtemp(join(tmpdir(), "council-audit-store-"));
  });
  afterAll(async () => {
    await Promise.all(open.map((store) => store.close()));
    await server?.stop();
    if (folder) await rm(folder, { recursive: true, force: true });
  });
  const newUrl = async () => {
    count += 1;
    return server ? server.newDatabase() : `sqlite:${join(folder, `${count}.db`)}`;
  };
  const closeAfterwards = (store: SqlStore) => {
    open.push(store);
    return store;
  };
  return {
    newUrl,
    closeAfterwards,
    newStore: async (clock) => closeAfterwards(await openStore(await newUrl(), clock)),
  };
}
