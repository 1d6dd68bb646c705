import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import picomatch from "picomatch";
import { ResolveRuleError } from "./errors.js";
import type { ResolveRule } from "./types.js";

const EXAMPLE = "for example '*.leeds.gov.uk=127.0.0.1:8080' or 'www.leeds.gov.uk=[::1]:8080'";

/**
 * Reads one `--resolve PATTERN=ADDRESS:PORT`. An IPv6 address stands in square brackets.
 * Throws {@link ResolveRuleError} with one line that says what is wrong.
 */
export function parseResolveRule(text: string): ResolveRule {
  const equals = text.indexOf("=");
  if (equals < 0) throw new ResolveRuleError(`--resolve ${quote(text)} has no '=': ${EXAMPLE}`);
  const pattern = text.slice(0, equals).trim().toLowerCase();
  if (pattern === "") throw new ResolveRuleError(`--resolve ${quote(text)} names no host: ${EXAMPLE}`);
  if (/[\s/:]/.test(pattern) && !/^\[[0-9a-f:.]+\]$/.test(pattern)) {
    throw new ResolveRuleError(
      `--resolve ${quote(text)}: ${quote(pattern)} is not a host name or glob: ${EXAMPLE}`,
    );
  }
  const target = /^(?:\[([^\]]*)\]|([^:[\]]*)):(\d{1,5})$/.exec(text.slice(equals + 1).trim());
  if (!target) {
    throw new ResolveRuleError(`--resolve ${quote(text)}: after '=' comes ADDRESS:PORT, ${EXAMPLE}`);
  }
  const [, six, four, digits] = target;
  const address = six ?? four ?? "";
  if (isIP(address) !== (six === undefined ? 4 : 6)) {
    throw new ResolveRuleError(
      `--resolve ${quote(text)}: ${quote(address)} is not an IP address, ${EXAMPLE}`,
    );
  }
  const port = Number(digits);
  if (port < 1 || port > 65_535) {
    throw new ResolveRuleError(`--resolve ${quote(text)}: port ${port} is not between 1 and 65535`);
  }
  return { pattern, address, port };
}

function quote(text: string): string {
  const line = text.replace(/[\s\p{Cc}]+/gu, " ");
  return `'${line.length > 80 ? `${line.slice(0, 79)}…` : line}'`;
}

/** The rules of one run; the first that matches a host decides. */
export class ResolveRules {
  private readonly rules: { rule: ResolveRule; matches: (host: string) => boolean }[];

  constructor(rules: readonly ResolveRule[]) {
    this.rules = rules.map((rule) => ({ rule, matches: hostMatcher(rule.pattern) }));
  }

  /** `host` as in a URL, IPv6 without brackets. */
  for(host: string): ResolveRule | null {
    const name = host.toLowerCase().replace(/\.$/, "");
    return this.rules.find((one) => one.matches(name))?.rule ?? null;
  }

  /** True when the host is reached on this machine: nobody's server is to be spared there. */
  isLoopback(host: string): boolean {
    const rule = this.for(host);
    return rule !== null && ipaddr.process(rule.address).range() === "loopback";
  }
}

function hostMatcher(pattern: string): (host: string) => boolean {
  const literal = pattern.replace(/^\[|\]$/g, "");
  if (isIP(literal)) return (host) => host === literal;
  const glob = picomatch(pattern, { dot: true, nocase: true, nonegate: true });
  // A glob is about names. Were `*` to catch addresses too, a redirect to http://127.0.0.1/ would be served, not refused.
  return (host) => isIP(host) === 0 && glob(host);
}
