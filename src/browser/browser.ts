import PQueue from "p-queue";
import type {
  BrowserContext,
  BrowserContextOptions,
  CDPSession,
  Browser as Chromium,
  Page,
} from "playwright";
import { messageOf } from "../errors.js";
import { tool } from "../project.js";
import type { FetchOutcome } from "../snapshot/types.js";
import { parseHttp } from "../snapshot/url.js";
import { botWall, describe } from "./bot-wall.js";
import { ENGINE } from "./engine.js";
import { DESKTOP, examine, setWidth, unexamined } from "./examine.js";
import { UNATTENDED } from "./flags.js";
import { sendNothing, serialise, tellWhatIsDue } from "./in-page.js";
import { type LoadLimits, load, readOnly } from "./load.js";
import type { Browser, RenderedPage } from "./types.js";
import { keepAxeReady, standingAlone, World } from "./world.js";

export interface BrowserOptions {
  /** Program to run; a function is asked only when the first page is wanted, so that it may be installed then. */
  executablePath: string | (() => Promise<string>);
  /** The guarded proxy that all traffic goes through; null only in tests, for going straight. */
  proxyUrl: string | null | (() => Promise<string>);
  /** Names the tool, with an address for questions; put after the browser's own. Default: name and version. */
  userAgent?: string;
  /** Verify no certificates at all. Default false. */
  ignoreHttpsErrors?: boolean;
  /** Sites, by host, on whose pages certificates are not verified (the hosts of `--resolve`). */
  ignoreHttpsErrorsFor?(host: string): boolean;
  /** Pages open at once. Default 2. */
  concurrency?: number;
  /** Pages after which a profile is thrown away, so that memory stays bounded. Default 40. */
  pagesPerProfile?: number;
  /** Longest that one page may take in all. Default 60 s. */
  pageTimeoutMs?: number;
  limits?: Partial<LoadLimits>;
  /** Largest document kept, in characters. Default 5 million. */
  maxHtmlLength?: number;
  now?(): Date;
  /** Told when the browser had to be started again and the like. */
  log?(line: string): void;
}

/** What the pool has done so far. */
export interface BrowserStats {
  pages: number;
  launches: number;
  /** Forms and requests that would have sent something and were stopped on their way out. */
  stoppedWrites: number;
  crashes: number;
}

const LIMITS: LoadLimits = { navigationMs: 30_000, loadMs: 10_000, quietMs: 150, settleMs: 2_500 };

/** What Chromium is told besides what Playwright tells it: nothing may leave it but through the proxy. */
const FLAGS = [
  ...UNATTENDED,
  "--disable-quic",
  "--disable-extensions",
  // Chromium's own calls home (updates, sign-in) are led to a port where nobody listens: an auditor visits one site.
  "--component-updater=disable-pings,url-source=http://127.0.0.1:9/",
  "--gaia-url=http://127.0.0.1:9",
  "--mute-audio",
  "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
  // Where Chromium lets them, frames share their page's process: one guard then sees the traffic of all, in less
  // memory. Nothing secret is ever in these profiles; the sandbox around the process stays.
  "--disable-site-isolation-trials",
];

/** The page or its browser died; `whole` when others died with it through no fault of theirs. */
class CrashError extends Error {
  override readonly name = "CrashError";
  constructor(readonly whole: boolean) {
    super(whole ? "the browser crashed" : "the page crashed its browser tab");
  }
}

class PageTimeoutError extends Error {
  override readonly name = "PageTimeoutError";
}

interface Tab {
  page: Page;
  session: CDPSession;
  /** Tabs that only render need no axe-core. */
  withAxe?: Promise<void>;
}

/** A fresh profile for one site, and its open tabs: pages of a site share its cache. */
interface Profile {
  site: string;
  chromium: Chromium;
  context: Promise<BrowserContext>;
  free: Tab[];
  active: number;
  uses: number;
}

export interface ChromiumBrowser extends Browser {
  stats(): BrowserStats;
  /** Process id of the running Chromium; null before the first page and where it is not known. */
  processId(): Promise<number | null>;
}

export function createBrowser(options: BrowserOptions): ChromiumBrowser {
  return new Pool(options);
}

