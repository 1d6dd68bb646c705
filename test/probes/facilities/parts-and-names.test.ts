import { describe, expect, test } from "vitest";
import { contextOf } from "../../support/context.js";
import { form, home, judged, page } from "./judge-facility.js";

const context = contextOf({ asOf: "2026-11-01" });

describe("an outside assessment told in a part of the performance page (03-m2)", () => {
  const figures =
    "<h2>Our measures</h2><p>Results for July to September 2026: 92% of calls answered, target 90%.</p>";
  const performance = (assessment: string) =>
    judged(
      "03-m2",
      {
        "/": home(["/performance", "How we are performing"]),
        "/performance": page("How we are performing", `${figures}${assessment}`),
      },
      {},
      context,
    );

  test("is as old as it says, whatever the date of the figures beside it and of the page", () => {
    const stale = performance(
      "<h2>What inspectors say</h2><p>Our peers from other councils came in March 2018.</p><p>This page was last reviewed on 20 October 2026</p>",
    );
    expect(stale).toMatchObject({
      verdict: "partly-met",
      measures: { "newest-a": expect.stringMatching(/^2018/) },
    });
  });

  test("counts when that part tells of a recent one", () => {
    expect(
      performance("<h2>What inspectors say</h2><p>Our peers from other councils came in March 2025.</p>"),
    ).toMatchObject({ verdict: "met" });
  });
});

describe("a guide for suppliers (05-m1)", () => {
  const guide = (prose: string) =>
    judged("05-m1", {
      "/": home(["/suppliers", "Selling to the council"]),
      "/suppliers": page("Selling to the council", "", prose),
    });

  test("is not there while it is only promised, or said to be out of date", () => {
    const found = guide(
      "Tenders are advertised on our portal. Our guide to thresholds and how to register is out of date. A new one about insurance and payment terms is being written. E-mail invoices to payments@example.gov.uk.",
    );
    expect(found).toMatchObject({ verdict: "partly-met", reason: "thin" });
    expect(found.measures).toMatchObject({ missing: expect.stringContaining("how to register") });
  });

  test("is more than a paragraph, however many matters that names", () => {
    expect(
      guide(
        "Contracts above £25,000 are advertised on the portal, where you register. Have insurance. Invoices are paid within 30 days.",
      ),
    ).toMatchObject({ verdict: "partly-met" });
  });
});

test("what one service says of its own requests, under a heading of doing it online, is no standard for enquiries (14-m2)", () => {
  const found = judged("14-m2", {
    "/": home(["/grants", "Home improvement grants"]),
    "/grants": page(
      "Home improvement grants",
      "<h2>Apply online</h2><p>A surveyor will get back to you within fifteen working days.</p>",
    ),
  });
  expect(found.verdict).toBe("not-met");
});

test("a portal on which county and districts publish together is shared (05-b3)", () => {
  const found = judged("05-b3", {
    "/": home(["/tenders", "Tenders and contracts"]),
    "/tenders": page(
      "Tenders and contracts",
      '<p>The borough and the other districts publish their tenders together on <a href="https://procontract.due-north.com/">the Vale portal</a>.</p>',
    ),
    "https://procontract.due-north.com/": page("ProContract"),
  });
  expect(found).toMatchObject({ verdict: "met" });
});

