import type { Knex } from "knex";
import type { CrawlJournal, EarlierPage, SearchAnswer } from "../crawl/types.js";
import type { Examination, FetchFailure, Page, Snapshot } from "../snapshot/types.js";
import { pack, packJson, sha256, unpack, unpackJson } from "./compress.js";
import { againWhenPruned, insertRows, isPruned, knownHashes, mergeRows, plainText, urlKey } from "./rows.js";

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
  reading: string;
  body?: string | null;
  content: Buffer;
}

interface PageRecord {
  url: string;
  requestedUrl: string;
  visit: string;
  /** JSON; made only when it is wanted, since most readings are in the database already. */
  reading(): string;
  readingHash: string;
  bodyHash: string;
}

/** Where the reading of a page already lies in the database, and its body, if that was kept. */
interface KeptReading {
  page: Page;
  hash: string;
  body: string | null;
}

/**
 * Of pages in memory, which of them have come out of the database or gone into it: their readings need not be hashed
 * again. Copies of a page share its links; every other part of the reading is compared before the entry counts.
 */
const keptReadings = new WeakMap<Page["links"], KeptReading>();

/** The journal of a crawl under way. */
export function journalOf(database: Knex, auditId: number): CrawlJournal {
  let found: Promise<Baseline | null> | null = null;
  const baseline = () => {
    found ??= readBaseline(database, auditId);
    return found;
  };
  const unchanged = new UnchangedPages(database, auditId);
  return {
    async page(page, body) {
      const kept = body === null ? keptReadingOf(page) : null;
      if (kept) return unchanged.add(page, kept);
      await unchanged.write();
      await againWhenPruned(() => writePage(database, auditId, page, body));
    },
    async failure(failure) {
      await database("audit_failures")
        .insert(failureRow(auditId, failure, 0))
        .onConflict(["audit_id", "url_key"])
        .merge();
    },
    async examination(examination) {
      await unchanged.write();
      await againWhenPruned(() => writeExamination(database, auditId, examination));
    },
    searchAnswers: (answers) => againWhenPruned(() => writeSearchAnswers(database, auditId, answers)),
    async resumed() {
      return {
        pages: await readPages(database, auditId),
        failures: await readFailures(database, auditId),
        examinations: await readExaminations(database, auditId),
        searchAnswers: await readSearchAnswers(database, auditId),
      };
    },
    earlier: async (url) => (await baseline())?.page(url) ?? null,
    earlierSearchAnswer: async (url) => (await baseline())?.searchAnswer(url) ?? null,
  };
}

const UNCHANGED_AT_ONCE = 20;

/**
 * Pages that are as the last audit left them are written some at a time, since writing each by itself would be most
 * of the work they make.
 */
class UnchangedPages {
  private waiting: { page: Page; kept: KeptReading }[] = [];

  constructor(
    private readonly database: Knex,
    private readonly auditId: number,
  ) {}

  async add(page: Page, kept: KeptReading): Promise<void> {
    this.waiting.push({ page, kept });
    if (this.waiting.length >= UNCHANGED_AT_ONCE) await this.write();
  }

  async write(): Promise<void> {
    const pages = this.waiting;
    this.waiting = [];
    if (pages.length === 0) return;
    const rows = pages.map(({ page, kept }) => pageRow(this.auditId, pageRecord(page), 0, kept.body));
    try {
      await mergeRows(this.database, "audit_pages", rows, ["audit_id", "url_key"]);
    } catch (error) {
      if (!isPruned(error)) throw error;
      for (const { page } of pages) {
        await againWhenPruned(() => writePage(this.database, this.auditId, page, null));
      }
    }
  }
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
  const reading = knownReadings.has(record.readingHash) ? null : await pack(record.reading());
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
  keptReadings.set(page.links, { page, hash: record.readingHash, body: bodyKept ? bodyHash : null });
}

async function writeSearchAnswers(
  database: Knex,
  auditId: number,
  answers: readonly SearchAnswer[],
): Promise<void> {
  const records = answers.map(pageRecord);
  const rows = records.map((record) => ({
    audit_id: auditId,
    url_key: urlKey(record.requestedUrl),
    visit: record.visit,
    reading: record.readingHash,
  }));
  if (answers.every(keptReadingOf)) {
    try {
      return await mergeRows(database, "audit_search_answers", rows, ["audit_id", "url_key"]);
    } catch (error) {
      if (!isPruned(error)) throw error;
    }
  }
  const readings = await unknownPacked(
    database,
    "readings",
    records.map((record) => [record.readingHash, record.reading]),
  );
  await database.transaction(async (trx) => {
    await insertRows(trx, "readings", readings, { columns: ["sha256"], do: "ignore" });
    await mergeRows(trx, "audit_search_answers", rows, ["audit_id", "url_key"]);
  });
}

async function readSearchAnswers(database: Knex, auditId: number): Promise<SearchAnswer[]> {
  const rows = await searchAnswerRows(database, auditId);
  return Promise.all(rows.map((row) => readPage(row)));
}

