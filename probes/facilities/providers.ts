import type { Site } from "../../src/snapshot/site.js";
import type { Link, Page } from "../../src/snapshot/types.js";
import { parseHttp } from "../../src/snapshot/url.js";
import type { PageView } from "./site-view.js";

/**
 * Whose service another host's is. The paper's test is of a place: what a partner, a combined authority, a joint body
 * or a neighbour acting for this council offers to the area's residents counts; what another council offers to its own
 * residents does not.
 */

/** Hosts under gov.uk that are no council's: central government, its agencies, regional and emergency bodies. */
const NOT_A_COUNCIL =
  /^(www\.)?gov\.uk$|\.(service|direct|defra|dwp|hmrc|mod|fco|culture|education|dh|dft|dfes|dfee|communities|odpm|detr|homeoffice|ons|environment-agency|food|planning-inspectorate|planningportal|tfl|london|voa|dvla|hse|mhclg|publishing|digital|blog|campaign|ukonline|companieshouse|fire|tsol|justice|police|lgo|ofsted|nationalarchives|cqc)\.gov\.uk$|(^|\.)(planningportal|tfl|london|direct|ukonline|food|dwp|hmrc|voa|dvla|hse|defra|dft|dfes|dh|odpm|homeoffice|met-?office|environment-agency|ofsted|nationalarchives|landregistry|londoncouncils|merseytravel|westyorks-ca|southyorkshire-ca|wmca|[\w-]*-?fire|[\w-]*fire(andrescue|service|rescue)?|lga|local|fsa|ico|statistics|communities|education|mhclg|star-procurement|gos|tvca|liverpoolcityregion-ca|greatermanchester-ca|northeast-ca|cambridgeshirepeterborough-ca|westofengland-ca)\.gov\.uk$/i;
/** Names under gov.uk by which bodies of several councils go, whatever their place is called. */
const JOINT_NAME =
  /travel|transport|metro($|-)|nexus|busways|combined-?authority|[-.]ca$|mayoral|waste|recycl|(?<!lei)revenues|partner|shared-?serv|joint|councils$|regulatory|regservices|building-?control|city-?region|passenger|libraries|crime|police|-?pcc$|consortium|procurement/i;
/** How such bodies name themselves at the top of their pages. */
const JOINT_BODY =
  /\b(combined (county )?authority|mayoral authority|(passenger|integrated) transport (authority|executive)|transport (for|authority|executive)|(joint |statutory )?waste (disposal )?(authority|partnership)|joint (waste|committee|board|service|planning|unit)s?|shared (service|regulatory|revenues|building control|legal|audit|ict)s?( partnership)?|(revenues|regulatory|building control|legal|audit|procurement|museums?|archives?|libraries|library|services?) (partnership|consortium|services)|london councils|fire (and|&) rescue|police|crime commissioner|national park|city region|consortium|regional)\b/i;
