import { z } from "zod";
import type { Finding } from "../../src/audit/types.js";
import { Address, day, Scroll } from "../look/page.js";

const councillorMeasures = z.object({
  seats: z.number().nullable(),
  vacancies: z.number().nullable().optional(),
  expected: z.number().nullable(),
  listed: z.number(),
  found: z.number(),
  maintained: z.number(),
  shares: z.record(z.string(), z.number()),
  councillors: z
    .array(
      z.object({
        name: z.string(),
        ward: z.string().nullable(),
        party: z.string().nullable(),
        url: z.string().nullable(),
        status: z.string(),
        maintained: z.boolean().nullable(),
        termEnded: z.boolean(),
        freshness: z.string().nullable(),
        has: z.record(z.string(), z.boolean()),
      }),
    )
    .min(1),
});

const PAGE_STATES: Record<string, string> = {
  read: "read",
  "no-page": "none of their own",
  "not-about": "link leads elsewhere",
  unread: "not read",
};

/** Columns of the table, in words; ward and party stand in columns of their own. */
const FIELDS: Record<string, string> = {
  contact: "Contact",
  councilEmail: "Council e-mail",
  photo: "Photo",
  surgery: "Surgeries",
  interests: "Interests",
  committees: "Committees",
  attendance: "Attendance",
};

export function hasCouncillors(finding: Finding | null): boolean {
  return councillorMeasures.safeParse(finding?.measures).success;
}

