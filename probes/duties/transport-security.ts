import type { Evidence, Judgement, Measures } from "../../src/audit/types.js";
import { type LooksFor, type Site, seen, tried } from "../../src/snapshot/site.js";
import type { Form, Page } from "../../src/snapshot/types.js";
import { parseHttp, withinDomain } from "../../src/snapshot/url.js";
import { daysBetween } from "../dates.js";
import { cannotTell, defineProbe, type JudgeContext, type Lead, met, notMet, partlyMet } from "../probe.js";
import { place } from "./words.js";

const SECURITY_TXT = "/.well-known/security.txt";

type Say = string | ((measures: Measures) => string);

/** Sentences for good practice that was not found, which counts nothing against a site. */
const ABSENT: Record<string, { summary: Say; remedy: string }> = {
  "other-domain": {
    summary: (measures) =>
      `The site stands on ${measures.domain}, not on a gov.uk domain. That is a note, not a fault.`,
    remedy: "Consider a gov.uk domain: visitors recognise it as a public body's.",
  },
  "plain-http": {
    summary: "HTTPS: not found. The homepage was read over plain HTTP.",
    remedy: "Serve the whole site over HTTPS, and redirect plain HTTP to it for good (301 or 308).",
  },
  "hsts-not-found": {
    summary: "Strict-Transport-Security: not found in the homepage's answer.",
    remedy: "Send Strict-Transport-Security: max-age=31536000 with every answer over HTTPS.",
  },
  "not-a-file": {
    summary: "security.txt: not found. Its address answers with a web page instead of the file.",
    remedy: `Serve a text file with Contact and Expires at ${SECURITY_TXT} (RFC 9116), and answer missing pages with status 404.`,
  },
  "file-not-found": {
    summary: "security.txt: not found.",
    remedy: `Publish a text file with Contact and Expires at ${SECURITY_TXT} (RFC 9116).`,
  },
  "headers-not-found": {
    summary:
      "Content-Security-Policy, X-Content-Type-Options and Referrer-Policy: not found in the homepage's answer.",
    remedy: "Consider sending these three headers with every page.",
  },
};

function say(sentence: Say | undefined, judgement: Judgement): string {
  return typeof sentence === "function" ? sentence(judgement.measures) : (sentence ?? "Not found.");
}

/** Read off answers that were given anyway: nothing to look for on pages. */
const NOTHING: LooksFor = { links: [], enough: 0 };
const YEAR_SECONDS = 31_536_000;
const PERSONAL_FIELD =
  /\b(e-?mail|name|surname|address|post ?code|phone|telephone|mobile|date of birth|national insurance)\b/i;

/**
 * Domain, transport and disclosure (T-60 to T-65), passively: the homepage's own answer, and one file that RFC 9116
 * gives a fixed place. No scan, no second handshake, no query of the DNS.
 */
