import { join } from "node:path";
import { renderAuthorityReport } from "../../reports/authority/report.js";
import type { Register } from "../authorities/register.js";
import { EXIT } from "../errors.js";
import { openStore } from "../store/open.js";
import { subjectKey } from "../store/types.js";
import { save } from "./audit.js";
import { runAsked } from "./judge.js";
import { databaseOf } from "./options.js";
import type { Surroundings } from "./surroundings.js";

export interface ReportFlags {
  run?: string;
  output: string;
  pdf: boolean;
  database?: string;
}

/** `report`: the reports of a stored run, read from findings alone. */
export async function report(flags: ReportFlags, _register: Register, around: Surroundings): Promise<number> {
  const store = await openStore(databaseOf(flags.database, around.environment));
  try {
    const run = await runAsked(store, flags.run);
    const earlier = await store.runBefore(run.id);
    let count = 0;
    for await (const document of store.documents(run.id)) {
      const key = document.authority
        ? subjectKey(document.authority, document.site.requested)
        : new URL(document.site.requested).host;
      const before = earlier ? await store.documentOf(earlier.id, key) : null;
      save(
        join(flags.output, `${key.replace(/[^a-z0-9.-]+/gi, "-")}.html`),
        renderAuthorityReport({ document, before }),
      );
      save(
        join(flags.output, `${key.replace(/[^a-z0-9.-]+/gi, "-")}.json`),
        `${JSON.stringify(document, null, 2)}\n`,
      );
      count++;
    }
    around.print(`${count} reports written to ${flags.output}\n`);
    return EXIT.done;
  } finally {
    await store.close();
  }
}
