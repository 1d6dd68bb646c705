import { describe, expect, test } from "vitest";
import { HostGates, politenessKey } from "../../src/net/host-gate.js";
import { retryAfterMs } from "../../src/net/retry-after.js";

const signal = new AbortController().signal;

async function startsOf(gates: HostGates, hosts: string[]): Promise<number[]> {
  return Promise.all(hosts.map((host) => gates.run(host, signal, async () => performance.now())));
}

describe("the gate of a host", () => {
  const options = { hostConcurrency: 3, hostIntervalMs: 80, maxWaitMs: 1_000 };

  test("leaves the interval between the starts of requests to one host, and none between hosts", async () => {
    const gates = new HostGates(options, () => false, Date.now);
    const same = (await startsOf(gates, ["a.gov.uk", "a.gov.uk", "A.gov.uk."])).sort((a, b) => a - b);
    for (let i = 1; i < same.length; i++) expect((same[i] ?? 0) - (same[i - 1] ?? 0)).toBeGreaterThan(70);
    const others = await startsOf(gates, ["b.gov.uk", "c.gov.uk", "d.gov.uk"]);
    expect(Math.max(...others) - Math.min(...others)).toBeLessThan(70);
  });

  test("a failed request does not hold up the next", async () => {
    const gates = new HostGates(options, () => true, Date.now);
    await expect(gates.run("a.gov.uk", signal, () => Promise.reject(new Error("lost")))).rejects.toThrow(
      "lost",
    );
    await expect(gates.run("a.gov.uk", signal, async () => "next")).resolves.toBe("next");
  });

  test("whoever waits can give up", async () => {
    const gates = new HostGates(options, () => true, Date.now);
    gates.pause("a.gov.uk", Date.now() + 900);
    const stop = new AbortController();
    const waiting = gates.run("a.gov.uk", stop.signal, async () => "never");
    setTimeout(() => stop.abort(), 20);
    await expect(waiting).rejects.toThrow();
  });

  test("a pause and a Crawl-delay outlast any number of other hosts", async () => {
    let now = 0;
    const gates = new HostGates(
      { ...options, hostIntervalMs: 0 },
      () => false,
      () => now,
    );
    gates.pause("paused.gov.uk", 50_000);
    gates.setCrawlDelay("slow.gov.uk", 20);
    await gates.run("slow.gov.uk", signal, async () => "first");
    now = 30_000;
    for (let i = 0; i < 2_500; i++) gates.pause(`host-${i}.gov.uk`, 0);
    await expect(gates.run("paused.gov.uk", signal, async () => "too soon")).rejects.toThrow(/pause of 20 s/);
    await gates.run("slow.gov.uk", signal, async () => "second");
    await expect(gates.run("slow.gov.uk", signal, async () => "third")).rejects.toThrow(/20 seconds between/);
  });

  test("suppliers' shared platforms are one host, look-alikes are not", () => {
    expect(politenessKey("leeds.moderngov.co.uk")).toBe(politenessKey("YORK.moderngov.co.uk"));
    expect(politenessKey("notmoderngov.co.uk")).not.toBe(politenessKey("leeds.moderngov.co.uk"));
    expect(politenessKey("www.leeds.gov.uk")).not.toBe(politenessKey("www.york.gov.uk"));
  });
});

test.each([
  ["120", 120_000],
  [" 0 ", 0],
  ["Wed, 21 Oct 2015 07:28:30 GMT", 30_000],
  ["Wed, 21 Oct 2015 07:00:00 GMT", 0],
  ["soon", null],
  ["-5", null],
  ["1.5", null],
  ["", null],
  [undefined, null],
])("Retry-After %s", (value, expected) => {
  expect(retryAfterMs(value, Date.parse("2015-10-21T07:28:00Z"))).toBe(expected);
});
