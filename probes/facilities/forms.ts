import type { Form, FormField } from "../../src/snapshot/types.js";

/** What a form on a page is for. Only `service` and `contact` can be a facility. */
export type FormPurpose =
  | "search"
  | "newsletter"
  | "feedback"
  | "cookies"
  | "sign-in"
  | "poll"
  | "contact"
  | "service"
  | "empty";

const UNSEEN = new Set(["hidden", "submit", "button", "reset", "image"]);
const SEARCH = /\b(q|search|keywords?)\b|search(term|text)/i;
const FEEDBACK =
  /\b(was|is|did|has) (this|the) (page|information|content|website)\b|\b(rate|about) this page\b|\bfound? what you\b|find (this|it) (page )?(useful|helpful)|page (useful|helpful)|\bimprove this (page|website)\b|is there anything wrong with this page|report a problem with this page|what (do )?you think of (this|the|our) (page|web ?site)/i;
/** What people thought of a service that they had, and not the service. */
const SATISFACTION =
  /\b(how satisfied|satisfaction survey|how did you find (our|the|this) (service|web ?site|visit)|rate (our|the|your) (service|experience|visit)|(tell us about|how was) your experience( of| with)? (our|using|the|this)|customer (satisfaction|feedback) (survey|form))\b/i;
const NEWSLETTER =
  /\bnews ?letters?\b|\be-?bulletin|\bsubscribe\b|\bmailing list\b|\bstay (connected|in touch)\b|\bsign up (for|to) (our |e-?mail |the )*(news|updates|alerts|bulletins?)/i;
const SEARCH_BUTTON =
  /^\s*((advanced |new |quick )?search\b|find\b|go\b|look ?up|filter|show|view|reset|clear|apply filters?|refine|browse)/i;
const COOKIES = /\bcookies?\b/i;
const CONTACT_FIELD =
  /\b(name|first ?name|surname|last ?name|forename|title|e-?mail|confirm e-?mail|phone|telephone|mobile|tel|message|comments?|subject|enquiry|query|question|your enquiry|captcha|verification|postcode|address|how can we help)\b/i;

/** Fields a visitor fills in; a radio or checkbox group counts once. */
export function openFields(form: Form): FormField[] {
  const groups = new Set<string>();
  return form.fields.filter((field) => {
    if (UNSEEN.has(field.type)) return false;
    if ((field.type === "radio" || field.type === "checkbox") && field.name) {
      if (groups.has(field.name)) return false;
      groups.add(field.name);
    }
    return true;
  });
}

function isSearchField(field: FormField): boolean {
  if (field.type === "search") return true;
  if (field.type !== "text") return false;
  return (
    SEARCH.test(field.label) || /^(.*[_:$.-])?(q|query|search\w*|keywords?|txtsearch\w*|s)$/i.test(field.name)
  );
}

export function purposeOf(form: Form): FormPurpose {
  const fields = openFields(form);
  const words = `${form.heading} ${form.text} ${form.buttons.join(" ")}`;
  if (fields.length === 0) return "empty";
  if (fields.some((field) => field.type === "password")) return "sign-in";
  if (FEEDBACK.test(words) && fields.length <= 6) return "feedback";
  if (SATISFACTION.test(words) && fields.length <= 10) return "feedback";
  if (
    COOKIES.test(`${form.id} ${form.action}`) ||
    (COOKIES.test(words) && fields.every((f) => f.type === "checkbox"))
  )
    return "cookies";
  const rest = fields.filter((field) => !isSearchField(field));
  if (rest.length === 0) return "search";
  // An old page that is one form throughout: the search box alone does not make it a service.
  if (
    NEWSLETTER.test(words) &&
    rest.length <= 4 &&
    rest.some((f) => f.type === "email" || /mail/i.test(f.label))
  )
    return "newsletter";
  if (
    fields.length > rest.length &&
    form.method === "get" &&
    form.buttons.some((one) => /search|find|go/i.test(one))
  )
    return "search";
  // A register's or a shop's search has many fields and still only searches.
  if (form.buttons.length > 0 && form.buttons.every((one) => SEARCH_BUTTON.test(one))) return "search";
  if (isPoll(form, rest)) return "poll";
  if (rest.every((field) => CONTACT_FIELD.test(`${field.label} ${field.name}`))) return "contact";
  return "service";
}

function isPoll(form: Form, rest: readonly FormField[]): boolean {
  return (
    rest.length === 1 &&
    rest[0]?.type === "radio" &&
    /\b(vote|poll|view results)\b/i.test(`${form.heading} ${form.text} ${form.buttons.join(" ")} ${form.id}`)
  );
}

/** Fields that belong to the matter: what remains without the page's search box. */
export function matterFields(form: Form): FormField[] {
  return openFields(form).filter((field) => !isSearchField(field));
}

/** The same form on another page: method, names and labels of fields, as page furniture repeats them. */
export function formSignature(form: Form): string {
  return `${form.method} ${form.fields.map((field) => `${field.type}:${field.name}:${field.label}`).join(",")}`;
}

export function takesCardDetails(form: Form): boolean {
  return form.fields.some((field) =>
    /\b(card ?(number|no)|security code|cvv|cvc|cv2|expiry date)\b|card_?(number|no)/i.test(
      `${field.label} ${field.name}`,
    ),
  );
}

export function asksAmount(form: Form): boolean {
  return form.fields.some((field) => /\b(amount|pay)\b|amount/i.test(`${field.label} ${field.name}`));
}

export function looksUp(form: Form): boolean {
  return openFields(form).some((field) =>
    /\b(reference|ref|application (number|no)|case (number|id)|claim (number|reference)|post ?code|uprn|address|street|licen[cs]e (number|no)|account number)\b|postcode|reference/i.test(
      `${field.label} ${field.name}`,
    ),
  );
}