describe("figures", () => {
  test("are of what stands over the names of the rows (08-b3)", () => {
    const table = (corner: string) =>
      judged(
        "08-b3",
        {
          "/": home(["/survey", "What residents told us"]),
          "/survey": page(
            "What residents told us",
            `<table><tr><th>${corner}</th><th>2025</th><th>2026</th></tr><tr><td>Bus information</td><td>41%</td><td>46%</td></tr></table>`,
          ),
        },
        {},
        contextOf({ asOf: "2026-11-01", type: "county" }),
      );
    expect(table("Happy with")).toMatchObject({ verdict: "met", measures: { earlier: 41, later: 46 } });
    expect(table("Have heard of")).toMatchObject({ verdict: "cannot-tell" });
  });

  test("of the year before may stand in brackets, where the report says so (09-b3)", () => {
    const report = (key: string) =>
      judged(
        "09-b3",
        {
          "/": home(["/report", "Annual performance report 2025/26"]),
          "/report": page(
            "Annual performance report 2025/26",
            `<p>Results of the year ${key}</p><p>Average days to process a new housing benefit claim: 17 (21)</p>`,
          ),
        },
        {},
        context,
      );
    expect(report("with the previous year in brackets")).toMatchObject({
      verdict: "met",
      measures: { earlier: 21, later: 17 },
    });
    expect(report("with the number of claims in brackets").verdict).not.toBe("met");
  });
});

test("a link named by its period or format alone is of what stands before it (05-d2)", () => {
  const list = (line: string) =>
    judged("05-d2", {
      "/": home(["/data", "Open data"]),
      "/data": page(
        "Open data",
        `<ul><li>${line}: <a href="/files/q2.csv">April to June 2026 (CSV)</a></li></ul>`,
      ),
    });
  expect(list("Procurement card spending").verdict).toBe("met");
  expect(list("Planning decisions").verdict).toBe("not-met");
});

test("texting a code to a short number pays for parking (06-d1)", () => {
  const parking = (says: string) =>
    judged("06-d1", {
      "/": home(["/parking", "Car parks"]),
      "/parking": page("Car parks", `<h2>Cashless</h2><p>${says}</p>`),
    });
  expect(parking("Text the car park's code and your registration to 65565.").verdict).toBe("met");
  expect(parking("Ring us on 01632 960065 about a lost ticket.").verdict).toBe("not-met");
});

test("a directory is searched by a box named for keywords, without a label (02-m1)", () => {
  const entries = Array.from(
    { length: 25 },
    (_, i) => `<li><h3>Club ${i}</h3><p>Secretary: 01632 9600${10 + i}</p></li>`,
  );
  const directory = (search: string) =>
    judged("02-m1", {
      "/": home(["/directory", "Directory of local clubs"]),
      "/directory": page("Directory of local clubs", `${search}<ul>${entries.join("")}</ul>`),
    });
  const box =
    '<form action="/directory" method="get"><input type="text" name="keywords"><input type="submit" value="Apply"></form>';
  expect(directory(box)).toMatchObject({ verdict: "met" });
  expect(directory("")).toMatchObject({ verdict: "partly-met" });
});

test("a care portal's assessment form is one, though it speaks of washing and meals only (10-m2)", () => {
  const care = (address: string) =>
    judged(
      "10-m2",
      {
        "/": home(["/care", "Adult social care"]),
        "/care": page("Adult social care", `<p><a href="${address}">Self-assessment</a></p>`),
        [address]: page(
          "Self-assessment",
          form("Self-assessment", "Can you wash by yourself?", "Can you cook a meal?"),
          "Tell us how you manage.",
        ),
      },
      {},
      contextOf({ type: "county" }),
    );
  expect(care("https://adultsportal.example.gov.uk/web/portal/pages/assess")).toMatchObject({
    verdict: "partly-met",
    level: 3,
  });
  expect(care("https://forms.example.gov.uk/assess").verdict).toBe("cannot-tell");
});

describe("a trial of electronic voting among the young (03-d3)", () => {
  const youth = (says: string) =>
    judged("03-d3", {
      "/": home(["/youth", "Youth parliament"]),
      "/youth": page("Youth parliament", `<p>${says}</p>`),
    }).verdict;

  test("is told when it has been held", () => {
    expect(youth("In May 2,100 sixth formers cast their ballots on laptops in class.")).toBe("met");
  });

  test.each([
    "We hope that sixth formers can vote online one day.",
    "In May 2,100 sixth formers cast paper ballots.",
    "Members meet each month and speak for young people.",
  ])("is not: “%s”", (says) => {
    expect(youth(says)).toBe("partly-met");
  });
});

