import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { handleHostile } from "../../fixtures/hostile.js";
import { createNet } from "../../src/net/net.js";
import type { Net } from "../../src/net/types.js";
import type { FetchOutcome } from "../../src/snapshot/types.js";

let server: Server;
let net: Net;

beforeAll(async () => {
  server = createServer((asked, answer) => {
    if (!handleHostile(asked.headers.host ?? "", asked.url ?? "/", asked, answer))
      answer.writeHead(421).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  net = createNet({
    resolve: [{ pattern: "*", address: "127.0.0.1", port: (server.address() as AddressInfo).port }],
    timeoutMs: 1_500,
    maxBytes: 2 * 1024 * 1024,
    retries: 1,
    retryDelayMs: 5,
    hostConcurrency: 4,
  });
});

afterAll(async () => {
  await net.close();
  server.closeAllConnections();
  server.close();
});

describe("every page of the hostile site ends in the word for what is wrong with it", () => {
  const www = "http://www.hostile.gov.uk";
  const expected: [string, FetchOutcome][] = [
    [`${www}/`, "ok"],
    [`${www}/challenge-403`, "blocked"],
    [`${www}/challenge-200`, "blocked"],
    [`${www}/page-not-found`, "soft-404"],
    [`${www}/gone-in-other-words`, "soft-404"],
    [`${www}/also-gone/with/a/longer/path`, "soft-404"],
    [`${www}/loop-a`, "redirect-loop"],
    [`${www}/cookie-wall`, "ok"],
    [`${www}/to-loopback`, "refused-address"],
    [`${www}/to-metadata`, "refused-address"],
    [`${www}/old-leisure-page`, "redirected-away"],
    [`${www}/my-account`, "login"],
    [`${www}/drip`, "timeout"],
    [`${www}/never-idle`, "ok"],
    [`${www}/calendar?month=2031-02`, "ok"],
    [`${www}/busy`, "ok"],
    [`${www}/app`, "ok"],
    [`${www}/brochure`, "not-html"],
    [`${www}/bomb`, "too-large"],
    [`${www}/huge`, "too-large"],
    [`${www}/charset`, "ok"],
    [`${www}/cut-off`, "connection-lost"],
    [`${www}/nested`, "ok"],
    [`${www}/blank`, "empty"],
    [`${www}/server-error`, "server-error"],
    [`${www}/no-robots/secret`, "disallowed"],
    ["http://failing-robots.hostile.gov.uk/", "disallowed"],
    ["http://closed.hostile.gov.uk/", "disallowed"],
    ["http://walled.hostile.gov.uk/", "blocked"],
    ["http://empty.hostile.gov.uk/", "empty"],
    ["https://broken-tls.hostile.gov.uk/", "tls"],
  ];
  test.each(expected)("%s ends in %s", async (url, outcome) => {
    const result = await net.fetch(url);
    expect(`${result.outcome}: ${result.detail}`).toMatch(new RegExp(`^${outcome}: .{4,}`));
    expect(result.detail).not.toContain("\n");
    expect(result.body.length > 0).toBe(outcome === "ok");
  });
});
