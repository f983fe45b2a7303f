import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { discard, type Flow, shop, startFlow } from "../../server/flows/server.fixture.ts";
import { axeFaults, looks, openBrowser, openPage, overflow } from "./page.fixture.ts";

const files = {
  ...shop,
  "entered.yaml": `metrics:
  - { id: audits, kind: manual, label: Audits passed, grain: month, combine: sum, unit: count, direction: up_is_good }
  - { id: mood, kind: manual, label: Mood of the team, grain: week, combine: average, unit: percent, direction: up_is_good }
kpis:
  - id: audits
    metric: audits
    objective: The shop lives from it.
    owner: ada
    level: company
    grain: month
    cadence: monthly
    timing: lagging
    target: { value: 5 }
    action_when_red: Call a meeting.
    cannot_be_gamed_because: Seen by the auditor.
`,
};

let flow: Flow;
let browser: Browser;
beforeAll(async () => {
  flow = await startFlow({ files });
  const body = { period: "2025-12", value: 3, evidence: "https://example.com/december" };
  await flow.call("enterValue", { params: { id: "audits" }, body });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  if (flow !== undefined) await discard(flow);
});

describe.each(Object.entries(looks))("the grid of entries, %s", (_, options) => {
  test("fits and has no faults of access, with a form open too", async () => {
    const page = await openPage(browser, flow, "/entries", options);
    await page.getByRole("button", { name: /enter Audits passed, February 2026$/ }).click();
    await page.getByRole("form", { name: "Audits passed, February 2026" }).waitFor();
    expect(await overflow(page)).toBe(0);
    expect(await axeFaults(page)).toEqual([]);
    await page.context().close();
  });
});

describe("the grid of entries", () => {
  test("says in words what is overdue, takes the value in place, and leads to the trail of corrections", async () => {
    const page = await openPage(browser, flow, "/entries");
    await page.getByText("3 values are overdue.").waitFor();
    const row = page.getByRole("row", { name: /^Audits passed/ });
    expect(await row.innerText()).toMatch(/Ada/);
    expect(await row.getByRole("link", { name: "https://example.com/december" }).count()).toBe(1);
    const cell = page.getByRole("button", { name: /enter Audits passed, January 2026$/ });
    expect(await cell.innerText()).toMatch(/^Overdue/);
    await cell.click();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("INPUT");
    await page.keyboard.type("4");
    await page.keyboard.press("Enter");
    await page.getByText("Audits passed, January 2026, is 4 now.").waitFor();
    await page.getByText("2 values are overdue.").waitFor();
    expect(await cell.innerText()).toMatch(/^4/);
    await row.getByRole("link", { name: "Audits passed" }).click();
    await page.locator("#entries").waitFor();
    expect(new URL(page.url()).pathname).toBe("/kpis/audits");
    await page.context().close();
  });

  test("keeps a share as it is measured when it is entered in per cent", async () => {
    const page = await openPage(browser, flow, "/entries");
    await page.getByRole("button", { name: /enter Mood of the team, Week 8, 2026$/ }).click();
    await page.getByLabel(/^Mood of the team, .*in %$/).fill("78.4");
    await page.getByRole("button", { name: "Enter value" }).click();
    await page.getByText(/^Mood of the team, .* is 78\.4% now\.$/).waitFor();
    const { entries } = await flow.call("entries", { params: { id: "mood" } });
    expect(entries.map(({ value }) => value)).toEqual([0.784]);
    await page.context().close();
  });
});
