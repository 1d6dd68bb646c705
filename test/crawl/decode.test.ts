import fc from "fast-check";
import iconv from "iconv-lite";
import { expect, test } from "vitest";
import { decodeHtml } from "../../src/crawl/decode.js";

test("the header's charset wins over the page's own", () => {
  const body = iconv.encode('<meta charset="utf-8">caf\u00e9 £5', "windows-1252");
  expect(decodeHtml(body, "text/html; charset=iso-8859-1")).toEqual({
    text: '<meta charset="utf-8">café £5',
    charset: "windows-1252",
  });
});

test("a charset that the bytes disprove is overruled, both ways", () => {
  expect(decodeHtml(iconv.encode("£5 a week", "windows-1252"), "text/html; charset=utf-8").text).toBe(
    "£5 a week",
  );
  expect(decodeHtml(Buffer.from("£5 a week"), "text/html; charset=iso-8859-1").text).toBe("£5 a week");
});

test("a byte-order mark decides, and is no part of the text", () => {
  const body = Buffer.concat([Buffer.from([0xff, 0xfe]), iconv.encode("Bins – Monday", "utf-16le")]);
  expect(decodeHtml(body, "text/html").text).toBe("Bins – Monday");
});

test("any text in UTF-8 comes back as it was, and any bytes give some text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const body = Buffer.from(`<p>\u00e9${text}`);
      expect(decodeHtml(body, "text/html; charset=utf-8").text).toBe(`<p>\u00e9${text}`);
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array(), fc.string(), (body, type) => {
      expect(typeof decodeHtml(body, type).text).toBe("string");
    }),
  );
});
