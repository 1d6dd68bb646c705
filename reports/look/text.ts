import type { AuditDocument } from "../../src/audit/types.js";

/** Longest text of a site that a report shows; the whole is in the JSON beside it. */
const LONGEST_TEXT = 600;
const LONGEST_ADDRESS = 2_000;

/**
 * Marks that turn the reading direction around or cannot be seen: one of them in a page's title could make the words
 * of this report after it read backwards (Unicode UAX #9, Trojan Source).
 */
const UNSEEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** Text as a report may show it: without unseen marks, line ends as spaces, cut to a length a person reads. */
export function displayText(text: string, longest: number = LONGEST_TEXT): string {
  const plain = text.replace(/\r\n?/g, "\n").replace(UNSEEN, "");
  const most = /^https?:\/\/\S+$/i.test(plain) ? LONGEST_ADDRESS : longest;
  if (plain.length <= most) return plain;
  // A pair of surrogates is one character: it is not cut in two.
  return `${plain.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

/** The document with every text made fit to be shown; a report renders this, the JSON beside it keeps the original. */
export function forDisplay(document: AuditDocument, longest: number = LONGEST_TEXT): AuditDocument {
  return displayed(document, longest) as AuditDocument;
}

function displayed(value: unknown, longest: number): unknown {
  if (typeof value === "string") return displayText(value, longest);
  if (Array.isArray(value)) return value.map((one) => displayed(one, longest));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [displayText(key, longest), displayed(one, longest)]),
  );
}
