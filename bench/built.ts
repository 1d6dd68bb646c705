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
  return fork(builtFile(file), args, {
    execArgv: [...execArgv],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
}

/** Where the compiled form of another file of this folder lies; everything is compiled on the first call. */
export function builtFile(file: string): string {
  build();
  return fileURLToPath(new URL(`../dist/measured/bench/${file.replace(/\.ts$/, ".js")}`, import.meta.url));
}

function build(): void {
  if (built) return;
  const project = fileURLToPath(new URL("tsconfig.json", import.meta.url));
  execFileSync(projectFile("node_modules", ".bin", "tsc"), ["-p", project], { stdio: "inherit" });
  built = true;
}
