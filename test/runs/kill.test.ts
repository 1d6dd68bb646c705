import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runNightly } from "../../src/runs/nightly.js";
import { openStore } from "../../src/store/open.js";
import { fakeAudit } from "./fake-audit.js";
import { foundIn, frameOf, notingView, QUICK_POLICY, tasksOf } from "./frame.js";

const SLUGS = ["ash", "birch", "cedar", "elder", "fir"];
const PAGES_IN_ALL = SLUGS.length * 6;
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "council-audit-kill-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each([1, 2, 3])(
  "a night killed at random moments (seed %i) ends as an undisturbed one, and fetches nothing twice that was stored",
  async (seed) => {
    const url = `sqlite:${join(folder, `${seed}.db`)}`;
    const events = join(folder, `${seed}.events`);
    await writeFile(events, "");
    const random = mulberry32(seed);
    let kills = 0;
    for (let round = 0; round < 3; round += 1) {
      const goal = (await eventsOf(events)).length + 1 + Math.floor(random() * 16);
      kills += (await killAfter(startNight(url, events), events, goal)) ? 1 : 0;
    }
    expect(kills).toBeGreaterThan(0);
    const last = startNight(url, events);
    const output = collect(last);
    await once(last, "exit");
    expect(JSON.parse(await output)).toMatchObject({ sealed: true, done: SLUGS.length, failed: [] });

    const store = await openStore(url);
    expect(await store.runs()).toHaveLength(1);
    expect(await foundIn(store, "night")).toEqual(await undisturbed(seed));
    await store.close();
    assertNothingStoredIsFetchedAgain(await eventsOf(events));
  },
);

function startNight(url: string, events: string): ChildProcess {
  return spawn(
    process.execPath,
    ["--import", "tsx", join(import.meta.dirname, "night-process.ts"), url, events, ...SLUGS],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
}

/** SIGKILL once so many events have been told; false when the process was done before. */
async function killAfter(child: ChildProcess, events: string, goal: number): Promise<boolean> {
  const exited = once(child, "exit");
  while (child.exitCode === null && (await eventsOf(events)).length < goal) await delay(2);
  child.kill("SIGKILL");
  const [, signal] = await exited;
  return signal === "SIGKILL";
}

async function collect(child: ChildProcess): Promise<string> {
  let text = "";
  for await (const chunk of child.stdout ?? []) text += chunk;
  return text;
}

async function eventsOf(file: string): Promise<string[]> {
  return (await readFile(file, "utf8")).split("\n").filter(Boolean);
}

function assertNothingStoredIsFetchedAgain(events: string[]): void {
  const stored = new Set<string>();
  const again: string[] = [];
  for (const event of events) {
    const [what, subject, url] = event.split(" ");
    if (what === "stored") stored.add(`${subject} ${url}`);
    else if (stored.has(`${subject} ${url}`)) again.push(event);
  }
  expect(again).toEqual([]);
  // A kill may come between the storing of a page and its being told.
  expect(stored.size).toBeGreaterThan(PAGES_IN_ALL - 8);
}

async function undisturbed(seed: number): Promise<unknown[]> {
  const store = await openStore(`sqlite:${join(folder, `undisturbed-${seed}.db`)}`);
  await runNightly({
    ...frameOf(store, tasksOf(...SLUGS)),
    auditOne: fakeAudit({ pagesEach: 6, pageMs: 0 }),
    concurrency: 2,
    policy: QUICK_POLICY,
    settings: {},
    view: notingView(),
  });
  const found = await foundIn(store, "night");
  await store.close();
  return found;
}

/** A small generator with a seed, so that a failing series of kills can be had again. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
