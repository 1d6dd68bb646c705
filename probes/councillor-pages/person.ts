import type { Page } from "../../src/snapshot/types.js";
import { parseHttp, withinDomain } from "../../src/snapshot/url.js";
import { datesIn, latest, monthsBetween } from "../dates.js";
import { letters, surname } from "./names.js";

/** What a councillor's own page shows. Presence only: no address, number or home is ever kept. */
export interface PersonPage {
  ward: boolean;
  party: boolean;
  contact: boolean;
  /** An e-mail address on the council's own domain (11-b2). */
  councilEmail: boolean;
  photo: boolean;
  surgery: boolean;
  interests: boolean;
  committees: boolean;
  attendance: boolean;
  /** ISO date on which the last printed term of office ended or will end; null when open or not printed. */
  termEnd: string | null;
  /** ISO date of the newest thing on the page (meeting, attendance, register, update), terms of office left out. */
  newest: string | null;
}

const GONE =
  /\b(user|member|councillor|person|record|profile|page)\b[^.\n]{0,40}\b(not found|cannot be found|could not be found|does not exist|no longer (exists|available|on))|no (details|information) (are|is) available for this|invalid (user|member|councillor)/i;

/** Systems that answer 200 for a person they do not have; `name` must be told on the page for it to be theirs. */
export function isAbout(page: Page, name: string): boolean {
  if (page.status >= 400) return false;
  const text = `${page.title}\n${page.headings.map((one) => one.text).join("\n")}\n${page.mainText || page.text}`;
  if (GONE.test(text.slice(0, 2500)) && page.mainText.length < 1500) return false;
  return letters(text).includes(surname(name));
}

