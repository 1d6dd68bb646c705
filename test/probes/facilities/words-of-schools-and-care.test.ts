import { describe, expect, test } from "vitest";
import { siteView } from "../../../probes/facilities/site-view.js";
import { near, wordingPattern } from "../../../probes/facilities/wording.js";
import type { Verdict } from "../../../src/audit/types.js";
import type { Snapshot } from "../../../src/snapshot/types.js";
import { contextOf } from "../../support/context.js";
import { siteOf } from "../../support/snapshot-of.js";
import { form, home, judged, page } from "./judge-facility.js";

/** Schools, community, democracy, procurement and care in the words of councils that no rule was written for. */
interface Case {
  says: string;
  outcome: string;
  pages: Record<string, string>;
  verdict: Verdict;
  /** Path or address that must stand among the evidence. */
  shows?: string;
  changes?: Partial<Snapshot>;
}

const signIn = `<form method="post"><label for=u>E-mail</label><input id=u name=u type=email><label for=p>Password</label><input id=p type=password name=p><button>Sign in</button></form>`;
const bare = (title: string, body: string) =>
  `<html lang="en"><head><title>${title} - Example Council</title></head><body><main><h1>${title}</h1>${body}</main></body></html>`;

const cases: Case[] = [
  // ---------------------------------------------------------------- 01 schools
  {
    says: "a place in reception or Year 7, and a form to swap schools in the middle of a year",
    outcome: "01-m1",
    pages: {
      "/": home(["/p", "Secure a place in Reception or Year 7"], ["/s", "Switching to a different school"]),
      "/p": page(
        "Secure a place in Reception or Year 7",
        form("Your child", "Child's name", "First choice of school", "Date of birth"),
      ),
      "/s": page(
        "Switching to a different school",
        form("Your child", "Child's name", "Present school", "Wanted school"),
      ),
    },
    verdict: "met",
    shows: "/s",
  },
  {
    says: "places at secondary schools alone, with nothing on moves during the year",
    outcome: "01-m1",
    pages: {
      "/": home(["/p", "Year 7 places for 2027"]),
      "/p": page(
        "Moving up to secondary school",
        form("Your child", "Child's name", "First choice of school", "Date of birth"),
      ),
    },
    verdict: "partly-met",
  },
  {
    says: "forms for school meals, school jobs and school travel",
    outcome: "01-m1",
    pages: {
      "/": home(
        ["/m", "Get free meals at primary school"],
        ["/j", "Find work in a school"],
        ["/t", "Apply for travel to secondary school"],
      ),
      "/m": page(
        "Get free meals at primary school",
        form("Apply", "Child's name", "National Insurance number"),
      ),
      "/j": page("Find work in a school", form("Apply", "Your name", "Qualifications", "Experience")),
      "/t": page("Apply for travel to secondary school", form("Apply", "Child's name", "School", "Distance")),
    },
    verdict: "not-met",
  },
  {
    says: "help with the journey to college, asked for online",
    outcome: "01-m2",
    pages: {
      "/": home(["/t", "Help with journeys to school or college"]),
      "/t": page(
        "Help with journeys to school or college",
        form("Ask for help", "Pupil's name", "School or college", "Reason"),
      ),
    },
    verdict: "met",
  },
  {
    says: "a survey on cycling and walking to school",
    outcome: "01-m2",
    pages: {
      "/": home(["/w", "Walking and cycling to school"]),
      "/w": page(
        "Walking and cycling to school",
        form("Your pledge", "School", "How many days a week?", "Class"),
      ),
    },
    verdict: "not-met",
  },
  {
    says: "a catalogue of evening classes whose entries take enrolment and a card",
    outcome: "01-m3",
    pages: {
      "/": home(["/learn", "Daytime and evening classes"]),
      "/learn": page(
        "Daytime and evening classes",
        `<ul><li><a href="/learn/pottery">Pottery for pleasure</a></li></ul>`,
      ),
      "/learn/pottery": bare(
        "Pottery for pleasure",
        `<p>Ten Mondays from January at Hill Street. Fee £90.</p><form method="post"><label for=a>Fee</label><select id=a name=a><option>Full<option>Reduced</select><label for=b>Your name</label><input id=b name=b><button>Enrol and pay by card</button></form>`,
      ),
    },
    verdict: "met",
    shows: "/learn/pottery",
  },
  {
    says: "a sign-up for paperless bills beside a page on classes to be joined by telephone",
    outcome: "01-m3",
    pages: {
      "/": home(["/learn", "Classes for adults"], ["/bills", "Sign up for e-mailed bills"]),
      "/learn": page(
        "Classes for adults",
        `<p>Ring 01632 960 111 to join. <a href="/bills">Sign up for e-mailed bills</a></p>`,
      ),
      "/bills": page(
        "Sign up for e-mailed bills",
        form("Sign up for e-mailed bills", "Account number", "E-mail"),
      ),
    },
    verdict: "partly-met",
  },
  {
    says: "fitness classes and golf courses to be booked",
    outcome: "01-m3",
    pages: {
      "/": home(["/f", "Evening fitness classes"], ["/g", "Golf courses"]),
      "/f": page("Evening fitness classes", form("Book a class", "Name", "Class", "Date")),
      "/g": page("Golf courses", form("Book a course", "Name", "Tee time", "Date")),
    },
    verdict: "not-met",
  },
  {
    says: "a page that tells parents' groups, volunteer readers and would-be governors what they can do",
    outcome: "01-b2",
    pages: {
      "/": home(["/h", "Lend a hand at a school"]),
      "/h": page(
        "Lend a hand at a school: helping in schools",
        "<h2>Sit on a board</h2><p>School boards need people of every trade. Become a governor.</p><h2>Mums, dads and carers</h2><p>Most schools have a parents' association.</p><h2>Listen to reading</h2><p>Listen to children in your local school for an hour a week.</p>",
      ),
    },
    verdict: "met",
  },
  {
    says: "a supplier's form without a name behind the start button of the page about it",
    outcome: "01-m2",
    pages: {
      "/": home(["/t", "Transport for pupils"]),
      "/t": page("Transport for pupils", `<p><a href="https://forms.example.net/77">Start now</a></p>`),
      "https://forms.example.net/77": bare(
        "Application form",
        form("Your details", "Name", "Reason", "Date of birth"),
      ),
    },
    verdict: "met",
    shows: "https://forms.example.net/77",
  },
  {
    says: "a general enquiry behind the start button, whatever it asks",
    outcome: "01-m2",
    pages: {
      "/": home(["/t", "Transport for pupils"]),
      "/t": page("Transport for pupils", `<p><a href="https://forms.example.net/1">Start now</a></p>`),
      "https://forms.example.net/1": bare(
        "General enquiry",
        form("Your details", "Name", "Reason", "Date of birth"),
      ),
    },
    verdict: "partly-met",
  },
  {
    says: "one nameless form behind the start buttons of many pages",
    outcome: "01-m2",
    pages: {
      "/": home(
        ["/t", "Transport for pupils"],
        ["/a", "Allotments"],
        ["/b", "Bins"],
        ["/c", "Cemeteries"],
        ["/d", "Dogs"],
      ),
      "/t": page("Transport for pupils", `<p><a href="https://forms.example.net/1">Start now</a></p>`),
      "/a": page("Allotments", `<p><a href="https://forms.example.net/1">Start now</a></p>`),
      "/b": page("Bins", `<p><a href="https://forms.example.net/1">Start now</a></p>`),
      "/c": page("Cemeteries", `<p><a href="https://forms.example.net/1">Start now</a></p>`),
      "/d": page("Dogs", `<p><a href="https://forms.example.net/1">Start now</a></p>`),
      "https://forms.example.net/1": bare(
        "Your request",
        form("Your details", "Name", "Reason", "Date of birth"),
      ),
    },
    verdict: "partly-met",
  },
  // ---------------------------------------------------------------- 02 community
  {
    says: "going on the council's list, behind a page to read first",
    outcome: "02-m3",
    pages: {
      "/": home(["/h", "Finding a council or housing association flat"]),
      "/h": page(
        "Finding a council or housing association flat",
        `<p><a href="/h/form">Put your name on the housing list</a></p>`,
      ),
      "/h/form": page(
        "Put your name on the housing list",
        form("About you", "Name", "Present address", "Who lives with you?"),
      ),
    },
    verdict: "met",
    shows: "/h/form",
  },
  {
    says: "forms for shared ownership, lodgers of a host and damp in council homes",
    outcome: "02-m3",
    pages: {
      "/": home(
        ["/s", "Apply to buy a shared ownership home"],
        ["/u", "Host a guest in your home"],
        ["/d", "Report damp in a council home"],
      ),
      "/s": page("Apply to buy a shared ownership home", form("Apply", "Name", "Income", "Deposit")),
      "/u": page("Host a guest in your home", form("Apply", "Name", "Rooms", "Address")),
      "/d": page("Report damp in a council home", form("Report", "Name", "Which room?", "Address")),
    },
    verdict: "not-met",
  },
  {
    says: "tenants trading places, on a list that answers",
    outcome: "02-m4",
    pages: {
      "/": home(["/s", "Exchanging your tenancy with another tenant"]),
      "/s": page(
        "Exchanging your tenancy with another tenant",
        `<p><a href="https://www.homeswapper.co.uk/">Look for a match on HomeSwapper</a></p>`,
      ),
      "https://www.homeswapper.co.uk/": bare(
        "HomeSwapper",
        `<p>Find tenants who want to swap their homes.</p><form method="post"><label for=t>Town</label><input id=t name=town><button>Search swaps</button></form>`,
      ),
    },
    verdict: "met",
  },
  {
    says: "the Corn Exchange for hire and a school uniform exchange",
    outcome: "02-m4",
    pages: {
      "/": home(["/c", "Hire the Corn Exchange house"], ["/u", "Uniform exchange: swap clothes from home"]),
      "/c": page("Hire the Corn Exchange house", form("Hire", "Name", "Date", "Number of guests")),
      "/u": page("Uniform exchange: swap clothes from home", form("Swap", "Name", "Size", "School")),
    },
    verdict: "not-met",
  },
  {
    says: "a section that tells how to keep a home safe from fire",
    outcome: "02-m5",
    pages: {
      "/": home(["/safe", "Staying safe at home"]),
      "/safe": page(
        "Staying safe at home",
        "<h2>Protect yourself from fire</h2><p>Fit a smoke alarm on every floor and test it each week. The fire brigade fits them for nothing: ring 0800 960 111 and ask for a visit. Plan your way out, shut doors at night, never leave a pan on the heat, and do not overload sockets. If there is a fire get out, stay out and ring 999.</p>",
      ),
    },
    verdict: "met",
  },
  {
    says: "rules on camp fires, barbecues and smoke control",
    outcome: "02-m5",
    pages: {
      "/": home(["/b", "Camp fires and barbecues: stop fire risk"], ["/s", "Smoke control areas"]),
      "/b": page("Camp fires and barbecues in our parks"),
      "/s": page("Smoke control areas"),
    },
    verdict: "not-met",
  },
  {
    says: "a finder of clubs and charities that holds many and takes more",
    outcome: "02-m1",
    pages: {
      "/": home(["/f", "Look up clubs, charities and activities"]),
      "/f": page(
        "Look up clubs, charities and activities",
        `<form method="get" action="/f"><label for=k>Keyword</label><input id=k name=kw><button>Search</button></form><p>Showing 64 groups. <a href="/f/add">Add your club</a></p>`,
      ),
    },
    verdict: "met",
  },
  {
    says: "community grants and political groups",
    outcome: "02-m1",
    pages: {
      "/": home(["/g", "Find community groups grants"], ["/p", "Political groups on the council"]),
      "/g": page(
        "Find community groups grants",
        `<form method="get"><label for=k>Keyword</label><input id=k name=kw><button>Search</button></form><p>Showing 64 groups.</p>`,
      ),
      "/p": page("Political groups on the council", "<p>64 groups</p>"),
    },
    verdict: "not-met",
  },
  // ---------------------------------------------------------------- 03 democracy
  {
    says: "councillors' drop-in sessions under another name",
    outcome: "03-m1",
    pages: {
      "/": home(["/c", "See your councillor in person"]),
      "/c": page(
        "See your councillor in person",
        "<ul><li>Cllr Ada Moss: advice session, first Saturday, 10am, Elm Library</li><li>Cllr Ben Frost: drop-in session, last Friday, 6pm, Town Hall</li></ul>",
      ),
    },
    verdict: "partly-met",
    shows: "/c",
  },
  {
    says: "an advice session of a debt charity and a doctors' surgery",
    outcome: "03-m1",
    pages: {
      "/": home(["/d", "Money advice"]),
      "/d": page("Money advice", "<p>Advice session, Mondays 10am. GP surgery, Tuesdays 9am.</p>"),
    },
    verdict: "cannot-tell",
  },
  {
    says: "the latest results beside what inspectors said, dated in the sentence before",
    outcome: "03-m2",
    pages: {
      "/": home(["/r", "Are we meeting our targets?"]),
      "/r": page(
        "How well the council performs",
        `<table><caption>Measures to June 2026</caption><tr><th>Measure</th><th>Quarter 1 2026/27</th></tr><tr><td>Calls answered</td><td>82%</td></tr></table><h2>What outsiders think</h2><p>Officers and members from five councils visited us in March 2025. Their peer review praised our staff.</p>`,
      ),
    },
    verdict: "met",
  },
  {
    says: "an inspection of food premises and a theatre's results",
    outcome: "03-m2",
    pages: {
      "/": home(["/f", "Food inspections and ratings 2026"], ["/t", "Our performance of Hamlet, July 2026"]),
      "/f": page("Food inspections and ratings 2026", "<p>Report, July 2026: 98% passed.</p>"),
      "/t": page("Drama performance: Hamlet, July 2026", "<p>Report, July 2026: 98% sold.</p>"),
    },
    verdict: "not-met",
  },
  {
    says: "a hub with a brand, whose item leads on to its questions",
    outcome: "03-m3",
    pages: {
      "/": home(["/v", "Tell us what you think"]),
      "/v": page(
        "Tell us what you think",
        `<ul><li><a href="/v/park">A new park for Elmside, closes 12 December 2026</a></li></ul><p>Take part below.</p>`,
      ),
      "/v/park": page(
        "A new park for Elmside",
        `<p>This consultation closes on 12 December 2026. Cabinet decides in January. <a href="/v/park/q">Answer our questions</a> and have your say.</p>`,
      ),
      "/v/park/q": page(
        "A new park for Elmside: questions",
        form(
          "Your views on the park survey",
          "Do you agree with the plan?",
          "What would you change?",
          "Postcode",
        ),
      ),
    },
    verdict: "met",
  },
  {
    says: "a consultation answered on paper, and an online survey that closed years ago",
    outcome: "03-m3",
    pages: {
      "/": home(["/c", "Consultations"]),
      "/c": page(
        "Consultations",
        `<h2>Open</h2><p>Dog controls: closes 4 December 2026. Write to <a href="mailto:views@example.gov.uk">views@example.gov.uk</a>.</p><h2>Closed</h2><ul><li>Budget: closed 3 March 2023. <a href="https://www.surveymonkey.co.uk/r/OLD">Survey</a></li></ul>`,
      ),
    },
    verdict: "partly-met",
  },
  {
    says: "a poll that is over and shows how people voted",
    outcome: "03-m4",
    pages: {
      "/": home(["/v", "Your views"]),
      "/v": page(
        "Your views",
        "<h2>Snap poll: later buses?</h2><p>This poll has ended. Yes 70% (120 votes), no 30% (51 votes).</p>",
      ),
    },
    verdict: "partly-met",
    shows: "/v",
  },
  {
    says: "the polls of an election that have closed",
    outcome: "03-m4",
    pages: {
      "/": home(["/e", "Election results"]),
      "/e": page(
        "Election results",
        "<p>The polls have closed. Ada Moss 58% (1,410 votes) in the by-election.</p>",
      ),
    },
    verdict: "not-met",
  },
  // ---------------------------------------------------------------- 05 procurement
  {
    says: "a guide for suppliers under a name no list holds",
    outcome: "05-m1",
    pages: {
      "/": home(["/w", "Working for Exampleshire"]),
      "/w": page(
        "Trade with Exampleshire",
        "<p>We buy from 900 suppliers. Contracts over £25,000 are advertised on our e-tendering site; below that we ask for three quotations. Register there once and it is free. You need public liability insurance and must pay the living wage. Send one invoice for each purchase order and we pay within 30 days by BACS. Smaller firms can bid for lots. Ask the procurement team.</p>",
      ),
    },
    verdict: "met",
    shows: "/w",
  },
  {
    says: "advice on selling a house, alcohol and food",
    outcome: "05-m1",
    pages: {
      "/": home(
        ["/h", "Selling your home to the council"],
        ["/a", "Selling alcohol"],
        ["/f", "Supplying food to us"],
      ),
      "/h": page("Selling your home to the council"),
      "/a": page("Selling alcohol"),
      "/f": page("Supplying food: registration", "<p>Ring 01632 960 111.</p>"),
    },
    verdict: "not-met",
  },
  {
    says: "orders, bills and payment all by wire, told in other words",
    outcome: "05-m2",
    pages: {
      "/": home(["/s", "Information for our suppliers"]),
      "/s": page(
        "Information for our suppliers",
        "<ul><li>Every purchase order reaches you as a PDF by e-mail.</li><li>We only accept invoices electronically through our portal.</li><li>The money goes straight into your bank account and we e-mail a remittance advice; it is paid by BACS.</li></ul>",
      ),
    },
    verdict: "met",
  },
  {
    says: "invoices by e-mail that must quote an order number, and payment by BACS",
    outcome: "05-m2",
    pages: {
      "/": home(["/s", "Information for our suppliers"]),
      "/s": page(
        "Information for our suppliers",
        "<p>Please e-mail your invoice to bills@example.gov.uk and quote the purchase order number. Invoices that we e-mail back have no order number. We pay by BACS.</p>",
      ),
    },
    verdict: "partly-met",
  },
  {
    says: "residents who may pay the council's invoices online",
    outcome: "05-m2",
    pages: {
      "/": home(["/p", "Pay your council tax or an invoice"]),
      "/p": page("Pay your council tax or an invoice", "<p>Invoices can be paid online or by BACS.</p>"),
    },
    verdict: "cannot-tell",
  },
  {
    says: "a ratepayers' sign-in in a section of another page",
    outcome: "05-m3",
    pages: {
      "/": home(["/b", "Rates for shops and offices"]),
      "/b": page(
        "Rates for shops and offices",
        `<h2>Business rates online</h2><p><a href="/nndr">Log in to see your bills</a></p>`,
      ),
      "/nndr": bare("Ratepayers", `<p>See your business rates bills.</p>${signIn}`),
    },
    verdict: "partly-met",
    shows: "/b",
  },
  {
    says: "the site's own word that firms cannot have an account",
    outcome: "05-m3",
    pages: {
      "/": home(["/a", "Accounts for companies"], ["/my", "My account"]),
      "/a": page("Accounts for companies", "<p>At present there are no accounts for companies.</p>"),
      "/my": page("My account", signIn),
    },
    verdict: "not-met",
    shows: "/a",
  },
  {
    says: "no need to ring when one has a business account",
    outcome: "05-m3",
    pages: {
      "/": home(["/a", "Business account"]),
      "/a": page(
        "Business account",
        `<p>There is no need to ring us: with one business account you see your business rates, licences and trade waste.</p>${signIn}`,
      ),
    },
    verdict: "met",
  },
  {
    says: "one year's share of bills settled on time, in a sentence of another order",
    outcome: "05-b2",
    pages: {
      "/": home(["/s", "Our spending"]),
      "/s": page("Our spending", "<p>In 2025/26 we settled 95.1% of suppliers' bills within 30 days.</p>"),
    },
    verdict: "partly-met",
  },
  {
    says: "a portal that texts firms whenever work comes up",
    outcome: "05-d3",
    pages: {
      "/": home(["/t", "Bidding for council work"]),
      "/t": page(
        "Bidding for council work",
        `<p>Our <a href="https://procontract.due-north.com/">tender portal</a> will text you whenever work of your kind comes up.</p>`,
      ),
      "https://procontract.due-north.com/": bare("ProContract", signIn),
    },
    verdict: "met",
    shows: "https://procontract.due-north.com/",
  },
  {
    says: "a council that e-mails suppliers when their invoice is paid",
    outcome: "05-d3",
    pages: {
      "/": home(["/t", "Bidding for council work"]),
      "/t": page(
        "Bidding for council work",
        `<p>We e-mail you when your invoice has been paid. <a href="https://procontract.due-north.com/">Tender portal</a>.</p>`,
      ),
      "https://procontract.due-north.com/": bare("ProContract", signIn),
    },
    verdict: "not-met",
  },
  {
    says: "a page of support for firms that never speaks of buying from them",
    outcome: "05-b1",
    pages: {
      "/": home(["/l", "Local and independent shops and firms"]),
      "/l": page("Local and independent firms"),
    },
    verdict: "cannot-tell",
  },
  // ---------------------------------------------------------------- 10 care
  {
    says: "one line for care of anyone, with nights covered",
    outcome: "10-b2",
    pages: {
      "/": home(["/c", "Speak to somebody about care"]),
      "/c": page(
        "Speak to somebody about care",
        "<p>Social workers for adults and children.</p><table><tr><td>By day</td><td>01632 960 100</td><td>Monday to Friday, 9am to 5pm</td></tr><tr><td>Nights and bank holidays</td><td>01632 960 200</td></tr></table>",
      ),
    },
    verdict: "met",
  },
  {
    says: "a social care line that is closed at weekends",
    outcome: "10-b2",
    pages: {
      "/": home(["/c", "Contact social care"]),
      "/c": page(
        "Contact social care",
        "<p>Ring 01632 960 100, Monday to Friday, 9am to 5pm. We are closed at weekends.</p>",
      ),
    },
    verdict: "partly-met",
  },
  {
    says: "a social care line that sends people to 999 when it is closed",
    outcome: "10-b2",
    pages: {
      "/": home(["/c", "Contact social care"]),
      "/c": page(
        "Contact social care",
        "<p>Ring 01632 960 100, Monday to Friday, 8.30am to 5pm. If the office is closed and somebody is in danger ring 999.</p>",
      ),
    },
    verdict: "partly-met",
  },
  {
    says: "a form to find out whether one can get care",
    outcome: "10-m2",
    pages: {
      "/": home(["/n", "Adult care"]),
      "/n": page("Adult care", `<p><a href="/n/check">Find out if you can get care and support</a></p>`),
      "/n/check": page(
        "Find out if you can get care and support",
        form("About you", "What do you find hard?", "Who helps you?", "Date of birth"),
      ),
    },
    verdict: "partly-met",
    shows: "/n/check",
  },
  {
    says: "an assessment of a pupil's special needs",
    outcome: "10-m2",
    pages: {
      "/": home(["/e", "Request an EHC needs assessment"]),
      "/e": page(
        "Request an EHC needs assessment",
        form("About the pupil", "Name", "School", "What support is needed?"),
      ),
    },
    verdict: "cannot-tell",
  },
];

