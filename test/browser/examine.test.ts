import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Examination } from "../../src/snapshot/types.js";
import { document, type LoopbackSite, sampled, serveSite, testBrowser } from "./site.js";

let site: LoopbackSite;
const browser = testBrowser();
let pages = 0;

beforeAll(async () => {
  site = await serveSite();
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

function examine(html: string, changes = {}): Promise<Examination> {
  return browser.examine(site.put(`/page-${++pages}`, html), sampled(changes));
}
const wcag = (examination: Examination) =>
  examination.violations.filter((rule) => rule.level !== "best-practice").map((rule) => rule.rule);

describe("examining a page with axe-core", () => {
  test("a faultless page has neither violations nor anything to review", async () => {
    const examination = await examine(document("<p>Bins are emptied on Mondays.</p>"));
    expect(examination).toMatchObject({ outcome: "ok", engine: "axe-core", violations: [], needsReview: [] });
    expect(examination.engineVersion).toMatch(/^4\.14\./);
    expect(examination.passes).toContain("document-title");
    expect(examination.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test("an image without alt fails 1.1.1 at level A, with element, place and reason", async () => {
    const { violations } = await examine(document('<img id="map" src="/map.png">'));
    expect(violations).toHaveLength(1);
    expect(violations[0]).toMatchObject({ rule: "image-alt", criteria: ["1.1.1"], level: "A", count: 1 });
    expect(violations[0]?.nodes[0]).toMatchObject({ target: "#map", frame: null, overlay: false });
    expect(violations[0]?.nodes[0]?.html).toContain("<img");
    expect(violations[0]?.nodes[0]?.problem).toMatch(/alt/);
  });

  test("a decorative image with an empty alt is no finding", async () => {
    expect(wcag(await examine(document('<img src="/line.png" alt="">')))).toEqual([]);
  });

  test.each([
    ["4.48:1 at 16 px fails", "color:#777777;font-size:16px", ["color-contrast"]],
    ["4.54:1 at 16 px passes", "color:#767676;font-size:16px", []],
    ["3.03:1 at 24 px passes", "color:#949494;font-size:24px", []],
    ["2.96:1 at 24 px fails", "color:#969696;font-size:24px", ["color-contrast"]],
  ])("contrast of %s", async (_, style, expected) => {
    const body = `<p style="background:#ffffff;${style}">Pay your council tax</p>`;
    expect(wcag(await examine(document(body)))).toEqual(expected);
  });

  test("contrast over a picture is for a person to look at, not a failure", async () => {
    const body = '<p style="color:#777;background-image:linear-gradient(#fff,#888)">Pay your council tax</p>';
    const examination = await examine(document(body));
    expect(wcag(examination)).toEqual([]);
    expect(examination.needsReview.map((rule) => rule.rule)).toContain("color-contrast");
  });

  test("duplicate ids are not failed: 4.1.1 is obsolete", async () => {
    expect(wcag(await examine(document('<p id="a">One</p><p id="a">Two</p>')))).toEqual([]);
  });

  test("a skipped heading level is best practice, not a WCAG failure", async () => {
    const examination = await examine(document("<h4>Deep</h4><p>Text</p>"));
    expect(wcag(examination)).toEqual([]);
    expect(examination.violations).toMatchObject([
      { rule: "heading-order", level: "best-practice", criteria: [] },
    ]);
  });

  test.each([
    ["an element that a script mends", "late.alt = 'Map of the town'"],
    ["an element that a script takes away", "late.remove()"],
  ])("a page that goes on changing after it has loaded is judged as it has become: %s", async (_, change) => {
    const body = `<p>Bins</p><img id="late" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">
<script>addEventListener("load", () => setTimeout(() => { ${change} }, 60))</script>`;
    expect(wcag(await examine(document(body)))).toEqual([]);
  });

  test("what comes late into a shadow root is judged, too", async () => {
    const body = `<late-map></late-map><script>const root = document.querySelector("late-map").attachShadow({ mode: "open" });
addEventListener("load", () => setTimeout(() => { root.innerHTML = '<img src="/map.png">' }, 60))</script>`;
    expect(wcag(await examine(document(body)))).toEqual(["image-alt"]);
  });

  test("a page that moves on by script after it has loaded is judged where it ends", async () => {
    const end = site.put("/end", document('<img src="/map.png">'));
    const start = site.put(
      "/start",
      document(
        `<p>Wait</p><script>addEventListener("load", () => setTimeout(() => location.replace("/end"), 60))</script>`,
      ),
    );
    const examination = await browser.examine(start, sampled());
    expect(examination).toMatchObject({ url: end, outcome: "ok" });
    expect(wcag(examination)).toEqual(["image-alt"]);
  });

  test("a failure inside another organisation's frame is marked with that frame", async () => {
    site.put("/widget", document('<img src="/x.png">'));
    const frame = `http://localhost:${site.port}/widget`;
    const examination = await examine(
      document(`<iframe title="Film" src="${frame}" width="400" height="300"></iframe>`),
    );
    expect(examination.violations).toHaveLength(1);
    expect(examination.violations[0]).toMatchObject({ rule: "image-alt", nodes: [{ frame }] });
    expect(examination.foreignFrames).toEqual([`localhost:${site.port}`]);
  });

  test("a frame that nobody sees is not examined", async () => {
    site.put("/tracker", document('<img src="/x.png">'));
    const hidden = `<iframe title="t" src="/tracker" style="display:none"></iframe>`;
    expect(wcag(await examine(document(hidden)))).toEqual([]);
  });

  test("a failure in a cookie banner is told apart from the page's own, which come first", async () => {
    const html = document('<img id="own" src="/map.png">').replace(
      "<body>",
      '<body><div class="cookie-banner" role="region" aria-label="Cookies"><p>Cookies</p><img src="/c.png"></div>',
    );
    const { violations } = await examine(html);
    expect(violations[0]?.nodes.map((node) => [node.target, node.overlay])).toEqual([
      ["#own", false],
      [expect.stringContaining("img"), true],
    ]);
  });

  test("a strict content security policy does not keep the engine out", async () => {
    const path = site.put("/csp", (_, response) => {
      response.writeHead(200, {
        "content-type": "text/html",
        "content-security-policy": "default-src 'none'; script-src 'none'",
      });
      response.end(document('<img src="/map.png">'));
    });
    expect(wcag(await browser.examine(path, sampled()))).toEqual(["image-alt"]);
  });

  test("scripts that break the built-ins do not break the engine", async () => {
    const vandal = "<script>Array.prototype.filter = Array.prototype.map = JSON.stringify = null;</script>";
    expect(wcag(await examine(document('<img src="/map.png">', vandal)))).toEqual(["image-alt"]);
  });

  test("a page that must be scrolled sideways at 320 px is to be reviewed under 1.4.10, a wide table is not", async () => {
    const wide = await examine(document('<div id="wide" style="width:900px">Bins</div>'));
    const reflow = wide.needsReview.find((rule) => rule.rule === "reflow-320");
    expect(reflow).toMatchObject({ criteria: ["1.4.10"], level: "AA", nodes: [{ target: "#wide" }] });
    const table = await examine(
      document(
        '<table style="width:900px"><tr><th scope="col">Day</th></tr><tr><td>Monday</td></tr></table>',
      ),
    );
    expect(table.needsReview.map((rule) => rule.rule)).not.toContain("reflow-320");
  });

  test("targets that are too small at 320 px only are found there", async () => {
    const style =
      "<style>a{display:block;width:30px;height:30px}@media(max-width:400px){a{height:10px;width:10px}}</style>";
    const body = '<a href="/a">a</a><a href="/b">b</a><a href="/c">c</a>';
    const { violations } = await examine(document(body, style));
    expect(violations[0]).toMatchObject({ rule: "target-size", criteria: ["2.5.8"], level: "AA" });
    expect(violations[0]?.nodes[0]?.problem).toContain("at 320 px");
  });

  test("contact details of people are masked in what is kept", async () => {
    const body = '<p>Jo</p><a href="mailto:jo.bloggs@example.gov.uk"><img src="/m.png"></a>';
    const { violations } = await examine(document(body));
    expect(JSON.stringify(violations)).not.toContain("jo.bloggs");
    expect(violations.length).toBeGreaterThan(0);
  });

  test("the homepage's links are those of the rendered page, the ones scripts add included", async () => {
    const body =
      '<div id="late"></div><script>late.innerHTML = \'<a href="https://www.gov.uk/">GOV.UK</a>\'</script>';
    const { renderedLinks } = await examine(document(body), { sampledAs: "homepage" });
    expect(renderedLinks).toMatchObject([{ url: "https://www.gov.uk/", name: "GOV.UK" }]);
  });

  test("no more than ten elements of a rule are kept, and all are counted", async () => {
    const { violations } = await examine(document('<img src="/map.png">'.repeat(25)));
    expect(violations[0]).toMatchObject({ rule: "image-alt", count: 25 });
    expect(violations[0]?.nodes).toHaveLength(10);
  });
});
