import { isProfileAddress } from "../../../src/crawl/read-response.js";
import { seen } from "../../../src/snapshot/site.js";
import { looseKey } from "../../../src/snapshot/url.js";
import { expression } from "../../expressions.js";
import { matterFields } from "../forms.js";
import { absent } from "../ladder.js";
import { around, type PageView } from "../site-view.js";
import type { LimbAnswer, Room, SpecialLimb } from "../types.js";

const SURGERY = /\b(?:(?:councillors?'?s?|ward|advice|street|drop.?in|members'?|local) )*surger(?:y|ies)\b/gi;
const NOT_THESE =
  /\b(gp|doctors?|dental|dentists?|medical|health centre|tree|veterinary|vets?|mp|mps|mp's|member of parliament|plastic|cosmetic|nurse|minor|hospital|planning|legal|benefits?|business)\b/i;
const COUNCILLOR = /\b(councillors?|cllrs?|ward members?|assembly members?|aldermen|ward)\b/i;
const WHEN =
  /\b(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(days?)?\b(?! \w+ council)|\b(first|second|third|fourth|last) \w+day\b|\bmonthly\b|\b\d{1,2}([.:]\d\d)? ?(am|pm|noon)\b|\bby appointment\b|\b\d{1,2}:\d\d\b/i;
const BOOK =
  /\b(book|request|arrange|make|reserve|ask for) (an? |your |the )?(appointment|surgery|slot|time|place|video|online|call|meeting)|surgery (appointment|booking|slot)|(online|video|virtual) surger/i;

/** 03-m1 (a), read as what a resident meets: surgeries published, by most members, bookable online. */
export const surgeries: SpecialLimb = {
  key: "a",
  kind: "special",
  name: "councillors' surgeries",
  wordings: [
    "(councillors?'? |ward |advice |street |members'? )surger(y|ies)",
    "surgery (times|dates|details)",
    "(meet|see|talk to|speak to|come and see) (your |a |the |our )?(local |ward )?(councillors?|members?)",
    "(councillors?'?|ward|members'?) (drop ?ins?|advice sessions?|drop ?in sessions?)",
    "surger(y|ies)",
  ],
  notThese: [
    "gp",
    "doctors?'?s?",
    "dental",
    "dentists?",
    "tree",
    "mp",
    "mps?",
    "veterinary",
    "vets?",
    "medical",
  ],
  paths: ["surger(y|ies)"],
  judge(room: Room): LimbAnswer {
    const pages = room.view.pages.filter((view) => view.page.scope === "own" || view.noise === "councillors");
    const published = pages.filter((view) => speaksOfSurgery(view) !== null);
    const bookable = pages.find(
      (view) => view.noise !== "news" && !view.closed && !view.retired && bookingForm(view),
    );
    if (bookable) {
      return {
        verdict: "met",
        reason: "online",
        level: 3,
        evidence: [seen(bookable.page, "A surgery can be booked online", speaksOfSurgery(bookable) ?? "")],
      };
    }
    const [first] = published;
    if (!first) return absent(room);
    const members = pages.filter(
      (view) => view.page.personal || (view.noise === "councillors" && /^(cllr|councillor)\b/i.test(view.h1)),
    );
    const withTimes = members.filter((view) => speaksOfSurgery(view) !== null);
    const most = members.length > 0 && withTimes.length * 2 >= members.length;
    const index = mostLinksTo(room, published);
    const shown = inOrderOfList(index, published);
    return {
      verdict: "partly-met",
      reason: most ? "form-or-contact-only" : "information-only",
      level: most ? 2 : 1,
      evidence: [
        ...shown
          .slice(0, 3)
          .map((view) => seen(view.page, "Surgery times published", speaksOfSurgery(view) ?? "")),
        ...(index ? [seen(index.page, "The list that leads to these pages", index.h1 || index.title)] : []),
      ],
      measures: { memberPages: members.length, memberPagesWithSurgeries: withTimes.length },
    };
  },
};

/** A page that tells of several members' surgeries at once comes first, then members as their list has them. */
function inOrderOfList(index: PageView | null, published: readonly PageView[]): PageView[] {
  const place = new Map<string, number>();
  for (const link of index?.page.links ?? []) {
    const key = looseKey(link.url);
    if (key && !place.has(key)) place.set(key, place.size);
  }
  const rank = (view: PageView): number => {
    if (!view.page.personal && (view.text.match(SURGERY)?.length ?? 0) > 0 && timesIn(view) >= 3) return -1;
    return place.get(looseKey(view.page.url) ?? "") ?? place.size;
  };
  return [...published].sort((a, b) => rank(a) - rank(b));
}

const TIMES = new RegExp(WHEN.source, "gi");
function timesIn(view: PageView): number {
  return view.text.match(TIMES)?.length ?? 0;
}

/** The list of members: the page that links to most of these. */
export function mostLinksTo(room: Room, members: readonly PageView[]): PageView | null {
  const counts = new Map<PageView, number>();
  for (const member of members.slice(0, 20)) {
    const from = new Set(room.view.linksTo(member.page.url).map((one) => one.from));
    for (const view of from)
      if (!isProfileAddress(view.page.url)) counts.set(view, (counts.get(view) ?? 0) + 1);
  }
  const [best] = [...counts].sort((a, b) => b[1] - a[1]);
  return best?.[0] ?? null;
}

/** The text from the start of the word that stands there. */
function fromWordBefore(text: string, at: number): string {
  const start = Math.max(0, at);
  return start === 0 ? text : text.slice(start).replace(/^\S*\s/, "");
}

/** Other names for a councillor's surgery: an hour at a fixed place when anybody may come and see them. */
const OTHER_NAMES =
  /\b(drop-?in (session|advice session|hour)s?|advice sessions?|(meet|see|talk to|come and see) (your |a |the |local )?(ward )?(councillors?|cllrs?|members?)( in person| face to face)?)\b/gi;

/** The stretch of text that tells of a councillor's surgery and when it is, or null. */
function speaksOfSurgery(view: PageView): string | null {
  if (view.noise === "news" || view.noise === "jobs" || view.noise === "meetings") return null;
  if (!view.prose.mayMatch(SURGERY) && !view.prose.mayMatch(OTHER_NAMES)) return null;
  const councillors = COUNCILLOR.test(view.h1) || COUNCILLOR.test(view.title) || view.page.personal;
  const named = expression(SURGERY.source).test(view.h1) && !NOT_THESE.test(view.h1);
  for (const found of [...view.text.matchAll(SURGERY), ...view.text.matchAll(OTHER_NAMES)]) {
    // A page of that name may begin with other things, and have the times in a table below.
    const far = named ? 3000 : 260;
    const near = view.text.slice(Math.max(0, found.index - 120), found.index + far);
    const before = view.text.slice(Math.max(0, found.index - 40), found.index + found[0].length);
    if (NOT_THESE.test(before)) continue;
    if (!councillors && !COUNCILLOR.test(near)) continue;
    if (WHEN.test(near))
      return around(fromWordBefore(view.text, found.index - 120), new RegExp(escaped(found[0]), "i"));
  }
  return null;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function bookingForm(view: PageView): boolean {
  return (
    view.prose.matches(BOOK) &&
    /\b(councillors?|cllrs?|members?|aldermen)\b/i.test(view.text) &&
    !NOT_THESE.test(view.h1) &&
    view.forms.some(
      ({ form, purpose }) =>
        (purpose === "service" || purpose === "contact") &&
        matterFields(form).length >= 2 &&
        /\b(surger(y|ies)|appointments?|slot)\b/i.test(
          `${form.heading} ${form.text} ${form.buttons.join(" ")} ${view.h1}`,
        ),
    )
  );
}
