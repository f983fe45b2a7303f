import type { Catalog } from "@sextant/model/definition/catalog";
import { periodAt, periodsBetween } from "@sextant/model/time/arithmetic";
import type { Grain } from "@sextant/model/time/grain";
import { compile } from "@sextant/semantic/compile";
import { readWorkspace, type WorkspaceFile } from "@sextant/semantic/read/read";
import { atMost, type Benchmark, reported } from "./benchmark.ts";
import { median, ms } from "./measure.ts";
import { thousandDefinitions } from "./thousand.ts";

const now = Date.UTC(2026, 5, 30, 12);
const day = 86_400_000;

/** Half a year of periods of a definition's own grain, as its page asks for them. */
const spansOf = (grain: Grain, catalog: Catalog) =>
  periodsBetween(periodAt(now - 180 * day, grain, catalog.calendar).start, now, grain, catalog.calendar);

/** Milliseconds of both halves, of all, and of the processor. */
interface Times {
  read: number;
  sql: number;
  total: number;
  cpu: number;
}

/** Parses and checks the files, then plans and prints the SQL of every metric and KPI. */
const compileAll = (files: readonly WorkspaceFile[], expected: number): Times => {
  const cpu = process.cpuUsage();
  const started = performance.now();
  const { catalog, findings } = readWorkspace(files);
  const read = performance.now() - started;
  const wrong = findings.filter((finding) => finding.severity === "error");
  if (catalog === null) throw new Error(`The generated definitions are wrong: ${JSON.stringify(wrong.slice(0, 3))}`);
  const asked: [metric: string, grain: Grain][] = [
    ...[...catalog.metrics.keys()].map((id): [string, Grain] => [id, "week"]),
    ...[...catalog.kpis.values()].map(({ metric, grain }): [string, Grain] => [metric, grain]),
  ];
  let statements = 0;
  for (const [metric, grain] of asked) {
    const question = {
      metrics: [metric],
      grain,
      spans: spansOf(grain, catalog),
      by: [],
      where: null,
      until: now,
      limit: 100,
    };
    const compiled = compile(question, catalog);
    if (compiled.findings.length > 0) throw new Error(JSON.stringify(compiled.findings[0]));
    statements += compiled.statements.length;
  }
  if (asked.length !== expected || statements < expected)
    throw new Error(`${statements} statements of ${asked.length}`);
  const total = performance.now() - started;
  return { read, sql: total - read, total, cpu: process.cpuUsage(cpu).user / 1000 };
};

/** 1,000 metrics and KPIs from YAML text to SQL text: in a process that has just started, and again when it is warm. */
export const benchmark: Benchmark = async ({ quick }) => {
  const count = quick ? 100 : 1000;
  const files = thousandDefinitions(count);
  const cold = compileAll(files, count);
  const warm = Array.from({ length: quick ? 1 : 5 }, () => compileAll(files, count));
  return [
    atMost(`compile ${count} definitions, fresh process`, 1000, cold.total, ms),
    reported(
      "  of which parse and check · plan and SQL",
      `${ms(cold.read)} · ${ms(cold.sql)} (processor ${ms(cold.cpu)})`,
    ),
    reported("  the same, warm", ms(median(warm.map((one) => one.total)))),
  ];
};
