import { describe, expect, test } from "vitest";
import { Frontier } from "../../src/crawl/frontier.js";
import { Interest } from "../../src/crawl/interest.js";
import { Scope } from "../../src/crawl/scope.js";
import { pageOf } from "../support/snapshot-of.js";
import { probeOf } from "./net-of.js";

const looksFor = {
  bins: { links: [/\bbins?\b/i], enough: 2 },
  parking: { links: [/\bparking\b/i], notLinks: [/lorry/i], paths: [/\/parking\b/i] },
  pay: { links: [/^pay$/i], hosts: [/(^|\.)pay\.example$/] },
};

function frontierOf(): Frontier {
  const scope = new Scope("example.gov.uk");
  return new Frontier(new Interest([probeOf(looksFor)]), scope);
}

const linked = (path: string, links: Record<string, string>, title = "Page") =>
  pageOf(
    path,
    `<title>${title}</title><main><h1>${title}</h1>${Object.entries(links)
      .map(([href, name]) => `<p><a href="${href}">${name}</a></p>`)
      .join("")}</main>`,
  );
const paths = (frontier: Frontier, count: number) =>
  frontier.take(count).map((one) => new URL(one.url).pathname);

describe("what comes first", () => {
  test("every subject's first candidate stands before any subject's second", () => {
    const frontier = frontierOf();
    frontier.addPage(
      linked("/deep", {
        "/b1": "Bins",
        "/b2": "Bin days",
        "/b3": "Bins and boxes",
        "/p1": "Parking",
        "/news": "Xyz",
      }),
      2,
    );
    const first = paths(frontier, 2);
    expect(new Set(first)).toEqual(new Set(["/b1", "/p1"]));
    expect(paths(frontier, 3)).toEqual(["/b2", "/b3", "/news"]);
  });

  test("an A–Z stands before pages that nobody looks for", () => {
    const frontier = frontierOf();
    frontier.addPage(linked("/", { "/x": "Something", "/a-z": "A to Z of services", "/y": "Other" }), 0);
    expect(paths(frontier, 1)).toEqual(["/a-z"]);
  });

  test("the same links in the same order always come out in the same order", () => {
    const order = () => {
      const frontier = frontierOf();
      frontier.addPage(
        linked("/", Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`/p${i}`, `P ${i}`]))),
        0,
      );
      return paths(frontier, 40);
    };
    expect(order()).toEqual(order());
    expect(order()[0]).toBe("/p0");
  });
});

describe("what never comes", () => {
  test("a link elsewhere that no probe looks for, or whose name rules it out", () => {
    const frontier = frontierOf();
    frontier.addPage(
      linked("/", { "https://other.example/a": "Weather", "https://other.example/parking": "Lorry parking" }),
      0,
    );
    expect(frontier.take(5)).toEqual([]);
  });

  test("a document that no probe looks for", () => {
    const frontier = frontierOf();
    frontier.addPage(linked("/", { "/minutes.pdf": "Minutes", "/bins.pdf": "Bin calendar" }), 0);
    expect(paths(frontier, 5)).toEqual(["/bins.pdf"]);
  });

  test("links of another organisation's page", () => {
    const frontier = frontierOf();
    frontier.addPage(
      linked("https://pay.example/start", { "/next": "Pay", "https://www.example.gov.uk/x": "Bins" }),
      1,
    );
    expect(frontier.take(5)).toEqual([]);
  });

  test("an address twice, however it is written", () => {
    const frontier = frontierOf();
    frontier.addPage(
      linked("/", { "/x": "X", "http://example.gov.uk/x/": "X again", "/x#part": "X part" }),
      0,
    );
    expect(paths(frontier, 5)).toEqual(["/x"]);
  });

  test("more than a few months of an endless calendar, and the rest is recorded as a trap", () => {
    const frontier = frontierOf();
    const months = Array.from({ length: 30 }, (_, i) => [`/calendar?month=${i}`, `Month ${i}`]);
    frontier.addPage(linked("/", Object.fromEntries(months)), 0);
    expect(frontier.take(50).length).toBeLessThanOrEqual(3);
    expect(frontier.unvisited("page-budget").every((one) => one.why === "trap")).toBe(true);
  });
});

test("an action's link below a page about the subject leads to its form, on a supplier's host too", () => {
  const frontier = frontierOf();
  frontier.addPage(linked("/parking", { "https://forms.example/start?id=7": "Start now" }, "Parking"), 2);
  expect(frontier.take(1)[0]?.url).toBe("https://forms.example/start?id=7");
});

test("what is left is recorded most relevant first, and what nobody looks for as unlikely", () => {
  const frontier = frontierOf();
  frontier.addPage(linked("/deep", { "/x": "Something", "/b": "Bins" }), 3);
  expect(frontier.unvisited("page-budget").map((one) => [one.name, one.why])).toEqual([
    ["Bins", "page-budget"],
    ["Something", "unlikely"],
  ]);
});

test("subjects that no link spoke of are told", () => {
  const frontier = frontierOf();
  frontier.addPage(linked("/", { "/b": "Bins" }), 0);
  expect(frontier.unspokenFor()).toEqual([1, 2]);
});
