import type { Evidence } from "../../../src/audit/types.js";
import { seen, tried } from "../../../src/snapshot/site.js";
import { asksAmount, takesCardDetails } from "../forms.js";
import { absent } from "../ladder.js";
import { pagesOn } from "../limbs.js";
import { platformsAt } from "../platforms.js";
import { around, type PageView } from "../site-view.js";
import type { LimbAnswer, Room, SpecialLimb } from "../types.js";
import { names, patternOf } from "../wording.js";

const PROOF =
  /\b(receipts?|e-?mail(ed)? (you )?(a )?confirmation|confirmation (e-?mail|number|of (your )?payment)|(transaction|payment|receipt|unique|authorisation|confirmation) (id|reference|ref|number|code)|reference number (will|is|for your payment)|proof of payment)\b/i;
const ONLINE_PAYMENT =
  /\b(pay (it|online|now|for it|by (debit|credit) card)|(make|making) a payment|online payments?|payments? online|pay [\w\s]{0,40}online|e-?payments?|continue to payment)\b/i;

/** 06-m1: payment taken online over HTTPS by a page that was read, with a public word on receipt or reference. */
export const payOnline: SpecialLimb = {
  key: "a",
  kind: "special",
  name: "paying online with proof of payment",
  wordings: [
    "pay (it|online|now|for (it|something|a service))",
    "(make|making) (a|an) (online |card )?payments?",
    "online payments?",
    "payments?( online)?",
    "pay (your |my |a |an |for )*(council tax|business rates|rent|invoice|parking (fine|charge|ticket|penalty)|penalty charge( notice)?|pcn|fine|bill|charge|permit|planning fee|sundry debt|account|library|fees?)( online)?",
    "ways to pay",
    "how to pay",
    "e ?payments?",
    "(credit|debit) card payments?",
    "paying (the council|online|your|for)",
    "payment (portal|centre|options|methods)",
    "pay a bill",
    "pay (us|the council|(your|a|council) bills?)",
    "(bills?|things|what) (you can|to) pay",
    "what (would|do) you (like|want) to pay( for)?",
  ],
  notThese: [
    "pay and display",
    "pay policy",
    "pay gap",
    "pay scales?",
    "housing payments?",
    "direct payments?",
    "payments to suppliers",
    "payments? over",
    "prompt payment",
    "pay and grading",
    "equal pay",
    "sick pay",
    "winter fuel",
    "discretionary housing",
    "supplier payments?",
    "pay multiple",
    "senior pay",
    "care payments?",
    "late payment",
    "payment of invoices",
    "living costs?",
    "cost of living",
    "disabled",
  ],
  paths: ["/(pay|payments?|pay-?(it|online|now))(/|\\.|\\?|$)", "online-?payment", "epay"],
  judge: judgePayments,
};

function judgePayments(room: Room, limb: SpecialLimb): LimbAnswer {
  const insecure = room.view.pages.find((view) => plainPayment(view));
  if (insecure) {
    return {
      verdict: "not-met",
      reason: "insecure-payment",
      level: 0,
      evidence: [
        seen(insecure.page, "A payment form served or sent over plain HTTP", insecure.h1 || insecure.title),
      ],
    };
  }
  const pattern = patternOf(limb);
  const about = pagesOn(room, limb);
  const entry = room.view.pages.find((view) => paymentStep(room, limb, view, about));
  const proof = room.view.pages.find(
    (view) =>
      (about.includes(view) || view === entry || payHelp(view)) &&
      view.prose.matches(PROOF) &&
      ONLINE_OR_PAGE(view),
  );
  if (entry) {
    const evidence = [seen(entry.page, "Payments are taken here over HTTPS", entry.h1 || entry.title)];
    if (!proof) return { verdict: "partly-met", reason: "no-proof-stated", level: 4, evidence };
    evidence.push(
      seen(proof.page, "Says that the payer gets a receipt or reference", around(proof.text, PROOF)),
    );
    return { verdict: "met", reason: "online", level: 4, evidence };
  }
  const obstacle = obstacleOf(room, limb, about);
  if (obstacle) return obstacle;
  const [first] = about.filter((view) => view.words >= 20);
  if (!first) return absent(room);
  const phone =
    /\b(telephone|phone|call|automated|24.?hour|bank|post office|paypoint|payzone|cheque|direct debit)\b/i.test(
      first.text,
    );
  const named = pattern.is.test(first.text);
  return {
    verdict: "partly-met",
    reason: phone ? "form-or-contact-only" : "information-only",
    level: phone && named ? 2 : 1,
    evidence: [
      seen(
        first.page,
        "Says how to pay; nothing that takes a payment online was found",
        around(first.text, pattern.is),
      ),
    ],
  };
}

