import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { expect, test } from "vitest";
import { forgetful } from "../../fixtures/forgetful.js";
import { auditSite } from "../../src/audit/audit.js";
import { loadRegister } from "../../src/authorities/register.js";
import { writeNationalSite } from "../../src/commands/national-site.js";
import { openWorkshop } from "../../src/commands/workshop.js";
import { openStore } from "../../src/store/open.js";
import { storeNight } from "../support/england-of.js";

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css",
  ".json": "application/json",
  ".csv": "text/csv",
};

/** The reports as a web server would publish them. */
async function publish(folder: string): Promise<{ port: number; close(): void }> {
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url ?? "/", "http://x").pathname);
    const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
    const body = await readFile(file).catch(() => null);
    response.writeHead(body ? 200 : 404, { "content-type": TYPES[extname(file)] ?? "text/plain" });
    response.end(body ?? "Not found");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

test("our own accessibility probe finds no failure in the reports we publish", async () => {
  const folder = await mkdtemp(join(tmpdir(), "council-audit-own-"));
  const register = loadRegister();
  const store = await openStore(`sqlite:${join(folder, "night.db")}`);
  const authorities = register.on("2026-11-01").filter((_, index) => index % 60 === 0);
  await storeNight(store, authorities, { runId: "n1", startedAt: "2026-11-01T02:00:00.000Z" });
  const run = await store.run("n1");
  if (!run) throw new Error("the night is stored");
  await writeNationalSite(store, run, register, join(folder, "site"), null);
  await store.close();

  const server = await publish(join(folder, "site"));
  const workshop = await openWorkshop({
    net: {
      resolve: [{ pattern: "reports.example.org", address: "127.0.0.1", port: server.port }],
      hostIntervalMs: 0,
    },
    browser: true,
    browserConcurrency: 2,
    environment: process.env,
    log: () => undefined,
  });
  try {
    const { document } = await auditSite({
      subject: {
        slug: null,
        gssCode: null,
        name: "Reports",
        type: null,
        councilSeats: null,
        upperTierGss: null,
      },
      url: "http://reports.example.org/",
      terms: { runId: "own", duties: ["2005"], profile: "equivalent", asOf: "2026-11-01" },
      budget: { pages: 40, browserPages: 20, timeMs: 150_000, concurrency: 4 },
      net: workshop.net,
      browser: workshop.browser,
      journal: forgetful,
      startedAt: "2026-11-01T02:00:00.000Z",
      progress: () => undefined,
    });
    const wai = document.findings.find((one) => one.outcome === "12-m1");
    expect(wai?.measures.pagesExamined).toBeGreaterThanOrEqual(10);
    expect(wai?.measures.causes).toEqual([]);
    expect(wai).toMatchObject({ verdict: "cannot-tell", reason: "needs-human" });
  } finally {
    await workshop.close();
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
}, 240_000);
