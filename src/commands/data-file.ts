import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { BOM, csvLines } from "../../reports/national/csv.js";
import type { DataTable } from "../../reports/national/data-tables.js";
import { messageOf, UsageError } from "../errors.js";

/** A table of open data written row by row, as CSV and (where the table says so) JSON: a night never stands in memory. */
export class DataFile<Row> {
  private readonly csv: number;
  private readonly json: number | null;
  private empty = true;

  /** @throws UsageError when the folder cannot be written. */
  constructor(
    folder: string,
    private readonly table: DataTable<Row>,
  ) {
    const file = join(folder, table.file);
    try {
      mkdirSync(folder, { recursive: true });
      this.csv = openSync(`${file}.csv`, "w");
      this.json = table.json ? openSync(`${file}.json`, "w") : null;
    } catch (error) {
      throw new UsageError(`cannot write ${file}: ${messageOf(error)}`);
    }
    writeSync(this.csv, BOM + csvLines([table.columns.map((column) => column.name)]));
    if (this.json !== null) writeSync(this.json, "[");
  }

  add(rows: readonly Row[]): void {
    if (rows.length === 0) return;
    const { columns } = this.table;
    writeSync(this.csv, csvLines(rows.map((row) => columns.map((column) => column.value(row)))));
    if (this.json === null) return;
    const objects = rows.map((row) =>
      JSON.stringify(Object.fromEntries(columns.map((column) => [column.name, column.value(row)]))),
    );
    writeSync(this.json, `${this.empty ? "\n" : ",\n"}${objects.join(",\n")}`);
    this.empty = false;
  }

  close(): void {
    closeSync(this.csv);
    if (this.json === null) return;
    writeSync(this.json, "\n]\n");
    closeSync(this.json);
  }
}

export function writeDataFile<Row>(folder: string, table: DataTable<Row>, rows: readonly Row[]): void {
  const file = new DataFile(folder, table);
  try {
    file.add(rows);
  } finally {
    file.close();
  }
}
