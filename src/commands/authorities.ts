import { writeFileSync } from "node:fs";
import Table from "cli-table3";
import { stringify } from "csv-stringify/sync";
import { type Register, readCsv } from "../authorities/register.js";
import { AUTHORITY_TYPES, type Authority } from "../authorities/types.js";
import { either, UsageError } from "../errors.js";
import { typeName } from "../outcomes/catalogue.js";

export interface AuthoritiesOptions {
  type?: string | undefined;
  region?: string | undefined;
  format: string;
  abolished: boolean;
}

/** `authorities [WORD…]`: looks into the register. */
export function showAuthorities(
  query: string,
  options: AuthoritiesOptions,
  register: Register,
  today: string,
): string {
  if (options.type !== undefined && !AUTHORITY_TYPES.some((one) => one === options.type)) {
    throw new UsageError(
      `--type "${options.type}" is not a type of authority: use ${either(AUTHORITY_TYPES)}`,
    );
  }
  const byAddress = /\./.test(query)
    ? register.byAddress(/^https?:/.test(query) ? query : `https://${query}`)
    : [];
  const exact = query === "" ? [] : register.find(query);
  const found = (exact.length > 0 ? exact : byAddress.length > 0 ? byAddress : register.search(query))
    .filter((one) => options.type === undefined || one.type === options.type)
    .filter(
      (one) => options.region === undefined || one.region?.toLowerCase() === options.region.toLowerCase(),
    )
    .filter((one) => query !== "" || options.abolished || one.validTo === null);
  if (found.length === 0) throw new UsageError(`no authority matches "${query}"`);
  if (options.format === "json") return `${JSON.stringify(found, null, 2)}\n`;
  if (options.format === "csv") {
    return stringify(found.map(flat), { header: true });
  }
  const [only] = found;
  if (found.length === 1 && only) return describe(only, register, today);
  const table = new Table({
    head: ["GSS code", "Name", "Type", "Seats", "Homepage"],
    style: { head: [], border: [] },
  });
  for (const one of found) {
    const gone = one.validTo !== null ? ` (abolished ${one.validTo})` : "";
    table.push([one.gssCode ?? "–", one.name + gone, one.type, one.councilSeats ?? "–", one.homepageUrl]);
  }
  return `${table.toString()}\n${found.length} authorities. Seats: Open Council Data UK (opencouncildata.co.uk), CC BY-SA 4.0.\n`;
}

function describe(one: Authority, register: Register, today: string): string {
  const rows: [string, string][] = [
    ["Name", one.name],
    ["Type", typeName(one.type)],
    ["GSS code", [one.gssCode ?? "none", ...one.formerGssCodes.map((code) => `formerly ${code}`)].join(", ")],
    ["Homepage", one.homepageUrl],
    [
      "Council seats",
      one.councilSeats === null ? "not known" : `${one.councilSeats} (Open Council Data UK, CC BY-SA 4.0)`,
    ],
  ];
  if (one.region) rows.push(["Region", one.region]);
  if (one.upperTierGss)
    rows.push(["Upper tier", register.find(one.upperTierGss)[0]?.name ?? one.upperTierGss]);
  if (one.domains.length > 0) rows.push(["Domains", one.domains.join(", ")]);
  if (one.validTo !== null && one.validTo < today.slice(0, 10)) {
    const heirs = one.replacedBy.map((slug) => register.get(slug)?.name ?? slug).join(", ");
    rows.push(["Abolished", `${one.validTo}; replaced by ${heirs || "not recorded"}`]);
  }
  return `${rows.map(([label, value]) => `${label.padEnd(14)}${value}`).join("\n")}\n`;
}

function flat(one: Authority): Record<string, string | number> {
  return {
    slug: one.slug,
    gss_code: one.gssCode ?? "",
    name: one.name,
    type: one.type,
    homepage_url: one.homepageUrl,
    council_seats: one.councilSeats ?? "",
    region: one.region ?? "",
    valid_from: one.validFrom ?? "",
    valid_to: one.validTo ?? "",
    replaced_by: one.replacedBy.join(" "),
  };
}

/** Columns of a user's file that are compared, and may be imported. */
const COMPARED = ["name", "type", "homepage_url", "council_seats", "region"] as const;

/**
 * `authorities check FILE`: compares a user's CSV with the register line by line; with `--import` the differences are
 * written to the corrections file, which every later command lays over the register.
 */
export function checkAuthorities(
  file: string,
  options: { import: boolean; correctionsFile: string },
  register: Register,
): string {
  const rows = readCsv(file);
  const [head] = rows;
  if (!head) throw new UsageError(`${file} holds no rows`);
  if (!("slug" in head) && !("gss_code" in head) && !("name" in head)) {
    throw new UsageError(
      `${file}: needs a column slug, gss_code or name to tell which authority a row is about`,
    );
  }
  const lines: string[] = [];
  const corrections: Record<string, string>[] = [];
  rows.forEach((row, index) => {
    const asked = row.gss_code || row.slug || row.name || "";
    const [authority] = register.find(asked);
    if (!authority) {
      lines.push(`line ${index + 2}: "${asked}" is not in the register`);
      return;
    }
    if (authority.validTo !== null) {
      const heirs = authority.replacedBy.map((slug) => register.get(slug)?.name ?? slug).join(", ");
      lines.push(
        `line ${index + 2}: ${authority.name} was abolished on ${authority.validTo}; replaced by ${heirs}`,
      );
      return;
    }
    const known = flat(authority);
    const correction: Record<string, string> = { slug: authority.slug };
    for (const column of COMPARED) {
      const theirs = row[column];
      if (theirs === undefined || theirs === "" || theirs === String(known[column])) continue;
      if (column === "type" && !AUTHORITY_TYPES.some((one) => one === theirs)) {
        throw new UsageError(`${file}, line ${index + 2}: type "${theirs}": use ${either(AUTHORITY_TYPES)}`);
      }
      if (column === "homepage_url" && !URL.canParse(theirs)) {
        throw new UsageError(`${file}, line ${index + 2}: homepage_url "${theirs}" is not a web address`);
      }
      if (column === "council_seats" && !/^\d{1,3}$/.test(theirs)) {
        throw new UsageError(
          `${file}, line ${index + 2}: council_seats "${theirs}" is not a number of seats`,
        );
      }
      lines.push(
        `${authority.name}: ${column} is "${known[column]}" in the register, "${theirs}" in ${file}`,
      );
      correction[column] = theirs;
    }
    if (Object.keys(correction).length > 1) corrections.push(correction);
  });
  const listed = new Set(
    rows.flatMap((row) => register.find(row.gss_code || row.slug || row.name || "").map((one) => one.slug)),
  );
  const missing = register.all.filter((one) => one.validTo === null && !listed.has(one.slug));
  lines.push(
    `${rows.length} rows compared, ${corrections.length} differ; ${missing.length} authorities of the register are not in the file.`,
  );
  if (options.import && corrections.length > 0) {
    const columns = ["slug", ...COMPARED];
    const before = new Map<string, Record<string, string>>();
    try {
      for (const row of readCsv(options.correctionsFile)) before.set(row.slug ?? "", row);
    } catch {
      // No corrections yet: the file is made now.
    }
    for (const one of corrections) before.set(one.slug ?? "", { ...before.get(one.slug ?? ""), ...one });
    writeFileSync(options.correctionsFile, stringify([...before.values()], { header: true, columns }));
    lines.push(`Corrections written to ${options.correctionsFile}; later commands use them.`);
  }
  return `${lines.join("\n")}\n`;
}
