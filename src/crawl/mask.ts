import type { Page } from "../snapshot/types.js";
import { decodeHtml } from "./decode.js";
import { maskContacts } from "./read-page.js";

/** A page already read, with contact details masked in everything that is kept of it. */
export function maskPage(page: Page): Page {
  return {
    ...page,
    personal: true,
    title: maskContacts(page.title),
    text: maskContacts(page.text),
    mainText: maskContacts(page.mainText),
    headings: page.headings.map((heading) => ({ ...heading, text: maskContacts(heading.text) })),
    metas: page.metas.map((meta) => ({
      ...meta,
      content: meta.content === null ? null : maskContacts(meta.content),
    })),
    links: page.links.map((link) => ({
      ...link,
      url: maskAddress(link.url),
      name: maskContacts(link.name),
      title: link.title === null ? null : maskContacts(link.title),
      heading: maskContacts(link.heading),
      context: maskContacts(link.context),
    })),
    forms: page.forms.map((form) => ({
      ...form,
      heading: maskContacts(form.heading),
      text: maskContacts(form.text),
    })),
    tables: page.tables.map((table) => ({
      ...table,
      caption: maskContacts(table.caption),
      heading: maskContacts(table.heading),
      rows: table.rows.map((row) => row.map((cell) => ({ ...cell, text: maskContacts(cell.text) }))),
    })),
  };
}

/** `mailto:` keeps the host, which tells a council's address from a private one. */
function maskAddress(url: string): string {
  if (/^mailto:/i.test(url)) return `mailto:masked@${/@([^?,;]+)/.exec(url)?.[1]?.toLowerCase() ?? ""}`;
  return /^tel:/i.test(url) ? "tel:masked" : url;
}

/** A stored body with contact details masked: decoded, masked, and encoded as UTF-8. */
export function maskBody(body: Uint8Array, contentType: string): Uint8Array {
  return new TextEncoder().encode(maskContacts(decodeHtml(body, contentType).text));
}
