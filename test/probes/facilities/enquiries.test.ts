import { describe, expect, test } from "vitest";
import { contextOf } from "../../support/context.js";
import { form, home, judged, page } from "./judge-facility.js";

const MET = { verdict: "met" };

describe("times for answering e-mails and web forms (14-m2)", () => {
  const at = (title: string, body: string) =>
    judged("14-m2", { "/": home(["/p", title]), "/p": page(title, body) });

  test.each([
    [
      "a sentence",
      "Our customer promise",
      "<p>Write to us by e-mail and you will hear back from us within three working days.</p>",
    ],
    [
      "a heading above it",
      "What you can expect from us",
      "<h2>By e-mail or through our website</h2><p>We send a full answer within 10 working days.</p>",
    ],
    [
      "a list of terms",
      "Customer charter",
      "<dl><dt>Telephone</dt><dd>We pick up in 30 seconds.</dd><dt>Online forms</dt><dd>We reply within two working days.</dd></dl>",
    ],
    [
      "a labelled line",
      "Service standards",
      "<ul><li>Letters: 10 working days</li><li>E-mails: 5 working days</li></ul>",
    ],
    [
      "a table",
      "Response times",
      "<table><tr><th>How you contact us</th><th>Our target</th></tr><tr><td>By email</td><td>5 working days</td></tr></table>",
    ],
    [
      "forms on the website",
      "How quickly we answer",
      "<p>We will answer forms sent through our website in 3 working days.</p>",
    ],
  ])("%s", (_, title, body) => {
    expect(at(title, body)).toMatchObject(MET);
  });

  test.each([
    [
      "no channel",
      "Customer charter",
      "<p>We answer every enquiry within ten working days.</p>",
      "partly-met",
    ],
    ["no time", "Customer charter", "<p>We reply to e-mails as soon as we can.</p>", "partly-met"],
    [
      "the sender's duty",
      "Selling to us",
      "<p>Suppliers must reply to our e-mail within 5 working days.</p>",
      "not-met",
    ],
    [
      "complaints only",
      "Complaints",
      "<h2>By e-mail</h2><p>We answer complaints within 10 working days.</p>",
      "partly-met",
    ],
    [
      "letters under another term",
      "Customer charter",
      "<dl><dt>E-mail</dt><dd>We read every one.</dd><dt>Letters</dt><dd>Answered within ten working days.</dd></dl>",
      "partly-met",
    ],
  ])("but not with %s", (_, title, body, verdict) => {
    expect(at(title, body).verdict).toBe(verdict);
  });

  test("the page of standards is named before what one team promises", () => {
    const found = judged("14-m2", {
      "/": home(["/pests", "Pests"], ["/standards", "Customer standards"]),
      "/pests": page("Pests", "<p>We reply to e-mails about wasps within 1 working day.</p>"),
      "/standards": page("Customer standards", "<p>We answer e-mails within five working days.</p>"),
    });
    expect(found.evidence[0]?.url).toContain("/standards");
  });
});

describe("numbers that answer out of hours (12-d1)", () => {
  const at = (title: string, body: string) =>
    judged("12-d1", { "/": home(["/p", title]), "/p": page(title, body) });

  test.each([
    [
      "a table below words for closed offices",
      "Contact us",
      "<h2>When our offices are shut</h2><table><tr><th>Problem</th><th>Ring</th></tr><tr><td>A child is in danger of being hurt</td><td>01234 555111</td></tr><tr><td>You have nowhere to stay tonight</td><td>01234 555222</td></tr></table>",
    ],
    [
      "a list below a sentence that leads on",
      "Contact us",
      "<p>At night and at weekends, ring:</p><ul><li>01234 555111 if a wall is about to collapse</li><li>01234 555222 if a street light is down</li></ul>",
    ],
    [
      "one number for several things",
      "Emergencies",
      "<p>Outside office hours ring 01234 555111 about fallen trees, flooded roads or homelessness.</p>",
    ],
    [
      "a page named after it, terms and numbers on lines of their own",
      "After we close",
      "<h1>Urgent help after we have closed</h1><dl><dt>Adults at risk</dt><dd>01234 555111</dd><dt>Council homes without heating</dt><dd>01234 555222</dd></dl>",
    ],
  ])("%s", (_, title, body) => {
    expect(at(title, body)).toMatchObject(MET);
  });

  test.each([
    [
      "numbers of office hours",
      "Contact us",
      "<h2>Monday to Friday, 9am to 5pm</h2><ul><li>Housing repairs: 01234 555111</li><li>Noise: 01234 555222</li></ul>",
      "not-met",
    ],
    [
      "other bodies' numbers",
      "Emergencies out of hours",
      "<ul><li>Flooding: Floodline 0345 988 1188</li><li>Gas leaks: National Gas 0800 111 999</li></ul>",
      "not-met",
    ],
    ["one service", "Emergencies out of hours", "<p>Noise at night: 01234 555222.</p>", "partly-met"],
  ])("but not %s", (_, title, body, verdict) => {
    expect(at(title, body).verdict).toBe(verdict);
  });
});

