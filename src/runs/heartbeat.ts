import type { RunLease } from "../store/types.js";

export interface HeartbeatTimes {
  /** Between two heartbeats. */
  intervalMs: number;
  /** A holder whose last heartbeat is older is dead. Several intervals, so that a slow disk is no death. */
  staleAfterMs: number;
}

export const HEARTBEAT: HeartbeatTimes = { intervalMs: 15_000, staleAfterMs: 90_000 };

/**
 * Keeps a lease alive until it is stopped. `lost` aborts when somebody else has taken it, or when it could not be
 * renewed for so long that somebody may have: whoever works under it must stop then.
 */
export function keepAlive(
  lease: RunLease,
  times: HeartbeatTimes,
  now: () => number,
): { lost: AbortSignal; stop(): Promise<void> } {
  const lost = new AbortController();
  let renewedAt = now();
  let renewing: Promise<void> | null = null;
  const timer = setInterval(() => {
    renewing ??= renew().finally(() => {
      renewing = null;
    });
  }, times.intervalMs);

  async function renew(): Promise<void> {
    try {
      if (await lease.renew()) renewedAt = now();
      else lost.abort(new Error("another process took the lease"));
    } catch (error) {
      if (now() - renewedAt > times.staleAfterMs) lost.abort(error);
    }
  }

  return {
    lost: lost.signal,
    async stop() {
      clearInterval(timer);
      await renewing;
      await lease.release();
    },
  };
}
