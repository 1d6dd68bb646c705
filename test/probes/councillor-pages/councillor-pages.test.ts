import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { councillorPages } from "../../../probes/councillor-pages/councillor-pages.js";
import { bareName, isTitled, looksLikeName, nameKey } from "../../../probes/councillor-pages/names.js";
import { readRoster } from "../../../probes/councillor-pages/rosters.js";
import type { LeadContext } from "../../../probes/probe.js";
import { Site } from "../../../src/snapshot/site.js";
import type { Page, Snapshot } from "../../../src/snapshot/types.js";
import { contextOf } from "../../support/context.js";
import { failureOf, pageOf, snapshotOf } from "../../support/snapshot-of.js";

const DEMOCRACY = "https://democracy.example.gov.uk";
const HOME_PAGE = `<html><title>Example Council</title><body><nav><a href="${DEMOCRACY}/mgMemberIndex.aspx?FN=ALPHA&VW=LIST&PIC=0">Councillors</a></nav><main><h1>Example Council</h1><p>Welcome to the council's website.</p></main></body></html>`;

const FIRST = ["Anna", "Bashir", "Carol", "Dev", "Elin", "Femi", "Grace", "Hugh"];
const LAST = ["Ashdown", "Birtles", "Crane", "Dunmore", "Ellwood", "Fairbrass"];
const WARDS = ["Abbey", "Brook", "Castle", "Dean", "Elm Park", "Forest"];
const nameOf = (n: number) => `${FIRST[n % 8]} ${LAST[Math.floor(n / 8) % 6]}${n >= 48 ? "son" : ""}`;
const wardOf = (n: number) => WARDS[Math.floor(n / 8) % 6] ?? "";

interface Shape {
  people?: number;
  /** Numbers of people whose profile answers 200 with "not found". */
  gone?: readonly number[];
  vacancies?: number;
  term?(n: number): string;
  meeting?: string;
  email?(n: number): string;
  extra?: string;
}

/** A ModernGov member index (list view) and its profiles. */
function modernGov(shape: Shape = {}): Record<string, string> {
  const {
    people = 48,
    gone = [],
    vacancies = 0,
    term = () => "",
    meeting = "14/10/2026",
    extra = "",
  } = shape;
  const email = shape.email ?? ((n: number) => `cllr.${n}@example.gov.uk`);
  const items = Array.from({ length: people }, (_, n) => {
    const url = `mgUserInfo.aspx?UID=${100 + n}`;
    return `<li><div class="mgThumbsContainer"><a href="${url}"><img src="/UserData/${n}/smallpic.jpg" alt="Photo of ${nameOf(n)}"></a></div>
      <a href="${url}" title="Link to details of Councillor ${nameOf(n)}">Councillor ${nameOf(n)}</a><p>${wardOf(n)}</p><p>Labour</p></li>`;
  });
  for (let n = 0; n < vacancies; n++)
    items.push(`<li><a href="mgUserInfo.aspx?UID=9${n}">Vacancy</a><p>${WARDS[n]}</p></li>`);
  const pages: Record<string, string> = {
    "/": HOME_PAGE,
    [`${DEMOCRACY}/mgMemberIndex.aspx?FN=ALPHA&VW=LIST&PIC=0`]: `<html><title>Your Councillors</title><body><main><h1>Your Councillors</h1><ul class="mgThumbsList">${items.join("")}</ul>${extra}</main></body></html>`,
  };
  for (let n = 0; n < people; n++) {
    pages[`${DEMOCRACY}/mgUserInfo.aspx?UID=${100 + n}`] = gone.includes(n)
      ? `<html><title>Error</title><body><main><h1>Councillor details</h1><p>User not found (request ${n}).</p></main></body></html>`
      : `<html><title>Councillor details - Councillor ${nameOf(n)}</title><body><main><h1>Councillor ${nameOf(n)}</h1>
        <div class="mgUserBody"><img src="/UserData/${n}/bigpic.jpg" alt="Profile image for ${nameOf(n)}">
        <p>Party: Labour</p><p>Ward: ${wardOf(n)}</p><p>${term(n)}</p>
        <h2>Contact information</h2><p>Work e-mail: <a href="mailto:${email(n)}">${email(n)}</a></p>
        <h2>Committee appointments</h2><ul><li><a href="mgCommitteeDetails.aspx?ID=7">Planning Committee</a></li></ul>
        <p>Last attended: Council, ${meeting}</p>
        <p><a href="mgRofI.aspx?UID=${100 + n}">Register of interests</a></p></div></main></body></html>`;
  }
  return pages;
}

