// Our own side of the comparison with peers, in a process of its own as they have: one order, one line of JSON.

import { probes } from "../probes/index.js";
import { openWorkshop } from "../src/commands/workshop.js";
import { crawlSite } from "../src/crawl/crawl.js";
import { registrableDomainOf } from "../src/crawl/scope.js";
import { forgetful } from "./silent.js";

interface Order {
  what: "examine" | "crawl";
  urls: string[];
  concurrency: number;
  port: number;
  most: number;
}

const order: Order = JSON.parse(process.argv[2] ?? "{}");
const workshop = await openWorkshop({
  net: {
    resolve: [{ pattern: "*", address: "127.0.0.1", port: order.port }],
    hostConcurrency: order.concurrency,
    hostIntervalMs: 0,
  },
  browser: order.what === "examine",
  browserConcurrency: order.concurrency,
  environment: process.env,
  log: (line) => process.stderr.write(`${line}\n`),
});
const pages: Record<string, string[]> = {};
const start = performance.now();
await (order.what === "examine" ? examineAll() : crawlAll());
const ms = performance.now() - start;
await workshop.close();
process.stdout.write(`\n${JSON.stringify({ ms, pages })}\n`);

async function examineAll(): Promise<void> {
  const { browser } = workshop;
  if (!browser) throw new Error("no browser");
  await Promise.all(
    order.urls.map(async (url) => {
      const examination = await browser.examine(url, {
        sampledAs: "key-page",
        isOwn: () => true,
        registrableDomain: registrableDomainOf(new URL(url).hostname),
      });
      if (examination.outcome !== "ok") throw new Error(`${url}: ${examination.detail}`);
      pages[url] = examination.violations
        .filter((rule) => rule.level !== "best-practice")
        .map((rule) => rule.rule)
        .sort();
    }),
  );
}

async function crawlAll(): Promise<void> {
  const [url = ""] = order.urls;
  const snapshot = await crawlSite({
    url,
    subject: { slug: null, gssCode: null, name: "", type: null, councilSeats: null, upperTierGss: null },
    probes,
    net: workshop.net,
    browser: null,
    journal: forgetful,
    pageBudget: order.most,
    browserPageBudget: 0,
    timeBudgetMs: 600_000,
    concurrency: order.concurrency,
    asOf: "2026-11-20",
    seed: "bench",
    startedAt: "2026-11-20T02:00:00.000Z",
    progress: () => undefined,
  });
  for (const page of snapshot.pages) pages[page.url] = [page.title, String(page.text.length)];
}
