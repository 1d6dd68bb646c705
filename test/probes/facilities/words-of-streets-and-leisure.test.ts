import { describe, expect, test } from "vitest";
import type { Verdict } from "../../../src/audit/types.js";
import { form, home, judged, page } from "./judge-facility.js";

interface Case {
  says: string;
  outcome: string;
  /** Judged by itself, where the outcome has several limbs. */
  limb?: string;
  pages: Record<string, string>;
  verdict: Verdict;
}

const search = `<form method="get" action="/find"><label for=k>Address or reference</label><input id=k name=keyword><button>Search</button></form>`;
const signIn = `<form method="post"><label for=u>User name</label><input id=u name=u><label for=p>Password</label><input id=p type=password name=p><button>Sign in</button></form>`;

/** One page from the homepage, with a start button that leads to a form elsewhere on the site. */
function start(
  title: string,
  button: string,
  formTitle: string,
  ...labels: string[]
): Record<string, string> {
  return {
    "/": home(["/a", title]),
    "/a": page(title, `<p><a href="/f">${button}</a></p>`),
    "/f": page(formTitle, form(formTitle, ...labels), "Step 1 of 3."),
  };
}

/** One page whose content is given, linked from the homepage by its title. */
function one(title: string, body: string): Record<string, string> {
  return { "/": home(["/a", title]), "/a": page(title, body) };
}

