import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { discard, type Flow, shop, startFlow } from "../../server/flows/server.fixture.ts";
import { axeFaults, looks, openBrowser, openPage, overflow } from "./page.fixture.ts";

const kpi = (id: string): string => `  - id: ${id}
    metric: ${id}
    objective: The shop lives from it.
    owner: ada
    level: company
    grain: month
    cadence: monthly
    timing: lagging
    target: { value: 5 }
    action_when_red: Call a meeting.
    cannot_be_gamed_because: Seen by the auditor.
`;
const files = {
  ...shop,
  "kinds.yaml": `datasets:
  - id: invoices
    label: Invoices
    time: day
    columns:
      day: { type: date, nullable: false }
      customer: { type: string }
metrics:
  - { id: audits, kind: manual, label: Audits passed, grain: month, combine: sum, unit: count, direction: up_is_good }
  - { id: kept, kind: retention, label: Customers kept, dataset: invoices, entity: customer, direction: up_is_good, unit: ratio }
kpis:
${kpi("audits")}${kpi("kept")}`,
};

let flow: Flow;
let browser: Browser;
beforeAll(async () => {
  flow = await startFlow({ files });
  const seen = { "2025-11-03": "abcd", "2025-12-05": "abe", "2026-01-07": "ace", "2026-02-10": "af" };
  const rows = Object.entries(seen).flatMap(([day, all]) => all.split("").map((customer) => ({ day, customer })));
  await flow.call("ingest", { params: { dataset: "invoices" }, query: "?atomic=true", body: rows });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  if (flow !== undefined) await discard(flow);
});

describe("the page of a KPI people enter", () => {
  test("takes a value with its evidence, shows it, and crosses out what a correction replaced", async () => {
    const page = await openPage(browser, flow, "/kpis/audits");
    const card = page.locator("section", { has: page.locator("#entries") });
    await card.getByText("Nothing has been entered yet.").waitFor();
    const enter = async (period: string, value: string, evidence: string): Promise<void> => {
      await card.getByLabel("Period").fill(period);
      await card.getByRole("textbox", { name: "Value" }).fill(value);
      await card.getByLabel("Evidence").fill(evidence);
      await card.getByRole("button", { name: "Enter value" }).click();
    };
    await enter("2026-02", "4", "https://example.com/audits");
    await card.getByText("February 2026 is 4 now.").waitFor();
    await enter("2026-02", "6", "Recount");
    await card.getByText("February 2026 is 6 now.").waitFor();
    await card.getByText("corrected since").waitFor();
    expect(await card.locator("li").allTextContents()).toEqual([
      expect.stringMatching(/^February 2026: 6 .*Evidence: Recount$/),
      expect.stringMatching(/^February 2026: 4 .*corrected since.*Evidence: https:/),
    ]);
    await page.locator(".kpi-amount", { hasText: "6" }).waitFor();
    await enter("2030-01", "6", "");
    await card.getByText("has not begun").waitFor();
    await page.context().close();
  });
});

describe("the page of a KPI that follows cohorts", () => {
  test("shows every cohort by age, in words and numbers", async () => {
    const page = await openPage(browser, flow, "/kpis/kept");
    const table = page.getByRole("region", { name: "Cohorts by age" });
    await table.waitFor();
    const rows = await table.locator("tbody tr").allInnerTexts();
    const december = rows.find((row) => row.startsWith("December 2025"))?.split("\t");
    expect(december?.slice(0, 4)).toEqual(["December 2025", "3", "0.67×", "0.33×"]);
    expect(await page.locator("#entries").count()).toBe(0);
    await page.context().close();
  });
});

describe.each(Object.entries(looks))("both pages, %s", (_, options) => {
  test.each(["/kpis/audits", "/kpis/kept"])("%s fit and have no faults of access", async (path) => {
    const page = await openPage(browser, flow, path, options);
    await page.locator("#entries, #cohorts").waitFor();
    await page.locator(".entry-form, .cohorts table").first().waitFor();
    expect(await overflow(page)).toBe(0);
    expect(await axeFaults(page)).toEqual([]);
    await page.context().close();
  });
});