/** One council by name: “Fen Borough Council”, “London Borough of Fen”. */
const COUNCIL =
  /\b(?:[A-Z][\w'’&-]* ){1,5}(?:Council|MBC|CBC|DC|BC|CC)\b(?!s)|\b(?:London|Royal|Metropolitan)?\s?Borough of [A-Z]|\bCity of [A-Z]/;

/** Said of the body that a link leads to: it does this for the council that links. */
const ACTS =
  /\bon (our|the council'?s?|[\w' ]{0,40}councils?'?) behalf\b|\bon behalf of\b|\bin partnership\b|\bpartnership (between|of|with)\b|\bjoint(ly)?\b|\bshare[sd]?\b|\bsharing\b|\b(provided|run|managed|delivered|administered|handled|dealt with|operated|organised|looked after|processed|maintained|offered|carried out|issued)\b[^.]{0,30}\b(by|through)\b|\b(runs?|manages?|delivers?|administers?|handles?|deals? with|operates?|organises?|looks? after|processes|provides?|issues?|carr(y|ies) out|collects?|assess(es)?)\b[^.]{0,60}\b(for us|for (the|both|all|our)\b|for [A-Z])|\b(is|are|a) (the )?(business|job|duty|matter|function|service) of\b|\b(a|is the|are) [\w ]{0,20}(council|authority) (service|function|matter)s?\b|\bresponsib(le|ility)\b|\bcounty council\b|\bwho(?:m)? we (work|share|partner)\b|\bfor (both|all) (councils|authorities|districts|boroughs)\b|\bacts? for\b|\bserv(es|ing) (our|the whole|[A-Z])/;
/** “You are responsible for …” tells nothing of who runs the service. */
const ADDRESSES_READER =
  /\b(you|your|we|tenants?|landlords?|owners?|residents|householders?|parents|drivers?|applicants?)( \w+)? (are|is|have|has|be)( \w+)? responsib\w+|\b(your|our|the owner'?s|own) responsibility|\b(share (this|your|it)|shared? (house|home|ownership|accommodation))\b/gi;
/** Sends those who live elsewhere to their own council. */
const ELSEWHERE =
  /\b(if you(?:'re| are)? (?:live|living|based) (?:in|outside)|if you are (?:in|outside)|if your (?:premises|business|property|home|address|street|company) (?:is|are|lies?) (?:in|outside)|(?:neighbouring|nearby|adjoining|adjacent) (?:council|authorit|borough|district|count|area)\w*|(?:our|the) neighbours (?:at|in)|other councils?(?:'|’)?|your own council|their own council|outside (?:of )?(?:the |our |this )?(?:borough|district|county|city|area|boundary)|over the (?:county |borough |district )?(?:boundary|border)|(?:nothing|not anything) to do with (?:us|ours|our)|not open to|not (?:for|available to) (?:our|[A-Z]\w+) (?:residents|businesses)|moving (?:to|out of)|people (?:living|who live) in|residents of|in [A-Z]\w+ you (?:should|must|need to|can))\b/i;

const KIND = /\b(county|district|borough|city) council\b/i;

export function isOtherCouncil(address: string, site: Site): boolean {
  const url = parseHttp(address);
  if (!url || site.isOwn(address)) return false;
  if (!/\.gov\.uk$/i.test(url.hostname) || NOT_A_COUNCIL.test(url.hostname)) return false;
  return !JOINT_NAME.test(labelOf(url.hostname));
}

/** A read page on another council's host, unless it says that it is a joint body's, or that it serves this area. */
export function isOtherCouncilsPage(page: Page, site: Site): boolean {
  if (!isOtherCouncil(page.url, site)) return false;
  return !isJointBody(page) && !namesArea(page, site);
}

/** The body names itself, at the top or the foot, as one that serves several councils, and no single council in its title. */
function isJointBody(page: Page): boolean {
  if (COUNCIL.test(page.title)) return false;
  const top = page.text.slice(0, 200);
  if (JOINT_BODY.test(page.title)) return true;
  return JOINT_BODY.test(top) && !COUNCIL.test(top);
}

const SERVED =
  /\b(live|lives|living|residents?|resident in|people|homes?|households?|householders|businesses|tenants|properties|customers|areas?|districts|boroughs|councils|serv(e|es|ed|ing|ice)|cover(s|ed|ing)?|across|throughout|partnership|on behalf|jointly?|shared|partners?|run(s)? for|for)\b/i;
const SENDS_AWAY =
  /\b(own council|not (for|open|available|able)|cannot|can['’]?t|do(es)? not|don['’]t|outside|instead|neighbouring|separate)\b|\b(contact|apply (to|with)|go to|visit|ask|ring|phone|see|speak to|report (it )?to)\b[^.]{0,40}\bcouncil\b/i;

/** The page says of itself that it serves the audited area: “if you live in Ash, Beech or Cedar …”. */
export function namesArea(page: Page, site: Site): boolean {
  const names = areaNames(site);
  if (names.length === 0) return false;
  return page.text
    .split(/\n|(?<=[.!?])\s+/)
    .some((sentence) => SERVED.test(sentence) && !SENDS_AWAY.test(sentence) && hasName(sentence, names));
}

const areas = new WeakMap<Site, readonly string[]>();
const GENERIC_PARTS = /council|borough|district|county|^cityof|mbc$|dc$|bc$|cc$|-?gov$|-/g;

/** What the area is called, as its address has it, letters only; none where the address is an abbreviation. */
export function areaNames(site: Site): readonly string[] {
  const known = areas.get(site);
  if (known) return known;
  const label = labelOf(site.snapshot.registrableDomain).replace(GENERIC_PARTS, "");
  const names = label.length >= 4 ? [label] : [];
  areas.set(site, names);
  return names;
}

function hasName(text: string, names: readonly string[]): boolean {
  const letters = squeeze(text);
  return names.some((name) => letters.includes(squeeze(name)));
}

function squeeze(text: string): string {
  return text
    .toLowerCase()
    .replace(/&/g, "and")
    .replace(/[^a-z]/g, "");
}

/** The name before `.gov.uk`, or the registered name of another domain. */
function labelOf(host: string): string {
  const labels = host.toLowerCase().split(".");
  const end = /\.(gov|org|co|ac|nhs|net)\.uk$/.test(host) ? -3 : -2;
  return labels.at(end) ?? host;
}

/**
 * Whether the page that links says that the other council acts for this one. Only what stands with the link, or speaks
 * of that council by name, tells: a page full of other matters says “county council” and “responsible” somewhere.
 */
export function standsIn(site: Site, from: PageView, link: Link): boolean {
  const passage = passageOf(from, link);
  const own = areaNames(site);
  if (sendsElsewhere(`${link.context} ${link.name}`, own)) return false;
  const host = parseHttp(link.url)?.hostname;
  const body = host ? labelOf(host).replace(GENERIC_PARTS, "") : "";
  const sentences = from.text.split(/\n|(?<=[.!?])\s+/);
  const about = body.length >= 4 ? sentences.filter((one) => hasName(one, [body])) : [];
  const target = site.page(link.url);
  return [...passage, ...about].some((sentence) => {
    if (!ACTS.test(sentence.replace(ADDRESSES_READER, "")) || sendsElsewhere(sentence, own)) return false;
    // “The county council is responsible” vouches for a county council only.
    const kind = KIND.exec(sentence)?.[0];
    if (!kind || hasName(sentence, [body]) || sentence === link.context) return true;
    return target?.text.toLowerCase().includes(kind.toLowerCase()) ?? false;
  });
}

/** “If you live in Ash” sends nobody away where Ash is the area. */
export function sendsElsewhere(text: string, own: readonly string[]): boolean {
  const found = ELSEWHERE.exec(text);
  if (!found) return false;
  if (
    /^(neighbouring|nearby|adjoining|adjacent|other|your own|their own|outside|not|nothing|over)/i.test(
      found[0],
    )
  )
    return true;
  return !hasName(text.slice(found.index, found.index + found[0].length + 40), own);
}

/** The sentences of the link's own paragraph and of those under the same heading. */
function passageOf(from: PageView, link: Link): string[] {
  const lines = from.text.split("\n");
  const at = lines.findIndex((line) => link.context !== "" && line.includes(link.context.slice(0, 60)));
  const start = Math.max(0, at === -1 ? lines.findIndex((line) => line.includes(link.name)) : at);
  const headings = new Set(from.headings);
  const passage: string[] = [link.context];
  for (let index = start; index >= 0 && index > start - 6; index--) {
    const line = lines[index] ?? "";
    passage.push(line);
    if (index !== start && headings.has(line.trim())) break;
  }
  for (let index = start + 1; index < Math.min(lines.length, start + 3); index++) {
    const line = lines[index] ?? "";
    if (headings.has(line.trim())) break;
    passage.push(line);
  }
  return passage.flatMap((one) => one.split(/(?<=[.!?])\s+/));
}
