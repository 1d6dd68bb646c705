import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, get, type IncomingMessage } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { load } from "cheerio";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { fixtureCouncils } from "../../fixtures/load.js";
import { type FixtureServer, startFixtureServer } from "../../fixtures/server.js";
import { loadRegister } from "../../src/authorities/register.js";
import { findChromium } from "../../src/browser/find.js";
import { type ServeFlags, serve } from "../../src/commands/serve.js";
import { UsageError } from "../../src/errors.js";
import { openStore } from "../../src/store/open.js";
import { workFolder } from "../end-to-end/command-line.js";
import { subjectOf } from "../support/document-of.js";
import { storeNight } from "../support/england-of.js";

const TOKEN = "0123456789abcdef0123";
const register = loadRegister();
const council = fixtureCouncils().find((one) => one.id === "kingsgate");
if (!council) throw new Error("no fixture council kingsgate");
/** A site that answers nothing until it is let go; then it has no pages. */
const SLOW = "http://www.slow.gov.uk/";
let held: (() => void)[] | null = [];
function letGo(): void {
  for (const answer of held ?? []) answer();
  held = null;
}
let fixtures: FixtureServer;
let browser: Browser;
const open: { stop: AbortController; ended: Promise<number> }[] = [];

beforeAll(async () => {
  fixtures = await startFixtureServer({
    extraHandlers: [
      (host, url, _request, response) => {
        if (host !== "www.slow.gov.uk") return false;
        const answer = () => response.writeHead(404).end();
        if (url.pathname === "/robots.txt" || held === null) answer();
        else held.push(answer);
        return true;
      },
    ],
  });
  browser = await chromium.launch({
    executablePath: findChromium() ?? "/usr/bin/chromium",
    args: ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"],
  });
});
afterAll(async () => {
  await browser.close();
  await fixtures.close();
});
afterEach(async () => {
  held = [];
  for (const { stop, ended } of open.splice(0)) {
    stop.abort();
    expect(await ended).toBe(0);
  }
});

interface Served {
  base: string;
  database: string;
  log: string[];
  stop(): Promise<number>;
}

/** The command itself, on any free port. */
async function started(
  flags: Partial<ServeFlags> = {},
  environment: NodeJS.ProcessEnv = {},
): Promise<Served> {
  const database = flags.database ?? `sqlite:${join(workFolder(), "audit.db")}`;
  const log: string[] = [];
  const stop = new AbortController();
  const ended = serve(
    {
      host: "127.0.0.1",
      port: "0",
      sideBySide: "1",
      waiting: "1",
      pages: "12",
      browserPages: "2",
      timeBudget: "5",
      concurrency: "4",
      interval: "0",
      browser: false,
      resolve: [`*.gov.uk=127.0.0.1:${fixtures.port}`],
      allowPrivate: false,
      duties: "2005",
      profile: "equivalent",
      asOf: "2026-11-01",
      database,
      ...flags,
    },
    () => register,
    {
      environment: { ...process.env, ...environment },
      now: () => new Date("2026-11-02T10:00:00Z"),
      print: () => undefined,
      log: (line) => log.push(line),
      terminal: false,
      columns: 100,
      signal: stop.signal,
    },
  );
  const running = { stop, ended };
  open.push(running);
  const base = await Promise.race([
    vi.waitUntil(() => /http:\/\/\S+/.exec(log.join("\n"))?.[0], { timeout: 20_000 }),
    ended.then(() => "it ended"),
  ]);
  const end = () => {
    open.splice(open.indexOf(running), 1);
    stop.abort();
    return ended;
  };
  return { base, database, log, stop: end };
}

async function withPage(options: BrowserContextOptions, use: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext(options);
  try {
    await use(await context.newPage());
  } finally {
    await context.close();
  }
}

const json = (body: unknown, headers: Record<string, string> = {}) => ({
  method: "POST",
  headers: { "content-type": "application/json", ...headers },
  body: typeof body === "string" ? body : JSON.stringify(body),
});

async function asked(base: string, body: unknown, headers: Record<string, string> = {}) {
  const answer = await fetch(`${base}/audits`, json(body, headers));
  return {
    status: answer.status,
    headers: answer.headers,
    body: (await answer.json()) as Record<string, unknown>,
  };
}

async function finished(base: string, location: string): Promise<Record<string, string>> {
  return vi.waitFor(
    async () => {
      const status = (await (await fetch(`${base}${location}`)).json()) as Record<string, string>;
      expect(status.state).toBe("done");
      return status;
    },
    { timeout: 60_000, interval: 200 },
  );
}

