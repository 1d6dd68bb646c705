// pa11y-ci as its users run it: the command, with a configuration file, and axe as the runner.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { order, tell } from "./pages.mjs";

const folder = mkdtempSync(join(tmpdir(), "council-audit-pa11y-"));
const config = join(folder, "pa11yci.json");
writeFileSync(
  config,
  JSON.stringify({
    defaults: {
      concurrency: order.concurrency,
      runners: ["axe"],
      standard: "WCAG2AA",
      // axe's own "cannot tell" is no failure, in none of the tools.
      levelCapWhenNeedsReview: "warning",
      chromeLaunchConfig: { executablePath: order.chromium, args: ["--no-sandbox", ...order.chromiumArgs] },
      reporters: ["json"],
    },
    urls: order.urls,
  }),
);
const command = createRequire(import.meta.url).resolve("pa11y-ci/bin/pa11y-ci.js");
const start = performance.now();
const run = spawnSync(process.execPath, [command, "--config", config], {
  encoding: "utf8",
  maxBuffer: 1 << 28,
});
const ms = performance.now() - start;
rmSync(folder, { recursive: true, force: true });
const { results = {} } = JSON.parse(run.stdout || "{}");
const pages = Object.fromEntries(
  Object.entries(results).map(([url, issues]) => [
    url,
    [...new Set(issues.map((one) => one.code ?? `error: ${one.message}`))].sort(),
  ]),
);
if (Object.keys(pages).length === 0) process.stderr.write(`${run.stderr.slice(-2000)}\n`);
tell({ ms, pages });
