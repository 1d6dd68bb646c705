import { seen } from "../../../src/snapshot/site.js";
import { openFields } from "../forms.js";
import { absent, bondOf } from "../ladder.js";
import { around, type PageView } from "../site-view.js";
import type { LimbAnswer, Room, SpecialLimb } from "../types.js";
import { patternOf } from "../wording.js";

const POLL =
  /\b(quick (vote|poll)|(online|web|snap|mini|monthly|weekly|current|latest|opinion|our|this (month|week)'s) (vote|poll)|poll of the (week|month)|vote now|cast your vote|view (the )?results|see results|poll)\b/i;
const PAGE_FEEDBACK =
  /\b(was|is|did|has|how) (was |useful |helpful )?(this|the) (page|information|website|site|content)\b|\brate (this|our) (page|web ?site)\b|\bfound? what you (were looking|wanted)|\bpage (useful|helpful)|\babout (this|our|the) (new )?web ?site\b/i;
const RATE_THIS =
  /\b(was|is|did you find) this (page|information|content) (useful|helpful|easy)\b|\brate this (page|web ?site)\b|\bfound? what you (were looking for|wanted)\?/i;
const FEEDBACK_WIDGET = /govmetric|hotjar|feefo|smileys?|qualtrics|foresee/i;
const NOT_POLL =
  /\b(polling (station|place|district)|how to vote|electoral|register to vote|postal vote|cookies?|search|log ?in|filter|sort by|pay|delivery)\b/i;
const MOST_OPTIONS = 6;

/** 03-m4: a live question of opinion to be answered with a click; a widget that rates the page measures something else. */
export const quickVote: SpecialLimb = {
  key: "a",
  kind: "special",
  name: "a quick vote on a public question",
  wordings: [
    "quick (vote|poll)",
    "(online|web|opinion|monthly|weekly|snap) (vote|poll)s?",
    "vote now",
    "(this month's|this week's|current|latest) poll",
    "polls?( results| archive)?",
    "cast your vote",
    "have your vote",
  ],
  notThese: [
    "polling",
    "postal",
    "elections?",
    "register to vote",
    "electoral",
    "how to vote",
    "poll tax",
    "poll card",
    "parish poll",
    "proxy",
    "mayor\\w*",
  ],
  paths: ["/(quick-?)?(poll|vote)s?(/|\\.|\\?|$)"],
  judge(room: Room, limb: SpecialLimb): LimbAnswer {
    for (const view of room.view.pages) {
      if (view.otherCouncil || view.retired) continue;
      const poll = livePoll(view);
      if (!poll) continue;
      const results =
        /\b(view|see|show) (the )?(current |latest )?results|\d+ (votes|people have voted)\b/i.test(
          `${poll}\n${view.page.text}`,
        );
      return {
        verdict: "met",
        reason: "online",
        level: results ? 4 : 3,
        evidence: [seen(view.page, "A poll that can be answered now", poll)],
      };
    }
    const pattern = patternOf(limb);
    const archive = room.view.pages.find(
      (view) =>
        view.page.scope === "own" &&
        view.noise === null &&
        bondOf(view, pattern) === "title" &&
        /\bresults?\b|\d+ ?%/i.test(view.text),
    );
    if (archive) {
      return {
        verdict: "partly-met",
        reason: "results-only",
        level: 1,
        evidence: [seen(archive.page, "Results of earlier polls", around(archive.text, /results?|\d+ ?%/i))],
      };
    }
    const ended = room.view.pages.find(
      (view) => !view.otherCouncil && view.noise !== "news" && endedPoll(view) !== null,
    );
    if (ended) {
      return {
        verdict: "partly-met",
        reason: "results-only",
        level: 1,
        evidence: [seen(ended.page, "A poll that is over, with its result", endedPoll(ended) ?? "")],
      };
    }
    const rated = room.view.pages.find((view) => view.page.scope === "own" && ratesPage(view));
    if (rated) {
      return {
        verdict: "partly-met",
        reason: "page-feedback-only",
        level: 1,
        evidence: [seen(rated.page, "Visitors can rate the page", around(rated.page.text, PAGE_FEEDBACK))],
      };
    }
    return absent(room);
  },
};

/** Text of a form of a single choice between two and six answers that calls itself a poll or asks for a vote. */
function livePoll(view: PageView): string | null {
  for (const form of view.page.forms) {
    const words = `${form.heading} ${form.text} ${form.buttons.join(" ")}`;
    if (PAGE_FEEDBACK.test(words) || NOT_POLL.test(words)) continue;
    const choices = form.fields.filter((field) => field.type === "radio");
    const groups = new Set(choices.map((field) => field.name));
    const others = openFields(form).filter((field) => field.type !== "radio");
    if (
      choices.length < 2 ||
      groups.size > 3 ||
      choices.length > MOST_OPTIONS * groups.size ||
      others.length > 0
    )
      continue;
    const asked = POLL.test(words) || /\bvote\b/i.test(form.buttons.join(" ")) || POLL.test(form.id);
    if (asked) return words.slice(0, 280);
  }
  return null;
}

const ENDED =
  /\b(quick|online|web|snap|mini|opinion|this|our|the|last|previous|latest)( \w+)? (poll|vote)\b[^.\n]{0,120}\b(closed|concluded|ended|over|finished|now closed)\b|\bpolls?\b[^.\n]{0,40}\b(has|have|is|are|was|were) (now )?(closed|concluded|ended|over|finished)\b/i;
const TALLY = /\d ?%|\bper cent\b|\b\d+ votes\b|\bresults?\b/i;

/** A poll on the site that says it is over and shows how people voted; an election's polls are none. */
function endedPoll(view: PageView): string | null {
  const { text } = view.page;
  const found = ENDED.exec(text);
  if (!found || NOT_POLL.test(found[0])) return null;
  const near = text.slice(Math.max(0, found.index - 200), found.index + found[0].length + 300);
  if (
    !TALLY.test(near) ||
    /\b(elections?|by-?election|polling|electors?|ballot|candidates?|parish poll|referendum)\b/i.test(near)
  )
    return null;
  return around(text, ENDED);
}

function ratesPage(view: PageView): boolean {
  if (view.page.scripts.some((source) => FEEDBACK_WIDGET.test(source))) return true;
  return (
    view.page.forms.some((form) => PAGE_FEEDBACK.test(`${form.heading} ${form.text}`)) ||
    RATE_THIS.test(view.page.text)
  );
}
