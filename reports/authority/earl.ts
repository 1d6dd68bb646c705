import { z } from "zod";
import type { AuditDocument } from "../../src/audit/types.js";

const accessibility = z.object({
  causes: z.array(
    z.object({
      rule: z.string(),
      help: z.string(),
      helpUrl: z.string(),
      criteria: z.array(z.string()),
      example: z.object({ url: z.string(), target: z.string(), html: z.string() }).nullable(),
    }),
  ),
  pages: z.array(z.object({ url: z.string(), failing: z.boolean(), rules: z.array(z.string()) })),
});

/**
 * The accessibility results (12-m1) in EARL 1.0 as JSON-LD (W3C, Evaluation and Report Language): a failed assertion
 * for each rule that a page breaks, and “cannot tell” for each examined page without one, because automated checks
 * never prove conformance. Null when no page was examined.
 */
export function earlOf(document: AuditDocument): string | null {
  const finding = document.findings.find((one) => one.outcome === "12-m1");
  const measured = accessibility.safeParse(finding?.measures);
  if (!finding || !measured.success || measured.data.pages.length === 0) return null;
  const { causes, pages } = measured.data;
  const engine = document.tool.engines["axe-core"] ?? "";
  const assertedBy = "_:assertor";
  const testOf = new Map(causes.map((cause) => [cause.rule, cause]));
  const graph: object[] = [
    {
      "@id": assertedBy,
      "@type": ["earl:Software", "earl:Assertor"],
      "dct:title": `${document.tool.name} ${document.tool.version} with axe-core ${engine}`,
      "dct:hasVersion": document.tool.version,
    },
    ...causes.map((cause) => ({
      "@id": `_:rule-${cause.rule}`,
      "@type": "earl:TestCase",
      "dct:title": cause.help,
      "dct:description": cause.helpUrl,
      "dct:isPartOf": cause.criteria.map((criterion) => `WCAG 2.2, ${criterion}`),
    })),
    {
      "@id": WCAG,
      "@type": "earl:TestRequirement",
      "dct:title": "Web Content Accessibility Guidelines (WCAG) 2.2, levels A and AA",
    },
  ];
  const assertion = (url: string, test: string, result: object) => ({
    "@type": "earl:Assertion",
    "earl:assertedBy": { "@id": assertedBy },
    "earl:subject": { "@id": url, "@type": ["earl:TestSubject", "sch:WebPage"] },
    "earl:test": { "@id": test },
    "earl:mode": { "@id": "earl:automatic" },
    "earl:result": { "@type": "earl:TestResult", "dct:date": document.run.startedAt, ...result },
  });
  for (const page of pages) {
    for (const rule of new Set(page.rules)) {
      const cause = testOf.get(rule);
      const here = cause?.example?.url === page.url ? cause.example : null;
      graph.push(
        assertion(page.url, `_:rule-${rule}`, {
          "earl:outcome": { "@id": "earl:failed" },
          "dct:description": cause?.help ?? rule,
          ...(here
            ? { "earl:pointer": { "@type": "ptr:CSSSelectorPointer", "ptr:expression": here.target } }
            : {}),
        }),
      );
    }
    if (page.rules.length > 0) continue;
    graph.push(
      assertion(page.url, WCAG, {
        "earl:outcome": { "@id": "earl:cantTell" },
        "dct:description": "No failure was found by automated checks, which can never prove conformance.",
      }),
    );
  }
  return `${JSON.stringify({ "@context": CONTEXT, "@graph": graph }, null, 1)}\n`;
}

const WCAG = "https://www.w3.org/TR/WCAG22/";
const CONTEXT = {
  earl: "http://www.w3.org/ns/earl#",
  dct: "http://purl.org/dc/terms/",
  ptr: "http://www.w3.org/2009/pointers#",
  sch: "https://schema.org/",
};
