import type { Knex } from "knex";
import type { RunLease } from "./types.js";

export interface LeaseRequest {
  name: string;
  holder: string;
  nowMs: number;
  staleAfterMs: number;
}

/** One row for each name; taken when free, already ours, or its holder's heartbeat has stopped. One statement, so no race. */
export async function takeLease(
  database: Knex,
  clock: () => number,
  request: LeaseRequest,
): Promise<RunLease | null> {
  const { name, holder, nowMs, staleAfterMs } = request;
  await database("leases")
    .insert({ name, holder, heartbeat_ms: nowMs })
    .onConflict("name")
    .merge()
    .whereRaw("(leases.holder = ? or leases.heartbeat_ms < ?)", [holder, nowMs - staleAfterMs]);
  const row = await database("leases").where({ name }).first("holder");
  if (row?.holder !== holder) return null;
  return {
    async renew() {
      const kept = await database("leases").where({ name, holder }).update({ heartbeat_ms: clock() });
      return kept === 1;
    },
    async release() {
      await database("leases").where({ name, holder }).delete();
    },
  };
}
