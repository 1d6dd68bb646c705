// A night in a process of its own, for tests that kill it: DATABASE_URL, file of events, slugs.
import { newHolder } from "../../src/runs/holder.js";
import { runNightly } from "../../src/runs/nightly.js";
import { openStore } from "../../src/store/open.js";
import { fakeAudit, tellInto } from "./fake-audit.js";
import { frameOf, notingView, QUICK_POLICY, tasksOf } from "./frame.js";

const [databaseUrl = "", events = "", ...slugs] = process.argv.slice(2);
const store = await openStore(databaseUrl);
const summary = await runNightly({
  ...frameOf(store, tasksOf(...slugs), { holder: newHolder() }),
  auditOne: fakeAudit({ pagesEach: 6, pageMs: 8, tell: tellInto(events) }),
  concurrency: 2,
  policy: QUICK_POLICY,
  settings: {},
  view: notingView(),
});
await store.close();
process.stdout.write(JSON.stringify(summary));
