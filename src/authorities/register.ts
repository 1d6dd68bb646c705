import { existsSync, readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { z } from "zod";
import { messageOf } from "../errors.js";
import { projectFile } from "../project.js";
import { parseHttp, withinDomain } from "../snapshot/url.js";
import { AUTHORITY_TYPES, type AuditSubject, type Authority } from "./types.js";

const row = z.object({
  slug: z.string().min(1),
  gss_code: z.string(),
  name: z.string().min(1),
  type: z.enum(AUTHORITY_TYPES),
  homepage_url: z.string(),
  upper_tier_gss: z.string(),
  region: z.string(),
  valid_from: z.string(),
  valid_to: z.string(),
  replaced_by: z.string(),
  former_gss_codes: z.string(),
  shares_site_with: z.string(),
  domains: z.string(),
  aliases: z.string(),
});

/** File of a user's own corrections, beside the database: the register's columns, matched by slug. */
export const CORRECTIONS_FILE = "authorities-corrections.csv";

export class RegisterError extends Error {
  override name = "RegisterError";
}

/** Everything known of England's local authorities: living, abolished, and what took their place. */
export class Register {
  private readonly bySlug = new Map<string, Authority>();

  constructor(readonly all: readonly Authority[]) {
    for (const one of all) this.bySlug.set(one.slug, one);
  }

  /** Authorities in being on that day (ISO date). */
  on(date: string): Authority[] {
    const day = date.slice(0, 10);
    return this.all.filter(
      (one) =>
        (one.validFrom === null || one.validFrom <= day) && (one.validTo === null || day <= one.validTo),
    );
  }

  get(slug: string): Authority | null {
    return this.bySlug.get(slug) ?? null;
  }

  /** By GSS code (former ones too), slug, name or alias; the living before the abolished. Several when the name is shared. */
  find(query: string): Authority[] {
    const wanted = fold(query);
    const code = query.trim().toUpperCase();
    const exact = this.all.filter(
      (one) =>
        one.slug === wanted.replaceAll(" ", "-") ||
        one.gssCode === code ||
        one.formerGssCodes.includes(code) ||
        fold(one.name) === wanted ||
        one.aliases.some((alias) => fold(alias) === wanted),
    );
    return livingFirst(exact);
  }

  /** Names that hold every word asked for: for suggestions and for `authorities WORD`. */
  search(query: string): Authority[] {
    const words = fold(query).split(" ").filter(Boolean);
    if (words.length === 0) return [...this.all];
    return livingFirst(
      this.all.filter((one) => {
        const text = fold([one.name, one.slug, one.gssCode ?? "", ...one.domains, ...one.aliases].join(" "));
        return words.every((word) => text.includes(word));
      }),
    );
  }

  /** Who a web address belongs to: its homepage's host first, then its other domains. Several when councils share one site. */
  byAddress(address: string): Authority[] {
    const host = parseHttp(address)?.hostname.replace(/^www\./, "");
    if (!host) return [];
    const home = this.all.filter(
      (one) => parseHttp(one.homepageUrl)?.hostname.replace(/^www\./, "") === host,
    );
    if (home.length > 0) return livingFirst(home);
    return livingFirst(this.all.filter((one) => one.domains.some((domain) => withinDomain(host, domain))));
  }
}

/** Reads the register that comes with the tool, with the user's corrections laid over it. */
export function loadRegister(correctionsFile: string | null = null): Register {
  const seats = new Map(
    readCsv(projectFile("data", "council-seats.csv")).map((one): [string, number] => [
      one.slug ?? "",
      Number(one.council_seats),
    ]),
  );
  const rows = readCsv(projectFile("data", "authorities.csv"));
  if (correctionsFile && existsSync(correctionsFile)) {
    for (const correction of readCsv(correctionsFile)) {
      const target = rows.find((one) => one.slug === correction.slug);
      if (!target)
        throw new RegisterError(
          `${correctionsFile}: no authority with slug "${correction.slug}" in the register`,
        );
      for (const [column, value] of Object.entries(correction)) {
        if (column === "council_seats" && value !== "") seats.set(correction.slug ?? "", Number(value));
        else if (value !== "") target[column] = value;
      }
    }
  }
  return new Register(rows.map((one, index) => authorityOf(one, index, seats)));
}

function authorityOf(
  raw: Record<string, string>,
  index: number,
  seats: ReadonlyMap<string, number>,
): Authority {
  const parsed = row.safeParse(raw);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new RegisterError(`register, line ${index + 2}: ${issue?.path.join(".")}: ${issue?.message}`);
  }
  const one = parsed.data;
  return {
    slug: one.slug,
    gssCode: one.gss_code || null,
    name: one.name,
    type: one.type,
    homepageUrl: one.homepage_url,
    councilSeats: seats.get(one.slug) ?? null,
    upperTierGss: one.upper_tier_gss || null,
    region: one.region || null,
    aliases: one.aliases.split("|").filter(Boolean),
    formerGssCodes: one.former_gss_codes.split(/\s+/).filter(Boolean),
    domains: one.domains.split(/\s+/).filter(Boolean),
    validFrom: one.valid_from || null,
    validTo: one.valid_to || null,
    replacedBy: one.replaced_by.split(/\s+/).filter(Boolean),
  };
}

export function readCsv(file: string): Record<string, string>[] {
  try {
    return parse(readFileSync(file), { columns: true, bom: true, skip_empty_lines: true, trim: true });
  } catch (error) {
    throw new RegisterError(`${file}: ${messageOf(error)}`);
  }
}

export function subjectOf(authority: Authority): AuditSubject {
  return {
    slug: authority.slug,
    gssCode: authority.gssCode,
    name: authority.name,
    type: authority.type,
    councilSeats: authority.councilSeats,
    upperTierGss: authority.upperTierGss,
  };
}

function livingFirst(found: Authority[]): Authority[] {
  return found.sort((a, b) => Number(a.validTo !== null) - Number(b.validTo !== null));
}

/** Case, accents, ampersands, apostrophes and hyphens do not tell names apart. */
function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/&/g, " and ")
    .replace(/[’'‘]/g, "")
    .replace(/[^a-z0-9.]+/g, " ")
    .trim();
}
