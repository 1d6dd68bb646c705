import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { createSecureContext } from "node:tls";
import { generate } from "selfsigned";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createNet } from "../../src/net/net.js";

let server: Server;
let port: number;
const names: string[] = [];

beforeAll(async () => {
  const { private: key, cert } = await generate([{ name: "commonName", value: "somebody.else" }], {
    keySize: 2048,
  });
  const context = createSecureContext({ key, cert });
  server = createServer(
    {
      key,
      cert,
      SNICallback: (name, done) => {
        names.push(name);
        done(null, context);
      },
    },
    (asked, answer) => answer.setHeader("content-type", "text/plain").end(`for ${asked.headers.host}`),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test("a host named by a resolve rule is reached over TLS under its own name, whatever its certificate", async () => {
  const net = createNet({ resolve: [{ pattern: "*.leeds.gov.uk", address: "127.0.0.1", port }] });
  const result = await net.fetch("https://www.leeds.gov.uk/");
  expect(result).toMatchObject({ outcome: "ok" });
  expect(new TextDecoder().decode(result.body)).toBe("for www.leeds.gov.uk");
  expect(names).toContain("www.leeds.gov.uk");
  await net.close();
});

test("certificates of all other hosts are verified", async () => {
  const net = createNet(
    { allowPrivate: true, resolve: [{ pattern: "*.leeds.gov.uk", address: "127.0.0.1", port }] },
    { lookup: async () => [{ address: "127.0.0.1", family: 4 }] },
  );
  const result = await net.fetch(`https://www.york.gov.uk:${port}/`);
  expect(result).toMatchObject({ outcome: "tls", status: null });
  expect(result.detail).toMatch(/certificate/);
  await net.close();
});
