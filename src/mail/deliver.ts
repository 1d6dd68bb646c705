import { setTimeout as delay } from "node:timers/promises";
import pRetry from "p-retry";
import { messageOf } from "../errors.js";
import type { ClaimedEntry, MailRecords } from "../store/mail-records.js";
import type { Delivery, Postman } from "./postman.js";

/** When a message that was put off is tried again, and for how long. */
export interface RetryPolicy {
  firstDelayMs: number;
  /** Each delay is this many times the one before. */
  factor: number;
  longestDelayMs: number;
  /** From when the message was queued. RFC 5321, 4.5.4.1: four to five days. */
  giveUpAfterMs: number;
}

export const RETRY_POLICY: RetryPolicy = {
  firstDelayMs: 15_000,
  factor: 4,
  longestDelayMs: 60 * 60_000,
  giveUpAfterMs: 4 * 24 * 60 * 60_000,
};

export interface ClaimTimes {
  heartbeatMs: number;
  /** A claim whose heartbeat is older is of a dead process. */
  staleAfterMs: number;
}

export const CLAIM_TIMES: ClaimTimes = { heartbeatMs: 15_000, staleAfterMs: 120_000 };

/** A message ready to go. */
export interface Composed {
  subject: string;
  messageId: string;
  from: string;
  bytes: Buffer;
}

export interface DeliverOptions {
  records: MailRecords;
  postman: Postman;
  compose(entry: ClaimedEntry): Promise<Composed>;
  /** Names this process among all that share the outbox. */
  holder: string;
  isGone(holder: string): boolean;
  now(): Date;
  log(line: string): void;
  policy?: RetryPolicy;
  times?: ClaimTimes;
  /** How long to stay for messages that were put off; those due later are for the next call. */
  waitMs: number;
  signal?: AbortSignal;
}

/** The server will have nothing from us until a person has put something right; every message waits as it was. */
export class MailServerRefusedError extends Error {
  override name = "MailServerRefusedError";
}

/**
 * Hands over what is due in the outbox, one message at a time, until nothing is due within the time to wait. Entries
 * that a dead process left are taken up first.
 * @throws MailServerRefusedError
 */
export async function deliverOutbox(options: DeliverOptions): Promise<void> {
  const { records, now, log, signal } = options;
  const policy = options.policy ?? RETRY_POLICY;
  const staleAfterMs = (options.times ?? CLAIM_TIMES).staleAfterMs;
  const until = now().getTime() + options.waitMs;
  const serverRest = restAfterTrouble(policy);
  while (!signal?.aborted) {
    const nowMs = now().getTime();
    const found = await records.recover(nowMs, staleAfterMs, (claim) => options.isGone(claim));
    if (found.uncertain > 0)
      log(
        `mail: ${found.uncertain} messages of a process that died may have arrived; they are not sent again`,
      );
    const entry = await records.claim(options.holder, nowMs);
    if (!entry) {
      const dueMs = await records.nextDueMs();
      if (dueMs === null || dueMs > until) return;
      await rest(Math.max(1, dueMs - nowMs), signal);
      continue;
    }
    const delivery = await deliverOne(entry, options, policy);
    const restMs = serverRest(delivery);
    if (restMs === 0) continue;
    log(
      `mail: the server cannot be used now (${delivery?.answer}); next try in ${Math.ceil(restMs / 1000)} s`,
    );
    if (now().getTime() + restMs > until) return;
    await rest(restMs, signal);
  }
}

/** Trouble with the server would befall every message alike: all of them rest, longer each time. */
function restAfterTrouble(policy: RetryPolicy): (delivery: Delivery | null) => number {
  let troubles = 0;
  return (delivery) => {
    troubles = delivery?.kind === "server-trouble" ? troubles + 1 : 0;
    return troubles === 0 ? 0 : delayAfter(troubles, policy);
  };
}

/** null when it was not handed to the server at all. */
async function deliverOne(
  entry: ClaimedEntry,
  options: DeliverOptions,
  policy: RetryPolicy,
): Promise<Delivery | null> {
  const { records, now, log } = options;
  const stop = await records.stop(entry.recipient);
  if (stop) {
    await records.withdraw(entry, now().toISOString(), `${stop.reason} since ${stop.since.slice(0, 10)}`);
    return null;
  }
  let composed: Composed;
  try {
    composed = await options.compose(entry);
  } catch (error) {
    // One report that cannot be drawn up must not keep the others back.
    const why = messageOf(error);
    log(`mail: no message for ${entry.recipient} (${entry.authoritySlug}): ${why}`);
    await records.refused(entry, now().toISOString(), `the message could not be written: ${why}`);
    return null;
  }
  await records.setSubject(entry, composed.subject);
  const beating = setInterval(
    () => {
      // A heartbeat that fails is noticed where it matters: before the last octets.
      records.heartbeat(entry, now().getTime()).catch(() => {});
    },
    (options.times ?? CLAIM_TIMES).heartbeatMs,
  );
  let takenOver = false;
  try {
    const delivery = await options.postman.deliver({
      from: composed.from,
      to: entry.recipient,
      messageId: composed.messageId,
      bytes: composed.bytes,
      async beforeLastOctets() {
        takenOver = !(await records.beginHandover(entry, now().getTime()));
        return !takenOver;
      },
    });
    if (takenOver) return null;
    // What the server said must not be lost to a database that is busy for a moment.
    await pRetry(() => record(entry, delivery, options, policy), { retries: 5, minTimeout: 100 });
    if (delivery.kind === "misconfigured") throw new MailServerRefusedError(delivery.answer);
    return delivery;
  } finally {
    clearInterval(beating);
  }
}

async function record(
  entry: ClaimedEntry,
  delivery: Delivery,
  options: DeliverOptions,
  policy: RetryPolicy,
): Promise<void> {
  const { records, now } = options;
  const at = now();
  switch (delivery.kind) {
    case "accepted":
      return records.accepted(entry, at.toISOString(), delivery.answer);
    case "refused":
      if (delivery.deadAddress)
        await records.stopMail(entry.recipient, "bounced", delivery.answer, at.toISOString());
      return records.refused(entry, at.toISOString(), delivery.answer);
    case "misconfigured":
      return records.giveBack(entry, delivery.answer);
    case "put-off":
    case "server-trouble": {
      const nextMs = at.getTime() + delayAfter(entry.attempts, policy);
      if (nextMs > Date.parse(entry.queuedAt) + policy.giveUpAfterMs) {
        const why = `given up after ${entry.attempts} tries; the last answer: ${delivery.answer}`;
        return records.refused(entry, at.toISOString(), why);
      }
      return records.putOff(entry, nextMs, delivery.answer);
    }
  }
}

function delayAfter(attempts: number, policy: RetryPolicy): number {
  return Math.min(policy.longestDelayMs, policy.firstDelayMs * policy.factor ** (attempts - 1));
}

async function rest(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await delay(ms, undefined, signal ? { signal } : {}).catch(() => {});
}
