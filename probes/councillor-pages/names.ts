/** Names of members as lists and headings print them. */

const TITLE =
  /^(?:(?:the|rt|right|hon(?:ourable)?|worshipful|cllrs?|councillors?|coun|alderman|alderwoman|alderperson|deputy|lord|lady|mayor|mayoress|sheriff|leader|elected|executive|assembly|member|am|mr|mrs|ms|miss|mx|dr|prof(?:essor)?|sir|dame|baroness|revd?|reverend|major|colonel|captain|common|councilman|councilor|of)\.?(?:\s+|$))+/i;
const POST_NOMINAL =
  /[,\s]+(?:\(?(?:obe|mbe|cbe|kbe|dbe|jp|dl|bem|qc|kc|ma|ba|bsc|phd|frsa|am|mp|esq|cc|dsc|td|rd)\)?\.?)(?=[,\s]|$)/gi;
const TITLED =
  /\b(?:cllr|councillor|coun\.|alderman|alderwoman|alderperson|common councilman|mayor|am)\b\.?:?\s+\p{Lu}/iu;
const NOT_A_NAME =
  /\b(councils?|councillors|members|committees?|wards?|divisions?|party|parties|part|area|meetings?|find|contact|search|list|home|email|e-?mail|register|interests?|expenses|allowances|agendas?|minutes|calendar|news|services?|website|more|read|about|news|vacan(?:cy|t)|surger(?:y|ies)|elections?|results?|democracy|cabinet|scrutiny|policy|privacy|cookies?|accessibility|complaints?|planning|tax|housing|bins?|council|label|next|previous|page|back|top|print|share|code|conduct|training|profile|role|roles|your|who|how|what|become|documents?|decisions?|constitution|petitions?|labour|conservatives?|liberal|democrats?|green|independents?|reform|alphabetical|sort|view|map|postcode|jobs?|leisure|parks?|libraries|transport|roads?|parking|schools?|business|benefits?)\b/i;

/** The bare name: titles before, honours after, and "View profile of" taken off. */
export function bareName(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(
      /^(?:view|see|read|more|visit|go to|link to|photo(?:graph)? of|picture of|details (?:of|for)|profile (?:of|for)|about|full|the|\s)*(?:profile|details|page|information|more)?\s*(?:of|for|about)?\s*(?=(?:cllr|councillor|alderman)\b)/i,
      "",
    )
    .replace(/\((?:[^)]*)\)|\[[^\]]*\]/g, " ")
    .replace(/[’']s (?:profile|page|details).*$/i, "")
    .replace(/\s[-–—|:]\s.*$/, "")
    .trim()
    .replace(TITLE, "")
    .replace(POST_NOMINAL, "")
    .replace(/[,\s]+$/, "")
    .trim();
}

/** A person's name as it would stand in a list: 2–5 words, capitals, nothing that is furniture. */
export function looksLikeName(text: string): boolean {
  const name = bareName(text);
  if (name.length < 4 || name.length > 50 || /[\d@:/?!]/.test(name) || NOT_A_NAME.test(name)) return false;
  const words = name.replace(",", " ").split(/\s+/);
  if (words.length < 2 || words.length > 5) return false;
  return words.every((word) =>
    /^(?:\p{Lu}[\p{L}'’.-]*|de|da|di|du|la|le|van|von|der|den|bin|al|el|ul|y|ap)$/u.test(word),
  );
}

/** Says itself that it is a member: "Cllr Jo Smith". */
export function isTitled(text: string): boolean {
  return TITLED.test(text) && looksLikeName(text);
}

/** For comparing names however written: "Smith, Jo", "Cllr Jo Smith OBE" and "jo smith" are one. */
export function nameKey(text: string): string {
  const name = bareName(text);
  const comma = /^([^,]+),\s*(.+)$/.exec(name);
  const ordered = comma && name.length < 60 ? `${comma[2]} ${comma[1]}` : name;
  return letters(ordered);
}

/** Text in plain small letters, accents and punctuation off. */
export function letters(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z\s]/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

export function surname(text: string): string {
  return nameKey(text).split(" ").at(-1) ?? "";
}
