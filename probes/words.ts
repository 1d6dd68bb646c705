import type { Words } from "./probe.js";

/** Sentences for the reasons that every probe shares; a probe's own words win. */
export const sharedWords: Words = {
  "not-found": {
    summary:
      "Nothing of the kind was found on the site, though the places where it would stand were all looked at.",
    remedy: "Publish it, and link to it from the page where visitors look for it.",
  },
  blocked: {
    summary:
      "The site, or the part of it that matters here, did not let this tool in, so nothing can be said.",
    remedy: "Let the auditor's User-Agent through the firewall or robots.txt, or check this by hand.",
  },
  unreachable: {
    summary: "The site could not be reached, so nothing can be said.",
    remedy: "Check that the site answers, and run the audit again.",
  },
  "crawl-incomplete": {
    summary:
      "The search was cut short before every likely page had been read, so nothing can be said for certain.",
    remedy: "Run the audit again with a larger page budget.",
  },
  "js-not-rendered": {
    summary: "The page needs JavaScript and could not be rendered, so what it offers cannot be told.",
    remedy: "Serve the content as HTML that works without JavaScript.",
  },
  "third-party-unreachable": {
    summary: "The facility is linked, but another organisation's site that provides it did not answer.",
    remedy: "Check that the linked site works and lets visitors in.",
  },
  "internal-only": {
    summary: "This is a facility for staff or councillors; it cannot be seen from outside.",
    remedy: null,
  },
  "other-authority": {
    summary: "This is not a function of this type of authority.",
    remedy: null,
  },
  "authority-unknown": {
    summary: "Nothing was found, but which services this site's owner is responsible for is not known.",
    remedy: "Say whose site it is (--authority, or --type).",
  },
  "probe-failed": {
    summary: "The tool itself failed while judging this, so nothing can be said.",
    remedy: "Tell the makers of the tool; the fault is recorded with the finding.",
  },
  "not-judged": {
    summary: "This version of the tool has no probe for it.",
    remedy: null,
  },
};