/** The councillors' own pages: who has one, and what it shows. Names are public; contact data is never kept. */
export function CouncillorTable({ finding }: { finding: Finding | null }) {
  const parsed = councillorMeasures.safeParse(finding?.measures);
  if (!parsed.success) return null;
  const { councillors, expected, listed, found, maintained, seats, vacancies, shares } = parsed.data;
  const fields = Object.keys(FIELDS).filter((field) => councillors.some((one) => field in one.has));
  return (
    <section id="councillors" aria-labelledby="councillors-title">
      <h2 id="councillors-title">Councillors</h2>
      <p>
        {plural(listed, "councillor")} listed, {found} with a page of their own that was read, {maintained} of
        these maintained.
        {expected === null
          ? " The number of seats is not on record."
          : ` ${expected} are expected (${plural(seats ?? expected, "seat")}${
              vacancies ? ` less ${plural(vacancies, "vacancy", "vacancies")}` : ""
            }).`}
      </p>
      {found > 0 ? (
        <ul class="small">
          {Object.entries(shares)
            .filter(([field]) => field in FIELDS)
            .map(([field, share]) => (
              <li key={field}>
                {FIELDS[field]}: on {Math.round(share * 100)} % of their pages
              </li>
            ))}
        </ul>
      ) : null}
      <Scroll label="Councillors' pages">
        <table class="fold dense">
          <caption>Each councillor's own page, and whether it shows what a maintained page has</caption>
          <thead>
            <tr>
              <th scope="col">Councillor</th>
              <th scope="col">Ward</th>
              <th scope="col">Party</th>
              <th scope="col">Page</th>
              {fields.map((field) => (
                <th scope="col" key={field}>
                  {FIELDS[field]}
                </th>
              ))}
              <th scope="col">Newest date</th>
            </tr>
          </thead>
          <tbody>
            {councillors.map((one, index) => (
              <tr key={`${one.name} ${index}`}>
                <th scope="row" data-label="Councillor">
                  <bdi>{one.url === null ? one.name : <Address url={one.url}>{one.name}</Address>}</bdi>
                </th>
                <td data-label="Ward">
                  <bdi>{one.ward ?? "not given"}</bdi>
                </td>
                <td data-label="Party">
                  <bdi>{one.party ?? "not given"}</bdi>
                </td>
                <td data-label="Page">
                  {PAGE_STATES[one.status] ?? one.status}
                  {one.termEnded ? ", term ended" : ""}
                </td>
                {fields.map((field) => (
                  <td data-label={FIELDS[field]} key={field}>
                    {one.status !== "read" ? "–" : one.has[field] ? "yes" : "no"}
                  </td>
                ))}
                <td data-label="Newest date">{one.freshness === null ? "none" : day(one.freshness)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

const metadataMeasures = z.object({
  pages: z.number().min(1),
  completePages: z.number(),
  pagesWithMetadata: z.number(),
  era: z.string().nullable(),
  missingMost: z.array(z.string()),
  elements: z.record(z.string(), z.object({ obligation: z.string(), pages: z.number() })),
  codes: z.record(z.string(), z.number()),
});

const OBLIGATIONS: Record<string, string> = {
  M: "mandatory",
  MA: "mandatory if applicable",
  R: "recommended",
  O: "optional",
};

export function hasMetadata(finding: Finding | null): boolean {
  return metadataMeasures.safeParse(finding?.measures).success;
}

/** Coverage of the e-Government Metadata Standard, element by element. */
export function MetadataTable({ finding }: { finding: Finding | null }) {
  const parsed = metadataMeasures.safeParse(finding?.measures);
  if (!parsed.success) return null;
  const { pages, completePages, pagesWithMetadata, era, missingMost, elements, codes } = parsed.data;
  const commonest = Object.entries(codes)
    .filter(([code]) => !code.startsWith("I"))
    .sort((a, b) => b[1] - a[1])
    .slice(0, 10);
  return (
    <section id="metadata" aria-labelledby="metadata-title">
      <h2 id="metadata-title">Metadata</h2>
      <p>
        {completePages} of {plural(pages, "page")} carry every element that e-GMS asks of a web page;{" "}
        {pagesWithMetadata} carry any{era ? ` (e-GMS ${era})` : ""}.
        {missingMost.length > 0 ? ` Missing most often: ${missingMost.join(", ")}.` : ""}
      </p>
      <Scroll label="Metadata by element">
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
      </Scroll>
      {commonest.length > 0 ? (
        <p class="small">
          Commonest remarks (codes of the check, explained in the documentation):{" "}
          {commonest.map(([code, count]) => `${code} on ${plural(count, "page")}`).join("; ")}.
        </p>
      ) : null}
    </section>
  );
}

const aToZMeasures = z.object({
  lettersOffered: z.array(z.string()),
  lettersRead: z.array(z.string()),
  lettersFilled: z.number(),
  lettersUnread: z.number(),
  entries: z.number().min(1),
  targets: z.number(),
  liveTried: z.number().optional(),
  liveShare: z.number().nullable().optional(),
  coverageShare: z.number().nullable().optional(),
  coverageNamed: z.number().optional(),
  coverageOwed: z.number().optional(),
  coverageList: z.string().optional(),
  coverageMissing: z.array(z.string()).optional(),
  coverageLimits: z.string().optional(),
});

export function hasAToZ(finding: Finding | null): boolean {
  return aToZMeasures.safeParse(finding?.measures).success;
}

/** How much of the national service list the A–Z covers. */
export function AToZTable({ finding }: { finding: Finding | null }) {
  const parsed = aToZMeasures.safeParse(finding?.measures);
  if (!parsed.success) return null;
  const one = parsed.data;
  const rows: [string, string][] = [
    ["Letters offered", lettersText(one.lettersOffered)],
    [
      "Letters read",
      `${one.lettersRead.length}${one.lettersUnread > 0 ? `; ${one.lettersUnread} not read` : ""}`,
    ],
    ["Letters with a service", String(one.lettersFilled)],
    ["Entries", String(one.entries)],
    ["Different pages they lead to", String(one.targets)],
  ];
  if (one.liveShare !== null && one.liveShare !== undefined)
    rows.push(["Entries that answer", `${percent(one.liveShare)} of ${one.liveTried} tried`]);
  if (one.coverageShare !== null && one.coverageShare !== undefined) {
    rows.push([
      "Services owed that an entry names",
      `${one.coverageNamed} of ${one.coverageOwed} (${percent(one.coverageShare)})`,
    ]);
  }
  const missing = one.coverageMissing ?? [];
  return (
    <section id="a-to-z" aria-labelledby="a-to-z-title">
      <h2 id="a-to-z-title">A–Z coverage</h2>
      <table>
        <caption>What the A–Z of services offers</caption>
        <tbody>
          {rows.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {one.coverageList ? <p class="small">Held against: {one.coverageList}.</p> : null}
      {one.coverageLimits ? <p class="small soft">{one.coverageLimits}</p> : null}
      {missing.length > 0 ? (
        <>
          <h3>Services that no entry names</h3>
          <ul class="small columns">
            {missing.map((service) => (
              <li key={service}>{service}</li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}

function lettersText(letters: readonly string[]): string {
  return letters.length === 0 ? "none" : `${letters.length} (${letters.join(" ")})`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function plural(count: number, one: string, several = `${one}s`): string {
  return `${count} ${count === 1 ? one : several}`;
}
