import { randomUUID } from "node:crypto";
import type { Command } from "commander";
import { type Register, subjectOf } from "../authorities/register.js";
import { EXIT, UsageError } from "../errors.js";
import { tool } from "../project.js";
import { HEARTBEAT } from "../runs/heartbeat.js";
import { newHolder } from "../runs/holder.js";
import type { NightFrame } from "../runs/night.js";
import { runNightly } from "../runs/nightly.js";
import { QUEUE_TIMES, runQueuedNightly, runWorker } from "../runs/queue.js";
import {
  type AuditOne,
  NightInProgressError,
  type NightSummary,
  type NightTask,
  TRY_POLICY,
} from "../runs/types.js";
import { summaryText } from "../runs/view.js";
import { databaseAddress } from "../store/database.js";
import { openStore } from "../store/open.js";
import { subjectKey } from "../store/types.js";
import { auditOneWith, logOf, openNightWorkshop, settingsOf, viewOf } from "./night-work.js";
import {
  addVisitOptions,
  asOfOf,
  budgetOf,
  databaseOf,
  dutiesOf,
  netOptionsOf,
  profileOf,
  type VisitFlags,
  wholeNumber,
} from "./options.js";
import { report } from "./report.js";
import { targetOf } from "./subject.js";
import type { Surroundings } from "./surroundings.js";

export interface NightFlags extends VisitFlags {
  only: string[];
  sideBySide: string;
  keepRuns: string;
  output: string;
  report: boolean;
}

export function addNightOptions(command: Command): Command {
  return addVisitOptions(command)
    .option(
      "--only <AUTHORITY>",
      "a name, GSS code or web address instead of the whole register; repeatable",
      (value: string, before: string[]) => [...before, value],
      [] as string[],
    )
    .option("--side-by-side <N>", "authorities audited at once (PostgreSQL: 0 leaves all to workers)", "4")
    .option("--keep-runs <N>", "nights whose page bodies are kept; findings are kept for ever", "30")
    .option("--output <FOLDER>", "where the reports of the night go", "council-audit-reports")
    .option("--no-report", "do not write reports at the end");
}

/** `nightly`: every authority of the register, or those named; takes up an unfinished run. */
export async function nightly(flags: NightFlags, register: Register, around: Surroundings): Promise<number> {
  const summary = await auditNight(flags, register, around);
  around.print(summaryText(summary));
  // The next call goes on.
  if (!summary.sealed) return EXIT.stopped;
  if (!flags.report) return EXIT.done;
  const { output, database } = flags;
  return report(
    { run: summary.runId, output, pdf: false, ...(database === undefined ? {} : { database }) },
    register,
    around,
  );
}

/**
 * The night itself, without its reports.
 * @throws UsageError for whatever is wrong with the flags, before anything is done, or when a night is under way.
 */
export async function auditNight(
  flags: NightFlags,
  register: Register,
  around: Surroundings,
): Promise<NightSummary> {
  const plan = planOf(flags, register, around);
  const store = await openStore(plan.databaseUrl);
  try {
    const workshop = plan.sideBySide > 0 ? await openNightWorkshop(flags, plan.sideBySide, around) : null;
    try {
      const log = logOf(around);
      const frame: NightFrame = {
        store,
        tasks: plan.tasks,
        terms: plan.terms,
        holder: newHolder(),
        heartbeat: HEARTBEAT,
        now: around.now,
        newRunId: randomUUID,
        log,
        keepRuns: plan.keepRuns,
        ...(around.signal ? { signal: around.signal } : {}),
      };
      const auditOne = workshop && auditOneWith(workshop);
      return await (plan.shared
        ? overQueue(frame, plan, auditOne, around)
        : inProcess(frame, plan, auditOne, around));
    } finally {
      await workshop?.close();
    }
  } catch (error) {
    if (error instanceof NightInProgressError) throw new UsageError(error.message);
    throw error;
  } finally {
    await store.close();
  }
}

