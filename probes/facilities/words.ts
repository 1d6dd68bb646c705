import type { Judgement, Limb } from "../../src/audit/types.js";
import type { Sentence, Words } from "../probe.js";
import type { Facility } from "./types.js";

type Say = (facility: Facility, judgement: Judgement) => string;

/** Sentences by reason, filled with the facility's own name, its place and the limb that is missing. */
export function facilityWords(facilities: readonly Facility[]): Words {
  const byOutcome = new Map(facilities.map((one) => [one.outcome, one]));
  const fill =
    (say: Say): Sentence =>
    (judgement) => {
      const data = byOutcome.get(judgement.outcome);
      return data ? say(data, judgement) : "";
    };
  return Object.fromEntries(
    Object.entries(SENTENCES).map(([reason, { summary, remedy }]) => [
      reason,
      { summary: fill(summary), remedy: remedy ? fill(remedy) : null },
    ]),
  );
}

const SENTENCES: Record<string, { summary: Say; remedy: Say | null }> = {
  online: {
    summary: ({ name }) => `${name}: it can be done online.`,
    remedy: null,
  },
  published: {
    summary: ({ name }) => `${name}: published on the site.`,
    remedy: null,
  },
  "form-to-download": {
    summary: ({ name }) => `${name}: a form can be downloaded from the site.`,
    remedy: null,
  },
  "better-than-asked": {
    summary: ({ name }) =>
      `${name}: the claim can be made online, which is more than the form to print that is asked for.`,
    remedy: null,
  },
  "link-found": {
    summary: ({ name }) => `${name}: the site links to it.`,
    remedy: null,
  },
  "all-limbs": {
    summary: ({ name }) => `${name}: every part of it was found.`,
    remedy: null,
  },
  "enough-limbs": {
    summary: ({ name }) => `${name}: enough of it was found.`,
    remedy: null,
  },
  "some-members": {
    summary: ({ name }) =>
      `${name}: some members' pages show an address of the authority's own, others do not.`,
    remedy: () => "Give every member an address on the authority's own domain, and show it on their page.",
  },
  "some-benefits": {
    summary: ({ name }) => `${name}: one form serves two benefits, not all that the council runs.`,
    remedy: ({ where }) => `Let one application, linked from ${where}, serve every benefit the council runs.`,
  },
  "not-all-online": {
    summary: ({ name }, { measures }) => `${name}: the authority itself publishes ${measures.share} %.`,
    remedy: ({ where }) => `Put the remaining services online, and link them from ${where}.`,
  },
  improved: {
    summary: ({ name }, { measures }) =>
      `${name}: published figures improved, from ${measures.earlier} to ${measures.later}.`,
    remedy: null,
  },
  "information-only": {
    summary: ({ name }) => `${name}: the site explains it, but it cannot be done online.`,
    remedy: ({ name, where }) =>
      `Offer “${name}” as an online form, and link to it from ${where} with words that say what it does.`,
  },
  "form-or-contact-only": {
    summary: ({ name }) =>
      `${name}: there is a form to print or somebody to contact, but no way to do it online.`,
    remedy: ({ name, where }) =>
      `Turn the paper form or telephone call for “${name}” into an online form linked from ${where}.`,
  },
  "no-transaction": {
    summary: ({ name }) =>
      `${name}: a form was found, but nothing that completes the matter online (sign-in, payment, booking, tracking or look-up).`,
    remedy: ({ name, where }) =>
      `Let people finish and follow up “${name}” online, and link the service itself from ${where}.`,
  },
  "apply-only": {
    summary: ({ name }) =>
      `${name}: an application can be made online, but nothing says how a pass is renewed.`,
    remedy: ({ where }) => `Say on ${where} that passes can be renewed online, or that renewal is automatic.`,
  },
  "broken-link": {
    summary: ({ name }) => `${name}: the site explains it, but the link to the service does not work.`,
    remedy: ({ where }, judgement) => `Mend the broken link on ${where}${lastUrl(judgement)}.`,
  },
  "other-provider": {
    summary: ({ name }) =>
      `${name}: the site only points to another council, and nothing there shows that it serves this area.`,
    remedy: ({ where }) =>
      `On ${where}, say who provides this for your area and link straight to the page where residents can do it.`,
  },
  "says-so-only": {
    summary: ({ name }) => `${name}: the site says so, but what it says could not be seen.`,
    remedy: ({ name, where }) =>
      `Link “${name}” itself from ${where}, so that residents can reach it from where it is described.`,
  },
  stale: {
    summary: ({ name }) => `${name}: something was found, but it is out of date.`,
    remedy: ({ name, where }) => `Publish the current ${name} on ${where}, with its date.`,
  },
  "no-date": {
    summary: ({ name }) => `${name}: something was found, but without a date that shows it is current.`,
    remedy: ({ where }) => `Put a date on it on ${where}.`,
  },
  "single-figure": {
    summary: ({ name }) => `${name}: one dated figure was found; an improvement needs two.`,
    remedy: ({ where }) => `Publish the figure of the year before beside it on ${where}.`,
  },
  "share-too-low": {
    summary: ({ name }, { measures }) =>
      `${name}: ${measures.share} % is published, less than the ${measures.asked} % that the paper asks for.`,
    remedy: ({ name, where }) => `Raise the share, and go on publishing it at ${where} (${name}).`,
  },
  "not-improved": {
    summary: ({ name }, { measures }) =>
      `${name}: two figures were found (${measures.earlier}, then ${measures.later}), and they show no improvement.`,
    remedy: ({ where }) =>
      `Keep publishing the figure each year on ${where}, with what is being done to improve it.`,
  },
  "figures-not-published": {
    summary: ({ name }) => `${name}: no dated figures were found, so whether it improved cannot be told.`,
    remedy: ({ where }) => `Publish the figure for the last two years on ${where}.`,
  },
  "statement-missing": {
    summary: ({ name }, judgement) =>
      `${name}: a page was found, but it does not say all that it should${missing(judgement)}.`,
    remedy: ({ where }, judgement) => `Add what is missing to ${where}${missing(judgement)}.`,
  },
  thin: {
    summary: ({ name }, judgement) =>
      `${name}: a page was found, but it says too little${missing(judgement)}.`,
    remedy: ({ where }, { measures }) =>
      `Add to ${where}${typeof measures.missing === "string" && measures.missing ? `: ${measures.missing}` : " what a reader needs to act on it"}.`,
  },
  "some-limbs": {
    summary: ({ name }, judgement) => `${name}: part of it was found${missing(judgement)}.`,
    remedy: ({ where }, judgement) => remedyOfLimbs(where, judgement),
  },
  capped: {
    summary: ({ name }) =>
      `${name}: what can be seen from outside is there; the rest cannot be seen from outside.`,
    remedy: ({ where }, { limbs }) => {
      const hidden = limbs.filter((limb) => limb.verdict === "cannot-tell").map((limb) => limb.name);
      return hidden.length > 0
        ? `Publish on ${where} what the council does about ${hidden.join("; ")}, with a date, so that it can be seen.`
        : `Publish on ${where} for which services, and when, this holds, so that all of it can be seen.`;
    },
  },
  "page-feedback-only": {
    summary: ({ name }) =>
      `${name}: visitors can rate a page, but are not asked their opinion on any public question.`,
    remedy: () =>
      "Put a short poll on a question of public interest on the homepage or the “have your say” page.",
  },
  "results-only": {
    summary: ({ name }) => `${name}: only results of earlier polls were found.`,
    remedy: () => "Run a poll that visitors can answer now, and show its results.",
  },
  "insecure-payment": {
    summary: ({ name }) =>
      `${name}: a payment form was found that would send data unencrypted over plain HTTP.`,
    remedy: (_, judgement) => `Serve the payment page over HTTPS only${lastUrl(judgement)}.`,
  },
  "no-proof-stated": {
    summary: ({ name }) =>
      `${name}: payments can be made online, but nothing says that the payer gets a receipt or reference.`,
    remedy: ({ where }) =>
      `Say on ${where} that every payer gets a receipt by e-mail and a transaction reference.`,
  },
  "stale-link": {
    summary: ({ name }) => `${name}: the link still leads to NHS Direct, which closed in 2014.`,
    remedy: () => "Replace links to NHS Direct by links to NHS 111 (111.nhs.uk) or nhs.uk.",
  },
  "mention-only": {
    summary: ({ name }) => `${name}: it is mentioned, but not linked.`,
    remedy: ({ name, where }) => `Link “${name}” from ${where}.`,
  },
  "no-list-link": {
    summary: ({ name }) => `${name}: the site explains it, but does not lead to a list.`,
    remedy: ({ where }) => `Link a home-swap list that residents can search from ${where}.`,
  },
  "list-only": {
    summary: ({ name }) =>
      `${name}: a list was found, but not a directory that can be searched and holds other bodies' services.`,
    remedy: ({ where }) => `Make ${where} searchable, and let local organisations add their entries.`,
  },
  "narrow-audience": {
    summary: ({ name }) => `${name}: found only for landlords or businesses, not for residents.`,
    remedy: ({ where }) => `Put advice for residents on ${where}, or link to the fire and rescue service.`,
  },
  "single-service-hours": {
    summary: ({ name }) => `${name}: a number that answers out of hours was found for a single service.`,
    remedy: ({ where }) =>
      `Publish on ${where} the numbers that answer out of hours for every emergency service.`,
  },
  "not-said": {
    summary: ({ name }) => `${name}: nothing on the site says whether it exists in the area.`,
    remedy: ({ where }) => `Say on ${where} whether there is one, and where it is.`,
  },
  "none-exists": {
    summary: ({ name }) => `${name}: the site says that there is none.`,
    remedy: ({ name, where }) => `Offer “${name}” online, and link it from ${where}.`,
  },
  "assessment-only": {
    summary: ({ name }) =>
      `${name}: people can assess their needs online, but not see what they were granted.`,
    remedy: ({ where }) =>
      `Let people see their care package, payments and review dates in an account linked from ${where}.`,
  },
  "tenders-only": {
    summary: ({ name }) =>
      `${name}: tenders are run on a portal, but nothing says how orders, invoices and payments are sent.`,
    remedy: ({ where }) =>
      `Say on ${where} that orders are sent, invoices taken and suppliers paid electronically, and how.`,
  },
  "not-billing": {
    summary: ({ name }) =>
      `${name}: council tax balances are the billing authority's; what else this authority adds to its payments cannot be told from outside.`,
    remedy: ({ where }) => `Link the billing authority's council tax account from ${where}.`,
  },
  "single-service": {
    summary: ({ name }) =>
      `${name}: an account was found, but it serves a single matter or is not made for this.`,
    remedy: ({ where }) =>
      `Say on ${where} which services the account covers, and let one sign-in reach all of them.`,
  },
  "generic-only": {
    summary: ({ name }) => `${name}: only general statements were found, no local initiative.`,
    remedy: ({ where }) => `Describe the local initiative on ${where}, and link to it.`,
  },
  "no-topic-choice": {
    summary: ({ name }) => `${name}: visitors can sign up, but cannot choose what they are told about.`,
    remedy: ({ where }) =>
      `Let subscribers on ${where} choose between topics, and deliver by e-mail or text message.`,
  },
  "feeds-only": {
    summary: ({ name }) =>
      `${name}: only RSS or social media were found, no sign-up for e-mail or text messages.`,
    remedy: ({ where }) => `Add a sign-up for e-mail or text alerts, with a choice of topics, to ${where}.`,
  },
  "complaints-only": {
    summary: ({ name }) =>
      `${name}: times are promised for complaints only, not for enquiries by e-mail or web form.`,
    remedy: ({ where }) =>
      `State on ${where} within how many working days an e-mail or web form is answered.`,
  },
  "standard-without-number": {
    summary: ({ name }) =>
      `${name}: a standard was found, but it does not say within what time e-mails or web forms are answered.`,
    remedy: ({ where }) =>
      `State on ${where} within how many working days an e-mail or web form is answered.`,
  },
  "not-found": {
    summary: ({ name }) =>
      `${name}: nothing was found, though every place where it would stand was looked at.`,
    remedy: ({ name, where }) => `Publish “${name}”, and link to it from ${where}.`,
  },
  "not-responsible": {
    summary: ({ name }) => `${name}: none of its parts is a function of this type of authority.`,
    remedy: null,
  },
  "not-today": {
    summary: ({ name }) => `${name}: belongs to its time and is not asked of a site today.`,
    remedy: null,
  },
  "internal-only": {
    summary: ({ name }, { evidence }) =>
      `${name}: cannot be seen from outside${evidence.length > 0 ? "; pages that speak of it are listed as clues" : ""}.`,
    remedy: ({ name, where }) =>
      `Publish on ${where} what is in place for “${name}”, with figures and a date where there are any, or record the answer by hand.`,
  },
  "needs-submission": {
    summary: ({ name }) => `${name}: this shows only when an enquiry is sent, and this tool never sends one.`,
    remedy: () => "Send yourself a test enquiry, and record the result with the audit.",
  },
  "needs-payment": {
    summary: ({ name }) => `${name}: this shows only when a payment is made, and this tool never pays.`,
    remedy: () => "Make a test payment, and record the result with the audit.",
  },
  "needs-human": {
    summary: ({ name }) => `${name}: pages were found; whether they are enough is for a person to judge.`,
    remedy: () => "Have a person look at the pages listed, and record the result with the audit.",
  },
  "login-wall": {
    summary: ({ name }) => `${name}: the way leads to a sign-in page that does not say what lies behind it.`,
    remedy: ({ where }) =>
      `Say on ${where}, and on the sign-in page, what people can do once they have signed in.`,
  },
  ambiguous: {
    summary: ({ name }) => `${name}: there are signs of it, but none that settles the question.`,
    remedy: ({ name, where }) => `Link “${name}” from ${where} with words that say what it does.`,
  },
  "third-party-unreachable": {
    summary: ({ name }) =>
      `${name}: it is linked, but the other organisation's site that provides it did not answer this tool.`,
    remedy: () => "Check that the linked site works and lets visitors in.",
  },
  "document-unreadable": {
    summary: ({ name }) => `${name}: a document was found that could not be read.`,
    remedy: ({ where }) => `Publish it as a web page, or as a document with real text, on ${where}.`,
  },
  blocked: {
    summary: ({ name }) =>
      `${name}: the part of the site that matters did not let this tool in, so nothing can be said.`,
    remedy: () => "Let the auditor's User-Agent through the firewall or robots.txt, or check this by hand.",
  },
  "crawl-incomplete": {
    summary: ({ name }) => `${name}: the search was cut short before every likely page had been read.`,
    remedy: () => "Run the audit again with a larger page budget.",
  },
  "js-not-rendered": {
    summary: ({ name }) =>
      `${name}: the page needs JavaScript and could not be rendered, so what it offers cannot be told.`,
    remedy: () => "Serve the page as HTML that works without JavaScript.",
  },
  "other-authority": {
    summary: ({ name }) => `${name}: not a function of this type of authority.`,
    remedy: null,
  },
  "not-judged-yet": {
    summary: ({ name }) => `${name}: follows from other outcomes that were not judged in this audit.`,
    remedy: ({ name }) => `Audit the outcomes that “${name}” follows from together with it.`,
  },
  inherited: {
    summary: ({ name }) => `${name}: follows from the outcomes it is made of.`,
    remedy: ({ name }) => `Mend what the outcomes behind “${name}” list.`,
  },
  measured: {
    summary: ({ name }, { measures }) =>
      `${name}: by this tool's own measure ${measures.online} of ${measures.judged} services that could be judged are online.`,
    remedy: () => "Put the services that are listed as not or partly online on the web.",
  },
};

