import type { CDPSession, Page, Response } from "playwright";
import { messageOf } from "../errors.js";
import type { FetchOutcome } from "../snapshot/types.js";

export interface LoadLimits {
  /** Longest wait for the document itself. */
  navigationMs: number;
  /** Longest wait for styles, scripts and images after it; then the page is judged as it stands. */
  loadMs: number;
  /** No request for this long counts as quiet. */
  quietMs: number;
  /** Longest wait for quiet: pages that poll never have any. */
  settleMs: number;
}

/** A page that has loaded, and may still be changing. */
export interface Opened {
  /** Whether there is a page at all; why not, `settled` then tells. */
  opened: boolean;
  /** Waits, within the limits, until what comes with the page has come; after that its timers and requests remain. */
  loaded(): Promise<void>;
  /** Waits for quiet, within the limits: what the page has come to. */
  settled(): Promise<Loaded>;
  /** What the page has come to so far. */
  present(): Loaded;
  /** Whether there was no request under way at that time (of `performance.now()`), nor any since. */
  quietSince(at: number): boolean;
  /**
   * How long the page has still to be quiet: 0 when it has been for long enough. Null when something that its scripts
   * asked for is under way, or has come so lately that they may not have taken it in.
   */
  quietLeftMs(): number | null;
  /** Has the time since then (of `performance.now()`) not counted as quiet: the page was kept busy and could do nothing. */
  keptBusySince(at: number): void;
  /** To be called when the page is done with. */
  leave(): void;
}

export interface Loaded {
  outcome: FetchOutcome;
  detail: string;
  url: string;
  status: number | null;
  response: Response | null;
}

/** Goes to an address and waits until there is something to judge, within the limits. Never throws for what a site does. */
export async function load(page: Page, url: string, limits: LoadLimits): Promise<Loaded> {
  const visit = await open(page, url, limits);
  try {
    return await visit.settled();
  } finally {
    visit.leave();
  }
}

/** As {@link load}, but gives the page as soon as its document has been read. */
export async function open(page: Page, url: string, limits: LoadLimits): Promise<Opened> {
  const traffic = watchTraffic(page);
  const { quietSince, keptBusySince, stop: leave } = traffic;
  const quietLeftMs = () => traffic.quietLeftMs(limits);
  let response: Response | null;
  try {
    response = await page.goto(url, { waitUntil: "domcontentloaded", timeout: limits.navigationMs });
  } catch (error) {
    leave();
    const loaded = failed(url, error, traffic.lastDocument());
    const present = () => loaded;
    return {
      opened: false,
      loaded: async () => undefined,
      settled: async () => loaded,
      present,
      quietSince,
      quietLeftMs,
      keptBusySince,
      leave,
    };
  }
  let loading: Promise<void> | null = null;
  const loaded = () => {
    loading ??= page
      .waitForLoadState("load", { timeout: limits.loadMs })
      .catch(() => undefined)
      .then(traffic.loaded);
    return loading;
  };
  // A page that moved on by script or refresh is judged by where it ended.
  const present = () => answered(page.url(), traffic.lastDocument() ?? response);
  return {
    opened: true,
    loaded,
    settled: async () => {
      await loaded();
      await traffic.quiet(limits);
      return present();
    },
    present,
    quietSince,
    quietLeftMs,
    keptBusySince,
    leave,
  };
}

function answered(url: string, response: Response | null): Loaded {
  const status = response?.status() ?? null;
  const base = { url, status, response };
  if (url.startsWith("chrome-error:")) {
    return { ...base, outcome: "connection-lost", detail: "the browser showed an error page", url: "" };
  }
  if (!/^https?:/.test(url)) return { ...base, outcome: "empty", detail: "the page led to no web address" };
  if (!response || status === null)
    return { ...base, outcome: "connection-lost", detail: "the site gave no answer" };
  const outcome = outcomeOfStatus(status);
  if (outcome !== "ok") return { ...base, outcome, detail: `the site answered ${status}` };
  const type = response.headers()["content-type"] ?? "text/html";
  if (!/html|xml/i.test(type)) return { ...base, outcome: "not-html", detail: `not a web page (${type})` };
  return { ...base, outcome: "ok", detail: "" };
}

export function outcomeOfStatus(status: number): FetchOutcome {
  if (status >= 200 && status < 300) return "ok";
  if (status === 404 || status === 410) return "not-found";
  if (status === 401) return "login";
  if (status === 403 || status === 451) return "blocked";
  if (status === 429) return "rate-limited";
  return status >= 500 ? "server-error" : "client-error";
}

/** Chromium's names for what went wrong (net/base/net_error_list.h), first match wins. */
const NET_ERRORS: [RegExp, FetchOutcome, string][] = [
  [/ERR_NAME_NOT_RESOLVED|ERR_NAME_RESOLUTION_FAILED/, "dns", "the host name is not known"],
  [/ERR_CERT_|ERR_SSL_|ERR_BAD_SSL/, "tls", "the secure connection cannot be trusted or made"],
  [/ERR_TOO_MANY_REDIRECTS/, "redirect-loop", "the address redirects without end"],
  [/ERR_(CONNECTION_)?TIMED_OUT/, "timeout", "the site did not answer in time"],
  [/ERR_CONNECTION_REFUSED/, "refused-connection", "the site refused the connection"],
  [/ERR_TUNNEL_CONNECTION_FAILED|ERR_PROXY/, "refused-connection", "no connection to the site could be made"],
  [/ERR_ABORTED|Download is starting/, "not-html", "the address gives a download, not a page"],
  [/ERR_BLOCKED/, "blocked", "the request was not let through"],
  [/ERR_INVALID|ERR_UNSAFE_PORT|ERR_UNKNOWN_URL/, "client-error", "the address cannot be visited"],
  [/ERR_/, "connection-lost", "the connection was lost"],
];