describe("alerts (14-m3)", () => {
  const entry =
    '<main><h1>Email updates</h1><form method="post"><label for="e">Email address</label><input id="e" type="email" name="e"><button>Submit</button></form></main>';

  test("several mailing lists side by side are a choice of topics", () => {
    const found = judged("14-m3", {
      "/": home(["/n", "Newsletters"]),
      "/n": page(
        "Our newsletters",
        '<ul><li><a href="https://example.us1.list-manage.com/subscribe?u=1&id=a">Business news</a></li><li><a href="https://example.us1.list-manage.com/subscribe?u=1&id=b">What is on in our libraries</a></li></ul>',
      ),
      "https://example.us1.list-manage.com/subscribe?u=1&id=a": entry,
    });
    expect(found).toMatchObject({ verdict: "met", measures: { topics: 2 } });
  });

  test("a subscription service that first asks for the address, led to by a page that names the topics", () => {
    const pages = (words: string) => ({
      "/": home(["/n", "Email updates"]),
      "/n": page(
        "Email updates",
        `<p>${words}</p><a href="https://public.govdelivery.com/accounts/UKEXAMPLE/subscriber/new">Sign up</a>`,
      ),
      "https://public.govdelivery.com/accounts/UKEXAMPLE/subscriber/new": entry,
    });
    expect(
      judged("14-m3", pages("Pick from bins, planning and events; change your mind at any time.")).verdict,
    ).toBe("met");
    expect(judged("14-m3", pages("Our monthly newsletter.")).verdict).toBe("partly-met");
  });

  test("a tender portal's registration is no newsletter for residents", () => {
    const found = judged("14-m3", {
      "/": home(
        ["/news", "Newsletter"],
        ["https://procontract.due-north.com/Register", "Register for alerts"],
      ),
      "/news": page("Newsletter", form("Subscribe to our newsletter", "Email address")),
      "https://procontract.due-north.com/Register": `<main><h1>Register for e-mail alerts</h1><form method="post"><h2>Subscribe</h2><label for="e">Email</label><input id="e" type="email" name="e"><label><input type="checkbox" name="c1"> Works</label><label><input type="checkbox" name="c2"> Goods</label><button>Subscribe</button></form></main>`,
    });
    expect(found).toMatchObject({ verdict: "partly-met", reason: "no-topic-choice" });
    expect(found.evidence[0]?.url).toContain("/news");
  });
});

describe("properties by their UPRN (14-b3)", () => {
  test.each<[string, Record<string, string>, string]>([
    [
      "on a supplier's register",
      {
        "https://planning.supplier.co.uk/app/1":
          "<main><h1>24/0001/FUL</h1><dl><dt>UPRN</dt><dd>100012345678</dd></dl></main>",
      },
      "partly-met",
    ],
    [
      "in the address of a look-up",
      { "/bins": page("Bin days", '<a href="/bins/calendar?uprn=10001234567">12 High Street</a>') },
      "partly-met",
    ],
    [
      "in prose about addresses",
      {
        "/s": page(
          "Street naming and numbering",
          "<p>We keep the Local Land and Property Gazetteer and give each address its Unique Property Reference Number.</p>",
        ),
      },
      "partly-met",
    ],
    ["nowhere", { "/s": page("Street naming", "<p>We name streets.</p>") }, "cannot-tell"],
  ])("%s", (_, pages, verdict) => {
    expect(
      judged("14-b3", {
        "/": home(...Object.keys(pages).map((one): [string, string] => [one, "More"])),
        ...pages,
      }).verdict,
    ).toBe(verdict);
  });
});

test("a neighbouring council's business account says nothing about this one's accounts (14-b2)", () => {
  const found = judged("14-b2", {
    "/": home(["/b", "Business"]),
    "/b": page("Business", '<a href="https://www.nextdale.gov.uk/my-account">My account for business</a>'),
    "https://www.nextdale.gov.uk/my-account":
      '<main><h1>Sign in</h1><form><input type="password" name="p"></form></main>',
  });
  expect(found.limbs[0]).toMatchObject({ verdict: "not-met" });
});

describe("services outside standard hours (12-b3)", () => {
  test.each([
    "<p>You can use our online forms and payments day or night.</p>",
    "<p>Our contact centre is open Monday to Friday, 8am to 8pm.</p>",
    "<p>Our website's forms work round the clock.</p>",
  ])("%s", (body) => {
    expect(judged("12-b3", { "/": home(["/c", "Contact us"]), "/c": page("Contact us", body) }).verdict).toBe(
      "partly-met",
    );
  });

  test("office hours tell nothing", () => {
    const found = judged("12-b3", {
      "/": home(["/c", "Contact us"]),
      "/c": page("Contact us", "<p>Monday to Friday, 9am to 5pm.</p>"),
    });
    expect(found.verdict).toBe("cannot-tell");
  });
});

test("freedom of information under plain words (12-b4)", () => {
  const found = judged("12-b4", {
    "/": home(["/i", "Ask for information we hold"]),
    "/i": page("Ask us for information we hold"),
  });
  expect(found.limbs[1]).toMatchObject({ verdict: "met" });
  const own = judged("12-b4", {
    "/": home(["/i", "See information about you"]),
    "/i": page("Ask for information we hold about you"),
  });
  expect(own.limbs[1]?.verdict).not.toBe("met");
});

test("threefold use of the website from a table, when it is asked (13-b1)", () => {
  const figures = (rows: string) => ({
    "/": home(["/s", "Website statistics"]),
    "/s": page(
      "Website statistics",
      `<table><tr><th></th><th>2003/04</th><th>2004/05</th><th>2005/06</th></tr>${rows}</table>`,
    ),
  });
  const then = contextOf({ asOf: "2006-10-01" });
  const grown = judged(
    "13-b1",
    figures("<tr><td>Page impressions</td><td>400,000</td><td>900,000</td><td>1,300,000</td></tr>"),
    {},
    then,
  );
  expect(grown).toMatchObject({ verdict: "met", measures: { earlier: 400_000, later: 1_300_000 } });
  const little = judged(
    "13-b1",
    figures("<tr><td>Page impressions</td><td>400,000</td><td>500,000</td><td>700,000</td></tr>"),
    {},
    then,
  );
  expect(little.verdict).toBe("partly-met");
});
