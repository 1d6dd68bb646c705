import { afterEach, describe, expect, test } from "vitest";
import {
  type Composed,
  deliverOutbox,
  MailServerRefusedError,
  type RetryPolicy,
} from "../../src/mail/deliver.js";
import { messageBytes, messageIdOf } from "../../src/mail/message.js";
import { openPostman, type Postman } from "../../src/mail/postman.js";
import { MailRecords, type NewEntry, type OutboxState } from "../../src/store/mail-records.js";
import type { SqlStore } from "../../src/store/sql-store.js";
import { DATABASES, databasesFor, type TestDatabases } from "../support/databases.js";
import { type MailServer, type Step, startMailServer } from "./mail-server.js";
import { auditOf, storeRun } from "./stored-runs.js";

const FROM = { name: "Audit", address: "audit@example.org" };
const SOON: RetryPolicy = { firstDelayMs: 20, factor: 1, longestDelayMs: 20, giveUpAfterMs: 60_000 };
const NEVER: RetryPolicy = { ...SOON, giveUpAfterMs: 0 };

const opened: { close(): void }[] = [];
const servers: MailServer[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) one.close();
  for (const one of servers.splice(0)) await one.kill();
});

async function server(...options: Parameters<typeof startMailServer>): Promise<MailServer> {
  const made = await startMailServer(...options);
  servers.push(made);
  return made;
}

function postmanFor(smtpUrl: string): Postman {
  const made = openPostman({ smtpUrl, messagesPerMinute: 60_000, timeoutMs: 5_000 });
  opened.push(made);
  return made;
}

/** A store whose outbox holds a message to each recipient. */
async function outboxFor(
  databases: TestDatabases,
  ...recipients: string[]
): Promise<{ store: SqlStore; records: MailRecords }> {
  const store = await databases.newStore();
  await storeRun(store, "r1", [auditOf("leeds", { "13-m1": "met" })]);
  const records = new MailRecords(store);
  await queue(records, recipients);
  return { store, records };
}

