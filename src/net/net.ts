import { createHash } from "node:crypto";
import { setMaxListeners } from "node:events";
import { LRUCache } from "lru-cache";
import pRetry from "p-retry";
import { Agent } from "undici";
import type { FetchOutcome } from "../snapshot/types.js";
import { parseHttp } from "../snapshot/url.js";
import { AddressGuard, type Lookup } from "./address-guard.js";
import { ChainCookies } from "./chain-cookies.js";
import {
  BODY_START_BYTES,
  classify,
  DEFAULT_ACCEPT,
  isFrontPath,
  isHtml,
  MAX_HEADER_BYTES,
  namedFailure,
} from "./classify.js";
import { RateLimitedError, RequestTimeoutError } from "./errors.js";
import { HostGates } from "./host-gate.js";
import { startProxy } from "./proxy.js";
import { readBody } from "./read-body.js";
import { retryAfterMs } from "./retry-after.js";
import { retryPolicy } from "./retry-policy.js";
import { ROBOTS_MAX_BYTES, ROBOTS_REDIRECTS, robotsAnswer, robotsFailed } from "./robots.js";
import { SiteSense } from "./site-sense.js";
import type { FetchOptions, FetchResult, Net, NetOptions, RobotsAnswer, Validators } from "./types.js";
import { defaultUserAgent } from "./user-agent.js";

/** What the net takes from its surroundings; replaced in tests. */
export interface Surroundings {
  lookup: Lookup;
  /** Milliseconds since 1970. */
  now(): number;
}

export const NET_DEFAULTS: Required<NetOptions> = {
  resolve: [],
  allowPrivate: false,
  userAgent: defaultUserAgent(),
  timeoutMs: 20_000,
  maxBytes: 8 * 1024 * 1024,
  maxRedirects: 8,
  hostIntervalMs: 1_000,
  hostConcurrency: 2,
  maxWaitMs: 60_000,
  retries: 2,
  retryDelayMs: 1_000,
};

/** Longer addresses are traps, not pages. */
const MAX_URL_LENGTH = 4_096;
/** Waits for Retry-After in one fetch, however short each is. */
const MAX_WAITS = 5;
/** Pause after a 429 that does not say how long. */
const UNNAMED_PAUSE_MS = 5_000;

const LONG_CRAWL_DELAY_SECONDS = 10;

/** A copy of robots.txt that is older is asked for anew (RFC 9309, 2.4): workers run for months. */
const ROBOTS_KEPT_MS = 24 * 60 * 60_000;
/**
 * A host whose robots.txt could not be had is left alone for so long: shorter than what a night waits before it tries a
 * site again, so that the later try is one.
 */
const FAILED_ROBOTS_KEPT_MS = 2 * 60_000;
/** Origins of which robots.txt and the like are remembered; the longest unused are asked again. */
const ORIGINS_REMEMBERED = 1_000;

/** One HTTP exchange, before anything was made of it. */
interface Exchange {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array;
}

/** What is asked for in one fetch; the same for every hop and retry. */
interface Order {
  url: string;
  accept: readonly RegExp[];
  validators: Validators | null;
  ignoreRobots: boolean;
  maxBytes: number;
  atLimit: "fail" | "cut";
  maxRedirects: number;
  signal: AbortSignal;
}

/** Opens connections to audited sites, politely and only to addresses that may be reached. */
export function createNet(options: Partial<NetOptions> = {}, surroundings: Partial<Surroundings> = {}): Net {
  return new GuardedNet({ ...NET_DEFAULTS, ...withoutUndefined(options) }, surroundings);
}

class GuardedNet implements Net {
  private readonly guard: AddressGuard;
  private readonly agent: Agent;
  private readonly gates: HostGates;
  private readonly sense = new SiteSense(ORIGINS_REMEMBERED);
  private readonly robotsByOrigin: LRUCache<string, Promise<RobotsOfOrigin>>;
  private readonly probesByOrigin: LRUCache<string, Promise<void>>;
  private readonly closing = new AbortController();
  private readonly proxies = new Set<{ close(): Promise<void> }>();
  private readonly now: () => number;
  private readonly counts = { requests: 0, wireBytes: 0 };

