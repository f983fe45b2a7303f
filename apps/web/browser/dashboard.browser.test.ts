import { formatValue } from "@sextant/model/metric/format";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { discard, type Flow, startFlow } from "../../server/flows/server.fixture.ts";
import { statusWords } from "../src/parts/StatusPill.tsx";
import { airport, flightRows } from "./airport.fixture.ts";
import { axeFaults, looks, openBrowser, openPage, overflow, push, settled } from "./page.fixture.ts";

let flow: Flow;
let browser: Browser;

beforeAll(async () => {
  flow = await startFlow({ files: airport });
  await push(flow, flightRows());
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  if (flow !== undefined) await discard(flow);
});

describe("a dashboard", () => {
  it("shows each tile's value, target, status and reason as the API answers them", async () => {
    const { tiles } = await flow.call("dashboard", { params: { id: "control" } });
    const page = await openPage(browser, flow, "/");
    await page.waitForSelector(".tile-link");
    expect(await page.locator("article.tile").count()).toBe(tiles.length);
    for (const { id, label, latest, unit, target, standing, owner } of tiles) {
      const tile = page.locator(`article[aria-labelledby="tile-${id}"]`);
      const text = (await tile.textContent()) ?? "";
      expect(text).toContain(label);
      expect(await tile.locator(".value").textContent()).toBe(formatValue(latest?.value ?? null, unit));
      expect(text).toContain(formatValue(target, unit));
      expect(await tile.locator(".status").textContent()).toContain(statusWords[standing.status]);
      expect(standing.sentence.endsWith((await tile.locator(".tile-reason").textContent()) ?? "?")).toBe(true);
      expect(text).toContain(owner?.label);
    }
    await page.context().close();
  });

  it("says plainly that its clock is pinned, and where", async () => {
    const page = await openPage(browser, flow, "/");
    expect(await page.locator(".page-line").first().textContent()).toBe("Clock pinned at 16 May 2001, 12:00 New York");
    await page.context().close();
  });

  it("keeps the chosen grain in the address, and goes back", async () => {
    const page = await openPage(browser, flow, "/dashboards/control");
    await page.getByRole("radio", { name: "Month" }).check();
    await page.waitForURL(/grain=month/);
    const { tiles } = await flow.call("dashboard", { params: { id: "control" }, query: "?grain=month" });
    const [first] = tiles;
    await page
      .locator("article.tile .value", { hasText: formatValue(first?.latest?.value ?? null, first!.unit) })
      .first()
      .waitFor();
    await page.goBack();
    expect(new URL(page.url()).search).toBe("");
    await page.context().close();
  });

  it("opens a KPI from the keyboard alone, and the heading takes the focus", async () => {
    const page = await openPage(browser, flow, "/");
    await page.waitForSelector(".tile-link");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to the content");
    await page.locator(".tile-link").first().focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/kpis\//);
    await page.waitForFunction(() => document.activeElement?.tagName === "H1");
    expect(await page.title()).toContain("Sextant");
    await page.context().close();
  });

  it("hears g i, / and ?, but not while someone types", async () => {
    const page = await openPage(browser, flow, "/");
    await page.waitForSelector(".tile-link");
    await page.keyboard.press("g");
    await page.keyboard.press("i");
    await page.waitForURL(/dictionary/);
    await page.keyboard.press("/");
    await page.waitForFunction(() => document.activeElement?.id === "search");
    await page.keyboard.type("g d ?");
    expect(await page.locator("#search").inputValue()).toBe("g d ?");
    await page.locator("h1").focus();
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keyboard" }).waitFor();
    await page.keyboard.press("Escape");
    expect(await page.getByRole("dialog").count()).toBe(0);
    await page.context().close();
  });

  it("answers an unknown dashboard with what is wrong, under a heading", async () => {
    const page = await openPage(browser, flow, "/dashboards/nowhere");
    const alert = page.getByRole("alert");
    await alert.waitFor();
    expect(await alert.textContent()).toContain("nowhere");
    await page.context().close();
  });

  it("keeps a chosen theme over a reload, before the first paint", async () => {
    const page = await openPage(browser, flow, "/", { colorScheme: "light" });
    await page.getByRole("radio", { name: "Dark" }).check();
    await page.reload({ waitUntil: "commit" });
    await page.waitForSelector("#root");
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe("dark");
    await page.context().close();
  });
});

describe.each(Object.entries(looks))("in the look %s", (_, look) => {
  it.each(["/", "/dictionary", "/findings", "/accounts", "/nowhere"])(
    "%s has no axe violation and does not overflow",
    async (path) => {
      const page = await openPage(browser, flow, path, look);
      await settled(page);
      expect(await axeFaults(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
      await page.context().close();
    },
  );
});

describe("on a phone", () => {
  it("the tab bar leads everywhere, and More holds the rest in an accessible dialog", async () => {
    const page = await openPage(browser, flow, "/", looks["390 px wide"]);
    const tabs = page.getByRole("navigation", { name: "Main, on a phone" });
    await tabs.getByRole("link", { name: "Dictionary" }).click();
    await page.waitForURL(/dictionary/);
    await tabs.getByRole("button", { name: "More" }).click();
    await page.getByRole("dialog").waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await page.getByRole("dialog").getByRole("link", { name: "Control" }).click();
    await page.waitForURL(/dashboards\/control/);
    expect(await page.getByRole("dialog").count()).toBe(0);
    await page.context().close();
  });

  it("nothing moves while the dashboard loads", async () => {
    const context = await browser.newContext(looks["390 px wide"]);
    const page = await context.newPage();
    await page.addInitScript(() => {
      Object.assign(window, { shift: 0 });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          Object.assign(window, { shift: Reflect.get(window, "shift") + Reflect.get(entry, "value") });
      }).observe({ type: "layout-shift", buffered: true });
    });
    await page.goto(flow.url);
    await page.waitForSelector(".tile-link");
    await settled(page);
    expect(await page.evaluate(() => Reflect.get(window, "shift"))).toBeLessThanOrEqual(0.02);
    await context.close();
  });
});
