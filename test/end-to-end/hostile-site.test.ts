import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { forgetful } from "../../fixtures/forgetful.js";
import { HOSTILE_HOMEPAGE } from "../../fixtures/hostile.js";
import { type FixtureServer, startFixtureServer } from "../../fixtures/server.js";
import { auditSite } from "../../src/audit/audit.js";
import type { AuditDocument } from "../../src/audit/types.js";
import { openWorkshop, type Workshop } from "../../src/commands/workshop.js";
import { Site } from "../../src/snapshot/site.js";
import type { FetchOutcome, Snapshot } from "../../src/snapshot/types.js";

let server: FixtureServer;
let workshop: Workshop;
let snapshot: Snapshot;
let document: AuditDocument;

beforeAll(async () => {
  server = await startFixtureServer({ councils: [] });
  workshop = await openWorkshop({
    net: {
      resolve: [{ pattern: "*", address: "127.0.0.1", port: server.port }],
      hostIntervalMs: 0,
      timeoutMs: 3_000,
      maxWaitMs: 2_000,
      maxBytes: 5_000_000,
      retries: 1,
      retryDelayMs: 50,
    },
    browser: true,
    browserConcurrency: 2,
    environment: process.env,
    log: () => undefined,
  });
  ({ snapshot, document } = await auditSite({
    subject: {
      slug: null,
      gssCode: null,
      name: "Hostile",
      type: "unitary",
      councilSeats: 10,
      upperTierGss: null,
    },
    url: HOSTILE_HOMEPAGE,
    terms: { runId: "hostile", duties: ["2005"], profile: "equivalent", asOf: "2026-11-01" },
    budget: { pages: 120, browserPages: 12, timeMs: 150_000, concurrency: 4 },
    net: workshop.net,
    browser: workshop.browser,
    journal: forgetful,
    startedAt: "2026-11-01T02:00:00.000Z",
    progress: () => undefined,
  }));
}, 240_000);

afterAll(async () => {
  await workshop.close();
  await server.close();
});

function outcomeAt(path: string): FetchOutcome | "never asked" {
  const target = new Site(snapshot).target(new URL(path, HOSTILE_HOMEPAGE).href);
  if (target.state === "fetched") return "ok";
  return target.state === "failed" ? target.failure.outcome : "never asked";
}

describe("the hostile corner", () => {
  test.each<[string, FetchOutcome[]]>([
    ["/challenge-403", ["blocked"]],
    ["/challenge-200", ["blocked"]],
    ["/page-not-found", ["soft-404"]],
    ["/gone-in-other-words", ["soft-404"]],
    ["/also-gone", ["soft-404"]],
    ["/loop-a", ["redirect-loop"]],
    ["/to-loopback", ["refused-address"]],
    ["/to-metadata", ["refused-address"]],
    ["/old-leisure-page", ["redirected-away"]],
    ["/my-account", ["login"]],
    ["/drip", ["timeout"]],
    ["/never-idle", ["ok"]],
    ["/busy", ["ok"]],
    ["/app", ["ok"]],
    ["/brochure", ["not-html"]],
    ["/bomb", ["too-large"]],
    ["/huge", ["too-large"]],
    ["/charset", ["ok"]],
    ["/cut-off", ["connection-lost"]],
    ["/nested", ["ok"]],
    ["/blank", ["empty"]],
    ["/server-error", ["server-error"]],
  ])("%s ends in %j", (path, outcomes) => {
    expect(outcomes).toContain(outcomeAt(path));
  });

  test("hosts with broken TLS, a failing robots.txt and one that forbids all end in their outcomes", () => {
    const byHost = new Map(snapshot.failures.map((one) => [new URL(one.url).hostname, one.outcome]));
    expect(
      [...byHost.entries()].filter(([host]) => host !== "www.hostile.gov.uk").map(([, outcome]) => outcome),
    ).toEqual(expect.arrayContaining(["disallowed"]));
    expect(snapshot.failures.some((one) => one.outcome === "tls" || one.outcome === "connection-lost")).toBe(
      true,
    );
  });

  test("an endless calendar is left after a few pages", () => {
    const months = snapshot.pages.filter((one) => new URL(one.url).pathname === "/calendar");
    expect(months.length).toBeLessThan(30);
  });

  test("a page that says UTF-8 and is not is read all the same", () => {
    const page = new Site(snapshot).page(new URL("/charset", HOSTILE_HOMEPAGE).href);
    expect(page?.text).toMatch(/caf\u00e9/i);
  });

  test("a page empty without scripts is rendered", () => {
    expect(new Site(snapshot).page(new URL("/app", HOSTILE_HOMEPAGE).href)?.rendered).toBe(true);
  });

  test("the audit goes on to its end, and what could not be seen is never called absent", () => {
    expect(document.findings).toHaveLength(106);
    expect(snapshot.homepageUrl).not.toBeNull();
    // Council tax is linked, and its page was a challenge: nobody can say there is no way to see a balance.
    expect(document.findings.find((one) => one.outcome === "06-m2")?.verdict).not.toBe("not-met");
  });
});