  constructor(
    private readonly options: Required<NetOptions>,
    surroundings: Partial<Surroundings>,
  ) {
    this.now = surroundings.now ?? Date.now;
    const memory = {
      max: ORIGINS_REMEMBERED,
      ttl: ROBOTS_KEPT_MS,
      ttlResolution: 0,
      perf: { now: this.now },
    };
    this.robotsByOrigin = new LRUCache(memory);
    this.probesByOrigin = new LRUCache(memory);
    // Every request in flight listens for the end of the net.
    setMaxListeners(0, this.closing.signal);
    this.guard = new AddressGuard(options, surroundings.lookup);
    this.gates = new HostGates(options, (host) => this.guard.rules.isLoopback(host), this.now);
    this.agent = new Agent({
      connect: this.guard.connector(),
      connections: options.hostConcurrency,
      headersTimeout: options.timeoutMs,
      bodyTimeout: options.timeoutMs,
      maxHeaderSize: MAX_HEADER_BYTES,
      keepAliveTimeout: 10_000,
    });
  }

  /** Never rejects for what a site does; rejects with the signal's reason when the caller gives up. */
  async fetch(url: string, options: FetchOptions = {}): Promise<FetchResult> {
    const order: Order = {
      url,
      accept: options.accept ?? DEFAULT_ACCEPT,
      validators: options.validators ?? null,
      ignoreRobots: options.ignoreRobots ?? false,
      maxBytes: options.maxBytes ?? this.options.maxBytes,
      atLimit: "fail",
      maxRedirects: this.options.maxRedirects,
      signal: options.signal ? AbortSignal.any([options.signal, this.closing.signal]) : this.closing.signal,
    };
    const { seenBody: _, ...result } = await this.fetchWithRetries(order);
    return result.outcome === "ok" ? this.secondOpinion(result, order) : result;
  }

  async robots(url: string): Promise<RobotsAnswer> {
    const parsed = parseHttp(url);
    if (!parsed) throw new TypeError(`not an http address: ${url}`);
    return (await this.robotsOf(parsed)).answer;
  }

  async proxy(): ReturnType<Net["proxy"]> {
    const proxy = await startProxy(this.guard, this.options, (bytes, requests) => {
      this.counts.wireBytes += bytes;
      this.counts.requests += requests;
    });
    this.proxies.add(proxy);
    return proxy;
  }

  stats(): { requests: number; wireBytes: number } {
    return { ...this.counts };
  }

  async close(): Promise<void> {
    this.closing.abort(new Error("the net was closed"));
    await Promise.all([...this.proxies].map((proxy) => proxy.close()));
    await this.agent.destroy();
  }

  private robotsOf(url: URL): Promise<RobotsOfOrigin> {
    const { origin } = url;
    const known = this.robotsByOrigin.get(origin);
    if (known) return known;
    const asked = this.fetchRobots(url).then((found) => {
      if (robotsFailed(found.answer)) this.robotsByOrigin.set(origin, asked, { ttl: FAILED_ROBOTS_KEPT_MS });
      return found;
    });
    this.robotsByOrigin.set(origin, asked);
    return asked;
  }

  private async fetchRobots(url: URL): Promise<RobotsOfOrigin> {
    const result = await this.fetchWithRetries({
      url: `${url.origin}/robots.txt`,
      accept: [/./, /^$/],
      validators: null,
      ignoreRobots: true,
      maxBytes: ROBOTS_MAX_BYTES,
      atLimit: "cut",
      maxRedirects: ROBOTS_REDIRECTS,
      signal: this.closing.signal,
    });
    const text = new TextDecoder().decode(result.seenBody);
    const answer = robotsAnswer(url.origin, { ...result, text }, this.options.userAgent);
    if (answer.crawlDelaySeconds !== null) this.gates.setCrawlDelay(url.hostname, answer.crawlDelaySeconds);
    return { answer, detail: result.detail };
  }

