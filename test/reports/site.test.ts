import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { load } from "cheerio";
import { parse } from "csv-parse/sync";
import { type Browser, chromium } from "playwright";
import { getDocumentProxy } from "unpdf";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadRegister, subjectOf } from "../../src/authorities/register.js";
import { AUTHORITY_TYPES, type Authority } from "../../src/authorities/types.js";
import { findChromium } from "../../src/browser/find.js";
import { writeNationalSite } from "../../src/commands/national-site.js";
import { report } from "../../src/commands/report.js";
import { UsageError } from "../../src/errors.js";
import { openStore } from "../../src/store/open.js";
import { storeNight, syntheticDocument } from "../support/england-of.js";
import { snapshotOf } from "../support/snapshot-of.js";

const HOSTILE = `<script>alert(1)</script>"'<img src=x onerror=alert(2)>\r\n=cmd|' /C calc'!A0 \u202Egnp.exe ${"w".repeat(200)}`;
const register = loadRegister();
const authorities = someOfEachType(2);

let folder = "";
let site = "";
let database = "";
let queries = 0;
let pages: Map<string, ReadPage>;
let browser: Browser;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "council-audit-report-"));
  site = join(folder, "site");
  database = `sqlite:${join(folder, "nights.db")}`;
  const store = await openStore(database);
  await storeNight(store, authorities, { runId: "n1", startedAt: "2026-10-31T02:00:00.000Z" });
  await storeNight(store, authorities, {
    runId: "n2",
    startedAt: "2026-11-01T02:00:00.000Z",
    night: 1,
    councilText: HOSTILE,
  });
  await storeSingleAudit(store);
  await store.attest({
    authoritySlug: authorities[0]?.slug ?? "",
    outcome: "11-m1",
    verdict: "met",
    statement: "Seen at the desk.",
    evidenceUrl: null,
    author: "A. Auditor",
    madeOn: "2026-10-01",
    expiresOn: "2027-10-01",
  });
  const run = await store.run("n2");
  if (!run) throw new Error("the night is stored");
  store.database.on("query", () => {
    queries += 1;
  });
  await writeNationalSite(store, run, register, site, null);
  await store.close();
  pages = await readPages(site);
  browser = await chromium.launch({
    executablePath: findChromium() ?? "/usr/bin/chromium",
    args: ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"],
  });
});

afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

