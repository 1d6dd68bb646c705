import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { auditSite } from "../../src/audit/audit.js";
import type { AuditDocument } from "../../src/audit/types.js";
import { createNet } from "../../src/net/net.js";
import type { SearchQuery, Snapshot } from "../../src/snapshot/types.js";
import type { SqlStore } from "../../src/store/sql-store.js";
import { browserOf } from "../crawl/net-of.js";
import { DATABASES, databasesFor } from "../support/databases.js";
import { subjectOf } from "../support/document-of.js";
import { type SearchSite, startSearchSite } from "./search-site.js";

const FIRST_NIGHT = Date.parse("2026-11-02T02:00:00.000Z");
const DAY_MS = 24 * 60 * 60_000;

interface Night {
  snapshot: Snapshot;
  document: AuditDocument;
  /** Pages opened in the browser. */
  examined: string[];
}

let site: SearchSite;
beforeAll(async () => {
  site = await startSearchSite();
});
afterAll(() => site.close());
beforeEach(() => {
  site.asked.length = 0;
  site.edits.clear();
  site.validators = "all";
  site.failing = null;
  site.alsoFound = null;
  site.onAsked = null;
});

/** One audit of the site, stored and sealed; `day` counts from the first night. */
async function night(store: SqlStore, day: number, signal?: AbortSignal): Promise<Night> {
  const id = `night-${day}`;
  const nowMs = FIRST_NIGHT + day * DAY_MS;
  const startedAt = new Date(nowMs).toISOString();
  if (!(await store.run(id))) {
    await store.beginRun({
      id,
      kind: "nightly",
      startedAt,
      duties: ["2005"],
      profile: "equivalent",
      asOf: "2026-11-02",
      toolVersion: "0.0.0",
    });
  }
  const subject = subjectOf("example");
  const url = "http://www.example.gov.uk/";
  const audit = await store.addAudit(id, subject, url);
  const browser = { ...browserOf(), engineVersion: "4.14.1" };
  const net = createNet(
    {
      resolve: [{ pattern: "*", address: "127.0.0.1", port: site.port }],
      hostIntervalMs: 0,
      retryDelayMs: 10,
    },
    { now: () => nowMs },
  );
  try {
    const { snapshot, document } = await auditSite({
      subject,
      url,
      terms: { runId: id, duties: ["2005"], profile: "equivalent", asOf: "2026-11-02" },
      budget: { pages: 100, browserPages: 3, timeMs: 120_000, concurrency: 3 },
      net,
      browser,
      journal: store.journal(audit),
      startedAt,
      progress: () => undefined,
      ...(signal ? { signal } : {}),
    });
    await store.finishAudit(audit, snapshot, document);
    await store.sealRun(id, startedAt);
    return { snapshot: (await store.snapshot(audit)) ?? snapshot, document, examined: browser.examinedUrls };
  } finally {
    await net.close();
  }
}

/** What the site was asked since the last call. */
function traffic(): { searches: string[]; pages: string[]; bodies: string[] } {
  const asked = site.asked
    .splice(0)
    .filter(({ status }) => status === 200 || status === 304 || status === 400);
  const paths = asked.map(({ path }) => path);
  return {
    searches: paths.filter((path) => path.startsWith("/search")),
    pages: paths.filter((path) => !path.startsWith("/search")),
    bodies: asked.filter(({ status }) => status === 200).map(({ path }) => path),
  };
}

/** Everything that was found, whenever it was. */
const timeless = (value: unknown) =>
  JSON.parse(JSON.stringify(value, (key, one) => (/At$|^runId$|^date$/.test(key) ? undefined : one)));
const found = ({ document, snapshot }: Night) =>
  timeless({
    findings: document.findings,
    coverage: document.coverage,
    // Pages, search and all: the very same snapshot.
    snapshot: { ...snapshot, pages: snapshot.pages.map((page) => ({ ...page, headers: {} })) },
  });
const dayOf = (query: SearchQuery) => (Date.parse(query.retrievedAt ?? "") - FIRST_NIGHT) / DAY_MS;

