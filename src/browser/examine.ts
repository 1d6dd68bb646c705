import { createHash } from "node:crypto";
import type { CDPSession, Page, Response } from "playwright";
import { maskContacts, readHtml } from "../crawl/read-page.js";
import type { Examination, RuleResult } from "../snapshot/types.js";
import { botWall, describe } from "./bot-wall.js";
import { criteriaOf, ruleLevel } from "./criteria.js";
import { ENGINE } from "./engine.js";
import {
  type AxeWish,
  type FoundInPage,
  type FoundRule,
  hasChanged,
  nextFrame,
  rests,
  runAxe,
  serialise,
  stickingOut,
  timersRunOut,
  watchChanges,
} from "./in-page.js";
import { type Loaded, type LoadLimits, type Opened, open } from "./load.js";
import type { ExamineOptions } from "./types.js";
import { step, World } from "./world.js";

export const DESKTOP = { width: 1280, height: 1024 } as const;
/** WCAG 1.4.10: content must reflow at a width of 320 CSS pixels. */
export const NARROW = { width: 320, height: 1024 } as const;

const WCAG_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** Rules whose result depends on the width; the others would say the same thing twice. */
const WIDTH_RULES = ["target-size"];
/** Rules about a whole page, which say nothing about a frame in it. */
const PAGE_RULES = ["bypass", "document-title", "html-has-lang", "meta-viewport", "meta-refresh"];
const MAX_NODES = 10;
const MAX_FRAMES = 8;
const MAX_HTML = 300;
const DESKTOP_WISH = wish("tag", [...WCAG_TAGS, "best-practice"]);
const NARROW_WISH = wish("rule", WIDTH_RULES);

type Node = RuleResult["nodes"][number];

/** One page: all rules at 1280 px, those that depend on the width again at 320 px, and the frames a visitor sees. */
export async function examine(
  page: Page,
  session: CDPSession,
  url: string,
  options: ExamineOptions,
  limits: LoadLimits,
  now: () => Date,
): Promise<Examination> {
  await setWidth(session, DESKTOP);
  const visit = await open(page, url, limits);
  try {
    // Most pages change no more once they have loaded: they are examined at once, and then asked whether they did.
    const early = visit.opened ? await look(session, visit) : null;
    if (early && (await restsAsSeen(early, visit))) {
      const loaded = visit.present();
      if (loaded.outcome !== "ok") return unexamined(url, options, loaded, now);
      return await judge(page, session, url, loaded, early, options, now);
    }
    const loaded = await visit.settled();
    if (loaded.outcome !== "ok") return unexamined(url, options, loaded, now);
    const usable = early && (await isStillSo(early, visit)) ? early : null;
    return await judge(page, session, url, loaded, usable, options, now);
  } finally {
    visit.leave();
  }
}

/** By the protocol itself: Playwright's way of doing it takes three times as long. */
export async function setWidth(session: CDPSession, size: { width: number; height: number }): Promise<void> {
  await session.send("Emulation.setDeviceMetricsOverride", {
    ...size,
    screenWidth: size.width,
    screenHeight: size.height,
    deviceScaleFactor: 1,
    mobile: false,
  });
}

/** What axe-core found in the main frame, and where to ask it for more. */
interface Look {
  world: World;
  main: string;
  startedAt: number;
  desktop: FoundInPage;
  body: { of: Response | null; sha256: Promise<string> };
}

/** Null when the page went away meanwhile: what it has become is looked at once it is quiet. */
async function look(session: CDPSession, visit: Opened): Promise<Look | null> {
  const world = new World(session);
  try {
    const [main] = await Promise.all([world.prepared(), visit.loaded()]);
    const startedAt = performance.now();
    const { response } = visit.present();
    const body = { of: response, sha256: bodyHash(response) };
    const [, found] = await world.callAll(main, [step(watchChanges, null), step(runAxe, DESKTOP_WISH)]);
    const desktop = found ?? (await world.runAxe(main, DESKTOP_WISH));
    // Its timers stood still meanwhile, and those that have run out are yet to run.
    visit.keptBusySince(startedAt);
    return { world, main, startedAt, desktop, body };
  } catch {
    return null;
  }
}

