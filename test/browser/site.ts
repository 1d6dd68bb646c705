import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type BrowserOptions, createBrowser } from "../../src/browser/browser.js";
import { ensureChromium } from "../../src/browser/install.js";
import type { ExamineOptions } from "../../src/browser/types.js";

export type Answer = string | ((request: IncomingMessage, response: ServerResponse) => void);

export interface LoopbackSite {
  origin: string;
  port: number;
  requests: { method: string; url: string; userAgent: string }[];
  /** Adds or replaces a page. */
  put(path: string, answer: Answer): string;
  close(): Promise<void>;
}

/** A site on loopback whose pages a test writes down. */
export async function serveSite(): Promise<LoopbackSite> {
  const pages = new Map<string, Answer>();
  const requests: LoopbackSite["requests"] = [];
  const server = createServer((request, response) => {
    const url = request.url ?? "/";
    requests.push({ method: request.method ?? "", url, userAgent: request.headers["user-agent"] ?? "" });
    const answer = pages.get(url.split("?")[0] ?? "/");
    if (answer === undefined) {
      response.writeHead(404, { "content-type": "text/html" }).end("<title>Not found</title>");
      return;
    }
    if (typeof answer === "function") return answer(request, response);
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    requests,
    put(path, answer) {
      pages.set(path, answer);
      return `http://127.0.0.1:${port}${path}`;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function testBrowser(changes: Partial<BrowserOptions> = {}) {
  return createBrowser({
    executablePath: () => ensureChromium({ log: () => undefined }),
    proxyUrl: null,
    userAgent: "council-audit/test (+https://example.org/council-audit)",
    ...changes,
  });
}

/** Everything on 127.0.0.1 is the council's own; `localhost` is somebody else. */
export function sampled(changes: Partial<ExamineOptions> = {}): ExamineOptions {
  return {
    sampledAs: "key-page",
    isOwn: (url) => new URL(url).hostname === "127.0.0.1",
    registrableDomain: "127.0.0.1",
    ...changes,
  };
}

/** A page without any fault that axe knows of, around what the test is about. */
export function document(body: string, head = ""): string {
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Example Council</title>
<meta name="viewport" content="width=device-width, initial-scale=1">${head}</head>
<body><header><p>Example Council</p></header><main><h1>Services</h1>${body}</main></body></html>`;
}
