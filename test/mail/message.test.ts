import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { type Attachment, type ParsedMail, simpleParser } from "mailparser";
import { describe, expect, test } from "vitest";
import { reportMail } from "../../reports/email/report-mail.js";
import { fileNameOf, type MessageParts, messageBytes, messageIdOf } from "../../src/mail/message.js";
import { senderOf } from "../../src/mail/sender.js";
import { findingOf } from "../support/document-of.js";
import { auditOf } from "./stored-runs.js";

const FROM = { name: "Prüfstelle & Co", address: "audit@example.org" };

describe("a message", () => {
  test("comes back from the wire with both parts, the report and the headers a list needs", async () => {
    const mail = reportMail({
      document: auditOf("leeds", { "13-m1": "not-met", "12-m4": "met" }, { name: "Leeds City Council" }),
      since: auditOf("leeds", { "13-m1": "met", "12-m4": "partly-met" }),
      report: { attachedAs: "leeds.html" },
      unsubscribe: "stop@example.org",
    });
    const report = "<!doctype html><title>Größe — “quoted” £</title>";
    const parsed = await sent({
      subject: mail.subject,
      html: mail.html,
      text: mail.text,
      attachment: { filename: "leeds.html", html: report },
      unsubscribe: "stop@example.org",
    });
    expect(parsed.subject).toBe("Leeds City Council website: 1 outcome regressed, 1 improved");
    expect(parsed.from?.value).toEqual([{ name: FROM.name, address: FROM.address }]);
    expect(parsed.date).toEqual(new Date("2026-11-02T05:00:00Z"));
    expect(parsed.text).toContain("“Cannot tell” is neither a pass nor a\nfailure.");
    expect(parsed.html).toContain("Leeds City Council");
    expect(header(parsed, "List-Unsubscribe")).toBe("<mailto:stop@example.org?subject=unsubscribe>");
    expect(header(parsed, "Auto-Submitted")).toBe("auto-generated");
    expect(header(parsed, "List-Id")).toContain("<reports.example.org>");
    expect(parsed.messageId).toBe("<id@example.org>");
    const [attached] = parsed.attachments as [Attachment];
    expect(attached).toMatchObject({
      filename: "leeds.html",
      contentType: "text/html",
      contentDisposition: "attachment",
    });
    expect(attached.content.toString("utf8")).toBe(report);
  });

  test("offers the plain text before the HTML, as alternatives", async () => {
    const raw = (
      await messageBytes(partsOf({ attachment: { filename: "a.html", html: "<p>x" } }))
    ).toString();
    const order = [...raw.matchAll(/^Content-Type: ([a-z/]+)/gim)].map((one) => one[1]?.toLowerCase());
    expect(order).toEqual([
      "multipart/mixed",
      "multipart/alternative",
      "text/plain",
      "text/html",
      "text/html",
    ]);
  });

  test("is the same bytes at every try", async () => {
    const parts = partsOf({ attachment: { filename: "a.html", html: "<p>x" } });
    expect(await messageBytes(parts)).toEqual(await messageBytes(parts));
  });

  test("keeps to CRLF line ends and lines that every server takes", async () => {
    const bytes = await messageBytes(
      partsOf({ html: `<p>${"long ".repeat(10_000)}</p>`, text: "ü".repeat(5_000) }),
    );
    const raw = bytes.toString("latin1");
    expect(raw.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    expect(Math.max(...raw.split("\r\n").map((line) => line.length))).toBeLessThanOrEqual(998);
    expect(bytes.every((octet) => octet < 128)).toBe(true);
  });

  test("is signed when a key is given", async () => {
    const { privateKey } = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
      publicKeyEncoding: { type: "spki", format: "pem" },
    });
    const dkim = { domainName: "example.org", keySelector: "s1", privateKey };
    const parsed = await simpleParser(await messageBytes(partsOf({ dkim })));
    const signature = JSON.stringify(parsed.headers.get("dkim-signature"));
    expect(signature).toContain("rsa-sha256");
    expect(signature).toContain("example.org");
    expect(signature).toContain("s1");
    const raw = (await messageBytes(partsOf({ dkim }))).toString();
    // What must not be changed on the way is under the signature.
    const signed = /[\s;]h=([^;]+);/
      .exec(raw.replace(/\r\n\s+/g, ""))?.[1]
      ?.toLowerCase()
      .split(":");
    expect(signed).toEqual(
      expect.arrayContaining(["from", "to", "subject", "date", "message-id", "list-unsubscribe"]),
    );
  });
});

