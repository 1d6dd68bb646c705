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
    "from this machine (%s)",
    (remoteAddress) => {
      for (const host of ["localhost:8080", "127.0.0.1:8080", "[::1]:8080", "localhost"]) {
        const asker = { ...here, remoteAddress, headers: { host }, token: null };
        expect(new Access(null).decide(asker)).toEqual({ admitted: true });
        expect(new Access(TOKEN).decide(asker)).toEqual({ admitted: true });
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

  test("with another token, not even from this machine", () => {
    for (const token of ["", TOKEN.slice(1), `${TOKEN} `, TOKEN.toUpperCase()]) {
      expect(new Access(TOKEN).decide({ ...here, token })).toMatchObject(refused(401));
      expect(new Access(null).decide({ ...here, token })).toMatchObject(refused(401));
    }
  });

  test.each(["forwarded", "x-forwarded-for", "x-real-ip", "via"])(
    "by somebody behind a proxy of this machine (%s)",
    (name) => {
      const headers = { ...here.headers, [name]: "127.0.0.1" };
      expect(new Access(null).decide({ ...here, headers, token: null })).toMatchObject(refused(403));
      expect(new Access(TOKEN).asksForToken({ ...here, headers })).toBe(true);
    },
  );

  test("by a proxy of this machine that says nothing of whom it stands for", () => {
    expect(new Access(null).decide({ ...here, httpVersion: "1.0", token: null })).toMatchObject(refused(403));
  });

  test.each(["rebound.example:8080", "localhost.example", "127.0.0.1.example", "10.0.0.5", "", undefined])(
    "under a name that is not this machine's own (%s)",
    (host) => {
      const headers = host === undefined ? {} : { host };
      expect(new Access(null).decide({ ...here, headers, token: null })).toMatchObject(refused(403));
    },
  );

  test.each([
    { origin: "https://elsewhere.example" },
    { origin: "http://localhost:9999" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "cross-site", origin: "http://localhost:8080" },
  ])("by a page of another site that is open at this machine: %o", (sent) => {
    const headers = { ...here.headers, ...sent };
    expect(new Access(TOKEN).decide({ ...here, headers, token: null })).toMatchObject(refused(403));
  });
});

test("the form asks for the token only where it takes one", () => {
  expect(new Access(TOKEN).asksForToken(here)).toBe(false);
  expect(new Access(TOKEN).asksForToken(elsewhere)).toBe(true);
  expect(new Access(null).asksForToken(elsewhere)).toBe(false);
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
