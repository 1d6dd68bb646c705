import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FixtureServer, startFixtureServer } from "../../fixtures/server.js";
import { councilAudit, documentIn, workFolder } from "./command-line.js";

let server: FixtureServer;
let plain: ReturnType<typeof createServer>;
let plainPort = 0;

beforeAll(async () => {
  server = await startFixtureServer({ councils: [] });
  plain = createServer((req, res) => {
    const host = (req.headers.host ?? "").split(":")[0];
    if (req.url === "/robots.txt") {
      res.statusCode = host === "www.closed.gov.uk" ? 200 : 404;
      res.end(host === "www.closed.gov.uk" ? "User-agent: *\nDisallow: /\n" : "");
    } else if (host === "www.walled.gov.uk") {
      res.writeHead(403, { "content-type": "text/html", "cf-mitigated": "challenge", server: "cloudflare" });
      res.end("<title>Just a moment...</title><p>Checking your browser before accessing.");
    } else if (host === "www.picture.gov.uk") {
      res.writeHead(200, { "content-type": "image/png" });
      res.end(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0]));
    } else if (host === "www.empty.gov.uk") {
      res.writeHead(200, { "content-type": "text/html" });
      res.end("");
    } else {
      res.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => plain.listen(0, "127.0.0.1", resolve));
  plainPort = (plain.address() as AddressInfo).port;
});

afterAll(async () => {
  await server.close();
  plain.closeAllConnections();
  plain.close();
});

const onOneLine = (stderr: string) => stderr.trim().split("\n");

describe("a site that cannot be audited ends with 3, one line, and cannot-tell throughout", () => {
  const cases: [string, () => string[], RegExp][] = [
    ["no such host", () => ["https://no-such-host.invalid/"], /no address.*check the spelling/],
    [
      "a refused connection",
      () => ["http://127.0.0.1:9/", "--allow-private"],
      /nothing answers.*check that the site is up/,
    ],
    ["a loopback address without permission", () => ["http://127.0.0.1:9/"], /loopback.*--allow-private/],
    [
      "a failing TLS handshake",
      () => [`https://127.0.0.1:${plainPort}/`, "--allow-private"],
      /TLS|certificate|SSL/i,
    ],
    [
      "not HTML",
      () => ["http://www.picture.gov.uk/", "--resolve", `*=127.0.0.1:${plainPort}`],
      /image\/png|not.*HTML/i,
    ],
    [
      "a bot wall's 403",
      () => ["http://www.walled.gov.uk/", "--resolve", `*=127.0.0.1:${plainPort}`],
      /bot wall|challenge|Cloudflare/i,
    ],
    [
      "an empty site",
      () => ["http://www.empty.gov.uk/", "--resolve", `*=127.0.0.1:${plainPort}`],
      /empty|nothing/i,
    ],
    [
      "robots.txt that forbids all",
      () => ["http://www.closed.gov.uk/", "--resolve", `*=127.0.0.1:${plainPort}`],
      /robots\.txt/,
    ],
  ];

  test.each(cases)("%s", async (_, args, line) => {
    const answer = await councilAudit(
      ["audit", ...args(), "--no-browser", "--type", "district", "--format", "json"],
      workFolder(),
    );
    expect(onOneLine(answer.stderr)).toHaveLength(1);
    expect(answer.stderr).toMatch(line);
    expect(answer.code).toBe(3);
    const document = documentIn(answer);
    expect(document.findings).toHaveLength(106);
    expect(new Set(document.findings.map((one) => one.verdict))).toEqual(
      new Set(["cannot-tell", "not-applicable"]),
    );
    expect(document.site.homepage).toBeNull();
  });
});

describe("bad usage ends with 2 and one line that says what to do", () => {
  test.each([
    [["audit", "Nowhere Borough Council"], /no authority "Nowhere Borough Council"/],
    [
      ["audit", "https://www.example.gov.uk", "--database", "sqlite:/proc/no/such.db"],
      /cannot use the database/,
    ],
    [["audit", "https://www.example.gov.uk", "--type", "parish"], /--type "parish"/],
    [["audit", "https://www.example.gov.uk", "--pages", "lots"], /--pages "lots"/],
    [["audit", "https://www.example.gov.uk", "--as-of", "yesterday"], /--as-of "yesterday"/],
    [["audit", "https://www.example.gov.uk", "--resolve", "nonsense"], /--resolve 'nonsense'/],
    [["audit", "https://www.example.gov.uk", "--format", "pdf"], /--format "pdf"/],
    [["audit", "https://www.example.gov.uk", "--fail-on", "rain"], /--fail-on "rain"/],
    [["audit", "https://www.example.gov.uk", "--duties", "1066"], /--duties "1066"/],
    [["outcomes", "99-z9"], /no outcome "99-z9"/],
    [["authorities", "zzzz"], /no authority matches/],
    [["judge", "--run", "no-such-run"], /no run "no-such-run"/],
    [["report"], /no finished run/],
  ])("%j", async (args, line) => {
    const answer = await councilAudit(args, workFolder());
    expect(answer.stderr).toMatch(line);
    expect(onOneLine(answer.stderr)).toHaveLength(1);
    expect(answer.stdout).toBe("");
    expect(answer.code).toBe(2);
  });

  test("an unknown command and a missing argument point to the help", async () => {
    for (const args of [["frobnicate"], ["audit"]]) {
      const answer = await councilAudit(args, workFolder());
      expect(answer.code).toBe(2);
      expect(answer.stderr).toContain("--help");
    }
  });

  test("help comes with examples and ends with 0", async () => {
    const answer = await councilAudit(["audit", "--help"], workFolder());
    expect(answer.code).toBe(0);
    expect(answer.stdout).toContain("Examples:");
  });
});
