import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Folder that holds package.json: the code runs from src (tests) and from dist (installed) alike. */
export const projectRoot: string = findRoot();

/** A file of the project: `projectFile("data", "authorities.csv")`. */
export function projectFile(...parts: string[]): string {
  return join(projectRoot, ...parts);
}

export const tool = readTool();

function findRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json"))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error("package.json of council-audit not found above its code");
    folder = parent;
  }
  return folder;
}

function readTool(): { name: string; version: string } {
  const { name, version } = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8"));
  return { name, version };
}
