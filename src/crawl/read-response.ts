import { TextDecoder } from "node:util";
import type { FetchResult } from "../net/types.js";
import type { Page, PageKind } from "../snapshot/types.js";
import { parseHttp } from "../snapshot/url.js";
import { decodeHtml } from "./decode.js";
import { maskBody } from "./mask.js";
import { maskContacts, type Reading, readHtml } from "./read-page.js";
import { readPdf } from "./read-pdf.js";

export interface ReadAs {
  requestedUrl: string;
  scope: Page["scope"];
  foundBy: Page["foundBy"];
  clicks: number | null;
  personal: boolean;
  registrableDomain: string;
}

export interface ReadResponse {
  page: Page;
  clientRedirect: string | null;
  /** What may be stored: contact details masked on personal pages; null when nothing is worth keeping. */
  body: Uint8Array | null;
}

const KEPT_HEADERS = new Set([
  "content-type",
  "content-language",
  "content-length",
  "last-modified",
  "etag",
  "date",
  "server",
  "x-powered-by",
  "x-generator",
  "link",
  "location",
  "strict-transport-security",
  "content-security-policy",
  "x-frame-options",
  "x-content-type-options",
  "referrer-policy",
  "permissions-policy",
  "cache-control",
]);
const MAX_KEPT_TEXT = 100_000;
const MAX_XML = 2_000_000;

/** Turns an answer into a page, whatever its type. Never throws on any body. */
export async function readResponse(result: FetchResult, as: ReadAs): Promise<ReadResponse> {
  const kind = kindOf(result);
  if (kind === "html") return readHtmlResponse(result, as);
  const page: Page = { ...frameOf(result, as, kind), ...emptyReading() };
  if (kind === "pdf" && result.body.length > 0) {
    const pdf = await readPdf(result.body);
    return {
      page: { ...page, title: pdf.title, text: pdf.text, mainText: pdf.text },
      clientRedirect: null,
      body: result.body,
    };
  }
  if (kind !== "xml" && kind !== "json" && kind !== "text") return { page, clientRedirect: null, body: null };
  const personal = as.personal || isPersonalXml(result.url);
  const { text, charset } = decodeHtml(result.body, result.contentType);
  const kept = (personal ? maskContacts(text) : text).slice(0, kind === "text" ? MAX_KEPT_TEXT : MAX_XML);
  return {
    page: { ...page, personal, charset, text: kept, mainText: kind === "text" ? kept : "" },
    clientRedirect: null,
    body: personal ? new TextEncoder().encode(kept) : result.body,
  };
}

function readHtmlResponse(result: FetchResult, as: ReadAs): ReadResponse {
  const { text, charset } = decodeHtml(result.body, result.contentType);
  const read = readMarkup(text, result.url, as);
  const page: Page = { ...frameOf(result, as, "html"), ...read.reading, charset, personal: read.personal };
  const body = read.personal ? maskBody(result.body, result.contentType) : result.body;
  return { page, clientRedirect: read.clientRedirect, body };
}

/** Reads markup; a page that turns out to be a councillor's own is read again with its contact details masked. */
export function readMarkup(
  html: string,
  url: string,
  as: Pick<ReadAs, "personal" | "registrableDomain">,
): {
  reading: Omit<Reading, "clientRedirect" | "baseUrl">;
  clientRedirect: string | null;
  personal: boolean;
} {
  const read = (personal: boolean) =>
    readHtml(html, { url, registrableDomain: as.registrableDomain, personal });
  const asked = as.personal || isProfileAddress(url);
  const first = read(asked);
  const personal = asked || isProfileTitle(first.title);
  const { clientRedirect, baseUrl: _, ...reading } = personal && !asked ? read(true) : first;
  return { reading, clientRedirect, personal };
}

