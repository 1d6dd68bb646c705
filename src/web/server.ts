import formBody from "@fastify/formbody";
import helmet from "@fastify/helmet";
import fastifyStatic from "@fastify/static";
import fastify, { type FastifyError, type FastifyInstance } from "fastify";
import { projectRoot } from "../project.js";
import { say, sendReport, sentence } from "./answers.js";
import { type AuditRoutesOptions, auditRoutes } from "./audit-routes.js";
import type { NightSite, NightState } from "./night-site.js";
import { PROGRESS_SCRIPT } from "./progress-script.js";

export interface ServerOptions extends Omit<AuditRoutesOptions, "night"> {
  nightSite: NightSite;
  /** Told of a fault of our own. */
  failed(request: string, error: unknown): void;
}

const MOST_BODY_BYTES = 16 * 1024;
const REQUEST_TIMEOUT_MS = 20_000;

/** Reports carry their styles in themselves; scripts come from here alone, and pages stand in nobody's frame. */
const SECURITY_HEADERS = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      "default-src": ["'none'"],
      "style-src": ["'self'", "'unsafe-inline'"],
      "img-src": ["'self'", "data:"],
      "script-src": ["'self'"],
      "connect-src": ["'self'"],
      "form-action": ["'self'"],
      "base-uri": ["'none'"],
      "frame-ancestors": ["'none'"],
    },
  },
  frameguard: { action: "deny" },
  // The stricter default hides a form's own origin, by which it is told from another site's.
  referrerPolicy: { policy: "same-origin" },
  // Whether there is TLS is for the proxy in front to say.
  strictTransportSecurity: false,
} as const;

const NO_NIGHT: Record<NightState, string> = {
  none: "No night has been finished yet: the reports of all authorities appear here when one is.",
  "in-the-making": "The reports of the last night are being drawn up. Try again in a minute.",
  failed:
    "The reports of the last night could not be drawn up. The server’s log tells why, and it will try again.",
  shown: "",
};

/** Pages for people, JSON for programs; works without JavaScript and without cookies. */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const { nightSite, audits } = options;
  const night = () => nightSite.current()?.run ?? null;
  const app = fastify({
    bodyLimit: MOST_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: true,
    // Slow clients are looked for more often than Node would.
    http: { connectionsCheckingInterval: 5_000 },
    frameworkErrors: (error, request, reply) => {
      const text = `${sentence(error.message)}.`;
      say(request, reply, { status: error.statusCode ?? 400, title: "Not understood", text, night: false });
    },
  });
  app.setNotFoundHandler((request, reply) => {
    const text = /^\/audits\/[0-9a-f-]{36}\b/.test(request.url)
      ? "No such audit is known here. One that was waiting when the server was stopped has to be asked for again."
      : "There is nothing at this address.";
    return say(request, reply, { status: 404, title: "Not found", text, night: night() !== null });
  });
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) {
      const text = `${sentence(error.message)}.`;
      return say(request, reply, { status, title: "Not understood", text, night: night() !== null });
    }
    options.failed(`${request.method} ${request.url.slice(0, 200)}`, error);
    const text = "This should not have happened. The server’s log tells more.";
    return say(request, reply, {
      status: 500,
      title: "A fault of this server",
      text,
      night: night() !== null,
    });
  });

  await app.register(helmet, SECURITY_HEADERS);
  await app.register(formBody);
  // Nothing is served by folder: each answer names the one it is from.
  await app.register(fastifyStatic, { root: projectRoot, serve: false, index: false });
  await app.register(auditRoutes, { ...options, night });

  app.get(PROGRESS_SCRIPT.path, async (_request, reply) =>
    reply.type("text/javascript; charset=utf-8").send(PROGRESS_SCRIPT.text),
  );

  // Browsers ask for one beside every page.
  app.get("/favicon.ico", async (_request, reply) => reply.code(204).send());

  app.get("/nation", async (_request, reply) => reply.redirect("/nation/index.html", 303));
  app.get<{ Params: { folder: string; file: string } }>(
    "/nation/authorities/:folder/:file",
    async (request, reply) => {
      const { folder, file } = request.params;
      const input = await nightSite.current()?.reportOf(folder);
      return input ? sendReport(reply, input, file || "index.html") : reply.callNotFound();
    },
  );
  app.get<{ Params: { "*": string } }>("/nation/*", async (request, reply) => {
    const site = nightSite.current();
    if (!site) {
      const text = NO_NIGHT[nightSite.state];
      return say(request, reply, { status: 404, title: "No reports yet", text, night: false });
    }
    const path = request.params["*"];
    return reply.sendFile(path === "" || path.endsWith("/") ? `${path}index.html` : path, site.folder);
  });

  app.get("/health", async (_request, reply) => {
    reply.header("cache-control", "no-store");
    await options.store.runs({ limit: 1 });
    return { status: "ok", underWay: audits.underWay().length };
  });

  return app;
}
