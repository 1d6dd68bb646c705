import { Table } from "../look/table.js";
import { DATA_TABLES, dictionaryTable } from "./data-tables.js";
import type { Nation } from "./nation.js";
import { type SitePage, sitePage } from "./shell.js";

/** What there is to download, and what every column means. */
export function dataPage(nation: Nation): SitePage {
  return sitePage({
    nation,
    path: "data/index.html",
    section: "data/index.html",
    title: "Data and data dictionary",
    children: (
      <>
        <p>
          CSV is UTF-8 with a byte order mark, comma-separated, one record a line ending in CR LF, the first
          line naming the columns. Text that a spreadsheet would take for a formula (beginning with = + - @)
          has an apostrophe before it; line breaks within text are spaces. JSON has texts as they were found.
        </p>
        <p>
          Beside each authority's report are its whole audit as <code>index.json</code> (format
          council-audit/1) and its accessibility results as <code>earl.json</code> (W3C EARL 1.0 in JSON-LD),
          where pages were examined.
        </p>
        {[...DATA_TABLES, dictionaryTable].map((table) => (
          <section key={table.file}>
            <h2 id={table.file}>{table.file}</h2>
            <p>{table.about}</p>
            <p>
              <a href={`${table.file}.csv`}>{table.file}.csv</a>
              {table.json ? (
                <>
                  {" · "}
                  <a href={`${table.file}.json`}>{table.file}.json</a>
                </>
              ) : null}
            </p>
            <Table
              caption={`Columns of ${table.file}`}
              rows={table.columns}
              keyOf={(one) => one.name}
              columns={[
                { title: "Column", cell: (one) => <code>{one.name}</code> },
                { title: "Meaning", cell: (one) => one.meaning },
              ]}
            />
          </section>
        ))}
      </>
    ),
  });
}
