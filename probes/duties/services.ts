import { facility } from "../facilities/facility.js";
import type { Facility } from "../facilities/types.js";
import { comingAcademicYear, nextAdmissionYear, thisFinancialYear, whenever, within } from "./freshness.js";
import { type PublishedData, published } from "./published.js";
import { equalityObjectives } from "./transparency.js";

const LOCAL_OFFER = {
  wordings: ["(SEND |SEN |our |the )*local offer", "SEND information( and)? (hub|directory|local offer)"],
  notThese: ["care leavers?", "leaving care", "best start", "family hubs?", "adoption"],
  paths: ["local-?offer"],
} as const;

function offerPart(key: string, name: string, mustSay: readonly string[]): PublishedData {
  return { key, name, ...LOCAL_OFFER, form: "page", fresh: whenever, mustSay };
}

/** T-70 to T-79: duties of services to publish something on the web (a small set). */
export const serviceDuties: readonly Facility[] = [
  facility("T-70", {
    name: "SEND Local Offer",
    queries: ["SEND local offer"],
    where: "the page on special educational needs",
    limbs: [
      published(offerPart("a", "Local Offer", [])),
      published(
        offerPart("b", "a way to search it", [
          "\\b(search|directory|find (a |an )?(service|support|activit|provider))",
        ]),
      ),
      published(
        offerPart("c", "a way to give feedback on it", [
          "\\b(feedback|have your say|you said|tell us what you think|your views|comments?)\\b",
        ]),
      ),
    ],
  }),
  facility("T-71", {
    name: "School admissions prospectus",
    queries: ["school admissions guide for parents", "composite prospectus"],
    where: "the school admissions page",
    limbs: [
      published({
        name: "composite prospectus",
        wordings: [
          "composite prospectus(es)?",
          "(school |primary |secondary |infant |junior |starting |in year )*(admissions?|school)( and transfers?)? (prospectus|guides?|booklets?|brochures?|handbooks?)[\\w /,-]*",
          "(guide|booklet|prospectus|handbook) (to|for|on) (school |primary |secondary |infant )*(admissions?|schools|parents)[\\w /,-]*",
          "(information|guide) for parents( and carers)?( on admissions?| 20\\d\\d)?",
          "(starting|moving|transferring|going) (to|at)? ?(primary|secondary|infant|junior|school)[\\w ]* (guide|booklet|prospectus|brochure)s?",
        ],
        notThese: ["nurser(y|ies)", "appeal guide", "governors?", "free school meals", "SEND"],
        paths: ["composite-?prospectus", "admissions?-?(guide|booklet|prospectus)"],
        form: "document",
        fresh: nextAdmissionYear,
      }),
    ],
  }),
  facility("T-72", {
    name: "Post-16 transport policy",
    queries: ["post-16 transport policy"],
    where: "the school and college transport page",
    limbs: [
      published({
        name: "post-16 transport policy statement",
        wordings: [
          "post ?(16|sixteen)( education| travel| student| school and college)*( and)?( home to school)? ?(transport|travel)( policy| policies| statements?| support| assistance| arrangements)*",
          "(transport|travel)( policy| statement| assistance| support)? (for|to) (post ?16|16 to 19|16 to 18|sixth form|students? (over|aged) 16)[\\w -]*",
          "(16 to 19|16 to 25|sixth form)( student| college)? (transport|travel)( policy| statement)*",
          "college (transport|travel)( policy)?",
        ],
        paths: ["post-?16-?(transport|travel)"],
        form: "document",
        fresh: comingAcademicYear,
      }),
    ],
  }),
  facility("T-73", {
    name: "Care information and advice",
    queries: ["adult social care information and advice"],
    where: "the adult social care pages",
    limbs: [
      published({
        name: "information and advice on care and support",
        wordings: [
          "adults?'?( social)? care( and (support|health|wellbeing))?[\\w ]*",
          "social care( (for|and) (adults|health|support))?[\\w ]*",
          "(care|help) and support( for adults)?",
          "(paying for|getting|arranging) (adult |social )?care( and support)?",
          "care (needs )?assessments?",
          "information and advice (on|about) care[\\w ]*",
        ],
        notThese: [
          "children'?s?",
          "jobs?",
          "vacanc\\w+",
          "child",
          "committee",
          "health and care act",
          "complain\\w*",
        ],
        form: "page",
        fresh: whenever,
        mustSay: ["\\b(assessments?|support|advice)\\b", "\\bcare\\b"],
      }),
    ],
  }),
  facility("T-74", {
    name: "Planning register and local plan",
    queries: [
      "search planning applications",
      "local plan",
      "brownfield register",
      "authority monitoring report",
    ],
    where: "the planning page",
    enough: 8,
    limbs: [
      {
        key: "a",
        name: "planning register",
        wordings: [
          "(search|view|find|see|track|look up|comment on)[\\w ]* planning (applications?|register|decisions?)",
          "planning (applications?|decisions?)?( register| search| online)+",
          "planning register",
          "public access",
          "planning applications?",
        ],
        notThese: ["footpath", "disabled access", "submit", "apply"],
        paths: ["online-applications", "planning-?(register|search)", "planningexplorer"],
        threshold: 1,
        does: ["planning-register"],
      },
      published({
        key: "b",
        name: "local plan",
        wordings: [
          "(the |our |adopted |current |new |emerging )*local (development )?plans?( \\d{4}[\\w -]*)?",
          "development plan( documents?)?",
          "core strategy",
        ],
        notThese: [
          "transport",
          "minerals",
          "waste",
          "neighbourhood",
          "career",
          "marine",
          "nature recovery",
          "employment",
          "personal",
        ],
        form: "document",
        fresh: whenever,
        keepNoise: ["consultations"],
      }),
      published({
        key: "c",
        name: "brownfield land register",
        wordings: ["brownfield( land)? registers?", "brownfield land", "register of brownfield[\\w ]*"],
        paths: ["brownfield"],
        form: "data",
        fresh: within(15),
      }),
      published({
        key: "d",
        name: "authority monitoring report",
        wordings: ["(authority|annual|authority's) monitoring reports?", "AMR"],
        notThese: ["air quality", "equalit(y|ies)", "treasury"],
        form: "document",
        fresh: within(24),
      }),
      published({
        key: "e",
        name: "infrastructure funding statement",
        wordings: ["(annual )?infrastructure funding statements?"],
        form: "document",
        fresh: within(24),
      }),
    ],
  }),
  facility("T-75", {
    name: "Allocation scheme and homelessness advice",
    queries: ["housing allocation scheme", "homelessness advice"],
    where: "the housing page",
    limbs: [
      published({
        key: "a",
        name: "allocation scheme",
        wordings: [
          "(housing |our |the |social housing )*(allocations?|lettings?) (scheme|policy|policies)( 20\\d\\d[\\w -]*)?",
          "how (we|social housing|homes|council homes|council housing|housing) (is |are )?allocated?[\\w ]*",
          "housing allocations?",
        ],
        notThese: ["schools?", "site allocations?", "allotments?", "garages?", "burial"],
        paths: ["allocations?-?(scheme|policy)"],
        form: "document",
        fresh: whenever,
      }),
      published({
        key: "b",
        name: "advice on homelessness",
        wordings: [
          "homeless(ness)?( advice| help| prevention| support| or at risk[\\w ]*)*",
          "(help|advice) (if|for) (you are|people who are|you're)[\\w ]* homeless[\\w ]*",
          "losing your home",
          "rough sleep(ing|ers?)",
        ],
        notThese: ["strategy", "review", "forum"],
        form: "page",
        fresh: whenever,
        mustSay: ["\\b(contact|phone|telephone|call|e-?mail|form|advice)\\b"],
      }),
    ],
  }),
  facility("T-76", {
    name: "Licensing register",
    queries: ["licensing register", "public register of licences"],
    where: "the licensing page",
    limbs: [
      {
        key: "a",
        name: "licensing register",
        wordings: [
          "(public )?(licen[cs](e|es|ing)|licensed premises|premises licen[cs]e)( public)? (register|registers|search)",
          "(public )?registers? of (licen[cs](es|ing)|licensed premises|premises licen[cs]es|licen[cs]e holders)[\\w ]*",
          "(search|view|find)[\\w ]* (premises )?licen[cs](es|ing|e)( register| applications?)?",
          "licensing act( 2003)? register",
        ],
        notThese: ["HMO", "dogs?", "driving", "landlords?", "marriage", "TV", "planning"],
        paths: ["licen[cs](e|ing)-?(public-?)?register"],
        threshold: 1,
        does: ["licence-register"],
      },
    ],
  }),
  facility("T-77", {
    name: "Air quality report",
    queries: ["air quality annual status report"],
    where: "the air quality page",
    limbs: [
      published({
        name: "air quality annual status report",
        wordings: [
          "(annual )?(air quality )?(annual )?status reports?( for air quality)?( 20\\d\\d)?",
          "air quality( annual| progress| monitoring)* reports?( 20\\d\\d)?",
          "air quality action plans?",
          "air quality (management|review|data)",
        ],
        notThese: [
          "report (poor|a problem)",
          "indoor",
          "alerts?",
          "monitoring status reports? on (housing|homes)",
        ],
        form: "document",
        fresh: within(18),
      }),
    ],
  }),
  facility("T-78", {
    name: "Equality information and objectives",
    queries: ["equality information", "equality objectives"],
    where: "the equality page",
    limbs: [
      published({
        key: "a",
        name: "equality information of the last year",
        wordings: [
          "(public sector |workforce |annual )*equalit(y|ies)( and diversity|,? diversity and inclusion)? (information|data|monitoring|annual|report|workforce|profile)( report| data| information| monitoring)*( 20\\d\\d)?",
          "workforce (profile|data|equality|diversity|monitoring)( report| data| information)*",
          "equality,? diversity and inclusion( annual)? report",
        ],
        notThese: ["impact assessments?", "monitoring form", "objectives"],
        form: "document",
        fresh: within(14),
      }),
      published({ key: "b", ...equalityObjectives() }),
    ],
  }),
  facility("T-79", {
    name: "Council tax support scheme",
    queries: ["council tax support scheme", "council tax reduction scheme"],
    where: "the council tax page",
    limbs: [
      published({
        name: "council tax support scheme of this year",
        wordings: [
          "(local )?council tax (support|reduction|benefit)( scheme| policy)+( rules| document| 20\\d\\d[\\w /-]*)*",
          "(local )?council tax (support|reduction)( 20\\d\\d[\\w /-]*)?",
        ],
        notThese: ["apply", "consultation", "appeal", "change", "discount and", "form", "backdat\\w+"],
        paths: ["council-?tax-?(support|reduction)"],
        form: "document",
        fresh: thisFinancialYear,
      }),
    ],
  }),
];
