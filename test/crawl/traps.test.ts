import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isDocumentAddress, shapeOf, trapOf } from "../../src/crawl/traps.js";

const at = (path: string) => `https://www.example.gov.uk${path}`;

describe("addresses that must not be followed", () => {
  test.each([
    ["/a/b/a/b/a/b", "repeating path"],
    ["/en/en/en/x", "repeating path"],
    ["/news?sort=date", "sorting or filtering"],
    ["/list?dir=asc", "sorting or filtering"],
    ["/page?print=1", "print version"],
    ["/print/page", "print version"],
    ["/news?page=900", "deep pagination"],
    ["/x.jpg", "media file or feed"],
    ["/logout", "session or basket action"],
    [`/${"x/y".repeat(250)}`, "over-long address"],
    [`/${Array.from({ length: 20 }, (_, i) => `s${i}`).join("/")}`, "ever-growing path"],
  ])("%s is a trap: %s", (path, why) => {
    expect(trapOf(at(path))).toBe(why);
  });

  test.each([
    "/council-tax/pay",
    "/mgMemberIndex.aspx?FN=ALPHA&VW=LIST&PIC=0",
    "/a-z?letter=B",
    "/login",
    "/info/200/council_tax",
    "/printing-services",
    "/directory?dir=12",
    "/blueprint/plan",
  ])("%s is an ordinary page", (path) => {
    expect(trapOf(at(path))).toBeNull();
  });

  test("social media is never a supplier, and hosts that only end alike are", () => {
    expect(trapOf("https://www.facebook.com/example")).toBe("social media or sharing");
    expect(trapOf("https://x.com/example")).toBe("social media or sharing");
    expect(trapOf("https://netflix.com/")).toBeNull();
  });

  test("no address makes it throw", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl({ withQueryParameters: true })), (address) => {
        trapOf(address);
        isDocumentAddress(address);
        expect(shapeOf(address).cap).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe("families of addresses", () => {
  test("all months of a calendar are one family of few pages", () => {
    const march = shapeOf(at("/events/calendar?month=3&year=2026"));
    expect(shapeOf(at("/events/calendar?month=4&year=2031"))).toEqual(march);
    expect(march.cap).toBeLessThan(5);
  });

  test("pages at the top of a site are no family", () => {
    expect(shapeOf(at("/council-tax")).cap).toBe(Number.POSITIVE_INFINITY);
  });

  test("an endless calendar costs a handful of fetches", () => {
    expect(shapeOf(at("/whats-on/2026/03/04")).key).toBe(shapeOf(at("/whats-on/2031/11/24")).key);
  });
});