class Pool implements ChromiumBrowser {
  readonly engineVersion = ENGINE.engineVersion;
  private readonly queue: PQueue;
  private readonly limits: LoadLimits;
  private readonly profiles = new Map<string, Profile>();
  private readonly closing = new Set<Promise<unknown>>();
  private readonly counts: BrowserStats = { pages: 0, launches: 0, stoppedWrites: 0, crashes: 0 };
  private launching: Promise<{ chromium: Chromium; userAgent: string }> | null = null;
  private closed = false;

  constructor(private readonly options: BrowserOptions) {
    this.queue = new PQueue({ concurrency: options.concurrency ?? 2 });
    this.limits = { ...LIMITS, ...options.limits };
  }

  readonly stats = (): BrowserStats => ({ ...this.counts });

  readonly processId = async (): Promise<number | null> => {
    const launched = await this.launching;
    if (!launched) return null;
    const session = await launched.chromium.newBrowserCDPSession();
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    await session.detach();
    return processInfo.find(({ type }) => type === "browser")?.id ?? null;
  };

  readonly render: Browser["render"] = (url) =>
    this.withTab(
      url,
      (tab) => this.renderIn(tab, url),
      (outcome, detail) => ({ outcome, detail, url, status: null, html: "", retrievedAt: this.timestamp() }),
    );

  readonly examine: Browser["examine"] = (url, wanted) =>
    this.withTab(
      url,
      async (tab) => {
        tab.withAxe ??= keepAxeReady(tab.session);
        await tab.withAxe;
        return examine(tab.page, tab.session, url, wanted, this.limits, this.now);
      },
      (outcome, detail) => unexamined(url, wanted, { outcome, detail }, this.now),
    );

  readonly close = async (): Promise<void> => {
    this.closed = true;
    this.queue.clear();
    const launched = await this.launching?.catch(() => null);
    this.launching = null;
    this.profiles.clear();
    await within(5_000, launched?.chromium.close() ?? Promise.resolve()).catch(() => undefined);
    await this.queue.onIdle();
  };

  private async renderIn({ page, session }: Tab, url: string): Promise<RenderedPage> {
    await setWidth(session, DESKTOP);
    const { outcome, detail, status, url: finalUrl } = await load(page, url, this.limits);
    const base = { status, url: finalUrl || url, html: "", retrievedAt: this.timestamp() };
    if (outcome !== "ok") return { ...base, outcome, detail };
    const world = new World(session);
    const main = await world.mainFrame();
    const wall = botWall(await world.call(main, describe, null));
    if (wall) return { ...base, outcome: "blocked", detail: wall };
    const html = await world.call(main, serialise, null);
    if (html.length > (this.options.maxHtmlLength ?? 5_000_000)) {
      return { ...base, outcome: "too-large", detail: `the rendered page has ${html.length} characters` };
    }
    return { ...base, outcome: "ok", detail: "", html };
  }

  /** Runs a job in a tab of the site's profile; what goes wrong with the page becomes its outcome, never an exception. */
  private withTab<Result extends { outcome: FetchOutcome }>(
    url: string,
    job: (tab: Tab) => Promise<Result>,
    fail: (outcome: "timeout" | "connection-lost" | "client-error", detail: string) => Result,
  ): Promise<Result> {
    const address = parseHttp(url);
    if (!address) return Promise.resolve(fail("client-error", "not a web address"));
    return this.queue.add(async () => {
      this.counts.pages++;
      for (let attempt = 1; ; attempt++) {
        // No browser at all is nobody's page's fault, and the one thing thrown to the caller.
        if (this.closed) return fail("connection-lost", "the audit was stopped");
        await this.running();
        try {
          return await this.attempt(address, job);
        } catch (error) {
          if (this.closed) return fail("connection-lost", "the audit was stopped");
          if (error instanceof PageTimeoutError) return fail("timeout", error.message);
          // A page that moves on while it is read, or that another page's crash took along, gets a second chance.
          if (attempt === 1 && isPassing(error)) continue;
          if (error instanceof CrashError) return fail("connection-lost", error.message);
          if (isPassing(error)) return fail("timeout", "the page kept changing its address");
          // Whatever a page makes the engine or the browser trip over is that page's own matter.
          return fail("connection-lost", `the page could not be examined (${firstLine(error)})`);
        }
      }
    });
  }

