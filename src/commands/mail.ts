import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EXIT, either, messageOf, UsageError } from "../errors.js";
import { MailServerRefusedError } from "../mail/deliver.js";
import type { DkimKey } from "../mail/message.js";
import { openPostman } from "../mail/postman.js";
import {
  draftReports,
  type Left,
  type MailSummary,
  type Stationery,
  sendReports,
  WHEN,
  type When,
} from "../mail/send-reports.js";
import { domainOf, emailAddress, senderOf } from "../mail/sender.js";
import { MailRecords, type OutboxEntry, type OutboxState } from "../store/mail-records.js";
import { openStore } from "../store/open.js";
import type { RunRecord, Store } from "../store/types.js";
import { runAsked } from "./judge.js";
import { databaseOf, number, wholeNumber } from "./options.js";
import type { Surroundings } from "./surroundings.js";

export interface MailFlags {
  run?: string;
  when: string;
  dryRun: boolean;
  status: boolean;
  again: string[];
  output: string;
  linkBase?: string;
  from?: string;
  smtp?: string;
  unsubscribe?: string;
  /** Minutes. */
  wait: string;
  /** Messages a minute. */
  rate: string;
  dkimKey?: string;
  dkimSelector?: string;
  dkimDomain?: string;
  database?: string;
}

/** Exit code when something of the run has not gone out: cron should say so. */
const NOT_ALL_SENT = EXIT.thresholdCrossed;

/** `mail`: the reports of a finished run to the authorities' contacts, each once; or what would be sent, or what was. */
export async function mail(flags: MailFlags, around: Surroundings): Promise<number> {
  const plan = planOf(flags, around);
  const store = await openStore(databaseOf(flags.database, around.environment));
  try {
    const records = new MailRecords(store);
    for (const id of plan.again) {
      if (!(await records.tryAgain(id, around.now().toISOString(), around.now().getTime())))
        throw new UsageError(
          `--again ${id}: no failed, withdrawn or uncertain message has this number; see --status`,
        );
    }
    const run = await runToMail(store, flags.run);
    if (plan.do === "status") {
      around.print(statusText(run, await records.outbox({ runId: run.id })));
      return EXIT.done;
    }
    if (plan.do === "draft") {
      let count = 0;
      mkdirSync(flags.output, { recursive: true });
      for await (const draft of draftReports({ store, run, now: around.now, ...plan })) {
        writeFileSync(join(flags.output, draft.fileName), draft.message.bytes);
        around.print(`${draft.fileName}  ${draft.entry.recipient}  ${draft.message.subject}\n`);
        count++;
      }
      around.print(`${count} messages written to ${flags.output}; nothing was sent\n`);
      return EXIT.done;
    }
    const postman = openPostman(plan.postman);
    try {
      const summary = await sendReports({
        ...plan,
        store,
        run,
        postman,
        now: around.now,
        log: (line) => around.log(`council-audit: ${line}`),
        ...(around.signal ? { signal: around.signal } : {}),
      });
      around.print(summaryText(run, summary));
      return summary.entries.every((one) => one.state === "sent" || one.state === "withdrawn")
        ? EXIT.done
        : NOT_ALL_SENT;
    } finally {
      postman.close();
    }
  } catch (error) {
    if (error instanceof MailServerRefusedError)
      throw new UsageError(
        `the mail server will not work with SMTP_URL or MAIL_FROM as they are: ${error.message}. Nothing is lost: messages wait in the outbox`,
      );
    throw error;
  } finally {
    await store.close();
  }
}

interface Settings {
  when: When;
  stationery: Stationery;
}

type Plan = { again: number[] } & (
  | { do: "status" }
  | ({ do: "draft" } & Settings)
  | ({ do: "send"; waitMs: number; postman: { smtpUrl: string; messagesPerMinute: number } } & Settings)
);

/** For the schedule: what is wrong with the settings is told now, not after the night. @throws UsageError */
export function checkMail(flags: MailFlags, around: Surroundings): void {
  planOf(flags, around);
}

/** Everything flags and environment say, read before the first thing is done. @throws UsageError */
function planOf(flags: MailFlags, around: Surroundings): Plan {
  const again = flags.again.map((one) => wholeNumber("--again", one, 1, Number.MAX_SAFE_INTEGER));
  if (flags.status) return { do: "status", again };
  const settings = settingsOf(flags, around.environment);
  if (flags.dryRun) return { do: "draft", again, ...settings };
  const smtpUrl = flags.smtp ?? around.environment.SMTP_URL ?? "";
  if (smtpUrl.trim() === "")
    throw new UsageError(
      "SMTP_URL is not set: say which server sends, such as smtp://USER:PASSWORD@HOST:587; --dry-run needs none",
    );
  return {
    do: "send",
    again,
    ...settings,
    waitMs: number("--wait", flags.wait, 0, 7 * 24 * 60) * 60_000,
    postman: { smtpUrl, messagesPerMinute: number("--rate", flags.rate, 0.1, 6000) },
  };
}