  /** Outcomes that may pass are asked for again, as {@link retryPolicy} says. */
  private async fetchWithRetries(order: Order): Promise<JudgedResult> {
    const pass = new Pass(order, this.now);
    const attempt = async (): Promise<JudgedResult> => {
      const result = await this.follow(pass.again());
      if (retryPolicy[result.outcome].retry === "backoff") throw new PassingFailure(result);
      return result;
    };
    try {
      return await pRetry(attempt, {
        retries: this.options.retries,
        minTimeout: this.options.retryDelayMs,
        factor: 2,
        maxTimeout: this.options.maxWaitMs,
        signal: order.signal,
        shouldRetry: ({ error }) => error instanceof PassingFailure,
      });
    } catch (error) {
      if (error instanceof PassingFailure) return error.result;
      throw error;
    }
  }

  /** One attempt: every hop of the redirects, each with its own check of address and robots.txt. */
  private async follow(pass: Pass): Promise<JudgedResult> {
    const { order } = pass;
    const cookies = new ChainCookies();
    const seen = new Set<string>();
    for (let current = order.url; ; ) {
      const url = parseHttp(current);
      if (!url) return pass.ended("client-error", "only http and https addresses are fetched");
      if (url.href.length > MAX_URL_LENGTH) return pass.ended("client-error", "the address is too long");
      url.username = "";
      url.password = "";
      url.hash = "";
      pass.url = url.href;
      seen.add(url.href);
      const forbidden = order.ignoreRobots ? null : await this.forbiddenByRobots(url);
      if (forbidden) return pass.ended(...forbidden);

      const exchange = await this.exchangeWithWaits(url, pass, cookies.header(url));
      if (!("status" in exchange)) return pass.ended(exchange.outcome, exchange.message);
      const target = redirectTarget(exchange, url);
      if (target === null) return pass.read(exchange);

      cookies.keep(url, exchange.headers["set-cookie"]);
      pass.redirects.push(target);
      if (!parseHttp(target)) {
        return pass.ended(
          "redirected-away",
          `leads to ${target.slice(0, 100)}, which is not a page`,
          exchange,
        );
      }
      if (pass.redirects.length > order.maxRedirects) {
        return pass.ended("redirect-loop", `more than ${order.maxRedirects} redirects`, exchange);
      }
      if (seen.has(withoutFragment(target))) {
        // Some sites lead back until the cookie they gave is shown: shown once, inside this chain only.
        if (!cookies.offer()) return pass.ended("redirect-loop", "redirects that lead in a circle", exchange);
        seen.clear();
      }
      current = target;
    }
  }

  private async forbiddenByRobots(url: URL): Promise<[FetchOutcome, string] | null> {
    const { answer: robots, detail } = await this.robotsOf(url);
    if (robots.allows(url.href)) return null;
    if (robots.outcome === "ok") return ["disallowed", `robots.txt of ${url.host} forbids this address`];
    if (robots.outcome === "server-error") {
      return [
        "disallowed",
        `robots.txt of ${url.host} cannot be read because the server fails, so nothing there may be fetched (RFC 9309)`,
      ];
    }
    // The host cannot be reached at all: that is what happened to the page, too.
    return [robots.outcome, `${detail} (asked for robots.txt of ${url.host} first)`];
  }

  /** Where the server names a time to come back, the whole host waits for it, within limits. */
  private async exchangeWithWaits(
    url: URL,
    pass: Pass,
    cookie: string | null,
  ): Promise<Exchange | { outcome: FetchOutcome; message: string }> {
    for (;;) {
      try {
        const { exchange, delayMs } = await this.gates.run(url.hostname, pass.order.signal, async () => {
          const exchange = await this.exchange(url, pass, cookie);
          const asked = pauseAskedFor(exchange, this.now());
          const delayMs = asked === null || pass.classified(exchange).outcome === "blocked" ? null : asked;
          // While the turn is still ours: whoever is next in the queue must wait as well.
          if (delayMs !== null) this.gates.pause(url.hostname, this.now() + delayMs);
          return { exchange, delayMs };
        });
        if (delayMs === null) return exchange;
        pass.waits++;
        pass.waitedMs += delayMs;
        if (pass.waitedMs > this.options.maxWaitMs || pass.waits > MAX_WAITS) {
          throw new RateLimitedError(
            `${url.hostname} keeps asking for a pause (${exchange.status}, ${Math.ceil(delayMs / 1000)} seconds)`,
          );
        }
      } catch (error) {
        pass.order.signal.throwIfAborted();
        return namedFailure(error);
      }
    }
  }

