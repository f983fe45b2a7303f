import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { discard, type Flow, startFlow } from "../../server/flows/server.fixture.ts";
import { airport, flightRows } from "./airport.fixture.ts";
import { axeFaults, looks, openBrowser, openPage, overflow, push, settled } from "./page.fixture.ts";

let flow: Flow;
let browser: Browser;

beforeAll(async () => {
  flow = await startFlow({ files: airport });
  await push(flow, flightRows());
  await flow.running.clock.refresh();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  if (flow !== undefined) await discard(flow);
});

/** Every page in daylight; in other looks those that draw most. */
const addresses: Record<string, string[]> = {
  light: ["/dictionary", "/dictionary/on_time", "/organisation", "/gate/punctual", "/proposals"],
  dark: ["/organisation"],
  "390 px wide": ["/dictionary/on_time", "/gate/punctual"],
};

describe("the pages of definitions", () => {
  for (const [look, options] of Object.entries(looks))
    it(`hold in ${look}: within the window, without a fault axe knows`, async () => {
      for (const address of addresses[look] ?? []) {
        const page = await openPage(browser, flow, address, options);
        await settled(page);
        expect([address, await axeFaults(page), await overflow(page)]).toEqual([address, [], 0]);
        await page.context().close();
      }
    });
});

describe("a definition", () => {
  it("says what it is for, in words and in code, from what and for whom, and leads to what it belongs to", async () => {
    const page = await openPage(browser, flow, "/dictionary");
    await page.getByRole("link", { name: "On-time rate" }).first().click();
    await page.getByRole("heading", { name: "What it is", exact: true }).waitFor();
    const text = (await page.locator("main").textContent()) ?? "";
    for (const word of ["Passengers who arrive on time come back.", "punctual / flown", "Ines Laurent", "80% – Plan"])
      expect(text).toContain(word);
    await page.getByRole("link", { name: "Flights flown" }).first().click();
    await page.waitForURL(/dictionary\/flown/);
    await page.context().close();
  });

  it("is edited in its file with its effect before it lands, and somebody else's edit in between is shown beside one's own", async () => {
    const page = await openPage(browser, flow, "/dictionary/punctual?type=metric");
    await page.getByRole("button", { name: "Edit" }).click();
    const editor = page.getByRole("textbox", { name: "YAML of punctual" });
    const yaml = await editor.inputValue();
    await editor.fill(yaml.replace("delay < 15", "delay < 60"));
    await page.getByRole("button", { name: "See its effect" }).click();
    await page.getByText(/past values of \d+ series move/).waitFor();
    const label = [{ type: "metric", id: "punctual", base: yaml, fields: { label: "Punctual flights" } }];
    await flow.call("applyEdit", { body: { edits: label }, headers: { origin: flow.url } });
    await page.getByRole("button", { name: "Apply" }).click();
    await page.getByRole("heading", { name: "What is there now" }).waitFor();
    expect(await page.locator(".definition-sides").textContent()).toContain("Punctual flights");
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("button", { name: "Edit" }).click();
    await editor.fill((await editor.inputValue()).replace("delay < 15", "delay < 60"));
    await page.getByRole("button", { name: "Apply" }).click();
    await page.getByText("Version 2", { exact: true }).waitFor();
    const file = readFileSync(join(flow.folder, "metrics.yaml"), "utf8");
    expect(file).toContain("label: Punctual flights");
    expect(file).toContain("where: delay < 60");
    await page.context().close();
  });

  it("becomes a KPI step by step: history answers the target, the gate says what is missing", async () => {
    const page = await openPage(browser, flow, "/gate/punctual");
    await page.getByLabel("Judged by").selectOption("week");
    await page.getByLabel("Target").fill("40");
    await page.getByText(/You were at or above this in \d+ of the last \d+ weeks\./).waitFor();
    await page
      .getByText(/without .*an objective|an objective/)
      .first()
      .waitFor();
    expect(await page.getByRole("button", { name: "Make it a KPI" }).isDisabled()).toBe(true);
    await page.getByLabel("One sentence: why it matters").fill("People come back.");
    await page.getByLabel("Or why it cannot be gamed").fill("The radar counts.");
    await page.getByLabel("What is done when it is off track").fill("Call the tower.");
    await page.getByLabel("Owner").selectOption("ines");
    await page.getByLabel("Leads or lags").selectOption("lagging");
    await page.getByLabel("Reviewed").selectOption("weekly");
    await page.getByText("Nothing: it passes the gate.").waitFor();
    await page.getByRole("button", { name: "Make it a KPI" }).click();
    await page.waitForURL(/kpis\/punctual/);
    await page.context().close();
  });

  it("stands on the map of the organisation with what it is made of", async () => {
    const page = await openPage(browser, flow, "/organisation");
    await page.waitForSelector(".map-node");
    const names = await page.locator(".map-name").allTextContents();
    expect(names).toEqual(expect.arrayContaining(["On-time rate", "Flights flown", "Punctual flights"]));
    await page.getByText("Targets that must reconcile").waitFor();
    await page.context().close();
  });
});