describe("hostile council text", () => {
  const hostile = [
    "Leeds\r\nBcc: victim@example.org\r\n\r\n<script>alert(1)</script>",
    'x" onmouseover="alert(1)\' <img src=x onerror=alert(1)>',
    "\u202Egnp.exe\u2066\u200F \u0000\u0007\u001b[31m",
    "{{ </td></tr></table> }} <% process.exit() %> $1 JUICE_CODE_BLOCK_0_",
    "</style><style>body{display:none}</style><!--",
    "=?utf-8?B?QmNjOiB4QHgueA==?=",
    "T".repeat(10_000),
    "\ud83d".repeat(50),
  ];

  test.each(hostile)("%j does no harm in subject, headers, parts and file names", async (text) => {
    await expectHarmless(text);
  });

  test("nothing that a page can hold gets out of its place", async () => {
    const nasty = fc.array(
      fc.oneof(
        fc.string({ unit: "binary", maxLength: 12 }),
        fc.constantFrom(
          "\r\n",
          "<script>",
          "\u202E",
          '"',
          "'>",
          "{{",
          "}}",
          "<%",
          "%>",
          "<!--",
          "]]>",
          "&#13;",
          "\r",
        ),
      ),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(nasty, (pieces) => expectHarmless(pieces.join(""))),
      { numRuns: 60 },
    );
  });

  test("an address that runs script, or that leads out of a header, is never linked", () => {
    const evidence = (url: string) => [
      { url, found: "x", excerpt: "", retrievedAt: "2026-11-01T02:00:00.000Z", sha256: "" },
    ];
    const mail = reportMail({
      document: auditOf("leeds", {
        "13-m1": { verdict: "not-met", evidence: evidence("javascript:alert(1)") },
        "12-m4": { verdict: "not-met", evidence: evidence('https://a.example/"><script>alert(1)</script>') },
      }),
      since: auditOf("leeds", { "13-m1": "met", "12-m4": "met" }),
      report: { attachedAs: "a.html" },
      unsubscribe: "stop@example.org",
    });
    expect(mail.html).not.toMatch(/javascript:/i);
    expect(mail.html).not.toMatch(/<script/i);
    expect(mail.text).not.toMatch(/javascript:/i);
  });
});

describe("names and addresses", () => {
  test("a Message-ID is the same for the same run, authority and recipient, and else another", () => {
    const key = { runId: "r1", authoritySlug: "leeds", recipient: "Jo@example.org" };
    const id = messageIdOf(key, FROM);
    expect(id).toMatch(/^<[0-9a-f]{40}@example\.org>$/);
    expect(messageIdOf({ ...key, recipient: "jo@EXAMPLE.org" }, FROM)).toBe(id);
    for (const other of [{ runId: "r2" }, { authoritySlug: "york" }, { recipient: "al@example.org" }])
      expect(messageIdOf({ ...key, ...other }, FROM)).not.toBe(id);
  });

  test("a file name never leaves its folder", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" }), { maxLength: 3 }), (parts) => {
        expect(fileNameOf(parts, "eml")).toMatch(/^[a-z0-9-]{1,200}\.eml$/);
      }),
    );
    expect(fileNameOf(["../../etc/passwd", "Año"], "html")).toBe("etc-passwd-ano.html");
  });

  test.each([
    undefined,
    "",
    "  ",
    "nobody",
    "a@b.example, c@d.example",
    "a@b.example\r\nBcc: c@d.example",
    "<script>@x",
  ])("MAIL_FROM %j is refused in words", (text) => {
    expect(() => senderOf(text)).toThrow(/MAIL_FROM/);
  });

  test("MAIL_FROM may have a name", () => {
    expect(senderOf("Council audit <audit@example.org>")).toEqual({
      name: "Council audit",
      address: "audit@example.org",
    });
    expect(senderOf("audit@example.org")).toEqual({ name: "", address: "audit@example.org" });
  });
});

