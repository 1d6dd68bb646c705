import { describe, expect, test } from "vitest";
import { failureOf } from "../../support/snapshot-of.js";
import { form, home, judged, page } from "./judge-facility.js";

const nav: [string, string] = ["/housing-register", "Housing register"];
const outcome = "02-m3";

describe("the evidence ladder, on the housing register", () => {
  test("nothing found after a complete search is not-met at level 0", () => {
    expect(judged(outcome, { "/": home(["/bins", "Bins"]), "/bins": page("Bins") })).toMatchObject({
      verdict: "not-met",
      reason: "not-found",
      level: 0,
    });
  });

  test("a page that only explains it is partly met at level 1", () => {
    expect(judged(outcome, { "/": home(nav), "/housing-register": page("Housing register") })).toMatchObject({
      verdict: "partly-met",
      reason: "information-only",
      level: 1,
    });
  });

  test("a form to print is partly met at level 2", () => {
    const body = `<a href="/docs/apply.pdf">Housing register application form (PDF)</a>`;
    expect(
      judged(outcome, { "/": home(nav), "/housing-register": page("Housing register", body) }),
    ).toMatchObject({
      verdict: "partly-met",
      reason: "form-or-contact-only",
      level: 2,
    });
  });

  test("an online form on the next page is met at level 3", () => {
    const found = judged(outcome, {
      "/": home(nav),
      "/housing-register": page("Housing register", `<a href="/apply">Apply online</a>`),
      "/apply": page(
        "Apply to join the housing register",
        form("Your household", "Number of bedrooms needed", "Current tenancy"),
      ),
    });
    expect(found).toMatchObject({ verdict: "met", reason: "online", level: 3 });
    expect(found.evidence[0]?.url).toBe("https://www.example.gov.uk/apply");
  });

  test("a recognised supplier's start page is met at level 4", () => {
    const found = judged(outcome, {
      "/": home(nav),
      "/housing-register": page(
        "Housing register",
        `<a href="https://example.locata.org.uk/">Apply online</a>`,
      ),
      "https://example.locata.org.uk/": page("Home search", form("Sign in", "User name", "Password")),
    });
    expect(found).toMatchObject({ verdict: "met", level: 4 });
  });

  test("a link to a supplier that was not fetched is never met", () => {
    const pages = {
      "/": home(nav),
      "/housing-register": page(
        "Housing register",
        `<a href="https://example.locata.org.uk/">Apply online</a>`,
      ),
    };
    expect(judged(outcome, pages)).toMatchObject({ verdict: "cannot-tell", reason: "crawl-incomplete" });
    expect(
      judged(outcome, pages, { failures: [failureOf("https://example.locata.org.uk/", "blocked", 403)] }),
    ).toMatchObject({
      verdict: "cannot-tell",
      reason: "blocked",
    });
    expect(
      judged(outcome, pages, { failures: [failureOf("https://example.locata.org.uk/", "timeout")] }),
    ).toMatchObject({
      verdict: "cannot-tell",
      reason: "third-party-unreachable",
    });
  });

  test("a sign-in page of no known product that says nothing is a log-in wall", () => {
    expect(
      judged(outcome, {
        "/": home(nav),
        "/housing-register": page(
          "Housing register",
          `<a href="https://my.portal.example.com/">Apply online</a>`,
        ),
        "https://my.portal.example.com/": `<title>Sign in</title><form method="post"><input name="user"><input type="password" name="p"><button>Sign in</button></form>`,
      }),
    ).toMatchObject({ verdict: "cannot-tell", reason: "login-wall" });
  });

  test("a page that only links to another council's register is signposting, not an application", () => {
    const pages = {
      "/": home(nav),
      "/housing-register": page(
        "Housing register",
        `<a href="https://www.other.gov.uk/register">Apply online to the housing register</a>`,
      ),
    };
    expect(judged(outcome, pages)).toMatchObject({
      verdict: "partly-met",
      reason: "other-provider",
      level: 1,
    });
    expect(
      judged(outcome, {
        ...pages,
        "https://www.other.gov.uk/register": page(
          "Apply to join the housing register",
          form("Apply", "Bedrooms needed", "Tenancy"),
        ),
      }),
    ).toMatchObject({ verdict: "partly-met", reason: "other-provider" });
  });

  test("another council's form counts where the page says that it acts for this area", () => {
    const prose =
      "The housing register for our district is run by Other Borough Council on behalf of the four councils of the area. You can apply at any time and must tell " +
      "them when your circumstances change. They will write to you with a band and a registration number, and you can then bid each week for homes that suit you.";
    expect(
      judged(outcome, {
        "/": home(nav),
        "/housing-register": page(
          "Housing register",
          `<a href="https://www.other.gov.uk/register">Apply online</a>`,
          prose,
        ),
        "https://www.other.gov.uk/register": page(
          "Apply to join the housing register",
          form("Apply", "Bedrooms needed", "Tenancy"),
        ),
      }),
    ).toMatchObject({ verdict: "met", level: 3 });
  });

  test("a page that says one cannot apply online is not an online application", () => {
    const prose =
      "You cannot apply online for the housing register. Please come to the town hall with proof of who you are and where you live, and an officer will fill in the form with you. " +
      "Bring your tenancy agreement, a payslip, and a utility bill. The office is open from nine to five on weekdays, and nobody needs an appointment to be seen.";
    expect(
      judged(outcome, {
        "/": home(nav),
        "/housing-register": page("Housing register", `<a href="/apply">Apply online</a>`, prose),
        "/apply": page("Apply to join the housing register", form("Apply", "Bedrooms needed", "Tenancy")),
      }),
    ).not.toMatchObject({ verdict: "not-met" });
    expect(
      judged(outcome, {
        "/": home(nav),
        "/housing-register": page(
          "Housing register",
          form("Ask us", "Housing register query", "Bedrooms"),
          prose,
        ),
      }),
    ).toMatchObject({ verdict: "partly-met" });
  });

  test("a news story about the register is not the register", () => {
    expect(
      judged(outcome, {
        "/": home(["/news/housing-register", "Housing register opens"]),
        "/news/housing-register": page(
          "Housing register opens",
          form("Housing register", "Bedrooms", "Tenancy"),
        ),
      }),
    ).toMatchObject({ verdict: "not-met" });
  });

  test("housing benefit, the electoral register and the self-build register are something else", () => {
    expect(
      judged(outcome, {
        "/": home(
          ["/a", "Self-build housing register"],
          ["/b", "Electoral register"],
          ["/c", "Apply for housing benefit"],
        ),
        "/a": page("Self-build housing register", form("Register", "Plot size", "Budget")),
        "/b": page("Electoral register", form("Register", "Nationality", "Address")),
        "/c": page("Apply for housing benefit", form("Claim", "Rent", "Income")),
      }),
    ).toMatchObject({ verdict: "not-met" });
  });

  test("search, newsletter and page-feedback forms are no facility", () => {
    const furniture =
      `<form action="/search"><input name="q" title="Search"><select name="scope"><option>All</option></select><button>Search</button></form>` +
      `<form method="post"><p>Sign up for our newsletter</p><label for=n>Name</label><input id=n name=n><label for=e>E-mail</label><input id=e type=email name=e><button>Go</button></form>` +
      `<form method="post"><p>Was this page useful?</p><input type=radio name=u value=y><label for=c>Comments</label><textarea id=c name=c></textarea><button>Send</button></form>`;
    expect(
      judged(outcome, { "/": home(nav), "/housing-register": page("Housing register", furniture) }),
    ).toMatchObject({ verdict: "partly-met", level: 1 });
  });

  test("a broken link to the form is told, and is not an online form", () => {
    expect(
      judged(
        outcome,
        {
          "/": home(nav),
          "/housing-register": page("Housing register", `<a href="/apply">Apply online</a>`),
        },
        { failures: [failureOf("/apply", "not-found", 404)] },
      ),
    ).toMatchObject({ verdict: "partly-met", reason: "broken-link", level: 1 });
  });

  test("a form that says it is closed does not count", () => {
    const closed =
      "This form is no longer available. " +
      "Please telephone the housing team, who are glad to help you in office hours and will send a paper form by post. ".repeat(
        4,
      );
    expect(
      judged(outcome, {
        "/": home(nav),
        "/housing-register": page("Housing register", `<a href="/apply">Apply online</a>`),
        "/apply": page(
          "Apply to join the housing register",
          form("Apply", "Bedrooms needed", "Tenancy"),
          closed,
        ),
      }),
    ).toMatchObject({ verdict: "partly-met" });
  });

  test("an unfinished crawl is not an absence", () => {
    expect(
      judged(
        outcome,
        { "/": home(["/housing", "Housing"]) },
        {
          unvisited: [
            {
              url: "https://www.example.gov.uk/housing",
              name: "Housing",
              foundOn: "https://www.example.gov.uk/",
              why: "page-budget",
            },
          ],
          stoppedBy: "page-budget",
        },
      ),
    ).toMatchObject({ verdict: "cannot-tell", reason: "crawl-incomplete" });
  });
});
