import { getDocumentProxy } from "unpdf";

const MAX_PAGES = 30;
const MAX_CHARACTERS = 60_000;
const MAX_BYTES = 15_000_000;
const MAX_MS = 15_000;

/**
 * Text and title of a PDF: its first 30 pages, cut at 60 000 characters and 15 s. A scanned, encrypted or broken file
 * gives an empty text, which probes read as "document unreadable", never as "nothing in it".
 */
export async function readPdf(body: Uint8Array): Promise<{ title: string; text: string }> {
  const nothing = { title: "", text: "" };
  if (body.length > MAX_BYTES) return nothing;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<typeof nothing>((resolve) => {
    timer = setTimeout(() => resolve(nothing), MAX_MS);
  });
  try {
    return await Promise.race([extract(body), late]);
  } catch {
    return nothing;
  } finally {
    clearTimeout(timer);
  }
}

async function extract(body: Uint8Array): Promise<{ title: string; text: string }> {
  // A copy, since the reader takes the buffer for itself and the body is still to be stored; and a plain array of bytes,
  // since it refuses Node's Buffer, which is what the network hands over (and whose slice() is a Buffer again).
  const document = await getDocumentProxy(new Uint8Array(body), { verbosity: 0 });
  try {
    const parts: string[] = [];
    let length = 0;
    for (let number = 1; number <= Math.min(document.numPages, MAX_PAGES); number++) {
      if (length >= MAX_CHARACTERS) break;
      const page = await document.getPage(number);
      const items: readonly unknown[] = (await page.getTextContent()).items;
      const text = items
        .map(textOfItem)
        .join("")
        .replace(/[ \t]+/g, " ")
        .trim();
      parts.push(text);
      length += text.length;
    }
    const metadata = await document.getMetadata();
    const info: unknown = metadata.info;
    const title =
      typeof info === "object" && info !== null && "Title" in info && typeof info.Title === "string"
        ? info.Title.trim().slice(0, 1000)
        : "";
    return { title, text: parts.join("\n").slice(0, MAX_CHARACTERS) };
  } finally {
    await document.destroy();
  }
}

function textOfItem(item: unknown): string {
  if (typeof item !== "object" || item === null || !("str" in item) || typeof item.str !== "string")
    return "";
  return item.str + ("hasEOL" in item && item.hasEOL === true ? "\n" : " ");
}
