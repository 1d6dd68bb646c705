import { describe, expect, test } from "vitest";
import type { Verdict } from "../../../src/audit/types.js";
import type { Page, Snapshot } from "../../../src/snapshot/types.js";
import { contextOf } from "../../support/context.js";
import { pageOf, snapshotOf } from "../../support/snapshot-of.js";
import { form, home, judged, page } from "./judge-facility.js";

interface Case {
  says: string;
  outcome: string;
  pages: Record<string, string>;
  verdict: Verdict;
  reason?: string;
  changes?: Partial<Snapshot>;
  asOf?: string;
}

const signIn = `<form method="post"><label for=u>User name</label><input id=u name=u><label for=p>Password</label><input id=p type=password name=p><button>Sign in</button></form>`;
const search = `<form method="get" action="/find"><label for=k>Keyword</label><input id=k name=keyword><button>Search</button></form>`;
const many = (path: string, count: number) =>
  Array.from({ length: count }, (_, index) => `<li><a href="${path}${index}">Club ${index}</a></li>`).join(
    "",
  );

const cases: Case[] = [
  // 01
  {
    says: "school places and moves during the year that can both be applied for online",
    outcome: "01-m1",
    pages: {
      "/": home(["/admissions", "School admissions"], ["/in-year", "In-year admissions"]),
      "/admissions": page("School admissions", `<a href="https://www.eadmissions.org.uk/">Apply online</a>`),
      "https://www.eadmissions.org.uk/": page("eAdmissions", signIn),
      "/in-year": page(
        "In-year admissions",
        form("Move school", "Child's current school", "School year wanted"),
      ),
    },
    verdict: "met",
  },
  {
    says: "a page on in-year applications that sends parents to the school",
    outcome: "01-m1",
    pages: {
      "/": home(["/admissions", "School admissions"], ["/in-year", "In-year admissions"]),
      "/admissions": page(
        "School admissions",
        form("Apply for a school place", "First preference", "Date of birth"),
      ),
      "/in-year": page("In-year admissions", "<p>You should apply directly to the school you want.</p>"),
    },
    verdict: "met",
  },
  {
    says: "admissions for adults' courses and museums",
    outcome: "01-m1",
    pages: {
      "/": home(["/adult", "Adult education admissions"], ["/museum", "Museum admissions"]),
      "/adult": page("Adult education admissions", form("Enrol", "Course title", "Start date")),
      "/museum": page("Museum admissions", form("Tickets", "Number of adults", "Number of children")),
    },
    verdict: "not-met",
  },
  {
    says: "a school transport form",
    outcome: "01-m2",
    pages: {
      "/": home(["/t", "School transport"]),
      "/t": page("School transport", form("Apply for school transport", "Pupil's school", "Distance")),
    },
    verdict: "met",
  },
  {
    says: "a sustainable school travel strategy",
    outcome: "01-m2",
    pages: {
      "/": home(["/t", "Sustainable school travel strategy"]),
      "/t": page("Sustainable school travel strategy", form("Tell us", "School name", "Ideas")),
    },
    verdict: "not-met",
  },
  {
    says: "enrolment on adult courses",
    outcome: "01-m3",
    pages: {
      "/": home(["/adult-learning", "Adult learning"]),
      "/adult-learning": page("Adult learning", `<a href="/enrol">Enrol on a course</a>`),
      "/enrol": page("Enrol on a course", form("Enrol", "Course code", "Date of birth")),
    },
    verdict: "met",
  },
  {
    says: "a list of courses without enrolment",
    outcome: "01-m3",
    pages: {
      "/": home(["/adult-learning", "Adult learning"]),
      "/adult-learning": page("Adult learning courses", "<ul><li>French</li><li>Pottery</li></ul>"),
    },
    verdict: "partly-met",
  },
  {
    says: "student awards of 2005 with an application",
    outcome: "01-m4",
    asOf: "2005-11-01",
    pages: {
      "/": home(["/awards", "Student awards"]),
      "/awards": page("Student awards", form("Apply for student support", "University", "Course length")),
    },
    verdict: "met",
  },
  {
    says: "uniform grants and bursaries for sixth-formers",
    outcome: "01-m4",
    asOf: "2005-11-01",
    pages: {
      "/": home(["/g", "School uniform grants for students"]),
      "/g": page("School uniform grants", form("Apply", "School attended", "Benefit")),
    },
    verdict: "not-met",
  },
  // 02
  {
    says: "a searchable directory with many bodies",
    outcome: "02-m1",
    pages: {
      "/": home(["/directory/", "Community directory"]),
      "/directory/": page("Community directory", `${search}<ul>${many("/directory/organisation/", 25)}</ul>`),
    },
    verdict: "met",
  },
  {
    says: "a searchable but nearly empty directory",
    outcome: "02-m1",
    pages: {
      "/": home(["/directory/", "Community directory"]),
      "/directory/": page("Community directory", `${search}<ul>${many("/directory/organisation/", 3)}</ul>`),
    },
    verdict: "partly-met",
    reason: "list-only",
  },
  {
    says: "the site's own search and a directory of councillors",
    outcome: "02-m1",
    pages: {
      "/": home(["/c", "Councillors directory"]),
      "/c": page("Councillors directory", `${search}<ul>${many("/c/details/", 40)}</ul>`),
    },
    verdict: "not-met",
  },
  {
    says: "pages on youth justice",
    outcome: "02-m2",
    pages: {
      "/": home(["/y", "Youth justice service"]),
      "/y": page("Youth justice service", form("Refer a young person", "Name of young person", "Offence")),
    },
    verdict: "cannot-tell",
    reason: "internal-only",
  },
  {
    says: "a list for home swaps",
    outcome: "02-m4",
    pages: {
      "/": home(["/m", "Mutual exchange"]),
      "/m": page("Mutual exchange", `<a href="https://www.homeswapper.co.uk/">HomeSwapper</a>`),
      "https://www.homeswapper.co.uk/": page("HomeSwapper", search),
    },
    verdict: "met",
  },
  {
    says: "a swap shop",
    outcome: "02-m4",
    pages: { "/": home(["/s", "Swap shop"]), "/s": page("Swap shop", search) },
    verdict: "not-met",
  },
  {
    says: "fire safety at home",
    outcome: "02-m5",
    pages: { "/": home(["/f", "Fire safety"]), "/f": page("Fire safety at home") },
    verdict: "met",
  },
  {
    says: "bonfires, fire doors and fire safety for landlords",
    outcome: "02-m5",
    pages: {
      "/": home(
        ["/b", "Bonfires and fire safety"],
        ["/d", "Fire doors"],
        ["/l", "Fire safety for landlords"],
      ),
      "/b": page("Bonfires"),
      "/d": page("Fire doors"),
      "/l": page("Fire safety for landlords"),
    },
    verdict: "partly-met",
    reason: "narrow-audience",
  },
  // 03
  {
    says: "surgeries with their times",
    outcome: "03-m1",
    pages: {
      "/": home(["/s", "Councillor surgeries"]),
      "/s": page(
        "Councillor surgeries",
        "<p>Councillor Smith holds a ward surgery every Saturday at 10 am in the library.</p>",
      ),
    },
    verdict: "partly-met",
  },
  {
    says: "doctors' and tree surgery",
    outcome: "03-m1",
    pages: {
      "/": home(["/t", "Tree surgery"]),
      "/t": page(
        "Tree surgery",
        "<p>Tree surgery is done on Monday at 10 am. The GP surgery opens on Friday at 9 am; ask a councillor.</p>",
      ),
    },
    verdict: "cannot-tell",
  },
  {
    says: "current figures and a recent peer challenge",
    outcome: "03-m2",
    pages: {
      "/": home(["/p", "Our performance"], ["/c", "Corporate peer challenge"]),
      "/p": page("Our performance", "<p>Council performance for quarter 1 2026/27: 81% of targets met.</p>"),
      "/c": page(
        "Corporate peer challenge",
        "<p>The corporate peer challenge report was published in March 2024.</p>",
      ),
    },
    verdict: "met",
  },
  {
    says: "figures of long ago",
    outcome: "03-m2",
    pages: {
      "/": home(["/p", "Our performance"]),
      "/p": page("Our performance", "<p>Council performance for 2015/16: 81% of targets met.</p>"),
    },
    verdict: "partly-met",
  },
  {
    says: "BVPI and CPA by name in 2005",
    outcome: "03-m2",
    asOf: "2005-11-01",
    pages: {
      "/": home(["/p", "Best value performance plan"], ["/c", "Comprehensive performance assessment"]),
      "/p": page("Best value performance plan", "<p>BVPI 8: 92%</p>"),
      "/c": page("Comprehensive performance assessment", "<p>CPA 2004: Good (3 stars)</p>"),
    },
    verdict: "met",
  },
  {
    says: "theatre performances",
    outcome: "03-m2",
    pages: {
      "/": home(["/t", "Theatre performance information"]),
      "/t": page("Theatre performance figures", "<p>October 2026: 80% sold</p>"),
    },
    verdict: "not-met",
  },
  {
    says: "an open consultation answered online",
    outcome: "03-m3",
    pages: {
      "/": home(["/consultations", "Consultations"]),
      "/consultations": page(
        "Current consultations",
        `<p>Budget: closing date 20 December 2026. <a href="/consultations/budget">Respond online</a></p>`,
      ),
      "/consultations/budget": page(
        "Budget consultation",
        form("Your views", "Do you agree with the budget?", "Reasons"),
      ),
    },
    verdict: "met",
  },
  {
    says: "comments on planning applications and the staff consultation",
    outcome: "03-m3",
    pages: {
      "/": home(["/pl", "Planning applications consultation"]),
      "/pl": page("Planning applications consultation", form("Comment", "Application number", "Objection")),
    },
    verdict: "not-met",
  },
  {
    says: "a poll to answer now",
    outcome: "03-m4",
    pages: {
      "/": `<title>Example</title><h1>Welcome</h1><form><h2>Quick vote</h2><p>Should the market open on Sundays?</p><label><input type=radio name=v value=y>Yes</label><label><input type=radio name=v value=n>No</label><button>Vote</button></form>`,
    },
    verdict: "met",
  },
  {
    says: "a widget that rates the page",
    outcome: "03-m4",
    pages: {
      "/": `<title>Example</title><h1>Welcome</h1><form><p>Was this page useful?</p><label><input type=radio name=v value=y>Yes</label><label><input type=radio name=v value=n>No</label><button>Vote</button></form>`,
    },
    verdict: "partly-met",
    reason: "page-feedback-only",
  },
  {
    says: "how to vote",
    outcome: "03-m4",
    pages: {
      "/": home(["/e", "Vote in elections"]),
      "/e": page("How to vote", form("Register", "Postal vote", "Nationality")),
    },
    verdict: "not-met",
  },
  // 04
  {
    says: "all five environmental services",
    outcome: "04-m1",
    pages: {
      "/": home(
        ["/a", "Abandoned vehicles"],
        ["/g", "Graffiti"],
        ["/b", "Bulky waste"],
        ["/m", "Missed bin"],
        ["/t", "Track my request"],
      ),
      "/a": page("Report an abandoned vehicle", form("Report", "Registration mark", "Colour of vehicle")),
      "/g": page("Report graffiti", form("Report", "Where is the graffiti?", "Size")),
      "/b": page("Bulky waste collection", form("Book", "Items to collect", "Preferred day")),
      "/m": page("Report a missed bin", form("Report", "Colour of bin", "Collection missed")),
      "/t": page("Track my request", form("Check progress", "Reference number", "Surname")),
    },
    verdict: "met",
  },
  {
    says: "pages without any form",
    outcome: "04-m1",
    pages: {
      "/": home(["/a", "Abandoned vehicles"], ["/b", "Bulky waste"]),
      "/a": page("Abandoned vehicles"),
      "/b": page("Bulky waste"),
    },
    verdict: "partly-met",
  },
  {
    says: "submission, register and building control",
    outcome: "04-m2",
    pages: {
      "/": home(["/planning", "Planning permission"], ["/bc", "Building control"]),
      "/planning": page(
        "Apply for planning permission",
        `<a href="https://www.planningportal.co.uk/apply">Submit a planning application</a><a href="https://pa.example.gov.uk/online-applications/search.do?action=simple">Search planning applications</a>`,
      ),
      "https://www.planningportal.co.uk/apply": page("Planning Portal applications", signIn),
      "https://pa.example.gov.uk/online-applications/search.do?action=simple": page(
        "Planning – Simple Search",
        search,
      ),
      "/bc": page("Building control applications", form("Building notice", "Site", "Works proposed")),
    },
    verdict: "met",
  },
  {
    says: "a register whose robots.txt keeps us out",
    outcome: "04-m2",
    pages: {
      "/": home(["/planning", "Search planning applications"]),
      "/planning": page(
        "Search planning applications",
        `<a href="https://pa.example.gov.uk/online-applications/">Search planning applications</a>`,
      ),
    },
    changes: {
      failures: [
        {
          url: "https://pa.example.gov.uk/online-applications/",
          finalUrl: "https://pa.example.gov.uk/online-applications/",
          outcome: "disallowed",
          status: null,
          detail: "robots.txt",
          at: "2026-11-01T02:00:00.000Z",
          foundOn: null,
          linkName: "",
          attempts: 1,
        },
      ],
    },
    verdict: "cannot-tell",
    reason: "blocked",
  },
  {
    says: "licences applied for and a register to search",
    outcome: "04-m3",
    pages: {
      "/": home(["/l", "Premises licence"], ["/r", "Licensing register"]),
      "/l": page("Apply for a premises licence", form("Apply", "Name of premises", "Licensable activities")),
      "/r": page("Licensing register", search),
    },
    verdict: "met",
  },
  {
    says: "dog and television licences",
    outcome: "04-m3",
    pages: {
      "/": home(["/d", "Dog licences"], ["/t", "TV licence"]),
      "/d": page("Dog licences", form("a", "Breed", "Colour")),
      "/t": page("TV licence", form("a", "Set", "Room")),
    },
    verdict: "not-met",
  },
  // 05
  {
    says: "a guide that tells suppliers what they need",
    outcome: "05-m1",
    pages: {
      "/": home(["/s", "Selling to the council"]),
      "/s": page(
        "Selling to the council",
        `<p>${"All contracts above £25,000 are advertised on Contracts Finder. Register on our portal to receive them. You need public liability insurance and a health and safety policy. Invoices are paid within 30 days by BACS. Contact the procurement team by telephone. ".repeat(6)}</p>`,
      ),
    },
    verdict: "met",
  },
  {
    says: "a thin page on tenders",
    outcome: "05-m1",
    pages: { "/": home(["/s", "Tenders"]), "/s": page("Tenders") },
    verdict: "partly-met",
    reason: "thin",
  },
  {
    says: "a procurement strategy",
    outcome: "05-m1",
    pages: { "/": home(["/s", "Procurement strategy"]), "/s": page("Procurement strategy") },
    verdict: "not-met",
  },
  {
    says: "suppliers told that orders, invoices and payment are electronic",
    outcome: "05-m2",
    pages: {
      "/": home(["/s", "Information for suppliers"]),
      "/s": page(
        "Information for suppliers",
        "<p>Purchase orders are sent by e-mail. Invoices must be sent by email as PDF. We pay by BACS.</p>",
      ),
    },
    verdict: "met",
  },
  {
    says: "nothing about ordering",
    outcome: "05-m2",
    pages: { "/": home(["/s", "Bins"]), "/s": page("Bins") },
    verdict: "cannot-tell",
  },
  {
    says: "an account for businesses with several services",
    outcome: "05-m3",
    pages: {
      "/": home(["/b", "Business account"]),
      "/b": page(
        "Business account",
        `<p>With a business account you can see business rates, trade waste and licences.</p>${signIn}`,
      ),
    },
    verdict: "met",
  },
  {
    says: "the statement of accounts",
    outcome: "05-m3",
    pages: { "/": home(["/b", "Statement of accounts"]), "/b": page("Statement of accounts") },
    verdict: "not-met",
  },
  // 06
  {
    says: "payment over HTTPS with a receipt promised",
    outcome: "06-m1",
    pages: {
      "/": home(["/pay", "Pay online"]),
      "/pay": page(
        "Pay online",
        `<p>You will get a receipt by e-mail and a transaction reference.</p><a href="https://www.civicaepay.co.uk/Example/estore/">Pay now</a>`,
      ),
      "https://www.civicaepay.co.uk/Example/estore/": page(
        "Payments",
        form("Pay", "Account reference", "Amount"),
      ),
    },
    verdict: "met",
  },
  {
    says: "payment without a word on proof",
    outcome: "06-m1",
    pages: {
      "/": home(["/pay", "Pay online"]),
      "/pay": page("Pay online", form("Pay your council tax", "Account reference", "Amount to pay")),
    },
    verdict: "partly-met",
    reason: "no-proof-stated",
  },
  {
    says: "card data over plain HTTP",
    outcome: "06-m1",
    pages: {
      "/": home(["/pay", "Pay online"]),
      "/pay": page(
        "Pay online",
        `<form method=post action="http://pay.example.gov.uk/go"><label for=c>Card number</label><input id=c name=card><label for=a>Amount</label><input id=a name=amount><button>Pay</button></form>`,
      ),
    },
    verdict: "not-met",
    reason: "insecure-payment",
  },
  {
    says: "pay policy and pay and display",
    outcome: "06-m1",
    pages: {
      "/": home(["/p", "Pay policy"], ["/d", "Pay and display"]),
      "/p": page("Pay policy statement"),
      "/d": page("Pay and display"),
    },
    verdict: "not-met",
  },
  {
    says: "council tax balances behind a known portal",
    outcome: "06-m2",
    pages: {
      "/": home(["/ct", "Council tax account"]),
      "/ct": page(
        "View your council tax account",
        `<a href="https://citizenaccess.example.gov.uk/">Sign in to your council tax account</a>`,
      ),
      "https://citizenaccess.example.gov.uk/": page("Citizen Access council tax", signIn),
    },
    verdict: "met",
  },
  {
    says: "council tax bands",
    outcome: "06-m2",
    pages: { "/": home(["/ct", "Council tax bands"]), "/ct": page("Council tax bands", search) },
    verdict: "not-met",
  },
  // 07
  {
    says: "a library catalogue with renewals",
    outcome: "07-m1",
    pages: {
      "/": home(["/lib", "Libraries"]),
      "/lib": page(
        "Libraries",
        `<a href="https://example.spydus.co.uk/cgi-bin/spydus.exe/MSGTRN/OPAC/HOME">Library catalogue</a> <a href="https://example.spydus.co.uk/cgi-bin/spydus.exe/MSGTRN/OPAC/LOGIN">Renew your books</a>`,
      ),
      "https://example.spydus.co.uk/cgi-bin/spydus.exe/MSGTRN/OPAC/HOME": page("Library catalogue", search),
      "https://example.spydus.co.uk/cgi-bin/spydus.exe/MSGTRN/OPAC/LOGIN": page(
        "Sign in to renew your books",
        signIn,
      ),
    },
    verdict: "met",
  },
  {
    says: "an archive's catalogue",
    outcome: "07-m1",
    pages: { "/": home(["/a", "Archives catalogue"]), "/a": page("Archives catalogue", search) },
    verdict: "not-met",
  },
  {
    says: "courts booked on a known system",
    outcome: "07-m2",
    pages: {
      "/": home(["/leisure", "Leisure centres"]),
      "/leisure": page(
        "Leisure centres",
        `<a href="https://example.legendonlineservices.co.uk/enterprise/account/login">Book online</a>`,
      ),
      "https://example.legendonlineservices.co.uk/enterprise/account/login": page("Leisure bookings", signIn),
    },
    verdict: "met",
  },
  {
    says: "school lettings and ceremonies",
    outcome: "07-m2",
    pages: {
      "/": home(["/c", "Book a ceremony"]),
      "/c": page("Book a ceremony", form("Book", "Date", "Venue")),
    },
    verdict: "not-met",
  },
  {
    says: "readings of today",
    outcome: "07-m3",
    pages: {
      "/": home(["/air", "Air quality"]),
      "/air": page("Air quality", "<p>Latest NO2 reading at 1 November 2026 01:00: 23 µg/m3, index low.</p>"),
    },
    verdict: "met",
  },
  {
    says: "an annual status report, on a page updated today",
    outcome: "07-m3",
    pages: {
      "/": home(["/air", "Air quality"]),
      "/air": page(
        "Air quality",
        `<p>NO2 in 2025 averaged 23 µg/m3.</p><a href="/asr-2026.pdf">Annual status report 2026</a><p>Page last updated 1 November 2026</p>`,
      ),
    },
    verdict: "partly-met",
  },
  {
    says: "radon and indoor air",
    outcome: "07-m3",
    pages: {
      "/": home(["/r", "Radon"]),
      "/r": page("Radon and indoor air quality", "<p>1 November 2026: 20 Bq</p>"),
    },
    verdict: "not-met",
  },
  {
    says: "a link to NHS 111",
    outcome: "07-m4",
    pages: { "/": home(["https://111.nhs.uk/", "NHS 111 online"]) },
    verdict: "met",
  },
  {
    says: "NHS Direct in 2005",
    outcome: "07-m4",
    asOf: "2005-11-01",
    pages: { "/": home(["http://www.nhsdirect.nhs.uk/", "NHS Direct"]) },
    verdict: "met",
  },
  {
    says: "NHS Direct today",
    outcome: "07-m4",
    pages: { "/": home(["http://www.nhsdirect.nhs.uk/", "NHS Direct"]) },
    verdict: "partly-met",
    reason: "stale-link",
  },
  {
    says: "no word of the NHS",
    outcome: "07-m4",
    pages: { "/": home(["/b", "Bins"]), "/b": page("Bins") },
    verdict: "not-met",
  },
  // 08
  {
    says: "timetables and a planner by working links",
    outcome: "08-m1",
    pages: {
      "/": home(["/bus", "Bus timetables"]),
      "/bus": page(
        "Bus timetables",
        `<a href="https://www.traveline.info/">Plan your journey with Traveline</a><a href="/t.pdf">Bus timetable route 1</a>`,
      ),
      "https://www.traveline.info/": page(
        "Traveline journey planner and timetables",
        form("Plan your journey", "From", "To"),
      ),
    },
    verdict: "met",
  },
  {
    says: "swimming timetables",
    outcome: "08-m1",
    pages: { "/": home(["/s", "Swimming timetables"]), "/s": page("Swimming timetables", search) },
    verdict: "not-met",
  },
  {
    says: "bus passes renewed online",
    outcome: "08-m2",
    pages: {
      "/": home(["/b", "Bus passes"]),
      "/b": page("Renew your bus pass", form("Renew", "Pass number", "Date of birth")),
    },
    verdict: "met",
  },
  {
    says: "bus passes applied for and nothing on renewal",
    outcome: "08-m2",
    pages: {
      "/": home(["/b", "Bus passes"]),
      "/b": page("Apply for a bus pass", form("Apply", "Pension age", "Date of birth")),
    },
    verdict: "partly-met",
    reason: "apply-only",
  },
  {
    says: "residents' parking permits",
    outcome: "08-m2",
    pages: {
      "/": home(["/p", "Residents' travel and parking permits"]),
      "/p": page("Residents' parking permits", form("Apply", "Registration", "Zone")),
    },
    verdict: "not-met",
  },
  {
    says: "car parks with charges",
    outcome: "08-m3",
    pages: {
      "/": home(["/c", "Car parks"]),
      "/c": page(
        "Town centre car parks",
        "<p>High Street: £1.20 per hour. There is no park and ride scheme here.</p>",
      ),
    },
    verdict: "met",
  },
  {
    says: "car parks with charges, and no word on whether there is a park and ride",
    outcome: "08-m3",
    pages: {
      "/": home(["/c", "Car parks"]),
      "/c": page("Town centre car parks", "<p>High Street: £1.20 per hour</p>"),
    },
    verdict: "partly-met",
    reason: "capped",
  },
  {
    says: "parking fines",
    outcome: "08-m3",
    pages: { "/": home(["/c", "Parking fines"]), "/c": page("Parking fines", "<p>£50</p>") },
    verdict: "cannot-tell",
  },
  {
    says: "a car-share scheme",
    outcome: "08-m4",
    pages: { "/": home(["/g", "Car sharing"]), "/g": page("Car sharing") },
    verdict: "met",
  },
  {
    says: "cycling clubs and museums",
    outcome: "08-m4",
    pages: { "/": home(["/g", "Cycling museum"]), "/g": page("Cycling museum") },
    verdict: "not-met",
  },
  // 09
  {
    says: "claims checked behind a known portal",
    outcome: "09-m1",
    pages: {
      "/": home(["/b", "Check your benefit claim"]),
      "/b": page(
        "Check the progress of your claim",
        `<a href="https://example.openportal.uk.civica.com/publicaccesslive/selfservice/">View your benefits account</a>`,
      ),
      "https://example.openportal.uk.civica.com/publicaccesslive/selfservice/": page("My benefits", signIn),
    },
    verdict: "met",
  },
  {
    says: "a benefits calculator",
    outcome: "09-m1",
    pages: {
      "/": home(["/c", "Benefits calculator"]),
      "/c": page("Benefits calculator", form("Work out", "Income", "Rent")),
    },
    verdict: "not-met",
  },
  {
    says: "a benefits page without forms",
    outcome: "09-m2",
    pages: {
      "/": home(["/b", "Housing benefit"]),
      "/b": page("Housing benefit", `<a href="/policy.pdf">Benefits policy</a>`),
    },
    verdict: "partly-met",
  },
  {
    says: "no benefits at all",
    outcome: "09-m2",
    pages: {
      "/": home(["/b", "Insurance claims"]),
      "/b": page("Insurance claim form", form("Claim", "Loss", "Date")),
    },
    verdict: "not-met",
  },
  // 10
  {
    says: "adults', children's care and a number with hours",
    outcome: "10-m1",
    pages: {
      "/": home(["/a", "Adult social care"], ["/c", "Children's services"]),
      "/a": page(
        "Adult social care",
        "<p>Telephone 01234 567890, Monday to Friday 9am to 5pm. Out of hours: 01234 567891.</p>",
      ),
      "/c": page("Children's social care"),
    },
    verdict: "met",
  },
  {
    says: "skin care and a day nursery",
    outcome: "10-m1",
    pages: { "/": home(["/s", "Skin care"]), "/s": page("Skin care") },
    verdict: "not-met",
  },
  {
    says: "no care account",
    outcome: "10-m2",
    pages: { "/": home(["/b", "Bins"]), "/b": page("Bins") },
    verdict: "cannot-tell",
  },
  // 11
  {
    says: "remote access",
    outcome: "11-m1",
    pages: { "/": home(["/staff", "Staff login"]), "/staff": page("Staff login", signIn) },
    verdict: "cannot-tell",
    reason: "internal-only",
  },
  {
    says: "a home working policy",
    outcome: "11-m2",
    pages: { "/": home(["/h", "Home working policy"]), "/h": page("Home working policy") },
    verdict: "cannot-tell",
    reason: "internal-only",
  },
  // 14
  {
    says: "a contact form",
    outcome: "14-m1",
    pages: { "/": home(["/c", "Contact us"]), "/c": page("Contact us", form("Ask", "Name", "Message")) },
    verdict: "cannot-tell",
    reason: "needs-submission",
  },
  {
    says: "a time for answering e-mails",
    outcome: "14-m2",
    pages: {
      "/": home(["/c", "Customer standards"]),
      "/c": page(
        "Customer service standards",
        "<p>We will reply to your emails within five working days.</p>",
      ),
    },
    verdict: "met",
  },
  {
    says: "a time for letters",
    outcome: "14-m2",
    pages: {
      "/": home(["/c", "Customer standards"]),
      "/c": page("Customer service standards", "<p>We will reply to letters within ten working days.</p>"),
    },
    verdict: "partly-met",
  },
  {
    says: "times for complaints by e-mail",
    outcome: "14-m2",
    pages: {
      "/": home(["/c", "Complaints"]),
      "/c": page("Complaints", "<p>We will reply to complaints sent by email within ten working days.</p>"),
    },
    verdict: "partly-met",
    reason: "complaints-only",
  },
  {
    says: "alerts with topics",
    outcome: "14-m3",
    pages: {
      "/": home(["/a", "E-mail alerts"]),
      "/a": page(
        "E-mail alerts",
        `<form method=post><h2>Subscribe</h2><label for=e>E-mail</label><input id=e type=email name=e><label><input type=checkbox name=planning>Planning</label><label><input type=checkbox name=papers>Council papers</label><button>Subscribe</button></form>`,
      ),
    },
    verdict: "met",
  },
  {
    says: "one newsletter",
    outcome: "14-m3",
    pages: {
      "/": home(["/a", "Newsletter"]),
      "/a": page(
        "Newsletter",
        `<form method=post><h2>Subscribe</h2><label for=e>E-mail</label><input id=e type=email name=e><label><input type=checkbox name=agree>I agree to the privacy notice</label><button>Subscribe</button></form>`,
      ),
    },
    verdict: "partly-met",
    reason: "no-topic-choice",
  },
  {
    says: "an account registration",
    outcome: "14-m3",
    pages: { "/": home(["/a", "Register"]), "/a": page("Register for an account", signIn) },
    verdict: "not-met",
  },
];

