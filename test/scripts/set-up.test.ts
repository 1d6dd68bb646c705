import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { projectFile } from "../../src/project.js";

let root = "";

/** A checkout in small: our scripts, a compiler, a lock file without packages, and a program of one line. */
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "set-up-"));
  cpSync(projectFile("scripts"), join(root, "scripts"), { recursive: true });
  mkdirSync(join(root, "node_modules", "@typescript"), { recursive: true });
  for (const name of ["typescript", "@typescript"]) {
    const from = projectFile("node_modules", name);
    if (!existsSync(from)) continue;
    rmSync(join(root, "node_modules", name), { recursive: true, force: true });
    symlinkSync(from, join(root, "node_modules", name), "dir");
  }
  write("node_modules/.package-lock.json", JSON.stringify({ packages: {} }));
  write("package.json", JSON.stringify({ name: "tiny", type: "module" }));
  write("package-lock.json", JSON.stringify({ packages: { "": {} } }));
  write(
    "tsconfig.json",
    JSON.stringify({
      compilerOptions: { module: "nodenext", target: "es2023", rootDir: ".", outDir: "dist", types: [] },
      include: ["src"],
    }),
  );
  program("first");
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(join(root, path, ".."), { recursive: true });
  writeFileSync(join(root, path), text);
}

function program(word: string): void {
  write(
    "src/main.ts",
    `declare const process: any;\nconsole.log("${word}", ...process.argv.slice(2));\nprocess.exitCode = 3;\n`,
  );
}

function start(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, "scripts", "start.mjs"), ...args]);
    let out = "";
    let err = "";
    child.stdout.on("data", (chunk) => {
      out += chunk;
    });
    child.stderr.on("data", (chunk) => {
      err += chunk;
    });
    child.once("close", (code) => resolve({ code, out, err }));
  });
}

test("the first start builds, speaks on standard error only, and passes arguments and exit code on", async () => {
  const { code, out, err } = await start("audit", "--pages", "3");
  expect({ code, out }).toEqual({ code: 3, out: "first audit --pages 3\n" });
  expect(err).toContain("Building");
});

test("a second start says nothing of its own", async () => {
  expect(await start()).toEqual({ code: 3, out: "first\n", err: "" });
});

test("--run starts another program of the build", async () => {
  write("src/other.ts", 'console.log("other");\n');
  expect((await start("--run", "dist/src/other.js")).out).toBe("other\n");
});

test("several starts at once after a change do not break each other's build", async () => {
  program("second");
  const starts = await Promise.all([start(), start(), start()]);
  expect(starts.map(({ code, out }) => ({ code, out }))).toEqual(
    Array.from({ length: 3 }, () => ({ code: 3, out: "second\n" })),
  );
  expect(starts.filter(({ err }) => err.includes("Building"))).toHaveLength(1);
});

test("a build that fails is told, ends in 4, and leaves the last good one in place", async () => {
  write("src/main.ts", 'const wrong: number = "text";\nexport { wrong };\n');
  const { code, out, err } = await start();
  expect({ code, out }).toEqual({ code: 4, out: "" });
  expect(err).toContain("The build failed.");
  expect(existsSync(join(root, "dist", "src", "main.js"))).toBe(true);
  expect(existsSync(join(root, ".cache", "set-up.lock"))).toBe(false);
  program("third");
  expect((await start()).out).toBe("third\n");
});

test("a lock left by a process that died is taken over", async () => {
  program("fourth");
  write(".cache/set-up.lock", "999999999");
  expect((await start()).out).toBe("fourth\n");
});
