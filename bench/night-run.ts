import { once } from "node:events";
import { forkBuilt } from "./built.js";
import { watch } from "./processes.js";

export interface NightOrder {
  port: number;
  authorities: number;
  /** Pages that each site has at least. */
  sitePages: number;
  pageBudget: number;
  browserPages: number;
  sideBySide: number;
  /** File. */
  database: string;
}

export interface NightResult {
  wallMs: number;
  authorities: number;
  done: number;
  notSeen: number;
  failed: string[];
  /** Of the snapshots, unchanged ones included. */
  pages: number;
  examined: number;
  /** Compared with what the councils' make lets expect. */
  verdicts: number;
  wrong: string[];
}

export type MeasuredNight = NightResult & ReturnType<ReturnType<typeof watch>["stop"]>;

/** One night in a process of its own, watched from here. */
export async function runNight(order: NightOrder, execArgv: readonly string[] = []): Promise<MeasuredNight> {
  const child = forkBuilt("night-process.ts", [JSON.stringify(order)], execArgv);
  if (child.pid === undefined) throw new Error("the night did not start");
  const watching = watch(child.pid);
  const exited = once(child, "exit");
  const answered = once(child, "message").then(([message]: unknown[]) => message as NightResult);
  const result = await Promise.race([
    answered,
    exited.then(([code]) => {
      throw new Error(`the night ended with ${code} before it told how it went`);
    }),
  ]);
  const peaks = watching.stop();
  await exited;
  return { ...result, ...peaks };
}

export function mebibytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(0)} MiB`;
}

export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

export function nightLines(name: string, night: MeasuredNight): string {
  const pace = (night.pages / night.wallMs) * 1000;
  const right = night.verdicts - night.wrong.length;
  return [
    `${name}: ${night.done} of ${night.authorities} authorities done, ${night.notSeen} not seen, ${night.failed.length} failed`,
    `  ${seconds(night.wallMs)}, ${night.pages} pages (${pace.toFixed(1)} a second), ${night.examined} examined in the browser`,
    `  Node ${mebibytes(night.ownTypicalBytes)} typically, ${mebibytes(night.ownPeakBytes)} at its peak, ${mebibytes(night.ownEndBytes)} at the end`,
    `  Chromium ${mebibytes(night.descendantsTypicalBytes)} typically, ${mebibytes(night.descendantsPeakBytes)} at its peak`,
    `  processor: Node ${seconds(night.ownCpuMs)} (${(night.ownCpuMs / night.pages).toFixed(1)} ms a page), Chromium ${seconds(night.descendantsCpuMs)}`,
    `  verdicts as expected: ${right} of ${night.verdicts}`,
    ...night.wrong.slice(0, 10).map((line) => `    ${line}`),
    ...night.failed.slice(0, 5).map((line) => `    failed: ${line}`),
  ].join("\n");
}

/** A ratio beside the bound it must keep. */
export function verdictLine(
  what: string,
  ratio: number,
  bound: { most: number } | { least: number },
): string {
  const kept = "most" in bound ? ratio <= bound.most : ratio >= bound.least;
  const words = "most" in bound ? `at most ${bound.most}` : `at least ${bound.least}`;
  return `${kept ? "reached " : "MISSED  "} ${what}: ${ratio.toFixed(2)} (${words})`;
}