interface Plan {
  tasks: NightTask[];
  terms: NightFrame["terms"];
  budget: ReturnType<typeof budgetOf>;
  sideBySide: number;
  keepRuns: number;
  databaseUrl: string;
  shared: boolean;
}

/** Everything the flags say, read before the first thing is done. @throws UsageError */
export function planOf(flags: NightFlags, register: Register, around: Surroundings): Plan {
  const startedAt = around.now().toISOString();
  const databaseUrl = databaseOf(flags.database, around.environment);
  const shared = databaseAddress(databaseUrl).client === "pg";
  netOptionsOf(flags);
  return {
    tasks: tasksOf(flags.only, register, startedAt),
    terms: {
      duties: dutiesOf(flags.duties),
      profile: profileOf(flags.profile),
      asOf: asOfOf(flags.asOf, startedAt),
      toolVersion: tool.version,
    },
    budget: budgetOf(flags),
    sideBySide: wholeNumber("--side-by-side", flags.sideBySide, shared ? 0 : 1, 64),
    keepRuns: wholeNumber("--keep-runs", flags.keepRuns, 1, 10_000),
    databaseUrl,
    shared,
  };
}

function tasksOf(only: readonly string[], register: Register, startedAt: string): NightTask[] {
  const tasks: NightTask[] =
    only.length === 0
      ? register.on(startedAt).map((one) => ({ subject: subjectOf(one), url: one.homepageUrl }))
      : only.map((asked) => targetOf(asked, {}, register, startedAt));
  const byKey = new Map<string, NightTask>();
  for (const task of tasks) {
    const key = subjectKey(task.subject, task.url);
    const other = byKey.get(key);
    if (other && only.length > 0) {
      throw new UsageError(`--only names ${key} twice: ${other.url} and ${task.url}`);
    }
    byKey.set(key, task);
  }
  return [...byKey.values()];
}

function inProcess(
  frame: NightFrame,
  plan: Plan,
  auditOne: AuditOne | null,
  around: Surroundings,
): Promise<NightSummary> {
  if (!auditOne) throw new UsageError("--side-by-side must be at least 1 without PostgreSQL");
  return runNightly({
    ...frame,
    auditOne,
    concurrency: plan.sideBySide,
    policy: TRY_POLICY,
    settings: settingsOf(plan.budget),
    view: viewOf(around, frame.log),
  });
}

/** Jobs for all, and unless it was asked to leave all to others, a worker of its own beside. */
async function overQueue(
  frame: NightFrame,
  plan: Plan,
  auditOne: AuditOne | null,
  around: Surroundings,
): Promise<NightSummary> {
  const { databaseUrl } = plan;
  const nightOver = new AbortController();
  const workerFault = new AbortController();
  const stops = frame.signal ? [frame.signal] : [];
  const quiet = logOf({ ...around, log: () => {} });
  const worker =
    auditOne &&
    runWorker({
      databaseUrl,
      store: frame.store,
      auditOne,
      concurrency: plan.sideBySide,
      policy: TRY_POLICY,
      heartbeat: HEARTBEAT,
      times: QUEUE_TIMES,
      holder: newHolder(),
      now: around.now,
      log: frame.log,
      // The night's own view tells of all workers' authorities, these among them.
      view: viewOf({ ...around, terminal: false }, quiet),
      signal: AbortSignal.any([nightOver.signal, ...stops]),
    });
  // A night whose own worker cannot work must not wait for ever for others that may not exist.
  const ended = worker?.catch((error: unknown) => workerFault.abort(error));
  try {
    const summary = await runQueuedNightly({
      ...frame,
      signal: AbortSignal.any([workerFault.signal, ...stops]),
      databaseUrl,
      policy: TRY_POLICY,
      times: QUEUE_TIMES,
      settings: settingsOf(plan.budget),
      view: viewOf(around, frame.log),
    });
    if (workerFault.signal.aborted) throw workerFault.signal.reason;
    return summary;
  } finally {
    nightOver.abort();
    await ended;
  }
}
