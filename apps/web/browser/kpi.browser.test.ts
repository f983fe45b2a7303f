import { AxeBuilder } from "@axe-core/playwright";
import type { KpiAnswer } from "@sextant/model/api/answers/kpi";
import { formatValue } from "@sextant/model/metric/format";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findChromium } from "../../../tools/chromium.ts";
import { discard, type Flow, startFlow } from "../../server/flows/server.fixture.ts";
import { shownForecast } from "../src/charts/prepare/behaviour.ts";
import { pointWords } from "../src/charts/prepare/words.ts";
import { airport, flightRows } from "./airport.fixture.ts";

let flow: Flow;
let browser: Browser;

const push = async (rows: string): Promise<void> => {
  const reply = await flow.fetch("/v1/ingest/flights", {
    method: "POST",
    headers: { "content-type": "text/csv", origin: flow.url },
    body: rows,
  });
  expect(reply.status).toBe(202);
};

const answer = (query = ""): Promise<KpiAnswer> => flow.call("kpi", { params: { id: "on_time" }, query });

/** Periods to come that the page shows; the one that is not over among them where it is also `shown` among the values. */
const aheadOf = ({ behaviour, tile }: KpiAnswer, shown = false): number => {
  if (behaviour?.forecast.kind !== "forecast") return 0;
  const end = tile.series.at(-1)?.end ?? 0;
  return shownForecast(tile.series, behaviour.forecast.periods).filter(({ start }) => shown || start >= end).length;
};

const open = async (path: string, options: BrowserContextOptions = {}): Promise<Page> => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  await page.goto(flow.url + path);
  await page.waitForSelector("h1");
  return page;
};

beforeAll(async () => {
  flow = await startFlow({ files: airport });
  await push(flightRows());
  browser = await chromium.launch({ headless: true, ...(await findChromium()) });
});

afterAll(async () => {
  await browser?.close();
  if (flow !== undefined) await discard(flow);
});

