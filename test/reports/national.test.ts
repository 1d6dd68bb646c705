import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BOM, csvLines } from "../../reports/national/csv.js";
import { ordered, standings } from "../../reports/national/league.js";
import { applicable, quartiles, regionFile, shareText } from "../../reports/national/nation.js";
import { FolderNames, type NationalRow } from "../../reports/national/row.js";

describe("places in the league", () => {
  test("ranges come from intervals, among authorities of one type", () => {
    const places = standings([
      rowOf("a", { low: 0.6, high: 0.8 }),
      rowOf("b", { low: 0.7, high: 0.75 }),
      rowOf("c", { low: 0.81, high: 0.9 }),
      rowOf("d", { low: 0.4, high: 0.59 }),
      rowOf("county-1", { low: 0.99, high: 1, type: "county" }),
      rowOf("county-2", { low: 0, high: 0.1, type: "county" }),
    ]);
    expect(places.get("c")).toEqual({ rank: { slug: "c", best: 1, worst: 1, of: 4 } });
    expect(places.get("a")).toEqual({ rank: { slug: "a", best: 2, worst: 3, of: 4 } });
    expect(places.get("b")).toEqual({ rank: { slug: "b", best: 2, worst: 3, of: 4 } });
    expect(places.get("d")).toEqual({ rank: { slug: "d", best: 4, worst: 4, of: 4 } });
    expect(places.get("county-1")).toEqual({ rank: { slug: "county-1", best: 1, worst: 1, of: 2 } });
  });

  test("a site that could not be read is not ranked, says why, and does not count among the peers", () => {
    const places = standings([
      rowOf("a", {}),
      rowOf("b", {}),
      rowOf("shut", { low: 0, high: 1, gate: { passed: false, untoldShare: 1, reasons: { blocked: 40 } } }),
    ]);
    expect(places.get("shut")).toEqual({ notRanked: expect.stringContaining("blocked by the site: 40") });
    expect(places.get("a")).toMatchObject({ rank: { of: 2 } });
  });

  test("an audit more than 90 days older than the newest is not ranked; one of 90 days is", () => {
    const places = standings([
      rowOf("new", { auditedAt: "2026-11-01T03:00:00.000Z" }),
      rowOf("edge", { auditedAt: "2026-08-03T03:00:00.000Z" }),
      rowOf("old", { auditedAt: "2026-08-03T02:59:59.000Z" }),
    ]);
    expect(places.get("old")).toEqual({ notRanked: expect.stringContaining("90 days older") });
    expect(places.get("edge")).toMatchObject({ rank: { of: 2 } });
  });

  test("an authority of unknown type, one alone in its type, and one that nothing applies to have no place", () => {
    const places = standings([
      rowOf("stranger", { type: null }),
      rowOf("tfl", { type: "tfl" }),
      rowOf("park", { type: "national-park", n: 0 }),
      rowOf("park-2", { type: "national-park" }),
    ]);
    for (const key of ["stranger", "tfl", "park", "park-2"])
      expect(places.get(key)).toHaveProperty("notRanked");
  });

  test("shown by lower bound, then upper bound, then name", () => {
    const rows = [
      rowOf("z", { low: 0.5, high: 0.7 }),
      rowOf("y", { low: 0.5, high: 0.9 }),
      rowOf("x", { low: 0.6, high: 0.6 }),
      rowOf("a", { low: 0.5, high: 0.7 }),
    ];
    expect(ordered(rows).map((one) => one.key)).toEqual(["x", "y", "a", "z"]);
  });
});

describe("shares", () => {
  test("what cannot be told is neither met nor not: it widens the bounds, rounded outward", () => {
    const counts = { met: 1, "partly-met": 0, "cannot-tell": 1, "not-met": 1, "not-applicable": 5 };
    expect(applicable(counts)).toBe(3);
    expect(shareText(counts)).toBe("33–67 %");
    expect(shareText({ ...counts, met: 0, "cannot-tell": 0, "not-met": 0 })).toBe("none applies");
  });

  test("quartiles of few and of many", () => {
    expect(quartiles([])).toBeNull();
    expect(quartiles([3])).toEqual({ least: 3, lower: 3, middle: 3, upper: 3, most: 3 });
    expect(quartiles([4, 1, 3, 2, 5])).toEqual({ least: 1, lower: 2, middle: 3, upper: 4, most: 5 });
  });
});

