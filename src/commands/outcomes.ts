import Table from "cli-table3";
import { AUTHORITY_TYPES } from "../authorities/types.js";
import { UsageError } from "../errors.js";
import { applies, duties, outcomeOf, outcomesOf, paperOutcomes } from "../outcomes/catalogue.js";
import type { Applicability, Outcome } from "../outcomes/types.js";

const OBSERVABLE = { F: "fully", P: "partly", N: "not from outside" } as const;
const APPLIES: Record<Applicability, string> = {
  full: "applies",
  partial: "applies in part",
  signpost: "another body's; only a signpost is recorded",
  none: "does not apply",
};

/** `outcomes [ID]`: the paper's outcomes and today's duties, explained on the terminal. */
export function showOutcomes(
  id: string | undefined,
  options: { duties: string[]; format: string },
  today: string,
): string {
  if (id !== undefined) {
    const outcome = outcomeOf(id.toLowerCase()) ?? outcomeOf(id.toUpperCase());
    if (!outcome) {
      throw new UsageError(
        `no outcome "${id}": ids look like 03-m5 (area, class, number) or T-01; list them with: council-audit outcomes`,
      );
    }
    return options.format === "json"
      ? `${JSON.stringify(withTypes(outcome, today), null, 2)}\n`
      : explain(outcome, today);
  }
  const chosen = outcomesOf(options.duties);
  if (options.format === "json")
    return `${JSON.stringify(
      chosen.map((one) => withTypes(one, today)),
      null,
      2,
    )}\n`;
  const table = new Table({
    head: ["Id", "Class", "Title", "Seen from outside"],
    style: { head: [], border: [] },
  });
  let area = "";
  for (const one of chosen) {
    if (one.areaName !== area) {
      area = one.areaName;
      table.push([
        { colSpan: 4, content: one.area === null ? "Today's duties" : `Area ${one.area}: ${area}` },
      ]);
    }
    table.push([one.id, one.class, one.title, OBSERVABLE[one.observable]]);
  }
  const count = (name: string) => paperOutcomes.filter((one) => one.class === name).length;
  const paper = `${paperOutcomes.length} outcomes of the paper: ${count("mandatory")} mandatory, ${count("best-practice")} best practice, ${count("discretionary")} discretionary`;
  return `${table.toString()}\n${paper}; ${duties.length} duties of today. Explain one with: council-audit outcomes 03-m5\n`;
}

function withTypes(outcome: Outcome, today: string): object {
  return {
    ...outcome,
    applies: Object.fromEntries(
      AUTHORITY_TYPES.map((type) => [type, applies(outcome.id, type, today, "equivalent").applicability]),
    ),
  };
}

function explain(outcome: Outcome, today: string): string {
  const rows: [string, string][] = [
    ["Class", outcome.class],
    ["Area", outcome.area === null ? outcome.areaName : `${outcome.area}, ${outcome.areaName}`],
    ["Seen", OBSERVABLE[outcome.observable]],
    ["How", outcome.howObserved],
  ];
  if (outcome.threshold !== null)
    rows.push([
      "Met from",
      `level ${outcome.threshold} of 0–4 (1 information, 2 form or contact, 3 form online, 4 transaction)`,
    ]);
  if (outcome.today) rows.push(["Today", outcome.today]);
  const types = AUTHORITY_TYPES.map((type) => {
    const { applicability } = applies(outcome.id, type, today, "equivalent");
    const in2005 = applies(outcome.id, type, "2005-12-31", "letter").applicability;
    return `  ${type.padEnd(18)}${APPLIES[applicability]}${in2005 === applicability ? "" : `; in 2005: ${APPLIES[in2005]}`}`;
  });
  const quote = outcome.area === null ? outcome.quote : `“${outcome.quote.replace(/^[“"]|[”"]$/g, "")}”`;
  return [
    `${outcome.id}  ${outcome.title}`,
    "",
    quote,
    "",
    ...rows.map(([label, value]) => `${label.padEnd(10)}${value}`),
    "Applies to",
    ...types,
    "",
  ].join("\n");
}
