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

describe("a person's day", () => {
  test("begins a habit, checks it in with one tap, and finds it done in the plan", async () => {
    const page = await openPage(browser, flow, "/me");
    await page.getByRole("button", { name: "New habit" }).click();
    await page.getByLabel("What you do").fill("Call one customer");
    await page.getByLabel("Cue").fill("After the first coffee");
    await page.getByRole("button", { name: "Begin" }).click();
    const tap = page.getByRole("button", { name: "Call one customer done today" });
    await tap.click();
    await page.getByText("1 day in a row, 1 of grace left").waitFor();
    expect(await tap.getAttribute("aria-pressed")).toBe("true");
    await page.getByRole("link", { name: "Call one customer" }).click();
    await page.getByText("The first period is not over yet.").waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByRole("button", { name: "Go on" }).waitFor();
  });

  test("is checked in by a link when it is tapped, and once", async () => {
    const [habit] = (await flow.call("habits")).habits;
    const { path } = await flow.call("checkInLink", { params: { id: habit?.id ?? "" } });
    const page = await openPage(browser, flow, path);
    await page.getByRole("button", { name: "Done today" }).click();
    await page.getByText("Call one customer: done on").waitFor();
    const again = await openPage(browser, flow, path);
    await again.getByRole("button", { name: "Done today" }).click();
    await again.getByText("This link was used before").waitFor();
  });

  test.each(Object.entries(looks))("has no axe fault and does not overflow: %s", async (_, look) => {
    const page = await openPage(browser, flow, "/me", look);
    await page.locator("#habits").waitFor();
    expect(await axeFaults(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
  });
});