const cases: Case[] = [
  {
    says: "a vehicle left in the street, told of by its number plate",
    outcome: "04-m1",
    limb: "a",
    pages: start(
      "A vehicle that has been dumped",
      "Start now",
      "About the vehicle",
      "Number plate",
      "Where is it?",
    ),
    verdict: "met",
  },
  {
    says: "tags on a wall",
    outcome: "04-m1",
    limb: "b",
    pages: start(
      "Tagging and paint on walls",
      "Tell us where it is",
      "Where it is",
      "Street",
      "What does it say?",
    ),
    verdict: "met",
  },
  {
    says: "a mural project",
    outcome: "04-m1",
    limb: "b",
    pages: start("Street art and murals", "Apply for a wall", "Your mural", "Wall", "Design"),
    verdict: "not-met",
  },
  {
    says: "an uplift of unwanted furniture",
    outcome: "04-m1",
    limb: "c",
    pages: start("Uplift of large household items", "Book and pay", "Your uplift", "Items", "Day"),
    verdict: "met",
  },
  {
    says: "a bed taken away by telephone only",
    outcome: "04-m1",
    limb: "c",
    pages: one(
      "Getting rid of a bed or a fridge",
      "<p>Ring 01632 960 111 to book. We take payment over the telephone.</p>",
    ),
    verdict: "partly-met",
  },
  {
    says: "a bed taken away by telephone, beside a start button for something else and a till",
    outcome: "04-m1",
    limb: "c",
    pages: {
      "/": home(["/a", "Getting rid of a bed or a fridge"]),
      "/a": page(
        "Getting rid of a bed or a fridge",
        `<p>Ring 01632 960 111 to book. <a href="/pay">Pay</a>, or <a href="/f">apply for a discount</a>.</p>`,
      ),
      "/pay": page("Pay", form("Pay", "Reference", "Amount to pay"), "Anything that you owe us."),
      "/f": page(
        "Discounts",
        form("Discount", "Household income", "Date of birth"),
        "For people on low incomes.",
      ),
    },
    verdict: "partly-met",
  },
  {
    says: "a bin that was not emptied",
    outcome: "04-m1",
    limb: "d",
    pages: start("Your bin was not emptied", "Tell us", "Which bin?", "Postcode", "Which bin was it?"),
    verdict: "met",
  },
  {
    says: "a permit for a van at the tip",
    outcome: "04-m1",
    limb: "d",
    pages: start("Van and trailer permits", "Get a permit", "Your vehicle", "Registration", "Date of visit"),
    verdict: "met",
  },
  {
    says: "a look-up of what became of a report",
    outcome: "04-m1",
    limb: "e",
    pages: one(
      "What's happening with my report?",
      `<form method="get" action="/status"><label for=r>Reference number</label><input id=r name=reference><button>Check</button></form>`,
    ),
    verdict: "met",
  },
  {
    says: "a report to a committee on progress",
    outcome: "04-m1",
    limb: "e",
    pages: one("Progress report to committee", search),
    verdict: "not-met",
  },
  {
    says: "a planning register of a known product under a plain name",
    outcome: "04-m2",
    limb: "b",
    pages: {
      "/": home(["/a", "Changes near you"]),
      "/a": page(
        "Changes near you",
        `<p><a href="https://example.tascomi.com/planning/index.html?fa=search">Start</a></p>`,
      ),
      "https://example.tascomi.com/planning/index.html?fa=search": page("Planning applications", search),
    },
    verdict: "met",
  },
  {
    says: "an inspector asked to look at building work",
    outcome: "04-m2",
    limb: "d",
    pages: start(
      "Have your building work inspected",
      "Carry on",
      "Your project",
      "Site address",
      "Describe the work",
    ),
    verdict: "met",
  },
  {
    says: "a dangerous structure",
    outcome: "04-m2",
    limb: "d",
    pages: start("Dangerous structures", "Report it", "The structure", "Address", "What is wrong?"),
    verdict: "not-met",
  },
  {
    says: "a loan kept for longer on a catalogue",
    outcome: "07-m1",
    limb: "b",
    pages: {
      "/": home(["/a", "Libraries"]),
      "/a": page(
        "Libraries",
        `<p><a href="https://example.spydus.co.uk/">Look for a book or keep yours for longer</a></p>`,
      ),
      "https://example.spydus.co.uk/": page(
        "Example catalogue",
        `${search}<p><a href="/cgi-bin/spydus.exe/MSGTRN/OPAC/LOGINB">Log in to renew your books</a></p>`,
        "Search our shelves.",
      ),
    },
    verdict: "met",
  },
  {
    says: "bulletin of a monitor that has closed",
    outcome: "07-m3",
    pages: one(
      "The air we breathe",
      `<p>Our annual status report: <a href="/asr.pdf">Annual status report (PDF)</a></p>`,
    ),
    verdict: "partly-met",
  },
  {
    says: "passes for older people under the name of free travel, renewed with a photograph",
    outcome: "08-m2",
    pages: {
      "/": home(["/a", "Travel free on buses"]),
      "/a": page("Travel free on buses", `<p>Renew yours before it runs out. <a href="/f">Start</a></p>`),
      "/f": page(
        "Renew your pass",
        `<form method="post"><label for=a>Pass number</label><input id=a name=a><label for=b>Photograph</label><input id=b type=file name=b><button>Continue</button></form>`,
      ),
    },
    verdict: "met",
  },
  {
    says: "car parks whose only price is a fine",
    outcome: "08-m3",
    limb: "b",
    pages: one(
      "Car parks",
      "<p>Market Street, 120 spaces. Prices are shown on the machine. The penalty is £70. Blue badge holders park free.</p>",
    ),
    verdict: "partly-met",
  },
  {
    says: "car parks with their prices in a table",
    outcome: "08-m3",
    limb: "b",
    pages: one(
      "Where to park",
      "<table><tr><th>Car park</th><th>1 hour</th></tr><tr><td>Market Street, EX1 2AB</td><td>£1.20</td></tr></table>",
    ),
    verdict: "met",
  },
  {
    says: "a car park at a park and ride, where cars are left",
    outcome: "08-m4",
    pages: one(
      "Car parks",
      "<p>From 1 April 2026 leave your car at Cross Hill and take the bus into town.</p>",
    ),
    verdict: "not-met",
  },
  {
    says: "schemes for people who travel to work, under a name of their own",
    outcome: "08-m4",
    pages: one(
      "Getting to work",
      "<p>Forty employers belong to our commuter club. Members may borrow pool bikes, and lift sharing for their staff starts on 4 January 2027.</p>",
    ),
    verdict: "met",
  },
  {
    says: "a call for fewer car trips, without any scheme",
    outcome: "08-m4",
    pages: one(
      "Climate emergency",
      "<p>We want to be carbon neutral by 2035. Think about making fewer trips by car.</p>",
    ),
    verdict: "partly-met",
  },
  {
    says: "a claim asked after by telephone",
    outcome: "09-m1",
    pages: one("How your claim is getting on", "<p>Ring the benefits team on 01632 960 222.</p>"),
    verdict: "partly-met",
  },
  {
    says: "a claim for damage by a pothole",
    outcome: "09-m1",
    pages: one("What is happening with my pothole claim", "<p>Ring our insurers on 01632 960 222.</p>"),
    verdict: "not-met",
  },
  {
    says: "an officer who calls at the house with a tablet",
    outcome: "09-d2",
    pages: one(
      "Housing Benefit",
      "<p>If you cannot get out an officer can call at your house and go through the claim with you.</p>",
    ),
    verdict: "met",
  },
  {
    says: "an officer who calls to look for fraud",
    outcome: "09-d2",
    pages: one("Library home visits", "<p>Our volunteers can visit you at home with books.</p>"),
    verdict: "cannot-tell",
  },
  {
    says: "a library ticket that opens the pool as well",
    outcome: "07-d1",
    pages: one(
      "Join the library",
      "<p>Your library card also gets you residents' prices at our pools and gyms.</p>",
    ),
    verdict: "met",
  },
  {
    says: "a library and a leisure centre in one building",
    outcome: "07-d1",
    pages: one("Libraries", "<p>Bring your library card. The leisure centre next door has a pool.</p>"),
    verdict: "cannot-tell",
  },
  {
    says: "lights that change by themselves for a late bus",
    outcome: "08-d2",
    pages: one(
      "How we keep traffic moving",
      "<p>Detectors in the road tell the traffic signals when queues build up, and the signals give buses a head start.</p>",
    ),
    verdict: "met",
  },
  {
    says: "traffic lights that are out of order, and cameras for fines",
    outcome: "08-d2",
    pages: one(
      "Traffic lights",
      "<p>Report a fault with traffic lights. Bus lane cameras watch the junction, and the fine is £70.</p>",
    ),
    verdict: "cannot-tell",
  },
  {
    says: "parking paid for by a message, in a sentence that begins with what one need not have",
    outcome: "06-d1",
    pages: one(
      "Car parks",
      "<p>You do not need change: pay by sending a text message with the number on the sign.</p>",
    ),
    verdict: "met",
  },
  {
    says: "parking that can no longer be paid for by message",
    outcome: "06-d1",
    pages: one("Car parks", "<p>You can no longer pay for parking by text message.</p>"),
    verdict: "not-met",
  },
  {
    says: "health in a page on walking, with a map",
    outcome: "07-b3",
    limb: "a",
    pages: one(
      "Walking and cycling",
      "<p>Our coaches can help you to stop smoking, eat well and be more active.</p>",
    ),
    verdict: "met",
  },
  {
    says: "a page on walking that says nothing of health",
    outcome: "07-b3",
    limb: "a",
    pages: one("Walking and cycling", "<p>There are six rides on quiet lanes.</p>"),
    verdict: "not-met",
  },
  {
    says: "tickets on a telephone",
    outcome: "08-b2",
    pages: one("Buses and trams", "<p>Tap on with a bank card, or buy mobile tickets.</p>"),
    verdict: "met",
  },
  {
    says: "a sign-in to see a benefit claim on a product known for it",
    outcome: "09-m1",
    pages: {
      "/": home(["/a", "Following up your benefit claim"]),
      "/a": page(
        "Following up your benefit claim",
        `<p><a href="https://citizenaccess.example.gov.uk/benefits/login">Carry on</a></p>`,
      ),
      "https://citizenaccess.example.gov.uk/benefits/login": page(
        "Citizen Access Benefits",
        signIn,
        "Sign in to see your claim.",
      ),
    },
    verdict: "met",
  },
];

