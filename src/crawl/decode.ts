import sniffHtmlEncoding from "html-encoding-sniffer";
import iconv from "iconv-lite";
import { MIMEType } from "whatwg-mimetype";

/**
 * Bytes to text as browsers do it (WHATWG Encoding): byte-order mark, then the header's charset, then `<meta>`,
 * then windows-1252. A charset label that the bytes disprove (UTF-8 said, invalid UTF-8 sent; or a single-byte label
 * on what is valid multi-byte UTF-8) is overruled, since councils' templates and servers often disagree.
 */
export function decodeHtml(body: Uint8Array, contentType: string): { text: string; charset: string } {
  const header = MIMEType.parse(contentType)?.parameters.get("charset");
  const declared = sniffHtmlEncoding(body, {
    ...(header ? { transportLayerEncodingLabel: header } : {}),
    defaultEncoding: "windows-1252",
  });
  const utf8 = isUtf8(body);
  const charset =
    utf8.valid && utf8.multiByte ? "UTF-8" : declared === "UTF-8" && !utf8.valid ? "windows-1252" : declared;
  return { text: iconv.decode(Buffer.from(body.buffer, body.byteOffset, body.byteLength), charset), charset };
}

function isUtf8(body: Uint8Array): { valid: boolean; multiByte: boolean } {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(body);
    return { valid: true, multiByte: text.length !== body.byteLength };
  } catch {
    return { valid: false, multiByte: false };
  }
}
