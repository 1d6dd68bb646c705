import { describe, expect, test } from "vitest";
import { transportSecurity } from "../../../probes/duties/transport-security.js";
import type { Page, Snapshot } from "../../../src/snapshot/types.js";
import { contextOf } from "../../support/context.js";
import { failureOf, pageOf, snapshotOf } from "../../support/snapshot-of.js";
import { judgedIn, page } from "./judge-duty.js";

const START = page("Welcome", "<p>Home</p>");
const FILE = "/.well-known/security.txt";

function snapshotWith(homepage: Partial<Page>, ...others: Page[]): Snapshot {
  const snapshot = snapshotOf({ "/": START });
  snapshot.pages = [...snapshot.pages.map((one) => ({ ...one, ...homepage })), ...others];
  return snapshot;
}

function textFile(path: string, text: string): Page {
  return pageOf(path, "", { kind: "text", contentType: "text/plain", text, mainText: text });
}

describe("security.txt", () => {
  test.each([
    [
      "met with a contact and an expiry to come",
      "Contact: mailto:security@example.gov.uk\nExpires: 2027-05-01T00:00:00Z\n",
      "met",
      "current",
    ],
    [
      "partly met when it has expired",
      "Contact: mailto:security@example.gov.uk\nExpires: 2025-05-01T00:00:00Z\n",
      "partly-met",
      "expired",
    ],
    ["partly met without an expiry", "Contact: https://example.gov.uk/report\n", "partly-met", "incomplete"],
    [
      "not found in a text file about something else",
      "User-agent: *\nDisallow:\n",
      "cannot-tell",
      "guidance-not-found",
    ],
  ])("is %s", (_, text, verdict, reason) => {
    expect(judgedIn("T-63", snapshotWith({}, textFile(FILE, text)))).toMatchObject({ verdict, reason });
  });

  test("is not found in a web page that answers for it", () => {
    const found = judgedIn(
      "T-63",
      snapshotWith({}, pageOf(FILE, page("Welcome", "<p>Contact: us. Expires: 2027-05-01</p>"))),
    );
    expect(found).toMatchObject({
      verdict: "cannot-tell",
      reason: "guidance-not-found",
      measures: { what: "not-a-file" },
    });
  });

  test("is not found when its address is, and nothing is counted against the site", () => {
    const snapshot = { ...snapshotWith({}), failures: [failureOf(FILE, "not-found", 404)] };
    expect(judgedIn("T-63", snapshot)).toMatchObject({
      verdict: "cannot-tell",
      reason: "guidance-not-found",
    });
  });

  test("is a soft 404 for what it is", () => {
    const snapshot = { ...snapshotWith({}), failures: [failureOf(FILE, "soft-404", 200)] };
    expect(judgedIn("T-63", snapshot)).toMatchObject({ measures: { what: "not-a-file" } });
  });

  test.each(["blocked", "timeout", "disallowed"] as const)(
    "was not seen when the request ended in %s",
    (outcome) => {
      const snapshot = { ...snapshotWith({}), failures: [failureOf(FILE, outcome)] };
      expect(judgedIn("T-63", snapshot)).toMatchObject({ verdict: "cannot-tell", reason: "file-not-tried" });
    },
  );

  test("at the root only is found in part", () => {
    const file = textFile("/security.txt", "Contact: mailto:a@example.gov.uk\nExpires: 2027-05-01\n");
    const snapshot = { ...snapshotWith({}, file), failures: [failureOf(FILE, "not-found", 404)] };
    expect(judgedIn("T-63", snapshot)).toMatchObject({ verdict: "partly-met", reason: "root-only" });
  });

  test("is asked for once, from the homepage, on the authority's own host", () => {
    const context = { subject: contextOf().subject, asOf: "2026-11-01", isOwn: () => true, pages: () => [] };
    const leads = (one: Page) => transportSecurity.leads?.(one, context).map((lead) => lead.url);
    expect(leads(pageOf("/", START))).toEqual(["https://www.example.gov.uk/.well-known/security.txt"]);
    expect(leads(pageOf("/bins", START))).toEqual([]);
    expect(transportSecurity.leads?.(pageOf("/", START), { ...context, isOwn: () => false })).toEqual([]);
  });
});

describe("what the homepage's answer shows", () => {
  test.each([
    ["max-age=63072000; includeSubDomains", "met", "hsts-year"],
    ["max-age=300", "partly-met", "hsts-short"],
    ["max-age=0", "cannot-tell", "guidance-not-found"],
    ["", "cannot-tell", "guidance-not-found"],
  ])("Strict-Transport-Security %j is %s", (header, verdict, reason) => {
    const found = judgedIn("T-62", snapshotWith({ headers: { "strict-transport-security": header } }));
    expect(found).toMatchObject({ verdict, reason });
  });

  test("three security headers are met, one is part of them", () => {
    const all = {
      "content-security-policy": "default-src 'self'",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
    };
    expect(judgedIn("T-64", snapshotWith({ headers: all }))).toMatchObject({ verdict: "met" });
    expect(judgedIn("T-64", snapshotWith({ headers: { "referrer-policy": "no-referrer" } }))).toMatchObject({
      verdict: "partly-met",
      reason: "some-headers",
    });
    expect(judgedIn("T-64", snapshotWith({}))).toMatchObject({
      verdict: "cannot-tell",
      reason: "guidance-not-found",
    });
  });

  test("HTTPS tells whether the plain address was seen to lead there", () => {
    expect(judgedIn("T-61", snapshotWith({}))).toMatchObject({
      verdict: "met",
      measures: { redirectSeen: false },
    });
    const redirected = snapshotWith({ requestedUrl: "http://www.example.gov.uk/" });
    expect(judgedIn("T-61", redirected)).toMatchObject({ verdict: "met", measures: { redirectSeen: true } });
  });

  test("scripts over plain HTTP are mixed content", () => {
    const snapshot = snapshotOf({
      "/": '<html><head><title>x</title><script src="http://cdn.example.org/a.js"></script></head><body><main><p>Hi</p></main></body></html>',
    });
    expect(judgedIn("T-61", snapshot)).toMatchObject({ verdict: "partly-met", reason: "mixed-content" });
  });

  test("a form for personal details over plain HTTP is not met, a search box is no such form", () => {
    const form = (method: string, field: string) =>
      snapshotOf({
        "/": page(
          "Welcome",
          `<form method="${method}" action="http://www.example.gov.uk/send"><label for="f">${field}</label><input id="f" name="f"><button>Send</button></form>`,
        ),
      });
    expect(judgedIn("T-61", form("post", "Your email address"))).toMatchObject({
      verdict: "not-met",
      reason: "plain-form",
    });
    expect(judgedIn("T-61", form("get", "Search this site")).verdict).toBe("met");
  });

  test("a domain outside gov.uk is a note, not a fault", () => {
    expect(judgedIn("T-60", snapshotWith({}))).toMatchObject({ verdict: "met" });
    const other = {
      ...snapshotWith({ url: "https://www.example.org/" }),
      registrableDomain: "example.org",
      homepageUrl: "https://www.example.org/",
    };
    expect(judgedIn("T-60", other)).toMatchObject({ verdict: "cannot-tell", reason: "guidance-not-found" });
  });

  test("e-mail authenticity is left open: the DNS is not asked", () => {
    expect(judgedIn("T-65", snapshotWith({}))).toMatchObject({
      verdict: "cannot-tell",
      reason: "dns-not-queried",
    });
  });
});
