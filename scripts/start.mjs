/** `npm start`: sets up where needed, then runs the program in this process, so that signals and exit code are its own. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root, setUpOrExit } from "./set-up.mjs";

const args = process.argv.slice(2);
const [program, rest] =
  args[0] === "--run" && args[1] ? [args[1], args.slice(2)] : ["dist/src/main.js", args];

await setUpOrExit();
const path = join(root, program);
process.argv = [process.argv[0], path, ...rest];
await import(pathToFileURL(path).href);
