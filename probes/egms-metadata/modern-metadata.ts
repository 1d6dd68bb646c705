import type { Json } from "../../src/audit/types.js";
import { fold } from "../../src/snapshot/site.js";
import type { Page } from "../../src/snapshot/types.js";

/** What has taken the place of e-GMS in practice: on how many pages each is found. Judged by nothing, told beside it. */
export function modernMetadata(pages: readonly Page[]): { [key: string]: Json } {
  const titles = new Map<string, number>();
  for (const page of pages) {
    const title = fold(page.title).toLowerCase();
    if (title !== "") titles.set(title, (titles.get(title) ?? 0) + 1);
  }
  const on = (has: (page: Page) => boolean) => pages.filter(has).length;
  return {
    pages: pages.length,
    uniqueTitle: on((page) => titles.get(fold(page.title).toLowerCase()) === 1),
    description: on((page) => page.metas.some((meta) => isFilled(meta, /^description$/i))),
    language: on((page) => fold(page.lang ?? "") !== ""),
    canonical: on((page) =>
      page.headLinks.some((link) => link.rel.split(/\s+/).includes("canonical") && link.url),
    ),
    openGraph: on((page) =>
      page.metas.some(
        (meta) =>
          meta.place === "head" && /^og:/i.test(meta.property ?? "") && fold(meta.content ?? "") !== "",
      ),
    ),
    governmentSchema: on((page) =>
      page.schemaTypes.some((type) => /Government(Organization|Service|Office)$/.test(type)),
    ),
    openLicence: on(hasOpenLicence),
  };
}

function isFilled(meta: Page["metas"][number], name: RegExp): boolean {
  return meta.place === "head" && name.test(meta.name ?? "") && fold(meta.content ?? "") !== "";
}

function hasOpenLicence(page: Page): boolean {
  if (page.headLinks.some((link) => link.rel.split(/\s+/).includes("license"))) return true;
  return page.links.some(
    (link) =>
      /open[- ]government[- ]licence/i.test(`${link.name} ${link.url}`) ||
      /(^|\s)license(\s|$)/i.test(link.rel ?? ""),
  );
}
