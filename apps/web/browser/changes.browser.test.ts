import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { discard, type Flow, startFlow } from "../../server/flows/server.fixture.ts";
import { airport, flightRows } from "./airport.fixture.ts";
import { axeFaults, looks, openBrowser, openPage, overflow, push, settled } from "./page.fixture.ts";

let flow: Flow;
let browser: Browser;
const metrics = airport["metrics.yaml"] ?? "";
const write = (text: string): void => writeFileSync(join(flow.folder, "metrics.yaml"), text);
/** Flights are 3 or 40 minutes late: with an hour's grace every one of them is on time. */
const lenient = metrics
  .replace("where: delay < 15", "where: delay < 60")
  .replace("label: Flights flown", "label: Flown");

beforeAll(async () => {
  flow = await startFlow({ files: airport });
  await push(flow, flightRows());
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  if (flow !== undefined) await discard(flow);
});

describe("the changes", () => {
  it("are none while the files say what is in force", async () => {
    const page = await openPage(browser, flow, "/changes");
    await page.getByRole("heading", { name: "The files say what is in force." }).waitFor();
    expect(await page.getByRole("button", { name: "Apply" }).count()).toBe(0);
    await page.context().close();
  });

  it("of files with errors say where, and cannot be applied", async () => {
    write(metrics.replace("kind: ratio", "kind: rato"));
    const page = await openPage(browser, flow, "/changes");
    await page.getByRole("heading", { name: /The files have \d+ errors?/ }).waitFor();
    await page
      .getByText(/metrics\.yaml:\d+:\d+/)
      .first()
      .waitFor();
    expect(await page.getByRole("button", { name: "Apply" }).count()).toBe(0);
    await page.context().close();
  });

  for (const [look, options] of Object.entries(looks)) {
    it(`hold in ${look}: readable, within the window, without a fault axe knows`, async () => {
      write(lenient);
      const page = await openPage(browser, flow, "/changes", options);
      await page.waitForSelector(".effect-card");
      await settled(page);
      expect(await axeFaults(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
      await page.context().close();
    });
  }

  it("show before and after, and the status that flips, and are applied with one button", async () => {
    write(lenient);
    const page = await openPage(browser, flow, "/changes");
    await page.getByRole("heading", { name: "1 status flips now" }).waitFor();
    const text = (await page.locator("main").textContent()) ?? "";
    expect(text).toContain("delay < 15");
    expect(text).toContain("delay < 60");
    expect(text).toContain("Words only");
    expect(await page.locator(".effect-table").first().textContent()).toContain("100.0%");
    await page.getByRole("button", { name: "Apply" }).click();
    await page.getByRole("heading", { name: "The files say what is in force." }).waitFor();
    expect((await flow.call("folderChanges")).changes).toEqual([]);
    await page.context().close();
  });

  it("leave what stands on the changed metric drifted, until a person approves it", async () => {
    const page = await openPage(browser, flow, "/kpis/on_time");
    await page.getByRole("heading", { name: "Drifted: an input changed under this KPI" }).waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await page.getByRole("button", { name: "Approve as it is now" }).click();
    await page.waitForSelector(".kpi-drift", { state: "detached" });
    await page.context().close();
  });
});