describe("mandatory facilities", () => {
  test.each(cases)("$outcome: $says → $verdict", ({ outcome, pages, verdict, reason, changes, asOf }) => {
    const found = judged(outcome, pages, changes ?? {}, contextOf(asOf ? { asOf } : {}));
    expect(found, JSON.stringify(found, null, 1)).toMatchObject(reason ? { verdict, reason } : { verdict });
    if (verdict !== "cannot-tell") expect(found.evidence.length).toBeGreaterThan(0);
  });

  test("09-m2: a claim form counts when it was fetched and is no stub", () => {
    const html = {
      "/": home(["/b", "Housing benefit"]),
      "/b": page("Housing benefit", `<a href="/form.pdf">Housing benefit claim form</a>`),
    };
    const pdf = (bytes: number): Page =>
      pageOf("/form.pdf", "", { kind: "pdf", contentType: "application/pdf", bytes });
    const base = snapshotOf(html);
    expect(judged("09-m2", html, { pages: [...base.pages, pdf(90_000)] })).toMatchObject({
      verdict: "met",
      level: 2,
    });
    expect(judged("09-m2", html, { pages: [...base.pages, pdf(900)] })).toMatchObject({
      verdict: "partly-met",
    });
    expect(judged("09-m2", html)).toMatchObject({ verdict: "cannot-tell" });
  });
});
