import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import type { Lookup } from "../../src/net/address-guard.js";
import { createNet } from "../../src/net/net.js";
import type { Net, NetOptions } from "../../src/net/types.js";
import { TRY_POLICY } from "../../src/runs/types.js";

type Handler = (asked: IncomingMessage, answer: ServerResponse) => void;

const PAGE = `<!DOCTYPE html><html lang=en><title>Bins</title><h1>Bins</h1><p>${"Collected weekly. ".repeat(40)}</p>`;
const open: { server: Server; net: Net }[] = [];

afterEach(async () => {
  for (const { server, net } of open.splice(0)) {
    await net.close();
    server.closeAllConnections();
    server.close();
  }
});

/** A net that reaches every host at a server on loopback, and the paths that server was asked for. */
async function netWith(
  handler: Handler,
  options: Partial<NetOptions> = {},
  lookup?: Lookup,
  now: () => number = Date.now,
) {
  const asked: {
    path: string;
    at: number;
    host: string;
    headers: IncomingMessage["headers"];
    method: string;
  }[] = [];
  const server = createServer((request, answer) => {
    asked.push({
      path: request.url ?? "",
      at: performance.now(),
      host: request.headers.host ?? "",
      headers: request.headers,
      method: request.method ?? "",
    });
    handler(request, answer);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const rule = { pattern: "*", address: "127.0.0.1", port };
  const net = createNet(
    { resolve: [rule], timeoutMs: 700, retries: 2, retryDelayMs: 5, ...options },
    lookup ? { lookup, now } : { now },
  );
  open.push({ server, net });
  const pages = () => asked.filter((one) => !/robots\.txt|missing-pages/.test(one.path));
  return { net, asked, pages, port };
}

const html = (
  answer: ServerResponse,
  body: string = PAGE,
  headers: Record<string, string> = {},
  status = 200,
) => answer.writeHead(status, { "content-type": "text/html; charset=utf-8", ...headers }).end(body);
const noRobots =
  (handler: Handler): Handler =>
  (asked, answer) =>
    asked.url === "/robots.txt" || asked.url?.includes("missing-pages")
      ? html(answer, "no", {}, 404)
      : handler(asked, answer);

/** Missing pages are missing; robots.txt is the handler's matter. */
const noPage =
  (handler: Handler): Handler =>
  (asked, answer) =>
    asked.url?.includes("missing-pages") ? html(answer, "no", {}, 404) : handler(asked, answer);

describe("a request", () => {
  test("is an honest GET without cookies, and its result carries the body and its hash", async () => {
    const { net, pages } = await netWith(
      noRobots((_, answer) => html(answer, PAGE, { "set-cookie": "a=b" })),
    );
    await net.fetch("http://www.example.gov.uk/bins");
    const result = await net.fetch("http://user:secret@www.example.gov.uk/bins#part");
    expect(result).toMatchObject({
      outcome: "ok",
      status: 200,
      attempts: 1,
      url: "http://www.example.gov.uk/bins",
    });
    expect(result.sha256).toBe(createHash("sha256").update(PAGE).digest("hex"));
    expect(new TextDecoder().decode(result.body)).toBe(PAGE);
    expect(pages()).toHaveLength(2);
    for (const { headers, method } of pages()) {
      expect(method).toBe("GET");
      expect(headers["user-agent"]).toMatch(/^council-audit\/\d+\.\d+ \(\+https:\/\/\S+\)$/);
      expect(headers["accept-language"]).toMatch(/^en-GB/);
      expect(headers.cookie).toBeUndefined();
      expect(headers.authorization).toBeUndefined();
    }
  });

  test("with validators may end in not-modified", async () => {
    const { net } = await netWith(
      noRobots((asked, answer) =>
        asked.headers["if-none-match"] === '"v1"' ? answer.writeHead(304).end() : html(answer),
      ),
    );
    const validators = { etag: '"v1"', lastModified: null };
    expect((await net.fetch("http://a.gov.uk/x", { validators })).outcome).toBe("not-modified");
    expect((await net.fetch("http://a.gov.uk/x")).outcome).toBe("ok");
  });

  test.each(["ftp://a.gov.uk/", "javascript:alert(1)", "file:///etc/passwd", "", "//x"])(
    "to %s is not made",
    async (url) => {
      const { net, asked } = await netWith(noRobots((_, answer) => html(answer)));
      expect((await net.fetch(url)).outcome).toBe("client-error");
      expect(asked).toHaveLength(0);
    },
  );

  test("ends when the caller gives up", async () => {
    const { net } = await netWith(noRobots(() => undefined));
    const stop = new AbortController();
    const fetched = net.fetch("http://a.gov.uk/slow", { signal: stop.signal });
    setTimeout(() => stop.abort(new Error("enough")), 50);
    await expect(fetched).rejects.toThrow("enough");
  });
});

describe("bodies", () => {
  test.each([
    ["gzip", gzipSync(PAGE)],
    ["br", brotliCompressSync(PAGE)],
    ["deflate", deflateSync(PAGE)],
    ["deflate", deflateRawSync(PAGE)],
    ["gzip, br", brotliCompressSync(gzipSync(PAGE))],
    ["gzip", Buffer.from(PAGE)],
  ])("%s is unpacked, or left alone where the label is wrong", async (coding, body) => {
    const { net } = await netWith(
      noRobots((_, answer) =>
        answer.writeHead(200, { "content-type": "text/html", "content-encoding": coding }).end(body),
      ),
    );
    const result = await net.fetch("http://a.gov.uk/x");
    expect(new TextDecoder().decode(result.body)).toBe(PAGE);
    expect(result.wireBytes).toBe(body.length);
  });

  test.each([
    ["gzip", gzipSync(Buffer.alloc(64 * 1024 * 1024))],
    ["br", brotliCompressSync(Buffer.alloc(64 * 1024 * 1024))],
    ["deflate", deflateSync(Buffer.alloc(64 * 1024 * 1024))],
    ["gzip, gzip", gzipSync(gzipSync(Buffer.alloc(64 * 1024 * 1024)))],
  ])("a %s bomb is stopped at the limit", async (coding, body) => {
    const { net } = await netWith(
      noRobots((_, answer) =>
        answer.writeHead(200, { "content-type": "text/html", "content-encoding": coding }).end(body),
      ),
      { maxBytes: 256 * 1024, timeoutMs: 20_000 },
    );
    const result = await net.fetch("http://a.gov.uk/x");
    expect(result).toMatchObject({ outcome: "too-large", detail: expect.stringContaining("256 KB") });
    expect(result.attempts).toBe(1);
    expect(result.body).toHaveLength(0);
  });

  test("a page larger than the limit is not read to its end", async () => {
    let sent = 0;
    const { net } = await netWith(
      noRobots((_, answer) => {
        answer.writeHead(200, { "content-type": "text/html" });
        const more = (): void => {
          while (sent < 50_000_000 && !answer.destroyed) {
            sent += 64_000;
            if (!answer.write(Buffer.alloc(64_000, 0x61))) return void answer.once("drain", more);
          }
          answer.end();
        };
        more();
      }),
      { maxBytes: 100_000, timeoutMs: 10_000 },
    );
    expect((await net.fetch("http://a.gov.uk/x")).outcome).toBe("too-large");
    expect(sent).toBeLessThan(20_000_000);
  });

  test("headers without end are too large", async () => {
    const { net } = await netWith(
      noRobots((_, answer) => html(answer, PAGE, { "x-padding": "x".repeat(60_000) })),
    );
    expect((await net.fetch("http://a.gov.uk/x")).outcome).toBe("too-large");
  });

  test("an image's body is not fetched, its headers are kept", async () => {
    const { net } = await netWith(
      noRobots((_, answer) =>
        answer
          .writeHead(200, { "content-type": "image/png", "content-length": "5000000" })
          .write(Buffer.alloc(100)),
      ),
    );
    const result = await net.fetch("http://a.gov.uk/x.png");
    expect(result).toMatchObject({ outcome: "not-html", contentType: "image/png", wireBytes: 0 });
    expect(result.headers["content-length"]).toBe("5000000");
  });
});

describe("redirects", () => {
  test("are followed, and told", async () => {
    const { net } = await netWith(
      noRobots((asked, answer) =>
        asked.url === "/old" ? html(answer, "", { location: "http://b.gov.uk/new#top" }, 301) : html(answer),
      ),
    );
    expect(await net.fetch("http://a.gov.uk/old")).toMatchObject({
      outcome: "ok",
      requestedUrl: "http://a.gov.uk/old",
      url: "http://b.gov.uk/new",
      redirects: ["http://b.gov.uk/new#top"],
    });
  });

  test("without end are a loop", async () => {
    let n = 0;
    const { net, pages } = await netWith(
      noRobots((_, answer) => html(answer, "", { location: `/step-${n++}` }, 302)),
      { maxRedirects: 4 },
    );
    expect((await net.fetch("http://a.gov.uk/x")).outcome).toBe("redirect-loop");
    expect(pages()).toHaveLength(5);
  });

  test.each([
    "http://127.0.0.1:1/",
    "http://2130706433/",
    "http://0x7f.1/",
    "http://[::ffff:127.0.0.1]/",
    "http://10.0.0.1/",
  ])("to %s are refused", async (location) => {
    const { net, pages } = await netWith(noRobots((_, answer) => html(answer, "", { location }, 302)));
    expect((await net.fetch("http://a.gov.uk/x")).outcome).toBe("refused-address");
    expect(pages()).toHaveLength(1);
  });

  test("to what is no page end there", async () => {
    const { net } = await netWith(
      noRobots((_, answer) => html(answer, "", { location: "mailto:a@b.uk" }, 302)),
    );
    expect((await net.fetch("http://a.gov.uk/x")).outcome).toBe("redirected-away");
  });

  test("into what robots.txt forbids are not followed", async () => {
    const { net, pages } = await netWith((asked, answer) => {
      if (asked.url !== "/robots.txt") return html(answer, "", { location: "http://b.gov.uk/secret" }, 302);
      answer.end(asked.headers.host?.startsWith("b.") ? "User-agent: *\nDisallow: /" : "");
    });
    expect((await net.fetch("http://a.gov.uk/x")).outcome).toBe("disallowed");
    expect(pages()).toHaveLength(1);
  });
});

describe("names and addresses", () => {
  test("a name with a private address is refused without a connection, unless private addresses are let through", async () => {
    const { net, asked, port } = await netWith(noRobots((_, answer) => html(answer)));
    const lookup: Lookup = async () => [{ address: "127.0.0.1", family: 4 }];
    const strict = createNet({ retryDelayMs: 1 }, { lookup });
    const lenient = createNet({ allowPrivate: true }, { lookup });
    expect((await strict.fetch(`http://intranet.gov.uk:${port}/`)).outcome).toBe("refused-address");
    expect(asked).toHaveLength(0);
    expect((await lenient.fetch(`http://intranet.gov.uk:${port}/`)).outcome).toBe("ok");
    await Promise.all([strict.close(), lenient.close(), net.fetch("http://a.gov.uk/")]);
  });

  test("a name that is not there, a port where nobody listens, and a broken TLS have words of their own", async () => {
    const { net } = await netWith(noRobots((_, answer) => html(answer)));
    const idle = createTcpServer();
    await new Promise<void>((resolve) => idle.listen(0, "127.0.0.1", resolve));
    const { port } = idle.address() as AddressInfo;
    await new Promise((resolve) => idle.close(resolve));
    const none = createNet({}, { lookup: async () => [] });
    const dead = createNet({ resolve: [{ pattern: "*", address: "127.0.0.1", port }] });
    expect((await none.fetch("http://nowhere.gov.uk/x")).outcome).toBe("dns");
    expect((await dead.fetch("http://dead.gov.uk/x")).outcome).toBe("refused-connection");
    expect((await net.fetch("https://a.gov.uk/x")).outcome).toBe("tls");
    await Promise.all([none.close(), dead.close()]);
  });
});

describe("retries", () => {
  test("a server that fails twice and then answers is no failure", async () => {
    let n = 0;
    const { net } = await netWith(
      noRobots((_, answer) => (n++ < 2 ? html(answer, "x", {}, 500) : html(answer))),
    );
    expect(await net.fetch("http://a.gov.uk/x")).toMatchObject({ outcome: "ok", attempts: 3 });
  });

  test("a server that goes on failing is asked as often as allowed", async () => {
    const { net, pages } = await netWith(noRobots((_, answer) => html(answer, "x", {}, 500)));
    expect(await net.fetch("http://a.gov.uk/x")).toMatchObject({
      outcome: "server-error",
      attempts: 3,
      status: 500,
    });
    expect(pages()).toHaveLength(3);
  });

  test("a lost connection is tried again, a missing page and a wall are not", async () => {
    const { net, pages } = await netWith(
      noRobots((asked, answer) => {
        if (asked.url === "/lost") return void asked.socket.destroy();
        html(answer, "<title>Not found</title>", {}, asked.url === "/gone" ? 404 : 403);
      }),
    );
    expect(await net.fetch("http://a.gov.uk/lost")).toMatchObject({
      outcome: "connection-lost",
      attempts: 3,
    });
    expect(await net.fetch("http://a.gov.uk/gone")).toMatchObject({ outcome: "not-found", attempts: 1 });
    expect(await net.fetch("http://a.gov.uk/wall")).toMatchObject({ outcome: "blocked", attempts: 1 });
    expect(pages()).toHaveLength(5);
  });
});

describe("robots.txt", () => {
  test("is asked for once, and what it forbids is not asked for at all", async () => {
    const { net, asked } = await netWith((request, answer) =>
      request.url === "/robots.txt"
        ? answer.end(
            "User-agent: council-audit\nDisallow: /private\nUser-agent: *\nDisallow: /\nSitemap: /map.xml",
          )
        : html(answer, PAGE, {}, request.url?.includes("missing-pages") ? 404 : 200),
    );
    const results = await Promise.all(
      ["/a", "/private/x", "/b"].map((path) => net.fetch(`http://a.gov.uk${path}`)),
    );
    expect(results.map((one) => one.outcome)).toEqual(["ok", "disallowed", "ok"]);
    expect(asked.filter((one) => one.path === "/robots.txt")).toHaveLength(1);
    expect(asked.some((one) => one.path.startsWith("/private"))).toBe(false);
    expect((await net.robots("http://a.gov.uk/")).sitemaps).toEqual(["http://a.gov.uk/map.xml"]);
  });

  test.each([
    [404, "ok"],
    [403, "ok"],
    [500, "disallowed"],
    [503, "disallowed"],
  ] as const)("answered with %i leaves a page %s", async (status, outcome) => {
    const { net } = await netWith((asked, answer) =>
      asked.url === "/robots.txt" ? html(answer, "x", {}, status) : html(answer),
    );
    expect((await net.fetch("http://a.gov.uk/")).outcome).toBe(outcome);
  });

  test("that could not be had is asked for again some minutes later, so that a later try is one", async () => {
    let now = Date.parse("2026-11-01T02:00:00Z");
    let failing = true;
    const { net, asked } = await netWith(
      noPage((request, answer) => {
        const [body, status] = failing ? ["down", 503] : ["", 404];
        if (request.url === "/robots.txt") return html(answer, body, {}, status);
        html(answer);
      }),
      { retries: 0 },
      undefined,
      () => now,
    );
    expect((await net.fetch("http://a.gov.uk/")).outcome).toBe("disallowed");
    failing = false;
    expect((await net.fetch("http://a.gov.uk/")).outcome).toBe("disallowed");
    expect(asked).toHaveLength(1);
    now += TRY_POLICY.retryDelayMs;
    expect((await net.fetch("http://a.gov.uk/")).outcome).toBe("ok");
  });

  test("is asked for anew after a day, and not before", async () => {
    let now = Date.parse("2026-11-01T02:00:00Z");
    let rules = "User-agent: *\nDisallow: /private";
    const { net, asked } = await netWith(
      noPage((request, answer) => (request.url === "/robots.txt" ? answer.end(rules) : html(answer))),
      {},
      undefined,
      () => now,
    );
    expect((await net.fetch("http://a.gov.uk/private")).outcome).toBe("disallowed");
    rules = "";
    now += 23 * 60 * 60_000;
    expect((await net.fetch("http://a.gov.uk/private")).outcome).toBe("disallowed");
    expect(asked).toHaveLength(1);
    now += 2 * 60 * 60_000;
    expect((await net.fetch("http://a.gov.uk/private")).outcome).toBe("ok");
  });

  test("that is really a page forbids nothing", async () => {
    const { net } = await netWith((_asked, answer) => html(answer, `<title>x</title>Disallow: /\n${PAGE}`));
    expect((await net.fetch("http://a.gov.uk/")).outcome).toBe("ok");
    expect((await net.robots("http://a.gov.uk/")).allows("http://a.gov.uk/x")).toBe(true);
  });

  test("that does not come says so, and is no absence", async () => {
    const { net, asked } = await netWith(() => undefined, { timeoutMs: 60, retries: 1 });
    const result = await net.fetch("http://a.gov.uk/");
    expect(result.outcome).toBe("timeout");
    expect(result.detail).toContain("robots.txt");
    expect(asked.every((one) => one.path === "/robots.txt")).toBe(true);
  });
});

describe("politeness, as the server sees it", () => {
  test("never more requests at once than allowed", async () => {
    let now = 0;
    let most = 0;
    const { net } = await netWith(
      noRobots((_, answer) => {
        most = Math.max(most, ++now);
        setTimeout(() => {
          now--;
          html(answer);
        }, 20);
      }),
      { hostConcurrency: 2, maxBytes: 1_000_000 },
    );
    await Promise.all(Array.from({ length: 8 }, (_, i) => net.fetch(`http://a.gov.uk/?${i}`)));
    expect(most).toBe(2);
  });

  test("Crawl-delay lies between the starts of requests, on loopback too", async () => {
    const { net, pages } = await netWith((asked, answer) =>
      asked.url === "/robots.txt" ? answer.end("User-agent: *\nCrawl-delay: 0.15") : html(answer),
    );
    await Promise.all([1, 2, 3].map((i) => net.fetch(`http://a.gov.uk/?${i}`)));
    const starts = pages().map((one) => one.at);
    expect(starts).toHaveLength(3);
    for (let i = 1; i < starts.length; i++)
      expect((starts[i] ?? 0) - (starts[i - 1] ?? 0)).toBeGreaterThan(130);
  });

  test("a Crawl-delay too long to wait for leaves the first page, and the rest rate-limited", async () => {
    const { net, pages } = await netWith(
      (asked, answer) =>
        asked.url === "/robots.txt" ? answer.end("User-agent: *\nCrawl-delay: 3600") : html(answer),
      { maxWaitMs: 1_000 },
    );
    expect((await net.fetch("http://a.gov.uk/")).outcome).toBe("ok");
    expect(await net.fetch("http://a.gov.uk/x")).toMatchObject({ outcome: "rate-limited", attempts: 0 });
    expect(pages()).toHaveLength(1);
  });

  test("Retry-After pauses the whole host, and does not count as a retry", async () => {
    let refusedAt = 0;
    const { net, pages } = await netWith(
      noRobots((asked, answer) => {
        if (asked.url === "/busy" && refusedAt === 0) {
          refusedAt = performance.now();
          return void answer.writeHead(429, { "retry-after": "1" }).end();
        }
        html(answer);
      }),
      { retries: 0 },
    );
    const busy = net.fetch("http://a.gov.uk/busy");
    while (refusedAt === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 50));
    const other = net.fetch("http://a.gov.uk/?other");
    expect((await busy).outcome).toBe("ok");
    expect((await other).outcome).toBe("ok");
    for (const { at } of pages().slice(1)) expect(at - refusedAt).toBeGreaterThan(950);
  });

  test("a Retry-After longer than an audit waits ends in rate-limited, for the host's other pages without a request", async () => {
    const { net, pages } = await netWith(
      noRobots((_, answer) =>
        answer.writeHead(503, { "retry-after": new Date(Date.now() + 3_600_000).toUTCString() }).end(),
      ),
      { maxWaitMs: 1_000 },
    );
    expect((await net.fetch("http://a.gov.uk/")).outcome).toBe("rate-limited");
    expect((await net.fetch("http://a.gov.uk/x")).outcome).toBe("rate-limited");
    expect(pages()).toHaveLength(1);
  });

  test("hosts of a platform that councils share count as one host", async () => {
    let now = 0;
    let most = 0;
    const { net } = await netWith(
      noRobots((_, answer) => {
        most = Math.max(most, ++now);
        setTimeout(() => {
          now--;
          html(answer);
        }, 20);
      }),
      { hostConcurrency: 1 },
    );
    await Promise.all(["leeds", "york", "hull"].map((name) => net.fetch(`http://${name}.moderngov.co.uk/`)));
    expect(most).toBe(1);
  });
});

describe("what only a comparison shows", () => {
  const words =
    "Sadly there is nothing to see here, but our colleagues will be glad to help you by telephone.";
  const odd = (path: string, extra = "") =>
    `<title>Council</title><h1>Council</h1><nav>${'<a href="/a">Bins</a> '.repeat(20)}</nav><p>${words} ${path}</p>${extra}`;

  test("an error page in the site's own words is a soft 404, found by one request for a page that cannot exist", async () => {
    const { net, asked } = await netWith((request, answer) => {
      if (request.url === "/robots.txt") return html(answer, "", {}, 404);
      if (request.url === "/real") return html(answer, odd("", PAGE));
      html(answer, odd(request.url ?? ""));
    });
    expect((await net.fetch("http://a.gov.uk/gone/by/1")).outcome).toBe("soft-404");
    expect((await net.fetch("http://a.gov.uk/also-gone")).outcome).toBe("soft-404");
    expect((await net.fetch("http://a.gov.uk/real")).outcome).toBe("ok");
    expect((await net.fetch("http://a.gov.uk/")).outcome).toBe("ok");
    expect(asked.filter((one) => one.path.includes("missing-pages"))).toHaveLength(1);
  });

  test("an application that sends the same shell for every address has no soft 404s", async () => {
    const shell = `<title>App</title><div id=root></div><script src="/app.js"></script>`;
    const { net } = await netWith((asked, answer) =>
      asked.url === "/robots.txt" ? html(answer, "", {}, 404) : html(answer, shell),
    );
    for (const path of ["/a", "/b", "/c", "/d"])
      expect((await net.fetch(`http://a.gov.uk${path}`)).outcome).toBe("ok");
  });

  test("a wall nobody has described is known by its repetition", async () => {
    let n = 0;
    const { net } = await netWith(
      noRobots((_, answer) =>
        html(answer, `<title>Example</title><p>Our firewall stopped you. Incident ${n++}a${n}</p>`),
      ),
    );
    await net.fetch("http://a.gov.uk/a");
    expect((await net.fetch("http://a.gov.uk/b")).outcome).toBe("blocked");
    expect((await net.fetch("http://a.gov.uk/c")).outcome).toBe("blocked");
  });

  test("letters of an A–Z without entries are not taken for an error page", async () => {
    const { net } = await netWith(
      noRobots((_, answer) => html(answer, "<title>A to Z</title><h1>A to Z</h1><p>No services.</p>")),
    );
    for (const letter of "jqxyz")
      expect((await net.fetch(`http://a.gov.uk/az?letter=${letter}`)).outcome).toBe("ok");
  });
});

test("stats count requests and bytes on the wire", async () => {
  const { net } = await netWith(noRobots((_, answer) => html(answer)));
  await net.fetch("http://a.gov.uk/");
  expect(net.stats()).toEqual({ requests: 2, wireBytes: PAGE.length + 2 });
});
