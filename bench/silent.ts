import type { Log } from "../src/runs/night.js";
import type { NightView } from "../src/runs/types.js";

export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

export const silentView: NightView = {
  begin: () => undefined,
  started: () => undefined,
  progress: () => undefined,
  ended: () => undefined,
  waiting: () => undefined,
  close: () => undefined,
};
