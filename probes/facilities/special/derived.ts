import type { Verdict } from "../../../src/audit/types.js";
import type { AuthorityType } from "../../../src/authorities/types.js";
import { isProfileAddress } from "../../../src/crawl/read-response.js";
import { seen } from "../../../src/snapshot/site.js";
import { pagesOn } from "../limbs.js";
import { around, type PageView } from "../site-view.js";
import type { HiddenLimb, LimbAnswer, LimbData, Room, SpecialLimb } from "../types.js";
import { mostLinksTo } from "./surgeries.js";

/** Weakest first: what is made of several things is no better than the weakest of them. */
const WEAKEST: readonly Verdict[] = ["not-met", "cannot-tell", "partly-met", "met"];

/** A limb whose inside cannot be seen, without clues of its own. */
export function systems(key: string, name: string): HiddenLimb {
  return { key, kind: "hidden", name, wordings: ["(?!)"] };
}

/** A whole outcome that cannot be seen from outside; pages on these words are listed as clues. */
export function clues(key: string, name: string, wordings: readonly string[]): HiddenLimb {
  return { key, kind: "hidden", name, wordings };
}

/** Inherits the weakest verdict of other outcomes, judged before it; no crawl of its own. */
export function derivedWeaker(key: string, name: string, from: readonly string[]): SpecialLimb {
  return {
    key,
    kind: "special",
    name,
    wordings: ["(?!)"],
    judge: (room) => weakest(room, from),
  };
}

function weakest(room: Room, from: readonly string[]): LimbAnswer {
  const judgements = from
    .flatMap((id) => room.context.before(id) ?? [])
    .filter((one) => one.verdict !== "not-applicable");
  const [worst] = [...judgements].sort((a, b) => WEAKEST.indexOf(a.verdict) - WEAKEST.indexOf(b.verdict));
  const missing =
    from.length > judgements.length &&
    !from.every((id) => room.context.before(id)?.verdict === "not-applicable");
  if (!worst || (missing && worst.verdict !== "not-met")) {
    return {
      verdict: "cannot-tell",
      reason: "not-judged-yet",
      level: null,
      evidence: worst?.evidence.slice(0, 2) ?? [],
    };
  }
  return {
    verdict: worst.verdict,
    reason: "inherited",
    level: null,
    evidence: worst.evidence.slice(0, 3),
    measures: { weakest: worst.outcome },
  };
}

/** 07-b2: online from 07-m1 and 07-m2; by telephone and in person from what the pages say. */
export function bookAndPay(library: readonly AuthorityType[]): LimbData[] {
  const pages = {
    wordings: [
      "librar(y|ies)( services?| opening times)?",
      "leisure centres?",
      "sports? (and leisure )?(centres?|facilities)",
      "swimming pools?",
      "leisure( services)?",
    ],
    notThese: ["strategy", "consultation", "vacanc\\w*"],
  };
  return [
    { ...derivedWeaker("a", "the library online", ["07-m1"]), appliesTo: library },
    derivedWeaker("b", "sport and leisure online", ["07-m2"]),
    {
      key: "c",
      kind: "says",
      name: "by telephone",
      ...pages,
      says: ["(\\b0\\d{2,4}[\\s\\d]{6,}|\\[telephone\\])"],
    },
    {
      key: "d",
      kind: "says",
      name: "in person",
      ...pages,
      says: [
        "\\b(opening (times|hours)|open(s|ing)?\\b[^.\\n]{0,40}\\b(monday|mon|daily)|reception|visit (us|your|the))\\b",
      ],
    },
    systems("e", "back office and smart cards"),
  ];
}

