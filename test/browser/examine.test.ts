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

  const late = `addPicture()`;
  const afterLoad = (script: string) =>
    `<script>const addPicture = () => document.querySelector("main").insertAdjacentHTML("beforeend", '<img src="data:,">');
addEventListener("load", () => { ${script} })</script>`;

  test.each([
    ["a timer of 100 ms", `setTimeout(() => ${late}, 100)`],
    ["a timer that another timer sets", `setTimeout(() => setTimeout(() => ${late}, 60), 60)`],
    ["a timer that is given source text", `setTimeout("${late}", 100)`],
    ["a timer with arguments", `setTimeout((add) => add(), 100, addPicture)`],
    [
      "a timer that repeats, and ends itself",
      `let turn = 0; const id = setInterval(() => { if (++turn === 3) { clearInterval(id); ${late} } }, 30)`,
    ],
    [
      "frames, one after the other",
      `let left = 5; const next = () => left-- > 0 ? requestAnimationFrame(next) : ${late}; requestAnimationFrame(next)`,
    ],
    ["an idle moment", `requestIdleCallback(() => setTimeout(() => ${late}, 80))`],
    [
      "the end of an animation",
      `const moving = document.querySelector("h1").animate([{ opacity: 0.9 }, { opacity: 1 }], 90); moving.onfinish = () => ${late}`,
    ],
    [
      "an observer of what is on the screen",
      `new IntersectionObserver(() => ${late}).observe(document.querySelector("h1"))`,
    ],
    [
      "a message to itself",
      `onmessage = () => ${late}; const { port1, port2 } = new MessageChannel(); port1.onmessage = () => postMessage("", "*"); port2.postMessage("")`,
    ],
    [
      "a worker",
      `new Worker(URL.createObjectURL(new Blob(["setTimeout(() => postMessage(0), 80)"]))).onmessage = () => ${late}`,
    ],
    [
      "a script that is brought in",
      `const more = document.createElement("script"); more.src = "/late-script.js"; document.head.append(more)`,
    ],
    ["an answer", `fetch("/slow-answer").then((answer) => answer.text()).then(() => ${late})`],
    [
      "an answer and a timer after it",
      `fetch("/slow-answer").then((answer) => answer.text()).then(() => setTimeout(() => ${late}, 100))`,
    ],
    [
      "an answer to an older kind of request",
      `const asked = new XMLHttpRequest(); asked.onload = () => setTimeout(() => ${late}, 60); asked.open("GET", "/slow-answer"); asked.send()`,
    ],
  ])("a page that gets more after it has loaded is judged with it: by %s", async (_, script) => {
    site.put("/slow-answer", (_request, response) => {
      setTimeout(() => response.writeHead(200, { "content-type": "text/plain" }).end("more"), 120);
    });
    site.put("/late-script.js", (_request, response) => {
      setTimeout(() => response.writeHead(200, { "content-type": "text/javascript" }).end(late), 60);
    });
    expect(wcag(await examine(document(afterLoad(script))))).toEqual(["image-alt"]);
  });

  test("a request that began before the page had loaded is waited for, with what comes of it", async () => {
    site.put("/slow-answer", (_request, response) => {
      setTimeout(() => response.writeHead(200, { "content-type": "text/plain" }).end("more"), 120);
    });
    const script = `<script>fetch("/slow-answer").then((answer) => answer.text()).then(() =>
setTimeout(() => document.querySelector("main").insertAdjacentHTML("beforeend", '<img src="data:,">'), 60))</script>`;
    expect(wcag(await examine(document(script)))).toEqual(["image-alt"]);
  });

  test("a timer that was called off, or is far away, changes nothing in what is found", async () => {
    const script = `clearTimeout(setTimeout(() => document.write("gone"), 100)); setTimeout(() => location.reload(), 60_000)`;
    expect(wcag(await examine(document(`<img src="/map.png">${afterLoad(script)}`)))).toEqual(["image-alt"]);
  });

  test("timers go on as pages know them: with their arguments, their number, and by either way of calling them off", async () => {
    const script = `<p id="told"></p><script>
const told = [];
setTimeout(function (...given) { told.push(this === window, ...given) }, 0, "a", "b");
const one = setTimeout(() => told.push("never"), 5); clearInterval(one);
const two = setInterval(() => told.push("never"), 5); clearTimeout(two);
cancelAnimationFrame(requestAnimationFrame(() => told.push("never")));
told.push(typeof one, new Worker(URL.createObjectURL(new Blob([""]))) instanceof Worker);
setTimeout(() => { document.getElementById("told").textContent = told.join() }, 40);
</script>`;
    const { html } = await browser.render(site.put("/timers", document(script)));
    expect(html).toContain('<p id="told">number,true,true,a,b</p>');
  });

  test("a page that rearranges itself for a narrow window is judged at 320 px as it has become there", async () => {
    const script = `<script>addEventListener("resize", () => { if (innerWidth < 400)
document.querySelector("main").insertAdjacentHTML("beforeend", '<div id="wide" style="width:900px">Bins</div>') })</script>`;
    const { needsReview } = await examine(document(script));
    expect(needsReview.find((rule) => rule.rule === "reflow-320")?.nodes).toMatchObject([
      { target: "#wide" },
    ]);
  });

  test("the next page of a tab is seen at full width again", async () => {
    const alone = testBrowser({ concurrency: 1 });
    try {
      const path = site.put(
        "/width",
        document("<p id=w></p><script>w.textContent = innerWidth + ' ' + screen.width</script>"),
      );
      await alone.examine(path, sampled());
      expect((await alone.render(path)).html).toContain("1280 1280");
      const style = "<style>img{display:none}@media(max-width:400px){img{display:block}}</style>";
      const hidden = site.put("/wide", document('<img src="/map.png">', style));
      expect(wcag(await alone.examine(hidden, sampled()))).toEqual([]);
    } finally {
      await alone.close();
    }
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
