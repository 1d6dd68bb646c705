import { createHash, createVerify, generateKeyPairSync } from "node:crypto";
import { generate } from "selfsigned";
import { afterEach, describe, expect, test } from "vitest";
import { MailServerRefusedError } from "../../src/mail/deliver.js";
import { openPostman, type PostmanOptions } from "../../src/mail/postman.js";
import { type MailSummary, type Stationery, sendReports, type When } from "../../src/mail/send-reports.js";
import { MailRecords } from "../../src/store/mail-records.js";
import type { SqlStore } from "../../src/store/sql-store.js";
import type { RunRecord } from "../../src/store/types.js";
import { DATABASES, databasesFor } from "../support/databases.js";
import { type MailServer, startMailServer } from "./mail-server.js";
import { auditOf, storeRun } from "./stored-runs.js";

const STATIONERY: Stationery = {
  from: { name: "Council audit", address: "audit@example.org" },
  unsubscribe: null,
  linkBase: null,
  dkim: null,
};
const BEFORE = { "13-m1": "met", "12-m4": "not-met", "02-m3": "not-met" } as const;
const AFTER = { "13-m1": "not-met", "12-m4": "met", "02-m3": "met" } as const;

const servers: MailServer[] = [];
afterEach(async () => {
  for (const one of servers.splice(0)) await one.kill();
});

async function server(...options: Parameters<typeof startMailServer>): Promise<MailServer> {
  const made = await startMailServer(...options);
  servers.push(made);
  return made;
}