function judge(
  pages: Record<string, string>,
  context = contextOf(),
  changes: Partial<Snapshot> = {},
  extra: Page[] = [],
) {
  const personal = (page: Page) => /mgUserInfo|Person|councillors\/./.test(page.url);
  const snapshot = snapshotOf(pages, changes);
  snapshot.pages = snapshot.pages.map((page) =>
    personal(page)
      ? pageOf(page.url, pages[page.url] ?? pages[new URL(page.url).pathname] ?? "", { personal: true })
      : page,
  );
  snapshot.pages.push(...extra);
  const [judgement] = councillorPages.judge(new Site(snapshot), context);
  if (!judgement) throw new Error("no judgement");
  return judgement;
}

const without = (pages: Record<string, string>, ...uids: number[]) =>
  Object.fromEntries(
    Object.entries(pages).filter(([url]) => !uids.some((uid) => url.endsWith(`UID=${uid}`))),
  );

describe("C-1: a maintained page for every councillor", () => {
  test("48 seats, 48 fresh pages are met", () => {
    const judgement = judge(modernGov());
    expect(judgement).toMatchObject({
      verdict: "met",
      reason: "every-councillor",
      level: 4,
      measures: {
        expected: 48,
        found: 48,
        maintained: 48,
        councilEmailShare: 1,
        interestsShare: 1,
        surgeryShare: 0,
        system: "moderngov",
      },
    });
    expect(judgement.limbs.map((limb) => limb.verdict)).toEqual(["met", "met", "met", "met"]);
  });

  test("a seat marked vacant needs no page", () => {
    expect(judge(modernGov({ people: 47, vacancies: 1 }))).toMatchObject({
      verdict: "met",
      measures: { expected: 47, vacancies: 1 },
    });
  });

  test("an elected mayor counts as one more member", () => {
    const context = contextOf({ seats: 47 });
    context.subject.slug = "bedford";
    expect(judge(modernGov(), context)).toMatchObject({ verdict: "met", measures: { expected: 48 } });
    expect(judge(modernGov({ people: 47 }), context)).toMatchObject({
      verdict: "partly-met",
      reason: "some-pages",
    });
  });

  test("the Assembly is its members and the Mayor", () => {
    expect(judge(modernGov({ people: 26 }), contextOf({ type: "gla", seats: 25 }))).toMatchObject({
      verdict: "met",
    });
  });

  test("a mayor with a page outside the list of members counts, a Lord Mayor's page does not", () => {
    const gla = contextOf({ type: "gla", seats: 25 });
    const withMayor = (title: string) => ({
      ...modernGov({ people: 25 }),
      "/mayor": `<title>${title}</title><main><h1>${title}</h1><p>Elected in May 2024.</p><p>Party: Labour</p><p>Email: <a href="mailto:mayor@example.gov.uk">mayor@example.gov.uk</a>. Telephone: 01632 968001.</p></main>`,
    });
    expect(judge(withMayor("Mayor Josephine Tallentire"), gla)).toMatchObject({
      verdict: "met",
      measures: { found: 26 },
    });
    expect(judge(withMayor("Lord Mayor Josephine Tallentire"), gla)).toMatchObject({ verdict: "partly-met" });
  });

  test("a national park's members need neither ward nor party", () => {
    const pages = modernGov({ people: 22 });
    for (const [url, html] of Object.entries(pages)) {
      pages[url] = html
        .replace(/<p>Party: Labour<\/p><p>Ward: [^<]*<\/p>/, "")
        .replace(/<p>Labour<\/p>/g, "");
    }
    expect(judge(pages, contextOf({ type: "national-park", seats: 22 }))).toMatchObject({ verdict: "met" });
  });
});

