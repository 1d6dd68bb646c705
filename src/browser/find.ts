import { accessSync, constants, statSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";

/** What the search depends on, so that it can be tried out for machines other than this one. */
export interface Machine {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  isExecutable(path: string): boolean;
  /** Where Playwright keeps its own Chromium, whether or not it has been downloaded. */
  playwrightPath(): string | null;
}

const COMMANDS = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "microsoft-edge",
  "microsoft-edge-stable",
  // Chromium without its window: less of what visitors use, and quicker.
  "chromium-headless-shell",
  "chrome-headless-shell",
];
const MAC_APPLICATIONS = [
  "Google Chrome.app/Contents/MacOS/Google Chrome",
  "Chromium.app/Contents/MacOS/Chromium",
  "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];
const WINDOWS_PROGRAMS = [
  ["Google", "Chrome", "Application", "chrome.exe"],
  ["Chromium", "Application", "chrome.exe"],
  ["Microsoft", "Edge", "Application", "msedge.exe"],
];
/** Usual places besides PATH: services and cron jobs often have a short one. */
const UNIX_FOLDERS = ["/usr/bin", "/usr/local/bin", "/snap/bin", "/opt/google/chrome", "/usr/lib/chromium"];

/**
 * The Chromium to use: `CHROMIUM_PATH`, else Playwright's own when it is there, else one that the machine has.
 * Null when there is none. Throws when `CHROMIUM_PATH` names no program: a wish is not silently passed over.
 */
export function findChromium(machine: Machine = thisMachine()): string | null {
  const wished = machine.env.CHROMIUM_PATH;
  if (wished) {
    if (machine.isExecutable(wished)) return wished;
    throw new ChromiumMissingError(`CHROMIUM_PATH is ${wished}, but there is no program there`);
  }
  const own = machine.playwrightPath();
  if (own && machine.isExecutable(own)) return own;
  return usualPlaces(machine).find((path) => machine.isExecutable(path)) ?? null;
}

/** Places looked at, likeliest first. */
export function usualPlaces({ platform, env }: Pick<Machine, "platform" | "env">): string[] {
  if (platform === "win32") {
    return [env.PROGRAMFILES, env["PROGRAMFILES(X86)"], env.LOCALAPPDATA].flatMap((folder) =>
      folder ? WINDOWS_PROGRAMS.map((parts) => [folder, ...parts].join("\\")) : [],
    );
  }
  if (platform === "darwin") {
    const folders = ["/Applications", ...(env.HOME ? [`${env.HOME}/Applications`] : [])];
    return folders.flatMap((folder) => MAC_APPLICATIONS.map((name) => `${folder}/${name}`));
  }
  const folders = [...new Set([...(env.PATH ?? "").split(delimiter), ...UNIX_FOLDERS])].filter(Boolean);
  return [...COMMANDS, "chrome"].flatMap((command) => folders.map((folder) => join(folder, command)));
}

/** No browser to be had. What the person reads says what to do about it. */
export class ChromiumMissingError extends Error {
  override readonly name = "ChromiumMissingError";
  constructor(why: string) {
    super(
      `${why}. Install Chromium or Google Chrome (or run "npx playwright install chromium"), ` +
        "or set CHROMIUM_PATH to the program.",
    );
  }
}

export function thisMachine(env: Machine["env"] = process.env): Machine {
  return {
    platform: process.platform,
    env,
    isExecutable(path) {
      try {
        accessSync(path, constants.X_OK);
        return statSync(path).isFile();
      } catch {
        return false;
      }
    },
    playwrightPath() {
      try {
        // Only where a browser is looked for: it takes most of the time in which a command starts.
        const playwright: typeof import("playwright") = createRequire(import.meta.url)("playwright");
        return playwright.chromium.executablePath();
      } catch {
        return null;
      }
    },
  };
}
