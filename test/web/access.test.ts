import { describe, expect, test } from "vitest";
import { Access, bearerToken } from "../../src/web/access.js";

const TOKEN = "0123456789abcdef0123";
const here = { remoteAddress: "127.0.0.1", httpVersion: "1.1", headers: { host: "localhost:8080" } };
const elsewhere = {
  remoteAddress: "198.51.100.7",
  httpVersion: "1.1",
  headers: { host: "audit.example.org" },
};

const refused = (status: number) => ({ admitted: false, status });

describe("an audit may be started", () => {
  test.each(["127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"])(
    "from this machine, where there is no token (%s)",
    (remoteAddress) => {
      for (const host of ["localhost:8080", "127.0.0.1:8080", "[::1]:8080", "localhost"]) {
        const asker = { ...here, remoteAddress, headers: { host }, token: null };
        expect(new Access(null).decide(asker)).toEqual({ admitted: true });
      }
    },
  );

  test("from a page of this server, as browsers say it", () => {
    const headers = { ...here.headers, origin: "http://localhost:8080", "sec-fetch-site": "same-origin" };
    expect(new Access(null).decide({ ...here, headers, token: null })).toEqual({ admitted: true });
  });

  test("from anywhere with the token", () => {
    const foreign = { origin: "https://elsewhere.example", "sec-fetch-site": "cross-site" };
    for (const headers of [elsewhere.headers, { ...elsewhere.headers, ...foreign }])
      expect(new Access(TOKEN).decide({ ...elsewhere, headers, token: TOKEN })).toEqual({ admitted: true });
  });
});

describe("an audit may not be started", () => {
  test("from another machine without the token", () => {
    expect(new Access(TOKEN).decide({ ...elsewhere, token: null })).toMatchObject(refused(401));
    expect(new Access(null).decide({ ...elsewhere, token: null })).toMatchObject(refused(403));
  });

  test("without the token where there is one, or with another, not even from this machine", () => {
    for (const token of [null, "", TOKEN.slice(1), `${TOKEN} `, TOKEN.toUpperCase()])
      expect(new Access(TOKEN).decide({ ...here, token })).toMatchObject(refused(401));
  });

  test("from another machine where no token could be given, whatever is given", () => {
    expect(new Access(null).decide({ ...elsewhere, token: TOKEN })).toMatchObject(refused(403));
  });

  test.each([
    "forwarded",
    "x-forwarded-for",
    "x-forwarded-proto",
    "x-forwarded-port",
    "x-real-ip",
    "x-client-ip",
    "true-client-ip",
    "cf-connecting-ip",
    "via",
  ])("by somebody behind a proxy of this machine (%s)", (name) => {
    const headers = { ...here.headers, [name]: "" };
    expect(new Access(null).decide({ ...here, headers, token: null })).toMatchObject(refused(403));
  });

  test("by a proxy of this machine that says nothing of whom it stands for", () => {
    expect(new Access(null).decide({ ...here, httpVersion: "1.0", token: null })).toMatchObject(refused(403));
  });

  test.each([
    "rebound.example:8080",
    "localhost.example",
    "127.0.0.1.example",
    "10.0.0.5",
    "evil.example@localhost",
    "localhost/evil.example",
    "localhost#evil.example",
    "localhost:80:80",
    "",
    undefined,
  ])("under a name that is not this machine's own (%s)", (host) => {
    const headers = host === undefined ? {} : { host };
    expect(new Access(null).decide({ ...here, headers, token: null })).toMatchObject(refused(403));
  });

  test.each([
    { origin: "https://elsewhere.example" },
    { origin: "http://localhost:9999" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "cross-site", origin: "http://localhost:8080" },
  ])("by a page of another site that is open at this machine: %o", (sent) => {
    const headers = { ...here.headers, ...sent };
    expect(new Access(null).decide({ ...here, headers, token: null })).toMatchObject(refused(403));
  });
});

test("the form asks for the token where there is one", () => {
  expect(new Access(TOKEN).asksForToken).toBe(true);
  expect(new Access(null).asksForToken).toBe(false);
});

test.each([
  ["Bearer abc", "abc"],
  ["bearer  abc ", "abc"],
  ["Basic abc", null],
  ["Bearer a b", null],
  [undefined, null],
])("the header %s holds the token %s", (header, token) => {
  expect(bearerToken(header)).toBe(token);
});
