import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { CDPSession } from "playwright";
import { type AxeWish, type FoundInPage, isSeen, runAxe } from "./in-page.js";

/** A frame of a page, with the address that answers for its content (a frame without one speaks for its parent). */
export interface FrameInPage {
  id: string;
  url: string;
  depth: number;
}

interface FrameTree {
  frame: { id: string; url: string };
  childFrames?: FrameTree[];
}

const axeSource = (() => {
  let source: string | null = null;
  return () => {
    source ??= readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
    return source;
  };
})();

const NAME = "council-audit";

/** A function of in-page.ts and its argument. */
export type Step<Result> = { run: (argument: never) => Result | Promise<Result>; argument: unknown };

export function step<Argument, Result>(
  run: (argument: Argument) => Result | Promise<Result>,
  argument: Argument,
): Step<Result> {
  return { run, argument };
}

/** As text, to stand alone: some bundlers wrap functions in a `__name` call, which does not exist in a page. */
export function standingAlone(body: string): string {
  return `const __name = (one) => one; ${body}`;
}

/**
 * Has every document of a tab get axe-core before it asks: half a megabyte then goes to the tab's process once, and is
 * compiled there once, instead of for every page. Frames are not given it, since most are never examined.
 */
export async function keepAxeReady(session: CDPSession): Promise<void> {
  await session.send("Page.addScriptToEvaluateOnNewDocument", {
    source: `if (window === window.top) { ${axeSource()} }`,
    worldName: NAME,
  });
}

/**
 * Runs our functions in a page's frames, apart from the page's own scripts: content security policies do not stop
 * them there, and libraries that rewrite built-ins (Prototype.js on older sites) do not confuse them.
 */
export class World {
  private readonly contexts = new Map<string, Promise<number>>();

  constructor(private readonly session: CDPSession) {}

  /** Calls one function of in-page.ts with one argument; both travel as text. */
  async call<Argument, Result>(
    frameId: string,
    run: (argument: Argument) => Result | Promise<Result>,
    argument: Argument,
  ): Promise<Result> {
    const [result] = await this.callAll(frameId, [step(run, argument)]);
    return result;
  }

  /** Calls one function after the other in a single journey to the page. */
  async callAll<const Steps extends readonly Step<unknown>[]>(
    frameId: string,
    steps: Steps,
  ): Promise<{ [Index in keyof Steps]: Steps[Index] extends Step<infer Result> ? Result : never }> {
    const calls = steps.map(
      ({ run, argument }) => `await (${String(run)})(${JSON.stringify(argument) ?? ""})`,
    );
    const source = `(async () => { ${standingAlone(`return [${calls.join(", ")}];`)} })()`;
    return (await this.evaluate(frameId, source)) as {
      [Index in keyof Steps]: Steps[Index] extends Step<infer Result> ? Result : never;
    };
  }

  /** Runs axe-core in a frame, and brings it there when it is missing. */
  async runAxe(frameId: string, wish: AxeWish): Promise<FoundInPage> {
    const found = await this.call(frameId, runAxe, wish);
    if (found) return found;
    await this.evaluate(frameId, `${axeSource()};0`);
    const second = await this.call(frameId, runAxe, wish);
    if (!second) throw new Error("axe-core could not be put into the page");
    return second;
  }

  async mainFrame(): Promise<string> {
    return (await this.frameTree()).frame.id;
  }

  /** The main frame, where what is asked next meets no delay. */
  async prepared(): Promise<string> {
    const main = await this.mainFrame();
    await this.contextOf(main);
    return main;
  }

  /** Frames below the main one that a visitor can see, outermost first. */
  async visibleFrames(): Promise<FrameInPage[]> {
    const found: FrameInPage[] = [];
    const visit = async (tree: FrameTree, parentUrl: string, depth: number): Promise<void> => {
      for (const child of tree.childFrames ?? []) {
        const url = /^https?:/.test(child.frame.url) ? child.frame.url : parentUrl;
        if (!(await this.seen(child.frame.id))) continue;
        found.push({ id: child.frame.id, url, depth });
        await visit(child, url, depth + 1);
      }
    };
    const root = await this.frameTree();
    await visit(root, root.frame.url, 1);
    return found;
  }

  private async frameTree(): Promise<FrameTree> {
    return (await this.session.send("Page.getFrameTree")).frameTree;
  }

  private async seen(frameId: string): Promise<boolean> {
    try {
      const { backendNodeId } = await this.session.send("DOM.getFrameOwner", { frameId });
      const { object } = await this.session.send("DOM.resolveNode", { backendNodeId });
      if (!object.objectId) return false;
      const { result } = await this.session.send("Runtime.callFunctionOn", {
        objectId: object.objectId,
        functionDeclaration: String(isSeen),
        returnByValue: true,
      });
      return result.value === true;
    } catch {
      // Taken out of the page in the meantime.
      return false;
    }
  }

  private async evaluate(frameId: string, expression: string): Promise<unknown> {
    const { result, exceptionDetails } = await this.session.send("Runtime.evaluate", {
      expression,
      contextId: await this.contextOf(frameId),
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) {
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    }
    return result.value;
  }

  private contextOf(frameId: string): Promise<number> {
    let context = this.contexts.get(frameId);
    if (!context) {
      context = this.session
        .send("Page.createIsolatedWorld", { frameId, worldName: NAME })
        .then(({ executionContextId }) => executionContextId);
      this.contexts.set(frameId, context);
    }
    return context;
  }
}
