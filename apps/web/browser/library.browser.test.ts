import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { discard, type Flow, startFlow } from "../../server/flows/server.fixture.ts";
import { airport, flightRows } from "./airport.fixture.ts";
import { axeFaults, openBrowser, openPage, overflow, push } from "./page.fixture.ts";

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

describe("the library", () => {
  it("is searched by word and department, both kept in the address", async () => {
    const page = await openPage(browser, flow, "/library");
    await page.waitForSelector(".library-entries");
    await page.getByRole("searchbox").fill("first response");
    await page.getByLabel("Department").selectOption("support");
    await page.waitForURL(/q=first\+response.*department=support/);
    await page.getByRole("link", { name: "First response time" }).waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await page.getByRole("searchbox").fill("zebra");
    await page.getByText("Nothing in the library goes by these words").waitFor();
    await page.context().close();
  });

  it("shows the value of an entry while its columns are mapped, what does not fit, and installs it", async () => {
    const page = await openPage(browser, flow, "/library/ticket_volume", { viewport: { width: 390, height: 800 } });
    await page.locator(".library-preview .sparkline, .library-preview svg").first().waitFor();
    expect(await axeFaults(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await page.getByLabel("Handle").fill("Not A Handle");
    await page.getByText("is no handle").waitFor();
    expect(await page.getByRole("button", { name: "Install as a draft" }).isDisabled()).toBe(true);
    await page.getByLabel("Handle").fill("rows_per_week");
    await page.getByRole("button", { name: "Install as a draft" }).click();
    await page.waitForURL(/kpis\/rows_per_week/);
    await page.getByRole("heading", { level: 1, name: "Ticket volume" }).waitFor();
    await page.context().close();
  });
});

describe("the vanity audit", () => {
  it("says of every KPI when it last changed what somebody did", async () => {
    const { verdicts } = await flow.call("vanity");
    const page = await openPage(browser, flow, "/vanity", { viewport: { width: 390, height: 800 } });
    await page.locator(".vanity li").first().waitFor();
    expect(await page.locator(".vanity li").count()).toBe(verdicts.length);
    expect(await axeFaults(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await page.context().close();
  });
});
