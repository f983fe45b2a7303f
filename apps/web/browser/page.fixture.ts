import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { findChromium } from "../../../tools/chromium.ts";
import type { Flow } from "../../server/flows/server.fixture.ts";

/** A real Chromium without a window. */
export const openBrowser = async (): Promise<Browser> => chromium.launch({ headless: true, ...(await findChromium()) });

/** The looks every page must hold in. */
export const looks: Record<string, BrowserContextOptions> = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  "390 px wide": { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
};

/** Opens an address of the server in a fresh context and waits for its heading. */
export const openPage = async (
  browser: Browser,
  flow: Flow,
  path: string,
  options: BrowserContextOptions = {},
): Promise<Page> => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  await page.goto(flow.url + path);
  await page.waitForSelector("h1");
  return page;
};

/** Waits until a page has its answers: nothing says any more that it is loading. */
export const settled = async (page: Page): Promise<void> => {
  await page.waitForFunction(() => document.querySelector('[role="status"][aria-label^="Loading"]') === null);
};

/** What axe finds on a page, one line per rule; there are no frames in it, so no second page is opened to gather them. */
export const axeFaults = async (page: Page): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
};

/** How many pixels the page is wider than its window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth));

/** Lands rows of the airport's flights, as CSV. */
export const push = async (flow: Flow, rows: string): Promise<void> => {
  const reply = await flow.fetch("/v1/ingest/flights", {
    method: "POST",
    headers: { "content-type": "text/csv", origin: flow.url },
    body: rows,
  });
  if (reply.status !== 202) throw new Error(await reply.text());
};
