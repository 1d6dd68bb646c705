import { afterAll, beforeAll, expect, test } from "vitest";
import { forgetful } from "../../../fixtures/forgetful.js";
import { fixtureCouncils } from "../../../fixtures/load.js";
import { type FixtureServer, startFixtureServer } from "../../../fixtures/server.js";
import { type AuditResult, auditSite } from "../../../src/audit/audit.js";
import { createNet } from "../../../src/net/net.js";

const council = fixtureCouncils().find((one) => one.id === "marlbrook");
if (!council) throw new Error("the fixture council is gone");
let server: FixtureServer;
beforeAll(async () => {
  server = await startFixtureServer({ councils: [council] });
});
afterAll(() => server.close());

async function audited(duties: string[]): Promise<AuditResult> {
  if (!council) throw new Error("no council");
  const net = createNet({
    resolve: [{ pattern: "*", address: "127.0.0.1", port: server.port }],
    hostIntervalMs: 0,
  });
  try {
    return await auditSite({
      subject: {
        slug: null,
        gssCode: null,
        name: council.name,
        type: council.type,
        councilSeats: council.seats,
        upperTierGss: null,
      },
      url: council.homepage,
      terms: { runId: "duties", duties, profile: council.profile, asOf: council.asOf },
      budget: { pages: 300, browserPages: 0, timeMs: 60_000, concurrency: 4 },
      net,
      browser: null,
      journal: forgetful,
      startedAt: `${council.asOf}T02:00:00.000Z`,
      progress: () => undefined,
    });
  } finally {
    await net.close();
  }
}

const asksForSecurityTxt = ({ snapshot }: AuditResult) =>
  [...snapshot.pages.map((one) => one.requestedUrl), ...snapshot.failures.map((one) => one.url)].some((one) =>
    one.endsWith("/.well-known/security.txt"),
  );

test("a crawl asks for what today's duties need only when they are asked for, and the paper's verdicts stay", async () => {
  const paper = await audited(["2005"]);
  const both = await audited(["2005", "today"]);
  expect(asksForSecurityTxt(paper)).toBe(false);
  expect(asksForSecurityTxt(both)).toBe(true);
  expect(paper.document.findings.some((one) => one.outcome.startsWith("T-"))).toBe(false);
  const verdicts = ({ document }: AuditResult) =>
    Object.fromEntries(
      document.findings
        .filter((one) => !one.outcome.startsWith("T-"))
        .map((one) => [one.outcome, one.verdict]),
    );
  expect(verdicts(both)).toEqual(verdicts(paper));
  const today = new Map(both.document.findings.map((one) => [one.outcome, one.verdict]));
  expect(today.get("T-01")).toBe("met");
  expect(today.get("T-11")).toBe("met");
  expect(today.get("T-70")).toBe("not-applicable");
});
