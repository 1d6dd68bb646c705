// One night in a process of its own: how it went is sent to whoever started it.
import { randomUUID } from "node:crypto";
import { ENGLAND_AS_OF, EXPECTED_OUTCOMES, englandOf } from "../fixtures/england.js";
import { auditOneWith, openNightWorkshop, settingsOf } from "../src/commands/night-work.js";
import { HEARTBEAT } from "../src/runs/heartbeat.js";
import { newHolder } from "../src/runs/holder.js";
import { runNightly } from "../src/runs/nightly.js";
import { TRY_POLICY } from "../src/runs/types.js";
import { openStore } from "../src/store/open.js";
import { visitFlags } from "./flags.js";
import type { NightOrder, NightResult } from "./night-run.js";
import { silentLog, silentView } from "./silent.js";

const order: NightOrder = JSON.parse(process.argv[2] ?? "{}");
const england = englandOf({ authorities: order.authorities, pages: order.sitePages });
const store = await openStore(`sqlite:${order.database}`);
const around = {
  environment: process.env,
  now: () => new Date(),
  print: () => undefined,
  log: (line: string) => process.stderr.write(`${line}\n`),
  terminal: false,
  columns: 100,
};
const flags = visitFlags(order.port, order.browserPages);
const workshop = await openNightWorkshop(flags, order.sideBySide, around);
const start = performance.now();
const summary = await runNightly({
  store,
  tasks: england.map((council) => ({
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
  now: around.now,
  newRunId: randomUUID,
  log: silentLog,
  keepRuns: null,
  auditOne: auditOneWith(workshop),
  concurrency: order.sideBySide,
  // Sites that cannot be seen get their later tries at once: waiting is not what is measured.
  policy: { ...TRY_POLICY, retryDelayMs: 200 },
  settings: settingsOf({
    pages: order.pageBudget,
    browserPages: order.browserPages,
    timeMs: 20 * 60_000,
    concurrency: 4,
  }),
  view: silentView,
});
const wallMs = performance.now() - start;
await workshop.close();
const result = await resultOf(wallMs);
await store.close();
await new Promise((sent) => process.send?.(result, sent));
process.disconnect();

async function resultOf(ms: number): Promise<NightResult> {
  const expected = new Map(england.map((council) => [council.homepage, council]));
  const wrong: string[] = [];
  let verdicts = 0;
  let pages = 0;
  let examined = 0;
  for await (const document of store.documents(summary.runId)) {
    pages += document.coverage.pagesFetched;
    examined += document.coverage.pagesInBrowser;
    const council = expected.get(document.site.requested);
    for (const outcome of EXPECTED_OUTCOMES) {
      if (outcome === "12-m1" && order.browserPages === 0) continue;
      const wanted = council?.expected[outcome]?.verdict;
      const finding = document.findings.find((one) => one.outcome === outcome);
      verdicts++;
      if (finding?.verdict !== wanted) {
        wrong.push(
          `${council?.id} ${outcome}: expected ${wanted}, got ${finding?.verdict} (${finding?.reason})`,
        );
      }
    }
  }
  return {
    wallMs: ms,
    authorities: summary.authorities,
    done: summary.done,
    notSeen: summary.notSeen.length,
    failed: summary.failed.map((one) => `${one.name}: ${one.why}`),
    pages,
    examined,
    verdicts,
    wrong,
  };
}
