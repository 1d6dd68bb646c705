import { RegionTable } from "./group-tables.js";
import { AuthorityTable, NotRanked } from "./league-table.js";
import { type Nation, NO_REGION, regionFile, regionsOf } from "./nation.js";
import { OutcomeTable } from "./outcome-table.js";
import { type SitePage, sitePage } from "./shell.js";

/** One page a region: authorities of all types, none ranked against another. */
export function* regionPages(nation: Nation): Iterable<SitePage> {
  yield sitePage({
    nation,
    path: "regions/index.html",
    section: "regions/index.html",
    title: "By region",
    children: (
      <>
        <p>
          Regions hold authorities of several types, so nobody is ranked here; each place is among its type.
        </p>
        <RegionTable nation={nation} rows={nation.rows} caption="Regions" />
      </>
    ),
  });
  for (const region of regionsOf(nation)) {
    const rows = nation.rows.filter((row) => (row.region ?? NO_REGION) === region);
    yield sitePage({
      nation,
      path: `regions/${regionFile(region)}`,
      section: "regions/index.html",
      title: region,
      children: (
        <>
          <h2>Authorities</h2>
          {rows.length > 0 ? (
            <AuthorityTable nation={nation} rows={rows} caption={`Authorities of the region: ${region}`} />
          ) : (
            <p>No authority of this region was audited.</p>
          )}
          <NotRanked
            nation={nation}
            rows={rows}
            unaudited={nation.unaudited.filter((one) => (one.region ?? NO_REGION) === region)}
          />
          <h2>By mandatory outcome</h2>
          <OutcomeTable
            rows={rows}
            outcomes={nation.outcomes.filter((one) => one.class === "mandatory")}
            caption={`Mandatory outcomes: ${region}`}
            root="../"
          />
        </>
      ),
    });
  }
}
