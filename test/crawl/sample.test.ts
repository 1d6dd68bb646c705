import fc from "fast-check";
import { expect, test } from "vitest";
import { chooseSample } from "../../src/crawl/sample.js";
import type { Page } from "../../src/snapshot/types.js";
import { HOME, pageOf } from "../support/snapshot-of.js";

const page = (path: string, title: string, changes: Partial<Page> = {}) =>
  pageOf(path, `<title>${title}</title><main><h1>${title}</h1></main>`, {
    template: "plain",
    clicks: 1,
    ...changes,
  });
const pages = [
  page("/", "Home", { clicks: 0, template: "home" }),
  page("/contact-us", "Contact us"),
  page("/accessibility", "Accessibility statement"),
  page("/councillors", "Your councillors"),
  page("/councillors/jane-smith", "Jane Smith", { personal: true }),
  page("/map", "Map", { template: "map" }),
  ...Array.from({ length: 30 }, (_, i) => page(`/p${i}`, `Page ${i}`)),
  page("/supplier", "Apply", { scope: "supplier", template: "supplier" }),
  page("/form.pdf", "Form", { kind: "pdf" }),
];

test("homepage, key pages, one of each template and random ones, in that order", () => {
  const sample = chooseSample(pages, HOME, "seed", 20);
  expect(sample[0]).toEqual({ url: HOME, sampledAs: "homepage" });
  const urls = sample.map((one) => new URL(one.url).pathname);
  expect(urls).toEqual(
    expect.arrayContaining(["/contact-us", "/accessibility", "/councillors", "/councillors/jane-smith"]),
  );
  expect(sample.find((one) => one.url.endsWith("/map"))?.sampledAs).toBe("template");
  expect(sample.filter((one) => one.sampledAs === "random")).toHaveLength(5);
  expect(urls).not.toContain("/form.pdf");
  expect(urls).not.toContain("/supplier");
});

test("the sample depends on pages and seed, not on the order of the crawl", () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(pages, { minLength: pages.length }), (shuffled) => {
      expect(chooseSample(shuffled, HOME, "seed", 20)).toEqual(chooseSample(pages, HOME, "seed", 20));
    }),
  );
  expect(chooseSample(pages, HOME, "other", 20)).not.toEqual(chooseSample(pages, HOME, "seed", 20));
});

test("it never exceeds its budget nor holds a page twice", () => {
  fc.assert(
    fc.property(fc.nat(40), fc.string(), (max, seed) => {
      const urls = chooseSample(pages, HOME, seed, max).map((one) => one.url);
      expect(urls.length).toBeLessThanOrEqual(max);
      expect(new Set(urls).size).toBe(urls.length);
    }),
  );
});
