import type { Evidence } from "../../src/audit/types.js";
import type { Level } from "../../src/outcomes/types.js";
import { cut, seen, tried } from "../../src/snapshot/site.js";
import type { FetchFailure } from "../../src/snapshot/types.js";
import { parseHttp } from "../../src/snapshot/url.js";
import { everywhere, expression } from "../expressions.js";
import { asksAmount, looksUp, matterFields, takesCardDetails } from "./forms.js";
import { saysGone } from "./notices.js";
import { type Platform, platformsAt } from "./platforms.js";
import { areaNames, isOtherCouncil, sendsElsewhere, standsIn } from "./providers.js";
import { around, type LinkAt, oncePerPage, type PageView, sectionText } from "./site-view.js";
import type { LadderLimb, LimbAnswer, Room } from "./types.js";
import { names, type Pattern, patternOf, type Signals, saidIn, speaksOf, wordingPattern } from "./wording.js";

/**
 * The evidence ladder (outcomes rule 0.4): what pages really show about a thing, and how high that reaches.
 * Wording of links only tells where to look; a rung is given by a page that was read.
 */

/** How sure it is that a page is about the thing. */
type Bond = "title" | "section" | "text" | "none";

interface Proof {
  level: Level;
  evidence: Evidence;
}

/** Why something that may be there could not be seen. */
type Obstacle = "login-wall" | "blocked" | "third-party-unreachable" | "crawl-incomplete" | "js-not-rendered";

interface Trace {
  proofs: Proof[];
  obstacles: { why: Obstacle; evidence: Evidence }[];
  otherProvider: Evidence | null;
  broken: Evidence | null;
  /** Pages named after it that say too little to count as information: not enough, and no absence either. */
  thin: { words: number; evidence: Evidence }[];
}

const ACTION =
  /\b(appl(y|ications?|ying)|book(ing)?s?|report(ing)?|pay(ments?)?|renew(als?)?|register|registration|order|request|start|begin|sign[ -]?(in|up|on)|log[ -]?(in|on)|enrol(ment)?|submit|claim|search|find|view|check|track|replace|use|continue|proceed|next|online|on-line|form|portal|join|tell us|complete|access|buy|subscribe|comment|respond|have your say|take part|start now|e-?form|fill|get|ask|tell|send|arrange|choose|look ?up|see|go to|open|carry on|ready|change|keep|manage|write|make|give)\b/i;
const DOCUMENT = /\.(pdf|docx?|odt|rtf)($|\?)/i;
const DATA = /\.(csv|xlsx?|ods|json|xml)($|\?)/i;
const FORM_WORDS = /\b(forms?|appl(y|ication)|claim|request|booklet to complete)\b/i;
const PHONE = /(\+44\s?|\b0)\d[\d\s()-]{7,12}\d\b|\[telephone\]/;
const EMAIL = /[\w.+-]+@[\w-]+\.[\w.-]+|\[e-mail\]/;
const GENERIC =
  /^(contact( us)?|home|search|a ?(-|to) ?z|site ?map|accessibility|privacy|cookies?|help|news|feedback|my account|login|log in|sign in|register)$/i;
/** Prose of fewer words says too little (rule 0.4); an entry that tells what to do, or a product's page, needs fewer. */
const WORDS_OF_A_PAGE = 50;
const WORDS_OF_AN_ENTRY = 10;
const CONTINUE = /\b(start|begin|continue|proceed|next|apply|sign in|log in|register|report|book|pay)\b/i;

/** Judges one limb by the ladder. */
export function climb(room: Room, limb: LadderLimb): LimbAnswer {
  const pattern = patternOf(limb);
  const trace = gather(room, limb, pattern);
  withoutClosed(room, pattern, trace);
  const best = highest(trace.proofs);
  const [obstacle] = trace.obstacles;
  if (best && best.level >= limb.threshold) {
    return {
      verdict: "met",
      reason: limb.threshold <= 1 ? "published" : best.level >= 3 ? "online" : "form-to-download",
      level: limb.top !== undefined && best.level > limb.top ? limb.top : best.level,
      evidence: top(trace.proofs, 3),
    };
  }
  if (obstacle && (limb.threshold > 1 || !best)) {
    return {
      verdict: "cannot-tell",
      reason: obstacle.why,
      level: null,
      evidence: [obstacle.evidence, ...top(trace.proofs, 2)],
    };
  }
  if (trace.otherProvider) {
    return {
      verdict: "partly-met",
      reason: "other-provider",
      level: best && best.level > 1 ? best.level : 1,
      evidence: [trace.otherProvider, ...top(trace.proofs, 2)],
    };
  }
  if (best && best.level >= 1) {
    const reason =
      best.level === 1
        ? trace.broken
          ? "broken-link"
          : "information-only"
        : best.level === 2
          ? "form-or-contact-only"
          : "no-transaction";
    return {
      verdict: "partly-met",
      reason,
      level: best.level,
      evidence: trace.broken ? [...top(trace.proofs, 2), trace.broken] : top(trace.proofs, 3),
    };
  }
  if (trace.thin.length > 0) {
    const fullest = [...trace.thin].sort((a, b) => b.words - a.words).slice(0, 3);
    return { verdict: "partly-met", reason: "thin", level: 1, evidence: fullest.map((one) => one.evidence) };
  }
  return absent(room);
}

