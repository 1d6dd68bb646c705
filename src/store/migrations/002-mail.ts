import type { Knex } from "knex";

/** Who gets reports, who must not be written to, and what was sent to whom. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable("contacts", (table) => {
    table.increments("id");
    table.string("authority_slug").notNullable();
    table.string("email", 320).notNullable();
    // Lower case: nobody has two mailboxes that differ in case alone.
    table.string("email_key", 320).notNullable();
    table.text("name");
    table.text("role");
    table.string("added_at").notNullable();
    table.unique(["authority_slug", "email_key"]);
    table.index("email_key");
  });

  // Apart from the contacts, so that importing the list again does not forget who asked to be left alone.
  await knex.schema.createTable("mail_stops", (table) => {
    table.string("email_key", 320).primary();
    table.string("reason").notNullable();
    table.text("detail");
    table.string("since").notNullable();
  });

  await knex.schema.createTable("outbox", (table) => {
    table.increments("id");
    table.string("run_id").notNullable().references("runs.id");
    table.string("authority_slug").notNullable();
    table.string("recipient", 320).notNullable();
    table.string("recipient_key", 320).notNullable();
    table.text("recipient_name");
    // What the news is told against; null for the first report.
    table.string("before_run_id").references("runs.id");
    table.text("subject");
    table.string("state").notNullable();
    table.integer("attempts").notNullable().defaultTo(0);
    table.string("queued_at").notNullable();
    table.bigInteger("next_attempt_ms").notNullable();
    table.string("claim");
    table.bigInteger("heartbeat_ms");
    // Set before the message's last octets go out: from here on the server may have it though we do not know.
    table.bigInteger("handed_over_ms");
    table.string("settled_at");
    table.text("answer");
    table.unique(["run_id", "authority_slug", "recipient_key"]);
    table.index(["state", "next_attempt_ms"]);
    table.index(["authority_slug", "recipient_key"]);
  });
}

export async function down(knex: Knex): Promise<void> {
  for (const name of ["outbox", "mail_stops", "contacts"]) await knex.schema.dropTable(name);
}
