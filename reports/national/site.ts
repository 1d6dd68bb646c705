import { styles } from "../look/styles.js";
import { areaPages } from "./area-pages.js";
import { authoritiesPage } from "./authorities-page.js";
import { dataPage } from "./data-page.js";
import { methodPage } from "./method-page.js";
import type { Nation } from "./nation.js";
import { outcomePages } from "./outcome-pages.js";
import { overviewPage } from "./overview-page.js";
import { regionPages } from "./region-pages.js";
import type { SitePage } from "./shell.js";
import { trendsPage } from "./trends-page.js";
import { typePages } from "./type-pages.js";

/** Style sheet of the site's pages; authorities' reports carry their own, so that one can be passed on alone. */
export const STYLE_SHEET = { path: "style.css", text: styles.trimStart() };

/** The pages of the national site, one at a time; authorities' reports are made apart. */
export function* nationalPages(nation: Nation): Iterable<SitePage> {
  yield overviewPage(nation);
  yield* typePages(nation);
  yield* regionPages(nation);
  yield* outcomePages(nation);
  yield* areaPages(nation);
  yield authoritiesPage(nation);
  yield trendsPage(nation);
  yield dataPage(nation);
  yield methodPage(nation);
}