/** Without forms that are still there, and that the site says are closed. */
function withoutClosed(room: Room, pattern: Pattern, trace: Trace): void {
  const judged = new Map<string, boolean>();
  const shut = (url: string): boolean => {
    const known = judged.get(url);
    if (known !== undefined) return known;
    const page = room.view.site.page(url);
    const view = page ? room.view.view(page) : null;
    const found = view !== null && isShut(room, pattern, view);
    judged.set(url, found);
    return found;
  };
  trace.proofs = trace.proofs.filter(({ level, evidence }) => level < 3 || !shut(evidence.url));
}

/** Every page of the authority's own that leads there says that it is closed, or is a page of the past. */
export function isShut(room: Room, pattern: Pattern, view: PageView): boolean {
  const ways = room.view
    .waysTo(view)
    .filter(
      ({ from, link }) =>
        from !== view && from.page.scope === "own" && from.page.clicks !== 0 && !isList(from) && !link.hidden,
    );
  return ways.length > 0 && ways.every(({ from }) => from.retired || isClosed(from, bondOf(from, pattern)));
}

/** A notice on a page of this name is of this; on a page that has it as one part of several it may be of another part. */
function isClosed(view: PageView, bond: Bond): boolean {
  return view.closed && bond === "title";
}

function isList(view: PageView): boolean {
  return /\ba ?(-|–|to) ?z\b|\bsite ?map\b|^(our )?(services|forms)$/i.test(`${view.h1 || view.title}`);
}

/** Nothing was found: what that is worth depends on how complete the search was (rule 0.5). */
export function absent(room: Room): LimbAnswer {
  const search = room.view.searched(room.looksFor);
  const [first, ...rest] = search.tried;
  if (!search.complete || !first) {
    const reason = search.reason === "complete" ? "crawl-incomplete" : search.reason;
    return { verdict: "cannot-tell", reason, level: null, evidence: search.tried };
  }
  return { verdict: "not-met", reason: "not-found", level: 0, evidence: [first, ...rest] };
}

/** Pages about the limb's topic, and what can be reached from them in two steps. */
function gather(room: Room, limb: LadderLimb, pattern: Pattern): Trace {
  const trace: Trace = { proofs: [], obstacles: [], otherProvider: null, broken: null, thin: [] };
  const walked = new Set<PageView>();
  const starts: { view: PageView; bond: Bond }[] = [];
  for (const view of room.view.pages) {
    // Another council's page counts only through a page of this one that says it acts for the area.
    if (!usable(view, limb) || view.otherCouncil || room.view.isGivenUp(view)) continue;
    const bond = nameBond(view, pattern);
    if (bond === "title" || bond === "section") starts.push({ view, bond });
    else if (
      bond === null &&
      pattern.paths.some((path) => path.test(pathOf(view))) &&
      view.prose.matches(pattern.is)
    )
      starts.push({ view, bond: "text" });
  }
  starts.sort((a, b) => rank(a.bond) - rank(b.bond));
  for (const start of starts) walk(room, limb, pattern, start.view, start.bond, 2, walked, trace);
  sayWithin(room, limb, pattern, trace);
  proveByProduct(room, limb, pattern, trace);
  for (const one of room.view.linksNamed(pattern)) {
    follow(room, limb, pattern, one, true, 1, walked, trace);
  }
  return trace;
}

