import { existsSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { RunRecord } from "../../src/store/types.js";
import { NightSite } from "../../src/web/night-site.js";

const run = (id: string, revision = 0): RunRecord => ({
  id,
  kind: "nightly",
  state: "sealed",
  startedAt: "2026-11-01T02:00:00.000Z",
  finishedAt: "2026-11-01T05:00:00.000Z",
  duties: ["2005"],
  profile: "equivalent",
  asOf: "2026-11-01",
  toolVersion: "0.0.0",
  revision,
});

/** A store whose newest night can be changed, and a writer that can be told to fail. */
function nights(newest: string | null) {
  const state = { newest, revision: 0, fails: false, now: 0 };
  const written: string[] = [];
  const failures: string[] = [];
  const site = new NightSite({
    store: { runs: async () => (state.newest === null ? [] : [run(state.newest, state.revision)]) },
    async write({ id }, folder) {
      written.push(id);
      await writeFile(join(folder, "index.html"), id);
      if (state.fails) throw new Error("disk full");
      return { reportOf: async () => null };
    },
    now: () => state.now,
    failed: (error) => failures.push((error as Error).message),
  });
  const shown = () => {
    const folder = site.current()?.folder;
    return folder === undefined ? null : readFileSync(join(folder, "index.html"), "utf8");
  };
  return { site, state, written, failures, shown };
}

describe("the site of the last night", () => {
  test("is not there without a night, and is written once for each", async () => {
    const { site, state, written, shown } = nights(null);
    await site.refresh();
    expect(shown()).toBeNull();
    state.newest = "n1";
    await Promise.all([site.refresh(), site.refresh()]);
    await site.refresh();
    expect(shown()).toBe("n1");
    expect(written).toEqual(["n1"]);
    await site.close();
  });

  test("gives way to a newer night's, whose folder then takes the place of the old", async () => {
    const { site, state, shown } = nights("n1");
    await site.refresh();
    const old = site.current()?.folder ?? "";
    state.newest = "n2";
    await site.refresh();
    expect(shown()).toBe("n2");
    expect(existsSync(old)).toBe(false);
    const last = site.current()?.folder ?? "";
    await site.close();
    expect(existsSync(last)).toBe(false);
  });

  test("is made anew when the night was judged again", async () => {
    const { site, state, written } = nights("n1");
    await site.refresh();
    state.revision = 1;
    await site.refresh();
    expect(written).toEqual(["n1", "n1"]);
    await site.close();
  });

  test("stays as it was when the newer one cannot be written, which is tried again with longer pauses", async () => {
    const { site, state, written, failures, shown } = nights("n1");
    await site.refresh();
    Object.assign(state, { newest: "n2", fails: true });
    await site.refresh();
    await site.refresh();
    expect(shown()).toBe("n1");
    expect(written).toEqual(["n1", "n2"]);
    expect(failures).toEqual(["disk full"]);
    state.now += 60_000;
    await site.refresh();
    state.now += 60_000;
    await site.refresh();
    expect(written).toEqual(["n1", "n2", "n2"]);
    Object.assign(state, { now: state.now + 4 * 60_000, fails: false });
    await site.refresh();
    expect(shown()).toBe("n2");
    await site.close();
  });

  test("says whether there is none, it is being written, or could not be", async () => {
    const { site, state } = nights(null);
    await site.refresh();
    expect(site.state).toBe("none");
    Object.assign(state, { newest: "n1", fails: true });
    const writing = site.refresh();
    expect(site.state).toBe("in-the-making");
    await writing;
    expect(site.state).toBe("failed");
    Object.assign(state, { now: 60_000, fails: false });
    await site.refresh();
    expect(site.state).toBe("shown");
    await site.close();
  });
});
