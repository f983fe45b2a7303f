import { setTimeout as sleep } from "node:timers/promises";
import type { FeedEvent } from "@sextant/model/api/feed";
import type { Page } from "playwright-core";
import { atMost, type Benchmark, reported } from "./benchmark.ts";
import { withBrowser } from "./browser.ts";
import { follow } from "./feed.ts";
import { ms, quantile } from "./measure.ts";
import { dashboardPath, type ServerProcess, withServer } from "./server.ts";

/** Enough that the number of flights changes in the digits a tile shows. */
const batch = 500;

/** Rows of the last whole week; every batch is another one, or it would count as sent twice. */
const rowsOf = (round: number) =>
  Array.from({ length: batch }, (_, index) => ({
    departure: `2001-06-20T12:${String(index % 60).padStart(2, "0")}`,
    delay: 1,
    distance: 500 + round,
    origin: "JFK",
    destination: "LAX",
  }));

const land = async (server: ServerProcess, round: number): Promise<void> => {
  const response = await fetch(`${server.url}/v1/ingest/flights`, {
    method: "POST",
    headers: { "content-type": "application/x-ndjson" },
    body: rowsOf(round)
      .map((row) => JSON.stringify(row))
      .join("\n"),
  });
  if (response.status !== 202) throw new Error(`Landing failed: ${response.status} ${await response.text()}`);
};

/** Instants of one change on the page, in epoch milliseconds. */
interface Change {
  /** The dashboard was asked for, and had arrived. */
  asked: number;
  arrived: number;
  /** A frame with a changed tile value had been painted. */
  painted: number;
}

/** Notes every change of the tiles' values. */
const watchTiles = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const changes: Change[] = [];
    Object.assign(globalThis, { changes });
    const fetches = () =>
      performance.getEntriesByType("resource").filter(({ name }) => name.includes("/v1/dashboards/"));
    performance.setResourceTimingBufferSize(10_000);
    const values = () => Array.from(document.querySelectorAll(".tile .value"), (value) => value.textContent).join("|");
    let shown = values();
    new MutationObserver(() => {
      if (values() === shown) return;
      shown = values();
      // After the frame's callbacks the frame is painted; a message is handled after that.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          const painted = performance.timeOrigin + performance.now();
          const last = fetches().at(-1) as PerformanceResourceTiming;
          const [asked, arrived] = [performance.timeOrigin + last.startTime, performance.timeOrigin + last.responseEnd];
          changes.push({ asked, arrived, painted });
        };
        port2.postMessage(null);
      });
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });

const changesOn = (page: Page): Promise<Change[]> =>
  page.evaluate(() => (globalThis as unknown as { changes: Change[] }).changes);

const waitFor = async <T>(look: () => T | undefined | Promise<T | undefined>): Promise<T> => {
  const started = performance.now();
  while (performance.now() - started < 30_000) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(20);
  }
  throw new Error("Nothing happened within 30 s.");
};

/** Milliseconds of one round; `steps` are those of `paint`: told, answered, drawn. */
interface Round {
  compute: number;
  paint: number;
  steps: [told: number, answered: number, drawn: number];
}

/** One round: rows land, the server computes, the tile changes. Milliseconds from landing to computed, and on to painted. */
const play = async (round: number, server: ServerProcess, page: Page, events: FeedEvent[]): Promise<Round> => {
  const [heard, seen] = [events.length, (await changesOn(page)).length];
  await land(server, round);
  const news = () => events.slice(heard);
  const computed = await waitFor(() => news().find((event) => event.type === "computed"));
  const landed = news().find((event) => event.type === "landed");
  if (landed === undefined) throw new Error("Something was computed before it landed.");
  const change = await waitFor(async () => (await changesOn(page))[seen]);
  // Let the page come to rest, so that rounds do not meet.
  await sleep(300);
  const { asked, arrived, painted } = change;
  return {
    compute: computed.at - landed.at,
    paint: painted - computed.at,
    steps: [asked - computed.at, arrived - asked, painted - arrived],
  };
};

/** Milliseconds between two batches of 500 rows: 1,000 rows a second. */
const every = 500;

/**
 * A steady stream of rows. For each batch the milliseconds from sending it to the first painted change whose answer was asked for after
 * the batch was acknowledged, and so holds it.
 */
const stream = async (batches: number, server: ServerProcess, page: Page): Promise<number[]> => {
  const sent: { at: number; acknowledged: number }[] = [];
  const sending: Promise<void>[] = [];
  for (let batch = 0; batch < batches; batch += 1) {
    const at = performance.timeOrigin + performance.now();
    const one = land(server, 1000 + batch);
    sending.push(one.then(() => void sent.push({ at, acknowledged: performance.timeOrigin + performance.now() })));
    await sleep(every);
  }
  await Promise.all(sending);
  await sleep(2000);
  const changes = await changesOn(page);
  return sent.map(({ at, acknowledged }) => {
    const change = changes.find(({ asked }) => asked >= acknowledged);
    return change === undefined ? Number.POSITIVE_INFINITY : change.painted - at;
  });
};

/** Rows land in the last whole week while a browser shows the dashboard: from the server's fact to the changed tile on screen. */
export const benchmark: Benchmark = ({ quick }) =>
  withServer((server) =>
    withBrowser([], async (browser) => {
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
      await page.goto(`${server.url}${dashboardPath.replace("/v1", "")}`);
      await page.locator(".tile[data-status]").nth(7).waitFor();
      const ending = new AbortController();
      const events = await follow(server, ending.signal);
      await sleep(1000);
      await watchTiles(page);
      const rounds: Round[] = [];
      // The first round is not counted: the page has never changed before.
      for (let round = 0; round <= (quick ? 2 : 40); round += 1) rounds.push(await play(round, server, page, events));
      const streamed = await stream(quick ? 4 : 100, server, page);
      ending.abort();
      const counted = rounds.slice(1);
      const paints = counted.map(({ paint }) => paint);
      const computes = counted.map(({ compute }) => compute);
      const step = (index: number) =>
        quantile(
          counted.map(({ steps }) => steps[index] ?? Number.NaN),
          0.5,
        );
      return [
        atMost("live: answer computed → changed tile painted, p95", 50, quantile(paints, 0.95), ms),
        reported(
          "  p50 · slowest",
          `${ms(quantile(paints, 0.5))} · ${ms(quantile(paints, 1))} (${paints.length} rounds)`,
        ),
        atMost("live: batch sent → tile painted, 1,000 rows/s, p99", 400, quantile(streamed, 0.99), ms),
        reported("  p50 · slowest", `${ms(quantile(streamed, 0.5))} · ${ms(quantile(streamed, 1))}`),
        reported("  of which told · answered · drawn, p50", [0, 1, 2].map(step).map(ms).join(" · ")),
        reported(
          "live: rows landed → answer computed, p50 · p95",
          `${ms(quantile(computes, 0.5))} · ${ms(quantile(computes, 0.95))}`,
        ),
      ];
    }),
  );
