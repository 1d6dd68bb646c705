import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ResolveRuleError } from "../../src/net/errors.js";
import { parseResolveRule, ResolveRules } from "../../src/net/resolve-rule.js";

describe("--resolve", () => {
  test("reads a host name, a glob and an IPv6 address in brackets", () => {
    expect(parseResolveRule("www.leeds.gov.uk=127.0.0.1:8080")).toEqual({
      pattern: "www.leeds.gov.uk",
      address: "127.0.0.1",
      port: 8080,
    });
    expect(parseResolveRule(" *.Leeds.gov.uk = 10.0.0.7:443 ")).toEqual({
      pattern: "*.leeds.gov.uk",
      address: "10.0.0.7",
      port: 443,
    });
    expect(parseResolveRule("*=[::1]:8443")).toEqual({ pattern: "*", address: "::1", port: 8443 });
  });

  test.each([
    ["127.0.0.1:80", /no '='/],
    ["=127.0.0.1:80", /names no host/],
    ["*=127.0.0.1", /ADDRESS:PORT/],
    ["*=localhost:80", /not an IP address/],
    ["*=::1:80", /ADDRESS:PORT/],
    ["*=[127.0.0.1]:80", /not an IP address/],
    ["*=127.0.0.1:0", /between 1 and 65535/],
    ["*=127.0.0.1:65536", /between 1 and 65535/],
    ["http://x=127.0.0.1:80", /not a host name/],
    ["*=999.0.0.1:80", /not an IP address/],
  ])("%s is answered with one line that says what is wrong", (text, message) => {
    expect(() => parseResolveRule(text)).toThrow(message);
    expect(() => parseResolveRule(text)).toThrow(ResolveRuleError);
  });

  test("any text gives a rule or one line of complaint, never anything else", () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(..."*=[]:.0129afw\n ") }));
    fc.assert(
      fc.property(text, (given) => {
        try {
          const rule = parseResolveRule(given);
          expect(rule.port).toBeGreaterThan(0);
          new ResolveRules([rule]).for("www.example.gov.uk");
        } catch (error) {
          expect(error).toBeInstanceOf(ResolveRuleError);
          expect(String(error)).not.toMatch(/\n/);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test("a glob matches sub-domains at any depth, not the name it hangs on", () => {
    const rules = new ResolveRules([parseResolveRule("*.leeds.gov.uk=127.0.0.1:1")]);
    expect(rules.for("www.leeds.gov.uk")).not.toBeNull();
    expect(rules.for("a.B.leeds.gov.uk.")).not.toBeNull();
    expect(rules.for("leeds.gov.uk")).toBeNull();
    expect(rules.for("notleeds.gov.uk")).toBeNull();
  });

  test("the first rule that matches decides", () => {
    const rules = new ResolveRules([parseResolveRule("a.uk=127.0.0.1:1"), parseResolveRule("*=127.0.0.1:2")]);
    expect(rules.for("a.uk")?.port).toBe(1);
    expect(rules.for("b.uk")?.port).toBe(2);
  });

  test("a glob is about names: an address in a link is not led anywhere by it", () => {
    const rules = new ResolveRules([parseResolveRule("*=127.0.0.1:8080")]);
    expect(rules.for("127.0.0.1")).toBeNull();
    expect(rules.for("::1")).toBeNull();
    expect(new ResolveRules([parseResolveRule("10.1.1.1=127.0.0.1:8080")]).for("10.1.1.1")).not.toBeNull();
  });
});
