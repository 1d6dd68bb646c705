import type { Outcome, OutcomeClass } from "../../src/outcomes/types.js";
import { StackedBar, StackLegend } from "../look/plots.js";
import { Table } from "../look/table.js";
import { applicable, countsFor, shareText } from "./nation.js";
import type { NationalRow } from "./row.js";

export const CLASS_TITLES: Record<OutcomeClass, string> = {
  mandatory: "Mandatory",
  "best-practice": "Best practice",
  discretionary: "Discretionary (never a failure)",
  duty: "Today's duties",
};

/** Shares by outcome over the rows given, with bounds: met alone, and met with what cannot be told. */
export function OutcomeTable({
  rows,
  outcomes,
  caption,
  root,
}: {
  rows: readonly NationalRow[];
  outcomes: readonly Outcome[];
  caption: string;
  root: string;
}) {
  const lines = outcomes.map((outcome) => ({ outcome, counts: countsFor(rows, outcome.id) }));
  return (
    <>
      <StackLegend />
      <Table
        caption={caption}
        rows={lines}
        keyOf={({ outcome }) => outcome.id}
        columns={[
          {
            title: "Outcome",
            cell: ({ outcome }) => (
              <a href={`${root}outcomes/${outcome.id}.html`}>
                {outcome.id} {outcome.title}
              </a>
            ),
          },
          { title: "Verdicts", cell: ({ counts }) => <StackedBar counts={counts} /> },
          { title: "Share met", cell: ({ counts }) => shareText(counts) },
          { title: "Applies to", numeric: true, cell: ({ counts }) => applicable(counts) },
          { title: "Met", numeric: true, cell: ({ counts }) => counts.met },
          { title: "Partly", numeric: true, cell: ({ counts }) => counts["partly-met"] },
          { title: "Cannot tell", numeric: true, cell: ({ counts }) => counts["cannot-tell"] },
          { title: "Not met", numeric: true, cell: ({ counts }) => counts["not-met"] },
        ]}
      />
    </>
  );
}
