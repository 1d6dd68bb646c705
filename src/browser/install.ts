import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { ChromiumMissingError, findChromium, type Machine, thisMachine } from "./find.js";

export interface EnsureOptions {
  env?: Machine["env"];
  /** Told what is being done, a line at a time; only when something must be done. */
  log(line: string): void;
}

/** Longest a download or a package manager may take. */
const INSTALL_TIMEOUT_MS = 5 * 60_000;

/**
 * The Chromium to use, installed when the machine has none: by Playwright's installer into its own cache,
 * else, for root on Linux, by the package manager.
 * @throws ChromiumMissingError when neither way gives one.
 */
export async function ensureChromium({ env = process.env, log }: EnsureOptions): Promise<string> {
  const machine = thisMachine(env);
  const found = findChromium(machine);
  if (found) return found;

  const root = machine.platform === "linux" && process.getuid?.() === 0;
  log("No Chromium on this machine; fetching one (once).");
  for (const [program, ...args] of installers(root)) {
    log(`> ${[program === process.execPath ? "node" : program, ...args].join(" ")}`);
    const done = await run(program, args, env);
    const installed = done ? findChromium(machine) : null;
    // A browser without its system libraries is there and yet does not start.
    if (installed && (await run(installed, ["--version"], env))) return installed;
  }
  throw new ChromiumMissingError("No Chromium was found, and none could be installed");
}

function installers(root: boolean): [string, ...string[]][] {
  const cli = join(dirname(createRequire(import.meta.url).resolve("playwright/package.json")), "cli.js");
  const ways: [string, ...string[]][] = [
    [process.execPath, cli, "install", ...(root ? ["--with-deps"] : []), "chromium"],
  ];
  if (!root) return ways;
  return [
    ...ways,
    ["sh", "-c", "apt-get update && apt-get install -y --no-install-recommends chromium"],
    ["sh", "-c", "apt-get install -y --no-install-recommends chromium-browser"],
    ["dnf", "install", "-y", "chromium"],
  ];
}

/** Runs with its output on standard error, and no input: set-up never asks. False when it fails or takes too long. */
function run(program: string, args: readonly string[], env: Machine["env"]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: ["ignore", 2, 2],
      timeout: INSTALL_TIMEOUT_MS,
      env: {
        ...env,
        DEBIAN_FRONTEND: "noninteractive",
        PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: env.PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT ?? "15000",
      },
    });
    child.once("error", () => resolve(false));
    child.once("exit", (code) => resolve(code === 0));
  });
}
