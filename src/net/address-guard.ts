import type { LookupAddress } from "node:dns";
import { lookup as systemLookup } from "node:dns/promises";
import { isIP, type Socket, connect as tcpConnect } from "node:net";
import ipaddr from "ipaddr.js";
import { buildConnector } from "undici";
import { NetError, RefusedAddressError, UnreachableError } from "./errors.js";
import { ResolveRules } from "./resolve-rule.js";
import type { NetOptions, ResolveRule } from "./types.js";

/** Asks for all addresses of a name. Given from outside so that tests can answer for a hostile name server. */
export type Lookup = (host: string) => Promise<LookupAddress[]>;

/** Where a host is really reached. */
export interface Route {
  addresses: string[];
  port: number;
  /** False for hosts named by a resolve rule: their certificates belong to somebody else. */
  verifyCertificate: boolean;
}

/** Cloud platforms answer secrets at these to whoever asks from inside; refused even with `--allow-private`. */
const METADATA_ADDRESSES: ReadonlySet<string> = new Set([
  "169.254.169.254", // AWS, Azure, Google, OpenStack
  "169.254.170.2", // AWS containers
  "100.100.100.200", // Alibaba
  "192.0.0.192", // Oracle
  "168.63.129.16", // Azure's host agent, on an address that looks public
  "fd00:ec2::254", // AWS over IPv6
  "fd20:ce::254", // Google over IPv6
]);

const PRIVATE_RANGES: Record<string, string> = {
  private: "a private network's",
  loopback: "this machine's own (loopback)",
  linkLocal: "link-local",
  uniqueLocal: "a private network's (unique-local)",
  carrierGradeNat: "a provider's internal one (carrier-grade NAT)",
};

/**
 * Why an address must not be reached, or null when it may be. Everything but plain public unicast is refused
 * (IANA special-purpose registries, RFC 6890); IPv4 inside IPv6 (mapped, NAT64, 6to4) is judged by the IPv4 address.
 */
export function refusal(address: string, allowPrivate: boolean): string | null {
  const bare = address.replace(/^\[|\]$/g, "").replace(/%.*$/, "");
  if (!ipaddr.isValid(bare)) return "not an address that can be checked";
  const parsed = ipaddr.process(bare);
  if (METADATA_ADDRESSES.has(parsed.toString())) return "a cloud platform's metadata service";
  const range = parsed.range();
  if (parsed instanceof ipaddr.IPv6) {
    const inner = embeddedIpv4(parsed, range);
    if (inner !== null) return refusal(inner, allowPrivate);
  }
  if (range === "unicast") return null;
  const kind = PRIVATE_RANGES[range];
  if (kind === undefined) return `not on the public internet (${range})`;
  return allowPrivate ? null : kind;
}

function embeddedIpv4(address: ipaddr.IPv6, range: string): string | null {
  const bytes = address.toByteArray();
  if (range === "rfc6052") return bytes.slice(12, 16).join(".");
  if (range === "6to4") return bytes.slice(2, 6).join(".");
  // ::a.b.c.d, the mapping that RFC 4291 retired and some systems still follow.
  const compatible =
    bytes.slice(0, 12).every((byte) => byte === 0) && bytes.slice(12, 14).some((b) => b !== 0);
  return compatible ? bytes.slice(12, 16).join(".") : null;
}

/** Opens every connection of an audit, and only to addresses that may be reached. */
export class AddressGuard {
  readonly rules: ResolveRules;

  constructor(
    private readonly options: Pick<NetOptions, "resolve" | "allowPrivate" | "timeoutMs">,
    private readonly lookup: Lookup = (host) => systemLookup(host, { all: true, verbatim: true }),
  ) {
    this.rules = new ResolveRules(options.resolve);
  }

  ruleFor(host: string): ResolveRule | null {
    return this.rules.for(unbracket(host));
  }

  /**
   * Resolves a host once; the caller connects to the addresses given here and to no others, so that a name server
   * cannot answer a public address to the check and a private one to the connection (DNS rebinding).
   * Throws {@link RefusedAddressError} when any address of the answer is refused, {@link UnreachableError} without one.
   */
  async route(hostname: string, port: number): Promise<Route> {
    const host = unbracket(hostname);
    const rule = this.rules.for(host);
    if (rule) return { addresses: [rule.address], port: rule.port, verifyCertificate: false };
    const addresses = isIP(host) ? [host] : await this.addressesOf(host);
    for (const address of addresses) {
      const kind = refusal(address, this.options.allowPrivate);
      if (kind !== null) throw new RefusedAddressError(host, address, kind);
    }
    return { addresses, port, verifyCertificate: true };
  }

  /** For undici: plain and TLS connections along {@link route}, with the host's own name in SNI. */
  connector(): buildConnector.connector {
    const timeout = this.options.timeoutMs;
    const verified = buildConnector({ timeout, allowH2: false });
    const unverified = buildConnector({ timeout, allowH2: false, rejectUnauthorized: false });
    return (asked, callback) => {
      const host = unbracket(asked.hostname);
      const port = Number(asked.port) || (asked.protocol === "https:" ? 443 : 80);
      const servername = isIP(host) ? undefined : asked.servername || host;
      this.route(host, port)
        .then((route) => {
          const connect = route.verifyCertificate ? verified : unverified;
          const open = (address: string) =>
            new Promise<Socket>((resolve, reject) => {
              const where = { ...asked, hostname: address, port: String(route.port) };
              connect(servername === undefined ? where : { ...where, servername }, (error, socket) =>
                error === null ? resolve(socket) : reject(error),
              );
            });
          return firstThatOpens(route.addresses, open);
        })
        .then(
          (socket) => callback(null, socket),
          (error) => callback(error instanceof Error ? error : new Error(String(error)), null),
        );
    };
  }

  /** A bare TCP connection along {@link route}, for tunnels. */
  async open(hostname: string, port: number): Promise<Socket> {
    const route = await this.route(hostname, port);
    return firstThatOpens(route.addresses, (address) => openTcp(address, route.port, this.options.timeoutMs));
  }

  private async addressesOf(host: string): Promise<string[]> {
    try {
      const answer = await this.lookup(host);
      if (answer.length > 0) return answer.map((one) => one.address);
    } catch (error) {
      if (error instanceof NetError) throw error;
    }
    throw new UnreachableError("dns", `the name ${host} has no address`);
  }
}

/** Hosts with several addresses get a few chances: IPv6 is often announced and not reachable. */
async function firstThatOpens(
  addresses: readonly string[],
  open: (address: string) => Promise<Socket>,
): Promise<Socket> {
  let failure: unknown = new UnreachableError("dns", "the name has no address");
  for (const address of addresses.slice(0, 4)) {
    try {
      return await open(address);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

function openTcp(address: string, port: number, timeoutMs: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = tcpConnect({ host: address, port });
    const fail = (error: Error) => {
      socket.destroy();
      reject(error);
    };
    socket.setTimeout(timeoutMs, () =>
      fail(new UnreachableError("connection-lost", "no connection in time")),
    );
    socket.once("error", fail);
    socket.once("connect", () => {
      socket.setTimeout(0);
      socket.removeListener("error", fail);
      resolve(socket);
    });
  });
}

export function unbracket(host: string): string {
  return host.replace(/^\[|\]$/g, "");
}
