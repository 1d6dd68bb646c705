import { describe, expect, test } from "vitest";
import { form, home, judged, page } from "./judge-facility.js";

const applied = form("Your details", "Full name", "Date of birth", "Address");

/** A page about bus passes that leads to a form for a first pass, and says this of renewal. */
function saying(text: string): string {
  return judged("08-m2", {
    "/": home(["/passes", "Bus passes"]),
    "/passes": page(
      "Bus passes",
      `<h2>A first pass</h2><p><a href="/apply">Apply for a bus pass</a></p><h2>When it runs out</h2><p>${text}</p>`,
    ),
    "/apply": page("Apply for a bus pass", applied),
  }).verdict;
}

describe("renewal of bus passes", () => {
  test.each([
    "To renew, call at any library with the old pass and a photo.",
    "Ring 01632 960 111 a month before and we will talk you through it.",
    "Renewals are handled by our customer service centre, in person or by post.",
    "We are unable to take renewals through the website just now.",
    "Online renewal is not yet available.",
    "Online renewals have been suspended while we change our system.",
    "You will soon be able to renew your pass online.",
    "The online form is for first-time applicants only; renewals are made by telephone.",
    "Only first applications can be made online.",
    "Passes are not renewed automatically, and must be renewed at the Town Hall.",
    "We no longer send new passes automatically: please visit a customer point.",
    "We hope to offer renewal on the web from next spring.",
    "Passes last for five years.",
  ])("“%s” is half of what is asked", (text) => {
    expect(saying(text)).toBe("partly-met");
  });

  test.each([
    "Renew it online up to eight weeks before it expires.",
    "We will post you a new pass automatically, so there is nothing to do.",
    "You do not need to reapply: a replacement comes by itself.",
    "Renewals can be made on this website, or if you cannot use it, at a library.",
    "If you cannot renew online, telephone us instead.",
    "You cannot renew online until a month before the old pass ends. After that, renew on our portal.",
    "Renew through your account without visiting us.",
    "If you have used your pass in the last year a new one is sent before the old one expires.",
  ])("“%s” is all of it", (text) => {
    expect(saying(text)).toBe("met");
  });

  test("a lost pass that is replaced online says nothing of renewal", () => {
    expect(saying("Bring the old one to a library. If it was stolen, order another one online.")).toBe(
      "partly-met",
    );
  });

  test("one form for both is told by its choices", () => {
    const pages = {
      "/": home(["/passes", "Travel for older people"]),
      "/passes": page("Free travel passes", '<p><a href="/pass">Apply for a pass</a></p>'),
      "/pass": page(
        "Concessionary travel pass",
        `<form method="post"><label for=a>Name</label><input id=a name=a><label for=b>Born</label><input id=b name=b><label for=c>What do you need?</label><select id=c name=c><option>A first pass</option><option>Renewal of my pass</option></select><button>Next</button></form>`,
      ),
    };
    expect(judged("08-m2", pages).verdict).toBe("met");
  });

  test("a form that turns renewals away takes none", () => {
    const pages = {
      "/": home(["/passes", "Bus passes"]),
      "/passes": page("Bus passes", '<p><a href="/pass">Apply for a bus pass</a></p>'),
      "/pass": page(
        "Apply for a bus pass",
        `<p>Do not use this form if you already hold a pass and want to renew it.</p>${applied}`,
      ),
    };
    expect(judged("08-m2", pages).verdict).toBe("partly-met");
  });
});
