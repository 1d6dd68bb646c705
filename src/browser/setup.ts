/** Run by the test script after the build: makes sure of a browser, and says nothing when there is one. */
import { messageOf } from "../errors.js";
import { ensureChromium } from "./install.js";

try {
  await ensureChromium({ log: (line) => process.stderr.write(`${line}\n`) });
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
}
