/**
 * Functions that run inside the audited page, in a world of their own (its scripts cannot meddle with them).
 * They are sent as text, so each must stand alone: no imports, no names from this file.
 */
import type axe from "axe-core";

/** One rule's result as it comes out of a page, before words and levels are put to it. */
export interface FoundRule {
  rule: string;
  help: string;
  helpUrl: string;
  impact: string | null;
  tags: string[];
  nodes: { target: string; html: string; problem: string; overlay: boolean }[];
  count: number;
  /** How many of `count` stand in a cookie or consent overlay. */
  overlays: number;
}

export interface FoundInPage {
  violations: FoundRule[];
  needsReview: FoundRule[];
  passes: string[];
}

export interface AxeWish {
  /** Tags of the rules to run, or the rules themselves. */
  runOnly: { type: "tag" | "rule"; values: string[] };
  /** Rules that make no sense here. */
  disabled: string[];
  maxNodes: number;
}

/** Runs axe-core and keeps what a report can use; null where it was not put into this world before. */
export async function runAxe(wish: AxeWish): Promise<FoundInPage | null> {
  const engine = (globalThis as unknown as { axe?: typeof axe }).axe;
  if (!engine) return null;
  const consent = /cookie|consent|gdpr|onetrust|cybot|\bccc\b|civic-?uk|truste/i;

  // Fades that are half way give contrast that no visitor is left with.
  for (const animation of document.getAnimations?.() ?? []) {
    try {
      animation.finish();
    } catch {
      // An endless animation has no end to go to.
    }
  }

  const inOverlay = (element: Element | undefined): boolean => {
    for (let one = element ?? null; one; one = one.parentElement ?? hostOf(one)) {
      if (one === document.body || one === document.documentElement || one.tagName === "MAIN") return false;
      const words = `${one.id} ${one.getAttribute("class") ?? ""} ${one.getAttribute("aria-label") ?? ""}`;
      if (consent.test(words) && !one.querySelector("main, h1")) return !one.closest("main");
    }
    return false;
  };
  const hostOf = (element: Element): Element | null => {
    const root = element.getRootNode();
    return root instanceof ShadowRoot ? root.host : null;
  };
  const problemOf = (node: axe.NodeResult): string => {
    const certain = [...node.none, ...node.all].map((check) => check.message);
    const first = node.any[0]?.message;
    return [...certain, ...(first ? [first] : [])].join(". ");
  };
  const ruleOf = (result: axe.Result): FoundRule => {
    const nodes = result.nodes.map((node) => ({
      target: node.target.flat().join(" "),
      html: node.html.slice(0, 600),
      problem: problemOf(node),
      overlay: inOverlay(node.element as Element | undefined),
    }));
    const overlays = nodes.filter((node) => node.overlay).length;
    // The page's own elements come first, so that cutting the list cannot hide them behind a banner's.
    nodes.sort((a, b) => Number(a.overlay) - Number(b.overlay));
    return {
      rule: result.id,
      help: result.help,
      helpUrl: result.helpUrl,
      impact: result.impact ?? null,
      tags: result.tags,
      nodes: nodes.slice(0, wish.maxNodes),
      count: nodes.length,
      overlays,
    };
  };

  const results = await engine.run(document, {
    runOnly: wish.runOnly,
    rules: Object.fromEntries(wish.disabled.map((rule) => [rule, { enabled: false }])),
    resultTypes: ["violations", "incomplete"],
    iframes: false,
    preload: false,
    elementRef: true,
    selectors: true,
  });
  return {
    violations: results.violations.map(ruleOf),
    needsReview: results.incomplete.map(ruleOf),
    passes: results.passes.map((result) => result.id),
  };
}

/**
 * Starts counting what changes in the document; {@link hasChanged} tells. What happens inside shadow roots cannot be
 * seen from outside, so a document that has any, or may get them, counts as changing.
 */
