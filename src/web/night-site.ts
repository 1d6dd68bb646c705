import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AuthorityReportInput } from "../../reports/authority/report.js";
import type { RunRecord, Store } from "../store/types.js";

/** What a night's site is made of besides the pages in its folder. */
export interface NightReports {
  /** What an authority's report is made of, by its folder's name below `authorities`; null when there is none. */
  reportOf(folder: string): Promise<AuthorityReportInput | null>;
}

export interface ShownNight extends NightReports {
  run: RunRecord;
  /** Of its pages. */
  folder: string;
}

export interface NightSiteOptions {
  store: Pick<Store, "runs">;
  /** Writes the pages of a sealed night into a folder. */
  write(run: RunRecord, folder: string): Promise<NightReports>;
  /** Milliseconds of a clock. */
  now(): number;
  /** Told why there is no newer site than the one shown. */
  failed(error: unknown): void;
}

/** Pauses after a site that could not be written, milliseconds; the last one from then on. */
const PAUSES_MS = [60_000, 5 * 60_000, 30 * 60_000] as const;

/** What there is to be shown: `failed` means that the last night's site could not be written. */
export type NightState = "none" | "in-the-making" | "failed" | "shown";

/**
 * The national site of the newest sealed night, in a folder of its own until a newer night is sealed, or that one judged
 * again. It is written beside the one that is shown, and takes its place when it is whole.
 */
export class NightSite {
  private shown: ShownNight | null = null;
  private refreshing: Promise<void> | null = null;
  private failures = 0;
  private nextTryAt = 0;

  constructor(private readonly options: NightSiteOptions) {}

  /** null when there is none (yet). */
  current(): ShownNight | null {
    return this.shown;
  }

  get state(): NightState {
    if (this.shown) return "shown";
    if (this.refreshing) return "in-the-making";
    return this.failures > 0 ? "failed" : "none";
  }

  /** Looks whether there is something newer. Never rejects; called while it is at it, it waits for that. */
  refresh(): Promise<void> {
    this.refreshing ??= this.renew().finally(() => {
      this.refreshing = null;
    });
    return this.refreshing;
  }

  async close(): Promise<void> {
    await this.refreshing;
    if (this.shown) await remove(this.shown.folder);
    this.shown = null;
  }

  private async renew(): Promise<void> {
    if (this.options.now() < this.nextTryAt) return;
    try {
      const [run] = await this.options.store.runs({ kind: "nightly", state: "sealed", limit: 1 });
      if (run && !(run.id === this.shown?.run.id && run.revision === this.shown.run.revision))
        await this.show(run);
      this.failures = 0;
    } catch (error) {
      this.nextTryAt = this.options.now() + (PAUSES_MS[this.failures] ?? PAUSES_MS[2]);
      this.failures++;
      this.options.failed(error);
    }
  }

  private async show(run: RunRecord): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), "council-audit-night-"));
    try {
      const { reportOf } = await this.options.write(run, folder);
      const before = this.shown;
      this.shown = { run, folder, reportOf };
      if (before) await remove(before.folder);
    } catch (error) {
      if (this.shown?.folder !== folder) await remove(folder);
      throw error;
    }
  }
}

function remove(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true });
}
