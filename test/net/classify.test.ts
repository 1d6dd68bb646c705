import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Answer, classify, classifyFailure, DEFAULT_ACCEPT } from "../../src/net/classify.js";
import { glance } from "../../src/net/glance.js";
import { retryPolicy } from "../../src/net/retry-policy.js";
import { FETCH_OUTCOMES } from "../../src/snapshot/types.js";

const LONG = `<p>${"The council collects household waste every week from homes in the borough. ".repeat(60)}</p>`;

function answer(changes: Partial<Omit<Answer, "body">> & { html?: string; body?: Uint8Array } = {}): Answer {
  const { html = `<title>Bins</title><h1>Bins</h1>${LONG}`, ...rest } = changes;
  const url = rest.url ?? rest.requestedUrl ?? "https://www.example.gov.uk/bins";
  return {
    requestedUrl: url,
    url,
    redirects: rest.requestedUrl !== undefined && rest.requestedUrl !== url ? [url] : [],
    status: 200,
    headers: { "content-type": "text/html; charset=utf-8" },
    body: new TextEncoder().encode(html),
    accept: DEFAULT_ACCEPT,
    ...rest,
  };
}
const outcome = (changes: Parameters<typeof answer>[0]) => classify(answer(changes)).outcome;

describe("status codes", () => {
  test.each([
    [200, "ok"],
    [204, "empty"],
    [304, "not-modified"],
    [401, "login"],
    [403, "blocked"],
    [404, "not-found"],
    [405, "client-error"],
    [410, "not-found"],
    [429, "rate-limited"],
    [500, "server-error"],
    [503, "server-error"],
    [520, "server-error"],
    [302, "client-error"],
  ] as const)("%i is %s", (status, expected) => {
    expect(outcome({ status })).toBe(expected);
  });
});

describe("bot walls", () => {
  test.each([
    ["Cloudflare", { headers: { "content-type": "text/html", "cf-mitigated": "challenge" }, status: 429 }],
    ["Cloudflare", { html: "<title>Just a moment...</title><script src=x></script>" }],
    [
      "Cloudflare",
      { html: "<title>Attention Required! | Cloudflare</title><p>Sorry, you have been blocked</p>" },
    ],
    [
      "Incapsula",
      {
        html: `<html><iframe id="main-iframe" src="/_Incapsula_Resource?CWUDNSAI=1&incident_id=9-1">Request unsuccessful. Incapsula incident ID: 9</iframe></html>`,
      },
    ],
    [
      "Akamai",
      {
        html: "<TITLE>Access Denied</TITLE><H1>Access Denied</H1>You don't have permission. Reference&#32;&#35;18&#46;2f0ddb17&#46;171",
      },
    ],
    ["AWS", { headers: { "content-type": "text/html", "x-amzn-waf-action": "captcha" }, status: 405 }],
    [
      "DataDome",
      {
        html: `<title>x.gov.uk</title><script>var dd={'rt':'c','host':'geo.captcha-delivery.com'}</script>`,
        status: 403,
      },
    ],
    ["PerimeterX", { html: `<title>Access to this page has been denied</title><div id="px-captcha"></div>` }],
    [
      "Radware",
      { url: "https://validate.perfdrive.com/abc", requestedUrl: "https://www.example.gov.uk/bins" },
    ],
    [
      "F5",
      {
        html: "<title>Request Rejected</title>The requested URL was rejected. Please consult with your administrator.<br>Your support ID is: 123",
      },
    ],
    ["Sucuri", { html: "<title>Sucuri WebSite Firewall - Access Denied</title>" }],
    ["captcha", { html: "<title>Are you a robot?</title><p>Tick the box.</p>" }],
  ])("%s is recognised, also under status 200", (name, changes) => {
    const found = classify(answer(changes));
    expect(found.outcome).toBe("blocked");
    expect(found.detail).toContain(name);
  });

  test.each([
    [
      "Imperva's script in an ordinary page",
      `<script src="/_Incapsula_Resource?SWJIYLWA=719d34"></script>${LONG}`,
    ],
    ["Cloudflare's script in an ordinary page", `<script>window._cf_chl_opt={}</script>${LONG}`],
    ["DataDome's tag in an ordinary page", `<script src="https://js.datadome.co/tags.js"></script>${LONG}`],
    ["a page about blocked drains", `<title>Blocked drains | Council</title><h1>Blocked drains</h1>${LONG}`],
    [
      "a short page about identity checks",
      "<title>Security check guidance for taxi drivers</title><p>Bring proof.</p>",
    ],
    [
      "a page about captchas",
      `<title>About our forms</title>${LONG}<p>We use a captcha to verify you are human.</p>`,
    ],
  ])("%s is no wall", (_what, html) => {
    expect(outcome({ html })).toBe("ok");
  });
});

