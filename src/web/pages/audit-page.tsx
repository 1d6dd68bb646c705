import { PROGRESS_SCRIPT } from "../progress-script.js";
import { type AuditStatus, progressWords, type UnderWayStatus } from "../status.js";
import { TokenField } from "./field.js";
import { framedPage } from "./frame.js";

type EndedStatus = Extract<AuditStatus, { state: "ended" }>;

/** The page of an audit without a report: where it stands, or why it ended. */
export function auditPage(input: {
  status: UnderWayStatus | EndedStatus;
  asksForToken: boolean;
  night: boolean;
}): string {
  const { status, asksForToken, night } = input;
  const ended = status.state === "ended";
  return framedPage({
    title: ended ? `${status.name}: not audited` : `Auditing ${status.name}`,
    description: `Where the audit of ${status.url} stands.`,
    night,
    ...(ended ? {} : { script: PROGRESS_SCRIPT.path }),
    children: (
      <>
        <p class="break">{status.url}</p>
        {ended ? <Ended status={status} /> : <UnderWay status={status} asksForToken={asksForToken} />}
      </>
    ),
  });
}

function Ended({ status }: { status: EndedStatus }) {
  return (
    <>
      <p>{status.why}</p>
      <form method="get" action="/">
        <input type="hidden" name="site" value={status.url} />
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
