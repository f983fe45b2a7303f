import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { discard, type Flow, startFlow } from "../../server/flows/server.fixture.ts";
import { airport, flightRows } from "./airport.fixture.ts";
import { axeFaults, looks, openBrowser, openPage, overflow, push, settled } from "./page.fixture.ts";

const addresses = [
  ...["/", "/kpis/on_time", "/attention", "/alerts", "/alerts/new?kpi=on_time", "/dictionary", "/dictionary/on_time"],
  ...["/gate/punctual", "/library", "/library/ticket_volume", "/organisation", "/proposals", "/findings", "/changes"],
  ...["/decisions", "/vanity", "/me", "/reviews", "/objectives", "/cascade"],
  ...["/sources", "/entries", "/data/new", "/accounts", "/nowhere"],
];

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

describe.each(Object.entries(looks))("Every page, %s,", (name, look) => {
  const isPhone = name === "390 px wide";

  it(isPhone ? "fits its window" : "passes axe, and nothing of it fails", async () => {
    const page = await openPage(browser, flow, "/", look);
    const faults: string[] = [];
    page.on("pageerror", ({ message }) => faults.push(`${page.url()}: ${message}`));
    page.on("response", (reply) => reply.status() >= 400 && faults.push(`${reply.status()} ${reply.url()}`));
    for (const address of addresses) {
      await page.goto(flow.url + address);
      await page.waitForSelector("h1");
      await settled(page);
      const wide = await overflow(page);
      if (wide > 0) faults.push(`${address} is ${wide} px too wide`);
      if (!isPhone) faults.push(...(await axeFaults(page)).map((fault) => `${address} ${fault}`));
    }
    expect(faults).toEqual([]);
    await page.context().close();
  }, 300_000);
});

it("The tab bar of a phone is one row of five", async () => {
  const page = await openPage(browser, flow, "/", looks["390 px wide"]);
  const rows = await page
    .locator(".tabbar > *")
    .evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().top)));
  expect(rows).toHaveLength(5);
  expect(new Set(rows).size).toBe(1);
  await page.context().close();
});
