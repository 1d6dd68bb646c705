import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { CDPSession } from "playwright";
import { isSeen } from "./in-page.js";

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

/**
 * Runs our functions in a page's frames, apart from the page's own scripts: content security policies do not stop
 * them there, and libraries that rewrite built-ins (Prototype.js on older sites) do not confuse them.
 */
export class World {
  private readonly contexts = new Map<string, Promise<number>>();
  private readonly withAxe = new Set<string>();

  constructor(private readonly session: CDPSession) {}

  /** Calls one function of in-page.ts with one argument; both travel as text. */
  async call<Argument, Result>(
    frameId: string,
    run: (argument: Argument) => Result | Promise<Result>,
    argument: Argument,
  ): Promise<Result> {
    // Some bundlers wrap functions in a `__name` call, which does not exist in the page.
    const source = `(() => { const __name = (one) => one; return (${String(run)})(${JSON.stringify(argument) ?? ""}); })()`;
    return (await this.evaluate(frameId, source)) as Result;
  }

  async loadAxe(frameId: string): Promise<void> {
    if (this.withAxe.has(frameId)) return;
    await this.evaluate(frameId, `${axeSource()};0`);
    this.withAxe.add(frameId);
  }

  async mainFrame(): Promise<string> {
    return (await this.frameTree()).frame.id;
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
        .send("Page.createIsolatedWorld", { frameId, worldName: "council-audit" })
        .then(({ executionContextId }) => executionContextId);
      this.contexts.set(frameId, context);
    }
    return context;
  }
}
