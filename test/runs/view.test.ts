import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { logView, summaryText, terminalView } from "../../src/runs/view.js";
import type { AuditRecord } from "../../src/store/types.js";
import { subjectOf } from "../support/document-of.js";

const audit: AuditRecord = {
  id: 1,
  runId: "night",
  subject: subjectOf("leeds"),
  requestedUrl: "https://www.leeds.gov.uk/",
  homepageUrl: null,
  state: "running",
  attempts: 1,
  putOff: 0,
  startedAt: null,
  finishedAt: null,
  failure: null,
};
const crawling = { fetched: 10, queued: 30, examined: 0, budget: 40, url: "https://www.leeds.gov.uk/x" };

test("the log has a line for each begin, stage and end, not for each page", () => {
  const lines: [string, object][] = [];
  const note = (level: string) => (fields: object, message: string) => {
    lines.push([`${level} ${message}`, fields]);
  };
  let nowMs = 0;
  const view = logView({ info: note("info"), warn: note("warn"), error: note("error") }, () => nowMs);
  view.begin(4, 1);
  view.started(audit);
  for (let page = 0; page < 50; page += 1) view.progress(audit, { stage: "crawl", ...crawling });
  view.progress(audit, { stage: "browser", ...crawling });
  nowMs = 60_000;
  view.ended(audit, { end: "done", stoppedBy: "exhausted", pages: 40 });
  view.ended(audit, { end: "put-off", why: "blocked: bot wall", tries: 1 });
  view.ended(audit, { end: "failed", why: "Error: x" });
  expect(lines.map(([message]) => message)).toEqual([
    "info night begun",
    "info audit begun",
    "info reading pages",
    "info examining pages",
    "info audit done",
    "warn site not seen, will be tried again",
    "error audit failed",
  ]);
  expect(lines[4]?.[1]).toMatchObject({ authority: "leeds", finished: 2, total: 4, secondsLeft: 120 });
  expect(lines[5]?.[1]).toMatchObject({ why: "blocked: bot wall" });
});

test("the terminal shows the night and each authority under way, and lets no name steer it", async () => {
  let drawn = "";
  const stream = Object.assign(
    new Writable({
      write(chunk, _encoding, done) {
        drawn += String(chunk);
        done();
      },
    }),
    {
      isTTY: true,
      columns: 120,
      rows: 40,
      cursorTo: () => true,
      clearLine: () => true,
      moveCursor: () => true,
    },
  );
  let nowMs = 0;
  const view = terminalView(stream, () => nowMs);
  view.begin(4, 1);
  view.started({ ...audit, subject: { ...audit.subject, name: "Leeds\u001b]0;owned\u0007 Council" } });
  nowMs = 30_000;
  view.progress(audit, { stage: "crawl", ...crawling });
  await expect.poll(() => drawn).toContain("1/4 authorities");
  await expect.poll(() => drawn).toContain("reading pages · 2 min left");
  view.close();
  expect(drawn).not.toContain("\u001b]0;owned");
});

test("the summary says what was not seen, what failed, and why", () => {
  const text = summaryText({
    runId: "night",
    resumed: true,
    sealed: false,
    startedAt: "2026-11-01T02:00:00.000Z",
    finishedAt: null,
    authorities: 5,
    done: 3,
    failed: [{ name: "York", why: "Error: out of memory" }],
    notSeen: [{ name: "Kent", why: "blocked: bot wall" }],
    open: 1,
  });
  expect(text).toMatch(/taken up again.*3 of 5 .*1 open/);
  expect(text).toMatch(/could not be seen \(1\):\n {2}Kent: blocked: bot wall/);
  expect(text).toMatch(/failed \(1\):\n {2}York: Error: out of memory/);
});
