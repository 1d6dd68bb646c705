import { type Interval, intervalText } from "../../src/score/score.js";
import { StackedBar, StackLegend } from "../look/plots.js";
import { Table } from "../look/table.js";
import { IntervalBar, VERDICT_ORDER } from "../look/verdict.js";
import { AuthorityLink } from "./league-table.js";
import { type Nation, TYPE_TITLES } from "./nation.js";
import { OutcomeTable } from "./outcome-table.js";
import { type SitePage, sitePage } from "./shell.js";

/** One page an area of the paper. */
export function* areaPages(nation: Nation): Iterable<SitePage> {
  const areas = [...new Set(nation.outcomes.map((one) => one.area))].filter((area) => area !== null);
  const nameOf = (area: number) => nation.outcomes.find((one) => one.area === area)?.areaName ?? "";
  yield sitePage({
    nation,
    path: "areas/index.html",
    section: "areas/index.html",
    title: "By area",
    children: (
      <>
        <StackLegend />
        <Table
          caption="Mandatory verdicts by area of the paper, all authorities together"
          rows={areas.map((area) => ({ area, counts: areaCounts(nation, area) }))}
          keyOf={({ area }) => String(area)}
          columns={[
            {
              title: "Area",
              cell: ({ area }) => (
                <a href={`${areaFile(area)}`}>
                  {area}. {nameOf(area)}
                </a>
              ),
            },
            { title: "Verdicts", cell: ({ counts }) => <StackedBar counts={counts} /> },
            { title: "Met", numeric: true, cell: ({ counts }) => counts.met },
            { title: "Partly", numeric: true, cell: ({ counts }) => counts["partly-met"] },
            { title: "Cannot tell", numeric: true, cell: ({ counts }) => counts["cannot-tell"] },
            { title: "Not met", numeric: true, cell: ({ counts }) => counts["not-met"] },
          ]}
        />
      </>
    ),
  });
  for (const area of areas) {
    const lines = nation.rows
      .map((row) => ({ row, score: row.areas.find((one) => one.area === area) }))
      .filter((one): one is typeof one & { score: NonNullable<typeof one.score> } => (one.score?.n ?? 0) > 0)
      .sort((a, b) => a.row.name.localeCompare(b.row.name, "en"));
    yield sitePage({
      nation,
      path: `areas/${areaFile(area)}`,
      section: "areas/index.html",
      title: `Area ${area}: ${nameOf(area)}`,
      children: (
        <>
          <h2>Its outcomes</h2>
          <OutcomeTable
            rows={nation.rows}
            outcomes={nation.outcomes.filter((one) => one.area === area)}
            caption={`Outcomes of area ${area}`}
            root="../"
          />
          <h2>Every authority</h2>
          {lines.length > 0 ? (
            <Table
              caption={`Area ${area} in each authority it applies to: mandatory outcomes, by name`}
              rows={lines}
              keyOf={({ row }) => row.key}
              columns={[
                { title: "Authority", cell: ({ row }) => <AuthorityLink row={row} hash={`#area-${area}`} /> },
                {
                  title: "Type",
                  cell: ({ row }) => (row.type === null ? "not known" : TYPE_TITLES[row.type]),
                },
                {
                  title: "Delivery",
                  cell: ({ score }) => (
                    <>
                      {intervalText(score as Interval)} <IntervalBar interval={score as Interval} />
                    </>
                  ),
                },
                { title: "Met", numeric: true, cell: ({ score }) => score.counts.met },
                { title: "Partly", numeric: true, cell: ({ score }) => score.counts["partly-met"] },
                { title: "Cannot tell", numeric: true, cell: ({ score }) => score.counts["cannot-tell"] },
                { title: "Not met", numeric: true, cell: ({ score }) => score.counts["not-met"] },
              ]}
            />
          ) : (
            <p>None of its mandatory outcomes applies to an authority audited.</p>
          )}
        </>
      ),
    });
  }
}

function areaFile(area: number): string {
  return `area-${String(area).padStart(2, "0")}.html`;
}

function areaCounts(nation: Nation, area: number) {
  const counts = { met: 0, "partly-met": 0, "not-met": 0, "cannot-tell": 0, "not-applicable": 0 };
  for (const row of nation.rows) {
    const one = row.areas.find((score) => score.area === area);
    if (one) for (const verdict of VERDICT_ORDER) counts[verdict] += one.counts[verdict];
  }
  return counts;
}
