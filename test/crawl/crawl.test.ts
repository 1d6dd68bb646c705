import { describe, expect, test } from "vitest";
import { crawlSite } from "../../src/crawl/crawl.js";
import type { EarlierPage } from "../../src/crawl/types.js";
import { Site } from "../../src/snapshot/site.js";
import { browserOf, htmlOf, journalOf, netOf, probeOf, requestOf } from "./net-of.js";

const WWW = "https://www.example.gov.uk";
const urlsOf = (pages: readonly { url: string }[]) => pages.map((page) => page.url);

describe("finding the homepage", () => {
  test("a homepage that answers only under www and http is found there", async () => {
    const net = netOf({
      "https://example.gov.uk/": { outcome: "tls" },
      "http://example.gov.uk/": { outcome: "refused-connection" },
      "https://www.example.gov.uk/": { outcome: "tls" },
      "http://www.example.gov.uk/": htmlOf("Example Council", {}),
    });
    const snapshot = await crawlSite(requestOf(net, { url: "https://example.gov.uk/" }));
    expect(snapshot).toMatchObject({
      homepageUrl: "http://www.example.gov.uk/",
      registrableDomain: "example.gov.uk",
      stoppedBy: "exhausted",
    });
    expect(snapshot.failures.map((failure) => failure.outcome)).toContain("tls");
  });

  test("meta refresh and a splash page are passed, and clicks count from the homepage behind them", async () => {
    const net = netOf({
      [`${WWW}/`]: `<meta http-equiv="refresh" content="0; url=/splash.html">`,
      [`${WWW}/splash.html`]: `<title>Welcome</title><body><a href="/home.asp">Enter the site</a></body>`,
      [`${WWW}/home.asp`]: htmlOf("Example Council", { "/a": "Alpha" }),
      [`${WWW}/a`]: htmlOf("Alpha", {}),
    });
    const snapshot = await crawlSite(requestOf(net));
    expect(snapshot.homepageUrl).toBe(`${WWW}/home.asp`);
    const site = new Site(snapshot);
    expect(site.page(`${WWW}/a`)?.clicks).toBe(1);
    expect(site.page(`${WWW}/`)?.url).toBe(`${WWW}/splash.html`);
  });

  test("an address that leads to another council's domain stops there, and says where it led", async () => {
    const net = netOf({
      [`${WWW}/`]: { redirect: "https://www.successor.gov.uk/" },
      "https://www.successor.gov.uk/": htmlOf("Successor Council", { "/x": "X" }),
    });
    const snapshot = await crawlSite(requestOf(net));
    expect(snapshot).toMatchObject({
      homepageUrl: null,
      movedTo: "https://www.successor.gov.uk/",
      stoppedBy: "unreachable",
      pages: [],
    });
    expect(snapshot.failures[0]?.outcome).toBe("redirected-away");
  });

  test("a council that only renamed its site is followed to the new name", async () => {
    const net = netOf({
      [`${WWW}/`]: { redirect: "https://www.examplecouncil.org.uk/" },
      "https://www.examplecouncil.org.uk/": htmlOf("Example Council", { "/x": "X" }),
      "https://www.examplecouncil.org.uk/x": htmlOf("X", {}),
    });
    const snapshot = await crawlSite(requestOf(net));
    expect(snapshot).toMatchObject({ movedTo: null, registrableDomain: "examplecouncil.org.uk" });
    expect(snapshot.pages.map((page) => page.scope)).toEqual(["own", "own"]);
  });

  test("a site behind a bot wall is blocked, never empty", async () => {
    const net = netOf({ [`${WWW}/`]: { outcome: "blocked", status: 403 } });
    const snapshot = await crawlSite(requestOf(net));
    expect(snapshot).toMatchObject({ homepageUrl: null, stoppedBy: "blocked" });
    expect(snapshot.failures[0]).toMatchObject({ outcome: "blocked", status: 403 });
  });
});

const admissions = probeOf({
  "01-m1": {
    links: [/school admissions/i],
    hosts: [/(^|\.)admissions\.example$/],
    queries: ["school places"],
  },
  "06-m1": { links: [/pay your council tax/i], queries: ["pay council tax"] },
});

