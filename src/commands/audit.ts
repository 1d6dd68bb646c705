import { randomUUID } from "node:crypto";
import { join, resolve } from "node:path";
import cliProgress from "cli-progress";
import { renderAuthorityReport } from "../../reports/authority/report.js";
import type { AuditDocument, Verdict } from "../audit/types.js";
import type { Register } from "../authorities/register.js";
import type { CrawlProgress } from "../crawl/types.js";
import { EXIT, either, UsageError } from "../errors.js";
import type { Score } from "../score/score.js";
import type { FetchFailure, Snapshot } from "../snapshot/types.js";
import { openStore } from "../store/open.js";
import type { RunRecord, Store } from "../store/types.js";
import {
  asOfOf,
  budgetOf,
  databaseOf,
  dutiesOf,
  netOptionsOf,
  profileOf,
  type Threshold,
  thresholdOf,
  type VisitFlags,
} from "./options.js";
import { summaryLines, verdictTable } from "./print-verdicts.js";
import { save } from "./save.js";
import { auditAlone, singleReports } from "./single-audit.js";
import { type SubjectOptions, targetOf } from "./subject.js";
import type { Surroundings } from "./surroundings.js";
import { openWorkshop } from "./workshop.js";

export interface AuditFlags extends VisitFlags, SubjectOptions {
  format: string;
  output?: string;
  failOn?: string;
}

const FORMATS = ["text", "json", "html"] as const;

/**
 * `audit URL|NAME|GSS`: crawl, judge, store, print. Everything that can be wrong with the call is found out before
 * the first request.
 * @returns the contract's exit code.
 */
export async function audit(
  asked: string,
  flags: AuditFlags,
  register: Register,
  around: Surroundings,
): Promise<number> {
  const startedAt = around.now().toISOString();
  const format = FORMATS.find((one) => one === flags.format);
  if (!format) throw new UsageError(`--format "${flags.format}": use ${either(FORMATS)}`);
  const threshold = thresholdOf(flags.failOn);
  const target = targetOf(asked, flags, register, startedAt);
  const budget = budgetOf(flags);
  const netOptions = netOptionsOf(flags);
  const terms = {
    runId: randomUUID(),
    duties: dutiesOf(flags.duties),
    profile: profileOf(flags.profile),
    asOf: asOfOf(flags.asOf, startedAt),
  };

  const store = await openStore(databaseOf(flags.database, around.environment));
  try {
    const workshop = await openWorkshop({
      net: netOptions,
      browser: flags.browser && budget.browserPages > 0,
      browserConcurrency: 2,
      environment: around.environment,
      log: around.log,
    });
    const bar = progressBar(around);
    try {
      const { snapshot, document } = await auditAlone({
        store,
        workshop,
        target,
        terms,
        budget,
        startedAt,
        now: around.now,
        progress: bar.update,
        ...(around.signal ? { signal: around.signal } : {}),
      });
      bar.stop();
      const html = () => reportOf(store, { id: terms.runId, startedAt });
      await deliver(document, format, flags.output, html, around);
      return exitCode(document, snapshot, threshold, around);
    } finally {
      bar.stop();
      await workshop.close();
    }
  } finally {
    await store.close();
  }
}

async function reportOf(store: Store, run: Pick<RunRecord, "id" | "startedAt">): Promise<string> {
  for await (const input of singleReports(store, run)) return renderAuthorityReport(input);
  throw new Error(`run ${run.id} holds no audit`);
}

async function deliver(
  document: AuditDocument,
  format: (typeof FORMATS)[number],
  output: string | undefined,
  html: () => Promise<string>,
  around: Surroundings,
): Promise<void> {
  if (format === "text") {
    const file = output ?? join("council-audit-reports", `${fileName(document)}.html`);
    save(file, await html());
    around.print(verdictTable(document, around.columns));
    around.print(`\n${summaryLines(document)}Report: ${resolve(file)}\n`);
    return;
  }
  const text = format === "json" ? `${JSON.stringify(document, null, 2)}\n` : await html();
  if (output === undefined) around.print(text);
  else save(output, text);
}

