import type { Knex } from "knex";

/** How often a run's findings were judged again: who has drawn something from them can tell that it is out of date. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable("runs", (table) => {
    table.integer("revision").notNullable().defaultTo(0);
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable("runs", (table) => {
    table.dropColumn("revision");
  });
}
