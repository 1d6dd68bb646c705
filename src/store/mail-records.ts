import type { Knex } from "knex";
import { insertRows, plainText } from "./rows.js";

/** Who gets the reports of an authority. */
export interface Contact {
  authoritySlug: string;
  email: string;
  name: string | null;
  role: string | null;
}

export type StopReason = "unsubscribed" | "bounced";

/** An address that must not be written to, whichever authority it is a contact of. */
export interface MailStop {
  /** The address in lower case. */
  emailKey: string;
  reason: StopReason;
  detail: string | null;
  /** ISO 8601. */
  since: string;
}

/**
 * `waiting` not tried yet; `sending` claimed by a living process; `deferred` to be tried again; `sent` the server took
 * it; `failed` refused for good; `uncertain` its process died after the last octet and before the server's answer was
 * recorded; `withdrawn` the recipient unsubscribed or bounced meanwhile.
 */
export type OutboxState = "waiting" | "sending" | "deferred" | "sent" | "failed" | "uncertain" | "withdrawn";

export interface OutboxEntry {
  id: number;
  runId: string;
  authoritySlug: string;
  recipient: string;
  recipientName: string | null;
  beforeRunId: string | null;
  subject: string | null;
  state: OutboxState;
  attempts: number;
  /** ISO 8601. */
  queuedAt: string;
  nextAttemptMs: number;
  settledAt: string | null;
  /** What the server, or the way to it, last said. */
  answer: string | null;
}

/** An entry while this process alone may send it. */
export interface ClaimedEntry extends OutboxEntry {
  claim: string;
}

export type NewEntry = Pick<
  OutboxEntry,
  "runId" | "authoritySlug" | "recipient" | "recipientName" | "beforeRunId"
>;

export function emailKey(email: string): string {
  return email.trim().toLowerCase();
}

/** Contacts and outbox. Every change of an entry's state is one conditional statement, so that two processes never both make it. */
export class MailRecords {
  readonly #database: Knex;

  constructor(store: { readonly database: Knex }) {
    this.#database = store.database;
  }

