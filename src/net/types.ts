import type { FetchOutcome } from "../snapshot/types.js";

/** `--resolve PATTERN=ADDRESS:PORT`: hosts matching the glob are reached at that address. */
export interface ResolveRule {
  pattern: string;
  address: string;
  port: number;
}

export interface NetOptions {
  resolve: readonly ResolveRule[];
  /** Let audits reach private, loopback and link-local addresses. */
  allowPrivate: boolean;
  userAgent: string;
  /** Longest a request may take from first byte sent to last byte read. */
  timeoutMs: number;
  /** Largest body, after decompression. */
  maxBytes: number;
  maxRedirects: number;
  /** Least time between the starts of two requests to one host; hosts reached by a resolve rule on loopback have none. */
  hostIntervalMs: number;
  /** Requests at once to one host. */
  hostConcurrency: number;
  /** Longest Crawl-delay and Retry-After that are waited out; a longer one ends in `rate-limited`. */
  maxWaitMs: number;
  /** Retries of outcomes that may pass (timeout, connection lost, 5xx). */
  retries: number;
  /** Pause before the first retry; doubled for each further one. Default 1000. */
  retryDelayMs?: number;
}

export interface Validators {
  etag: string | null;
  lastModified: string | null;
}

export interface FetchOptions {
  /** Conditional request: the answer may be `not-modified`. */
  validators?: Validators;
  /** Content types worth reading; anything else ends in `not-html` with the headers kept. Default: HTML, XML, text, PDF. */
  accept?: readonly RegExp[];
  /** robots.txt itself and the like: fetched without asking robots.txt. */
  ignoreRobots?: boolean;
  maxBytes?: number;
  signal?: AbortSignal;
}

/** How one request ended, after redirects and retries. `body` is decompressed; empty unless the outcome is `ok`. */
export interface FetchResult {
  outcome: FetchOutcome;
  requestedUrl: string;
  /** Address after the redirects that were followed. */
  url: string;
  redirects: string[];
  /** null when there was no answer. */
  status: number | null;
  headers: Record<string, string>;
  contentType: string;
  body: Uint8Array;
  /** SHA-256 of `body`, hex; empty when there is none. */
  sha256: string;
  retrievedAt: string;
  attempts: number;
  /** One line for a person: "refused by a bot wall (Cloudflare challenge)". */
  detail: string;
  /** Bytes that crossed the wire. */
  wireBytes: number;
}

/** All that the rest of the program knows of the network. GET only. */
export interface Net {
  fetch(url: string, options?: FetchOptions): Promise<FetchResult>;
  /** robots.txt of the URL's host, fetched once. */
  robots(url: string): Promise<RobotsAnswer>;
  /** Start of a guarded forward proxy on loopback, for the browser; the same rules hold there. */
  proxy(): Promise<{ url: string; close(): Promise<void>; refusals?(): readonly ProxyRefusal[] }>;
  stats(): { requests: number; wireBytes: number };
  close(): Promise<void>;
}

/** A request of the browser that the proxy did not let through. */
export interface ProxyRefusal {
  target: string;
  why: string;
}

export interface RobotsAnswer {
  host: string;
  outcome: FetchOutcome;
  allows(url: string): boolean;
  crawlDelaySeconds: number | null;
  sitemaps: string[];
}
