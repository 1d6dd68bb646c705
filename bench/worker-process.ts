// A worker on the shared queue in a process of its own; ends when its parent does.
import { auditOneWith, openNightWorkshop } from "../src/commands/night-work.js";
import { HEARTBEAT } from "../src/runs/heartbeat.js";
import { newHolder } from "../src/runs/holder.js";
import { QUEUE_TIMES, runWorker } from "../src/runs/queue.js";
import { TRY_POLICY } from "../src/runs/types.js";
import { openStore } from "../src/store/open.js";
import { visitFlags } from "./flags.js";
import { silentLog, silentView } from "./silent.js";

const [databaseUrl = "", port = "0", sideBySide = "2"] = process.argv.slice(2);
const stop = new AbortController();
process.on("disconnect", () => stop.abort());
const store = await openStore(databaseUrl);
const around = {
  environment: process.env,
  now: () => new Date(),
  print: () => undefined,
  log: (line: string) => process.stderr.write(`${line}\n`),
  terminal: false,
  columns: 100,
};
const workshop = await openNightWorkshop(visitFlags(Number(port), 0), Number(sideBySide), around);
process.send?.("ready");
await runWorker({
  databaseUrl,
  store,
  auditOne: auditOneWith(workshop),
  concurrency: Number(sideBySide),
  policy: { ...TRY_POLICY, retryDelayMs: 200 },
  heartbeat: HEARTBEAT,
  times: { ...QUEUE_TIMES, fetchMs: 500 },
  holder: newHolder(),
  now: around.now,
  log: silentLog,
  view: silentView,
  signal: stop.signal,
});
await workshop.close();
await store.close();
