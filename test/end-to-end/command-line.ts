import { execFile } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [projectFile("scripts", "start.mjs"), ...args],
      {
        cwd,
        env: { ...process.env, DATABASE_URL: `sqlite:${join(cwd, "audit.db")}`, ...env },
        maxBuffer: 64 * 1024 * 1024,
      },
      (error, stdout, stderr) => {
        const code = error ? (typeof error.code === "number" ? error.code : 99) : 0;
        resolve({ code, stdout, stderr });
      },
    );
  });
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
