import type { Evidence } from "../../../src/audit/types.js";
import { cut, seen } from "../../../src/snapshot/site.js";
import { absent } from "../ladder.js";
import type { PageView } from "../site-view.js";
import type { LimbAnswer, Room, SpecialLimb } from "../types.js";

const CLOSED_HOURS =
  /\b(out[- ]of[- ](office )?hours|outside (of )?(normal |our |these |usual |standard )?(office|opening|working|business|contact centre) (hours|times)|outside (these|our|normal|those) (hours|times)|after[- ]hours|after (we|the (offices?|council|contact centre)) (have |has )?(close[ds]?|shut)|24[- ]hours?|24\/7|round the clock|day (and|or) night|any time of (the )?day|at night|overnight|nights?,|evenings? (and|or) weekends?|(at |and |or )?weekends?|bank holidays|when (our|the|your) (offices?|town hall|civic cent(re|er)|council|contact centre|lines?)( is| are)? (closed|shut|not open)|when we('re|’re| are) (closed|shut|not (open|here|in|at work))|after [4-8]([.:]\d\d)? ?pm|emergency duty team)\b/i;
const NUMBER = /(\+44\s?|\b0)\d[\d\s()-]{7,12}\d\b|\[telephone\]/;
/** Numbers of bodies that are not the council's, with the words that lead to them. */
const NOT_THE_COUNCILS =
  /\b(floodline|environment agency|national (gas|grid)|gas (leaks?|emergency)|electricity|power cuts?|water compan(y|ies)|samaritans|childline|nspcc|police|crimestoppers|nhs|citizens advice|rspca|shelter)\b[^.;\n]{0,60}?((\+44\s?|\b0)\d[\d\s()-]{7,12}\d\b|\[telephone\])/gi;
/** Services with an emergency of their own; each counts once. */
const SERVICES: readonly RegExp[] = [
  /\b(social (care|services|work(ers?)?)|emergency duty (team|service)|safeguarding|child(ren)? (in danger|at risk|protection)|duty social worker|(child(ren)?|young people|adults?|someone|anyone|somebody|neighbour|person)[\w ,']{0,50}(urgent (care|help)|hurt|harm(ed)?|in danger|abused?|neglect(ed)?|at risk)|(worried|concerned) about (a|an|the|another|someone|somebody)[\w ]{0,20}(child|adult|person)|approved mental health)\b/i,
  /\b(homeless\w*|(nowhere|no where|no place|somewhere) (safe )?to (sleep|stay|live|go)( tonight)?|rough sleep\w*|sleeping rough|lost your home|emergency (housing|accommodation)|(a )?roof over)\b/i,
  /\b(noise|nuisance|nois(y|es)|loud (music|part(y|ies))|alarms? (sounding|ringing|going off))\b/i,
  /\b(environmental health|food poisoning|pollution|chemical spills?)\b/i,
  /\b(repairs?|(no|without) (heat(ing)?|hot water|power|water|electric(ity)?)\b[\w ,]*|burst pipes?|blocked (drain|toilet)s?|(council|our) (homes?|houses?|tenants?|flats?|propert(y|ies))\b[^.]{0,40}\b(emergenc(y|ies)|heat(ing)?|water|leak\w*|unsafe))\b/i,
  /\b(dangerous (structures?|buildings?|trees?|walls?)|(building|structure|wall|tree|chimney|roof|scaffold(ing)?)s?\b[^.;\n]{0,40}\b(dangerous|unsafe|collaps\w+|fall(en|ing)?|come down|about to)|fallen trees?|(unsafe|collapsed?|collapsing|dangerous)[\w ,]{0,20}(structures?|buildings?|walls?|trees?))\b/i,
  /\b(highways?|roads?|street ?lights?|traffic (lights?|signals?)|potholes?|gritting|manholes?)\b/i,
  /\bflood\w*|\bsandbags?\b/i,
  /\b(stray dogs?|lost dogs?|dangerous dogs?|dog wardens?|dogs? (found|loose|on the loose))\b/i,
  /\b(harbour|coastguard)\b/i,
  /\b(urgent (burials?|funerals?)|burials? (within|at)|death[\w ]{0,40}(burial|funeral|coroner|abroad))\b/i,
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
    "(when|after) (we|our offices?|the council|the town hall)( are| is| have| has)? (closed?|shut)",
    "outside (of )?(normal |our |office |working |opening )+hours",
    "(in|report) an emergency",
    "urgent (help|problems?|out of hours help)",
    "nights?,? (and )?weekends?( and bank holidays)?",
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

/** Stretches that say what a number is for, with whether hours outside the office's are meant. */
function passagesOf(view: PageView, aboutIt: boolean): { text: string; closed: boolean }[] {
  const passages: { text: string; closed: boolean }[] = [];
  const cells = new Set<string>();
  for (const table of view.page.tables) {
    const over = `${table.caption} ${table.heading} ${(table.rows[0] ?? []).map((cell) => cell.text).join(" ")}`;
    for (const row of table.rows) {
      for (const cell of row) cells.add(cell.text.trim());
      passages.push({
        text: row.map((cell) => cell.text).join(" "),
        closed: aboutIt || CLOSED_HOURS.test(over),
      });
    }
  }
  const headings = new Set(view.headings);
  const lines = view.text.split("\n").filter((line) => !cells.has(line.trim()));
  let section = false;
  lines.forEach((line, index) => {
    const number = NUMBER.test(line);
    if (headings.has(line)) section = CLOSED_HOURS.test(line);
    // “When we are closed, ring:” stands over the numbers that follow.
    else if (!number && CLOSED_HOURS.test(line) && (/:\s*$/.test(line) || isLabel(line))) section = true;
    const next = lines[index + 1] ?? "";
    const text = number || headings.has(next) || !NUMBER.test(next) ? line : `${line} ${next}`;
    passages.push({ text, closed: aboutIt || section });
  });
  return passages;
}

/** Bold words or a term of a list: short, and no sentence. */
function isLabel(line: string): boolean {
  return line.length < 70 && !/[.!?,;]\s*$/.test(line);
}

/** A passage counts where hours, number and service stand together, or below words that speak of such hours. */
function servicesOf(view: PageView): { services: RegExp[]; said: string } {
  const aboutIt = CLOSED_HOURS.test(`${view.h1} ${view.title}`) || /\bemergenc(y|ies)\b/i.test(view.h1);
  const services: RegExp[] = [];
  let said = "";
  for (const passage of passagesOf(view, aboutIt)) {
    if (!NUMBER.test(passage.text)) continue;
    const text = passage.text.replace(NOT_THE_COUNCILS, " ");
    if (!(passage.closed || CLOSED_HOURS.test(text)) || !NUMBER.test(text)) continue;
    for (const service of SERVICES) {
      if (!service.test(text) || services.includes(service)) continue;
      services.push(service);
      said ||= passage.text;
    }
  }
  return { services, said };
}
