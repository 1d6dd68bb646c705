import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { forgetful } from "../../fixtures/forgetful.js";
import { fixtureCouncils } from "../../fixtures/load.js";
import { type FixtureServer, startFixtureServer } from "../../fixtures/server.js";
import type { FixtureCouncil } from "../../fixtures/types.js";
import { auditSite } from "../../src/audit/audit.js";
import { createNet } from "../../src/net/net.js";

const councils = fixtureCouncils();
let server: FixtureServer;
beforeAll(async () => {
  server = await startFixtureServer({ councils });
});
afterAll(() => server.close());

async function verdictsWithin(council: FixtureCouncil, pages: number): Promise<Record<string, string>> {
  const net = createNet({
    resolve: [{ pattern: "*", address: "127.0.0.1", port: server.port }],
    hostIntervalMs: 0,
  });
  try {
    const { document } = await auditSite({
      subject: {
        slug: null,
        gssCode: null,
        name: council.name,
        type: council.type,
        councilSeats: council.seats,
        upperTierGss: null,
      },
      url: council.homepage,
      terms: { runId: "budget", duties: ["2005"], profile: council.profile, asOf: council.asOf },
      budget: { pages, browserPages: 0, timeMs: 120_000, concurrency: 4 },
      net,
      browser: null,
      journal: forgetful,
      startedAt: `${council.asOf}T02:00:00.000Z`,
      progress: () => undefined,
    });
    expect(document.coverage.pagesFetched).toBeLessThanOrEqual(pages);
    return Object.fromEntries(document.findings.map((one) => [one.outcome, one.verdict]));
  } finally {
    await net.close();
  }
}

describe("a budget of 120 pages gives the verdicts of an unlimited crawl", () => {
  test.each(councils.map((one) => [one.id, one] as const))("%s", async (_, council) => {
    const [small, unlimited] = [await verdictsWithin(council, 120), await verdictsWithin(council, 100_000)];
    expect(small).toEqual(unlimited);
  });
});