/** Whether the page is as it was seen and nothing is due in it, so that waiting for quiet would show nothing new. */
async function restsAsSeen({ world, main, startedAt }: Look, visit: Opened): Promise<boolean> {
  const leftMs = visit.quietLeftMs();
  if (leftMs === null || leftMs === 0 || !visit.quietSince(startedAt)) return false;
  try {
    const [resting, changed] = await world.callAll(main, [step(rests, leftMs), step(hasChanged, null)]);
    return resting && !changed && visit.quietSince(startedAt);
  } catch {
    return false;
  }
}

async function isStillSo({ world, main, startedAt }: Look, visit: Opened): Promise<boolean> {
  if (!visit.quietSince(startedAt)) return false;
  try {
    const [, changed] = await world.callAll(main, [step(timersRunOut, null), step(hasChanged, null)]);
    return !changed && visit.quietSince(startedAt);
  } catch {
    return false;
  }
}

async function judge(
  page: Page,
  session: CDPSession,
  url: string,
  loaded: Loaded,
  early: Look | null,
  options: ExamineOptions,
  now: () => Date,
): Promise<Examination> {
  const world = early?.world ?? new World(session);
  const main = early?.main ?? (await world.mainFrame());
  const wall = botWall(await world.call(main, describe, null));
  if (wall) return unexamined(url, options, { ...loaded, outcome: "blocked", detail: wall }, now);

  const results = new Results();
  const desktop = early?.desktop ?? (await world.runAxe(main, DESKTOP_WISH));
  results.add("violations", desktop.violations, null, "");
  results.add("needsReview", desktop.needsReview, null, "");

  const frames = [
    ...(await world.visibleFrames()).map((frame) => ({ ...frame, world })),
    ...(await framesApart(page)),
  ];
  let unreadFrames = Math.max(0, frames.length - MAX_FRAMES);
  for (const frame of frames.slice(0, MAX_FRAMES)) {
    try {
      const found = await frame.world.runAxe(frame.id, wish("tag", WCAG_TAGS, PAGE_RULES));
      results.add("violations", found.violations, frame.url, "");
      results.add("needsReview", found.needsReview, frame.url, "");
    } catch {
      // A third party's frame that goes away or misbehaves never sinks the page.
      unreadFrames++;
    }
  }
  const renderedLinks =
    options.sampledAs === "homepage"
      ? readHtml(await world.call(main, serialise, null), {
          url: loaded.url,
          registrableDomain: options.registrableDomain,
          personal: false,
        }).links
      : null;

  await setWidth(session, NARROW);
  const [, found, outside] = await world.callAll(main, [
    step(nextFrame, null),
    step(runAxe, NARROW_WISH),
    step(stickingOut, null),
  ]);
  const narrow = found ?? (await world.runAxe(main, NARROW_WISH));
  results.add("violations", narrow.violations, null, ` (at ${NARROW.width} px)`);
  results.add("needsReview", narrow.needsReview, null, ` (at ${NARROW.width} px)`);
  if (outside.length > 0) results.add("needsReview", [reflowRule(outside)], null, "");

  return {
    url: loaded.url,
    sampledAs: options.sampledAs,
    outcome: "ok",
    detail: unreadFrames > 0 ? `${unreadFrames} frame(s) not examined` : "",
    ...ENGINE,
    viewport: { ...DESKTOP },
    examinedAt: now().toISOString(),
    sha256: await (early?.body.of === loaded.response ? early?.body.sha256 : bodyHash(loaded.response)),
    violations: results.list("violations"),
    needsReview: results.list("needsReview"),
    passes: desktop.passes,
    foreignFrames: [...new Set(frames.filter((f) => !options.isOwn(f.url)).map((f) => new URL(f.url).host))],
    renderedLinks,
  };
}

