import { createServer, request } from "node:http";
import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { createNet } from "../../src/net/net.js";
import type { NetOptions } from "../../src/net/types.js";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A proxy in front of a web server and a server that sends back what it gets, both on loopback. */
async function proxied(options: Partial<NetOptions> = {}) {
  const web = createServer((asked, answer) => {
    if (asked.url === "/long") return void answer.end(Buffer.alloc(300_000));
    answer.setHeader("content-type", "text/plain").end(`${asked.method} ${asked.headers.host} ${asked.url}`);
  });
  const echo = createTcpServer((socket) => {
    socket.on("error", () => socket.destroy());
    socket.pipe(socket);
  });
  await Promise.all([web, echo].map((one) => new Promise<void>((go) => one.listen(0, "127.0.0.1", go))));
  const port = (server: { address(): unknown }) => (server.address() as AddressInfo).port;
  const net = createNet({
    resolve: [
      { pattern: "echo.gov.uk", address: "127.0.0.1", port: port(echo) },
      { pattern: "*.gov.uk", address: "127.0.0.1", port: port(web) },
    ],
    timeoutMs: 2_000,
    ...options,
  });
  const proxy = await net.proxy();
  closers.push(
    () => web.close(),
    () => echo.close(),
    () => web.closeAllConnections(),
    () => net.close(),
  );
  return { net, proxy, via: Number(new URL(proxy.url).port), echoPort: port(echo) };
}

function get(
  via: number,
  path: string,
  method = "GET",
): Promise<{ status: number; body: string; whole: boolean }> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port: via, path, method }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("error", () => undefined);
      answer.on("close", () =>
        resolve({
          status: answer.statusCode ?? 0,
          body: Buffer.concat(parts).toString(),
          whole: answer.complete,
        }),
      );
    });
    asked.on("error", reject);
    asked.end();
  });
}

function tunnel(via: number, target: string): Promise<{ status: number; socket: Socket }> {
  return new Promise((resolve, reject) => {
    const socket = connect(via, "127.0.0.1");
    socket.on("error", reject);
    socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n\r\n`);
    socket.once("data", (head) => resolve({ status: Number(/ (\d{3}) /.exec(String(head))?.[1]), socket }));
  });
}

describe("the browser's proxy", () => {
  test("forwards plain pages along the resolve rules, with the page's own host name", async () => {
    const { via, net } = await proxied();
    expect(await get(via, "http://www.example.gov.uk/bins?x=1")).toMatchObject({
      status: 200,
      body: "GET www.example.gov.uk /bins?x=1",
    });
    expect(net.stats().requests).toBe(1);
    expect(net.stats().wireBytes).toBeGreaterThan(20);
  });

  test("sends nothing but GET and HEAD", async () => {
    const { via, proxy } = await proxied();
    expect((await get(via, "http://www.example.gov.uk/form", "POST")).status).toBe(403);
    expect((await get(via, "http://www.example.gov.uk/form", "DELETE")).status).toBe(403);
    expect((await get(via, "http://www.example.gov.uk/x", "HEAD")).status).toBe(200);
    expect(proxy.refusals?.()).toHaveLength(2);
  });

  test.each([
    "http://127.0.0.1:1/",
    "http://2130706433/",
    "http://[::1]/",
    "http://169.254.169.254/x",
    "http://10.0.0.1/",
  ])("refuses %s and says why", async (url) => {
    const { via, proxy } = await proxied();
    const answer = await get(via, url);
    expect(answer.status).toBe(403);
    expect(answer.body).toContain("refused to connect");
    expect(proxy.refusals?.()[0]).toMatchObject({ target: url, why: expect.stringContaining("refused") });
  });

  test("cuts an answer larger than the limit", async () => {
    const { via } = await proxied({ maxBytes: 50_000 });
    const whole = await get(via, "http://www.example.gov.uk/long").then(
      (answer) => answer.whole,
      () => false,
    );
    expect(whole).toBe(false);
    expect((await get(via, "http://www.example.gov.uk/short")).whole).toBe(true);
  });

  test("tunnels to a web port, both ways", async () => {
    const { via } = await proxied();
    const { status, socket } = await tunnel(via, "echo.gov.uk:443");
    expect(status).toBe(200);
    const back = new Promise((resolve) => socket.once("data", (data) => resolve(String(data))));
    socket.write("hello");
    expect(await back).toBe("hello");
    socket.destroy();
  });

  test("tunnels to the port of a resolve rule, and to no other port", async () => {
    const { via, echoPort, proxy } = await proxied();
    expect((await tunnel(via, `echo.gov.uk:${echoPort}`)).status).toBe(200);
    expect((await tunnel(via, "echo.gov.uk:25")).status).toBe(403);
    expect(proxy.refusals?.()).toEqual([
      { target: "echo.gov.uk:25", why: expect.stringContaining("port 25") },
    ]);
  });

  test.each([
    "127.0.0.1:443",
    "2130706433:443",
    "0x7f000001:443",
    "[::1]:443",
    "[::ffff:127.0.0.1]:443",
    "169.254.169.254:80",
  ])("opens no tunnel to %s", async (target) => {
    const { via } = await proxied();
    expect((await tunnel(via, target)).status).toBe(403);
  });

  test("ends its tunnels when it is closed", async () => {
    const { via, proxy } = await proxied();
    const { socket } = await tunnel(via, "echo.gov.uk:443");
    const ended = new Promise((resolve) => socket.once("close", resolve));
    socket.on("error", () => undefined);
    await proxy.close();
    await ended;
    await expect(get(via, "http://www.example.gov.uk/")).rejects.toThrow();
  });

  test("a tunnel that carries more than the limit is cut", async () => {
    const { via } = await proxied({ maxBytes: 1_000 });
    const { socket } = await tunnel(via, "echo.gov.uk:443");
    const ended = new Promise((resolve) => socket.once("close", resolve));
    socket.on("error", () => undefined);
    socket.resume();
    socket.write(Buffer.alloc(40_000));
    await ended;
    expect(socket.destroyed).toBe(true);
  });
});
