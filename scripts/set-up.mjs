/**
 * What a checkout needs before the program can run: dependencies and a build. Plain Node only, since it comes first.
 * Speaks on standard error, and only when there is something to do.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const SOURCES = ["src", "probes", "reports", "fixtures"];
const INSTALLED = join(root, "node_modules", ".council-audit-installed");
const BUILT = join(root, "dist", ".built-from");
const LOCK = join(root, ".cache", "set-up.lock");
/** A set-up older than this has died without clearing up. */
const STALE_LOCK_MS = 15 * 60_000;

/** Thrown with what the person is to read; set-up's own output has told the rest. */
export class SetUpError extends Error {}

/** Installs and builds where needed. Takes a few milliseconds when nothing is to do. */
export async function setUp() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 20)) {
    throw new SetUpError(`council-audit needs Node.js 20.20 or later; this is ${process.version}.`);
  }
  if (isInstalled() && isBuilt()) return;
  await locked(() => {
    // Another process may have done it while this one waited.
    if (!isInstalled()) install();
    if (!isBuilt()) build();
  });
}

function isInstalled() {
  const lock = readOrNull(join(root, "package-lock.json"));
  if (lock === null) return existsSync(join(root, "node_modules"));
  const wanted = hash(lock);
  if (readOrNull(INSTALLED) === wanted) return true;
  if (!installedMatches(lock)) return false;
  writeFileSync(INSTALLED, wanted);
  return true;
}

/** Whether what npm says it installed is what the lock file asks for: somebody may have run npm by hand. */
function installedMatches(lock) {
  const record = readOrNull(join(root, "node_modules", ".package-lock.json"));
  if (record === null) return false;
  const installed = JSON.parse(record).packages;
  return Object.entries(JSON.parse(lock).packages).every(([path, wanted]) => {
    if (path === "" || wanted.link) return true;
    const has = installed[path];
    return has
      ? has.version === wanted.version
      : Boolean(wanted.optional || wanted.devOptional || wanted.peer);
  });
}

function install() {
  say("Installing dependencies (npm ci) …");
  run(npm(), ["ci", "--include=dev", "--no-audit", "--no-fund"], "The dependencies could not be installed.");
  writeFileSync(INSTALLED, hash(readFileSync(join(root, "package-lock.json"), "utf8")));
}

function isBuilt() {
  return readOrNull(BUILT) === fingerprint();
}

/** Changes whenever a source file is added, removed or written. */
function fingerprint() {
  const seen = [];
  for (const file of ["tsconfig.json", "package-lock.json", ...SOURCES.flatMap(sourcesIn)]) {
    const { mtimeMs, size } = statSync(join(root, file));
    seen.push(`${file} ${mtimeMs} ${size}`);
  }
  return hash(seen.sort().join("\n"));
}

function sourcesIn(folder) {
  const path = join(root, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const name = `${folder}/${entry.name}`;
    // Served pages of fixture councils are data, and there are many.
    if (entry.isDirectory())
      return entry.name === "pages" && folder.startsWith("fixtures/") ? [] : sourcesIn(name);
    return /\.tsx?$/.test(entry.name) ? [name] : [];
  });
}

/** Builds beside dist and swaps it in whole: a program that runs from dist never meets half a build. */
function build() {
  const from = fingerprint();
  const fresh = join(root, ".cache", `build-${process.pid}`);
  const old = join(root, ".cache", `replaced-${process.pid}`);
  say("Building …");
  rmSync(fresh, { recursive: true, force: true });
  const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
  try {
    run(process.execPath, [compiler, "-p", "tsconfig.json", "--outDir", fresh], "The build failed.");
    writeFileSync(join(fresh, ".built-from"), from);
    const dist = join(root, "dist");
    if (existsSync(dist)) renameSync(dist, old);
    renameSync(fresh, dist);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
    rmSync(old, { recursive: true, force: true });
  }
}

async function locked(work) {
  mkdirSync(dirname(LOCK), { recursive: true });
  let told = false;
  while (!takeLock()) {
    if (!told) say("Another process is setting up; waiting for it …");
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  try {
    work();
  } finally {
    rmSync(LOCK, { force: true });
  }
}

function takeLock() {
  try {
    writeFileSync(LOCK, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
  if (lockIsStale()) rmSync(LOCK, { force: true });
  return false;
}

function lockIsStale() {
  try {
    if (Date.now() - statSync(LOCK).mtimeMs > STALE_LOCK_MS) return true;
    const holder = Number(readFileSync(LOCK, "utf8"));
    if (!holder) return false;
    process.kill(holder, 0);
    return false;
  } catch (error) {
    return error.code === "ESRCH";
  }
}

/** Runs with its output on standard error and without input. */
function run(program, args, failure) {
  const script = program.endsWith(".js") || program.endsWith(".cjs");
  const { status, error } = spawnSync(
    script ? process.execPath : program,
    script ? [program, ...args] : args,
    {
      cwd: root,
      stdio: ["ignore", 2, 2],
      shell: process.platform === "win32" && program === "npm",
    },
  );
  if (error) throw new SetUpError(`${failure} (${error.message})`);
  if (status !== 0) throw new SetUpError(failure);
}

/** The npm that started us, else the one on the PATH. */
function npm() {
  const path = process.env.npm_execpath;
  return path && /npm-cli\.c?js$/.test(path) && existsSync(path) ? path : "npm";
}

function readOrNull(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

function hash(text) {
  return createHash("sha256").update(text).digest("hex");
}

function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Set-up as a step of its own; the exit code is 4 (internal fault) when it fails. */
export async function setUpOrExit() {
  try {
    await setUp();
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error;
    say(error.message);
    process.exit(4);
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await setUpOrExit();