  private async attempt<Result extends { outcome: FetchOutcome }>(
    address: URL,
    job: (tab: Tab) => Promise<Result>,
  ): Promise<Result> {
    const profile = await this.profileFor(address);
    let tab: Tab | null = null;
    let healthy = false;
    const guard = new Guard(this.options.pageTimeoutMs ?? 60_000);
    try {
      tab = profile.free.pop() ?? (await guard.race(profile.chromium, null, this.openTab(profile)));
      const result = await guard.race(profile.chromium, tab.page, job(tab));
      // A tab that ran out of time may still be busy: the next page gets a new one.
      healthy = result.outcome !== "timeout";
      return result;
    } catch (error) {
      if (error instanceof CrashError) this.crashed(profile, error);
      throw error;
    } finally {
      guard.done();
      profile.active--;
      if (tab && healthy) profile.free.push(tab);
      else if (tab) this.letGo(discard(tab));
      this.retireIfSpent(profile);
    }
  }

  private crashed(profile: Profile, error: CrashError): void {
    this.counts.crashes++;
    if (!error.whole) return;
    // Whoever asks next starts a new browser; only the first to notice clears the old one away.
    if (this.profiles.get(profile.site) === profile) this.profiles.clear();
    this.launching =
      this.launching?.then((now) => (now.chromium === profile.chromium ? this.launch() : now)) ?? null;
    this.options.log?.("The browser crashed and is started again.");
  }

  private running(): Promise<{ chromium: Chromium; userAgent: string }> {
    if (this.closed) return Promise.reject(new Error("the browser has been closed"));
    this.launching ??= this.launch();
    return this.launching.catch((error) => {
      this.launching = null;
      throw error;
    });
  }

  /** The site's profile, counted as in use; {@link attempt} gives it back. */
  private async profileFor(address: URL): Promise<Profile> {
    const site = address.host.replace(/^www\./, "");
    const { chromium: running, userAgent } = await this.running();
    const known = this.profiles.get(site);
    // Counted as in use before anything is awaited: another site's job must not take it for idle and retire it.
    if (known && known.chromium === running) {
      known.active++;
      known.uses++;
      return known;
    }

    for (const profile of this.profiles.values()) if (profile.active === 0) this.retire(profile);
    const profile: Profile = {
      site,
      chromium: running,
      context: newContext(running, {
        userAgent,
        viewport: { ...DESKTOP },
        locale: "en-GB",
        timezoneId: "Europe/London",
        reducedMotion: "reduce",
        serviceWorkers: "block",
        acceptDownloads: false,
        permissions: [],
        ignoreHTTPSErrors:
          this.options.ignoreHttpsErrors || (this.options.ignoreHttpsErrorsFor?.(address.hostname) ?? false),
      }),
      free: [],
      active: 1,
      uses: 1,
    };
    profile.context.catch(() => undefined);
    this.profiles.set(site, profile);
    return profile;
  }

  private async openTab(profile: Profile): Promise<Tab> {
    const context = await profile.context;
    const page = await context.newPage();
    page.on("popup", (popup) => this.letGo(popup.close()));
    const session = await context.newCDPSession(page);
    await session.send("DOM.enable");
    await session.send("Page.enable");
    await readOnly(session, () => {
      this.counts.stoppedWrites++;
    });
    return { page, session };
  }

  private retireIfSpent(profile: Profile): void {
    if (profile.uses >= (this.options.pagesPerProfile ?? 40) && this.profiles.get(profile.site) === profile) {
      this.profiles.delete(profile.site);
    }
    if (profile.active === 0 && this.profiles.get(profile.site) !== profile) this.retire(profile);
  }

  private retire(profile: Profile): void {
    if (this.profiles.get(profile.site) === profile) this.profiles.delete(profile.site);
    this.letGo(profile.context.then((context) => context.close()));
  }

  /** Closes in the background: a page that hangs must not hold up the next. */
  private letGo(closing: Promise<unknown>): void {
    const bounded = within(10_000, closing)
      .catch(() => undefined)
      .finally(() => this.closing.delete(bounded));
    this.closing.add(bounded);
  }

