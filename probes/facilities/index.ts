import type { Probe } from "../probe.js";
import { schools } from "./area-01-schools.js";
import { community } from "./area-02-community.js";
import { democracy } from "./area-03-democracy.js";
import { environment } from "./area-04-environment.js";
import { procurement } from "./area-05-procurement.js";
import { payments } from "./area-06-payments.js";
import { leisure } from "./area-07-leisure.js";
import { transport } from "./area-08-transport.js";
import { benefits } from "./area-09-benefits.js";
import { care } from "./area-10-care.js";
import { working } from "./area-11-working.js";
import { easyBusiness } from "./area-14-business.js";
import { bestPracticeDerived, bestPracticeEarly } from "./best-practice.js";
import { discretionary } from "./discretionary.js";
import { facilityProbe } from "./facility.js";

/** Facilities, one probe for each area of the paper; areas that lean on others stand after them. */
export const facilityProbes: Probe[] = [
  facilityProbe("schools", 2, schools),
  facilityProbe("community-information", 2, community),
  facilityProbe("democratic-renewal", 2, democracy),
  facilityProbe("environmental-quality", 2, environment),
  facilityProbe("e-procurement", 2, procurement),
  facilityProbe("payments", 2, payments),
  facilityProbe("libraries-and-leisure", 2, leisure),
  facilityProbe("transport", 2, transport),
  facilityProbe("benefits", 2, benefits),
  facilityProbe("vulnerable-people", 2, care),
  facilityProbe("new-ways-of-working", 2, working),
  facilityProbe("easy-to-do-business-with", 2, easyBusiness),
  facilityProbe("best-practice", 2, bestPracticeEarly),
  facilityProbe("discretionary", 2, discretionary),
  facilityProbe("best-practice-derived", 2, bestPracticeDerived),
];
