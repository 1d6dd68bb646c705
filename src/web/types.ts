import type { AuditSubject } from "../authorities/types.js";
import type { CrawlProgress } from "../crawl/types.js";

/** Characters that an entry may have: more than any address that is audited. */
export const LONGEST_FIELD = 2_000;

/** What somebody asks to be audited, as typed. */
export interface AuditWish {
  /** A web address, or an authority by name or GSS code. */
  site: string;
  /** Whose site the address is; "" leaves that to the register. */
  authority: string;
  /** Of authority, such as `district`; "" leaves that to the register. */
  type: string;
  duties: string[];
}

/** An audit that was asked for, and is known to be possible. */
export interface AuditOrder {
  subject: AuditSubject;
  url: string;
  duties: string[];
}

/** Audits one site and stores what it found under the run's id. @throws what ended it early. */
export type PerformAudit = (
  runId: string,
  order: AuditOrder,
  on: { progress(progress: CrawlProgress): void; signal: AbortSignal },
) => Promise<void>;
