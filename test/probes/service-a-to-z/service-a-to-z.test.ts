import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LeadContext } from "../../../probes/probe.js";
import { initialOf, lettersOf } from "../../../probes/service-a-to-z/letters.js";
import { serviceAToZ } from "../../../probes/service-a-to-z/service-a-to-z.js";
import { coverageOf, familiesOf, isService } from "../../../probes/service-a-to-z/services.js";
import type { Page, Snapshot } from "../../../src/snapshot/types.js";
import { contextOf } from "../../support/context.js";
import { failureOf, HOME, pageOf, siteOf } from "../../support/snapshot-of.js";

/** A real-looking list: services of several families under nearly every letter. */
const SERVICES =
  `Abandoned vehicles|Adoption|Adult social care|Allotments|Anti-social behaviour|Asbestos|Bin collection|Births|Blue badge|
Building control|Bulky waste|Bus pass|Business rates|Business rate relief|Care Act|Car parks|Careers|Cemeteries|Childcare|Chaperone licence|
Child performance licence|Citizenship ceremonies|Clinical waste|Community grants|Community safety|Community transport|Complaints|Conservation areas|
Consultations|Council housing|Council tax|Council tax discount|Council tax reduction|Councillors|Dangerous structures|Day centres|Dead animals|
Deaths|Demolition|Derelict buildings|Direct payments|Disabled facilities grant|Disabled parking bay|Dog fouling|Dog warden|Drainage|Dropped kerbs|
Early education|Electoral register|Emergency planning|Empty homes|Equipment and adaptations|Family information service|Family support groups|
Flyposting|Flytipping|Food hygiene|Fostering|Free school meals|Garage rental|Garden maintenance for council tenants|Garden waste|Graffiti|
Gritting|Hazardous waste|Home education|Homelessness|Housing benefit|Housing benefit appeals|Housing insurance claims|Housing register|
Housing register decision appeals|Housing repairs|Insurance claims|Jobs and apprenticeships|Kerbside recycling|Kennels licence|Libraries|
Licensing|Litter|Local transport plan|Marriages|Meals on wheels|Mutual exchange|Noise nuisance|Nursery admissions|Occupational therapy|
Parking fines|Parking permits|Parks and gardens|Pavements|Pedestrian crossings|Pest control|Planning applications|Potholes|Premises licence|
Primary school admissions|Quarry planning|Recycling containers|Respite care|Right to buy|Road obstructions|Road spillages|Safer routes to school|
School attendance|School closures|School holiday schemes|School term dates|School transport|School uniform grants|Secondary school admissions|
Severe weather and roads|Sheltered housing|Special educational needs|Special educational needs transport|Speech therapy for carers|Speed limits|
Squatters and unauthorised occupants of housing|Street furniture and licensing|Street lights|Street names and planning|Street parties licence|Syringes and drug litter|Taxi licensing|
Traffic lights|Transport for 16-19 year olds in education|Tree preservation|Tourist information|Universal credit|Vandalism and crime|Voluntary organisations grants|
Waste collection|Weddings|Weighbridges and trading standards|Welfare rights|X-ray of housing|Youth opportunity fund|Zebra crossings and roads|Zoo licences`
    .replace(/\n/g, "")
    .split("|");

const slug = (name: string) => name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
const offered = (names: readonly string[]) =>
  LETTERS.filter((letter) => names.some((name) => initialOf(name) === letter));
const homeWith = (
  link: string,
) => `<html><head><title>Example Council</title></head><body><header>${link}</header>
  <main><h1>Welcome</h1><p>Pay, apply and report.</p></main></body></html>`;
const HOME_PAGE = homeWith('<a href="/a-z">A to Z of services</a>');
const AVAILABLE =
  "<main><h1>Service</h1><p>Call us on 01234 567890, Monday to Friday 9am to 5pm, or apply online.</p></main>";
const BARE = "<main><h1>Service</h1><p>The council has a policy on this.</p></main>";

interface Options {
  names?: readonly string[];
  home?: string;
  target?: string | null;
  letterUrl?: (letter: string) => string;
  title?: string;
  head?: string;
}

