import { z } from "zod";
import type { Finding } from "../../src/audit/types.js";
import { Address } from "../look/page.js";

const councillorMeasures = z.object({
  expected: z.number().nullable(),
  found: z.number(),
  councillors: z.array(
    z.object({
      name: z.string(),
      ward: z.string().nullable(),
      party: z.string().nullable(),
      url: z.string(),
      status: z.string(),
      has: z.record(z.string(), z.boolean()),
    }),
  ),
});

/** The councillors' own pages: who has one, and what it shows. Names are public; contact data is never kept. */
export function CouncillorTable({ finding }: { finding: Finding | null }) {
  const parsed = councillorMeasures.safeParse(finding?.measures);
  if (!parsed.success || parsed.data.councillors.length === 0) return null;
  const { councillors, expected, found } = parsed.data;
  const fields = Object.keys(councillors[0]?.has ?? {});
  return (
    <section id="councillors" aria-labelledby="councillors-title">
      <h2 id="councillors-title">Councillors</h2>
      <p>
        {found} pages of councillors found
        {expected === null ? "" : `, ${expected} expected (seats less vacancies)`}.
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <section class="scroll" tabIndex={0} aria-label="Councillors' pages">
        <table class="fold">
          <caption>Each councillor's own page, and whether it shows what a maintained page has</caption>
          <thead>
            <tr>
              <th scope="col">Councillor</th>
              <th scope="col">Ward</th>
              <th scope="col">Party</th>
              <th scope="col">Page</th>
              {fields.map((field) => (
                <th scope="col" key={field}>
                  {words(field)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {councillors.map((one) => (
              <tr key={one.url + one.name}>
                <th scope="row" data-label="Councillor">
                  <Address url={one.url}>{one.name}</Address>
                </th>
                <td data-label="Ward">{one.ward ?? "not given"}</td>
                <td data-label="Party">{one.party ?? "not given"}</td>
                <td data-label="Page">{one.status}</td>
                {fields.map((field) => (
                  <td data-label={words(field)} key={field}>
                    {one.has[field] ? "yes" : "no"}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

const metadataMeasures = z.object({
  pages: z.number(),
  completePages: z.number(),
  era: z.string().nullable(),
  elements: z.record(z.string(), z.object({ obligation: z.string(), pages: z.number() })),
  codes: z.record(z.string(), z.number()),
});

const OBLIGATIONS: Record<string, string> = {
  M: "mandatory",
  MA: "mandatory if applicable",
  R: "recommended",
  O: "optional",
};

/** Coverage of the e-Government Metadata Standard, element by element. */
export function MetadataTable({ finding }: { finding: Finding | null }) {
  const parsed = metadataMeasures.safeParse(finding?.measures);
  if (!parsed.success) return null;
  const { pages, completePages, era, elements, codes } = parsed.data;
  const commonest = Object.entries(codes)
    .filter(([code]) => !code.startsWith("I"))
    .sort((a, b) => b[1] - a[1])
    .slice(0, 10);
  return (
    <section id="metadata" aria-labelledby="metadata-title">
      <h2 id="metadata-title">Metadata</h2>
      <p>
        {completePages} of {pages} pages carry all seven elements that e-GMS asks of a web page
        {era ? ` (e-GMS ${era})` : ""}.
      </p>
      <table>
        <caption>Pages on which each element counts</caption>
        <thead>
          <tr>
            <th scope="col">Element</th>
            <th scope="col">Obligation</th>
            <th scope="col" class="num">
              Pages
            </th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(elements).map(([element, one]) => (
            <tr key={element}>
              <th scope="row">{element}</th>
              <td>{OBLIGATIONS[one.obligation] ?? one.obligation}</td>
              <td class="num">
                {one.pages} of {pages}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {commonest.length > 0 ? (
        <p class="small">
          Commonest remarks:{" "}
          {commonest
            .map(([code, count]) => `${code} on ${count} ${count === 1 ? "page" : "pages"}`)
            .join("; ")}
          .
        </p>
      ) : null}
    </section>
  );
}

const aToZMeasures = z.object({
  lettersOffered: z.number(),
  lettersFetched: z.number(),
  entries: z.number(),
  coverage: z
    .object({ matched: z.number(), owed: z.number(), list: z.string(), missing: z.array(z.string()) })
    .nullable(),
});

/** How much of the national service list the A–Z covers. */
export function AToZTable({ finding }: { finding: Finding | null }) {
  const parsed = aToZMeasures.safeParse(finding?.measures);
  if (!parsed.success) return null;
  const { lettersOffered, lettersFetched, entries, coverage } = parsed.data;
  return (
    <section id="a-to-z" aria-labelledby="a-to-z-title">
      <h2 id="a-to-z-title">A–Z coverage</h2>
      <p>
        {lettersFetched} of {lettersOffered} letters read, {entries} entries.
      </p>
      {coverage ? (
        <>
          <p>
            {coverage.matched} of {coverage.owed} services of {coverage.list} are matched by an entry.
          </p>
          {coverage.missing.length > 0 ? (
            <>
              <h3>Not matched</h3>
              <ul class="small toc">
                {coverage.missing.map((service) => (
                  <li key={service}>{service}</li>
                ))}
              </ul>
            </>
          ) : null}
        </>
      ) : null}
    </section>
  );
}

function words(field: string): string {
  const spaced = field.replace(/([A-Z])/g, " $1").toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
