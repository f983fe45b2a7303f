import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { discard, type Flow, startFlow } from "../../server/flows/server.fixture.ts";
import { airport, flightRows } from "./airport.fixture.ts";
import { axeFaults, looks, openBrowser, openPage, overflow, push, settled } from "./page.fixture.ts";

const files: Record<string, string> = {
  ...airport,
  "workspace.yaml": (airport["workspace.yaml"] ?? "").replace(', as_of: "2001-05-16T12:00"', ""),
};
const [header = "", ...rows] = flightRows().split("\n");
const between = (from: string, to: string): string =>
  [header, ...rows.filter((row) => row >= from && row < to)].join("\n");

let clock = Date.parse("2001-04-16T16:00:00Z");
let flow: Flow;
let browser: Browser;
const historyOf = async () => (await flow.call("kpi", { params: { id: "flights" } })).history;
const lately = { timeout: 20_000, interval: 50 };

beforeAll(async () => {
  flow = await startFlow({ files, now: () => clock });
  browser = await openBrowser();
  await push(flow, between("2001-01-01", "2001-04-17"));
  await vi.waitFor(async () => expect((await historyOf()).periods.at(-1)?.periodKey).toBe("2001-W15"), lately);
  clock = Date.parse("2001-04-18T16:00:00Z");
  await push(flow, `${header}\n2001-03-13T20:00:00,3,ORD\n2001-03-13T21:00:00,3,ORD`);
  await vi.waitFor(async () => expect((await historyOf()).restatements.length).toBe(1), lately);
  clock = Date.parse("2001-05-16T16:00:00Z");
  const changed = {
    ...files,
    "metrics.yaml": (files["metrics.yaml"] ?? "").replace("count }\n", "count, where: delay < 999 }\n"),
  };
  await flow.call("applyDefinitions", {
    body: { files: Object.entries(changed).map(([path, text]) => ({ path, text })) },
  });
  await push(flow, between("2001-04-17", "2001-06-01"));
  await vi.waitFor(async () => expect((await historyOf()).periods.at(-1)?.periodKey).toBe("2001-W19"), lately);
});
afterAll(async () => {
  await browser.close();
  await discard(flow);
});

describe("the page of a KPI whose past changed", () => {
  it("lists the change with size and cause, marks it in the chart, and says so in the table", async () => {
    const page = await openPage(browser, flow, "/kpis/flights");
    await settled(page);
    const card = page.getByRole("region", { name: "Restated" });
    expect(await card.innerText()).toContain("Week 11, 2001 went from 42 to 44 (+2, +4.8%): 2 more rows landed");
    expect(await card.innerText()).toContain("The definition changed from version 1 to 2");
    expect(await page.locator(".chart-reported rect").count()).toBe(1);
    expect(await page.locator(".chart-break").textContent()).toContain("version 2");
    expect(await page.locator(".chart-legend").innerText()).toContain("As first reported, restated since");
    await page.getByRole("button", { name: "Show as table" }).click();
    const restated = page.getByRole("row").filter({ hasText: "Week 11, 2001" });
    expect(await restated.innerText()).toMatch(/44\s+◇ 42/);
    await page.context().close();
  });

  it("goes back to what was known on a day, says so, and returns", async () => {
    const page = await openPage(browser, flow, "/kpis/flights?grain=month&by=origin");
    await settled(page);
    await page.getByLabel("As known on").fill("2001-04-17");
    const notice = page.getByText("As known on 17 Apr 2001, 23:59.");
    await notice.waitFor();
    expect(page.url()).toContain("known=2001-04-17");
    expect(page.url()).not.toContain("grain");
    await page.getByText("Week 15, 2001 (9 Apr to 15 Apr)").waitFor();
    expect(await page.getByRole("region", { name: "Restated" }).count()).toBe(0);
    await page.getByRole("button", { name: "Show as table" }).click();
    expect(await page.getByRole("row").filter({ hasText: "Week 11, 2001" }).innerText()).toMatch(/\s42\s/);
    await page.getByRole("button", { name: "Show what is known now" }).click();
    await notice.waitFor({ state: "detached" });
    await page.getByRole("region", { name: "Restated" }).waitFor();
    await page.context().close();
  });

  it("says that nothing was known before the first evaluation", async () => {
    const page = await openPage(browser, flow, "/kpis/flights?known=2000-01-01");
    await settled(page);
    await page.getByText("Nothing of it was known then.").waitFor();
    await page.context().close();
  });

  it.each(Object.entries(looks))("holds in %s, now and then", async (_, look) => {
    for (const path of ["/kpis/flights", "/kpis/flights?known=2001-04-17"]) {
      const page = await openPage(browser, flow, path, look);
      await settled(page);
      expect(await axeFaults(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
      await page.context().close();
    }
  });
});
