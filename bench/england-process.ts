// Serves an invented England in a process of its own, so that its memory and work are not counted as the auditor's.
import { englandOf, serveEngland } from "../fixtures/england.js";
import { startFixtureServer } from "../fixtures/server.js";
import type { Order, Told } from "./england.js";

const [authorities = "1", pages = "55", latencyMs = "0"] = process.argv.slice(2);
const traffic = serveEngland(englandOf({ authorities: Number(authorities), pages: Number(pages) }), {
  keepRequests: false,
  latencyMs: Number(latencyMs),
});
const server = await startFixtureServer({ councils: [], extraHandlers: [traffic.handle] });
const tell = (told: Told) => process.send?.(told);

process.on("message", (order: Order) => {
  if (order.order === "change") traffic.changeNight(order.share);
  const hosts = [...traffic.hosts.values()];
  tell({
    told: "traffic",
    requests: hosts.reduce((sum, one) => sum + one.requests, 0),
    bytes: hosts.reduce((sum, one) => sum + one.bytes, 0),
    mostAtOnce: Math.max(0, ...hosts.map((one) => one.mostAtOnce)),
  });
  // The fixture server keeps every request for tests; a night of hundreds of councils has no use for them.
  server.requests.length = 0;
});
process.on("disconnect", () => process.exit(0));
tell({ told: "port", port: server.port });
