import { UNATTENDED } from "../browser/flags.js";
import { ensureChromium } from "../browser/install.js";
import type { Surroundings } from "./surroundings.js";

/** Turns reports into PDF. */
export interface PdfPrinter {
  /** Tagged, with an outline of its headings (PDF/UA asks for both). */
  print(html: string): Promise<Uint8Array>;
  close(): Promise<void>;
}

/**
 * Chromium as a printer: offline and without scripts, since a report is one self-contained page.
 * @throws ChromiumMissingError when no browser can be had.
 */
export async function openPdfPrinter(around: Pick<Surroundings, "environment" | "log">): Promise<PdfPrinter> {
  const executablePath = await ensureChromium({ env: around.environment, log: around.log });
  const { chromium } = await import("playwright");
  const browser = await chromium.launch({
    executablePath,
    args: UNATTENDED,
  });
  return {
    async print(html) {
      const context = await browser.newContext({ offline: true, javaScriptEnabled: false });
      try {
        const page = await context.newPage();
        await page.setContent(html);
        return await page.pdf({
          format: "A4",
          tagged: true,
          outline: true,
          preferCSSPageSize: true,
          printBackground: true,
        });
      } finally {
        await context.close();
      }
    },
    close: () => browser.close(),
  };
}
