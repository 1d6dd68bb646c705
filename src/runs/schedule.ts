import { setTimeout as delay } from "node:timers/promises";
import { Cron } from "croner";
import { messageOf } from "../errors.js";
import type { Log } from "./night.js";

export interface ScheduleOptions {
  /** Five fields, `30 1 * * *`; six when the first is seconds. */
  cron: string;
  /** IANA name, `Europe/London`. */
  timezone: string;
  /** Each start is put off by a random part of this, so that not every installation starts on the minute. */
  jitterMs: number;
  /** 0 ≤ x < 1. */
  random(): number;
  runNight(signal: AbortSignal): Promise<void>;
  log: Log;
  /** Aborting it stops the schedule; a night under way is stopped and waited for. */
  signal: AbortSignal;
}

/** A cron expression or time zone that cannot be understood. */
export class ScheduleError extends Error {
  override readonly name = "ScheduleError";
}

/**
 * Runs a night whenever the expression says so, until the signal aborts. A start that comes while a night is under way is
 * left out. When the clocks change, a time that is skipped is made up for at the first valid moment after it, and one that
 * comes twice starts one night.
 * @throws ScheduleError
 */
export async function runSchedule(options: ScheduleOptions): Promise<void> {
  const { log, signal } = options;
  let night: Promise<void> | null = null;
  const job = cronOf(options.cron, options.timezone);
  // croner's own protection would make up for the start that was left out as soon as the long night ends: by daylight.
  job.schedule(() => {
    if (night) {
      log.warn({}, "the last night is still under way; this start is left out");
      return;
    }
    night = startNight(options).finally(() => {
      night = null;
    });
  });
  try {
    log.info({ next: job.nextRun()?.toISOString() ?? null, timezone: options.timezone }, "schedule begun");
    await aborted(signal);
  } finally {
    job.stop();
    await night;
    log.info({}, "schedule ended");
  }
}

/** The next starts, jitter aside. @throws ScheduleError */
export function nextStarts(cron: string, timezone: string, after: Date, count: number): Date[] {
  return cronOf(cron, timezone).nextRuns(count, after);
}

async function startNight(options: ScheduleOptions): Promise<void> {
  const { signal, log } = options;
  try {
    const jitterMs = Math.floor(options.random() * options.jitterMs);
    if (jitterMs > 0) await delay(jitterMs, undefined, { signal });
    await options.runNight(signal);
  } catch (error) {
    // One bad night must not end the schedule: tomorrow's may be better.
    if (!signal.aborted) log.error({ err: error }, "the night failed");
  }
}

function cronOf(cron: string, timezone: string): Cron {
  try {
    const job = new Cron(cron, { timezone });
    // An unknown time zone only shows when it is first reckoned with.
    job.nextRun();
    return job;
  } catch (error) {
    const why = messageOf(error);
    throw new ScheduleError(`"${cron}" in the time zone "${timezone}" is no schedule: ${why}`);
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
