import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { simpleParser } from "mailparser";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { loadRegister } from "../../src/authorities/register.js";
import { exportContacts, importContacts, resumeContact, stopContact } from "../../src/commands/contacts.js";
import { type MailFlags, mail } from "../../src/commands/mail.js";
import type { Surroundings } from "../../src/commands/surroundings.js";
import { MailRecords } from "../../src/store/mail-records.js";
import { openStore } from "../../src/store/open.js";
import type { RunKind } from "../../src/store/types.js";
import { type MailServer, startMailServer } from "./mail-server.js";
import { auditOf, storeRun } from "./stored-runs.js";

const register = loadRegister();
let folder = "";
let printed = "";
let logged: string[] = [];
let smtp: MailServer;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "council-audit-mail-"));
  printed = "";
  logged = [];
  smtp = await startMailServer();
});
afterEach(async () => {
  await smtp.kill();
  await rm(folder, { recursive: true, force: true });
});

describe("council-audit contacts", () => {
  test("imports nothing when a line is bad, and says which, unless bad lines may be left out", async () => {
    const file = join(folder, "list.csv");
    await writeFile(file, "authority,email\nleeds,a@x.example\nAtlantis,b@x.example\nyork,nobody\n");
    const flags = { database: database(), skipBad: false, replace: false };
    await expect(importContacts(file, flags, register, around())).rejects.toThrow(
      /line 3: authority "Atlantis".*\n.*line 4: email "nobody".*\nnothing was imported/,
    );
    await exportContacts(flags, around());
    expect(printed).toBe("authority,email,name,role,stopped\n");

    await importContacts(file, { ...flags, skipBad: true }, register, around());
    expect(printed).toContain("1 contacts of 1 authorities imported, 2 lines left out");
    expect(logged.join("\n")).toMatch(/line 3.*left out\n.*line 4.*left out/);
  });

  test("an unsubscription outlives the next import, until it is lifted", async () => {
    const file = join(folder, "list.csv");
    await writeFile(file, "authority,email\nleeds,a@x.example\n");
    const flags = { database: database(), skipBad: false, replace: true };
    await importContacts(file, flags, register, around());
    await stopContact("A@X.example", "unsubscribed", flags, around());
    await importContacts(file, flags, register, around());
    printed = "";
    await exportContacts(flags, around());
    expect(printed).toContain("leeds,a@x.example,,,unsubscribed 2026-11-23\n");
    await resumeContact("a@x.example", flags, around());
    printed = "";
    await exportContacts(flags, around());
    expect(printed).toContain("leeds,a@x.example,,,\n");
    await expect(resumeContact("a@x.example", flags, around())).rejects.toThrow(
      /neither unsubscribed nor bounced/,
    );
  });
});

