import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { isGone, newHolder } from "../../src/runs/holder.js";

test("a holder is gone once its process has ended, and not before", async () => {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  const holder = newHolder().replace(`|${process.pid}|`, `|${child.pid}|`);
  expect(isGone(holder)).toBe(false);
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(isGone(holder)).toBe(true);
});

test("of a holder on another machine, or in another container, nothing is known", () => {
  const [host, namespace, , rest] = newHolder().split("|");
  expect(isGone(["elsewhere", namespace, "999999999", rest].join("|"))).toBe(false);
  expect(isGone([host, "pid:[1]", "999999999", rest].join("|"))).toBe(false);
  expect(isGone("no holder of ours")).toBe(false);
});

test("two holders are never the same", () => {
  expect(newHolder()).not.toBe(newHolder());
});
