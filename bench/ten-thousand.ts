import type { Catalog } from "@sextant/model/definition/catalog";
import type { Finding } from "@sextant/model/problem/finding";
import { periodAt, periodsBetween } from "@sextant/model/time/arithmetic";
import type { Grain } from "@sextant/model/time/grain";
import { compile } from "@sextant/semantic/compile";
import { readWorkspace } from "@sextant/semantic/read/read";
import { answerDictionary } from "../apps/server/src/ask/dictionary.ts";
import { answerDictionaryPage } from "../apps/server/src/ask/dictionary-page.ts";
import { atMost, type Benchmark, reported } from "./benchmark.ts";
import { median, ms } from "./measure.ts";
import { definitionsWithMetrics } from "./thousand.ts";

const now = Date.UTC(2026, 5, 30, 12);
const day = 86_400_000;
/** KPIs on one dashboard: as many as the lint allows without a warning. */
const tiles = 8;

/** Plans everything a dashboard asks: its KPIs at the grain it shows, and each at the grain it is judged by; gives milliseconds. */
const planDashboard = (catalog: Catalog, kpiIds: readonly string[], shown: Grain): number => {
  const started = performance.now();
  const wanted = new Map<Grain, Set<string>>();
  const want = (grain: Grain, metric: string): void => {
    wanted.set(grain, (wanted.get(grain) ?? new Set()).add(metric));
  };
  for (const id of kpiIds) {
    const kpi = catalog.kpis.get(id);
    if (kpi === undefined) throw new Error(`There is no KPI ${id}.`);
    want(shown, kpi.metric);
    want(kpi.grain, kpi.metric);
  }
  for (const [grain, metrics] of wanted) {
    const from = periodAt(now - 365 * day, grain, catalog.calendar).start;
    const spans = periodsBetween(from, now, grain, catalog.calendar);
    const question = { metrics: [...metrics], grain, spans, by: [], where: null, until: now, limit: 100 };
    const { statements, findings } = compile(question, catalog);
    if (findings.length > 0 || statements.length === 0) throw new Error(JSON.stringify(findings[0]));
  }
  return performance.now() - started;
};

const words = ["simple", "metric 77", "orders_3", "ada", "sum of", "ratio", "nothing at all", ""];

/** Looks definitions up in the dictionary as the server does; gives milliseconds. */
const lookUps = (catalog: Catalog, findings: readonly Finding[]) => {
  const inForce = { catalog, findings, versions: new Map(), places: new Map(), revision: 1, drift: new Map() };
  const timed = (act: () => unknown): number => {
    const started = performance.now();
    act();
    return performance.now() - started;
  };
  const first = timed(() => answerDictionary(inForce, new Map(), { q: "revenue", limit: 50 }));
  const searches = words.flatMap((q) =>
    [undefined, "kpi"].map((type) =>
      timed(() => JSON.stringify(answerDictionary(inForce, new Map(), { q, type, limit: 50 }))),
    ),
  );
  const [id = ""] = catalog.metrics.keys();
  const moment = { inForce, landed: new Map(), problems: new Map() };
  const page = timed(() => answerDictionaryPage(moment, new Map(), id, undefined));
  return { searches, page, first };
};

/** Ten thousand metrics in one workspace, with the KPIs that go with them: everything checked, and one dashboard planned. */
export const benchmark: Benchmark = async ({ quick }) => {
  const count = quick ? 300 : 10_000;
  const files = definitionsWithMetrics(count);
  const started = performance.now();
  const { catalog, findings } = readWorkspace(files);
  const checked = performance.now() - started;
  const wrong = findings.filter((finding) => finding.severity === "error");
  if (catalog?.metrics.size !== count)
    throw new Error(`The definitions are wrong: ${JSON.stringify(wrong.slice(0, 3))}`);
  const kpis = [...catalog.kpis.keys()];
  const dashboards = Array.from({ length: Math.floor(kpis.length / tiles) }, (_, index) =>
    kpis.slice(index * tiles, (index + 1) * tiles),
  ).slice(0, 100);
  const plans = dashboards.map((ids) => planDashboard(catalog, ids, "month"));
  const { searches, page, first } = lookUps(catalog, findings);
  return [
    atMost(`check all of ${count} metrics and ${kpis.length} KPIs`, 5000, checked, ms),
    atMost(`plan a dashboard of ${tiles} KPIs among them`, 20, median(plans), ms),
    atMost("search the dictionary of all of them", 50, median(searches), ms),
    reported("  the first one, which prepares it · slowest", `${ms(first)} · ${ms(Math.max(...searches))}`),
    atMost("page of one metric", 1000, page, ms),
    reported("  the first one · slowest", `${ms(plans[0] ?? 0)} · ${ms(Math.max(...plans))}`),
  ];
};
