import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { discard, type Flow, startFlow } from "../../server/flows/server.fixture.ts";
import { axeFaults, looks, openBrowser, openPage, overflow } from "./page.fixture.ts";

let flow: Flow;
let browser: Browser;
beforeAll(async () => {
  flow = await startFlow();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  if (flow !== undefined) await discard(flow);
});

describe("what is done about a KPI", () => {
  test("is written down on its page, and an intervention goes from planned to being watched", async () => {
    const page = await openPage(browser, flow, "/kpis/revenue");
    const card = page.locator("section", { has: page.locator("#acts") });
    await card.getByText("Nothing yet").waitFor();
    await card.getByRole("button", { name: "Add" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("What is done", { exact: true }).fill("Second till on Saturdays");
    await dialog.getByLabel("Owner").selectOption("ada");
    await dialog.getByLabel("Done by").fill("2026-03-20");
    await dialog.getByLabel("By how much").fill("lots");
    await dialog.getByRole("button", { name: "Write it down" }).click();
    await dialog.getByRole("alert").waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await dialog.getByLabel("By how much").fill("20");
    await dialog.getByRole("button", { name: "Write it down" }).click();
    await card.getByText("Planned").waitFor();
    await card.getByRole("button", { name: "Start Second till" }).click();
    await card.getByRole("button", { name: "Done Second till" }).click();
    await card.getByText("Done, being watched").waitFor();
    await card.getByText("Cannot tell").waitFor();
  });

  test("shows in one browser what was decided in another", async () => {
    const page = await openPage(browser, flow, "/kpis/revenue");
    const card = page.locator("section", { has: page.locator("#acts") });
    await card.getByRole("button", { name: "Add" }).waitFor();
    const body = { kpis: ["revenue"], text: "Open on Sundays", owner: "ada" };
    await flow.call("decide", { body });
    await card.getByText("Open on Sundays").waitFor();
  });

  test.each(Object.entries(looks))("has no axe fault and does not overflow: %s", async (_, look) => {
    const page = await openPage(browser, flow, "/kpis/revenue", look);
    await page.locator("#acts").waitFor();
    expect(await axeFaults(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
  });
});

describe("the log of what was decided and tried", () => {
  test("finds by word and by outcome, and leads to the KPI", async () => {
    const page = await openPage(browser, flow, "/decisions");
    await page.getByText("Open on Sundays").waitFor();
    await page.getByRole("searchbox").fill("saturdays");
    await page.getByText("1 intervention, 0 decisions").waitFor();
    await page.getByLabel("Outcome").selectOption("worked");
    await page.getByText("0 interventions, 0 decisions").waitFor();
    await page.getByLabel("Outcome").selectOption("done");
    await page.getByText("Second till on Saturdays").waitFor();
    await page.locator(".log").getByRole("link", { name: "Revenue" }).click();
    await page.getByRole("heading", { level: 1, name: "Revenue" }).waitFor();
    await page.goBack();
    await page.getByText("1 intervention, 0 decisions").waitFor();
  });

  test.each(Object.entries(looks))("has no axe fault and does not overflow: %s", async (_, look) => {
    const page = await openPage(browser, flow, "/decisions", look);
    await page.getByText("Open on Sundays").waitFor();
    expect(await axeFaults(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
  });
});
