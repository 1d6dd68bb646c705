import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { AuditDocument, Finding } from "../../src/audit/types.js";
import { projectFile } from "../../src/project.js";

export interface Answer {
  code: number;
  stdout: string;
  stderr: string;
}

/** A folder of its own for a run: database and reports go there. */
export function workFolder(): string {
  return mkdtempSync(join(tmpdir(), "council-audit-e2e-"));
}

/** Runs the command as a user does in a checkout: `npm start --silent -- ARGUMENTS`, without npm's own start-up. */
export function councilAudit(
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
): Promise<Answer> {
  return startCouncilAudit(args, cwd, env).answer;
}

/** The same for a command that is to be watched, or stopped, on its way. */
export function startCouncilAudit(
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
): { child: ChildProcess; answer: Promise<Answer> } {
  const child = spawn(process.execPath, [projectFile("scripts", "start.mjs"), ...args], {
    cwd,
    env: { ...process.env, DATABASE_URL: `sqlite:${join(cwd, "audit.db")}`, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const answer = Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]).then(
    ([stdout, stderr, [code]]) => ({ code: typeof code === "number" ? code : 99, stdout, stderr }),
  );
  return { child, answer };
}

export function documentIn(answer: Answer): AuditDocument {
  return JSON.parse(answer.stdout) as AuditDocument;
}

export function findingIn(document: AuditDocument, outcome: string): Finding {
  const found = document.findings.filter((one) => one.outcome === outcome);
  const [only] = found;
  if (found.length !== 1 || !only) throw new Error(`${outcome} is in the findings ${found.length} times`);
  return only;
}
