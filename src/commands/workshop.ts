import { createBrowser } from "../browser/browser.js";
import { ensureChromium } from "../browser/install.js";
import type { Browser } from "../browser/types.js";
import { createNet } from "../net/net.js";
import { ResolveRules } from "../net/resolve-rule.js";
import type { Net, NetOptions } from "../net/types.js";
import { defaultUserAgent } from "../net/user-agent.js";

/** What visiting sites takes: one guarded network, and a browser behind its proxy. */
export interface Workshop {
  net: Net;
  browser: Browser | null;
  close(): Promise<void>;
}

export interface WorkshopOptions {
  net: Partial<NetOptions>;
  /** Whether to examine pages in Chromium; it is found, or installed, here. */
  browser: boolean;
  /** Pages open at once. */
  browserConcurrency: number;
  environment: NodeJS.ProcessEnv;
  log(line: string): void;
}

/** @throws ChromiumMissingError when a browser is wanted and none can be had. */
export async function openWorkshop(options: WorkshopOptions): Promise<Workshop> {
  const executablePath = options.browser
    ? await ensureChromium({ env: options.environment, log: options.log })
    : null;
  const net = createNet(options.net);
  if (executablePath === null) return { net, browser: null, close: () => net.close() };
  const proxy = await net.proxy();
  const rules = new ResolveRules(options.net.resolve ?? []);
  const browser = createBrowser({
    executablePath,
    proxyUrl: proxy.url,
    concurrency: options.browserConcurrency,
    userAgent: options.net.userAgent ?? defaultUserAgent(),
    // Only on the sites that --resolve names; everywhere else Chromium verifies certificates as ever.
    ignoreHttpsErrorsFor: (host) => rules.for(host) !== null,
    log: options.log,
  });
  return {
    net,
    browser,
    close: async () => {
      await browser.close();
      await proxy.close();
      await net.close();
    },
  };
}
