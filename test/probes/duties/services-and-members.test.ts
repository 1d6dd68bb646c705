import { describe, expect, test } from "vitest";
import type { Judgement } from "../../../src/audit/types.js";
import { contextOf } from "../../support/context.js";
import { findingOn, home, judged, PROSE, page } from "./judge-duty.js";

const SCHEME = [
  "Who we are and what we do",
  "What we spend and how we spend it",
  "What our priorities are and how we are doing",
  "How we make decisions",
  "Our policies and procedures",
  "Lists and registers",
  "The services we offer",
];
const on = (path: string, title: string, body: string) => ({
  "/": home([path, title]),
  [path]: page(title, body),
});
const headings = (names: readonly string[]) => names.map((one) => `<h2>${one}</h2><p>See here.</p>`).join("");

describe("freedom of information", () => {
  test("a publication scheme with five of the seven classes is met, with three it is partly", () => {
    const scheme = (count: number) =>
      judged("T-30", on("/scheme", "Publication scheme", headings(SCHEME.slice(0, count))));
    expect(scheme(5)).toMatchObject({ verdict: "met", measures: { found: 5 } });
    expect(scheme(3)).toMatchObject({ verdict: "partly-met", reason: "few-classes" });
  });

  test("a link to the Commissioner's model alone is found in part", () => {
    const found = judged("T-30", {
      "/": home(["https://ico.org.uk/model-scheme", "Model publication scheme"]),
    });
    expect(found).toMatchObject({ verdict: "partly-met", reason: "model-only" });
  });

  test("a request page needs a route and the twenty working days", () => {
    const route = '<p>Send your request to <a href="mailto:foi@example.gov.uk">foi@example.gov.uk</a>.</p>';
    const days = "<p>We will reply within 20 working days.</p>";
    expect(judged("T-31", on("/foi", "Freedom of information", route + days))).toMatchObject({
      verdict: "met",
    });
    expect(judged("T-31", on("/foi", "Freedom of information", route))).toMatchObject({
      verdict: "partly-met",
    });
  });

  test("an old disclosure log is stale, none at all is only not found", () => {
    const old = judged(
      "T-32",
      on("/log", "Disclosure log", '<p><a href="/l.pdf">Responses March 2026</a></p>'),
    );
    expect(old).toMatchObject({ verdict: "partly-met", reason: "stale" });
    expect(judged("T-32", { "/": home() })).toMatchObject({
      verdict: "cannot-tell",
      reason: "guidance-not-found",
    });
  });

  test("statistics of a code are not met when they are not found", () => {
    expect(judged("T-33", { "/": home() })).toMatchObject({ verdict: "not-met", reason: "not-found" });
  });
});

describe("members and decisions", () => {
  const counted = (measures: Judgement["measures"], verdict: Judgement["verdict"] = "met") =>
    contextOf({
      before: (id) =>
        id === "03-m5"
          ? {
              outcome: "03-m5",
              verdict,
              reason: "all",
              level: 2,
              evidence: [
                {
                  url: "https://www.example.gov.uk/councillors",
                  found: "List",
                  excerpt: "",
                  retrievedAt: "",
                  sha256: "",
                },
              ],
              measures,
              limbs: [],
              points: null,
            }
          : null,
    });

  test.each([
    [1, "met", "published"],
    [0.96, "met", "published"],
    [0.5, "partly-met", "some-members"],
    [0, "not-met", "not-found"],
  ])("declarations on a share %s of members' pages are %s", (share, verdict, reason) => {
    const context = counted({ found: 48, expected: 48, interestsShare: share });
    expect(judged("T-40", { "/": home() }, { context })).toMatchObject({ verdict, reason });
  });

  test("one page that links to every declaration counts as well", () => {
    const links = Array.from({ length: 48 }, (_, at) => `<a href="/r/${at}.pdf">Member ${at}</a>`).join(" ");
    const context = counted({ found: 48, expected: 48, interestsShare: 0 });
    expect(
      judged("T-40", on("/interests", "Register of members' interests", links), { context }),
    ).toMatchObject({ verdict: "met", measures: { declared: 48 } });
  });

  test("a count of members that was cut short proves no absence", () => {
    const context = counted({ found: 3, interestsShare: 0 }, "cannot-tell");
    expect(judged("T-40", { "/": home() }, { context })).toMatchObject({
      verdict: "cannot-tell",
      reason: "crawl-incomplete",
    });
  });

  test("the members' code of conduct is not the employees'", () => {
    const link = (name: string) =>
      judged("T-42", on("/democracy", "Democracy", `<p><a href="/c.pdf">${name}</a></p>`)).verdict;
    expect(link("Members' code of conduct")).toBe("met");
    expect(link("Employees' code of conduct")).toBe("not-met");
  });

  test("a notice of key decisions must reach 28 days ahead", () => {
    const plan = (day: string) =>
      judged("T-43", on("/plan", "Forward plan", `${PROSE}<p>Decision due on ${day}: leisure contract.</p>`));
    expect(plan("15 December 2026")).toMatchObject({ verdict: "met" });
    expect(plan("15 March 2026")).toMatchObject({ verdict: "partly-met", reason: "stale" });
  });

  test("agendas need a coming meeting and papers of a past one", () => {
    const rows =
      '<ul><li>Council, 12 November 2026</li><li>Council, 1 October 2026 <a href="/m/9.pdf">Agenda 1 October 2026</a></li></ul>';
    expect(judged("T-44", on("/meetings", "Council meetings", rows))).toMatchObject({ verdict: "met" });
    const past = judged(
      "T-44",
      on("/meetings", "Council meetings", rows.replace("12 November", "12 January")),
    );
    expect(past).toMatchObject({ verdict: "partly-met", reason: "some-limbs" });
  });
});