/** Visible frames that Chromium keeps in a process of their own, so that the page's session does not know them. */
async function framesApart(page: Page): Promise<{ id: string; url: string; world: World }[]> {
  const found: { id: string; url: string; world: World }[] = [];
  for (const frame of page.frames().slice(0, MAX_FRAMES * 4)) {
    if (frame === page.mainFrame() || !/^https?:/.test(frame.url())) continue;
    try {
      // Refused for frames that share the page's process.
      const session = await page.context().newCDPSession(frame);
      const element = await frame.frameElement();
      const box = await element.boundingBox();
      if (!box || box.width < 10 || box.height < 10 || !(await element.isVisible())) continue;
      const world = new World(session);
      found.push({ id: await world.mainFrame(), url: frame.url(), world });
    } catch {
      // In the page's own process and known already, or gone in the meantime.
    }
  }
  return found;
}

/** A page that could not be judged: nothing is said about its accessibility. */
export function unexamined(
  url: string,
  options: Pick<ExamineOptions, "sampledAs">,
  why: Pick<Examination, "outcome" | "detail"> & { url?: string },
  now: () => Date,
): Examination {
  return {
    url: why.url || url,
    sampledAs: options.sampledAs,
    outcome: why.outcome,
    detail: why.detail,
    ...ENGINE,
    viewport: { ...DESKTOP },
    examinedAt: now().toISOString(),
    sha256: "",
    violations: [],
    needsReview: [],
    passes: [],
    foreignFrames: [],
    renderedLinks: null,
  };
}

function wish(type: AxeWish["runOnly"]["type"], values: string[], disabled: string[] = []): AxeWish {
  return { runOnly: { type, values }, disabled, maxNodes: MAX_NODES };
}

function reflowRule(nodes: { target: string; html: string }[]): FoundRule {
  return {
    rule: "reflow-320",
    help: "Content must reflow at a width of 320 CSS pixels without scrolling sideways",
    helpUrl: "https://www.w3.org/WAI/WCAG22/Understanding/reflow",
    impact: "serious",
    tags: ["wcag1410"],
    nodes: nodes.map((node) => ({
      ...node,
      problem: "Sticks out at 320 px, so the page scrolls sideways; check whether it needs two dimensions",
      overlay: false,
    })),
    count: nodes.length,
    overlays: 0,
  };
}

/** Results of several runs over one page, rule by rule. */
class Results {
  private readonly rules = {
    violations: new Map<string, RuleResult>(),
    needsReview: new Map<string, RuleResult>(),
  };

  add(
    kind: "violations" | "needsReview",
    found: readonly FoundRule[],
    frame: string | null,
    at: string,
  ): void {
    for (const rule of found) {
      const level = ruleLevel(rule.tags);
      if (level === "obsolete") continue;
      const nodes = rule.nodes.map((node) => nodeOf(node, frame, at));
      const before = this.rules[kind].get(rule.rule);
      if (!before) {
        const { rule: id, help, helpUrl, impact, count } = rule;
        this.rules[kind].set(id, {
          rule: id,
          help,
          helpUrl,
          impact,
          criteria: criteriaOf(rule.tags),
          level,
          nodes,
          count,
        });
        continue;
      }
      const known = new Set(before.nodes.map((node) => `${node.frame ?? ""} ${node.target}`));
      const fresh = nodes.filter((node) => !known.has(`${node.frame ?? ""} ${node.target}`));
      before.count += Math.max(fresh.length, rule.count - nodes.length);
      before.nodes = [...before.nodes, ...fresh].sort((a, b) => weight(a) - weight(b)).slice(0, MAX_NODES);
    }
  }

  list(kind: "violations" | "needsReview"): RuleResult[] {
    return [...this.rules[kind].values()];
  }
}

/** The page's own elements first: the list is cut, and they decide. */
function weight(node: Node): number {
  return (node.frame ? 2 : 0) + (node.overlay ? 1 : 0);
}

function nodeOf(found: FoundRule["nodes"][number], frame: string | null, at: string): Node {
  return {
    target: maskContacts(found.target).slice(0, MAX_HTML),
    html: maskContacts(found.html).slice(0, MAX_HTML),
    problem: maskContacts(found.problem).slice(0, MAX_HTML) + at,
    frame,
    overlay: found.overlay,
  };
}

async function bodyHash(response: Response | null): Promise<string> {
  // The browser drops bodies of large or cached documents; the page was examined all the same.
  const body = await response?.body().catch(() => null);
  return body ? createHash("sha256").update(body).digest("hex") : "";
}
