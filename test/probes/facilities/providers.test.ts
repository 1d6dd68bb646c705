import { describe, expect, test } from "vitest";
import { form, home, judged, page } from "./judge-facility.js";

/** A page of another body: its own title and its own words, nothing of the audited council's. */
function elsewhere(title: string, heading: string, body: string): string {
  return `<html lang="en"><head><title>${title}</title></head><body><main><h1>${heading}</h1>${body}</main></body></html>`;
}

const PASSES = form("Renew or replace a pass", "Pass number", "Date of birth");
const SAYS_LITTLE =
  "Passes are sent by post within two weeks. Have your number to hand, and a recent photograph of your face. You can use the pass on any local bus after half past nine on weekdays and all day at weekends.";

describe("whose service another host's is", () => {
  test.each([
    [
      "a travel authority known by its name",
      "https://www.ashvaletravel.gov.uk/passes",
      "Passes - Ashvale Travel",
    ],
    [
      "a combined authority that names itself at the top",
      "https://www.threerivers-together.gov.uk/passes",
      "Bus passes | Ashvale Combined Authority",
    ],
    [
      "a passenger transport executive",
      "https://www.swift-ash.gov.uk/passes",
      "Bus passes - Ashvale Passenger Transport Executive",
    ],
  ])("bus passes renewed with %s serve this area", (_, address, title) => {
    const found = judged("08-m2", {
      "/": home(["/bus", "Bus passes"]),
      "/bus": page("Bus passes", `<p><a href="${address}">Renew your bus pass</a></p>`),
      [address]: elsewhere(title, "Renew your bus pass", `<p>${SAYS_LITTLE}</p>${PASSES}`),
    });
    expect(found).toMatchObject({ verdict: "met" });
  });

  test("another council's page serves this area when it says for whom it is", () => {
    const address = "https://www.beechborough.gov.uk/passes";
    const pages = (who: string) => ({
      "/": home(["/bus", "Bus passes"]),
      "/bus": page("Bus passes", `<p><a href="${address}">Renew your bus pass</a></p>`),
      [address]: elsewhere(
        "Bus passes - Beechborough Council",
        "Renew your bus pass",
        `<p>${who}</p><p>${SAYS_LITTLE}</p>${PASSES}`,
      ),
    });
    expect(
      judged("08-m2", pages("This service is for people who live in Example, Beechborough and Cedarham.")),
    ).toMatchObject({
      verdict: "met",
    });
    for (const who of [
      "This service is for people who live in Beechborough.",
      "If you live in Example you should apply to Example Council instead.",
      "Residents of Example cannot use this form.",
    ])
      expect(judged("08-m2", pages(who))).toMatchObject({ verdict: "partly-met", reason: "other-provider" });
  });

  test.each([
    "Building control for our district is looked after by Beechborough Council, who also serve Cedarham.",
    "We share our building control team with Beechborough.",
    "Beechborough Council deals with applications for both councils.",
  ])("the page that leads there says that the neighbour acts for this council: %s", (prose) => {
    const address = "https://www.beechborough.gov.uk/building-control/apply";
    const found = judged("04-m2", {
      "/": home(["/bc", "Building control"]),
      "/bc": page(
        "Building control",
        `<p><a href="${address}">Apply for building regulations approval</a></p>`,
        `${prose} You need approval for most work, and must tell the inspector when each stage is ready to be looked at before it is covered up.`,
      ),
      [address]: elsewhere(
        "Building control - Beechborough Council",
        "Apply for building regulations approval",
        form("Application", "Site address", "Description of the work"),
      ),
    });
    expect(found.limbs.find((one) => one.key === "d")).toMatchObject({ verdict: "met", level: 3 });
  });

  test.each([
    "You are responsible for telling them about changes. The county council is responsible for roads.",
    "If your home is in Beechborough you must use the form of that council.",
    "Our neighbours at Beechborough take applications from their own residents.",
  ])("nor does a page vouch for a neighbour by words about something else: %s", (prose) => {
    const address = "https://www.beechborough.gov.uk/building-control/apply";
    const found = judged("04-m2", {
      "/": home(["/bc", "Building control"]),
      "/bc": page(
        "Building control",
        `<p><a href="${address}">Apply for building regulations approval in Beechborough</a></p>`,
        `${prose} You need approval for most work, and must tell the inspector when each stage is ready to be looked at before it is covered up.`,
      ),
      [address]: elsewhere(
        "Building control - Beechborough Council",
        "Apply for building regulations approval",
        form("Application", "Site address", "Description of the work"),
      ),
    });
    expect(found.limbs.find((one) => one.key === "d")).toMatchObject({
      verdict: "partly-met",
      reason: "other-provider",
    });
  });

  test("what the travel authority says of text messages counts, what a mere link away says does not", () => {
    const address = "https://www.ashvaletravel.gov.uk/";
    const pages = (href: string) => ({
      "/": home(["/bus", "Buses"]),
      "/bus": page("Buses", `<p><a href="${href}">Bus times</a></p>`),
      [address]: elsewhere(
        "Ashvale Travel",
        "Bus times",
        "<p>Text the five figures on your bus stop to 60060 and we will text back when the next bus is due.</p>",
      ),
    });
    expect(judged("08-d1", pages(address))).toMatchObject({ verdict: "met" });
    expect(judged("08-d1", pages("/elsewhere"))).toMatchObject({ verdict: "not-met" });
  });
});
