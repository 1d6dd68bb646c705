import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { crawlSite } from "../../src/crawl/crawl.js";
import { createNet } from "../../src/net/net.js";
import { Site } from "../../src/snapshot/site.js";
import { htmlOf, journalOf, probeOf, requestOf } from "./net-of.js";

interface Served {
  body: string | Uint8Array;
  type?: string;
  status?: number;
  location?: string;
}

const XML = "text/xml; charset=utf-8";
const site: Record<string, Served> = {
  "www.example.gov.uk/robots.txt": {
    type: "text/plain",
    body: "User-agent: *\nDisallow: /private\nSitemap: http://www.example.gov.uk/maps/all.xml.gz\n",
  },
  "www.example.gov.uk/maps/all.xml.gz": {
    type: "application/octet-stream",
    body: gzipSync(
      "<urlset><url><loc>http://www.example.gov.uk/only-in-sitemap/school-admissions</loc></url></urlset>",
    ),
  },
  "example.gov.uk/": { body: "", status: 301, location: "http://www.example.gov.uk/" },
  "www.example.gov.uk/": {
    body: htmlOf("Example Council", {
      "/council-tax": "Council tax",
      "/private/x": "Private",
      "/loop": "Loop",
      "/calendar?month=1&year=2026": "Calendar",
      "http://democracy.example.gov.uk/mgMemberIndex.aspx": "Councillors",
    }),
  },
  "www.example.gov.uk/council-tax": {
    body: Buffer.from(
      htmlOf("Council tax: £5", { "http://pay.supplier.example/start": "Pay your council tax" }),
      "latin1",
    ),
    type: "text/html; charset=iso-8859-1",
  },
  "www.example.gov.uk/loop": { body: "", status: 302, location: "/loop" },
  "www.example.gov.uk/only-in-sitemap/school-admissions": { body: htmlOf("School admissions", {}) },
  "pay.supplier.example/start": { body: htmlOf("Pay council tax online", { "/card": "Card" }) },
  "democracy.example.gov.uk/mgMemberIndex.aspx": { body: htmlOf("Councillors", {}) },
  "democracy.example.gov.uk/mgWebService.asmx/GetCouncillorsByWard": {
    type: XML,
    body: "<?xml version='1.0'?><councillors><councillor><fullusername>Jane Smith</fullusername><email>jane@home.example</email></councillor></councillors>",
  },
};

let server: Server;
let port = 0;

beforeAll(async () => {
  server = createServer((request, response) => {
    const host = (request.headers.host ?? "").replace(/:\d+$/, "");
    const path = request.url ?? "/";
    const calendar = /^\/calendar\?month=(\d+)&year=(\d+)$/.exec(path);
    const served = calendar
      ? {
          body: htmlOf(`Calendar ${path}`, {
            [`/calendar?month=${Number(calendar[1]) + 1}&year=2026`]: "Next month",
          }),
        }
      : site[host + path];
    if (!served) {
      response.writeHead(404, { "content-type": "text/html" }).end("<title>Not here</title>");
      return;
    }
    const headers: Record<string, string> = { "content-type": served.type ?? "text/html; charset=utf-8" };
    if (served.location) headers.location = served.location;
    response.writeHead(served.status ?? 200, headers).end(served.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
});

test("a council of several hosts is crawled over real HTTP, its supplier one hop deep", async () => {
  const net = createNet({ resolve: [{ pattern: "*", address: "127.0.0.1", port }] });
  const probe = probeOf(
    {
      "06-m1": { links: [/pay (your )?council tax/i] },
      "01-m1": { links: [/school admissions/i] },
    },
    {
      leads: (page) =>
        page.url.includes("mgMemberIndex")
          ? [
              {
                url: new URL("/mgWebService.asmx/GetCouncillorsByWard", page.url).href,
                series: "xml",
                linkName: "",
              },
            ]
          : [],
    },
  );
  const journal = journalOf();
  const snapshot = await crawlSite(
    requestOf(net, { url: "http://example.gov.uk/", probes: [probe], journal, pageBudget: 60 }),
  );
  await net.close();
  const read = new Site(snapshot);
  expect(snapshot.homepageUrl).toBe("http://www.example.gov.uk/");
  expect(snapshot.stoppedBy).toBe("exhausted");
  expect(read.page("http://www.example.gov.uk/council-tax")?.title).toBe("Council tax: £5");
  expect(read.page("http://pay.supplier.example/start")?.scope).toBe("supplier");
  expect(read.page("http://pay.supplier.example/card")).toBeNull();
  expect(read.page("http://www.example.gov.uk/only-in-sitemap/school-admissions")?.foundBy).toBe("sitemap");
  expect(read.failure("http://www.example.gov.uk/private/x")?.outcome).toBe("disallowed");
  expect(read.failure("http://www.example.gov.uk/loop")?.outcome).toBe("redirect-loop");
  expect(snapshot.pages.filter((page) => page.url.includes("/calendar")).length).toBeLessThanOrEqual(3);
  const xml = snapshot.pages.find((page) => page.kind === "xml");
  expect(xml).toMatchObject({ personal: true, foundBy: "lead" });
  expect(xml?.text).toContain("<fullusername>Jane Smith</fullusername><email>[e-mail]</email>");
  expect(Buffer.from(journal.bodies.get(xml?.url ?? "") ?? "").toString()).not.toContain("jane@home.example");
  expect(snapshot.robots.map((record) => record.host)).toContain("www.example.gov.uk");
  expect(snapshot.sitemaps[0]).toMatchObject({ outcome: "ok", urls: 1 });
});
