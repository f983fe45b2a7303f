import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { discard, type Flow, startFlow } from "../../server/flows/server.fixture.ts";
import { airport, flightRows } from "./airport.fixture.ts";
import { openBrowser, openPage, push } from "./page.fixture.ts";

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

describe("the dictionary", () => {
  it("lists every definition with formula, owner, version and hash", async () => {
    const { entries } = await flow.call("dictionary");
    const page = await openPage(browser, flow, "/dictionary");
    await page.waitForSelector(".entries");
    expect(await page.locator(".entries tbody tr").count()).toBe(entries.length);
    const text = (await page.locator(".entries").textContent()) ?? "";
    for (const { label, formula, hash } of entries) {
      expect(text).toContain(label);
      expect(text).toContain(formula);
      expect(text).toContain(hash.slice(0, 8));
    }
    await page.context().close();
  });

  it("finds by word and filter, keeps both in the address, and clears them", async () => {
    const page = await openPage(browser, flow, "/dictionary");
    await page.getByRole("searchbox").fill("on-time");
    await page.getByLabel("Type").selectOption("kpi");
    await page.getByText("1 of 5 definitions").waitFor();
    await page.waitForURL(/q=on-time.*type=kpi/);
    await page.reload();
    await page.getByText("1 of 5 definitions").waitFor();
    expect(await page.getByRole("searchbox").inputValue()).toBe("on-time");
    await page.getByRole("searchbox").fill("zeppelin");
    await page.getByRole("heading", { name: "Nothing has all of this" }).waitFor();
    await page.getByRole("button", { name: "Clear all" }).click();
    await page.getByText("5 definitions", { exact: true }).waitFor();
    await page.context().close();
  });
});

describe("the findings", () => {
  it("stand with place, rule and hint, and lead to what they are about", async () => {
    const { findings } = await flow.call("findings");
    const page = await openPage(browser, flow, "/findings");
    if (findings.length === 0) {
      await page.getByRole("heading", { name: "No findings" }).waitFor();
    } else {
      await page.waitForSelector(".finding");
      expect(await page.locator(".finding").count()).toBe(findings.length);
      const text = (await page.locator("main").textContent()) ?? "";
      for (const { rule, message, place } of findings) {
        expect(text).toContain(rule);
        expect(text).toContain(message);
        if (place) expect(text).toContain(`${place.file}:${place.line}:${place.column}`);
      }
    }
    await page.context().close();
  });
});
