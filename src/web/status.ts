import type { CrawlProgress } from "../crawl/types.js";
import type { AuditUnderWay } from "./on-demand.js";
import type { AuditOrder } from "./types.js";

/** Where an audit stands: what its page shows, and what `status.json` says to programs. */
export type AuditStatus = {
  id: string;
  name: string;
  /** As asked for. */
  url: string;
} & (
  | { state: "waiting"; ahead: number }
  | { state: "running"; startedAt: string; stopping: boolean; progress: CrawlProgress | null }
  | { state: "done"; report: string; document: string }
  | { state: "ended"; why: string; order: Pick<AuditOrder, "subject" | "duties"> }
  /** Begun by another process, or by this one before it was started again. */
  | { state: "elsewhere"; startedAt: string; order: Pick<AuditOrder, "subject" | "duties"> }
);

export type UnderWayStatus = Extract<AuditStatus, { state: "waiting" | "running" }>;

export function statusOf(audit: AuditUnderWay, ahead: number): UnderWayStatus {
  const about = { id: audit.id, name: audit.subject.name, url: audit.url };
  return audit.startedAt === null
    ? { ...about, state: "waiting", ahead }
    : {
        ...about,
        state: "running",
        startedAt: audit.startedAt,
        stopping: audit.stopping,
        progress: audit.progress,
      };
}

export interface ProgressWords {
  stage: string;
  count: string;
  /** Of the pages that are known by now, from 0 to 1; pages found on the way may move it back. */
  share: number;
}

export function progressWords(status: UnderWayStatus): ProgressWords {
  if (status.state === "waiting") {
    const stage = status.ahead === 0 ? "Waiting: next in line" : `Waiting: ${status.ahead} before it`;
    return { stage, count: "", share: 0 };
  }
  const { progress } = status;
  if (status.stopping) return { stage: "Being stopped", count: "", share: 0 };
  if (progress === null) return { stage: STAGES.start, count: "", share: 0 };
  const { stage, fetched, queued, examined } = progress;
  const browser = examined > 0 ? `, ${examined} examined in the browser` : "";
  return {
    stage: STAGES[stage],
    count: `${fetched} ${fetched === 1 ? "page" : "pages"} read${browser}`,
    share: fetched / Math.max(1, fetched + queued),
  };
}

const STAGES: Record<CrawlProgress["stage"], string> = {
  start: "Starting",
  crawl: "Reading pages",
  search: "Asking the site’s own search",
  browser: "Examining pages in the browser",
  done: "Judging what was found",
};
