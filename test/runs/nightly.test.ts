import { describe, expect, test } from "vitest";
import { type NightlyOptions, runNightly } from "../../src/runs/nightly.js";
import { NightInProgressError } from "../../src/runs/types.js";
import type { Store } from "../../src/store/types.js";
import { databasesFor } from "../support/databases.js";
import { type FakeSites, fakeAudit } from "./fake-audit.js";
import { foundIn, frameOf, notingView, QUICK_POLICY, tasksOf } from "./frame.js";

const databases = databasesFor("SQLite");
const QUICK: FakeSites = { pagesEach: 3, pageMs: 0 };

function nightOf(
  store: Store,
  slugs: string[],
  sites: Partial<FakeSites> = {},
  changes: Partial<NightlyOptions> = {},
): NightlyOptions {
  return {
    ...frameOf(store, tasksOf(...slugs)),
    auditOne: fakeAudit({ ...QUICK, ...sites }),
    concurrency: 2,
    policy: QUICK_POLICY,
    settings: {},
    view: notingView(),
    ...changes,
  };
}

test("every authority is audited once, and the run is sealed", async () => {
  const store = await databases.newStore();
  const summary = await runNightly(nightOf(store, ["a", "b", "c"]));
  expect(summary).toMatchObject({ sealed: true, resumed: false, authorities: 3, done: 3, open: 0 });
  expect(await store.run("night")).toMatchObject({ state: "sealed", kind: "nightly" });
  expect((await store.audits("night")).map((audit) => [audit.state, audit.attempts])).toEqual([
    ["done", 1],
    ["done", 1],
    ["done", 1],
  ]);
});

test("no more authorities than asked for are audited side by side", async () => {
  const store = await databases.newStore();
  let inHand = 0;
  let most = 0;
  const fake = fakeAudit({ ...QUICK, pageMs: 2 });
  await runNightly(
    nightOf(
      store,
      ["a", "b", "c", "d", "e", "f"],
      {},
      {
        concurrency: 3,
        auditOne: async (...call) => {
          inHand += 1;
          most = Math.max(most, inHand);
          const result = await fake(...call);
          inHand -= 1;
          return result;
        },
      },
    ),
  );
  expect(most).toBe(3);
});

describe("a site that cannot be seen", () => {
  test("is tried again after all others, and what is then seen counts", async () => {
    const store = await databases.newStore();
    const view = notingView();
    const answer = (subject: { slug: string | null }, tries: number) =>
      subject.slug === "a" && tries < 3 ? ("blocked" as const) : ("seen" as const);
    const summary = await runNightly(nightOf(store, ["a", "b", "c"], { answer }, { view, concurrency: 1 }));
    expect(view.ends).toEqual([
      ["a", "put-off"],
      ["b", "done"],
      ["c", "done"],
      ["a", "put-off"],
      ["a", "done"],
    ]);
    expect(summary).toMatchObject({ done: 3, notSeen: [], failed: [] });
  });

  test("after three tries is cannot-tell, and the summary says why", async () => {
    const store = await databases.newStore();
    const view = notingView();
    const answer = (subject: { slug: string | null }) =>
      subject.slug === "a" ? ("unreachable" as const) : ("seen" as const);
    const summary = await runNightly(nightOf(store, ["a", "b"], { answer }, { view }));
    expect(view.ends.filter(([slug]) => slug === "a").map(([, end]) => end)).toEqual([
      "put-off",
      "put-off",
      "done",
    ]);
    expect(summary).toMatchObject({ sealed: true, done: 2, failed: [] });
    expect(summary.notSeen).toEqual([{ name: "a Council", why: expect.stringContaining("unreachable") }]);
    const document = await store.documentOf("night", "a");
    expect(new Set(document?.findings.map((finding) => finding.verdict))).toEqual(new Set(["cannot-tell"]));
  });

  test("waits longer before the third try than before the second", async () => {
    const store = await databases.newStore();
    const { retryDelayMs } = await import("../../src/runs/try-audit.js");
    expect(retryDelayMs({ ...QUICK_POLICY, retryDelayMs: 100 }, 2)).toBe(400);
    const view = notingView();
    const options = nightOf(store, ["a"], { answer: () => "blocked" }, { view });
    await runNightly({ ...options, policy: { ...QUICK_POLICY, retryDelayMs: 30 } });
    expect(view.waits).toBe(2);
  });
});

test("an audit that throws is tried again, and in the end fails alone", async () => {
  const store = await databases.newStore();
  const answer = (subject: { slug: string | null }) => (subject.slug === "a" ? "throws" : "seen");
  const summary = await runNightly(nightOf(store, ["a", "b"], { answer }));
  expect(summary).toMatchObject({ sealed: true, done: 1 });
  expect(summary.failed).toEqual([{ name: "a Council", why: "Error: fault number 3" }]);
});

