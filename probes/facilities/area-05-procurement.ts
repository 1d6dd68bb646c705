import { seen } from "../../src/snapshot/site.js";
import { combineLimbs } from "./combine.js";
import { facility } from "./facility.js";
import { platformsAt } from "./platforms.js";
import { businessAccount } from "./special/accounts.js";
import { sellingGuide } from "./special/selling-guide.js";
import { supplierPages } from "./special/supplier-pages.js";
import type { Combined, Facility, Room, SaysLimb } from "./types.js";

const SUPPLIER_PAGES = {
  wordings: [
    "suppliers?( (information|guide|portal|self service|terms))?",
    "procurement",
    "tenders?( and contracts?)?",
    "(selling|doing business) (to|with) (the|us|our)?( council)?",
    "invoic(es?|ing)",
    "e invoicing",
    "purchase orders?",
    "no po no pay",
    "paying (our )?suppliers",
    "supplier payments?",
    "payment of invoices",
    "e procurement",
    "how we pay",
    "contracts? and tenders?",
    "get(ting)? (orders?|paid)( and (get(ting)? )?paid)?( by (us|the council)| from (us|the council))?",
    "(orders|invoices|payments?)( and (orders|invoices|payments?))+",
    ...supplierPages.names,
  ],
  notThese: ["strategy", "vacanc\\w*", "fines?", "council tax", "rent", ...supplierPages.notThese],
  paths: ["procurement", "suppliers?", "invoice"],
  signals: supplierPages.signals,
  documents: true,
} as const;

/** An order to a supplier, not its number. */
const ORDER = "(official )?(purchase )?orders?\\b(?! (numbers?|no|ref))";

function paperless(key: string, name: string, says: readonly string[]): SaysLimb {
  return {
    key,
    kind: "says",
    name,
    ...SUPPLIER_PAGES,
    says,
    // Several councils may buy through one body, on pages of its own.
    partners: true,
    otherwise: "cannot-tell",
    absent: "cannot-tell",
  };
}

/** The authority's portal for tenders, by a link from its own page; the national notices that everyone uses are none. */
function tenderPortal(room: Room): Pick<Combined, "evidence" | "level"> | null {
  for (const view of room.view.pages) {
    if (view.page.scope !== "own" || view.retired || (view.noise !== null && view.noise !== "documents"))
      continue;
    for (const link of view.page.links) {
      const product = platformsAt(link.url).find(
        (one) => one.does.includes("tenders") && !one.does.includes("national-notices"),
      );
      if (!product || room.view.site.target(link.url).state !== "fetched") continue;
      return { evidence: [seen(view.page, `Tenders run on ${product.name}`, link.name)], level: 3 };
    }
  }
  return null;
}

/** Area 05 of the paper. */
export const procurement: readonly Facility[] = [
  facility("05-m1", {
    name: "Selling to the Council guide",
    queries: ["selling to council", "procurement", "tenders"],
    where: "the business and procurement pages",
    limbs: [sellingGuide],
  }),
  facility("05-m2", {
    name: "Paperless ordering, invoicing and payment",
    queries: ["invoices suppliers", "purchase orders"],
    where: "the page for suppliers",
    // A portal for tenders is part of it, and no word of ordering, invoicing or payment is ever an absence.
    combine: (judged, room) => {
      if (judged.every((one) => one.answer.verdict === "met"))
        return { verdict: "met", reason: "published", points: null, level: 3 };
      if (judged.some((one) => one.answer.verdict !== "cannot-tell"))
        return { ...combineLimbs(judged), level: 2 };
      const portal = tenderPortal(room);
      return portal && { verdict: "partly-met", reason: "tenders-only", points: null, ...portal };
    },
    limbs: [
      paperless("a", "electronic ordering", [
        "\\b(purchase )?orders? (are|is|will be) (sent|issued|raised|transmitted|placed)[^.]{0,60}\\b(electronic(ally)?|e-?mail|online|portal|on-?line)\\b",
        "\\bwe (will |always |only )?(send|issue|e-?mail|raise|place)( you| all| every| each| a| our| the)* (purchase )?orders?\\b[^.]{0,60}\\b(electronic(ally)?|e-?mail|online|portal)\\b",
        "\\belectronic (purchase )?order(s|ing)\\b",
        `\\b(raises?|issues?|sends?|places?|creates?) (\\w+ ){0,3}?${ORDER}[^.\\n]{0,40}\\b(electronic(ally)?|e-?mail(s|ed)?|online)\\b`,
        "\\b(e-?mail(ed)?|electronic) purchase orders?\\b",
        `\\be-?mails?( to)?( you| suppliers| them| every supplier)?( with)? ((a|an|the|our|your|all|every|each|its) )?${ORDER}`,
        `\\b${ORDER} (is|are|will be|gets?|comes?|arrives?|goes?|go|reach(es)?|will (come|arrive|reach))\\b[^.\\n]{0,60}\\b(e-?mail(ed)?|electronic(ally)?|online|portal|PDF)\\b`,
        `\\b(receive|get|be sent|have|sent|send|issue|raise)( you| out)? ((a|an|your|our|all|the|every) )?${ORDER}[^.\\n]{0,50}\\b(by|via|through|over|in|as) (an? )?(e-?mail|electronic|the portal|our portal|online|pdf)`,
      ]),
      paperless("b", "electronic invoicing", [
        "\\binvoices? (must|should|can|may|are|is|to) [^.]{0,60}\\b(e-?mail(ed)?|electronic(ally)?|online|portal|peppol|pdf)\\b",
        "\\b(e-?mail|send|submit|upload)( us)?( all| any)?( of)?( your| the| an?)?( \\w+)? invoices?[^.]{0,60}(@|\\[e-mail\\]|electronic|by e-?mail|online|portal|peppol|pdf)",
        "\\b(accept|take|want|receive|prefer|ask for|need|like)( to (have|receive))?( only| all)? (e-?mailed |electronic |pdf |e-?)?invoices? (only )?(by e-?mail|electronically|as (a )?pdfs?|through|via|over|online|in electronic)",
        "\\binvoices? (come|comes|go|goes|reach(es)? us|arrive)\\b[^.\\n]{0,60}\\b(by e-?mail|electronic(ally)?|online|portal|peppol|pdf)\\b",
        "\\b(paper|posted|printed) (invoices?|bills) (are|is|will be|get) (all )?(sent back|returned|rejected)\\b",
        "\\be-?mail (us )?(one|a|each|every|your)[\\w ]{0,25}\\binvoices?\\b",
        "\\be-?invoic(es?|ing)\\b",
        "\\belectronic invoic(es?|ing)\\b",
      ]),
      paperless("c", "electronic payment", [
        "\\b(pay|paid|payments?|remittance)\\b[^.]{0,80}\\b(BACS|bank transfer|electronic(ally)?|faster payments|direct(ly)? (in)?to (your|the|their) bank)\\b",
        "\\bBACS\\b[^.]{0,60}\\b(pay|paid|payments?|remittance)",
        "\\b(pay|paid|payments?|money|remittance)\\b[^.]{0,80}\\b(in)?to (your|the supplier'?s?|their|a|suppliers'?) (business )?bank account",
        "\\bremittances?( advices?)?[^.\\n]{0,30}\\bby e-?mail\\b|\\be-?mail(ed)? (you )?(a )?remittances?\\b",
      ]),
    ],
  }),
  facility("05-m3", {
    name: "Single business account",
    queries: ["business account", "business rates account"],
    where: "the business pages",
    limbs: [businessAccount],
  }),
];
