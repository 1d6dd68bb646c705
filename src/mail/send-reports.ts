import { renderAuthorityReport } from "../../reports/authority/report.js";
import { isNews, nameOf, newsOf } from "../../reports/email/news.js";
import { reportMail } from "../../reports/email/report-mail.js";
import type { AuditDocument } from "../audit/types.js";
import { UsageError } from "../errors.js";
import { isGone, newHolder } from "../runs/holder.js";
import { type Contact, MailRecords, type NewEntry, type OutboxEntry } from "../store/mail-records.js";
import type { SqlStore } from "../store/sql-store.js";
import type { RunRecord } from "../store/types.js";
import { type ClaimTimes, type Composed, deliverOutbox, type RetryPolicy } from "./deliver.js";
import { type DkimKey, fileNameOf, messageBytes, messageIdOf } from "./message.js";
import type { Postman } from "./postman.js";
import type { Sender } from "./sender.js";

/** `changed`: only with news of the website; `weekly`: when the last report is a week old; `always`: after every run. */
export const WHEN = ["changed", "weekly", "always"] as const;
export type When = (typeof WHEN)[number];

/** What the letters look like, and whom they come from. */
export interface Stationery {
  from: Sender;
  /** Address that takes `unsubscribe`; the sender's when it is null. */
  unsubscribe: string | null;
  /** Where reports are published; they are attached when it is null. */
  linkBase: string | null;
  dkim: DkimKey | null;
}

export interface SendOptions {
  store: SqlStore;
  run: RunRecord;
  when: When;
  stationery: Stationery;
  postman: Postman;
  /** How long to stay for messages that were put off. */
  waitMs: number;
  now(): Date;
  log(line: string): void;
  policy?: RetryPolicy;
  times?: ClaimTimes;
  signal?: AbortSignal;
}

export interface MailSummary {
  /** Everything in the outbox for this run, as it stands now. */
  entries: OutboxEntry[];
  /** Contacts that get nothing of this run, by why. */
  left: Left[];
}

export interface Left {
  contact: Contact;
  why: "unchanged" | "mailed-this-week" | "no-report" | "unsubscribed" | "bounced";
}

/**
 * Queues the run's reports for their authorities' contacts, each once however often it is called, and hands over what is
 * due in the outbox. What cannot go out now stays there for the next call.
 * @throws UsageError when the run is not sealed.
 * @throws MailServerRefusedError
 */
export async function sendReports(options: SendOptions): Promise<MailSummary> {
  const { store, run, now } = options;
  const records = new MailRecords(store);
  const { entries, left } = await chosen(store, records, run, options.when);
  await records.queue(entries, now().toISOString(), now().getTime());
  const writer = writerOf(store, options.stationery);
  await deliverOutbox({
    ...options,
    records,
    compose: (entry) => writer(entry, entry.queuedAt),
    holder: newHolder(),
    isGone,
  });
  return { entries: await records.outbox({ runId: run.id }), left };
}

/** The messages that would go out, without a word to a server or a trace in the outbox. */
export async function* draftReports(
  options: Pick<SendOptions, "store" | "run" | "when" | "stationery" | "now">,
): AsyncIterable<{ fileName: string; entry: NewEntry; message: Composed }> {
  const { store, run, stationery, now } = options;
  const records = new MailRecords(store);
  const { entries } = await chosen(store, records, run, options.when);
  const writer = writerOf(store, stationery);
  for (const entry of entries) {
    const message = await writer(entry, now().toISOString());
    // Part of the Message-ID, so that two addresses that look alike as file names stay two files.
    const distinct = message.messageId.slice(1, 9);
    yield { fileName: fileNameOf([entry.authoritySlug, entry.recipient, distinct], "eml"), entry, message };
  }
}

