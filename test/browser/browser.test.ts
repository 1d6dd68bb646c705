import { once } from "node:events";
import { createServer, request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { botWall } from "../../src/browser/bot-wall.js";
import { document, type LoopbackSite, sampled, serveSite, testBrowser } from "./site.js";

let site: LoopbackSite;
const browser = testBrowser();

beforeAll(async () => {
  site = await serveSite();
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

function fail(): never {
  throw new Error("no process id");
}

describe("rendering", () => {
  test("gives the document after scripts have run", async () => {
    const url = site.put(
      "/app",
      document('<div id="app"></div><script>app.innerHTML = "<h2>Bins</h2>"</script>'),
    );
    const page = await browser.render(url);
    expect(page).toMatchObject({ outcome: "ok", status: 200, url });
    expect(page.html).toContain("<h2>Bins</h2>");
  });

  test("open shadow roots stand where a visitor sees them, with what is slotted in", async () => {
    const script = `<script>
      const root = card.attachShadow({ mode: "open" });
      root.innerHTML = '<section><a href="/inside">Inside</a><slot></slot></section>';
    </script>`;
    const { html } = await browser.render(
      site.put("/shadow", document(`<x-card id="card"><b>Slotted</b></x-card>${script}`)),
    );
    expect(html).toMatch(/<section><a href="\/inside">Inside<\/a><slot><b>Slotted<\/b><\/slot><\/section>/);
  });

  test("follows redirects of server, script and refresh, and tells where it ended", async () => {
    site.put("/end", document("<p>Arrived</p>"));
    site.put("/by-refresh", '<meta http-equiv="refresh" content="0;url=/end"><p>Moving</p>');
    site.put("/by-script", "<script>location.replace('/by-refresh')</script>");
    const start = site.put("/by-server", (_, response) => {
      response.writeHead(302, { location: "/by-script" }).end();
    });
    const page = await browser.render(start);
    expect(page).toMatchObject({ outcome: "ok", status: 200, url: `${site.origin}/end` });
    expect(page.html).toContain("Arrived");
  });

  test("names itself honestly after the browser's own User-Agent", async () => {
    await browser.render(site.put("/agent", document("")));
    const { userAgent } = site.requests.find((one) => one.url === "/agent") ?? { userAgent: "" };
    expect(userAgent).toMatch(/^Mozilla.*Chrome\/.* council-audit\/test \(\+https:/);
  });
});

describe("what a page may not do", () => {
  test("nothing is ever sent: POST by form, fetch, XHR and beacon is stopped, in frames too", async () => {
    const before = site.requests.length;
    const stoppedBefore = browser.stats().stoppedWrites;
    site.put(
      "/frame-writer",
      `<script>fetch("/write?fetch", { method: "POST", body: "x" }).catch(() => 0)</script>`,
    );
    const url = site.put(
      "/writer",
      document(`<form id="f" method="post" action="/write?form"><input name="a" aria-label="a"></form>
        <iframe title="t" src="http://localhost:${site.port}/frame-writer" width="100" height="100"></iframe>
        <script>
          fetch("/write?fetch", { method: "POST", body: "x" }).catch(() => 0);
          const xhr = new XMLHttpRequest(); xhr.open("PUT", "/write?xhr"); xhr.send("x");
          navigator.sendBeacon("/write?beacon", "x");
          setTimeout(() => f.submit(), 20);
        </script>`),
    );
    expect(await browser.render(url)).toMatchObject({ outcome: "ok", url });
    const writes = site.requests.slice(before).filter((one) => one.method !== "GET");
    expect(writes).toEqual([]);
    expect(browser.stats().stoppedWrites - stoppedBefore).toBeGreaterThanOrEqual(1);
  });

  test("dialogs, pop-ups and permission prompts do not hold it up", async () => {
    const script = `<script>alert(1); confirm("?"); prompt("?"); window.open("/end");
      Notification.requestPermission(); navigator.geolocation.getCurrentPosition(() => 0);
      onbeforeunload = () => "stay";</script><p>After</p>`;
    const url = site.put("/dialogs", document(script));
    expect((await browser.render(url)).html).toContain("After");
    expect((await browser.render(url)).outcome).toBe("ok");
  });

  test("a download is not a page", async () => {
    const url = site.put("/file", (_, response) => {
      response.writeHead(200, {
        "content-type": "application/octet-stream",
        "content-disposition": "attachment; filename=minutes.bin",
      });
      response.end("x".repeat(100));
    });
    expect(await browser.render(url)).toMatchObject({ outcome: "not-html", html: "" });
  });
});

describe("how a page can end", () => {
  test.each([
    [404, "not-found"],
    [403, "blocked"],
    [429, "rate-limited"],
    [401, "login"],
    [503, "server-error"],
  ])("an answer of %i is %s, and its page is not judged", async (status, outcome) => {
    const url = site.put(`/status-${status}`, (_, response) => {
      response.writeHead(status, { "content-type": "text/html" }).end(document('<img src="/x.png">'));
    });
    expect(await browser.examine(url, sampled())).toMatchObject({ outcome, violations: [], needsReview: [] });
  });

  test("a bot wall that answers 200 is blocked, and not judged", async () => {
    const url = site.put("/wall", "<title>Just a moment...</title><img src=x><p>Checking your browser</p>");
    expect(await browser.examine(url, sampled())).toMatchObject({ outcome: "blocked", violations: [] });
  });

  test("a long page about captchas is no bot wall", () => {
    const text = `Complete the security check. ${"Council news. ".repeat(100)}`;
    expect(botWall({ title: "Security check news", text })).toBeNull();
  });

  test("a page of the browser's own about a failure is never judged", async () => {
    expect(await browser.examine("http://nowhere.invalid/", sampled())).toMatchObject({
      outcome: "dns",
      violations: [],
    });
    expect(await browser.render("http://127.0.0.1:1/")).toMatchObject({
      outcome: expect.stringMatching(/refused|client/),
    });
    expect(await browser.render("javascript:alert(1)")).toMatchObject({ outcome: "client-error" });
  });

  test("a connection cut short ends in connection-lost", async () => {
    const url = site.put("/cut", (request) => request.socket.destroy());
    expect(await browser.render(url)).toMatchObject({ outcome: "connection-lost", status: null });
  });

  test("a redirect without end is told as such", async () => {
    const url = site.put("/loop", (_, response) => {
      response.writeHead(302, { location: "/loop" }).end();
    });
    expect(await browser.render(url)).toMatchObject({ outcome: "redirect-loop" });
  });
});

describe("pages that misbehave", () => {
  const hasty = testBrowser({
    concurrency: 2,
    pageTimeoutMs: 12_000,
    limits: { navigationMs: 2_000, loadMs: 500, settleMs: 500 },
  });
  afterAll(() => hasty.close());

  test("a page that never goes idle is judged as it stands", async () => {
    site.put("/forever", () => undefined);
    site.put("/poll", "{}");
    const url = site.put(
      "/busy",
      document(`<img src="/forever" alt="Map"><img src="/other.png">
        <script>setInterval(() => fetch("/poll"), 10)</script>`),
    );
    expect(await hasty.examine(url, sampled())).toMatchObject({
      outcome: "ok",
      violations: [{ rule: "image-alt" }],
    });
  });

  test("an answer that never comes ends in timeout", async () => {
    site.put("/silent", () => undefined);
    expect(await hasty.render(`${site.origin}/silent`)).toMatchObject({ outcome: "timeout", html: "" });
  });

  test("an endless script costs its own page only", async () => {
    const endless = site.put("/endless", document("<script>for (;;);</script>"));
    const good = site.put("/good", document("<p>Fine</p>"));
    const [stuck, fine] = await Promise.all([hasty.examine(endless, sampled()), hasty.render(good)]);
    expect(stuck).toMatchObject({ outcome: "timeout" });
    expect(fine.outcome).toBe("ok");
    expect((await hasty.render(good)).outcome).toBe("ok");
  });

  test("a page that crashes its tab, or the browser, fails alone; the browser is started again", async () => {
    const good = site.put("/still-good", document("<p>Fine</p>"));
    expect(await hasty.render("chrome://crash")).toMatchObject({ outcome: "client-error" });
    const launches = hasty.stats().launches;
    const hold = site.put("/hold", (_, response) => {
      setTimeout(() => response.writeHead(200, { "content-type": "text/html" }).end(document("")), 800);
    });
    const rendering = hasty.render(hold);
    await new Promise((resolve) => setTimeout(resolve, 400));
    process.kill((await hasty.processId()) ?? fail(), "SIGKILL");
    expect((await rendering).outcome).toBe("ok");
    expect((await hasty.render(good)).outcome).toBe("ok");
    expect(hasty.stats().launches).toBe(launches + 1);
  });
});

test("all traffic goes through the proxy, loopback included", async () => {
  const seen: string[] = [];
  const proxy = createServer((request, response) => {
    const target = new URL(request.url ?? "");
    seen.push(target.href);
    const onward = httpRequest(
      { agent: false, host: "127.0.0.1", port: site.port, path: target.pathname, headers: request.headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    onward.on("error", () => response.destroy());
    onward.end();
  });
  proxy.on("connect", (request, socket) => {
    seen.push(`https://${request.url}/`);
    socket.destroy();
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  const { port } = proxy.address() as AddressInfo;
  const guarded = testBrowser({ proxyUrl: async () => `http://127.0.0.1:${port}` });
  try {
    site.put("/via", document('<img src="http://localhost:8099/own.png" alt="Map">'));
    expect((await guarded.render("http://www.example.gov.uk/via")).outcome).toBe("ok");
    expect(seen).toContain("http://www.example.gov.uk/via");
    expect(seen).toContain("http://localhost:8099/own.png");
    // Nor does Chromium call anybody on its own account.
    const hosts = new Set(seen.map((address) => new URL(address).hostname));
    expect(hosts).toEqual(new Set(["www.example.gov.uk", "localhost"]));
  } finally {
    await guarded.close();
    proxy.close();
  }
});

test("profiles are thrown away after their share of pages, and nothing is remembered", async () => {
  const cookies: string[] = [];
  const url = site.put("/cookie", (request, response) => {
    cookies.push(request.headers.cookie ?? "");
    response.writeHead(200, { "content-type": "text/html", "set-cookie": "seen=1" }).end(document(""));
  });
  const forgetful = testBrowser({ pagesPerProfile: 2, concurrency: 1 });
  try {
    for (let i = 0; i < 4; i++) await forgetful.render(url);
  } finally {
    await forgetful.close();
  }
  expect(cookies).toEqual(["", "seen=1", "", "seen=1"]);
});

test("after close, nothing is started again", async () => {
  const closed = testBrowser();
  await closed.close();
  expect(await closed.render(`${site.origin}/end`)).toMatchObject({ outcome: "connection-lost" });
});

test("pages of several sites at once do not take each other's profile away", async () => {
  const paths = Array.from({ length: 8 }, (_, index) =>
    site.put(`/site-${index}`, document(`<p>Page ${index}</p>`)),
  );
  const shared = testBrowser({ concurrency: 2, pageTimeoutMs: 10_000 });
  try {
    // 127.0.0.1 and localhost are two sites to the pool, and each job finds the other's profile idle.
    const results = await Promise.all(
      paths.map((url, index) => shared.render(index % 2 === 0 ? url : url.replace("127.0.0.1", "localhost"))),
    );
    expect(results.map((one) => one.outcome)).toEqual(paths.map(() => "ok"));
  } finally {
    await shared.close();
  }
});
