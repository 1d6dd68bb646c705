/**
 * Keeps an audit's page up to date where scripts run; without it a link does the same by hand. The stage is announced
 * when it changes, the count is not (WCAG 4.1.3, and nobody wants to hear each page).
 */
export const PROGRESS_SCRIPT = {
  path: "/progress.js",
  text: `"use strict";
const part = (id) => document.getElementById(id);
part("by-hand").hidden = true;
async function look() {
  try {
    const answer = await fetch(part("progress").dataset.status, { cache: "no-store" });
    if (answer.ok) {
      const status = await answer.json();
      if (status.state === "done") return location.replace(status.report);
      if (!status.words) return location.reload();
      const { stage, count, share } = status.words;
      if (part("stage").textContent !== stage) part("stage").textContent = stage;
      part("count").textContent = count;
      part("bar").value = share;
    } else if (answer.status === 404) return location.reload();
  } catch {
    // The server may be starting again; the next look will tell.
  }
  setTimeout(look, 2000);
}
setTimeout(look, 1000);
`,
} as const;
