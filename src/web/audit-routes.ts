import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { AuthorityReportInput } from "../../reports/authority/report.js";
import { AUTHORITY_TYPES } from "../authorities/types.js";
import { UsageError } from "../errors.js";
import type { RunRecord, Store } from "../store/types.js";
import { type Access, type Admission, bearerToken } from "./access.js";
import { say, sendPage, sendReport, sentence, wantsJson } from "./answers.js";
import { type OnDemandAudits, TooManyWaitingError } from "./on-demand.js";
import { auditPage } from "./pages/audit-page.js";
import { type FinishedAudit, type Problem, startPage } from "./pages/start-page.js";
import { type AuditStatus, progressWords, statusOf } from "./status.js";
import type { AuditOrder, AuditWish } from "./types.js";

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
const LONGEST_SITE = 2_000;

const tokenShape = z.object({ token: z.string().max(500).default("") });
const wishShape = tokenShape.extend({
  site: z.string().max(LONGEST_SITE).default(""),
  authority: z.string().max(500).default(""),
  type: z.enum(["", ...AUTHORITY_TYPES]).default(""),
  // A form sends one box that is ticked as text, two as a list.
  duties: z
    .preprocess(
      (sent) => (typeof sent === "string" ? [sent] : sent),
      z.array(z.enum(["2005", "today"])).min(1),
    )
    .optional(),
});

interface ById {
  Params: { id: string };
}

/** The front page with its form, and each audit: where it stands, its report, its forms for programs. */
export async function auditRoutes(app: FastifyInstance, options: AuditRoutesOptions): Promise<void> {
  const { audits, access } = options;
  const front = async (request: FastifyRequest, input: { wish: AuditWish; problem: Problem | null }) =>
    startPage({
      ...input,
      asksForToken: access.asksForToken(askerOf(request)),
      night: options.night(),
      underWay: audits.underWay(),
      finished: await finishedAudits(options.store),
    });

  app.get<{ Querystring: { site?: unknown } }>("/", async (request, reply) => {
    const { site } = request.query;
    const typed = typeof site === "string" ? site.slice(0, LONGEST_SITE) : "";
    const wish = { site: typed, authority: "", type: "", duties: [...options.duties] };
    return sendPage(reply, await front(request, { wish, problem: null }));
  });

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
        : sendPage(reply, await front(request, { wish, problem }), status);

    const admission = admit(access, request, token);
    if (!admission.admitted) {
      return refuse(admission.status, {
        field: access.asksForToken(askerOf(request)) ? "token" : null,
        text: admission.why,
      });
    }
    try {
      const audit = audits.start(options.orderOf(wish));
      const page = `/audits/${audit.id}`;
      if (!wantsJson(request)) return reply.redirect(page, 303);
      reply.code(202).header("location", `${page}/status.json`);
      return statusJson(statusOf(audit, audits.ahead(audit)));
    } catch (error) {
      if (error instanceof UsageError) return refuse(422, { field: "site", text: sentence(error.message) });
      if (!(error instanceof TooManyWaitingError)) throw error;
      reply.header("retry-after", FULL_RETRY_SECONDS);
      return refuse(503, { field: null, text: sentence(error.message) });
    }
  });

  app.post<ById>("/audits/:id/stop", async (request, reply) => {
    const sent = tokenShape.safeParse(request.body ?? {});
    const admission = admit(access, request, sent.success ? sent.data.token : "");
    const refused = (status: number, text: string) =>
      say(request, reply, { status, title: "Not stopped", text, night: options.night() !== null });
    if (!admission.admitted) return refused(admission.status, admission.why);
    const { id } = request.params;
    if (!audits.stop(id)) return refused(404, "There is no such audit under way; it may be finished.");
    return wantsJson(request) ? reply.code(202).send({ stopped: id }) : reply.redirect("/", 303);
  });

  app.get<ById>("/audits/:id", async (request, reply) => {
    const status = await readStatus(options, request.params.id);
    if (!status) return reply.callNotFound();
    if (status.state === "done") return reply.redirect(status.report, 303);
    const asksForToken = access.asksForToken(askerOf(request));
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

function isRunId(text: string): boolean {
  return z.uuid().safeParse(text).success;
}

async function readStatus({ store, audits }: AuditRoutesOptions, id: string): Promise<AuditStatus | null> {
  if (!isRunId(id)) return null;
  const underWay = audits.find(id);
  if (underWay) return statusOf(underWay, audits.ahead(underWay));
  const run = await store.run(id);
  const [audit] = run?.kind === "audit" ? await store.audits(id) : [];
  if (!run || !audit) return null;
  const about = { id, name: audit.subject.name, url: audit.requestedUrl };
  if (audit.state === "done") {
    return { ...about, state: "done", report: `/audits/${id}/`, document: `/audits/${id}/index.json` };
  }
  const why =
    audit.state === "failed"
      ? `${sentence(audit.failure ?? "the audit failed")}.`
      : `It was begun at ${run.startedAt} by another process, or by this server before it was started again; it is not finished.`;
  return { ...about, state: "ended", why };
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
