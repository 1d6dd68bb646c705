import type { LooksFor } from "../../src/snapshot/site.js";

/** Pages from which a council's published data is linked. */
const HUB_LINKS: readonly RegExp[] = [
  /\b(local government )?transparency( code| data| information)?\b/i,
  /\bopen data\b/i,
  /\bdata (that )?we publish\b/i,
  /\bpublished data\b/i,
];
const NOT_HUB: readonly RegExp[] = [/\b(slavery|algorithmic|gender|lobbying|planning data)\b/i];

/** The same search, which is complete only when the transparency page was read too. */
export function withHub(own: LooksFor): LooksFor {
  return {
    ...own,
    links: [...own.links, ...HUB_LINKS],
    notLinks: [...(own.notLinks ?? []), ...NOT_HUB],
    ...(own.parts ? { parts: [...own.parts, { links: HUB_LINKS, notLinks: NOT_HUB }] } : {}),
  };
}

export function seeksHub(looksFor: LooksFor): boolean {
  return HUB_LINKS.every((one) => looksFor.links.includes(one));
}
