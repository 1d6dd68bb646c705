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
  /** Told why there is no newer site than the one shown. */
  failed(error: unknown): void;
}

/**
 * The national site of the newest sealed night, in a folder of its own until a newer night is sealed. It is written
 * beside the one that is shown, and takes its place when it is whole.
 */
export class NightSite {
  private shown: ShownNight | null = null;
  private refreshing: Promise<void> | null = null;
  private tried: string | null = null;

  constructor(private readonly options: NightSiteOptions) {}

  /** null when there is none (yet). */
  current(): ShownNight | null {
    return this.shown;
  }

  /** Whether one is being written for the first time. */
  inTheMaking(): boolean {
    return this.shown === null && this.refreshing !== null;
  }

  /** Looks whether there is a newer night. Never rejects; called while it is at it, it waits for that. */
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
    try {
      const [run] = await this.options.store.runs({ kind: "nightly", state: "sealed", limit: 1 });
      if (!run || run.id === this.shown?.run.id || run.id === this.tried) return;
      // Should it fail, once is enough: it would end in the same way each time.
      this.tried = run.id;
      await this.show(run);
    } catch (error) {
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