/** Also for the schedule, which mails after a night. @throws UsageError */
export function settingsOf(
  flags: Pick<
    MailFlags,
    "when" | "from" | "unsubscribe" | "linkBase" | "dkimKey" | "dkimSelector" | "dkimDomain"
  >,
  environment: NodeJS.ProcessEnv,
): Settings {
  const when = WHEN.find((one) => one === flags.when);
  if (!when) throw new UsageError(`--when "${flags.when}": use ${either(WHEN)}`);
  const from = senderOf(flags.from ?? environment.MAIL_FROM);
  return {
    when,
    stationery: {
      from,
      unsubscribe: flags.unsubscribe === undefined ? null : addressOf("--unsubscribe", flags.unsubscribe),
      linkBase: flags.linkBase === undefined ? null : linkBaseOf(flags.linkBase),
      dkim: dkimOf(flags, from.address),
    },
  };
}

function addressOf(option: string, text: string): string {
  const address = emailAddress.safeParse(text);
  if (!address.success) throw new UsageError(`${option} "${text}" is not an e-mail address`);
  return address.data;
}

function linkBaseOf(text: string): string {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text))
    throw new UsageError(`--link-base "${text}": give the web address of the folder that holds the reports`);
  return new URL(text).href;
}

function dkimOf(
  flags: Pick<MailFlags, "dkimKey" | "dkimSelector" | "dkimDomain">,
  from: string,
): DkimKey | null {
  if (flags.dkimKey === undefined) return null;
  if (!flags.dkimSelector)
    throw new UsageError("--dkim-selector is missing: the name under which the key stands in the DNS");
  let privateKey: string;
  try {
    privateKey = readFileSync(flags.dkimKey, "utf8");
  } catch (error) {
    throw new UsageError(`--dkim-key: ${messageOf(error)}`);
  }
  if (!privateKey.includes("PRIVATE KEY"))
    throw new UsageError(`--dkim-key ${flags.dkimKey} holds no PEM private key`);
  return { privateKey, keySelector: flags.dkimSelector, domainName: flags.dkimDomain ?? domainOf(from) };
}

/** The newest finished night; a single audit made since then is nobody's report unless it is asked for. */
async function runToMail(store: Store, id: string | undefined): Promise<RunRecord> {
  const [night] = id === undefined ? await store.runs({ kind: "nightly", state: "sealed", limit: 1 }) : [];
  return night ?? runAsked(store, id);
}

const STATE_WORDS: Record<OutboxState, string> = {
  sent: "sent",
  deferred: "put off",
  waiting: "waiting",
  sending: "being sent",
  failed: "given up",
  uncertain: "uncertain",
  withdrawn: "withdrawn",
};

function summaryText(run: RunRecord, { entries, left }: MailSummary): string {
  return `${statusText(run, entries)}${leftText(left)}`;
}

const LEFT_WORDS: Record<Left["why"], string> = {
  unchanged: "nothing changed",
  "mailed-this-week": "mailed less than a week ago",
  "no-report": "no report in this run",
  unsubscribed: "unsubscribed",
  bounced: "bounced earlier",
};

function leftText(left: readonly Left[]): string {
  const counts = new Map<Left["why"], number>();
  for (const one of left) counts.set(one.why, (counts.get(one.why) ?? 0) + 1);
  if (counts.size === 0) return "";
  const told = [...counts].map(([why, count]) => `${count} ${LEFT_WORDS[why]}`);
  return `Left out: ${told.join(", ")}\n`;
}

/** Counts, then each message that has not arrived, with what the server said. */
export function statusText(run: RunRecord, entries: readonly OutboxEntry[]): string {
  const states = Object.keys(STATE_WORDS) as OutboxState[];
  const counts = states
    .map((state) => [entries.filter((one) => one.state === state).length, STATE_WORDS[state]] as const)
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`);
  const open = entries.filter((one) => one.state !== "sent").map(entryLine);
  return [`Run ${run.id}: ${counts.join(", ") || "no messages"}`, ...open].map((one) => `${one}\n`).join("");
}

function entryLine(one: OutboxEntry): string {
  const next = one.state === "deferred" ? ` next try ${new Date(one.nextAttemptMs).toISOString()}` : "";
  const tries = `${one.attempts} ${one.attempts === 1 ? "try" : "tries"}`;
  return `  ${one.id}  ${STATE_WORDS[one.state]}${next}  ${one.authoritySlug}  ${one.recipient}  ${tries}  ${one.answer ?? ""}`.trimEnd();
}