describe("what is fetched", () => {
  const filler = Object.fromEntries(
    Array.from({ length: 80 }, (_, i) => [
      `/news/item-${String.fromCharCode(97 + (i % 26))}${i}`,
      `Story ${i}`,
    ]),
  );
  const site = {
    [`${WWW}/`]: htmlOf("Example Council", { ...filler, "/education": "Education", "/more": "More" }),
    [`${WWW}/education`]: htmlOf("Education", { "/education/admissions": "School admissions" }),
    [`${WWW}/education/admissions`]: htmlOf("School admissions", {
      "https://apply.admissions.example/start": "Start now",
    }),
    "https://apply.admissions.example/start": htmlOf("Apply", { "/deeper": "Deeper" }),
    ...Object.fromEntries(Object.keys(filler).map((path) => [WWW + path, htmlOf(path, {})])),
  };

  test("a small budget reaches hub, form page and the supplier's start page before the news", async () => {
    const snapshot = await crawlSite(requestOf(netOf(site), { probes: [admissions], pageBudget: 12 }));
    expect(urlsOf(snapshot.pages)).toContain("https://apply.admissions.example/start");
    expect(snapshot.pages).toHaveLength(12);
    expect(snapshot.stoppedBy).toBe("page-budget");
    expect(snapshot.unvisited.length).toBeGreaterThan(50);
  });

  test("a supplier's page is read one hop deep and its links are not followed", async () => {
    const net = netOf(site);
    const snapshot = await crawlSite(requestOf(net, { probes: [admissions], pageBudget: 200 }));
    expect(snapshot.pages.find((page) => page.url.includes("admissions.example"))?.scope).toBe("supplier");
    expect(net.asked).not.toContain("https://apply.admissions.example/deeper");
    expect(snapshot.stoppedBy).toBe("exhausted");
  });

  test("the same site gives the same snapshot however answers are ordered", async () => {
    const run = async () => {
      const snapshot = await crawlSite(requestOf(netOf(site), { probes: [admissions], pageBudget: 30 }));
      return { ...snapshot, finishedAt: "" };
    };
    expect(await run()).toEqual(await run());
  });

  test("an interrupted crawl ends as an undisturbed one, without fetching again what it had", async () => {
    const whole = journalOf();
    const undisturbed = await crawlSite(
      requestOf(netOf(site), { probes: [admissions], pageBudget: 30, journal: whole }),
    );
    const net = netOf(site);
    const resumed = await crawlSite(
      requestOf(net, {
        probes: [admissions],
        pageBudget: 30,
        journal: journalOf({ pages: whole.pages.slice(0, 17), failures: whole.failures.slice(0, 1) }),
      }),
    );
    expect({ ...resumed, finishedAt: "" }).toEqual({ ...undisturbed, finishedAt: "" });
    for (const page of whole.pages.slice(0, 17)) expect(net.asked).not.toContain(page.requestedUrl);
  });

  test("an aborted crawl throws, so that it can be taken up again", async () => {
    const stop = new AbortController();
    const crawl = crawlSite(
      requestOf(netOf(site), {
        signal: stop.signal,
        progress: ({ fetched }) => fetched >= 5 && stop.abort(new Error("stop")),
      }),
    );
    await expect(crawl).rejects.toThrow("stop");
  });

  test("refusals in a row stop the crawl as blocked", async () => {
    const wall = Object.fromEntries(
      Object.keys(filler).map((path) => [WWW + path, { outcome: "blocked" as const }]),
    );
    const snapshot = await crawlSite(requestOf(netOf({ ...site, ...wall }), { pageBudget: 200 }));
    expect(snapshot.stoppedBy).toBe("blocked");
    expect(snapshot.failures.length).toBeLessThan(30);
  });
});

