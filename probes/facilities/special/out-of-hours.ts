import type { Evidence } from "../../../src/audit/types.js";
import { cut, seen } from "../../../src/snapshot/site.js";
import { absent } from "../ladder.js";
import type { PageView } from "../site-view.js";
import type { LimbAnswer, Room, SpecialLimb } from "../types.js";

const CLOSED_HOURS =
  /\b(out[- ]of[- ](office )?hours|outside (of )?(normal |our |these )?(office|opening|working|business) hours|outside (these|our|normal) hours|after hours|24 hours|24\/7|day (and|or) night|at night|nights?,|evenings? and weekends?|weekends?|when (our|the) (offices?|town hall|council)( is| are)? (closed|shut)|emergency duty team)\b/i;
const NUMBER = /(\+44\s?|\b0)\d[\d\s()-]{7,12}\d\b|\[telephone\]/;
/** Services with an emergency of their own; each counts once. */
const SERVICES: readonly RegExp[] = [
  /\b(social (care|services|work)|emergency duty team|safeguarding|child(ren)? (in danger|at risk)|duty social worker)\b/i,
  /\bhomeless\w*\b/i,
  /\b(noise|nuisance)\b/i,
  /\benvironmental health\b/i,
  /\brepairs?\b/i,
  /\bdangerous (structures?|buildings?|trees?)\b/i,
  /\b(highways?|roads?|street ?lights?|traffic lights?)\b/i,
  /\bflood\w*\b/i,
  /\b(stray dogs?|dog warden)\b/i,
  /\b(harbour|coastguard)\b/i,
];
const LEAST = 2;

/** 12-d1: numbers that answer outside hours, for two services or more. */
export const outOfHours: SpecialLimb = {
  key: "a",
  kind: "special",
  name: "out-of-hours numbers for two or more services",
  wordings: [
    "(out of (office )?hours|emergency|emergencies|24 ?hours?|after hours)( (contacts?|numbers?|services?|telephone|emergencies|help|council))*",
    "contact us( in an emergency)?",
    "emergency (contacts?|telephone) numbers?",
  ],
  notThese: ["planning", "plan", "gp", "dentist", "doctors?", "shelter"],
  judge(room: Room): LimbAnswer {
    const services = new Set<RegExp>();
    const evidence: { count: number; evidence: Evidence }[] = [];
    for (const view of room.view.pages) {
      if (view.page.scope !== "own" || view.retired || view.noise !== null || view.otherCouncil) continue;
      const found = servicesOf(view);
      if (found.services.length === 0) continue;
      for (const one of found.services) services.add(one);
      evidence.push({
        count: found.services.length,
        evidence: seen(view.page, "A number that answers out of hours", cut(found.said, 240)),
      });
    }
    if (services.size === 0) return absent(room);
    const best = evidence
      .sort((a, b) => b.count - a.count)
      .slice(0, 3)
      .map((one) => one.evidence);
    const measures = { servicesOutOfHours: services.size };
    return services.size >= LEAST
      ? { verdict: "met", reason: "published", level: 1, evidence: best, measures }
      : { verdict: "partly-met", reason: "single-service-hours", level: 1, evidence: best, measures };
  },
};

/** Lines; on a page about such hours the number often stands on the line below the service's name. */
function passagesOf(view: PageView, aboutIt: boolean): string[] {
  const lines = view.text.split("\n");
  if (!aboutIt) return lines;
  return lines.map((line, index) => (NUMBER.test(line) ? line : `${line} ${lines[index + 1] ?? ""}`));
}

/** A passage counts where hours, number and service stand together, or on a page that is all about such hours. */
function servicesOf(view: PageView): { services: RegExp[]; said: string } {
  const aboutIt = CLOSED_HOURS.test(`${view.h1} ${view.title}`) || /\bemergenc(y|ies)\b/i.test(view.h1);
  const services: RegExp[] = [];
  let said = "";
  for (const passage of passagesOf(view, aboutIt)) {
    const known = aboutIt || CLOSED_HOURS.test(passage);
    if (!known || !NUMBER.test(passage)) continue;
    for (const service of SERVICES) {
      if (!service.test(passage) || services.includes(service)) continue;
      services.push(service);
      said ||= passage;
    }
  }
  return { services, said };
}
