import { readdirSync, readFileSync } from "node:fs";

/** What a process and its descendants use; read from Linux' /proc. */
export interface Usage {
  /** Resident memory of the process itself, bytes. */
  ownBytes: number;
  /** Memory of its descendants, shared pages divided among those who share them (PSS), bytes. */
  descendantsBytes: number;
}

interface Peaks {
  ownPeakBytes: number;
  descendantsPeakBytes: number;
  /** Median of all readings: a peak hangs on when V8 last collected garbage, and a longer night has more of them. */
  ownTypicalBytes: number;
  descendantsTypicalBytes: number;
  /** The last reading before the end. */
  ownEndBytes: number;
  /** Processor time of the process itself, and of all descendants it ever had. */
  ownCpuMs: number;
  descendantsCpuMs: number;
}

const TICKS_A_SECOND = 100;
const EVERY_MS = 250;
const PAGE_BYTES = 4096;

/**
 * Watches a process by looking every quarter of a second. Processor time of descendants that came and went between two
 * looks is not lost: the kernel adds it to their parent's account when that has waited for their end. Should a parent
 * not have waited, what was seen of each process by itself is the larger sum, and counts.
 */
export function watch(pid: number): { usage(): Usage; stop(): Peaks } {
  const cpuMs = new Map<number, number>();
  const readings: Usage[] = [];
  let accountedMs = 0;
  const look = (): Usage => {
    const family = familyOf(pid);
    let nowMs = 0;
    for (const one of family) {
      const used = cpuOf(one);
      if (!used) continue;
      cpuMs.set(one, Math.max(used.ownMs, cpuMs.get(one) ?? 0));
      nowMs += (one === pid ? 0 : used.ownMs) + used.endedChildrenMs;
    }
    accountedMs = Math.max(accountedMs, nowMs);
    const ownBytes = residentOf(pid);
    const descendantsBytes = family.filter((one) => one !== pid).reduce((sum, one) => sum + shareOf(one), 0);
    const reading = { ownBytes, descendantsBytes };
    readings.push(reading);
    return reading;
  };
  look();
  const timer = setInterval(look, EVERY_MS);
  return {
    usage: look,
    stop() {
      clearInterval(timer);
      look();
      const ownCpuMs = cpuMs.get(pid) ?? 0;
      const alive = readings.filter((one) => one.ownBytes > 0);
      const own = alive.map((one) => one.ownBytes);
      const all = [...cpuMs.values()].reduce((sum, one) => sum + one, 0);
      return {
        ownPeakBytes: Math.max(0, ...own),
        descendantsPeakBytes: Math.max(...readings.map((one) => one.descendantsBytes)),
        ownTypicalBytes: medianOf(own),
        descendantsTypicalBytes: medianOf(alive.map((one) => one.descendantsBytes)),
        ownEndBytes: own.at(-1) ?? 0,
        ownCpuMs,
        descendantsCpuMs: Math.max(accountedMs, all - ownCpuMs),
      };
    },
  };
}

function medianOf(readings: readonly number[]): number {
  const sorted = [...readings].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function familyOf(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const parent = Number(fieldsOf(Number(name))?.[1]);
    if (parent > 0) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const family = [pid];
  for (const one of family) family.push(...(children.get(one) ?? []));
  return family;
}

/** Fields of /proc/PID/stat after the name, which may hold blanks itself: state, parent, … (proc(5)). */
function fieldsOf(pid: number): string[] | null {
  const text = read(`/proc/${pid}/stat`);
  return text === null ? null : text.slice(text.lastIndexOf(")") + 2).split(" ");
}

/** utime and stime; cutime and cstime: those of children that have ended and were waited for, and of theirs (proc(5)). */
function cpuOf(pid: number): { ownMs: number; endedChildrenMs: number } | null {
  const fields = fieldsOf(pid);
  if (!fields) return null;
  const ms = (at: number) => (Number(fields[at]) / TICKS_A_SECOND) * 1000;
  return { ownMs: ms(11) + ms(12), endedChildrenMs: ms(13) + ms(14) };
}

function residentOf(pid: number): number {
  return Number(read(`/proc/${pid}/statm`)?.split(" ")[1] ?? 0) * PAGE_BYTES;
}

function shareOf(pid: number): number {
  const kilobytes = /^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`) ?? "")?.[1];
  return Number(kilobytes ?? 0) * 1024;
}

function read(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