describe("C-2: pages for all, not shown to be maintained", () => {
  test("two whose term has ended among 50 pages for 48 seats", () => {
    const judgement = judge(
      modernGov({
        people: 50,
        term: (n) => (n >= 48 ? "Terms of Office: 06/05/2022 - 07/05/2026" : "Terms of Office: 04/05/2023 -"),
      }),
    );
    expect(judgement).toMatchObject({
      verdict: "partly-met",
      reason: "ended-terms",
      level: 3,
      measures: { endedTerms: 2 },
    });
    expect(judgement.measures.warnings).toContain("former-or-co-opted-listed");
  });

  test("more pages than seats", () => {
    expect(judge(modernGov({ people: 50 }))).toMatchObject({
      verdict: "partly-met",
      reason: "more-than-seats",
    });
  });

  test("nothing dated within a year", () => {
    expect(judge(modernGov({ meeting: "14/10/2024" }))).toMatchObject({
      verdict: "partly-met",
      reason: "not-dated",
    });
  });

  test.each([
    "Terms of office: 2023 - May 2027",
    "Term of office: May 2024 to 2028",
    "Term of office: 5 May 2023 - present",
  ])("a term told by month or year has not ended: %s", (term) => {
    expect(judge(modernGov({ term: () => term }))).toMatchObject({ verdict: "met" });
  });

  test("a term told by years that is over has ended", () => {
    expect(judge(modernGov({ term: () => "Terms of office: 2021 - May 2025" }))).toMatchObject({
      reason: "ended-terms",
    });
  });

  test("the end of a term to come is no sign of upkeep", () => {
    const shape = { meeting: "", term: () => "Term of office: 04/05/2023 - 06/05/2027" };
    expect(judge(modernGov(shape))).toMatchObject({ reason: "not-dated" });
  });

  test("pages without ward, party or contact", () => {
    const pages = modernGov();
    for (const [url, html] of Object.entries(pages)) {
      if (url.includes("mgUserInfo")) pages[url] = html.replace(/<h2>Contact[\s\S]*?<\/p>/, "");
    }
    expect(judge(pages)).toMatchObject({
      verdict: "partly-met",
      reason: "fields-missing",
      measures: { maintained: 0 },
    });
  });
});

describe("C-3: some have none", () => {
  test.each([
    "<p>47 councillors. Vacancy: Dean ward (by-election on 3 December 2026).</p>",
    "<p>There is currently one vacancy, in Dean.</p>",
  ])("47 pages and a vacancy told in prose make every seat: %s", (extra) => {
    expect(judge(modernGov({ people: 47, extra }))).toMatchObject({
      verdict: "met",
      measures: { expected: 47, vacancies: 1 },
    });
  });

  test.each([
    "<p>There are 40 vacancies for school governors.</p>",
    "<p>There is one vacancy: parish councillors for Dean.</p>",
    "<p>Job vacancies</p>",
  ])("a vacancy of another kind fills no seat: %s", (extra) => {
    expect(judge(modernGov({ people: 47, extra }))).toMatchObject({ measures: { vacancies: 0 } });
  });

  test("47 pages and no vacancy stated", () => {
    const judgement = judge(modernGov({ people: 47 }));
    expect(judgement).toMatchObject({
      verdict: "partly-met",
      reason: "some-pages",
      level: 2,
      measures: { found: 47 },
    });
  });

  test("profiles that answer 200 and hold nobody are no pages", () => {
    const judgement = judge(modernGov({ gone: [3, 10, 40] }));
    expect(judgement).toMatchObject({
      verdict: "partly-met",
      reason: "some-pages",
      measures: { found: 45, expected: 48 },
    });
    expect(judgement.evidence.some((one) => one.found.includes("not about them"))).toBe(true);
  });

  test("a profile that is not there is missing, one that was blocked is not known", () => {
    const pages = without(modernGov(), 105);
    const url = `${DEMOCRACY}/mgUserInfo.aspx?UID=105`;
    expect(judge(pages, contextOf(), { failures: [failureOf(url, "not-found", 404)] })).toMatchObject({
      verdict: "partly-met",
      reason: "some-pages",
    });
    expect(judge(pages, contextOf(), { failures: [failureOf(url, "blocked", 403)] })).toMatchObject({
      verdict: "cannot-tell",
      reason: "blocked",
    });
    expect(judge(pages)).toMatchObject({ verdict: "cannot-tell", reason: "crawl-incomplete" });
  });

  test("co-opted and honorary people do not fill seats", () => {
    const extra = `<h2>Co-opted members</h2><ul><li><a href="mgUserInfo.aspx?UID=800">Peter Vale</a></li></ul>`;
    const pages = {
      ...modernGov({ people: 47, extra }),
      [`${DEMOCRACY}/mgUserInfo.aspx?UID=800`]: "<h1>Peter Vale</h1>",
    };
    expect(judge(pages)).toMatchObject({ reason: "some-pages", measures: { listed: 47, excluded: 1 } });
  });
});

