import type { FetchOutcome } from "../snapshot/types.js";
import { retryPolicy } from "./retry-policy.js";

/** A request that ended without an answer to read. The message is the line a person reads. */
export abstract class NetError extends Error {
  abstract readonly outcome: FetchOutcome;

  /** Whether asking again could help. */
  get retry(): boolean {
    return retryPolicy[this.outcome].retry !== "never";
  }
}

/** The host is at an address that audits must not reach. */
export class RefusedAddressError extends NetError {
  override readonly name = "RefusedAddressError";
  readonly outcome = "refused-address";

  constructor(
    readonly host: string,
    readonly address: string,
    kind: string,
  ) {
    super(
      host === address
        ? `refused to connect to ${address}: ${kind}`
        : `refused to connect to ${host}: its address ${address} is ${kind}`,
    );
  }
}

/** Headers or body passed a size limit; reading stopped there. */
export class TooLargeError extends NetError {
  override readonly name = "TooLargeError";
  readonly outcome = "too-large";

  constructor(what: string, limitBytes: number) {
    super(`${what} is larger than ${sizeOf(limitBytes)}; reading stopped there`);
  }
}

/** The time for one request ran out. */
export class RequestTimeoutError extends NetError {
  override readonly name = "RequestTimeoutError";
  readonly outcome = "timeout";

  constructor(timeoutMs: number) {
    super(`no complete answer within ${timeoutMs / 1000} seconds`);
  }
}

/** The host's queue is longer than an audit may wait for. */
export class RateLimitedError extends NetError {
  override readonly name = "RateLimitedError";
  readonly outcome = "rate-limited";
}

/** The name has no address, nothing listens there, the connection broke, or encryption failed. */
export class UnreachableError extends NetError {
  override readonly name = "UnreachableError";

  constructor(
    readonly outcome: "dns" | "refused-connection" | "connection-lost" | "tls",
    message: string,
  ) {
    super(message);
  }
}

/** The answer did not follow HTTP. */
export class BrokenAnswerError extends NetError {
  override readonly name = "BrokenAnswerError";
  readonly outcome = "server-error";
}

/** A rule of `--resolve` that cannot be read; the message says what one looks like. */
export class ResolveRuleError extends Error {
  override readonly name = "ResolveRuleError";
}

function sizeOf(bytes: number): string {
  if (bytes >= 1024 * 1024) return `${Math.round((bytes / 1024 / 1024) * 10) / 10} MB`;
  return `${Math.round((bytes / 1024) * 10) / 10} KB`;
}
