export const AUTHORITY_TYPES = [
  "county",
  "district",
  "unitary",
  "metropolitan",
  "london-borough",
  "city-of-london",
  "isles-of-scilly",
  "national-park",
  "gla",
  "tfl",
] as const;
export type AuthorityType = (typeof AUTHORITY_TYPES)[number];

/** One English local authority of the register. */
export interface Authority {
  /** Unique in the register; TfL has no GSS code. */
  slug: string;
  gssCode: string | null;
  name: string;
  type: AuthorityType;
  homepageUrl: string;
  /** Seats by order, vacancies included; null where members are not elected to it or the number is unknown. */
  councilSeats: number | null;
  upperTierGss: string | null;
  region: string | null;
  aliases: string[];
  formerGssCodes: string[];
  /** gov.uk names that belong to it. */
  domains: string[];
  /** ISO dates; null = open. */
  validFrom: string | null;
  validTo: string | null;
  /** Slugs of the authorities that took its place. */
  replacedBy: string[];
}

/** Who an audit is about: an authority of the register, one described by flags, or an unknown site (type null). */
export interface AuditSubject {
  slug: string | null;
  gssCode: string | null;
  name: string;
  type: AuthorityType | null;
  councilSeats: number | null;
  upperTierGss: string | null;
}
