import { dutyProbes } from "../../../probes/duties/index.js";
import type { JudgeContext } from "../../../probes/probe.js";
import { judge } from "../../../src/audit/judge.js";
import type { Finding, Judgement } from "../../../src/audit/types.js";
import { outcomeOf } from "../../../src/outcomes/catalogue.js";
import { Site } from "../../../src/snapshot/site.js";
import type { Snapshot } from "../../../src/snapshot/types.js";
import { contextOf } from "../../support/context.js";
import { snapshotOf } from "../../support/snapshot-of.js";

export interface Given {
  changes?: Partial<Snapshot>;
  context?: JudgeContext;
}

/** What the duty probes say about one duty of a site made of literal pages. */
export function judged(duty: string, pages: Record<string, string>, given: Given = {}): Judgement {
  return judgedIn(duty, snapshotOf(pages, given.changes), given.context);
}

export function judgedIn(duty: string, snapshot: Snapshot, context = contextOf()): Judgement {
  const probe = dutyProbes.find((one) => one.outcomes.includes(duty));
  if (!probe) throw new Error(`No probe judges ${duty}`);
  const found = probe.judge(new Site(snapshot), context).find((one) => one.outcome === duty);
  if (!found) throw new Error(`${probe.id} gave no judgement of ${duty}`);
  return found;
}

/** The finding with its sentences, as an audit would print it. */
export function findingOn(
  duty: string,
  pages: Record<string, string>,
  changes: Partial<Snapshot> = {},
): Finding {
  const outcome = outcomeOf(duty);
  if (!outcome) throw new Error(`${duty} is not in the catalogue`);
  const [finding] = judge({
    snapshot: snapshotOf(pages, changes),
    subject: contextOf().subject,
    asOf: "2026-11-01",
    profile: "equivalent",
    outcomes: [outcome],
    probes: dutyProbes,
  });
  if (!finding) throw new Error(`${duty} was not judged`);
  return finding;
}

/** A homepage whose navigation holds these links. */
export function home(...links: [href: string, name: string][]): string {
  const items = links.map(([href, name]) => `<li><a href="${href}">${name}</a></li>`).join("");
  return `<html lang="en"><head><title>Example Council</title></head><body><nav><ul>${items}</ul></nav><main><h1>Welcome</h1></main></body></html>`;
}

/** A page with a heading and a body. */
export function page(title: string, body = "", footer = ""): string {
  return `<html lang="en"><head><title>${title} - Example Council</title></head><body><main><h1>${title}</h1>${body}</main><footer>${footer}</footer></body></html>`;
}

export const PROSE = `<p>${"The council explains here what this is, whom it concerns, when it was decided, and whom to ask when something is unclear to you. ".repeat(3)}</p>`;
