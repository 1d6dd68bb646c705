import { describe, expect, test } from "vitest";
import { facilityProbes } from "../../../probes/facilities/index.js";
import { met } from "../../../probes/probe.js";
import { Site } from "../../../src/snapshot/site.js";
import { contextOf } from "../../support/context.js";
import { failureOf, snapshotOf } from "../../support/snapshot-of.js";
import { form, home, judged, page } from "./judge-facility.js";

const evidence = {
  url: "https://www.example.gov.uk/",
  found: "x",
  excerpt: "",
  retrievedAt: "2026-11-01T00:00:00.000Z",
  sha256: "",
};

describe("what must never be taken for the thing itself", () => {
  test("a generic contact form behind “Apply online” is no application", () => {
    const found = judged("02-m3", {
      "/": home(["/hr", "Housing register"]),
      "/hr": page("Housing register", `<a href="/contact">Apply online</a>`),
      "/contact": page("Contact us", form("Send us a message", "Name", "E-mail", "Message")),
    });
    expect(found.verdict).toBe("partly-met");
  });

  test("an index page of forms that names the thing in a list is no form for it", () => {
    const found = judged("02-m3", {
      "/": home(["/forms", "Forms"]),
      "/forms": page(
        "Forms",
        `<ul><li>Housing register</li><li>Bins</li></ul>${form("Ask us anything", "Which department", "Question")}`,
      ),
    });
    expect(found.verdict).not.toBe("met");
  });

  test("a planning register's search is not a way to submit an application", () => {
    const search = `<form method="post" action="/s"><label for=r>Application reference</label><input id=r name=ref><label for=a>Address</label><input id=a name=addr><button>Search</button></form>`;
    const found = judged("04-m2", {
      "/": home(["/p", "Planning applications"]),
      "/p": page("Planning applications", search),
    });
    expect(found.limbs.find((limb) => limb.key === "a")?.verdict).not.toBe("met");
    expect(found.verdict).toBe("partly-met");
  });

  test("a form for those who live elsewhere, on a neighbour's site, is not this council's", () => {
    const found = judged("09-m1", {
      "/": home(["/b", "Check your benefit claim"]),
      "/b": page(
        "Check your benefit claim",
        `<p>If you live outside the district, <a href="https://www.neighbour.gov.uk/benefits">check your claim</a> with your own council, which is responsible.</p>`,
      ),
      "https://www.neighbour.gov.uk/benefits": page(
        "Check your benefit claim",
        form("Check progress of your claim", "Claim reference", "Surname"),
      ),
    });
    expect(found).toMatchObject({ verdict: "partly-met", reason: "other-provider" });
  });

  test("an archived page is not the service", () => {
    const found = judged("01-m2", {
      "/": home(["/t", "School transport"]),
      "/t": page(
        "School transport",
        form("Apply for school transport", "School", "Distance"),
        `This page has been archived. ${"It told of school transport as it was before the scheme ended. ".repeat(10)}`,
      ),
    });
    expect(found.verdict).not.toBe("met");
  });

  test("hidden links and hidden forms are not offered to anybody", () => {
    const found = judged("02-m3", {
      "/": home(["/hr", "Housing register"]),
      "/hr": page("Housing register", `<a hidden href="https://x.locata.org.uk/">Apply online</a>`),
    });
    expect(found).toMatchObject({ verdict: "partly-met", level: 1 });
  });

  test("the council's word that one can apply online, without the way to it, is not enough", () => {
    const found = judged("02-m3", {
      "/": home(["/hr", "Housing register"]),
      "/hr": page("Housing register", "<p>You can apply online at any time.</p>"),
    });
    expect(found).toMatchObject({ verdict: "partly-met", reason: "information-only" });
  });

  test("a supplier's page that is closed does not count", () => {
    const found = judged("02-m3", {
      "/": home(["/hr", "Housing register"]),
      "/hr": page("Housing register", `<a href="https://x.locata.org.uk/">Apply online</a>`),
      "https://x.locata.org.uk/": page(
        "Home search",
        form("Sign in", "User", "Password"),
        "This service has been withdrawn.",
      ),
    });
    expect(found.verdict).not.toBe("met");
  });

  test("mailing a letter within days is no standard for e-mails; a mention of NHS jobs no link to the NHS", () => {
    expect(
      judged("14-m2", {
        "/": home(["/c", "Customer charter"]),
        "/c": page("Customer charter", "<p>We answer telephones within five rings.</p>"),
      }).verdict,
    ).toBe("partly-met");
    expect(judged("07-m4", { "/": home(["/j", "Jobs"]), "/j": page("NHS jobs", "") }).verdict).toBe(
      "not-met",
    );
  });

  test("hostile markup neither breaks the judge nor earns a verdict", () => {
    const hostile = `<html><title>${"Housing register ".repeat(500)}</title><body>${"<form>".repeat(300)}${"<a href='javascript:alert(1)'>Apply online housing register</a>".repeat(200)}<h1>${"(".repeat(5000)}</h1></body>`;
    expect(judged("02-m3", { "/": home(["/x", "Housing register"]), "/x": hostile }).verdict).not.toBe("met");
    expect(judged("02-m3", { "/": "" }).verdict).not.toBe("met");
  });
});

