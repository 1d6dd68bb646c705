import { SCORE_NAME } from "../../src/score/score.js";
import { TypeTable } from "./group-tables.js";
import { Distribution, rankOf } from "./league-table.js";
import { type Nation, rowsOfType, TYPE_TITLES, typesOf } from "./nation.js";
import { OutcomeTable } from "./outcome-table.js";
import { type SitePage, sitePage } from "./shell.js";

/** The front page: how many were read, how the types lie, and each mandatory outcome. */
export function overviewPage(nation: Nation): SitePage {
  const reached = nation.rows.filter((row) => row.homepageUrl !== null).length;
  const ranked = nation.rows.filter((row) => rankOf(nation, row) !== null).length;
  const types = typesOf(nation);
  return sitePage({
    nation,
    path: "index.html",
    section: "index.html",
    title: "What English council websites deliver",
    children: (
      <>
        <p>
          Each website was judged against the outcomes of the consultation paper “Defining e-government
          priority services and transformation outcomes in 2005”. The figure is the <em>{SCORE_NAME}</em>: an
          interval, because what cannot be told from outside is neither a pass nor a failure.
        </p>
        <ul class="counts">
          <li class="card">
            <p class="big">{nation.rows.length + nation.unaudited.length}</p>
            <p>authorities attempted</p>
          </li>
          <li class="card">
            <p class="big">{reached}</p>
            <p>websites reached</p>
          </li>
          <li class="card">
            <p class="big">{ranked}</p>
            <p>ranked among their peers</p>
          </li>
        </ul>
        <h2>By type of authority</h2>
        <p>
          Authorities are ranked only within their type: the outcomes that apply differ from type to type.
        </p>
        <TypeTable nation={nation} types={types} root="" />
        {types
          .filter((type) => rowsOfType(nation, type).length > 1)
          .map((type) => (
            <Distribution key={type} rows={rowsOfType(nation, type)} what={TYPE_TITLES[type]} compact />
          ))}
        <h2>By mandatory outcome</h2>
        <OutcomeTable
          rows={nation.rows}
          outcomes={nation.outcomes.filter((one) => one.class === "mandatory")}
          caption="The paper's mandatory outcomes over all authorities they apply to"
          root=""
        />
      </>
    ),
  });
}