describe("duplicates, documents and scripts", () => {
  test("two addresses with the same content are one page with an alias", async () => {
    const net = netOf({
      [`${WWW}/`]: htmlOf("Home", { "/a": "A", "/b": "B" }),
      [`${WWW}/a`]: htmlOf("Same", {}),
      [`${WWW}/b`]: htmlOf("Same", {}),
    });
    const snapshot = await crawlSite(requestOf(net));
    expect(urlsOf(snapshot.pages)).toEqual([`${WWW}/`, `${WWW}/a`]);
    expect(new Site(snapshot).page(`${WWW}/b`)?.url).toBe(`${WWW}/a`);
  });

  test("a document is fetched only when a probe looks for it, and then stands there with type and size", async () => {
    const word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    const net = netOf({
      [`${WWW}/`]: htmlOf("Home", {
        "/minutes.docx": "Minutes",
        "/admissions.docx": "School admissions form",
      }),
      [`${WWW}/admissions.docx`]: { body: "PK", type: word },
    });
    const snapshot = await crawlSite(requestOf(net, { probes: [admissions] }));
    expect(snapshot.pages[1]).toMatchObject({ kind: "document", bytes: 2, text: "" });
    expect(net.asked).not.toContain(`${WWW}/minutes.docx`);
  });

  test("a page that needs scripts is read from the browser, and its links are followed", async () => {
    const shell = `<title>x</title><body><div id="app"></div><script src="/app.js"></script></body>`;
    const net = netOf({ [`${WWW}/`]: shell, [`${WWW}/a`]: shell, [`${WWW}/b`]: shell });
    const browser = browserOf({
      [`${WWW}/`]: htmlOf("Home", { "/a": "A", "/b": "B" }),
      [`${WWW}/a`]: htmlOf("A", {}),
    });
    const snapshot = await crawlSite(requestOf(net, { browser }));
    expect(snapshot.pages.map((page) => [page.url, page.rendered])).toEqual([
      [`${WWW}/`, true],
      [`${WWW}/a`, true],
      [`${WWW}/b`, false],
    ]);
  });

  test("an error page that answers 200 is a failure, not a page", async () => {
    const net = netOf({
      [`${WWW}/`]: htmlOf("Home", { "/gone": "Gone" }),
      [`${WWW}/gone`]: htmlOf("Page not found", {}),
    });
    const snapshot = await crawlSite(requestOf(net));
    expect(snapshot.failures.map((one) => [one.url, one.outcome])).toContainEqual([
      `${WWW}/gone`,
      "soft-404",
    ]);
    expect(snapshot.pages).toHaveLength(1);
  });
});