describe("the site of a night", () => {
  test("every link within it leads to a file that is there, and to a place in it", () => {
    const dead: string[] = [];
    for (const [file, { links }] of pages) {
      for (const href of links) {
        const target = new URL(href, pathToFileURL(file));
        const path = decodeURIComponent(target.pathname);
        const place = target.hash.slice(1);
        if (!existsSync(path) || (place && !pages.get(path)?.ids.has(place))) dead.push(`${file}: ${href}`);
      }
    }
    expect(dead).toEqual([]);
  });

  test("each authority's report is below a megabyte, whatever its pages say", async () => {
    for (const name of await readdir(join(site, "authorities"))) {
      if (name === "index.html") continue;
      expect(name).toMatch(/^[a-z0-9-]+$/);
      expect((await stat(join(site, "authorities", name, "index.html"))).size).toBeLessThan(1_000_000);
    }
  });

  test("text of councils makes no script or element on any page", () => {
    expect([...pages].filter(([, page]) => page.foreign > 0)).toEqual([]);
  });

  test("the store is read in a few dozen queries, and not in one or more for each authority", () => {
    expect(queries).toBeLessThan(authorities.length);
  });

  test("the league of a type holds those ranked; who could not be read stands apart with the reason", async () => {
    const page = load(await readFile(join(site, "types", "district.html"), "utf8"));
    const districts = authorities.filter((one) => one.type === "district");
    const blocked = districts.filter((one) => homepageOf(one) === null).map((one) => one.name);
    const league = page("table:has(caption:contains('by mandatory outcomes delivered')) tbody th").toArray();
    const names = league.map((one) => page(one).text());
    expect(names.sort()).toEqual(
      districts
        .filter((one) => homepageOf(one) !== null)
        .map((one) => one.name)
        .sort(),
    );
    expect(blocked.length).toBeGreaterThan(0);
    for (const name of blocked) expect(page("section:has(#not-ranked)").text()).toContain(name);
    expect(page("section:has(#not-ranked)").text()).toContain("blocked by the site");
  });

  test("CSV and JSON say the same, with a meaning for every column", async () => {
    const csv = await readFile(join(site, "data", "authorities.csv"));
    expect([...csv.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const rows = parse(csv, { bom: true, columns: true }) as Record<string, string>[];
    const json = JSON.parse(await readFile(join(site, "data", "authorities.json"), "utf8"));
    expect(rows).toHaveLength(authorities.length);
    expect(json).toHaveLength(authorities.length);
    expect(rows.map((one) => one.low_percent)).toEqual(
      json.map((one: { low_percent: number }) => String(one.low_percent)),
    );
    const dictionary = parse(await readFile(join(site, "data", "dictionary.csv")), {
      bom: true,
      columns: true,
    }) as Record<string, string>[];
    for (const file of await readdir(join(site, "data"))) {
      if (!file.endsWith(".csv")) continue;
      const [header] = parse(await readFile(join(site, "data", file)), { bom: true, to: 1 }) as [string[]];
      const described = dictionary.filter((one) => `${one.file}.csv` === file).map((one) => one.column);
      expect(described, file).toEqual(header);
    }
  });

  test("no cell of any CSV begins a formula", async () => {
    for (const file of await readdir(join(site, "data"))) {
      if (!file.endsWith(".csv")) continue;
      const records = parse(await readFile(join(site, "data", file)), { bom: true }) as string[][];
      expect(records.flat().filter((cell) => /^\s*[=+@]|^\s*-(?!\d)/.test(cell))).toEqual([]);
    }
  });

  test("findings and changes are all there, and the totals agree with the pages", async () => {
    const findings = JSON.parse(await readFile(join(site, "data", "findings.json"), "utf8"));
    const one = syntheticDocument(authorities[0] as Authority, {
      runId: "n2",
      startedAt: "2026-11-01T02:00:00.000Z",
    });
    expect(findings).toHaveLength(authorities.length * one.findings.length);
    const changes = JSON.parse(await readFile(join(site, "data", "changes.json"), "utf8"));
    expect(changes.length).toBeGreaterThan(0);
    const trends = load(await readFile(join(site, "trends.html"), "utf8"));
    expect(trends("main").text()).toContain(`Over the ${authorities.length} authorities`);
    const rows = trends("table").first().find("tbody tr").toArray();
    expect(rows).toHaveLength(2);
    expect(trends(rows[0]).text()).toContain("1 November 2026");
  });

  test("an attestation stands in the authority's report", async () => {
    const html = await readFile(join(site, "authorities", authorities[0]?.slug ?? "", "index.html"), "utf8");
    expect(html).toContain("Attested by A. Auditor");
  });
});

describe("in Chromium", () => {
  const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
  const blocked = authorities.find((one) => homepageOf(one) === null)?.slug;
  const kinds = [
    "index.html",
    "types/index.html",
    "types/district.html",
    "types/tfl.html",
    "regions/index.html",
    "regions/london.html",
    "outcomes/index.html",
    "outcomes/12-m1.html",
    "outcomes/T-01.html",
    "areas/index.html",
    "areas/area-12.html",
    "authorities/index.html",
    "trends.html",
    "data/index.html",
    "method.html",
    "authorities/isles-of-scilly/index.html",
    `authorities/${blocked}/index.html`,
  ];

  // What folds depends on the width, what contrasts on the scheme: each is seen both ways.
  const views = [
    { width: 320, colorScheme: "light" },
    { width: 1280, colorScheme: "dark" },
  ] as const;

  test.each(kinds)(
    "%s has no accessibility failure and nothing sideways, narrow or wide, light or dark",
    async (path) => {
      for (const { width, colorScheme } of views) {
        const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
        const page = await context.newPage();
        await page.goto(pathToFileURL(join(site, path)).href);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
        await page.addScriptTag({ path: axe });
        const failures = await page.evaluate(async (tags) => {
          const { axe } = window as unknown as { axe: { run(options: object): Promise<AxeResults> } };
          const { violations } = await axe.run({ runOnly: tags, resultTypes: ["violations"] });
          return violations.map((one) => `${one.id}: ${one.nodes[0]?.target.join(" ")}`);
        }, AXE_TAGS);
        expect(failures, `${path} ${colorScheme} ${width}`).toEqual([]);
        await context.close();
      }
    },
    120_000,
  );
});

describe("the command report", () => {
  test("a run that is not there is a usage error", async () => {
    await expect(command({ run: "nowhere" })).rejects.toThrow(UsageError);
  });

  test("a single audit gives that authority's report alone, as HTML, JSON, EARL and tagged PDF", async () => {
    const output = join(folder, "single");
    const printed = await command({ run: "single", output, pdf: true });
    const [authority] = authorities;
    expect(await readdir(output)).toEqual([authority?.slug]);
    expect(printed).toContain(join(output, authority?.slug ?? "", "index.html"));
    const files = await readdir(join(output, authority?.slug ?? ""));
    expect(files.sort()).toEqual(["earl.json", "index.html", "index.json", "report.pdf"]);
    const bytes = await readFile(join(output, authority?.slug ?? "", "report.pdf"));
    const pdf = await getDocumentProxy(new Uint8Array(bytes));
    expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true });
    const [title] = (await pdf.getOutline()) ?? [];
    expect(title?.title).toBe(authority?.name);
    expect(title?.items.map((one: { title: string }) => one.title)).toContain("What to fix first");
    const document = JSON.parse(await readFile(join(output, authority?.slug ?? "", "index.json"), "utf8"));
    expect(document).toMatchObject({ format: "council-audit/1", run: { id: "single" } });
  });

  async function command(flags: { run: string; output?: string; pdf?: boolean }): Promise<string> {
    let printed = "";
    await report({ output: join(folder, "unused"), pdf: false, database, ...flags }, register, {
      environment: process.env,
      now: () => new Date("2026-11-02T00:00:00.000Z"),
      print: (text) => {
        printed += text;
      },
      log: () => {},
      terminal: false,
      columns: 80,
    });
    return printed;
  }
});

