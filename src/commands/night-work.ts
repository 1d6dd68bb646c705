import { setFlagsFromString } from "node:v8";
import { pino } from "pino";
import { z } from "zod";
import { auditSite, type Budget } from "../audit/audit.js";
import type { Json } from "../audit/types.js";
import { UsageError } from "../errors.js";
import type { Log } from "../runs/night.js";
import type { AuditOne, NightView } from "../runs/types.js";
import { logView, terminalView } from "../runs/view.js";
import { databaseAddress } from "../store/database.js";
import { netOptionsOf, type VisitFlags } from "./options.js";
import type { Surroundings } from "./surroundings.js";
import { openWorkshop, type Workshop } from "./workshop.js";

/**
 * V8's own flags; without them a night is only larger and slower.
 *
 * A night runs for hours beside Chromium, often on a small machine. Left to itself V8 lets the heap grow to several times
 * what is alive before it collects, and a long night meets more of such peaks than a short one; collecting when a quarter
 * has been added costs some 8 % of processor time and a third less memory.
 *
 * It also compiles anew, in threads of its own, whatever has run for a moment. A night's work is spread over much code,
 * little of which runs long: waiting until some four times as much of a function has run saves more than a tenth of the
 * processor time of a night in which little has changed.
 */
const V8_FLAGS = ["--heap-growing-percent=25", "--interrupt-budget=600000"] as const;

/** What a night and a worker have in common: one network and browser for all sites, and how to audit one with them. */
export async function openNightWorkshop(
  flags: VisitFlags,
  sideBySide: number,
  around: Surroundings,
): Promise<Workshop> {
  for (const flag of V8_FLAGS) setFlagsFromString(flag);
  return openWorkshop({
    net: netOptionsOf(flags),
    browser: flags.browser && Number(flags.browserPages) > 0,
    // More pages at once than this only take the processor from one another.
    browserConcurrency: Math.min(4, Math.max(2, sideBySide)),
    environment: around.environment,
    log: around.log,
  });
}

const budgetShape = z.object({
  pages: z.number().int().positive(),
  browserPages: z.number().int().nonnegative(),
  timeMs: z.number().positive(),
  concurrency: z.number().int().positive(),
});

/** The night's budgets travel with each job, so that every worker looks equally hard. */
export function settingsOf(budget: Budget): Json {
  return { ...budget };
}

export function auditOneWith(workshop: Workshop): AuditOne {
  return (subject, url, work) =>
    auditSite({
      subject,
      url,
      terms: {
        runId: work.run.id,
        duties: work.run.duties,
        profile: work.run.profile,
        asOf: work.run.asOf,
      },
      budget: budgetShape.parse(work.settings),
      net: workshop.net,
      browser: workshop.browser,
      journal: work.journal,
      startedAt: work.startedAt,
      progress: work.progress,
      signal: work.signal,
    });
}

/** Structured lines on standard error; on a terminal only what is wrong, since the bars say the rest. */
export function logOf(around: Surroundings): Log {
  return pino(
    { level: around.terminal ? "error" : "info", base: null, timestamp: pino.stdTimeFunctions.isoTime },
    { write: (line: string) => around.log(line.trimEnd()) },
  );
}

export function viewOf(around: Surroundings, log: Log): NightView {
  const now = () => around.now().getTime();
  return around.terminal ? terminalView(process.stderr, now) : logView(log, now);
}

/** @throws UsageError when the database is not PostgreSQL, over which alone work can be shared. */
export function assertSharedDatabase(databaseUrl: string): void {
  if (databaseAddress(databaseUrl).client === "pg") return;
  throw new UsageError(
    "a worker takes its jobs from PostgreSQL: set DATABASE_URL (or --database) to postgres://… as for nightly",
  );
}
