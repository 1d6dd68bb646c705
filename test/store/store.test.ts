import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Examination, Page } from "../../src/snapshot/types.js";
import type { SqlStore } from "../../src/store/sql-store.js";
import type { RunKind } from "../../src/store/types.js";
import { DATABASES, databasesFor } from "../support/databases.js";
import { documentOf, evidenceOf, findingOf, subjectOf } from "../support/document-of.js";
import { failureOf, HOME, pageOf, snapshotOf } from "../support/snapshot-of.js";

const leeds = subjectOf("leeds");
const york = subjectOf("york");
const bytes = (text: string) => new TextEncoder().encode(text);
const hash = (text: string) => createHash("sha256").update(text).digest("hex");

describe.each(DATABASES)("the store on %s", (kind) => {
  const databases = databasesFor(kind);

  test("a snapshot comes back as it was stored, pages in order, hostile characters included", async () => {
    const store = await databases.newStore();
    const [audit] = await begin(store, "r1", [leeds]);
    const snapshot = snapshotOf(
      {
        "/": `<title>Nul \0 and half a pair \ud800</title><a href="/b">b</a>`,
        "/b": "<h1>Grüße 🏛️</h1>",
        "/a": "<p>a</p>",
      },
      { failures: [failureOf("/gone", "not-found", 404)], examinations: [examinationOf(HOME)] },
    );
    await store.finishAudit(audit, snapshot, documentOf("r1", leeds, snapshot));
    expect(await store.snapshot(audit)).toEqual(snapshot);
    expect(await store.document(audit)).toEqual(documentOf("r1", leeds, snapshot));
  });

  test("any text a page may hold survives the journey", async () => {
    const store = await databases.newStore();
    const [audit] = await begin(store, "r1", [leeds]);
    const strange = fc.string({ unit: "binary", maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(strange, strange, async (title, excerpt) => {
        const snapshot = snapshotOf({}, { pages: [pageOf("/", "", { title, text: excerpt })] });
        const document = documentOf("r1", leeds, snapshot, {
          findings: [findingOf("01-m1", { summary: title, evidence: [evidenceOf({ excerpt })] })],
        });
        await store.finishAudit(audit, snapshot, document);
        expect(await store.snapshot(audit)).toEqual(snapshot);
        expect(await store.document(audit)).toEqual(document);
      }),
      { numRuns: 25 },
    );
  });

  test("what an interrupted crawl had written is there for the next process", async () => {
    const url = await databases.newUrl();
    const { openStore } = await import("../../src/store/open.js");
    const first = await openStore(url);
    const [audit] = await begin(first, "r1", [leeds]);
    const page = pageOf("/", "<h1>Home</h1>");
    await first.journal(audit).page(page, bytes("<h1>Home</h1>"));
    await first.journal(audit).failure(failureOf("/gone", "not-found", 404));
    await first.journal(audit).examination(examinationOf(HOME));
    await first.close();

    const second = await openStore(url);
    expect(await second.journal(audit).resumed()).toEqual({
      pages: [page],
      failures: [failureOf("/gone", "not-found", 404)],
      examinations: [examinationOf(HOME)],
      searchAnswers: [],
    });
    expect(await second.unfinishedRun("nightly")).toMatchObject({ id: "r1", state: "running" });
    await second.close();
  });

  test("a page written twice to the journal is one page, the later one", async () => {
    const store = await databases.newStore();
    const [audit] = await begin(store, "r1", [leeds]);
    const journal = store.journal(audit);
    await journal.page(pageOf("/", "<h1>One</h1>"), null);
    await journal.page(pageOf("/", "<h1>Two</h1>"), null);
    const { pages } = await journal.resumed();
    expect(pages.map((page) => page.headings[0]?.text)).toEqual(["Two"]);
  });

  test("a body can be had again byte for byte by its hash, and is compressed where it lies", async () => {
    const store = await databases.newStore();
    const [audit] = await begin(store, "r1", [leeds]);
    const html = "<p>the same paragraph over and over</p>".repeat(2000);
    await store.journal(audit).page(pageOf("/", html), bytes(html));
    expect(Buffer.from((await store.body(hash(html))) ?? []).toString()).toBe(html);
    expect(await store.body(hash("another"))).toBeNull();
    const [row] = await store.database("bodies").select("content");
    expect(row.content.length).toBeLessThan(html.length / 50);
    expect(() => gunzipSync(row.content)).toThrow();
  });

  test("a personal page's masked body takes the place of one kept whole", async () => {
    const store = await databases.newStore();
    const [audit, other] = await begin(store, "r1", [leeds, york]);
    const page = pageOf("/cllr", "ring 0113 496 0000");
    await store.journal(audit).page(page, bytes("ring 0113 496 0000"));
    await store.journal(other).page({ ...page, personal: true }, bytes("ring •••"));
    expect(Buffer.from((await store.body(page.sha256)) ?? []).toString()).toBe("ring •••");
  });

  test("an unchanged page costs references only on the second night, though its date header differs", async () => {
    const store = await databases.newStore();
    const night = async (runId: string, date: string) => {
      const [audit] = await begin(store, runId, [leeds]);
      const html = "<h1>Home</h1>";
      const page = pageOf("/", html, { headers: { date, etag: '"1"' }, retrievedAt: date });
      await store.journal(audit).page(page, bytes(html));
      await store.journal(audit).examination(examinationOf(HOME));
      const snapshot = snapshotOf({}, { pages: [page], examinations: [examinationOf(HOME)] });
      await store.finishAudit(audit, snapshot, documentOf(runId, leeds, snapshot));
      await store.sealRun(runId, "2026-11-01T03:00:00.000Z");
      return audit;
    };
    await night("r1", "2026-11-01T02:00:00.000Z");
    const second = await night("r2", "2026-11-02T02:00:00.000Z");
    for (const table of ["bodies", "readings", "examinations"]) {
      expect(await count(store, table), table).toBe(1);
    }
    expect((await store.snapshot(second))?.pages[0]?.retrievedAt).toBe("2026-11-02T02:00:00.000Z");
  });

  describe("the page of the last audit", () => {
    test("is found by its address, the one that led to it, and its aliases, with validators and examination", async () => {
      const store = await databases.newStore();
      const page = pageOf("/new", "<h1>Moved here</h1>", {
        requestedUrl: `${HOME}old`,
        aliases: [`${HOME}copy`],
        headers: { etag: '"7"', "last-modified": "Sun, 01 Nov 2026 00:00:00 GMT" },
      });
      await finished(store, "r1", leeds, [page], [examinationOf(page.url)]);
      const [audit] = await begin(store, "r2", [leeds]);
      const journal = store.journal(audit);
      for (const url of [`${HOME}new`, `${HOME}old`, `${HOME}copy`]) {
        expect(await journal.earlier(url)).toEqual({
          page,
          etag: '"7"',
          lastModified: "Sun, 01 Nov 2026 00:00:00 GMT",
          examination: examinationOf(page.url),
        });
      }
      expect(await journal.earlier(`${HOME}never-seen`)).toBeNull();
    });

    test("is never another site's, nor that of a run that was not sealed", async () => {
      const store = await databases.newStore();
      await finished(store, "r1", york, [pageOf("/", "<h1>York</h1>")]);
      const [unsealed] = await begin(store, "r2", [leeds]);
      const snapshot = snapshotOf({ "/": "<h1>Half a night</h1>" });
      await store.finishAudit(unsealed, snapshot, documentOf("r2", leeds, snapshot));
      const [audit] = await begin(store, "r3", [leeds]);
      expect(await store.journal(audit).earlier(HOME)).toBeNull();
    });

    test("is the last one seen when the site was blocked last night", async () => {
      const store = await databases.newStore();
      await finished(store, "r1", leeds, [pageOf("/", "<h1>Two nights ago</h1>")]);
      await finished(store, "r2", leeds, []);
      const [audit] = await begin(store, "r3", [leeds]);
      const earlier = await store.journal(audit).earlier(HOME);
      expect(earlier?.page.headings[0]?.text).toBe("Two nights ago");
    });
  });

  test("two audits of one run, and two runs of one site, keep their pages apart", async () => {
    const store = await databases.newStore();
    const [a, b] = await begin(store, "r1", [leeds, york]);
    await store.journal(a).page(pageOf("/", "<h1>A</h1>"), null);
    await store.journal(b).page(pageOf("/", "<h1>B</h1>"), null);
    const titles = async (id: number) =>
      (await store.journal(id).resumed()).pages.map((page) => page.headings[0]?.text);
    expect(await titles(a)).toEqual(["A"]);
    expect(await titles(b)).toEqual(["B"]);
  });

  test("a subject added twice to a run is one audit; bare addresses are told apart by host", async () => {
    const store = await databases.newStore();
    await begin(store, "r1", []);
    const first = await store.addAudit("r1", leeds, HOME);
    expect(await store.addAudit("r1", leeds, HOME)).toBe(first);
    const bare = { ...leeds, slug: null };
    const one = await store.addAudit("r1", bare, "https://one.gov.uk/");
    expect(await store.addAudit("r1", bare, "https://two.gov.uk/")).not.toBe(one);
  });

  test("a try that did not see the site forgets its failures, keeps its pages and is counted", async () => {
    const store = await databases.newStore();
    const [audit] = await begin(store, "r1", [leeds]);
    await store.startAudit(audit, "2026-11-01T02:00:00.000Z");
    await store.journal(audit).page(pageOf("/", "<h1>Home</h1>"), null);
    await store.journal(audit).failure(failureOf("/x", "blocked", 403));
    await store.putOffAudit(audit, "refused by\na bot wall");
    expect(await store.journal(audit).resumed()).toMatchObject({ pages: [{ url: HOME }], failures: [] });
    await store.startAudit(audit, "2026-11-01T04:00:00.000Z");
    expect(await store.audit(audit)).toMatchObject({
      state: "running",
      attempts: 2,
      putOff: 1,
      startedAt: "2026-11-01T02:00:00.000Z",
      failure: "refused by a bot wall",
    });
  });

  test("a run with open audits is not sealed, and a sealed run takes no audit's result", async () => {
    const store = await databases.newStore();
    const [a, b] = await begin(store, "r1", [leeds, york]);
    await finish(store, "r1", a, leeds);
    await expect(store.sealRun("r1", "2026-11-01T05:00:00.000Z")).rejects.toThrow(/open/);
    await store.failAudit(b, "2026-11-01T04:00:00.000Z", "out of memory");
    await store.sealRun("r1", "2026-11-01T05:00:00.000Z");
    expect(await store.run("r1")).toMatchObject({ state: "sealed", finishedAt: "2026-11-01T05:00:00.000Z" });
    expect(await store.unfinishedRun("nightly")).toBeNull();
    await expect(finish(store, "r1", b, york)).rejects.toThrow(/sealed/);
  });

  test("documents of a run come in the order its authorities were added", async () => {
    const store = await databases.newStore();
    const [a, b, c] = await begin(store, "r1", [leeds, york, subjectOf("kent")]);
    await finish(store, "r1", c, subjectOf("kent"));
    await finish(store, "r1", a, leeds);
    await store.failAudit(b, "2026-11-01T04:00:00.000Z", "no");
    const names: (string | undefined)[] = [];
    for await (const document of store.documents("r1")) names.push(document.authority?.slug ?? undefined);
    expect(names).toEqual(["leeds", "kent"]);
    expect((await store.documentOf("r1", "kent"))?.authority?.slug).toBe("kent");
    expect(await store.documentOf("r1", "york")).toBeNull();
  });

  describe("changes", () => {
    test("are the outcomes whose verdict or level differs, told apart by cause", async () => {
      const store = await databases.newStore();
      await night(store, "r1", [
        findingOf("01-m1", { verdict: "met" }),
        findingOf("02-m1", { verdict: "met", level: 4 }),
        findingOf("03-m1", { verdict: "not-met", level: 0, probe: "example@1" }),
        findingOf("04-m1", { summary: "In old words." }),
        findingOf("05-m1", { level: null, verdict: "cannot-tell" }),
      ]);
      await night(store, "r2", [
        findingOf("01-m1", { verdict: "not-met" }),
        findingOf("02-m1", { verdict: "met", level: 3 }),
        findingOf("03-m1", { verdict: "met", level: 3, probe: "example@2" }),
        findingOf("04-m1", { summary: "In new words." }),
        findingOf("05-m1", { level: null, verdict: "cannot-tell" }),
        findingOf("06-m1"),
      ]);
      expect(await changesOf(store, "r2")).toEqual([
        ["leeds", "01-m1", "met", "not-met", "site"],
        ["leeds", "02-m1", "met", "met", "site"],
        ["leeds", "03-m1", "not-met", "met", "rules"],
      ]);
      expect(await changesOf(store, "r1")).toEqual([]);
    });

    test("are against the authority's last sealed night of the same kind, whatever lies between", async () => {
      const store = await databases.newStore();
      await night(store, "r1", [findingOf("01-m1", { verdict: "met" })]);
      await night(store, "elsewhere", [findingOf("01-m1", { verdict: "partly-met" })], york);
      await night(store, "by-hand", [findingOf("01-m1", { verdict: "cannot-tell" })], leeds, "audit");
      await begin(store, "killed", [leeds]);
      await store.abandonRun("killed");
      await night(store, "r2", [findingOf("01-m1", { verdict: "not-met" })]);
      expect(await changesOf(store, "r2")).toEqual([["leeds", "01-m1", "met", "not-met", "site"]]);
    });
  });

  test("a run tells how often it was judged again", async () => {
    const store = await databases.newStore();
    await night(store, "r1", [findingOf("01-m1")]);
    expect((await store.run("r1"))?.revision).toBe(0);
    const [audit] = await store.audits("r1");
    await store.replaceFindings(audit?.id ?? 0, documentOf("r1", leeds, snapshotOf({})));
    expect((await store.run("r1"))?.revision).toBe(1);
  });

  test("runs of a kind that were begun long ago and never ended are given up, others are not", async () => {
    const store = await databases.newStore();
    const began = (id: string, kind: "audit" | "nightly", startedAt: string) =>
      store.beginRun({
        id,
        kind,
        startedAt,
        duties: ["2005"],
        profile: "equivalent",
        asOf: "2026-11-01",
        toolVersion: "0",
      });
    await began("old", "audit", "2026-11-01T08:00:00.000Z");
    await began("young", "audit", "2026-11-02T08:00:00.000Z");
    await began("night", "nightly", "2026-11-01T02:00:00.000Z");
    await store.startAudit(
      await store.addAudit("old", leeds, "https://www.leeds.gov.uk/"),
      "2026-11-01T08:00:00Z",
    );
    await night(store, "sealed", [findingOf("01-m1")], leeds, "audit");
    expect(await store.abandonRunsBegunBefore("audit", "2026-11-02T00:00:00.000Z", "it was killed")).toBe(1);
    const states = await Promise.all(["old", "young", "night", "sealed"].map((id) => store.run(id)));
    expect(states.map((run) => run?.state)).toEqual(["abandoned", "running", "running", "sealed"]);
    expect(await store.audits("old")).toMatchObject([{ state: "failed", failure: "it was killed" }]);
  });

  test("findings judged again take the place of the old ones, with their evidence", async () => {
    const store = await databases.newStore();
    await night(store, "r1", [findingOf("01-m1"), findingOf("02-m1")]);
    const [audit] = await store.audits("r1");
    const again = documentOf("r1", leeds, snapshotOf({}), {
      findings: [
        findingOf("01-m1", {
          verdict: "not-met",
          probe: "example@2",
          limbs: [
            { key: "a", name: "A", verdict: "met", reason: "x", level: null, evidence: [evidenceOf()] },
          ],
        }),
      ],
    });
    await store.replaceFindings(audit?.id ?? 0, again);
    expect(await store.document(audit?.id ?? 0)).toEqual(again);
    expect(await store.verdicts({ runId: "r1" })).toMatchObject([
      { outcome: "01-m1", verdict: "not-met", probe: "example@2", subjectKey: "leeds" },
    ]);
    expect(await count(store, "evidence")).toBe(2);
  });

  test("history counts verdicts by outcome for the last sealed nights only", async () => {
    const store = await databases.newStore();
    for (const run of ["r1", "r2", "r3"]) await night(store, run, [findingOf("01-m1")]);
    await begin(store, "r4", [leeds]);
    await night(store, "by-hand", [findingOf("01-m1")], leeds, "audit");
    expect(await store.history(2)).toEqual(
      ["r2", "r3"].map((runId) => ({
        runId,
        finishedAt: "2026-11-01T03:00:00.000Z",
        outcome: "01-m1",
        verdict: "met",
        count: 1,
      })),
    );
    expect((await store.verdicts({ subjectKey: "leeds", outcome: "01-m1" })).map((row) => row.runId)).toEqual(
      ["by-hand", "r3", "r2", "r1"],
    );
  });

  describe("a lease", () => {
    test("keeps a second holder out while its heartbeat is young, and is free after release", async () => {
      let now = 1_000_000;
      const store = await databases.newStore(() => now);
      const first = await store.lease("nightly", "a", now, 60_000);
      expect(first).not.toBeNull();
      now += 50_000;
      expect(await first?.renew()).toBe(true);
      now += 50_000;
      expect(await store.lease("nightly", "b", now, 60_000)).toBeNull();
      expect(await store.lease("another", "b", now, 60_000)).not.toBeNull();
      await first?.release();
      expect(await store.lease("nightly", "b", now, 60_000)).not.toBeNull();
    });

    test("of a dead holder is taken over, and the dead one cannot renew or release it", async () => {
      let now = 1_000_000;
      const store = await databases.newStore(() => now);
      const dead = await store.lease("nightly", "a", now, 60_000);
      now += 60_001;
      expect(await store.lease("nightly", "b", now, 60_000)).not.toBeNull();
      expect(await dead?.renew()).toBe(false);
      await dead?.release();
      expect(await store.lease("nightly", "c", now, 60_000)).toBeNull();
    });

    test("asked for by many at once goes to one", async () => {
      const store = await databases.newStore();
      const holders = Array.from({ length: 12 }, (_, index) => `holder-${index}`);
      const leases = await Promise.all(holders.map((holder) => store.lease("nightly", holder, 1000, 60_000)));
      expect(leases.filter(Boolean)).toHaveLength(1);
    });
  });

  describe("prune", () => {
    test("drops bodies that only old runs refer to, and keeps their findings", async () => {
      const store = await databases.newStore();
      const nightWith = async (runId: string, ...bodies: string[]) => {
        const [audit] = await begin(store, runId, [leeds]);
        const pages = bodies.map((body, index) => pageOf(`/${index}`, body));
        for (const [index, page] of pages.entries()) {
          await store.journal(audit).page(page, bytes(bodies[index] ?? ""));
        }
        const snapshot = snapshotOf({}, { pages, examinations: [examinationOf(`${HOME}${runId}`)] });
        await store.finishAudit(audit, snapshot, documentOf(runId, leeds, snapshot));
        await store.sealRun(runId, "2026-11-01T03:00:00.000Z");
        return audit;
      };
      const first = await nightWith("r1", "old only", "always there");
      await nightWith("r2", "always there", "second night");
      await nightWith("r3", "always there");
      expect(await store.prune(2)).toBe(1);
      expect(await store.body(hash("old only"))).toBeNull();
      expect(await store.body(hash("always there"))).not.toBeNull();
      expect(await store.body(hash("second night"))).not.toBeNull();
      expect(await count(store, "examinations")).toBe(2);
      expect(await store.snapshot(first)).toBeNull();
      expect((await store.document(first))?.findings).toHaveLength(2);
      expect(await store.prune(2)).toBe(0);
    });

    test("drops what searches answered in old runs, and keeps the results that newer ones share", async () => {
      const store = await databases.newStore();
      const answers = async (runId: string, slugs: readonly string[]) => {
        const [audit] = await begin(store, runId, [leeds]);
        await store.journal(audit).searchAnswers(slugs.map((slug) => pageOf(`/search?q=${slug}`, slug)));
        await finish(store, runId, audit, leeds);
        await store.sealRun(runId, "2026-11-01T03:00:00.000Z");
      };
      await answers("r1", ["shared", "old"]);
      await answers("r2", ["shared"]);
      const readings = await count(store, "readings");
      await store.prune(1);
      expect(await count(store, "audit_search_answers")).toBe(1);
      expect(await count(store, "readings")).toBe(readings - 1);
      const [audit] = await begin(store, "r3", [leeds]);
      const journal = store.journal(audit);
      expect((await journal.earlierSearchAnswer(`${HOME}search?q=shared`))?.text).toBe("shared");
      expect(await journal.earlierSearchAnswer(`${HOME}search?q=old`)).toBeNull();
    });

    test("never touches a run under way, and refuses to keep none", async () => {
      const store = await databases.newStore();
      const [running] = await begin(store, "r1", [leeds]);
      await store.journal(running).page(pageOf("/", "in hand"), bytes("in hand"));
      for (const run of ["r2", "r3"]) await night(store, run, [findingOf("01-m1")]);
      expect(await store.prune(1)).toBe(0);
      expect((await store.journal(running).resumed()).pages).toHaveLength(1);
      await expect(store.prune(0)).rejects.toThrow(RangeError);
    });

    test("of one kind of run does not cost the other its pages", async () => {
      const store = await databases.newStore();
      await finished(store, "night", leeds, [pageOf("/", "night")]);
      for (const run of ["a1", "a2", "a3"]) await night(store, run, [findingOf("01-m1")], york, "audit");
      await store.prune(1);
      const [audit] = await store.audits("night");
      expect((await store.snapshot(audit?.id ?? 0))?.pages).toHaveLength(1);
    });
  });

  test("a night is read pair by pair, each audit beside the subject's last one, in a bounded number of queries", async () => {
    const store = await databases.newStore();
    const subjects = Array.from({ length: 30 }, (_, index) => subjectOf(`council-${index}`));
    await night(store, "r1", [findingOf("01-m1", { verdict: "not-met" })], subjects[3]);
    await night(store, "r2", [findingOf("01-m1")], subjects[5]);
    await night(store, "on-demand", [findingOf("01-m1")], subjects[7], "audit");
    const audits = await begin(store, "r3", subjects);
    const snapshot = snapshotOf({ "/": "<h1>Home</h1>" });
    for (const [index, subject] of subjects.entries()) {
      await store.finishAudit(audits[index] ?? 0, snapshot, documentOf("r3", subject, snapshot));
    }
    let queries = 0;
    store.database.on("query", () => {
      queries += 1;
    });
    const pairs: (string | null | undefined)[][] = [];
    for await (const { document, before } of store.documentPairs("r3")) {
      pairs.push([document.authority?.slug, before?.run.id ?? null]);
    }
    expect(queries).toBeLessThan(10);
    expect(pairs.map(([slug]) => slug)).toEqual(subjects.map(({ slug }) => slug));
    expect(pairs.filter(([, run]) => run !== null)).toEqual([
      ["council-3", "r1"],
      ["council-5", "r2"],
    ]);

    queries = 0;
    const read: (string | null | undefined)[] = [];
    for await (const document of store.documents("r3")) read.push(document.authority?.slug);
    expect(read).toEqual(subjects.map(({ slug }) => slug));
    expect(queries).toBeLessThan(10);
  });

  test("attestations are those in force on the day", async () => {
    const store = await databases.newStore();
    const attestation = {
      authoritySlug: "leeds",
      outcome: "07-m1",
      verdict: "met" as const,
      statement: "All forms are sent to the back office by night.",
      evidenceUrl: null,
      author: "A. Officer",
      madeOn: "2026-01-10",
      expiresOn: "2027-01-09",
    };
    const id = await store.attest(attestation);
    expect(await store.attestations("leeds", "2026-11-01")).toEqual([{ id, ...attestation }]);
    expect(await store.attestations("leeds", "2026-01-09")).toEqual([]);
    expect(await store.attestations("leeds", "2027-01-10")).toEqual([]);
    expect(await store.attestations("york", "2026-11-01")).toEqual([]);
    expect(await store.attestationsOn("2026-11-01")).toEqual([{ id, ...attestation }]);
    expect(await store.attestationsOn("2027-01-10")).toEqual([]);
  });

  test("many authorities write side by side, and every page is there", async () => {
    const store = await databases.newStore();
    const subjects = Array.from({ length: 8 }, (_, index) => subjectOf(`council-${index}`));
    const audits = await begin(store, "r1", subjects);
    await Promise.all(
      audits.map(async (audit, index) => {
        const journal = store.journal(audit);
        for (let page = 0; page < 10; page += 1) {
          // The odd pages are the same on every site, so that writers meet on one row.
          const html = page % 2 ? `<p>shared ${page}</p>` : `<p>council ${index} page ${page}</p>`;
          await journal.page(pageOf(`/${page}`, html), bytes(html));
        }
      }),
    );
    for (const audit of audits) expect((await store.journal(audit).resumed()).pages).toHaveLength(10);
    expect(await count(store, "bodies")).toBe(8 * 5 + 5);
  });

  test("a new database opened three times at once has its schema made once", async () => {
    const { openStore } = await import("../../src/store/open.js");
    const url = await databases.newUrl();
    const stores = await Promise.all([openStore(url), openStore(url), openStore(url)]);
    await begin(stores[0], "r1", [leeds]);
    expect(await stores[2].audits("r1")).toHaveLength(1);
    for (const store of stores) await store.close();
  });
});

async function begin<S extends readonly ReturnType<typeof subjectOf>[]>(
  store: SqlStore,
  runId: string,
  subjects: readonly [...S],
  kind: RunKind = "nightly",
): Promise<{ [K in keyof S]: number }> {
  await store.beginRun({
    id: runId,
    kind,
    startedAt: "2026-11-01T02:00:00.000Z",
    duties: ["2005"],
    profile: "equivalent",
    asOf: "2026-11-01",
    toolVersion: "0.0.0",
  });
  const ids: number[] = [];
  for (const subject of subjects) ids.push(await store.addAudit(runId, subject, HOME));
  return ids as { [K in keyof S]: number };
}

async function finish(store: SqlStore, runId: string, audit: number, subject: ReturnType<typeof subjectOf>) {
  const snapshot = snapshotOf({ "/": "<h1>Home</h1>" });
  await store.finishAudit(audit, snapshot, documentOf(runId, subject, snapshot));
}

async function finished(
  store: SqlStore,
  runId: string,
  subject: ReturnType<typeof subjectOf>,
  pages: Page[],
  examinations: Examination[] = [],
) {
  const [audit] = await begin(store, runId, [subject]);
  const snapshot = snapshotOf({}, { pages, examinations });
  await store.finishAudit(audit, snapshot, documentOf(runId, subject, snapshot));
  await store.sealRun(runId, "2026-11-01T03:00:00.000Z");
}

async function night(
  store: SqlStore,
  runId: string,
  findings: ReturnType<typeof findingOf>[],
  subject = leeds,
  kind: RunKind = "nightly",
) {
  const [audit] = await begin(store, runId, [subject], kind);
  const snapshot = snapshotOf({ "/": "<h1>Home</h1>" });
  await store.finishAudit(audit, snapshot, documentOf(runId, subject, snapshot, { findings }));
  await store.sealRun(runId, "2026-11-01T03:00:00.000Z");
}

async function changesOf(store: SqlStore, runId: string) {
  const changes: (string | null)[][] = [];
  for await (const { subject, outcome, before, after, cause } of store.changes(runId)) {
    changes.push([subject.slug, outcome, before.verdict, after.verdict, cause]);
  }
  return changes;
}

async function count(store: SqlStore, table: string): Promise<number> {
  const [row] = await store.database(table).count({ count: "*" });
  return Number(row?.count);
}

function examinationOf(url: string): Examination {
  return {
    url,
    sampledAs: "homepage",
    outcome: "ok",
    detail: "",
    engine: "axe-core",
    engineVersion: "4.14.1",
    viewport: { width: 1280, height: 800 },
    examinedAt: "2026-11-01T02:05:00.000Z",
    sha256: "0".repeat(64),
    violations: [],
    needsReview: [],
    passes: ["image-alt"],
    foreignFrames: [],
    renderedLinks: null,
  };
}
