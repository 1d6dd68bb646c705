import type { Words } from "../probe.js";

const portal = (measures: Record<string, unknown>) => String(measures.portal ?? "the government's portal");

export const words: Words = {
  "portal-linked": {
    summary: ({ measures }) => `The homepage links to the front page of ${portal(measures)}.`,
    remedy: null,
  },
  "deep-links-only": {
    summary: ({ measures }) =>
      `The homepage links to single pages of ${portal(measures)}, but not to its front page.`,
    remedy: ({ measures }) =>
      `Add one link to the front page of ${portal(measures)}, for instance in the footer.`,
  },
  "only-in-passing": {
    summary: ({ measures }) =>
      `${portal(measures)} is linked from the homepage only in passing, in a news item or a credit.`,
    remedy: ({ measures }) =>
      `Add a lasting link to the front page of ${portal(measures)} to the header, menu or footer of the homepage.`,
  },
  "no-accessible-name": {
    summary: ({ measures }) =>
      `The homepage links to ${portal(measures)}, but the link has no text that a screen reader could read out.`,
    remedy: "Give the link text, or give its image an alternative text that names the portal.",
  },
  "link-hidden": {
    summary: ({ measures }) =>
      `The homepage holds a link to ${portal(measures)}, but visitors cannot see it.`,
    remedy: "Show the link, or move it into the footer or a menu that visitors can open.",
  },
  "stale-portal": {
    summary: ({ measures }) =>
      `The homepage still links to a portal that was closed; ${portal(measures)} has taken its place.`,
    remedy: ({ measures }) => `Point the old link to the front page of ${portal(measures)}.`,
  },
  "not-on-homepage": {
    summary: ({ measures }) => `Other pages of the site link to ${portal(measures)}; the homepage does not.`,
    remedy: ({ measures }) => `Put a link to the front page of ${portal(measures)} on the homepage itself.`,
  },
  "no-portal-link": {
    summary: ({ measures }) =>
      `The homepage was read in full, and nothing on it leads to ${portal(measures)}.`,
    remedy: ({ measures }) =>
      `Add a link to the front page of ${portal(measures)} to the homepage, for instance in the footer.`,
  },
};
