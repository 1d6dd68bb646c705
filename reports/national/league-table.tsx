import { rankText } from "../../src/score/rank.js";
import { intervalText } from "../../src/score/score.js";
import { day } from "../look/page.js";
import { RangePlot, StackedBar } from "../look/plots.js";
import { type Column, Table } from "../look/table.js";
import { IntervalBar } from "../look/verdict.js";
import { ordered } from "./league.js";
import { type Nation, quartiles, readRows, TYPE_TITLES, type Unaudited } from "./nation.js";
import type { NationalRow } from "./row.js";

/** Link to an authority's own report, from a page one folder down. */
export function AuthorityLink({
  row,
  hash = "",
  root = "../",
}: {
  row: NationalRow;
  hash?: string;
  root?: string;
}) {
  return (
    <a href={`${root}authorities/${row.folder}/index.html${hash}`}>
      <bdi>{row.name}</bdi>
    </a>
  );
}

const PLACE_NOTE =
  "One authority stands strictly above another only where its lowest possible figure is higher than the other's highest; all else is a tie, and the order inside a tie means nothing.";

/** Those with a place, of one type. */
export function LeagueTable({
  nation,
  rows,
  caption,
}: {
  nation: Nation;
  rows: readonly NationalRow[];
  caption: string;
}) {
  const ranked = ordered(rows.filter((row) => rankOf(nation, row) !== null));
  if (ranked.length === 0) return <p>No authority of this kind is ranked.</p>;
  return (
    <>
      <p class="small">{PLACE_NOTE}</p>
      <Table
        caption={caption}
        rows={ranked}
        keyOf={(row) => row.key}
        columns={[
          { title: "Authority", cell: (row) => <AuthorityLink row={row} /> },
          { title: "Place", cell: (row) => <span class="nowrap">{rankOf(nation, row)}</span> },
          ...scoreColumns,
        ]}
      />
    </>
  );
}

const scoreColumns: Column<NationalRow>[] = [
  {
    title: "Delivery",
    cell: (row) => (
      <>
        {row.interval.n > 0 ? intervalText(row.interval) : null} <IntervalBar interval={row.interval} />
      </>
    ),
  },
  {
    title: "Verdicts",
    cell: (row) => <StackedBar counts={row.counts} />,
  },
  { title: "Met", numeric: true, cell: (row) => row.counts.met },
  { title: "Partly", numeric: true, cell: (row) => row.counts["partly-met"] },
  { title: "Cannot tell", numeric: true, cell: (row) => row.counts["cannot-tell"] },
  { title: "Not met", numeric: true, cell: (row) => row.counts["not-met"] },
];

/** All authorities of a page, whatever their type: with the place each has among its own kind. */
export function AuthorityTable({
  nation,
  rows,
  caption,
}: {
  nation: Nation;
  rows: readonly NationalRow[];
  caption: string;
}) {
  return (
    <Table
      caption={caption}
      rows={[...rows].sort((a, b) => a.name.localeCompare(b.name, "en"))}
      keyOf={(row) => row.key}
      columns={[
        { title: "Authority", cell: (row) => <AuthorityLink row={row} /> },
        { title: "Type", cell: (row) => (row.type === null ? "not known" : TYPE_TITLES[row.type]) },
        { title: "Place in its type", cell: (row) => rankOf(nation, row) ?? "not ranked" },
        ...scoreColumns,
      ]}
    />
  );
}

/** Shown with the reason, apart from the league: nobody is placed for what could not be read. */
export function NotRanked({
  nation,
  rows,
  unaudited,
}: {
  nation: Nation;
  rows: readonly NationalRow[];
  unaudited: readonly Unaudited[];
}) {
  const left = ordered(rows.filter((row) => rankOf(nation, row) === null));
  if (left.length === 0 && unaudited.length === 0) return null;
  return (
    <section>
      <h2 id="not-ranked">Not ranked</h2>
      {left.length > 0 ? (
        <Table
          caption="Authorities without a place, and why"
          rows={left}
          keyOf={(row) => row.key}
          columns={[
            { title: "Authority", cell: (row) => <AuthorityLink row={row} /> },
            { title: "Why", cell: (row) => notRankedText(nation, row) },
            { title: "Audited", cell: (row) => day(row.auditedAt) },
            ...scoreColumns.slice(0, 1),
          ]}
        />
      ) : null}
      {unaudited.length > 0 ? (
        <>
          <h3>Not audited</h3>
          <ul>
            {unaudited.map((one) => (
              <li key={one.requestedUrl + one.name}>
                <bdi>{one.name}</bdi>: {one.why}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}

export function rankOf(nation: Nation, row: NationalRow): string | null {
  const standing = nation.standings.get(row.key);
  return standing && "rank" in standing ? rankText(standing.rank) : null;
}

export function notRankedText(nation: Nation, row: NationalRow): string {
  const standing = nation.standings.get(row.key);
  if (!standing || "rank" in standing) return "";
  return standing.notRanked.charAt(0).toUpperCase() + standing.notRanked.slice(1);
}

/** How those that could be read lie: the plot, and in words what it shows. */
export function Distribution({
  rows,
  what,
  compact = false,
}: {
  rows: readonly NationalRow[];
  what: string;
  compact?: boolean;
}) {
  const shown = ordered(readRows(rows));
  const low = quartiles(shown.map((row) => row.interval.low));
  const high = quartiles(shown.map((row) => row.interval.high));
  if (!low || !high) return null;
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  const unread = rows.length - shown.length;
  const words =
    `The middle half of the ${shown.length} have lower bounds from ${percent(low.lower)} to ${percent(low.upper)} ` +
    `(all: ${percent(low.least)} to ${percent(low.most)}) and upper bounds from ${percent(high.lower)} to ` +
    `${percent(high.upper)} (all: ${percent(high.least)} to ${percent(high.most)}).` +
    (unread > 0 ? ` Left out: ${unread} whose sites could not be read.` : "");
  return (
    <figure>
      <figcaption>
        <strong>{what}.</strong> One line for each authority, from the lowest to the highest figure that the
        evidence allows. {words}
      </figcaption>
      <RangePlot
        ranges={shown.map((row) => ({ name: row.name, ...row.interval }))}
        label={`${what}. ${words} The figures are in the tables.`}
        compact={compact}
      />
    </figure>
  );
}
