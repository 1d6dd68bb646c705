import { Fragment } from "preact";
import type { AuditDocument, Finding, Limb } from "../../src/audit/types.js";
import { outcomeOf } from "../../src/outcomes/catalogue.js";
import { type RankRange, rankText } from "../../src/score/rank.js";
import { intervalText, type Score } from "../../src/score/score.js";
import type { Attestation } from "../../src/store/types.js";
import { Address, day, htmlDocument } from "../look/page.js";
import { displayText, forDisplay } from "../look/text.js";
import { Badge, CountBadges, HatchPattern, IntervalBar, VERDICT_WORDS } from "../look/verdict.js";
import { BarriersTable, hasBarriers } from "./barriers.js";
import { type Changed, changesBetween } from "./changes.js";
import { fixFirst } from "./fix-first.js";
import { AToZTable, CouncillorTable, hasAToZ, hasCouncillors, hasMetadata, MetadataTable } from "./tables.js";

export interface AuthorityReportInput {
  document: AuditDocument;
  /** The same site's document of the run before; null when this is the first. */
  before: AuditDocument | null;
  /** Place among authorities of the same type; null when it is not ranked. */
  rank?: RankRange | null;
  attestations?: readonly Attestation[];
  /** Why it has no place, when it is one of many and not ranked. */
  notRanked?: string | null;
  /** Pages that this report hangs from, when it is part of a site: their addresses, with the words of the links. */
  above?: readonly { href: string; title: string }[];
  /** The same audit in other forms, beside the report. */
  files?: readonly { href: string; title: string }[];
}

const CARD_PROBES = ["12-m1", "12-m2", "12-m3", "12-m4", "13-m1", "03-m5"];

/** How much of what was found a report shows; the JSON beside it has everything. */
interface Detail {
  /** Pieces of evidence under one verdict. */
  evidence: number;
  /** Longest text, in characters. */
  text: number;
}

const FULL: Detail = { evidence: 6, text: 600 };
const SPARE: Detail = { evidence: 2, text: 160 };
/** A report is to be passed on by e-mail and read on a telephone: below a megabyte. */
const MOST_BYTES = 950_000;

/** The report for the authority: one HTML file, self-contained, that can be passed on. */
export function renderAuthorityReport(input: AuthorityReportInput): string {
  const full = rendered(input, FULL);
  return Buffer.byteLength(full) <= MOST_BYTES ? full : rendered(input, SPARE);
}

function rendered(input: AuthorityReportInput, detail: Detail): string {
  const document = forDisplay(input.document, detail.text);
  const before = input.before === null ? null : forDisplay(input.before, detail.text);
  const attestations = (input.attestations ?? []).map((one) => ({
    ...one,
    author: displayText(one.author, 200),
    statement: displayText(one.statement, 2_000),
  }));
  const name = displayText(document.authority?.name ?? document.site.requested, 200);
  return htmlDocument({
    title: `${name}: website audit of ${day(document.run.startedAt)}`,
    description: `What was found on the website of ${name}, with evidence for every verdict and what to put right first.`,
    children: (
      <Report
        {...input}
        document={document}
        before={before}
        attestations={attestations}
        name={name}
        detail={detail}
      />
    ),
  });
}