const ownList = (body: string) => ({
  "/": `<html><title>Example</title><body><nav><a href="/councillors">Councillors</a></nav><main><h1>Example</h1></main></body></html>`,
  "/councillors": `<html><title>Your councillors</title><body><main><h1>Your councillors</h1>${body}</main></body></html>`,
});

describe("C-4 to C-7", () => {
  test("48 anchors on one page are names, not pages", () => {
    const list = Array.from({ length: 48 }, (_, n) => `<li><a href="#c${n}">Cllr ${nameOf(n)}</a></li>`).join(
      "",
    );
    expect(judge(ownList(`<ul>${list}</ul>`))).toMatchObject({
      verdict: "partly-met",
      reason: "names-only",
      level: 1,
    });
  });

  test("a table of names without links is names only, vacancies told apart", () => {
    const rows = Array.from(
      { length: 47 },
      (_, n) => `<tr><td>Cllr ${nameOf(n)}</td><td>${wardOf(n)}</td></tr>`,
    ).join("");
    expect(
      judge(
        ownList(
          `<table><tr><th>Name</th><th>Ward</th></tr>${rows}<tr><td>Vacancy</td><td>Dean</td></tr></table>`,
        ),
      ),
    ).toMatchObject({
      reason: "names-only",
      measures: { listed: 47, vacancies: 1 },
    });
  });

  test("no list at all after a complete search is not met", () => {
    expect(
      judge({ "/": "<title>Example</title><main><h1>Example</h1><p>Bins and benefits.</p></main>" }),
    ).toMatchObject({
      verdict: "not-met",
      reason: "not-found",
      level: 0,
    });
  });

  test("parish councillors and how to become one are no list", () => {
    const pages = {
      "/": `<title>E</title><main><h1>E</h1><a href="/parish">Parish councillors</a><a href="/become">Become a councillor</a></main>`,
      "/parish": `<title>Parish councillors</title><main><h1>Parish councillors</h1><a href="/parish/1">Cllr Ann Wood</a></main>`,
      "/become": `<title>Become a councillor</title><main><h1>Become a councillor</h1></main>`,
    };
    expect(judge(pages)).toMatchObject({ verdict: "not-met" });
  });

  test("seats unknown leaves the number open and is partly met at most", () => {
    const judgement = judge(modernGov(), contextOf({ seats: null }));
    expect(judgement).toMatchObject({ verdict: "partly-met", reason: "seats-unknown" });
    expect(judgement.limbs[0]).toMatchObject({ key: "a", verdict: "cannot-tell" });
  });

  test("a blocked democracy host cannot be told", () => {
    const url = `${DEMOCRACY}/mgMemberIndex.aspx?FN=ALPHA&VW=LIST&PIC=0`;
    expect(
      judge({ "/": HOME_PAGE }, contextOf(), { failures: [failureOf(url, "blocked", 403)] }),
    ).toMatchObject({
      verdict: "cannot-tell",
      reason: "blocked",
    });
  });

  test("a list that only JavaScript fills cannot be told", () => {
    const pages = ownList("");
    pages["/councillors"] =
      `<html><title>Your councillors</title><body><div id="app"></div><script src="/app.js"></script></body></html>`;
    expect(judge(pages)).toMatchObject({ verdict: "cannot-tell", reason: "js-not-rendered" });
  });

  test("a look-up by postcode alone cannot be told", () => {
    const form = `<form action="/find"><label for="p">Your postcode</label><input id="p" name="p"><button>Find</button></form>`;
    expect(judge(ownList(form))).toMatchObject({ verdict: "cannot-tell", reason: "postcode-only" });
  });

  test("just after elections a mismatch is not held against the council", () => {
    expect(judge(modernGov({ people: 47 }), contextOf({ asOf: "2026-05-20" }))).toMatchObject({
      verdict: "cannot-tell",
      reason: "ambiguous",
    });
    expect(judge(modernGov({ people: 47 }), contextOf({ asOf: "2026-06-20" }))).toMatchObject({
      verdict: "partly-met",
    });
  });
});

