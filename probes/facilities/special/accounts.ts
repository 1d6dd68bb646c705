import { cut, seen, tried } from "../../../src/snapshot/site.js";
import { absent } from "../ladder.js";
import { platformsAt } from "../platforms.js";
import { isOtherCouncil } from "../providers.js";
import { around, isOrdinary, type LinkAt, type PageView } from "../site-view.js";
import type { LimbAnswer, Room, SpecialLimb } from "../types.js";
import { patternOf } from "../wording.js";

const SERVICES: readonly RegExp[] = [
  /\bbusiness rates\b|\bnational non-?domestic rates\b/i,
  /\blicen[cs](e|es|ing)\b/i,
  /\bplanning\b|\bbuilding control\b/i,
  /\b(trade|commercial|business) waste\b/i,
  /\bpermits?\b/i,
  /\binvoices?\b/i,
  /\bfood (registration|business|hygiene)\b/i,
  /\bcouncil tax\b/i,
  /\b(housing )?benefits?\b|\bcouncil tax (support|reduction)\b/i,
  /\bbins?\b|\bgarden waste\b|\bmissed collection\b|\brecycling\b/i,
  /\bparking\b/i,
  /\b(report|requests?|track)\b/i,
  /\bschool (admissions|places?)\b/i,
  /\brent\b|\brepairs?\b|\bhousing\b/i,
  /\blibrar(y|ies)\b/i,
];
const ACCOUNTS: ReadonlySet<string> = new Set([
  "form",
  "council-tax-account",
  "benefit-account",
  "business-rates",
]);
const BUSINESS = /\b(businesses|business|compan(y|ies)|organisations?|traders?)\b/i;
const BUSINESS_ACCOUNT =
  /\bbusiness (account|user|customer|profile|registration)\b|\baccount for (your |a )?(business|compan|organisation)|\bregister (as|your|a) (business|compan|organisation)/i;

