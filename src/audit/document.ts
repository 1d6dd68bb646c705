import { probesFor } from "../../probes/index.js";
import type { Probe } from "../../probes/probe.js";
import type { AuditSubject } from "../authorities/types.js";
import { ENGINE } from "../browser/engine.js";
import { outcomesOf } from "../outcomes/catalogue.js";
import type { Profile } from "../outcomes/types.js";
import { tool } from "../project.js";
import { scoreJson, scoreOf } from "../score/score.js";
import type { Snapshot } from "../snapshot/types.js";
import { judge } from "./judge.js";
import type { AuditDocument, Coverage } from "./types.js";

/** How a run judges: the same for every authority in it. */
export interface JudgingTerms {
  runId: string;
  duties: readonly string[];
  profile: Profile;
  /** ISO date; sites are judged as on this day. */
  asOf: string;
}

/** Judges a snapshot and puts the answer into the contract's form. Pure: the same snapshot gives the same document. */
export function documentOf(
  snapshot: Snapshot,
  subject: AuditSubject,
  terms: JudgingTerms,
  probes: readonly Probe[] = probesFor(terms.duties),
): AuditDocument {
  const findings = judge({
    snapshot,
    subject,
    asOf: terms.asOf,
    profile: terms.profile,
    outcomes: outcomesOf(terms.duties),
    probes,
  });
  return {
    format: "council-audit/1",
    tool: { ...tool, engines: { "axe-core": engineVersion(snapshot) } },
    run: {
      id: terms.runId,
      startedAt: snapshot.startedAt,
      finishedAt: snapshot.finishedAt,
      duties: [...terms.duties],
      profile: terms.profile,
      asOf: terms.asOf,
    },
    authority: subject.type === null ? null : subject,
    site: { requested: snapshot.requestedUrl, homepage: snapshot.homepageUrl },
    coverage: coverageOf(snapshot),
    findings,
    score: scoreJson(scoreOf(findings)),
  };
}

export function coverageOf(snapshot: Snapshot): Coverage {
  const disallowed = snapshot.failures.filter((one) => one.outcome === "disallowed").length;
  const examined = new Set(snapshot.examinations.filter((one) => one.outcome === "ok").map((one) => one.url));
  for (const page of snapshot.pages) if (page.rendered) examined.add(page.url);
  return {
    pagesFetched: snapshot.pages.length - snapshot.pagesInSeries,
    pagesInSeries: snapshot.pagesInSeries,
    pagesInBrowser: examined.size,
    pagesFailed: snapshot.failures.length - disallowed,
    pagesDisallowed: disallowed,
    pagesFound: snapshot.pages.length + snapshot.failures.length + snapshot.unvisited.length,
    stoppedBy: snapshot.stoppedBy,
  };
}

/** The version that examined the pages; of the installed engine when none was examined. */
function engineVersion(snapshot: Snapshot): string {
  const used = snapshot.examinations.find((one) => one.engine === "axe-core")?.engineVersion;
  return used ?? ENGINE.engineVersion;
}