describe("who it applies to, and what follows from what", () => {
  test("an outcome of another body is not-applicable, with the signpost", () => {
    const found = judged(
      "01-m1",
      { "/": home(["https://www.county.gov.uk/admissions", "School admissions"]) },
      {},
      contextOf({ type: "district", applies: () => ({ applicability: "signpost", why: "county" }) }),
    );
    expect(found).toMatchObject({
      verdict: "not-applicable",
      measures: { signpost: "https://www.county.gov.uk/admissions" },
    });
  });

  test("a county is asked only for trading standards in 04-m3", () => {
    const found = judged(
      "04-m3",
      { "/": home(["/b", "Bins"]), "/b": page("Bins") },
      {},
      contextOf({ type: "county" }),
    );
    expect(found).toMatchObject({ verdict: "not-met" });
    expect(found.limbs).toEqual([]);
  });

  test("02-b1 inherits the weaker of 12-m1 and 12-m2, and waits for both", () => {
    const site = { "/": home(["/b", "Bins"]) };
    const weak = contextOf({
      before: (id) =>
        id === "12-m1"
          ? met("12-m1", "x", [evidence])
          : id === "12-m2"
            ? { ...met("12-m2", "x", [evidence]), verdict: "not-met" }
            : null,
    });
    expect(judged("02-b1", site, {}, weak)).toMatchObject({ verdict: "not-met", reason: "inherited" });
    expect(judged("02-b1", site)).toMatchObject({ verdict: "cannot-tell", reason: "not-judged-yet" });
  });

  test("no facility is not-met on a site that did not let the crawler finish, and each carries its evidence", () => {
    const snapshots = [
      snapshotOf({ "/": home(["/b", "Bins"]) }, { stoppedBy: "blocked" }),
      snapshotOf({ "/": home(["/b", "Bins"]) }, { failures: [failureOf("/b", "blocked", 403)] }),
      snapshotOf({ "/": `<script src="app.js"></script>` }),
    ];
    for (const snapshot of snapshots) {
      for (const probe of facilityProbes) {
        for (const found of probe.judge(new Site(snapshot), contextOf())) {
          expect(found.verdict, `${found.outcome} ${found.reason}`).not.toBe("not-met");
          expect(found.verdict, `${found.outcome} ${found.reason}`).not.toBe("met");
          if (found.verdict === "partly-met") expect(found.evidence.length).toBeGreaterThan(0);
        }
      }
    }
  });

  test("a bare but complete site: every outcome has a sentence, and every not-met says where was looked", () => {
    const snapshot = snapshotOf({ "/": home(["/b", "Bins"]), "/b": page("Bins") });
    for (const probe of facilityProbes) {
      for (const found of probe.judge(new Site(snapshot), contextOf())) {
        const words = probe.words[found.reason];
        expect(words, `${found.outcome} ${found.reason}`).toBeDefined();
        const say = words?.summary;
        expect(typeof say === "function" ? say(found, contextOf()) : say).toMatch(/\w{3}/);
        if (found.verdict === "not-met") expect(found.evidence.length, found.outcome).toBeGreaterThan(0);
        expect(found.verdict, `${found.outcome} ${JSON.stringify(found.evidence)}`).not.toBe("met");
      }
    }
  });
});