/** The site's own word that firms have no account: of a business account, or of the ratepayers' one. */
const NO_BUSINESS_ACCOUNT =
  /\b(there (is|are) (currently |at present |still )?no (?!need|charge|fee|cost|limit|requirement)|we (do not|don['’]t|cannot) (yet |currently )?(have|offer|run|provide)|we have no|(is|are) not (yet )?available)\b[^.\n]{0,60}\b(business(es)?( rates)?|firms?|compan(y|ies)|traders?|ratepayers?|organisations?)\b|\b(business(es)?|firms?|compan(y|ies)|traders?|organisations?)\b[^.\n]{0,40}\b(cannot|can['’]t) (have|open|register for|use|get|hold)\b[^.\n]{0,30}\baccounts?\b/i;

/** A sentence of an own page that denies firms an account, or null. */
function deniedAccount(view: PageView): string | null {
  if (view.page.scope !== "own" || view.noise !== null) return null;
  return (
    view.text
      .split(/\n|(?<=[.!?])\s+/)
      .find((one) => /\baccounts?\b/i.test(one) && NO_BUSINESS_ACCOUNT.test(one)) ?? null
  );
}

const RATES = /\b(business rates?|nndr|non[- ]?domestic rates?|ratepayers?)\b/i;

/** The ratepayers' sign-in, offered on whichever own page: an account for one service. */
function ratesAccount(room: Room): LimbAnswer | null {
  for (const view of room.view.pages) {
    if (!isOrdinary(view)) continue;
    if (!view.prose.matches(RATES)) continue;
    for (const link of view.page.links) {
      if (link.area !== "main" && link.area !== "aside") continue;
      const words = `${link.name} ${link.heading} ${link.context}`;
      if (!RATES.test(words) && !RATES.test(view.h1)) continue;
      const target = room.view.site.page(link.url);
      const to = target ? room.view.view(target) : null;
      if (!to || to.otherCouncil || to === view || !hasPassword(to) || !to.prose.matches(RATES)) continue;
      return {
        verdict: "partly-met",
        reason: "single-service",
        level: 3,
        evidence: [
          seen(view.page, "An account for business rates only", cut(link.heading || link.name, 120)),
          seen(to.page, "Its sign-in", to.h1 || to.title),
        ],
      };
    }
  }
  return null;
}

function hasPassword(view: PageView): boolean {
  return view.page.forms.some(
    (form) => form.area === "main" && form.fields.some((field) => field.type === "password"),
  );
}

/** 05-m3: one sign-in for a business that reaches several services. */
export const businessAccount: SpecialLimb = {
  key: "a",
  kind: "special",
  name: "one account for a business's dealings with the council",
  wordings: [
    "business (online )?accounts?",
    "my business( account)?",
    "my ?account( (for )?business(es)?)?",
    "my ?council( account)?",
    "(business rates|nndr) (online )?(account|portal|self service)",
    "business (portal|access|self service|login)",
    "register (your|a) business( account| online)?",
    "(online|council|customer|citizen|self service) (account|portal)s?",
    "landlord portal",
    "account for businesses",
    "my [\\w]+ account",
    "(sign in|log ?in|login|register)( to| for| with)?( your| my| an)?( council tax| online| council)? ?account",
    "(sign in|log ?in|login|register)( to| for| with)? my ?\\w+",
    "business rates online",
  ],
  notThese: [
    "bank account",
    "statement of accounts?",
    "annual accounts?",
    "library",
    "final accounts?",
    "youtube",
    "email account",
    "twitter",
    "facebook",
    "savings",
  ],
  paths: ["my-?account", "business-?account", "my-?council"],
  judge(room: Room, limb: SpecialLimb): LimbAnswer {
    const denied = room.view.pages.flatMap((view) => {
      const said = deniedAccount(view);
      return said ? [{ view, said }] : [];
    });
    const pages = accountPages(room, limb).filter((view) => !denied.some((one) => one.view === view));
    const business = pages.filter(
      (view) => view.prose.matches(BUSINESS_ACCOUNT) || /\bbusiness\b/i.test(view.h1),
    );
    for (const view of business) {
      if (!/\baccount\b/i.test(view.text) || !leadsToSignIn(room, view)) continue;
      const services = servicesNamed(view);
      const single = /\bbusiness rates\b/i.test(view.h1);
      if (services >= 2 && !single) {
        return {
          verdict: "met",
          reason: "online",
          level: 4,
          evidence: [
            seen(
              view.page,
              `A business account that covers ${services} services`,
              around(view.text, BUSINESS_ACCOUNT),
            ),
          ],
          measures: { services },
        };
      }
    }
    const rates = ratesAccount(room);
    const [no] = denied;
    if (no && !rates && business.length === 0) {
      const evidence = [seen(no.view.page, "Says that there is none", cut(no.said, 240))];
      return { verdict: "not-met", reason: "none-exists", level: 0, evidence };
    }
    const [first] =
      business.length > 0
        ? business
        : pages.filter((view) => view.prose.matches(BUSINESS) || /account/i.test(view.h1));
    if (first && (leadsToSignIn(room, first) || /\baccount\b/i.test(first.h1))) {
      return {
        verdict: "partly-met",
        reason: "single-service",
        level: leadsToSignIn(room, first) ? 3 : 1,
        evidence: [
          seen(
            first.page,
            "An account, not shown to be one for businesses that covers several services",
            around(first.text, /\baccount\b/i),
          ),
        ],
      };
    }
    return rates ?? wallOrAbsent(room, limb);
  },
};

/** 14-b2: one sign-in for a resident that reaches several services. */
export const citizenAccount: SpecialLimb = {
  ...businessAccount,
  key: "a",
  name: "one account for a resident's dealings with the council",
  judge(room: Room, limb: SpecialLimb): LimbAnswer {
    const pages = accountPages(room, limb).filter((view) => !/\bbusiness\b/i.test(view.h1));
    for (const view of pages) {
      const services = servicesNamed(view);
      if (services >= 2 && leadsToSignIn(room, view) && /\baccount\b/i.test(view.text)) {
        return {
          verdict: "met",
          reason: "online",
          level: 4,
          evidence: [
            seen(view.page, `An account that covers ${services} services`, around(view.text, /\baccount\b/i)),
          ],
          measures: { services },
        };
      }
    }
    const [first] = pages;
    if (first && leadsToSignIn(room, first)) {
      return {
        verdict: "partly-met",
        reason: "single-service",
        level: 3,
        evidence: [
          seen(
            first.page,
            "An account that does not say it covers several services",
            around(first.text, /\baccount\b/i),
          ),
        ],
      };
    }
    return wallOrAbsent(room, limb);
  },
};

function accountPages(room: Room, limb: SpecialLimb): PageView[] {
  const pattern = patternOf(limb);
  return room.view.pages.filter((view) => {
    if (view.page.clicks === 0 || view.otherCouncil || view.retired || view.noise !== null) return false;
    // A portal for one matter (school places, rent) is that matter's, not the account of the council.
    if (
      view.platforms.length > 0 &&
      !view.platforms.some((one) => one.does.includes("form")) &&
      view.page.scope !== "own"
    )
      return false;
    if (view.platforms.some((one) => one.does.includes("admissions"))) return false;
    const branded = /^my[ -]?\w+$/i.test(view.h1.trim()) && /\baccount\b/i.test(view.text);
    const named = branded || pattern.is.test(view.h1) || pattern.is.test(view.title);
    return named && !pattern.not?.test(`${view.h1} ${view.title}`);
  });
}

function servicesNamed(view: PageView): number {
  return SERVICES.filter((service) => service.test(view.text)).length;
}

/** A password field here, or a page behind a sign-in link that has one and was read. */
function leadsToSignIn(room: Room, view: PageView): boolean {
  if (
    view.forms.some((one) => one.purpose === "sign-in") ||
    view.page.forms.some(
      (form) => form.area === "main" && form.fields.some((field) => field.type === "password"),
    )
  )
    return true;
  return view.page.links.some((link) => {
    if (
      link.area === "footer" ||
      !/\b(sign|log) ?-?(in|on)\b|\bregister\b|\baccount\b|\bstart\b/i.test(link.name)
    )
      return false;
    const target = room.view.site.page(link.url);
    const to = target ? room.view.view(target) : null;
    return to?.page.forms.some((form) => form.fields.some((field) => field.type === "password"));
  });
}

function wallOrAbsent(room: Room, limb: SpecialLimb): LimbAnswer {
  const links: LinkAt[] = room.view.linksNamed(patternOf(limb));
  for (const { link, from } of links) {
    if (isOtherCouncil(link.url, room.view.site)) continue;
    const target = room.view.site.target(link.url);
    const products = platformsAt(link.url);
    // A sign-in for one matter that is no resident's or firm's dealing with the council at large tells nothing.
    if (products.length > 0 && !products.some((one) => one.does.some((what) => ACCOUNTS.has(what)))) continue;
    // Another council's account is for its own residents and firms.
    if (isOtherCouncil(link.url, room.view.site)) continue;
    if (
      target.state === "failed" &&
      !["not-found", "soft-404", "client-error", "empty"].includes(target.failure.outcome)
    ) {
      const why = target.failure.outcome === "login" ? "login-wall" : "blocked";
      return {
        verdict: "cannot-tell",
        reason: room.view.site.isOwn(link.url) || why === "login-wall" ? why : "third-party-unreachable",
        level: null,
        evidence: [tried(target.failure)],
      };
    }
    const signIn =
      target.state === "fetched" &&
      target.page.forms.some((form) => form.fields.some((field) => field.type === "password"));
    if (signIn || target.state === "unvisited") {
      return {
        verdict: "cannot-tell",
        reason: signIn ? "login-wall" : "crawl-incomplete",
        level: null,
        evidence: [seen(from.page, "Leads to an account that does not say whom it is for", link.name)],
      };
    }
  }
  return absent(room);
}
