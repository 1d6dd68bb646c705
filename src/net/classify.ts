import { isNativeError } from "node:util/types";
import { MIMEType } from "whatwg-mimetype";
import type { FetchOutcome } from "../snapshot/types.js";
import { parseHttp } from "../snapshot/url.js";
import { remembering } from "../text/remembering.js";
import { BOT_WALLS, type BotWall } from "./bot-walls.js";
import { BrokenAnswerError, NetError, TooLargeError, UnreachableError } from "./errors.js";
import { type Glance, glance } from "./glance.js";
import {
  DEFAULT_PAGES,
  LOGIN_HOST,
  LOGIN_SEGMENT,
  MAINTENANCE_TITLES,
  MISSING_PAGE_TEXTS,
  MISSING_PAGE_TITLES,
} from "./page-wordings.js";

/** One HTTP answer, after redirects. */
export interface Answer {
  requestedUrl: string;
  url: string;
  redirects: readonly string[];
  status: number;
  /** Lower-case names. */
  headers: Readonly<Record<string, string>>;
  /** The body or its start, decompressed. */
  body: Uint8Array;
  /** Content types that are read. */
  accept: readonly RegExp[];
}

export interface Classification {
  outcome: FetchOutcome;
  /** One line for a person. */
  detail: string;
  /** What the body is, whatever its label says: `text/html` for a page sent as `application/octet-stream`. */
  contentType: string;
}

export const DEFAULT_ACCEPT: readonly RegExp[] = [
  /^text\//,
  /^application\/(xhtml\+xml|xml|pdf|x-pdf|rss\+xml|atom\+xml|rdf\+xml)$/,
  /\+xml$/,
];

/** How much of a body is looked at: walls and error pages are short, and say what they are at once. */
export const BODY_START_BYTES = 256 * 1024;

const STATUS_OUTCOMES: Record<number, [FetchOutcome, string]> = {
  204: ["empty", "the server answered that there is no content (204)"],
  304: ["not-modified", "not changed since the last audit (304)"],
  401: ["login", "asks for a user name and password (401)"],
  403: ["blocked", "the server refuses to show this page to us (403)"],
  404: ["not-found", "page not found (404)"],
  408: ["timeout", "the server gave up waiting (408)"],
  410: ["not-found", "page removed for good (410)"],
  418: ["blocked", "the server refuses to show this page to us (418)"],
  429: ["rate-limited", "the server asks for fewer requests (429)"],
  451: ["blocked", "withheld for legal reasons (451)"],
  509: ["rate-limited", "the site has used up its traffic allowance (509)"],
};

/** How an answer ended. Total: any status, headers and bytes give an outcome, and nothing throws. */
export function classify(answer: Answer): Classification {
  const contentType = effectiveType(answer);
  const done = (outcome: FetchOutcome, detail: string): Classification => ({ outcome, detail, contentType });
  const page = isMarkup(contentType) ? glance(textOf(answer.body)) : null;

  const wall = wallOf(answer, page);
  if (wall) return done("blocked", `refused by a bot wall (${wall.name}, status ${answer.status})`);
  const fixed = STATUS_OUTCOMES[answer.status];
  if (fixed) return done(...fixed);
  if (answer.status >= 500) return done("server-error", `the server failed (${answer.status})`);
  if (answer.status >= 400) return done("client-error", `the server rejects the request (${answer.status})`);
  if (answer.status >= 300) return done("client-error", `a redirect to nowhere (${answer.status})`);
  if (answer.status < 200) return done("server-error", `an answer without meaning (${answer.status})`);

  const login = loginOf(answer, page);
  if (login) return done("login", login);
  const away = redirectedAway(answer);
  if (away) return done("redirected-away", away);
  if (answer.body.length === 0 && essence(contentType) === "") {
    return done("empty", "the page has no content at all");
  }
  if (!answer.accept.some((pattern) => pattern.test(essence(contentType)))) {
    return done("not-html", `not a page but ${essence(contentType) || "data of an unknown kind"}`);
  }
  if (isMarkup(essence(declaredType(answer))) && !isMarkup(contentType)) {
    return done("not-html", `said to be a page, but is ${essence(contentType)}`);
  }
  if (answer.body.length === 0) return done("empty", "the page has no content at all");
  if (page) {
    const hollow = hollowPage(page);
    if (hollow) return done(...hollow);
  }
  return done("ok", `read (${answer.status})`);
}

/** What a failed request ended in. Total, as {@link classify}. */
export function classifyFailure(error: unknown): { outcome: FetchOutcome; detail: string } {
  const named = namedFailure(error);
  return { outcome: named.outcome, detail: named.message };
}

