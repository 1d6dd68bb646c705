import { Readable } from "node:stream";
import { createTransport } from "nodemailer";
import { messageOf, UsageError } from "../errors.js";

/** How handing one message to the server ended; it decides what becomes of the outbox entry. */
export type Delivery =
  | { kind: "accepted"; answer: string }
  /** 5xx for this message: another try would get the same. `deadAddress`: there is no such mailbox. */
  | { kind: "refused"; answer: string; deadAddress: boolean }
  /** 4xx for this message: to be tried again. */
  | { kind: "put-off"; answer: string }
  /** No connection, or it broke off: nothing is wrong with the message, and others would fare no better now. */
  | { kind: "server-trouble"; answer: string }
  /** The server will not deal with us as we are set up: log-in, certificate, sender. A person must act. */
  | { kind: "misconfigured"; answer: string };

export interface Parcel {
  from: string;
  to: string;
  messageId: string;
  bytes: Buffer;
  /** Called before the last octets go out; false keeps them back, and the server drops what it has. */
  beforeLastOctets(): Promise<boolean>;
}

export interface Postman {
  deliver(parcel: Parcel): Promise<Delivery>;
  close(): void;
}

export interface PostmanOptions {
  /** `smtp://USER:PASSWORD@HOST:587` or `smtps://…:465`. */
  smtpUrl: string;
  messagesPerMinute: number;
  /** PEM certificates trusted besides the system's. */
  ca?: string[];
  /** How long each step of the connection may take. */
  timeoutMs?: number;
}

const STEP_TIMEOUT_MS = 60_000;
/** RFC 5321, 4.5.3.2.6: ten minutes for the answer to the final dot; giving up earlier makes duplicates. */
const ANSWER_TIMEOUT_MS = 10 * 60_000;

/**
 * Hands messages to one SMTP server over one connection that is kept, no faster than asked. Certificates are verified;
 * a password never goes over an unencrypted connection to another machine.
 * @throws UsageError when the address of the server is not understood.
 */
export function openPostman(options: PostmanOptions): Postman {
  const url = smtpAddress(options.smtpUrl);
  const stepMs = options.timeoutMs ?? STEP_TIMEOUT_MS;
  const encrypted = url.protocol === "smtps:";
  const transport = createTransport({
    pool: true,
    url: options.smtpUrl.trim(),
    maxConnections: 1,
    // Only the outbox tries again: the pool would do it behind its back.
    maxRequeues: 0,
    rateLimit: 1,
    rateDelta: Math.ceil(60_000 / options.messagesPerMinute),
    connectionTimeout: stepMs,
    greetingTimeout: stepMs,
    dnsTimeout: stepMs,
    socketTimeout: options.timeoutMs ?? ANSWER_TIMEOUT_MS,
    requireTLS: !encrypted && url.username !== "" && !isLoopback(url.hostname),
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(options.ca ? { tls: { ca: options.ca } } : {}),
  });
  return {
    async deliver(parcel) {
      try {
        const info = await transport.sendMail({
          envelope: { from: parcel.from, to: [parcel.to] },
          messageId: parcel.messageId,
          raw: Readable.from(octets(parcel), { objectMode: false }),
        });
        return { kind: "accepted", answer: info.response };
      } catch (error) {
        return deliveryOf(error);
      }
    },
    close: () => transport.close(),
  };
}

/** Held back until the entry says that they go out: without them the server has no message. */
const LAST_OCTETS = 512;
const CHUNK = 16 * 1024;

async function* octets({ bytes, beforeLastOctets }: Parcel): AsyncGenerator<Buffer> {
  const rest = Math.max(0, bytes.length - LAST_OCTETS);
  for (let start = 0; start < rest; start += CHUNK) {
    yield bytes.subarray(start, Math.min(rest, start + CHUNK));
  }
  if (!(await beforeLastOctets())) throw new Error("another process has taken this message over");
  yield bytes.subarray(rest);
}

function smtpAddress(text: string): URL {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  if (!url || (url.protocol !== "smtp:" && url.protocol !== "smtps:") || url.hostname === "") {
    // Never the address itself: it may hold a password.
    throw new UsageError("SMTP_URL is not understood: use smtp://USER:PASSWORD@HOST:587 or smtps://…:465");
  }
  return url;
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "[::1]" || /^127\./.test(host);
}

/** What nodemailer's error says of the message, the server, or our set-up. */
export function deliveryOf(error: unknown): Delivery {
  const { code, responseCode, command, response, message } = smtpError(error);
  const answer = response ?? message;
  if (code === "EAUTH" || code === "ENOAUTH") {
    return responseCode !== null && responseCode < 500
      ? { kind: "server-trouble", answer }
      : { kind: "misconfigured", answer };
  }
  if (isTlsFault(message)) return { kind: "misconfigured", answer: message };
  // 421 closes the channel whatever was asked (RFC 5321, 3.8).
  if (responseCode === 421 || responseCode === null) return withoutReply(code, command, answer);
  if (code !== "EENVELOPE" && code !== "EMESSAGE") {
    return responseCode >= 500 ? { kind: "misconfigured", answer } : { kind: "server-trouble", answer };
  }
  // 503 says that the session was out of step, not that the message is wanting.
  if (responseCode < 500 || responseCode === 503) return { kind: "put-off", answer };
  // 530 asks us to log in or to encrypt first; a refused sender is refused for every message, but for its size (552).
  const senderRefused = command === "MAIL FROM" && responseCode !== 552;
  if (responseCode === 530 || senderRefused) return { kind: "misconfigured", answer };
  return { kind: "refused", answer, deadAddress: command === "RCPT TO" && saysNoMailbox(answer) };
}

function withoutReply(code: string, command: string | null, answer: string): Delivery {
  // Larger than the server said it takes: known before a word was sent.
  if (code === "EMESSAGE" && command === "MAIL FROM") return { kind: "refused", answer, deadAddress: false };
  if (code === "EENVELOPE" && command === "API") return { kind: "refused", answer, deadAddress: true };
  return { kind: "server-trouble", answer };
}

/** RFC 3463, 5.1.x of the address itself; without an enhanced code, the replies RFC 5321 gives for it. */
function saysNoMailbox(answer: string): boolean {
  const enhanced = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(answer)?.[1];
  return enhanced ? /^5\.1\.(1|2|3|6|10)$/.test(enhanced) : /^(550|551|553)\b/.test(answer);
}

/** What trying again does not mend; a connection that breaks off during the handshake is not of these. */
function isTlsFault(message: string): boolean {
  return /certificate|self-signed|altnames|unable to verify|wrong version number|upgrading connection with STARTTLS/i.test(
    message,
  );
}

function smtpError(error: unknown) {
  const fields: Record<string, unknown> = error instanceof Error ? { ...error } : {};
  const text = (value: unknown) => (typeof value === "string" ? value : null);
  return {
    code: text(fields.code) ?? "",
    command: text(fields.command),
    response: text(fields.response),
    responseCode: typeof fields.responseCode === "number" ? fields.responseCode : null,
    message: messageOf(error),
  };
}
