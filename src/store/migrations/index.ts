import type { Knex } from "knex";
import * as first from "./001-first.js";
import * as mail from "./002-mail.js";
import * as searchAnswers from "./003-search-answers.js";
import * as revisions from "./004-revisions.js";

/** In order; a name that has been released never changes. To add one: a file beside this one, and a line here. */
const MIGRATIONS: Record<string, Knex.Migration> = {
  "001-first": first,
  "002-mail": mail,
  "003-search-answers": searchAnswers,
  "004-revisions": revisions,
};

/** Migrations as code rather than as a folder that is listed at run time, so that the built program carries them. */
export const migrationSource: Knex.MigrationSource<string> = {
  getMigrations: async () => Object.keys(MIGRATIONS),
  getMigrationName: (name) => name,
  getMigration: async (name) => {
    const migration = MIGRATIONS[name];
    if (!migration) throw new Error(`no migration is called ${name}`);
    return migration;
  },
};
