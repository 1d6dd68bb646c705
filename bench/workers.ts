/** One night on PostgreSQL with one worker and with two, each in a process of its own: what the second one adds. */
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { ENGLAND_AS_OF, englandOf } from "../fixtures/england.js";
import { settingsOf } from "../src/commands/night-work.js";
import { HEARTBEAT } from "../src/runs/heartbeat.js";
import { newHolder } from "../src/runs/holder.js";
import { QUEUE_TIMES, runQueuedNightly } from "../src/runs/queue.js";
import { TRY_POLICY } from "../src/runs/types.js";
import { openStore } from "../src/store/open.js";
import { type PostgresServer, startPostgres } from "../test/support/postgres.js";
import { forkTs, startEngland } from "./england.js";
import { numberFlag } from "./flags.js";
import { seconds, verdictLine } from "./night-run.js";
import { silentLog, silentView } from "./silent.js";

/** A second worker shares the machine, the database and the served sites with the first: not quite twice as much. */
const LEAST = 1.5;

const args = process.argv.slice(2);
const authorities = numberFlag(args, "authorities", 24);
const sideBySide = numberFlag(args, "side-by-side", 2);
const sitePages = numberFlag(args, "site-pages", 55);

// A night waits for its hosts, not for the processor: on loopback the wait must be put in.
const latencyMs = numberFlag(args, "latency", 60);

const england = await startEngland(authorities, sitePages, latencyMs);
const postgres = await startPostgres();
try {
  const one = await night(1, postgres);
  const two = await night(2, postgres);
  process.stdout.write(
    `One worker: ${seconds(one)}; two workers: ${seconds(two)}; ${sideBySide} authorities at once in each\n`,
  );
  process.stdout.write(
    `${verdictLine("throughput of two workers against one", one / two, { least: LEAST })}\n`,
  );
} finally {
  await postgres.stop();
  await england.close();
}

/** Milliseconds from the first job to the last. */
async function night(workers: number, server: PostgresServer): Promise<number> {
  const databaseUrl = await server.newDatabase();
  const store = await openStore(databaseUrl);
  const children = Array.from({ length: workers }, () =>
    forkTs("worker-process.ts", [databaseUrl, String(england.port), String(sideBySide)]),
  );
  try {
    await Promise.all(children.map((child) => once(child, "message")));
    const start = performance.now();
    const summary = await runQueuedNightly({
      databaseUrl,
      store,
      tasks: englandOf({ authorities, pages: sitePages }).map((council) => ({
        subject: {
          slug: council.id,
          gssCode: null,
          name: council.name,
          type: council.type,
          councilSeats: council.seats,
          upperTierGss: null,
        },
        url: council.homepage,
      })),
      terms: { duties: ["2005"], profile: "equivalent", asOf: ENGLAND_AS_OF, toolVersion: "bench" },
      holder: newHolder(),
      heartbeat: HEARTBEAT,
      now: () => new Date(),
      newRunId: randomUUID,
      log: silentLog,
      keepRuns: null,
      policy: { ...TRY_POLICY, retryDelayMs: 200 },
      times: { ...QUEUE_TIMES, pollMs: 500 },
      settings: settingsOf({ pages: 300, browserPages: 0, timeMs: 20 * 60_000, concurrency: 4 }),
      view: silentView,
    });
    if (summary.done !== authorities) throw new Error(`only ${summary.done} of ${authorities} were done`);
    return performance.now() - start;
  } finally {
    const exits = children.map((child) => once(child, "exit"));
    for (const child of children) child.disconnect();
    await Promise.all(exits);
    await store.close();
  }
}
