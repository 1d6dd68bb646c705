import type { Examination, FetchOutcome } from "../snapshot/types.js";

export interface RenderedPage {
  outcome: FetchOutcome;
  detail: string;
  /** Address after redirects, client-side ones included. */
  url: string;
  status: number | null;
  /** Serialised DOM after scripts have run; empty unless the outcome is `ok`. */
  html: string;
  retrievedAt: string;
}

export interface ExamineOptions {
  sampledAs: Examination["sampledAs"];
  /** The authority's own hosts: frames elsewhere are third parties'. */
  isOwn(url: string): boolean;
  registrableDomain: string;
}

/** A pool of Chromium pages behind the guarded proxy. Started on first use. */
export interface Browser {
  /** Version of the engine that examines; where it is told, a page that is as last time need not be examined to learn it. */
  readonly engineVersion?: string;
  render(url: string): Promise<RenderedPage>;
  examine(url: string, options: ExamineOptions): Promise<Examination>;
  close(): Promise<void>;
}