  /**
   * Adds contacts, or brings name and role of known ones up to date; all or none.
   * @param replace contacts of the authorities in the list that it does not hold are dropped.
   */
  async saveContacts(contacts: readonly Contact[], at: string, replace = false): Promise<void> {
    const slugs = [...new Set(contacts.map((one) => one.authoritySlug))];
    await this.#database.transaction(async (trx) => {
      if (replace) {
        for (const slug of slugs) await trx("contacts").where("authority_slug", slug).delete();
      }
      const rows = contacts.map((one) => ({
        authority_slug: one.authoritySlug,
        email: one.email,
        email_key: emailKey(one.email),
        name: one.name && plainText(one.name),
        role: one.role && plainText(one.role),
        added_at: at,
      }));
      await insertRows(trx, "contacts", rows, { columns: ["authority_slug", "email_key"], do: "merge" });
    });
  }

  async contacts(filter: { authoritySlug?: string } = {}): Promise<(Contact & { stop: MailStop | null })[]> {
    const query = this.#database("contacts")
      .leftJoin("mail_stops", "mail_stops.email_key", "contacts.email_key")
      .orderBy(["contacts.authority_slug", "contacts.email_key"]);
    if (filter.authoritySlug !== undefined) query.where("contacts.authority_slug", filter.authoritySlug);
    const rows: (ContactRow & Partial<StopRow>)[] = await query.select(
      "contacts.authority_slug",
      "contacts.email",
      "contacts.email_key",
      "contacts.name",
      "contacts.role",
      "mail_stops.reason",
      "mail_stops.detail",
      "mail_stops.since",
    );
    return rows.map((row) => ({
      authoritySlug: row.authority_slug,
      email: row.email,
      name: row.name,
      role: row.role,
      stop: row.reason ? stopOf(row as StopRow) : null,
    }));
  }

  /** How many contacts the address was of. */
  async removeContact(email: string): Promise<number> {
    return this.#database("contacts").where("email_key", emailKey(email)).delete();
  }

  /** An unsubscription is never overwritten by a bounce. */
  async stopMail(email: string, reason: StopReason, detail: string | null, at: string): Promise<void> {
    const row = { email_key: emailKey(email), reason, detail: detail && plainText(detail), since: at };
    const insert = this.#database("mail_stops").insert(row).onConflict("email_key");
    if (reason === "bounced") await insert.ignore();
    else await insert.merge();
  }

  /** False when the address was not stopped. */
  async resumeMail(email: string): Promise<boolean> {
    return (await this.#database("mail_stops").where("email_key", emailKey(email)).delete()) > 0;
  }

  async stop(email: string): Promise<MailStop | null> {
    const row: StopRow | undefined = await this.#database("mail_stops")
      .where("email_key", emailKey(email))
      .first();
    return row ? stopOf(row) : null;
  }

  /** How many are new: an entry that is there already, in whatever state, stays as it is. */
  async queue(entries: readonly NewEntry[], at: string, nowMs: number): Promise<number> {
    let added = 0;
    await this.#database.transaction(async (trx) => {
      for (const one of entries) {
        const inserted: unknown[] = await trx("outbox")
          .insert({
            run_id: one.runId,
            authority_slug: one.authoritySlug,
            recipient: one.recipient,
            recipient_key: emailKey(one.recipient),
            recipient_name: one.recipientName,
            before_run_id: one.beforeRunId,
            state: "waiting",
            attempts: 0,
            queued_at: at,
            next_attempt_ms: nowMs,
          })
          .onConflict(["run_id", "authority_slug", "recipient_key"])
          .ignore()
          .returning("id");
        added += inserted.length;
      }
    });
    return added;
  }

  async outbox(filter: { runId?: string; states?: readonly OutboxState[] } = {}): Promise<OutboxEntry[]> {
    const query = this.#database("outbox").orderBy("id");
    if (filter.runId !== undefined) query.where("run_id", filter.runId);
    if (filter.states) query.whereIn("state", [...filter.states]);
    const rows: OutboxRow[] = await query.select("*");
    return rows.map(entryOf);
  }

  /** The next entry that is due, now this process's; null when none is. */
  async claim(claim: string, nowMs: number): Promise<ClaimedEntry | null> {
    for (;;) {
      const due: OutboxRow | undefined = await this.#database("outbox")
        .whereIn("state", ["waiting", "deferred"])
        .where("next_attempt_ms", "<=", nowMs)
        .orderBy(["next_attempt_ms", "id"])
        .first();
      if (!due) return null;
      const taken = await this.#database("outbox")
        .where({ id: due.id })
        .whereIn("state", ["waiting", "deferred"])
        .update({
          state: "sending",
          claim,
          heartbeat_ms: nowMs,
          handed_over_ms: null,
          attempts: this.#database.raw("attempts + 1"),
        });
      if (taken === 1) return { ...entryOf({ ...due, attempts: due.attempts + 1 }), state: "sending", claim };
    }
  }

  /** When the next waiting or deferred entry is due; null when there is none. */
  async nextDueMs(): Promise<number | null> {
    const row = await this.#database("outbox")
      .whereIn("state", ["waiting", "deferred"])
      .orderBy("next_attempt_ms")
      .first("next_attempt_ms");
    return row ? Number(row.next_attempt_ms) : null;
  }

  async heartbeat(entry: ClaimedEntry, nowMs: number): Promise<void> {
    await this.#claimed(entry).update({ heartbeat_ms: nowMs });
  }

  async setSubject(entry: ClaimedEntry, subject: string): Promise<void> {
    await this.#claimed(entry).update({ subject: plainText(subject) });
  }

  /** Before the message's last octets. False when another process has taken the entry over: they must not go out then. */
  async beginHandover(entry: ClaimedEntry, nowMs: number): Promise<boolean> {
    return (await this.#claimed(entry).update({ handed_over_ms: nowMs, heartbeat_ms: nowMs })) === 1;
  }

  /** The server's word counts even where another process has called the entry uncertain meanwhile. */
  async accepted(entry: ClaimedEntry, at: string, answer: string): Promise<void> {
    await this.#database("outbox")
      .where({ id: entry.id, claim: entry.claim })
      .whereIn("state", ["sending", "uncertain"])
      .update({ state: "sent", settled_at: at, answer: oneLine(answer) });
  }

  async putOff(entry: ClaimedEntry, nextAttemptMs: number, answer: string): Promise<void> {
    await this.#settle(entry, {
      state: "deferred",
      next_attempt_ms: nextAttemptMs,
      answer: oneLine(answer),
    });
  }

  async refused(entry: ClaimedEntry, at: string, answer: string): Promise<void> {
    await this.#settle(entry, { state: "failed", settled_at: at, answer: oneLine(answer) });
  }

  async withdraw(entry: ClaimedEntry, at: string, why: string): Promise<void> {
    await this.#settle(entry, { state: "withdrawn", settled_at: at, answer: oneLine(why) });
  }

  /** As if it had never been claimed: the fault was not the message's. */
  async giveBack(entry: ClaimedEntry, answer: string): Promise<void> {
    await this.#settle(entry, {
      state: "waiting",
      attempts: this.#database.raw("attempts - 1"),
      answer: oneLine(answer),
    });
  }

  /**
   * Entries whose process died: sent again when their last octets had not gone out, else called uncertain.
   * @param isGone whether a claim is of a process known to be dead, so that its heartbeat need not be waited out.
   */
  async recover(
    nowMs: number,
    staleAfterMs: number,
    isGone: (claim: string) => boolean,
  ): Promise<{ again: number; uncertain: number }> {
    const rows: OutboxRow[] = await this.#database("outbox").where("state", "sending").select("*");
    const dead = rows.filter(
      (row) => Number(row.heartbeat_ms) < nowMs - staleAfterMs || isGone(row.claim ?? ""),
    );
    const found = { again: 0, uncertain: 0 };
    for (const row of dead) {
      const asItWas = () =>
        this.#database("outbox").where({
          id: row.id,
          state: "sending",
          claim: row.claim,
          heartbeat_ms: row.heartbeat_ms,
        });
      // The claim of an uncertain entry stays: should its process be alive after all, it may still tell.
      found.uncertain += await asItWas()
        .whereNotNull("handed_over_ms")
        .update({ state: "uncertain", answer: UNCERTAIN });
      found.again += await asItWas()
        .whereNull("handed_over_ms")
        .update({ state: "deferred", claim: null, next_attempt_ms: nowMs, answer: INTERRUPTED });
    }
    return found;
  }

  /** A person asks for another try of a failed or uncertain entry. False when it is neither. */
  async tryAgain(id: number, at: string, nowMs: number): Promise<boolean> {
    const changed = await this.#database("outbox")
      .where({ id })
      .whereIn("state", ["failed", "uncertain", "withdrawn"])
      .update({
        state: "waiting",
        attempts: 0,
        claim: null,
        handed_over_ms: null,
        settled_at: null,
        // Its patience begins anew.
        queued_at: at,
        next_attempt_ms: nowMs,
      });
    return changed === 1;
  }

  /** The newest earlier run of the same kind whose report this recipient has, or may have. */
  async lastMailedRun(
    runId: string,
    authoritySlug: string,
    email: string,
  ): Promise<{ id: string; finishedAt: string } | null> {
    const row = await this.#earlierRuns(runId)
      .join("outbox", "outbox.run_id", "earlier.id")
      .where({ "outbox.authority_slug": authoritySlug, "outbox.recipient_key": emailKey(email) })
      .whereIn("outbox.state", ["sent", "uncertain"])
      .first("earlier.id", "earlier.finished_at");
    return row ? { id: row.id, finishedAt: row.finished_at } : null;
  }

  /** The newest earlier run of the same kind that has a report of the authority. */
  async lastReportedRun(runId: string, authoritySlug: string): Promise<string | null> {
    const row = await this.#earlierRuns(runId)
      .join("audits", "audits.run_seq", "earlier.seq")
      .where({ "audits.subject_key": authoritySlug, "audits.state": "done" })
      .first("earlier.id");
    return row?.id ?? null;
  }

  #earlierRuns(runId: string): Knex.QueryBuilder {
    return this.#database("runs as earlier")
      .join("runs as this", (on) => {
        on.on("this.kind", "earlier.kind").andOn("earlier.seq", "<", "this.seq");
      })
      .where({ "this.id": runId, "earlier.state": "sealed" })
      .orderBy("earlier.seq", "desc");
  }

  #claimed(entry: ClaimedEntry): Knex.QueryBuilder {
    return this.#database("outbox").where({ id: entry.id, claim: entry.claim, state: "sending" });
  }

  async #settle(entry: ClaimedEntry, change: Record<string, unknown>): Promise<void> {
    await this.#claimed(entry).update({ claim: null, handed_over_ms: null, ...change });
  }
}