async function expectHarmless(text: string): Promise<void> {
  const findings = {
    "13-m1": findingOf("13-m1", { verdict: "not-met", title: text, summary: text, remedy: text }),
    "12-m4": findingOf("12-m4", { verdict: "met", title: text, summary: text }),
  };
  const mail = reportMail({
    document: auditOf("leeds", findings, { name: text }),
    since: auditOf("leeds", { "13-m1": "met", "12-m4": "not-met" }),
    report: { attachedAs: fileNameOf([text, "audit"], "html") },
    unsubscribe: "stop@example.org",
  });
  const plain = await sent({
    subject: "plain",
    html: "<p>",
    text: "x",
    attachment: { filename: "a.html", html: "" },
  });
  const parsed = await sent({
    subject: mail.subject,
    html: mail.html,
    text: mail.text,
    attachment: { filename: fileNameOf([text, "audit"], "html"), html: "" },
    to: { name: text.replace(/\p{Cc}/gu, " ").slice(0, 200), address: "jo@example.org" },
  });
  // No header more than a harmless message has, and nobody else gets it.
  expect(parsed.headerLines.map((one) => one.key)).toEqual(plain.headerLines.map((one) => one.key));
  expect([parsed.to].flat().flatMap((one) => one?.value.map((to) => to.address))).toEqual(["jo@example.org"]);
  expect(parsed.subject).toMatch(/website: 1 outcome regressed, 1 improved$/);
  expect(parsed.subject?.length).toBeLessThan(250);
  expect(parsed.subject).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069\u200E\u200F]/u);
  expect(parsed.attachments.map((one) => one.filename)).toEqual([
    expect.stringMatching(/^[a-z0-9-]+\.html$/),
  ]);
  const html = String(parsed.html);
  expect(elements(html)).toEqual(elements(harmlessHtml()));
  expect(html).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200E\u200F]/);
  expect(parsed.text).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200E\u200F]/);
  for (const line of (parsed.text ?? "").split("\n"))
    if (!/https?:\/\//i.test(line)) expect(line.length).toBeLessThanOrEqual(76);
}

let harmless = "";
function harmlessHtml(): string {
  harmless ||= reportMail({
    document: auditOf("leeds", {
      "13-m1": { verdict: "not-met", title: "a", summary: "b", remedy: "c" },
      "12-m4": { verdict: "met", title: "a", summary: "b" },
    }),
    since: auditOf("leeds", { "13-m1": "met", "12-m4": "not-met" }),
    report: { attachedAs: "a.html" },
    unsubscribe: "stop@example.org",
  }).html;
  return harmless;
}

/** Tags in order, with the names of their attributes: what text must not be able to change. */
function elements(html: string): string[] {
  const found: string[] = [];
  for (const [, name, attributes] of html.matchAll(/<([a-z!/][a-z0-9]*)((?:"[^"]*"|[^">])*)>/gi)) {
    const names = [...(attributes ?? "").matchAll(/\s([a-z-]+)=/gi)].map((one) => one[1]);
    found.push([name, ...names].join(" "));
  }
  return found;
}

function partsOf(changes: Partial<MessageParts> = {}): MessageParts {
  return {
    from: FROM,
    to: { name: "Jo", address: "jo@example.org" },
    subject: "News",
    text: "News\n",
    html: "<p>News</p>",
    attachment: null,
    messageId: "<id@example.org>",
    unsubscribe: FROM.address,
    date: new Date("2026-11-02T05:00:00Z"),
    dkim: null,
    ...changes,
  };
}

async function sent(changes: Partial<MessageParts>): Promise<ParsedMail> {
  return simpleParser(await messageBytes(partsOf(changes)));
}

function header(mail: ParsedMail, name: string): string {
  const line = mail.headerLines.find((one) => one.key === name.toLowerCase())?.line ?? "";
  return line.replace(/\r?\n\s+/g, " ").slice(name.length + 2);
}