export function watchChanges(): void {
  const own = globalThis as unknown as { councilAuditChanges?: number; councilAuditMoves?: boolean };
  own.councilAuditChanges = 0;
  // Asked now: axe-core is about to be given the ends of animations, and scripts may wait for these.
  own.councilAuditMoves = document.getAnimations().length > 0;
  new MutationObserver((records) => {
    own.councilAuditChanges = (own.councilAuditChanges ?? 0) + records.length;
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
}

/** Whether the document changed since {@link watchChanges}; true as well where nobody watched. */
export function hasChanged(): boolean {
  const own = globalThis as unknown as { councilAuditChanges?: number };
  if (own.councilAuditChanges !== 0 || document.readyState !== "complete") return true;
  return [...document.querySelectorAll("*")].some(
    (element) => element.shadowRoot !== null || element.localName.includes("-"),
  );
}

/**
 * Whether nothing in the page can change it in the next `leftMs`: no timer runs out before then, and it holds nothing
 * of which that cannot be known. Only the page's own world knows its timers: {@link tellWhatIsDue} answers from there.
 */
export function rests(leftMs: number): boolean {
  if ((globalThis as unknown as { councilAuditMoves?: boolean }).councilAuditMoves !== false) return false;
  const own = 'iframe, frame, object, embed, video, audio, marquee, meta[http-equiv="refresh" i]';
  if (document.querySelector(own)) return false;
  const question = new UIEvent("council-audit-rest", { cancelable: true, detail: Math.ceil(leftMs) });
  // Where nobody is left to answer, nothing is known.
  return !document.dispatchEvent(question);
}

/** Lets timers run that have run out while the page was kept busy. */
export function timersRunOut(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/** Waits until the page has been told its new width and has had the chance to respond, as frames go. */
export function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => resolve());
    // A page that is given no frames is not waited for.
    setTimeout(resolve, 100);
  });
}

/**
 * Elements that stick out at the present width, when the page must be scrolled sideways (WCAG 1.4.10).
 * Tables, maps, pictures, video, code and the like are excepted there and left out; the rest is for a person to look at.
 */
export function stickingOut(): { target: string; html: string }[] {
  const width = document.documentElement.clientWidth;
  const scrollable = Math.max(
    document.documentElement.scrollWidth,
    getComputedStyle(document.documentElement).overflowX === "visible" ? document.body.scrollWidth : 0,
  );
  if (scrollable <= width + 3) return [];
  const found: { target: string; html: string }[] = [];
  const excepted = "table, img, picture, svg, canvas, video, iframe, object, embed, map, pre, code";
  const pathOf = (element: Element): string => {
    const parts: string[] = [];
    for (let one: Element | null = element; one && parts.length < 4; one = one.parentElement) {
      if (one.id) {
        parts.unshift(`#${CSS.escape(one.id)}`);
        break;
      }
      const name = one.localName;
      const alike = [...(one.parentElement?.children ?? [])].filter((sibling) => sibling.localName === name);
      parts.unshift(alike.length > 1 ? `${name}:nth-of-type(${alike.indexOf(one) + 1})` : name);
    }
    return parts.join(" > ");
  };
  for (const element of document.body.querySelectorAll("*")) {
    if (found.length >= 10) break;
    if (element.closest(excepted)) continue;
    const box = element.getBoundingClientRect();
    if (box.width === 0 || box.height === 0 || box.right + window.scrollX <= width + 3) continue;
    // The innermost element is the one to mend.
    if ([...element.children].some((child) => child.getBoundingClientRect().right > width + 3)) continue;
    found.push({ target: pathOf(element), html: element.outerHTML.slice(0, 600) });
  }
  return found;
}

/** The document as it now stands, with open shadow roots in the place where a visitor sees them. */
export function serialise(): string {
  const flatten = (node: Node): Node => {
    const copy = node.cloneNode(false);
    const root = node instanceof Element ? node.shadowRoot : null;
    const children =
      node instanceof HTMLSlotElement && node.assignedNodes().length > 0
        ? node.assignedNodes()
        : (root ?? node).childNodes;
    for (const child of children) copy.appendChild(flatten(child));
    return copy;
  };
  const root = document.documentElement;
  if (!root) return "";
  const shadowed = [...document.querySelectorAll("*")].some((element) => element.shadowRoot);
  const doctype = document.doctype ? `<!DOCTYPE ${document.doctype.name}>` : "";
  return doctype + (shadowed ? (flatten(root) as Element).outerHTML : root.outerHTML);
}

/** Whether a visitor can see the frame that this element is. */
export function isSeen(this: Element): boolean {
  const box = this.getBoundingClientRect();
  if (box.width < 10 || box.height < 10) return false;
  if (this.closest('[aria-hidden="true"]')) return false;
  return this.checkVisibility({ visibilityProperty: true, opacityProperty: true });
}

/**
 * Runs before a page's own scripts, among them: what they would send fails at once, as it does without a network.
 * The guard outside ({@link readOnly} in load.ts) stops what gets round this; but a request that waits there while its
 * page is replaced by another would be let go, so most must never get that far.
 */