  private async exchange(url: URL, pass: Pass, cookie: string | null): Promise<Exchange> {
    const { order } = pass;
    const timer = AbortSignal.timeout(this.options.timeoutMs);
    this.counts.requests++;
    pass.attempts++;
    try {
      const response = await this.agent.request({
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method: "GET",
        headers: this.requestHeaders(order, cookie),
        signal: AbortSignal.any([timer, order.signal]),
      });
      const headers = flatHeaders(response.headers);
      const status = response.statusCode;
      // A body that is given up ends in an error event, which nobody else would hear.
      response.body.on("error", () => undefined);
      if (!worthReading(status, headers, order.accept)) {
        // There is nothing behind a 304 to be given up, and giving up makes an error of it.
        if (status === 304) await response.body.dump();
        else response.body.destroy();
        return { status, headers, body: new Uint8Array() };
      }
      const limits =
        status >= 200 && status < 300
          ? { maxBytes: order.maxBytes, atLimit: order.atLimit }
          : { maxBytes: BODY_START_BYTES, atLimit: "cut" as const };
      const { body } = await readBody(response.body, headers["content-encoding"] ?? "", limits, (bytes) => {
        pass.wireBytes += bytes;
        this.counts.wireBytes += bytes;
      });
      return { status, headers, body };
    } catch (error) {
      order.signal.throwIfAborted();
      if (timer.aborted) throw new RequestTimeoutError(this.options.timeoutMs);
      throw error;
    }
  }

  private requestHeaders(order: Order, cookie: string | null): Record<string, string> {
    const { etag = null, lastModified = null } = order.validators ?? {};
    return {
      "user-agent": this.options.userAgent,
      accept: "text/html,application/xhtml+xml,application/xml;q=0.9,application/pdf;q=0.8,*/*;q=0.5",
      "accept-language": "en-GB,en;q=0.9",
      "accept-encoding": "gzip, deflate, br",
      ...(etag === null ? {} : { "if-none-match": etag }),
      ...(lastModified === null ? {} : { "if-modified-since": lastModified }),
      ...(cookie === null ? {} : { cookie }),
    };
  }

  /** Soft 404s in the site's own words and walls nobody described: known by comparing answers of one host. */
  private async secondOpinion(result: FetchResult, order: Order): Promise<FetchResult> {
    const asked = parseHttp(result.requestedUrl);
    if (!asked || order.ignoreRobots || !isHtml(result.contentType) || isFrontPath(asked.pathname))
      return result;
    await this.askForMissingPage(asked, order.signal);
    const other = this.sense.judge(result);
    return other
      ? { ...result, outcome: other.outcome, detail: other.detail, body: new Uint8Array(), sha256: "" }
      : result;
  }

  private askForMissingPage(url: URL, signal: AbortSignal): Promise<void> {
    const known = this.probesByOrigin.get(url.origin);
    if (known) return known;
    const asked = this.learnMissingPage(url);
    this.probesByOrigin.set(url.origin, asked);
    return asked.then(() => signal.throwIfAborted());
  }

  private async learnMissingPage(url: URL): Promise<void> {
    const { crawlDelaySeconds } = await this.robots(url.href);
    // Where each request costs that much time, none is spent on a page that does not exist.
    if (crawlDelaySeconds !== null && crawlDelaySeconds >= LONG_CRAWL_DELAY_SECONDS) return;
    const result = await this.follow(
      new Pass(
        {
          url: this.sense.madeUpUrl(url.origin),
          accept: DEFAULT_ACCEPT,
          validators: null,
          ignoreRobots: false,
          maxBytes: BODY_START_BYTES,
          atLimit: "cut",
          maxRedirects: this.options.maxRedirects,
          signal: this.closing.signal,
        },
        this.now,
      ),
    );
    if (result.outcome === "ok" || result.outcome === "soft-404") {
      this.sense.learnMissing({ ...result, body: result.seenBody });
    }
  }
}

