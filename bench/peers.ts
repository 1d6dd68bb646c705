/**
 * The same pages of the same site, served by another process, through us and through the tools that others use: the
 * same number of pages at once, and for accessibility the same engine and rules.
 */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type EnglishCouncil, englandOf } from "../fixtures/england.js";
import { findChromium } from "../src/browser/find.js";
import { builtFile } from "./built.js";
import { startEngland } from "./england.js";
import { numberFlag } from "./flags.js";
import { verdictLine } from "./night-run.js";

interface Outcome {
  ms: number;
  /** By address: rules broken there, or title and length of what was read. */
  pages: Record<string, string[]>;
}

interface Order {
  what: "examine" | "crawl";
  urls: string[];
  concurrency: number;
  port: number;
  most: number;
  chromium: string;
  chromiumArgs: string[];
}

const run = promisify(execFile);
const here = fileURLToPath(new URL(".", import.meta.url));
const peers = join(here, "peers");
const COUNCILS = 30;

const args = process.argv.slice(2);
const pages = numberFlag(args, "pages", 30);
const rounds = numberFlag(args, "rounds", 2);
const concurrency = numberFlag(args, "concurrency", 1);
const sitePages = numberFlag(args, "site-pages", 200);

const chromium = findChromium();
if (chromium === null) throw new Error("no Chromium was found; set CHROMIUM_PATH");
await installPeers();
const england = await startEngland(COUNCILS, sitePages);
try {
  const council = siteToMeasure();
  const order = (what: Order["what"], urls: string[]): Order => ({
    what,
    urls,
    concurrency,
    port: england.port,
    most: sitePages * 2,
    chromium,
    // All names lead to the served England; nothing else is told to anybody's browser.
    chromiumArgs: ["--host-resolver-rules=MAP * 127.0.0.1"],
  });
  const sample = pagesOf(council, england.port).slice(0, pages);
  if (!args.includes("--crawl-only")) await compareExaminations(order("examine", sample));
  if (!args.includes("--examine-only")) await compareCrawls(order("crawl", sample.slice(0, 1)));
} finally {
  await england.close();
}

/** An ordinary site, all of it on one host: the peers stay on the host they are given. */
function siteToMeasure(): EnglishCouncil {
  const found = englandOf({ authorities: COUNCILS, pages: sitePages }).find(
    ({ make }) => make.trouble === null && make.shell === "cms" && make.councillors.endsWith("pages"),
  );
  if (!found) throw new Error("no such council");
  return found;
}

function pagesOf(council: EnglishCouncil, port: number): string[] {
  const base = new URL(council.homepage);
  return [...council.site]
    .filter(
      ([url, answer]) =>
        url.startsWith(council.homepage) && answer.headers?.["content-type"]?.includes("html"),
    )
    .map(([url]) => `http://${base.hostname}:${port}${url.slice(council.homepage.length - 1)}`);
}

async function compareExaminations(order: Order): Promise<void> {
  process.stdout.write(
    `Accessibility: ${order.urls.length} pages, ${concurrency} at a time, best of ${rounds}; ours at two widths, the others at one\n`,
  );
  const ours = await best(() => ourselves(order));
  const pa11y = await best(() => peer("pa11y.mjs", order));
  const crawlee = await best(() => peer("crawlee-axe.mjs", order));
  assertAllRead(order, { ours, pa11y, crawlee });
  for (const [name, outcome] of [
    ["council-audit", ours],
    ["pa11y-ci", pa11y],
    ["Crawlee with axe-core", crawlee],
  ] as const) {
    process.stdout.write(
      `  ${name}: ${pace(outcome)} pages a minute, ${Object.keys(outcome.pages).length} pages\n`,
    );
  }
  process.stdout.write(`  findings that differ from pa11y-ci's: ${differences(ours, pa11y)}\n`);
  process.stdout.write(`  findings that differ from Crawlee's: ${differences(ours, crawlee)}\n`);
  process.stdout.write(
    `${verdictLine("pages a minute against pa11y-ci", pa11y.ms / ours.ms, { least: 3 })}\n`,
  );
  process.stdout.write(
    `${verdictLine("pages a minute against Crawlee with axe-core", crawlee.ms / ours.ms, { least: 1.5 })}\n\n`,
  );
}

