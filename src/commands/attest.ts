import type { Register } from "../authorities/register.js";
import { EXIT, either, UsageError } from "../errors.js";
import { outcomeOf } from "../outcomes/catalogue.js";
import { openStore } from "../store/open.js";
import type { Attestation } from "../store/types.js";
import { databaseOf } from "./options.js";
import type { Surroundings } from "./surroundings.js";

export interface AttestFlags {
  verdict?: string;
  statement?: string;
  evidence?: string;
  author?: string;
  date?: string;
  expires?: string;
  list: boolean;
  database?: string;
}

const VERDICTS = ["met", "partly-met", "not-met"] as const;

/**
 * `attest AUTHORITY OUTCOME`: what a person found out about an outcome that cannot be seen from outside. It is kept
 * from run to run and shown beside the tool's own verdict until it expires; it never changes that verdict.
 */
export async function attest(
  authority: string,
  outcome: string | undefined,
  flags: AttestFlags,
  register: Register,
  around: Surroundings,
): Promise<number> {
  const [found, second] = register.find(authority);
  if (!found)
    throw new UsageError(
      `no authority "${authority}" in the register; look it up with: council-audit authorities WORD`,
    );
  if (second && second.validTo === null)
    throw new UsageError(`"${authority}" is the name of several authorities: give the GSS code`);
  const today = around.now().toISOString().slice(0, 10);
  const attestation = flags.list ? null : read(found.slug, outcome, flags, today);
  const store = await openStore(databaseOf(flags.database, around.environment));
  try {
    if (attestation) {
      const id = await store.attest(attestation);
      around.print(
        `Attestation ${id} recorded: ${found.name}, ${attestation.outcome}: ${attestation.verdict}, until ${attestation.expiresOn}\n`,
      );
      return EXIT.done;
    }
    const known = await store.attestations(found.slug, today);
    for (const one of known)
      around.print(
        `${one.outcome}  ${one.verdict}  ${one.madeOn} to ${one.expiresOn}  ${one.author}: ${one.statement} ${one.evidenceUrl ?? ""}\n`,
      );
    if (known.length === 0) around.print(`No attestation for ${found.name} is in force.\n`);
    return EXIT.done;
  } finally {
    await store.close();
  }
}

function read(
  slug: string,
  asked: string | undefined,
  flags: AttestFlags,
  today: string,
): Omit<Attestation, "id"> {
  const outcome =
    asked === undefined ? null : (outcomeOf(asked.toLowerCase()) ?? outcomeOf(asked.toUpperCase()));
  if (!outcome)
    throw new UsageError(
      `no outcome "${asked ?? ""}": ids look like 11-m1; list them with: council-audit outcomes`,
    );
  const verdict = VERDICTS.find((one) => one === flags.verdict);
  if (!verdict) throw new UsageError(`--verdict "${flags.verdict ?? ""}": use ${either(VERDICTS)}`);
  const madeOn = dayOf("--date", flags.date ?? today);
  if (madeOn > today) throw new UsageError(`--date ${madeOn} lies in the future`);
  const expiresOn = dayOf("--expires", flags.expires ?? aYearAfter(madeOn));
  if (expiresOn <= madeOn) throw new UsageError(`--expires ${expiresOn} is not after --date ${madeOn}`);
  if (flags.evidence !== undefined && !/^https?:\/\//i.test(flags.evidence)) {
    throw new UsageError(`--evidence "${flags.evidence}": give the web address of what was seen`);
  }
  return {
    authoritySlug: slug,
    outcome: outcome.id,
    verdict,
    statement: said("--statement", flags.statement),
    evidenceUrl: flags.evidence ?? null,
    author: said("--author", flags.author),
    madeOn,
    expiresOn,
  };
}

function said(option: string, text: string | undefined): string {
  const folded = (text ?? "").replace(/\s+/g, " ").trim();
  if (folded === "")
    throw new UsageError(
      `${option} is missing: say ${option === "--author" ? "who attests" : "what was found out, and how"}`,
    );
  return folded.slice(0, 2000);
}

function dayOf(option: string, text: string): string {
  const day = new Date(`${text}T00:00:00Z`);
  if (
    !/^\d{4}-\d{2}-\d{2}$/.test(text) ||
    Number.isNaN(day.getTime()) ||
    day.toISOString().slice(0, 10) !== text
  ) {
    throw new UsageError(`${option} "${text}" is not a day: write it as 2026-11-01`);
  }
  return text;
}

function aYearAfter(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCFullYear(date.getUTCFullYear() + 1);
  return date.toISOString().slice(0, 10);
}