  private async launch(): Promise<{ chromium: Chromium; userAgent: string }> {
    const { proxyUrl } = this.options;
    const proxy = typeof proxyUrl === "function" ? await proxyUrl() : proxyUrl;
    const wished = this.options.executablePath;
    const executablePath = typeof wished === "function" ? await wished() : wished;
    // Not before it is needed: it takes most of the time in which a command starts.
    const { chromium } = await import("playwright");
    const start = (sandbox: boolean) =>
      chromium.launch({
        executablePath,
        args: proxy ? [...FLAGS, `--proxy-server=${proxy}`, "--proxy-bypass-list=<-loopback>"] : FLAGS,
        // Chromium refuses to run as root inside its sandbox.
        chromiumSandbox: sandbox,
        handleSIGINT: false,
        handleSIGTERM: false,
        handleSIGHUP: false,
        timeout: 60_000,
      });
    const running = await start(process.getuid?.() !== 0).catch((error: unknown) => {
      if (!/sandbox/i.test(String(error)) || process.getuid?.() === 0) throw error;
      this.options.log?.("This machine does not let Chromium have its sandbox; running without it.");
      return start(false);
    });
    this.counts.launches++;
    const session = await running.newBrowserCDPSession();
    const { userAgent } = await session.send("Browser.getVersion");
    await session.detach();
    return {
      chromium: running,
      userAgent: `${userAgent} ${this.options.userAgent ?? `${tool.name}/${tool.version}`}`,
    };
  }

  private readonly now = (): Date => this.options.now?.() ?? new Date();

  private timestamp(): string {
    return this.now().toISOString();
  }
}

async function newContext(running: Chromium, options: BrowserContextOptions): Promise<BrowserContext> {
  const context = await running.newContext(options);
  const first = [sendNothing, tellWhatIsDue].map((run) => `(${String(run)})();`).join(" ");
  await context.addInitScript({ content: `{ ${standingAlone(first)} }` });
  return context;
}

/** Ends a job early when its page or browser dies, or its time is up. */
class Guard {
  private readonly undo: (() => void)[] = [];
  private readonly deadline: number;

  constructor(private readonly timeoutMs: number) {
    this.deadline = performance.now() + timeoutMs;
  }

  async race<T>(running: Chromium, page: Page | null, job: Promise<T>): Promise<T> {
    const ended = new Promise<never>((_, reject) => {
      const timer = setTimeout(
        () =>
          reject(new PageTimeoutError(`the page was not done after ${Math.round(this.timeoutMs / 1000)} s`)),
        Math.max(0, this.deadline - performance.now()),
      );
      const crash = () => reject(new CrashError(false));
      const gone = () => reject(new CrashError(true));
      page?.on("crash", crash);
      running.on("disconnected", gone);
      this.undo.push(() => {
        clearTimeout(timer);
        page?.off("crash", crash);
        running.off("disconnected", gone);
      });
      if (!running.isConnected()) gone();
    });
    job.catch(() => undefined);
    ended.catch(() => undefined);
    try {
      return await Promise.race([job, ended]);
    } catch (error) {
      // Playwright's own words for it may come first.
      if (!running.isConnected()) throw new CrashError(true);
      if (/page crashed|target crashed/i.test(String(error))) throw new CrashError(false);
      throw error;
    }
  }

  done(): void {
    for (const undo of this.undo) undo();
  }
}

/** Closes a tab whose scripts may never end by themselves. */
async function discard({ page, session }: Tab): Promise<void> {
  await within(1_000, session.send("Runtime.terminateExecution")).catch(() => undefined);
  await page.close();
}

/** True for faults of the moment, which a second attempt may not meet. */
function isPassing(error: unknown): boolean {
  if (error instanceof CrashError) return error.whole;
  return /context was destroyed|cannot find context|uniqueContextId not found|frame was detached|has been closed|interrupted by another navigation|target closed|no frame (for|with) given id|Frame with the given id/i.test(
    String(error),
  );
}

function firstLine(error: unknown): string {
  return messageOf(error).split("\n")[0]?.slice(0, 160) ?? "";
}

function within<T>(timeoutMs: number, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`not done after ${timeoutMs} ms`)), timeoutMs);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
