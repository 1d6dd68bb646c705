import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseSitemap, readSitemaps } from "../../src/crawl/sitemap.js";
import { netOf } from "./net-of.js";

const WWW = "https://www.example.gov.uk";
const bytes = (text: string) => new TextEncoder().encode(text);
const urlset = (...urls: string[]) =>
  `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls.map((url) => `<url><loc>${url}</loc></url>`).join("")}</urlset>`;

test("a url set's addresses are read, entities resolved and images left out", () => {
  const xml = urlset(`${WWW}/a?x=1&amp;y=2`, ` ${WWW}/b `).replace(
    "</url>",
    `<image:image><image:loc>${WWW}/i.png</image:loc></image:image></url>`,
  );
  expect(parseSitemap(bytes(xml), "text/xml").urls).toEqual([`${WWW}/a?x=1&y=2`, `${WWW}/b`]);
});

test("a gzipped file and a plain list of addresses are read too", () => {
  expect(parseSitemap(gzipSync(urlset(`${WWW}/a`)), "application/gzip").urls).toEqual([`${WWW}/a`]);
  expect(parseSitemap(bytes(`${WWW}/a\r\n${WWW}/b\n`), "text/plain").urls).toEqual([`${WWW}/a`, `${WWW}/b`]);
});

test("broken XML still gives its addresses", () => {
  const cut = `<urlset><url><loc>${WWW}/a?x=1&y=2</loc></url><url><loc>${WWW}/b</loc>`;
  expect(parseSitemap(bytes(cut), "text/xml").urls).toEqual([`${WWW}/a?x=1&y=2`, `${WWW}/b`]);
});

test("an entity bomb expands to nothing", () => {
  const bomb = `<!DOCTYPE x [<!ENTITY a "${"z".repeat(1000)}"><!ENTITY b "&a;&a;&a;">]><urlset><url><loc>${WWW}/&b;</loc></url></urlset>`;
  expect(parseSitemap(bytes(bomb), "text/xml").urls.every((url) => url.length < 200)).toBe(true);
});

test("a web page in the sitemap's place is no sitemap", async () => {
  const net = netOf({ [`${WWW}/sitemap.xml`]: "<!doctype html><html><body>Sorry</body></html>" });
  const read = await readSitemaps(net, `${WWW}/`, [], () => true, undefined);
  expect(read.records).toEqual([{ url: `${WWW}/sitemap.xml`, outcome: "soft-404", urls: 0 }]);
});

test("an index is followed within own hosts, and one that lists itself ends", async () => {
  const index = `<sitemapindex>${["/sitemap.xml", "/one.xml"].map((path) => `<sitemap><loc>${WWW}${path}</loc></sitemap>`).join("")}<sitemap><loc>https://elsewhere.example/s.xml</loc></sitemap></sitemapindex>`;
  const net = netOf({
    [`${WWW}/sitemap.xml`]: { body: index, type: "text/xml" },
    [`${WWW}/one.xml`]: { body: urlset(`${WWW}/a`), type: "text/xml" },
  });
  const read = await readSitemaps(net, `${WWW}/`, [], (url) => url.startsWith(WWW), undefined);
  expect(read.addresses).toEqual([{ url: `${WWW}/a`, sitemap: `${WWW}/one.xml` }]);
  expect(net.asked).toEqual([`${WWW}/sitemap.xml`, `${WWW}/one.xml`]);
});

test("no bytes make the reader throw", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.string(), (body, type) => {
      parseSitemap(body, type);
      parseSitemap(gzipSync(body), type);
      parseSitemap(bytes(`<urlset>${type}`), "text/xml");
    }),
  );
});
