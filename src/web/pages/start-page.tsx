import { day } from "../../../reports/look/page.js";
import { Table } from "../../../reports/look/table.js";
import { TYPE_TITLES } from "../../../reports/national/nation.js";
import { AUTHORITY_TYPES } from "../../authorities/types.js";
import type { RunRecord } from "../../store/types.js";
import type { AuditUnderWay } from "../on-demand.js";
import type { AuditWish } from "../types.js";
import { Field, TokenField } from "./field.js";
import { framedPage } from "./frame.js";

/** A finished audit that somebody asked for. */
export interface FinishedAudit {
  id: string;
  name: string;
  host: string;
  finishedAt: string;
}

/** Why what was typed could not be taken; `field` is null when no other entry would help. */
export interface Problem {
  field: "site" | "authority" | "duties" | "token" | null;
  text: string;
}

export interface StartPageInput {
  /** What the form is filled with. */
  wish: AuditWish;
  problem: Problem | null;
  asksForToken: boolean;
  night: RunRecord | null;
  underWay: readonly AuditUnderWay[];
  finished: readonly FinishedAudit[];
}

const TITLE = "Audit a council’s website";

/** The front page: the form, what is under way, and what was audited lately. */
export function startPage(input: StartPageInput): string {
  const { problem, night, underWay, finished } = input;
  return framedPage({
    title: problem ? `Error: ${TITLE}` : TITLE,
    heading: TITLE,
    description: "Judges a council’s website against the outcomes of the 2005 e-government paper.",
    night: night !== null,
    children: (
      <>
        {problem ? <ProblemSummary {...problem} /> : null}
        <p>
          The website is read as a visitor would read it, and judged against the consultation paper “Defining
          e-government priority services and transformation outcomes in 2005”. The report shows the evidence
          for every verdict, and what to put right first.
        </p>
        <Form {...input} />
        {night ? (
          <>
            <h2>All authorities</h2>
            <p>
              <a href="/nation/index.html">What English council websites deliver</a>, audited{" "}
              {day(night.startedAt)}: by type, region and outcome, with each authority’s own report.
            </p>
          </>
        ) : null}
        {underWay.length > 0 ? <UnderWay audits={underWay} /> : null}
        {finished.length > 0 ? <Finished audits={finished} /> : null}
      </>
    ),
  });
}

/** Whoever sent the form is led to what was wrong with it, scripts or not. */
function ProblemSummary({ field, text }: Problem) {
  return (
    <div class="problem" role="alert" tabIndex={-1} autofocus>
      <h2>There is a problem</h2>
      <p>{field === null ? text : <a href={`#${field}`}>{text}</a>}</p>
    </div>
  );
}

function Form({ wish, problem, asksForToken }: StartPageInput) {
  const wrong = (field: Problem["field"]) => (problem?.field === field ? problem.text : null);
  return (
    <form method="post" action="/audits">
      <Field
        name="site"
        label="Web address, or name of an authority"
        hint="Such as www.example.gov.uk, Leeds City Council, or a GSS code"
        value={wish.site}
        wrong={wrong("site")}
      />
      <details open={wish.authority !== "" || wish.type !== "" || problem?.field === "authority"}>
        <summary>More choices</summary>
        <Field
          name="authority"
          label="Whose website it is"
          hint="Name or GSS code; only for an address that the register does not know, or that several authorities share"
          value={wish.authority}
          wrong={wrong("authority")}
        />
        <div class="field">
          <label for="type">What kind of authority it is</label>
          <p class="hint soft small" id="type-hint">
            Which outcomes are asked for depends on it
          </p>
          <select id="type" name="type" aria-describedby="type-hint">
            <option value="">As the register says</option>
            {AUTHORITY_TYPES.map((type) => (
              <option key={type} value={type} selected={type === wish.type}>
                {TYPE_TITLES[type]}
              </option>
            ))}
          </select>
        </div>
      </details>
      <fieldset id="duties" aria-describedby={wrong("duties") === null ? undefined : "duties-wrong"}>
        <legend>Judge it against</legend>
        {wrong("duties") === null ? null : (
          <p class="wrong" id="duties-wrong">
            Error: {wrong("duties")}
          </p>
        )}
        {/* Tells a form with no box ticked from a program that leaves the choice to us. */}
        <input type="hidden" name="duties" value="" />
        <Choice value="2005" label="the outcomes of the 2005 paper" duties={wish.duties} />
        <Choice value="today" label="today’s legal duties" duties={wish.duties} />
      </fieldset>
      {asksForToken ? <TokenField wrong={wrong("token")} /> : null}
      <button type="submit">Audit now</button>
    </form>
  );
}

function Choice({ value, label, duties }: { value: string; label: string; duties: readonly string[] }) {
  return (
    <label class="choice">
      <input type="checkbox" name="duties" value={value} checked={duties.includes(value)} />
      <span>{label}</span>
    </label>
  );
}

function UnderWay({ audits }: { audits: readonly AuditUnderWay[] }) {
  return (
    <>
      <h2>Under way</h2>
      <ul>
        {audits.map((one) => (
          <li key={one.id}>
            <a href={`/audits/${one.id}`}>{one.subject.name}</a>{" "}
            <span class="soft">{one.startedAt === null ? "waiting" : "being read"}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Finished({ audits }: { audits: readonly FinishedAudit[] }) {
  return (
    <>
      <h2>Lately audited</h2>
      <Table<FinishedAudit>
        caption="Audits of single websites, newest first"
        rows={audits}
        keyOf={(one) => one.id}
        columns={[
          { title: "Report", cell: (one) => <a href={`/audits/${one.id}/`}>{one.name}</a> },
          { title: "Website", cell: (one) => one.host },
          { title: "Audited", cell: (one) => day(one.finishedAt) },
        ]}
      />
    </>
  );
}
