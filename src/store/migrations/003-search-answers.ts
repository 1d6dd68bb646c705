import type { Knex } from "knex";

/**
 * What sites' own searches answered, remembered from night to night. Laid out as pages are: the visit is what differs
 * from night to night, the results are kept once under their hash, beside the pages' readings.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable("audit_search_answers", (table) => {
    table.increments("id");
    table.integer("audit_id").notNullable().references("audits.id");
    // Of the address that was asked for, wherever it led.
    table.string("url_key", 32).notNullable();
    table.text("visit").notNullable();
    table.string("reading", 64).notNullable().references("readings.sha256");
    table.unique(["audit_id", "url_key"]);
    table.index("reading");
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable("audit_search_answers");
}
