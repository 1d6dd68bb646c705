import type { ComponentChildren } from "preact";
import { day, htmlDocument } from "../look/page.js";
import { StackPattern } from "../look/plots.js";
import { HatchPattern } from "../look/verdict.js";
import type { Nation } from "./nation.js";

export interface SitePage {
  /** Relative to the site's folder, with forward slashes. */
  path: string;
  html: string;
}

const SECTIONS = [
  ["index.html", "Overview"],
  ["types/index.html", "By type"],
  ["regions/index.html", "By region"],
  ["outcomes/index.html", "By outcome"],
  ["areas/index.html", "By area"],
  ["authorities/index.html", "All authorities"],
  ["trends.html", "Changes and trends"],
  ["data/index.html", "Data"],
  ["method.html", "Method"],
] as const;

export interface SitePageProps {
  nation: Nation;
  path: string;
  title: string;
  /** The entry of the navigation that the page belongs to. */
  section: (typeof SECTIONS)[number][0];
  children: ComponentChildren;
}

/** One page of the national site. Its address is relative throughout, so that it opens from a folder or any server. */
export function sitePage({ nation, path, title, section, children }: SitePageProps): SitePage {
  const root = "../".repeat(path.split("/").length - 1);
  const html = htmlDocument({
    title: `${title}: English council websites, ${day(nation.run.startedAt)}`,
    description: `${title}. What was found on the websites of English local authorities, with evidence for every verdict.`,
    inlineStyles: false,
    head: <link rel="stylesheet" href={`${root}style.css`} />,
    children: (
      <>
        <HatchPattern />
        <StackPattern />
        <header class="mast site">
          <div class="wrap">
            <p class="soft">English council websites · audited {day(nation.run.startedAt)}</p>
            <nav aria-label="Sections">
              <ul>
                {nation.above ? (
                  <li>
                    <a href={`${root}${nation.above.href}`}>{nation.above.title}</a>
                  </li>
                ) : null}
                {SECTIONS.map(([href, name]) => (
                  <li key={href}>
                    <a
                      href={`${root}${href}`}
                      aria-current={href === path ? "page" : href === section ? "true" : undefined}
                    >
                      {name}
                    </a>
                  </li>
                ))}
              </ul>
            </nav>
          </div>
        </header>
        <div class="wrap">
          <main id="main">
            <h1>{title}</h1>
            {children}
          </main>
          <footer>
            <p>
              Made by council-audit {nation.run.toolVersion}, run <span class="mono">{nation.run.id}</span>.
              Council seats: Open Council Data UK, CC BY-SA 4.0.
            </p>
          </footer>
        </div>
      </>
    ),
  });
  return { path, html };
}
