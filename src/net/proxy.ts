import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { AddressGuard } from "./address-guard.js";
import { MAX_HEADER_BYTES, namedFailure } from "./classify.js";
import type { NetOptions, ProxyRefusal } from "./types.js";

export interface GuardedProxy {
  url: string;
  /** What was not let through, and why. */
  refusals(): readonly ProxyRefusal[];
  close(): Promise<void>;
}

type Counter = (bytes: number, requests: number) => void;

/** A tunnel carries all requests of a page to one host, so it may hold more than one body. */
const TUNNEL_BODIES = 16;
/** Longest life of a tunnel, in request times. */
const TUNNEL_TIMES = 10;
const MAX_REFUSALS_KEPT = 500;
const HOP_BY_HOP = /^(connection|proxy-.*|keep-alive|te|trailer|transfer-encoding|upgrade)$/i;

/**
 * A forward proxy on loopback for the browser: the same look-up, refusals and resolve rules as for the fetcher.
 * Plain HTTP by GET and HEAD in absolute form; TLS by CONNECT to web ports, not looked into.
 */
export async function startProxy(
  guard: AddressGuard,
  options: Pick<NetOptions, "timeoutMs" | "maxBytes">,
  counted: Counter,
): Promise<GuardedProxy> {
  const refusals: ProxyRefusal[] = [];
  const sockets = new Set<Duplex>();
  const track = <S extends Duplex>(socket: S): S => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    return socket;
  };
  const refuse = (target: string, why: string) => {
    if (refusals.length < MAX_REFUSALS_KEPT) refusals.push({ target: target.slice(0, 300), why });
  };

  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES }, (asked, answer) => {
    forward(asked, answer).catch((error: unknown) => {
      const failure = namedFailure(error);
      refuse(asked.url ?? "", failure.message);
      say(answer, failure.outcome === "refused-address" ? 403 : 502, failure.message);
    });
  });
  server.requestTimeout = options.timeoutMs;
  server.on("connection", track);
  server.on("clientError", (_error, socket) => socket.destroy());
  server.on("connect", (asked, client, head) => {
    tunnel(asked, track(client), head).catch((error: unknown) => {
      const failure = namedFailure(error);
      refuse(asked.url ?? "", failure.message);
      sayTunnel(client, failure.outcome === "refused-address" ? "403 Forbidden" : "502 Bad Gateway");
    });
  });
  // Whatever is not a request for a page (WebSocket without TLS and the like) is not served.
  server.on("upgrade", (asked, socket) => {
    refuse(asked.url ?? "", "only pages are fetched");
    socket.destroy();
  });

  const forward = async (asked: IncomingMessage, answer: ServerResponse): Promise<void> => {
    const target = asked.url ?? "";
    if (asked.method !== "GET" && asked.method !== "HEAD") {
      refuse(target, `${asked.method} is never sent to an audited site`);
      return say(answer, 403, "only GET and HEAD are let through");
    }
    const url = URL.canParse(target) ? new URL(target) : null;
    if (url?.protocol !== "http:") {
      refuse(target, "not an absolute http address");
      return say(answer, 403, "only absolute http addresses are let through");
    }
    counted(0, 1);
    const socket = track(await guard.open(url.hostname, Number(url.port) || 80));
    const upstream = request({
      createConnection: () => socket,
      method: asked.method,
      path: `${url.pathname}${url.search}`,
      headers: { ...withoutHopByHop(asked.headers), host: url.host, connection: "close" },
      maxHeaderSize: MAX_HEADER_BYTES,
      signal: AbortSignal.timeout(options.timeoutMs),
    });
    answer.once("close", () => socket.destroy());
    await new Promise<void>((resolve, reject) => {
      upstream.once("error", reject);
      upstream.once("response", (response) => {
        let bytes = 0;
        answer.writeHead(response.statusCode ?? 502, withoutHopByHop(response.headers));
        response.on("data", (chunk: Buffer) => {
          bytes += chunk.length;
          counted(chunk.length, 0);
          if (bytes > options.maxBytes) {
            refuse(target, "the answer is larger than the limit");
            answer.destroy();
          }
        });
        response.once("error", () => answer.destroy());
        response.once("aborted", () => answer.destroy());
        response.once("close", resolve);
        response.pipe(answer);
      });
      upstream.end();
    });
  };

  const tunnel = async (asked: IncomingMessage, client: Duplex, head: Buffer): Promise<void> => {
    const target = asked.url ?? "";
    // Parsed as a URL so that every spelling of an address (decimal, octal, hexadecimal) is judged as what it is.
    const url = URL.canParse(`http://${target}/`) ? new URL(`http://${target}/`) : null;
    const port = Number(/:(\d{1,5})$/.exec(target)?.[1] ?? 0);
    if (!url || port === 0) {
      refuse(target, "not HOST:PORT");
      return sayTunnel(client, "400 Bad Request");
    }
    const rule = guard.ruleFor(url.hostname);
    if (port !== 80 && port !== 443 && port !== rule?.port) {
      refuse(target, `port ${port} is not one that websites use`);
      return sayTunnel(client, "403 Forbidden");
    }
    counted(0, 1);
    const upstream = track(await guard.open(url.hostname, port));
    if (client.destroyed) {
      upstream.destroy();
      return;
    }
    client.write("HTTP/1.1 200 Connection established\r\n\r\n");
    if (head.length > 0) upstream.write(head);
    join(client, upstream, target);
  };

  const join = (client: Duplex, upstream: Socket, target: string): void => {
    const end = () => {
      clearTimeout(life);
      client.destroy();
      upstream.destroy();
    };
    const life = setTimeout(() => {
      refuse(target, "the connection stayed open too long");
      end();
    }, options.timeoutMs * TUNNEL_TIMES);
    upstream.setTimeout(options.timeoutMs * 2, end);
    let bytes = 0;
    upstream.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      counted(chunk.length, 0);
      if (bytes > options.maxBytes * TUNNEL_BODIES) {
        refuse(target, "the connection carried more than the limit");
        end();
      }
    });
    upstream.once("close", end);
    client.once("close", end);
    client.pipe(upstream);
    upstream.pipe(client);
  };

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    refusals: () => refusals,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function withoutHopByHop<V>(headers: Record<string, V>): Record<string, V> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.test(name)));
}

function say(answer: ServerResponse, status: number, why: string): void {
  if (answer.headersSent) {
    answer.destroy();
    return;
  }
  answer.writeHead(status, { "content-type": "text/plain; charset=utf-8", connection: "close" });
  answer.end(`council-audit: ${why}\n`);
}

function sayTunnel(client: Duplex, status: string): void {
  if (client.destroyed) return;
  client.end(`HTTP/1.1 ${status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`);
}