describe("lists of other kinds", () => {
  const cmisBlock = (n: number) =>
    `<div class="PE_People_PersonBlock"><div class="NameLink"><a href="/cmis5/Councillors/tabid/62/ctl/ViewCMIS_Person/mid/480/id/${300 + n}/ScreenMode/Alphabetical/Default.aspx">Councillor ${nameOf(n)}</a></div><div>Ward: ${wardOf(n)}</div><img src="/logos/lab.gif" title="Labour"></div>`;

  test("CMIS blocks are told by their addresses, and a vacancy is skipped", () => {
    const url = "https://cmis.example.gov.uk/cmis5/Councillors.aspx";
    const blocks = Array.from({ length: 47 }, (_, n) => cmisBlock(n)).join("");
    const pages: Record<string, string> = {
      "/": `<title>E</title><main><h1>E</h1><a href="${url}">Councillors</a></main>`,
      [url]: `<title>Councillors</title><main><h1>Councillors</h1>${blocks}<div class="PE_People_PersonBlock"><div class="NameLink"><a href="/cmis5/Councillors/tabid/62/ctl/ViewCMIS_Person/mid/480/id/399/Default.aspx">Vacancy</a></div><div>Ward: Dean</div></div></main>`,
    };
    for (let n = 0; n < 47; n++) {
      pages[
        `https://cmis.example.gov.uk/cmis5/Councillors/tabid/62/ctl/ViewCMIS_Person/mid/480/id/${300 + n}/ScreenMode/Alphabetical/Default.aspx`
      ] =
        `<title>Councillor ${nameOf(n)}</title><main><h1>Councillor ${nameOf(n)}</h1><p>Party: Labour</p><p>Telephone: 01632 960001</p><h2>Surgeries</h2><p>Ward surgery: first Saturday, library. Reviewed 1 October 2026</p></main>`;
    }
    expect(judge(pages)).toMatchObject({
      verdict: "met",
      measures: { system: "cmis", expected: 47, found: 47, surgeryShare: 1, councilEmailShare: 0 },
    });
  });

  test("cards on the council's own pages, over two pages", () => {
    const card = (n: number) =>
      `<div class="card"><h2><a href="/councillors/person-${n}">Cllr ${nameOf(n)}</a></h2><p>${wardOf(n)} ward</p><p>Green Party</p></div>`;
    const cards = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, n) => card(from + n)).join("");
    const pages: Record<string, string> = {
      ...ownList(`${cards(0, 24)}<a href="/councillors?page=2">2</a>`),
      "/councillors?page=2": `<title>Your councillors</title><main><h1>Your councillors</h1>${cards(24, 48)}</main>`,
    };
    for (let n = 0; n < 48; n++) {
      pages[`/councillors/person-${n}`] =
        `<title>${nameOf(n)}</title><main><h1>Cllr ${nameOf(n)}</h1><p><a href="mailto:someone@gmail.com">E-mail</a></p><p>Page last updated: 2 September 2026</p></main>`;
    }
    expect(judge(pages)).toMatchObject({
      verdict: "met",
      measures: { system: "own", found: 48, councilEmailShare: 0 },
    });
    const { "/councillors?page=2": _, ...half } = pages;
    expect(
      judge(half, contextOf(), {
        unvisited: [
          {
            url: "https://www.example.gov.uk/councillors?page=2",
            name: "2",
            foundOn: "",
            why: "page-budget",
          },
        ],
      }),
    ).toMatchObject({ verdict: "cannot-tell", reason: "crawl-incomplete" });
  });

  test("the table view gives ward and party from the row, and the same person in two views is one", () => {
    const pages = modernGov();
    const rows = Array.from(
      { length: 48 },
      (_, n) =>
        `<tr><td><a href="mgUserInfo.aspx?UID=${100 + n}">Councillor ${nameOf(n)}</a></td><td>Green Party</td><td>${wardOf(n)}</td></tr>`,
    );
    const url = `${DEMOCRACY}/mgMemberIndex.aspx?FN=WARD&VW=TABLE&PIC=0`;
    pages[url] =
      `<title>Your Councillors</title><main><h1>Your Councillors by Ward</h1><table class="mgStatsTable"><tr><th>Councillor</th><th>Political party</th><th>Ward</th></tr>${rows.join("")}</table></main>`;
    expect(readRoster(pageOf(url, pages[url]))?.entries[0]).toMatchObject({
      name: nameOf(0),
      party: "Green Party",
      ward: "Abbey",
    });
    expect(judge(pages)).toMatchObject({ verdict: "met", measures: { listed: 48, found: 48 } });
  });

  test("a county's members, linked from a district's site, are not the district's", () => {
    const pages = modernGov({ people: 48 });
    const county = Array.from(
      { length: 70 },
      (_, n) =>
        `<a href="mgUserInfo.aspx?UID=${n}">Councillor Zoe Quill${String.fromCharCode(97 + (n % 26))}${"x".repeat(n / 26)}</a>`,
    );
    pages["https://county.moderngov.co.uk/mgMemberIndex.aspx"] =
      `<title>Councillors</title><main><h1>Councillors</h1>${county.join(" ")}</main>`;
    expect(judge(pages)).toMatchObject({ verdict: "met", measures: { listed: 48 } });
  });

  test("the web service of ModernGov gives people and vacancies, and no contacts", () => {
    const xml = `<?xml version="1.0"?><councillorsbyward><wards><ward><wardtitle>Abbey</wardtitle><councillors>
      <councillor><councillorid>12</councillorid><fullusername>Councillor Jo O'Neill MBE</fullusername><politicalpartytitle>Green</politicalpartytitle><workaddress><email>jo@example.gov.uk</email></workaddress><termsofoffice><termofoffice><startdate>04/05/2023</startdate><enddate>unspecified</enddate></termofoffice></termsofoffice></councillor>
      <councillor><councillorid>13</councillorid><fullusername>Vacancy</fullusername></councillor></councillors></ward></wards></councillorsbyward>`;
    const page = pageOf(`${DEMOCRACY}/mgWebService.asmx/GetCouncillorsByWard`, "", {
      kind: "xml",
      text: xml,
    });
    const roster = readRoster(page);
    expect(roster?.entries).toEqual([
      {
        id: "12",
        name: "Jo O'Neill",
        ward: "Abbey",
        party: "Green",
        url: `${DEMOCRACY}/mgUserInfo.aspx?UID=12`,
        mayor: false,
        termEnd: null,
      },
    ]);
    expect(roster?.vacancies).toEqual(["abbey"]);
    expect(JSON.stringify(roster?.entries)).not.toContain("@");
  });

  test("one silhouette on all pages is nobody's photograph", () => {
    const pages = modernGov();
    for (const [url, html] of Object.entries(pages))
      pages[url] = html.replace(/UserData\/\d+\/bigpic/, "UserData/0/bigpic");
    expect(judge(pages).measures.shares).toMatchObject({ photo: 0 });
  });
});