const seen = async (base: string, path: string) => {
  const answer = await fetch(`${base}${path}`, { redirect: "manual" });
  return { status: answer.status, page: load(await answer.text()) };
};

describe("a person at this machine", () => {
  test("asks for an audit and reads the report, with the browser at work and no JavaScript in theirs", async () => {
    const { base } = await started({ browser: true });
    await withPage({ javaScriptEnabled: false }, async (page) => {
      await page.goto(base);
      await page.getByLabel("Web address, or name of an authority").fill(council.homepage);
      await page.getByText("More choices").click();
      await page.getByLabel("What kind of authority it is").selectOption(council.type);
      await page.getByRole("button", { name: "Audit now" }).click();
      await expect.poll(() => page.url()).toMatch(/\/audits\/[0-9a-f-]{36}\/?$/);
      await vi.waitFor(
        async () => {
          const again = page.getByRole("link", { name: "Show how far it is now" });
          if (await again.isVisible()) await again.click();
          expect(await page.locator("#glance").count()).toBe(1);
        },
        { timeout: 60_000, interval: 300 },
      );
      expect(await page.locator(".mast").innerText()).toContain("as on 1 November 2026");
      await page.getByRole("link", { name: /audit as JSON/ }).click();
      const document = JSON.parse(await page.innerText("body")) as { coverage: { pagesInBrowser: number } };
      expect(document.coverage.pagesInBrowser).toBeGreaterThan(0);
      await page.goBack();
      await page.getByRole("link", { name: "Audit a website" }).click();
      expect(await page.getByRole("table").innerText()).toContain(new URL(council.homepage).host);
    });
  });

  test("is led to the report by itself where scripts run, without an error in the console", async () => {
    const { base } = await started();
    await withPage({}, async (page) => {
      const complaints: string[] = [];
      page.on("console", (message) => complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(error.message));
      await page.goto(base);
      await page.getByLabel("Web address, or name of an authority").fill(council.homepage);
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/audits\/[0-9a-f-]{36}\/$/, { timeout: 60_000 });
      expect(await page.locator("#glance").count()).toBe(1);
      expect(complaints).toEqual([]);
    });
  });

  test("is told what is wrong with what was typed, beside the field, and keeps it", async () => {
    const { base } = await started();
    for (const [site, problem] of [
      ["", "Enter a web address"],
      ["City Council", "did you mean"],
      ["ftp://www.example.gov.uk", "only http and https"],
      ["javascript:alert(1)", "no authority"],
      ['"><script>alert(1)</script>', "no authority"],
      ["West Somerset District Council", "was abolished"],
      ["https://user:secret@www.example.gov.uk/", "leave the user name and password out"],
    ] as const) {
      const answer = await fetch(`${base}/audits`, { method: "POST", body: new URLSearchParams({ site }) });
      expect(answer.status).toBe(422);
      const page = load(await answer.text());
      expect(page("title").text()).toMatch(/^Error/);
      expect(page('[role=alert] a[href="#site"]').text().toLowerCase()).toContain(problem.toLowerCase());
      expect(page("#site").attr("value")).toBe(site);
      expect(page("#site").attr("aria-invalid")).toBe("true");
      expect(page("#site-wrong").text()).not.toMatch(/--|council-audit authorities/);
      expect(page("main script")).toHaveLength(0);
    }
  });

  test("is told which other entry is wrong, and led there by the keyboard", async () => {
    const { base } = await started();
    const sent = async (fields: [string, string][]) => {
      const answer = await fetch(`${base}/audits`, { method: "POST", body: new URLSearchParams(fields) });
      return { status: answer.status, page: load(await answer.text()) };
    };
    const site: [string, string] = ["site", council.homepage];
    const whose = await sent([site, ["authority", "Nowhere Council"]]);
    expect(whose.status).toBe(422);
    expect(whose.page('[role=alert] a[href="#authority"]').text()).toContain("Nowhere Council");
    expect(whose.page("#authority").attr("aria-invalid")).toBe("true");
    expect(whose.page("details").attr("open")).toBeDefined();
    const nothing = await sent([site, ["duties", ""]]);
    expect(nothing.status).toBe(422);
    expect(nothing.page("#duties-wrong").text()).toContain("at least one");
    await withPage({ javaScriptEnabled: false }, async (page) => {
      await page.goto(base);
      await page.getByRole("button", { name: "Audit now" }).click();
      expect(await page.locator(":focus").getAttribute("role")).toBe("alert");
      await page.goto(`${base}/audits`);
      expect(page.url()).toBe(`${base}/`);
    });
  });

  test("shows what was typed without characters that turn or break the line", async () => {
    const { base } = await started();
    const body = new URLSearchParams({ site: "\u202Evil\u0000 \u001b[31mTown" });
    const page = load(await (await fetch(`${base}/audits`, { method: "POST", body })).text());
    expect(page("#site").attr("value")).toBe("vil [31mTown");
  });

  test("stops an audit, and is told so afterwards", async () => {
    const { base, database, log } = await started();
    const { body } = await asked(base, { site: SLOW, type: "district", duties: ["today"] });
    await withPage({}, async (page) => {
      await page.goto(`${base}/audits/${body.id}`);
      await page.getByRole("button", { name: "Stop this audit" }).click();
      await page.getByText("It was stopped before its end").waitFor();
      await page.getByRole("button", { name: "Try again" }).click();
      expect(await page.getByLabel("Web address, or name of an authority").inputValue()).toBe(SLOW);
      expect(await page.getByLabel("What kind of authority it is").inputValue()).toBe("district");
      expect(await page.getByLabel("today’s legal duties").isChecked()).toBe(true);
      expect(await page.getByLabel("the outcomes of the 2005 paper").isChecked()).toBe(false);
    });
    const store = await openStore(database);
    expect((await store.runs()).map((run) => run.state)).toEqual(["abandoned"]);
    await store.close();
    expect(log.join("\n")).toContain("audit stopped");
  });

  test("is told of an audit that another process began, and killed or not has not finished", async () => {
    const { base, database } = await started();
    const store = await openStore(database);
    const id = randomUUID();
    const startedAt = "2026-11-02T09:05:00.000Z";
    const run = {
      id,
      kind: "audit",
      startedAt,
      duties: ["2005"],
      profile: "equivalent",
      asOf: "2026-11-02",
    } as const;
    await store.beginRun({ ...run, duties: ["2005"], toolVersion: "0" });
    await store.startAudit(
      await store.addAudit(id, subjectOf("york"), "https://www.york.gov.uk/"),
      startedAt,
    );
    const { page } = await seen(base, `/audits/${id}`);
    expect(page("main").text()).toContain("began on 2 November 2026 at 09:05 and has no result yet");
    expect(page("h1").text()).toBe("york Council: no report");
    await store.close();
  });
});

