/** What classification needs to know of a document; read in one linear pass, without building a tree. */
export interface Glance {
  title: string;
  h1: string;
  /** Visible text, white space folded. */
  text: string;
  links: number;
  scripts: number;
  passwordFields: number;
  otherFields: number;
  /** Frames, images, embedded objects and refreshes: something is there though there is no text. */
  otherContent: number;
}

const SILENT_ELEMENTS = ["script", "style", "template", "textarea", "svg"];
const ENTITIES: Record<string, string> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  rsquo: "’",
  lsquo: "‘",
  ndash: "–",
  mdash: "—",
  raquo: "»",
  laquo: "«",
  middot: "·",
  bull: "•",
  hellip: "…",
};

/**
 * Never throws and takes time in proportion to the length, whatever the markup: it meets every page of every site
 * before anything has vouched for it, deep nesting included.
 */
export function glance(html: string): Glance {
  // ASCII only: toLowerCase() makes some letters longer, and the positions would no longer agree.
  const lower = html.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  const found: Glance = {
    title: "",
    h1: "",
    text: "",
    links: 0,
    scripts: 0,
    passwordFields: 0,
    otherFields: 0,
    otherContent: 0,
  };
  const text: string[] = [];
  const h1: string[] = [];
  let inH1 = false;
  let at = 0;
  const keep = (piece: string) => {
    text.push(piece);
    if (inH1) h1.push(piece);
  };
  while (at < html.length) {
    const open = html.indexOf("<", at);
    if (open < 0) {
      keep(html.slice(at));
      break;
    }
    if (open > at) keep(html.slice(at, open));
    if (lower.startsWith("<!--", open)) {
      const end = html.indexOf("-->", open + 4);
      at = end < 0 ? html.length : end + 3;
      continue;
    }
    const close = html.indexOf(">", open + 1);
    const name = /^<(\/?[a-z][a-z0-9]*|[!?])/.exec(lower.slice(open, open + 24))?.[1];
    if (name === undefined) {
      keep("<");
      at = open + 1;
      continue;
    }
    if (close < 0) break;
    const tag = lower.slice(open, Math.min(close, open + 2_000));
    at = close + 1;
    keep(/^\/?(a|b|i|em|strong|span|abbr|code|small|sup|sub)$/.test(name) ? "" : " ");
    if (name === "h1") inH1 = true;
    if (name === "/h1") inH1 = false;
    count(found, name, tag);
    if (name !== "title" && !SILENT_ELEMENTS.includes(name)) continue;
    const end = lower.indexOf(`</${name}`, at);
    if (name === "title" && found.title === "") found.title = fold(html.slice(at, end < 0 ? at + 500 : end));
    at = end < 0 ? html.length : end;
  }
  found.text = fold(text.join(""));
  found.h1 = fold(h1.join(""));
  return found;
}

function count(found: Glance, name: string, tag: string): void {
  switch (name) {
    case "a":
      if (/\shref\s*=/.test(tag)) found.links++;
      return;
    case "script":
      found.scripts++;
      return;
    case "input":
      if (/\stype\s*=\s*["']?password/.test(tag)) found.passwordFields++;
      else if (!/\stype\s*=\s*["']?(hidden|submit|button|image|checkbox|reset)/.test(tag))
        found.otherFields++;
      return;
    case "select":
    case "textarea":
      found.otherFields++;
      return;
    case "frame":
    case "iframe":
    case "img":
    case "object":
    case "embed":
    case "svg":
    case "video":
      found.otherContent++;
      return;
    case "meta":
      if (/http-equiv\s*=\s*["']?refresh/.test(tag)) found.otherContent++;
      return;
  }
}

function fold(text: string): string {
  return text
    .replace(/&(#x?[0-9a-f]{1,6}|[a-z]{2,8});/gi, (whole, name: string) => entity(name) ?? whole)
    .replace(/\s+/g, " ")
    .trim();
}

function entity(name: string): string | null {
  if (!name.startsWith("#")) return ENTITIES[name.toLowerCase()] ?? null;
  const hex = /^#x/i.test(name);
  const code = Number.parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10);
  return Number.isFinite(code) && code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : null;
}
