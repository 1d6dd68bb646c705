import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach, describe, expect, test } from "vitest";
import { projectFile } from "../../src/project.js";
import { MailRecords } from "../../src/store/mail-records.js";
import { openStore } from "../../src/store/open.js";
import { databasesFor } from "../support/databases.js";
import { type MailServer, startMailServer } from "./mail-server.js";
import { auditOf, storeRun } from "./stored-runs.js";

const servers: MailServer[] = [];
afterEach(async () => {
  for (const one of servers.splice(0)) await one.kill();
});

describe("a sending process that is killed", () => {
  const databases = databasesFor("SQLite");

  async function threeToSend(): Promise<{ url: string; smtp: MailServer }> {
    const smtp = await startMailServer();
    servers.push(smtp);
    const url = await databases.newUrl();
    const store = await openStore(url);
    await new MailRecords(store).saveContacts(
      ["a", "b", "c"].map((one) => ({
        authoritySlug: "leeds",
        email: `${one}@x.example`,
        name: null,
        role: null,
      })),
      "2026-11-01T00:00:00.000Z",
    );
    await storeRun(store, "r1", [auditOf("leeds", { "13-m1": "not-met" })]);
    await store.close();
    return { url, smtp };
  }

  test("before the message was whole loses nothing: the next call sends it, and the others", async () => {
    const { url, smtp } = await threeToSend();
    let first: ChildProcess | null = null;
    smtp.fault = (step) => {
      if (step.at !== "rcpt" || step.recipient !== "b@x.example" || first?.killed !== false) return null;
      first.kill("SIGKILL");
      return "silence";
    };
    first = mailing(url, smtp);
    await ended(first);
    expect(smtp.received.map((one) => one.recipient)).toEqual(["a@x.example"]);

    const second = await ended(mailing(url, smtp));
    expect(smtp.received.map((one) => one.recipient).sort()).toEqual([
      "a@x.example",
      "b@x.example",
      "c@x.example",
    ]);
    expect(second).toMatchObject({ code: 0, output: expect.stringContaining("3 sent") });
  });

  test("after the message was whole doubles nothing: it is shown as uncertain, the others are sent", async () => {
    const { url, smtp } = await threeToSend();
    let first: ChildProcess | null = null;
    smtp.onWhole = async (recipient) => {
      if (recipient !== "b@x.example" || first === null || first.killed) return;
      first.kill("SIGKILL");
      // The server takes it all the same: only the sender is gone.
      await once(first, "exit");
    };
    first = mailing(url, smtp);
    await ended(first);

    const second = await ended(mailing(url, smtp));
    expect(smtp.received.map((one) => one.recipient).sort()).toEqual([
      "a@x.example",
      "b@x.example",
      "c@x.example",
    ]);
    expect(second.code).toBe(1);
    expect(second.output).toMatch(/2 sent, 1 uncertain/);
    expect(second.output).toMatch(/\d+ {2}uncertain {2}leeds {2}b@x\.example/);
  });
});

/** The command itself, in a process of its own. */
function mailing(databaseUrl: string, smtp: MailServer): ChildProcess {
  return spawn(
    process.execPath,
    [
      "--import",
      "tsx",
      projectFile("src", "main.ts"),
      "mail",
      "--when",
      "always",
      "--rate",
      "6000",
      "--wait",
      "0",
    ],
    {
      cwd: projectFile(),
      env: {
        ...process.env,
        DATABASE_URL: databaseUrl,
        SMTP_URL: smtp.url,
        MAIL_FROM: "Council audit <audit@example.org>",
      },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
}

async function ended(child: ChildProcess): Promise<{ code: number | null; output: string }> {
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  await once(child, "close");
  return { code: child.exitCode, output };
}
