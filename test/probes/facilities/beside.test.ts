import { describe, expect, test } from "vitest";
import { form, home, judged, page } from "./judge-facility.js";

/** A page about the thing with a form behind it that is called so. */
function formCalled(outcome: string, topic: string, title: string): string {
  return judged(outcome, {
    "/": home(["/x", topic]),
    "/x": page(topic, `<p><a href="/f">${title}</a></p>`),
    "/f": page(title, form("Your details", "Reference", "Full name", "Date")),
  }).verdict;
}

describe("forms beside the thing itself", () => {
  test.each([
    ["02-m3", "Housing register", "Housing register: change of circumstances"],
    ["02-m3", "Housing register", "Ask for a review of a housing register decision"],
    ["02-m3", "Housing register", "Cancel your housing register membership"],
    ["01-m3", "Adult learning", "Adult learning: become a tutor"],
    ["01-m3", "Adult learning", "Adult learning course evaluation"],
    ["01-m2", "School transport", "Report a problem with school transport"],
  ])("%s: “%s”, and on it “%s”", (outcome, topic, title) => {
    expect(formCalled(outcome, topic, title)).toBe("partly-met");
  });

  test.each([
    [
      "02-m3",
      "Housing register",
      "Apply to join the housing register or tell us of changes of circumstances",
    ],
    ["01-m3", "Adult learning", "Enrol on an adult learning course"],
    ["01-m2", "School transport", "Apply for school transport"],
  ])("%s: “%s” with “%s” is the thing", (outcome, topic, title) => {
    expect(formCalled(outcome, topic, title)).toBe("met");
  });
});

describe("renewing library books (07-m1)", () => {
  const catalogue = "https://example.spydus.co.uk/cgi-bin/spydus.exe/MSGTRN/OPAC/HOME";
  const library = (text: string, inCatalogue = "") =>
    judged("07-m1", {
      "/": home(["/renew", "Renew your library books"]),
      "/renew": page(
        "Renew your library books",
        `<p>${text}</p><p><a href="${catalogue}">Search the library catalogue</a></p>`,
      ),
      [catalogue]: page(
        "Library catalogue",
        `<form><label for=q>Search</label><input id=q name=q type=search><button>Search</button></form>${inCatalogue}`,
      ),
    }).verdict;

  test("at the counter or by telephone is half of it", () => {
    expect(library("Renewals are by telephone, or at any library.")).toBe("partly-met");
  });

  test("on the catalogue is all of it", () => {
    expect(library("Renew your loans online, by telephone, or at any library.")).toBe("met");
    expect(library("Loans may be renewed by telephone.", '<a href="/in">Log in to renew</a>')).toBe("met");
  });
});

describe("pitches that the council lets itself (07-m2)", () => {
  const operator = "https://example.legendonlineservices.co.uk/enterprise/account/login";
  const leisure = (text: string) =>
    judged("07-m2", {
      "/": home(["/leisure", "Leisure centres"]),
      "/leisure": page(
        "Leisure centres",
        `<p><a href="${operator}">Book a court</a></p><h2>Parks</h2><p>${text}</p>`,
      ),
      [operator]: page(
        "Book a court: log in",
        "<form method=post><label for=u>Member</label><input id=u name=u><label for=p>Password</label><input id=p type=password name=p><button>Log in</button></form>",
      ),
    }).verdict;

  test.each([
    "To hire a football pitch, ring the grounds team on 01632 960 444.",
    "Tennis courts in the parks are let by the season. Bookings are taken in person at the Town Hall.",
  ])("“%s” leaves it half online", (text) => {
    expect(leisure(text)).toBe("partly-met");
  });

  test.each([
    "There are tennis courts in six parks, free to use.",
    "Hire a football pitch online, or ring 01632 960 444.",
    "Ring us about dogs on the pitches.",
    "To book a room for a county court hearing ring the court.",
  ])("“%s” does not", (text) => {
    expect(leisure(text)).toBe("met");
  });
});
