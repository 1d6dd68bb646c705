import { createHash } from "node:crypto";
import { createTransport } from "nodemailer";
import { domainOf, type Sender } from "./sender.js";

/** RFC 6376. */
export interface DkimKey {
  domainName: string;
  keySelector: string;
  /** PEM. */
  privateKey: string;
}

export interface MessageParts {
  from: Sender;
  to: { name: string | null; address: string };
  subject: string;
  text: string;
  html: string;
  attachment: { filename: string; html: string } | null;
  messageId: string;
  /** The list a reader may leave: address that takes `unsubscribe`. */
  unsubscribe: string;
  date: Date;
  dkim: DkimKey | null;
}

/**
 * The same for every try at one (run, authority, recipient): a receiver that got the message by a try whose answer was
 * lost can tell that the next is the same one (RFC 5322, 3.6.4).
 */
export function messageIdOf(
  key: { runId: string; authoritySlug: string; recipient: string },
  from: Sender,
): string {
  const hash = createHash("sha256")
    .update(JSON.stringify([key.runId, key.authoritySlug, key.recipient.toLowerCase()]))
    .digest("hex");
  return `<${hash.slice(0, 40)}@${domainOf(from.address)}>`;
}

/** The whole message as it goes over the wire: CRLF line ends, signed when a key is given. */
export async function messageBytes(parts: MessageParts): Promise<Buffer> {
  const { from, to, attachment, dkim } = parts;
  const boundary = parts.messageId.slice(1, 25);
  const composer = createTransport({ streamTransport: true, buffer: true, newline: "windows" });
  const { message } = await composer.sendMail({
    from: { name: from.name, address: from.address },
    to: { name: to.name ?? "", address: to.address },
    subject: parts.subject,
    text: parts.text,
    html: parts.html,
    attachments: attachment
      ? [
          {
            filename: attachment.filename,
            content: attachment.html,
            contentType: "text/html; charset=utf-8",
            contentDisposition: "attachment",
          },
        ]
      : [],
    messageId: parts.messageId,
    date: parts.date,
    // Parts are divided the same way at each try, too.
    baseBoundary: boundary,
    xMailer: false,
    // Nothing in a report may make the composer read a file or fetch an address.
    disableFileAccess: true,
    disableUrlAccess: true,
    headers: {
      // RFC 3834: vacation notices and their like must not answer.
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
      "Content-Language": "en-GB",
      "List-Id": { prepared: true, value: `Website audit reports <reports.${domainOf(from.address)}>` },
      "List-Unsubscribe": { prepared: true, value: `<mailto:${parts.unsubscribe}?subject=unsubscribe>` },
    },
    ...(dkim ? { dkim } : {}),
  });
  if (!Buffer.isBuffer(message)) throw new TypeError("the composer gave a stream where bytes were asked for");
  return message;
}

/** A name safe on every file system, whatever the parts hold. */
export function fileNameOf(parts: readonly string[], extension: string): string {
  const plain = parts
    .map((part) =>
      part
        .normalize("NFKD")
        .replace(/\p{M}/gu, "")
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, "-")
        .replace(/^-+|-+$/g, ""),
    )
    .filter(Boolean)
    .map((part) => part.slice(0, 60))
    .join("-");
  return `${plain || "report"}.${extension}`;
}
