import type { Probe } from "../probe.js";
import { accessibility } from "./accessibility.js";
import { cookies } from "./cookies.js";
import { dutyProbe } from "./duty-probe.js";
import { informationRights } from "./information-rights.js";
import { membersInterests } from "./interests.js";
import { memberDuties } from "./members.js";
import { privacy } from "./privacy.js";
import { serviceDuties } from "./services.js";
import { transparency } from "./transparency.js";
import { transportSecurity } from "./transport-security.js";

/**
 * Today's duties (T-01 to T-79): what a public body is to publish now, judged beside the paper and never mixed into
 * its score. They lean on the paper's probes and stand after them.
 */
export const dutyProbes: readonly Probe[] = [
  accessibility,
  dutyProbe({ id: "transparency", version: 2, fromHub: true }, transparency),
  dutyProbe({ id: "information-rights", version: 2 }, informationRights),
  membersInterests,
  dutyProbe({ id: "member-duties", version: 2 }, memberDuties),
  cookies,
  dutyProbe({ id: "privacy", version: 2 }, privacy),
  transportSecurity,
  dutyProbe({ id: "service-duties", version: 2 }, serviceDuties),
];