interface RobotsOfOrigin {
  answer: RobotsAnswer;
  /** How the request for the file ended, in words. */
  detail: string;
}

/** Thrown to the retry library and caught again: an outcome that may pass. */
class PassingFailure extends Error {
  constructor(readonly result: JudgedResult) {
    super(result.detail);
  }
}

/** A result, and the body it was judged by even where the outcome is not `ok`. */
interface JudgedResult extends FetchResult {
  seenBody: Uint8Array;
}

/** Book-keeping of one fetch over its hops, waits and retries. */
class Pass {
  url: string;
  redirects: string[] = [];
  attempts = 0;
  wireBytes = 0;
  waits = 0;
  waitedMs = 0;

  constructor(
    readonly order: Order,
    private readonly now: () => number,
  ) {
    this.url = order.url;
  }

  /** The same fetch from its start; what it has cost so far stays counted. */
  again(): Pass {
    this.url = this.order.url;
    this.redirects = [];
    return this;
  }

  classified(exchange: Exchange) {
    return classify({
      requestedUrl: this.order.url,
      url: this.url,
      redirects: this.redirects,
      status: exchange.status,
      headers: exchange.headers,
      body: exchange.body,
      accept: this.order.accept,
    });
  }

  read(exchange: Exchange): JudgedResult {
    const { outcome, detail, contentType } = this.classified(exchange);
    const body = outcome === "ok" ? exchange.body : new Uint8Array();
    return {
      ...this.ended(outcome, detail, exchange),
      contentType,
      body,
      sha256: outcome === "ok" ? createHash("sha256").update(body).digest("hex") : "",
      seenBody: exchange.body,
    };
  }

  ended(outcome: FetchOutcome, detail: string, exchange: Exchange | null = null): JudgedResult {
    return {
      outcome,
      requestedUrl: this.order.url,
      url: this.url,
      redirects: [...this.redirects],
      status: exchange?.status ?? null,
      headers: exchange?.headers ?? {},
      contentType: exchange?.headers["content-type"] ?? "",
      body: new Uint8Array(),
      sha256: "",
      retrievedAt: new Date(this.now()).toISOString(),
      attempts: this.attempts,
      detail,
      wireBytes: this.wireBytes,
      seenBody: new Uint8Array(),
    };
  }
}

function redirectTarget(exchange: Exchange, base: URL): string | null {
  const location = exchange.headers.location;
  if (![301, 302, 303, 307, 308].includes(exchange.status) || !location) return null;
  return URL.canParse(location, base) ? new URL(location, base).href : location;
}

/** Bodies of kinds nobody reads are not fetched; those whose label says nothing are, to see what they are. */
function worthReading(status: number, headers: Record<string, string>, accept: readonly RegExp[]): boolean {
  if (status === 204 || status === 304) return false;
  const essence = (headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  return (
    essence === "" ||
    /^(text\/|application\/octet-stream$)|\/\*$/.test(essence) ||
    accept.some((one) => one.test(essence))
  );
}

function pauseAskedFor(exchange: Exchange, nowMs: number): number | null {
  if (exchange.status !== 429 && exchange.status !== 503) return null;
  const named = retryAfterMs(exchange.headers["retry-after"], nowMs);
  return named ?? (exchange.status === 429 ? UNNAMED_PAUSE_MS : null);
}

function flatHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue;
    flat[name.toLowerCase()] = Array.isArray(value)
      ? value.join(name.toLowerCase() === "set-cookie" ? "\n" : ", ")
      : value;
  }
  return flat;
}

function withoutFragment(url: string): string {
  const parsed = new URL(url);
  parsed.hash = "";
  return parsed.href;
}

function withoutUndefined(options: Partial<NetOptions>): Partial<NetOptions> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