describe("a program", () => {
  test("asks in JSON, follows the status, and gets what `audit` would have printed", async () => {
    const { base, database } = await started();
    const { status, headers, body } = await asked(base, {
      site: council.homepage,
      type: council.type,
      duties: ["2005", "today"],
    });
    expect(status).toBe(202);
    expect(body).toMatchObject({ state: "running", url: council.homepage });
    const done = await finished(base, headers.get("location") ?? "");
    const document = await (await fetch(`${base}${done.document}`)).json();
    expect(document).toMatchObject({ format: "council-audit/1", run: { duties: ["2005", "today"] } });
    const store = await openStore(database);
    const [run] = await store.runs();
    const [audit] = await store.audits(run?.id ?? "");
    expect(run).toMatchObject({ id: body.id, kind: "audit", state: "sealed" });
    expect(await store.document(audit?.id ?? 0)).toEqual(document);
    await store.close();
  });

  test("joins an audit of the same site, and is asked to come back when too many wait", async () => {
    const { base } = await started();
    const first = await asked(base, { site: SLOW });
    expect((await asked(base, { site: SLOW })).body.id).toBe(first.body.id);
    const second = await asked(base, { site: council.homepage });
    expect(second.body).toMatchObject({ state: "waiting", ahead: 0 });
    const third = await asked(base, { site: "https://www.hartfellmoors.gov.uk/" });
    expect(third.status).toBe(503);
    expect(third.headers.get("retry-after")).toBe("60");
    expect(third.body.error).toContain("waiting already");
    letGo();
    await finished(base, `/audits/${second.body.id}/status.json`);
  });

  test.each([
    ["{", 400],
    ["[]", 400],
    [{ site: 5 }, 400],
    [{ site: "x".repeat(3_000) }, 400],
    [{ site: council.homepage, duties: [] }, 422],
    [{ site: "x".repeat(30_000) }, 413],
    [{ site: council.homepage, duties: ["2004"] }, 400],
    [{ site: council.homepage, type: "kingdom" }, 400],
    [{ site: "Nowhere Council" }, 422],
    [{}, 422],
  ])("that sends %j gets one line and %i", async (body, status) => {
    const { base } = await started();
    const answer = await asked(base, body);
    expect(answer.status).toBe(status);
    expect(Object.keys(answer.body)).toEqual(["error"]);
    expect(String(answer.body.error)).toMatch(/^[^\n]{10,400}$/);
  });

  test("cannot make the server visit this machine or its network", async () => {
    const { base } = await started();
    const before = fixtures.requests.length;
    const { headers } = await asked(base, { site: `http://127.0.0.1:${fixtures.port}/` });
    const done = await finished(base, headers.get("location") ?? "");
    const document = (await (await fetch(`${base}${done.document}`)).json()) as {
      coverage: { stoppedBy: string };
      findings: { verdict: string }[];
    };
    expect(document.coverage.stoppedBy).toBe("unreachable");
    expect(document.findings.some((one) => one.verdict === "met" || one.verdict === "not-met")).toBe(false);
    expect(fixtures.requests).toHaveLength(before);
  });
});