const PARTY_WORD =
  /\b(labour|conservatives?|liberal democrats?|lib dems?|green party|\bgreens?\b|independents?|reform uk|ukip|residents'? (association|group)|plaid|co-operative|non-?aligned|aspire|ratepayers|no party|unaligned|your party)\b/i;
const PARTY_LABEL = /\b(political )?(party|group)\b\s*[:\n-]\s*\S/i;
const WARD_LABEL =
  /\b(wards?|(electoral )?divisions?|constituency|representing|appointed by|appointing (body|authority)|secretary of state)\b/i;
const TERM =
  /(terms? of office|term (ends?|expires?|ended)|office (ends|until)|elected until|next (up for )?election)/i;

export function readPerson(
  page: Page,
  known: { ward: string | null; party: string | null },
  site: { registrableDomain: string; asOf: string },
): PersonPage {
  const text = page.mainText || page.text;
  const main = page.links.filter((link) => link.area === "main" && !link.hidden);
  const mails = main.filter((link) => link.url.startsWith("mailto:"));
  const form = main.some((link) =>
    /contact (the |your |this )?(councillor|member|cllr)|send (a|an) (message|e-?mail)|^e-?mail\b/i.test(
      link.name,
    ),
  );
  const masked = /\[e-mail\]|\[telephone\]/.test(text);
  const plain = /[\w.+'-]+(?:@|\s?\[at\]\s?)[\w-]+\.[\w.-]+|(?:\+44|\b0)\d[\d\s()-]{7,12}\d\b/.test(text);
  const tel = main.some((link) => link.url.startsWith("tel:"));
  const official = mails.some((link) => {
    const host = link.url.split("@")[1]?.split("?")[0] ?? "";
    return withinDomain(host, site.registrableDomain) || /\.gov\.uk$/i.test(host);
  });
  const terms = termsOf(text);
  return {
    ward: known.ward !== null || WARD_LABEL.test(text),
    party: known.party !== null || PARTY_LABEL.test(text) || PARTY_WORD.test(text),
    contact: mails.length > 0 || tel || form || masked || plain,
    councilEmail:
      official || (mails.length === 0 && /\[e-mail\]|@/.test(text) && page.contacts.councilEmails > 0),
    photo: hasPhoto(page),
    surgery: hasSurgery(text),
    interests: main.some(
      (link) =>
        /\/mgRofI\.aspx/i.test(link.url) ||
        (/(register|declarations?|disclosable|members'?)[^.]{0,30}interests?/i.test(link.name) &&
          !/mgListDeclarationsOfInterest/i.test(link.url) &&
          !/at meetings/i.test(link.name)),
    ),
    committees:
      /\b(committee (appointments|memberships?)|committees?\b|member of (the )?(cabinet|planning|licensing|overview))/i.test(
        text,
      ) || main.some((link) => /mgCommitteeDetails|ieListMeetings/i.test(link.url)),
    attendance: /\battendance\b/i.test(text) || main.some((link) => /attendance/i.test(link.url + link.name)),
    termEnd: terms.end,
    newest: newestOf(page, text.replace(terms.text, " "), site.asOf),
  };
}

/** A photograph is told by its words or place; the same picture on several pages is struck out by the caller. */
export function photoOf(page: Page): string | null {
  for (const image of page.images) {
    const place = `${parseHttp(image.src)?.pathname ?? ""} ${image.alt ?? ""}`;
    if (
      /logo|icon|banner|sprite|crest|placeholder|no-?(photo|image|pic)|silhouette|default|avatar/i.test(place)
    ) {
      continue;
    }
    if (/bigpic|smallpic|userdata|photo|portrait|councillor|cllr|member|people/i.test(place))
      return image.src;
  }
  return null;
}

function hasPhoto(page: Page): boolean {
  return photoOf(page) !== null;
}

function hasSurgery(text: string): boolean {
  for (const match of text.matchAll(
    /\b(?:ward |advice |street |councillor'?s? )?surger(?:y|ies)\b[^\n]{0,120}/gi,
  )) {
    const before = text.slice(Math.max(0, match.index - 25), match.index);
    if (/\b(gp|doctors?'?|tree|dental|medical|mps?'?s?)\s*$/i.test(before)) continue;
    if (/\b(no|not|does not hold|without)\s+(regular\s+)?$/i.test(before)) continue;
    if (/not (currently )?(hold|held|available)|no surger|none/i.test(match[0])) continue;
    return true;
  }
  return false;
}

/** A day in figures or words, or a month or a year alone. */
const DAY_OR_YEAR =
  "\\d{1,2}[/.-]\\d{1,2}[/.-]\\d{2,4}|(?:\\d{1,2}(?:st|nd|rd|th)? )?(?:[A-Za-z]{3,9} )?(?:19|20)\\d\\d";
const TERM_RANGE = new RegExp(
  `(${DAY_OR_YEAR})\\s*(?:-|–|—|to|until)\\s*(${DAY_OR_YEAR}|present|current)?`,
  "gi",
);

/** Of several terms the one that is open, else the one that ends last, is the one that counts. */
function termsOf(text: string): { end: string | null; text: string } {
  const at = text.search(TERM);
  if (at < 0) return { end: null, text: "" };
  const section = text.slice(at, at + 300);
  const ends: string[] = [];
  let stop = 0;
  for (const match of section.matchAll(TERM_RANGE)) {
    stop = match.index + match[0].length;
    const end = match[2] ? datesIn(match[2])[0]?.end : undefined;
    if (!end) return { end: null, text: section.slice(0, stop) };
    ends.push(end);
  }
  if (ends.length > 0) return { end: ends.sort().at(-1) ?? null, text: section.slice(0, stop) };
  const line = section.split("\n").slice(0, 2).join("\n");
  if (/\b(since|from|elected on)\b/i.test(line) && !/until|ends?|expires?/i.test(line))
    return { end: null, text: line };
  // Of several dates the last is the end: “2023, to May 2027”.
  const last = datesIn(line).at(-1);
  return { end: last?.end ?? null, text: line };
}

function newestOf(page: Page, text: string, asOf: string): string | null {
  const stamped = page.metas
    .filter((meta) =>
      /(date\.?modified|modified_time|last-?modified|dcterms\.modified)/i.test(
        meta.name ?? meta.property ?? "",
      ),
    )
    .flatMap((meta) => datesIn(meta.content ?? ""));
  const precise = [...datesIn(text), ...stamped].filter(
    (one) => (one.precision === "day" || one.precision === "month") && monthsBetween(asOf, one.date) <= 18,
  );
  return latest(precise)?.end ?? null;
}
