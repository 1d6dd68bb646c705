import { describe, expect, test } from "vitest";
import type { Judgement } from "../../../src/audit/types.js";
import { home, judged, page } from "./judge-facility.js";

const PORTAL = "https://www.fenlandtenders.org.uk/";

/** A guide for suppliers that says this and leads to a portal that says that. */
function guided(outcome: string, guide: string, portal = "Tenders", link = "Fenland Tenders"): Judgement {
  return judged(outcome, {
    "/": home(["/sell", "Selling to us"]),
    "/sell": page("Selling to us", `<p>${guide}</p><p><a href="${PORTAL}">${link}</a></p>`),
    [PORTAL]: page("Fenland Tenders", `<p>${portal}</p>`, "Find work and bid for it."),
  });
}

describe("a portal shared with other authorities (05-b3)", () => {
  test.each([
    "We advertise on Fenland Tenders, which we share with six neighbouring councils.",
    "Our tenders are on a site run jointly by the county's districts.",
    "Quotations are asked for through a portal that is used by all the councils of the fens.",
    "We buy stationery and fuel together with four other authorities.",
  ])("“%s”", (said) => {
    expect(guided("05-b3", said).verdict).toBe("met");
  });

  test("the portal itself says whose it is", () => {
    const judgement = guided(
      "05-b3",
      "Find our tenders on the portal.",
      "Opportunities from nine councils in the Fens.",
    );
    expect(judgement.verdict).toBe("met");
    expect(judgement.evidence.map((one) => one.url)).toContain(PORTAL);
  });

  test("the page that tells of the portal and the page that leads there may be two", () => {
    const judgement = judged("05-b3", {
      "/": home(["/sell", "Selling to us"], ["/register", "Suppliers: register"]),
      "/sell": page("Selling to us", "<p>Our tenders are on a portal shared with eight councils.</p>"),
      "/register": page("Suppliers: register", `<p><a href="${PORTAL}">Fenland Tenders</a></p>`),
      [PORTAL]: page("Fenland Tenders", "", "Find work and bid for it."),
    });
    expect(judgement.verdict).toBe("met");
  });

  test.each([
    "The portal is run by the council.",
    "We share information about suppliers with other councils to prevent fraud.",
    "Bids may be shared with our auditors, and our details with neighbouring councils.",
    "Our procurement team works hard. Waste is collected with three other councils.",
  ])("“%s” is no co-operation on tenders", (said) => {
    expect(guided("05-b3", said).verdict).toBe("not-met");
  });

  test("a portal for the whole country is no co-operation of councils", () => {
    expect(
      guided("05-b3", "See the portal.", "The national site: notices of 400 public bodies across the UK.")
        .verdict,
    ).toBe("not-met");
  });
});

describe("alerts for suppliers (05-d3)", () => {
  test.each([
    "Choose your trades and the portal will text you whenever something new comes up.",
    "Pick categories to have opportunities e-mailed straight to you.",
    "Give the e-mail address that alerts should go to.",
  ])("“%s”", (said) => {
    expect(guided("05-d3", said).verdict).toBe("met");
  });

  test("the portal says it and the guide does not", () => {
    expect(
      guided("05-d3", "Tenders are there.", "Register free and get daily alerts by e-mail.").verdict,
    ).toBe("met");
  });

  test.each([
    "We will e-mail you a purchase order when the work is agreed.",
    "We do not send alerts of new contracts by e-mail.",
    "Questions about a tender are answered on the portal.",
  ])("“%s” is no alert", (said) => {
    expect(guided("05-d3", said).verdict).toBe("not-met");
  });
});
