import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { AuthorityReportInput } from "../../reports/authority/report.js";
import { AUTHORITY_TYPES } from "../authorities/types.js";
import { UsageError, WhoseSiteError } from "../errors.js";
import type { RunRecord, Store } from "../store/types.js";
import { type Access, type Admission, bearerToken } from "./access.js";
import { say, sendPage, sendReport, sentence, wantsJson } from "./answers.js";
import { type OnDemandAudits, TooManyWaitingError } from "./on-demand.js";
import { auditPage } from "./pages/audit-page.js";
import { type FinishedAudit, type Problem, startPage } from "./pages/start-page.js";
import { type AuditStatus, progressWords, statusOf } from "./status.js";
import { type AuditOrder, type AuditWish, LONGEST_FIELD } from "./types.js";

export interface AuditRoutesOptions {
  store: Store;
  audits: OnDemandAudits;
  access: Access;
  /** Duties ticked on an empty form. */
  duties: readonly string[];
  /** The night whose reports can be read here. */
  night(): RunRecord | null;
  /** @throws UsageError when what was typed is no site that can be audited. */
  orderOf(wish: AuditWish): AuditOrder;
  /** What the report of a finished audit is made of; null when the run holds none. */
  reportOf(runId: string): Promise<AuthorityReportInput | null>;
}

/** Finished audits shown on the front page. */
const FINISHED_SHOWN = 20;
/** When to come back to a server whose line is full, seconds. */
const FULL_RETRY_SECONDS = 60;

/** One line to read and to show: control and direction characters are nobody's address or name. */
const line = z
  .string()
  .max(LONGEST_FIELD)
  .transform((text) => text.replace(/[\s\p{Cc}\p{Bidi_Control}]+/gu, " ").trim());
const tokenShape = z.object({ token: z.string().max(LONGEST_FIELD).default("") });
const dutiesShape = z.preprocess(
  // A form sends one box that is ticked as text, two as a list, and an empty entry besides.
  (sent) => (typeof sent === "string" ? [sent] : sent),
  z.array(z.enum(["2005", "today", ""])).transform((sent) => sent.filter((one) => one !== "")),
);
const wishShape = tokenShape.extend({
  site: line.default(""),
  authority: line.default(""),
  type: z.enum(["", ...AUTHORITY_TYPES]).default(""),
  duties: dutiesShape.optional(),
});

interface ById {
  Params: { id: string };
}

/** The front page with its form, and each audit: where it stands, its report, its forms for programs. */
export async function auditRoutes(app: FastifyInstance, options: AuditRoutesOptions): Promise<void> {
  const { audits, access } = options;
  const front = async (input: { wish: AuditWish; problem: Problem | null }) =>
    startPage({
      ...input,
      asksForToken: access.asksForToken,
      night: options.night(),
      underWay: audits.underWay(),
      finished: await finishedAudits(options.store),
    });

  app.get("/", async (request, reply) => {
    // What “Try again” fills the form with; whatever else stands there is left out.
    const read = wishShape.omit({ token: true }).safeParse(request.query);
    const asked = read.success ? read.data : wishShape.parse({});
    const duties = asked.duties?.length ? asked.duties : [...options.duties];
    return sendPage(reply, await front({ wish: { ...asked, duties }, problem: null }));
  });

  // Where the address bar is left after an error.
  app.get("/audits", async (_request, reply) => reply.redirect("/", 303));

  app.post("/audits", async (request, reply) => {
    const read = wishShape.safeParse(request.body ?? {});
    if (!read.success) {
      const text = "Send the fields site, authority, type and duties (2005, today), as a form or as JSON.";
      return say(request, reply, {
        status: 400,
        title: "Not understood",
        text,
        night: options.night() !== null,
      });
    }
    const { token, duties = [...options.duties], ...typed } = read.data;
    const wish = { ...typed, duties };
    const refuse = async (status: number, problem: Problem): Promise<FastifyReply> =>
      wantsJson(request)
        ? reply.code(status).send({ error: problem.text })
        : sendPage(reply, await front({ wish, problem }), status);

    const admission = admit(access, request, token);
    if (!admission.admitted) {
      challenge(reply, admission);
      return refuse(admission.status, { field: access.asksForToken ? "token" : null, text: admission.why });
    }
    if (duties.length === 0)
      return refuse(422, {
        field: "duties",
        text: "Choose at least one of the two to judge the website against",
      });
    try {
      const audit = audits.start(options.orderOf(wish));
      const page = `/audits/${audit.id}`;
      if (!wantsJson(request)) return reply.redirect(page, 303);
      reply.code(202).header("location", `${page}/status.json`);
      return statusJson(statusOf(audit, audits.ahead(audit)));
    } catch (error) {
      if (error instanceof UsageError) {
        const field = error instanceof WhoseSiteError ? ("authority" as const) : ("site" as const);
        return refuse(422, { field, text: sentence(error.message) });
      }
      if (!(error instanceof TooManyWaitingError)) throw error;
      reply.header("retry-after", FULL_RETRY_SECONDS);
      return refuse(503, { field: null, text: sentence(error.message) });
    }
  });

  app.post<ById>("/audits/:id/stop", async (request, reply) => {
    const sent = tokenShape.safeParse(request.body ?? {});
    const admission = admit(access, request, sent.success ? sent.data.token : "");
    const page = `/audits/${request.params.id}`;
    if (!admission.admitted) {
      challenge(reply, admission);
      const { status, why: text } = admission;
      return say(request, reply, { status, title: "Not stopped", text, night: options.night() !== null });
    }
    const stopping = audits.stop(request.params.id);
    // Whatever has become of it stands on its page: the report, when it was finished first.
    if (!wantsJson(request)) return reply.redirect(page, 303);
    const status = await readStatus(options, request.params.id);
    if (!status) return reply.callNotFound();
    return reply.code(stopping ? 202 : 409).send(statusJson(status));
  });

  app.get<ById>("/audits/:id", async (request, reply) => {
    const status = await readStatus(options, request.params.id);
    if (!status) return reply.callNotFound();
    if (status.state === "done") return reply.redirect(status.report, 303);
    const { asksForToken } = access;
    return sendPage(reply, auditPage({ status, asksForToken, night: options.night() !== null }));
  });

  app.get<ById>("/audits/:id/status.json", async (request, reply) => {
    const status = await readStatus(options, request.params.id);
    if (!status) return reply.callNotFound();
    reply.header("cache-control", "no-store");
    return statusJson(status);
  });

  app.get<ById>("/audits/:id/", async (request, reply) => {
    const status = await readStatus(options, request.params.id);
    if (!status) return reply.callNotFound();
    const input = status.state === "done" ? await options.reportOf(status.id) : null;
    if (!input) return reply.redirect(`/audits/${status.id}`, 303);
    return sendReport(reply, { ...input, above: [{ href: "/", title: "Audit a website" }] }, "index.html");
  });

  app.get<{ Params: { id: string; form: string } }>("/audits/:id/:form", async (request, reply) => {
    const { id, form } = request.params;
    const input = isRunId(id) ? await options.reportOf(id) : null;
    return input ? sendReport(reply, input, form) : reply.callNotFound();
  });
}