describe("what is asked of the crawl", () => {
  const context: LeadContext = {
    subject: contextOf().subject,
    asOf: "2026-11-01",
    isOwn: (url) => new URL(url).hostname.endsWith("example.gov.uk"),
    pages: () => [],
  };

  test("every councillor of a list, as pages about persons", () => {
    const pages = modernGov({ people: 5 });
    const url = `${DEMOCRACY}/mgMemberIndex.aspx?FN=ALPHA&VW=LIST&PIC=0`;
    const found = councillorPages.leads?.(pageOf(url, pages[url] ?? ""), context) ?? [];
    const people = found.filter((lead) => lead.series === "councillors");
    expect(people.map((lead) => lead.url)).toEqual(
      [100, 101, 102, 103, 104].map((uid) => `${DEMOCRACY}/mgUserInfo.aspx?UID=${uid}`),
    );
    expect(people.every((lead) => lead.personal && lead.leaf)).toBe(true);
  });

  test("a ModernGov host that the site links to is asked for its list; one it does not link to never is", () => {
    const linking = pageOf("/", `<a href="${DEMOCRACY}/ieListMeetings.aspx?CId=1">Meetings</a>`);
    expect(councillorPages.leads?.(linking, context).map((lead) => lead.url)).toEqual([
      `${DEMOCRACY}/mgMemberIndex.aspx?FN=ALPHA&VW=LIST&PIC=0`,
      `${DEMOCRACY}/mgWebService.asmx/GetCouncillorsByWard`,
    ]);
    expect(councillorPages.leads?.(pageOf("/", "<a href='/meetings'>Meetings</a>"), context)).toEqual([]);
    const county = pageOf("/", `<a href="https://other.moderngov.co.uk/">County council meetings</a>`);
    expect(councillorPages.leads?.(county, context)).toEqual([]);
    const others = pageOf(
      "https://democracy.othershire.gov.uk/mgMemberIndex.aspx",
      '<h1>Councillors</h1><a href="mgUserInfo.aspx?UID=1">Councillor Zoe Quill</a>',
    );
    expect(councillorPages.leads?.(others, context)).toEqual([]);
  });
});