/** A site whose A–Z has one page for each letter; each entry leads to a page of its own. */
function letterSite(options: Options = {}): Record<string, string> {
  const {
    names = SERVICES,
    home = HOME_PAGE,
    target = AVAILABLE,
    title = "A to Z of services",
    head = "",
  } = options;
  const letterUrl = options.letterUrl ?? ((letter: string) => `/a-z/${letter.toLowerCase()}`);
  const strip = `<nav><ul>${offered(names)
    .map((letter) => `<li><a href="${letterUrl(letter)}">${letter}</a></li>`)
    .join("")}</ul></nav>`;
  const page = (body: string) =>
    `<html><head><title>${title}</title>${head}</head><body>${strip}<main><h1>${title}</h1>${body}</main></body></html>`;
  const made: Record<string, string> = { "/": home, "/a-z": page("") };
  for (const letter of offered(names)) {
    const entries = names.filter((name) => initialOf(name) === letter);
    made[letterUrl(letter)] = page(
      `<h2>${letter}</h2><ul>${entries.map((name) => `<li><a href="/services/${slug(name)}">${name}</a></li>`).join("")}</ul>`,
    );
  }
  if (target !== null) for (const name of names) made[`/services/${slug(name)}`] = target;
  return made;
}

function judge(
  made: Record<string, string>,
  changes: Partial<Snapshot> = {},
  context: Parameters<typeof contextOf>[0] = {},
) {
  const [finding] = serviceAToZ.judge(siteOf(made, changes), contextOf(context));
  if (!finding) throw new Error("no judgement");
  return finding;
}

function onePage(names: readonly string[], title = "A to Z of services"): string {
  const strip = offered(names).map((letter) => `<a href="#${letter}">${letter}</a>`);
  const lists = offered(names).map(
    (letter) =>
      `<h2 id="${letter}">${letter}</h2><ul>${names
        .filter((name) => initialOf(name) === letter)
        .map((name) => `<li><a href="/services/${slug(name)}">${name}</a></li>`)
        .join("")}</ul>`,
  );
  return `<html><head><title>${title}</title></head><body><main><h1>${title}</h1>${strip.join(" ")}${lists.join("")}</main></body></html>`;
}
const targetPages = (names: readonly string[], html = AVAILABLE) =>
  Object.fromEntries(names.map((name) => [`/services/${slug(name)}`, html]));