function Report({
  document,
  before,
  rank = null,
  attestations = [],
  notRanked = null,
  above = [],
  files = [],
  name,
  detail,
}: AuthorityReportInput & { name: string; detail: Detail }) {
  const score = document.score as unknown as Score;
  const sections = contents(document, before);
  return (
    <>
      <HatchPattern />
      <header class="mast">
        <div class="wrap">
          {above.length > 0 ? <WayBack links={above} /> : null}
          <p class="soft">Website audit · {day(document.run.startedAt)}</p>
          <h1>
            <bdi>{name}</bdi>
          </h1>
          <p>
            <Address url={document.site.homepage ?? document.site.requested} />
          </p>
          <p class="soft small">
            Judged {profileWords(document.run.profile)} as on {day(document.run.asOf)}, against the
            consultation paper “Defining e-government priority services and transformation outcomes in 2005”.
          </p>
        </div>
      </header>
      <div class="wrap">
        <nav class="toc" aria-label="Contents">
          <ul>
            {sections.map(([id, title]) => (
              <li key={id}>
                <a href={`#${id}`}>{title}</a>
              </li>
            ))}
          </ul>
        </nav>
        <main id="main">
          <AtAGlance document={document} score={score} rank={rank} notRanked={notRanked} />
          {before ? <Changes document={document} before={before} /> : null}
          <FixFirst document={document} />
          <Areas score={score} />
          <Outcomes document={document} attestations={attestations} detail={detail} />
          <BarriersTable finding={findingOf(document, "12-m1")} />
          <CouncillorTable finding={findingOf(document, "03-m5")} />
          <AToZTable finding={findingOf(document, "12-m4")} />
          <MetadataTable finding={findingOf(document, "12-m2")} />
          <Method document={document} files={files} />
        </main>
        <footer>
          <p>
            Made by council-audit {document.tool.version}
            {document.tool.engines["axe-core"] ? ` (axe-core ${document.tool.engines["axe-core"]})` : ""}, run{" "}
            <span class="mono">{document.run.id}</span>. Council seats: Open Council Data UK, CC BY-SA 4.0.
          </p>
        </footer>
      </div>
    </>
  );
}

function contents(document: AuditDocument, before: AuditDocument | null): [string, string][] {
  const all: [string, string, boolean][] = [
    ["glance", "At a glance", true],
    ["changes", "What changed", before !== null],
    ["fix-first", "What to fix first", true],
    ["areas", "By area", true],
    ["outcomes", "Every outcome", true],
    ["barriers", "Accessibility barriers", hasBarriers(findingOf(document, "12-m1"))],
    ["councillors", "Councillors", hasCouncillors(findingOf(document, "03-m5"))],
    ["a-to-z", "A–Z coverage", hasAToZ(findingOf(document, "12-m4"))],
    ["metadata", "Metadata", hasMetadata(findingOf(document, "12-m2"))],
    ["method", "Method and limits", true],
  ];
  return all.filter(([, , there]) => there).map(([id, title]) => [id, title]);
}

function WayBack({ links }: { links: readonly { href: string; title: string }[] }) {
  return (
    <nav class="small" aria-label="The way back">
      {links.map(({ href, title }, index) => (
        <Fragment key={href}>
          {index > 0 ? " · " : ""}
          <a href={href}>{title}</a>
        </Fragment>
      ))}
    </nav>
  );
}

function findingOf(document: AuditDocument, outcome: string): Finding | null {
  return document.findings.find((one) => one.outcome === outcome) ?? null;
}

function profileWords(profile: AuditDocument["run"]["profile"]): string {
  return profile === "letter" ? "by the letter of 2004" : "against today's form of each facility";
}