interface AxeResults {
  violations: { id: string; nodes: { target: string[] }[] }[];
}

const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

interface ReadPage {
  ids: Set<string>;
  /** Within the site. */
  links: Set<string>;
  /** Elements that no report has of its own. */
  foreign: number;
}

async function readPages(root: string): Promise<Map<string, ReadPage>> {
  const read = new Map<string, ReadPage>();
  for (const name of await readdir(root, { recursive: true })) {
    if (!name.endsWith(".html")) continue;
    const page = load(await readFile(join(root, name), "utf8"));
    const hrefs = page("a[href], link[href]")
      .toArray()
      .map((one) => page(one).attr("href") ?? "");
    read.set(join(root, name), {
      ids: new Set(
        page("[id]")
          .toArray()
          .map((one) => page(one).attr("id") ?? ""),
      ),
      links: new Set(hrefs.filter((href) => !/^https?:/.test(href))),
      foreign: page("script, img, [onerror]").length,
    });
  }
  return read;
}

function homepageOf(authority: Authority): string | null {
  return syntheticDocument(authority, { runId: "n2", startedAt: "2026-11-01T02:00:00.000Z" }).site.homepage;
}

/** Some that can be read and, where there is one, one that keeps crawlers out. */
function someOfEachType(count: number): Authority[] {
  return AUTHORITY_TYPES.flatMap((type) => {
    const all = register.on("2026-11-01").filter((one) => one.type === type);
    const shut = all.filter((one) => homepageOf(one) === null).slice(0, 1);
    return [...all.filter((one) => homepageOf(one) !== null).slice(0, count), ...shut];
  });
}

async function storeSingleAudit(store: Awaited<ReturnType<typeof openStore>>): Promise<void> {
  const [authority] = authorities;
  if (!authority) throw new Error("the register is empty");
  const startedAt = "2026-11-01T12:00:00.000Z";
  await store.beginRun({
    id: "single",
    kind: "audit",
    startedAt,
    duties: ["2005", "today"],
    profile: "equivalent",
    asOf: "2026-11-01",
    toolVersion: "0.0.0",
  });
  const id = await store.addAudit("single", subjectOf(authority), authority.homepageUrl);
  const document = syntheticDocument(authority, { runId: "single", startedAt });
  await store.finishAudit(id, snapshotOf({ "/": "<h1>Home</h1>" }), document);
  await store.sealRun("single", "2026-11-01T12:10:00.000Z");
}
