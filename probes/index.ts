import { councillorPages } from "./councillor-pages/councillor-pages.js";
import { dutyProbes } from "./duties/index.js";
import { egmsMetadata } from "./egms-metadata/egms-metadata.js";
import { facilityProbes } from "./facilities/index.js";
import { internetServiceStandards } from "./internet-service-standards/internet-service-standards.js";
import { onlineStoreLink } from "./online-store-link/online-store-link.js";
import type { Probe } from "./probe.js";
import { serviceAToZ } from "./service-a-to-z/service-a-to-z.js";
import { waiAa } from "./wai-aa/wai-aa.js";
import { websiteStatistics } from "./website-statistics/website-statistics.js";

/** All probes, in the order they judge: one that inherits from another stands after it. */
export const probes: readonly Probe[] = [
  waiAa,
  egmsMetadata,
  onlineStoreLink,
  serviceAToZ,
  websiteStatistics,
  internetServiceStandards,
  councillorPages,
  ...facilityProbes,
];

/**
 * The probes that an audit of the chosen duties needs. Those of today's duties cost pages and searches, so they take
 * part only when they are asked for; they lean on the paper's (T-03 on 12-m1, T-40 on 03-m5) and stand after them.
 */
const withDuties: readonly Probe[] = [...probes, ...dutyProbes];

export function probesFor(duties: readonly string[]): readonly Probe[] {
  return duties.includes("today") ? withDuties : probes;
}