const UNCERTAIN = "the process ended after the message had gone out and before the answer was recorded";
const INTERRUPTED = "the process ended before the message had gone out";

interface ContactRow {
  authority_slug: string;
  email: string;
  email_key: string;
  name: string | null;
  role: string | null;
}

interface StopRow {
  email_key: string;
  reason: StopReason;
  detail: string | null;
  since: string;
}

interface OutboxRow {
  id: number;
  run_id: string;
  authority_slug: string;
  recipient: string;
  recipient_name: string | null;
  before_run_id: string | null;
  subject: string | null;
  state: OutboxState;
  attempts: number;
  queued_at: string;
  /** PostgreSQL gives 64-bit integers as text. */
  next_attempt_ms: number | string;
  claim: string | null;
  heartbeat_ms: number | string | null;
  handed_over_ms: number | string | null;
  settled_at: string | null;
  answer: string | null;
}

function stopOf(row: StopRow): MailStop {
  return { emailKey: row.email_key, reason: row.reason, detail: row.detail, since: row.since };
}

function entryOf(row: OutboxRow): OutboxEntry {
  return {
    id: row.id,
    runId: row.run_id,
    authoritySlug: row.authority_slug,
    recipient: row.recipient,
    recipientName: row.recipient_name,
    beforeRunId: row.before_run_id,
    subject: row.subject,
    state: row.state,
    attempts: row.attempts,
    queuedAt: row.queued_at,
    nextAttemptMs: Number(row.next_attempt_ms),
    settledAt: row.settled_at,
    answer: row.answer,
  };
}

function oneLine(text: string): string {
  return plainText(text).replace(/\s+/g, " ").trim().slice(0, 500);
}