describe.each(DATABASES)("a later night, kept in %s", (kind) => {
  const databases = databasesFor(kind);

  test("over an unchanged site sends for no body, asks nothing twice, and finds the same", async () => {
    const store = await databases.newStore();
    const first = await night(store, 0);
    expect(traffic().searches.length).toBeGreaterThan(30);
    const second = await night(store, 1);
    const { searches, pages, bodies } = traffic();
    expect(bodies).toEqual([]);
    expect(new Set(searches).size).toBe(searches.length);
    expect(new Set(pages).size).toBe(pages.length);
    expect(found(second)).toEqual(found(first));
    expect(first.examined).toHaveLength(3);
    expect(second.examined).toEqual([]);
  });

  test("stores an unchanged page as a reference, and a changed one anew", async () => {
    const store = await databases.newStore();
    await night(store, 0);
    const readings = await count(store, "readings");
    await night(store, 1);
    expect(await count(store, "readings")).toBe(readings);
    traffic();
    site.edits.set("/bins", "Bins are emptied on Mondays from now on.");
    const third = await night(store, 2);
    expect(traffic().bodies).toEqual(["/bins"]);
    expect(await count(store, "readings")).toBe(readings + 1);
    const page = third.snapshot.pages.find(({ url }) => url.endsWith("/bins"));
    expect(page?.mainText).toContain("emptied on Mondays");
  });

  test("asks the search some of its queries, and says of the others when they were answered", async () => {
    site.validators = "pages";
    const store = await databases.newStore();
    const first = await night(store, 0);
    const all = traffic().searches;
    const second = await night(store, 1);
    const asked = traffic().searches;
    expect(asked.length).toBeLessThan(all.length / 2);
    expect(asked.length).toBeGreaterThanOrEqual(3);
    expect(new Set(asked).size).toBe(asked.length);
    const withoutHashes = (one: Night) =>
      JSON.parse(JSON.stringify(found(one), (key, value) => (key === "sha256" ? undefined : value)));
    expect(withoutHashes(second)).toEqual(withoutHashes(first));

    const old = second.snapshot.search.queries.filter((query) => dayOf(query) === 0);
    expect(old).toHaveLength(all.length - asked.length);
    const evidence = second.document.findings.flatMap((finding) => finding.evidence);
    const ofOld = evidence.filter(({ url }) => old.some((query) => query.url === url));
    expect(ofOld.length).toBeGreaterThan(0);
    for (const one of ofOld) {
      expect(one.retrievedAt).toBe(old.find((query) => query.url === one.url)?.retrievedAt);
      expect(one.sha256).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  test("asks every query again within a week of nights, and uses no answer that is a week old", async () => {
    site.validators = "pages";
    const store = await databases.newStore();
    await night(store, 0);
    const all = new Set(traffic().searches);
    const asked = new Set<string>();
    for (let day = 1; day <= 7; day++) {
      const { snapshot } = await night(store, day);
      for (const path of traffic().searches) asked.add(path);
      for (const query of snapshot.search.queries) expect(day - dayOf(query)).toBeLessThan(7);
    }
    expect(asked).toEqual(all);
    await night(store, 14);
    expect(new Set(traffic().searches)).toEqual(all);
  });

  test("remembers no failure, and covers none up with an older answer", async () => {
    site.validators = "pages";
    const store = await databases.newStore();
    site.failing = /account|webcast/i;
    const first = await night(store, 0);
    const failed = first.snapshot.search.queries.filter(({ outcome }) => outcome !== "ok");
    expect(failed.length).toBeGreaterThan(0);
    traffic();
    site.failing = null;
    const second = await night(store, 1);
    const { searches } = traffic();
    for (const { url } of failed) expect(searches).toContain(url.replace("http://www.example.gov.uk", ""));
    expect(second.snapshot.search.queries.every(({ outcome }) => outcome === "ok")).toBe(true);
    site.failing = /./;
    const third = await night(store, 2);
    expect(third.snapshot.search.why).toBe("failed");
    expect(third.snapshot.search.queries.some(({ outcome }) => outcome === "ok")).toBe(false);
  });

  test("asks everything when the search answers otherwise than remembered, or much of the site is another", async () => {
    site.validators = "pages";
    const store = await databases.newStore();
    await night(store, 0);
    const all = new Set(traffic().searches);
    site.alsoFound = "planning-register";
    await night(store, 1);
    expect(new Set(traffic().searches)).toEqual(all);
    for (const path of ["/bins", "/planning", "/news", "/housing", "/schools", "/parking"]) {
      site.edits.set(path, `Much has changed about ${path} since yesterday.`);
    }
    await night(store, 2);
    expect(new Set(traffic().searches)).toEqual(all);
  });

  test.each(["all", "pages"] as const)(
    "that was cut short at any point ends as an undisturbed one (validators of %s)",
    async (validators) => {
      site.validators = validators;
      const undisturbed = await databases.newStore();
      const disturbed = await databases.newStore();
      for (const store of [undisturbed, disturbed]) await night(store, 0);
      site.edits.set("/bins", "Bins are emptied on Mondays from now on.");
      traffic();
      const expected = await night(undisturbed, 1);
      const whole = traffic();
      const requests = whole.searches.length + whole.pages.length;
      for (const cutAt of [4, Math.floor(requests / 2), 2]) {
        const stop = new AbortController();
        let count = 0;
        site.onAsked = ({ status }) => {
          count += status === 404 ? 0 : 1;
          if (count === cutAt) stop.abort(new Error("killed"));
        };
        await expect(night(disturbed, 1, stop.signal)).rejects.toThrow("killed");
        site.onAsked = null;
      }
      const resumed = await night(disturbed, 1);
      const withoutHashes = (one: Night) =>
        JSON.parse(JSON.stringify(found(one), (key, value) => (key === "sha256" ? undefined : value)));
      expect(withoutHashes(resumed)).toEqual(withoutHashes(expected));
      expect(resumed.snapshot.search.queries.map(dayOf)).toEqual(expected.snapshot.search.queries.map(dayOf));
    },
  );
});

async function count(store: SqlStore, table: string): Promise<number> {
  const [row] = await store.database(table).count({ count: "*" });
  return Number(row?.count);
}
