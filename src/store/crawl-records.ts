import type { Knex } from "knex";
import type { CrawlJournal, EarlierPage } from "../crawl/types.js";
import type { Examination, FetchFailure, Page, Snapshot } from "../snapshot/types.js";
import { pack, packJson, sha256, unpack, unpackJson } from "./compress.js";
import { againWhenPruned, insertRows, knownHashes, plainText, urlKey } from "./rows.js";

/**
 * A page is kept in two parts. The visit is what differs from night to night though the page is as it was: when,
 * by which way, with which headers. The reading is what the page says; it is kept once, under its hash.
 */
const VISIT_FIELDS = [
  "url",
  "requestedUrl",
  "aliases",
  "status",
  "headers",
  "retrievedAt",
  "sha256",
  "bytes",
  "clicks",
  "scope",
  "foundBy",
] as const satisfies readonly (keyof Page)[];

type Visit = Pick<Page, (typeof VISIT_FIELDS)[number]>;
type Reading = Omit<Page, keyof Visit>;

interface PageRow {
  visit: string;
  content: Buffer;
}

interface PageRecord {
  url: string;
  visit: string;
  reading: string;
  readingHash: string;
  bodyHash: string;
}

/** The journal of a crawl under way. */
export function journalOf(database: Knex, auditId: number): CrawlJournal {
  let baseline: Promise<Baseline | null> | null = null;
  return {
    page: (page, body) => againWhenPruned(() => writePage(database, auditId, page, body)),
    async failure(failure) {
      await database("audit_failures")
        .insert(failureRow(auditId, failure, 0))
        .onConflict(["audit_id", "url_key"])
        .merge();
    },
    examination: (examination) => againWhenPruned(() => writeExamination(database, auditId, examination)),
    async resumed() {
      return {
        pages: await readPages(database, auditId),
        failures: await readFailures(database, auditId),
        examinations: await readExaminations(database, auditId),
      };
    },
    async earlier(url) {
      baseline ??= findBaseline(database, auditId);
      const found = await baseline;
      return found && readEarlier(database, found, url);
    },
  };
}

async function writePage(
  database: Knex,
  auditId: number,
  page: Page,
  body: Uint8Array | null,
): Promise<void> {
  const record = pageRecord(page);
  const bodyHash = record.bodyHash || (body ? sha256(body) : "");
  const [knownReadings, knownBodies] = await Promise.all([
    knownHashes(database, "readings", [record.readingHash]),
    knownHashes(database, "bodies", [bodyHash]),
  ]);
  const reading = knownReadings.has(record.readingHash) ? null : await pack(record.reading);
  // A personal page's body is masked, and must take the place of one that another audit kept whole.
  const mustWriteBody = body !== null && (page.personal || !knownBodies.has(bodyHash));
  const packedBody = mustWriteBody ? await pack(body) : null;
  const bodyKept = packedBody !== null || knownBodies.has(bodyHash);

  await database.transaction(async (trx) => {
    if (reading) await keepOnce(trx, "readings", record.readingHash, reading);
    if (packedBody && page.personal) {
      await trx("bodies").insert({ sha256: bodyHash, content: packedBody }).onConflict("sha256").merge();
    } else if (packedBody) {
      await keepOnce(trx, "bodies", bodyHash, packedBody);
    }
    await trx("audit_pages")
      .insert(pageRow(auditId, record, 0, bodyKept ? bodyHash : null))
      .onConflict(["audit_id", "url_key"])
      .merge();
  });
}

async function writeExamination(database: Knex, auditId: number, examination: Examination): Promise<void> {
  const json = JSON.stringify(examination);
  const hash = sha256(json);
  const known = await knownHashes(database, "examinations", [hash]);
  const packed = known.has(hash) ? null : await pack(json);
  await database.transaction(async (trx) => {
    if (packed) await keepOnce(trx, "examinations", hash, packed);
    await trx("audit_examinations")
      .insert(examinationRow(auditId, examination, hash, 0))
      .onConflict(["audit_id", "url_key", "variant"])
      .merge();
  });
}

async function keepOnce(trx: Knex.Transaction, table: string, hash: string, content: Buffer): Promise<void> {
  await trx(table).insert({ sha256: hash, content }).onConflict("sha256").ignore();
}

