import { fold } from "../snapshot/site.js";
import type { Form, Link, Page } from "../snapshot/types.js";
import { looseKey, parseHttp } from "../snapshot/url.js";
import type { SearchAnswer } from "./types.js";

/** The site's own search: a GET form and the field a visitor types into. */
export interface SearchForm {
  form: Form;
  field: string;
}

export type FoundSearch =
  | { state: "found"; search: SearchForm }
  | { state: "post-only" }
  | { state: "no-form" };

const FIELD =
  /^(q|qt|qu|s|k|query|queries|keywords?|key|search|search[-_]?(text|term|terms|query|string|box|api_fulltext|words?)|searchfor|searchtext|term|terms|text|words?|phrase|find|w|kw|st|str|criteria|ctl00.*search.*)$/i;
const SEARCH = /\b(search|find)\b/i;
const NOT_SITE_SEARCH =
  /planning|catalogue|library|postcode|post code|street|address|councillor|job|vacanc|newsletter|subscribe|sign ?up|e-?mail|councill?or|bin day|directory/i;
const TEXT_TYPES: ReadonlySet<string> = new Set(["text", "search", ""]);

/** The search form of a page: never one that posts, never one that searches a single register. */
export function findSearchForm(page: Page, isOwn: (url: string) => boolean): FoundSearch {
  let postOnly = false;
  for (const form of page.forms) {
    const field = form.fields.find((one) => TEXT_TYPES.has(one.type) && isQuery(one.name, one.label, form));
    if (!field || field.name === "" || !isOwn(form.action)) continue;
    if (form.fields.filter((one) => TEXT_TYPES.has(one.type)).length > 2) continue;
    if (form.fields.some((one) => one.type === "password" || one.type === "email")) continue;
    if (form.method === "post") {
      postOnly = true;
      continue;
    }
    return { state: "found", search: { form, field: field.name } };
  }
  return postOnly ? { state: "post-only" } : { state: "no-form" };
}

function isQuery(name: string, label: string, form: Form): boolean {
  const words = `${label} ${form.buttons.join(" ")} ${form.id} ${form.heading.length < 40 ? form.heading : ""}`;
  if (NOT_SITE_SEARCH.test(`${label} ${name}`)) return false;
  const path = parseHttp(form.action)?.pathname ?? "";
  if (FIELD.test(name))
    return SEARCH.test(words) || /search|find/i.test(path) || /^(q|query|keywords?|search)/i.test(name);
  return /search/i.test(name) && SEARCH.test(words);
}

/** Address a browser would ask for: the form's fields replace the action's query (HTML, form submission). */
export function searchAddress({ form, field }: SearchForm, query: string): string {
  const url = new URL(form.action);
  const parameters = new URLSearchParams();
  for (const one of form.fields) {
    if (one.name === field) parameters.append(field, query);
    else if (one.type === "hidden" && one.name !== "") parameters.append(one.name, one.value ?? "");
  }
  if (!parameters.has(field)) parameters.append(field, query);
  url.search = parameters.toString();
  url.hash = "";
  return url.href;
}

/** Of a results page what is remembered from night to night: what its results are chosen from, and what it says it is. */
export function answerOf(page: Page): SearchAnswer {
  return {
    ...page,
    headings: page.headings.filter((heading) => heading.level === 1),
    links: page.links
      .filter((link) => link.area === "main")
      .map((link) => ({ ...link, title: null, image: null, context: "" })),
    text: "",
    mainText: "",
    metas: [],
    headLinks: [],
    forms: [],
    tables: [],
    iframes: [],
    scripts: [],
    images: [],
    schemaTypes: [],
  };
}

/** Links of a results page that are results: in the content, on own hosts, not the furniture the homepage has too. */
export function resultLinks(results: Page, homepage: Page, isOwn: (url: string) => boolean): Link[] {
  const furniture = new Set(homepage.links.flatMap((link) => looseKey(link.url) ?? []));
  const searchPath = parseHttp(results.url)?.pathname;
  const found = new Map<string, Link>();
  for (const link of results.links) {
    const key = looseKey(link.url);
    if (!key || link.area !== "main" || fold(link.name) === "" || !isOwn(link.url)) continue;
    if (furniture.has(key) || parseHttp(link.url)?.pathname === searchPath || found.has(key)) continue;
    found.set(key, link);
  }
  return [...found.values()];
}
