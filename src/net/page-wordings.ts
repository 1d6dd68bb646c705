/**
 * Wordings by which a page says, under status 200, that it is not the page that was asked for.
 * Data: gathered from memory of council sites and common servers; `confirmedOn` says when one was last checked.
 */
export const WORDINGS_SOURCE = {
  source: "from memory of council sites, web servers and hosting firms",
  confirmedOn: null,
};

/** Tested against each part of a title ("Page not found | Example Council" has two) and the first heading, whole. */
export const MISSING_PAGE_TITLES: readonly RegExp[] = [
  /^(http )?(status |error )?(code )?:?\s?404( error)?[.!]?$/,
  /^(http )?(error |status )?(code )?404\s?[-–—:.,]?\s?\(?((file|page|document) )?(not found|page missing|missing page|error)\)?( page)?[.!]?$/,
  /^(error\s?[-–—:.]?\s?)?((sorry|oops)[\s,!.…:–—-]{1,4})?(but )?(the |this |that |your |web ?)?(requested )?(web ?)?(page|file|document|content|resource|url|item|address|article)s?( (that )?you (requested|want(ed)?|asked for|(are|were) (looking for|after|trying to (find|reach|access|view))|tried to (reach|access|view)))?( (was|is|has|have|can|could|does|may|are))?( ?n[o'’]t|['’]t| not|not| no longer)( be| been| being)? ?(found|exists?|available|located|displayed|here)?[.!]?$/,
  /^(sorry[\s,!.…:–—-]{1,4})?(but )?(we|i)( ?('|’)re| are)? ?(sorry,? (but )?we )?(can ?('|’)?(no)?t|could ?n('|’)?o?t|can not|were unable to|are unable to) (find|locate) (that|the|this|your) ([a-z]+ )?(page|file|document|content|address)( you.{0,40})?[.!]?$/,
  /^(page|file|content) (missing|removed|deleted|unavailable|has (been )?(moved|removed|deleted)|has moved or (been )?deleted)( or (moved|removed|deleted|archived))*[.!]?$/,
  /^(missing|broken|dead) (page|link)[.!]?$/,
  /^(page )?not found[.!]?$/,
];

/** Tested against the text of pages that say little else. */
export const MISSING_PAGE_TEXTS: readonly RegExp[] = [
  /\b(the|this|that) (requested )?(web ?)?(page|document|file|address)( (that )?you (requested|(are|were) looking for|asked for))? (could ?n[o'’]t be found|can ?not be found|can('|’)t be found|was not found|is not found|does not exist|doesn('|’)t exist|no longer exists|is no longer available|has been (removed|deleted))/i,
  /\b404\b.{0,40}\bnot found\b/i,
  /\bthe resource you are looking for (has been removed|might have been removed|cannot be found)/i,
  /\b(we|sorry, we) (can('|’)t|cannot|could not|couldn('|’)t) (seem to )?find the page\b/i,
];

/** Pages of a server or a hosting firm where a site should be. Title, whole or at its start. */
export const DEFAULT_PAGES: readonly { name: string; title?: RegExp; text?: RegExp }[] = [
  {
    name: "the default page of Microsoft IIS",
    title: /^(iis ?\d*(\.\d)?( windows( server)?)?|internet information services|welcome to iis ?\d?|iis7)$/i,
  },
  {
    name: "the default page of Apache",
    title:
      /^(apache2? .{0,30}default page|test page for (the )?apache|apache http server test page|http server test page)/i,
  },
  { name: "the default page of Apache", text: /^it works!?$/i },
  { name: "the default page of nginx", title: /^(welcome to nginx|test page for the nginx)/i },
  { name: "the default page of Apache Tomcat", title: /^apache tomcat(\/\d[\d.]*)?$/i },
  { name: "the default page of Plesk", title: /^(web server's |domain )?default page$/i, text: /plesk/i },
  {
    name: "a hosting firm's place-holder",
    title: /^(default web site page|account suspended|website suspended)/i,
  },
  { name: "the default page of Azure App Service", title: /^microsoft azure (app service|web app)/i },
  {
    name: "a parked domain",
    text: /\b((this|the) (web ?site|domain)( name)? (is|may be|has been) (parked|for sale)|this (web ?page|domain) is parked|buy this domain|domain (name )?is (available )?for sale|domain parking)\b/i,
  },
];

/** Title or first heading of a site that is closed for the time being. */
export const MAINTENANCE_TITLES: readonly RegExp[] = [
  /^(sorry[,!.]? )?((our|this|the|your) )?(web ?)?(site|service|page|system|we)( ('|’)?(is|are))? ?(currently |temporarily )?(down|offline|unavailable|closed|(down )?for (essential |scheduled |planned )?maintenance|(down|offline|closed|unavailable) for (essential |scheduled |planned )?maintenance|undergoing (essential |scheduled |planned )?maintenance|under maintenance)[.!]?$/i,
  /^(web ?site|site|scheduled|planned|essential|system) maintenance( in progress)?[.!]?$/i,
  /^(temporarily|service) (unavailable|down for maintenance)[.!]?$/i,
  /^(runtime error|server error in '.*' application\.?|internal server error|service unavailable|database error|error establishing a database connection)[.!]?$/i,
];

/** Path segments of log-in pages, whole. */
export const LOGIN_SEGMENT =
  /^(log-?[io]n|sign-?[io]n|user-?login|member-?login|staff-?login|logon|authenticate|authori[sz]e|sso|saml2?|adfs|oauth2?|openid(-connect)?|cas)(\.(aspx?|php|jsp|html?|do|cfm))?$/i;

/** Hosts that do nothing but log people in. */
export const LOGIN_HOST =
  /^(login\.microsoftonline\.com|login\.live\.com|accounts\.google\.com|signin\.account\.gov\.uk|oidc\.account\.gov\.uk|www\.access\.service\.gov\.uk)$|\.(b2clogin\.com|ciamlogin\.com|okta\.com|okta-emea\.com|auth0\.com|onelogin\.com)$|^(login|signin|sso|adfs|sts|auth|identity|idp)\./i;
