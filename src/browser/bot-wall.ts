/** What a page says of itself, for telling a bot wall that answers 200 from a page. Runs inside the page. */
export function describe(): { title: string; text: string } {
  // innerText, not textContent: a visitor's text is wanted here, without scripts and hidden parts.
  return { title: document.title, text: (document.body?.innerText ?? "").slice(0, 2_000) };
}

const TITLES =
  /^(just a moment|attention required|access denied|access to this page has been denied|request (rejected|unsuccessful)|pardon our interruption|security check|are you (a )?(human|robot)|one moment, please|checking your browser|ddos-guard|please wait\b.*verif)/i;
const TEXTS =
  /(checking (if the site connection is secure|your browser before accessing)|verify(ing)? (that )?you are (a )?human|incapsula incident id|the requested url was rejected|enable javascript and cookies to continue|complete the (captcha|security check))/i;
/** A wall is short; a news item about captchas is not. */
const LONGEST_WALL = 1_200;

/** One line for a person when the page is a bot wall, else null. */
export function botWall({ title, text }: { title: string; text: string }): string | null {
  if (text.length > LONGEST_WALL) return null;
  if (TITLES.test(title.trim())) return `a bot wall answered (“${title.trim().slice(0, 80)}”)`;
  return TEXTS.test(text) ? "a bot wall answered instead of the page" : null;
}
