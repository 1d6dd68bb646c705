import { seen, tried } from "../../../src/snapshot/site.js";
import { parseHttp } from "../../../src/snapshot/url.js";
import { matterFields } from "../forms.js";
import { absent, bondOf, isShut } from "../ladder.js";
import type { PageView } from "../site-view.js";
import type { LimbAnswer, Room, SpecialLimb } from "../types.js";
import { patternOf } from "../wording.js";

const BENEFIT =
  /\b(housing benefit|council tax (benefit|support|reduction)|benefits?|HB|CTR|CTS|discretionary housing|rent rebate|rent allowance|backdat\w+|change (of|in) circumstances)\b/i;
const FORM =
  /\b(claim|application|change (of|in) circumstances|backdat\w+|review|appeal) ?(forms?)?\b|\bforms?\b/i;
const NOT_FORM =
  /\b(polic(y|ies)|scheme (rules|document|policy)|guid(e|ance)|leaflet|strategy|report|notes|minutes|statement|privacy|consultation|assessment|regulations)\b/i;
const OTHER =
  /\b(insurance|small claims|mileage|expenses|job ?seekers|tax refund|council tax discount|single person|school|uniform|blue badge|fraud)\b/i;
/** A form of fewer bytes is an error page or an empty scan. */
const LEAST_BYTES = 10_000;
const DOCUMENT_TYPE = /pdf|msword|officedocument|opendocument|rtf|octet-stream/i;

/** 09-m2: a claim form that really downloads; a claim made online is better than asked. */
export const claimForms: SpecialLimb = {
  key: "a",
  kind: "special",
  name: "a claim form to download and print",
  wordings: [
    "(housing|council tax|benefits?)( and council tax)? (benefit|support|reduction|claim|claims)?( and council tax (benefit|support|reduction))? ?(claim|application)? ?forms?",
    "(claim|claiming|apply|applying)( for)? (housing|council tax|discretionary) ?(tax )?(benefit|support|reduction|housing payments?)s?",
    "housing benefit( and council tax (benefit|support|reduction))?( claim)?",
    "council tax (benefit|support|reduction)( scheme)?",
    "benefits? (claim )?forms?",
    "claim forms?",
    "change (of|in) circumstances( form)?",
    "discretionary housing payments?( form)?",
    "backdat(e|ing|ed)( (claim|benefit))?( form)?",
    "benefits?( and council tax support)?",
    "benefit claims?",
  ],
  notThese: [
    "insurance",
    "fraud",
    "child benefit",
    "attendance allowance",
    "maternity",
    "staff benefits?",
    "community benefits?",
    "health benefits?",
    "benefits of",
    "pension credit",
    "calculator",
    "appeal",
    "biodiversity",
  ],
  paths: ["benefits?(/|-|\\.)", "council-tax-(support|reduction)", "claim-?form"],
  judge: judgeForms,
};

function judgeForms(room: Room, limb: SpecialLimb): LimbAnswer {
  const pattern = patternOf(limb);
  const pages = room.view.pages.filter(
    (view) =>
      !view.retired &&
      !view.otherCouncil &&
      (view.noise === null || view.noise === "documents") &&
      (["title", "section"].includes(bondOf(view, pattern)) || linksClaimForm(view)),
  );
  const online = pages.find((view) => onlineClaim(view) && !isShut(room, pattern, view));
  let listed: { view: PageView; name: string } | null = null;
  let broken: LimbAnswer["evidence"] = [];
  for (const view of pages) {
    if (view.page.scope !== "own") continue;
    for (const link of view.page.links) {
      if (link.area !== "main" && link.area !== "aside") continue;
      const words = link.name;
      if (!FORM.test(words) || NOT_FORM.test(words) || OTHER.test(words)) continue;
      if (!BENEFIT.test(`${words} ${view.h1} ${view.title}`)) continue;
      const target = room.view.site.target(link.url);
      if (target.state === "fetched" && isDocument(target.page.kind, target.page.contentType)) {
        if (target.page.bytes > LEAST_BYTES) {
          return {
            verdict: "met",
            reason: "form-to-download",
            level: online ? 3 : 2,
            evidence: [
              seen(
                target.page,
                `A claim form of ${Math.round(target.page.bytes / 1024)} kB that downloads`,
                words,
              ),
              seen(view.page, "Linked from here", words),
              ...(online ? [seen(online.page, "The claim can also be made online")] : []),
            ],
          };
        }
        broken = [seen(target.page, `Called a claim form, but holds only ${target.page.bytes} bytes`, words)];
      } else if (target.state === "failed") {
        if (["not-found", "soft-404", "client-error", "empty"].includes(target.failure.outcome))
          broken = [tried(target.failure)];
        else listed ??= { view, name: words };
      } else if (target.state !== "fetched" && looksLikeDocument(link.url)) {
        listed ??= { view, name: words };
      }
    }
  }
  if (online) {
    return {
      verdict: "met",
      reason: "better-than-asked",
      level: 3,
      evidence: [seen(online.page, "The claim can be made online", online.h1 || online.title)],
    };
  }
  if (listed) {
    return {
      verdict: "cannot-tell",
      reason: "crawl-incomplete",
      level: null,
      evidence: [seen(listed.view.page, "Links to a form that was not read", listed.name)],
    };
  }
  const own = pages.filter((view) => view.page.scope === "own" && view.words >= 30);
  const [first] = own;
  if (!first) return absent(room);
  return {
    verdict: "partly-met",
    reason: broken.length > 0 ? "broken-link" : "information-only",
    level: 1,
    evidence: [seen(first.page, "A benefits page without a claim form that downloads"), ...broken],
  };
}

/** A link that names the benefit and the form leaves no doubt, whatever the page is called. */
function linksClaimForm(view: PageView): boolean {
  return (
    view.page.scope === "own" &&
    view.page.links.some(
      ({ name, area }) =>
        (area === "main" || area === "aside") &&
        /\b(claim|application) forms?\b|\bforms?\b[^.]{0,30}\bclaim/i.test(name) &&
        /\b(housing benefit|council tax (benefit|support|reduction)|rent (rebate|allowance)|discretionary housing)\b/i.test(
          name,
        ) &&
        !NOT_FORM.test(name),
    )
  );
}

function isDocument(kind: string, contentType: string): boolean {
  return kind === "pdf" || kind === "document" || (kind === "other" && DOCUMENT_TYPE.test(contentType));
}

function looksLikeDocument(address: string): boolean {
  const url = parseHttp(address);
  return (
    url !== null && /\.(pdf|docx?|odt|rtf)$|\/downloads?\/|download|document/i.test(url.pathname + url.search)
  );
}

function onlineClaim(view: PageView): boolean {
  if (view.offlineOnly || view.closed) return false;
  const name = `${view.h1} ${view.title}`;
  if (!BENEFIT.test(name)) return false;
  const platform = view.platforms.some(
    (one) =>
      one.does.includes("benefit-claim") || one.does.includes("form") || one.does.includes("benefit-account"),
  );
  const claims = /\b(claim|apply|application)\b/i.test(
    `${name} ${view.forms.map(({ form }) => `${form.heading} ${form.buttons.join(" ")}`).join(" ")}`,
  );
  const form = view.forms.some((one) => one.purpose === "service" && matterFields(one.form).length >= 2);
  return claims && (form || (platform && view.page.scope === "supplier" && view.page.forms.length > 0));
}
