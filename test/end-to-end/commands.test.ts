import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { fixtureCouncils } from "../../fixtures/load.js";
import { type FixtureServer, startFixtureServer } from "../../fixtures/server.js";
import { openStore } from "../../src/store/open.js";
import { councilAudit, documentIn, findingIn, startCouncilAudit, workFolder } from "./command-line.js";

const councils = fixtureCouncils();
let server: FixtureServer;
let visit: string[];

beforeAll(async () => {
  server = await startFixtureServer({ councils });
  visit = ["--resolve", `*=127.0.0.1:${server.port}`, "--no-browser"];
});
afterAll(() => server.close());

function council(id: string): (typeof councils)[number] {
  const found = councils.find((one) => one.id === id);
  if (!found) throw new Error(`no fixture council ${id}`);
  return found;
}

/** Every HTML file below a folder, put together. */
function reportsIn(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".html"))
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .join("\n");
}

describe("the life of an audit", () => {
  const folder = workFolder();

  test("audit as text prints a table and leaves the report where it says", async () => {
    const answer = await councilAudit(
      ["audit", council("hartfell").homepage, "--authority", "E26000001", "--as-of", "2026-11-01", ...visit],
      folder,
    );
    expect(answer.code).toBe(0);
    expect(answer.stdout).toContain("Mandatory outcomes");
    const report = /Report: (.+\.html)/.exec(answer.stdout)?.[1] ?? "";
    expect(existsSync(report)).toBe(true);
  });

  test("an attestation stands beside the verdict in the report and does not change it", async () => {
    const attested = await councilAudit(
      [
        "attest",
        "E26000001",
        "11-m1",
        "--verdict",
        "met",
        "--statement",
        "Seen at the desk",
        "--author",
        "A. Auditor",
      ],
      folder,
    );
    expect(attested.code).toBe(0);
    const listed = await councilAudit(["attest", "E26000001", "--list"], folder);
    expect(listed.stdout).toContain("11-m1  met");
    const report = await councilAudit(["report", "--output", join(folder, "out")], folder);
    expect(report.code).toBe(0);
    expect(reportsIn(join(folder, "out"))).toContain("Attested by A. Auditor");
    const judged = await councilAudit(["judge", "--format", "json"], folder);
    expect(findingIn(documentIn(judged), "11-m1").verdict).toBe("cannot-tell");
  });

  test("--fail-on ends with 1, and the result is there all the same", async () => {
    const { homepage, type, asOf } = council("wendershire");
    const answer = await councilAudit(
      [
        "audit",
        homepage,
        "--type",
        type,
        "--as-of",
        asOf,
        "--format",
        "json",
        "--fail-on",
        "not-met",
        ...visit,
      ],
      workFolder(),
    );
    expect(answer.code).toBe(1);
    expect(documentIn(answer).findings).toHaveLength(106);
  });

  test("Ctrl-C is no fault: one line, the shell's exit code, and nothing stays under way", async () => {
    const folder = workFolder();
    const { homepage, type } = council("wendershire");
    const asked = server.requests.length;
    const { child, answer } = startCouncilAudit(["audit", homepage, "--type", type, ...visit], folder);
    await vi.waitUntil(() => server.requests.length > asked + 5, { timeout: 30_000 });
    child.kill("SIGINT");
    const { code, stdout, stderr } = await answer;
    expect({ code, stdout }).toEqual({ code: 130, stdout: "" });
    expect(stderr.trim()).toBe("council-audit: SIGINT received, stopping; what was read so far is kept");
    const store = await openStore(`sqlite:${join(folder, "audit.db")}`);
    const [run] = await store.runs();
    expect(run?.state).toBe("abandoned");
    expect(await store.audits(run?.id ?? "")).toMatchObject([
      { state: "failed", failure: "it was stopped before its end" },
    ]);
    await store.close();
  });

  test("the second audit of a site says what changed, whatever was audited between", async () => {
    const folder = workFolder();
    const audit = (id: string, more: string[] = []) => {
      const { homepage, type, asOf } = council(id);
      return councilAudit(["audit", homepage, "--type", type, "--as-of", asOf, ...visit, ...more], folder);
    };
    await audit("hartfell");
    await audit("kingsgate", ["--pages", "3"]);
    const again = await audit("hartfell", ["--format", "html"]);
    expect(again.stdout).toContain("What changed");
  });

  test("a page budget is kept", async () => {
    const { homepage, type, asOf } = council("marlbrook");
    const answer = await councilAudit(
      ["audit", homepage, "--type", type, "--as-of", asOf, "--format", "json", "--pages", "12", ...visit],
      workFolder(),
    );
    const document = documentIn(answer);
    expect(document.coverage.pagesFetched).toBeLessThanOrEqual(12);
    expect(document.coverage.stoppedBy).toBe("page-budget");
  });

  test("a site whose owner is unknown gets no not-met for what not every type owes", async () => {
    const answer = await councilAudit(
      ["audit", council("wendershire").homepage, "--format", "json", ...visit],
      workFolder(),
    );
    const document = documentIn(answer);
    expect(document.authority).toBeNull();
    expect(document.findings.some((one) => one.verdict === "not-applicable" && one.outcome === "09-m1")).toBe(
      false,
    );
    expect(findingIn(document, "09-m2").verdict).not.toBe("not-met");
  });

  test("an archived site is judged as on its day, by the letter", async () => {
    const { homepage, type, seats } = council("thornmere");
    const args = ["audit", homepage, "--type", type, "--seats", String(seats), "--format", "json", ...visit];
    const then = documentIn(
      await councilAudit([...args, "--as-of", "2005-11-20", "--profile", "letter"], workFolder()),
    );
    const now = documentIn(await councilAudit([...args, "--as-of", "2026-11-01"], workFolder()));
    expect(findingIn(then, "12-m3").verdict).toBe("met");
    expect(findingIn(now, "12-m3").verdict).toBe("partly-met");
    expect(findingIn(now, "01-m4").verdict).toBe("not-applicable");
  });
});

