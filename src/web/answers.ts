import type { FastifyReply, FastifyRequest } from "fastify";
import { auditForms } from "../../reports/authority/forms.js";
import { type AuthorityReportInput, renderAuthorityReport } from "../../reports/authority/report.js";
import { messagePage } from "./pages/message-page.js";

/** Programs say so, by what they send or by what they accept; browsers always accept HTML. */
export function wantsJson(request: FastifyRequest): boolean {
  const { accept = "", "content-type": sent = "" } = request.headers;
  if (/\btext\/html\b/i.test(accept)) return false;
  const path = request.url.split("?")[0] ?? "";
  return /\bjson\b/i.test(accept) || /\bjson\b/i.test(sent) || path.endsWith(".json");
}

/** A page that may be another one a moment later. */
export function sendPage(reply: FastifyReply, html: string, status = 200): FastifyReply {
  return reply.code(status).type("text/html; charset=utf-8").header("cache-control", "no-store").send(html);
}

/** One thing to say, in the form the other side understands. */
export function say(
  request: FastifyRequest,
  reply: FastifyReply,
  message: { status: number; title: string; text: string; night: boolean },
): FastifyReply {
  const { status, title, text, night } = message;
  if (wantsJson(request)) return reply.code(status).header("cache-control", "no-store").send({ error: text });
  return sendPage(reply, messagePage(title, text, night), status);
}

/** A report as a page (`index.html`), or one of its forms for programs by its file name. */
export function sendReport(reply: FastifyReply, input: AuthorityReportInput, file: string): FastifyReply {
  const files = auditForms(input.document);
  if (file === "index.html") return sendPage(reply, renderAuthorityReport({ ...input, files }));
  const form = files.find((one) => one.href === file);
  if (!form) {
    reply.callNotFound();
    return reply;
  }
  return reply.type(`${form.mediaType}; charset=utf-8`).send(form.text());
}

/** A message of ours as a sentence to be read by itself, without its full stop. */
export function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.$/, "")}`;
}
