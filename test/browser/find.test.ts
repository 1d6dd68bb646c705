import { expect, test } from "vitest";
import { ChromiumMissingError, findChromium, type Machine, usualPlaces } from "../../src/browser/find.js";

function machine(programs: string[], changes: Partial<Machine> = {}): Machine {
  return {
    platform: "linux",
    env: { PATH: "/opt/bin:/usr/bin" },
    isExecutable: (path) => programs.includes(path),
    playwrightPath: () => "/cache/ms-playwright/chrome",
    ...changes,
  };
}

test("CHROMIUM_PATH wins over all others", () => {
  const wished = machine(["/mine/chrome", "/usr/bin/chromium"], { env: { CHROMIUM_PATH: "/mine/chrome" } });
  expect(findChromium(wished)).toBe("/mine/chrome");
});

test("a CHROMIUM_PATH that names no program is an error that says what to do, not passed over", () => {
  const wished = machine(["/usr/bin/chromium"], { env: { CHROMIUM_PATH: "/gone" } });
  expect(() => findChromium(wished)).toThrow(ChromiumMissingError);
  expect(() => findChromium(wished)).toThrow(/\/gone.*CHROMIUM_PATH/);
});

test("Playwright's own is next when it has been downloaded, then what is on the PATH", () => {
  expect(findChromium(machine(["/cache/ms-playwright/chrome", "/usr/bin/chromium"]))).toBe(
    "/cache/ms-playwright/chrome",
  );
  expect(findChromium(machine(["/usr/bin/google-chrome", "/opt/bin/chromium-browser"]))).toBe(
    "/opt/bin/chromium-browser",
  );
});

test("a headless shell will do where there is no whole browser", () => {
  const shell = "/usr/bin/chromium-headless-shell";
  expect(findChromium(machine([shell]))).toBe(shell);
  expect(findChromium(machine([shell, "/usr/bin/google-chrome"]))).toBe("/usr/bin/google-chrome");
});

test("a short PATH does not hide the usual places", () => {
  expect(findChromium(machine(["/snap/bin/chromium"], { env: {} }))).toBe("/snap/bin/chromium");
});

test("nothing to be found is null, not a guess", () => {
  expect(findChromium(machine([], { playwrightPath: () => null }))).toBeNull();
});

test("Mac and Windows have their own places, Edge among them", () => {
  expect(usualPlaces({ platform: "darwin", env: { HOME: "/Users/jo" } })).toContain(
    "/Users/jo/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  );
  const windows = usualPlaces({ platform: "win32", env: { PROGRAMFILES: "C:\\Program Files" } });
  expect(windows).toContain("C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe");
});