/** All reasons that have a sentence; the tests hold every facility to them. */
export const REASONS: readonly string[] = Object.keys(SENTENCES);

function weak(judgement: Judgement): Limb[] {
  return judgement.limbs.filter((limb) => limb.verdict === "not-met" || limb.verdict === "partly-met");
}

function missing(judgement: Judgement): string {
  const names = weak(judgement).map((limb) => limb.name);
  return names.length > 0 ? ` (missing or incomplete: ${names.join("; ")})` : "";
}

function remedyOfLimbs(where: string, judgement: Judgement): string {
  const limbs = weak(judgement);
  if (limbs.length === 0) return `Complete it on ${where}.`;
  const steps = limbs.map((limb) => `${limb.name} – ${LIMB_REMEDY[limb.reason] ?? "publish it"}`);
  return `From ${where}: ${steps.join("; ")}.`;
}

const LIMB_REMEDY: Record<string, string> = {
  "not-found": "publish it and link to it",
  "information-only": "offer it as an online form",
  "form-or-contact-only": "replace the paper form or telephone call by an online form",
  "no-transaction": "let people complete and follow it online",
  "broken-link": "mend the link to the service",
  "other-provider": "link straight to the service for your area",
  stale: "bring it up to date, with its date",
  "no-date": "put a date on it",
  "statement-missing": "state it",
  "says-so-only": "link the service itself",
};

function lastUrl(judgement: Judgement): string {
  const url = judgement.evidence.at(-1)?.url;
  return url ? ` (${url})` : "";
}