describe.each(DATABASES)("sending reports, on %s", (kind) => {
  const databases = databasesFor(kind);

  async function storeWith(...lines: string[]): Promise<SqlStore> {
    const store = await databases.newStore();
    await contacts(new MailRecords(store), ...lines);
    return store;
  }

  test("each contact of an authority gets its report, whole, with the news as its subject", async () => {
    const smtp = await server();
    const store = await storeWith(
      "leeds jo@leeds.example",
      "leeds al@leeds.example",
      "york web@york.example",
    );
    const name = "Leeds City Council";
    await storeRun(store, "r1", [auditOf("leeds", BEFORE, { name }), auditOf("york", BEFORE)]);
    const run = await storeRun(store, "r2", [auditOf("leeds", AFTER, { name }), auditOf("york", BEFORE)]);
    const { left, entries } = await send(store, run, smtp, "changed");
    const mails = await smtp.parsed();
    expect(smtp.received.map((one) => one.recipient).sort()).toEqual([
      "al@leeds.example",
      "jo@leeds.example",
    ]);
    expect(mails.map((one) => one.subject)).toEqual(
      Array(2).fill("Leeds City Council website: 1 outcome regressed, 2 improved"),
    );
    const [attached] = mails[0]?.attachments ?? [];
    expect(attached?.filename).toBe("leeds-city-council-website-audit-2026-11-02.html");
    expect(attached?.content.toString("utf8")).toMatch(
      /^<!doctype html>[\s\S]*Leeds City Council[\s\S]*<\/html>/,
    );
    expect(left.map((one) => [one.contact.email, one.why])).toEqual([["web@york.example", "unchanged"]]);
    expect(entries.map((one) => one.state)).toEqual(["sent", "sent"]);
  });

  test("a first report says how much is met, and what to fix first", async () => {
    const smtp = await server();
    const store = await storeWith("leeds jo@leeds.example");
    const run = await storeRun(store, "r1", [auditOf("leeds", AFTER, { name: "Leeds City Council" })]);
    await send(store, run, smtp, "changed");
    const [mail] = await smtp.parsed();
    expect(mail?.subject).toBe("Leeds City Council website: first audit, 2 of 3 met");
    expect(mail?.text).toMatch(/What to fix first\n=+\n\n1\. Website statistics \(not met\)/);
    expect(mail?.text).not.toContain("What changed");
  });

  test("news is told against the last report that the reader had, not against last night", async () => {
    const smtp = await server();
    const store = await storeWith("leeds jo@leeds.example");
    await send(store, await storeRun(store, "r1", [auditOf("leeds", BEFORE)]), smtp, "always");
    await storeRun(store, "r2", [auditOf("leeds", AFTER)]);
    const run = await storeRun(store, "r3", [auditOf("leeds", AFTER)]);
    await send(store, run, smtp, "changed");
    expect((await smtp.parsed()).map((one) => one.subject)).toEqual([
      "leeds Council website: first audit, 1 of 3 met",
      "leeds Council website: 1 outcome regressed, 2 improved",
    ]);
  });

  test("weekly leaves out who was written to this week", async () => {
    const smtp = await server();
    const store = await storeWith("leeds jo@leeds.example");
    const nights = ["02", "03", "08", "09"];
    const sent: number[] = [];
    for (const day of nights) {
      const finishedAt = `2026-11-${day}T04:00:00.000Z`;
      const run = await storeRun(store, `r${day}`, [auditOf("leeds", BEFORE)], { finishedAt });
      const { left } = await send(store, run, smtp, "weekly");
      sent.push(1 - left.length);
    }
    expect(sent).toEqual([1, 0, 0, 1]);
    expect((await smtp.parsed())[1]?.subject).toBe("leeds Council website: no change, 1 of 3 met");
  });

  test("a night on which the site was blocked is no news of the site, and hides none", async () => {
    const smtp = await server();
    const store = await storeWith("leeds jo@leeds.example");
    await send(store, await storeRun(store, "r1", [auditOf("leeds", BEFORE)]), smtp, "always");
    const unseen = { verdict: "cannot-tell", reason: "blocked" } as const;
    const blocked = auditOf(
      "leeds",
      { "13-m1": unseen, "12-m4": unseen, "02-m3": unseen },
      { stoppedBy: "blocked" },
    );
    const night = await storeRun(store, "r2", [blocked]);
    expect((await send(store, night, smtp, "changed")).left[0]?.why).toBe("unchanged");
    await send(store, await storeRun(store, "r3", [auditOf("leeds", AFTER)]), smtp, "changed");
    expect((await smtp.parsed()).map((one) => one.subject)).toEqual([
      "leeds Council website: first audit, 1 of 3 met",
      "leeds Council website: 1 outcome regressed, 2 improved",
    ]);
    await send(store, night, smtp, "always");
    expect((await smtp.parsed())[2]?.subject).toBe("leeds Council website: our visit was blocked");
  });

  test("a newer rule is not told as the website's doing", async () => {
    const smtp = await server();
    const store = await storeWith("leeds jo@leeds.example");
    await storeRun(store, "r1", [auditOf("leeds", BEFORE)]);
    const after = auditOf("leeds", { ...BEFORE, "13-m1": { verdict: "not-met", probe: "example@2" } });
    const run = await storeRun(store, "r2", [after]);
    expect((await send(store, run, smtp, "changed")).left[0]?.why).toBe("unchanged");
    await send(store, run, smtp, "always");
    const [mail] = await smtp.parsed();
    expect(mail?.subject).toBe(
      "leeds Council website: no change on the site, 1 outcome judged by newer rules",
    );
    expect(mail?.text?.replace(/\s+/g, " ")).toContain("because our rules changed, not the website");
  });
});

