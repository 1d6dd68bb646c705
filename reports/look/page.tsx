import type { ComponentChildren } from "preact";
import { render } from "preact-render-to-string";
import { styles } from "./styles.js";

export interface PageProps {
  title: string;
  /** What a search result or a preview would say. */
  description: string;
  children: ComponentChildren;
  /** Markup of the page's head beyond title and styles, such as a link to the sheet beside it. */
  head?: ComponentChildren;
  /** Off for pages that share a style sheet file. */
  inlineStyles?: boolean;
}

/** A whole HTML document; everything a council wrote is escaped by the renderer. */
export function htmlDocument({ title, description, children, head, inlineStyles = true }: PageProps): string {
  const html = render(
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <meta name="description" content={description} />
        <meta name="color-scheme" content="light dark" />
        <meta name="generator" content="council-audit" />
        {inlineStyles ? <style dangerouslySetInnerHTML={{ __html: styles }} /> : null}
        {head}
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to the main content
        </a>
        {children}
      </body>
    </html>,
  );
  return `<!doctype html>\n${html}\n`;
}

/** A day for readers in England: 3 May 2026. Times in data are UTC; reports show the day. */
export function day(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return date.toLocaleDateString("en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "Europe/London",
  });
}

/** The same with the time of day: 3 May 2026 at 14:05. */
export function moment(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const time = date.toLocaleTimeString("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    timeZone: "Europe/London",
  });
  return `${day(iso)} at ${time}`;
}

/** A wide table scrolls by itself, never the page (WCAG 1.4.10), and can be reached by keyboard (2.1.1). */
export function Scroll({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section class="scroll" tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}

/** Only http(s) addresses become links: a `javascript:` one in evidence stays text. */
export function Address({ url, children }: { url: string; children?: ComponentChildren }) {
  // One that was cut for display would lead elsewhere.
  if (!/^https?:\/\//i.test(url) || url.endsWith("…")) return <span class="break">{children ?? url}</span>;
  return (
    <a href={url} rel="noreferrer nofollow" class={children === undefined ? "address" : undefined}>
      {children ?? shorten(url)}
    </a>
  );
}

function shorten(url: string): string {
  const plain = url.replace(/^https?:\/\//, "");
  return plain.length <= 90 ? plain : `${plain.slice(0, 60)}…${plain.slice(-25)}`;
}
