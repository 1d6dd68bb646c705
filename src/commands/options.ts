import type { Command } from "commander";
import type { Budget } from "../audit/audit.js";
import { either, UsageError } from "../errors.js";
import { parseResolveRule } from "../net/resolve-rule.js";
import type { NetOptions } from "../net/types.js";
import type { Profile } from "../outcomes/types.js";

/** Flags that every command which visits sites shares. */
export interface VisitFlags {
  pages: string;
  browserPages: string;
  timeBudget: string;
  concurrency: string;
  interval: string;
  browser: boolean;
  resolve: string[];
  allowPrivate: boolean;
  duties: string;
  profile: string;
  asOf?: string;
  database?: string;
}

export function addVisitOptions(command: Command): Command {
  return command
    .option(
      "--duties <LIST>",
      "which outcomes: 2005 (the paper), today (present-day duties), or both",
      "2005",
    )
    .option(
      "--profile <NAME>",
      "equivalent: today's form of each facility; letter: as printed in 2004",
      "equivalent",
    )
    .option("--as-of <DATE>", "judge as on that day, YYYY-MM-DD (archived sites; default: the run's start)")
    .option("--pages <N>", "pages to explore; every councillor's page and A–Z letter come besides", "300")
    .option("--browser-pages <N>", "pages examined in the browser for accessibility", "20")
    .option("--time-budget <MINUTES>", "longest time for one site", "30")
    .option("--concurrency <N>", "requests in flight at once over all of a site's hosts", "4")
    .option("--interval <SECONDS>", "least time between two requests to one host", "1")
    .option("--no-browser", "do without Chromium (accessibility cannot be told then)")
    .option(
      "--resolve <PATTERN=ADDRESS:PORT>",
      "reach hosts that match the name or glob at that address; repeatable",
      (value: string, before: string[]) => [...before, value],
      [] as string[],
    )
    .option("--allow-private", "let audits reach private and loopback addresses", false)
    .option(
      "--database <URL>",
      "sqlite:FILE or postgres://… (default: DATABASE_URL, else sqlite:council-audit.db)",
    );
}

export function budgetOf(flags: VisitFlags): Budget {
  return {
    pages: wholeNumber("--pages", flags.pages, 1, 100_000),
    browserPages: wholeNumber("--browser-pages", flags.browserPages, 0, 1_000),
    timeMs: number("--time-budget", flags.timeBudget, 0.05, 24 * 60) * 60_000,
    concurrency: wholeNumber("--concurrency", flags.concurrency, 1, 32),
  };
}

export function netOptionsOf(flags: VisitFlags): Partial<NetOptions> {
  return {
    resolve: flags.resolve.map(parseResolveRule),
    allowPrivate: flags.allowPrivate,
    hostIntervalMs: number("--interval", flags.interval, 0, 600) * 1000,
  };
}

export function dutiesOf(text: string): string[] {
  const duties = text.split(",").map((one) => one.trim());
  for (const one of duties) {
    if (one !== "2005" && one !== "today")
      throw new UsageError(`--duties "${text}": use 2005, today, or 2005,today`);
  }
  return [...new Set(duties)];
}

export function profileOf(text: string): Profile {
  if (text !== "equivalent" && text !== "letter") {
    throw new UsageError(`--profile "${text}": use ${either(["equivalent", "letter"])}`);
  }
  return text;
}

/** A day as ISO date; the run's own start when none is asked for. */
export function asOfOf(text: string | undefined, startedAt: string): string {
  if (text === undefined) return startedAt.slice(0, 10);
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  if (!day || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text) {
    throw new UsageError(`--as-of "${text}" is not a day: write it as 2005-11-20`);
  }
  return text;
}

export function databaseOf(flag: string | undefined, environment: NodeJS.ProcessEnv): string {
  return flag ?? environment.DATABASE_URL ?? "sqlite:council-audit.db";
}

export function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = number(name, text, least, most);
  if (!Number.isInteger(value))
    throw new UsageError(`${name} "${text}": give a whole number from ${least} to ${most}`);
  return value;
}

export function number(name: string, text: string, least: number, most: number): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (!Number.isFinite(value) || value < least || value > most) {
    throw new UsageError(`${name} "${text}": give a number from ${least} to ${most}`);
  }
  return value;
}

/** `--fail-on`: a verdict that must not occur among mandatory outcomes, or a percentage the score's lower bound must reach. */
export type Threshold = { verdict: "not-met" | "partly-met" | "cannot-tell" } | { atLeastPercent: number };

export function thresholdOf(text: string | undefined): Threshold | null {
  if (text === undefined) return null;
  if (text === "not-met" || text === "partly-met" || text === "cannot-tell") return { verdict: text };
  const percent = Number(text.replace(/\s*%$/, ""));
  if (text.trim() !== "" && percent >= 0 && percent <= 100) return { atLeastPercent: percent };
  throw new UsageError(
    `--fail-on "${text}": use not-met, partly-met, cannot-tell, or a percentage such as 60`,
  );
}
