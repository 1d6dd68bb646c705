import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runNightly } from "../../src/runs/nightly.js";
import { type QueuedNightlyOptions, runQueuedNightly, runWorker } from "../../src/runs/queue.js";
import type { NightView } from "../../src/runs/types.js";
import { openStore } from "../../src/store/open.js";
import type { SqlStore } from "../../src/store/sql-store.js";
import { databasesFor } from "../support/databases.js";
import { type FakeSites, fakeAudit, tellInto } from "./fake-audit.js";
import { foundIn, frameOf, notingView, QUICK_POLICY, QUICK_TIMES, SILENT, tasksOf } from "./frame.js";

const SLUGS = ["ash", "birch", "cedar", "elder", "fir", "hazel"];
const HEARTBEAT = { intervalMs: 200, staleAfterMs: 1_500 };
const databases = databasesFor("PostgreSQL");
const processes: ChildProcess[] = [];
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "council-audit-queue-"));
});
afterAll(async () => {
  for (const child of processes) child.kill("SIGKILL");
  await rm(folder, { recursive: true, force: true });
});

test("two workers find what one process finds, each authority once, and the run is sealed", async () => {
  const { url, store } = await newQueue();
  const done: string[] = [];
  const workers = ["one", "two"].map((name) =>
    startWorker(url, store, name, { tell: (_event, slug) => done.push(`${name} ${slug}`) }),
  );
  const summary = await runQueuedNightly(nightOf(url, store));
  await Promise.all(workers.map((worker) => worker.stop()));
  expect(summary).toMatchObject({ sealed: true, done: SLUGS.length, failed: [], notSeen: [] });
  expect(await foundIn(store, "night")).toEqual(await foundByOneProcess());
  const pairs = new Set(done);
  expect(pairs.size).toBe(SLUGS.length);
  expect(new Set(done.map((entry) => entry.split(" ")[0]))).toEqual(new Set(["one", "two"]));
});

test("the authority of a worker that was killed is taken up by another where it stood", async () => {
  const { url, store } = await newQueue();
  const events = join(folder, "killed.events");
  await writeFile(events, "");
  const doomed = spawnWorker(url, events, 400);
  const night = runQueuedNightly(nightOf(url, store, { slugs: ["ash", "birch"] }));
  await expect
    .poll(() => readFile(events, "utf8"), { timeout: 30_000, interval: 20 })
    .toMatch(/stored.*\n(.*\n)*stored/);
  doomed.kill("SIGKILL");
  await once(doomed, "exit");

  const rescuer = startWorker(url, store, "rescuer", { tell: tellInto(events) });
  const summary = await night;
  await rescuer.stop();
  expect(summary).toMatchObject({ sealed: true, done: 2, failed: [] });
  const lines = (await readFile(events, "utf8")).trim().split("\n");
  const stored = lines.filter((line) => line.startsWith("stored")).map((line) => line.split(" ")[2]);
  expect(new Set(stored).size).toBe(stored.length);
  expect(await foundIn(store, "night")).toEqual(await foundByOneProcess(["ash", "birch"]));
  const attempts = (await store.audits("night")).map((audit) => audit.attempts).sort();
  expect(attempts).toEqual([1, 2]);
});

test("a worker that is asked to stop gives its authority back at once, and another finishes it", async () => {
  const { url, store } = await newQueue();
  const events = join(folder, "stopped.events");
  await writeFile(events, "");
  const leaving = spawnWorker(url, events, 150);
  const night = runQueuedNightly(
    // So long that a heartbeat could not be what finds out.
    nightOf(url, store, { slugs: ["ash"], heartbeat: { intervalMs: 1000, staleAfterMs: 600_000 } }),
  );
  await expect.poll(() => readFile(events, "utf8"), { timeout: 30_000, interval: 20 }).toMatch(/stored/);
  leaving.kill("SIGTERM");
  const [code] = await once(leaving, "exit");
  expect(code).toBe(0);
  const staying = startWorker(url, store, "staying");
  expect(await night).toMatchObject({ sealed: true, done: 1 });
  await staying.stop();
});