describe.each(DATABASES)("the outbox on %s", (kind) => {
  const databases = databasesFor(kind);

  test("a message goes out once, however often the outbox is delivered or the run queued again", async () => {
    const smtp = await server();
    const { records } = await outboxFor(databases, "a@example.org", "b@example.org");
    await deliver(records, smtp.url);
    expect(await queue(records, ["A@example.org", "b@example.org", "c@example.org"])).toBe(1);
    await deliver(records, smtp.url);
    expect(recipientsOf(smtp)).toEqual(["a@example.org", "b@example.org", "c@example.org"]);
    expect(await states(records)).toEqual(["sent", "sent", "sent"]);
  });

  test("who unsubscribes while a message waits does not get it", async () => {
    const smtp = await server();
    const { records } = await outboxFor(databases, "a@example.org", "b@example.org");
    await records.stopMail("A@EXAMPLE.org", "unsubscribed", null, "2026-11-02T00:00:00Z");
    await deliver(records, smtp.url);
    expect(recipientsOf(smtp)).toEqual(["b@example.org"]);
    expect(await states(records)).toEqual(["withdrawn", "sent"]);
  });

  test("two processes that share an outbox never send one message both", async () => {
    const smtp = await server();
    const all = Array.from({ length: 12 }, (_, at) => `r${at}@example.org`);
    const { records } = await outboxFor(databases, ...all);
    await Promise.all([
      deliver(records, smtp.url, { holder: "one" }),
      deliver(records, smtp.url, { holder: "two" }),
    ]);
    expect(recipientsOf(smtp)).toEqual([...all].sort());
  });

  test("what a dead process had claimed but not handed over is sent; what it had handed over is uncertain", async () => {
    const smtp = await server();
    const { records } = await outboxFor(databases, "a@example.org", "b@example.org");
    const first = await records.claim("dead", Date.now());
    const second = await records.claim("dead", Date.now());
    if (!first || !second) throw new Error("two were to be claimed");
    await records.beginHandover(first, Date.now());
    const lines: string[] = [];
    await deliver(records, smtp.url, {
      isGone: (holder) => holder === "dead",
      log: (line) => lines.push(line),
    });
    expect(recipientsOf(smtp)).toEqual(["b@example.org"]);
    expect(await states(records)).toEqual(["uncertain", "sent"]);
    expect(lines.join()).toMatch(/may have arrived/);
    // A person decides.
    expect(await records.tryAgain(first.id, new Date().toISOString(), Date.now())).toBe(true);
    await deliver(records, smtp.url);
    expect(recipientsOf(smtp)).toEqual(["a@example.org", "b@example.org"]);
    expect(await records.tryAgain(second.id, new Date().toISOString(), Date.now())).toBe(false);
  });

  test("a claim whose heartbeat goes on is left alone, one whose heartbeat stopped is not", async () => {
    const { records } = await outboxFor(databases, "a@example.org");
    const start = Date.now() + 1_000;
    const entry = await records.claim("elsewhere", start);
    if (!entry) throw new Error("one was to be claimed");
    expect(await records.recover(start + 1_000, 5_000, () => false)).toEqual({ again: 0, uncertain: 0 });
    await records.heartbeat(entry, start + 5_000);
    expect(await records.recover(start + 9_000, 5_000, () => false)).toEqual({ again: 0, uncertain: 0 });
    expect(await records.recover(start + 11_000, 5_000, () => false)).toEqual({ again: 1, uncertain: 0 });
  });

  test("a process that was thought dead and wakes up holds back its last octets", async () => {
    const smtp = await server();
    const { records } = await outboxFor(databases, "a@example.org");
    await deliver(records, smtp.url, {
      holder: "sleeper",
      seen: async () => {
        // While this process sleeps, another finds its heartbeat stopped and takes the entry.
        await records.recover(Date.now() + 3_600_000, 1, () => false);
        const taken = await records.claim("other", Date.now() + 3_600_000);
        expect(taken).not.toBeNull();
      },
    });
    expect(smtp.received).toEqual([]);
    expect(await states(records)).toEqual(["sending"]);
  });

  test("the word of a server counts although the entry was called uncertain meanwhile", async () => {
    const { records } = await outboxFor(databases, "a@example.org");
    const start = Date.now() + 1_000;
    const entry = await records.claim("slow", start);
    if (!entry) throw new Error("one was to be claimed");
    await records.beginHandover(entry, start);
    await records.recover(start + 10_000, 1_000, () => false);
    await records.accepted(entry, "2026-11-02T00:00:00Z", "250 taken");
    expect((await records.outbox())[0]).toMatchObject({ state: "sent", answer: "250 taken" });
  });
});

