import { describe, expect, test } from "vitest";
import { forgetful } from "../../fixtures/forgetful.js";
import { type AuditResult, auditSite } from "../../src/audit/audit.js";
import type { AuthorityType } from "../../src/authorities/types.js";
import { netOf } from "../crawl/net-of.js";

const HOME = "https://www.example.gov.uk/";
const links = (to: Record<string, string>) =>
  Object.entries(to)
    .map(([href, name]) => `<p><a href="${href}">${name}</a></p>`)
    .join("");
const page = (title: string, to: Record<string, string> = {}) =>
  `<html lang="en"><title>${title}</title><main><h1>${title}</h1>${links(to)}</main></html>`;

function audited(
  type: AuthorityType | null,
  site: Record<string, string>,
  pages: number,
): Promise<AuditResult> {
  return auditSite({
    subject: { slug: null, gssCode: null, name: "Example", type, councilSeats: null, upperTierGss: null },
    url: HOME,
    terms: { runId: "test", duties: ["2005"], profile: "equivalent", asOf: "2026-11-01" },
    budget: { pages, browserPages: 0, timeMs: 60_000, concurrency: 1 },
    net: netOf(site),
    browser: null,
    journal: forgetful,
    startedAt: "2026-11-01T02:00:00.000Z",
    progress: () => undefined,
  });
}

describe("what is asked of an authority decides where the crawl goes", () => {
  const site = {
    [HOME]: page("Home", { "/walks": "Something else", "/swap": "Mutual exchange" }),
    [`${HOME}swap`]: page("Mutual exchange"),
    [`${HOME}walks`]: page("Something else"),
  };
  const visited = async (type: AuthorityType | null) =>
    (await audited(type, site, 2)).snapshot.pages.map((one) => new URL(one.url).pathname);

  test("a national park houses nobody: pages about it are pages like any other", async () => {
    expect(await visited("national-park")).toEqual(["/", "/walks"]);
  });

  test("of a district, and of an authority of unknown type, they are read first", async () => {
    expect(await visited("district")).toEqual(["/", "/swap"]);
    expect(await visited(null)).toEqual(["/", "/swap"]);
  });
});

test("another body's service is not applicable, and the way the site shows to it is recorded", async () => {
  const admissions = "https://www.shire.gov.uk/admissions";
  const finding = async (to: Record<string, string>) =>
    (await audited("district", { [HOME]: page("Home", to) }, 5)).document.findings.find(
      (one) => one.outcome === "01-m1",
    );
  expect(await finding({ [admissions]: "School admissions" })).toMatchObject({
    verdict: "not-applicable",
    measures: { signpost: admissions },
  });
  expect(await finding({})).toMatchObject({ verdict: "not-applicable", measures: { signpost: null } });
});
