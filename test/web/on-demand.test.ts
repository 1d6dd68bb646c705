import { describe, expect, test, vi } from "vitest";
import { OnDemandAudits, TooManyWaitingError } from "../../src/web/on-demand.js";
import type { AuditOrder } from "../../src/web/types.js";
import { subjectOf } from "../support/document-of.js";

const order = (slug: string, duties = ["2005"]): AuditOrder => ({
  subject: subjectOf(slug),
  url: `https://www.${slug}.gov.uk/`,
  duties,
});

/** Audits that end when they are told to, or stopped. */
function audits(limits: { sideBySide?: number; mostWaiting?: number } = {}) {
  const begun = new Map<string, { finish(): void; fail(error: Error): void; signal: AbortSignal }>();
  const failures: string[] = [];
  const desk = new OnDemandAudits({
    sideBySide: 1,
    mostWaiting: 2,
    ...limits,
    now: () => new Date("2026-11-01T02:00:00Z"),
    ended: ({ subject, why }) => failures.push(`${subject.name}: ${why}`),
    perform: (id, _order, { signal }) =>
      new Promise<void>((finish, fail) => {
        begun.set(id, { finish, fail, signal });
        signal.addEventListener("abort", () => fail(signal.reason));
      }),
  });
  return { desk, begun, failures };
}

describe("audits that people ask for", () => {
  test("take their turn, and say how many are before them", async () => {
    const { desk, begun } = audits();
    const [first, second, third] = ["leeds", "york", "bath"].map((slug) => desk.start(order(slug)));
    if (!first || !second || !third) throw new Error("three were asked for");
    expect(desk.underWay().map((one) => one.startedAt !== null)).toEqual([true, false, false]);
    expect([second, third].map((one) => desk.ahead(one))).toEqual([0, 1]);
    begun.get(first.id)?.finish();
    await vi.waitFor(() => expect(second.startedAt).not.toBeNull());
    expect(desk.find(first.id)).toBeNull();
    expect(desk.ahead(third)).toBe(0);
    await desk.close();
  });

  test("of one host are one audit, whatever the page, the scheme and the order of duties", async () => {
    const { desk } = audits();
    const first = desk.start(order("leeds"));
    const url = "http://www.leeds.gov.uk/news";
    expect(desk.start({ ...order("leeds"), url }).id).toBe(first.id);
    await desk.close();
  });

  test("of one site and the same duties are one audit", async () => {
    const { desk } = audits();
    const first = desk.start(order("leeds", ["2005", "today"]));
    expect(desk.start(order("leeds", ["today", "2005"])).id).toBe(first.id);
    expect(desk.start(order("leeds", ["2005"])).id).not.toBe(first.id);
    await desk.close();
  });

  test("are refused when too many wait, and taken again when the line is shorter", async () => {
    const { desk, begun } = audits({ mostWaiting: 1 });
    const first = desk.start(order("leeds"));
    desk.start(order("york"));
    expect(() => desk.start(order("bath"))).toThrow(TooManyWaitingError);
    expect(desk.start(order("york")).subject.slug).toBe("york");
    begun.get(first.id)?.finish();
    await vi.waitFor(() => expect(desk.underWay()).toHaveLength(1));
    desk.start(order("bath"));
    await desk.close();
  });

  test("can be stopped under way and while they wait; the next one begins", async () => {
    const { desk, begun, failures } = audits();
    const [first, second, third] = ["leeds", "york", "bath"].map((slug) => desk.start(order(slug)));
    if (!first || !second || !third) throw new Error("three were asked for");
    expect(desk.stop(second.id)).toBe(true);
    await vi.waitFor(() => expect(desk.find(second.id)).toBeNull());
    expect(desk.ahead(third)).toBe(0);
    expect(desk.stop(first.id)).toBe(true);
    await vi.waitFor(() => expect(third.startedAt).not.toBeNull());
    expect(begun.has(second.id)).toBe(false);
    expect(desk.stop(first.id)).toBe(false);
    expect(failures).toEqual([
      "york Council: it was stopped while it was waiting",
      "leeds Council: it was stopped before its end",
    ]);
    expect(desk.findEnded(second.id)?.why).toBe("it was stopped while it was waiting");
    await desk.close();
  });

  test("that fail are told once and hold up nobody", async () => {
    const { desk, begun, failures } = audits();
    const first = desk.start(order("leeds"));
    const second = desk.start(order("york"));
    begun.get(first.id)?.fail(new Error("disk full"));
    await vi.waitFor(() => expect(second.startedAt).not.toBeNull());
    expect(failures).toEqual(["leeds Council: it could not be done: disk full"]);
    expect(desk.findEnded(first.id)?.why).toContain("disk full");
    expect(desk.findEnded(second.id)).toBeNull();
    await desk.close();
  });

  test("are all stopped when the server closes", async () => {
    const { desk, begun } = audits({ sideBySide: 2 });
    for (const slug of ["leeds", "york", "bath"]) desk.start(order(slug));
    await desk.close();
    expect([...begun.values()].map(({ signal }) => signal.aborted)).toEqual([true, true]);
    expect(desk.underWay()).toEqual([]);
  });
});
