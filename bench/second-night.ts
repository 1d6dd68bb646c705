/** The same England a night later, with few pages changed: what it still takes. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEngland } from "./england.js";
import { numberFlag } from "./flags.js";
import { nightLines, runNight, verdictLine } from "./night-run.js";

const MOST = 0.1;

const args = process.argv.slice(2);
// What a process takes once (its start, Chromium's, compiling) is shared by all authorities: too few tell of it alone.
const authorities = numberFlag(args, "authorities", 72);
const sitePages = numberFlag(args, "site-pages", 55);
const browserPages = numberFlag(args, "browser-pages", 20);
const changed = numberFlag(args, "changed", 0.02);

const folder = await mkdtemp(join(tmpdir(), "council-audit-bench-"));
const england = await startEngland(authorities, sitePages);
try {
  const order = {
    port: england.port,
    authorities,
    sitePages,
    pageBudget: 300,
    browserPages,
    sideBySide: 4,
    database: join(folder, "nights.db"),
  };
  const first = await runNight(order);
  const before = await england.traffic();
  process.stdout.write(`${nightLines("First night", first)}\n`);
  await england.changeNight(changed);
  const second = await runNight(
    order,
    args.includes("--profile") ? ["--cpu-prof", "--cpu-prof-dir=/tmp/prof"] : [],
  );
  const after = await england.traffic();
  process.stdout.write(`${nightLines(`Second night, ${changed * 100} % of pages changed`, second)}\n\n`);
  const cpu = (night: typeof first) => night.ownCpuMs + night.descendantsCpuMs;
  const bytes = (after.bytes - before.bytes) / before.bytes;
  process.stdout.write(
    `${verdictLine("processor time, second night against first", cpu(second) / cpu(first), { most: MOST })}\n`,
  );
  process.stdout.write(
    `${verdictLine("bytes fetched, second night against first", bytes, { most: MOST })}\n`,
  );
  process.stdout.write(`         wall time: ${(second.wallMs / first.wallMs).toFixed(2)}\n`);
} finally {
  await england.close();
  await rm(folder, { recursive: true, force: true });
}
