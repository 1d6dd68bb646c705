import { describe, expect, test } from "vitest";
import { form, home, judged, page } from "./judge-facility.js";

const urls = (judgement: ReturnType<typeof judged>) => judgement.evidence.map((one) => one.url);

describe("parts of pages, and pages beside pages", () => {
  test("a part that the list of contents names first is read where it stands", () => {
    const found = judged("09-m1", {
      "/": home(["/benefits", "Help with rent"]),
      "/benefits": page(
        "Help with rent",
        `<ul><li>Make a claim</li><li>How far has my claim got?</li></ul><h2>Make a claim</h2><p>Ask at the office.</p><h2>How far has my claim got?</h2><p>Telephone 01632 960 333 or write to benefits@example.gov.uk with your reference and we will look for you.</p>`,
      ),
    });
    expect([found.verdict, found.level]).toEqual(["partly-met", 2]);
  });

  test("surgeries in a table far below the introduction of their own page come first", () => {
    const rows = ["Ash", "Birch", "Cedar", "Damson"]
      .map(
        (name, at) =>
          `<tr><td>Cllr ${name}</td><td>${["First", "Second", "Third", "Last"][at]} Saturday, 10am</td></tr>`,
      )
      .join("");
    const found = judged("03-m1", {
      "/": home(["/councillors", "Councillors"], ["/surgeries", "Ward surgeries"]),
      "/councillors": page("Councillors", '<a href="/councillors/ash">Cllr Ash</a>'),
      "/councillors/ash": page("Cllr Ash", "<p>Surgery: first Saturday, 10am, at the hall.</p>"),
      "/surgeries": page("Ward surgeries", `<table>${rows}</table>`),
    });
    expect(urls(found)[0]).toBe("https://www.example.gov.uk/surgeries");
  });

  test("surgeries of doctors in a table are none of the council's", () => {
    const found = judged("03-m1", {
      "/": home(["/surgeries", "GP surgeries"]),
      "/surgeries": page("GP surgeries", "<table><tr><td>Dr Ash</td><td>Saturday, 10am</td></tr></table>"),
    });
    expect(found.verdict).not.toBe("partly-met");
  });

  test("the page whose only business is to lead to a form stands beside it", () => {
    const found = judged("01-d1", {
      "/": home(["/lunch", "School meals"]),
      "/lunch": page(
        "School meals",
        '<a href="/check">Do it online: check and claim</a>',
        "Lunches for pupils.",
      ),
      "/check": page("Free school meals checker", form("Check", "Parent's surname", "Child's school")),
    });
    expect(urls(found)).toContain("https://www.example.gov.uk/lunch");
  });

  test("a look-up by reference is named beside a page that shows one", () => {
    const found = judged("14-b3", {
      "/": home(["/plan", "A planning record"], ["/bins", "Your bin day"]),
      "/plan": page("A planning record", "<p>UPRN 100012345678</p>"),
      "/bins": page("Your bin day", form("Find", "Postcode", "UPRN (if you know it)")),
    });
    expect(urls(found)).toEqual(
      expect.arrayContaining(["https://www.example.gov.uk/plan", "https://www.example.gov.uk/bins"]),
    );
  });

  test("the menu of an adult learning service's own site leads to its courses and their enrolment", () => {
    const own = "https://www.exampleadultlearning.org.uk";
    const found = judged("01-m3", {
      "/": home(["/adults", "Learning for adults"]),
      "/adults": page("Learning for adults", `<a href="${own}/">Example Adult Learning</a>`),
      [`${own}/`]: `<html lang="en"><head><title>Welcome | Example Adult Learning</title></head><body><header><a href="${own}/courses/">Find a course</a></header><main><h1>Welcome</h1><p>Part of Example Council.</p></main></body></html>`,
      [`${own}/courses/`]: page("Find a course", `<a href="${own}/courses/glass/">Stained glass</a>`),
      [`${own}/courses/glass/`]: page(
        "Stained glass",
        '<form method="post"><h2>Enrol on this course</h2><label for=a>Name</label><input id=a name=a><label for=b>Date of birth</label><input id=b name=b><button>Enrol and pay</button></form>',
      ),
    });
    expect([found.verdict, found.level]).toEqual(["met", 4]);
  });
});

describe("purchase cards (05-d2)", () => {
  const spending = (body: string, title = "Open data") =>
    judged("05-d2", { "/": home(["/open", title]), "/open": page(title, body) }).verdict;

  test.each([
    '<ul><li><a href="/d/gpc.csv">Spend by procurement card, July to September</a></li></ul>',
    '<h2>Corporate credit cards</h2><p>Transactions of each month are in these files: <a href="/d/cards.xlsx">July 2026</a></p>',
    '<h2>GPC spending</h2><p>What officers spent with the card is listed here by month and supplier. <a href="/d/9.ods">Download</a></p>',
  ])("%s", (body) => {
    expect(spending(body)).toBe("met");
  });

  test.each([
    "<h2>Credit card charges</h2><p>We add nothing to payments that are made by credit card or debit card at all.</p>",
    "<h2>Purchase cards</h2><p>The council has no purchase cards, and so there is no expenditure on them to list here.</p>",
    '<ul><li><a href="/d/s.csv">Spending over £500</a></li></ul>',
    "<h2>Lost library cards</h2><p>Cards cost £2 to replace and the spending on them is yours alone.</p>",
  ])("%s is none", (body) => {
    expect(spending(body)).not.toBe("met");
  });
});