describe("the same things in other councils' words", () => {
  test.each(cases)("$outcome: $says", ({ outcome, limb, pages, verdict }) => {
    const found = judged(outcome, pages);
    const judgedLimb = found.limbs.find((one) => one.key === limb);
    expect((judgedLimb ?? found).verdict).toBe(verdict);
  });
});

const more: Case[] = [
  {
    says: "a till of a known product, with a number on the screen at the end",
    outcome: "06-m1",
    pages: {
      "/": home(["/a", "Pay us"]),
      "/a": page(
        "Pay us",
        `<p>At the end you are shown a payment number, and we e-mail you a receipt. <a href="https://example.civicaepay.co.uk/">Start</a></p>`,
      ),
      "https://example.civicaepay.co.uk/": page(
        "What would you like to pay?",
        form("Pay", "Account", "Amount"),
      ),
    },
    verdict: "met",
  },
  {
    says: "a till that says nothing of receipts",
    outcome: "06-m1",
    pages: {
      "/": home(["/a", "Pay your bill"]),
      "/a": page("Pay your bill", `<p><a href="https://example.civicaepay.co.uk/">Start</a></p>`),
      "https://example.civicaepay.co.uk/": page(
        "What would you like to pay?",
        form("Pay", "Account", "Amount"),
      ),
    },
    verdict: "partly-met",
  },
  {
    says: "what is left to pay of the council tax, behind a known product's sign-in",
    outcome: "06-m2",
    pages: {
      "/": home(["/a", "What you owe"]),
      "/a": page(
        "See your Council Tax bill and what is left to pay",
        `<p><a href="https://citizenaccess.example.gov.uk/counciltax/login">Sign in</a></p>`,
      ),
      "https://citizenaccess.example.gov.uk/counciltax/login": page(
        "Citizen Access",
        signIn,
        "See your Council Tax balance.",
      ),
    },
    verdict: "met",
  },
  {
    says: "bills by e-mail, and nothing else",
    outcome: "06-m2",
    pages: one(
      "Get your bill by e-mail",
      form("Council Tax bills by e-mail", "Account number", "E-mail address"),
    ),
    verdict: "partly-met",
  },
  {
    says: "bands of the council tax",
    outcome: "06-m2",
    pages: one("Council Tax bands", search),
    verdict: "not-met",
  },
  {
    says: "a trust's own website, and its booking system behind it",
    outcome: "07-m2",
    pages: {
      "/": home(["/a", "Swimming, gyms and courts"]),
      "/a": page(
        "Swimming, gyms and courts",
        `<p>The trust runs them for us. <a href="https://www.fenactive.org.uk/">Fen Active</a></p>`,
      ),
      "https://www.fenactive.org.uk/": page(
        "Fen Active",
        `<p><a href="https://fenactive.legendonlineservices.co.uk/enterprise/account/home">Book now</a></p>`,
        "Swim, gym and squash.",
      ),
      "https://fenactive.legendonlineservices.co.uk/enterprise/account/home": page(
        "Bookings",
        signIn,
        "Book a class or a court.",
      ),
    },
    verdict: "met",
  },
  {
    says: "a court booked behind a log-in on a host of no known product",
    outcome: "07-m2",
    pages: {
      "/": home(["/a", "Sports centres"]),
      "/a": page("Sports centres", `<p><a href="https://tickets.fenactive.org.uk/">Book a court</a></p>`),
      "https://tickets.fenactive.org.uk/": page(
        "Book a court or a class",
        signIn,
        "Log in to book up to eight days ahead.",
      ),
    },
    verdict: "met",
  },
  {
    says: "a membership area of a sports centre that says nothing of booking",
    outcome: "07-m2",
    pages: {
      "/": home(["/a", "Sports centres"]),
      "/a": page("Sports centres", `<p><a href="https://members.fenactive.org.uk/">Gym members</a></p>`),
      "https://members.fenactive.org.uk/": page("Gym membership", signIn, "Log in to change your details."),
    },
    verdict: "partly-met",
  },
  {
    says: "a ceremony room to book",
    outcome: "07-m2",
    pages: one("Book a ceremony", form("Book a ceremony", "Date", "Names")),
    verdict: "not-met",
  },
  {
    says: "a claim form in a list of downloads",
    outcome: "09-m2",
    pages: {
      "/": home(["/a", "Help with your rent"]),
      "/a": page(
        "Help with your rent",
        `<p>Fill in our <a href="/f">claim form</a> for Housing Benefit.</p>`,
      ),
      "/f": page("Claim Housing Benefit", form("Claim Housing Benefit", "National Insurance number", "Rent")),
    },
    verdict: "met",
  },
  {
    says: "a licence for a pub asked for online, and a register to look things up in",
    outcome: "04-m3",
    pages: {
      "/": home(["/a", "Get a licence to sell alcohol"], ["/r", "See who holds a licence"]),
      "/a": page("Get a licence to sell alcohol", `<p><a href="/f">Start now</a></p>`),
      "/f": page(
        "About the premises",
        form("About the premises", "Address of premises", "Hours"),
        "Step 1 of 4.",
      ),
      "/r": page("Register of licensed premises", search),
    },
    verdict: "met",
  },
  {
    says: "a licence for a television",
    outcome: "04-m3",
    pages: one("TV licences", form("TV licence", "Name of licence holder", "Number")),
    verdict: "not-met",
  },
  {
    says: "one form for two benefits under a plain name",
    outcome: "09-b2",
    pages: one(
      "Claim Housing Benefit or Council Tax Support",
      form("Claim", "National Insurance number", "Rent"),
    ),
    verdict: "partly-met",
  },
  {
    says: "a calculator of what one could get",
    outcome: "09-d1",
    pages: {
      "/": home(["/a", "What help could I get?"]),
      "/a": page("What help could I get?", `<p><a href="https://example.entitledto.co.uk/">Start</a></p>`),
      "https://example.entitledto.co.uk/": page(
        "Example benefits calculator",
        form("About you", "Postcode", "Age"),
      ),
    },
    verdict: "met",
  },
  {
    says: "layers of planning on a map of one's address",
    outcome: "04-b4",
    limb: "a",
    pages: {
      "/": home(["/a", "Conservation areas"]),
      "/a": page(
        "Conservation areas",
        `<p><a href="https://www.arcgis.com/apps/webappviewer/index.html?id=1">Look at them on our map</a></p>`,
      ),
      "https://www.arcgis.com/apps/webappviewer/index.html?id=1": page("Planning constraints map", search),
    },
    verdict: "met",
  },
  {
    says: "NHS 111 by name",
    outcome: "07-m4",
    pages: one("If you feel ill", "<p>Ring 111.</p>"),
    verdict: "partly-met",
  },
];

describe("payments, leisure, licences and benefits in other words", () => {
  test.each(more)("$outcome: $says", ({ outcome, limb, pages, verdict }) => {
    const found = judged(outcome, pages);
    const judgedLimb = found.limbs.find((one) => one.key === limb);
    expect((judgedLimb ?? found).verdict).toBe(verdict);
  });
});
