import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { discard, type Flow, startFlow } from "../../server/flows/server.fixture.ts";
import { axeFaults, looks, openBrowser, openPage, overflow, settled } from "./page.fixture.ts";

const definitions = `workspace: { id: shop, label: Corner shop, as_of: "2026-03-01T00:00" }
calendar: { time_zone: Europe/Berlin }
sources:
  - { id: exports, kind: files, label: Exports of the till, folder: exports, promised_lag: 60d, schedule: "0 6 * * *" }
  - { id: crm, kind: postgres, label: The CRM, host: 127.0.0.1, port: 9, database: crm, user: reader, secret: crm_password }
datasets:
  - id: sales
    label: Sales
    source: { from: exports, files: "sales/**/*.csv" }
    time: day
    columns:
      day: { type: date, nullable: false }
      amount: { type: integer }
  - id: customers
    label: Customers
    source: { from: crm, table: customers, cursor: joined_at }
    time: joined_at
    columns:
      joined_at: { type: datetime, nullable: false }
  - id: visits
    label: Visits of the site
    time: day
    stale_after: 2d
    columns:
      day: { type: date, nullable: false }
`;

let flow: Flow;
let browser: Browser;

beforeAll(async () => {
  const files = {
    "all.yaml": definitions,
    "exports/sales/a.csv": "day,amount\n2026-01-01,1\n2026-01-02,\n",
  };
  flow = await startFlow({ files });
  const [csv, rows] = [{ "content-type": "text/csv", origin: flow.url }, "day\n2026-02-01\n"];
  expect((await flow.fetch("/v1/ingest/visits", { method: "POST", headers: csv, body: rows })).status).toBe(202);
  await flow.running.sources.idle();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  if (flow !== undefined) await discard(flow);
});

describe("the sources", () => {
  for (const [look, options] of Object.entries(looks)) {
    it(`are looked at in ${look}: readable, within the window, without a fault axe knows`, async () => {
      const page = await openPage(browser, flow, "/sources", options);
      await page.waitForSelector(".source-row");
      expect(await axeFaults(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
      for (const id of ["exports", "crm"]) {
        await page.goto(`${flow.url}/sources/${id}`);
        await page.waitForSelector(".source-runs");
        await settled(page);
        expect(await axeFaults(page)).toEqual([]);
        expect(await overflow(page)).toBe(0);
      }
      await page.context().close();
    });
  }

  it("say in words which data is fresh, which is late and which failed, also of what nothing pulls", async () => {
    const page = await openPage(browser, flow, "/sources");
    const row = (name: string) => page.locator(".source-row", { hasText: name });
    expect(await row("Exports of the till").locator(".status").textContent()).toBe("Fresh");
    expect(await row("Exports of the till").textContent()).toContain("promised within 60 d");
    expect(await row("The CRM").locator(".status").textContent()).toBe("Failed");
    expect(await row("Visits of the site").locator(".status").textContent()).toBe("Late");
    expect(await row("Visits of the site").textContent()).toContain("promised within 2 d");
    await page.context().close();
  });

  it("are pulled at a click, and the rows that landed are there", async () => {
    writeFileSync(join(flow.folder, "exports/sales/b.csv"), "day,amount\n2026-01-03,3\n2026-01-04,4\nsoon,5\n");
    const page = await openPage(browser, flow, "/sources");
    await page.getByRole("link", { name: "Exports of the till" }).click();
    await page.waitForURL(/\/sources\/exports$/);
    await page.getByRole("button", { name: "Test connection" }).click();
    await page.getByText(/It answers: /).waitFor();
    await page.getByRole("button", { name: "Run now" }).click();
    const newest = page.locator(".source-runs tbody tr", { hasText: "by hand" }).first();
    await newest.getByText("Done").waitFor();
    const cells = await newest.locator("td.number").allTextContents();
    expect(cells.slice(1, 3)).toEqual(["2", "1"]);
    await newest.getByText("1 remark").click();
    expect(await newest.textContent()).toContain("b.csv");
    await page.getByText("4 rows.", { exact: false }).waitFor();
    // Files have no cursor, so there is no stretch of it to read again.
    expect(await page.getByRole("button", { name: "Backfill" }).count()).toBe(0);
    await page.context().close();
  });

  it("take a secret once and never show it again", async () => {
    const password = "hunter2-and-more";
    const page = await openPage(browser, flow, "/sources/crm");
    await page.getByText("Not kept yet").waitFor();
    await page.getByLabel("Keep", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Keep the secret" }).click();
    await page.getByText("Kept", { exact: true }).waitFor();
    expect(await page.getByLabel("Replace it with").inputValue()).toBe("");
    expect(await page.content()).not.toContain(password);
    expect(JSON.stringify(await flow.call("source", { params: { id: "crm" } }))).not.toContain(password);
    await page.context().close();
  });

  it("refuse a backfill that ends before it begins, and say why", async () => {
    const page = await openPage(browser, flow, "/sources/crm");
    await page.getByLabel("From").fill("2026-02-01");
    await page.getByLabel("Up to, not included").fill("2026-01-01");
    await page.getByRole("button", { name: "Backfill" }).click();
    await page.getByText("The range ends before it begins.").waitFor();
    await page.context().close();
  });
});
