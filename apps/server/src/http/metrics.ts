import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Feed } from "../feed/feed.ts";

/** What the server counts about itself, in Prometheus' words. */
export interface Metrics {
  /** Notes an answered request; `route` is the route id, so that addresses do not become labels. */
  answered(route: string, status: number, seconds: number): void;
  /** All metrics in Prometheus' text format. */
  text(): Promise<string>;
  type: string;
}

/** Opens the metrics: requests, feed, landed rows, memory and event-loop lag. */
export const openMetrics = (feed: Feed): Metrics => {
  const registers = [new Registry()];
  const registry = registers[0] as Registry;
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: "sextant_http_request_seconds",
    help: "Time to answer, by route id and status",
    labelNames: ["route", "status"],
    buckets: [0.001, 0.005, 0.015, 0.05, 0.15, 0.5, 1.5, 5, 15],
    registers,
  });
  const landed = new Counter({
    name: "sextant_landed_rows_total",
    help: "Rows landed since the start, by dataset",
    labelNames: ["dataset"],
    registers,
  });
  new Gauge({
    name: "sextant_feed_subscribers",
    help: "Listeners on the feed of facts",
    registers,
    collect() {
      this.set(feed.subscribers());
    },
  });
  new Gauge({
    name: "sextant_feed_last_sequence",
    help: "Sequence number of the latest fact",
    registers,
    collect() {
      this.set(feed.last());
    },
  });
  feed.subscribe((event) => {
    if (event.type === "landed") landed.inc({ dataset: event.dataset }, event.rows);
  });
  return {
    answered: (route, status, seconds) => requests.observe({ route, status: String(status) }, seconds),
    text: () => registry.metrics(),
    type: registry.contentType,
  };
};
