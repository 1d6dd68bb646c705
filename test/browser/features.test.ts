import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright";
import { expect, test } from "vitest";
import { findChromium } from "../../src/browser/find.js";
import { FEATURES_OFF } from "../../src/browser/flags.js";

test.skipIf(process.platform === "win32")("whatever Playwright switches off stays off", async () => {
  const folder = await mkdtemp(join(tmpdir(), "council-audit-"));
  try {
    const program = join(folder, "browser");
    await writeFile(program, `#!/bin/sh\nprintf '%s\\n' "$@" > "${folder}/told"\n`, { mode: 0o755 });
    await chromium.launch({ executablePath: program }).catch(() => undefined);
    const told = await readFile(join(folder, "told"), "utf8");
    const off = /^--disable-features=(.*)$/m.exec(told)?.[1]?.split(",") ?? [];
    expect(off.length).toBeGreaterThan(0);
    expect(off.filter((feature) => !FEATURES_OFF.includes(feature))).toEqual([]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test("the browser opens no pages of its own beside those that are visited", async () => {
  const running = await chromium.launch({
    executablePath: findChromium() ?? "",
    args: [`--disable-features=${FEATURES_OFF.join(",")}`],
    chromiumSandbox: process.getuid?.() !== 0,
  });
  try {
    const page = await (await running.newContext()).newPage();
    await page.goto("data:text/html,<title>Visited</title>");
    const session = await running.newBrowserCDPSession();
    // An empty filter leaves nothing out, pages of the browser's own included.
    const { targetInfos } = await session.send("Target.getTargets", { filter: [{}] });
    const drawn = targetInfos.filter(({ type }) => type !== "tab" && type !== "browser");
    expect(drawn.map(({ type, title }) => `${type} ${title}`)).toEqual(["page Visited"]);
  } finally {
    await running.close();
  }
});