/** A tool that was turned away is quick: nothing is said about speed then. */
function assertAllRead({ urls }: Order, outcomes: Record<string, Outcome>): void {
  for (const [name, outcome] of Object.entries(outcomes)) {
    const missing = urls.filter((url) => !outcome.pages[url]);
    if (missing.length > 0)
      throw new Error(`${name} did not examine ${missing.length} pages, ${missing[0]} first`);
  }
}

async function compareCrawls(order: Order): Promise<void> {
  const ours = await best(() => ourselves(order));
  const cheerio = await best(() => peer("crawlee-cheerio.mjs", order));
  const count = (outcome: Outcome) => Object.keys(outcome.pages).length;
  process.stdout.write(
    `Static crawl, ${concurrency} at a time: ${count(ours)} pages ours, ${count(cheerio)} CheerioCrawler's\n  council-audit: ${pace(ours)} pages a minute\n  CheerioCrawler: ${pace(cheerio)} pages a minute\n`,
  );
  const ratio = count(ours) / ours.ms / (count(cheerio) / cheerio.ms);
  process.stdout.write(`${verdictLine("pages a minute against CheerioCrawler", ratio, { least: 3 })}\n`);
}

function pace({ ms, pages: read }: Outcome): string {
  return ((Object.keys(read).length / ms) * 60_000).toFixed(0);
}

/** Rules that one of the two reports on a page and the other does not, as `page rule`; the first few. */
function differences(a: Outcome, b: Outcome): string {
  const only: string[] = [];
  for (const url of Object.keys(a.pages)) {
    const left = new Set(a.pages[url]);
    const right = new Set(b.pages[url] ?? ["page not examined"]);
    const path = new URL(url).pathname;
    only.push(...[...left].filter((one) => !right.has(one)).map((one) => `${path} only ours: ${one}`));
    only.push(...[...right].filter((one) => !left.has(one)).map((one) => `${path} only theirs: ${one}`));
  }
  return only.length === 0 ? "none" : `${only.length} (${only.slice(0, 6).join("; ")})`;
}

async function best(once: () => Promise<Outcome>): Promise<Outcome> {
  let quickest: Outcome | null = null;
  for (let round = 0; round < rounds; round++) {
    const outcome = await once();
    if (!quickest || outcome.ms < quickest.ms) quickest = outcome;
  }
  if (!quickest) throw new Error("--rounds: at least one");
  return quickest;
}

function ourselves(order: Order): Promise<Outcome> {
  return outcomeOf([builtFile("ours-process.ts"), JSON.stringify(order)], here);
}

function peer(file: string, order: Order): Promise<Outcome> {
  return outcomeOf([join(peers, file), JSON.stringify(order)], peers);
}

async function outcomeOf(command: string[], cwd: string): Promise<Outcome> {
  const { stdout } = await run(process.execPath, command, {
    cwd,
    maxBuffer: 1 << 28,
    env: { ...process.env, PUPPETEER_SKIP_DOWNLOAD: "1", CRAWLEE_LOG_LEVEL: "ERROR" },
  });
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
}

/** Into a folder of their own, when they are not there: the product needs none of them. */
async function installPeers(): Promise<void> {
  if (existsSync(join(peers, "node_modules", "pa11y-ci"))) return;
  process.stderr.write("Installing the peers into bench/peers/node_modules …\n");
  await run("npm", ["install", "--no-package-lock", "--no-audit", "--no-fund"], {
    cwd: peers,
    env: { ...process.env, PUPPETEER_SKIP_DOWNLOAD: "1", PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: "1" },
  });
}
