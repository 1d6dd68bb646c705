import { readFileSync } from "node:fs";
import { z } from "zod";
import { projectFile } from "../../src/project.js";
import type { Page } from "../../src/snapshot/types.js";
import { parseHttp } from "../../src/snapshot/url.js";
import { remembering } from "../../src/text/remembering.js";

/** A supplier's product that English councils use, known by its host, its paths or a mark it leaves on its pages. */
export interface Platform {
  key: string;
  name: string;
  /** What its public entry point proves: `admissions`, `payment`, `library-catalogue` … */
  does: readonly string[];
  hosts: readonly RegExp[];
  paths: readonly RegExp[];
  marks: readonly RegExp[];
  /** Host and path must both match; otherwise either tells. */
  both: boolean;
}

const file = z.object({
  platforms: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      does: z.array(z.string()).min(1),
      hosts: z.array(z.string()),
      paths: z.array(z.string()),
      marks: z.array(z.string()),
      both: z.boolean().optional(),
      source: z.string(),
      confirmedOn: z.string().nullable(),
    }),
  ),
});

const compile = (sources: readonly string[]) => sources.map((source) => new RegExp(source, "i"));

export const platforms: readonly Platform[] = file
  .parse(JSON.parse(readFileSync(projectFile("data", "supplier-platforms.json"), "utf8")))
  .platforms.map((one) => ({
    key: one.key,
    name: one.name,
    does: one.does,
    hosts: compile(one.hosts),
    paths: compile(one.paths),
    marks: compile(one.marks),
    both: one.both ?? false,
  }));

/** Products whose address this is. */
export const platformsAt: (address: string) => readonly Platform[] = remembering((address) => {
  const url = parseHttp(address);
  if (!url) return [];
  const path = url.pathname + url.search;
  return platforms.filter((one) => {
    const host = one.hosts.some((pattern) => pattern.test(url.hostname));
    if (one.both) return host && one.paths.some((pattern) => pattern.test(path));
    return host || one.paths.some((pattern) => pattern.test(path));
  });
});

/** Products that a read page is of: by its address, or by the mark the product leaves. */
export function platformsOf(page: Page): readonly Platform[] {
  const byAddress = platformsAt(page.url);
  const byMark = platforms.filter(
    (one) => !byAddress.includes(one) && one.marks.some((mark) => mark.test(page.text)),
  );
  return [...byAddress, ...byMark];
}

/** Host patterns of the products that do any of these things, for the crawler. */
export function hostsDoing(does: readonly string[]): RegExp[] {
  return platforms
    .filter((one) => !one.both && one.does.some((what) => does.includes(what)))
    .flatMap((one) => one.hosts);
}
export function pathsDoing(does: readonly string[]): RegExp[] {
  return platforms
    .filter((one) => !one.both && one.does.some((what) => does.includes(what)))
    .flatMap((one) => one.paths);
}
