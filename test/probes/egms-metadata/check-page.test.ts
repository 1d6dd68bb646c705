import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CheckedPage, checkPage } from "../../../probes/egms-metadata/check-page.js";
import { type Vocabularies, vocabularies } from "../../../probes/egms-metadata/vocabularies.js";
import { pageOf } from "../../support/snapshot-of.js";

interface Vector {
  id: string;
  url: string;
  placement: "head" | "body";
  html: string;
  counted: string[];
  codes: string[];
  pageStatus: string;
}
const vectors: Vector[] = JSON.parse(readFileSync(new URL("vectors.json", import.meta.url), "utf8"));

function check(
  html: string,
  placement: "head" | "body" = "head",
  lists: Vocabularies | null = null,
  more: Partial<CheckedPage> = {},
) {
  const document =
    placement === "head"
      ? `<html><head>${html}</head><body><p>Bins</p></body></html>`
      : `<html><head></head><body>${html}</body></html>`;
  const page = pageOf("/bins", document);
  const { title, metas, headLinks } = page;
  return checkPage({ urls: [page.url], title, metas, headLinks, asOf: "2026-11-01", ...more }, lists);
}

const K7 = vectors.find((vector) => vector.id === "V01")?.html ?? "";

describe("the vectors, no list of terms loaded", () => {
  test("there are all of them", () => expect(vectors).toHaveLength(39));
  test.each(vectors)("$id", ({ html, placement, counted, codes, pageStatus }) => {
    const found = check(html, placement);
    expect(found.counted).toEqual(counted);
    expect(found.codes).toEqual(codes);
    expect(found.status).toBe(pageStatus);
  });
});

test("V36: a claim of accessibility that 12-m1 has disproved on this page is told, and still counts", () => {
  const found = check(K7, "head", null, { accessibilityFailed: true });
  expect(found).toMatchObject({ status: "COMPLETE" });
  expect(found.codes).toContain("W115");
  expect(check("<title>Bins</title>", "head", null, { accessibilityFailed: true }).codes).not.toContain(
    "W115",
  );
});

describe("with the lists loaded", () => {
  const subject = (content: string, scheme: string, name = "eGMS.subject.category") =>
    check(
      K7.replace(
        /<meta name="eGMS.subject.category"[^>]*>/,
        `<meta name="${name}" scheme="${scheme}" content="${content}">`,
      ),
      "head",
      vocabularies,
    );

  test("a term of the list counts and needs no note", () => {
    const found = subject("Waste management", "GCL");
    expect(found.status).toBe("COMPLETE");
    expect(found.codes).not.toContain("I202");
  });
  test("V21: a comma list is no term of the list, so the page loses its subject", () => {
    const found = subject("Waste, Recycling, Bins", "GCL");
    expect(found).toMatchObject({ status: "PARTIAL" });
    expect(found.codes).toEqual(expect.arrayContaining(["E005", "W108", "E001:subject"]));
  });
  test.each([
    ["Government, politics and public administration", "IPSV"],
    ["waste MANAGEMENT", "eGMS.IPSV"],
    ["Local government;Waste management", "IPSV"],
    ["1610", "IPSV"],
    ["Council tax", "LGCL"],
  ])("%s is in %s", (content, scheme) => {
    expect(subject(content, scheme)).toMatchObject({ status: "COMPLETE" });
    expect(subject(content, scheme).codes).not.toContain("E005");
  });
  test("one good term among bad ones is enough, and the bad ones are told", () => {
    const found = subject("Waste management;Banana splits", "IPSV");
    expect(found.status).toBe("COMPLETE");
    expect(found.codes).toContain("E005");
  });
  test("DC.subject takes IPSV only", () => {
    expect(subject("Waste management", "IPSV", "DC.subject").status).toBe("COMPLETE");
    expect(subject("Waste management", "GCL", "DC.subject").codes).toContain("E004");
  });
});