/** Puts the finished snapshot in the place of what the journal held; pages may have changed since (clicks, aliases). */
export async function prepareSnapshot(
  database: Knex,
  auditId: number,
  snapshot: Snapshot,
): Promise<(trx: Knex.Transaction) => Promise<void>> {
  const { pages, failures, examinations, ...rest } = snapshot;
  const records = pages.map(pageRecord);
  const readings = await unknownPacked(
    database,
    "readings",
    records.map((record) => [record.readingHash, record.reading]),
  );
  const results = examinations.map((examination) => {
    const json = JSON.stringify(examination);
    return { examination, json, hash: sha256(json) };
  });
  const newResults = await unknownPacked(
    database,
    "examinations",
    results.map((result) => [result.hash, result.json]),
  );
  const content = await packJson(rest);

  return async (trx) => {
    for (const table of ["audit_pages", "audit_failures", "audit_examinations", "snapshots"]) {
      await trx(table).where("audit_id", auditId).delete();
    }
    await insertRows(trx, "readings", readings, { columns: ["sha256"], do: "ignore" });
    await insertRows(trx, "examinations", newResults, { columns: ["sha256"], do: "ignore" });
    const bodies = await knownHashes(
      trx,
      "bodies",
      records.map((record) => record.bodyHash),
    );
    await insertRows(
      trx,
      "audit_pages",
      records.map((record, position) =>
        pageRow(auditId, record, position, bodies.has(record.bodyHash) ? record.bodyHash : null),
      ),
    );
    await insertRows(
      trx,
      "audit_failures",
      failures.map((failure, position) => failureRow(auditId, failure, position)),
      { columns: ["audit_id", "url_key"], do: "merge" },
    );
    await insertRows(
      trx,
      "audit_examinations",
      results.map((result, position) => examinationRow(auditId, result.examination, result.hash, position)),
      { columns: ["audit_id", "url_key", "variant"], do: "merge" },
    );
    await trx("snapshots").insert({ audit_id: auditId, content });
  };
}

/** Rows for those the table does not hold yet, compressed. */
async function unknownPacked(
  database: Knex,
  table: "readings" | "examinations",
  entries: readonly (readonly [hash: string, json: string])[],
): Promise<{ sha256: string; content: Buffer }[]> {
  const byHash = new Map(entries);
  for (const hash of await knownHashes(database, table, byHash.keys())) byHash.delete(hash);
  const rows: { sha256: string; content: Buffer }[] = [];
  for (const [hash, json] of byHash) rows.push({ sha256: hash, content: await pack(json) });
  return rows;
}

export async function readSnapshot(database: Knex, auditId: number): Promise<Snapshot | null> {
  const row = await database("snapshots").where("audit_id", auditId).first("content");
  if (!row) return null;
  const rest = await unpackJson<Omit<Snapshot, "pages" | "failures" | "examinations">>(row.content);
  return {
    ...rest,
    pages: await readPages(database, auditId),
    failures: await readFailures(database, auditId),
    examinations: await readExaminations(database, auditId),
  };
}

export async function readBody(database: Knex, hash: string): Promise<Uint8Array | null> {
  const row = await database("bodies").where("sha256", hash).first("content");
  return row ? unpack(row.content) : null;
}

/** The try did not see the site: what failed is to be asked for again. */
export async function forgetFailures(trx: Knex.Transaction, auditId: number): Promise<void> {
  await trx("audit_failures").where("audit_id", auditId).delete();
}

async function readPages(database: Knex, auditId: number): Promise<Page[]> {
  const rows: PageRow[] = await database("audit_pages")
    .join("readings", "readings.sha256", "audit_pages.reading")
    .where("audit_pages.audit_id", auditId)
    .orderBy(["audit_pages.position", "audit_pages.id"])
    .select("audit_pages.visit", "readings.content");
  return Promise.all(rows.map(readPage));
}

async function readPage(row: PageRow): Promise<Page> {
  const visit = JSON.parse(row.visit) as Visit;
  return { ...visit, ...(await unpackJson<Reading>(row.content)) };
}

