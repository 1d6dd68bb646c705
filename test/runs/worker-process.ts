// A worker in a process of its own, for tests that kill it: DATABASE_URL, file of events, milliseconds a page.
import { newHolder } from "../../src/runs/holder.js";
import { runWorker } from "../../src/runs/queue.js";
import { openStore } from "../../src/store/open.js";
import { fakeAudit, tellInto } from "./fake-audit.js";
import { notingView, QUICK_POLICY, QUICK_TIMES, SILENT } from "./frame.js";

const [databaseUrl = "", events = "", pageMs = "5"] = process.argv.slice(2);
const store = await openStore(databaseUrl);
const stop = new AbortController();
process.once("SIGTERM", () => stop.abort());
await runWorker({
  databaseUrl,
  store,
  auditOne: fakeAudit({ pagesEach: 6, pageMs: Number(pageMs), tell: tellInto(events) }),
  concurrency: 1,
  policy: QUICK_POLICY,
  heartbeat: { intervalMs: 200, staleAfterMs: 1_500 },
  times: QUICK_TIMES,
  holder: newHolder(),
  now: () => new Date(),
  log: SILENT,
  view: notingView(),
  signal: stop.signal,
});
await store.close();