describe("a mail server that fails", () => {
  const databases = databasesFor("SQLite");

  test.each([
    ["421 for a greeting", { at: "connect", code: 421 }],
    ["451 for a recipient", { at: "rcpt", code: 451 }],
    ["421 for a recipient", { at: "rcpt", code: 421 }],
    ["451 for the whole message", { at: "data-ends", code: 451 }],
    ["452 for the whole message", { at: "data-ends", code: 452 }],
  ] as const)("%s is tried again until it is taken", async (_name, { at, code }) => {
    const smtp = await server();
    failFirst(smtp, at, 2, { code });
    const { records } = await outboxFor(databases, "a@example.org", "b@example.org");
    await deliver(records, smtp.url);
    expect(recipientsOf(smtp)).toEqual(["a@example.org", "b@example.org"]);
    expect(await states(records)).toEqual(["sent", "sent"]);
  });

  test.each(["data-begins", "data-ends", "rcpt", "connect"] as const)(
    "a line that is cut at %s loses nothing and doubles nothing",
    async (at) => {
      const smtp = await server();
      failFirst(smtp, at, 2, "cut");
      const { records } = await outboxFor(databases, "a@example.org", "b@example.org", "c@example.org");
      await deliver(records, smtp.url);
      expect(recipientsOf(smtp)).toEqual(["a@example.org", "b@example.org", "c@example.org"]);
      expect(await states(records)).toEqual(["sent", "sent", "sent"]);
    },
  );

  test("every try of a message carries the same Message-ID", async () => {
    const smtp = await server();
    const ids: string[] = [];
    failFirst(smtp, "data-ends", 2, { code: 451 });
    const { records } = await outboxFor(databases, "a@example.org");
    await deliver(records, smtp.url, { seen: (composed) => ids.push(composed.messageId) });
    expect(ids).toHaveLength(3);
    expect(new Set(ids).size).toBe(1);
    expect(smtp.received[0]?.raw).toContain(`Message-ID: ${ids[0]}`);
  });

  test.each(["rcpt", "data-ends"] as const)(
    "550 at %s is given up at once, shown with the server's words, and keeps nobody else back",
    async (at) => {
      const smtp = await server();
      smtp.fault = (step) =>
        step.at === at && step.recipient === "a@example.org" ? { code: 550, text: "5.7.1 not wanted" } : null;
      const { records } = await outboxFor(databases, "a@example.org", "b@example.org");
      await deliver(records, smtp.url);
      expect(recipientsOf(smtp)).toEqual(["b@example.org"]);
      const [first, second] = await records.outbox();
      expect(first).toMatchObject({ state: "failed", attempts: 1, answer: "550 5.7.1 not wanted" });
      expect(second?.state).toBe("sent");
      expect(await records.stop("a@example.org")).toBeNull();
    },
  );

  test("an address that does not exist is marked, and nothing more is sent there", async () => {
    const smtp = await server();
    smtp.fault = (step) => (step.at === "rcpt" ? { code: 550, text: "5.1.1 no such user" } : null);
    const { store, records } = await outboxFor(databases, "gone@example.org");
    await deliver(records, smtp.url);
    expect(await records.stop("Gone@example.org")).toMatchObject({ reason: "bounced" });
    smtp.fault = () => null;
    await storeRun(store, "r2", [auditOf("leeds", { "13-m1": "met" })]);
    await queue(records, ["gone@example.org"], "r2");
    await deliver(records, smtp.url);
    expect(smtp.received).toEqual([]);
    expect((await records.outbox({ runId: "r2" }))[0]).toMatchObject({ state: "withdrawn" });
  });

  test("a server that does not answer its door costs nothing: everything waits for the next call", async () => {
    const smtp = await server();
    await smtp.kill();
    const { records } = await outboxFor(databases, "a@example.org", "b@example.org");
    await deliver(records, smtp.url, { waitMs: 0 });
    expect((await states(records)).sort()).toEqual(["deferred", "waiting"]);
    await smtp.start();
    await deliver(records, smtp.url);
    expect(recipientsOf(smtp)).toEqual(["a@example.org", "b@example.org"]);
  });

  test("a server that is killed between messages and comes back gets what is left, once", async () => {
    const smtp = await server();
    const { records } = await outboxFor(databases, "a@example.org", "b@example.org", "c@example.org");
    let state: "up" | "down" | "back" = "up";
    await deliver(records, smtp.url, {
      async seen() {
        // Its absence has been met with by one message when the next try of any comes.
        if (state === "down") {
          state = "back";
          await smtp.start();
        }
        if (state === "up" && smtp.received.length === 1) {
          await smtp.kill();
          state = "down";
        }
      },
    });
    expect(state).toBe("back");
    expect(recipientsOf(smtp)).toEqual(["a@example.org", "b@example.org", "c@example.org"]);
  });

  test("a message put off for too long is given up, with the last answer", async () => {
    const smtp = await server();
    smtp.fault = (step) => (step.at === "rcpt" ? { code: 450, text: "4.2.0 greylisted" } : null);
    const { records } = await outboxFor(databases, "a@example.org");
    await deliver(records, smtp.url, { policy: NEVER });
    const [entry] = await records.outbox();
    expect(entry).toMatchObject({ state: "failed" });
    expect(entry?.answer).toMatch(/given up after 1 tries.*450 4\.2\.0 greylisted/);
    expect(smtp.received).toEqual([]);
  });

  test("a refused sender stops the sending and leaves every message as it was", async () => {
    const smtp = await server();
    smtp.fault = (step) => (step.at === "mail-from" ? { code: 553, text: "5.7.1 not yours" } : null);
    const { records } = await outboxFor(databases, "a@example.org", "b@example.org");
    await expect(deliver(records, smtp.url)).rejects.toThrow(MailServerRefusedError);
    expect(await states(records)).toEqual(["waiting", "waiting"]);
    smtp.fault = () => null;
    await deliver(records, smtp.url);
    expect(recipientsOf(smtp)).toEqual(["a@example.org", "b@example.org"]);
  });
});