export const transportSecurity = defineProbe({
  id: "transport-security",
  version: 1,
  outcomes: ["T-60", "T-61", "T-62", "T-63", "T-64", "T-65"],
  looksFor: {
    "T-60": NOTHING,
    "T-61": NOTHING,
    "T-62": NOTHING,
    "T-63": NOTHING,
    "T-64": NOTHING,
    "T-65": NOTHING,
  },
  maxSeriesPages: 1,
  leads: (page, context) =>
    page.scope === "own" && page.clicks === 0 && context.isOwn(page.url) ? [securityTxtOf(page)] : [],
  judge(site, context) {
    const { homepage } = site;
    if (!homepage) return [];
    return [
      domain(site, homepage),
      https(site, homepage),
      strictTransport(homepage),
      securityTxt(site, homepage, context),
      headers(homepage),
      cannotTell("T-65", "dns-not-queried"),
    ];
  },
  words: {
    "gov-uk": { summary: "The site stands on a gov.uk domain.", remedy: null },
    https: {
      summary: ({ measures }) =>
        `The homepage was read over HTTPS${measures.redirectSeen ? ", and its plain HTTP address leads there" : "; whether its plain HTTP address leads there was not tried"}.`,
      remedy: null,
    },
    "mixed-content": {
      summary: ({ measures }) =>
        `The homepage was read over HTTPS, but ${measures.insecureParts} of the pages read embed or send something over plain HTTP.`,
      remedy: (j) => `Change the addresses that begin with http: on ${place(j)} to https:.`,
    },
    "plain-form": {
      summary: "A form that asks for personal details appears to be sent over plain HTTP.",
      remedy: (j) => `Serve ${place(j)}, and the address its form is sent to, over HTTPS only.`,
    },
    "hsts-year": {
      summary: ({ measures }) => `Strict-Transport-Security is sent, for ${measures.days} days.`,
      remedy: null,
    },
    "hsts-short": {
      summary: ({ measures }) => `Strict-Transport-Security is sent, but only for ${measures.days} days.`,
      remedy: "Send Strict-Transport-Security with max-age=31536000 or more.",
    },
    current: {
      summary: ({ measures }) => `security.txt was found, current until ${measures.expires}.`,
      remedy: null,
    },
    expired: {
      summary: ({ measures }) => `security.txt was found, but expired on ${measures.expires}.`,
      remedy: (j) => `Set a later Expires date in ${place(j)}, and check that its Contact still works.`,
    },
    incomplete: {
      summary: ({ measures }) => `security.txt was found, but ${measures.lacks} was not found in it.`,
      remedy: (j) => `Give ${place(j)} a Contact line and an Expires date (RFC 9116).`,
    },
    "root-only": {
      summary: "security.txt was found at the root of the site only, not where RFC 9116 puts it.",
      remedy: `Serve the file at ${SECURITY_TXT} as well.`,
    },
    "file-not-tried": {
      summary: "Whether there is a security.txt was not seen in this audit.",
      remedy: `Look at ${SECURITY_TXT} by hand.`,
    },
    "all-headers": {
      summary:
        "Content-Security-Policy, X-Content-Type-Options and Referrer-Policy were found in the homepage's answer.",
      remedy: null,
    },
    "some-headers": {
      summary: ({ measures }) => `Of three security headers looked for, these were found: ${measures.found}.`,
      remedy: ({ measures }) => `Consider sending ${measures.missing} as well.`,
    },
    "guidance-not-found": {
      summary: (j) => say(ABSENT[String(j.measures.what)]?.summary, j),
      remedy: (j) => say(ABSENT[String(j.measures.what)]?.remedy, j),
    },
    "dns-not-queried": {
      summary: "DMARC, SPF and MTA-STS stand in the DNS, which this tool does not query.",
      remedy: "Check them with the NCSC's e-mail security check.",
    },
  },
});

function securityTxtOf(page: Page): Lead {
  return {
    url: new URL(SECURITY_TXT, page.url).href,
    series: "security-txt",
    linkName: "security.txt",
    leaf: true,
  };
}

function domain(site: Site, homepage: Page): Judgement {
  const { registrableDomain } = site.snapshot;
  const host = parseHttp(homepage.url)?.hostname ?? "";
  const measures = { domain: registrableDomain };
  const evidence = seen(homepage, `Homepage at ${host}`);
  return withinDomain(host, "gov.uk")
    ? met("T-60", "gov-uk", [evidence], { level: 1, measures })
    : unfound("T-60", "other-domain", evidence, measures);
}

function https(site: Site, homepage: Page): Judgement {
  const pages = site.ownPages();
  const plain = pages.find((page) => page.forms.some((form) => sendsPlainly(form, page)));
  if (plain) {
    // The one fault here that more than guidance speaks to: personal data in transit (UK GDPR art. 32).
    return notMet(
      "T-61",
      "plain-form",
      [seen(plain, "A form with personal details and a plain HTTP address")],
      { level: 0 },
    );
  }
  if (!homepage.url.startsWith("https:"))
    return unfound("T-61", "plain-http", seen(homepage, "Read over plain HTTP"));
  const redirectSeen = [homepage.requestedUrl, ...homepage.aliases, site.snapshot.requestedUrl].some((one) =>
    one.startsWith("http:"),
  );
  const mixed = pages.filter((page) => page.url.startsWith("https:") && embedsPlainly(page));
  const measures = { redirectSeen, insecureParts: mixed.length };
  const [first] = mixed;
  if (first) {
    return partlyMet("T-61", "mixed-content", [seen(first, "Embeds something over plain HTTP")], {
      level: 1,
      measures,
    });
  }
  return met("T-61", "https", [seen(homepage, "Read over HTTPS; the certificate was accepted")], {
    level: 1,
    measures,
  });
}

/** A search box sends nothing personal; a GET form's fields would stand in its address anyway. */
function sendsPlainly(form: Form, page: Page): boolean {
  const to = parseHttp(form.action)?.protocol ?? parseHttp(page.url)?.protocol;
  if (to !== "http:" || form.method !== "post") return false;
  return form.fields.some(
    (field) =>
      field.type !== "hidden" &&
      (field.type === "email" || PERSONAL_FIELD.test(`${field.label} ${field.name}`)),
  );
}