/** Who gets a report of the run, and what its news is told against. */
export async function chosen(
  store: SqlStore,
  records: MailRecords,
  run: RunRecord,
  when: When,
): Promise<{ entries: NewEntry[]; left: Left[] }> {
  if (run.state !== "sealed")
    throw new UsageError(`run ${run.id} is ${run.state}: only the reports of a finished run are mailed`);
  const entries: NewEntry[] = [];
  const left: Left[] = [];
  // Contacts come by authority: one document in memory at a time.
  let slug = "";
  let document: AuditDocument | null = null;
  for (const contact of await records.contacts()) {
    if (contact.stop) {
      left.push({ contact, why: contact.stop.reason });
      continue;
    }
    if (contact.authoritySlug !== slug) {
      slug = contact.authoritySlug;
      document = await store.documentOf(run.id, slug);
    }
    if (!document) {
      left.push({ contact, why: "no-report" });
      continue;
    }
    const mailed = await records.lastMailedRun(run.id, slug, contact.email);
    const beforeRunId = mailed?.id ?? (await records.lastReportedRun(run.id, slug));
    const why = await reasonToLeave(store, { run, when, document, slug, mailed, beforeRunId });
    if (why) left.push({ contact, why });
    else
      entries.push({
        runId: run.id,
        authoritySlug: slug,
        recipient: contact.email,
        recipientName: contact.name,
        beforeRunId,
      });
  }
  return { entries, left };
}

/** Half a day less than a week: nights do not end on the minute. */
const WEEK_MS = 6.5 * 24 * 60 * 60_000;

async function reasonToLeave(
  store: SqlStore,
  at: {
    run: RunRecord;
    when: When;
    document: AuditDocument;
    slug: string;
    mailed: { finishedAt: string } | null;
    beforeRunId: string | null;
  },
): Promise<Left["why"] | null> {
  if (at.when === "always") return null;
  if (at.when === "weekly") {
    const sinceMs = at.mailed
      ? Date.parse(at.run.finishedAt ?? at.run.startedAt) - Date.parse(at.mailed.finishedAt)
      : Number.POSITIVE_INFINITY;
    return sinceMs < WEEK_MS ? "mailed-this-week" : null;
  }
  const since = at.beforeRunId === null ? null : await store.documentOf(at.beforeRunId, at.slug);
  return isNews(newsOf(at.document, since)) ? null : "unchanged";
}

/** Writes the same message for an entry whenever it is asked, so that a retry is no second letter. */
function writerOf(
  store: SqlStore,
  stationery: Stationery,
): (entry: NewEntry, writtenAt: string) => Promise<Composed> {
  return async (entry, writtenAt) => {
    const { runId, authoritySlug, beforeRunId } = entry;
    const document = await store.documentOf(runId, authoritySlug);
    if (!document) throw new Error(`run ${runId} has no report of ${authoritySlug}`);
    const since = beforeRunId === null ? null : await store.documentOf(beforeRunId, authoritySlug);
    const filename = fileNameOf(
      [nameOf(document), "website-audit", document.run.startedAt.slice(0, 10)],
      "html",
    );
    const unsubscribe = stationery.unsubscribe ?? stationery.from.address;
    const link = stationery.linkBase && linkTo(stationery.linkBase, authoritySlug);
    const mail = reportMail({
      document,
      since,
      report: link ? { link } : { attachedAs: filename },
      unsubscribe,
    });
    const attachment = link
      ? null
      : {
          filename,
          html: renderAuthorityReport({
            document,
            before: since,
            attestations: await store.attestations(authoritySlug, document.run.asOf.slice(0, 10)),
          }),
        };
    const messageId = messageIdOf(entry, stationery.from);
    const bytes = await messageBytes({
      from: stationery.from,
      to: { name: entry.recipientName, address: entry.recipient },
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      attachment,
      messageId,
      unsubscribe,
      date: new Date(writtenAt),
      dkim: stationery.dkim,
    });
    return { subject: mail.subject, messageId, from: stationery.from.address, bytes };
  };
}

/** Where `council-audit report` puts an authority's page. */
export function linkTo(base: string, authoritySlug: string): string {
  return `${base.replace(/\/+$/, "")}/authorities/${authoritySlug.replace(/[^a-z0-9.-]+/gi, "-")}/`;
}