function AtAGlance({
  document,
  score,
  rank,
  notRanked,
}: {
  document: AuditDocument;
  score: Score;
  rank: RankRange | null;
  notRanked: string | null;
}) {
  const { coverage } = document;
  const { mandatory } = score;
  return (
    <section id="glance" aria-labelledby="glance-title">
      <h2 id="glance-title">At a glance</h2>
      <CountBadges counts={mandatory.counts} />
      <p class="soft small">The five counts are of the paper's 45 mandatory outcomes.</p>
      <div class="cards">
        <div class="card">
          <h3>{sentence(score.name)}</h3>
          <p class="big">{intervalText(mandatory)}</p>
          <IntervalBar interval={mandatory} />
          <p class="small">
            Of {mandatory.n} mandatory outcomes that apply here, at most {mandatory.decidable} can be told
            from outside. The truth lies between the two figures: what could not be told counts as open, never
            as a failure.
          </p>
          {rank ? <p>Among authorities of the same type: {rankText(rank)}.</p> : null}
          {notRanked ? <p>Not ranked: {notRanked}</p> : null}
        </div>
        <div class="card">
          <h3>What was looked at</h3>
          <ul>
            <li>{coverage.pagesFetched} pages read</li>
            {coverage.pagesInSeries > 0 ? (
              <li>{coverage.pagesInSeries} more in series: councillors, A–Z letters</li>
            ) : null}
            <li>{coverage.pagesInBrowser} pages opened in a browser</li>
            <li>{coverage.pagesFailed} requests failed</li>
            <li>{coverage.pagesDisallowed} not allowed by robots.txt</li>
            <li>{coverage.pagesFound} addresses found</li>
          </ul>
          <p class="small">{STOPPED[coverage.stoppedBy]}</p>
        </div>
      </div>
      <h3>Six facilities in brief</h3>
      <ul class="cards">
        {CARD_PROBES.map((id) => findingOf(document, id))
          .filter((one) => one !== null)
          .map((one) => (
            <li class="card" key={one.outcome}>
              <p>
                <Badge verdict={one.verdict} />
              </p>
              <p>
                <a href={`#outcome-${one.outcome}`}>
                  <strong>{one.title}</strong>
                </a>
              </p>
              <p class="small">{one.summary}</p>
            </li>
          ))}
      </ul>
    </section>
  );
}

const STOPPED: Record<AuditDocument["coverage"]["stoppedBy"], string> = {
  exhausted: "Every page that was found was visited.",
  "page-budget": "The visit ended at its page budget; the pages most likely to matter were read first.",
  "time-budget": "The visit ended at its time budget; the pages most likely to matter were read first.",
  blocked: "The site let this tool in no further. Nothing is said about what could not be seen.",
  unreachable: "The site could not be reached. Nothing is said about what could not be seen.",
};

function Changes({ document, before }: { document: AuditDocument; before: AuditDocument }) {
  const { site, rules, sight } = changesBetween(before, document);
  return (
    <section id="changes" aria-labelledby="changes-title">
      <h2 id="changes-title">What changed since {day(before.run.startedAt)}</h2>
      {site.length + rules.length + sight.length === 0 ? <p>No verdict changed.</p> : null}
      {site.length > 0 ? (
        <>
          <h3>On the website</h3>
          <ChangeList changes={site} />
        </>
      ) : null}
      {rules.length > 0 ? (
        <>
          <h3>Because our rules changed</h3>
          <p class="small soft">
            The probe that judges these is a newer version; the website may be as it was.
          </p>
          <ChangeList changes={rules} />
        </>
      ) : null}
      {sight.length > 0 ? (
        <>
          <h3>Because more or less could be seen</h3>
          <p class="small soft">
            One of the two visits was blocked or cut short at these; the website may be as it was.
          </p>
          <ChangeList changes={sight} />
        </>
      ) : null}
    </section>
  );
}

function ChangeList({ changes }: { changes: readonly Changed[] }) {
  return (
    <ul>
      {changes.map(({ before, after }) => (
        <li key={after.outcome}>
          <a href={`#outcome-${after.outcome}`}>
            {after.outcome} {after.title}
          </a>
          : <Badge verdict={before.verdict} /> became <Badge verdict={after.verdict} />
        </li>
      ))}
    </ul>
  );
}

