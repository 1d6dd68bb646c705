#!/usr/bin/env node
import { Command, CommanderError, Option } from "commander";
import { CORRECTIONS_FILE, loadRegister, RegisterError } from "./authorities/register.js";
import { ChromiumMissingError } from "./browser/find.js";
import { attest } from "./commands/attest.js";
import { audit } from "./commands/audit.js";
import { checkAuthorities, showAuthorities } from "./commands/authorities.js";
import {
  exportContacts,
  importContacts,
  removeContact,
  resumeContact,
  stopContact,
} from "./commands/contacts.js";
import { demo } from "./commands/demo.js";
import { judgeAgain } from "./commands/judge.js";
import { mail } from "./commands/mail.js";
import { addNightOptions, nightly } from "./commands/nightly.js";
import { addVisitOptions, dutiesOf } from "./commands/options.js";
import { showOutcomes } from "./commands/outcomes.js";
import { report } from "./commands/report.js";
import { schedule } from "./commands/schedule.js";
import { serve } from "./commands/serve.js";
import type { Surroundings } from "./commands/surroundings.js";
import { worker } from "./commands/worker.js";
import { EXIT, UsageError } from "./errors.js";
import { ResolveRuleError } from "./net/errors.js";
import { tool } from "./project.js";
import { UnusableDatabaseError } from "./store/open.js";

const stopping = new AbortController();
const around: Surroundings = {
  environment: process.env,
  now: () => new Date(),
  print: (text) => process.stdout.write(text),
  log: (line) => process.stderr.write(`${line}\n`),
  terminal: process.stderr.isTTY === true,
  columns: process.stdout.columns ?? 120,
  signal: stopping.signal,
};
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    around.log(`council-audit: ${signal} received, stopping; what was read so far is kept`);
    stopping.abort();
    // A second signal ends it at once.
    process.once(signal, () => process.exit(EXIT.stopped));
  });
}

// A reader that has seen enough (`| head`) closes the pipe: that is no fault of anybody's.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(EXIT.done);
  throw error;
});

const register = () => loadRegister(CORRECTIONS_FILE);
const today = () => around.now().toISOString().slice(0, 10);
/** Set by the command that ran; commander itself only knows about its own errors. */
let exitCode: number = EXIT.done;

const program = new Command("council-audit")
  .description(
    "Audits the websites of English local authorities against the outcomes of the 2005 e-government paper.",
  )
  .version(tool.version)
  .showHelpAfterError("(--help shows how)")
  .exitOverride()
  .configureOutput({ writeErr: (text) => process.stderr.write(text) })
  .action(async () => {
    exitCode = await demo(register(), around);
  })
  .addHelpText(
    "after",
    `
Examples:
  council-audit audit https://www.leeds.gov.uk
  council-audit audit "Leeds City Council" --format json --output leeds.json
  council-audit outcomes 03-m5
  council-audit authorities leeds

Without a command, the bundled fixture council is served and audited.
Exit codes: 0 done; 1 done and --fail-on crossed; 2 bad usage or input; 3 the site could not be audited; 4 internal fault.
Environment: DATABASE_URL, SMTP_URL, MAIL_FROM, CHROMIUM_PATH, COUNCIL_AUDIT_TOKEN.`,
  );

addVisitOptions(
  program
    .command("audit")
    .description("audit one site: a web address, or an authority by name or GSS code")
    .argument("<url-or-authority>", 'https://…, a name such as "Leeds City Council", or a GSS code')
    .option("--authority <NAME|GSS>", "whose site the URL is")
    .option(
      "--type <TYPE>",
      "type of an authority that the register does not hold: district, county, unitary …",
    )
    .option("--name <NAME>", "its name")
    .option("--seats <N>", "its council seats")
    .option("--format <FORMAT>", "text, json or html", "text")
    .option("--output <FILE>", "where to write instead of standard output (text: where the HTML report goes)")
    .option(
      "--fail-on <WHAT>",
      "exit with 1 when a mandatory outcome is not-met (partly-met, cannot-tell), or the score's lower bound is below a percentage",
    ),
)
  .addHelpText(
    "after",
    `
Examples:
  council-audit audit https://www.example.gov.uk
  council-audit audit https://staging.example.gov.uk --resolve '*.example.gov.uk=127.0.0.1:8080' --type district --seats 42
  council-audit audit E08000035 --format json > leeds.json
  council-audit audit http://archived.example.gov.uk --as-of 2005-11-20 --profile letter --type unitary`,
  )
  .action(async (asked, flags) => {
    exitCode = await audit(asked, flags, register(), around);
  });

