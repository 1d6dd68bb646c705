import { setTimeout as sleep } from "node:timers/promises";
import PQueue from "p-queue";
import { withinDomain } from "../snapshot/url.js";
import { RateLimitedError } from "./errors.js";
import { SHARED_PLATFORMS } from "./shared-platforms.js";
import type { NetOptions } from "./types.js";

interface Gate {
  queue: PQueue;
  intervalMs: number;
  crawlDelayMs: number;
  nextStartAt: number;
  /** When the Crawl-delay after the last request is over. */
  delayedUntil: number;
  pausedUntil: number;
}

/** Hosts remembered before those are forgotten at which nothing is going on: a worker meets ever new ones. */
const GATES_KEPT = 1_000;

/** Requests to one host: how many at once, how far apart, and no request while the host asked for a pause. */
export class HostGates {
  private readonly gates = new Map<string, Gate>();

  constructor(
    private readonly options: Pick<NetOptions, "hostConcurrency" | "hostIntervalMs" | "maxWaitMs">,
    private readonly isLoopback: (host: string) => boolean,
    private readonly now: () => number,
  ) {}

  /**
   * Runs `task` when it is the host's turn. Throws {@link RateLimitedError} when the pause the host asked for
   * (Crawl-delay, Retry-After) is longer than `maxWaitMs`.
   */
  async run<T>(host: string, signal: AbortSignal, task: () => Promise<T>): Promise<T> {
    const gate = this.gate(host);
    return gate.queue.add(async () => {
      await this.turn(gate, host, signal);
      return task();
    });
  }

  /** No request to the host before `untilMs` (milliseconds of the clock). */
  pause(host: string, untilMs: number): void {
    const gate = this.gate(host);
    gate.pausedUntil = Math.max(gate.pausedUntil, untilMs);
  }

  /**
   * Seconds between requests that robots.txt asks for. Counted from now: the request for robots.txt itself is past,
   * and the page that is asked for first need not wait for the whole delay.
   */
  setCrawlDelay(host: string, seconds: number): void {
    const gate = this.gate(host);
    gate.crawlDelayMs = Math.max(gate.crawlDelayMs, seconds * 1000);
  }

  private async turn(gate: Gate, host: string, signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      const now = this.now();
      if (gate.pausedUntil - now > this.options.maxWaitMs) {
        const seconds = Math.ceil((gate.pausedUntil - now) / 1000);
        throw new RateLimitedError(
          `${host} asks for a pause of ${seconds} seconds, longer than an audit waits`,
        );
      }
      if (gate.crawlDelayMs > this.options.maxWaitMs && gate.delayedUntil > now) {
        throw new RateLimitedError(
          `robots.txt of ${host} asks for ${gate.crawlDelayMs / 1000} seconds between requests, longer than an audit waits`,
        );
      }
      const startAt = Math.max(now, gate.nextStartAt, gate.pausedUntil);
      // Taken before the wait, so that a second request in the queue lines up behind this one.
      gate.delayedUntil = startAt + gate.crawlDelayMs;
      gate.nextStartAt = Math.max(startAt + gate.intervalMs, gate.delayedUntil);
      if (startAt > now) await sleep(startAt - now, undefined, { signal });
      if (gate.pausedUntil <= this.now()) return;
    }
  }

  private gate(host: string): Gate {
    const key = politenessKey(host);
    const known = this.gates.get(key);
    if (known) return known;
    if (this.gates.size >= GATES_KEPT) this.forgetIdle();
    const made: Gate = {
      queue: new PQueue({ concurrency: Math.max(1, this.options.hostConcurrency) }),
      intervalMs: this.isLoopback(host) ? 0 : this.options.hostIntervalMs,
      crawlDelayMs: 0,
      nextStartAt: 0,
      delayedUntil: 0,
      pausedUntil: 0,
    };
    this.gates.set(key, made);
    return made;
  }

  /** Only gates that a new one would do as well for: nobody is let in sooner, and no Crawl-delay is lost. */
  private forgetIdle(): void {
    const now = this.now();
    for (const [key, { queue, crawlDelayMs, nextStartAt, pausedUntil }] of this.gates) {
      const idle = queue.size === 0 && queue.pending === 0 && nextStartAt <= now && pausedUntil <= now;
      if (idle && crawlDelayMs === 0) this.gates.delete(key);
    }
  }
}

/** Hosts with the same key are the same machines: the host, or the platform that many councils share. */
export function politenessKey(host: string): string {
  const name = host.toLowerCase().replace(/\.$/, "");
  return SHARED_PLATFORMS.find((one) => withinDomain(name, one.domain))?.domain ?? name;
}
