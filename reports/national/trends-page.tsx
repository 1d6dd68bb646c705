import { outcomeOf } from "../../src/outcomes/catalogue.js";
import { day } from "../look/page.js";
import { StackedBar, StackLegend } from "../look/plots.js";
import { Table } from "../look/table.js";
import { VERDICT_WORDS } from "../look/verdict.js";
import { AuthorityLink } from "./league-table.js";
import type { Nation } from "./nation.js";
import { nightsOf } from "./nights.js";
import type { NationalRow } from "./row.js";
import { type SitePage, sitePage } from "./shell.js";

/** Gained and lost on the panel of authorities that were there before, and the nights side by side. */
export function trendsPage(nation: Nation): SitePage {
  const nights = nightsOf(nation);
  const onSite = nation.changes.filter((one) => one.cause === "site");
  const gained = onSite.filter((one) => one.after === "met");
  const lost = onSite.filter((one) => one.before === "met");
  const others = { rules: 0, sight: 0 };
  for (const one of nation.changes) if (one.cause !== "site") others[one.cause]++;
  return sitePage({
    nation,
    path: "trends.html",
    section: "trends.html",
    title: "Changes and trends",
    children: (
      <>
        <h2>Over the nights</h2>
        <p>
          Mandatory verdicts of each night, all authorities together. Between two nights the authorities, and
          the rules, may differ: what truly changed is told below, and in each authority's own report.
        </p>
        {nights.length > 0 ? (
          <>
            <StackLegend />
            <Table
              caption="Mandatory verdicts night by night, newest first"
              rows={nights}
              keyOf={(night) => night.runId}
              columns={[
                {
                  title: "Night",
                  cell: (night) => <time dateTime={night.finishedAt}>{day(night.finishedAt)}</time>,
                },
                { title: "Verdicts", cell: (night) => <StackedBar counts={night.counts} /> },
                { title: "Authorities", numeric: true, cell: (night) => night.authorities },
                { title: "Met", numeric: true, cell: (night) => night.counts.met },
                { title: "Partly", numeric: true, cell: (night) => night.counts["partly-met"] },
                { title: "Cannot tell", numeric: true, cell: (night) => night.counts["cannot-tell"] },
                { title: "Not met", numeric: true, cell: (night) => night.counts["not-met"] },
              ]}
            />
          </>
        ) : (
          <p>No finished night is on record.</p>
        )}
        <h2>Since the last night</h2>
        {nation.panel === 0 ? (
          <p>This is the first night: there is nothing to compare it with.</p>
        ) : (
          <>
            <p>
              Over the {nation.panel} authorities that an earlier night had, too, and where the same version
              of our rules judged both times: {gained.length} outcomes gained, {lost.length} lost. Left out:{" "}
              {others.rules} verdicts that a newer rule may have changed, {others.sight} where one of the
              visits was blocked or cut short.
            </p>
            <ChangeTable nation={nation} title="Gained" changes={gained} />
            <ChangeTable nation={nation} title="Lost" changes={lost} />
          </>
        )}
      </>
    ),
  });
}

const CHANGES_SHOWN = 300;

function ChangeTable({
  nation,
  title,
  changes,
}: {
  nation: Nation;
  title: string;
  changes: Nation["changes"];
}) {
  const rows = new Map(nation.rows.map((row) => [row.key, row]));
  const lines = changes
    .map((change) => ({ change, row: rows.get(change.key) }))
    .filter((one): one is typeof one & { row: NationalRow } => one.row !== undefined);
  if (lines.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <Table
        caption={`${title}: authorities and outcomes`}
        rows={lines.slice(0, CHANGES_SHOWN)}
        keyOf={({ change }) => `${change.key} ${change.outcome}`}
        columns={[
          {
            title: "Authority",
            cell: ({ row, change }) => (
              <AuthorityLink row={row} hash={`#outcome-${change.outcome}`} root="" />
            ),
          },
          {
            title: "Outcome",
            cell: ({ change }) => `${change.outcome} ${outcomeOf(change.outcome)?.title ?? ""}`,
          },
          { title: "Before", cell: ({ change }) => VERDICT_WORDS[change.before] },
          { title: "Now", cell: ({ change }) => VERDICT_WORDS[change.after] },
        ]}
      />
      {lines.length > CHANGES_SHOWN ? (
        <p>
          and {lines.length - CHANGES_SHOWN} more, in <a href="data/changes.csv">changes.csv</a>
        </p>
      ) : null}
    </>
  );
}