describe("a marketplace for buyers and suppliers (05-d1)", () => {
  const business = (title: string, body: string) =>
    judged("05-d1", { "/": home(["/b", title]), "/b": page(title, body) }).verdict;

  test("is a list of suppliers that firms may join at any time", () => {
    const body =
      "<h2>Lists of suppliers</h2><p>Firms can join our dynamic market for home care at any time.</p>";
    expect(business("Doing business with us", body)).toBe("met");
  });

  test.each([
    ["Business", "<h2>Easton Market Place</h2><p>Stalls are let by the day.</p>"],
    ["PA marketplace", "<p>Find a personal assistant for your care.</p>"],
  ])("is no square and no list of carers: %s", (title, body) => {
    expect(business(title, body)).toBe("cannot-tell");
  });
});

test("orders that the system e-mails are electronic (05-m2)", () => {
  const says = (sentence: string) =>
    judged("05-m2", {
      "/": home(["/s", "Information for suppliers"]),
      "/s": page("Information for suppliers", `<p>${sentence}</p>`),
    }).limbs?.find((one) => one.key === "a")?.verdict;
  expect(says("Our software creates each purchase order and e-mails it to the firm.")).toBe("met");
  expect(says("An officer writes out each purchase order by hand and posts it.")).not.toBe("met");
});

test("news on a host of its own is news (04-d1)", () => {
  const told = (host: string) =>
    judged("04-d1", {
      "/": home([`https://${host}/2025/tool`, "Carbon calculator"]),
      [`https://${host}/2025/tool`]: page("Carbon calculator", "<p>There is none here so far.</p>"),
    }).verdict;
  expect(told("news.example.gov.uk")).toBe("not-met");
});

test("a directory's results are its own, whatever they are called, where the page about it leads there (02-m1)", () => {
  const entries = Array.from({ length: 22 }, (_, i) => `<li><h3>Group ${i}</h3></li>`).join("");
  const results =
    '<form action="/kb5/x/results.page" method="get"><label for="k">Keyword</label><input id="k" name="k"><button>Search</button></form><p>22 results</p>';
  const led = (title: string) =>
    judged("02-m1", {
      "/": home(["/groups", title]),
      "/groups": page(
        title,
        '<p><a href="https://directory.example.org.uk/kb5/x/results.page">Open it</a></p>',
      ),
      "https://directory.example.org.uk/kb5/x/results.page": page(
        "Results",
        `${results}<ol>${entries}</ol>`,
        "Browse.",
      ),
    }).verdict;
  expect(led("Clubs and groups")).toBe("met");
  expect(led("Roadworks")).not.toBe("met");
});

test("a look-up that says that it matches UPRNs uses them, a page of another body's that speaks of them does not (14-b3)", () => {
  const partner = (body: string) =>
    judged(
      "14-b3",
      {
        "/": home(["/bins", "Bins"]),
        "/bins": page("Bins", '<p><a href="https://bins.partner.co.uk/days">Collection days</a></p>'),
        "https://bins.partner.co.uk/days": page("Collection days", body),
      },
      {},
      contextOf({ type: "district" }),
    ).limbs?.[0]?.verdict;
  const says = "<p>We find your home by its unique property reference number.</p>";
  expect(partner(`${form("Find your day", "Postcode")}${says}`)).toBe("met");
  expect(partner(says)).toBe("cannot-tell");
});

test("the choice of e-mails that one gets is a sign-up (14-m3)", () => {
  const topics = ["Bins", "Road works", "Agendas"]
    .map((one, i) => `<input type="checkbox" id="t${i}" name="t"><label for="t${i}">${one}</label>`)
    .join("");
  const box = (legend: string) =>
    `<form method="post" action="/e"><label for="m">E-mail address</label><input id="m" name="m" type="email"><fieldset><legend>${legend}</legend>${topics}</fieldset><button>Go on</button></form>`;
  const found = judged("14-m3", {
    "/": home(["/emails", "Pick the e-mails that you want"]),
    "/emails": page("Pick the e-mails that you want", box("Send me e-mails about")),
  });
  expect(found.verdict).toBe("met");
});