const ONLINE_OR_PAGE = (view: PageView) => !/\b(bin|parcel|planning application) receipt\b/i.test(view.text);

function payHelp(view: PageView): boolean {
  return (
    view.page.scope === "own" &&
    view.noise === null &&
    view.prose.matches(ONLINE_PAYMENT) &&
    /\bpay/i.test(`${view.h1} ${view.title}`)
  );
}

/** Card data, or an amount to pay, on or to a page without TLS. */
function plainPayment(view: PageView): boolean {
  if (view.otherCouncil) return false;
  return view.forms.some(({ form }) => {
    if (
      !takesCardDetails(form) &&
      !(asksAmount(form) && /\bpay(ment)?\b/i.test(`${form.heading} ${form.buttons.join(" ")} ${view.h1}`))
    )
      return false;
    return (
      form.action.startsWith("http:") ||
      (view.page.url.startsWith("http:") && !form.action.startsWith("https:"))
    );
  });
}

/** The gateway's or the council's own page where a payment begins, over HTTPS. */
function paymentStep(room: Room, limb: SpecialLimb, view: PageView, about: readonly PageView[]): boolean {
  if (
    !view.page.url.startsWith("https:") ||
    view.retired ||
    view.otherCouncil ||
    view.offlineOnly ||
    view.closed ||
    view.page.clicks === 0
  )
    return false;
  // A till that every page which leads to it says is closed.
  const ways = room.view
    .linksTo(view.page.url)
    .filter(({ from }) => from !== view && from.page.scope === "own" && from.page.clicks !== 0);
  if (ways.length > 0 && ways.every(({ from }) => from.closed || from.retired)) return false;
  const pattern = patternOf(limb);
  const gateway = view.platforms.some((one) => one.does.includes("payment"));
  const topical = names(pattern, view.title) || names(pattern, view.h1) || view.prose.matches(ONLINE_PAYMENT);
  const linked =
    gateway &&
    room.view.site
      .linksTo(view.page.url)
      .some(
        ({ link, page }) =>
          names(pattern, link.name) || /\bpay\b/i.test(link.name) || about.some((one) => one.page === page),
      );
  if (gateway && (topical || linked))
    return view.page.forms.length > 0 || view.page.links.length > 0 || view.words > 10;
  return view.forms.some(({ form }) => {
    const words = `${form.heading} ${form.buttons.join(" ")} ${view.h1} ${view.title}`;
    if (!/\bpay(ment)?s?\b/i.test(words) || (pattern.not?.test(view.h1) ?? false)) return false;
    return takesCardDetails(form) || asksAmount(form);
  });
}

/** A payment link whose target could not be read. */
function obstacleOf(room: Room, limb: SpecialLimb, about: readonly PageView[]): LimbAnswer | null {
  const links = [
    ...room.view.linksNamed(patternOf(limb)),
    ...about.flatMap((view) =>
      view.page.links
        .filter(
          (link) =>
            (link.area === "main" || link.area === "aside") && /\bpay\b|\bpayments?\b/i.test(link.name),
        )
        .map((link) => ({ link, from: view })),
    ),
  ];
  for (const { link, from } of links) {
    if (patternOf(limb).not?.test(link.name)) continue;
    const target = room.view.site.target(link.url);
    const gateway = platformsAt(link.url).some((one) => one.does.includes("payment"));
    const cannot = (reason: string, evidence: Evidence): LimbAnswer => ({
      verdict: "cannot-tell",
      reason,
      level: null,
      evidence: [evidence],
    });
    if (target.state === "failed") {
      const { outcome } = target.failure;
      if (["not-found", "soft-404", "client-error", "empty", "not-html", "redirected-away"].includes(outcome))
        continue;
      if (outcome === "login") return cannot("login-wall", tried(target.failure));
      const refused =
        ["blocked", "disallowed", "rate-limited"].includes(outcome) || room.view.site.isOwn(link.url);
      return cannot(refused ? "blocked" : "third-party-unreachable", tried(target.failure));
    }
    if (target.state === "unvisited" || (target.state === "unknown" && gateway)) {
      if (gateway || /\bpay (it|now|online)\b/i.test(link.name))
        return cannot(
          "crawl-incomplete",
          seen(from.page, "Leads to a payment page that was not read", link.name),
        );
    }
    if (target.state === "fetched" && target.page.needsScript && !target.page.rendered) {
      return cannot(
        "js-not-rendered",
        seen(target.page, "The payment page is empty without JavaScript", link.name),
      );
    }
  }
  return null;
}
