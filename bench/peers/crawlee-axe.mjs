// Crawlee's PlaywrightCrawler with axe-core put into each page.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Configuration, LogLevel, log, PlaywrightCrawler } from "@crawlee/playwright";
import { order, tell, WCAG_TAGS } from "./pages.mjs";

log.setLevel(LogLevel.ERROR);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const pages = {};
const crawler = new PlaywrightCrawler(
  {
    minConcurrency: order.concurrency,
    maxConcurrency: order.concurrency,
    maxRequestRetries: 0,
    launchContext: {
      launchOptions: {
        executablePath: order.chromium,
        args: order.chromiumArgs,
        chromiumSandbox: false,
        // It puts a proxy of its own between, which does not know the served hosts.
        proxy: { bypass: "*" },
      },
    },
    async requestHandler({ page, request }) {
      await page.evaluate(axe);
      const found = await page.evaluate(
        (tags) =>
          window.axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] }),
        WCAG_TAGS,
      );
      pages[request.url] = found.violations.map((one) => one.id).sort();
    },
  },
  new Configuration({ persistStorage: false }),
);
const start = performance.now();
await crawler.run(order.urls);
tell({ ms: performance.now() - start, pages });
