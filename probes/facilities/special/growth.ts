import { seen } from "../../../src/snapshot/site.js";
import { datesIn } from "../../dates.js";
import { pagesOn } from "../limbs.js";
import type { PageView } from "../site-view.js";
import type { LimbAnswer, Room, SpecialLimb } from "../types.js";

/** The paper measures 2005/06 against 2003/04; no audit after the year's figures had been out for long asks for it. */
const ASKED_UNTIL = "2008-01-01";
const METRIC = /\b(visits|visitors|unique users|page (impressions|views)|hits)\b/i;
const COUNT = /\b\d{1,3}(?:,\d{3})+\b|\b\d{4,9}\b/g;

/** 13-b1: the same measure of the website's use in 2003/04 and 2005/06. */
export const responsePair: SpecialLimb = {
  key: "a",
  kind: "special",
  name: "use of the website in 2003/04 and 2005/06",
  wordings: [
    "(web ?site|web) (statistics|stats|usage|use)",
    "(visitor|usage) (numbers|figures|statistics)",
    "page impressions",
    "unique users",
  ],
  judge(room: Room, limb: SpecialLimb): LimbAnswer {
    if (room.context.asOf >= ASKED_UNTIL)
      return { verdict: "not-applicable", reason: "not-today", level: null, evidence: [] };
    for (const view of pagesOn(room, limb)) {
      const text = `${view.text}\n${rowsInWords(view).join("\n")}`;
      const before = figureFor(text, "2004-03-31");
      const after = figureFor(text, "2006-03-31");
      if (!before || !after || before.metric !== after.metric) continue;
      const ratio = Math.round((after.value / before.value) * 100) / 100;
      const evidence = [
        seen(view.page, `${before.metric}: ${before.value} in 2003/04, ${after.value} in 2005/06`),
      ];
      const measures = { earlier: before.value, later: after.value, ratio };
      return ratio >= 3
        ? { verdict: "met", reason: "improved", level: null, evidence, measures }
        : { verdict: "partly-met", reason: "not-improved", level: null, evidence, measures };
    }
    return { verdict: "cannot-tell", reason: "figures-not-published", level: null, evidence: [] };
  },
};

/** Cells of tables as lines of their own: what is counted, the year, the figure. */
function rowsInWords(view: PageView): string[] {
  return view.page.tables.flatMap((table) => {
    const [head = [], ...rows] = table.rows.map((row) => row.map((cell) => cell.text));
    return rows.flatMap(([label = "", ...cells]) =>
      cells.map((cell, index) => `${table.caption} ${label} ${head[index + 1] ?? ""}: ${cell}`),
    );
  });
}

function figureFor(text: string, endOfYear: string): { metric: string; value: number } | null {
  for (const line of text.split("\n")) {
    const metric = METRIC.exec(line)?.[1]?.toLowerCase();
    const dates = datesIn(line);
    const [period] = dates;
    if (
      !metric ||
      dates.length !== 1 ||
      !period ||
      period.precision !== "financial-year" ||
      period.end !== endOfYear
    )
      continue;
    const rest = line.slice(0, period.at) + line.slice(period.at + period.length);
    const value = Number((rest.match(COUNT)?.[0] ?? "").replace(/,/g, ""));
    if (value > 0) return { metric, value };
  }
  return null;
}
