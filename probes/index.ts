import type { Probe } from "./probe.js";

/** All probes, in the order they judge: one that inherits from another stands after it. */
export const probes: readonly Probe[] = [];
