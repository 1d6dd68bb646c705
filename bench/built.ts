import { type ChildProcess, execFileSync, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { projectFile } from "../src/project.js";

let built = false;

/**
 * Runs another file of this folder in a process of its own, compiled as the installed program is: a run through tsx
 * would spend seconds, and a thread, on compiling.
 */
export function forkBuilt(
  file: string,
  args: readonly string[],
  execArgv: readonly string[] = [],
): ChildProcess {
  build();
  const path = new URL(`../dist/measured/bench/${file.replace(/\.ts$/, ".js")}`, import.meta.url);
  return fork(fileURLToPath(path), args, {
    execArgv: [...execArgv],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
}

function build(): void {
  if (built) return;
  const project = fileURLToPath(new URL("tsconfig.json", import.meta.url));
  execFileSync(projectFile("node_modules", ".bin", "tsc"), ["-p", project], { stdio: "inherit" });
  built = true;
}
