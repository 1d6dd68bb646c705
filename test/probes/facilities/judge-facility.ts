import { facilityProbes } from "../../../probes/facilities/index.js";
import type { JudgeContext } from "../../../probes/probe.js";
import type { Judgement } from "../../../src/audit/types.js";
import { Site } from "../../../src/snapshot/site.js";
import type { Snapshot } from "../../../src/snapshot/types.js";
import { contextOf } from "../../support/context.js";
import { snapshotOf } from "../../support/snapshot-of.js";

/** What the facility probes say about one outcome of a site made of literal pages. */
export function judged(
  outcome: string,
  pages: Record<string, string>,
  changes: Partial<Snapshot> = {},
  context: JudgeContext = contextOf(),
): Judgement {
  const probe = facilityProbes.find((one) => one.outcomes.includes(outcome));
  if (!probe) throw new Error(`No facility probe judges ${outcome}`);
  const found = probe
    .judge(new Site(snapshotOf(pages, changes)), context)
    .find((one) => one.outcome === outcome);
  if (!found) throw new Error(`${probe.id} gave no judgement of ${outcome}`);
  return found;
}

const PROSE =
  "The council helps residents with this and explains here who may use the service, what you need before you begin, how long it takes, " +
  "what it costs, whom to ask when something is unclear, and what happens after you have finished. Please read all of it before you start, because we cannot change details later on.";

/** A page with a heading, enough prose to be a page, and whatever else is given. */
export function page(title: string, body = "", prose = `${title}. ${PROSE}`): string {
  return `<html lang="en"><head><title>${title} - Example Council</title></head><body><main><h1>${title}</h1><p>${prose}</p>${body}</main></body></html>`;
}

/** A homepage whose navigation holds these links. */
export function home(...links: [href: string, name: string][]): string {
  const items = links.map(([href, name]) => `<li><a href="${href}">${name}</a></li>`).join("");
  return `<html lang="en"><head><title>Example Council</title></head><body><nav><ul>${items}</ul></nav><main><h1>Welcome</h1></main></body></html>`;
}

/** A form with these labelled text fields. */
export function form(heading: string, ...labels: string[]): string {
  const fields = labels
    .map((label, index) => `<label for="f${index}">${label}</label><input id="f${index}" name="f${index}">`)
    .join("");
  return `<form method="post" action="/submit"><h2>${heading}</h2>${fields}<button>Send</button></form>`;
}