addNightOptions(
  program
    .command("nightly")
    .description("audit every authority of the register (or --only some); takes up an unfinished run"),
)
  .addHelpText(
    "after",
    `
Examples:
  council-audit nightly
  council-audit nightly --only "Leeds City Council" --only E06000014 --pages 60
  DATABASE_URL=postgres://audit@db/audit council-audit nightly --side-by-side 0`,
  )
  .action(async (flags) => {
    exitCode = await nightly(flags, register(), around);
  });

addNightOptions(
  program.command("schedule").description("run nightly on a cron expression until it is stopped"),
)
  .option("--cron <EXPRESSION>", "minute hour day month weekday", "30 1 * * *")
  .option("--timezone <NAME>", "IANA time zone; changes of the clocks are heeded", "Europe/London")
  .option("--jitter <MINUTES>", "put each start off by a random part of this", "20")
  .addOption(
    new Option(
      "--mail <WHEN>",
      "mail reports after each night: when something changed, weekly, always, or never",
    )
      .choices(["never", "changed", "weekly", "always"])
      .default("never"),
  )
  .option("--link-base <URL>", "mail links to reports published there instead of attaching them")
  .addHelpText(
    "after",
    "\nExamples:\n  council-audit schedule --cron '30 1 * * 1-5' --jitter 45\n  SMTP_URL=smtp://mail.example.org MAIL_FROM=audit@example.org council-audit schedule --mail changed",
  )
  .action(async (flags) => {
    exitCode = await schedule(flags, register, around, Math.random);
  });

addVisitOptions(
  program
    .command("worker")
    .description("take authorities from the shared queue (PostgreSQL) until it is stopped")
    .option("--side-by-side <N>", "authorities audited at once", "4"),
)
  .addHelpText("after", "\nExample:\n  DATABASE_URL=postgres://audit@db/audit council-audit worker")
  .action(async (flags) => {
    exitCode = await worker(flags, around);
  });

addVisitOptions(
  program
    .command("serve")
    .description("web pages: the reports of the last night, and audits for whoever asks, until it is stopped")
    .option("--host <ADDRESS>", "where it listens; 0.0.0.0 for all addresses of this machine", "127.0.0.1")
    .option("--port <N>", "0 takes any free one", "8080")
    .option("--side-by-side <N>", "audits at once", "2")
    .option("--waiting <N>", "audits that may wait besides", "20"),
)
  .addHelpText(
    "after",
    `
Examples:
  council-audit serve
  export COUNCIL_AUDIT_TOKEN=$(openssl rand -hex 24); echo $COUNCIL_AUDIT_TOKEN; council-audit serve
Reading is open to all who reach it. Audits can be started from this machine only; once COUNCIL_AUDIT_TOKEN is set, by whoever
gives that token. It travels as it is: before --host 0.0.0.0 think of a web server with TLS in front.
Programs send JSON: curl -H 'Content-Type: application/json' -d '{"site":"E08000035"}' http://127.0.0.1:8080/audits`,
  )
  .action(async (flags) => {
    exitCode = await serve(flags, register, around);
  });

program
  .command("judge")
  .description("judge stored snapshots again with this version's probes; no network")
  .option("--run <ID>", "which run (default: the newest)")
  .option("--format <FORMAT>", "text or json", "text")
  .option("--database <URL>", "sqlite:FILE or postgres://…")
  .addHelpText("after", "\nExample:\n  council-audit judge --run 6f0c… --format json")
  .action(async (flags) => {
    exitCode = await judgeAgain(flags, around);
  });

