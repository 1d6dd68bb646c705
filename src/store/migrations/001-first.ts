import type { Knex } from "knex";

/**
 * Runs, audits, what their crawls gathered, and what was found.
 *
 * What a page said, its body, and what an accessibility engine said of it are kept once, under their hash; a night
 * on which nothing changed adds rows of references only. No table has a column for each check.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable("runs", (table) => {
    table.increments("seq");
    table.string("id").notNullable().unique();
    table.string("kind").notNullable();
    table.string("state").notNullable();
    table.string("started_at").notNullable();
    table.string("finished_at");
    table.text("duties").notNullable();
    table.string("profile").notNullable();
    table.string("as_of").notNullable();
    table.string("tool_version").notNullable();
    table.index(["kind", "state"]);
  });

  await knex.schema.createTable("audits", (table) => {
    table.increments("id");
    table.integer("run_seq").notNullable().references("runs.seq");
    table.text("subject_key").notNullable();
    table.text("subject").notNullable();
    table.text("requested_url").notNullable();
    table.text("homepage_url");
    table.string("state").notNullable();
    table.integer("attempts").notNullable().defaultTo(0);
    table.integer("put_off").notNullable().defaultTo(0);
    table.string("started_at");
    table.string("finished_at");
    table.text("failure");
    table.unique(["run_seq", "subject_key"]);
    table.index(["subject_key", "state"]);
  });

  for (const [name, content] of [
    ["bodies", "as received, compressed"],
    ["readings", "what was read off a page, compressed JSON"],
    ["examinations", "an accessibility engine's result, compressed JSON"],
  ] as const) {
    await knex.schema.createTable(name, (table) => {
      table.string("sha256", 64).primary();
      table.binary("content").notNullable().comment(content);
    });
  }

  await knex.schema.createTable("audit_pages", (table) => {
    table.increments("id");
    table.integer("audit_id").notNullable().references("audits.id");
    // Addresses may be longer than a PostgreSQL index entry: the key is a hash of it.
    table.string("url_key", 32).notNullable();
    table.integer("position").notNullable();
    table.text("url").notNullable();
    table.string("reading", 64).notNullable().references("readings.sha256");
    table.string("body", 64).references("bodies.sha256");
    table.text("visit").notNullable();
    table.unique(["audit_id", "url_key"]);
    table.index("reading");
    table.index("body");
  });

  await knex.schema.createTable("audit_failures", (table) => {
    table.increments("id");
    table.integer("audit_id").notNullable().references("audits.id");
    table.string("url_key", 32).notNullable();
    table.integer("position").notNullable();
    table.text("failure").notNullable();
    table.unique(["audit_id", "url_key"]);
  });

  await knex.schema.createTable("audit_examinations", (table) => {
    table.increments("id");
    table.integer("audit_id").notNullable().references("audits.id");
    table.string("url_key", 32).notNullable();
    table.integer("position").notNullable();
    // Engine and viewport: one page may be examined by several.
    table.string("variant").notNullable();
    table.string("examination", 64).notNullable().references("examinations.sha256");
    table.unique(["audit_id", "url_key", "variant"]);
    table.index("examination");
  });

  // The snapshot but for its pages, failures and examinations, which have tables of their own.
  await knex.schema.createTable("snapshots", (table) => {
    table.integer("audit_id").primary().references("audits.id");
    table.binary("content").notNullable();
  });

  await knex.schema.createTable("documents", (table) => {
    table.integer("audit_id").primary().references("audits.id");
    table.binary("content").notNullable();
  });

  await knex.schema.createTable("findings", (table) => {
    table.integer("audit_id").notNullable().references("audits.id");
    table.integer("run_seq").notNullable().references("runs.seq");
    table.string("outcome").notNullable();
    table.integer("position").notNullable();
    table.integer("area");
    table.string("class").notNullable();
    table.string("verdict").notNullable();
    table.string("reason").notNullable();
    table.integer("level");
    table.string("probe").notNullable();
    table.text("summary").notNullable();
    table.text("measures").notNullable();
    table.primary(["audit_id", "outcome"]);
    table.index(["run_seq", "outcome", "verdict"]);
  });

  await knex.schema.createTable("evidence", (table) => {
    table.integer("audit_id").notNullable();
    table.string("outcome").notNullable();
    table.string("limb").notNullable();
    table.integer("position").notNullable();
    table.text("url").notNullable();
    table.text("found").notNullable();
    table.text("excerpt").notNullable();
    table.string("retrieved_at").notNullable();
    table.string("sha256", 64).notNullable();
    table.primary(["audit_id", "outcome", "limb", "position"]);
    table.foreign(["audit_id", "outcome"]).references(["audit_id", "outcome"]).inTable("findings");
  });

  await knex.schema.createTable("attestations", (table) => {
    table.increments("id");
    table.string("authority_slug").notNullable();
    table.string("outcome").notNullable();
    table.string("verdict").notNullable();
    table.text("statement").notNullable();
    table.text("evidence_url");
    table.text("author").notNullable();
    table.string("made_on").notNullable();
    table.string("expires_on").notNullable();
    table.index("authority_slug");
  });

  await knex.schema.createTable("leases", (table) => {
    table.string("name").primary();
    table.string("holder").notNullable();
    table.bigInteger("heartbeat_ms").notNullable();
  });
}

/** The first schema has nothing before it to go back to. */
export async function down(): Promise<void> {
  throw new Error("the first migration cannot be undone");
}
