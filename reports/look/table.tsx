import type { ComponentChildren } from "preact";
import { Scroll } from "./page.js";

export interface Column<Row> {
  title: string;
  /** Figures stand right, under one another. */
  numeric?: boolean;
  cell(row: Row): ComponentChildren;
}

export interface TableProps<Row> {
  caption: string;
  /** The first column heads its row. */
  columns: readonly [Column<Row>, ...Column<Row>[]];
  rows: readonly Row[];
  keyOf(row: Row): string;
}

/** A table that scrolls by itself where it is wide, and on a small screen folds into one block a row. */
export function Table<Row>({ caption, columns, rows, keyOf }: TableProps<Row>) {
  const [head, ...others] = columns;
  return (
    <Scroll label={caption}>
      <table class="fold">
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th scope="col" key={column.title} class={column.numeric ? "num" : undefined}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              <th scope="row" data-label={head.title}>
                <div>{head.cell(row)}</div>
              </th>
              {others.map((column) => (
                <td key={column.title} data-label={column.title} class={column.numeric ? "num" : undefined}>
                  <div>{column.cell(row)}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
