/**
 * Suppliers' domains where each council has a host of its own on machines that all share:
 * politeness counts requests to all of them together.
 */
export const SHARED_PLATFORMS: readonly { domain: string; product: string; confirmedOn: string | null }[] = [
  { domain: "moderngov.co.uk", product: "ModernGov (Civica)", confirmedOn: null },
  { domain: "achieveservice.com", product: "Achieve and govService (Granicus)", confirmedOn: null },
  { domain: "ieg4.net", product: "IEG4", confirmedOn: null },
  { domain: "victoriaforms.com", product: "Victoria Forms", confirmedOn: null },
  { domain: "civicaepay.co.uk", product: "Civica Pay", confirmedOn: null },
  { domain: "e-paycapita.com", product: "Capita and Access PAYe", confirmedOn: null },
  { domain: "abritas.com", product: "Abritas", confirmedOn: null },
  { domain: "locata.org.uk", product: "Locata", confirmedOn: null },
  { domain: "housingjigsaw.co.uk", product: "Housing Jigsaw", confirmedOn: null },
  { domain: "spydus.co.uk", product: "Spydus (Civica)", confirmedOn: null },
  { domain: "librarymanagementcloud.co.uk", product: "Prism (OCLC)", confirmedOn: null },
  { domain: "sirsidynix.net.uk", product: "SirsiDynix Enterprise", confirmedOn: null },
  { domain: "legendonlineservices.co.uk", product: "Legend (Xplor)", confirmedOn: null },
  { domain: "leisurecloud.net", product: "XN Leisure", confirmedOn: null },
  { domain: "citizenspace.com", product: "Citizen Space (Delib)", confirmedOn: null },
  { domain: "engagementhq.com", product: "EngagementHQ (Granicus)", confirmedOn: null },
  { domain: "commonplace.is", product: "Commonplace", confirmedOn: null },
  { domain: "objective.co.uk", product: "Objective Keystone", confirmedOn: null },
  { domain: "public-i.tv", product: "Public-i webcasting", confirmedOn: null },
  { domain: "agileapplications.co.uk", product: "Agile Applications", confirmedOn: null },
  { domain: "my.site.com", product: "Salesforce Experience Cloud", confirmedOn: null },
  { domain: "govdelivery.com", product: "govDelivery (Granicus)", confirmedOn: null },
];