function askerOf(request: FastifyRequest) {
  const { headers, socket, raw } = request;
  return { remoteAddress: socket.remoteAddress, httpVersion: raw.httpVersion, headers };
}

function admit(access: Access, request: FastifyRequest, typed: string): Admission {
  const token = bearerToken(request.headers.authorization) ?? (typed === "" ? null : typed);
  return access.decide({ ...askerOf(request), token });
}

/** RFC 9110 §11.6.1. */
function challenge(reply: FastifyReply, { status }: Extract<Admission, { admitted: false }>): void {
  if (status === 401) reply.header("www-authenticate", 'Bearer realm="council-audit"');
}

function isRunId(text: string): boolean {
  return z.uuid().safeParse(text).success;
}

async function readStatus({ store, audits }: AuditRoutesOptions, id: string): Promise<AuditStatus | null> {
  if (!isRunId(id)) return null;
  const underWay = audits.find(id);
  if (underWay) return statusOf(underWay, audits.ahead(underWay));
  const ended = audits.findEnded(id);
  if (ended) {
    const { subject, url, duties, why } = ended;
    return {
      id,
      name: subject.name,
      url,
      state: "ended",
      why: `${sentence(why)}.`,
      order: { subject, duties },
    };
  }
  const run = await store.run(id);
  const [audit] = run?.kind === "audit" ? await store.audits(id) : [];
  if (!run || !audit) return null;
  const about = { id, name: audit.subject.name, url: audit.requestedUrl };
  if (audit.state === "done") {
    return { ...about, state: "done", report: `/audits/${id}/`, document: `/audits/${id}/index.json` };
  }
  const order = { subject: audit.subject, duties: run.duties };
  return audit.state === "failed"
    ? { ...about, state: "ended", why: `${sentence(audit.failure ?? "the audit failed")}.`, order }
    : { ...about, state: "elsewhere", startedAt: run.startedAt, order };
}

function statusJson(status: AuditStatus): object {
  const underWay = status.state === "waiting" || status.state === "running";
  return underWay ? { ...status, words: progressWords(status) } : status;
}

async function finishedAudits(store: Store): Promise<FinishedAudit[]> {
  const finished: FinishedAudit[] = [];
  for (const run of await store.runs({ kind: "audit", state: "sealed", limit: FINISHED_SHOWN })) {
    const [audit] = await store.audits(run.id, "done");
    if (!audit) continue;
    const { host } = new URL(audit.requestedUrl);
    finished.push({
      id: run.id,
      name: audit.subject.name,
      host,
      finishedAt: run.finishedAt ?? run.startedAt,
    });
  }
  return finished;
}
