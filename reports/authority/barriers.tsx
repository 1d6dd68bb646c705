import { z } from "zod";
import type { Finding } from "../../src/audit/types.js";
import { Address } from "../look/page.js";

const measuresOf = z.object({
  standard: z.string(),
  pagesExamined: z.number(),
  pagesFailing: z.number(),
  causes: z.array(
    z.object({
      rule: z.string(),
      help: z.string(),
      helpUrl: z.string(),
      criteria: z.array(z.string()),
      level: z.string(),
      pages: z.number(),
      elements: z.number(),
      shared: z.object({ target: z.string(), pages: z.number() }).nullable(),
      urls: z.array(z.string()),
      example: z.object({ url: z.string(), target: z.string(), html: z.string() }).nullable(),
    }),
  ),
  needsReview: z.array(
    z.object({ rule: z.string(), help: z.string(), pages: z.number(), elements: z.number() }),
  ),
});

/** More would bury what matters; the JSON of the audit has them all. */
const CAUSES_SHOWN = 40;
const PAGES_SHOWN = 8;

/** Whether there is anything for the section to show. */
export function hasBarriers(finding: Finding | null): boolean {
  const parsed = measuresOf.safeParse(finding?.measures);
  return parsed.success && parsed.data.pagesExamined > 0;
}

/** Accessibility failures grouped by the fix that cures them, the one that cures most pages first. */
export function BarriersTable({ finding }: { finding: Finding | null }) {
  const parsed = measuresOf.safeParse(finding?.measures);
  if (!parsed.success || parsed.data.pagesExamined === 0) return null;
  const measures = parsed.data;
  return (
    <section id="barriers" aria-labelledby="barriers-title">
      <h2 id="barriers-title">Accessibility barriers</h2>
      <p>
        {measures.standard}: {measures.pagesFailing} of {measures.pagesExamined} pages examined have confirmed
        failures. {measures.causes.length > 0 ? "Each box is one fix; the first cures most pages." : ""}
      </p>
      {measures.causes.slice(0, CAUSES_SHOWN).map((cause) => (
        <article class="outcome not-met" key={cause.rule}>
          <h3>
            <Address url={cause.helpUrl}>{cause.help}</Address>
          </h3>
          <p class="small">
            {cause.pages} {cause.pages === 1 ? "page" : "pages"}, {cause.elements}{" "}
            {cause.elements === 1 ? "element" : "elements"} · WCAG {cause.criteria.join(", ")} (level{" "}
            {cause.level}) · rule {cause.rule}
          </p>
          {cause.shared ? (
            <p class="small">
              The same element fails on {cause.shared.pages} pages: it stands in a template, so one change
              cures them all (<code>{cause.shared.target}</code>).
            </p>
          ) : null}
          {cause.example ? (
            <p class="small">
              For example on <Address url={cause.example.url} />: <code>{cause.example.html}</code>
            </p>
          ) : null}
          {cause.urls.length > 1 ? (
            <ul class="small">
              {cause.urls.slice(0, PAGES_SHOWN).map((url) => (
                <li key={url}>
                  <Address url={url} />
                </li>
              ))}
              {cause.pages > PAGES_SHOWN ? <li>and {cause.pages - PAGES_SHOWN} more</li> : null}
            </ul>
          ) : null}
        </article>
      ))}
      {measures.causes.length > CAUSES_SHOWN ? (
        <p>and {measures.causes.length - CAUSES_SHOWN} more kinds of failure, in the JSON of this audit</p>
      ) : null}
      {measures.needsReview.length > 0 ? (
        <>
          <h3>To check by hand</h3>
          <p class="small">These are not failures: the engine could not decide, a person can.</p>
          <ul class="small">
            {measures.needsReview.slice(0, 12).map((one) => (
              <li key={one.rule}>
                {one.help} ({one.pages} pages, {one.elements} elements)
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}
