import { gzipSync } from "node:zlib";
import { AxeBuilder } from "@axe-core/playwright";
import lighthouse, { desktopConfig } from "lighthouse";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { atMost, type Benchmark, type Row, reported } from "./benchmark.ts";
import { withBrowser } from "./browser.ts";
import { median } from "./measure.ts";
import { freePort, type ServerProcess, withServer } from "./server.ts";

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
const plain = (value: number): string => String(Number(value.toFixed(3)));

const settled = async (page: Page, server: ServerProcess): Promise<void> => {
  await page.goto(`${server.url}/`, { waitUntil: "load" });
  await page.locator(".tile[data-status]").nth(7).waitFor();
  await page.evaluate(() => document.fonts.ready);
  // What moves after the first second moves under the reader's eyes as well.
  await page.waitForTimeout(1500);
};

/** The scripts and styles the first screen loads, gzipped, and what went over the wire of everything. */
const weigh = async (browser: Browser, server: ServerProcess): Promise<Row[]> => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const weights = { script: 0, stylesheet: 0 };
  const bodies: Promise<void>[] = [];
  let wire = 0;
  // The context hears the shared worker's script too.
  context.on("requestfinished", (request) => {
    const count = async (): Promise<void> => {
      const response = await request.response();
      if (!response || response.status() >= 400) throw new Error(`${request.url()} answered ${response?.status()}.`);
      const type = response.headers()["content-type"] ?? "";
      if (type.startsWith("text/event-stream")) return;
      const { responseBodySize } = await request.sizes();
      wire += responseBodySize;
      const kind = type.includes("javascript") ? "script" : type.startsWith("text/css") ? "stylesheet" : undefined;
      const body = kind ? await response.body() : Buffer.alloc(0);
      if (kind) weights[kind] += gzipSync(body, { level: 9 }).length;
    };
    bodies.push(count());
  });
  await settled(page, server);
  await Promise.all(bodies);
  const missed = await page.evaluate((least) => performance.getEntriesByType("resource").length > least, bodies.length);
  if (missed) throw new Error("The page loaded more than was counted.");
  await context.close();
  return [
    atMost("first screen: JavaScript, gzipped", 120_000, weights.script, kilobytes),
    atMost("first screen: CSS, gzipped", 8_000, weights.stylesheet, kilobytes),
    reported("  everything over the wire, with font and data", kilobytes(wire)),
  ];
};

/** Cumulative layout shift of a cold load, session windows as web-vitals counts them. */
const layoutShift = async (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let [worst, sum, first, last] = [0, 0, 0, 0];
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
            if (entry.hadRecentInput) continue;
            if (entry.startTime - last > 1000 || entry.startTime - first > 5000) [sum, first] = [0, entry.startTime];
            last = entry.startTime;
            sum += entry.value;
            worst = Math.max(worst, sum);
          }
        }).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => resolve(worst), 100);
      }),
  );

const looks: Record<string, BrowserContextOptions> = {
  light: { colorScheme: "light", viewport: { width: 1280, height: 900 } },
  dark: { colorScheme: "dark", viewport: { width: 1280, height: 900 } },
  "390 px": { colorScheme: "light", viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
  "390 px dark": { colorScheme: "dark", viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
};

const look = async (browser: Browser, server: ServerProcess): Promise<Row[]> => {
  const shifts: number[] = [];
  const violations: string[] = [];
  for (const [name, options] of Object.entries(looks)) {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    await settled(page, server);
    shifts.push(await layoutShift(page));
    const found = await new AxeBuilder({ page }).analyze();
    violations.push(...found.violations.map(({ id, nodes }) => `${name}: ${id} × ${nodes.length}`));
    await context.close();
  }
  return [
    atMost("first screen: layout shift, worst of light, dark, 390 px", 0.02, Math.max(...shifts), plain),
    atMost("first screen: axe violations in light, dark, 390 px", 0, violations.length, String),
    ...violations.map((violation) => reported("  axe", violation)),
  ];
};

const scoreOf = async (url: string, port: number, desktop: boolean): Promise<{ score: number; vitals: string }> => {
  const flags = { port, onlyCategories: ["performance"], logLevel: "error" } as const;
  const result = await lighthouse(
    url,
    { ...flags, onlyCategories: [...flags.onlyCategories] },
    desktop ? desktopConfig : undefined,
  );
  if (result === undefined) throw new Error("Lighthouse gave nothing.");
  const { audits, categories } = result.lhr;
  const names = [
    "first-contentful-paint",
    "largest-contentful-paint",
    "total-blocking-time",
    "cumulative-layout-shift",
  ];
  const vitals = names.map((name) => audits[name]?.displayValue ?? "?").join(" · ");
  return { score: Math.round((categories.performance?.score ?? 0) * 100), vitals };
};

const lighthouseRows = async (server: ServerProcess, rounds: number): Promise<Row[]> => {
  const port = await freePort();
  return withBrowser([`--remote-debugging-port=${port}`], async () => {
    const rows: Row[] = [];
    for (const desktop of [false, true]) {
      const runs: { score: number; vitals: string }[] = [];
      for (let round = 0; round < rounds; round += 1) runs.push(await scoreOf(`${server.url}/`, port, desktop));
      const score = median(runs.map((run) => run.score));
      const name = `Lighthouse ${desktop ? "desktop" : "mobile"}, performance`;
      rows.push(
        desktop ? reported(name, `${score}`) : { work: name, goal: "≥ 90", measured: `${score}`, met: score >= 90 },
      );
      rows.push(reported("  FCP · LCP · TBT · CLS", runs.find((run) => run.score === score)?.vitals ?? ""));
    }
    return rows;
  });
};

/** The dashboard in a real Chromium from the real server: weight, stillness, accessibility, Lighthouse. */
export const benchmark: Benchmark = ({ quick }) =>
  withServer(async (server) => [
    ...(await withBrowser([], async (browser) => [
      ...(await weigh(browser, server)),
      ...(await look(browser, server)),
    ])),
    ...(await lighthouseRows(server, quick ? 1 : 3)),
  ]);