describe("somebody else", () => {
  const proxied = { "x-forwarded-for": "198.51.100.7" };

  test("needs the token to start and to stop an audit, and may read without", async () => {
    const { base } = await started({}, { COUNCIL_AUDIT_TOKEN: TOKEN });
    const wish = { site: SLOW };
    expect((await asked(base, wish, proxied)).status).toBe(401);
    const unnamed = await asked(base, wish);
    expect(unnamed.status).toBe(401);
    expect(unnamed.headers.get("www-authenticate")).toMatch(/^Bearer/);
    expect((await asked(base, { ...wish, token: "wrong" }, proxied)).status).toBe(401);
    const { status, body } = await asked(base, wish, { ...proxied, authorization: `Bearer ${TOKEN}` });
    expect(status).toBe(202);
    expect((await asked(base, { ...wish, token: TOKEN }, proxied)).body.id).toBe(body.id);
    const stop = `${base}/audits/${body.id}/stop`;
    expect((await fetch(stop, json({}, proxied))).status).toBe(401);
    expect((await fetch(`${base}/audits/${body.id}`, { headers: proxied })).status).toBe(200);
    expect((await fetch(stop, json({ token: TOKEN }, proxied))).status).toBe(202);
  });

  test("is shown a field for the token, and what was wrong with it", async () => {
    const { base } = await started({}, { COUNCIL_AUDIT_TOKEN: TOKEN });
    const body = new URLSearchParams({ site: SLOW, token: "wrong" });
    const answer = await fetch(`${base}/audits`, { method: "POST", headers: proxied, body });
    const page = load(await answer.text());
    expect(page("#token-wrong").text()).toContain("not this server’s token");
    expect(page("#token").attr("value")).toBe("");
    expect(page("#site").attr("value")).toBe(SLOW);
  });

  test("cannot start one through a page that a person at this machine has open", async () => {
    const { base } = await started();
    const evil = createServer((_request, response) =>
      response
        .writeHead(200, { "content-type": "text/html" })
        .end(
          `<form method=post action="${base}/audits"><input name=site value="${SLOW}"><button>Win</button></form>`,
        ),
    );
    evil.listen(0, "127.0.0.1");
    await once(evil, "listening");
    await withPage({}, async (page) => {
      await page.goto(`http://localhost:${(evil.address() as AddressInfo).port}/`);
      await page.getByRole("button").click();
      await page.waitForURL(`${base}/audits`);
      expect(await page.getByRole("alert").innerText()).toContain("not from another site’s");
    });
    evil.close();
    expect(await (await fetch(`${base}/health`)).json()).toMatchObject({ underWay: 0 });
  });
});