/** The error of this family that a failure of the network, of TLS or of the parser stands for. */
export function namedFailure(error: unknown): NetError {
  if (error instanceof NetError) return error;
  const { code, message, cause } = partsOf(error);
  if (cause instanceof NetError) return cause;
  if (/^(ENOTFOUND|EAI_|ENODATA|ESERVFAIL)/.test(code))
    return new UnreachableError("dns", "the name has no address");
  if (/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|EHOSTDOWN)$/.test(code)) {
    return new UnreachableError("refused-connection", `nothing answers at this address (${code})`);
  }
  if (/before secure TLS connection/.test(message)) {
    return new UnreachableError("tls", "the server broke off while encryption was being set up");
  }
  if (TLS_CODE.test(code)) return new UnreachableError("tls", tlsDetail(code));
  if (/TIMEOUT|^ETIMEDOUT$/.test(code)) return new SlowAnswerError();
  if (code === "UND_ERR_HEADERS_OVERFLOW" || code === "HPE_HEADER_OVERFLOW")
    return new TooLargeError("the answer's header", MAX_HEADER_BYTES);
  if (/^HPE_/.test(code)) return new BrokenAnswerError("what the server sent is not an HTTP answer");
  if (/^Z_|^ERR_(_ERROR|BROTLI|PADDING)/.test(code)) {
    return new UnreachableError("connection-lost", "the compressed body is damaged");
  }
  // Without a code it was not the network: the words of whoever threw it are the only trace.
  const words = code === "" ? message.replace(/\s+/g, " ").trim().slice(0, 120) : "";
  return new UnreachableError(
    "connection-lost",
    `the connection broke before the answer was complete${words === "" ? "" : ` (${words})`}`,
  );
}

export const MAX_HEADER_BYTES = 32 * 1024;

class SlowAnswerError extends NetError {
  override readonly name = "SlowAnswerError";
  readonly outcome = "timeout";

  constructor() {
    super("the server did not answer in time");
  }
}

const TLS_CODE =
  /^(ERR_TLS_|ERR_SSL_|CERT_|EPROTO$|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|CRL_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH)/;

function tlsDetail(code: string): string {
  if (code === "CERT_HAS_EXPIRED") return "the certificate has expired";
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") return "the certificate is for another host name";
  if (/SELF_SIGNED/.test(code)) return "the certificate is not signed by a known authority";
  if (/^UNABLE_TO_/.test(code)) return "the certificate's chain is not complete";
  return `no encrypted connection could be made (${code})`;
}

function partsOf(error: unknown): { code: string; message: string; cause: unknown } {
  if (!isNativeError(error)) return { code: "", message: "", cause: undefined };
  const own = "code" in error && typeof error.code === "string" ? error.code : "";
  const cause = error.cause;
  const inner = isNativeError(cause) && "code" in cause && typeof cause.code === "string" ? cause.code : "";
  return { code: own || inner, message: error.message, cause };
}

function wallOf(answer: Answer, page: Glance | null): BotWall | undefined {
  const text = page ? textOf(answer.body) : "";
  const host = parseHttp(answer.url)?.hostname ?? "";
  return BOT_WALLS.find((wall) => {
    if (wall.header && !wall.header.value.test(answer.headers[wall.header.name] ?? "")) return false;
    if (wall.host && !wall.host.test(host)) return false;
    if (!wall.title && !wall.body && wall.maxText === undefined) return true;
    if (!page) return false;
    if (wall.maxText !== undefined && page.text.length > wall.maxText) return false;
    if (wall.title && !wall.title.test(page.title)) return false;
    return wall.body ? wall.body.test(text) : true;
  });
}

function loginOf(answer: Answer, page: Glance | null): string | null {
  const from = parseHttp(answer.requestedUrl);
  const to = parseHttp(answer.url);
  if (from && to && answer.redirects.length > 0) {
    if (LOGIN_HOST.test(to.hostname) && to.hostname !== from.hostname) {
      return `leads to a log-in at ${to.hostname}`;
    }
    if (hasLoginSegment(to) && !hasLoginSegment(from)) return "leads to a log-in page";
  }
  // A sign-in that is itself the address asked for is a page: what it says tells what lies behind it.
  if (!from || !to || samePlace(from, to)) return null;
  if (
    page &&
    page.passwordFields > 0 &&
    page.otherFields <= 3 &&
    page.text.length < 600 &&
    page.links <= 10
  ) {
    return "leads to nothing but a log-in form";
  }
  return null;
}

/** The same page after redirects that only change scheme, `www.`, a closing slash or the query (a session id). */
function samePlace(from: URL, to: URL): boolean {
  const path = (url: URL) => url.pathname.replace(/\/+$/, "").toLowerCase();
  return bareHost(from) === bareHost(to) && path(from) === path(to);
}

function hasLoginSegment(url: URL): boolean {
  return url.pathname.split("/").some((segment) => LOGIN_SEGMENT.test(segment));
}

/** A deep address answered with the front page of the same site: the page is gone, and nobody said so. */
function redirectedAway(answer: Answer): string | null {
  const from = parseHttp(answer.requestedUrl);
  const to = parseHttp(answer.url);
  if (!from || !to || answer.redirects.length === 0) return null;
  if (bareHost(from) !== bareHost(to)) return null;
  const deep = from.pathname.split("/").filter((segment) => segment !== "").length > 0;
  const front = to.pathname === "/" && to.search === "";
  return deep && front && !isFrontPath(from.pathname)
    ? "the server leads to its front page instead of this page"
    : null;
}

