import Table from "cli-table3";
import colours from "picocolors";
import type { AuditDocument, Finding, Verdict } from "../audit/types.js";
import { intervalText, type Score } from "../score/score.js";

const MARKS: Record<Verdict, string> = {
  met: "✔ met",
  "partly-met": "◐ partly met",
  "not-met": "✘ not met",
  "cannot-tell": "? cannot tell",
  "not-applicable": "– not applicable",
};
const PAINT: Record<Verdict, (text: string) => string> = {
  met: colours.green,
  "partly-met": colours.yellow,
  "not-met": colours.red,
  "cannot-tell": colours.cyan,
  "not-applicable": colours.dim,
};
const CLASSES: [Finding["class"], string][] = [
  ["mandatory", "Mandatory outcomes"],
  ["best-practice", "Best practice"],
  ["discretionary", "Discretionary (never a failure)"],
  ["duty", "Today's duties"],
];

/** The verdicts as a table for the terminal, class by class, what does not apply left to a last line. */
export function verdictTable(document: AuditDocument, columns: number): string {
  const width = Math.max(72, Math.min(columns, 140));
  const widths = [8, Math.floor((width - 34) * 0.38), 18, Math.ceil((width - 34) * 0.62)];
  const parts: string[] = [];
  for (const [name, title] of CLASSES) {
    const findings = document.findings.filter((one) => one.class === name);
    const shown = findings.filter((one) => one.verdict !== "not-applicable");
    if (findings.length === 0) continue;
    parts.push("", colours.bold(title));
    if (shown.length > 0) {
      const table = new Table({
        head: ["Outcome", "", "Verdict", "Why"],
        colWidths: widths,
        wordWrap: true,
        style: { head: [], border: [], compact: true },
      });
      for (const one of shown) {
        const level = one.level === null ? "" : `, level ${one.level}`;
        table.push([one.outcome, one.title, PAINT[one.verdict](MARKS[one.verdict] + level), one.summary]);
      }
      parts.push(table.toString());
    }
    const left = findings.filter((one) => one.verdict === "not-applicable").map((one) => one.outcome);
    if (left.length > 0) parts.push(colours.dim(`Not applicable: ${left.join(", ")}`));
  }
  return `${parts.join("\n")}\n`;
}

/** Counts first, the interval second, coverage beside it. */
export function summaryLines(document: AuditDocument): string {
  const score = document.score as unknown as Score;
  const { counts } = score.mandatory;
  const { coverage } = document;
  const who = document.authority?.name ?? document.site.requested;
  const where = document.site.homepage ?? document.site.requested;
  const told = (Object.keys(MARKS) as Verdict[]).map((one) =>
    PAINT[one](`${counts[one]} ${MARKS[one].slice(2)}`),
  );
  return [
    colours.bold(`${who}  ${where}`),
    `Mandatory outcomes: ${told.join(" · ")}`,
    `${score.name}: ${intervalText(score.mandatory)} (of ${score.mandatory.n} that apply; at most ${score.mandatory.decidable} can be told from outside)`,
    `Read: ${coverage.pagesFetched} pages, ${coverage.pagesInSeries} more in series, ${coverage.pagesInBrowser} in the browser; ${coverage.pagesFailed} failed, ${coverage.pagesDisallowed} not allowed; ${STOPPED[coverage.stoppedBy]}`,
    "",
  ].join("\n");
}

const STOPPED: Record<AuditDocument["coverage"]["stoppedBy"], string> = {
  exhausted: "every page found was visited",
  "page-budget": "stopped at the page budget",
  "time-budget": "stopped at the time budget",
  blocked: "stopped because the site let us in no further",
  unreachable: "the site could not be reached",
};
