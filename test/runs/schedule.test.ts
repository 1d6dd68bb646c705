import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { nextStarts, runSchedule, ScheduleError, type ScheduleOptions } from "../../src/runs/schedule.js";
import { SILENT } from "./frame.js";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe("when the clocks change in London", () => {
  const starts = (cron: string, after: string, count = 3) =>
    nextStarts(cron, "Europe/London", new Date(after), count).map((date) => date.toISOString());

  test("a start in the hour that is skipped comes right after it", () => {
    expect(starts("30 1 * * *", "2026-03-28T00:00:00Z")).toEqual([
      "2026-03-28T01:30:00.000Z",
      "2026-03-29T01:00:00.000Z",
      "2026-03-30T00:30:00.000Z",
    ]);
  });

  test("a start in the hour that comes twice comes once", () => {
    expect(starts("30 1 * * *", "2026-10-24T12:00:00Z", 2)).toEqual([
      "2026-10-25T00:30:00.000Z",
      "2026-10-26T01:30:00.000Z",
    ]);
  });

  test("a start at three in the morning stays at three", () => {
    expect(starts("0 3 * * *", "2026-10-24T00:00:00Z")).toEqual([
      "2026-10-24T02:00:00.000Z",
      "2026-10-25T03:00:00.000Z",
      "2026-10-26T03:00:00.000Z",
    ]);
  });
});

test.each([
  ["every night", "Europe/London"],
  ["99 1 * * *", "Europe/London"],
  ["30 1 * * *", "Europe/Leeds"],
])("%j in %j is refused by name", (cron, timezone) => {
  expect(() => nextStarts(cron, timezone, new Date(0), 1)).toThrow(ScheduleError);
});

describe("the schedule", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: new Date("2026-11-01T12:00:00Z") });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test("starts one night at each time it names, until it is stopped", async () => {
    const stop = new AbortController();
    const starts: string[] = [];
    const schedule = runSchedule(
      optionsOf(stop, async () => {
        starts.push(new Date().toISOString());
      }),
    );
    await vi.advanceTimersByTimeAsync(2 * DAY);
    stop.abort();
    await schedule;
    await vi.advanceTimersByTimeAsync(2 * DAY);
    expect(starts).toEqual(["2026-11-02T01:30:00.000Z", "2026-11-03T01:30:00.000Z"]);
  });

  test("leaves a start out while the last night is under way", async () => {
    const stop = new AbortController();
    let atOnce = 0;
    let most = 0;
    let nights = 0;
    const schedule = runSchedule(
      optionsOf(stop, async () => {
        nights += 1;
        atOnce += 1;
        most = Math.max(most, atOnce);
        await new Promise((resolve) => setTimeout(resolve, 1.5 * DAY));
        atOnce -= 1;
      }),
    );
    await vi.advanceTimersByTimeAsync(4 * DAY);
    stop.abort();
    await vi.advanceTimersByTimeAsync(2 * DAY);
    await schedule;
    expect([nights, most]).toEqual([2, 1]);
  });

  test("goes on after a night that failed", async () => {
    const stop = new AbortController();
    let nights = 0;
    const schedule = runSchedule(
      optionsOf(stop, async () => {
        nights += 1;
        throw new Error("the register could not be read");
      }),
    );
    await vi.advanceTimersByTimeAsync(3 * DAY);
    stop.abort();
    await schedule;
    expect(nights).toBe(3);
  });

  test("asked to stop tells the night, and waits until it has ended", async () => {
    const stop = new AbortController();
    const order: string[] = [];
    const schedule = runSchedule(
      optionsOf(stop, async (signal) => {
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
        order.push("night told");
        await new Promise((resolve) => setTimeout(resolve, MINUTE));
        order.push("night ended");
      }),
    ).then(() => order.push("schedule ended"));
    await vi.advanceTimersByTimeAsync(DAY);
    stop.abort();
    await vi.advanceTimersByTimeAsync(2 * MINUTE);
    await schedule;
    expect(order).toEqual(["night told", "night ended", "schedule ended"]);
  });
});

test("a start is put off by its share of the jitter, and never begins once the schedule was stopped meanwhile", async () => {
  const stop = new AbortController();
  const log = { ...SILENT, info: vi.fn() };
  let nights = 0;
  const schedule = runSchedule({
    ...optionsOf(stop, async () => {
      nights += 1;
    }),
    cron: "* * * * * *",
    jitterMs: 600_000,
    log,
  });
  await new Promise((resolve) => setTimeout(resolve, 1500));
  stop.abort();
  await schedule;
  expect(nights).toBe(0);
});

function optionsOf(stop: AbortController, runNight: ScheduleOptions["runNight"]): ScheduleOptions {
  return {
    cron: "30 1 * * *",
    timezone: "Europe/London",
    jitterMs: 0,
    random: () => 0.5,
    runNight,
    log: SILENT,
    signal: stop.signal,
  };
}
