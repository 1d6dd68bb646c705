import { createHash } from "node:crypto";
import { appendFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import type { AuditSubject } from "../../src/authorities/types.js";
import type { AuditOne, AuditWork } from "../../src/runs/types.js";
import type { Page, Snapshot } from "../../src/snapshot/types.js";
import { documentOf, findingOf } from "../support/document-of.js";
import { failureOf, pageOf, snapshotOf } from "../support/snapshot-of.js";

export interface FakeSites {
  pagesEach: number;
  /** How long a page takes. */
  pageMs: number;
  /** Every fetch, and every page whose storing was confirmed, is told here. */
  tell?(event: "fetch" | "stored", subject: string, url: string): void;
  /** How a try ends; default: the site is seen. */
  answer?(subject: AuditSubject, tryNumber: number): "seen" | "blocked" | "unreachable" | "throws";
}

/**
 * An audit of a site that does not exist, but for the network just as the real one: fetches page after page, writes each
 * to the journal, does not fetch what the journal already holds, stops at the signal, and its document depends on every
 * page it has.
 */
export function fakeAudit(sites: FakeSites): AuditOne {
  const tries = new Map<string, number>();
  return async (subject, _url, work) => {
    const slug = subject.slug ?? "";
    const tryNumber = (tries.get(slug) ?? 0) + 1;
    tries.set(slug, tryNumber);
    const answer = sites.answer?.(subject, tryNumber) ?? "seen";
    if (answer === "throws") throw new Error(`fault number ${tryNumber}`);
    if (answer !== "seen") return unseen(subject, work, answer);
    return seen(sites, subject, work);
  };
}

async function seen(sites: FakeSites, subject: AuditSubject, work: AuditWork) {
  const slug = subject.slug ?? "";
  const pages = new Map((await work.journal.resumed()).pages.map((page) => [page.url, page]));
  for (let number = 0; number < sites.pagesEach; number += 1) {
    const html = `<title>Page ${number} of ${slug}</title><p>${"words ".repeat(50 + number)}</p>`;
    const page = pageOf(`https://www.${slug}.gov.uk/${number}`, html);
    if (pages.has(page.url)) continue;
    work.signal.throwIfAborted();
    sites.tell?.("fetch", slug, page.url);
    await delay(sites.pageMs);
    await work.journal.page(page, new TextEncoder().encode(html));
    sites.tell?.("stored", slug, page.url);
    pages.set(page.url, page);
    work.progress({
      stage: "crawl",
      fetched: pages.size,
      queued: sites.pagesEach - pages.size,
      examined: 0,
      budget: sites.pagesEach,
      url: page.url,
    });
  }
  const sorted = [...pages.values()].sort((a, b) => a.url.localeCompare(b.url));
  return judged(subject, work, snapshotOf({}, { pages: sorted, homepageUrl: sorted[0]?.url ?? null }));
}

async function unseen(subject: AuditSubject, work: AuditWork, stoppedBy: "blocked" | "unreachable") {
  const failure = failureOf("/", stoppedBy === "blocked" ? "blocked" : "timeout");
  await work.journal.failure(failure);
  return judged(subject, work, snapshotOf({}, { stoppedBy, failures: [failure] }));
}

function judged(subject: AuditSubject, work: AuditWork, snapshot: Snapshot) {
  const couldSee = snapshot.stoppedBy === "exhausted";
  const findings = ["01-m1", "12-m1"].map((outcome) =>
    couldSee
      ? findingOf(outcome, { measures: { pages: snapshot.pages.length, all: digest(snapshot.pages) } })
      : findingOf(outcome, { verdict: "cannot-tell", reason: snapshot.stoppedBy, level: null }),
  );
  return { snapshot, document: documentOf(work.run.id, subject, snapshot, { findings }) };
}

function digest(pages: readonly Page[]): string {
  // The order of a page's fields is nobody's promise; all else about it is.
  const fields = pages.map((page) => Object.entries(page).sort(([a], [b]) => a.localeCompare(b)));
  return createHash("sha256").update(JSON.stringify(fields)).digest("hex");
}

/** Tells into a file, one line an event, so that what a killed process did is known. */
export function tellInto(file: string): NonNullable<FakeSites["tell"]> {
  return (event, subject, url) => appendFileSync(file, `${event} ${subject} ${url}\n`);
}
