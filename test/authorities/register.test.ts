import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadRegister, RegisterError } from "../../src/authorities/register.js";
import { checkAuthorities, showAuthorities } from "../../src/commands/authorities.js";
import { targetOf } from "../../src/commands/subject.js";
import { UsageError } from "../../src/errors.js";

const register = loadRegister();
const TODAY = "2026-11-01";

function fileOf(name: string, text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), "council-audit-")), name);
  writeFileSync(file, text);
  return file;
}

describe("the register", () => {
  test("holds 317 principal councils, ten park authorities, the GLA and TfL in being today", () => {
    const living = register.on(TODAY);
    expect(living).toHaveLength(329);
    const count = (type: string) => living.filter((one) => one.type === type).length;
    expect([
      count("county"),
      count("district"),
      count("unitary"),
      count("metropolitan"),
      count("london-borough"),
    ]).toEqual([21, 164, 62, 36, 32]);
    expect(count("national-park")).toBe(10);
  });

  test("seats add up to the published total", () => {
    const seats = register
      .on(TODAY)
      .filter((one) => one.type !== "gla")
      .reduce((sum, one) => sum + (one.councilSeats ?? 0), 0);
    expect(seats).toBe(16189);
  });

  test("every district names its county", () => {
    for (const one of register.on(TODAY))
      if (one.type === "district") expect(one.upperTierGss).toMatch(/^E10/);
  });

  test("finds by code, former code, name, alias and domain", () => {
    expect(register.find("E08000035")[0]?.name).toBe("Leeds City Council");
    expect(register.find("E08000016")[0]?.slug).toBe("barnsley");
    expect(register.find("kings lynn and west norfolk")[0]?.slug).toBe("kings-lynn-and-west-norfolk");
    expect(register.byAddress("https://www.leeds.gov.uk/bins")[0]?.slug).toBe("leeds");
  });

  test("an abolished council names its successor", () => {
    const [old] = register.find("South Lakeland District Council");
    expect(old?.validTo).toBe("2023-04-01");
    expect(old?.replacedBy).toEqual(["westmorland-and-furness"]);
  });
});

describe("what audit is asked for", () => {
  const target = (asked: string, options = {}) => targetOf(asked, options, register, TODAY);

  test("a name or code leads to the authority's homepage", () => {
    expect(target("Leeds City Council").url).toBe("https://www.leeds.gov.uk/");
    expect(target("E08000035").subject.councilSeats).toBe(99);
  });

  test("a web address of the register's is that authority's", () => {
    expect(target("https://www.leeds.gov.uk/").subject.slug).toBe("leeds");
  });

  test("an address of nobody's has no type unless told", () => {
    expect(target("https://www.example.gov.uk").subject.type).toBeNull();
    expect(
      target("https://www.example.gov.uk", { type: "district", name: "Example", seats: "40" }).subject,
    ).toMatchObject({ type: "district", name: "Example", councilSeats: 40, slug: null });
  });

  test.each([
    ["Leedz", /no authority "Leedz"/],
    ["South Lakeland District Council", /abolished on 2023-04-01; audit Westmorland and Furness/],
    ["https://www.adur-worthing.gov.uk/", /serves .*Adur.* and .*Worthing.*--authority/],
    ["ftp://www.leeds.gov.uk", /only http and https/],
  ])("%s is refused in one line that says what to do", (asked, line) => {
    expect(() => target(asked)).toThrow(UsageError);
    expect(() => target(asked)).toThrow(line);
  });

  test("types and seats that cannot be are refused", () => {
    expect(() => target("https://x.gov.uk", { type: "parish" })).toThrow(/--type "parish"/);
    expect(() => target("https://x.gov.uk", { seats: "many" })).toThrow(/--seats "many"/);
  });
});

describe("a user's own list", () => {
  test("differences, strangers and abolished councils are told, and corrections are taken over", () => {
    const file = fileOf("mine.csv", "gss_code,council_seats\nE08000035,98\nE07000031,51\nE99999999,1\n");
    const corrections = fileOf("corrections.csv", "");
    const told = checkAuthorities(file, { import: true, correctionsFile: corrections }, register);
    expect(told).toContain('Leeds City Council: council_seats is "99" in the register, "98"');
    expect(told).toContain("was abolished on 2023-04-01; replaced by Westmorland and Furness");
    expect(told).toContain('"E99999999" is not in the register');
    expect(loadRegister(corrections).find("E08000035")[0]?.councilSeats).toBe(98);
  });

  test("a correction for nobody is an error, not a silent loss", () => {
    const file = fileOf("corrections.csv", "slug,name\natlantis,Atlantis Council\n");
    expect(() => loadRegister(file)).toThrow(RegisterError);
  });

  test("a file without a key column says which it needs", () => {
    const file = fileOf("mine.csv", "seats\n9\n");
    expect(() => checkAuthorities(file, { import: false, correctionsFile: "x" }, register)).toThrow(
      /needs a column slug, gss_code or name/,
    );
  });

  test("one authority is described in full", () => {
    const told = showAuthorities("E07000031", { format: "text", abolished: false }, register, TODAY);
    expect(told).toContain("Abolished");
    expect(told).toContain("Westmorland and Furness");
  });
});
