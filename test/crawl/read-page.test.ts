import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readHtml } from "../../src/crawl/read-page.js";

const read = (html: string, personal = false) =>
  readHtml(html, {
    url: "https://www.example.gov.uk/dir/page",
    registrableDomain: "example.gov.uk",
    personal,
  });
const names = (html: string) => read(html).links.map((link) => link.name);

describe("hostile markup", () => {
  test("markup nested a hundred thousand deep is read, text and links included", () => {
    const deep = 100_000;
    const html = `${"<div>".repeat(deep)}<h2>Deep <b>down</b></h2><a href="/x">The <i>way</i> out</a>`;
    const page = read(html);
    expect(page.links).toMatchObject([{ url: "https://www.example.gov.uk/x", name: "The way out" }]);
    expect(page.headings[0]?.text).toBe("Deep down");
    expect(page.text).toContain("The way out");
  });

  test("thousands of unclosed formatting tags do not hide what follows", () => {
    const page = read(`${"<font><b>word ".repeat(1500)}<a href="/end">End</a>`);
    expect(page.links.map((link) => link.name)).toContain("End");
  });

  test("three thousand links in one layout cell and a run of letters without end stay quick", () => {
    const cell = Array.from(
      { length: 3000 },
      (_, i) => `<a href="/p${i}">Page number ${i}</a> and more words `,
    ).join("");
    const page = read(`<table><tr><td>${cell}${"a".repeat(300_000)}</td></tr></table>`);
    expect(page.links).toHaveLength(3000);
    expect(page.links.every((link) => link.context.length <= 240)).toBe(true);
  });

  test("no markup makes it throw, and contact details never survive a personal reading", () => {
    const piece = fc.constantFrom(
      ...'<a href="/x">|</a>|<table>|<td>|</table>|<form action="?">|<input name=q>|<select>|<option>|<svg>|</svg>|<main>|<h1>|<li>|<iframe src=//x>|<base href="//y/">|<template>|<noscript>|<!--<meta name=a>-->|<frameset>|<frame src=a>|<p hidden>|<math>|<body class=nav>|<meta http-equiv=refresh content=0;url=/z>|<script>location="/q"</script>|<a href="mailto:jo@home.example">jo@home.example|01632 960123|AB1 2CD'.split(
        "|",
      ),
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 40 }), (pieces) => {
        const html = pieces.join("");
        read(html);
        expect(
          JSON.stringify(
            read(`<p>jo@home.example</p>${pieces.filter((one) => one.length > 5).join(" ")}`, true).text,
          ),
        ).not.toContain("jo@home.example");
      }),
      { numRuns: 200 },
    );
  });
});

describe("accessible names", () => {
  test.each([
    ['<a href="/"><img src="x.gif" alt="GOV.UK"></a>', "GOV.UK"],
    ['<a href="/" aria-label="Pay now">Here</a>', "Pay now"],
    ['<a href="/"><svg aria-label="Home"><path/></svg></a>', "Home"],
    ['<a href="/"><svg><title>Council logo</title></svg></a>', "Council logo"],
    ['<a href="/"><span aria-hidden="true">arrow_forward</span> Next</a>', "Next"],
    ['<a href="/"><span aria-label="Report it"></span></a>', "Report it"],
    ['<a href="/" title="A to Z"><img src="x.gif" alt=""></a>', "A to Z"],
    ['<span id="n" hidden>Hidden label</span><a href="/" aria-labelledby="n">x</a>', "Hidden label"],
    ['<iframe src="/f" title="Find a bin day">Your browser shows no frames</iframe>', "Find a bin day"],
  ])("%s is called %s", (html, name) => {
    expect(names(`<body>${html}`)).toEqual([name]);
  });
});

test("what can be unfolded is a part of the page under a name, a menu in the header is not", () => {
  const page = read(
    '<body><header><details><summary>Menu</summary></details></header><main><h1>Waste</h1><h2>Bins</h2><details><summary>Missed <b>bins</b></summary><a href="/m">Tell us</a></details><details><summary>New bins</summary></details><summary>Loose</summary></main>',
  );
  expect(page.headings.map(({ level, text }) => `${level} ${text}`)).toEqual([
    "1 Waste",
    "2 Bins",
    "3 Missed bins",
    "3 New bins",
  ]);
  expect(page.links.map((link) => link.heading)).toEqual(["Missed bins"]);
});

describe("a hidden part", () => {
  const main = (html: string) => read(`<body><main>${html}</main>`).mainText;

  test.each([
    '<h3><button aria-expanded="false">Fees</button></h3><div style="display:none">Ten pounds</div>',
    '<a href="#" role="button" aria-expanded="false">Fees</a>\n<div hidden>Ten pounds</div>',
    '<button aria-controls="fees">Fees</button><p>Other</p><div id="fees" hidden>Ten pounds</div>',
    '<div role="tabpanel" style="display: none">Ten pounds</div>',
  ])("that a click unfolds is there: %s", (html) => {
    expect(main(html)).toContain("Ten pounds");
  });

  test.each([
    '<div style="display:none">Ten pounds</div>',
    "<h3>Fees</h3><div hidden>Ten pounds</div>",
    '<button aria-controls="d">Fees</button><div id="d" role="dialog" hidden>Ten pounds</div>',
  ])("that nothing opens is not: %s", (html) => {
    expect(main(html)).not.toContain("Ten pounds");
  });

  test("of the menu stays hidden", () => {
    const page = read(
      '<body><header><button aria-controls="m">Menu</button><ul id="m" hidden><li><a href="/x">X</a></li></ul></header><main>Text</main>',
    );
    expect(page.links.map((link) => link.hidden)).toEqual([true]);
  });
});

describe("areas of the page", () => {
  const areas = (html: string) => read(`<body>${html}`).links.map((link) => link.area);
  test("tables of 2004 show their furniture by id and class", () => {
    expect(
      areas(
        '<table><tr><td class="leftNav"><a href="/a">A</a></td><td id="content"><a href="/b">B</a></td></tr></table><div id="siteFooter"><a href="/c">C</a></div>',
      ),
    ).toEqual(["nav", "main", "footer"]);
  });

  test("a modern page's landmarks decide, and a page header inside the content is content", () => {
    expect(
      areas(
        '<header><a href="/h">H</a><nav><a href="/n">N</a></nav></header><main><div class="menu"><a href="/m">M</a></div></main><footer><nav><a href="/f">F</a></nav></footer>',
      ),
    ).toEqual(["header", "nav", "main", "footer"]);
    expect(areas('<div class="page-header"><a href="/x">X</a></div>')).toEqual(["main"]);
  });
});