/** “See what your neighbours want to build” leads to a planning register all the same: the product tells what it is. */
function proveByProduct(room: Room, limb: LadderLimb, pattern: Pattern, trace: Trace): void {
  if (!limb.byProduct) return;
  for (const view of room.view.pages) {
    if (view.page.scope !== "supplier" || !usable(view, limb) || view.otherCouncil || view.offlineOnly)
      continue;
    const products = doing(view.platforms, limb);
    const only = products.some((one) => one.does.every((what) => limb.does?.includes(what) ?? false));
    if (
      products.length === 0 ||
      (!only &&
        !names(pattern, view.title) &&
        !names(pattern, view.h1) &&
        !names(pattern, view.text.slice(0, 300)))
    )
      continue;
    const ways = room.view.waysTo(view);
    const led =
      ways.some((way) => offers(room, limb, way)) ||
      // The operator's own website stands between: “Our centres are run by …”, and there “Book now”.
      ways.some(
        ({ from }) =>
          from.page.scope === "supplier" &&
          !from.otherCouncil &&
          usable(from, limb) &&
          room.view
            .waysTo(from)
            .some(
              (way) =>
                offers(room, limb, way) && ["title", "section"].includes(nameBond(way.from, pattern) ?? ""),
            ),
      );
    if (led) proveProduct(limb, view, trace);
  }
}

/** A link in the content of a page of the authority's own, for the people of its area. */
function offers(room: Room, limb: LadderLimb, { link, from }: LinkAt): boolean {
  return (
    from.page.scope === "own" &&
    usable(from, limb) &&
    !from.offlineOnly &&
    !link.hidden &&
    !saysGone(link.name, link.context) &&
    !sendsElsewhere(link.context, areaNames(room.view.site))
  );
}

/** On a page about the wider matter: a sentence, or a section, that says how this part of it is done. */
function sayWithin(room: Room, limb: LadderLimb, pattern: Pattern, trace: Trace): void {
  if (!limb.within) return;
  const wider = patternOf(limb.within);
  const says = limb.within.says.map((source) => expression(source));
  for (const view of room.view.pages) {
    if (view.page.scope !== "own" || !usable(view, limb) || view.offlineOnly) continue;
    if (nameBond(view, wider) !== "title") continue;
    const section = sectionOf(view, pattern);
    const told = view.text
      .split(/\n|(?<=[.!?])\s+/)
      .filter((sentence) => pattern.is.test(sentence) || section.includes(sentence))
      .find((sentence) => sentence !== "" && says.some((said) => saidIn(sentence, said)));
    if (told)
      push(trace, limb.threshold <= 1 ? 1 : 3, seen(view.page, "Says how it is done", cut(told, 240)));
  }
}

const rank = (bond: Bond) => ["title", "section", "text", "none"].indexOf(bond);

function usable(view: PageView, limb: LadderLimb): boolean {
  if (view.retired && !/\bportal|sign in\b/i.test(view.title)) return false;
  return view.noise === null || (limb.keepNoise?.includes(view.noise) ?? false);
}

export const bondOf = oncePerPage(
  (view, pattern: Pattern): Bond =>
    nameBond(view, pattern) ?? (view.prose.matches(pattern.is) ? "text" : "none"),
);

const speaks = oncePerPage((view, signals: Signals) => speaksOf(signals, view.prose));

/** What title and headings alone tell; null when they leave it to the text. */
export const nameBond = oncePerPage((view, pattern: Pattern): Bond | null => {
  if (names(pattern, view.title) || names(pattern, view.h1)) return "title";
  if (pattern.not?.test(view.h1) || (view.h1 === "" && pattern.not?.test(view.title))) return "none";
  if (view.page.clicks !== 0 && view.headings.some((heading) => names(pattern, heading))) return "section";
  if (view.page.clicks === 0 || view.page.scope !== "own" || !pattern.signals) return null;
  return speaks(view, pattern.signals) ? "section" : null;
});

function walk(
  room: Room,
  limb: LadderLimb,
  pattern: Pattern,
  view: PageView,
  bond: Bond,
  hops: number,
  walked: Set<PageView>,
  trace: Trace,
): void {
  if (walked.has(view)) return;
  walked.add(view);
  prove(room, limb, pattern, view, bond, trace);
  if (hops === 0 || view.offlineOnly || isClosed(view, bond)) return;
  for (const link of view.page.links) {
    if (link.hidden || !link.url.startsWith("http")) continue;
    // The site of a service of its own has in its menu what a page of this one has in its content: “Find a course”.
    const menu = view.page.scope === "supplier" && (link.area === "header" || link.area === "nav");
    if (!menu && (room.view.isFurniture(link) || link.area === "header" || link.area === "footer")) continue;
    const named = names(pattern, link.name);
    const product = bond === "title" && doing(platformsAt(link.url), limb).length > 0;
    if (
      !named &&
      !product &&
      !leadsOn(link.name, link.heading, link.context, bond, pattern) &&
      !(bond === "title" && formBehind(room, link.url, pattern))
    )
      continue;
    follow(room, limb, pattern, { link, from: view }, named, hops - 1, walked, trace);
  }
}

