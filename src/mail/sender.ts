import addressparser from "nodemailer/lib/addressparser";
import { z } from "zod";
import { UsageError } from "../errors.js";

/** Whom mail comes from. */
export interface Sender {
  /** Empty when only an address was given. */
  name: string;
  address: string;
}

/** One mailbox in ASCII, as every mail server takes it; internationalised domains in their `xn--` form. */
export const emailAddress = z
  .string()
  .trim()
  .max(254)
  .pipe(z.email({ error: "is not an e-mail address" }));

/**
 * What MAIL_FROM (or `--from`) says: `audit@example.org` or `Council audit <audit@example.org>`.
 * @throws UsageError
 */
export function senderOf(text: string | undefined): Sender {
  const given = text?.trim() ?? "";
  if (given === "")
    throw new UsageError(
      'MAIL_FROM is not set: say whom mail comes from, such as MAIL_FROM="Council audit <audit@example.org>"',
    );
  const [mailbox, second] = addressparser(given, { flatten: true });
  const address = emailAddress.safeParse(mailbox?.address ?? "");
  if (second || !mailbox || !address.success || hasControls(given))
    throw new UsageError(`MAIL_FROM "${given.replace(/\s+/g, " ")}" is not one e-mail address`);
  return { name: mailbox.name, address: address.data };
}

/** Line ends and their like have no place in what becomes a header (RFC 5322, 2.2). */
export function hasControls(text: string): boolean {
  return /\p{Cc}|[\u2028\u2029]/u.test(text);
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1).toLowerCase();
}
