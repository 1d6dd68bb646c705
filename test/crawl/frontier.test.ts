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

test("the site's search is asked for what no page read is about, and for what only leads on while more is left", () => {
  const frontier = frontierOf();
  frontier.addPage(linked("/", { "/b": "Bins" }), 0);
  expect(frontier.unreadFor()).toEqual([looksFor.bins, looksFor.parking, looksFor.pay]);
  const [bins] = frontier.take(1);
  frontier.countPage(linked("/b", {}, "Bins"), bins ?? null);
  expect(frontier.unreadFor()).toEqual([looksFor.parking, looksFor.pay]);
  frontier.addPage(linked("/b", { "/b/x": "Something" }, "Bins"), 1);
  expect(frontier.unreadFor()).toEqual([looksFor.bins, looksFor.parking, looksFor.pay]);
});

test("the first results of a search stand for what was asked, whatever they are called", () => {
  const frontier = frontierOf();
  frontier.addPage(linked("/far", { "/x": "Something", "/y": "Other" }), 2);
  frontier.addSearchResults(linked("/search?q=bins", { "/deep": "Moving house", "/y": "Other" }), [
    looksFor.bins,
  ]);
  expect(paths(frontier, 3)).toEqual(["/y", "/deep", "/x"]);
});

describe("an outcome of several limbs", () => {
  const limbs = {
    street: {
      links: [/graffiti|bulky/i],
      parts: [
        { links: [/graffiti/i], enough: 3 },
        { links: [/bulky/i], enough: 3 },
      ],
    },
  };
  const ofLimbs = () => new Frontier(new Interest([probeOf(limbs)]), new Scope("example.gov.uk"));

  test("each limb's best page comes before any limb's second", () => {
    const frontier = ofLimbs();
    const names = {
      "/g1": "Graffiti",
      "/g2": "Graffiti on walls",
      "/g3": "Graffiti art",
      "/b1": "Bulky waste",
    };
    frontier.addPage(linked("/", names), 0);
    expect(paths(frontier, 2)).toEqual(["/g1", "/b1"]);
  });

  test("a page that leads on leaves room for the form it leads to", () => {
    const frontier = ofLimbs();
    frontier.addPage(linked("/", { "/g": "Graffiti", "/g2": "Graffiti on walls" }), 0);
    const [first] = frontier.take(1);
    const page = linked("/g", { "/forms/7": "Report graffiti" }, "Graffiti");
    frontier.countPage(page, first ?? null);
    frontier.addPage(page, 1);
    expect(paths(frontier, 1)).toEqual(["/forms/7"]);
  });
});

test("what is not asked of the authority is not looked for", () => {
  const interest = new Interest([probeOf(looksFor)], (outcome) => outcome === "bins");
  expect([...interest.wholes()]).toEqual([looksFor.bins]);
  expect(interest.ofName("Parking")).toEqual([]);
  expect(interest.ofName("Bins")).toEqual([0]);
});

describe("beyond the authority's own hosts", () => {
  const elsewhere = (url: string, links: Record<string, string>) =>
    pageOf(
      url,
      `<title>Trust</title><main><h1>Trust</h1>${Object.entries(links)
        .map(([href, name]) => `<p><a href="${href}">${name}</a></p>`)
        .join("")}</main>`,
      { scope: "supplier" },
    );
  /** The first address off the site, taken and read as a page with these links. */
  function visit(frontier: Frontier, links: Record<string, string>): void {
    const [first] = frontier.take(1);
    if (!first) throw new Error("nothing to visit");
    const page = elsewhere(first.url, links);
    frontier.countPage(page, first);
    frontier.addPage(page, 2, "link", first);
  }
  const urls = (frontier: Frontier) => frontier.take(9).map((one) => one.url);

  test("a supplier's front page leads one step on, to what it was visited for and nothing else", () => {
    const frontier = frontierOf();
    frontier.addPage(linked("/parking", { "https://permits.test/": "Parking permits" }, "Parking"), 2);
    visit(frontier, {
      "https://permits.test/apply": "Apply for a parking permit",
      "https://permits.test/bins": "Bins",
      "https://other.test/parking": "Parking elsewhere",
    });
    expect(urls(frontier)).toEqual(["https://permits.test/apply"]);
  });

  test("what that step leads to is not followed", () => {
    const frontier = frontierOf();
    frontier.addPage(linked("/parking", { "https://permits.test/": "Parking permits" }, "Parking"), 2);
    visit(frontier, { "https://permits.test/apply": "Apply for a parking permit" });
    visit(frontier, { "https://permits.test/more": "More parking" });
    expect(urls(frontier)).toEqual([]);
  });

  test("a body that bears the area's name, or acts for the council by the page's own word, leads to all it does", () => {
    const frontier = frontierOf();
    frontier.addPage(linked("/parking", { "https://www.exampletrust.test/": "Trust" }, "Parking"), 2);
    visit(frontier, { "https://www.exampletrust.test/waste": "Bins" });
    expect(urls(frontier)).toEqual(["https://www.exampletrust.test/waste"]);
    const told = frontierOf();
    const page = `<title>Streets</title><main><h1>Streets</h1>
      <p>Run for us by our contractor, <a href="https://cleanfolk.test/">Cleanfolk</a>.</p></main>`;
    told.addPage(pageOf("/streets", page), 1);
    visit(told, { "https://cleanfolk.test/waste": "Bins" });
    expect(urls(told)).toEqual(["https://cleanfolk.test/waste"]);
  });

  describe("a catalogue of a body that the page says acts for the council", () => {
    const started = (more = "") => {
      const frontier = frontierOf();
      const page = `<title>Parking</title><main><h1>Parking</h1><p>Our car parks are run for us by Parkfolk.</p>
        <p><a href="https://parkfolk.test/">Parking: find a space</a></p>${more}</main>`;
      frontier.addPage(pageOf("/parking", page), 2);
      visit(frontier, { "https://parkfolk.test/spaces": "Parking spaces" });
      visit(frontier, {
        "https://parkfolk.test/s/1": "Book this one",
        "https://parkfolk.test/s/2": "Book this one",
      });
      return frontier;
    };

    test("is entered at one entry, for the form that all have, and no further", () => {
      const frontier = started();
      expect(frontier.size).toBe(1);
      visit(frontier, { "https://parkfolk.test/s/1/pay": "Book and pay for parking" });
      expect(urls(frontier)).toEqual([]);
    });

    test("is not entered when the page names others as well, any of whom may be meant", () => {
      expect(urls(started('<p><a href="https://roads.test/">Roads</a></p>'))).not.toContain(
        "https://parkfolk.test/s/1",
      );
    });
  });

  test("one page of an organisation is looked at, last of all, where its link promises nothing", () => {
    const frontier = frontierOf();
    const links = {
      "https://a.test/": "Friends of ours",
      "https://a.test/2": "More friends",
      "/b": "Bins",
      "https://www.gov.uk/": "GOV.UK",
    };
    frontier.addPage(linked("/homes", links, "Homes"), 1);
    expect(urls(frontier).map((url) => new URL(url).host)).toEqual(["www.example.gov.uk", "a.test"]);
  });
});