describe("council-audit mail", () => {
  test("a dry run writes each message as an .eml file, and asks no server and leaves no trace", async () => {
    await withContacts("leeds a@x.example", "leeds b@x.example");
    const output = join(folder, "letters");
    expect(await mail(flagsOf({ dryRun: true, output }), around({ SMTP_URL: undefined }))).toBe(0);
    const files = await readdir(output);
    expect(files).toHaveLength(2);
    const letters = await Promise.all(
      files.map(async (one) => simpleParser(await readFile(join(output, one)))),
    );
    expect(letters.map((one) => [one.to].flat()[0]?.text).sort()).toEqual(["a@x.example", "b@x.example"]);
    expect(letters[0]?.subject).toBe("leeds Council website: first audit, 0 of 1 met");
    printed = "";
    await mail(flagsOf({ status: true }), around());
    expect(printed).toBe("Run r1: no messages\n");
  });

  test("sends what the dry run wrote", async () => {
    await withContacts("leeds a@x.example");
    const output = join(folder, "letters");
    await mail(flagsOf({ dryRun: true, output }), around());
    const [file = ""] = await readdir(output);
    expect(await mail(flagsOf(), around())).toBe(0);
    const dry = await readFile(join(output, file), "latin1");
    expect(smtp.received[0]?.raw.trimEnd()).toBe(dry.trimEnd());
  });

  test("what the server refuses is shown with its words, and can be tried again by its number", async () => {
    await withContacts("leeds a@x.example", "leeds b@x.example");
    smtp.fault = (step) =>
      step.at === "rcpt" && step.recipient === "a@x.example" ? { code: 550, text: "5.7.1 policy" } : null;
    expect(await mail(flagsOf(), around())).toBe(1);
    expect(printed).toContain("Run r1: 1 sent, 1 given up");
    const line = /^ {2}(\d+) {2}given up {2}leeds {2}a@x\.example {2}1 try {2}550 5\.7\.1 policy$/m.exec(
      printed,
    );
    expect(line).not.toBeNull();

    smtp.fault = () => null;
    printed = "";
    expect(await mail(flagsOf(), around())).toBe(1);
    expect(smtp.received).toHaveLength(1);
    expect(await mail(flagsOf({ again: [line?.[1] ?? ""] }), around())).toBe(0);
    expect(smtp.received.map((one) => one.recipient)).toEqual(["b@x.example", "a@x.example"]);
  });

  test("mails the newest night, not a single audit made since", async () => {
    await withContacts("leeds a@x.example");
    await stored("single", "audit");
    await mail(flagsOf(), around());
    expect(printed).toContain("Run r1: 1 sent");
  });

  test.each([
    [{}, { MAIL_FROM: undefined }, /MAIL_FROM is not set/],
    [{}, { SMTP_URL: undefined }, /SMTP_URL is not set/],
    [{ when: "daily" }, {}, /--when "daily": use changed, weekly or always/],
    [{ run: "nope" }, {}, /no run "nope"/],
    [{ again: ["7"] }, {}, /--again 7: no failed/],
    [{ linkBase: "javascript:x" }, {}, /--link-base/],
    [{ dkimKey: "/nowhere/key.pem", dkimSelector: "s" }, {}, /--dkim-key/],
    [{ rate: "0" }, {}, /--rate/],
  ])("%j with %j is bad usage, and sends nothing", async (flags, environment, why) => {
    await withContacts("leeds a@x.example");
    await expect(mail(flagsOf(flags), around(environment))).rejects.toThrow(why);
    expect(smtp.steps).toEqual([]);
  });

  test("a password in SMTP_URL is never repeated in an error", async () => {
    await withContacts("leeds a@x.example");
    const wrong = { SMTP_URL: "smtpp://audit:secret@mail.example.org" };
    const error = await mail(flagsOf(), around(wrong)).catch((one: unknown) => one);
    expect(String(error)).toMatch(/SMTP_URL is not understood/);
    expect(String(error)).not.toContain("secret");
  });
});

function database(): string {
  return `sqlite:${join(folder, "audit.db")}`;
}

async function withContacts(...lines: string[]): Promise<void> {
  await stored("r1", "nightly");
  const store = await openStore(database());
  const list = lines.map((line) => {
    const [authoritySlug = "", email = ""] = line.split(" ");
    return { authoritySlug, email, name: null, role: null };
  });
  await new MailRecords(store).saveContacts(list, "2026-11-01T00:00:00.000Z");
  await store.close();
}

async function stored(run: string, kind: RunKind): Promise<void> {
  const store = await openStore(database());
  await storeRun(store, run, [auditOf("leeds", { "13-m1": "not-met" })], { kind });
  await store.close();
}

function flagsOf(changes: Partial<MailFlags> = {}): MailFlags {
  return {
    when: "changed",
    dryRun: false,
    status: false,
    again: [],
    output: join(folder, "letters"),
    wait: "0",
    rate: "6000",
    database: database(),
    ...changes,
  };
}

function around(environment: NodeJS.ProcessEnv = {}): Surroundings {
  return {
    environment: { SMTP_URL: smtp.url, MAIL_FROM: "Council audit <audit@example.org>", ...environment },
    now: () => new Date("2026-11-23T06:00:00Z"),
    print: (text) => {
      printed += text;
    },
    log: (line) => logged.push(line),
    terminal: false,
    columns: 120,
  };
}
