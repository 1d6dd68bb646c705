import { randomUUID } from "node:crypto";
import PQueue from "p-queue";
import type { CrawlProgress } from "../crawl/types.js";
import type { AuditOrder, PerformAudit } from "./types.js";

/** An audit that waits for its turn or is under way; finished ones are in the store. */
export interface AuditUnderWay extends AuditOrder {
  /** Of its run. */
  id: string;
  askedAt: string;
  /** null while it waits. */
  startedAt: string | null;
  progress: CrawlProgress | null;
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
  /** Told once of each audit that ended early, a server's stop excepted. */
  failed(audit: AuditUnderWay, error: unknown): void;
}

/** The audits people ask for: so many at once, the others in a line, each site once. */
export class OnDemandAudits {
  private readonly queue: PQueue;
  private readonly audits = new Map<string, AuditUnderWay>();
  private readonly stops = new Map<string, { leave: AbortController; stop: AbortController }>();

  constructor(private readonly options: OnDemandOptions) {
    this.queue = new PQueue({ concurrency: options.sideBySide });
  }

  /**
   * One that is under way already for the same site and duties is joined: nobody's site is crawled twice at a time.
   * @throws TooManyWaitingError
   */
  start(order: AuditOrder): AuditUnderWay {
    const same = this.underWay().find((one) => keyOf(one) === keyOf(order));
    if (same) return same;
    if (this.queue.size >= this.options.mostWaiting) {
      throw new TooManyWaitingError(
        `${this.options.mostWaiting} audits are waiting already; try again when some are done`,
      );
    }
    const audit: AuditUnderWay = {
      ...order,
      id: randomUUID(),
      askedAt: this.options.now().toISOString(),
      startedAt: null,
      progress: null,
    };
    const leave = new AbortController();
    const stop = new AbortController();
    this.audits.set(audit.id, audit);
    this.stops.set(audit.id, { leave, stop });
    // The queue's own signal lets go of a task under way, and begins the next beside it; so it is for the line alone.
    void this.queue
      .add(() => this.perform(audit, stop.signal), { signal: leave.signal })
      .catch((error: unknown) => {
        if (!leave.signal.aborted && !stop.signal.aborted) this.options.failed(audit, error);
      })
      .finally(() => {
        this.audits.delete(audit.id);
        this.stops.delete(audit.id);
      });
    return audit;
  }

  find(id: string): AuditUnderWay | null {
    return this.audits.get(id) ?? null;
  }

  /** In the order in which they were asked for. */
  underWay(): AuditUnderWay[] {
    return [...this.audits.values()];
  }

  /** How many are to be begun before this one. */
  ahead(audit: AuditUnderWay): number {
    const waiting = this.underWay().filter((one) => one.startedAt === null);
    return Math.max(0, waiting.indexOf(audit));
  }

  /** False when there is no such audit under way. One that waits is gone at once, one under way when it has ended. */
  stop(id: string): boolean {
    const audit = this.audits.get(id);
    const { leave, stop } = this.stops.get(id) ?? {};
    if (audit?.startedAt === null) leave?.abort();
    else stop?.abort();
    return audit !== undefined;
  }

  /** Stops all of them; what they read so far is in the store. */
  async close(): Promise<void> {
    // Those that wait first, or they would begin in the place of those that are stopped.
    for (const audit of this.underWay().reverse()) this.stop(audit.id);
    await this.queue.onIdle();
  }

  private perform(audit: AuditUnderWay, signal: AbortSignal): Promise<void> {
    audit.startedAt = this.options.now().toISOString();
    const progress = (now: CrawlProgress) => {
      audit.progress = now;
    };
    return this.options.perform(audit.id, audit, { progress, signal });
  }
}

function keyOf({ subject, url, duties }: AuditOrder): string {
  return JSON.stringify([subject, url, [...duties].sort()]);
}
