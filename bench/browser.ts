import { type Browser, chromium } from "playwright-core";
import { findChromium } from "../tools/chromium.ts";

/** Runs work with a real Chromium; further flags are the browser's own. */
export const withBrowser = async <T>(flags: readonly string[], work: (browser: Browser) => Promise<T>): Promise<T> => {
  const { executablePath, args } = await findChromium();
  const browser = await chromium.launch({ executablePath, args: [...args, ...flags] });
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
};