describe("CSV", () => {
  test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\u202E=1+1", " \n=cmd|' /C calc'!A0"])(
    "%j is text, not a formula",
    (text) => {
      const [[cell]] = parse(csvLines([[text, "end"]])) as [[string]];
      expect(cell).toMatch(/^'[=+\-@]/);
    },
  );

  test("a number below nought stays a number", () => {
    expect(csvLines([[-1, null, 0.5]])).toBe("-1,,0.5\r\n");
  });

  test("quotes, commas and line breaks of a council stay within their cell and line", () => {
    const text = 'He said "no",\r\nand left\nfor good';
    const lines = csvLines([[text, "b"]]);
    expect(lines.match(/\r\n/g)).toHaveLength(1);
    expect(parse(lines)).toEqual([['He said "no", and left for good', "b"]]);
  });

  test("whatever the text, one record comes back as one record and none begins a formula", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: "binary", maxLength: 40 }), { minLength: 2, maxLength: 5 }),
        (cells) => {
          const records = parse(BOM + csvLines([cells]), { bom: true }) as string[][];
          expect(records).toHaveLength(1);
          expect(records[0]).toHaveLength(cells.length);
          for (const cell of records[0] ?? []) expect(cell).not.toMatch(/^\s*[=+\-@]/);
        },
      ),
    );
  });
});

describe("file names", () => {
  test("a key becomes lower-case letters, digits and hyphens, and none is given twice", () => {
    const names = new FolderNames();
    expect(names.of("leeds")).toBe("leeds");
    expect(names.of("LEEDS")).toBe("leeds-2");
    expect(names.of("../../etc/passwd")).toBe("etc-passwd");
    expect(names.of("www.example.gov.uk:8080")).toBe("www-example-gov-uk-8080");
    expect(names.of("con")).toBe("site-con");
    expect(names.of("\u202E<script>\r\n")).toBe("script");
    expect(names.of("日本")).toBe("site");
    expect(names.of("x".repeat(10_000))).toHaveLength(80);
  });

  test("whatever the keys, names are safe and all different", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary", maxLength: 90 }), { maxLength: 20 }), (keys) => {
        const names = new FolderNames();
        const given = keys.map((key) => names.of(key));
        expect(new Set(given).size).toBe(given.length);
        for (const name of given) expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      }),
    );
  });

  test("regions name their pages", () => {
    expect(regionFile("Yorkshire and The Humber")).toBe("yorkshire-and-the-humber.html");
  });
});

function rowOf(
  key: string,
  {
    low = 0.4,
    high = 0.6,
    n = 40,
    ...changes
  }: Partial<Omit<NationalRow, "interval">> & { low?: number; high?: number; n?: number },
): NationalRow {
  return {
    key,
    folder: key,
    name: key,
    gssCode: null,
    type: "unitary",
    region: null,
    requestedUrl: `https://${key}.gov.uk/`,
    homepageUrl: `https://${key}.gov.uk/`,
    auditedAt: "2026-11-01T03:00:00.000Z",
    interval: { n, low, high, lowPercent: low * 100, highPercent: high * 100, certainty: 1 - (high - low) },
    counts: { met: 0, "partly-met": 0, "not-met": 0, "cannot-tell": 0, "not-applicable": 0 },
    decidable: 40,
    areas: [],
    gate: { passed: true, untoldShare: 0, reasons: {} },
    coverage: {
      pagesFetched: 1,
      pagesInSeries: 0,
      pagesInBrowser: 0,
      pagesFailed: 0,
      pagesDisallowed: 0,
      pagesFound: 1,
      stoppedBy: "exhausted",
    },
    findings: new Map(),
    ...changes,
  };
}
