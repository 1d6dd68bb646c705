import juice from "juice";
import type { ComponentChildren } from "preact";
import { render } from "preact-render-to-string";
import type { AuditDocument, Finding, Verdict } from "../../src/audit/types.js";
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
  newsOf,
  oneLine,
  outcomes,
  type ReportMailInput,
  ruleChange,
  STOPPED,
  sentence,
  subjectOf,
  verdictWords,
  visitWords,
} from "./news.js";
import { colour, LIGHT } from "./palette.js";
import { reportText } from "./report-text.js";
import { mailStyles } from "./styles.js";

export interface ReportMail {
  subject: string;
  html: string;
  text: string;
  news: News;
}

// Double braces in council text are not a template's: juice must not take what lies between two of them for code.
for (const key of Object.keys(juice.codeBlocks)) delete juice.codeBlocks[key];

/** Subject, HTML and plain text of the mail that brings an authority its report. */
export function reportMail(input: ReportMailInput): ReportMail {
  const news = newsOf(input.document, input.since);
  const subject = subjectOf(input.document, news);
  const html = render(<Mail {...input} news={news} subject={subject} />);
  return {
    subject,
    html: `<!doctype html>\n${juice(html, { preserveMediaQueries: true, applyWidthAttributes: false })}\n`,
    text: reportText(input, news),
    news,
  };
}

type Parts = ReportMailInput & { news: News };

function Mail({ subject, ...parts }: Parts & { subject: string }) {
  const { document, news } = parts;
  return (
    <html lang="en-GB">
      <head>
        <meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="x-apple-disable-message-reformatting" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{subject}</title>
        <style dangerouslySetInnerHTML={{ __html: mailStyles }} />
      </head>
      <body>
        <div class="preheader">{oneLine(preheader(document, news), 140)}</div>
        <Layout className="ground" width="100%" bgcolor={colour(LIGHT, "panel")}>
          <tr>
            <td align="center">
              <Layout className="sheet" width="640" bgcolor={colour(LIGHT, "paper")}>
                <Mast document={document} news={news} />
                <WhatChanged {...parts} />
                <FixFirst document={document} />
                <Counts document={document} news={news} />
                <WholeReport {...parts} />
                <Foot {...parts} />
              </Layout>
            </td>
          </tr>
        </Layout>
      </body>
    </html>
  );
}

/** A table for layout only; screen readers are told so. Its width stands in an attribute for Outlook's sake. */
function Layout(props: { className: string; width: string; bgcolor?: string; children: ComponentChildren }) {
  const { className, children, ...attributes } = props;
  const table = { cellpadding: "0", cellspacing: "0", border: "0", ...attributes };
  return (
    <table class={className} role="presentation" {...table}>
      <tbody>{children}</tbody>
    </table>
  );
}

/** Old clients paint grounds by attribute only. */
function ground(name: string): Record<string, string> {
  return { bgcolor: colour(LIGHT, name) };
}

function Part({ className = "part", children }: { className?: string; children: ComponentChildren }) {
  return (
    <tr>
      <td class={className} align="left">
        {children}
      </td>
    </tr>
  );
}

function Mast({ document, news }: { document: AuditDocument; news: News }) {
  return (
    <Part className="mast">
      <p class="soft small">Website audit · {day(document.run.startedAt)}</p>
      <h1>{nameOf(document)}</h1>
      <p>
        <strong>{sentence(headline(document, news))}</strong>
      </p>
      {STOPPED[document.coverage.stoppedBy] ? (
        <p class="small">{STOPPED[document.coverage.stoppedBy]}</p>
      ) : null}
    </Part>
  );
}

function WhatChanged({ document, news }: Parts) {
  if (news.since === null) return null;
  const since = day(news.since.run.startedAt);
  const site = [...news.regressed, ...news.improved, ...news.other];
  return (
    <Part className="part rule">
      <h2>What changed since {since}</h2>
      {site.length === 0 ? <p>No verdict changed because of the website.</p> : null}
      <ChangeList title="Regressed" changes={news.regressed} />
      <ChangeList title="Improved" changes={news.improved} />
      <ChangeList title="Changed otherwise" changes={news.other} />
      {news.sight.length > 0 ? (
        <p class="small">
          {news.sight.length} {outcomes(news.sight.length)} could be seen on one of the two visits only; that
          says nothing about {nameOf(document)}'s website.
        </p>
      ) : null}
      {news.rules.length > 0 ? (
        <p class="small">
          {news.rules.length} {outcomes(news.rules.length)} judged differently because our rules changed, not
          the website: {news.rules.slice(0, CHANGES_SHOWN).map(ruleChange).join("; ")}
          {news.rules.length > CHANGES_SHOWN ? "; and more" : ""}.
        </p>
      ) : null}
    </Part>
  );
}

