import type { Register } from "../authorities/register.js";
import { EXIT, UsageError } from "../errors.js";
import { nextStarts, runSchedule, ScheduleError } from "../runs/schedule.js";
import { logOf } from "./night-work.js";
import { type NightFlags, nightly, planOf } from "./nightly.js";
import { number } from "./options.js";
import type { Surroundings } from "./surroundings.js";

export interface ScheduleFlags extends NightFlags {
  cron: string;
  timezone: string;
  /** Minutes. */
  jitter: string;
}

/**
 * `schedule`: a night whenever the expression says so, until SIGTERM. Flags are checked now, not at half past one.
 * @param register read anew for each night, so that corrections count from the next one.
 * @param afterNight what follows a finished night: mail, when it is asked for.
 */
export async function schedule(
  flags: ScheduleFlags,
  register: () => Register,
  around: Surroundings,
  random: () => number,
  afterNight: () => Promise<void> = async () => {},
): Promise<number> {
  planOf(flags, register(), around);
  const jitterMs = number("--jitter", flags.jitter, 0, 24 * 60) * 60_000;
  const { cron, timezone } = flags;
  const [next] = startsOf(cron, timezone, around.now());
  if (!next) throw new UsageError(`--cron "${cron}" never comes`);
  around.log(`council-audit: next night ${next.toISOString()} (${cron}, ${timezone})`);
  await runSchedule({
    cron,
    timezone,
    jitterMs,
    random,
    log: logOf(around),
    signal: around.signal ?? new AbortController().signal,
    async runNight(signal) {
      const code = await nightly(flags, register(), { ...around, signal });
      if (code === EXIT.done) await afterNight();
    },
  });
  return EXIT.done;
}

function startsOf(cron: string, timezone: string, now: Date): Date[] {
  try {
    return nextStarts(cron, timezone, now, 1);
  } catch (error) {
    if (error instanceof ScheduleError) throw new UsageError(`--cron ${error.message}`);
    throw error;
  }
}
