import { near } from "../wording.js";

/** What only a page written for those who sell to the authority speaks of together. */
const SIGNALS = {
  of: [
    "suppliers?|supplying( us)?|sell(ing)? to (us|the council|the authority)|firms (that|who) (sell|supply)|(what|how) we buy|what we spend",
    "tenders?|tendering|bids?|bidding|quotes?|quotations?|written prices?",
    "procurement|buying team|purchasing( team| system)?|commissioning and procurement",
    "contracts? (over|worth|above|under|valued|notices?|opportunit\\w+|register|procedure rules|is worth)|contract opportunit\\w+|standing orders",
    "invoices?",
    "(purchase|official) orders?|order numbers?|no po",
    "find a tender|contracts finder|official journal|pro ?contract|in ?tend|due north|yortender|e ?tendering|tender(s|ing)? (portal|website|site)|(procurement|suppliers?|opportunities) portal|tenders electronic daily",
    "social value|living wage|(public|employers?'?) liability|health and safety policy|modern slavery",
    "bacs|bank transfer|(within|in) (30|thirty) days|remittance( advice)?",
    "meet the buyer|small(er)? (firms|business(es)?|suppliers|enterprises)|smes?|federation of small businesses|voluntary sector organisations",
    "thresholds?|broken? (into|up into) lots|(into|smaller) lots",
  ],
  atLeast: 5,
} as const;

const US = "(?:us|the (?:council|authority|county|borough|city|district)|\\w+ council|councils?)";

/** Names that councils give to the pages for their suppliers. */
const NAMES: readonly string[] = [
  near("sell(?:ing)?|suppl(?:y|ying)|provid(?:e|ing) (?:goods|services)", US, 5),
  "(sell|selling|supply|supplying) (your )?(goods|services|works)( (and|or|,) (goods|services|works))*( to[\\w ]*)?",
  near("do(?:ing)? business|trad(?:e|ing)|work(?:ing)?", "with (?:us|the (?:council|authority))", 2),
  "(win|winning|bid|bidding|tender|tendering|find|finding) (for )?(our |council |public sector )?(contracts?|work|business)( with[\\w ]*)?",
  "(become|becoming|being) (a |our )?supplier",
  "how (we|the council|the authority) (buy|buys|procure|procures|purchase|purchases)[\\w ]*",
  "what (we|the council) buys?",
  "(our|council) (suppliers|contracts|procurement|purchasing)",
  "(guide|guidance|information|advice|help|support|zone) for (potential |prospective |new |our |local |small )*(suppliers|contractors|bidders|tenderers)",
  "(current|contract|tender|business) (tenders|opportunities)",
  "(buying|purchasing|procurement) and (contracts?|tenders?|suppliers?|procurement|commissioning)",
  "commissioning and procurement",
];

const NOT_THESE: readonly string[] = [
  "(procurement|commissioning|purchasing) (strategy|polic(y|ies)|plan)",
  "committee",
  "care providers?",
  "electricity",
  "water supply",
  "food suppliers?",
  "land",
  "propert(y|ies)",
  "home",
  "house",
  "alcohol",
  "tickets?",
  "street trading",
  "food",
  "tobacco",
  "fireworks",
  "privacy",
  "volunteer\\w*",
  "partnership working",
  "communities",
];

export const supplierPages = { signals: SIGNALS, names: NAMES, notThese: NOT_THESE };