describe("the reports of a night", () => {
  const authorities = register.on("2026-11-01").filter((_, index) => index % 80 === 0);

  test("are there once one is sealed, and lead back to the front page", async () => {
    const database = `sqlite:${join(workFolder(), "audit.db")}`;
    const store = await openStore(database);
    await storeNight(store, authorities, { runId: "n1", startedAt: "2026-11-01T02:00:00.000Z" });
    await store.close();
    const { base } = await started({ database });
    await vi.waitFor(async () => expect((await seen(base, "/nation/")).status).toBe(200), {
      timeout: 20_000,
    });
    await withPage({ javaScriptEnabled: false }, async (page) => {
      await page.goto(base);
      await page
        .getByRole("main")
        .getByRole("link", { name: /English council websites/ })
        .click();
      await page.getByRole("link", { name: "All authorities" }).click();
      await page
        .getByRole("link", { name: authorities[0]?.name ?? "" })
        .first()
        .click();
      expect(await page.locator("h1").innerText()).toBe(authorities[0]?.name);
      const report = page.url();
      await page.getByRole("link", { name: /audit as JSON/ }).click();
      expect(JSON.parse(await page.innerText("body"))).toMatchObject({ run: { id: "n1" } });
      await page.goto(report.replace(/index\.html$/, ""));
      expect(await page.locator("h1").innerText()).toBe(authorities[0]?.name);
      await page.goto(report);
      await page.getByRole("link", { name: "Audit a website" }).click();
      expect(page.url()).toBe(`${base}/`);
    });
    expect((await fetch(`${base}/nation/data/authorities.csv`)).headers.get("content-type")).toContain(
      "text/csv",
    );
  });

  test("say so while there are none", async () => {
    const { base } = await started();
    const { status, page } = await seen(base, "/nation/index.html");
    expect(status).toBe(404);
    expect(page("main").text()).toContain("No night has been finished yet");
  });

  test.each([
    "..%2f..%2fetc%2fpasswd",
    "%2e%2e/%2e%2e/etc/passwd",
    "..%5c..%5cx",
    "%00",
    "data",
    "x.html",
    "authorities/..%2f/x",
    "authorities/x/y",
  ])("are no way to other files (%s)", async (path) => {
    const database = `sqlite:${join(workFolder(), "audit.db")}`;
    const store = await openStore(database);
    await storeNight(store, authorities.slice(0, 1), {
      runId: "n1",
      startedAt: "2026-11-01T02:00:00.000Z",
    });
    await store.close();
    const { base } = await started({ database });
    await vi.waitFor(async () => expect((await seen(base, "/nation/")).status).toBe(200), {
      timeout: 20_000,
    });
    const request = get(new URL(base), { path: `/nation/${path}` });
    const [answer]: IncomingMessage[] = await once(request, "response");
    expect([400, 403, 404]).toContain(answer?.statusCode);
    expect(answer && (await text(answer))).not.toContain("root:");
  });
});

test("every page passes what the tool audits, at two widths, light and dark", async () => {
  const { base } = await started({}, { COUNCIL_AUDIT_TOKEN: TOKEN });
  const { body } = await asked(base, { site: SLOW, token: TOKEN });
  const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
  const looks: BrowserContextOptions[] = [
    { viewport: { width: 320, height: 640 }, colorScheme: "dark" },
    { viewport: { width: 1280, height: 800 }, colorScheme: "light" },
  ];
  for (const look of looks) {
    await withPage(
      { ...look, bypassCSP: true, extraHTTPHeaders: { "x-forwarded-for": "198.51.100.7" } },
      async (page) => {
        const check = async () => {
          await page.addScriptTag({ path: axe });
          const found = await page.evaluate(async () => {
            const { violations } = await (
              globalThis as unknown as { axe: typeof import("axe-core") }
            ).axe.run();
            return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target).join(", ")}`);
          });
          expect({ url: page.url(), found }).toEqual({ url: page.url(), found: [] });
          expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
        };
        for (const path of ["/", `/audits/${body.id}`, "/nowhere", "/nation/"]) {
          await page.goto(`${base}${path}`);
          await check();
        }
        await page.goto(base);
        await page.getByText("More choices").click();
        await page.getByRole("button", { name: "Audit now" }).click();
        await check();
      },
    );
  }
});

test("a page has no way to load from elsewhere, be framed, or be taken for another type", async () => {
  const { base } = await started();
  const { headers } = await fetch(base);
  expect(headers.get("content-security-policy")).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("set-cookie")).toBeNull();
});

test("stopped in the middle of an audit, it ends in order and leaves nothing under way", async () => {
  const { base, database, stop } = await started();
  await asked(base, { site: SLOW });
  await asked(base, { site: council.homepage });
  expect(await stop()).toBe(0);
  const store = await openStore(database);
  expect((await store.runs()).map((run) => run.state)).toEqual(["abandoned"]);
  await store.close();
});

describe("a call that cannot work", () => {
  test.each([
    [{ port: "eighty" }, {}, "--port"],
    [{ port: "70000" }, {}, "--port"],
    [{ host: "203.0.113.1" }, {}, "--host"],
    [{ sideBySide: "0" }, {}, "--side-by-side"],
    [{}, { COUNCIL_AUDIT_TOKEN: "short" }, "COUNCIL_AUDIT_TOKEN"],
    [{ duties: "2004" }, {}, "--duties"],
  ] as const)("%j %j is told in one line", async (flags, environment, named) => {
    const problem = await started(flags, environment).catch((error: unknown) => error);
    for (const { ended } of open.splice(0)) await ended.catch(() => undefined);
    expect(problem).toBeInstanceOf(UsageError);
    expect((problem as Error).message).toContain(named);
  });

  test("a port that is taken is told in one line", async () => {
    const { base } = await started();
    const problem = await started({ port: new URL(base).port }).catch((error: unknown) => error);
    open.splice(1);
    expect(String(problem)).toMatch(/port \d+ of 127\.0\.0\.1 is taken; choose another with --port/);
  });
});
