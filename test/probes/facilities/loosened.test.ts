import { describe, expect, test } from "vitest";
import type { Verdict } from "../../../src/audit/types.js";
import type { Snapshot } from "../../../src/snapshot/types.js";
import { contextOf } from "../../support/context.js";
import { failureOf } from "../../support/snapshot-of.js";
import { form, home, judged, page } from "./judge-facility.js";

/** Short pages tell what to do in few words; each rule that lets them count is held to what it must not let through. */
function short(title: string, body: string): string {
  return `<html lang="en"><head><title>${title} - Example Council</title></head><body><main><h1>${title}</h1>${body}</main></body></html>`;
}

interface Case {
  says: string;
  outcome: string;
  pages: Record<string, string>;
  verdict: Verdict;
  changes?: Partial<Snapshot>;
  asOf?: string;
}

const signIn = `<form method="post"><label for=u>E-mail</label><input id=u name=u type=email><label for=p>Password</label><input id=p type=password name=p><button>Sign in</button></form>`;
const entries = (count: number) =>
  Array.from({ length: count }, (_, index) => `<p>Club ${index}: telephone the secretary</p>`).join("");
const search = `<form method="get" action="/find"><label for=k>Find a group</label><input id=k name=q><button>Search</button></form>`;

const cases: Case[] = [
  {
    says: "a recognised product whose entry leads on to its log-in",
    outcome: "07-m2",
    pages: {
      "/": home(["/l", "Leisure centres"]),
      "/l": page(
        "Leisure centres",
        `<a href="https://example.legendonlineservices.co.uk/enterprise/">Book a class or a court</a>`,
      ),
    },
    changes: {
      failures: [
        {
          ...failureOf("https://example.legendonlineservices.co.uk/enterprise/", "login"),
          finalUrl: "https://example.legendonlineservices.co.uk/enterprise/account/login",
        },
      ],
    },
    verdict: "met",
  },
  {
    says: "a log-in of an unknown product",
    outcome: "07-m2",
    pages: {
      "/": home(["/l", "Leisure centres"]),
      "/l": page("Leisure centres", `<a href="https://play.example.net/">Book a class or a court</a>`),
    },
    changes: { failures: [failureOf("https://play.example.net/", "login")] },
    verdict: "cannot-tell",
  },
  {
    says: "a log-in of a known product that does something else",
    outcome: "07-m2",
    pages: {
      "/": home(["/l", "Leisure centres"]),
      "/l": page(
        "Leisure centres",
        `<a href="https://example.openportal.uk.com/publicaccesslive/selfservice/">Book a class or a court</a>`,
      ),
    },
    changes: {
      failures: [failureOf("https://example.openportal.uk.com/publicaccesslive/selfservice/", "login")],
    },
    verdict: "cannot-tell",
  },
  {
    says: "a sign-in page that says nothing, of no known product",
    outcome: "09-m1",
    pages: {
      "/": home(["/b", "Benefits"]),
      "/b": page("Benefits", `<a href="https://portal.example.net/">Check your benefit claim</a>`),
      "https://portal.example.net/": short("Welcome", signIn),
    },
    verdict: "cannot-tell",
  },
  {
    says: "a list of twenty-four bodies that can be searched",
    outcome: "02-m1",
    pages: {
      "/": home(["/d", "Community directory"]),
      "/d": page("Community directory", search + entries(24)),
    },
    verdict: "met",
  },
  {
    says: "a directory of five",
    outcome: "02-m1",
    pages: {
      "/": home(["/d", "Community directory"]),
      "/d": page("Community directory", search + entries(5)),
    },
    verdict: "partly-met",
  },
  {
    says: "one telephone number printed thirty times",
    outcome: "02-m1",
    pages: {
      "/": home(["/d", "Community directory"]),
      "/d": page("Community directory", search + "<p>telephone 01632 960001</p>".repeat(30)),
    },
    verdict: "partly-met",
  },
  {
    says: "indicators of this year beside a peer challenge of two years ago, told in a sentence",
    outcome: "03-m2",
    pages: {
      "/": home(["/p", "Council performance"]),
      "/p": page(
        "Council performance",
        "<p>Key performance indicators for quarter 2, July to September 2026: 91% of bins.</p><p>A corporate peer challenge team visited in March 2025; read its report.</p>",
      ),
    },
    verdict: "met",
  },
  {
    says: "a peer review of ten years ago among indicators of this year",
    outcome: "03-m2",
    pages: {
      "/": home(["/p", "Council performance"]),
      "/p": page(
        "Council performance",
        "<p>Key performance indicators published in July 2026: 91% of bins.</p><p>A peer review found us well run in May 2016.</p>",
      ),
    },
    verdict: "partly-met",
  },
  {
    says: "readings of the day that is judged",
    outcome: "07-m3",
    asOf: "2026-03-10",
    pages: {
      "/": home(["/a", "Air quality"]),
      "/a": page(
        "Air quality",
        "<p>High Street, 10 March 2026 06:00: nitrogen dioxide 18 µg, index 1 low.</p>",
      ),
    },
    verdict: "met",
  },
  {
    says: "readings of a week ago",
    outcome: "07-m3",
    asOf: "2026-03-17",
    pages: {
      "/": home(["/a", "Air quality"]),
      "/a": page(
        "Air quality",
        "<p>High Street, 10 March 2026 06:00: nitrogen dioxide 18 µg, index 1 low.</p>",
      ),
    },
    verdict: "partly-met",
  },
  {
    says: "a car-share scheme in few words, with a link that answers",
    outcome: "08-m4",
    pages: {
      "/": home(["/c", "Share a car"]),
      "/c": short(
        "Share a car",
        `<p>Going to work the same way as others? Find them on <a href="https://liftshare.com/uk">Liftshare</a>.</p>`,
      ),
      "https://liftshare.com/uk": short("Liftshare", "<p>Find people who go your way.</p>"),
    },
    verdict: "met",
  },
  {
    says: "a car-share scheme whose link is dead",
    outcome: "08-m4",
    pages: {
      "/": home(["/c", "Share a car"]),
      "/c": short(
        "Share a car",
        `<p>Going to work the same way as others? Find them on <a href="https://carshare.example.net/">our car share</a>.</p>`,
      ),
    },
    changes: { failures: [failureOf("https://carshare.example.net/", "dns")] },
    verdict: "partly-met",
  },
  {
    says: "words about the climate without an initiative",
    outcome: "08-m4",
    pages: {
      "/": home(["/c", "Climate change"]),
      "/c": page("Climate change", "<p>Walking and using buses more are part of our plan.</p>"),
    },
    verdict: "partly-met",
  },
  {
    says: "a path along the coast",
    outcome: "08-m4",
    pages: {
      "/": home(["/c", "Coast path"]),
      "/c": page("Coast path", "<p>Ten miles on foot; walking takes five hours.</p>"),
    },
    verdict: "not-met",
  },
  {
    says: "a tender portal that several councils share",
    outcome: "05-b3",
    pages: {
      "/": home(["/t", "Tenders"]),
      "/t": short(
        "Tenders",
        `<p>Contracts are on our <a href="https://in-tendhost.co.uk/x/">tender portal</a>, which all five councils of the region share.</p>`,
      ),
      "https://in-tendhost.co.uk/x/": short("Tender portal", "<p>Current tenders.</p>"),
    },
    verdict: "met",
  },
  {
    says: "a tender portal of the council's alone",
    outcome: "05-b3",
    pages: {
      "/": home(["/t", "Tenders"]),
      "/t": page(
        "Tenders",
        `<p>Contracts are on our <a href="https://in-tendhost.co.uk/x/">tender portal</a>. We do not share this portal with other councils.</p>`,
      ),
      "https://in-tendhost.co.uk/x/": short("Tender portal", "<p>Current tenders.</p>"),
    },
    verdict: "not-met",
  },
  {
    says: "a tender portal that says nothing of alerts",
    outcome: "05-d3",
    pages: {
      "/": home(["/t", "Tenders"]),
      "/t": page("Tenders", `<p>See the <a href="https://in-tendhost.co.uk/x/">tender portal</a>.</p>`),
      "https://in-tendhost.co.uk/x/": short("Tender portal", "<p>Register to express an interest.</p>"),
    },
    verdict: "not-met",
  },
  {
    says: "parking paid by an app",
    outcome: "06-d1",
    pages: {
      "/": home(["/c", "Car parks"]),
      "/c": page("Car parks", "<p>Pay at the machine, or by phone or app with RingGo.</p>"),
    },
    verdict: "met",
  },
  {
    says: "parking that can no longer be paid by an app",
    outcome: "06-d1",
    pages: {
      "/": home(["/c", "Car parks"]),
      "/c": page("Car parks", "<p>You can no longer pay for parking with RingGo.</p>"),
    },
    verdict: "not-met",
  },
  {
    says: "out-of-hours numbers of two services",
    outcome: "12-d1",
    pages: {
      "/": home(["/c", "Contact us"]),
      "/c": page(
        "Contact us",
        "<p>Out of hours, day and night: social care 01632 960001, dangerous structures 01632 960002.</p>",
      ),
    },
    verdict: "met",
  },
  {
    says: "an out-of-hours number of one service",
    outcome: "12-d1",
    pages: {
      "/": home(["/c", "Adult social care"]),
      "/c": page("Adult social care", "<p>Emergency duty team out of hours: 01632 960001.</p>"),
    },
    verdict: "partly-met",
  },
  {
    says: "numbers in office hours only",
    outcome: "12-d1",
    pages: {
      "/": home(["/c", "Contact us"]),
      "/c": page(
        "Contact us",
        "<p>Noise 01632 960001, repairs 01632 960002, Monday to Friday 9am to 5pm.</p>",
      ),
    },
    verdict: "not-met",
  },
  {
    says: "e-mails answered in ten days, with another time for complaints in the same sentence",
    outcome: "14-m2",
    pages: {
      "/": home(["/c", "Contact us"]),
      "/c": page(
        "Contact us",
        "<p>We will reply to emails and online forms within 10 working days, and to complaints within 15.</p>",
      ),
    },
    verdict: "met",
  },
  {
    says: "a time for complaints only",
    outcome: "14-m2",
    pages: {
      "/": home(["/c", "Complaints"]),
      "/c": page("Complaints", "<p>We reply to complaints sent by email within 10 working days.</p>"),
    },
    verdict: "partly-met",
  },
  {
    says: "a council that says it has no care portal",
    outcome: "10-m2",
    pages: {
      "/": home(["/c", "Your care plan"]),
      "/c": page(
        "Your care and support plan",
        "<p>There is no online portal for care and support plans.</p>",
      ),
    },
    verdict: "not-met",
  },
  {
    says: "an online self-assessment of care needs",
    outcome: "10-m2",
    pages: {
      "/": home(["/c", "Adult social care"]),
      "/c": page("Adult social care", `<a href="/s">Fill in the self-assessment for care</a>`),
      "/s": short(
        "Care and support self-assessment",
        form("About you", "What do you need help with?", "Who lives with you?"),
      ),
    },
    verdict: "partly-met",
  },
  {
    says: "emergency cover, and office hours for the rest",
    outcome: "12-b3",
    pages: {
      "/": home(["/c", "Contact us"]),
      "/c": page("Contact us", "<p>Monday to Friday, 9am to 5pm. Emergencies: 24 hours a day.</p>"),
    },
    verdict: "cannot-tell",
  },
  {
    says: "lines open until eight in the evening",
    outcome: "12-b3",
    pages: {
      "/": home(["/c", "Contact us"]),
      "/c": page("Contact us", "<p>Our lines are open from 8am to 8pm on Monday to Friday.</p>"),
    },
    verdict: "partly-met",
  },
  {
    says: "a question about cookies in radio buttons",
    outcome: "03-m4",
    pages: {
      "/": `<html><head><title>Example</title></head><body><main><form method=get action=/c><p>Do you accept cookies?</p><button>Yes, accept</button><button>No, reject</button></form><h1>Welcome</h1></main><footer>About our website</footer></body></html>`,
    },
    verdict: "not-met",
  },
  {
    says: "in-year applications that are made in the same portal, said on the admissions page",
    outcome: "01-m1",
    pages: {
      "/": home(["/s", "School admissions"]),
      "/s": short(
        "School admissions",
        `<p>Apply by 15 January in the <a href="https://schools.example.gov.uk/Synergy/Parents/">parents' portal for a school place</a>.</p><p>If you want to change school during the year, apply in the same portal.</p>`,
      ),
      "https://schools.example.gov.uk/Synergy/Parents/": short("Parents' portal", signIn),
    },
    verdict: "met",
  },
  {
    says: "in-year applications that cannot be made online",
    outcome: "01-m1",
    pages: {
      "/": home(["/s", "School admissions"]),
      "/s": short(
        "School admissions",
        `<p>Apply by 15 January in the <a href="https://schools.example.gov.uk/Synergy/Parents/">parents' portal for a school place</a>.</p><p>You cannot make in-year applications online.</p>`,
      ),
      "https://schools.example.gov.uk/Synergy/Parents/": short("Parents' portal", signIn),
    },
    verdict: "partly-met",
  },
  {
    says: "a page named after fire safety that tells nothing",
    outcome: "02-m5",
    pages: {
      "/": home(["/f", "Fire safety"]),
      "/f": short(
        "Fire safety",
        "<p>This page is being written. Come back soon, please, for all that you need.</p>",
      ),
    },
    verdict: "partly-met",
  },
  {
    says: "another body's timetables and planner, linked by name",
    outcome: "08-m1",
    pages: {
      "/": home(["/b", "Buses"]),
      "/b": short(
        "Buses and trams",
        `<p>Run by the county's transport body.</p><a href="https://travel.example.org/timetables">Bus and tram timetables</a><a href="https://travel.example.org/planner">Journey planner</a>`,
      ),
      "https://travel.example.org/timetables": short("Timetables", "<p>Timetables of every route.</p>"),
      "https://travel.example.org/planner": short(
        "Journey planner",
        form("Plan", "From", "To", "Leaving at"),
      ),
    },
    verdict: "met",
  },
];

describe("rules that let few words count", () => {
  test.each(cases)("$outcome: $says → $verdict", ({ outcome, pages, verdict, changes, asOf }) => {
    const found = judged(outcome, pages, changes ?? {}, contextOf(asOf ? { asOf } : {}));
    expect(found, JSON.stringify(found.limbs)).toMatchObject({ verdict });
  });

  test("the authority's own page stands beside the product that it leads to", () => {
    const found = judged("09-m1", {
      "/": home(["/b", "Check your benefit claim"]),
      "/b": page(
        "Check your benefit claim",
        `<a href="https://x.openportal.uk.com/publicaccesslive/selfservice/">Sign in</a>`,
      ),
      "https://x.openportal.uk.com/publicaccesslive/selfservice/": short("OpenPortal", signIn),
    });
    expect(found.verdict).toBe("met");
    expect(found.evidence.map((one) => one.url)).toEqual(
      expect.arrayContaining([
        "https://www.example.gov.uk/b",
        "https://x.openportal.uk.com/publicaccesslive/selfservice/",
      ]),
    );
  });
});