describe("series", () => {
  const people = Array.from({ length: 30 }, (_, i) => `/person.aspx?id=${i}`);
  const site = {
    [`${WWW}/`]: htmlOf("Home", { "/councillors": "Councillors" }),
    [`${WWW}/councillors`]: htmlOf(
      "Councillors",
      Object.fromEntries(people.map((path, i) => [path, `Person ${i}`])),
    ),
    ...Object.fromEntries(
      people.map((path, i) => [
        WWW + path,
        htmlOf(
          `Person ${i}`,
          { [`mailto:p${i}@home.example`]: "E-mail" },
          `<p>p${i}@home.example, 01632 960${100 + i}</p>`,
        ),
      ]),
    ),
  };
  const members = probeOf(
    { "03-m5": { links: [/^councillors$/i] } },
    {
      maxSeriesPages: 20,
      leads: (page) =>
        page.url.endsWith("/councillors")
          ? page.links
              .filter((link) => link.url.includes("person.aspx"))
              .map((link) => ({ url: link.url, series: "councillors", linkName: link.name, personal: true }))
          : [],
    },
  );

  test("leads are read besides the page budget, up to the probe's longest series", async () => {
    const snapshot = await crawlSite(requestOf(netOf(site), { probes: [members], pageBudget: 5 }));
    expect(snapshot.pagesInSeries).toBe(20);
    expect(snapshot.pages.length - snapshot.pagesInSeries).toBeLessThanOrEqual(5);
  });

  test("no contact detail of a person reaches snapshot or stored body", async () => {
    const journal = journalOf();
    const snapshot = await crawlSite(requestOf(netOf(site), { probes: [members], journal, pageBudget: 2 }));
    const stored = [...journal.bodies.values()].map((body) => Buffer.from(body ?? "").toString());
    for (const text of [JSON.stringify(snapshot), ...stored]) {
      expect(text).not.toMatch(/p\d+@home\.example|01632 960/);
    }
    const person = snapshot.pages.find((page) => page.foundBy === "lead");
    expect(person).toMatchObject({ personal: true, contacts: { emails: 1, phones: 1 } });
  });

  test("a page read before a probe calls it personal is masked in snapshot and body all the same", async () => {
    const direct = {
      ...site,
      [`${WWW}/`]: htmlOf("Home", { [people[0] ?? ""]: "Person 0", "/councillors": "Councillors" }),
    };
    const journal = journalOf();
    const snapshot = await crawlSite(
      requestOf(netOf(direct), { probes: [members], journal, concurrency: 1 }),
    );
    expect(JSON.stringify(snapshot)).not.toContain("p0@home.example");
    for (const body of journal.bodies.values()) {
      expect(Buffer.from(body ?? "").toString()).not.toContain("p0@home.example");
    }
  });

  test("own pages are followed on, though a probe asked for them as the end of a series, linked or not", async () => {
    const letters = probeOf(
      {},
      {
        leads: (page) =>
          page.url === `${WWW}/`
            ? ["/b", "/unlinked"].map((path) => ({ url: WWW + path, series: "letters", linkName: "" }))
            : [],
      },
    );
    const net = netOf({
      [`${WWW}/`]: htmlOf("Home", { "/b": "B" }),
      [`${WWW}/b`]: htmlOf("B", { "/bins": "Bins" }),
      [`${WWW}/bins`]: htmlOf("Bins", {}),
      [`${WWW}/unlinked`]: htmlOf("Unlinked", { "/deeper": "Deeper" }),
      [`${WWW}/deeper`]: htmlOf("Deeper", {}),
    });
    const snapshot = await crawlSite(requestOf(net, { probes: [letters] }));
    expect(urlsOf(snapshot.pages)).toEqual([
      `${WWW}/`,
      `${WWW}/b`,
      `${WWW}/unlinked`,
      `${WWW}/bins`,
      `${WWW}/deeper`,
    ]);
    expect(snapshot.pagesInSeries).toBe(2);
  });

  test("a lead to a host the site never links to is not asked", async () => {
    const guess = probeOf(
      {},
      { leads: () => [{ url: "https://guessed.example/", series: "x", linkName: "" }] },
    );
    const net = netOf(site);
    await crawlSite(requestOf(net, { probes: [guess] }));
    expect(net.asked).not.toContain("https://guessed.example/");
  });
});

describe("the site's own search", () => {
  const form = `<form action="/search" method="get"><label for="q">Search</label><input id="q" name="q"><button>Search</button></form>`;
  const site = {
    [`${WWW}/`]: htmlOf("Home", {}, form),
    [`${WWW}/search?q=school+places`]: htmlOf("Search results", {
      "/hidden": "School admissions",
      "/other": "Other",
    }),
    [`${WWW}/search?q=pay+council+tax`]: htmlOf("Search results: none", {}),
    [`${WWW}/hidden`]: htmlOf("School admissions", {}),
  };

  test("what no link spoke of is asked of the search, and matching results are read", async () => {
    const snapshot = await crawlSite(requestOf(netOf(site), { probes: [admissions] }));
    expect(snapshot.search).toMatchObject({ available: true, why: "used" });
    expect(snapshot.search.queries.map(({ query, results }) => [query, results])).toEqual([
      ["school places", 2],
      ["pay council tax", 0],
    ]);
    expect(snapshot.pages.find((page) => page.url === `${WWW}/hidden`)?.foundBy).toBe("search");
  });

  test("a search that robots.txt disallows is not asked", async () => {
    const net = netOf(site, /\/search/);
    const snapshot = await crawlSite(requestOf(net, { probes: [admissions] }));
    expect(snapshot.search.why).toBe("disallowed");
    expect(net.asked.filter((url) => url.includes("/search"))).toEqual([]);
  });

  test("a form that posts is never used", async () => {
    const post = { ...site, [`${WWW}/`]: htmlOf("Home", {}, form.replace("get", "post")) };
    const snapshot = await crawlSite(requestOf(netOf(post), { probes: [admissions] }));
    expect(snapshot.search).toEqual({ available: false, why: "post-only", queries: [] });
  });
});