/** Addresses by which a front page goes besides `/`. */
export function isFrontPath(path: string): boolean {
  return path === "/" || FRONT_PAGE.test(path);
}

const FRONT_PAGE =
  /^\/(en|en-gb|cy|home|homepage|index|default|welcome|main)?(\.\w{2,5})?\/?$|\/(index|default|home)\.\w{2,5}$/i;

function bareHost(url: URL): string {
  return url.hostname.replace(/^www\./, "");
}

function hollowPage(page: Glance): [FetchOutcome, string] | null {
  const headline = [page.title, page.h1]
    .flatMap((line) => [line, ...line.split(TITLE_SEPARATOR)])
    .map((part) => part.trim().toLowerCase().slice(0, 200));
  const says = (wordings: readonly RegExp[]) =>
    headline.some((part) => part !== "" && wordings.some((wording) => wording.test(part)));
  if (says(MISSING_PAGE_TITLES)) return ["soft-404", "says that it was not found, under status 200"];
  if (page.text.length < 3_000 && says(MAINTENANCE_TITLES)) {
    return ["server-error", "says that the site is not working at present, under status 200"];
  }
  const standsFor = DEFAULT_PAGES.find(
    (one) =>
      (one.title === undefined || one.title.test(page.title)) &&
      (one.text === undefined || (page.text.length < 1_500 && one.text.test(page.text))),
  );
  if (standsFor) return ["empty", `shows ${standsFor.name}, not a site`];
  if (page.text.length < 500 && MISSING_PAGE_TEXTS.some((wording) => wording.test(page.text))) {
    return ["soft-404", "says that it was not found, under status 200"];
  }
  const blank = page.text === "" && page.scripts + page.otherContent + page.links + page.otherFields === 0;
  return blank && page.passwordFields === 0 ? ["empty", "the page is blank"] : null;
}

const TITLE_SEPARATOR = /\s+[|–—:»›·•/-]+\s+|:\s+|\s*\|\s*/;

/** The declared type where the bytes do not contradict it; what the bytes are where nothing useful is declared. */
function effectiveType(answer: Answer): string {
  const declared = declaredType(answer);
  const kind = sniff(answer.body);
  const vague =
    /^(|application\/octet-stream|application\/x-unknown|binary\/octet-stream|unknown\/unknown|\*\/\*)$/;
  if (vague.test(essence(declared))) {
    const plain =
      essence(declared) === "" && answer.body.length > 0 && !answer.body.subarray(0, 1024).includes(0);
    return kind ?? (plain ? "text/plain" : essence(declared));
  }
  if (/^text\/|xhtml/.test(essence(declared)) && kind !== null && !isMarkup(kind)) return kind;
  if (essence(declared) === "text/plain" && kind === "text/html" && answer.status >= 400) return kind;
  return declared;
}

/** MIME sniffing as far as it matters here (WHATWG mimesniff, section 7). */
function sniff(body: Uint8Array): string | null {
  const start = Buffer.from(body.subarray(0, 1024)).toString("latin1");
  if (start.startsWith("%PDF-")) return "application/pdf";
  if (start.startsWith("PK\x03\x04")) return "application/zip";
  if (start.startsWith("\xD0\xCF\x11\xE0")) return "application/x-ole-storage";
  if (start.startsWith("\x89PNG\r\n")) return "image/png";
  if (start.startsWith("\xFF\xD8\xFF")) return "image/jpeg";
  if (/^GIF8[79]a/.test(start)) return "image/gif";
  if (start.startsWith("\x1F\x8B\x08")) return "application/gzip";
  const text = start.replace(/^(\xEF\xBB\xBF)?\s*/, "").toLowerCase();
  if (/^(<!doctype html|<html|<head|<body|<title|<script|<meta|<h1|<div|<table|<p>|<!--)/.test(text)) {
    return "text/html";
  }
  if (text.startsWith("<?xml")) return /<html/.test(text) ? "application/xhtml+xml" : "application/xml";
  return null;
}

function declaredType(answer: Answer): string {
  return (answer.headers["content-type"] ?? "").trim();
}

/** Asked several times of each answer, and most answers of a site are of one type. */
const essence = remembering((contentType) => {
  const parsed = MIMEType.parse(contentType);
  return parsed ? parsed.essence : (contentType.split(";")[0] ?? "").trim().toLowerCase();
});

function isMarkup(contentType: string): boolean {
  return /^(text\/html|application\/xhtml\+xml)$/.test(essence(contentType));
}

/** Text for recognising wordings, which are ASCII: the right charset is the page reader's business. */
function textOf(body: Uint8Array): string {
  const start = body.subarray(0, BODY_START_BYTES);
  const encoding =
    start[0] === 0xff && start[1] === 0xfe
      ? "utf-16le"
      : start[0] === 0xfe && start[1] === 0xff
        ? "utf-16be"
        : "utf-8";
  return new TextDecoder(encoding).decode(start);
}

/** True for what the reader takes for an HTML page. */
export function isHtml(contentType: string): boolean {
  return isMarkup(contentType);
}

export function htmlText(body: Uint8Array): string {
  return textOf(body);
}
