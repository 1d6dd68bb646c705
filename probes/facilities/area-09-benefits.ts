import { facility } from "./facility.js";
import { claimForms } from "./special/claim-forms.js";
import type { Facility } from "./types.js";

/** Area 09 of the paper. */
export const benefits: readonly Facility[] = [
  facility("09-m1", {
    name: "Checking the status of a benefit claim",
    queries: ["benefits account", "check claim"],
    where: "the benefits page",
    limbs: [
      {
        key: "a",
        name: "checking the status of a claim",
        wordings: [
          "(check|track|view|follow|see)( on)?( the)?( progress| status)?( of)? (your|my|a|an existing) (benefits?|housing benefit|council tax (support|reduction|benefit))? ?(claims?|awards?|application)( online| status| progress)?",
          "(view|check|manage|access) (your|my) (housing )?benefits?( (account|claim|online|details|entitlement|payments?))?",
          "(my|online|housing) benefits?( online)? account",
          "benefits? (self service|online|account|portal)",
          "claim (status|progress|tracker)",
          "landlord (portal|online|access)",
          "(where|what|how)( far)?( has|'s| is)?( happened to)? (my|your|a) (benefit )?claim[\\w ]*",
          "(see|find out|check|know) how far (we|your claim)[\\w' ]*(claim|got|reached)[\\w' ]*",
          "(log|sign) ?in to[\\w' ]* (see|check|view|follow|track)[\\w' ]* (your|my) (benefit )?claim",
          "citizen ?access[ :–-]*benefits?",
          "what('s| is| has)? ?(happening|happened) (with|to|about) (your|my|a|the) (benefits? |housing benefit )?claim[\\w ]*",
          "(where|how)( is)? (your|my|a|the) claim[\\w' ]{0,12} (up to|at|got to|going|doing|getting on|coming along|progressing)",
          "how (your|my) claim is (going|doing|getting on|progressing)",
          "(follow|following|chase|chasing|ask about|check(ing)? on|find out about|enquire about) (up )?(your|my|a) (benefits? |housing benefit )?claim",
          "(already|after you('ve| have)?|once you('ve| have)?|if you('ve| have)?) (claimed|made a claim|applied)( for benefits?)?",
          "(claim|benefit) (enquir(y|ies)|progress|update)s?",
          "status of (your|my|a) claim",
          "progress of (your|my|a) claim",
          "view my (benefits?|claim)",
          "(housing )?benefits? online (account|service|portal)",
          "my benefits",
        ],
        notThese: [
          "insurance",
          "(against|from) (the|us|a) council",
          "compensation",
          "expenses",
          "injur\\w+",
          "pothole\\w*",
          "planning",
          "fraud",
          "calculator",
          "blue badge",
          "universal credit",
          "forms?",
          "job seekers",
        ],
        paths: ["benefits?-?(account|online|portal)", "my-?benefit", "claim-?(status|progress)"],
        threshold: 4,
        does: ["benefit-account"],
        fourth: ["look-up", "sign-in"],
      },
    ],
  }),
  facility("09-m2", {
    name: "Benefit claim forms to download",
    queries: ["benefit claim form", "benefit form"],
    where: "the benefits page",
    limbs: [claimForms],
  }),
];
