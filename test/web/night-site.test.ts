import { existsSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { RunRecord } from "../../src/store/types.js";
import { NightSite } from "../../src/web/night-site.js";

const run = (id: string): RunRecord => ({
  id,
  kind: "nightly",
  state: "sealed",
  startedAt: "2026-11-01T02:00:00.000Z",
  finishedAt: "2026-11-01T05:00:00.000Z",
  duties: ["2005"],
  profile: "equivalent",
  asOf: "2026-11-01",
  toolVersion: "0.0.0",
});

/** A store whose newest night can be changed, and a writer that can be told to fail. */
function nights(newest: string | null) {
  const state = { newest, fails: false };
  const written: string[] = [];
  const failures: string[] = [];
  const site = new NightSite({
    store: { runs: async () => (state.newest === null ? [] : [run(state.newest)]) },
    async write({ id }, folder) {
      written.push(id);
      await writeFile(join(folder, "index.html"), id);
      if (state.fails) throw new Error("disk full");
      return { reportOf: async () => null };
    },
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

  test("stays as it was when the newer one cannot be written, which is tried once", async () => {
    const { site, state, written, failures, shown } = nights("n1");
    await site.refresh();
    Object.assign(state, { newest: "n2", fails: true });
    await site.refresh();
    await site.refresh();
    expect(shown()).toBe("n1");
    expect(written).toEqual(["n1", "n2"]);
    expect(failures).toEqual(["disk full"]);
    Object.assign(state, { newest: "n3", fails: false });
    await site.refresh();
    expect(shown()).toBe("n3");
    await site.close();
  });
});
