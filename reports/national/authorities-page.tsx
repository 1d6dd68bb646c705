import { AuthorityTable, NotRanked } from "./league-table.js";
import type { Nation } from "./nation.js";
import { type SitePage, sitePage } from "./shell.js";

/** Everybody, by name. */
export function authoritiesPage(nation: Nation): SitePage {
  return sitePage({
    nation,
    path: "authorities/index.html",
    section: "authorities/index.html",
    title: "All authorities",
    children: (
      <>
        <p>
          By name. For one type see <a href="../types/index.html">by type</a>, for a part of the country{" "}
          <a href="../regions/index.html">by region</a>.
        </p>
        <AuthorityTable nation={nation} rows={nation.rows} caption="All authorities audited, by name" />
        <NotRanked nation={nation} rows={nation.rows} unaudited={nation.unaudited} />
      </>
    ),
  });
}