/** One councillor's page by its address: ModernGov's profile, or a person's name below a folder of councillors. */
export function isProfileAddress(address: string): boolean {
  const url = parseHttp(address);
  if (!url) return false;
  if (/\/mgUserInfo\.aspx$/i.test(url.pathname)) return true;
  const person = /\/(?:your-?|find-a-|our-)?(?:councillors?|cllrs?|members)\/([^/?#]+)\/?$/i.exec(
    url.pathname,
  )?.[1];
  if (!person) return false;
  if (/^(cllr|councillor|alderman)[-_.]/i.test(person)) return !NOT_A_PERSON.test(person);
  return /^[a-z]+(?:[-_.+][a-z'’]+){1,3}(?:\.\w+)?$/i.test(person) && !NOT_A_PERSON.test(person);
}

const NOT_A_PERSON =
  /allowance|expense|ward|party|list|find|by-|your|interest|register|code|conduct|surger|role|training|contact|committee|meeting|attend|declar|become|becoming|what|how|about|search|a-to-z|a-z|all|index|support|name|political|former|group|map|cabinet|guide|standards|remuneration/i;

function isProfileTitle(title: string): boolean {
  const named =
    /(?:^|[-–|:>] ?)(?:Cllr|Councillor|Alderman)\.? (?:(?:Dr|Mrs|Mr|Ms|Miss|Sir)\.? )?\p{Lu}[\p{L}'’-]+ \p{Lu}[\p{L}'’-]+/u.exec(
      title,
    )?.[0];
  return named !== undefined && !NOT_A_PERSON.test(named);
}

/** ModernGov's web service lists councillors with their private contact fields. */
function isPersonalXml(address: string): boolean {
  return /mgWebService\.asmx\/GetCouncillor/i.test(address);
}

/** What an answer is, by its type and, where servers mislabel, by its first bytes. */
export function kindOf(result: Pick<FetchResult, "contentType" | "body" | "url">): PageKind {
  const type = result.contentType.toLowerCase().split(";")[0]?.trim() ?? "";
  const start = new TextDecoder("latin1").decode(result.body.subarray(0, 600)).trimStart();
  if (start.startsWith("%PDF-")) return "pdf";
  if (type === "application/pdf") return "pdf";
  if (/html/.test(type)) return "html";
  if (/^image\//.test(type)) return "image";
  // Before XML: office formats have it in their names.
  if (OFFICE.test(type)) return "document";
  if (/json/.test(type)) return "json";
  if (/xml/.test(type)) return /<html[\s>]/i.test(start) ? "html" : "xml";
  if (type === "text/plain" || type === "" || type === "application/octet-stream") {
    if (/^(<!--.*?-->\s*)?<(!doctype html|html|head|body)\b/is.test(start)) return "html";
    if (start.startsWith("<?xml")) return "xml";
  }
  if (/^text\//.test(type)) return "text";
  return type === "application/octet-stream" ? "document" : "other";
}

const OFFICE = /msword|officedocument|opendocument|ms-excel|ms-powerpoint|rtf|zip|epub/;

function frameOf(
  result: FetchResult,
  as: ReadAs,
  kind: PageKind,
): Omit<Page, keyof ReturnType<typeof emptyReading>> {
  const declared = Number(result.headers["content-length"] ?? 0);
  return {
    url: result.url,
    requestedUrl: as.requestedUrl,
    aliases: [],
    kind,
    status: result.status ?? 0,
    contentType: result.contentType,
    headers: Object.fromEntries(Object.entries(result.headers).filter(([name]) => KEPT_HEADERS.has(name))),
    charset: "",
    retrievedAt: result.retrievedAt,
    sha256: result.sha256,
    bytes: result.body.length || (Number.isFinite(declared) ? declared : 0),
    rendered: false,
    clicks: as.clicks,
    scope: as.scope,
    foundBy: as.foundBy,
    personal: as.personal,
  };
}

function emptyReading(): Omit<Reading, "clientRedirect" | "baseUrl"> {
  return {
    lang: null,
    title: "",
    metas: [],
    headLinks: [],
    headings: [],
    links: [],
    forms: [],
    tables: [],
    text: "",
    mainText: "",
    iframes: [],
    scripts: [],
    images: [],
    schemaTypes: [],
    contacts: { emails: 0, councilEmails: 0, phones: 0, postcodes: 0, contactForm: false },
    template: "",
    needsScript: false,
  };
}

const LOST =
  /\b(page|file|content|resource|document|article) (could |can ?|was |is |has )?(not|never|no longer|n[o']t) ?(be |been )?(found|exist|available)|\b(page|content) (does not|doesn[’']t|no longer) exists?|\bpage not found\b|^(error )?404\b|\b404 (error|not found|-)|\bwe can[’']?(t|not) find (the|that|this) page\b/i;

/** Answered with 200, and says that there is nothing: title or first heading tells so on a short page. */
export function isSoftNotFound(page: Page): boolean {
  if (page.kind !== "html" || page.mainText.length > 2_500) return false;
  const h1 = page.headings.find((heading) => heading.level === 1)?.text ?? "";
  return LOST.test(page.title) || LOST.test(h1);
}