describe("privacy and cookies", () => {
  const NOTICE =
    "<p>Example Council is the data controller. Contact our Data Protection Officer at dpo@example.gov.uk. Our lawful basis is public task. You have the right of access. Our retention schedule says how long we keep it.</p>";

  test("a privacy notice with five of the six parts is met", () => {
    expect(judged("T-51", on("/privacy", "Privacy notice", NOTICE))).toMatchObject({
      verdict: "met",
      measures: { found: 5, missing: "complaints to the Information Commissioner" },
    });
    expect(judged("T-51", on("/privacy", "Privacy notice", "<p>We respect your privacy.</p>"))).toMatchObject(
      { verdict: "partly-met" },
    );
    expect(judged("T-51", { "/": home() })).toMatchObject({ verdict: "not-met" });
  });

  test("the officer's contact stands beside the officer's name", () => {
    expect(judged("T-52", on("/privacy", "Privacy notice", NOTICE))).toMatchObject({ verdict: "met" });
    expect(
      judged("T-52", on("/privacy", "Privacy notice", "<p>We have a Data Protection Officer.</p>")),
    ).toMatchObject({ verdict: "partly-met" });
    expect(judged("T-52", on("/privacy", "Privacy notice", "<p>We respect privacy.</p>"))).toMatchObject({
      verdict: "cannot-tell",
      reason: "guidance-not-found",
    });
  });

  test("trackers are listed by host, and the verdict is left to a person", () => {
    const script = (src: string) =>
      `<html><head><title>x</title><script src="${src}"></script></head><body><main><p>We use cookies. Accept or reject them.</p></main></body></html>`;
    const found = judged("T-50", { "/": script("https://connect.facebook.net/en_GB/fbevents.js") });
    expect(found).toMatchObject({
      verdict: "cannot-tell",
      reason: "needs-human",
      measures: {
        noticeSeen: true,
        refusalNamed: true,
        trackers: [{ host: "connect.facebook.net", kind: "advertising" }],
      },
    });
    const own = judged("T-50", { "/": script("/js/google-analytics.com.js") });
    expect(own.measures.trackers).toEqual([]);
  });
});

describe("services", () => {
  test.each([
    ["T-71", "Guide to school admissions 2027/28", "met"],
    ["T-71", "Guide to school admissions 2026/27", "partly-met"],
    ["T-72", "Post-16 transport policy 2026/27", "met"],
    ["T-72", "Post-16 transport policy 2024/25", "partly-met"],
    ["T-77", "Air quality annual status report 2026", "met"],
    ["T-77", "Air quality annual status report 2023", "partly-met"],
    ["T-79", "Council tax support scheme 2026/27", "met"],
    ["T-79", "Council tax support scheme 2025/26", "partly-met"],
    ["T-79", "Apply for council tax support", "not-met"],
    ["T-71", "Starting nursery: guide for parents of nursery children", "not-met"],
  ])("%s: a document named %j is %s", (duty, name, verdict) => {
    expect(
      judged(duty, on("/services", "Services", `<p><a href="/d/file.pdf">${name}</a></p>`)).verdict,
    ).toBe(verdict);
  });

  test("a Local Offer needs search and feedback, and a care leavers' offer is another thing", () => {
    const offer = `${PROSE}<p>Search the directory. Give us your feedback.</p>`;
    expect(judged("T-70", on("/offer", "SEND Local Offer", offer))).toMatchObject({ verdict: "met" });
    expect(judged("T-70", on("/offer", "SEND Local Offer", PROSE))).toMatchObject({ verdict: "partly-met" });
    expect(judged("T-70", on("/offer", "Local offer for care leavers", offer))).toMatchObject({
      verdict: "not-met",
    });
  });

  test("a brownfield register as spreadsheet is part of the planning publications", () => {
    const found = judged(
      "T-74",
      on("/planning", "Planning policy", '<p><a href="/b.csv">Brownfield land register 2026</a></p>'),
    );
    expect(found.verdict).toBe("partly-met");
    expect(found.limbs.find((limb) => limb.key === "c")?.verdict).toBe("met");
    expect(
      findingOn(
        "T-74",
        on("/planning", "Planning policy", '<p><a href="/b.csv">Brownfield land register 2026</a></p>'),
      ).remedy,
    ).toContain("local plan");
  });
});
