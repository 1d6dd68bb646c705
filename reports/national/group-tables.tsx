import type { AuthorityType } from "../../src/authorities/types.js";
import { Table } from "../look/table.js";
import { rankOf } from "./league-table.js";
import {
  type Nation,
  NO_REGION,
  quartiles,
  readRows,
  regionFile,
  regionsOf,
  rowsOfType,
  TYPE_TITLES,
} from "./nation.js";
import type { NationalRow } from "./row.js";

/** Types side by side, never ranked against one another. */
export function TypeTable({
  nation,
  types,
  root,
}: {
  nation: Nation;
  types: readonly AuthorityType[];
  root: string;
}) {
  const percent = (share: number | undefined) => (share === undefined ? "–" : `${Math.round(share * 100)} %`);
  const lines = types.map((type) => {
    const rows = rowsOfType(nation, type);
    const counted = readRows(rows);
    return {
      type,
      attempted: rows.length + nation.unaudited.filter((one) => one.type === type).length,
      reached: rows.filter((row) => row.homepageUrl !== null).length,
      ranked: rows.filter((row) => rankOf(nation, row) !== null).length,
      low: quartiles(counted.map((row) => row.interval.low)),
      high: quartiles(counted.map((row) => row.interval.high)),
    };
  });
  return (
    <Table
      caption="Types of authority: how many, and the middle of their bounds"
      rows={lines}
      keyOf={(line) => line.type}
      columns={[
        {
          title: "Type",
          cell: (line) => <a href={`${root}types/${line.type}.html`}>{TYPE_TITLES[line.type]}</a>,
        },
        { title: "Attempted", numeric: true, cell: (line) => line.attempted },
        { title: "Reached", numeric: true, cell: (line) => line.reached },
        { title: "Ranked", numeric: true, cell: (line) => line.ranked },
        { title: "Median lower bound", numeric: true, cell: (line) => percent(line.low?.middle) },
        { title: "Median upper bound", numeric: true, cell: (line) => percent(line.high?.middle) },
      ]}
    />
  );
}

/** Regions side by side, over the rows given. */
export function RegionTable({
  nation,
  rows,
  caption,
}: {
  nation: Nation;
  rows: readonly NationalRow[];
  caption: string;
}) {
  const percent = (share: number | undefined) => (share === undefined ? "–" : `${Math.round(share * 100)} %`);
  const lines = regionsOf(nation)
    .map((region) => {
      const there = rows.filter((row) => (row.region ?? NO_REGION) === region);
      const counted = readRows(there);
      return {
        region,
        there,
        low: quartiles(counted.map((row) => row.interval.low)),
        high: quartiles(counted.map((row) => row.interval.high)),
      };
    })
    .filter(({ there }) => there.length > 0);
  return (
    <Table
      caption={caption}
      rows={lines}
      keyOf={(line) => line.region}
      columns={[
        {
          title: "Region",
          cell: (line) => <a href={`../regions/${regionFile(line.region)}`}>{line.region}</a>,
        },
        { title: "Audited", numeric: true, cell: (line) => line.there.length },
        {
          title: "Reached",
          numeric: true,
          cell: (line) => line.there.filter((row) => row.homepageUrl !== null).length,
        },
        { title: "Median lower bound", numeric: true, cell: (line) => percent(line.low?.middle) },
        { title: "Median upper bound", numeric: true, cell: (line) => percent(line.high?.middle) },
      ]}
    />
  );
}
