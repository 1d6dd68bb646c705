import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { version } = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve("axe-core/package.json"), "utf8"),
) as { version: string };

/** What examines pages, in the version that is installed; read off its manifest, since it runs in pages and not here. */
export const ENGINE = { engine: "axe-core", engineVersion: version } as const;
