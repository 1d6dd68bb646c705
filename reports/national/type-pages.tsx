import { RegionTable, TypeTable } from "./group-tables.js";
import { Distribution, LeagueTable, NotRanked } from "./league-table.js";
import { type Nation, rowsOfType, TYPE_TITLES, typesOf } from "./nation.js";
import { OutcomeTable } from "./outcome-table.js";
import { type SitePage, sitePage } from "./shell.js";

/** One page a type, with its league table: the one place where authorities are ranked. */
export function* typePages(nation: Nation): Iterable<SitePage> {
  const types = typesOf(nation);
  const strangers = nation.rows.filter((row) => row.type === null);
  yield sitePage({
    nation,
    path: "types/index.html",
    section: "types/index.html",
    title: "By type of authority",
    children: (
      <>
        <TypeTable nation={nation} types={types} root="../" />
        {strangers.length > 0 ? (
          <NotRanked
            nation={nation}
            rows={strangers}
            unaudited={nation.unaudited.filter((one) => one.type === null)}
          />
        ) : null}
      </>
    ),
  });
  for (const type of types) {
    const rows = rowsOfType(nation, type);
    yield sitePage({
      nation,
      path: `types/${type}.html`,
      section: "types/index.html",
      title: TYPE_TITLES[type],
      children: (
        <>
          <h2>League table</h2>
          <LeagueTable
            nation={nation}
            rows={rows}
            caption={`${TYPE_TITLES[type]} by mandatory outcomes delivered`}
          />
          <NotRanked
            nation={nation}
            rows={rows}
            unaudited={nation.unaudited.filter((one) => one.type === type)}
          />
          <h2>How they lie</h2>
          <Distribution rows={rows} what={TYPE_TITLES[type]} />
          <h2>By region</h2>
          <RegionTable nation={nation} rows={rows} caption={`${TYPE_TITLES[type]} by region`} />
          <h2>By mandatory outcome</h2>
          <OutcomeTable
            rows={rows}
            outcomes={nation.outcomes.filter((one) => one.class === "mandatory")}
            caption={`Mandatory outcomes, ${TYPE_TITLES[type]}`}
            root="../"
          />
        </>
      ),
    });
  }
}
