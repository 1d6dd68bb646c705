/** Strengths: how much what is seen of an address says about what is behind it. */
export const BY_NAME = 3;
export const BY_HOST = 2.6;
export const BY_ACTION = 2.4;
export const BY_PATH = 2;
/** From a page about the subject to another of the council's own hosts: services live there, articles do not. */
export const BY_OWN_HOST = 1.8;
export const BY_SEARCH = 1.7;
/** From a page about the subject to a body of the area, or one that the page says does it for the council. */
export const BY_PARTNER = 1.6;
export const BY_SITEMAP_WORDS = 1.6;
export const BY_PAGE = 0.6;
/** A name and an address that say the same. */
const BOTH = 0.6;
/** From here on a match speaks for the link itself, and suffices to fetch a document or another host's page. */
const DIRECT = 1.5;

/** Why an address may be about a subject. */
export interface Match {
  strength: number;
  /** Only the page or the heading that it was found under spoke of the subject: it may well be another matter's link. */
  bySurroundings: boolean;
}

/** The subjects that an address may be about, each by the strongest sign of it. */
export class Matches {
  private readonly bySubject = new Map<number, Match>();

  get size(): number {
    return this.bySubject.size;
  }

  has(subject: number): boolean {
    return this.bySubject.has(subject);
  }

  [Symbol.iterator](): IterableIterator<[number, Match]> {
    return this.bySubject.entries();
  }

  /** What the link, its address or a search says itself. */
  add(subject: number, strength: number): void {
    this.raise(subject, { strength, bySurroundings: false });
  }

  addBySurroundings(subject: number, strength: number): void {
    this.raise(subject, { strength, bySurroundings: true });
  }

  /** The address says it too, besides what the name may have said. */
  confirm(subject: number, strength: number): void {
    const before = this.bySubject.get(subject);
    if (before) before.strength += BOTH;
    else this.add(subject, strength);
  }

  addAll(others: Matches): void {
    for (const [subject, match] of others) this.raise(subject, match);
  }

  /** True when something speaks for the address itself, not only for the page it was found on. */
  get direct(): boolean {
    for (const match of this.bySubject.values()) if (isDirect(match)) return true;
    return false;
  }

  /** Equal for addresses that are worth the same. */
  get key(): string {
    let key = "";
    for (const [subject, { strength, bySurroundings }] of this.bySubject) {
      key += `${subject},${strength}${bySurroundings ? "~" : ""} `;
    }
    return key;
  }

  private raise(subject: number, match: Match): void {
    if ((this.bySubject.get(subject)?.strength ?? 0) < match.strength) {
      this.bySubject.set(subject, { ...match });
    }
  }
}

export function isDirect({ strength }: Match): boolean {
  return strength >= DIRECT;
}
