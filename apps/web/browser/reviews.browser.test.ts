import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { discard, type Flow, startFlow } from "../../server/flows/server.fixture.ts";
import { airport, flightRows } from "./airport.fixture.ts";
import { axeFaults, looks, openBrowser, openPage, overflow, push } from "./page.fixture.ts";

/** Eight KPIs, as many as a team should have: their agenda is wider than a phone. */
const more = Array.from(
  { length: 6 },
  (_, index) => `  - id: extra_${index}
    metric: ${index % 2 === 0 ? "flown" : "on_time_rate"}
    label: Extra number ${index}
    objective: It matters.
    owner: ines
    cadence: weekly
    timing: lagging
    target: { value: ${index % 2 === 0 ? 40 : "80%"}, provenance: Plan }
    action_when_red: Look.
    cannot_be_gamed_because: It is counted.
`,
);

const files = {
  ...airport,
  "more.yaml": `kpis:\n${more.join("")}dashboards:
  - { id: team, label: Team, grain: week, kpis: [on_time, flights, ${more.map((_, index) => `extra_${index}`).join(", ")}] }
`,
  "reviews.yaml": `reviews:
  - { id: control, label: Control weekly, dashboard: team, cadence: weekly, weekday: wednesday, starts: 2001-05-01, presenter: ines, participants: [ines] }
`,
};

let flow: Flow;
let browser: Browser;
beforeAll(async () => {
  flow = await startFlow({ files });
  await push(flow, flightRows());
  await flow.running.clock.idle();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  if (flow !== undefined) await discard(flow);
});

describe("a review", () => {
  test("is opened from the list, walked through by key, written in, decided in and closed", async () => {
    const page = await openPage(browser, flow, "/reviews");
    await page.getByText("Every week · 8 KPIs · led by Ines Laurent").waitFor();
    await page.getByRole("button", { name: "Open Control weekly" }).click();
    await page.getByRole("heading", { level: 1, name: "Control weekly, 2001-05-16" }).waitFor();
    await page.getByRole("button", { name: "Lead" }).click();
    await page.getByRole("heading", { level: 2, name: "1 · Value" }).waitFor();
    const agenda = page.getByRole("navigation", { name: "Agenda" });
    const shown = () => agenda.locator("[aria-current]").textContent();
    const first = await shown();
    await page.keyboard.press("j");
    await page.waitForFunction(
      (was) => document.querySelector(".review-agenda [aria-current]")?.textContent !== was,
      first,
    );
    await page.keyboard.press("k");
    await page.waitForFunction(
      (was) => document.querySelector(".review-agenda [aria-current]")?.textContent === was,
      first,
    );
    await page.getByLabel("Note on what moved it").fill("Fog on Tuesday \u{1F32B}");
    await page.getByLabel("How sure, in %").fill("80");
    await page.getByRole("button", { name: "Expect it" }).click();
    await page.getByText("80% sure").waitFor();
    await page.getByLabel("What is decided").fill("Call the stations at six");
    await page.getByLabel("Who answers for it").selectOption("ines");
    await page.getByRole("button", { name: "Decide" }).click();
    await page.getByText("Call the stations at six (Ines Laurent)").waitFor();
    await page.getByRole("button", { name: "Close the review" }).click();
    await page.getByText("Closed · led by Ines Laurent").waitFor();
    await page.getByText("Fog on Tuesday").waitFor();
    const { held } = await flow.call("reviews");
    const minutes = await flow.fetch(`/v1/reviews/${held[0]?.id}/minutes`);
    expect(await minutes.text()).toContain("Call the stations at six");
  });

  test("shows one person what another moved to, and keeps both of two texts in one field", async () => {
    const { id, agenda } = await flow.call("openReview", { body: { series: "control" } });
    const [first, second] = agenda.map(({ label }) => label);
    const page = await openPage(browser, flow, `/reviews/${id}`);
    await page.locator(".review-title", { hasText: first ?? "" }).waitFor();
    await flow.call("changeReview", { params: { id }, body: { position: agenda[1]?.kpi } });
    await page.locator(".review-title", { hasText: second ?? "" }).waitFor();
    const field = page.getByLabel("Notes of the review");
    await field.fill("Mine");
    const theirs = { kpi: null, field: "general", text: "Theirs", revision: 0 };
    await flow.call("noteInReview", { params: { id }, body: theirs });
    await field.blur();
    await page.getByText("wrote here in the meantime").waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await page.getByRole("button", { name: "Keep both" }).click();
    await expect.poll(async () => (await flow.call("review", { params: { id } })).notes[0]?.text).toBe("Theirs\nMine");
  });

  test.each(Object.entries(looks))("has no axe fault and does not overflow: %s", async (_, look) => {
    const { id } = await flow.call("openReview", { body: { series: "control" } });
    const page = await openPage(browser, flow, `/reviews/${id}`, look);
    await page.getByRole("heading", { level: 2, name: "3 · What moved it" }).waitFor();
    expect(await axeFaults(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await page.goto(`${flow.url}/reviews`);
    await page.getByRole("heading", { level: 2, name: "Held" }).waitFor();
    expect(await axeFaults(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
  });
});