describe("missing pages under status 200", () => {
  test.each([
    "Page not found | Example Council",
    "Example Council - Page Not Found",
    "404",
    "Error 404",
    "404 - Page not found",
    "404: Not Found",
    "Sorry, the page you requested could not be found",
    "The page you are looking for does not exist",
    "Page cannot be found",
    "We can't find that page",
    "Sorry, we could not find the page you were looking for",
    "Page no longer available",
    "This page has been removed".replace("This page has been", "Page has been"),
    "File not found",
    "HTTP Error 404",
    "The page cannot be displayed",
    "Page can’t be found",
    "This page doesn't exist",
  ])("title %s", (title) => {
    expect(outcome({ html: `<title>${title}</title><p>Try the search.</p>${LONG}` })).toBe("soft-404");
    expect(outcome({ html: `<title>Example Council</title><h1>${title}</h1>${LONG}` })).toBe("soft-404");
  });

  test.each([
    "Lost and found property",
    "404 bus timetable",
    "Route 404",
    "Found a stray dog",
    "Missing persons",
    "What to do if your bin is not collected",
    "Properties not found on the register: how to apply",
    "Not found what you need? Contact us",
    "Found not guilty: news from the courts",
    "Report a missing street sign",
    "Planning applications not determined",
    "Pages for parents",
  ])("a page called %s is a page", (title) => {
    expect(outcome({ html: `<title>${title} | Example Council</title><h1>${title}</h1>${LONG}` })).toBe("ok");
  });

  test("a deep address that lands on the front page is redirected away; a front page by another name is not", () => {
    const to = "https://www.example.gov.uk/";
    expect(outcome({ url: to, requestedUrl: "http://example.gov.uk/services/bins" })).toBe("redirected-away");
    expect(outcome({ url: to, requestedUrl: "http://example.gov.uk/index.html" })).toBe("ok");
    expect(outcome({ url: to, requestedUrl: "http://example.gov.uk/" })).toBe("ok");
    expect(
      outcome({
        url: "https://democracy.example.gov.uk/",
        requestedUrl: "https://www.example.gov.uk/councillors",
      }),
    ).toBe("ok");
  });
});

describe("log-ins", () => {
  const form = `<form><input type="text" name="u"><input type="password" name="p"><button>Go</button></form>`;
  test.each([
    ["https://www.example.gov.uk/account/login?r=1"],
    ["https://www.example.gov.uk/SignIn.aspx"],
    ["https://login.microsoftonline.com/x/oauth2"],
    ["https://example.b2clogin.com/x"],
  ])("a redirect to %s", (url) => {
    expect(outcome({ url, requestedUrl: "https://www.example.gov.uk/my-bins" })).toBe("login");
  });
  test("an address that is answered by nothing but a password form elsewhere", () => {
    const html = `<title>Portal</title>${form}`;
    const requestedUrl = "https://www.example.gov.uk/my-bins";
    expect(outcome({ html, requestedUrl, url: "https://www.example.gov.uk/welcome" })).toBe("login");
  });
  test("a sign-in that is the address asked for is a page, however little stands on it", () => {
    const html = `<title>Portal</title>${form}`;
    expect(outcome({ html })).toBe("ok");
    expect(
      outcome({
        html,
        url: "https://www.example.gov.uk/portal/?session=1",
        requestedUrl: "http://example.gov.uk/portal",
      }),
    ).toBe("ok");
  });
  test("a page of information that also offers a log-in is a page, and so is one about signing in", () => {
    expect(outcome({ html: `<title>Bins</title>${LONG}${form}` })).toBe("ok");
    expect(
      outcome({
        url: "https://www.example.gov.uk/help-with-login-details",
        requestedUrl: "https://www.example.gov.uk/help",
      }),
    ).toBe("ok");
  });
});

