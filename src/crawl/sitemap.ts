import { gunzipSync } from "node:zlib";
import { XMLParser } from "fast-xml-parser";
import type { Net } from "../net/types.js";
import type { SitemapRecord } from "../snapshot/types.js";
import { pageKey, parseHttp } from "../snapshot/url.js";

const MAX_FILES = 30;
const MAX_ADDRESSES = 20_000;
const MAX_UNPACKED_BYTES = 50_000_000;
const MAX_FILE_BYTES = 20_000_000;
const MAX_NESTING = 3;

export interface ReadSitemaps {
  records: SitemapRecord[];
  /** Page addresses with the file that lists them, in the files' order. */
  addresses: { url: string; sitemap: string }[];
}

/** What one sitemap file lists (sitemaps.org 0.9: index, url set, or plain text). */
export interface SitemapFile {
  kind: "index" | "pages" | "none";
  urls: string[];
}

/** Reads the sitemaps that robots.txt names, and `/sitemap.xml`; bounded in files and addresses. */
export async function readSitemaps(
  net: Net,
  homepage: string,
  fromRobots: readonly string[],
  isOwn: (url: string) => boolean,
  signal: AbortSignal | undefined,
): Promise<ReadSitemaps> {
  const found: ReadSitemaps = { records: [], addresses: [] };
  const asked = new Set<string>();
  let level = [...fromRobots, new URL("/sitemap.xml", homepage).href].filter(isOwn);
  for (let nesting = 0; nesting <= MAX_NESTING && level.length > 0; nesting++) {
    const next: string[] = [];
    for (const address of level) {
      const key = pageKey(address);
      if (!key || asked.has(key) || asked.size >= MAX_FILES) continue;
      asked.add(key);
      const read = await readOne(net, key, signal);
      found.records.push(read.record);
      if (read.file.kind === "index") next.push(...read.file.urls.filter(isOwn));
      else for (const url of read.file.urls) found.addresses.push({ url, sitemap: key });
      if (found.addresses.length >= MAX_ADDRESSES) {
        found.addresses.length = MAX_ADDRESSES;
        return found;
      }
    }
    level = next;
  }
  return found;
}

async function readOne(
  net: Net,
  url: string,
  signal: AbortSignal | undefined,
): Promise<{ record: SitemapRecord; file: SitemapFile }> {
  const none: SitemapFile = { kind: "none", urls: [] };
  const result = await net.fetch(url, {
    accept: [/./],
    maxBytes: MAX_FILE_BYTES,
    ...(signal ? { signal } : {}),
  });
  if (result.outcome !== "ok") return { record: { url, outcome: result.outcome, urls: 0 }, file: none };
  const file = parseSitemap(result.body, result.contentType);
  // A site that answers every address with a page answers this one too.
  if (file.kind === "none") return { record: { url, outcome: "soft-404", urls: 0 }, file };
  return { record: { url, outcome: "ok", urls: file.urls.length }, file };
}

/** Reads a sitemap file's bytes, gzipped or not. Never throws: what cannot be read lists nothing. */
export function parseSitemap(body: Uint8Array, contentType: string): SitemapFile {
  const text = unpack(body);
  if (text === null || /^\s*(<!doctype html|<html)/i.test(text)) return { kind: "none", urls: [] };
  if (!text.trimStart().startsWith("<")) return parseText(text, contentType);
  if (!/<(\w+:)?(urlset|sitemapindex|url|sitemap|rss|feed)\b/i.test(text)) return { kind: "none", urls: [] };
  const kind = /<(\w+:)?sitemapindex\b/i.test(text) ? "index" : "pages";
  return { kind, urls: httpOnly(locations(text)) };
}

function unpack(body: Uint8Array): string | null {
  const packed = body[0] === 0x1f && body[1] === 0x8b;
  try {
    const bytes = packed ? gunzipSync(body, { maxOutputLength: MAX_UNPACKED_BYTES }) : body;
    return new TextDecoder().decode(bytes);
  } catch {
    return null;
  }
}

function parseText(text: string, contentType: string): SitemapFile {
  const urls = httpOnly(text.split(/\r?\n/).map((line) => line.trim()));
  return urls.length > 0 || /text\/plain/i.test(contentType)
    ? { kind: urls.length > 0 ? "pages" : "none", urls }
    : { kind: "none", urls: [] };
}

function locations(xml: string): string[] {
  const parser = new XMLParser({
    ignoreAttributes: true,
    removeNSPrefix: true,
    parseTagValue: false,
    // Entities are resolved below, the five of XML only: expansion bombs find nothing to expand.
    processEntities: false,
  });
  try {
    const urls: string[] = [];
    collect(parser.parse(xml), urls, 0);
    if (urls.length > 0) return urls;
  } catch {
    // Broken XML is common enough (unescaped &, cut-off files); the addresses are still there to be read.
  }
  return [...xml.matchAll(/<(?:\w+:)?loc>\s*([^<\s]{1,2000})\s*<\//gi)].map((found) =>
    unescapeXml(found[1] ?? ""),
  );
}

function collect(node: unknown, urls: string[], depth: number): void {
  if (depth > 6 || urls.length >= MAX_ADDRESSES || typeof node !== "object" || node === null) return;
  if (Array.isArray(node)) {
    for (const one of node) collect(one, urls, depth + 1);
    return;
  }
  for (const [name, value] of Object.entries(node)) {
    if (name === "loc" && typeof value === "string") urls.push(unescapeXml(value.trim()));
    else if (name !== "image" && name !== "video") collect(value, urls, depth + 1);
  }
}

function unescapeXml(text: string): string {
  return text
    .replace(/^<!\[CDATA\[|\]\]>$/g, "")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&apos;|&#0?39;/g, "'")
    .replace(/&amp;|&#0?38;/g, "&");
}

function httpOnly(urls: readonly string[]): string[] {
  return urls.filter((url) => parseHttp(url) !== null).slice(0, MAX_ADDRESSES);
}