test("a site that cannot be seen comes back to the queue, and is cannot-tell after three tries", async () => {
  const { url, store } = await newQueue();
  const view = notingView();
  const worker = startWorker(url, store, "one", {
    answer: (subject) => (subject.slug === "ash" ? "blocked" : "seen"),
  });
  const summary = await runQueuedNightly(nightOf(url, store, { slugs: ["ash", "birch"], view }));
  await worker.stop();
  expect(summary).toMatchObject({ sealed: true, done: 2, notSeen: [{ name: "ash Council" }] });
  expect(view.ends.filter(([slug]) => slug === "ash").map(([, end]) => end)).toContain("done");
  expect((await store.audits("night")).find((audit) => audit.subject.slug === "ash")?.putOff).toBe(2);
});

test("a night begun in one process is taken up by the queue, and the jobs of an abandoned run are let fall", async () => {
  const { url, store } = await newQueue();
  const stop = new AbortController();
  await runNightly({
    ...frameOf(store, tasksOf(...SLUGS), { signal: stop.signal }),
    auditOne: fakeAudit({ pagesEach: 6, pageMs: 0, tell: () => stop.abort() }),
    concurrency: 1,
    policy: QUICK_POLICY,
    settings: {},
    view: notingView(),
  });
  expect(await store.unfinishedRun("nightly")).not.toBeNull();
  const worker = startWorker(url, store, "one");
  const summary = await runQueuedNightly(nightOf(url, store));
  await worker.stop();
  expect(summary).toMatchObject({ resumed: true, sealed: true, done: SLUGS.length });
  expect(await foundIn(store, "night")).toEqual(await foundByOneProcess());
});

test("settings of the night reach the worker", async () => {
  const { url, store } = await newQueue();
  const seen: unknown[] = [];
  const fake = fakeAudit({ pagesEach: 1, pageMs: 0 });
  const stop = new AbortController();
  const worker = runWorker({
    ...workerOptions(url, store, "one", stop.signal),
    auditOne: (subject, address, work) => {
      seen.push(work.settings);
      return fake(subject, address, work);
    },
  });
  await runQueuedNightly(nightOf(url, store, { slugs: ["ash"], settings: { pages: 40 } }));
  stop.abort();
  await worker;
  expect(seen).toEqual([{ pages: 40 }]);
});

async function newQueue(): Promise<{ url: string; store: SqlStore }> {
  const url = await databases.newUrl();
  return { url, store: databases.closeAfterwards(await openStore(url)) };
}

function nightOf(
  databaseUrl: string,
  store: SqlStore,
  changes: Partial<QueuedNightlyOptions> & { slugs?: string[]; view?: NightView } = {},
): QueuedNightlyOptions {
  const { slugs = SLUGS, ...rest } = changes;
  return {
    ...frameOf(store, tasksOf(...slugs)),
    heartbeat: HEARTBEAT,
    databaseUrl,
    policy: QUICK_POLICY,
    times: QUICK_TIMES,
    settings: {},
    view: notingView(),
    ...rest,
  };
}

function startWorker(url: string, store: SqlStore, name: string, sites: Partial<FakeSites> = {}) {
  const stop = new AbortController();
  const ended = runWorker({
    ...workerOptions(url, store, name, stop.signal),
    auditOne: fakeAudit({ pagesEach: 6, pageMs: 5, ...sites }),
  });
  return {
    async stop() {
      stop.abort();
      await ended;
    },
  };
}

function workerOptions(databaseUrl: string, store: SqlStore, holder: string, signal: AbortSignal) {
  return {
    databaseUrl,
    store,
    auditOne: fakeAudit({ pagesEach: 6, pageMs: 5 }),
    concurrency: 1,
    policy: QUICK_POLICY,
    heartbeat: HEARTBEAT,
    times: QUICK_TIMES,
    holder,
    now: () => new Date(),
    log: SILENT,
    view: notingView(),
    signal,
  };
}

function spawnWorker(url: string, events: string, pageMs: number): ChildProcess {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", join(import.meta.dirname, "worker-process.ts"), url, events, String(pageMs)],
    { stdio: ["ignore", "ignore", "inherit"] },
  );
  processes.push(child);
  return child;
}

async function foundByOneProcess(slugs = SLUGS): Promise<unknown[]> {
  const store = databases.closeAfterwards(await openStore(await databases.newUrl()));
  await runNightly({
    ...frameOf(store, tasksOf(...slugs)),
    auditOne: fakeAudit({ pagesEach: 6, pageMs: 0 }),
    concurrency: 2,
    policy: QUICK_POLICY,
    settings: {},
    view: notingView(),
  });
  return foundIn(store, "night");
}
