import cliProgress from "cli-progress";
import type { CrawlProgress } from "../crawl/types.js";
import type { AuditRecord } from "../store/types.js";
import type { Log } from "./night.js";
import type { NightSummary, NightView, TryEnd } from "./types.js";

const STAGES: Record<CrawlProgress["stage"], string> = {
  start: "starting",
  crawl: "reading pages",
  search: "searching the site",
  browser: "examining pages",
  done: "judging",
};

/** Structured lines: one when an authority begins, changes its stage, and ends. */
export function logView(log: Log, now: () => number): NightView {
  const stages = new Map<number, CrawlProgress["stage"]>();
  const count = new Tally(now);
  return {
    begin(total, finished) {
      count.begin(total, finished);
      log.info({ total, finished }, "night begun");
    },
    started: (audit) => log.info(about(audit), "audit begun"),
    progress(audit, progress) {
      if (stages.get(audit.id) === progress.stage) return;
      stages.set(audit.id, progress.stage);
      const { stage, fetched, queued, examined } = progress;
      log.info({ ...about(audit), stage, fetched, queued, examined }, STAGES[stage]);
    },
    ended(audit, end) {
      stages.delete(audit.id);
      count.ended(end);
      const fields = { ...about(audit), ...end, finished: count.finished, total: count.total };
      if (end.end === "failed") log.error(fields, "audit failed");
      else if (end.end === "put-off") log.warn(fields, "site not seen, will be tried again");
      else log.info({ ...fields, secondsLeft: count.secondsLeft() }, `audit ${end.end}`);
    },
    waiting: (sites, until) =>
      log.info({ sites, until: until.toISOString() }, "waiting to try again what could not be seen"),
    close: () => {},
  };
}

/** Bars on a terminal: the night as a whole above, and below it each authority that is being audited. */
export function terminalView(stream: NodeJS.WritableStream, now: () => number): NightView {
  const bars = new cliProgress.MultiBar({
    stream,
    format: " {bar} {value}/{total} {what} · {stage} · {left}",
    barsize: 20,
    hideCursor: true,
    clearOnComplete: true,
    linewrap: false,
  });
  const count = new Tally(now);
  const running = new Map<number, { bar: cliProgress.SingleBar; sinceMs: number }>();
  let night: cliProgress.SingleBar | null = null;
  const drawNight = (stage: string) =>
    night?.update(count.finished, { what: "authorities", stage, left: timeLeft(count.secondsLeft()) });
  return {
    begin(total, finished) {
      count.begin(total, finished);
      night = bars.create(total, finished, { what: "authorities", stage: "begun", left: "" });
    },
    started(audit) {
      const bar = bars.create(1, 0, { what: `pages · ${nameOf(audit)}`, stage: "starting", left: "" });
      running.set(audit.id, { bar, sinceMs: now() });
    },
    progress(audit, progress) {
      const shown = running.get(audit.id);
      if (!shown) return;
      const total = Math.max(1, progress.fetched + progress.queued);
      const fetched = Math.min(progress.fetched, total);
      const seconds = (now() - shown.sinceMs) / 1000;
      shown.bar.setTotal(total);
      shown.bar.update(fetched, {
        stage: STAGES[progress.stage],
        left: fetched > 0 ? timeLeft((seconds / fetched) * (total - fetched)) : "",
      });
    },
    ended(audit, end) {
      const shown = running.get(audit.id);
      if (shown) bars.remove(shown.bar);
      running.delete(audit.id);
      count.ended(end);
      drawNight(`${count.putOff} put off, ${count.failed} failed`);
    },
    waiting: (sites, until) =>
      drawNight(`waiting until ${until.toISOString().slice(11, 16)} UTC for ${sites} sites`),
    close: () => bars.stop(),
  };
}

/** How far the night is, and by its pace so far, how long it will last. */
class Tally {
  total = 0;
  finished = 0;
  failed = 0;
  putOff = 0;
  #atStart = 0;
  #sinceMs = 0;
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  begin(total: number, finished: number): void {
    this.total = total;
    this.finished = finished;
    this.#atStart = finished;
    this.#sinceMs = this.#now();
  }

  ended(end: TryEnd): void {
    if (end.end === "put-off") this.putOff += 1;
    if (end.end === "failed") this.failed += 1;
    if (end.end === "done" || end.end === "failed") this.finished += 1;
  }

  /** null before the first authority is finished. */
  secondsLeft(): number | null {
    const done = this.finished - this.#atStart;
    if (done === 0) return null;
    return Math.round(((this.#now() - this.#sinceMs) / 1000 / done) * (this.total - this.finished));
  }
}

function about(audit: AuditRecord): { authority: string; audit: number } {
  return { authority: audit.subject.slug ?? audit.requestedUrl, audit: audit.id };
}

/** A name comes from a list that may hold anything; control characters would steer the terminal. */
function nameOf(audit: AuditRecord): string {
  return audit.subject.name.replace(/\p{C}/gu, " ").slice(0, 40);
}

function timeLeft(seconds: number | null): string {
  if (seconds === null) return "";
  if (seconds < 90) return `${Math.ceil(seconds)} s left`;
  if (seconds < 5400) return `${Math.ceil(seconds / 60)} min left`;
  return `${(seconds / 3600).toFixed(1)} h left`;
}

/** The end of the night in words, for a person. */
export function summaryText(summary: NightSummary): string {
  const lines = [
    `Run ${summary.runId}${summary.resumed ? " (taken up again)" : ""}: ${summary.done} of ${summary.authorities} authorities audited${summary.sealed ? "" : `, stopped with ${summary.open} open; call nightly again to go on`}.`,
  ];
  const list = (title: string, entries: { name: string; why: string }[]) => {
    if (entries.length === 0) return;
    lines.push(`${title} (${entries.length}):`);
    for (const { name, why } of entries) lines.push(`  ${name}: ${why}`);
  };
  list("Sites that could not be seen", summary.notSeen);
  list("Audits that failed", summary.failed);
  return `${lines.join("\n")}\n`;
}