test("a satisfied share of the National Highways and Transport survey is the council's own (08-b3)", () => {
  const survey = (label: string) =>
    judged(
      "08-b3",
      {
        "/": home(["/results", "Survey results"]),
        "/results": page(
          "Survey results",
          `<table><tr><th>Question</th><th>2025</th><th>2026</th></tr><tr><td>${label}</td><td>40%</td><td>44%</td></tr></table>`,
        ),
      },
      {},
      contextOf({ type: "county" }),
    ).verdict;
  expect(survey("Satisfied with public transport information (National Highways and Transport survey)")).toBe(
    "met",
  );
  expect(survey("Satisfied with public transport information (national average)")).toBe("cannot-tell");
});

test("a guide of the body that buys for several councils is this one's, when it names it (05-m1)", () => {
  const text = `We buy for COUNCILS. ${"Contracts above £25,000 are advertised on our portal. Register there once. You need insurance and a health and safety policy. Invoices are paid within 30 days. ".repeat(10)}`;
  const guide = (councils: string) =>
    judged("05-m1", {
      "/": home(["/firms", "For firms"]),
      "/firms": page(
        "For firms",
        '<p>Read <a href="https://buying.partnership.org.uk/">how to supply us</a>.</p>',
      ),
      "https://buying.partnership.org.uk/": page("How to supply us", "", text.replace("COUNCILS", councils)),
    }).verdict;
  expect(guide("Example, Otherton and Thirdham")).toBe("met");
  expect(guide("Otherton and Thirdham")).not.toBe("met");
});

test("tenants that try swapping are led to the list of swaps (02-m4)", () => {
  const found = judged("02-m4", {
    "/": home(["/moving", "Moving home"]),
    "/moving": page("Moving home", '<p>Tenants can also try <a href="/swap">swapping</a>.</p>'),
    "/swap": page("Swapping", '<p>Look on <a href="https://www.homeswapper.co.uk/">HomeSwapper</a>.</p>'),
    "https://www.homeswapper.co.uk/": page("HomeSwapper", "<p>Find a home to swap with.</p>"),
  });
  expect(found.verdict).toBe("met");
});

test("the number on a car park's sign is texted to pay (06-d1)", () => {
  const parking = (says: string) =>
    judged("06-d1", { "/": home(["/parking", "Car parks"]), "/parking": page("Car parks", `<p>${says}</p>`) })
      .verdict;
  expect(parking("No change? Text the number on the sign.")).toBe("met");
  expect(parking("No change? Use the MiPermit app.")).toBe("met");
  expect(parking("No change? Ask in the shop.")).toBe("not-met");
});

describe("a hub of consultations with a name and a host of its own (03-m3)", () => {
  const hub = (open: string) =>
    judged(
      "03-m3",
      {
        "/": home(["/say", "Have your say"]),
        "/say": page(
          "Have your say",
          '<p>All of it is on <a href="https://chat.example.gov.uk/">Example Chat</a>.</p>',
        ),
        "https://chat.example.gov.uk/": page(
          "Example Chat",
          `<ul><li><a href="/parks">Parks: which first? ${open}</a></li></ul>`,
          "",
        ),
        "https://chat.example.gov.uk/parks": page(
          "Parks: which first?",
          '<form method="post" action="/r"><label for="a">Which park</label><input id="a" name="a"><label for="b">Why</label><input id="b" name="b"><button>Submit your response</button></form>',
          "The replies go to cabinet.",
        ),
      },
      {},
      context,
    ).verdict;

  test("counts while something there is open", () => {
    expect(hub("Closes 30 November 2026")).toBe("met");
  });

  test("is not told by what closed long ago", () => {
    expect(hub("Closed 3 March 2024")).not.toBe("met");
  });
});
