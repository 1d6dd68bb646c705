import type { Register } from "../authorities/register.js";
import { EXIT, messageOf, UsageError } from "../errors.js";
import { nextStarts, runSchedule, ScheduleError } from "../runs/schedule.js";
import { checkMail, type MailFlags, mail } from "./mail.js";
import { logOf } from "./night-work.js";
import { type NightFlags, nightly, planOf } from "./nightly.js";
import { number } from "./options.js";
import type { Surroundings } from "./surroundings.js";

export interface ScheduleFlags extends NightFlags {
  cron: string;
  timezone: string;
  /** Minutes. */
  jitter: string;
  /** Whether reports are mailed after each night: `never`, or one of mail's own settings. */
  mail: string;
  linkBase?: string;
}

/** Minutes to stay for messages that the mail server put off: nobody is waiting at this hour. */
const MAIL_WAIT_MINUTES = "240";

/**
 * `schedule`: a night whenever the expression says so, until SIGTERM. Flags are checked now, not at half past one.
 * @param register read anew for each night, so that corrections count from the next one.
 * A finished night is followed by mail when `--mail` asks for it; a mail server's trouble never stops the schedule.
 */
export async function schedule(
  flags: ScheduleFlags,
  register: () => Register,
  around: Surroundings,
  random: () => number,
): Promise<number> {
  planOf(flags, register(), around);
  const letters = flags.mail === "never" ? null : mailFlagsOf(flags);
  if (letters) checkMail(letters, around);
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
      if (code !== EXIT.done || !letters) return;
      try {
        await mail(letters, { ...around, signal });
      } catch (error) {
        around.log(`council-audit: mail: ${messageOf(error)}`);
      }
    },
  });
  return EXIT.done;
}

function mailFlagsOf(flags: ScheduleFlags): MailFlags {
  return {
    when: flags.mail,
    dryRun: false,
    status: false,
    again: [],
    output: "",
    wait: MAIL_WAIT_MINUTES,
    rate: "60",
    ...(flags.linkBase === undefined ? {} : { linkBase: flags.linkBase }),
    ...(flags.database === undefined ? {} : { database: flags.database }),
  };
}

function startsOf(cron: string, timezone: string, now: Date): Date[] {
  try {
    return nextStarts(cron, timezone, now, 1);
  } catch (error) {
    if (error instanceof ScheduleError) throw new UsageError(`--cron ${error.message}`);
    throw error;
  }
}
