import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Browser, chromium } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { colour, DARK, LIGHT } from "../../reports/email/palette.js";
import { reportMail } from "../../reports/email/report-mail.js";
import { wrap } from "../../reports/email/report-text.js";
import type { Verdict } from "../../src/audit/types.js";
import { findChromium } from "../../src/browser/find.js";
import { paperOutcomes } from "../../src/outcomes/catalogue.js";
import { auditOf } from "./stored-runs.js";

const CYCLE: Verdict[] = ["met", "partly-met", "not-met", "cannot-tell"];

/** Every outcome of the paper, with words as long as they come, each changed since the last time. */
function longest() {
  const words = "The page does not say how to apply, and its form is for printing only. ".repeat(12);
  const of = (shift: number) =>
    Object.fromEntries(
      paperOutcomes.map((one, at) => [
        one.id,
        { verdict: CYCLE[(at + shift) % 4] ?? "met", class: one.class, summary: words, remedy: words },
      ]),
    );
  return reportMail({
    document: auditOf("leeds", of(1), { name: "Leeds City Council" }),
    since: auditOf("leeds", of(0), { startedAt: "2026-10-26T02:00:00.000Z" }),
    report: { link: "https://audit.example.org/reports/leeds.html" },
    unsubscribe: "stop@example.org",
  });
}

describe("the HTML of a mail", () => {
  test("carries its styles in the elements, for clients that drop the head", () => {
    const { html } = longest();
    for (const [tag] of html.matchAll(/<(?:td class="part|p|h1|h2|h3)\b[^>]*>/g)) {
      expect(tag).toMatch(/style="[^"]*font-family: ?Arial|class="part[^>]*style="[^"]*padding/);
    }
    expect(html).toMatch(/<table class="sheet"[^>]*width="640"[^>]*style="[^"]*max-width: ?640px/);
    expect(html).toContain(`bgcolor="${colour(LIGHT, "paper")}"`);
  });

  test("keeps in the head what cannot stand in elements: dark colours and narrow screens", () => {
    const { html } = longest();
    const head = html.slice(0, html.indexOf("</head>"));
    expect(head).toMatch(/@media \(prefers-color-scheme: ?dark\)/);
    expect(head).toContain(colour(DARK, "paper"));
    expect(head).toMatch(/@media \(max-width: ?480px\)/);
    expect(head).toContain('<meta name="color-scheme" content="light dark"');
  });

  test("needs nothing from elsewhere and nothing that mail clients do not know", () => {
    const { html } = longest();
    expect(html).not.toMatch(
      /<(script|link|img|iframe|form|svg)\b|url\(|@import|var\(--|display: ?(flex|grid)/i,
    );
  });

  test("is short enough not to be cut by Gmail, however much has changed", () => {
    expect(Buffer.byteLength(longest().html)).toBeLessThan(102 * 1024);
  });

  test("says what changed first, then what to fix, then where it stands, then the report", () => {
    const { html, text } = longest();
    const order = [
      "What changed since 26 October 2026",
      "What to fix first",
      "Where it stands",
      "The full report",
    ];
    for (const part of [html.slice(html.indexOf("<body")), text]) {
      const places = order.map((title) => part.indexOf(title));
      expect(places).toEqual([...places].sort((a, b) => a - b));
      expect(places[0]).toBeGreaterThan(0);
    }
  });
});

describe("in a browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: findChromium() ?? undefined,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
      ],
    });
  });
  afterAll(() => browser.close());

  test.each([
    [375, "light"],
    [375, "dark"],
    [680, "light"],
    [680, "dark"],
  ] as const)("%i px wide in %s it is readable and does not scroll sideways", async (width, colorScheme) => {
    const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
    const page = await context.newPage();
    await page.setContent(longest().html);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.addScriptTag({ content: axe });
    const faults = await page.evaluate(async () => {
      const engine = (
        globalThis as unknown as {
          axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
        }
      ).axe;
      const { violations } = await engine.run();
      return violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`);
    });
    // A mail is no page: clients put it into one that has its landmarks.
    expect(faults.filter((one) => !/^(region|landmark-one-main)\b/.test(one))).toEqual([]);
    await context.close();
  });
});

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

describe("the plain text", () => {
  test("is wrapped by words, with what belongs together indented together", () => {
    expect(wrap(`* ${"word ".repeat(30)}`, "  ").split("\n")).toEqual([
      `* ${"word ".repeat(15)}`.trimEnd(),
      `  ${"word ".repeat(15)}`.trimEnd(),
    ]);
    expect(wrap("Title\nits text", "  ")).toBe("Title\n  its text");
  });

  test("cuts a word that no line holds, but never an address or a character", () => {
    const url = `https://example.org/${"a".repeat(200)}`;
    expect(wrap(`See ${url} now`)).toBe(`See\n${url}\nnow`);
    const lines = wrap("😀".repeat(100)).split("\n");
    expect(lines.join("")).toBe("😀".repeat(100));
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(76);
  });
});
