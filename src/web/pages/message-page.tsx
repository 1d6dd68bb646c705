import { framedPage } from "./frame.js";

/** One thing to say, and a way on. */
export function messagePage(title: string, text: string, night: boolean): string {
  return framedPage({
    title,
    description: text,
    night,
    children: (
      <>
        <p>{text}</p>
        <p>
          <a href="/">Audit a website</a>
        </p>
      </>
    ),
  });
}
