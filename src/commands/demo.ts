import { fixtureCouncils } from "../../fixtures/load.js";
import { startFixtureServer } from "../../fixtures/server.js";
import type { Register } from "../authorities/register.js";
import { audit } from "./audit.js";
import type { Surroundings } from "./surroundings.js";

/** Without a command: the bundled fixture council is served on loopback and audited as any site would be. */
export async function demo(register: Register, around: Surroundings): Promise<number> {
  const councils = await fixtureCouncils();
  const council = councils.find((one) => one.id === DEMO_COUNCIL) ?? councils[0];
  if (!council) throw new Error("no fixture council is bundled");
  const server = await startFixtureServer({ councils: [council] });
  around.log(
    `Auditing ${council.name}, an invented council served on this machine. Audit a real one with: npm start -- audit https://www.example.gov.uk`,
  );
  try {
    return await audit(
      council.homepage,
      {
        type: council.type,
        name: council.name,
        ...(council.seats === null ? {} : { seats: String(council.seats) }),
        format: "text",
        duties: "2005",
        profile: council.profile,
        asOf: council.asOf,
        pages: "300",
        browserPages: "20",
        timeBudget: "15",
        concurrency: "4",
        interval: "0",
        browser: true,
        resolve: [`*=127.0.0.1:${server.port}`],
        allowPrivate: false,
      },
      register,
      around,
    );
  } finally {
    await server.close();
  }
}

const DEMO_COUNCIL = "marlbrook";