describe("in other words", () => {
  test.each(cases)("$outcome: $says → $verdict", ({ outcome, pages, verdict, changes, shows }) => {
    const judgement = judged(outcome, pages, changes, contextOf());
    expect({ verdict: judgement.verdict, reason: judgement.reason }).toMatchObject({ verdict });
    if (shows === undefined) return;
    const evidence = [...judgement.evidence, ...judgement.limbs.flatMap((limb) => limb.evidence)];
    const wanted = shows.startsWith("/") ? `https://www.example.gov.uk${shows}` : shows;
    expect(evidence.map((one) => one.url)).toContain(wanted);
  });
});

test("a menu in the content of a template without landmarks makes no page speak of what it lists", () => {
  const menu = "<ul><li>Mutual exchange</li><li>Fire safety</li></ul>";
  const plain = (title: string, body = "") =>
    `<html lang="en"><head><title>${title}</title></head><body><div>${menu}</div><div><h1>${title}</h1><p>${body}</p></div></body></html>`;
  const names = [
    "Bins",
    "Roads",
    "Trees",
    "Parks",
    "Pests",
    "Noise",
    "Ponds",
    "Paths",
    "Lamps",
    "Signs",
    "Walls",
    "Gates",
  ];
  const pages: Record<string, string> = {
    "/": `<html lang="en"><head><title>Example</title></head><body><div>${names.map((one) => `<a href="/${one}">${one}</a>`).join(" ")}</div></body></html>`,
  };
  for (const one of names) pages[`/${one}`] = plain(one, `All about ${one} and how to report them to us.`);
  const { pages: views } = siteView(siteOf(pages));
  const bins = views.find((view) => view.h1 === "Bins");
  expect(bins?.text).toContain("All about Bins");
  expect(bins?.text).not.toContain("Mutual exchange");
});

test("two words of a matter are one wording in either order, with a few words between and no more", () => {
  const pattern = wordingPattern([near("appl(?:y|ying)", "council homes?", 3)]);
  for (const name of [
    "Apply for a council home",
    "Council homes: how to apply",
    "Applying, with help, for council homes",
  ])
    expect(pattern.test(name)).toBe(true);
  for (const name of [
    "Apply for a permit to park outside the blocks of council homes",
    "Apply. Council homes",
    "Council homes",
  ])
    expect(pattern.test(name)).toBe(false);
  expect(wordingPattern(["join housing register"]).test("Join the housing register")).toBe(true);
});
