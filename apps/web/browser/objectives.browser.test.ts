import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { discard, type Flow, shop, startFlow } from "../../server/flows/server.fixture.ts";
import { axeFaults, looks, openBrowser, openPage, overflow, settled } from "./page.fixture.ts";

const files = {
  ...shop,
  "workspace.yaml": `workspace: { id: shop, label: Corner shop, as_of: "2026-03-01T12:00", north_star: { kpi: revenue, inputs: [footfall] } }
people: [{ id: ada, label: Ada }]
org_units: [{ id: company, label: Company, level: company }, { id: front, label: Front, level: team, parent: company }]
`,
  "visits.csv": "day,visitors\n2026-01-05,10\n2026-02-03,20\n2026-03-01,1\n",
  "more.yaml": `kpis:
  - { id: footfall, metric: visitors, objective: Who does not come in buys nothing., owner: ada, org_unit: front, level: team, grain: month, cadence: monthly, timing: leading, target: { value: 15 }, thresholds: { green: ">= 15", red: "< 15" }, action_when_red: Put the board outside., cannot_be_gamed_because: The door counts., contributes_to: [revenue] }
objectives:
  - { id: busy, label: The shop is full, owner: ada, org_unit: company, cycle: 2026-Q1, key_results: [{ id: visitors, kpi: footfall, baseline: 10, target: 30 }] }
  - { id: front_full, label: The front is worth a visit, owner: ada, org_unit: front, parent: busy, cycle: 2026-02, key_results: [{ id: steady, kpi: footfall, target: 15, maintain: true }] }
`,
};

let flow: Flow;
let browser: Browser;
beforeAll(async () => {
  flow = await startFlow({ files });
  await flow.running.clock.refresh();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  if (flow !== undefined) await discard(flow);
});

test("an objective is reached through its tree, shows its key result over time, and takes confidence only", async () => {
  const page = await openPage(browser, flow, "/objectives");
  await page.getByText("North Star").waitFor();
  await page.getByRole("article", { name: "The front is worth a visit" }).getByText("Grade 1.00").waitFor();
  expect(await axeFaults(page)).toEqual([]);
  await page.getByRole("link", { name: "The shop is full" }).click();
  await page.getByRole("img", { name: /10 → 30/ }).waitFor();
  const form = page.getByRole("form", { name: /Check in on/ });
  await form.getByText("From the data: 20").waitFor();
  await form.getByLabel("Confidence").selectOption("0.7");
  await form.getByLabel("Why").fill("Carnival is over");
  await form.getByRole("button", { name: "Check in" }).click();
  await page.getByRole("list", { name: "Check-ins" }).getByText("70 % sure at 20. Carnival is over").waitFor();
  expect(await axeFaults(page)).toEqual([]);
});

test("the cascade goes from the company to a team, says what does not reconcile, and supposes another value", async () => {
  const page = await openPage(browser, flow, "/cascade");
  await page
    .getByText(/Gap: the parts give 15, 85 short of the 100 wanted/)
    .first()
    .waitFor();
  await page.getByRole("button", { name: /Front/ }).click();
  await page.getByRole("button", { name: /What if Visitors changed/ }).click();
  const form = page.getByRole("form", { name: /What if Visitors/ });
  await form.getByLabel(/What if Visitors were/).fill("30");
  await form.getByRole("button", { name: "Recompute" }).click();
  await form.getByText(/Nothing above can be recomputed/).waitFor();
  expect(await axeFaults(page)).toEqual([]);
});

test.each(["/objectives/busy", "/cascade"])("%s holds in every look", async (path) => {
  for (const look of Object.values(looks)) {
    const page = await openPage(browser, flow, path, look);
    await settled(page);
    expect(await axeFaults(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await page.context().close();
  }
});