describe("what is not mailed", () => {
  const databases = databasesFor("SQLite");

  test("a run that is not finished", async () => {
    const smtp = await server();
    const store = await databases.newStore();
    const run = await storeRun(store, "r1", [auditOf("leeds", BEFORE)], { seal: false });
    await expect(send(store, run, smtp, "always")).rejects.toThrow(
      /only the reports of a finished run are mailed/,
    );
  });

  test("an authority the run has no report of, and contacts who left or bounced", async () => {
    const smtp = await server();
    const store = await databases.newStore();
    const records = new MailRecords(store);
    await contacts(records, "leeds a@x.example", "leeds b@x.example", "york c@x.example");
    await records.stopMail("a@x.example", "unsubscribed", null, "2026-11-01T00:00:00Z");
    await records.stopMail("b@x.example", "bounced", "550 5.1.1", "2026-11-01T00:00:00Z");
    // The list is imported again: it does not undo what they asked for.
    await contacts(records, "leeds A@x.example");
    const run = await storeRun(store, "r1", [auditOf("leeds", BEFORE)]);
    const { left } = await send(store, run, smtp, "always");
    expect(left.map((one) => one.why)).toEqual(["unsubscribed", "bounced", "no-report"]);
    expect(smtp.steps).toEqual([]);
  });

  test("with a place to link to, the report is linked and not attached", async () => {
    const smtp = await server();
    const store = await databases.newStore();
    await contacts(new MailRecords(store), "leeds a@x.example");
    const run = await storeRun(store, "r1", [auditOf("leeds", BEFORE)]);
    await send(
      store,
      run,
      smtp,
      "always",
      {},
      { ...STATIONERY, linkBase: "https://audit.example.org/reports/" },
    );
    const [mail] = await smtp.parsed();
    expect(mail?.attachments).toEqual([]);
    expect(mail?.text).toContain("\nhttps://audit.example.org/reports/authorities/leeds/\n");
    expect(mail?.html).toContain('href="https://audit.example.org/reports/authorities/leeds/"');
  });
});

describe("the way to the server", () => {
  const databases = databasesFor("SQLite");

  async function oneReport(): Promise<{ store: SqlStore; run: RunRecord }> {
    const store = await databases.newStore();
    await contacts(new MailRecords(store), "leeds a@x.example");
    return { store, run: await storeRun(store, "r1", [auditOf("leeds", BEFORE)]) };
  }

  test.each(["TLS from the start", "STARTTLS"])("%s with a log-in", async (way) => {
    const { cert, private: key } = await certificate();
    const secure = way === "TLS from the start";
    const smtp = await server({
      secure,
      key,
      cert,
      authOptional: false,
      onAuth(auth, _session, done) {
        const known = auth.username === "audit" && auth.password === "p@ss:word";
        done(known ? null : new Error("who?"), known ? { user: "audit" } : undefined);
      },
    });
    const { store, run } = await oneReport();
    const smtpUrl = smtp.url.replace("://127.0.0.1", "://audit:p%40ss%3Aword@localhost");
    await send(store, run, smtp, "always", { smtpUrl, ca: [cert] });
    expect(smtp.received).toMatchObject([{ recipient: "a@x.example", user: "audit" }]);
  });

  test("a DKIM signature still holds when the message has come through", async () => {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
      publicKeyEncoding: { type: "spki", format: "pem" },
    });
    const smtp = await server();
    const { store, run } = await oneReport();
    const dkim = { domainName: "example.org", keySelector: "s1", privateKey };
    await send(store, run, smtp, "always", {}, { ...STATIONERY, dkim });
    const raw = smtp.received[0]?.raw ?? "";
    expect(signatureHolds(raw, publicKey)).toBe(true);
    expect(signatureHolds(raw.replace("first audit", "last audit"), publicKey)).toBe(false);
    expect(signatureHolds(raw.replace(/^To: /m, "To: b@x.example, "), publicKey)).toBe(false);
  });

  test("a certificate that nobody vouches for is not trusted, and no message is lost by it", async () => {
    const { cert, private: key } = await certificate();
    const smtp = await server({ secure: true, key, cert });
    const { store, run } = await oneReport();
    const smtpUrl = smtp.url.replace("127.0.0.1", "localhost");
    await expect(send(store, run, smtp, "always", { smtpUrl })).rejects.toThrow(MailServerRefusedError);
    expect((await new MailRecords(store).outbox())[0]).toMatchObject({ state: "waiting", attempts: 0 });
    expect(smtp.received).toEqual([]);
  });

  test("a wrong password stops the sending, and no message is lost by it", async () => {
    const smtp = await server({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(Object.assign(new Error("who?"), { responseCode: 535 })),
    });
    const { store, run } = await oneReport();
    const smtpUrl = smtp.url.replace("://", "://audit:wrong@");
    await expect(send(store, run, smtp, "always", { smtpUrl })).rejects.toThrow(/535/);
    expect((await new MailRecords(store).outbox())[0]).toMatchObject({ state: "waiting" });
  });

  test.each(["", "mail.example.org", "http://mail.example.org", "smtp://"])(
    "SMTP_URL %j is refused in words",
    (smtpUrl) => {
      expect(() => openPostman({ smtpUrl, messagesPerMinute: 60 })).toThrow(/SMTP_URL is not understood/);
    },
  );
});

