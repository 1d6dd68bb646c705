import { describe, expect, test } from "vitest";
import { isRecord, saysClosed } from "../../../probes/facilities/notices.js";
import { form, home, judged, page } from "./judge-facility.js";

describe("notices that a service is closed", () => {
  test.each([
    "We have paused online applications while we move to a new system.",
    "The online service is suspended until further notice.",
    "Our web form is currently unavailable. Ring us instead.",
    "We are not accepting new applications at the moment.",
    "The housing list is now closed to new applicants.",
    "You can no longer do this online.",
    "We've had to take the online form down.",
    "Sorry, there is a fault with this form and it cannot be used.",
    "Soon you will be able to apply online.",
    "Bookings have been stopped for the time being.",
    "Online reporting has been switched off while we change supplier.",
  ])("“%s”", (text) => {
    expect(saysClosed(text)).toBe(true);
  });

  test.each([
    "Apply online. It takes ten minutes.",
    "The online form is unavailable between midnight and 6am.",
    "Payments are suspended on bank holidays.",
    "We are not accepting applications for bungalows.",
    "We no longer take bookings by post.",
    "If the form is not working, telephone us.",
    "Once applications are closed we draw up the list.",
    "Applications for September 2027 are closed.",
    "We do not accept claims from landlords.",
    "We have taken over 300 applications this year.",
    "We have stopped sending out claim forms: claim online.",
    "We have removed the need for paper forms.",
    "Road closures: Mill Lane has been closed.",
    "We have closed the car park and removed the fence.",
    "You can use this service as soon as you have registered online.",
  ])("“%s” closes nothing", (text) => {
    expect(saysClosed(text)).toBe(false);
  });

  test("a page that is kept for the record is the service no more", () => {
    expect(isRecord("This page is kept for the record.")).toBe(true);
    expect(isRecord("This is an archived page and is no longer updated.")).toBe(true);
    expect(isRecord("Records of births are kept at the register office.")).toBe(false);
  });
});

describe("forms that are still there", () => {
  const details = form("Your details", "Full name", "National Insurance number", "Address");
  const housing = (notice: string, onForm = "") =>
    judged("02-m3", {
      "/": home(["/list", "Waiting for a council home"], ["/list", "Housing register"]),
      "/list": page("Housing register", `<p>${notice}</p><p><a href="/f">Apply to join</a></p>`),
      "/f": page("Apply to join the housing register", `<p>${onForm}</p>${details}`),
    }).verdict;

  test("count when nothing closes them", () => {
    expect(housing("Have your papers ready.")).toBe("met");
  });

  test("do not count when the page that leads there says that it is closed", () => {
    expect(housing("We are not taking applications at present.")).toBe("partly-met");
    expect(housing("Applications have been suspended while we rewrite the scheme.")).toBe("partly-met");
  });

  test("do not count when they say so themselves", () => {
    expect(housing("", "This online form has been withdrawn.")).toBe("partly-met");
  });

  test("count when the notice is of one part of the page's matters", () => {
    const found = judged("09-m1", {
      "/": home(["/benefits", "Benefits"]),
      "/benefits": page(
        "Benefits",
        `<h2>Claim</h2><p>Our online claim form is unavailable. Ring us to claim.</p><h2>Check your claim</h2><p><a href="/status">Check the progress of your claim</a></p>`,
      ),
      "/status": page("Check the progress of your claim", form("Find your claim", "Claim reference", "Born")),
    });
    expect(found.verdict).toBe("met");
  });

  test("a survey, a question or a vacancy on the page about it is not the thing", () => {
    const pages = (body: string, title = "Apply to join the housing register") => ({
      "/": home(["/list", "Housing register"]),
      "/list": page(title, body),
    });
    const survey = form("How satisfied were you?", "How was it?", "What could be better?", "Your age");
    const question = form("Ask us a question", "Name", "E-mail", "Message");
    const job = form("Apply for this post", "Name", "Experience", "Referee");
    expect(judged("02-m3", pages(survey)).verdict).toBe("partly-met");
    expect(judged("02-m3", pages(question)).verdict).toBe("partly-met");
    expect(judged("02-m3", pages(job, "Housing register officer")).verdict).not.toBe("met");
  });

  test("a form that says it is for something else is not the thing, whatever its page is called", () => {
    const status = (heading: string) =>
      judged("09-m1", {
        "/": home(["/claim", "Check your claim"]),
        "/claim": page("Check your claim", form(heading, "Claim reference", "Surname", "Date of birth")),
      }).verdict;
    expect(status("Your claim")).toBe("met");
    expect(status("Insurance claim")).toBe("partly-met");
  });
});

describe("a product that the council has given up", () => {
  const swaps = (sentence: string) =>
    judged("02-m4", {
      "/": home(["/swap", "Swap your home"]),
      "/swap": page("Swap your home", `<p>${sentence}</p>`),
      "https://www.homeswapper.co.uk/": page("HomeSwapper: find a mutual exchange"),
    }).verdict;
  const link = '<a href="https://www.homeswapper.co.uk/">HomeSwapper</a>';

  test("counts for nothing, though its pages are still linked", () => {
    expect(swaps(`${link} is no longer available to our tenants.`)).toBe("partly-met");
    expect(swaps(`Our scheme with ${link} has now been discontinued.`)).toBe("partly-met");
  });

  test("counts while it is offered, whatever else is closed", () => {
    expect(swaps(`Find somebody to swap with on ${link}.`)).toBe("met");
    expect(swaps(`The paper list is no longer available. Use ${link}.`)).toBe("met");
    expect(swaps(`If ${link} is unavailable, try again later.`)).toBe("met");
  });
});
