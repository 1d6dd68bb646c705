import type { VisitFlags } from "../src/commands/options.js";

/** What a person would say on the command line to audit sites that are served on a loopback port. */
export function visitFlags(port: number, browserPages: number): VisitFlags {
  return {
    pages: "300",
    browserPages: String(browserPages),
    timeBudget: "20",
    concurrency: "4",
    interval: "0",
    browser: browserPages > 0,
    resolve: [`*=127.0.0.1:${port}`],
    allowPrivate: false,
    duties: "2005",
    profile: "equivalent",
  };
}

/** `--name 12` among the arguments, or the default. */
export function numberFlag(args: readonly string[], name: string, otherwise: number): number {
  const at = args.indexOf(`--${name}`);
  if (at < 0) return otherwise;
  const value = Number(args[at + 1]);
  if (!Number.isFinite(value) || value < 0) throw new Error(`--${name}: give a number`);
  return value;
}
