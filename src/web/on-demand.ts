import { randomUUID } from "node:crypto";
import { LRUCache } from "lru-cache";
import PQueue from "p-queue";
import type { CrawlProgress } from "../crawl/types.js";
import { messageOf } from "../errors.js";
import type { AuditOrder, PerformAudit } from "./types.js";

/** An audit that waits for its turn or is under way; finished ones are in the store. */
export interface AuditUnderWay extends AuditOrder {
  /** Of its run. */
  id: string;
  /** null while it waits. */
  startedAt: string | null;
  progress: CrawlProgress | null;
  /** Somebody asked for it to be stopped, and it is winding up. */
  stopping: boolean;
}

/** One without a result, and why. */
export interface AuditEnded extends AuditOrder {
  id: string;
  why: string;
}

/** More audits wait than the server takes on. */
export class TooManyWaitingError extends Error {
  override readonly name = "TooManyWaitingError";
}

export interface OnDemandOptions {
  perform: PerformAudit;
  /** Audits at once. */
  sideBySide: number;
  /** Audits that may wait besides. */
  mostWaiting: number;
  now(): Date;
  /** Told once of each audit that ended without a result; `error` is null when it was stopped. */
  ended(audit: AuditEnded, error: unknown): void;
}

/** Audits without a result whose reason is remembered, whatever could be stored of them. */
const ENDED_REMEMBERED = 200;

interface Entry {
  audit: AuditUnderWay;
  /** Takes it out of the line. */
  leave: AbortController;
  /** Ends it once it is under way. */
  stop: AbortController;
}

/** The audits people ask for: so many at once, the others in a line. */
export class OnDemandAudits {
  private readonly queue: PQueue;
  private readonly entries = new Map<string, Entry>();
  private readonly over = new LRUCache<string, AuditEnded>({ max: ENDED_REMEMBERED });

  constructor(private readonly options: OnDemandOptions) {
    this.queue = new PQueue({ concurrency: options.sideBySide });
  }

  /**
   * One of the same site for the same duties that is under way already is joined.
   * @throws TooManyWaitingError
   */
  start(order: AuditOrder): AuditUnderWay {
    const same = this.underWay().find((one) => !one.stopping && keyOf(one) === keyOf(order));
    if (same) return same;
    if (this.queue.size >= this.options.mostWaiting) {
      throw new TooManyWaitingError(
        `${this.options.mostWaiting} audits are waiting already; try again when some are done`,
      );
    }
    const audit: AuditUnderWay = {
      ...order,
      id: randomUUID(),
      startedAt: null,
      progress: null,
      stopping: false,
    };
    const entry: Entry = { audit, leave: new AbortController(), stop: new AbortController() };
    this.entries.set(audit.id, entry);
    // The queue's own signal lets go of a task under way, and begins the next beside it; so it is for the line alone.
    void this.queue
      .add(() => this.perform(entry), { signal: entry.leave.signal })
      .catch((error: unknown) => this.end(entry, error))
      .finally(() => this.entries.delete(audit.id));
    return audit;
  }

  find(id: string): AuditUnderWay | null {
    return this.entries.get(id)?.audit ?? null;
  }

  /** Why one that is known to this server has no result; null when it has one, or is none of this server's. */
  findEnded(id: string): AuditEnded | null {
    return this.over.get(id) ?? null;
  }

  /** In the order in which they were asked for. */
  underWay(): AuditUnderWay[] {
    return [...this.entries.values()].map(({ audit }) => audit);
  }

  /** How many are to be begun before this one. */
  ahead(audit: AuditUnderWay): number {
    const waiting = this.underWay().filter((one) => one.startedAt === null);
    return Math.max(0, waiting.indexOf(audit));
  }

  /** False when there is no such audit under way. One that waits is gone at once, one under way when it has ended. */
  stop(id: string): boolean {
    const entry = this.entries.get(id);
    if (!entry) return false;
    entry.audit.stopping = true;
    if (entry.audit.startedAt === null) entry.leave.abort();
    else entry.stop.abort();
    return true;
  }

  /** Stops all of them; what they read so far is in the store. */
  async close(): Promise<void> {
    // Those that wait first, or they would begin in the place of those that are stopped.
    for (const audit of this.underWay().reverse()) this.stop(audit.id);
    await this.queue.onIdle();
  }

  private perform({ audit, stop }: Entry): Promise<void> {
    audit.startedAt = this.options.now().toISOString();
    const progress = (now: CrawlProgress) => {
      audit.progress = now;
    };
    return this.options.perform(audit.id, audit, { progress, signal: stop.signal });
  }

  private end({ audit }: Entry, error: unknown): void {
    const { id, subject, url, duties, stopping, startedAt } = audit;
    const why = stopping
      ? `it was stopped ${startedAt === null ? "while it was waiting" : "before its end"}`
      : `it could not be done: ${messageOf(error)}`;
    const ended = { id, subject, url, duties, why };
    this.over.set(id, ended);
    this.options.ended(ended, stopping ? null : error);
  }
}

/** The same site: whose it is and its host, with or without TLS. */
function keyOf({ subject, url, duties }: AuditOrder): string {
  return JSON.stringify([subject.slug, subject.type, new URL(url).host, [...duties].sort()]);
}
