import { formatValue } from "@sextant/model/metric/format";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { discard, type Flow, startFlow } from "../../server/flows/server.fixture.ts";
import { airport, flightRows } from "./airport.fixture.ts";
import { openBrowser, openPage, push } from "./page.fixture.ts";

let flow: Flow;
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  flow = await startFlow({ files: airport });
  await push(flow, flightRows());
});
afterEach(() => discard(flow));

/** Late flights of the last whole week: enough to change its share. */
const lateFlights = `departure,delay,origin\n${"2001-05-10T15:00:00,90,ORD\n".repeat(20)}`;

const shown = async () => {
  const { tiles } = await flow.call("dashboard", { params: { id: "control" } });
  const tile = tiles.find(({ id }) => id === "on_time");
  return formatValue(tile?.latest?.value ?? null, tile!.unit);
};

describe("rows that land", () => {
  it("change the tile without a reload, light it up, and are said aloud", async () => {
    const page = await openPage(browser, flow, "/");
    await page.waitForSelector('.live[data-state="live"]');
    await page.evaluate(() => Object.assign(window, { mark: "same page" }));
    const value = page.locator('article[aria-labelledby="tile-on_time"] .value');
    const before = await value.textContent();
    await push(flow, lateFlights);
    await page.waitForFunction(
      (old) => document.querySelector('article[aria-labelledby="tile-on_time"] .value')?.textContent !== old,
      before,
    );
    expect(await value.textContent()).toBe(await shown());
    expect(await value.getAttribute("class")).toContain("fresh");
    expect(await page.locator('[aria-live="polite"]').last().textContent()).toContain(
      `On-time rate is now ${await shown()}`,
    );
    expect(await page.evaluate(() => Reflect.get(window, "mark"))).toBe("same page");
    await page.context().close();
  });

  it("reach eight tabs of one browser, over one stream", async () => {
    const page = await openPage(browser, flow, "/");
    const tabs = [page];
    while (tabs.length < 8) {
      const tab = await page.context().newPage();
      await tab.goto(flow.url);
      tabs.push(tab);
    }
    for (const tab of tabs) await tab.waitForSelector('.live[data-state="live"]');
    const value = '.tile[aria-labelledby="tile-on_time"] .value';
    const before = await tabs[7]!.locator(value).textContent();
    await push(flow, lateFlights);
    for (const tab of tabs)
      await tab.waitForFunction(([at, old]) => document.querySelector(at!)?.textContent !== old, [value, before]);
    await page.context().close();
  });
});

describe("a server that goes away", () => {
  it("is said in words while the numbers stay, and what was not loaded says what to do", async () => {
    const page = await openPage(browser, flow, "/");
    await page.waitForSelector('.live[data-state="live"]');
    await flow.stop();
    await page.waitForSelector('.live[data-state="reconnecting"]');
    expect(await page.locator(".offline").textContent()).toContain("may be old");
    expect(await page.locator(".tile-link").count()).toBe(2);
    await page.getByRole("link", { name: "Findings" }).first().click();
    const alert = page.getByRole("alert");
    await alert.waitFor({ timeout: 20_000 });
    expect(await alert.textContent()).toContain("cannot be reached");
    await page.context().close();
  });
});

describe("an app that does not arrive", () => {
  it("says so instead of showing grey boxes for ever", async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.route(/assets\/index-.*\.js/, (route) => route.abort());
    await page.goto(flow.url);
    await page.locator(".broken-note").waitFor();
    expect(await page.locator(".broken-note").textContent()).toContain("Load the page again");
    await context.close();
  });
});
