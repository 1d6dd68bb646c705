import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export type Order = { order: "traffic" } | { order: "change"; share: number };
export interface Traffic {
  requests: number;
  bytes: number;
  /** Requests to one host at the same time, at most. */
  mostAtOnce: number;
}
export type Told = { told: "port"; port: number } | ({ told: "traffic" } & Traffic);

export interface ServedEngland {
  port: number;
  /** All since the start. */
  traffic(): Promise<Traffic>;
  /** From now on this share of all pages is another than before. */
  changeNight(share: number): Promise<void>;
  close(): Promise<void>;
}

/** An invented England on a loopback port, served by another process. */
export async function startEngland(
  authorities: number,
  pages: number,
  latencyMs = 0,
): Promise<ServedEngland> {
  const child = forkTs("england-process.ts", [authorities, pages, latencyMs].map(String));
  const first = await told(child);
  if (first.told !== "port") throw new Error("the server did not say its port");
  const ask = async (order: Order): Promise<Traffic> => {
    const answer = told(child);
    child.send(order);
    const traffic = await answer;
    if (traffic.told !== "traffic") throw new Error("the server did not tell its traffic");
    return traffic;
  };
  return {
    port: first.port,
    traffic: () => ask({ order: "traffic" }),
    changeNight: async (share) => {
      await ask({ order: "change", share });
    },
    close: async () => {
      const exited = once(child, "exit");
      child.disconnect();
      await exited;
    },
  };
}

/** Runs another file of this folder in a process of its own, with a channel to it. */
export function forkTs(
  file: string,
  args: readonly string[],
  execArgv: readonly string[] = [],
): ChildProcess {
  return fork(fileURLToPath(new URL(file, import.meta.url)), args, {
    execArgv: ["--import", "tsx", ...execArgv],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
}

async function told(child: ChildProcess): Promise<Told> {
  const [message]: unknown[] = await once(child, "message");
  return message as Told;
}
