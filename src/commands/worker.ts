import { EXIT } from "../errors.js";
import { HEARTBEAT } from "../runs/heartbeat.js";
import { newHolder } from "../runs/holder.js";
import { QUEUE_TIMES, runWorker } from "../runs/queue.js";
import { TRY_POLICY } from "../runs/types.js";
import { openStore } from "../store/open.js";
import { assertSharedDatabase, auditOneWith, logOf, openNightWorkshop, viewOf } from "./night-work.js";
import { databaseOf, type VisitFlags, wholeNumber } from "./options.js";
import type { Surroundings } from "./surroundings.js";

export interface WorkerFlags extends VisitFlags {
  sideBySide: string;
}

/** `worker`: takes authorities from the shared queue until it is stopped; budgets come with each job. */
export async function worker(flags: WorkerFlags, around: Surroundings): Promise<number> {
  const databaseUrl = databaseOf(flags.database, around.environment);
  assertSharedDatabase(databaseUrl);
  const sideBySide = wholeNumber("--side-by-side", flags.sideBySide, 1, 64);
  const store = await openStore(databaseUrl);
  try {
    const workshop = await openNightWorkshop(flags, sideBySide, around);
    try {
      const log = logOf(around);
      await runWorker({
        databaseUrl,
        store,
        auditOne: auditOneWith(workshop),
        concurrency: sideBySide,
        policy: TRY_POLICY,
        heartbeat: HEARTBEAT,
        times: QUEUE_TIMES,
        holder: newHolder(),
        now: around.now,
        log,
        view: viewOf(around, log),
        signal: around.signal ?? new AbortController().signal,
      });
      return EXIT.done;
    } finally {
      await workshop.close();
    }
  } finally {
    await store.close();
  }
}