describe("content", () => {
  const pdf = new TextEncoder().encode("%PDF-1.4 …");
  test("a PDF is read when it says so, and is no page when it says it is one", () => {
    expect(classify(answer({ headers: { "content-type": "application/pdf" }, body: pdf }))).toMatchObject({
      outcome: "ok",
    });
    expect(classify(answer({ body: pdf }))).toMatchObject({
      outcome: "not-html",
      contentType: "application/pdf",
    });
  });
  test("HTML sent as octet-stream, or with no type, is HTML", () => {
    for (const type of ["application/octet-stream", ""]) {
      const found = classify(
        answer({ headers: { "content-type": type }, html: `<!DOCTYPE html><title>Bins</title>${LONG}` }),
      );
      expect(found).toMatchObject({ outcome: "ok", contentType: "text/html" });
    }
  });
  test.each([
    ["nothing", "", "empty"],
    ["a blank document", "<html><head></head><body> &nbsp; </body></html>", "empty"],
    ["the default page of IIS", `<title>IIS Windows Server</title><img src=iis.png>`, "empty"],
    ["the default page of Apache", "<html><body><h1>It works!</h1></body></html>", "empty"],
    ["a parked domain", "<title>example</title><p>This domain is for sale. Buy this domain.</p>", "empty"],
    ["a site under maintenance", "<title>Site maintenance</title><p>Back soon.</p>", "server-error"],
    ["a page drawn by script", `<title>x</title><div id=root></div><script src=app.js></script>`, "ok"],
    ["a frameset", `<frameset><frame src=a></frameset>`, "ok"],
    ["a page about road maintenance", `<title>Road maintenance</title>${LONG}`, "ok"],
  ])("%s", (_what, html, expected) => {
    expect(outcome({ html })).toBe(expected);
  });
  test("an image is not read", () => {
    expect(outcome({ headers: { "content-type": "image/png" }, body: new Uint8Array() })).toBe("not-html");
  });
});

describe("the classifier is total", () => {
  const markup = fc.array(
    fc.constantFrom(
      "<title>",
      "</title>",
      "<script",
      "<!--",
      "-->",
      "<h1>",
      "</h1>",
      "<input type=password>",
      "&#x110000;",
      "&#0;",
      "İ",
      "<",
      ">",
      "404",
      "not found",
      "\u0000",
      "<style>",
      "<div>",
      "'",
    ),
    { maxLength: 60 },
  );
  test("any answer has an outcome of the list, a line of words, and nothing throws", () => {
    const body = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      markup.map((parts) => new TextEncoder().encode(parts.join(""))),
    );
    const type = fc.oneof(
      fc.string(),
      fc.constantFrom("text/html", "", "application/octet-stream", "text/html; charset=x"),
    );
    fc.assert(
      fc.property(
        fc.integer({ min: -1, max: 1000 }),
        body,
        type,
        fc.webUrl(),
        fc.oneof(fc.webUrl(), fc.string()),
        (status, bytes, contentType, from, to) => {
          const found = classify({
            requestedUrl: from,
            url: to,
            redirects: [to],
            status,
            headers: { "content-type": contentType, "cf-mitigated": contentType },
            body: bytes,
            accept: DEFAULT_ACCEPT,
          });
          expect(FETCH_OUTCOMES).toContain(found.outcome);
          expect(found.detail).not.toBe("");
        },
      ),
      { numRuns: 1_500 },
    );
  });

  test("anything thrown has an outcome", () => {
    fc.assert(
      fc.property(fc.anything(), fc.string(), (thrown, code) => {
        expect(FETCH_OUTCOMES).toContain(classifyFailure(thrown).outcome);
        expect(FETCH_OUTCOMES).toContain(classifyFailure(Object.assign(new Error("x"), { code })).outcome);
      }),
    );
  });

  test("markup of any depth and size is looked through without running out of stack", () => {
    for (const piece of ["<div>", "<script", "<!--", "<title>", "<", "<a href=x ", "&#", "<svg>"]) {
      expect(() => glance(piece.repeat(50_000))).not.toThrow();
    }
  });

  test("every outcome has a retry rule with its reason in two sentences", () => {
    for (const one of FETCH_OUTCOMES) expect(retryPolicy[one].why.match(/[.](\s|$)/g)?.length).toBe(2);
  });
});
