import type { FetchOutcome } from "../snapshot/types.js";

export interface RetryRule {
  /**
   * `backoff`: try again after a growing pause, up to the allowed number of retries.
   * `wait`: the server named a time; the whole host pauses until then, and it does not count as a retry.
   */
  retry: "never" | "backoff" | "wait";
  why: string;
}

/** Which outcomes may pass when asked again. The one place that decides it. */
export const retryPolicy: Record<FetchOutcome, RetryRule> = {
  ok: { retry: "never", why: "The page was read. There is nothing to ask for again." },
  "not-modified": {
    retry: "never",
    why: "The server says the page is as it was last time. The stored copy serves.",
  },
  "redirected-away": {
    retry: "never",
    why: "The server leads away from the page on purpose. It will do the same next time.",
  },
  "redirect-loop": {
    retry: "never",
    why: "A fault in the site's set-up, or a cookie it insists on. Neither passes within minutes.",
  },
  "soft-404": {
    retry: "never",
    why: "The page says that it does not exist. Its status of 200 is a fault of the site, not of the moment.",
  },
  "not-found": { retry: "never", why: "404 and 410 are answers. Asking again would only be a burden." },
  login: {
    retry: "never",
    why: "The page is behind a log-in. The audit never logs in.",
  },
  blocked: {
    retry: "never",
    why: "Somebody decided to keep robots out. Knocking again is impolite and makes the block last longer.",
  },
  "rate-limited": {
    retry: "wait",
    why: "The server asks for a pause and often says how long. The whole host gets it, then the page is asked for again.",
  },
  disallowed: {
    retry: "never",
    why: "robots.txt forbids the address, or could not be read (RFC 9309). It is read once in an audit.",
  },
  timeout: {
    retry: "backoff",
    why: "Busy servers recover. One slow moment must not become a missing page.",
  },
  dns: {
    retry: "never",
    why: "The name does not exist, or its name server is down for longer than a retry. The system's resolver has already asked more than once.",
  },
  "refused-connection": {
    retry: "never",
    why: "Nothing listens at that address. That changes over hours, not over seconds.",
  },
  "connection-lost": {
    retry: "backoff",
    why: "Connections break by chance. The same request usually succeeds on a new one.",
  },
  tls: {
    retry: "never",
    why: "A certificate or a protocol does not fit. It stays so until somebody mends it.",
  },
  "refused-address": {
    retry: "never",
    why: "The address is not one on the public internet. The rule that refuses it does not change during an audit.",
  },
  "too-large": {
    retry: "never",
    why: "The answer is larger than the limit. It would be so again, and cost the same traffic.",
  },
  "not-html": { retry: "never", why: "The answer is of a kind that is not read. Its headers were kept." },
  empty: { retry: "never", why: "The server answered, with nothing in it. That is what a visitor sees too." },
  "client-error": {
    retry: "never",
    why: "The server will not answer such a request. The same request gets the same answer.",
  },
  "server-error": {
    retry: "backoff",
    why: "Restarts and overloads pass. A page is called broken only after it failed several times.",
  },
};