/** 11-b2, members' half: the share of members' pages that show an address on the authority's own domain. */
export const emailAccess: SpecialLimb = {
  key: "a",
  kind: "special",
  name: "e-mail for members",
  wordings: ["(find |your |our )?councillors?", "members"],
  judge(room: Room): LimbAnswer {
    const members = room.view.pages.filter((view) => view.page.personal && !view.otherCouncil);
    if (members.length === 0)
      return { verdict: "cannot-tell", reason: "ambiguous", level: null, evidence: [] };
    const official = members.filter((view) => view.page.contacts.councilEmails > 0).length;
    const any = members.filter((view) => view.page.contacts.emails > 0).length;
    const profiles = members.filter((view) => isProfileAddress(view.page.url));
    const [first] = [...(profiles.length > 0 ? profiles : members)].sort((a, b) =>
      a.page.url.localeCompare(b.page.url),
    );
    const index = mostLinksTo(room, members);
    const found = `${official} of ${members.length} members' pages show an address of the authority's own`;
    // The page to mend: one with somebody's private address, else one without any.
    const without =
      members.find((view) => view.page.contacts.emails > view.page.contacts.councilEmails) ??
      profiles.find((view) => view.page.contacts.councilEmails === 0);
    const evidence = [...new Set([first, without, index])].flatMap((view) =>
      view ? [seen(view.page, found)] : [],
    );
    const measures = { memberPages: members.length, withCouncilEmail: official };
    if (official === members.length)
      return { verdict: "met", reason: "published", level: null, evidence, measures };
    return any > 0
      ? { verdict: "partly-met", reason: "some-members", level: null, evidence, measures }
      : { verdict: "cannot-tell", reason: "internal-only", level: null, evidence, measures };
  },
};

/** Outcomes of services to residents that this tool judges on the ladder of transactions. */
const SERVICES = [
  "01-m1",
  "01-m2",
  "01-m3",
  "02-m3",
  "02-m4",
  "03-m3",
  "04-m1",
  "04-m2",
  "04-m3",
  "06-m1",
  "06-m2",
  "07-m1",
  "07-m2",
  "08-m1",
  "08-m2",
  "09-m1",
  "09-m2",
  "10-m2",
] as const;
const PUBLISHED_SHARE =
  /\b(BVPI ?157|BV ?157|e-?enable(d|ment))\b[^\n]{0,160}\b(\d{2,3})(\.\d+)? ?(%|per cent)/i;

/** In a sentence, or the newest figure of a table's row. */
function publishedShare(view: PageView): number | null {
  const said = PUBLISHED_SHARE.exec(view.text)?.[3];
  if (said !== undefined) return Number(said);
  for (const row of view.page.tables.flatMap((table) => table.rows)) {
    if (!/\b(BVPI ?157|BV ?157)\b/i.test(row[0]?.text ?? "")) continue;
    const newest = /^\s*(\d{1,3})(\.\d+)? ?%/.exec(row.at(-1)?.text ?? "")?.[1];
    if (newest !== undefined) return Number(newest);
  }
  return null;
}

/** 12-b1: in its time the authority's own BVPI 157; today the share of services that this tool found online. */
export const measuredShare: SpecialLimb = {
  key: "a",
  kind: "special",
  name: "services online",
  wordings: ["BVPI ?157", "e ?enable(d|ment)", "electronic service delivery"],
  judge(room: Room, limb: SpecialLimb): LimbAnswer {
    if (room.context.asOf < "2009-01-01") {
      for (const view of pagesOn(room, limb, { text: true })) {
        const share = publishedShare(view);
        if (share === null) continue;
        return {
          verdict: share >= 100 ? "met" : "partly-met",
          reason: share >= 100 ? "published" : "not-all-online",
          level: null,
          evidence: [
            seen(view.page, `${share} % published by the authority`, around(view.text, PUBLISHED_SHARE)),
          ],
          measures: { share },
        };
      }
    }
    const judged = SERVICES.flatMap((id) => room.context.before(id) ?? []).filter((one) =>
      ["met", "partly-met", "not-met"].includes(one.verdict),
    );
    const online = judged.filter((one) => (one.level ?? 0) >= 3 && one.verdict !== "not-met");
    const measures = { online: online.length, judged: judged.length };
    const evidence = online.flatMap((one) => one.evidence.slice(0, 1)).slice(0, 4);
    const [proof] = evidence.length > 0 ? evidence : judged.flatMap((one) => one.evidence.slice(0, 1));
    if (!proof)
      return { verdict: "cannot-tell", reason: "not-judged-yet", level: null, evidence: [], measures };
    // "100 %" of all services cannot be proved by the few that were judged: the share is told, labelled as ours.
    return {
      verdict: "cannot-tell",
      reason: "measured",
      level: null,
      evidence: evidence.length > 0 ? evidence : [proof],
      measures,
    };
  },
};