function searchAnswerRows(database: Knex, auditId: number): Promise<(PageRow & { url_key: string })[]> {
  return database("audit_search_answers")
    .join("readings", "readings.sha256", "audit_search_answers.reading")
    .where("audit_search_answers.audit_id", auditId)
    .orderBy("audit_search_answers.id")
    .select(
      "audit_search_answers.url_key",
      "audit_search_answers.visit",
      "audit_search_answers.reading",
      "readings.content",
    );
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
    results.map((result) => [result.hash, () => result.json]),
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
  entries: readonly (readonly [hash: string, json: () => string])[],
): Promise<{ sha256: string; content: Buffer }[]> {
  const byHash = new Map(entries);
  for (const hash of await knownHashes(database, table, byHash.keys())) byHash.delete(hash);
  const rows: { sha256: string; content: Buffer }[] = [];
  for (const [hash, json] of byHash) rows.push({ sha256: hash, content: await pack(json()) });
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

function pageRows(database: Knex, auditId: number): Promise<PageRow[]> {
  return database("audit_pages")
    .join("readings", "readings.sha256", "audit_pages.reading")
    .where("audit_pages.audit_id", auditId)
    .orderBy(["audit_pages.position", "audit_pages.id"])
    .select("audit_pages.visit", "audit_pages.reading", "audit_pages.body", "readings.content");
}

async function readPages(database: Knex, auditId: number): Promise<Page[]> {
  const rows = await pageRows(database, auditId);
  return Promise.all(rows.map((row) => readPage(row)));
}

async function readPage(row: PageRow, visit = JSON.parse(row.visit) as Visit): Promise<Page> {
  const page = { ...visit, ...(await unpackJson<Reading>(row.content)) };
  keptReadings.set(page.links, { page, hash: row.reading, body: row.body ?? null });
  return page;
}

async function readFailures(database: Knex, auditId: number): Promise<FetchFailure[]> {
  const rows = await database("audit_failures")
    .where("audit_id", auditId)
    .orderBy(["position", "id"])
    .pluck("failure");
  return rows.map((row: string) => JSON.parse(row) as FetchFailure);
}

async function readExaminations(database: Knex, auditId: number): Promise<Examination[]> {
  const rows = await examinationRows(database, auditId);
  return Promise.all(rows.map((row) => unpackJson<Examination>(row.content)));
}

function examinationRows(database: Knex, auditId: number): Promise<{ url_key: string; content: Buffer }[]> {
  return database("audit_examinations")
    .join("examinations", "examinations.sha256", "audit_examinations.examination")
    .where("audit_examinations.audit_id", auditId)
    .orderBy(["audit_examinations.position", "audit_examinations.id"])
    .select("audit_examinations.url_key", "examinations.content");
}

/**
 * The last audit of the same site in a sealed run, read in a few queries. It stays compressed as it lies in the
 * database: what is unpacked is what the crawl comes by again.
 */
class Baseline {
  private readonly pages = new Map<string, { row: PageRow; visit: Visit }>();
  private readonly examinations = new Map<string, Buffer>();
  private readonly searchAnswers = new Map<string, PageRow>();

  constructor(
    pages: readonly PageRow[],
    examinations: readonly { url_key: string; content: Buffer }[],
    searchAnswers: readonly (PageRow & { url_key: string })[],
  ) {
    const entries = pages.map((row) => ({ row, visit: JSON.parse(row.visit) as Visit }));
    for (const entry of entries) {
      for (const address of [entry.visit.requestedUrl, ...entry.visit.aliases]) {
        if (!this.pages.has(address)) this.pages.set(address, entry);
      }
    }
    for (const entry of entries) this.pages.set(entry.visit.url, entry);
    for (const { url_key: key, content } of examinations) {
      if (!this.examinations.has(key)) this.examinations.set(key, content);
    }
    for (const row of searchAnswers) this.searchAnswers.set(row.url_key, row);
  }

  async page(url: string): Promise<EarlierPage | null> {
    const found = this.pages.get(url);
    if (!found) return null;
    const page = await readPage(found.row, found.visit);
    const examination = this.examinations.get(urlKey(page.url));
    return {
      page,
      etag: page.headers.etag ?? null,
      lastModified: page.headers["last-modified"] ?? null,
      examination: examination ? await unpackJson<Examination>(examination) : null,
    };
  }

  async searchAnswer(url: string): Promise<SearchAnswer | null> {
    const row = this.searchAnswers.get(urlKey(url));
    return row ? readPage(row) : null;
  }
}

async function readBaseline(database: Knex, auditId: number): Promise<Baseline | null> {
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
  return new Baseline(
    await pageRows(database, before.id),
    await examinationRows(database, before.id),
    await searchAnswerRows(database, before.id),
  );
}

function keptReadingOf(page: Page): KeptReading | null {
  const kept = keptReadings.get(page.links);
  if (!kept) return null;
  const parts = new Set([...Object.keys(page), ...Object.keys(kept.page)]) as Set<keyof Page>;
  for (const part of parts) {
    if (!isOfVisit(part) && page[part] !== kept.page[part]) return null;
  }
  // The body is named in the visit, and belongs to the reading all the same.
  return page.sha256 === kept.page.sha256 ? kept : null;
}

const OF_VISIT: ReadonlySet<string> = new Set(VISIT_FIELDS);

function isOfVisit(part: string): boolean {
  return OF_VISIT.has(part);
}

function pageRecord(page: Page): PageRecord {
  const kept = keptReadingOf(page);
  const json = kept ? null : readingJson(page);
  return {
    url: page.url,
    requestedUrl: page.requestedUrl,
    visit: JSON.stringify(Object.fromEntries(VISIT_FIELDS.map((field) => [field, page[field]]))),
    reading: () => json ?? readingJson(page),
    readingHash: kept?.hash ?? sha256(json ?? ""),
    bodyHash: page.sha256,
  };
}

function readingJson(page: Page): string {
  return JSON.stringify(Object.fromEntries(Object.entries(page).filter(([part]) => !isOfVisit(part))));
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
