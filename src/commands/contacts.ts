import { readFileSync, writeFileSync } from "node:fs";
import type { Register } from "../authorities/register.js";
import { EXIT, messageOf, UsageError } from "../errors.js";
import { readContacts, writeContacts } from "../mail/contacts-csv.js";
import { emailAddress } from "../mail/sender.js";
import { MailRecords } from "../store/mail-records.js";
import { openStore } from "../store/open.js";
import { databaseOf } from "./options.js";
import type { Surroundings } from "./surroundings.js";

export interface ContactsFlags {
  database?: string;
}

export interface ImportFlags extends ContactsFlags {
  skipBad: boolean;
  replace: boolean;
}

/** `contacts import FILE`: all lines or none, unless bad ones may be left out. */
export async function importContacts(
  file: string,
  flags: ImportFlags,
  register: Register,
  around: Surroundings,
): Promise<number> {
  const { contacts, bad } = readContacts(bytesOf(file), register);
  const lines = bad.map((one) => `${file}, line ${one.line}: ${one.why}`);
  if (bad.length > 0 && !flags.skipBad) {
    throw new UsageError(
      `${lines.join("\n")}\nnothing was imported; mend ${bad.length === 1 ? "the line" : "the lines"}, or leave bad ones out with --skip-bad`,
    );
  }
  for (const line of lines) around.log(`council-audit: ${line}; left out`);
  return withRecords(flags, around, async (records) => {
    await records.saveContacts(contacts, around.now().toISOString(), flags.replace);
    const authorities = new Set(contacts.map((one) => one.authoritySlug)).size;
    around.print(
      `${contacts.length} contacts of ${authorities} authorities imported, ${bad.length} lines left out\n`,
    );
    const stopped = (await records.contacts()).filter((one) => one.stop);
    if (stopped.length > 0)
      around.print(`${stopped.length} contacts get no mail: they unsubscribed or their mail bounced\n`);
  });
}

/** `contacts export`: CSV that can be imported again. */
export async function exportContacts(
  flags: ContactsFlags & { output?: string },
  around: Surroundings,
): Promise<number> {
  return withRecords(flags, around, async (records) => {
    const csv = writeContacts(await records.contacts());
    if (flags.output === undefined) around.print(csv);
    else writeFileSync(flags.output, csv);
  });
}

/** `contacts unsubscribe EMAIL` and `contacts bounce EMAIL`: no more mail there, also after another import. */
export async function stopContact(
  email: string,
  reason: "unsubscribed" | "bounced",
  flags: ContactsFlags & { note?: string },
  around: Surroundings,
): Promise<number> {
  const address = addressOf(email);
  return withRecords(flags, around, async (records) => {
    await records.stopMail(address, reason, flags.note ?? null, around.now().toISOString());
    around.print(`${address}: no more mail (${reason})\n`);
  });
}

/** `contacts resume EMAIL`: the mark is lifted; for those who ask to be written to again. */
export async function resumeContact(
  email: string,
  flags: ContactsFlags,
  around: Surroundings,
): Promise<number> {
  const address = addressOf(email);
  return withRecords(flags, around, async (records) => {
    if (!(await records.resumeMail(address)))
      throw new UsageError(`${address} is neither unsubscribed nor bounced`);
    around.print(`${address}: mail goes there again\n`);
  });
}

/** `contacts remove EMAIL`: of every authority. Whether it had unsubscribed stays known. */
export async function removeContact(
  email: string,
  flags: ContactsFlags,
  around: Surroundings,
): Promise<number> {
  const address = addressOf(email);
  return withRecords(flags, around, async (records) => {
    const count = await records.removeContact(address);
    if (count === 0) throw new UsageError(`${address} is no authority's contact`);
    around.print(`${address} is no longer a contact (of ${count})\n`);
  });
}

async function withRecords(
  flags: ContactsFlags,
  around: Surroundings,
  work: (records: MailRecords) => Promise<void>,
): Promise<number> {
  const store = await openStore(databaseOf(flags.database, around.environment));
  try {
    await work(new MailRecords(store));
    return EXIT.done;
  } finally {
    await store.close();
  }
}

function addressOf(text: string): string {
  const address = emailAddress.safeParse(text);
  if (!address.success) throw new UsageError(`"${text}" is not an e-mail address`);
  return address.data;
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new UsageError(`${file}: ${messageOf(error)}`);
  }
}
