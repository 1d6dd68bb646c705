import { createBrowser } from "../browser/browser.js";
import { ensureChromium } from "../browser/install.js";
import type { Browser } from "../browser/types.js";
import { createNet } from "../net/net.js";
import type { Net, NetOptions } from "../net/types.js";

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
  const browser = createBrowser({
    executablePath,
    proxyUrl: proxy.url,
    concurrency: options.browserConcurrency,
    // Certificates of hosts named by --resolve are not verified; the guarded proxy checks all others are.
    ignoreHttpsErrors: (options.net.resolve ?? []).length > 0,
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