/** Letters, digits and hyphens only: a council's name or host never decides about a path. */
function fileName(document: AuditDocument): string {
  const name = document.authority?.slug ?? document.authority?.name ?? new URL(document.site.requested).host;
  const plain = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 80);
  return `${plain || "site"}-${document.run.startedAt.slice(0, 10)}`;
}

function exitCode(
  document: AuditDocument,
  snapshot: Snapshot,
  threshold: Threshold | null,
  around: Surroundings,
): number {
  if (document.site.homepage === null) {
    around.log(`council-audit: ${document.site.requested} could not be audited: ${whyNot(snapshot)}`);
    return EXIT.siteNotAudited;
  }
  if (threshold && crossed(document, threshold)) {
    around.log("council-audit: the --fail-on threshold was crossed");
    return EXIT.thresholdCrossed;
  }
  return EXIT.done;
}

/** What happened, and what the person can do about it, in one line. */
function whyNot(snapshot: Snapshot): string {
  if (snapshot.movedTo !== null)
    return `it has moved to ${snapshot.movedTo}; audit that address, if it is the same authority`;
  const [failure] = snapshot.failures;
  if (!failure) return snapshot.stoppedBy;
  const remedy = REMEDIES[failure.outcome];
  return remedy ? `${failure.detail}; ${remedy}` : failure.detail;
}

const REMEDIES: Partial<Record<FetchFailure["outcome"], string>> = {
  dns: "check the spelling of the address",
  "refused-connection": "check that the site is up and the address is right",
  "refused-address": "for a machine of your own say --allow-private, or name it with --resolve",
  tls: "have the site's certificate put right, or try its http:// address",
  timeout: "try again later",
  blocked: "ask the site's managers to let this tool's User-Agent through",
  "rate-limited": "try again later, with a longer --interval",
  disallowed: "robots.txt keeps this tool out; ask the site's managers to allow it",
  "not-html": "give the address of the homepage, not of a file",
  empty: "check that this is the address visitors use",
  "not-found": "check the address",
  "server-error": "try again later",
};

/** From worse to better: `--fail-on partly-met` fails on what is worse, too. */
const FAILING: Record<"not-met" | "partly-met" | "cannot-tell", Verdict[]> = {
  "not-met": ["not-met"],
  "partly-met": ["not-met", "partly-met"],
  "cannot-tell": ["cannot-tell"],
};

export function crossed(document: AuditDocument, threshold: Threshold): boolean {
  if ("verdict" in threshold) {
    const failing = FAILING[threshold.verdict];
    return document.findings.some((one) => one.class === "mandatory" && failing.includes(one.verdict));
  }
  const { lowPercent } = (document.score as unknown as Score).mandatory;
  return lowPercent !== null && lowPercent < threshold.atLeastPercent;
}

const STAGES: Record<CrawlProgress["stage"], string> = {
  start: "starting",
  crawl: "reading pages",
  search: "asking the site's search",
  browser: "examining in the browser",
  done: "judging",
};

/** A bar on a terminal; nothing otherwise. */
function progressBar(around: Surroundings): { update(progress: CrawlProgress): void; stop(): void } {
  if (!around.terminal) return { update: () => {}, stop: () => {} };
  const bar = new cliProgress.SingleBar({
    format: " {bar} {value}/{total} pages · {stage} · {examined} examined · {url}",
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: true,
    barsize: 24,
    linewrap: false,
  });
  let started = false;
  return {
    update(progress) {
      const shown = {
        stage: STAGES[progress.stage],
        examined: progress.examined,
        url: progress.url.replace(/^https?:\/\//, "").slice(0, 48),
      };
      const total = Math.max(1, progress.fetched + progress.queued);
      if (!started) {
        bar.start(total, 0, shown);
        started = true;
      }
      bar.setTotal(total);
      bar.update(Math.min(progress.fetched, total), shown);
    },
    stop() {
      if (started) bar.stop();
      started = false;
    },
  };
}