program
  .command("report")
  .description("write HTML, CSV and JSON for authorities and nation")
  .option("--run <ID>", "which run (default: the newest sealed one)")
  .option("--output <FOLDER>", "where to", "council-audit-reports")
  .option("--pdf", "a tagged PDF beside each authority's HTML", false)
  .option("--database <URL>", "sqlite:FILE or postgres://…")
  .addHelpText("after", "\nExample:\n  council-audit report --output public/")
  .action(async (flags) => {
    exitCode = await report(flags, register(), around);
  });

program
  .command("mail")
  .description("send a run's reports to the authorities' contacts, each once")
  .option("--run <ID>", "which finished run (default: the newest night)")
  .addOption(
    new Option("--when <WHEN>", "changed: with news of the website; weekly; always")
      .choices(["changed", "weekly", "always"])
      .default("changed"),
  )
  .option("--dry-run", "write what would be sent as .eml files, and send nothing", false)
  .option("--output <FOLDER>", "where --dry-run writes", "council-audit-mail")
  .option("--status", "show what became of the run's messages, and send nothing", false)
  .option(
    "--again <NUMBER>",
    "try a given-up or uncertain message again, by its number in --status; repeatable",
    (value: string, before: string[]) => [...before, value],
    [] as string[],
  )
  .option("--link-base <URL>", "link to reports published there instead of attaching them")
  .option("--from <ADDRESS>", "whom mail comes from (default: MAIL_FROM)")
  .option("--smtp <URL>", "smtp://… or smtps://… (default: SMTP_URL, which no process list shows)")
  .option("--unsubscribe <ADDRESS>", "who takes unsubscriptions (default: whom mail comes from)")
  .option("--wait <MINUTES>", "how long to stay for messages that the server put off", "2")
  .option("--rate <N>", "messages a minute", "60")
  .option("--dkim-key <FILE>", "PEM private key to sign with")
  .option("--dkim-selector <NAME>", "the key's name in the DNS")
  .option("--dkim-domain <DOMAIN>", "whose key it is (default: the sender's domain)")
  .option("--database <URL>", "sqlite:FILE or postgres://…")
  .addHelpText(
    "after",
    `
Examples:
  council-audit mail --dry-run --output letters/
  SMTP_URL=smtps://audit:PASSWORD@mail.example.org MAIL_FROM=audit@example.org council-audit mail
  council-audit mail --when always --link-base https://audit.example.org/reports/
Exit codes: 0 all sent; 1 some put off, given up or uncertain (--status shows them); 2 bad usage, or a server that refuses us.`,
  )
  .action(async (flags) => {
    exitCode = await mail(flags, around);
  });

const contacts = program
  .command("contacts")
  .description("who gets an authority's reports")
  .addHelpText(
    "after",
    `
The list is CSV with the columns authority (GSS code, slug or name), email, and if you like name and role.

Examples:
  council-audit contacts import contacts.csv
  council-audit contacts export > contacts.csv
  council-audit contacts unsubscribe jo@example.gov.uk`,
  );
const databaseOption = ["--database <URL>", "sqlite:FILE or postgres://…"] as const;
contacts
  .command("import")
  .description("add the contacts of a CSV; nothing is imported when a line is bad")
  .argument("<file>")
  .option("--skip-bad", "leave bad lines out instead", false)
  .option("--replace", "drop contacts of the listed authorities that are not in the list", false)
  .option(...databaseOption)
  .action(async (file, flags) => {
    exitCode = await importContacts(file, flags, register(), around);
  });
contacts
  .command("export")
  .description("all contacts as CSV, with who unsubscribed or bounced")
  .option("--output <FILE>", "instead of standard output")
  .option(...databaseOption)
  .action(async (flags) => {
    exitCode = await exportContacts(flags, around);
  });
for (const [name, reason, what] of [
  ["unsubscribe", "unsubscribed", "send nothing more to an address, whatever is imported later"],
  ["bounce", "bounced", "mark an address whose mail came back"],
] as const) {
  contacts
    .command(name)
    .description(what)
    .argument("<email>")
    .option("--note <TEXT>", "kept beside the mark")
    .option(...databaseOption)
    .action(async (email, flags) => {
      exitCode = await stopContact(email, reason, flags, around);
    });
}
contacts
  .command("resume")
  .description("lift the mark of an address that unsubscribed or bounced")
  .argument("<email>")
  .option(...databaseOption)
  .action(async (email, flags) => {
    exitCode = await resumeContact(email, flags, around);
  });
