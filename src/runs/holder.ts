import { randomUUID } from "node:crypto";
import { readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** Names this process among all that share the store: machine, process namespace, process, and something unique. */
export function newHolder(): string {
  return [hostname(), processNamespace(), process.pid, randomUUID()].join("|");
}

/**
 * True when the holder was a process of this machine that is gone, so that its lease need not be waited out. One on
 * another machine, or in another container, is only known by its heartbeat.
 */
export function isGone(holder: string): boolean {
  const [host, namespace, pid] = holder.split("|");
  if (host !== hostname() || namespace !== processNamespace()) return false;
  const id = Number(pid);
  if (!Number.isInteger(id) || id <= 0 || id === process.pid) return false;
  try {
    process.kill(id, 0);
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ESRCH";
  }
}

/** Two containers may both have a process 1 on a host of the same name. Linux tells them apart; elsewhere it is empty. */
function processNamespace(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
}
