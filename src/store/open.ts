import { openDatabase } from "./database.js";
import { SqlStore } from "./sql-store.js";

export { UnusableDatabaseError } from "./database.js";

/**
 * The store that DATABASE_URL names, with the newest schema.
 * @throws UnusableDatabaseError when it cannot be opened, reached or written; its message is one line for a person.
 */
export async function openStore(databaseUrl: string, clock: () => number = Date.now): Promise<SqlStore> {
  return new SqlStore(await openDatabase(databaseUrl), clock);
}