function FixFirst({ document }: { document: AuditDocument }) {
  const list = fixFirst(document.findings);
  return (
    <section id="fix-first" aria-labelledby="fix-title">
      <h2 id="fix-title">What to fix first</h2>
      {list.length === 0 ? (
        <p>Nothing was found that must be put right.</p>
      ) : (
        <ol>
          {list.map((one) => (
            <li key={one.outcome}>
              <p>
                <a href={`#outcome-${one.outcome}`}>
                  <strong>{one.title}</strong>
                </a>{" "}
                <Badge verdict={one.verdict} />
                <br />
                {one.remedy}
              </p>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function Areas({ score }: { score: Score }) {
  return (
    <section id="areas" aria-labelledby="areas-title">
      <h2 id="areas-title">By area</h2>
      <p class="legend">Solid: certain. Hatched: open, because it cannot be told.</p>
      <table class="fold">
        <caption>Mandatory outcomes by area of the paper</caption>
        <thead>
          <tr>
            <th scope="col">Area</th>
            <th scope="col">Interval</th>
            <th scope="col" class="num">
              Met
            </th>
            <th scope="col" class="num">
              Partly
            </th>
            <th scope="col" class="num">
              Cannot tell
            </th>
            <th scope="col" class="num">
              Not met
            </th>
          </tr>
        </thead>
        <tbody>
          {score.mandatory.areas.map((area) => (
            <tr key={area.area}>
              <th scope="row" data-label="Area">
                <a href={`#area-${area.area}`}>
                  {area.area}. {area.name}
                </a>
              </th>
              <td data-label="Interval">
                <div>
                  {area.n > 0 ? intervalText(area) : null} <IntervalBar interval={area} />
                </div>
              </td>
              <td class="num" data-label="Met">
                {area.counts.met}
              </td>
              <td class="num" data-label="Partly">
                {area.counts["partly-met"]}
              </td>
              <td class="num" data-label="Cannot tell">
                {area.counts["cannot-tell"]}
              </td>
              <td class="num" data-label="Not met">
                {area.counts["not-met"]}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const CLASS_TITLES: Record<Finding["class"], string> = {
  mandatory: "Mandatory",
  "best-practice": "Best practice",
  discretionary: "Discretionary (never a failure)",
  duty: "Today",
};

function Outcomes({
  document,
  attestations,
  detail,
}: {
  document: AuditDocument;
  attestations: readonly Attestation[];
  detail: Detail;
}) {
  const areas = [...new Set(document.findings.map((one) => one.area))];
  return (
    <section id="outcomes" aria-labelledby="outcomes-title">
      <h2 id="outcomes-title">Every outcome</h2>
      {areas.map((area) => {
        const findings = document.findings.filter((one) => one.area === area);
        const applicable = findings.filter((one) => one.verdict !== "not-applicable");
        const left = findings.filter((one) => one.verdict === "not-applicable");
        return (
          <section key={area} id={area === null ? "today" : `area-${area}`}>
            <h3>
              {area === null
                ? "Today's duties"
                : `Area ${area}: ${outcomeOf(findings[0]?.outcome ?? "")?.areaName}`}
            </h3>
            {applicable.map((one) => (
              <OutcomeCard
                key={one.outcome}
                finding={one}
                attestations={attestations.filter((a) => a.outcome === one.outcome)}
                shown={detail.evidence}
              />
            ))}
            {left.length > 0 ? (
              <>
                <h4>Not applicable</h4>
                <ul class="small">
                  {left.map((one) => (
                    <li key={one.outcome} id={`outcome-${one.outcome}`}>
                      {one.outcome} {one.title}: {one.summary}
                    </li>
                  ))}
                </ul>
              </>
            ) : null}
          </section>
        );
      })}
    </section>
  );
}

function OutcomeCard({
  finding,
  attestations,
  shown,
}: {
  finding: Finding;
  attestations: readonly Attestation[];
  shown: number;
}) {
  const outcome = outcomeOf(finding.outcome);
  const more = finding.evidence.length - shown;
  return (
    <article class={`outcome ${finding.verdict}`} id={`outcome-${finding.outcome}`}>
      <h4>
        {finding.outcome} {finding.title}
      </h4>
      <p>
        <Badge verdict={finding.verdict} />{" "}
        <span class="small soft">
          {CLASS_TITLES[finding.class]}
          {finding.level === null ? "" : ` · level ${finding.level} of 4`} · {finding.probe} ·{" "}
          {finding.reason}
        </span>
      </p>
      <p>{finding.summary}</p>
      {outcome ? <p class="quote small">The paper: “{outcome.quote.replace(/^[“"]|[”"]$/g, "")}”</p> : null}
      {finding.limbs.length > 0 ? <Limbs limbs={finding.limbs} /> : null}
      {finding.remedy ? (
        <p class="remedy">
          <strong>What to do: </strong>
          {finding.remedy}
        </p>
      ) : null}
      {finding.evidence.length > 0 ? (
        <ul class="evidence" aria-label={`Evidence for ${finding.outcome}`}>
          {finding.evidence.slice(0, shown).map((one, index) => (
            <li key={`${one.url} ${index}`}>
              {one.found}: <Address url={one.url} />
              {one.excerpt ? (
                <>
                  {" "}
                  <q>
                    <bdi>{one.excerpt}</bdi>
                  </q>
                </>
              ) : null}{" "}
              <span class="soft">({day(one.retrievedAt)})</span>
            </li>
          ))}
          {more > 0 ? <li>and {more} more, in the JSON of this audit</li> : null}
        </ul>
      ) : null}
      {attestations.map((one) => (
        <p class="remedy small" key={one.id}>
          <strong>Attested by {one.author}</strong> on {day(one.madeOn)} (valid to {day(one.expiresOn)}):{" "}
          {VERDICT_WORDS[one.verdict].toLowerCase()}. {one.statement}{" "}
          {one.evidenceUrl ? <Address url={one.evidenceUrl} /> : null} This stands beside the tool's own
          verdict and does not change it.
        </p>
      ))}
    </article>
  );
}

function Limbs({ limbs }: { limbs: readonly Limb[] }) {
  return (
    <ul class="small">
      {limbs.map((limb) => (
        <li key={limb.key}>
          ({limb.key}) {limb.name}: {VERDICT_WORDS[limb.verdict].toLowerCase()}
          {limb.level === null ? "" : `, level ${limb.level}`}
          {limb.evidence[0] ? (
            <>
              {" – "}
              <Address url={limb.evidence[0].url} />
            </>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function Method({
  document,
  files,
}: {
  document: AuditDocument;
  files: readonly { href: string; title: string }[];
}) {
  return (
    <section id="method" aria-labelledby="method-title">
      <h2 id="method-title">Method and limits</h2>
      <p>
        The tool visits the website as a polite reader would: it names itself, obeys robots.txt, waits between
        requests, never sends a form and never signs in. It keeps what it saw and judges that alone, so the
        same pages always give the same verdicts.
      </p>
      <ul>
        <li>
          <strong>Met</strong>, <strong>partly met</strong> and <strong>not met</strong> always rest on pages
          named under the verdict. For “not met” these are the places that were searched.
        </li>
        <li>
          <strong>Cannot tell</strong> is what cannot honestly be said from outside: a facility for staff, a
          page behind a log-in, a site that let us in no further. It is neither a pass nor a failure.
        </li>
        <li>Automated accessibility checks can prove a failure; they can never prove conformance.</li>
        <li>
          The paper was a consultation draft of 2003–04. Its wording is judged as printed; the final list of
          that year differed in places.
        </li>
        <li>
          Levels: 0 nothing, 1 information, 2 a form to download or a contact, 3 a form online, 4 a
          transaction online.
        </li>
      </ul>
      {files.length > 0 ? (
        <>
          <h3>The same audit in other forms</h3>
          <ul>
            {files.map((one) => (
              <li key={one.href}>
                <a href={one.href}>{one.title}</a>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <h3>How to reproduce</h3>
      <pre>
        <code>{reproduce(document)}</code>
      </pre>
    </section>
  );
}

function reproduce({ site, authority, run }: AuditDocument): string {
  const parts = [`council-audit audit '${site.requested.replaceAll("'", "%27")}'`];
  if (authority?.gssCode) parts.push(`--authority ${authority.gssCode}`);
  else if (authority) {
    parts.push(`--type ${authority.type}`);
    if (authority.councilSeats !== null) parts.push(`--seats ${authority.councilSeats}`);
  }
  parts.push(
    `--profile ${run.profile}`,
    `--as-of ${run.asOf.slice(0, 10)}`,
    `--duties ${run.duties.join(",")}`,
  );
  return parts.join(" ");
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
