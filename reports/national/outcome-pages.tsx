import type { Verdict } from "../../src/audit/types.js";
import type { Outcome, OutcomeClass } from "../../src/outcomes/types.js";
import { StackedBar, StackLegend } from "../look/plots.js";
import { Table } from "../look/table.js";
import { Badge, VERDICT_ORDER } from "../look/verdict.js";
import { AuthorityLink } from "./league-table.js";
import {
  applicable,
  countsFor,
  type Nation,
  NO_REGION,
  regionsOf,
  rowsOfType,
  shareText,
  TYPE_TITLES,
  typesOf,
} from "./nation.js";
import { CLASS_TITLES, OutcomeTable } from "./outcome-table.js";
import { type SitePage, sitePage } from "./shell.js";

const CLASSES: readonly OutcomeClass[] = ["mandatory", "best-practice", "discretionary", "duty"];

/** One page an outcome, down to every authority's verdict. */
export function* outcomePages(nation: Nation): Iterable<SitePage> {
  yield sitePage({
    nation,
    path: "outcomes/index.html",
    section: "outcomes/index.html",
    title: "By outcome",
    children: CLASSES.map((kind) => {
      const outcomes = nation.outcomes.filter((one) => one.class === kind);
      if (outcomes.length === 0) return null;
      return (
        <section key={kind}>
          <h2>{CLASS_TITLES[kind]}</h2>
          <OutcomeTable
            rows={nation.rows}
            outcomes={outcomes}
            caption={`${CLASS_TITLES[kind]}, all authorities`}
            root="../"
          />
        </section>
      );
    }),
  });
  for (const outcome of nation.outcomes) yield outcomePage(nation, outcome);
}

const VERDICT_PLACE = new Map<Verdict, number>(VERDICT_ORDER.map((verdict, index) => [verdict, index]));

function outcomePage(nation: Nation, outcome: Outcome): SitePage {
  const judged = nation.rows
    .map((row) => ({ row, finding: row.findings.get(outcome.id) }))
    .filter(
      (one): one is typeof one & { finding: NonNullable<typeof one.finding> } => one.finding !== undefined,
    )
    .sort(
      (a, b) =>
        (VERDICT_PLACE.get(a.finding.verdict) ?? 0) - (VERDICT_PLACE.get(b.finding.verdict) ?? 0) ||
        a.row.name.localeCompare(b.row.name, "en"),
    );
  const applying = judged.filter(({ finding }) => finding.verdict !== "not-applicable");
  const counts = countsFor(nation.rows, outcome.id);
  const groups = [
    ...typesOf(nation).map((type) => ({ name: TYPE_TITLES[type], rows: rowsOfType(nation, type) })),
    ...regionsOf(nation).map((region) => ({
      name: region,
      rows: nation.rows.filter((row) => (row.region ?? NO_REGION) === region),
    })),
  ].map((group) => ({ ...group, counts: countsFor(group.rows, outcome.id) }));
  return sitePage({
    nation,
    path: `outcomes/${outcome.id}.html`,
    section: "outcomes/index.html",
    title: `${outcome.id} ${outcome.title}`,
    children: (
      <>
        <p class="quote">“{outcome.quote.replace(/^[“"]|[”"]$/g, "")}”</p>
        <p class="soft small">
          {CLASS_TITLES[outcome.class]}
          {outcome.area === null ? "" : ` · area ${outcome.area}, ${outcome.areaName}`} ·{" "}
          {outcome.howObserved}
        </p>
        <p>
          Met by <strong>{shareText(counts)}</strong> of the {applicable(counts)} authorities it applies to:{" "}
          {counts.met} met, {counts["partly-met"]} partly met, {counts["cannot-tell"]} cannot be told,{" "}
          {counts["not-met"]} not met.
          {counts["not-applicable"] > 0 ? ` To ${counts["not-applicable"]} it does not apply.` : ""}
        </p>
        <StackedBar counts={counts} />
        <StackLegend />
        <h2>By type and region</h2>
        <Table
          caption={`${outcome.id} by type of authority, then by region`}
          rows={groups.filter((group) => applicable(group.counts) > 0)}
          keyOf={(group) => group.name}
          columns={[
            { title: "Type or region", cell: (group) => group.name },
            { title: "Verdicts", cell: (group) => <StackedBar counts={group.counts} /> },
            { title: "Share met", cell: (group) => shareText(group.counts) },
            { title: "Applies to", numeric: true, cell: (group) => applicable(group.counts) },
            { title: "Met", numeric: true, cell: (group) => group.counts.met },
            { title: "Partly", numeric: true, cell: (group) => group.counts["partly-met"] },
            { title: "Cannot tell", numeric: true, cell: (group) => group.counts["cannot-tell"] },
            { title: "Not met", numeric: true, cell: (group) => group.counts["not-met"] },
          ]}
        />
        <h2>Every authority</h2>
        <p class="small">Each name leads to the verdict's evidence.</p>
        {applying.length > 0 ? (
          <Table
            caption={`${outcome.id} in each authority it applies to`}
            rows={applying}
            keyOf={({ row }) => row.key}
            columns={[
              {
                title: "Authority",
                cell: ({ row }) => <AuthorityLink row={row} hash={`#outcome-${outcome.id}`} />,
              },
              { title: "Verdict", cell: ({ finding }) => <Badge verdict={finding.verdict} /> },
              { title: "Reason", cell: ({ finding }) => finding.reason.replaceAll("-", " ") },
              {
                title: "Level",
                numeric: true,
                cell: ({ finding }) => (finding.level === null ? "–" : `${finding.level} of 4`),
              },
            ]}
          />
        ) : (
          <p>It applies to none of the authorities audited.</p>
        )}
      </>
    ),
  });
}