test("nightly audits side by side and writes its reports; what it stored can be judged again", async () => {
  const folder = workFolder();
  const only = ["hartfell", "kingsgate"].flatMap((id) => ["--only", council(id).homepage]);
  const night = ["nightly", ...only, ...visit, "--interval", "0", "--output", join(folder, "site")];
  const first = await councilAudit(night, folder);
  expect(first.stderr).not.toContain("internal fault");
  expect(first.code).toBe(0);
  expect(first.stdout).toMatch(/2 (of 2 )?authorities/);
  expect(reportsIn(join(folder, "site"))).toContain("At a glance");
  const again = await councilAudit(["judge", "--format", "json"], folder);
  expect(JSON.parse(again.stdout)).toHaveLength(2);
});

test("serve says where it is open, audits for whoever asks at this machine, and ends in order on SIGTERM", async () => {
  const folder = workFolder();
  const { child, answer } = startCouncilAudit(["serve", "--port", "0", ...visit], folder);
  let said = "";
  child.stderr?.on("data", (chunk) => {
    said += String(chunk);
  });
  const base = await vi.waitUntil(() => /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0], { timeout: 60_000 });
  const body = new URLSearchParams({ site: council("hartfell").homepage });
  const started = await fetch(`${base}/audits`, { method: "POST", body, redirect: "manual" });
  const page = `${base}${started.headers.get("location")}`;
  await vi.waitUntil(async () => (await fetch(page)).url.endsWith("/"), { timeout: 60_000, interval: 300 });
  expect(await (await fetch(page)).text()).toContain("At a glance");
  child.kill("SIGTERM");
  const { code, stdout } = await answer;
  expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
  const report = await councilAudit(["report", "--output", join(folder, "site")], folder);
  expect(report.stdout).toContain("one report");
});
