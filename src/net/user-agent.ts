import { tool } from "../project.js";

/** Where a web manager who finds us in a log reads who we are and how to keep us out. */
export const ABOUT_URL = "https://github.com/council-audit/council-audit#crawler";

/** The name we go by, with the address of a page about us. Never disguised. */
export function defaultUserAgent(aboutUrl: string = ABOUT_URL): string {
  const version = tool.version.split(".").slice(0, 2).join(".");
  return `${tool.name}/${version} (+${aboutUrl})`;
}