test("a stop leaves the run unfinished and unsealed; the next call goes on from there", async () => {
  const store = await databases.newStore();
  const slugs = ["a", "b", "c", "d"];
  const stop = new AbortController();
  let stored = 0;
  const fetched: string[] = [];
  const tell = (event: string, _slug: string, url: string) => {
    if (event === "fetch") fetched.push(url);
    stored += event === "stored" ? 1 : 0;
    if (stored === 5) stop.abort();
  };
  const first = await runNightly(nightOf(store, slugs, { tell }, { signal: stop.signal }));
  expect(first.sealed).toBe(false);
  expect(first.open).toBeGreaterThan(0);
  const second = await runNightly(nightOf(store, slugs, { tell }));
  expect(second).toMatchObject({ runId: first.runId, resumed: true, sealed: true, done: 4 });
  // A page in hand is still stored at a graceful stop, so nothing at all is fetched twice.
  expect(new Set(fetched).size).toBe(fetched.length);

  const undisturbed = await databases.newStore();
  await runNightly(nightOf(undisturbed, slugs));
  expect(await foundIn(store, "night")).toEqual(await foundIn(undisturbed, "night"));
});

test("a second night is refused while the first one lives, and the first is not disturbed", async () => {
  const store = await databases.newStore();
  const first = runNightly(nightOf(store, ["a", "b"], { pageMs: 30 }, { holder: "one" }));
  await expect.poll(() => store.leaseHolder("nightly")).toBe("one");
  await expect(runNightly(nightOf(store, ["a"], {}, { holder: "two" }))).rejects.toThrow(
    NightInProgressError,
  );
  expect(await first).toMatchObject({ sealed: true, done: 2 });
});

test("a night whose lease was taken from it stops rather than work beside another", async () => {
  const store = await databases.newStore();
  const night = runNightly(
    nightOf(store, ["a", "b", "c"], { pageMs: 60 }, { heartbeat: { intervalMs: 20, staleAfterMs: 1000 } }),
  );
  await expect.poll(() => store.leaseHolder("nightly")).not.toBeNull();
  await store.breakLease("nightly", (await store.leaseHolder("nightly")) ?? "");
  await store.lease("nightly", "thief", Date.now(), 1000);
  await expect(night).rejects.toThrow(/another process took the lease/);
  expect(await store.run("night")).toMatchObject({ state: "running" });
});

test("a run that began more than a day ago, or on other terms, is abandoned and a new one begun", async () => {
  const store = await databases.newStore();
  const begin = (id: string, startedAt: string, profile: "letter" | "equivalent") =>
    store.beginRun({
      id,
      kind: "nightly",
      startedAt,
      duties: ["2005"],
      profile,
      asOf: "2026-10-01",
      toolVersion: "0.0.0",
    });
  await begin("old", "2020-01-01T00:00:00.000Z", "equivalent");
  await begin("otherwise", new Date().toISOString(), "letter");
  const summary = await runNightly(nightOf(store, ["a"]));
  expect(summary).toMatchObject({ runId: "night", resumed: false, sealed: true });
  expect((await store.runs({ state: "abandoned" })).map((run) => run.id)).toEqual(["otherwise", "old"]);
});

test("an authority under which the process dies every time ends in failed, not in an endless night", async () => {
  const store = await databases.newStore();
  await store.beginRun({
    id: "night",
    kind: "nightly",
    startedAt: new Date().toISOString(),
    ...frameOf(store, []).terms,
  });
  const [task] = tasksOf("a");
  const audit = task && (await store.addAudit("night", task.subject, task.url));
  for (let time = 0; time < 5; time += 1) await store.startAudit(audit ?? 0, new Date().toISOString());
  const summary = await runNightly(
    nightOf(store, ["a", "b"], {}, { policy: { ...QUICK_POLICY, maxAttempts: 5 } }),
  );
  expect(summary).toMatchObject({ sealed: true, done: 1 });
  expect(summary.failed[0]?.why).toMatch(/5 times/);
});

test("a store that fails ends the night with its error, and the run stays to be taken up", async () => {
  const store = await databases.newStore();
  const broken: Store = new Proxy(store, {
    get(target, name) {
      if (name === "finishAudit") return () => Promise.reject(new Error("disk full"));
      const member = Reflect.get(target, name);
      return typeof member === "function" ? member.bind(target) : member;
    },
  });
  await expect(runNightly(nightOf(broken, ["a", "b", "c"]))).rejects.toThrow("disk full");
  expect(await store.unfinishedRun("nightly")).toMatchObject({ id: "night" });
  expect(await runNightly(nightOf(store, ["a", "b", "c"]))).toMatchObject({ resumed: true, done: 3 });
});

test("the second night drops the bodies of runs that are not kept", async () => {
  const store = await databases.newStore();
  for (const id of ["night-1", "night-2"]) {
    await runNightly(nightOf(store, ["a"], {}, { keepRuns: 1, newRunId: () => id }));
  }
  const [first] = await store.audits("night-1");
  expect(await store.snapshot(first?.id ?? 0)).toBeNull();
  expect(await store.document(first?.id ?? 0)).not.toBeNull();
});
