import type { AuthorityReportInput } from "../../reports/authority/report.js";
import type { Register } from "../authorities/register.js";
import { EXIT, messageOf, UsageError } from "../errors.js";
import { openStore } from "../store/open.js";
import type { Store } from "../store/types.js";
import { Access } from "../web/access.js";
import { NightSite } from "../web/night-site.js";
import { OnDemandAudits } from "../web/on-demand.js";
import { buildServer } from "../web/server.js";
import type { AuditOrder, AuditWish } from "../web/types.js";
import { nationalReport, writeNationalPages } from "./national-site.js";
import { logOf } from "./night-work.js";
import {
  asOfOf,
  budgetOf,
  databaseOf,
  dutiesOf,
  netOptionsOf,
  profileOf,
  type VisitFlags,
  wholeNumber,
} from "./options.js";
import { auditAlone, singleReports } from "./single-audit.js";
import { type SubjectWords, targetOf } from "./subject.js";
import type { Surroundings } from "./surroundings.js";
import { openWorkshop } from "./workshop.js";

export interface ServeFlags extends VisitFlags {
  host: string;
  port: string;
  sideBySide: string;
  waiting: string;
}

/** How often it is looked whether a newer night was finished. */
const NIGHT_LOOK_MS = 60_000;
/** Shorter ones can be guessed by trying. */
const LEAST_TOKEN = 16;

/**
 * `serve`: the reports of the last night, and audits for whoever asks, until it is stopped. What can be wrong with
 * the call is found out before it listens.
 */
export async function serve(
  flags: ServeFlags,
  register: () => Register,
  around: Surroundings,
): Promise<number> {
  const budget = budgetOf(flags);
  const profile = profileOf(flags.profile);
  const duties = dutiesOf(flags.duties);
  const port = wholeNumber("--port", flags.port, 0, 65_535);
  const sideBySide = wholeNumber("--side-by-side", flags.sideBySide, 1, 16);
  const mostWaiting = wholeNumber("--waiting", flags.waiting, 0, 1_000);
  const netOptions = netOptionsOf(flags);
  const token = tokenOf(around.environment);
  asOfOf(flags.asOf, around.now().toISOString());
  register();

  const log = logOf(around);
  const store = await openStore(databaseOf(flags.database, around.environment));
  try {
    const workshop = await openWorkshop({
      net: netOptions,
      browser: flags.browser && budget.browserPages > 0,
      browserConcurrency: Math.min(4, 2 * sideBySide),
      environment: around.environment,
      log: around.log,
    });
    const audits = new OnDemandAudits({
      sideBySide,
      mostWaiting,
      now: around.now,
      ended: ({ id, url, why }, error) =>
        error === null
          ? log.info({ audit: id, url, why }, "audit stopped")
          : log.error({ audit: id, url, error: stackOf(error) }, "audit failed"),
      async perform(runId, { duties, ...target }, { progress, signal }) {
        const startedAt = around.now().toISOString();
        const terms = { runId, duties, profile, asOf: asOfOf(flags.asOf, startedAt) };
        log.info({ audit: runId, url: target.url }, "audit started");
        const { now } = around;
        await auditAlone({ store, workshop, target, terms, budget, startedAt, now, progress, signal });
        log.info({ audit: runId, url: target.url }, "audit finished");
      },
    });
    const nightSite = new NightSite({
      store,
      write: async (run, folder) => {
        const nation = await writeNationalPages(store, run, register(), folder, FRONT_PAGE);
        log.info({ run: run.id }, "reports of the night are ready");
        return { reportOf: (name) => nationalReport(store, nation, name) };
      },
      now: () => around.now().getTime(),
      failed: (error) =>
        log.error({ error: messageOf(error) }, "the reports of the night could not be drawn up"),
    });
    const server = await buildServer({
      store,
      audits,
      nightSite,
      access: new Access(token),
      duties,
      orderOf: (wish) => orderOf(wish, register(), around.now()),
      reportOf: (runId) => reportOf(store, runId),
      failed: (what, error) => log.error({ request: what, error: stackOf(error) }, "internal fault"),
    });
    try {
      const address = await listen(() => server.listen({ host: flags.host, port }), flags);
      around.log(`council-audit: ${address} is open; ${whoMayStart(token)}; stop it with Ctrl-C`);
      void nightSite.refresh();
      const looking = setInterval(() => void nightSite.refresh(), NIGHT_LOOK_MS);
      await stopped(around.signal);
      clearInterval(looking);
    } finally {
      await server.close();
      await audits.close();
      await nightSite.close();
      await workshop.close();
    }
    return EXIT.done;
  } finally {
    await store.close();
  }
}

/** @throws UsageError for a token that is too short to be one. */
function tokenOf(environment: NodeJS.ProcessEnv): string | null {
  const token = environment.COUNCIL_AUDIT_TOKEN ?? "";
  if (token === "") return null;
  if (token.length < LEAST_TOKEN || /\s/.test(token)) {
    throw new UsageError(
      `COUNCIL_AUDIT_TOKEN must have at least ${LEAST_TOKEN} characters and no blanks; make one with: openssl rand -hex 24`,
    );
  }
  return token;
}

function whoMayStart(token: string | null): string {
  return token === null
    ? "audits can be started from this machine only (COUNCIL_AUDIT_TOKEN lets others)"
    : "audits are started with the token of COUNCIL_AUDIT_TOKEN";
}

/** As seen from the national site's folder. */
const FRONT_PAGE = { href: "../", title: "Audit a website" };

const FORM: SubjectWords = {
  sayWhose: (name) => `say under “Whose website it is” which is meant, such as ${name}`,
  lookUp: "try fewer words of its name",
};

function orderOf(wish: AuditWish, register: Register, now: Date): AuditOrder {
  if (wish.site.trim() === "") throw new UsageError("Enter a web address or the name of an authority");
  const authority = wish.authority.trim();
  const options = {
    ...(authority === "" ? {} : { authority }),
    ...(wish.type === "" ? {} : { type: wish.type }),
  };
  return { ...targetOf(wish.site, options, register, now.toISOString(), FORM), duties: wish.duties };
}

async function reportOf(store: Store, runId: string): Promise<AuthorityReportInput | null> {
  const run = await store.run(runId);
  if (run?.kind !== "audit") return null;
  for await (const input of singleReports(store, run)) return input;
  return null;
}

/** @throws UsageError when the address cannot be had. */
async function listen(open: () => Promise<string>, { host, port }: ServeFlags): Promise<string> {
  try {
    return await open();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    if (code === "EADDRINUSE")
      throw new UsageError(`port ${port} of ${host} is taken; choose another with --port`);
    if (code === "EACCES")
      throw new UsageError(`port ${port} may not be used by this user; choose one above 1023`);
    if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
      throw new UsageError(`--host "${host}" is no address of this machine`);
    throw error;
  }
}

function stopped(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) resolve();
    else signal?.addEventListener("abort", () => resolve(), { once: true });
  });
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
