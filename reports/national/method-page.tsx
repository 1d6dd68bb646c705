import { Table } from "../look/table.js";
import { AuthorityLink, notRankedText, rankOf } from "./league-table.js";
import type { Nation } from "./nation.js";
import { type SitePage, sitePage } from "./shell.js";

/** How to read the figures, in plain words. */
export function methodPage(nation: Nation): SitePage {
  const left = nation.rows.filter((row) => rankOf(nation, row) === null);
  return sitePage({
    nation,
    path: "method.html",
    section: "method.html",
    title: "Method and limits",
    children: (
      <>
        <h2>What the figure says, and what it does not</h2>
        <ul>
          <li>
            Each mandatory outcome counts alike: 1 when met, a half when partly met, 0 when not met. What
            cannot be told from outside counts as open, so the figure is an interval: rounded down below, up
            above.
          </li>
          <li>
            What does not apply to an authority leaves its denominator; each report lists it with the reason.
          </li>
          <li>The figure is no measure of compliance, and no outcome is weighted by anybody's opinion.</li>
          <li>Best practice and discretionary outcomes, and today's duties, are counted apart.</li>
        </ul>
        <h2>Places</h2>
        <ul>
          <li>
            A place is a range, among authorities of the same type alone. One stands above another only where
            its lower bound is above the other's upper bound, both unrounded.
          </li>
          <li>
            Not ranked is an authority of which more than 30 % of what can be told from outside is open
            because the site could not be read (
            {left.length === 0 ? "none this time" : `or for another reason; ${left.length} this time`}
            ), and one whose audit is more than 90 days older than the newest.
          </li>
          <li>Blocking this tool neither raises nor lowers a place: it only widens the interval.</li>
        </ul>
        {left.length > 0 ? (
          <Table
            caption="Not ranked"
            rows={left}
            keyOf={(row) => row.key}
            columns={[
              { title: "Authority", cell: (row) => <AuthorityLink row={row} root="" /> },
              { title: "Why", cell: (row) => notRankedText(nation, row) },
            ]}
          />
        ) : null}
        <h2>Changes</h2>
        <p>
          A change counts as the website's only when the same version of the rule judged both times and
          neither visit was blocked or cut short. Nothing is carried over from an authority to the one that
          took its place.
        </p>
        <h2>Limits</h2>
        <ul>
          <li>The paper was a consultation draft of 2003–04; its wording is judged as printed.</li>
          <li>Automated accessibility checks can prove a failure; they can never prove conformance.</li>
          <li>
            A visit reads a bounded number of pages, those likeliest to matter first; coverage stands in each
            report.
          </li>
        </ul>
      </>
    ),
  });
}
