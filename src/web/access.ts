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

/** What proxies add: whoever is behind one sits at another machine, though the connection comes from this one. */
const FORWARDED =
  /^(forwarded|via|x-forwarded.*|x-real-ip|x-client-ip|x-cluster-client-ip|true-client-ip|cf-connecting-ip)$/;
/** Names by which this machine calls itself; whatever else stands in a Host header is somebody's invention. */
const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(:\d+)?$/i;

/**
 * Who may start audits: with a token whoever gives it; without one people at this machine. Reading is open to all who
 * reach the server. Nothing is kept in cookies, so no other site's page can act in a reader's name; one that a reader
 * has open at this machine is turned away by what browsers say of a request's origin (Fetch Metadata, RFC 6454 §7).
 */
export class Access {
  private readonly token: Buffer | null;

  /** @param token of COUNCIL_AUDIT_TOKEN; null when only this machine may start audits. */
  constructor(token: string | null) {
    this.token = token === null ? null : digest(token);
  }

  /** Whether the form has to ask for a token. */
  get asksForToken(): boolean {
    return this.token !== null;
  }

  decide(asker: Asker): Admission {
    if (this.token !== null) {
      if (asker.token === null)
        return { admitted: false, status: 401, why: "Starting or stopping an audit here takes the token." };
      return timingSafeEqual(digest(asker.token), this.token)
        ? { admitted: true }
        : { admitted: false, status: 401, why: "That is not this server’s token." };
    }
    if (!isLocal(asker)) {
      return {
        admitted: false,
        status: 403,
        why: "Audits can be started only from the machine this server runs on: it was started without COUNCIL_AUDIT_TOKEN.",
      };
    }
    return isOwnPage(asker.headers)
      ? { admitted: true }
      : {
          admitted: false,
          status: 403,
          why: "An audit can be started only from this server’s own pages, not from another site’s.",
        };
  }
}

/** The token of a header such as `Bearer 5f2c…` (RFC 6750 §2.1). */
export function bearerToken(header: string | undefined): string | null {
  return /^Bearer +(\S+)\s*$/i.exec(header ?? "")?.[1] ?? null;
}

function isLocal({ remoteAddress, httpVersion, headers }: Asker): boolean {
  // A proxy that was told nothing (nginx before 1.29.7) adds no header and calls us by our own name, but speaks HTTP/1.0.
  if (httpVersion === "1.0" || Object.keys(headers).some((name) => FORWARDED.test(name))) return false;
  // A name that somebody else's DNS leads to this machine is not this machine's name.
  return isLoopback(remoteAddress ?? "") && isLoopbackName(HOST.exec(headers.host ?? "")?.[1] ?? "");
}

function isLoopback(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === "loopback";
}

function isLoopbackName(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/g, "");
  return name === "localhost" || name.endsWith(".localhost") || isLoopback(name);
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