function failed(url: string, error: unknown, document: Response | null): Loaded {
  const message = messageOf(error);
  const status = document?.status() ?? null;
  const base = { url, status, response: null };
  if (/Timeout .*exceeded/i.test(message)) {
    return { ...base, outcome: "timeout", detail: "the page did not load in time" };
  }
  const known = NET_ERRORS.find(([pattern]) => pattern.test(message));
  if (!known) throw error;
  const [, outcome, words] = known;
  const code = /(?:net::)?(ERR_\w+)/.exec(message)?.[1];
  return { ...base, outcome, detail: code ? `${words} (${code})` : words };
}

/** How often a page with requests under way is looked at. */
const BUSY_POLL_MS = 25;

/** Counts requests under way, so that a page that has gone quiet need not be waited for any longer. */
function watchTraffic(page: Page) {
  /** By request: whether scripts may wait for it, and not the page's loading. */
  const open = new Map<unknown, boolean>();
  let lastChange = performance.now();
  let lastAsked = Number.NEGATIVE_INFINITY;
  let loadedAt = Number.POSITIVE_INFINITY;
  const hasLoaded = () => performance.now() >= loadedAt;
  let document: Response | null = null;
  let keptBusyMs = 0;
  const quietForMs = () => performance.now() - lastChange - keptBusyMs;
  const changed = (byScript: boolean) => {
    lastChange = performance.now();
    keptBusyMs = 0;
    if (byScript) lastAsked = lastChange;
  };
  const started = (request: { resourceType(): string }) => {
    const type = request.resourceType();
    // Streams and video never finish, and say nothing about whether the page is ready.
    if (/^(eventsource|websocket|media|ping)$/.test(type)) return;
    // What comes with the page has been taken in when it has loaded; of all else only its scripts know when.
    const byScript = hasLoaded() || /^(fetch|xhr|other)$/.test(type);
    open.set(request, byScript);
    changed(byScript);
  };
  const ended = (request: unknown) => {
    const byScript = open.get(request);
    if (open.delete(request)) changed(byScript ?? true);
  };
  const answered = (response: Response) => {
    const request = response.request();
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) document = response;
  };
  const navigated = () => changed(hasLoaded());
  page.on("request", started);
  page.on("requestfinished", ended);
  page.on("requestfailed", ended);
  page.on("response", answered);
  page.on("framenavigated", navigated);
  return {
    lastDocument: () => document,
    quietSince: (at: number) => open.size === 0 && lastChange < at,
    quietLeftMs({ quietMs }: LoadLimits): number | null {
      if (open.size > 0 || performance.now() - lastAsked - keptBusyMs < quietMs) return null;
      return Math.max(0, quietMs - quietForMs());
    },
    keptBusySince(at: number): void {
      keptBusyMs = performance.now() - Math.max(at, lastChange);
    },
    loaded: () => {
      loadedAt = performance.now();
    },
    async quiet({ quietMs, settleMs }: LoadLimits): Promise<void> {
      // A page that is never quiet has had the time of its examination already.
      const deadline = loadedAt + settleMs;
      for (;;) {
        const now = performance.now();
        if (now >= deadline) return;
        const quietLeft = quietMs - quietForMs();
        if (open.size === 0 && quietLeft <= 0) return;
        const left = open.size === 0 ? quietLeft : BUSY_POLL_MS;
        await new Promise((resolve) => setTimeout(resolve, Math.max(1, Math.min(left, deadline - now))));
      }
    },
    stop() {
      page.off("request", started);
      page.off("requestfinished", ended);
      page.off("requestfailed", ended);
      page.off("response", answered);
      page.off("framenavigated", navigated);
    },
  };
}

/**
 * Lets pages only read: what their scripts would send, and film and sound, are stopped before they leave the browser.
 * Only kinds of request that can carry data are held for this, so style sheets and images keep the browser's cache.
 */
export async function readOnly(session: CDPSession, stopped: (method: string) => void): Promise<void> {
  session.on("Fetch.requestPaused", ({ requestId, request, resourceType }) => {
    const reads = /^(GET|HEAD|OPTIONS)$/.test(request.method);
    if (!reads) stopped(request.method);
    const answer =
      reads && resourceType !== "Media"
        ? session.send("Fetch.continueRequest", { requestId })
        : session.send("Fetch.failRequest", {
            requestId,
            // A form sent by script must not take the page away: an aborted navigation leaves it standing.
            errorReason: resourceType === "Document" ? "Aborted" : "BlockedByClient",
          });
    // The request may be gone with its page.
    answer.catch(() => undefined);
  });
  await session.send("Fetch.enable", {
    patterns: (["Document", "XHR", "Fetch", "Ping", "Media"] as const).map((resourceType) => ({
      urlPattern: "*",
      resourceType,
    })),
  });
}
