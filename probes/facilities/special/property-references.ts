import { seen } from "../../../src/snapshot/site.js";
import { parseHttp } from "../../../src/snapshot/url.js";
import { looksUp } from "../forms.js";
import { around } from "../site-view.js";
import type { LimbAnswer, Room, SpecialLimb } from "../types.js";

const SHOWN = /\b(uprns?|unique property reference( numbers?)?)\b[^a-z]{0,12}\d{1,12}\b/i;
const SPOKEN_OF =
  /\b(bs ?7666|unique property reference numbers?|land and property gazetteer|local property gazetteer|geoplace|nlpg|llpg)\b/i;

/** 14-b3: properties told apart by their UPRN, on own pages or on a supplier's look-up that residents are sent to. */
export const propertyReferences: SpecialLimb = {
  key: "a",
  kind: "special",
  name: "addresses identified by their UPRN",
  wordings: [
    "uprns?",
    "unique property reference numbers?",
    "bs ?7666",
    "(national )?land and property gazetteer",
    "street naming( and numbering)?",
    "address gazetteer",
    "nlpg",
    "llpg",
    "geoplace",
  ],
  judge(room: Room): LimbAnswer {
    const pages = room.view.pages.filter((view) => !view.otherCouncil && !view.retired);
    const shown = pages
      .filter((view) => view.prose.matches(SHOWN))
      .sort((a, b) => Number(b.page.scope === "own") - Number(a.page.scope === "own"))
      .map((view) => seen(view.page, "UPRN shown here", around(view.text, SHOWN)));
    const lookUps = pages.flatMap(({ page }) => {
      const link = page.links.find(({ url }) => /^\d{1,12}$/.test(parameter(url)));
      const field = page.forms
        .flatMap((form) => form.fields)
        .find((one) => /(^|[^a-z])uprn([^a-z]|$)/i.test(`${one.name} ${one.label}`));
      if (!link && !field) return [];
      return [seen(page, "Addresses are looked up by their UPRN", link?.url ?? field?.label ?? "")];
    });
    const spoken = pages
      .filter(
        (view) =>
          view.prose.matches(SPOKEN_OF) &&
          // A supplier's look-up of addresses says it of the addresses that people look up there.
          (view.page.scope === "own" || view.forms.some(({ form }) => looksUp(form))),
      )
      .map((view) => seen(view.page, "Speaks of UPRNs", around(view.text, SPOKEN_OF)));
    // A few of each kind: a web manager looks for the one that he knows.
    const evidence = [...shown.slice(0, 2), ...lookUps.slice(0, 2), ...spoken.slice(0, 2)];
    if (evidence.length > 0) return { verdict: "met", reason: "published", level: 1, evidence };
    return { verdict: "cannot-tell", reason: "internal-only", level: null, evidence: [] };
  },
};

function parameter(address: string): string {
  const url = parseHttp(address);
  for (const [name, value] of url?.searchParams ?? []) if (/^uprn$/i.test(name)) return value;
  return "";
}