export function sendNothing(): void {
  const reads = (method: unknown) => /^(get|head|options)$/i.test(String(method ?? "GET"));
  const originalFetch = window.fetch;
  window.fetch = function fetch(input, init) {
    const method = init?.method ?? (input instanceof Request ? input.method : "GET");
    if (!reads(method)) return Promise.reject(new TypeError("Failed to fetch"));
    return originalFetch.call(window, input, init);
  };
  const writing = new WeakSet<XMLHttpRequest>();
  const { open, send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (this: XMLHttpRequest, ...args: unknown[]) {
    if (reads(args[0])) writing.delete(this);
    else writing.add(this);
    return Reflect.apply(open, this, args);
  };
  XMLHttpRequest.prototype.send = function (this: XMLHttpRequest, body) {
    if (!writing.has(this)) return send.call(this, body);
    setTimeout(() => {
      this.dispatchEvent(new ProgressEvent("error"));
      this.dispatchEvent(new ProgressEvent("loadend"));
    }, 0);
  };
  navigator.sendBeacon = () => false;
}

/**
 * Runs before a page's own scripts, among them: keeps account of what they have put off, so that a page in which
 * nothing is due need not be waited for ({@link rests}). A page can lie about itself here, and be judged too early.
 */
export function tellWhatIsDue(): void {
  // Pages rewrite built-ins: what is needed later is kept here, and nothing is used that they can take away.
  const { apply, construct } = Reflect;
  const now = performance.now.bind(performance);
  const due: Record<number, number> = Object.create(null);
  let unforeseeable = false;

  const putOff = (name: "setTimeout" | "setInterval", again: boolean) => {
    const original: (...args: never[]) => number = window[name];
    const replacement = {
      [name](...args: unknown[]): number {
        const handler = args[0];
        const delayMs = Math.max(0, Number(args[1]) || 0);
        if (typeof handler !== "function") {
          // Source text: it cannot be seen when it has run.
          unforeseeable = true;
          return apply(original, window, args);
        }
        args[0] = function (this: unknown, ...given: unknown[]) {
          if (again) due[id] = now() + delayMs;
          else delete due[id];
          return apply(handler, this, given);
        };
        const id = apply(original, window, args);
        due[id] = now() + delayMs;
        return id;
      },
    };
    Object.assign(window, replacement);
  };
  const callOff = (name: "clearTimeout" | "clearInterval") => {
    const original: (id?: number) => void = window[name];
    const replacement = {
      [name](id?: number): void {
        delete due[Number(id)];
        apply(original, window, [id]);
      },
    };
    Object.assign(window, replacement);
  };
  putOff("setTimeout", false);
  putOff("setInterval", true);
  callOff("clearTimeout");
  callOff("clearInterval");

  const frames: Record<number, true> = Object.create(null);
  const putOffFrame = (
    start: "requestAnimationFrame" | "requestIdleCallback",
    stop: "cancelAnimationFrame" | "cancelIdleCallback",
    sign: 1 | -1,
  ) => {
    const originalStart: (...args: never[]) => number = window[start];
    const originalStop: (id: number) => void = window[stop];
    const replacement = {
      [start](...args: unknown[]): number {
        const handler = args[0];
        if (typeof handler !== "function") return apply(originalStart, window, args);
        args[0] = function (this: unknown, ...given: unknown[]) {
          delete frames[sign * id];
          return apply(handler, this, given);
        };
        const id = apply(originalStart, window, args);
        frames[sign * id] = true;
        return id;
      },
      [stop](id: number): void {
        delete frames[sign * id];
        apply(originalStop, window, [id]);
      },
    };
    Object.assign(window, replacement);
  };
  putOffFrame("requestAnimationFrame", "cancelAnimationFrame", 1);
  putOffFrame("requestIdleCallback", "cancelIdleCallback", -1);

  // These call back when others please.
  const callers = window as unknown as Record<string, unknown>;
  for (const name of [
    "Worker",
    "SharedWorker",
    "WebSocket",
    "EventSource",
    "BroadcastChannel",
    "MessageChannel",
    "IntersectionObserver",
    "ResizeObserver",
  ]) {
    const original = callers[name];
    if (typeof original !== "function") continue;
    callers[name] = new Proxy(original, {
      construct(target, args, made) {
        unforeseeable = true;
        return construct(target, args, made);
      },
    });
  }
  const askers: [object | undefined, string][] = [
    [window.IDBFactory?.prototype, "open"],
    [(window as unknown as { Scheduler?: { prototype: object } }).Scheduler?.prototype, "postTask"],
    [window, "postMessage"],
  ];
  for (const [owner, name] of askers) {
    const original = (owner as Record<string, unknown> | undefined)?.[name];
    if (!owner || typeof original !== "function") continue;
    const replacement = {
      [name](this: unknown, ...args: unknown[]): unknown {
        unforeseeable = true;
        return apply(original, this ?? window, args);
      },
    };
    Object.assign(owner, replacement);
  }

  document.addEventListener("council-audit-rest", (question) => {
    if (unforeseeable) return;
    for (const _ in frames) return;
    const until = now() + (question as UIEvent).detail;
    for (const id in due) if ((due[id] ?? 0) <= until) return;
    question.preventDefault();
  });
}
