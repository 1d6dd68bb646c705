/** `npm test`: sets up where needed, a browser included, then runs the tests with the arguments given. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { root, setUpOrExit } from "./set-up.mjs";

await setUpOrExit();
const browser = await run(join(root, "dist", "src", "browser", "setup.js"), []);
process.exitCode =
  browser === 0
    ? await run(join(root, "node_modules", "vitest", "vitest.mjs"), ["run", ...process.argv.slice(2)])
    : 4;

/** Runs to the end with our standard streams; signals are passed on. Gives the exit code. */
function run(script, args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...args], { cwd: root, stdio: "inherit" });
    const passOn = (signal) => child.kill(signal);
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, passOn);
    child.once("exit", (code, signal) => {
      for (const one of ["SIGINT", "SIGTERM", "SIGHUP"]) process.off(one, passOn);
      resolve(code ?? (signal ? 1 : 0));
    });
  });
}
