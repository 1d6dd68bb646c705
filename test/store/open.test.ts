import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { databaseAddress, UnusableDatabaseError } from "../../src/store/database.js";
import { openStore } from "../../src/store/open.js";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "council-audit-open-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each([
  ["sqlite:council-audit.db", { client: "sqlite3", filename: "council-audit.db" }],
  ["sqlite:/var/lib/a.db", { client: "sqlite3", filename: "/var/lib/a.db" }],
  ["sqlite:///var/lib/a.db", { client: "sqlite3", filename: "/var/lib/a.db" }],
  ["postgres://u@h/d", { client: "pg", connectionString: "postgres://u@h/d" }],
  ["postgresql://u@h/d", { client: "pg", connectionString: "postgresql://u@h/d" }],
])("%s is understood", (url, address) => {
  expect(databaseAddress(url)).toEqual(address);
});

test.each(["", "sqlite:", "sqlite://", "mysql://u:secret@h/d", "council.db", "postgres://[bad"])(
  "%j is refused in one line that says what would do and gives no password away",
  (url) => {
    const error = thrown(() => databaseAddress(url));
    expect(error).toBeInstanceOf(UnusableDatabaseError);
    expect(error.message).toMatch(/sqlite:FILE or postgres:/);
    expect(error.message).not.toMatch(/\n|secret/);
  },
);

test("a folder that is not there gives a one-line reason", async () => {
  await expect(openStore(`sqlite:${folder}/nowhere/a.db`)).rejects.toMatchObject({
    name: "UnusableDatabaseError",
    message: expect.stringMatching(/^cannot use the database file .*cannot be opened[^\n]*$/),
  });
});

test("a file that is no database is refused and left as it is", async () => {
  const file = join(folder, "letter.txt");
  await writeFile(file, "Dear council, this is a letter and not a database at all.".repeat(20));
  await expect(openStore(`sqlite:${file}`)).rejects.toThrow(/is not a SQLite database/);
});

test("a PostgreSQL that does not answer is named by host, never by password", async () => {
  const error = await openStore("postgres://u:secret@127.0.0.1:1/d").then(
    () => new Error("it opened"),
    (reason: Error) => reason,
  );
  expect(error).toBeInstanceOf(UnusableDatabaseError);
  expect(error.message).toContain("127.0.0.1:1/d");
  expect(error.message).not.toMatch(/secret|\n/);
});

test("a database of a newer version is refused rather than written to", async () => {
  const url = `sqlite:${folder}/newer.db`;
  const store = await openStore(url);
  await store
    .database("knex_migrations")
    .insert({ name: "999-from-the-future", batch: 2, migration_time: 0 });
  await store.close();
  await expect(openStore(url)).rejects.toThrow(/newer version/);
});

test("opening an existing database again keeps what it holds", async () => {
  const url = `sqlite:${folder}/kept.db`;
  const first = await openStore(url);
  await first.attest({
    authoritySlug: "leeds",
    outcome: "07-m1",
    verdict: "met",
    statement: "Yes.",
    evidenceUrl: null,
    author: "A",
    madeOn: "2026-01-01",
    expiresOn: "2027-01-01",
  });
  await first.close();
  const second = await openStore(url);
  expect(await second.attestations("leeds", "2026-06-01")).toHaveLength(1);
  await second.close();
});

function thrown(work: () => unknown): Error {
  try {
    work();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  return new Error("nothing was thrown");
}
