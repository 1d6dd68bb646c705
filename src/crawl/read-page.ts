import { hash } from "node:crypto";
import { load } from "cheerio";
import type { AnyNode, ChildNode, Element, ParentNode } from "domhandler";
import type {
  ContactPresence,
  Form,
  FormField,
  Heading,
  HeadLink,
  Link,
  Meta,
  Page,
  PageArea,
  Table,
} from "../snapshot/types.js";
import { withinDomain } from "../snapshot/url.js";
import { remembering } from "../text/remembering.js";

/** What is read off an HTML document; the rest of a {@link Page} comes from the response. */
export type Reading = Pick<
  Page,
  | "lang"
  | "title"
  | "metas"
  | "headLinks"
  | "headings"
  | "links"
  | "forms"
  | "tables"
  | "text"
  | "mainText"
  | "iframes"
  | "scripts"
  | "inlineScriptChars"
  | "images"
  | "schemaTypes"
  | "contacts"
  | "template"
  | "needsScript"
> & {
  /** Target of `<meta http-equiv=refresh>` or of a script that does nothing but move on; null when there is none. */
  clientRedirect: string | null;
  baseUrl: string;
};

export interface ReadOptions {
  /** Address the document came from (after redirects). */
  url: string;
  /** The site's registrable domain, to tell the council's own e-mail addresses from private ones. */
  registrableDomain: string;
  /** Mask e-mail addresses, telephone numbers and postcodes in all text that is kept. */
  personal: boolean;
}