describe("the last audit", () => {
  const site = {
    [`${WWW}/`]: { body: htmlOf("Home", { "/a": "A" }), etag: '"1"' },
    [`${WWW}/a`]: htmlOf("A", {}),
  };

  test("unchanged pages and their examinations are taken over; the homepage is examined afresh unless the browser tells its engine", async () => {
    const first = await crawlSite(requestOf(netOf(site), { browser: browserOf() }));
    const earlier = new Map<string, EarlierPage>();
    for (const page of first.pages) {
      const examination = first.examinations.find((one) => one.url === page.url) ?? null;
      const marked = { ...page, title: `${page.title} as read before` };
      earlier.set(page.url, {
        page: marked,
        etag: page.headers.etag ?? null,
        lastModified: null,
        examination,
      });
    }
    const browser = browserOf();
    const second = await crawlSite(requestOf(netOf(site), { browser, journal: journalOf({}, earlier) }));
    expect(second.pages.map((page) => page.title)).toEqual(["Home as read before", "A as read before"]);
    expect(second.examinations).toHaveLength(2);
    expect(browser.examinedUrls).toEqual([`${WWW}/`]);
    const newer = browserOf({}, "5.0.0");
    await crawlSite(requestOf(netOf(site), { browser: newer, journal: journalOf({}, earlier) }));
    expect(newer.examinedUrls).toHaveLength(2);
    const telling = { ...browserOf(), engineVersion: first.examinations[0]?.engineVersion ?? "" };
    const third = await crawlSite(
      requestOf(netOf(site), { browser: telling, journal: journalOf({}, earlier) }),
    );
    expect(third.examinations).toHaveLength(2);
    expect(telling.examinedUrls).toEqual([]);
    const other = { ...browserOf({}, "5.0.0"), engineVersion: "5.0.0" };
    await crawlSite(requestOf(netOf(site), { browser: other, journal: journalOf({}, earlier) }));
    expect(other.examinedUrls).toHaveLength(2);
  });

  test("a page that now leads elsewhere is not called unchanged by what the other page was", async () => {
    const moved = {
      [`${WWW}/`]: { body: `<meta http-equiv="refresh" content="0;url=/home">`, etag: '"home"' },
      [`${WWW}/home`]: htmlOf("New homepage", {}),
    };
    const old = await crawlSite(requestOf(netOf({ ...moved, [`${WWW}/home`]: htmlOf("Old homepage", {}) })));
    const page = old.pages[0];
    if (!page) throw new Error("no page");
    const earlier = new Map([[`${WWW}/`, { page, etag: '"home"', lastModified: null, examination: null }]]);
    const now = await crawlSite(requestOf(netOf(moved), { journal: journalOf({}, earlier) }));
    expect(now.pages.map((one) => one.title)).toEqual(["New homepage"]);
  });
});

test("a page that never answers costs the time budget, not the crawl: it stays unvisited", async () => {
  const net = netOf({ [`${WWW}/`]: htmlOf("Home", { "/slow": "Slow" }) });
  const { fetch } = net;
  net.fetch = (url, options) =>
    url.endsWith("/slow")
      ? new Promise((_, reject) =>
          options?.signal?.addEventListener("abort", () => reject(new Error("aborted"))),
        )
      : fetch(url, options);
  const snapshot = await crawlSite(requestOf(net, { timeBudgetMs: 400 }));
  expect(snapshot.stoppedBy).toBe("time-budget");
  expect(snapshot.failures).toEqual([]);
  expect(snapshot.unvisited).toMatchObject([{ url: `${WWW}/slow`, why: "unlikely" }]);
});

test("a probe that stumbles over a page costs its leads and nothing else", async () => {
  const clumsy = probeOf(
    {},
    {
      leads: () => {
        throw new Error("odd page");
      },
    },
  );
  const snapshot = await crawlSite(
    requestOf(netOf({ [`${WWW}/`]: htmlOf("Home", {}) }), { probes: [clumsy] }),
  );
  expect(snapshot.pages).toHaveLength(1);
});