describe("real mistakes", () => {
  const codesOf = (html: string) => check(html).codes;
  test.each([
    ["E003", '<meta name="DC.date" scheme="W3CDTF" content="31/05/2012 8:37 AM">'],
    ["E004", '<meta name="DC.date" scheme="ISO 639-2" content="2012-05-31">'],
    ["E007", '<meta name="DC.coverage.temporal.beginnningDate" content="2004-01-01">'],
    ["E007", '<meta name="dc.keywords" content="bins">'],
    ["E006", '<meta name="DCtitle" content="Bins">'],
    ["E006", '<meta name="DC-title" content="Bins">'],
    ["E002", '<meta name="DC.identifier" href="https://www.example.gov.uk/bins">'],
    ["W106", '<meta name="DC.title" content="{{page.title}}">'],
    ["W106", '<meta name="DC.title" content="[title]">'],
    ["W106", '<meta name="DC.creator" content="Enter name here">'],
    ["W110", '<meta name="eGMS.Creator" content="Example Council">'],
    ["W101", '<meta name="DC.Title" content="Bins">'],
    ["W111", '<meta name="DC.creator" content="web.team@example.gov.uk">'],
    ["W111", '<meta name="DC.creator" content="Mrs J Smith">'],
    ["W119", '<meta name="DC.identifier" scheme="URI" content="/index.jsp">'],
    ["W118", '<meta name="DC.language" scheme="ISO 639-2" content="En">'],
  ])("%s for %s", (code, html) => expect(codesOf(html)).toContain(code));

  test.each([
    '<meta name="DC.creator" content="Example Council">',
    '<meta name="DC.creator" content="Waste Management">',
    '<meta name="dc-verification" content="x">',
    '<meta name="dcterm" content="x">',
    '<meta name="viewport" scheme="x" content="width=device-width">',
    '<meta name="DC.title" content="None of your business: a guide to privacy">',
    '<meta name="DC.title" content="Enter and view visits">',
  ])("no error or doubt about %s", (html) => {
    const codes = codesOf(html).filter((code) => /^(E00[2-7]|W1)/.test(code));
    expect(codes).toEqual([]);
  });

  test("an identifier may name an address that led to the page", () => {
    const html = '<meta name="DC.identifier" scheme="URI" content="http://example.gov.uk/old">';
    expect(check(html).codes).toContain("W112");
    const urls = ["https://www.example.gov.uk/bins", "http://example.gov.uk/old"] as const;
    expect(check(html, "head", null, { urls: [...urls] }).codes).not.toContain("W112");
  });

  test("metas in noscript do not count", () => {
    expect(check(`<noscript>${K7}</noscript>`).status).toBe("NONE");
  });

  test("a date is future only from the day after next", () => {
    const on = (asOf: string) =>
      check('<meta name="DCTERMS.modified" scheme="W3CDTF" content="2005-11-02">', "head", null, { asOf })
        .codes;
    expect(on("2005-11-01")).not.toContain("W117");
    expect(on("2005-10-31")).toContain("W117");
  });
});

describe("the version a page was written for", () => {
  test("category and DC.date make 3.0, IPSV subject and DCTERMS make 3.1", () => {
    expect(check(K7).era).toBe("3.0");
    expect(
      check(
        '<meta name="DC.subject" scheme="eGMS.IPSV" content="Waste management"><meta name="DCTERMS.modified" scheme="W3CDTF" content="2007-01-01">',
      ).era,
    ).toBe("3.1");
    expect(check(`${K7}<meta name="DC.subject" scheme="IPSV" content="Waste management">`).era).toBe("mixed");
    expect(check("<title>Bins</title>").era).toBeNull();
  });
});

test("no markup makes the check throw, and what counts is never more than what was written", () => {
  const name = fc.constantFrom(
    "DC.title",
    "dc.date",
    "eGMS.subject.category",
    "DC_title",
    "DCTERMS.",
    "eGMS.constructor",
    "DC.__proto__",
    "x",
  );
  const meta = fc.record({ name, scheme: fc.string(), content: fc.string() });
  fc.assert(
    fc.property(fc.array(meta, { maxLength: 8 }), (rows) => {
      const metas = rows.map((row) => ({
        ...row,
        property: null,
        httpEquiv: null,
        lang: null,
        place: "head" as const,
      }));
      const found = checkPage(
        { urls: ["https://www.example.gov.uk/"], title: "", metas, headLinks: [], asOf: "2026-11-01" },
        vocabularies,
      );
      expect(found.counted.length).toBeLessThanOrEqual(rows.length);
      expect(found.status === "NONE").toBe(found.counted.length === 0);
    }),
    { numRuns: 200 },
  );
});
