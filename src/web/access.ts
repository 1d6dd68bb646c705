import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import ipaddr from "ipaddr.js";

/** Who asks for an audit to be started, as far as the server can see. */
export interface Asker {
  /** Of the connection itself, not what a header says of it. */
  remoteAddress: string | undefined;
  /** Such as `1.1`. */
  httpVersion: string;
  headers: IncomingHttpHeaders;
  /** What was given as the token, in the form or as `Authorization: Bearer …`; null when nothing was. */
  token: string | null;
}

export type Admission = { admitted: true } | { admitted: false; status: 401 | 403; why: string };

/** Set by proxies: whoever is behind one sits at another machine, though the connection comes from this one. */
const FORWARDED = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"] as const;

/**
 * Who may start audits: people at this machine, and whoever gives the token. Reading is open to all who reach the
 * server. Nothing is kept in cookies, so no other site's page can act in a reader's name; one that reader has open at
 * this machine is turned away by what browsers say of a request's origin (Fetch Metadata, RFC 6454 §7).
 */
export class Access {
  private readonly token: Buffer | null;

  /** @param token of COUNCIL_AUDIT_TOKEN; null when only this machine may start audits. */
  constructor(token: string | null) {
    this.token = token === null ? null : digest(token);
  }

  /** Whether the form has to ask for a token. */
  asksForToken(asker: Omit<Asker, "token">): boolean {
    return this.token !== null && !isLocal(asker);
  }

  decide(asker: Asker): Admission {
    if (asker.token !== null) {
      if (this.token !== null && timingSafeEqual(digest(asker.token), this.token)) return { admitted: true };
      return { admitted: false, status: 401, why: "That is not this server's token." };
    }
    if (!isLocal(asker)) {
      return this.token === null
        ? {
            admitted: false,
            status: 403,
            why: "Audits can be started only from the machine this server runs on: it was started without COUNCIL_AUDIT_TOKEN.",
          }
        : { admitted: false, status: 401, why: "Starting an audit from another machine takes the token." };
    }
    return isOwnPage(asker.headers)
      ? { admitted: true }
      : {
          admitted: false,
          status: 403,
          why: "An audit can be started only from this server's own pages, not from another site's.",
        };
  }
}

/** The token of a header such as `Bearer 5f2c…` (RFC 6750 §2.1). */
export function bearerToken(header: string | undefined): string | null {
  return /^Bearer +(\S+)\s*$/i.exec(header ?? "")?.[1] ?? null;
}

function isLocal({ remoteAddress, httpVersion, headers }: Omit<Asker, "token">): boolean {
  // A proxy that was told nothing (nginx before 1.29.7) adds no header and calls us by our own name, but speaks HTTP/1.0.
  if (httpVersion === "1.0" || FORWARDED.some((name) => headers[name] !== undefined)) return false;
  // A name that somebody else's DNS leads to this machine is not this machine's name.
  return isLoopback(remoteAddress ?? "") && isLoopbackName(hostnameOf(headers.host));
}

function isLoopback(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === "loopback";
}

function isLoopbackName(name: string): boolean {
  return name === "localhost" || name.endsWith(".localhost") || isLoopback(name.replace(/^\[|\]$/g, ""));
}

function hostnameOf(host: string | undefined): string {
  return host !== undefined && URL.canParse(`http://${host}/`) ? new URL(`http://${host}/`).hostname : "";
}

/** Browsers say which page a request comes from; programs say nothing, and are nobody's reader. */
function isOwnPage(headers: IncomingHttpHeaders): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") return false;
  const { origin } = headers;
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === headers.host);
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
