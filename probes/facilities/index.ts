import type { Probe } from "../probe.js";
import { schools } from "./area-01-schools.js";
import { community } from "./area-02-community.js";
import { democracy } from "./area-03-democracy.js";
import { environment } from "./area-04-environment.js";
import { facilityProbe } from "./facility.js";

/** Facilities, one probe for each area of the paper. */
export const facilityProbes: Probe[] = [
  facilityProbe("schools", 1, schools),
  facilityProbe("community-information", 1, community),
  facilityProbe("democratic-renewal", 1, democracy),
  facilityProbe("environmental-quality", 1, environment),
];