/** A catalogue's link names its entry (a course, a hall); the entry's own form says what it is for: “Enrol”. */
function formBehind(room: Room, address: string, pattern: Pattern): boolean {
  const target = room.view.site.page(address);
  const view = target ? room.view.view(target) : null;
  return (
    view?.forms.some(
      ({ form, purpose }) =>
        purpose === "service" && names(pattern, `${form.heading} ${form.buttons.join(" ")}`),
    ) ?? false
  );
}

/** A link that does not name the thing, on a page (or under a heading) that is about it: “Apply online”. */
function leadsOn(name: string, heading: string, context: string, bond: Bond, pattern: Pattern): boolean {
  if (GENERIC.test(name.trim()) || (pattern.not?.test(name) ?? false)) return false;
  if (!ACTION.test(name) && !(/^(here|this|click here|website|visit)/i.test(name) && ACTION.test(context)))
    return false;
  if (bond === "title") return true;
  return names(pattern, heading) || names(pattern, context);
}

function follow(
  room: Room,
  limb: LadderLimb,
  pattern: Pattern,
  at: LinkAt,
  named: boolean,
  hops: number,
  walked: Set<PageView>,
  trace: Trace,
): void {
  const { link, from } = at;
  const fromBond = bondOf(from, pattern);
  if ((from.offlineOnly && fromBond === "title") || isClosed(from, fromBond)) return;
  if (saysGone(link.name, link.context)) return;
  const { site } = room.view;
  const target = site.target(link.url);
  const products = platformsAt(link.url);
  const known = doing(products, limb).length > 0 || products.some((one) => one.does.includes("form"));
  const wanted = ACTION.test(link.name) || named || known;

  if (target.state === "fetched") {
    const view = room.view.view(target.page);
    if (!view) {
      if (named || bondOf(from, pattern) !== "none") proveDocument(at, target.page.url, trace, limb);
      return;
    }
    if (limb.byLink && named && nameBond(view, pattern) === "title" && leadsAway(from, view))
      push(
        trace,
        3,
        seen(view.page, "Another body's page for it, linked from this site", view.h1 || view.title),
      );
    if (walked.has(view) || !usable(view, limb) || view.page.clicks === 0) return;
    if (view.otherCouncil && !standsIn(site, from, link)) {
      trace.otherProvider ??= seen(
        from.page,
        `Leads to another council's site (${hostOf(link.url)})`,
        link.name,
      );
      return;
    }
    const bond = bondOf(view, pattern);
    if (bond === "title" || bond === "section") {
      walk(room, limb, pattern, view, bond, hops, walked, trace);
      return;
    }
    reached(room, limb, pattern, at, view, bond, named, hops, walked, trace);
    return;
  }
  if (!wanted || from.noise !== null) return;
  if (isOtherCouncil(link.url, site) && !standsIn(site, from, link)) {
    trace.otherProvider ??= seen(
      from.page,
      `Leads to another council's site (${hostOf(link.url)})`,
      link.name,
    );
    return;
  }
  if (target.state === "failed") {
    const { failure } = target;
    const evidence = tried(failure);
    const [product] = failure.outcome === "login" ? doing(productsOf(failure), limb) : [];
    if (product) proveSignIn(at, failure, product, trace);
    else if (failure.outcome === "login") trace.obstacles.push({ why: "login-wall", evidence });
    else if (["not-found", "soft-404", "client-error", "empty"].includes(failure.outcome))
      trace.broken ??= evidence;
    else if (failure.outcome === "not-html" || failure.outcome === "redirected-away") return;
    else if (["blocked", "disallowed", "rate-limited"].includes(failure.outcome))
      trace.obstacles.push({ why: "blocked", evidence });
    else
      trace.obstacles.push({ why: site.isOwn(link.url) ? "blocked" : "third-party-unreachable", evidence });
    return;
  }
  // Published data is not read line by line; that it is linked by its name is what can be seen.
  if (DATA.test(link.url) && limb.threshold <= 1 && named && from.page.scope === "own") {
    push(trace, 1, seen(from.page, "Data published about it", link.name));
    return;
  }
  // Never read. Only an address that is known for such things, or that names it, is worth a doubt.
  if (DOCUMENT.test(link.url)) {
    if (FORM_WORDS.test(link.name)) push(trace, 2, seen(from.page, "Links to a form to download", link.name));
    return;
  }
  if ((target.state === "unvisited" && target.unvisited.why !== "trap") || known) {
    // “Log in to renew” on a recognised catalogue: the entry was read, and what lies behind is for members.
    const [product] = doing(from.platforms, limb);
    if (product && named && /\b(log|sign)[ -]?(in|on)\b/i.test(link.name)) {
      push(trace, 4, seen(from.page, `Sign-in of ${product.name} offered for it`, link.name));
      return;
    }
    if (known || (named && ACTION.test(link.name)) || limb.threshold <= 1) {
      trace.obstacles.push({
        why: "crawl-incomplete",
        evidence: seen(from.page, `Links to ${hostOf(link.url)}, which was not read`, link.name),
      });
    }
  }
}

