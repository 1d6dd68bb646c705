import type { Finding } from "../../src/audit/types.js";
import type { Changed } from "../authority/changes.js";
import { fixFirst } from "../authority/fix-first.js";
import { day } from "../look/page.js";
import { VERDICT_WORDS } from "../look/verdict.js";
import {
  CHANGES_SHOWN,
  FIXES_SHOWN,
  headline,
  type News,
  nameOf,
  oneLine,
  outcomes,
  type ReportMailInput,
  ruleChange,
  STOPPED,
  sentence,
  visitWords,
} from "./news.js";

/** RFC 5322 asks for 78 at most; some readers put “> ” before a quoted line. */
const WIDTH = 76;

/** The mail for those who read plain text: the same in the same order, not HTML with its tags torn out. */
export function reportText(input: ReportMailInput, news: News): string {
  const { document, report, unsubscribe } = input;
  const { coverage } = document;
  const stopped = STOPPED[coverage.stoppedBy];
  const name = nameOf(document);
  const blocks = [
    wrap(`${name}: website audit of ${day(document.run.startedAt)}`),
    wrap(sentence(headline(document, news))),
    ...(stopped ? [wrap(stopped)] : []),
    ...changed(news, name),
    ...fixes(document.findings),
    heading("Where it stands"),
    wrap(
      `${news.counts.met} met, ${news.counts["partly-met"]} partly met, ${news.counts["not-met"]} not met, ` +
        `${news.counts["cannot-tell"]} cannot tell, of ${news.applicable} ${outcomes(news.applicable)} that apply. ${visitWords(coverage)} ` +
        "“Cannot tell” is neither a pass nor a failure. Automated accessibility checks prove failures, never conformance.",
    ),
    heading("The full report"),
    "link" in report
      ? wrap(`Every outcome with its evidence, page by page:\n${report.link}`)
      : wrap(`Attached as ${report.attachedAs}: one file that opens in any browser and can be passed on.`),
    // What signatures begin with: readers cut it from a reply.
    "-- ",
    wrap(
      `You get this because you are listed as a contact for the website of ${name}. ` +
        `To unsubscribe, write to ${unsubscribe}.`,
    ),
    wrap(`Made by council-audit ${document.tool.version}, run ${oneLine(document.run.id, 60)}.`),
  ];
  return `${blocks.join("\n\n").replace("-- \n\n", "-- \n")}\n`;
}

function changed(news: News, name: string): string[] {
  if (news.since === null) return [];
  const parts = [heading(`What changed since ${day(news.since.run.startedAt)}`)];
  const lists = [
    ["Regressed", news.regressed],
    ["Improved", news.improved],
    ["Changed otherwise", news.other],
  ] as const;
  if (lists.every(([, changes]) => changes.length === 0))
    parts.push(wrap("No verdict changed because of the website."));
  for (const [title, changes] of lists) parts.push(...changeList(title, changes));
  const sight = news.sight.length;
  if (sight > 0)
    parts.push(
      wrap(
        `${sight} ${outcomes(sight)} could be seen on one of the two visits only; that says nothing about ${name}'s website.`,
      ),
    );
  const rules = news.rules.length;
  if (rules > 0) {
    const listed = news.rules.slice(0, CHANGES_SHOWN).map(ruleChange).join("; ");
    parts.push(
      wrap(
        `${rules} ${outcomes(rules)} judged differently because our rules changed, not the website: ${listed}${rules > CHANGES_SHOWN ? "; and more" : ""}.`,
      ),
    );
  }
  return parts;
}

function changeList(title: string, changes: readonly Changed[]): string[] {
  if (changes.length === 0) return [];
  const more = changes.length - CHANGES_SHOWN;
  return [
    `${title}: ${changes.length}`,
    ...changes.slice(0, CHANGES_SHOWN).map(({ before, after }) => {
      const url = after.evidence[0]?.url ?? "";
      const seen = /^https?:\/\//i.test(url) && url.length <= 1000 ? `\nSee ${oneLine(url, 1000)}` : "";
      return wrap(
        `* ${oneLine(after.title, 160)}\n${VERDICT_WORDS[before.verdict]} -> ${VERDICT_WORDS[after.verdict]}. ${oneLine(after.summary, 400)}${seen}`,
        "  ",
      );
    }),
    ...(more > 0 ? [`and ${more} more, in the full report.`] : []),
  ];
}

function fixes(findings: readonly Finding[]): string[] {
  const first = fixFirst(findings).slice(0, FIXES_SHOWN);
  if (first.length === 0) return [];
  return [
    heading("What to fix first"),
    ...first.map((one, at) =>
      wrap(
        `${at + 1}. ${oneLine(one.title, 160)} (${VERDICT_WORDS[one.verdict].toLowerCase()})\n${oneLine(one.remedy ?? "", 400)}`,
        "   ",
      ),
    ),
  ];
}

function heading(text: string): string {
  return `${text}\n${"=".repeat(Math.min(WIDTH, text.length))}`;
}

/** Lines of at most {@link WIDTH} characters; only an address that is longer keeps a line to itself, uncut. */
export function wrap(text: string, indent = ""): string {
  return text
    .split("\n")
    .map((line, at) => wrapLine(line, at === 0 ? "" : indent, indent))
    .join("\n");
}

function wrapLine(line: string, first: string, indent: string): string {
  const lines: string[] = [];
  let current = first;
  let empty = true;
  for (const word of line.split(/\s+/).flatMap((one) => cut(one, WIDTH - indent.length))) {
    if (!empty && current.length + 1 + word.length > WIDTH) {
      lines.push(current);
      current = indent + word;
    } else {
      current += empty ? word : ` ${word}`;
    }
    empty = false;
  }
  return [...lines, current].join("\n");
}

function cut(word: string, longest: number): string[] {
  if (word.length <= longest || /^https?:\/\//i.test(word)) return word === "" ? [] : [word];
  const pieces: string[] = [];
  let piece = "";
  // By characters, so that no pair of surrogates is torn.
  for (const character of word) {
    if (piece.length + character.length > longest) {
      pieces.push(piece);
      piece = "";
    }
    piece += character;
  }
  return [...pieces, piece];
}
