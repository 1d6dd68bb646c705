import { describe, expect, test } from "vitest";
import { communityDirectory } from "../../../probes/facilities/special/community-directory.js";
import { consultations } from "../../../probes/facilities/special/consultations.js";
import { wordingPattern } from "../../../probes/facilities/wording.js";
import { form, home, judged, page } from "./judge-facility.js";

const clubs = Array.from({ length: 24 }, (_, n) => `<li><a href="/entry/${n}">Club ${n}</a></li>`).join("");
const directory = (heading: string) =>
  `<html lang="en"><head><title>${heading}</title></head><body><main><h1>${heading}</h1><form action="/find"><label for="q">Search</label><input id="q" name="q" type="search"><button>Search</button></form><ul>${clubs}</ul></main></body></html>`;

describe("services on hosts and under names of their own", () => {
  test("a directory that bears the area's name is one when the page leading there says what it is for", () => {
    const site = (use: string) => ({
      "/": home(["/d", "Groups near you"]),
      "/d": page(
        "Near you",
        `<p>${use} on the <a href="https://directory.example.gov.uk/">Example Directory</a>.</p>`,
      ),
      "https://directory.example.gov.uk/": directory("Example Directory"),
    });
    expect(judged("02-m1", site("Find local groups and clubs")).verdict).toBe("met");
    expect(judged("02-m1", site("See the shops that are open")).verdict).not.toBe("met");
    expect(wordingPattern(communityDirectory.wordings).test("Example Directory")).toBe(false);
  });

  test("getting involved in a school is no consultation", () => {
    const pattern = wordingPattern(consultations.wordings);
    expect(pattern.test("Get involved")).toBe(true);
    expect(pattern.test("Get involved in decisions")).toBe(true);
    expect(pattern.test("Get involved in your local school")).toBe(false);
  });

  test("a bulky collection is booked whatever it is a collection of", () => {
    const pages = {
      "/": home(["/b", "Bulky items"]),
      "/b": page("Book a bulky collection", form("Book a bulky collection", "Address", "Items")),
    };
    const limb = judged("04-m1", pages).limbs?.find((one) => one.key === "c");
    expect(limb?.verdict).toBe("met");
  });

  test("orders that the council says it sends by e-mail are paperless, those it merely asks for are not", () => {
    const site = (says: string) => ({
      "/": home(["/s", "Suppliers"]),
      "/s": page("Information for suppliers", `<p>${says}</p>`),
    });
    const ordering = (says: string) =>
      judged("05-m2", site(says)).limbs?.find((one) => one.key === "a")?.verdict;
    expect(ordering("We send every purchase order to you by email.")).toBe("met");
    expect(ordering("Quote the purchase order number in your email.")).not.toBe("met");
  });

  test("a recognised catalogue that offers a log-in to renew proves renewal though the log-in was not read", () => {
    const site = (name: string) => ({
      "/": home(["/l", "Library catalogue"]),
      "/l": page(
        "Library catalogue",
        `<a href="https://example.spydus.co.uk/">Search the library catalogue</a>`,
      ),
      "https://example.spydus.co.uk/": page(
        "Catalogue",
        `${form("Search the catalogue", "Title")}<a href="/cgi-bin/spydus.exe/PGM/1">${name}</a>`,
      ),
    });
    const renewal = (name: string) => judged("07-m1", site(name)).limbs?.find((one) => one.key === "b");
    expect(JSON.stringify(renewal("Log in to renew your loans")?.evidence)).toContain("offered for it");
  });

  test("a claim that can be followed after logging in is no absence, however the link is worded", () => {
    const pages = {
      "/": home(["/b", "Benefits"]),
      "/b": page(
        "Housing benefit",
        '<p><a href="/account">Log in to Citizen Access Benefits to see how far we have got with your claim</a></p>',
      ),
      "/account": page("Citizen Access Benefits", form("Log in", "User name", "Password")),
    };
    expect(judged("09-m1", pages).verdict).not.toBe("not-met");
  });

  test("numbers for emergencies outside office hours are an out-of-hours service", () => {
    const pages = {
      "/": home(["/c", "Contact us"]),
      "/c": page(
        "Contact us",
        "<p>Emergencies outside office hours: homelessness 01632 960 111; dangerous structures 01632 960 112; noise 01632 960 113.</p>",
      ),
    };
    expect(judged("12-d1", pages).verdict).toBe("met");
  });
});