describe("the page of a KPI", () => {
  test("shows the numbers the API answers", async () => {
    const { tile, definition, receipt } = await answer();
    const page = await open("/kpis/on_time");
    const value = page.locator(".kpi-value");
    await page.locator(".kpi-standing").waitFor();
    expect(await page.locator("h1").textContent()).toBe(tile.label);
    expect(await page.locator(".kpi-standing").textContent()).toContain(tile.standing.sentence);
    expect(await value.locator(".kpi-amount").textContent()).toBe(formatValue(tile.latest?.value ?? null, tile.unit));
    expect(await value.locator(".kpi-numbers").textContent()).toContain(formatValue(tile.target, tile.unit));
    expect(await value.locator(".kpi-so-far").textContent()).toContain(
      formatValue(tile.toDate?.value ?? null, tile.unit),
    );
    expect(await page.locator(".kpi-version").textContent()).toContain(definition.hash.slice(0, 10));
    expect(await page.locator("#receipt").textContent()).toContain(receipt.sql);
    await page.context().close();
  });

  test("is walked through period by period with the keyboard, gaps included", async () => {
    const { tile, timeZone } = await answer();
    const words = (index: number): string =>
      pointWords(
        tile.series[index]!,
        { target: tile.targets[index] ?? null, reported: null, nowcast: null },
        timeZone,
        (value) => formatValue(value, tile.unit),
      );
    const page = await open("/kpis/on_time");
    const walk = page.getByRole("slider");
    await walk.focus();
    const spoken = (): Promise<string | null> => walk.getAttribute("aria-valuetext");
    const last = tile.series.length - 1;
    const ahead = aheadOf(await answer());
    expect(ahead).toBeGreaterThan(0);
    await page.keyboard.press("End");
    expect(await spoken()).toMatch(/: expected ≈ [\d.]+%, 80 % between/);
    for (let step = 0; step < ahead; step += 1) await page.keyboard.press("ArrowLeft");
    expect(await spoken()).toBe(words(last));
    await page.keyboard.press("ArrowLeft");
    expect(await spoken()).toBe(words(last - 1));
    expect(await page.locator(".chart-tip").textContent()).toContain(
      formatValue(tile.series[last - 1]!.value, tile.unit),
    );
    await page.keyboard.press("Home");
    expect(await spoken()).toBe(words(0));
    const gap = tile.series.findIndex((observation) => observation.presence !== "value");
    expect(gap).toBeGreaterThan(0);
    for (let step = 0; step < gap; step += 1) await page.keyboard.press("ArrowRight");
    expect(await spoken()).toBe(words(gap));
    await page.keyboard.press("Escape");
    expect(await page.locator(".chart-tip").count()).toBe(0);
    await page.context().close();
  });

  test("tells the same series as a table, latest first", async () => {
    const { tile } = await answer();
    const page = await open("/kpis/on_time");
    await page.getByRole("button", { name: "Show as table" }).click();
    const rows = page.locator(".series-table tbody tr");
    await rows.first().waitFor();
    const ahead = aheadOf(await answer(), true);
    expect(await rows.count()).toBe(ahead + tile.series.length);
    expect(await rows.first().textContent()).toContain("expected ≈");
    expect(await rows.nth(ahead).textContent()).toContain(formatValue(tile.series.at(-1)?.value ?? null, tile.unit));
    await page.context().close();
  });

  test("changes the grain in the address without moving what stands around the chart", async () => {
    const page = await open("/kpis/on_time");
    const chart = page.locator(".series-chart");
    const before = await chart.boundingBox();
    await page.getByRole("radio", { name: "Month", exact: true }).check();
    await page.getByRole("heading", { name: "Month by month" }).waitFor();
    expect(new URL(page.url()).searchParams.get("grain")).toBe("month");
    expect(await chart.boundingBox()).toEqual(before);
    const { tile } = await answer("?grain=month");
    expect(await page.locator(".kpi-amount").textContent()).toBe(formatValue(tile.latest?.value ?? null, tile.unit));
    await page.goBack();
    await page.getByRole("heading", { name: "Week by week" }).waitFor();
    await page.context().close();
  });

  test("keeps a span chosen by its last day, which the address writes as an exclusive end", async () => {
    const page = await open("/kpis/on_time");
    await page.getByLabel("From").fill("2001-03-05");
    await page.waitForURL(/from=2001-03-05/);
    await page.getByLabel("to", { exact: true }).fill("2001-04-01");
    await page.waitForURL(/to=2001-04-02/);
    const { tile } = await answer("?from=2001-03-05&to=2001-04-02");
    expect(tile.series).toHaveLength(4);
    await page.waitForFunction(() => document.querySelector("[type=range]")?.getAttribute("max") === "3");
    await page.context().close();
  });

  test("breaks the latest whole period down and orders it by any column", async () => {
    const { slices, tile } = await answer("?by=origin");
    expect(slices).toHaveLength(3);
    const page = await open("/kpis/on_time");
    await page.getByLabel("Slice by").selectOption("origin");
    await page.waitForURL(/by=origin/);
    const rows = page.locator(".slices tbody tr");
    await rows.first().waitFor();
    expect(await rows.count()).toBe(3);
    await page.getByRole("button", { name: "Value" }).click();
    const best = slices.toSorted((one, other) => (other.latest.value ?? 0) - (one.latest.value ?? 0))[0];
    const first = await rows.first().textContent();
    expect(first).toContain(best?.values[0]);
    expect(first).toContain(formatValue(best?.latest.value ?? null, tile.unit));
    expect(await page.locator("th.slice-value").getAttribute("aria-sort")).toBe("descending");
    expect(await page.locator("section:has(#slices) .card-note").first().textContent()).toContain(
      "changes since Week 18, 2001",
    );
    await page.getByLabel("Compare with").selectOption("previous_year");
    await page.waitForURL(/compare=previous_year/);
    await page.waitForFunction(() => document.querySelector(".slices tbody tr")?.textContent?.includes("none"));
    await page.context().close();
  });

  test("runs its receipt again and says whether it came out the same", async () => {
    const page = await open("/kpis/on_time#receipt");
    await page.getByRole("button", { name: "Run again and compare" }).click();
    const verdict = page.locator(".receipt-verdict");
    await verdict.waitFor();
    expect(await verdict.getAttribute("data-same")).toBe("true");
    await page.context().close();
  });

  test("says which KPI may have been meant when there is none of that name", async () => {
    const page = await open("/kpis/on_tim");
    await page.getByRole("heading", { name: "No such KPI" }).waitFor();
    expect(await page.locator(".notice").textContent()).toContain("on_time");
    await page.context().close();
  });

  test.each([
    ["in light", { colorScheme: "light" }],
    ["in dark", { colorScheme: "dark" }],
    ["on a phone", { viewport: { width: 390, height: 844 } }],
  ] as const)("%s has nothing for axe to find and nothing wider than the screen", async (_where, options) => {
    const page = await open("/kpis/on_time?by=origin#receipt", options);
    await page.locator(".series-chart svg").waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    const sizes = await page.$$eval(".series-chart text", (texts) =>
      texts.map((text) => getComputedStyle(text).fontSize),
    );
    expect(sizes.length).toBeGreaterThan(0);
    for (const size of sizes) expect(Number.parseFloat(size)).toBeGreaterThanOrEqual(12);
    await page.context().close();
  });

  test("shows rows that land without being loaded again", async () => {
    const page = await open("/kpis/on_time");
    const before = await page.locator(".kpi-so-far strong").textContent();
    await push("departure,delay,origin\n2001-05-15T13:00:00,90,ORD\n2001-05-15T14:00:00,90,ORD");
    await page.waitForFunction((old) => document.querySelector(".kpi-so-far strong")?.textContent !== old, before);
    const { tile } = await answer();
    expect(await page.locator(".kpi-so-far strong").textContent()).toBe(
      formatValue(tile.toDate?.value ?? null, tile.unit),
    );
    await page.context().close();
  });
});