describe("names", () => {
  test.each([
    ["Councillor Jo Smith OBE", "jo smith"],
    ["Smith, Jo", "jo smith"],
    ["The Rt Hon Cllr Dr Jo Smith", "jo smith"],
    ["View profile of Cllr José Smith", "jose smith"],
    ["Councillor Jo Smith (Leader)", "jo smith"],
  ])("%s", (text, key) => {
    expect(nameKey(text)).toBe(key);
  });

  test("furniture is no name", () => {
    for (const text of [
      "Find Your Councillor",
      "Councillor Expenses",
      "Abbey Ward",
      "Register Of Interests",
      "Council Tax",
    ]) {
      expect(looksLikeName(text)).toBe(false);
    }
    expect(isTitled("Jo Smith")).toBe(false);
    expect(bareName("Alderman Sir Jo van der Berg")).toBe("Jo van der Berg");
  });
});

test("hostile markup neither throws nor is met", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.constantFrom(
          "<li>",
          "<a href='mgUserInfo.aspx?UID=%00'>",
          "Councillor ",
          "</a>",
          "<table><tr>",
          "((((",
          "Vacancy",
          "\u0000",
          "Term of office: 99/99/9999 -",
          "<h1>Councillors</h1>",
        ),
        { maxLength: 40 },
      ),
      (parts) => {
        const verdict = judge({
          "/": HOME_PAGE,
          [`${DEMOCRACY}/mgMemberIndex.aspx?FN=ALPHA&VW=LIST&PIC=0`]: parts.join(""),
        }).verdict;
        expect(verdict).not.toBe("met");
      },
    ),
    { numRuns: 60 },
  );
});

test("every reason given has its words", () => {
  for (const reason of [
    "every-councillor",
    "some-pages",
    "names-only",
    "ended-terms",
    "more-than-seats",
    "fields-missing",
    "not-dated",
    "seats-unknown",
    "no-list",
    "postcode-only",
    "ambiguous",
  ]) {
    expect(councillorPages.words[reason]).toBeDefined();
  }
});