function ChangeList({ title, changes }: { title: string; changes: readonly Changed[] }) {
  if (changes.length === 0) return null;
  const more = changes.length - CHANGES_SHOWN;
  return (
    <>
      <h3>
        {title}: {changes.length}
      </h3>
      {changes.slice(0, CHANGES_SHOWN).map(({ before, after }) => (
        <Card key={after.outcome} verdict={after.verdict}>
          <p>
            <strong>{oneLine(after.title, 160)}</strong>
            <br />
            {VERDICT_WORDS[before.verdict]} → <VerdictWord verdict={after.verdict} />
          </p>
          <p class="small">{oneLine(after.summary, 400)}</p>
          <Where finding={after} />
        </Card>
      ))}
      {more > 0 ? <p class="small">and {more} more, in the full report.</p> : null}
    </>
  );
}

function FixFirst({ document }: { document: AuditDocument }) {
  const fixes = fixFirst(document.findings).slice(0, FIXES_SHOWN);
  if (fixes.length === 0) return null;
  return (
    <Part className="part rule">
      <h2>What to fix first</h2>
      {fixes.map((one, at) => (
        <Card key={one.outcome} verdict={one.verdict}>
          <p>
            <strong>
              {at + 1}. {oneLine(one.title, 160)}
            </strong>
            <br />
            <VerdictWord verdict={one.verdict} />
          </p>
          <p class="small">{oneLine(one.remedy ?? "", 400)}</p>
        </Card>
      ))}
    </Part>
  );
}

function Card({ verdict, children }: { verdict: Verdict; children: ComponentChildren }) {
  return (
    <>
      <Layout className="" width="100%">
        <tr>
          <td class={`card l-${verdict}`} {...ground("panel")}>
            {children}
          </td>
        </tr>
      </Layout>
      <div class="gap"> </div>
    </>
  );
}

function Where({ finding }: { finding: Finding }) {
  const url = finding.evidence[0]?.url ?? "";
  if (!/^https?:\/\//i.test(url) || url.length > 1000) return null;
  return (
    <p class="small">
      See <a href={url}>{oneLine(url, 100)}</a>
    </p>
  );
}

function VerdictWord({ verdict }: { verdict: Verdict }) {
  return <strong class={`v-${verdict}`}>{VERDICT_WORDS[verdict]}</strong>;
}

const COUNTED: readonly Verdict[] = ["met", "partly-met", "not-met", "cannot-tell"];

function Counts({ document, news }: { document: AuditDocument; news: News }) {
  const { coverage } = document;
  return (
    <Part className="part rule">
      <h2>Where it stands</h2>
      <Layout className="" width="100%">
        <tr>
          {COUNTED.map((verdict) => (
            <td key={verdict} class={`count v-${verdict} b-${verdict}`} width="25%" align="center">
              {news.counts[verdict]}
            </td>
          ))}
        </tr>
        <tr>
          {COUNTED.map((verdict) => (
            <td key={verdict} class={`count-word v-${verdict} b-${verdict}`} width="25%" align="center">
              {VERDICT_WORDS[verdict]}
            </td>
          ))}
        </tr>
      </Layout>
      <div class="gap"> </div>
      <p class="small soft">
        Of {news.applicable} {outcomes(news.applicable)} that apply. {visitWords(coverage)} “Cannot tell” is
        neither a pass nor a failure. Automated accessibility checks prove failures, never conformance.
      </p>
    </Part>
  );
}

function WholeReport({ report }: Parts) {
  if ("attachedAs" in report) {
    return (
      <Part className="part rule">
        <h2>The full report</h2>
        <p>
          Attached as <strong>{report.attachedAs}</strong>: every outcome with its evidence, page by page, and
          what would pass. It is one file that opens in any browser and can be passed on.
        </p>
      </Part>
    );
  }
  return (
    <Part className="part rule">
      <h2>The full report</h2>
      <p>Every outcome with its evidence, page by page, and what would pass.</p>
      <Layout className="" width="">
        <tr>
          <td class="button" {...ground("accent")}>
            <a href={report.link}>Read the full report</a>
          </td>
        </tr>
      </Layout>
      <div class="gap"> </div>
    </Part>
  );
}

function Foot({ document, unsubscribe }: Parts) {
  return (
    <Part className="part rule">
      <p class="small soft">
        You get this because you are listed as a contact for the website of {nameOf(document)}.{" "}
        <a href={unsubscribeLink(unsubscribe)}>Unsubscribe</a> by writing to {unsubscribe}.
      </p>
      <p class="small soft">
        Made by council-audit {document.tool.version}, run {oneLine(document.run.id, 60)}.
      </p>
    </Part>
  );
}

export function unsubscribeLink(address: string): string {
  return `mailto:${address}?subject=unsubscribe`;
}

/** The line that an inbox shows beside the subject. */
function preheader(document: AuditDocument, news: News): string {
  const [first] = [...news.regressed, ...news.improved, ...news.other];
  if (first)
    return `${first.after.title}: ${verdictWords(first.before.verdict)}, now ${verdictWords(first.after.verdict)}`;
  const [fix] = fixFirst(document.findings);
  return fix ? `To fix first: ${fix.title}` : headline(document, news);
}
