import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { discard, type Flow, startFlow } from "../../server/flows/server.fixture.ts";
import { airport, flightRows } from "./airport.fixture.ts";
import { axeFaults, openBrowser, openPage, push } from "./page.fixture.ts";

let flow: Flow;
let browser: Browser;

beforeAll(async () => {
  flow = await startFlow({ files: airport });
  await push(flow, flightRows());
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  if (flow !== undefined) await discard(flow);
});

const password = "correct horse battery";

describe("the way in", () => {
  it("is open on this computer, and says so", async () => {
    const page = await openPage(browser, flow, "/");
    expect(await page.locator(".open-note").first().textContent()).toContain("Open on this computer: no password");
    await page.context().close();
  });

  it("leads from the setup link through sign-out to sign-in, and a wrong password is said in words", async () => {
    const token = await flow.running.access.newSetupSecret();
    const page = await openPage(browser, flow, `/setup?token=${token}`);
    expect(await axeFaults(page)).toEqual([]);
    await page.getByLabel("Your name").fill("Ada");
    await page.getByLabel("E-mail").fill("ada@example.org");
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Create the owner's account" }).click();
    await page.waitForSelector(".tile-link");
    expect(await page.locator(".who-name").first().textContent()).toBe("Ada");

    await page.getByRole("button", { name: "Sign out" }).first().click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    expect(await page.locator(".tile").count()).toBe(0);
    expect(await axeFaults(page)).toEqual([]);
    await page.getByLabel("E-mail").fill("ada@example.org");
    await page.getByLabel("Password").fill("wrong password");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("alert").waitFor();
    expect(await page.getByRole("alert").textContent()).toContain("wrong");
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForSelector(".tile-link");
    await page.waitForSelector('.live[data-state="live"]');

    await page.getByRole("link", { name: "Accounts" }).first().click();
    const form = page.getByRole("form", { name: "New account" });
    await form.getByLabel("Name").fill("Bo");
    await form.getByLabel("E-mail").fill("bo@example.org");
    await form.getByLabel("First password").fill(password);
    await form.getByRole("button", { name: "Create account" }).click();
    await page.getByText("bo@example.org").waitFor();
    await page.getByRole("button", { name: "Disable Bo" }).click();
    await page.getByRole("button", { name: "Enable Bo" }).waitFor();

    const tokens = page.getByRole("form", { name: "New token" });
    await tokens.getByLabel("What it is for").fill("nightly load");
    await tokens.getByRole("button", { name: "Issue token" }).click();
    const secret = await page.locator(".secret").textContent();
    expect((await flow.fetch("/v1/dashboards", { as: secret ?? "" })).status).toBe(200);
    expect(await axeFaults(page)).toEqual([]);
    await page.reload();
    await page.getByRole("button", { name: "Revoke nightly load" }).waitFor();
    expect(await page.locator(".secret").count()).toBe(0);
    await page.getByRole("button", { name: "Revoke nightly load" }).click();
    await page.getByText("No token yet").waitFor();
    expect((await flow.fetch("/v1/dashboards", { as: secret ?? "" })).status).toBe(401);
    await page.context().close();
  });

  it("refuses a used setup link and says what to do", async () => {
    const page = await openPage(browser, flow, "/setup?token=used");
    await page.getByLabel("Your name").fill("Eve");
    await page.getByLabel("E-mail").fill("eve@example.org");
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Create the owner's account" }).click();
    await page.getByRole("alert").waitFor();
    await page.context().close();
  });
});
