import type { Page } from "../../src/snapshot/types.js";

const HOURS =
  /\b(mon|tues?|wednes|thurs?|fri|satur|sun)(day)?s?\b.{0,40}\b\d{1,2}([:.]\d{2})?\s?(am|pm|to|-|–)|\bopening (hours|times)\b|\b\d{1,2}([:.]\d{2})?\s?(am|pm)\s?(to|-|–)\s?\d{1,2}([:.]\d{2})?\s?(am|pm)\b|\b24 hours\b/i;
const ONLINE = /\b(online|on-line)\b/i;
const DO_IT =
  /\b(apply|application form|report (it|a|an)|book|pay|register|renew|request|order|contact (us|the)|download .{0,30}form|e-?form|enquir\w+ form)\b/i;

/** Ways in which a page tells how, when or where a service is to be had. */
export function availabilityOf(page: Page): string[] {
  const text = page.mainText === "" ? page.text : page.mainText;
  const links = page.links.filter((link) => link.area === "main");
  const signals: string[] = [];
  // The telephone number of the footer is on every page and says nothing about this service.
  if (
    /(?:\+44\s?\(?0?\)?\s?|\(?\b0)\d[\d\s()-]{7,12}\d\b/.test(text) ||
    links.some((link) => link.url.startsWith("tel:"))
  ) {
    signals.push("phone");
  }
  if (HOURS.test(text)) signals.push("hours");
  if (/\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b/.test(text)) signals.push("address");
  if (links.some((link) => link.url.startsWith("mailto:"))) signals.push("e-mail");
  if (page.forms.some((form) => form.area === "main" && form.fields.length >= 2)) signals.push("form");
  if (links.some((link) => DO_IT.test(link.name))) signals.push("apply");
  if (ONLINE.test(text)) signals.push("online");
  return signals;
}