contacts
  .command("remove")
  .description("drop an address from every authority")
  .argument("<email>")
  .option(...databaseOption)
  .action(async (email, flags) => {
    exitCode = await removeContact(email, flags, around);
  });

program
  .command("attest")
  .description("record what a person found out about an outcome that cannot be seen from outside")
  .argument("<authority>", "name or GSS code")
  .argument("[outcome]", "such as 11-m1")
  .option("--verdict <VERDICT>", "met, partly-met or not-met")
  .option("--statement <TEXT>", "what was found out, and how")
  .option("--evidence <URL>", "what can be opened to see it")
  .option("--author <NAME>", "who attests")
  .option("--date <DATE>", "when it was found out (default: today)")
  .option("--expires <DATE>", "until when it holds (default: a year later)")
  .option("--list", "show what is attested for the authority instead", false)
  .option("--database <URL>", "sqlite:FILE or postgres://…")
  .addHelpText(
    "after",
    "\nExample:\n  council-audit attest E08000035 11-m1 --verdict met --statement 'Seen at the ICT desk' --author 'A. Auditor'",
  )
  .action(async (authority, outcome, flags) => {
    exitCode = await attest(authority, outcome, flags, register(), around);
  });

program
  .command("outcomes")
  .description("look into the paper: all outcomes, or one explained")
  .argument("[id]", "such as 03-m5 or T-01")
  .option("--duties <LIST>", "2005, today, or both", "2005,today")
  .addOption(new Option("--format <FORMAT>", "text or json").choices(["text", "json"]).default("text"))
  .addHelpText("after", "\nExamples:\n  council-audit outcomes\n  council-audit outcomes 12-m4")
  .action((id, flags) => {
    around.print(showOutcomes(id, { duties: dutiesOf(flags.duties), format: flags.format }, today()));
  });

const authorities = program
  .command("authorities")
  .description("look into the register: by name, GSS code or domain")
  .argument("[query...]", "words of a name, a GSS code, or a web address")
  .option("--type <TYPE>", "only this type")
  .option("--region <REGION>", "only this region")
  .option("--abolished", "list abolished authorities, too", false)
  .addOption(
    new Option("--format <FORMAT>", "text, json or csv").choices(["text", "json", "csv"]).default("text"),
  )
  .addHelpText(
    "after",
    "\nExamples:\n  council-audit authorities leeds\n  council-audit authorities E08000035\n  council-audit authorities --type county --format csv\n  council-audit authorities check my-list.csv --import",
  )
  .action((query: string[], flags) => {
    around.print(showAuthorities(query.join(" "), flags, register(), today()));
  });
authorities
  .command("check")
  .description("compare your own CSV with the register, and take its corrections over")
  .argument("<file>", "CSV with slug, gss_code or name, and the columns to compare")
  .option("--import", `write the differences to ${CORRECTIONS_FILE}, which later commands use`, false)
  .action((file, flags) => {
    around.print(
      checkAuthorities(file, { import: flags.import, correctionsFile: CORRECTIONS_FILE }, register()),
    );
  });

/** Errors whose message is the one line a user needs. */
const USERS = [UsageError, RegisterError, ChromiumMissingError, ResolveRuleError, UnusableDatabaseError];

try {
  await program.parseAsync();
} catch (error) {
  exitCode = exitCodeOf(error);
}
process.exitCode = exitCode;

function exitCodeOf(error: unknown): number {
  // What was stopped by a signal has said so already, and is no fault.
  if (stopping.signal.aborted && error === stopping.signal.reason) return EXIT.stopped;
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  if (error instanceof Error && USERS.some((kind) => error instanceof kind)) {
    around.log(`council-audit: ${error.message}`);
    return EXIT.usage;
  }
  around.log(
    `council-audit: internal fault: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  );
  return EXIT.internal;
}