async function send(
  store: SqlStore,
  run: RunRecord,
  smtp: MailServer,
  when: When,
  way: Partial<PostmanOptions> = {},
  stationery: Stationery = STATIONERY,
): Promise<MailSummary> {
  const postman = openPostman({ smtpUrl: smtp.url, messagesPerMinute: 60_000, timeoutMs: 5_000, ...way });
  try {
    return await sendReports({
      store,
      run,
      when,
      stationery,
      postman,
      waitMs: 0,
      now: () => new Date(),
      log: () => {},
    });
  } finally {
    postman.close();
  }
}

/** RFC 6376, 3.4.2, 3.4.4 and 3.7, for relaxed/relaxed and rsa-sha256. */
function signatureHolds(raw: string, publicKey: string): boolean {
  const [head = "", ...rest] = raw.split("\r\n\r\n");
  const headers = head.split(/\r\n(?![ \t])/).map((line) => {
    const colon = line.indexOf(":");
    const value = line
      .slice(colon + 1)
      .replace(/\r\n/g, "")
      .replace(/[ \t]+/g, " ")
      .trim();
    return [line.slice(0, colon).trim().toLowerCase(), value] as const;
  });
  const signature = headers.find(([name]) => name === "dkim-signature")?.[1] ?? "";
  const tag = (name: string) =>
    new RegExp(`(?:^|;) ?${name}=([^;]*)`).exec(signature)?.[1]?.replace(/\s/g, "") ?? "";
  const body = rest
    .join("\r\n\r\n")
    .replace(/[ \t]+(?=\r\n)/g, "")
    .replace(/[ \t]+/g, " ");
  const hash = createHash("sha256")
    .update(`${body.replace(/(\r\n)*$/, "")}\r\n`, "latin1")
    .digest("base64");
  if (hash !== tag("bh")) return false;
  const left = [...headers];
  const signed = tag("h")
    .split(":")
    .map((name) => {
      const at = left.findLastIndex(([one]) => one === name.toLowerCase());
      const [found] = at < 0 ? [] : left.splice(at, 1);
      return found ? `${found[0]}:${found[1]}\r\n` : "";
    });
  const bare = signature.replace(/((?:^|;) ?b=)[^;]*/, "$1").trimEnd();
  return createVerify("rsa-sha256")
    .update(`${signed.join("")}dkim-signature:${bare}`, "latin1")
    .verify(publicKey, tag("b"), "base64");
}

async function contacts(records: MailRecords, ...lines: string[]): Promise<void> {
  const list = lines.map((line) => {
    const [authoritySlug = "", email = ""] = line.split(" ");
    return { authoritySlug, email, name: null, role: null };
  });
  await records.saveContacts(list, "2026-11-01T00:00:00.000Z");
}

function certificate() {
  return generate([{ name: "commonName", value: "localhost" }], {
    keySize: 2048,
    extensions: [{ name: "subjectAltName", altNames: [{ type: 2, value: "localhost" }] }],
  });
}
