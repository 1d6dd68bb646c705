import { setFlagsFromString } from "node:v8";

// V8's own flags, told while it runs: where one is unknown, everything works as before.

/**
 * What the probes look for is told by some thousand regular expressions, each long and each used on every page. V8 first
 * turns an expression into bytecode and, when it is used again, into machine code; going straight to machine code saves
 * almost half the time that judging a single site takes.
 */
export function compileExpressionsAtOnce(): void {
  setFlagsFromString("--no-regexp-tier-up");
}

/**
 * A night runs for hours beside Chromium, often on a small machine. Left to itself V8 lets the heap grow to several times
 * what is alive before it collects, and a long night meets more of such peaks than a short one; collecting when a quarter
 * has been added costs some 8 % of processor time and a third less memory.
 */
export function collectEarly(): void {
  setFlagsFromString("--heap-growing-percent=25");
}
