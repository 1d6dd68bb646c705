import { moment } from "../../../reports/look/page.js";
import { PROGRESS_SCRIPT } from "../progress-script.js";
import { type AuditStatus, progressWords, type UnderWayStatus } from "../status.js";
import { TokenField } from "./field.js";
import { framedPage } from "./frame.js";

type LostStatus = Extract<AuditStatus, { state: "ended" | "elsewhere" }>;

/** The page of an audit without a report: where it stands, or why there is none. */
export function auditPage(input: {
  status: UnderWayStatus | LostStatus;
  asksForToken: boolean;
  night: boolean;
}): string {
  const { status, asksForToken, night } = input;
  const lost = status.state === "ended" || status.state === "elsewhere";
  return framedPage({
    title: lost ? `${status.name}: no report` : `Auditing ${status.name}`,
    description: `Where the audit of ${status.url} stands.`,
    night,
    ...(lost ? {} : { script: PROGRESS_SCRIPT.path }),
    children: (
      <>
        <p class="break">{status.url}</p>
        {lost ? <Lost status={status} /> : <UnderWay status={status} asksForToken={asksForToken} />}
      </>
    ),
  });
}

function Lost({ status }: { status: LostStatus }) {
  const { subject, duties } = status.order;
  return (
    <>
      <p>
        {status.state === "ended"
          ? status.why
          : `This audit began on ${moment(status.startedAt)} and has no result yet. If nobody is running it any more, start it again.`}
      </p>
      <form method="get" action="/">
        <input type="hidden" name="site" value={status.url} />
        {subject.slug === null ? null : (
          <input type="hidden" name="authority" value={subject.gssCode ?? subject.name} />
        )}
        {subject.slug === null && subject.type !== null ? (
          <input type="hidden" name="type" value={subject.type} />
        ) : null}
        {duties.map((one) => (
          <input key={one} type="hidden" name="duties" value={one} />
        ))}
        <button type="submit">Try again</button>
      </form>
    </>
  );
}

function UnderWay({ status, asksForToken }: { status: UnderWayStatus; asksForToken: boolean }) {
  const { stage, count, share } = progressWords(status);
  return (
    <>
      <section id="progress" data-status={`/audits/${status.id}/status.json`} aria-label="Progress">
        <p class="big" id="stage" role="status">
          {stage}
        </p>
        <progress id="bar" aria-label="Pages read" max={1} value={share} />
        <p id="count">{count}</p>
      </section>
      <p>
        An audit takes some minutes: pages are asked for one after another, so as to be no burden to the site.
        This page may be closed; the report will be at the same address.
      </p>
      <p id="by-hand">
        <a href={`/audits/${status.id}`}>Show how far it is now</a>
      </p>
      <form method="post" action={`/audits/${status.id}/stop`}>
        {asksForToken ? <TokenField wrong={null} /> : null}
        <button type="submit" class="quiet">
          Stop this audit
        </button>
      </form>
    </>
  );
}
