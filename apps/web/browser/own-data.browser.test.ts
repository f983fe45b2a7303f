import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { discard, type Flow, startFlow } from "../../server/flows/server.fixture.ts";
import { axeFaults, looks, openBrowser, openPage, overflow, settled } from "./page.fixture.ts";

let flow: Flow;
let browser: Browser;
/** Four weeks from Monday 5 January 2026, ten orders a day at 1.012,50 € to 1.014,50 €, as a German spreadsheet writes them. */
const rows = Array.from({ length: 280 }, (_, i) => {
  const day = String((i % 28) + 5).padStart(2, "0");
  const date = Number(day) > 31 ? `0${Number(day) - 31}.02.2026` : `${day}.01.2026`;
  return `${date};k${i % 40};1.01${2 + (i % 3)},50 €;${i % 4 === 0 ? "ja" : "nein"};${i % 2 === 0 ? "Köln" : "Bonn"}`;
});
const german = `Datum;Kunde;Betrag;Retoure;Ort\n${rows.join("\n")}\n`;

beforeAll(async () => {
  const files = {
    "workspace.yaml": "workspace: { id: fresh, label: Fresh }\ncalendar: { time_zone: Europe/Berlin }\n",
  };
  flow = await startFlow({ files, now: () => Date.UTC(2026, 1, 2, 9) });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  if (flow !== undefined) await discard(flow);
});

describe("one's own data", () => {
  for (const [look, options] of Object.entries(looks)) {
    it(`is looked at in ${look}: readable, within the window, without a fault axe knows`, async () => {
      writeFileSync(join(flow.folder, "orders.csv"), german);
      const page = await openPage(browser, flow, "/data/new", options);
      expect(await axeFaults(page)).toEqual([]);
      await page.getByLabel("Or a file in the workspace folder").fill("orders.csv");
      await page.getByRole("button", { name: "Read it" }).click();
      await page.waitForSelector(".own-kpis");
      await settled(page);
      for (const closed of await page.locator("details").all()) await closed.locator("summary").click();
      expect(await axeFaults(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
      await page.context().close();
    });
  }

  it("goes from a file to a dashboard: dropped, mended, accepted", async () => {
    const page = await openPage(browser, flow, "/data/new");
    await page.locator("input[type=file]").setInputFiles({
      name: "Aufträge 2026.csv",
      mimeType: "text/csv",
      // The euro sign of Windows-1252.
      buffer: Buffer.from(german.replaceAll("€", "\x80"), "latin1"),
    });
    await page.waitForSelector(".own-kpis");
    expect(await page.locator(".own-remarks").textContent()).toContain("windows-1252");
    await page.getByText("280 rows, 5 columns.").waitFor();
    // On the last day ten orders of 1,012.50 and more: three of one euro more, three of two.
    const total = page.locator(".own-kpis li", { hasText: "Betrag, total" });
    expect(await total.locator(".own-value").textContent()).toContain("10,134.00");
    await page.getByLabel("Betrag, average").uncheck();
    await page.getByLabel("Use Ort").uncheck();
    await page.getByRole("button", { name: /^Accept \d KPIs$/ }).click();
    await page.waitForURL(/\/dashboards\/auftrage_2026/);
    await page.getByRole("link", { name: "Betrag, total" }).first().waitFor();
    expect(await page.getByRole("link", { name: "Betrag, average" }).count()).toBe(0);
    const { files } = await flow.call("exportDefinitions");
    expect(files.map(({ path }) => path)).toContain("data-auftrage-2026.yaml");
    await page.context().close();
  });
});
