/** A night over a small and a large England: what it takes, and whether memory grows with the number of authorities. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEngland } from "./england.js";
import { numberFlag } from "./flags.js";
import { type MeasuredNight, nightLines, runNight, verdictLine } from "./night-run.js";

const MEMORY_RATIO = 1.2;

const args = process.argv.slice(2);
const large = numberFlag(args, "authorities", 60);
const small = numberFlag(args, "against", Math.max(1, Math.round(large / 5.5)));
const sitePages = numberFlag(args, "site-pages", 55);
const browserPages = numberFlag(args, "browser-pages", 5);
const pageBudget = numberFlag(args, "pages", 300);
const sideBySide = numberFlag(args, "side-by-side", 4);

const folder = await mkdtemp(join(tmpdir(), "council-audit-bench-"));
try {
  const nights: MeasuredNight[] = [];
  for (const authorities of [small, large]) {
    const england = await startEngland(authorities, sitePages);
    try {
      const database = join(folder, `night-${nights.length}.db`);
      const order = {
        port: england.port,
        authorities,
        sitePages,
        pageBudget,
        browserPages,
        sideBySide,
        database,
      };
      const night = await runNight(order);
      nights.push(night);
      const { requests, bytes, mostAtOnce } = await england.traffic();
      process.stdout.write(`${nightLines(`Night over ${authorities}`, night)}\n`);
      process.stdout.write(
        `  ${requests} requests, ${(bytes / 1e6).toFixed(1)} MB, at most ${mostAtOnce} at once to a host\n\n`,
      );
    } finally {
      await england.close();
    }
  }
  const [first, second] = nights;
  if (first && second) {
    const node = second.ownPeakBytes / first.ownPeakBytes;
    const chromium = second.descendantsPeakBytes / first.descendantsPeakBytes;
    process.stdout.write(
      `${verdictLine(`memory of Node, ${large} against ${small} authorities`, node, { most: MEMORY_RATIO })}\n`,
    );
    process.stdout.write(
      `         typically: ${(second.ownTypicalBytes / first.ownTypicalBytes).toFixed(2)}\n`,
    );
    if (browserPages > 0) {
      process.stdout.write(
        `${verdictLine(`memory of Chromium, ${large} against ${small}`, chromium, { most: MEMORY_RATIO })}\n`,
      );
    }
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
