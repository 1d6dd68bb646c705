import { get } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fixtureCouncils } from "../../fixtures/load.js";
import { type FixtureServer, startFixtureServer } from "../../fixtures/server.js";
import type { AuditDocument } from "../../src/audit/types.js";
import { councilAudit, documentIn, findingIn, workFolder } from "./command-line.js";

const CARD_PROBES = ["12-m1", "12-m2", "12-m3", "12-m4", "13-m1", "03-m5"];
const councils = fixtureCouncils();
let server: FixtureServer;

beforeAll(async () => {
  server = await startFixtureServer({ councils });
});
afterAll(() => server.close());

/** Status the fixture server gives for an address; fetch() would not let a test name the host. */
function statusOf(address: string): Promise<number> {
  const { host, pathname, search } = new URL(address);
  return new Promise((resolve, reject) => {
    get({ host: "127.0.0.1", port: server.port, path: pathname + search, headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    }).on("error", reject);
  });
}

/** What two documents of one snapshot must share: everything that was judged. */
const judged = (document: AuditDocument) => ({
  findings: document.findings,
  score: document.score,
  coverage: document.coverage,
});

describe.each(councils.map((one) => [one.id, one] as const))("%s", (_, council) => {
  const folder = workFolder();
  let document: AuditDocument;

  beforeAll(async () => {
    const answer = await councilAudit(
      [
        "audit",
        council.homepage,
        ...[
          "--type",
          council.type,
          "--name",
          council.name,
          "--profile",
          council.profile,
          "--as-of",
          council.asOf,
        ],
        ...(council.seats === null ? [] : ["--seats", String(council.seats)]),
        ...["--resolve", `*=127.0.0.1:${server.port}`, "--format", "json"],
      ],
      folder,
    );
    expect(answer.code).toBe(0);
    document = documentIn(answer);
  }, 180_000);

  test("gives one JSON document in the contract's form", () => {
    expect(document).toMatchObject({
      format: "council-audit/1",
      tool: { name: "council-audit", engines: { "axe-core": expect.stringMatching(/^\d/) } },
      run: { duties: ["2005"], id: expect.any(String) },
      authority: { gssCode: null, name: council.name, type: council.type, councilSeats: council.seats },
      site: { requested: council.homepage, homepage: expect.stringContaining("://") },
      coverage: { stoppedBy: "exhausted" },
    });
    expect(document.coverage.pagesFetched).toBeLessThanOrEqual(300);
    expect(document.findings.map((one) => one.outcome)).toHaveLength(106);
    expect(new Set(document.findings.map((one) => one.outcome)).size).toBe(106);
  });

  test.each(CARD_PROBES)("%s has the expected verdict", (outcome) => {
    expect(findingIn(document, outcome)).toMatchObject({ verdict: council.expected[outcome]?.verdict });
  });

  test("nothing is called met that is not", () => {
    const falselyMet = document.findings.filter(
      (one) => one.verdict === "met" && council.expected[one.outcome]?.verdict !== "met",
    );
    expect(falselyMet.map((one) => one.outcome)).toEqual([]);
  });

  test("met, partly and not met always carry evidence, and its addresses exist", async () => {
    for (const finding of document.findings) {
      if (finding.verdict === "cannot-tell" || finding.verdict === "not-applicable") continue;
      expect(finding.evidence.length, finding.outcome).toBeGreaterThan(0);
      expect(finding.summary.length).toBeGreaterThan(10);
      if (finding.verdict !== "met") expect(finding.remedy, finding.outcome).toBeTruthy();
    }
    const found = document.findings.filter((one) => one.verdict === "met" || one.verdict === "partly-met");
    const urls = new Set(
      found.flatMap((one) => one.evidence.filter((it) => it.sha256 !== "").map((it) => it.url)),
    );
    for (const url of urls) {
      expect(await statusOf(url), url).toBe(200);
    }
  });

  test("judged again from the store with nobody to ask, the findings are the same", async () => {
    const before = server.requests.length;
    const answer = await councilAudit(["judge", "--format", "json"], folder, {
      // No name can be resolved and no proxy reached: a request would fail loudly.
      HTTP_PROXY: "http://127.0.0.1:9",
      HTTPS_PROXY: "http://127.0.0.1:9",
    });
    expect(answer.code).toBe(0);
    expect(judged(documentIn(answer))).toEqual(judged(document));
    expect(server.requests.length).toBe(before);
  });

  test("the report is written from the stored findings", async () => {
    const answer = await councilAudit(["report", "--output", join(folder, "out")], folder);
    expect(answer.code).toBe(0);
  });
});
