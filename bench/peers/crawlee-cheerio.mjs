// Crawlee's CheerioCrawler over a whole site: titles, texts and links, as its own example does.
import { lookup } from "node:dns";
import { CheerioCrawler, Configuration, LogLevel, log } from "@crawlee/cheerio";
import { order, tell } from "./pages.mjs";

log.setLevel(LogLevel.ERROR);
const pages = {};
const crawler = new CheerioCrawler(
  {
    minConcurrency: order.concurrency,
    maxConcurrency: order.concurrency,
    maxRequestsPerCrawl: order.most,
    preNavigationHooks: [
      (_context, options) => {
        options.dnsLookup = (host, wishes, done) => lookup("127.0.0.1", wishes, done ?? host);
      },
    ],
    async requestHandler({ request, $, enqueueLinks }) {
      pages[request.loadedUrl ?? request.url] = [$("title").text(), String($("body").text().length)];
      await enqueueLinks({ strategy: "same-hostname" });
    },
  },
  new Configuration({ persistStorage: false }),
);
const start = performance.now();
await crawler.run(order.urls);
tell({ ms: performance.now() - start, pages });
