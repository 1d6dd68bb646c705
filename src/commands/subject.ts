import { type Register, subjectOf } from "../authorities/register.js";
import {
  AUTHORITY_TYPES,
  type AuditSubject,
  type Authority,
  type AuthorityType,
} from "../authorities/types.js";
import { either, UsageError, WhoseSiteError } from "../errors.js";

export interface SubjectOptions {
  authority?: string | undefined;
  type?: string | undefined;
  name?: string | undefined;
  seats?: string | undefined;
}

export interface Target {
  subject: AuditSubject;
  url: string;
}

/** How the person who asks is told what to do, where that depends on what they ask with. */
export interface SubjectWords {
  sayWhose(name: string): string;
  lookUp: string;
}

const COMMAND_LINE: SubjectWords = {
  sayWhose: (name) => `say whose it is with --authority "${name}"`,
  lookUp: "look it up with: council-audit authorities WORD",
};

/**
 * What `audit` is to visit and on whose behalf. A URL may be anyone's: its owner is `--authority`, or what `--type`,
 * `--name` and `--seats` say, or the authority of the register that the host belongs to.
 * @throws UsageError for a name the register does not hold, an abolished authority, a shared site, a bad option.
 */
export function targetOf(
  asked: string,
  options: SubjectOptions,
  register: Register,
  today: string,
  words: SubjectWords = COMMAND_LINE,
): Target {
  const url = addressOf(asked);
  if (!url) {
    const authority = living(theOne(asked, register, words), register, today, words);
    return { subject: changed(subjectOf(authority), options), url: authority.homepageUrl };
  }
  if (options.authority !== undefined) {
    const authority = theOne(options.authority, register, words, WhoseSiteError);
    return { subject: changed(subjectOf(authority), options), url };
  }
  const owners = options.type === undefined && options.name === undefined ? register.byAddress(url) : [];
  const [owner, ...others] = owners.filter((one) => one.validTo === null);
  if (owner && others.length > 0) {
    const names = [owner, ...others].map((one) => one.name);
    throw new WhoseSiteError(
      `${new URL(url).host} serves ${names.join(" and ")}: ${words.sayWhose(owner.name)}`,
    );
  }
  if (owner) return { subject: changed(subjectOf(owner), options), url };
  const unknown: AuditSubject = {
    slug: null,
    gssCode: null,
    name: new URL(url).host,
    type: null,
    councilSeats: null,
    upperTierGss: null,
  };
  return { subject: changed(unknown, options), url };
}

/** A web address as typed: with a scheme, or a bare host name. null when it reads as a name or code. */
function addressOf(asked: string): string | null {
  const text = asked.trim();
  if (/^https?:\/\//i.test(text)) {
    if (!URL.canParse(text))
      throw new UsageError(`"${asked}" is not a web address: write it as https://www.example.gov.uk`);
    return visitable(new URL(text));
  }
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) {
    throw new UsageError(`"${asked}": only http and https addresses can be audited`);
  }
  const host = /^[\w-]+(\.[\w-]+)+(:\d+)?(\/\S*)?$/.test(text) || /^localhost(:\d+)?(\/\S*)?$/i.test(text);
  return host && URL.canParse(`https://${text}`) ? visitable(new URL(`https://${text}`)) : null;
}

/** What is stored, printed and published of it must hold no secret. */
function visitable(url: URL): string {
  if (url.username !== "" || url.password !== "")
    throw new UsageError(
      "leave the user name and password out of the address: sites are audited as visitors see them",
    );
  url.hash = "";
  return url.href;
}

function theOne(
  asked: string,
  register: Register,
  words: SubjectWords,
  Unusable: typeof UsageError = UsageError,
): Authority {
  const found = register.find(asked);
  const [first, second] = found;
  if (!first) {
    const near = register
      .search(asked)
      .slice(0, 5)
      .map((one) => `"${one.name}"`);
    const hint = near.length > 0 ? `did you mean ${either(near)}?` : words.lookUp;
    throw new Unusable(`no authority "${asked}" in the register; ${hint}`);
  }
  if (second && second.validTo === null && first.validTo === null) {
    const names = found.map((one) => `${one.name} (${one.gssCode ?? one.slug})`);
    throw new Unusable(`"${asked}" is the name of several authorities: say ${either(names)}`);
  }
  return first;
}

function living(authority: Authority, register: Register, today: string, words: SubjectWords): Authority {
  if (authority.validTo === null || authority.validTo >= today.slice(0, 10)) return authority;
  const heirs = authority.replacedBy.map((slug) => register.get(slug)?.name ?? slug);
  throw new UsageError(
    `${authority.name} was abolished on ${authority.validTo}; audit ${heirs.length > 0 ? either(heirs) : "its successor"} instead, or give the old site's address and ${words.sayWhose(authority.name)}`,
  );
}

function changed(subject: AuditSubject, options: SubjectOptions): AuditSubject {
  return {
    ...subject,
    ...(options.type === undefined ? {} : { type: typeOf(options.type) }),
    ...(options.name === undefined ? {} : { name: options.name }),
    ...(options.seats === undefined ? {} : { councilSeats: seatsOf(options.seats) }),
  };
}

function typeOf(text: string): AuthorityType {
  const type = AUTHORITY_TYPES.find((one) => one === text);
  if (!type)
    throw new UsageError(`--type "${text}" is not a type of authority: use ${either(AUTHORITY_TYPES)}`);
  return type;
}

function seatsOf(text: string): number {
  const seats = Number(text);
  if (!Number.isInteger(seats) || seats < 1 || seats > 500) {
    throw new UsageError(`--seats "${text}": give the number of council seats, 1 to 500`);
  }
  return seats;
}