test("messages go out no faster than asked", async () => {
  const smtp = await server();
  const times: number[] = [];
  smtp.onWhole = () => {
    times.push(performance.now());
  };
  const postman = openPostman({ smtpUrl: smtp.url, messagesPerMinute: 300 });
  opened.push(postman);
  const start = performance.now();
  for (let at = 0; at < 4; at++) {
    const bytes = await bytesTo("a@example.org", "<m@example.org>");
    const delivery = await postman.deliver({
      from: FROM.address,
      to: "a@example.org",
      messageId: "<m@example.org>",
      bytes,
      beforeLastOctets: async () => true,
    });
    expect(delivery.kind).toBe("accepted");
  }
  // Five a second: the fourth cannot come before three fifths of a second have gone by, on however slow a machine.
  expect((times[3] ?? 0) - start).toBeGreaterThan(590);
});

interface Options {
  policy?: RetryPolicy;
  waitMs?: number;
  holder?: string;
  isGone?: (holder: string) => boolean;
  log?: (line: string) => void;
  seen?: (composed: Composed) => unknown;
}

function deliver(records: MailRecords, smtpUrl: string, options: Options = {}): Promise<void> {
  return deliverOutbox({
    records,
    postman: postmanFor(smtpUrl),
    async compose(entry) {
      const messageId = messageIdOf(entry, FROM);
      const bytes = await bytesTo(entry.recipient, messageId);
      const composed = { subject: "News", messageId, from: FROM.address, bytes };
      await options.seen?.(composed);
      return composed;
    },
    holder: options.holder ?? "this",
    isGone: options.isGone ?? (() => false),
    now: () => new Date(),
    log: options.log ?? (() => {}),
    policy: options.policy ?? SOON,
    waitMs: options.waitMs ?? 20_000,
  });
}

/** Long enough for several chunks, so that "mid-DATA" means something. */
function bytesTo(address: string, messageId: string): Promise<Buffer> {
  return messageBytes({
    from: FROM,
    to: { name: null, address },
    subject: "News",
    text: "Line\n".repeat(40_000),
    html: "<p>News</p>",
    attachment: null,
    messageId,
    unsubscribe: FROM.address,
    date: new Date("2026-11-02T05:00:00Z"),
    dkim: null,
  });
}

function queue(records: MailRecords, recipients: readonly string[], runId = "r1"): Promise<number> {
  const entries: NewEntry[] = recipients.map((recipient) => ({
    runId,
    authoritySlug: "leeds",
    recipient,
    recipientName: null,
    beforeRunId: null,
  }));
  return records.queue(entries, new Date().toISOString(), Date.now());
}

async function states(records: MailRecords): Promise<OutboxState[]> {
  return (await records.outbox()).map((one) => one.state);
}

function recipientsOf(smtp: MailServer): string[] {
  return smtp.received.map((one) => one.recipient).sort();
}

/** The step goes wrong the first `times` times it comes up. */
function failFirst(
  smtp: MailServer,
  at: Step["at"],
  times: number,
  fault: ReturnType<MailServer["fault"]>,
): void {
  let left = times;
  smtp.fault = (step) => (step.at === at && left-- > 0 ? fault : null);
}
