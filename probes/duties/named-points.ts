import { cut, seen } from "../../src/snapshot/site.js";
import { expression } from "../expressions.js";
import { absent, nameBond } from "../facilities/ladder.js";
import { around, type PageView } from "../facilities/site-view.js";
import type { LimbAnswer, Room, SpecialLimb, Topic } from "../facilities/types.js";
import { patternOf } from "../facilities/wording.js";

/** A page that is to name a number of points: the seven classes of a scheme, the parts of a privacy notice. */
export interface PointsData extends Topic {
  name: string;
  /** Name of each point, and the source of what tells it. */
  points: readonly (readonly [name: string, says: string])[];
  /** So many of them are enough. */
  enough: number;
  /** Judges what is there when no page is. */
  otherwise?: (room: Room) => LimbAnswer | null;
}

export function namedPoints(data: PointsData): SpecialLimb {
  const patterns = data.points.map(([name, says]) => ({ name, says: expression(says) }));
  return {
    kind: "special",
    key: "a",
    name: data.name,
    wordings: data.wordings,
    ...(data.notThese ? { notThese: data.notThese } : {}),
    ...(data.paths ? { paths: data.paths } : {}),
    judge: (room, limb) => {
      const [first, ...others] = pagesNamed(room, limb);
      if (!first) return data.otherwise?.(room) ?? absent(room);
      // One notice may be split over several pages of the same name.
      const text = [first, ...others].map((one) => one.text).join("\n");
      const found = patterns.filter((one) => one.says.test(text));
      const missing = patterns.filter((one) => !found.includes(one)).map((one) => one.name);
      const enough = found.length >= data.enough;
      const [told] = found;
      return {
        verdict: enough ? "met" : "partly-met",
        reason: enough ? "enough-named" : "few-classes",
        level: 1,
        evidence: [first, ...others.slice(0, 2)].map((view) =>
          seen(view.page, `${data.name} read`, (told && around(view.text, told.says)) || cut(view.text, 200)),
        ),
        measures: { found: found.length, asked: patterns.length, missing: missing.join("; ") },
      };
    },
  };
}

/** Own pages of that name, and those that a link of that name leads to. */
export function pagesNamed(room: Room, topic: Topic): PageView[] {
  const pattern = patternOf(topic);
  const found = new Set<PageView>();
  const fits = (view: PageView) =>
    !view.retired &&
    !view.otherCouncil &&
    view.page.scope === "own" &&
    view.noise === null &&
    !view.page.personal;
  for (const view of room.view.pages) {
    if (fits(view) && view.page.clicks !== 0 && nameBond(view, pattern) === "title") found.add(view);
  }
  for (const { link } of room.view.linksNamed(pattern)) {
    const target = room.view.site.target(link.url);
    const view = target.state === "fetched" ? room.view.view(target.page) : null;
    if (view && fits(view) && view.page.clicks !== 0 && pattern.is.test(view.text)) found.add(view);
  }
  return [...found];
}