function leadsAway(from: PageView, to: PageView): boolean {
  return from.page.scope === "own" && to.page.scope === "supplier" && !to.retired && !to.otherCouncil;
}

/** Words of a start button that name nothing: “Start now”, “Tell us where it is”, “Book and pay”. */
const START_WORDS = new Set(
  "start begin continue carry on next proceed go to use open the our your my a an this that it its one yours now here online on-line form forms service page portal apply application book booking report order register registration request renew renewal replace claim pay payment and or complete fill in out submit send tell us ask for get make about where is what more ready i'm im have read".split(
    " ",
  ),
);

/** Forms that stand behind many pages, whatever these are about. */
const ANY_MATTER =
  /\b(contact|enquir(y|ies)|general|complain\w*|compliments?|feedback|comments?|survey|newsletter|subscribe|e-?mail (updates|alerts)|search|pay(ments?)?|log ?in|sign ?in|my ?account|freedom of information|foi)\b/i;
const FEW_PAGES = 3;

function isForOneMatter(room: Room, view: PageView): boolean {
  if (ANY_MATTER.test(`${view.h1} ${view.title}`)) return false;
  return new Set(room.view.linksTo(view.page.url).map((one) => one.from)).size <= FEW_PAGES;
}

/** The link begins what the page, or the section it stands in, is about: it names nothing else than that does. */
function beginsHere({ link, from }: LinkAt): boolean {
  const { name } = link;
  const own = `${from.h1} ${from.title} ${link.heading}`.toLowerCase();
  const words = name.toLowerCase().match(/[a-z'’-]+/g) ?? [];
  return (
    words.length > 0 &&
    (ACTION.test(name) || CONTINUE.test(name)) &&
    words.every((word) => START_WORDS.has(word) || own.includes(word.replace(/(ies|es|s|ing|ed)$/, "")))
  );
}

/** The form behind a start button, whatever its own pages are called: “Step 1 of 3: where is it?”. */
function proveBehindStart(limb: LadderLimb, view: PageView, trace: Trace): void {
  if (view.offlineOnly || view.closed || view.retired || view.page.kind !== "html") return;
  for (const { form, purpose } of view.forms) {
    if (purpose !== "service" || matterFields(form).length < 2) continue;
    // A till is where anything is paid for; that one can pay there for this does not say that it is asked for there.
    if (takesCardDetails(form) || asksAmount(form) || standsBeside(limb, view, form.heading)) continue;
    push(trace, 3, seen(view.page, "The form that the page about it starts", formExcerpt(form)));
    const fourth = transactionOf(limb, view, form, purpose);
    if (fourth) push(trace, 4, seen(view.page, fourth, formExcerpt(form)));
  }
}

/** The product that the address asked for, or the log-in it led to, belongs to. */
function productsOf(failure: FetchFailure): readonly Platform[] {
  return [...platformsAt(failure.url), ...platformsAt(failure.finalUrl)];
}

/** A recognised product that shows its log-in at once: the public entry point of the service (grade B). */
function proveSignIn(at: LinkAt, failure: FetchFailure, product: Platform, trace: Trace): void {
  push(trace, 4, { ...tried(failure), found: `Sign-in of ${product.name}, which does this` });
  push(trace, 1, seen(at.from.page, "Leads to the sign-in", at.link.name));
}

/** A page reached by a link that promises the thing, whose title does not name it. */
function reached(
  room: Room,
  limb: LadderLimb,
  pattern: Pattern,
  at: LinkAt,
  view: PageView,
  bond: Bond,
  named: boolean,
  hops: number,
  walked: Set<PageView>,
  trace: Trace,
): void {
  const { link, from } = at;
  const fromBond = bondOf(from, pattern);
  const onTopic =
    named || fromBond === "title" || names(pattern, link.heading) || names(pattern, link.context);
  if (!onTopic) return;
  if (view.closed) return;
  if (doing(view.platforms, limb).length > 0) {
    walk(room, limb, pattern, view, bond, 0, walked, trace);
    proveProduct(limb, view, trace);
    return;
  }
  if (view.page.needsScript && !view.page.rendered) {
    trace.obstacles.push({
      why: "js-not-rendered",
      evidence: seen(view.page, "The page is empty without JavaScript and was not rendered", link.name),
    });
    return;
  }
  if (bond === "text") {
    const starts = fromBond === "title" && beginsHere(at) && isForOneMatter(room, view);
    if (starts) proveBehindStart(limb, view, trace);
    if (named || view.platforms.length > 0 || view.forms.some((one) => one.purpose === "service"))
      walk(room, limb, pattern, view, bond, Math.min(hops, 1), walked, trace);
    return;
  }
  const onItsPage = fromBond === "title" || names(pattern, link.heading);
  if (onItsPage && beginsHere(at) && isForOneMatter(room, view)) proveBehindStart(limb, view, trace);
  if (view.forms.some((one) => one.purpose === "sign-in") && ACTION.test(link.name)) {
    trace.obstacles.push({
      why: "login-wall",
      evidence: seen(view.page, "A sign-in page that does not say what lies behind it", link.name),
    });
  }
}

function doing(products: readonly Platform[], limb: LadderLimb): readonly Platform[] {
  const { does } = limb;
  return does ? products.filter((one) => one.does.some((what) => does.includes(what))) : [];
}

/** What a page itself shows. */
function prove(
  room: Room,
  limb: LadderLimb,
  pattern: Pattern,
  view: PageView,
  bond: Bond,
  trace: Trace,
): void {
  if (bond === "none") return;
  proveInformation(room, limb, pattern, view, bond, trace);
  if (view.offlineOnly || isClosed(view, bond)) return;
  proveProduct(limb, view, trace);
  for (const { form, purpose } of view.forms) {
    const formNamed =
      names(pattern, form.heading) ||
      pattern.is.test(form.text) ||
      form.buttons.some((button) => names(pattern, button));
    if ((bond !== "title" && !formNamed) || standsBeside(limb, view, form.heading)) continue;
    // “Check your claim”, and below it a form that says it is for insurance claims.
    if (pattern.not?.test(form.heading)) continue;
    const fields = matterFields(form);
    const act = ACTION.test(`${view.h1} ${view.title} ${form.heading} ${form.buttons.join(" ")}`);
    if (purpose === "service" && fields.length >= 2 && view.page.kind === "html") {
      push(trace, 3, seen(view.page, "An online form for it", formExcerpt(form)));
    } else if (purpose === "contact" && fields.length >= 2) {
      push(
        trace,
        act && namesForm(view, pattern) && !asksUs(form) ? 3 : 2,
        seen(view.page, "A form for it", formExcerpt(form)),
      );
    }
    const fourth = transactionOf(limb, view, form, purpose);
    if (fourth) push(trace, 4, seen(view.page, fourth, formExcerpt(form)));
  }
  if (!view.page.rendered && view.page.needsScript) {
    trace.obstacles.push({
      why: "js-not-rendered",
      evidence: seen(view.page, "The page is empty without JavaScript"),
    });
  }
}

/**
 * Forms that stand beside a service and are not it: changing what was told, appealing, judging a course, working for it.
 * A limb that asks for one of them says so in its wordings.
 */
const BESIDE: readonly [RegExp, RegExp][] = [
  [
    /\bchanges? (of|to|in) (your |my )?(address|circumstances|details|name|bank)\b|\bchange (your|my) (address|details|name|circumstances)\b/i,
    /chang/i,
  ],
  [
    /\b(ask|request|apply) for a review\b|\breview of (a|an|the|our|your|my) (\w+ ){0,3}decision\b|\bappeal(s|ing)?\b/i,
    /review|appeal/i,
  ],
  [
    /\b(feedback|evaluation|complain(t|ts|ing)?|compliments?)\b|\breport a (problem|fault|concern) with\b/i,
    /feedback|complain|evaluat|report|fault|problem/i,
  ],
  [
    /\bbecome an? \w+|\b(tutors?|volunteers?|drivers?|operators?|providers?|suppliers?)\b[^.\n]{0,20}\b(register|apply|application)\b/i,
    /become|tutor|volunteer|driver|operator|provider|supplier|member/i,
  ],
  [/\bcancel(l?ing|lation)?\b|\bwithdraw (your|an?|my)\b|\brefunds?\b/i, /cancel|withdraw|refund/i],
  [/\bbid(ding)? for\b/i, /bid/i],
  [/\b(find|check|look up|what is) (your|my|a|the) (council tax )?band\b/i, /band/i],
];
/** One form for all of it: “Apply, renew or change your details”. */
const THE_THING = /\b(apply (?!for a review)|applying|join|enrol|renew|book|order|sign up)\b/i;

function standsBeside(limb: LadderLimb, view: PageView, heading: string): boolean {
  const wordings = limb.wordings.join(" ");
  return [view.h1 || view.title, heading].some(
    (name) => !THE_THING.test(name) && BESIDE.some(([of, asked]) => of.test(name) && !asked.test(wordings)),
  );
}

/** “Ask us a question”: a form below what the page is about, and not the thing itself. */
function asksUs(form: PageView["forms"][number]["form"]): boolean {
  return /\b(questions?|enquir(y|ies)|contact us|get in touch|what you think|comments|feedback|call ?back|call me|message)\b/i.test(
    `${form.heading} ${form.buttons.join(" ")}`,
  );
}

/** A contact-like form is the facility only on a page whose name asks for it: “Report an abandoned vehicle”. */
function namesForm(view: PageView, pattern: Pattern): boolean {
  const name = view.h1 || view.title;
  return ACTION.test(name) && names(pattern, name);
}

function proveInformation(
  room: Room,
  limb: LadderLimb,
  pattern: Pattern,
  view: PageView,
  bond: Bond,
  trace: Trace,
): void {
  const text =
    bond === "section"
      ? sectionOf(view, pattern) || (pattern.signals && speaks(view, pattern.signals) ? view.text : "")
      : view.text;
  const words = text === "" ? 0 : text.split(/\s+/).length;
  const mentions = bond === "text" ? (text.match(everywhere(pattern.is))?.length ?? 0) : 2;
  const says = saysAll(limb, view.text);
  const enough =
    words >= WORDS_OF_A_PAGE || (words >= WORDS_OF_AN_ENTRY && bond !== "text" && isActionable(view, text));
  if (!enough || mentions < 2 || !says) {
    if (bond === "title" && view.page.scope === "own")
      trace.thin.push({ words, evidence: seen(view.page, "A page named after it that says little") });
    return;
  }
  const excerpt = around(text, pattern.is) || cut(text, 240);
  push(trace, 1, seen(view.page, bond === "section" ? "A section about it" : "A page about it", excerpt));
  for (const link of view.page.links) {
    if (link.area !== "main" && link.area !== "aside") continue;
    if (bond !== "title" && !names(pattern, link.name)) continue;
    if (
      DOCUMENT.test(link.url) &&
      FORM_WORDS.test(`${link.name} ${link.context}`) &&
      !pattern.not?.test(link.name)
    ) {
      const file = room.view.site.page(link.url);
      if (file) push(trace, 2, seen(file, "A form to download", link.name));
      push(trace, 2, seen(view.page, "A form to download", link.name));
    }
  }
  if (limb.threshold > 1 && (PHONE.test(text) || (/@|\[e-mail\]/.test(text) && EMAIL.test(text)))) {
    push(trace, 2, seen(view.page, "A telephone number or e-mail address for it", excerpt));
  }
  for (const statement of limb.orStatement ?? []) {
    const found = expression(statement);
    if (found.test(text)) push(trace, 3, seen(view.page, "Says how it is done", around(text, found)));
  }
}

/** Each thing that must be said stands in a sentence that is not about something else. */
function saysAll(limb: LadderLimb, text: string): boolean {
  if (!limb.mustSay) return true;
  const never = limb.never ? expression(limb.never) : null;
  const said = never
    ? text
        .split(/\n|(?<=[.!?;])\s+/)
        .filter((sentence) => !never.test(sentence))
        .join("\n")
    : text;
  return limb.mustSay.every((source) => wordingPattern([source]).test(said));
}

/**
 * A directory entry is short and tells what to do: whom to ring or write to, what it costs, where to go on. Such a page
 * is information in far fewer words than prose needs.
 */
function isActionable(view: PageView, text: string): boolean {
  if (PHONE.test(text) || EMAIL.test(text) || /£ ?\d/.test(text)) return true;
  if (view.page.tables.some((table) => table.rows.length >= 2)) return true;
  return view.page.links.some(
    (link) =>
      (link.area === "main" || link.area === "aside") &&
      (DOCUMENT.test(link.url) ||
        DATA.test(link.url) ||
        parseHttp(link.url)?.host !== parseHttp(view.page.url)?.host ||
        ACTION.test(link.name)),
  );
}

/** Text under the heading that names the topic; "" where none does. */
export function sectionOf(view: PageView, pattern: Pattern): string {
  const heading = view.headings.find((one) => names(pattern, one));
  return heading ? sectionText(view, heading) : "";
}

/** The public entry point of a recognised product. */
function proveProduct(limb: LadderLimb, view: PageView, trace: Trace): void {
  const usableEntry =
    view.page.status < 400 &&
    (view.page.forms.length > 0 || view.page.links.length > 0 || view.words >= WORDS_OF_AN_ENTRY);
  if (!usableEntry || view.retired) return;
  const [product] = doing(view.platforms, limb);
  if (product && !ownInformation(view, product)) {
    push(trace, 4, seen(view.page, `Public entry point of ${product.name}`, view.h1 || view.title));
    return;
  }
  const forms = view.platforms.find((one) => one.does.includes("form"));
  if (!forms) return;
  const begins =
    view.forms.some(
      (one) => one.purpose === "service" || one.purpose === "contact" || one.purpose === "sign-in",
    ) ||
    view.page.forms.some((form) => form.buttons.some((button) => CONTINUE.test(button))) ||
    view.page.links.some(
      (link) => link.area === "main" && /^(start|begin|continue|next|apply)\b/i.test(link.name),
    ) ||
    view.page.iframes.length > 0;
  if (begins && limb.threshold > 1 && !standsBeside(limb, view, ""))
    push(trace, 3, seen(view.page, `An online form on ${forms.name}`, view.h1 || view.title));
}

/** A path alone told the product, on a page of the authority's own with nothing to enter: its page about it, not the product. */
function ownInformation(view: PageView, product: Platform): boolean {
  if (view.page.scope === "supplier") return false;
  const host = new URL(view.page.url).hostname;
  if (product.hosts.some((pattern) => pattern.test(host))) return false;
  return !view.page.forms.some(
    (form) => form.fields.some((field) => field.type !== "hidden") && form.area === "main",
  );
}

function transactionOf(
  limb: LadderLimb,
  view: PageView,
  form: PageView["forms"][number]["form"],
  purpose: string,
): string | null {
  const kinds = limb.fourth ?? [];
  const words = `${view.h1} ${view.title} ${form.heading} ${form.buttons.join(" ")} ${form.text}`;
  if (kinds.includes("sign-in") && purpose === "sign-in") return "Sign-in for this service";
  if (kinds.includes("upload") && form.fields.some((field) => field.type === "file"))
    return "A form that takes the photograph or proof";
  if (
    kinds.includes("payment") &&
    (takesCardDetails(form) ||
      (asksAmount(form) && /\bpay/i.test(words)) ||
      form.buttons.some((button) => /\bpay (by|with) (debit |credit )?card\b|\band pay\b/i.test(button)))
  ) {
    return "A payment step";
  }
  if (
    kinds.includes("look-up") &&
    looksUp(form) &&
    /\b(track|progress|status|check|look ?up|find|search|view)\b/i.test(words)
  ) {
    return "A look-up";
  }
  if (kinds.includes("search") && (purpose === "search" || purpose === "service") && form.area === "main") {
    return /\b(search|find|look ?up|go)\b/i.test(words) ? "A live search" : null;
  }
  // “Book a court: log in”: what lies behind is for members, and says what it is.
  if (kinds.includes("booking") && purpose === "sign-in" && /\bbook(ings?)?\b/i.test(words))
    return "A booking step";
  if (
    kinds.includes("booking") &&
    purpose === "service" &&
    /\b(book|reserve|availab)/i.test(words) &&
    form.fields.some(
      (one) => one.type === "date" || /\b(date|time|day|slot|session)\b/i.test(`${one.label} ${one.name}`),
    )
  ) {
    return "A booking step";
  }
  return null;
}

/** A document that was fetched through a link that calls it a form. */
function proveDocument(at: LinkAt, address: string, trace: Trace, limb: LadderLimb): void {
  const { link, from } = at;
  if (limb.threshold <= 1) {
    push(trace, 1, seen(from.page, "A document about it", link.name));
    return;
  }
  if (DOCUMENT.test(address) && FORM_WORDS.test(`${link.name} ${link.context}`)) {
    push(trace, 2, seen(from.page, "A form to download", link.name));
  }
}

function push(trace: Trace, level: Level, evidence: Evidence): void {
  trace.proofs.push({ level, evidence });
}

function highest(proofs: readonly Proof[]): Proof | null {
  let best: Proof | null = null;
  for (const proof of proofs) if (!best || proof.level > best.level) best = proof;
  return best;
}

/** Strongest evidence first, one for each address. */
function top(proofs: readonly Proof[], count: number): Evidence[] {
  const urls = new Set<string>();
  const kept: Evidence[] = [];
  for (const proof of [...proofs].sort((a, b) => b.level - a.level)) {
    if (urls.has(proof.evidence.url)) continue;
    urls.add(proof.evidence.url);
    kept.push(proof.evidence);
    if (kept.length === count) break;
  }
  return kept;
}

function pathOf(view: PageView): string {
  const url = parseHttp(view.page.url);
  return url ? url.pathname + url.search : "";
}

function hostOf(address: string): string {
  return parseHttp(address)?.hostname ?? address;
}

function formExcerpt(form: { heading: string; text: string }): string {
  return cut(`${form.heading} ${form.text}`, 200);
}