const MAX_TEXT = 200_000;
const MAX_ITEMS = 3_000;
/** Text of one element is read so far and no further: a layout table holds the whole page, and so do 3 000 links' contexts. */
const MAX_ELEMENT_TEXT = 4_000;
/** Deeper markup (unclosed tags by the thousand) is flattened, so that walking it cannot overflow the stack. */
const MAX_DEPTH = 400;
const BLOCKS = new Set(
  "address article aside blockquote body br caption dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol optgroup option p pre section summary table tbody td tfoot th thead title tr ul".split(
    " ",
  ),
);
const SILENT = new Set(["script", "style", "template", "svg", "math", "object", "canvas"]);
const AREA_WORDS: [RegExp, PageArea][] = [
  [/(^|[\s_-])(footer|foot|colophon|bottom-?(bar|links))([\s_-]|$)/i, "footer"],
  [
    /(^|[\s_-])(?:left|right|top|side|main|sub|site|quick|primary|global)?(?:nav|navigation|menu)(?:bar|col|column|list)?([\s_-]|$)/i,
    "nav",
  ],
  [/(^|[\s_-])(breadcrumbs?|crumbs?|crumbtrail|skip-?links?)([\s_-]|$)/i, "nav"],
  [/(^|[\s_-])(header|masthead|banner|top-?bar|site-?head|pagehead)([\s_-]|$)/i, "header"],
];
// Bounded by what RFC 5321 allows: unbounded, a long run of letters would take quadratic time.
const EMAIL = /[\w.+'-]{1,64}(?:@|\s?\[at\]\s?|\(at\))[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/gi;
/** Without one of these there is no address, and the long search for one can be spared. */
const MAIL_SIGN = /@|[[(]at[\])]/i;
const PHONE = /(?:\+44\s?\(?0?\)?\s?|\(?\b0)\d[\d\s()-]{7,12}\d\b/g;
const POSTCODE = /\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b/g;

interface Where {
  area: PageArea;
  hidden: boolean;
  inBody: boolean;
}

/** Reads a document once into what probes and crawler ask for. Never throws on any markup. */
export function readHtml(html: string, options: ReadOptions): Reading {
  const root = load(withoutTower(html)).root()[0];
  if (root) flattenBelow(root, MAX_DEPTH);
  const hide = options.personal ? maskContacts : (text: string) => text;

  const metas: Meta[] = [];
  const headLinks: HeadLink[] = [];
  const headings: Heading[] = [];
  const links: Link[] = [];
  const forms: Form[] = [];
  const tables: Table[] = [];
  const iframes: Page["iframes"] = [];
  const scripts: string[] = [];
  const images: Page["images"] = [];
  const schemaTypes = new Set<string>();
  const ids = new Map<string, Element>();
  const labels = new Map<string, string>();
  const controlled = new Set<string>();
  const skeleton: string[] = [];
  const all: string[] = [];
  const main: string[] = [];
  let inlineScript = "";
  let hasMain = false;
  let baseHref = "";
  let titleElement: Element | null = null;
  let htmlElement: Element | null = null;
  let heading = "";
  /** Of the last heading. */
  let level = 0;
  let scriptBytes = 0;
  const mail = new Set<string>();
  const phones = new Set<string>();

  // First pass: what later look-ups need (ids for aria-labelledby, labels for fields).
  eachElement(root, (element) => {
    const id = element.attribs.id;
    if (id && !ids.has(id)) ids.set(id, element);
    for (const one of element.attribs["aria-controls"]?.split(/\s+/) ?? []) controlled.add(one);
    if (element.name === "label" && element.attribs.for)
      labels.set(element.attribs.for, fold(textOf(element)));
    if (element.name === "main" || element.attribs.role === "main") hasMain = true;
    if (element.name === "base") baseHref ||= element.attribs.href ?? "";
    if (element.name === "title") titleElement ??= element;
    if (element.name === "html") htmlElement ??= element;
  });
  const baseUrl = (baseHref && resolve(baseHref, options.url)) || options.url;

  const addText = (text: string, where: Where) => {
    if (where.hidden || !where.inBody) return;
    all.push(text);
    if (where.area === "main") main.push(text);
  };

  const name = (element: Element): string => {
    const labelled = element.attribs["aria-labelledby"];
    if (labelled) {
      const text = labelled
        .split(/\s+/)
        .map((id) => ids.get(id))
        .map((one) => (one ? contentOf(one) : ""))
        .join(" ");
      if (fold(text)) return fold(text);
    }
    const aria = fold(element.attribs["aria-label"] ?? "");
    // What an iframe holds is for browsers that know none.
    if (element.name === "iframe" || element.name === "frame") {
      return aria || fold(element.attribs.title ?? "") || fold(element.attribs.name ?? "");
    }
    return (
      aria || fold(textOf(element)) || fold(element.attribs.alt ?? "") || fold(element.attribs.title ?? "")
    );
  };

  const visit = (node: AnyNode, where: Where) => {
    if (node.type === "text") {
      addText(node.data, where);
      return;
    }
    if (node.type === "comment") {
      if (/<meta\s/i.test(node.data)) readCommentedMetas(node.data, metas);
      return;
    }
    if (node.type === "root" || node.type === "cdata") {
      for (const child of node.children) visit(child, where);
      return;
    }
    if (node.type === "script" || node.type === "style") {
      const element = node as Element;
      if (node.type === "script") {
        const type = element.attribs.type ?? "";
        if (element.attribs.src) scripts.push(resolve(element.attribs.src, baseUrl) ?? element.attribs.src);
        else if (/ld\+json/i.test(type)) readSchemaTypes(rawText(element), schemaTypes);
        else {
          const code = rawText(element);
          scriptBytes += code.length;
          if (inlineScript.length < 20_000) inlineScript += `${code}\n`;
        }
      }
      return;
    }
    if (node.type !== "tag") return;
    const element = node;
    const tag = element.name;
    const here: Where = { ...where };

    if (tag === "body") here.inBody = true;
    if (tag === "noscript") {
      for (const meta of load(textOf(element) || "", null, false)("meta").toArray())
        pushMeta(metas, meta, "noscript");
      return;
    }
    if (SILENT.has(tag)) return;
    if (here.inBody) {
      here.area = areaOf(element, where.area, hasMain);
      here.hidden =
        where.hidden || (isHidden(element) && !(here.area === "main" && unfolds(element, controlled)));
      if (BLOCKS.has(tag)) {
        all.push("\n");
        main.push("\n");
        // The shape of the furniture and the frame, not of the editor's text, tells templates apart.
        if (
          skeleton.length < 400 &&
          tag !== "p" &&
          tag !== "br" &&
          tag !== "li" &&
          tag !== "tr" &&
          tag !== "td"
        ) {
          skeleton.push(`${tag}.${(element.attribs.class ?? "").split(/\s+/)[0] ?? ""}`);
        }
      }
    }
    const itemtype = element.attribs.itemtype;
    if (itemtype) schemaTypes.add(itemtype.replace(/^.*\//, ""));

    switch (tag) {
      case "meta":
        if (metas.length < MAX_ITEMS) pushMeta(metas, element, here.inBody ? "body" : "head");
        break;
      case "link":
        if (headLinks.length < 300) {
          headLinks.push({
            rel: (element.attribs.rel ?? "").toLowerCase(),
            url: element.attribs.href ? resolve(element.attribs.href, baseUrl) : null,
            type: element.attribs.type ?? null,
            title: element.attribs.title ?? null,
          });
        }
        break;
      case "h1":
      case "h2":
      case "h3":
      case "h4":
      case "h5":
      case "h6": {
        heading = cut(hide(name(element)), 240);
        level = Number(tag[1]);
        if (!here.hidden && headings.length < 500) {
          headings.push({ level, text: heading, id: element.attribs.id ?? "" });
        }
        break;
      }
      case "summary": {
        // What can be unfolded is a part of the page under a name, though no heading says so.
        const label = here.area === "main" ? cut(hide(name(element)), 240) : "";
        if (label === "" || element.parent?.type !== "tag" || element.parent.name !== "details") break;
        heading = label;
        if (!here.hidden && headings.length < 500)
          headings.push({ level: Math.min(6, level + 1), text: label, id: element.attribs.id ?? "" });
        break;
      }
      case "img": {
        const alt = element.attribs.alt ?? null;
        if (images.length < 500) images.push({ src: resolve(element.attribs.src ?? "", baseUrl) ?? "", alt });
        if (alt) addText(` ${alt} `, here);
        break;
      }
      case "a":
      case "area":
        if (element.attribs.href !== undefined && links.length < MAX_ITEMS) {
          links.push(readLink(element, element.attribs.href, here, tag));
        }
        break;
      case "iframe":
      case "frame": {
        const src = resolve(element.attribs.src ?? element.attribs["data-src"] ?? "", baseUrl);
        if (src) {
          iframes.push({ url: src, title: fold(element.attribs.title ?? element.attribs.name ?? "") });
          links.push(readLink(element, src, here, "iframe"));
        }
        return;
      }
      case "button": {
        const target = /(?:location(?:\.href)?\s*=|window\.open\()\s*['"]([^'"]+)/.exec(
          element.attribs.onclick ?? "",
        )?.[1];
        if (target && links.length < MAX_ITEMS) links.push(readLink(element, target, here, "button"));
        break;
      }
      case "form":
        if (forms.length < 100) forms.push(readForm(element, here));
        break;
      case "table":
        if (tables.length < 200 && !isLayoutTable(element)) tables.push(readTable(element));
        break;
      case "input":
        if ((element.attribs.type ?? "") !== "hidden")
          addText(` ${element.attribs.placeholder ?? ""} `, here);
        break;
    }
    for (const child of element.children) visit(child, here);
    if (here.inBody && BLOCKS.has(tag)) {
      all.push("\n");
      main.push("\n");
    }
  };

  const readLink = (element: Element, href: string, where: Where, kind: Link["element"] | "area"): Link => {
    const trimmed = href.trim();
    const scheme = /^([a-z][a-z+.-]*):/i.exec(trimmed)?.[1]?.toLowerCase();
    let url = trimmed;
    let fragment = "";
    if (scheme === "mailto") {
      const address = decodeSafely(trimmed.slice(7).split("?")[0] ?? "").toLowerCase();
      if (address) mail.add(address);
      url = options.personal ? `mailto:masked@${address.split("@")[1] ?? ""}` : trimmed;
    } else if (scheme === "tel") {
      phones.add(trimmed.replace(/\D/g, ""));
      url = options.personal ? "tel:masked" : trimmed;
    } else {
      const absolute = resolve(trimmed, baseUrl);
      if (absolute && /^https?:/.test(absolute)) {
        const at = absolute.indexOf("#");
        fragment = at === -1 ? "" : absolute.slice(at + 1);
        url = at === -1 ? absolute : absolute.slice(0, at);
      }
    }
    const image = findFirst(element, (one) => one.name === "img");
    return {
      url,
      fragment,
      name: cut(hide(name(element)), 500),
      title: element.attribs.title ?? null,
      rel: element.attribs.rel ?? null,
      element: kind,
      area: where.area,
      image: image
        ? { alt: image.attribs.alt ?? null, src: resolve(image.attribs.src ?? "", baseUrl) ?? "" }
        : null,
      hidden: where.hidden,
      heading,
      context: cut(hide(contextOf(element)), 240),
    };
  };

  const readForm = (element: Element, where: Where): Form => {
    const fields: FormField[] = [];
    const buttons: string[] = [];
    eachElement(element, (field) => {
      const type = (field.attribs.type ?? (field.name === "button" ? "submit" : "text")).toLowerCase();
      if (field.name === "button" || (field.name === "input" && /^(submit|image|button)$/.test(type))) {
        const label = fold(field.attribs.value ?? "") || name(field);
        if (label && type !== "reset") buttons.push(cut(label, 120));
        return;
      }
      if (field.name !== "input" && field.name !== "select" && field.name !== "textarea") return;
      if (fields.length >= 200) return;
      fields.push({
        name: field.attribs.name ?? "",
        type: field.name === "input" ? type : field.name,
        label: cut(labelOf(field), 200),
        required: "required" in field.attribs || field.attribs["aria-required"] === "true",
        options: field.name === "select" ? optionsOf(field) : [],
        value:
          type === "hidden" || type === "radio" || type === "checkbox"
            ? cut(field.attribs.value ?? "", 120)
            : null,
      });
    });
    const previous = heading;
    const own = findFirst(element, (one) => /^(h[1-6]|legend)$/.test(one.name));
    return {
      action: resolve(element.attribs.action ?? "", baseUrl) ?? options.url,
      method: (element.attribs.method ?? "get").toLowerCase() === "post" ? "post" : "get",
      fields,
      buttons,
      heading: cut(hide(own ? fold(textOf(own)) : previous), 240),
      text: cut(hide(fold(textOf(element))), 2000),
      area: where.area,
      id: element.attribs.id ?? element.attribs.name ?? "",
    };
  };

  const labelOf = (field: Element): string => {
    const byFor = field.attribs.id ? labels.get(field.attribs.id) : undefined;
    if (byFor) return byFor;
    const labelled = field.attribs["aria-labelledby"] ?? "";
    const byId = labelled
      .split(/\s+/)
      .map((id) => ids.get(id))
      .map((one) => (one ? textOf(one) : ""))
      .join(" ");
    if (fold(byId)) return fold(byId);
    for (let parent = field.parent; parent && parent.type === "tag"; parent = parent.parent) {
      if (parent.name === "label") return fold(textOf(parent));
      if (parent.name === "form") break;
    }
    const hint = field.attribs["aria-label"] ?? field.attribs.placeholder ?? field.attribs.title;
    if (hint) return fold(hint);
    // Forms of the table-layout era put the label in the cell before.
    const cell = closest(field, "td");
    const before = cell ? previousElement(cell) : previousElement(field);
    return before ? fold(textOf(before)).slice(0, 200) : "";
  };

  const readTable = (element: Element): Table => {
    const rows: Table["rows"] = [];
    let caption = "";
    const walk = (node: Element) => {
      for (const child of node.children) {
        if (child.type !== "tag") continue;
        if (child.name === "caption") caption = cut(hide(fold(textOf(child))), 240);
        else if (child.name === "tr") {
          if (rows.length >= 500) return;
          const cells: { header: boolean; text: string }[] = [];
          for (const cell of child.children) {
            if (cell.type === "tag" && (cell.name === "td" || cell.name === "th")) {
              cells.push({ header: cell.name === "th", text: cut(hide(fold(textOf(cell))), 300) });
            }
          }
          if (cells.length > 0) rows.push(cells);
        } else if (child.name === "thead" || child.name === "tbody" || child.name === "tfoot") walk(child);
      }
    };
    walk(element);
    return { caption, heading, rows };
  };

  if (root) visit(root, { area: "main", hidden: false, inBody: false });

  const text = lines(all.join(""), hide);
  const mainText = lines(main.join(""), hide);
  const plain = all.join("");
  for (const found of (MAIL_SIGN.test(plain) && plain.match(EMAIL)) || []) mail.add(found.toLowerCase());
  for (const found of plain.match(PHONE) ?? []) phones.add(found.replace(/\D/g, ""));
  const title = cut(hide(fold(titleElement ? rawText(titleElement) : "")), 1000);
  const contacts: ContactPresence = {
    emails: mail.size,
    councilEmails: [...mail].filter((address) => isOfficial(address, options.registrableDomain)).length,
    phones: phones.size,
    postcodes: new Set(plain.match(POSTCODE) ?? []).size,
    contactForm: links.some((link) =>
      /contact (the |your |this )?(councillor|member|us|form)|send (a|an) (message|e-?mail)|e-?mail (this |your )?councillor/i.test(
        link.name,
      ),
    ),
  };
  const letters = text.replace(/\s+/g, "").length;
  return {
    lang: attributesOf(htmlElement).lang ?? attributesOf(htmlElement)["xml:lang"] ?? null,
    title,
    metas,
    headLinks,
    headings,
    links,
    forms,
    tables,
    text,
    mainText,
    iframes,
    scripts,
    inlineScriptChars: scriptBytes,
    images,
    schemaTypes: [...schemaTypes],
    contacts,
    template: hash("sha256", skeleton.join(">"), "hex").slice(0, 16),
    needsScript:
      letters < 200 && links.length < 5 && forms.length === 0 && (scripts.length > 0 || scriptBytes > 200),
    clientRedirect: clientRedirect(metas, inlineScript, letters, baseUrl),
    baseUrl,
  };
}

/** E-mail addresses, telephone numbers and postcodes replaced by what they are: nobody's contact data is kept. */
export function maskContacts(text: string): string {
  return text.replace(EMAIL, "[e-mail]").replace(PHONE, "[telephone]").replace(POSTCODE, "[postcode]");
}

function isOfficial(address: string, registrableDomain: string): boolean {
  const host = address.split(/@|\[at\]|\(at\)/)[1]?.trim() ?? "";
  return withinDomain(host, registrableDomain) || /\.(gov|nhs)\.uk$/.test(host);
}

function pushMeta(metas: Meta[], element: Element, place: Meta["place"]): void {
  const a = element.attribs;
  metas.push({
    name: a.name ?? null,
    property: a.property ?? null,
    httpEquiv: a["http-equiv"] ?? null,
    scheme: a.scheme ?? null,
    content: a.content ?? null,
    lang: a.lang ?? a["xml:lang"] ?? null,
    place,
  });
}

function readCommentedMetas(comment: string, metas: Meta[]): void {
  for (const meta of load(comment, null, false)("meta").toArray()) pushMeta(metas, meta, "comment");
}

function readSchemaTypes(json: string, types: Set<string>): void {
  for (const found of json.matchAll(/"@type"\s*:\s*"([\w:]+)"/g)) if (found[1]) types.add(found[1]);
}

/** Moves on at once: `<meta refresh>` up to 10 s, or a near-empty page whose script only sets the location. */
function clientRedirect(
  metas: readonly Meta[],
  script: string,
  letters: number,
  baseUrl: string,
): string | null {
  for (const meta of metas) {
    if (meta.place !== "head" || meta.httpEquiv?.toLowerCase() !== "refresh") continue;
    const found = /^\s*(\d+)[^;,]*[;,]\s*(?:url\s*=\s*)?['"]?([^'"]+)/i.exec(meta.content ?? "");
    if (found?.[2] && Number(found[1]) <= 10) return resolve(found[2].trim(), baseUrl);
  }
  if (letters > 200) return null;
  const moved =
    /(?:window\.|document\.|top\.|self\.)?location(?:\.href)?\s*=\s*['"]([^'"]+)['"]/.exec(script) ??
    /location\.(?:replace|assign)\(\s*['"]([^'"]+)['"]/.exec(script);
  return moved?.[1] ? resolve(moved[1], baseUrl) : null;
}

function areaOf(element: Element, inherited: PageArea, hasMain: boolean): PageArea {
  const { name, attribs } = element;
  const role = attribs.role ?? "";
  if (name === "main" || role === "main") return "main";
  if (name === "nav" || role === "navigation") return inherited === "footer" ? "footer" : "nav";
  if (name === "footer" || role === "contentinfo") return "footer";
  if (name === "aside" || role === "complementary") return "aside";
  if (role === "banner" || (name === "header" && inherited === "main" && !insideArticle(element)))
    return "header";
  if (inherited !== "main" || name === "body" || name === "html") return inherited;
  // Furniture of pages without landmarks, told by the words of id and class.
  if (
    name === "div" ||
    name === "table" ||
    name === "td" ||
    name === "ul" ||
    name === "section" ||
    name === "p"
  ) {
    if (hasMain && closest(element, "main")) return inherited;
    const words = `${attribs.id ?? ""} ${attribs.class ?? ""}`
      .replace(/([a-z])([A-Z])/g, "$1-$2")
      // The heading of the content, not of the site.
      .replace(/\b(page|section|card|article|content|panel|block|entry|post)[-_]+header\b/gi, "");
    if (words.trim()) for (const [pattern, area] of AREA_WORDS) if (pattern.test(words)) return area;
  }
  return inherited;
}

function insideArticle(element: Element): boolean {
  return (
    closest(element, "article") !== null ||
    closest(element, "main") !== null ||
    closest(element, "section") !== null
  );
}

/**
 * A folded part of the content: a tab's panel, what a button controls, or what stands below a button that says that it is
 * folded (WAI-ARIA: accordion, disclosure and tabs patterns). Readers see it at a click, so it is there.
 */
function unfolds(element: Element, controlled: ReadonlySet<string>): boolean {
  const { id = "", role = "" } = element.attribs;
  if (/\b(dialog|alertdialog|menu|listbox|tooltip)\b/.test(role)) return false;
  if (role === "tabpanel" || (id !== "" && controlled.has(id))) return true;
  let before = element.prev;
  while (before && before.type !== "tag") before = before.prev;
  if (!before) return false;
  const switches = [before, ...before.children.filter((one) => one.type === "tag")];
  return switches.some((one) => one.type === "tag" && one.attribs["aria-expanded"] === "false");
}

function isHidden(element: Element): boolean {
  const style = element.attribs.style ?? "";
  return "hidden" in element.attribs || /display\s*:\s*none|visibility\s*:\s*hidden/i.test(style);
}

function isLayoutTable(element: Element): boolean {
  if (element.attribs.role === "presentation" || element.attribs.role === "none") return true;
  return findFirst(element, (one) => one.name === "table" || one.name === "h1") !== null;
}

function optionsOf(select: Element): string[] {
  const options: string[] = [];
  eachElement(select, (one) => {
    if (one.name === "option" && options.length < 100) options.push(cut(fold(textOf(one)), 120));
  });
  return options;
}

function contextOf(element: Element): string {
  for (let parent = element.parent; parent && parent.type === "tag"; parent = parent.parent) {
    if (/^(li|td|p|dd|dt|figcaption|caption)$/.test(parent.name))
      return fold(textOf(parent, 600).slice(0, 600));
    if (/^(div|section|article|body|table|ul|ol|form)$/.test(parent.name)) break;
  }
  return "";
}

function eachElement(node: AnyNode | undefined, each: (element: Element) => void): void {
  if (!node || !("children" in node)) return;
  for (const child of node.children) {
    if (child.type === "tag" || child.type === "script" || child.type === "style") each(child as Element);
    eachElement(child, each);
  }
}

function findFirst(node: Element, wanted: (element: Element) => boolean): Element | null {
  for (const child of node.children) {
    if (child.type !== "tag") continue;
    if (wanted(child)) return child;
    const deeper = findFirst(child, wanted);
    if (deeper) return deeper;
  }
  return null;
}

function closest(element: Element, tag: string): Element | null {
  for (let parent = element.parent; parent && parent.type === "tag"; parent = parent.parent) {
    if (parent.name === tag) return parent;
  }
  return null;
}

function previousElement(element: Element): Element | null {
  for (let before = element.prev; before; before = before.prev) if (before.type === "tag") return before;
  return null;
}

/**
 * Text as a screen reader would have it (accname 1.2): alternatives of images and named graphics in, labels before
 * content, scripts and hidden parts out. Stops once it has `limit` characters.
 */
function textOf(node: AnyNode, limit = MAX_ELEMENT_TEXT): string {
  if (node.type === "text") return node.data;
  if (node.type !== "tag") return "";
  const { name, attribs } = node;
  if (name === "svg") return svgName(node);
  if (SILENT.has(name) || isHidden(node)) return "";
  if (name === "img") return ` ${attribs["aria-label"] ?? attribs.alt ?? ""} `;
  if (name === "input" && attribs.type === "image") return ` ${attribs.alt ?? ""} `;
  return contentOf(node, limit);
}

/** Content of an element whether or not itself is hidden: `aria-labelledby` may point to hidden text. */
function contentOf(element: Element, limit = MAX_ELEMENT_TEXT): string {
  let text = "";
  for (const child of element.children) {
    if (text.length >= limit) break;
    if (child.type === "tag" && child.attribs["aria-hidden"] === "true") continue;
    const named = child.type === "tag" && !isHidden(child) ? child.attribs["aria-label"]?.trim() : undefined;
    text += named ? ` ${named} ` : textOf(child, limit - text.length);
  }
  return BLOCKS.has(element.name) ? ` ${text} ` : text;
}

/** Logos are often drawings: their name is `aria-label`, else `<title>`. */
function svgName(svg: Element): string {
  if (svg.attribs["aria-hidden"] === "true") return "";
  const label = svg.attribs["aria-label"];
  if (label) return ` ${label} `;
  const title = findFirst(svg, (one) => one.name === "title");
  return title ? ` ${contentOf(title)} ` : "";
}

/**
 * Cuts the tree at `depth`: what lies deeper becomes a flat list, in document order, of texts and of the elements
 * that are read for themselves (links, headings, fields), each with its text alone. Iterative.
 */
function flattenBelow(root: ParentNode, depth: number): void {
  const stack: { node: ParentNode; level: number }[] = [{ node: root, level: 0 }];
  for (let at = stack.pop(); at; at = stack.pop()) {
    const { node, level } = at;
    if (level >= depth) {
      node.children = flattened(node);
      for (const child of node.children) child.parent = node;
      continue;
    }
    for (const child of node.children) {
      if (child.type === "tag") stack.push({ node: child, level: level + 1 });
    }
  }
}

/** Elements that nest for as long as they are left open; `p`, `li`, `td` and the like close themselves. */
const NESTING =
  /<(\/?)(?:div|span|font|b|i|u|s|em|strong|small|big|tt|code|nobr|center|section|article|aside|header|footer|nav|main|ul|ol|dl|blockquote|fieldset|details|figure|form|label|table)(?=[\s>/])[^<>]{0,2000}>/gi;
const MAX_TOWER = 1_000;

/**
 * The markup without the tags that would nest beyond a thousand deep. The HTML parsing algorithm walks the stack of
 * open elements for every tag: a tower of 100 000 takes it over a minute.
 */
function withoutTower(html: string): string {
  let depth = 0;
  let dropped = 0;
  const lowered = html.replace(NESTING, (tag, slash: string) => {
    if (slash === "") {
      if (depth < MAX_TOWER) {
        depth++;
        return tag;
      }
      dropped++;
      return " ";
    }
    if (dropped > 0) {
      dropped--;
      return " ";
    }
    depth = Math.max(0, depth - 1);
    return tag;
  });
  return lowered.length === html.length ? html : lowered;
}

function flattened(parent: ParentNode): ChildNode[] {
  const flat: ChildNode[] = [];
  // Ends are marked, so that a kept element collects what follows until it closes.
  const stack: (ChildNode | "end")[] = [...parent.children].reverse();
  let open: Element | null = null;
  let openTags = 0;
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node === "end") {
      openTags--;
      if (openTags === 0) open = null;
      continue;
    }
    const element = node.type === "tag" ? node : null;
    if (!element || element.children.length === 0) {
      if (open) {
        node.parent = open;
        open.children.push(node);
      } else flat.push(node);
      continue;
    }
    const children = element.children;
    if (open) openTags++;
    else if (KEPT_WHEN_FLAT.test(element.name)) {
      element.children = [];
      flat.push(element);
      open = element;
      openTags = 1;
    }
    if (open) stack.push("end");
    for (let i = children.length - 1; i >= 0; i--) {
      const child = children[i];
      if (child) stack.push(child);
    }
  }
  return flat;
}

const KEPT_WHEN_FLAT = /^(a|h[1-6]|button|label|select|textarea|title)$/;

function rawText(element: Element): string {
  let text = "";
  for (const child of element.children) if (child.type === "text") text += child.data;
  return text;
}

function lines(text: string, hide: (text: string) => string): string {
  const folded = text
    .slice(0, MAX_TEXT * 2)
    .split("\n")
    .map(fold)
    .filter((line) => line !== "")
    .join("\n");
  return hide(folded.slice(0, MAX_TEXT));
}

function fold(text: string): string {
  return TO_FOLD.test(text) ? text.replace(/\s+/g, " ").trim() : text;
}

/** White space that folding would change. */
const TO_FOLD = /^\s|\s$|[^\S ]|\s\s/;

function attributesOf(element: Element | null): Record<string, string | undefined> {
  return element?.attribs ?? {};
}

function cut(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max - 1)}…`;
}

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Absolute addresses of hrefs that mean the same on every page of a host: menus repeat on each. */
const resolvedOnHost = remembering((originAndHref) => {
  const [origin = "", href = ""] = originAndHref.split("\n");
  return resolveAnew(href, origin);
});

function resolve(href: string, base: string): string | null {
  const trimmed = href.trim().replace(/[\t\n\r]/g, "");
  if (!/^(\/[^/\\]|https?:\/\/)/i.test(trimmed)) return resolveAnew(trimmed, base);
  const origin = /^[a-z]+:\/\/[^/?#]*/i.exec(base)?.[0] ?? base;
  return resolvedOnHost(`${origin}\n${trimmed}`);
}

function resolveAnew(href: string, base: string): string | null {
  return URL.canParse(href, base) ? new URL(href, base).href : null;
}
