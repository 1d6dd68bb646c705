import type { ComponentChildren } from "preact";
import { htmlDocument } from "../../../reports/look/page.js";
import { tool } from "../../project.js";

export interface FrameProps {
  /** Of the window; the heading says the same unless it has one of its own. */
  title: string;
  heading?: string;
  description: string;
  /** Whether a night's reports can be read here. */
  night: boolean;
  /** Address of a script that makes the page livelier; it does without. */
  script?: string;
  children: ComponentChildren;
}

/** One page of the server, in the reports' own look. */
export function framedPage({ title, heading, description, night, script, children }: FrameProps): string {
  return htmlDocument({
    title: `${title}: council-audit`,
    description,
    head: (
      <>
        <style dangerouslySetInnerHTML={{ __html: formStyles }} />
        {script === undefined ? null : <script src={script} defer />}
      </>
    ),
    children: (
      <>
        <header class="mast site">
          <div class="wrap">
            <p class="soft">council-audit: what English council websites deliver, with evidence</p>
            <nav aria-label="Sections">
              <ul>
                <li>
                  <a href="/">Audit a website</a>
                </li>
                {night ? (
                  <li>
                    <a href="/nation/index.html">All authorities</a>
                  </li>
                ) : null}
              </ul>
            </nav>
          </div>
        </header>
        <div class="wrap">
          <main id="main">
            <h1>{heading ?? title}</h1>
            {children}
          </main>
          <footer>
            <p>
              Made by council-audit {tool.version}. It names itself, obeys robots.txt, and never submits a
              form.
            </p>
          </footer>
        </div>
      </>
    ),
  });
}

/** What forms need besides the reports' styles; marks keep 3:1 against what is around them (WCAG 1.4.11). */
const formStyles = `
form{margin:1rem 0}.field{margin:1rem 0;max-width:40rem}.field label,legend{font-weight:600}.field .hint{margin:.1em 0 .3em}
input[type=text],input[type=password],select{width:100%;font:inherit;padding:.5rem .6rem;color:var(--ink);background:var(--paper);border:.125rem solid var(--soft);border-radius:.25rem}
[aria-invalid=true]{border-color:var(--not)}
fieldset{border:0;margin:1rem 0;padding:0}legend{padding:0}fieldset label{font-weight:400}.choice{display:flex;gap:.6rem;align-items:center;margin:.3rem 0;min-height:1.5rem}
.choice input{width:1.25rem;height:1.25rem;flex:0 0 auto;accent-color:var(--accent)}
button{font:inherit;font-weight:600;padding:.6rem 1.2rem;color:var(--paper);background:var(--accent);border:.125rem solid var(--accent);border-radius:.25rem;cursor:pointer}
button.quiet{color:var(--accent);background:var(--paper)}
.problem{border:.25rem solid var(--not);border-radius:.3rem;padding:.6rem 1rem;margin:1rem 0}.problem h2{border:0;margin:0;padding:0;font-size:1.15rem}.wrong{color:var(--not);font-weight:600;margin:.1em 0 .3em}
progress{width:100%;height:1.25rem;accent-color:var(--accent)}
details{margin:1rem 0}summary{cursor:pointer;font-weight:600}
`;