describe("a full A–Z of services", () => {
  test("meets the outcome with letters, live links, availability and coverage (Z-1)", () => {
    const finding = judge(letterSite());
    expect(finding.measures.coverageMissing).toEqual(expect.any(Array));
    expect(finding).toMatchObject({ verdict: "met", reason: "services-listed", level: 1 });
    expect(finding.limbs.map((limb) => [limb.key, limb.verdict])).toEqual([
      ["a", "met"],
      ["b", "met"],
      ["c", "met"],
      ["d", "met"],
      ["e", "met"],
    ]);
    expect(finding.measures).toMatchObject({ onHomepage: true, liveShare: 1, availabilityShare: 1 });
  });

  test.each([
    ["by query", (letter: string) => `/az?letter=${letter}`],
    ["by path of services", (letter: string) => `/services/${letter.toLowerCase()}`],
  ])("letters may be told apart %s", (_, letterUrl) => {
    expect(judge(letterSite({ letterUrl })).verdict).toBe("met");
  });

  test("all letters may stand on one page behind anchors", () => {
    const finding = judge({ "/": HOME_PAGE, "/a-z": onePage(SERVICES), ...targetPages(SERVICES) });
    expect(finding).toMatchObject({ verdict: "met", reason: "services-listed" });
    expect(finding.measures.pages).toBe(1);
  });

  test("tabs whose letters are buttons and whose lists are in the page count as well", () => {
    const lists = offered(SERVICES).map(
      (letter) =>
        `<div role="tabpanel" hidden><h2>${letter}</h2>${SERVICES.filter((name) => initialOf(name) === letter)
          .map((name) => `<li><a href="/services/${slug(name)}">${name}</a></li>`)
          .join("")}</div>`,
    );
    const tabs = LETTERS.map(
      (letter) => `<button type="submit" name="l" value="${letter}">${letter}</button>`,
    );
    const page = `<title>A-Z of services</title><main><h1>A-Z of services</h1><form method="post">${tabs.join("")}</form>${lists.join("")}</main>`;
    expect(judge({ "/": HOME_PAGE, "/a-z": page, ...targetPages(SERVICES) }).verdict).toBe("met");
  });

  test("an alphabetical page without headings or letter links is an A–Z all the same", () => {
    const page = `<title>A–Z of services</title><main><h1>A–Z of services</h1><ul>${SERVICES.map(
      (name) => `<li><a href="/services/${slug(name)}">${name}</a></li>`,
    ).join("")}</ul></main>`;
    expect(judge({ "/": HOME_PAGE, "/a-z": page, ...targetPages(SERVICES) }).verdict).toBe("met");
  });

  test.each<[string, (letter: string, entries: string[]) => string]>([
    [
      "terms of a list",
      (letter, entries) => `<dl><dt>${letter}</dt>${entries.map((one) => `<dd>${one}</dd>`).join("")}</dl>`,
    ],
    [
      "folded sections",
      (letter, entries) =>
        `<details><summary>${letter}</summary>${entries.map((one) => `<p>${one}</p>`).join("")}</details>`,
    ],
    [
      "rows of a table",
      (_, entries) =>
        `<table>${entries.map((one) => `<tr><td>${one}</td><td>Online</td></tr>`).join("")}</table>`,
    ],
  ])("letters may be %s", (_, section) => {
    const body = offered(SERVICES)
      .map((letter) =>
        section(
          letter,
          SERVICES.filter((name) => initialOf(name) === letter).map(
            (name) => `<a href="/services/${slug(name)}">${name}</a>`,
          ),
        ),
      )
      .join("");
    const made = {
      "/": HOME_PAGE,
      "/a-z": `<html><head><title>A to Z of services</title></head><body><main><h1>A to Z of services</h1>${body}</main></body></html>`,
      ...targetPages(SERVICES),
    };
    expect(judge(made)).toMatchObject({ verdict: "met", reason: "services-listed" });
  });

  test("letters in groups are offered together", () => {
    const groups = ["ABC", "DEF", "GHI", "JKL", "MNO", "PQR", "STU", "VWXYZ"];
    const strip = groups
      .map((one) => `<a href="/a-z/${one.toLowerCase()}">${one[0]}–${one.at(-1)}</a>`)
      .join(" ");
    const made: Record<string, string> = {
      "/": HOME_PAGE,
      "/a-z": `<main><h1>A to Z of services</h1>${strip}</main>`,
      ...targetPages(SERVICES),
    };
    for (const one of groups) {
      const entries = SERVICES.filter((name) => one.includes(initialOf(name)));
      made[`/a-z/${one.toLowerCase()}`] =
        `<html><head><title>A to Z of services</title></head><body>${strip}<main><h1>A to Z of services</h1><ul>${entries.map((name) => `<li><a href="/services/${slug(name)}">${name}</a></li>`).join("")}</ul></main></body></html>`;
    }
    expect(judge(made)).toMatchObject({ verdict: "met", measures: { lettersFilled: 25 } });
  });

  test("what the front page of the A–Z shows besides its letters is no entry", () => {
    const made = letterSite();
    made["/a-z"] = (made["/a-z"] ?? "").replace(
      "</main>",
      '<a href="/popular">Most popular this week</a></main>',
    );
    expect(judge(made).measures.entries).toBe(judge(letterSite()).measures.entries);
  });

  test("further pages of a letter are part of it", () => {
    const made = letterSite();
    const c = made["/a-z/c"] ?? "";
    const items = [...c.matchAll(/<li><a href="\/services.*?<\/li>/g)].map((one) => one[0]);
    const half = Math.floor(items.length / 2);
    let first = c;
    let second = c;
    items.forEach((item, index) => {
      if (index >= half) first = first.replace(item, "");
      else second = second.replace(item, "");
    });
    made["/a-z/c"] = first.replace("</main>", '<a href="/a-z/c?page=2">Next</a></main>');
    made["/a-z/c?page=2"] = second;
    const whole = judge(letterSite());
    expect(judge(made).measures.targets).toBe(whole.measures.targets);
  });
});

describe("ways of meeting it in part", () => {
  test("an authority whose owed services are not on record cannot show coverage (Z-2)", () => {
    const finding = judge(letterSite(), {}, { type: null });
    expect(finding).toMatchObject({ verdict: "partly-met", reason: "coverage-not-shown" });
    expect(finding.limbs[4]).toMatchObject({ verdict: "cannot-tell" });
  });

  test("a long list that leaves out much of what is owed is partial coverage", () => {
    const names = LETTERS.flatMap((letter) =>
      [1, 2, 3, 4, 5].map((n) => `${letter}${letter} parks open space ${n}`),
    ).concat(["Council tax", "Housing benefit", "Planning applications", "Libraries", "Births"]);
    expect(judge(letterSite({ names }))).toMatchObject({ verdict: "partly-met", reason: "coverage-partial" });
  });

  test("a few entries are a thin A–Z", () => {
    const names = [
      "Council tax",
      "Housing benefit",
      "Planning applications",
      "Libraries",
      "Births",
      "Allotments",
      "Elections and voting",
      "Parking permits",
    ];
    expect(judge(letterSite({ names }))).toMatchObject({ verdict: "partly-met", reason: "a-to-z-thin" });
  });

  test("most letters with three entries each are still a thin A–Z", () => {
    const names = offered(SERVICES).flatMap((letter) =>
      SERVICES.filter((name) => initialOf(name) === letter).slice(0, 3),
    );
    const finding = judge(letterSite({ names }));
    expect(finding).toMatchObject({ verdict: "partly-met", reason: "a-to-z-thin" });
    expect(finding.measures.lettersFilled).toBeGreaterThanOrEqual(20);
  });

  test("a long list under ten letters only is a thin A–Z as well", () => {
    const names = [..."ABCDEFGHIJ"].flatMap((letter) =>
      ["parking permits", "housing advice", "planning advice", "school places", "noise"].flatMap(
        (service) => [`${letter}ton ${service}`, `${letter}ville ${service}`, `${letter}bury ${service}`],
      ),
    );
    const finding = judge(letterSite({ names }));
    expect(finding).toMatchObject({ verdict: "partly-met", reason: "a-to-z-thin" });
    expect(finding.measures.targets).toBeGreaterThanOrEqual(100);
  });

  test("pages that say nothing of how to get the service", () => {
    const finding = judge(letterSite({ target: BARE }));
    expect(finding).toMatchObject({ verdict: "partly-met", reason: "availability-not-shown" });
    expect(finding.limbs[2]).toMatchObject({ verdict: "not-met" });
  });

  test("dead links", () => {
    const failures = SERVICES.slice(0, 60).map((name) =>
      failureOf(`/services/${slug(name)}`, "not-found", 404),
    );
    const made = letterSite();
    for (const name of SERVICES.slice(0, 60)) delete made[`/services/${slug(name)}`];
    expect(judge(made, { failures })).toMatchObject({ verdict: "partly-met", reason: "dead-links" });
  });

  test("targets that refused us are not dead links", () => {
    const failures = SERVICES.slice(0, 60).map((name) =>
      failureOf(`/services/${slug(name)}`, "blocked", 403),
    );
    const made = letterSite();
    for (const name of SERVICES.slice(0, 60)) delete made[`/services/${slug(name)}`];
    expect(judge(made, { failures }).verdict).toBe("met");
  });

  test("targets that lead to another body's site or a sign-in are alive", () => {
    const failures = SERVICES.slice(0, 60).map((name, index) =>
      failureOf(`/services/${slug(name)}`, index % 2 ? "redirected-away" : "login"),
    );
    const made = letterSite();
    for (const name of SERVICES.slice(0, 60)) delete made[`/services/${slug(name)}`];
    expect(judge(made, { failures }).measures.liveShare).toBe(1);
  });

  test("targets that were not read leave the availability open", () => {
    const finding = judge(letterSite({ target: null }));
    expect(finding).toMatchObject({ verdict: "partly-met", reason: "availability-unread", points: [0.5, 1] });
  });

  test("letters that were not read leave the extent open", () => {
    const made = letterSite();
    const unvisited = [];
    for (const letter of "bcdefghijklmnop") {
      delete made[`/a-z/${letter}`];
      unvisited.push({
        url: `${HOME}a-z/${letter}`,
        name: letter,
        foundOn: `${HOME}a-z`,
        why: "page-budget" as const,
      });
    }
    expect(judge(made, { unvisited })).toMatchObject({
      verdict: "partly-met",
      reason: "letters-unread",
      points: [0.5, 1],
    });
  });

  test("an A–Z that the homepage does not link to", () => {
    const finding = judge({
      ...letterSite({ home: homeWith('<a href="/about">About</a>') }),
      "/about": '<main><a href="/a-z">A to Z of services</a></main>',
    });
    expect(finding).toMatchObject({ verdict: "partly-met", reason: "not-on-homepage" });
    expect(finding.limbs[0]).toMatchObject({ verdict: "partly-met" });
  });

  test("an A–Z named after another subject is none of services", () => {
    const names = [
      "Adder",
      "Badger",
      "Curlew",
      "Dormouse",
      "Emperor moth",
      "Fox",
      "Gorse",
      "Hare",
      "Kestrel",
      "Lapwing",
    ];
    const home = homeWith('<a href="/a-z">Wildlife A to Z</a>');
    expect(judge(letterSite({ names, home, title: "Wildlife A to Z" }))).toMatchObject({
      verdict: "not-met",
      reason: "not-found",
    });
  });

  test("an A–Z whose list a script fetches asks for a browser, a served one does not", () => {
    const shell = pageOf(
      "/a-z",
      '<title>A to Z of services</title><main><h1>A to Z of services</h1><div id="list"></div></main><script src="/list.js"></script>',
    );
    const served = pageOf("/a-z", letterSite({})["/a-z"] ?? "");
    expect(serviceAToZ.needsBrowser?.(shell)).toBe(true);
    expect(serviceAToZ.needsBrowser?.(served)).toBe(false);
  });

  test("an A–Z of the site's pages (Z-3)", () => {
    const names = [
      "About us",
      "Accessibility",
      "Annual report",
      "Background",
      "Contact us",
      "Cookies",
      "Diversity statement",
      "Feedback",
      "History",
      "Jargon",
      "Mayor",
      "News",
      "Privacy",
      "Site map",
      "Twinning",
      "Council tax",
    ];
    const home = homeWith('<a href="/a-z">A to Z</a>');
    expect(judge(letterSite({ names, home, title: "A to Z" }))).toMatchObject({
      verdict: "partly-met",
      reason: "pages-not-services",
    });
  });

  test("a list of all services without letters (Z-4)", () => {
    const page = `<title>All services</title><main><h1>All services</h1><ul>${[
      "Pay your council tax",
      "Benefits",
      "Bins and recycling",
      "Housing",
      "Planning",
      "Schools and admissions",
      "Libraries",
      "Parking",
      "Births and deaths",
      "Licensing",
      "Elections",
    ]
      .map((name) => `<li><a href="/s/${slug(name)}">${name}</a></li>`)
      .join("")}</ul></main>`;
    expect(judge({ "/": homeWith('<a href="/services">All services</a>'), "/services": page })).toMatchObject(
      {
        verdict: "partly-met",
        reason: "no-letters",
      },
    );
  });
});

describe("near misses", () => {
  const notOfServices = (title: string, names: readonly string[], base = "/a-z") => {
    const home = homeWith(`<a href="${base}">${title}</a>`);
    const made = letterSite({ names, home, title, letterUrl: (letter) => `${base}/${letter.toLowerCase()}` });
    made[base] = made["/a-z"] ?? "";
    if (base !== "/a-z") delete made["/a-z"];
    return judge(made);
  };
  const items = [
    "Aerosols",
    "Batteries",
    "Cardboard",
    "Drinks cans",
    "Egg boxes",
    "Foil",
    "Garden waste",
    "Glass bottles",
    "Hoovers",
    "Ink cartridges",
    "Jars",
    "Kettles",
    "Light bulbs",
    "Mattresses",
    "Newspapers",
    "Oil",
    "Paint",
  ];
  test.each([
    ["A to Z of what goes in my bin", items],
    ["Recycling A-Z", items],
    [
      "A-Z of streets",
      [
        "Abbey Road",
        "Birch Close",
        "Castle Street",
        "Dean Lane",
        "Elm Avenue",
        "Forest Drive",
        "Grange Road",
      ],
    ],
    [
      "A to Z",
      [
        "Abbey Road",
        "Birch Close",
        "Castle Street",
        "Dean Lane",
        "Elm Avenue",
        "Forest Drive",
        "Grange Road",
      ],
    ],
    [
      "A to Z",
      [
        "Abbey Primary School",
        "Beech Infant School",
        "Castle Academy",
        "Dean High School",
        "Elm Junior School",
        "Ford School",
      ],
    ],
    [
      "A-Z of councillors",
      [
        "Cllr Anne Archer",
        "Cllr Ben Baker",
        "Cllr Carl Cook",
        "Cllr Dan Dyer",
        "Cllr Eve Earl",
        "Cllr Fay Ford",
      ],
    ],
    [
      "Committees A-Z",
      [
        "Audit committee",
        "Benefits panel",
        "Cabinet",
        "Education committee",
        "Housing committee",
        "Planning committee",
      ],
    ],
    [
      "A-Z",
      [
        "Archer Parking Ltd",
        "Baker Housing Ltd",
        "Cook Planning Ltd",
        "Dyer Waste Ltd",
        "Earl Licensing Ltd",
        "Ford Schools Ltd",
      ],
    ],
  ])("%s is no A–Z of services", (title, names) => {
    expect(notOfServices(title, names)).toMatchObject({ verdict: "not-met", reason: "not-found", level: 0 });
  });

  test("an alphabet of one family of services is a directory of that family", () => {
    const names = [..."ABCDEFGHIJKLMNOP"].map((letter) => `${letter}xton sports pitches`);
    expect(notOfServices("A to Z", names).reason).not.toBe("a-to-z-thin");
    expect(notOfServices("A to Z", names)).toMatchObject({ verdict: "not-met", reason: "not-found" });
  });

  test("another A–Z beside it does not spoil the one of services", () => {
    const made = letterSite({
      home: homeWith(
        '<a href="/bins/a-z">A to Z of what goes in my bin</a><a href="/a-z">A to Z of services</a>',
      ),
    });
    made["/bins/a-z"] = onePage(items, "A to Z of what goes in my bin");
    expect(judge(made).verdict).toBe("met");
  });

  test("synonyms that lead to one page are one service", () => {
    const names = LETTERS.flatMap((letter) =>
      [1, 2, 3, 4, 5].map((n) => `${letter} word for council tax ${n}`),
    );
    const page = onePage(names).replace(/\/services\/[\w-]+/g, "/council-tax");
    const finding = judge({ "/": HOME_PAGE, "/a-z": page });
    expect(finding.verdict).not.toBe("met");
  });
});

describe("what cannot be told, and what is not there", () => {
  test("a list that only scripts can fill (Z-5)", () => {
    const page =
      '<title>A to Z of services</title><main><h1>A to Z of services</h1><div id="list"></div></main><script src="/az.js"></script>';
    expect(judge({ "/": HOME_PAGE, "/a-z": page })).toMatchObject({
      verdict: "cannot-tell",
      reason: "js-not-rendered",
    });
    const inline = page.replace(' src="/az.js">', ">fetch('/az.json').then(show)");
    expect(judge({ "/": HOME_PAGE, "/a-z": inline })).toMatchObject({
      verdict: "cannot-tell",
      reason: "js-not-rendered",
    });
  });
  test.each([
    ["buttons", LETTERS.map((letter) => `<button>${letter}</button>`).join("")],
    [
      "choices",
      `<select name="letter">${LETTERS.map((letter) => `<option>${letter}</option>`).join("")}</select>`,
    ],
  ])("letters that are %s of a form are not pressed", (_, fields) => {
    const page = `<title>A to Z of services</title><main><h1>A to Z of services</h1><form method="post">${fields}</form></main>`;
    expect(judge({ "/": HOME_PAGE, "/a-z": page })).toMatchObject({
      verdict: "cannot-tell",
      reason: "needs-submission",
    });
  });
  test("an empty page without any script is empty", () => {
    const page =
      "<title>A to Z of services</title><main><h1>A to Z of services</h1><p>Coming soon.</p></main>";
    expect(judge({ "/": HOME_PAGE, "/a-z": page })).toMatchObject({
      verdict: "not-met",
      reason: "a-to-z-empty",
    });
  });
  test("a link to an A–Z that is gone", () => {
    const failures = [failureOf("/a-z", "not-found", 404)];
    expect(judge({ "/": HOME_PAGE }, { failures })).toMatchObject({
      verdict: "not-met",
      reason: "a-to-z-broken",
    });
  });
  test.each([
    ["blocked", "blocked"],
    ["disallowed", "blocked"],
    ["timeout", "crawl-incomplete"],
    ["server-error", "crawl-incomplete"],
  ] as const)("an A–Z that ended in %s is %s", (outcome, reason) => {
    const failures = [failureOf("/a-z", outcome)];
    expect(judge({ "/": HOME_PAGE }, { failures })).toMatchObject({ verdict: "cannot-tell", reason });
  });
  test("nothing on a site read in full (Z-6)", () => {
    const finding = judge({
      "/": homeWith('<a href="/news">News</a>'),
      "/news": "<main><h1>News</h1></main>",
    });
    expect(finding).toMatchObject({ verdict: "not-met", reason: "not-found", level: 0 });
    expect(finding.evidence[0]?.url).toBe(HOME);
  });
  test("nothing on a site cut short, or not read at all", () => {
    const unvisited = [{ url: `${HOME}a-z`, name: "A-Z", foundOn: HOME, why: "page-budget" as const }];
    expect(judge({ "/": HOME_PAGE }, { unvisited })).toMatchObject({
      verdict: "cannot-tell",
      reason: "crawl-incomplete",
    });
    expect(judge({}, { stoppedBy: "blocked" })).toMatchObject({ verdict: "cannot-tell", reason: "blocked" });
  });
});

describe("leads", () => {
  const contextOfPages = (pages: Page[] = []): LeadContext => ({
    subject: contextOf().subject,
    asOf: "2026-11-01",
    isOwn: (url) => new URL(url).hostname.endsWith("example.gov.uk"),
    pages: () => pages,
  });
  const leadsOf = (path: string, html: string) =>
    serviceAToZ.leads?.(pageOf(path, html), contextOfPages()) ?? [];

  test("every letter on offer is asked for, and its links are followed", () => {
    const leads = leadsOf("/a-z", letterSite()["/a-z"] ?? "");
    expect(leads.filter((lead) => lead.series === "a-z").map((lead) => lead.linkName)).toEqual(
      offered(SERVICES),
    );
    expect(leads.every((lead) => lead.leaf === false)).toBe(true);
  });
  test("the letters' pages together ask for about thirty targets, always the same ones", () => {
    const made = letterSite();
    const targets = () =>
      offered(SERVICES).flatMap((letter) => {
        const path = `/a-z/${letter.toLowerCase()}`;
        return leadsOf(path, made[path] ?? "").filter((lead) => lead.series === "a-z-targets");
      });
    expect(targets().length).toBeGreaterThanOrEqual(20);
    expect(targets().length).toBeLessThanOrEqual(30);
    expect(targets()).toEqual(targets());
    expect(targets().every((lead) => lead.leaf === true)).toBe(true);
  });
  test("one page of all letters asks for thirty", () => {
    expect(leadsOf("/a-z", onePage(SERVICES)).filter((lead) => lead.series === "a-z-targets")).toHaveLength(
      30,
    );
  });
  test("other hosts, other alphabets and other pages ask for nothing", () => {
    expect(
      leadsOf("/a-z", (letterSite()["/a-z"] ?? "").replaceAll('href="/', 'href="https://evil.example/')),
    ).toEqual([]);
    expect(
      leadsOf(
        "/bins",
        onePage(["Aerosols", "Batteries", "Cans", "Drink", "Eggs"], "A to Z of what goes in my bin"),
      ),
    ).toEqual([]);
    expect(leadsOf("/staff", onePage(SERVICES, "Staff directory"))).toEqual([]);
  });
});

describe("words and letters", () => {
  test.each([
    ["B", ["B"]],
    ["Letter b", ["B"]],
    ["Services beginning with C", ["C"]],
    ["D (12)", ["D"]],
    ["A–C", ["A", "B", "C"]],
    ["0-9", ["0-9"]],
    ["A to Z", []],
    ["A-Z", []],
    ["Bins", []],
    ["Vitamin D", []],
  ])("%s offers %j", (name, letters) => expect(lettersOf(name)).toEqual(letters));

  test("accents and marks do not hide the first letter", () => {
    expect(initialOf("Éducation")).toBe("E");
    expect(initialOf("“Quotes” & more")).toBe("Q");
    expect(initialOf("16-19 transport")).toBe("0-9");
  });

  test("committees, companies and furniture are no services", () => {
    for (const name of ["Planning committee", "Housing Ltd", "Cookies", "About us", "Abbey Road"]) {
      expect(isService(name)).toBe(false);
    }
    expect(familiesOf("Council tax")).toEqual(["council-tax"]);
  });

  test("only what the tier owes is asked for", () => {
    const [county, district, unitary] = (["county", "district", "unitary"] as const).map((type) =>
      coverageOf(["Potholes", "Bin collection", "Parks"], type, "equivalent", "2026-11-01"),
    );
    expect(county?.missing).not.toContain("Household waste collection");
    expect(county?.missing).toContain("Fostering");
    expect(district?.missing).not.toContain("Fostering");
    expect(district?.named).toBeGreaterThanOrEqual(2);
    expect(unitary?.owed).toBe(117);
    expect(coverageOf(["Parks"], "national-park", "equivalent", "2026-11-01")).toBeNull();
    const of2004 = coverageOf(["Parks"], "unitary", "letter", "2026-11-01");
    expect(of2004?.owed).toBeGreaterThan(200);
    expect(coverageOf(["Parks"], "unitary", "equivalent", "2005-12-31")).toEqual(of2004);
  });
});

test("hostile markup neither throws nor convinces", () => {
  const name = fc.oneof(
    fc.constantFrom("A", "B", "A to Z", "Council tax", "__proto__", "‮Z", "'"),
    fc.string({ maxLength: 30 }),
  );
  const href = fc.constantFrom(
    "#a",
    "/a-z/a",
    "javascript:alert(1)",
    "https://[",
    "//evil.example/",
    "/services/x",
    "data:text/html,x",
  );
  const link = fc
    .tuple(name, href)
    .map(([text, url]) => `<a href="${url}">${text.replace(/</g, "&lt;")}</a>`);
  fc.assert(
    fc.property(fc.array(link, { maxLength: 30 }), (links) => {
      const page = `<title>A to Z</title><main><h1>A to Z</h1>${links.join("<li>")}</main>`;
      const finding = judge({ "/": HOME_PAGE, "/a-z": page, "/a-z/a": page });
      expect(finding.verdict).not.toBe("met");
      expect(finding.verdict === "cannot-tell" || finding.evidence.length > 0).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test("every sentence can be said", () => {
  const finding = judge(letterSite());
  for (const { summary } of Object.values(serviceAToZ.words)) {
    const said = typeof summary === "function" ? summary(finding, contextOf()) : summary;
    expect(said).toMatch(/^[A-Z].*\.$/);
    expect(said).not.toContain("undefined");
  }
});
