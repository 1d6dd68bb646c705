import type { AuditDocument, Coverage, Verdict } from "../../src/audit/types.js";
import { type Counts, countsOf } from "../../src/score/score.js";
import { type Changed, changesBetween } from "../authority/changes.js";
import { displayText } from "../look/text.js";
import { VERDICT_WORDS } from "../look/verdict.js";

export interface ReportMailInput {
  document: AuditDocument;
  /** What the reader was told last; null for a first report. */
  since: AuditDocument | null;
  /** Where the whole report is. */
  report: { attachedAs: string } | { link: string };
  /** Where a reader who wants no more mail writes to. */
  unsubscribe: string;
}

/** How many changes of a kind a mail lists; the report has them all. Gmail cuts what is longer than 102 KB. */
export const CHANGES_SHOWN = 12;
export const FIXES_SHOWN = 5;

/** What a mail has to tell: changes since the report the reader had before, the worst first. */
export interface News {
  /** null for a first report. */
  since: AuditDocument | null;
  regressed: Changed[];
  improved: Changed[];
  /** Neither better nor worse: told now, or applying no longer. */
  other: Changed[];
  /** Judged by a newer probe, so the site may be as it was. */
  rules: Changed[];
  /** Only what could be seen differs: a visit was blocked or cut short. */
  sight: Changed[];
  counts: Counts;
  /** Mandatory outcomes that apply; all outcomes where the paper's were not asked for. */
  applicable: number;
}

const RANK: Partial<Record<Verdict, number>> = { "not-met": 0, "partly-met": 1, met: 2 };

export function newsOf(document: AuditDocument, since: AuditDocument | null): News {
  const mandatory = document.findings.filter((one) => one.class === "mandatory");
  const counts = countsOf(mandatory.length > 0 ? mandatory : document.findings);
  const applicable = counts.met + counts["partly-met"] + counts["not-met"] + counts["cannot-tell"];
  const changes = since ? changesBetween(since, document) : { site: [], rules: [], sight: [] };
  const news: News = {
    since,
    regressed: [],
    improved: [],
    other: [],
    rules: changes.rules,
    sight: changes.sight,
    counts,
    applicable,
  };
  for (const change of changes.site) {
    const was = RANK[change.before.verdict];
    const is = RANK[change.after.verdict];
    if (was === undefined || is === undefined) news.other.push(change);
    else (is < was ? news.regressed : news.improved).push(change);
  }
  return news;
}

/** Whether the reader is told something about the website that the last report did not say. */
export function isNews(news: News): boolean {
  return news.since === null || siteChanges(news).length > 0;
}

export function siteChanges(news: News): Changed[] {
  return [...news.regressed, ...news.improved, ...news.other];
}

/** The authority, or the host where there is none, as one short line. */
export function nameOf(document: AuditDocument): string {
  const name = oneLine(document.authority?.name ?? document.site.requested, 120);
  return name || "Unnamed site";
}

/** Says the news: `Leeds City Council website: 2 outcomes regressed, 1 improved`. */
export function subjectOf(document: AuditDocument, news: News): string {
  return `${nameOf(document)} website: ${headline(document, news)}`;
}

/** The news in a few words. */
export function headline(document: AuditDocument, news: News): string {
  const { stoppedBy } = document.coverage;
  const unseen = stoppedBy === "blocked" || stoppedBy === "unreachable";
  if (unseen && siteChanges(news).length === 0) {
    return stoppedBy === "blocked" ? "our visit was blocked" : "could not be reached";
  }
  const met = `${news.counts.met} of ${news.applicable} met`;
  if (news.since === null) return `first audit, ${met}`;
  const parts = [
    [news.regressed.length, "regressed"],
    [news.improved.length, "improved"],
    [news.other.length, "changed otherwise"],
  ] as const;
  const told = parts.filter(([count]) => count > 0);
  if (told.length > 0) {
    return told
      .map(([count, word], at) => `${count} ${at === 0 ? `${outcomes(count)} ` : ""}${word}`)
      .join(", ");
  }
  const rules = news.rules.length;
  return rules > 0
    ? `no change on the site, ${rules} ${outcomes(rules)} judged by newer rules`
    : `no change, ${met}`;
}

export function outcomes(count: number): string {
  return count === 1 ? "outcome" : "outcomes";
}

/** Council text as one line: no line ends, no marks that turn the reading direction, no more than a person reads. */
export function oneLine(text: string, longest: number): string {
  return displayText(displayText(text, Number.MAX_SAFE_INTEGER).replace(/\s+/g, " ").trim(), longest);
}

/** Why little could be said, where that is so. */
export const STOPPED: Partial<Record<AuditDocument["coverage"]["stoppedBy"], string>> = {
  blocked: "The site let our visitor in no further. Nothing is said about what could not be seen.",
  unreachable: "The site could not be reached. Nothing is said about what could not be seen.",
};

export function ruleChange({ before, after }: Changed): string {
  return `${oneLine(after.title, 100)} (${verdictWords(before.verdict)} to ${verdictWords(after.verdict)})`;
}

export function verdictWords(verdict: Verdict): string {
  return VERDICT_WORDS[verdict].toLowerCase();
}

export function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** What the verdicts rest on. */
export function visitWords({ pagesFetched, pagesInBrowser }: Coverage): string {
  const pages = pagesFetched === 1 ? "1 page was" : `${pagesFetched} pages were`;
  return `${pages} read, ${pagesInBrowser} opened in a browser.`;
}