async function readFailures(database: Knex, auditId: number): Promise<FetchFailure[]> {
  const rows = await database("audit_failures")
    .where("audit_id", auditId)
    .orderBy(["position", "id"])
    .pluck("failure");
  return rows.map((row: string) => JSON.parse(row) as FetchFailure);
}

async function readExaminations(database: Knex, auditId: number, key?: string): Promise<Examination[]> {
  const query = database("audit_examinations")
    .join("examinations", "examinations.sha256", "audit_examinations.examination")
    .where("audit_examinations.audit_id", auditId)
    .orderBy(["audit_examinations.position", "audit_examinations.id"]);
  if (key !== undefined) query.where("audit_examinations.url_key", key);
  const rows: Buffer[] = await query.pluck("examinations.content");
  return Promise.all(rows.map((row) => unpackJson<Examination>(row)));
}

/** The last audit of the same site in a sealed run: which row holds which address. */
interface Baseline {
  auditId: number;
  rowOf: Map<string, number>;
}

async function findBaseline(database: Knex, auditId: number): Promise<Baseline | null> {
  const audit = await database("audits").where("id", auditId).first("subject_key", "run_seq");
  if (!audit) return null;
  const before = await database("audits")
    .join("runs", "runs.seq", "audits.run_seq")
    .where({ "audits.subject_key": audit.subject_key, "audits.state": "done", "runs.state": "sealed" })
    .where("audits.run_seq", "<", audit.run_seq)
    // A night on which the site was blocked gathered nothing to compare with.
    .whereExists(database("audit_pages").select("id").whereRaw("audit_pages.audit_id = audits.id"))
    .orderBy("audits.run_seq", "desc")
    .first("audits.id");
  if (!before) return null;

  const rowOf = new Map<string, number>();
  const rows: { id: number; visit: string }[] = await database("audit_pages")
    .where("audit_id", before.id)
    .select("id", "visit");
  for (const { id, visit } of rows) {
    const { requestedUrl, aliases } = JSON.parse(visit) as Visit;
    for (const address of [requestedUrl, ...aliases]) if (!rowOf.has(address)) rowOf.set(address, id);
  }
  for (const { id, visit } of rows) rowOf.set((JSON.parse(visit) as Visit).url, id);
  return { auditId: before.id, rowOf };
}

async function readEarlier(database: Knex, baseline: Baseline, url: string): Promise<EarlierPage | null> {
  const id = baseline.rowOf.get(url);
  if (id === undefined) return null;
  const row: PageRow | undefined = await database("audit_pages")
    .join("readings", "readings.sha256", "audit_pages.reading")
    .where("audit_pages.id", id)
    .first("audit_pages.visit", "readings.content");
  if (!row) return null;
  const page = await readPage(row);
  const [examination] = await readExaminations(database, baseline.auditId, urlKey(page.url));
  return {
    page,
    etag: page.headers.etag ?? null,
    lastModified: page.headers["last-modified"] ?? null,
    examination: examination ?? null,
  };
}

function pageRecord(page: Page): PageRecord {
  const visit: Record<string, unknown> = {};
  const reading: Record<string, unknown> = { ...page };
  for (const field of VISIT_FIELDS) {
    visit[field] = page[field];
    delete reading[field];
  }
  const json = JSON.stringify(reading);
  return {
    url: page.url,
    visit: JSON.stringify(visit),
    reading: json,
    readingHash: sha256(json),
    bodyHash: page.sha256,
  };
}

function pageRow(auditId: number, record: PageRecord, position: number, bodyHash: string | null) {
  return {
    audit_id: auditId,
    url_key: urlKey(record.url),
    position,
    url: plainText(record.url),
    reading: record.readingHash,
    body: bodyHash || null,
    visit: record.visit,
  };
}

function failureRow(auditId: number, failure: FetchFailure, position: number) {
  return {
    audit_id: auditId,
    url_key: urlKey(failure.url),
    position,
    failure: JSON.stringify(failure),
  };
}

function examinationRow(auditId: number, examination: Examination, hash: string, position: number) {
  const { width, height } = examination.viewport;
  return {
    audit_id: auditId,
    url_key: urlKey(examination.url),
    variant: `${examination.engine} ${width}x${height}`.slice(0, 200),
    position,
    examination: hash,
  };
}