function embedsPlainly(page: Page): boolean {
  const parts = [
    ...page.scripts,
    ...page.iframes.map((one) => one.url),
    ...page.images.map((one) => one.src),
  ];
  return parts.some((one) => one.startsWith("http:"));
}

function strictTransport(homepage: Page): Judgement {
  const header = homepage.headers["strict-transport-security"] ?? "";
  const seconds = Number(/max-age\s*=\s*"?(\d+)/i.exec(header)?.[1] ?? 0);
  // Browsers obey the header over HTTPS only (RFC 6797, 8.1); max-age=0 takes it back.
  if (seconds === 0 || !homepage.url.startsWith("https:"))
    return unfound("T-62", "hsts-not-found", seen(homepage, "Headers of the homepage read", header));
  const evidence = seen(homepage, "Strict-Transport-Security", header);
  const measures = { maxAgeSeconds: seconds, days: Math.floor(seconds / 86_400) };
  return seconds >= YEAR_SECONDS
    ? met("T-62", "hsts-year", [evidence], { level: 1, measures })
    : partlyMet("T-62", "hsts-short", [evidence], { level: 1, measures });
}

function securityTxt(site: Site, homepage: Page, context: JudgeContext): Judgement {
  const address = new URL(SECURITY_TXT, homepage.url).href;
  const target = site.target(address);
  if (target.state === "fetched" && target.page.kind === "text") return readSecurityTxt(target.page, context);
  const atRoot = site.page(new URL("/security.txt", homepage.url).href);
  if (atRoot?.kind === "text" && /^contact:/im.test(atRoot.text))
    return partlyMet("T-63", "root-only", [seen(atRoot, "Found at the root only")], { level: 1 });
  if (target.state === "fetched")
    return unfound("T-63", "not-a-file", seen(target.page, "A web page, not the file"));
  if (target.state !== "failed") return cannotTell("T-63", "file-not-tried");
  const { failure } = target;
  if (failure.outcome === "soft-404") return unfound("T-63", "not-a-file", tried(failure));
  if (["not-found", "client-error", "empty", "redirected-away", "login"].includes(failure.outcome))
    return unfound("T-63", "file-not-found", tried(failure));
  return cannotTell("T-63", "file-not-tried", [tried(failure)]);
}

function readSecurityTxt(page: Page, context: JudgeContext): Judgement {
  const contact = /^contact:\s*\S+/im.test(page.text);
  const expires = /^expires:\s*(\d{4}-\d\d-\d\d)/im.exec(page.text)?.[1] ?? null;
  const evidence = seen(page, "security.txt read", page.text.split("\n").slice(0, 4).join(" "));
  const measures = { expires, https: page.url.startsWith("https:") };
  if (!contact && expires === null) return unfound("T-63", "not-a-file", evidence, measures);
  if (!contact || expires === null) {
    const lacks = contact ? "an Expires date" : "a Contact line";
    return partlyMet("T-63", "incomplete", [evidence], { level: 1, measures: { ...measures, lacks } });
  }
  return daysBetween(context.asOf, expires) >= 0
    ? met("T-63", "current", [evidence], { level: 1, measures })
    : partlyMet("T-63", "expired", [evidence], { level: 1, measures });
}

const HEADERS = ["content-security-policy", "x-content-type-options", "referrer-policy"];

function headers(homepage: Page): Judgement {
  const asMeta = (name: string) =>
    homepage.metas.some(
      (meta) =>
        meta.place !== "comment" &&
        (meta.httpEquiv?.toLowerCase() === name ||
          (name === "referrer-policy" && meta.name?.toLowerCase() === "referrer")),
    );
  const found = HEADERS.filter((name) => (homepage.headers[name] ?? "") !== "" || asMeta(name));
  const missing = HEADERS.filter((name) => !found.includes(name));
  const measures = { found: found.join(", "), missing: missing.join(", ") };
  const evidence = seen(homepage, "Headers of the homepage read", found.join(", "));
  if (found.length === 0) return unfound("T-64", "headers-not-found", evidence, measures);
  return missing.length === 0
    ? met("T-64", "all-headers", [evidence], { level: 1, measures })
    : partlyMet("T-64", "some-headers", [evidence], { level: 1, measures });
}

function unfound(outcome: string, what: string, evidence: Evidence, measures: Measures = {}): Judgement {
  return cannotTell(outcome, "guidance-not-found", [evidence], { measures: { ...measures, what } });
}
