import type { Catalog } from "@sextant/model/definition/catalog";
import type { Plan } from "../plan/plan.ts";
import { outputColumn, outputColumns, outputLevels } from "./output.ts";
import { type Bindings, createBindings } from "./parameters.ts";
import { scanSteps } from "./scan.ts";
import type { Step } from "./step.ts";

const dimensionKeys = (plan: Plan): string[] => plan.by.map((_, index) => `_d${index}`);

/** Dimensions leave the scans as text, so that datasets that type them differently can be put together. */
const asText = (plan: Plan): string[] => dimensionKeys(plan).map((key) => `toString(${key}) AS ${key}`);

/** Puts the rows of several scans side by side: a slot is null where only another scan has the period and slice. */
const joinSql = (plan: Plan): string => {
  const slots = plan.scans.flatMap((scan) => scan.slots.map((slot) => slot.id));
  const parts = plan.scans.map((scan, index) => {
    const own = new Set(scan.slots.map((slot) => slot.id));
    const columns = slots.map((id) => (own.has(id) ? id : `NULL AS ${id}`));
    return `    SELECT ${["_period", ...asText(plan), ...columns].join(", ")} FROM scan${index}`;
  });
  const keys = ["_period", ...dimensionKeys(plan)];
  const columns = [...keys, ...slots.map((id) => `any(${id}) AS ${id}`)];
  return `  SELECT ${columns.join(", ")}\n  FROM (\n${parts.join("\n    UNION ALL\n")}\n  )\n  GROUP BY ${keys.join(", ")}`;
};

/** The value slices are ranked by, in the last span that is over, or the last one: a window over each slice. */
const weightSql = (plan: Plan, keys: string, parameters: Bindings): string | null => {
  const index = plan.outputs.findIndex((output) => output.id === plan.rankBy);
  if (index === -1) return null;
  const span = plan.spans.findLast(({ end }) => end <= plan.until) ?? plan.spans.at(-1);
  const last = parameters.bindAs("ranked_in", span?.start ?? 0, "Int64");
  return `maxIf(${outputColumn(index, "value")}, _period = ${last}) OVER (PARTITION BY ${keys}) AS _weight`;
};

/** Ranks slices by a metric, or the rows behind the metrics asked for; slices without any are left out. */
const rankSteps = (plan: Plan, from: string, samples: readonly string[], parameters: Bindings): Step[] => {
  const limit = parameters.bindAs("slices", plan.slices, "UInt32");
  const keys = dimensionKeys(plan).join(", ");
  const weight = weightSql(plan, keys, parameters);
  const columns = [
    `sum(${samples.join(" + ")}) OVER (PARTITION BY ${keys}) AS _rows`,
    ...(weight === null ? [] : [weight]),
  ];
  const order = [...(weight === null ? [] : ["_weight DESC NULLS LAST"]), "_rows DESC", keys].join(", ");
  return [
    { name: "weighed", sql: `  SELECT *, ${columns.join(", ")}\n  FROM ${from}` },
    {
      name: "ranked",
      sql: `  SELECT *, dense_rank() OVER (ORDER BY ${order}) AS _rank\n  FROM weighed\n  WHERE _rows > 0`,
    },
    {
      name: "shown",
      sql: `  SELECT *\n  FROM (SELECT *, max(_rank) OVER () AS _slices FROM ranked)\n  WHERE _rank <= ${limit}`,
    },
  ];
};

/** The outputs, level by level; `from` is the last step of the scans. */
const levelSteps = (plan: Plan, levels: readonly string[][], from: string, joined: boolean): Step[] => {
  const dimensions = joined ? dimensionKeys(plan) : asText(plan);
  return levels.map((columns, level) => {
    const kept = level === 0 ? ["_period", ...dimensions] : ["*"];
    const source = level === 0 ? from : `level${level - 1}`;
    return { name: `level${level}`, sql: `  SELECT\n    ${[...kept, ...columns].join(",\n    ")}\n  FROM ${source}` };
  });
};

/** Which columns of an answer belong to a metric, counted from 0. */
export interface AnswerColumns {
  metric: string;
  value: number;
  numerator: number | null;
  denominator: number | null;
  sample: number;
}

const answerColumns = (plan: Plan, columns: readonly string[]): AnswerColumns[] =>
  plan.asked.map((metric) => {
    const index = plan.outputs.findIndex((output) => output.id === metric);
    const at = (part: "value" | "numerator" | "denominator" | "sample") => columns.indexOf(outputColumn(index, part));
    const optional = (part: "numerator" | "denominator") => (at(part) === -1 ? null : at(part));
    const [numerator, denominator] = [optional("numerator"), optional("denominator")];
    return { metric, value: at("value"), numerator, denominator, sample: at("sample") };
  });

/** Writes a rewritten plan as one SELECT: scans, the outputs made of them level by level, and the slices shown. */
export const statementSql = (
  plan: Plan,
  catalog: Catalog,
): { sql: string; parameters: Record<string, unknown>; columns: AnswerColumns[]; datasets: string[] } => {
  const parameters = createBindings();
  const reads = new Set<string>();
  const steps = plan.scans.flatMap((scan, index): Step[] => {
    const dataset = catalog.datasets.get(scan.dataset);
    if (dataset === undefined) throw new Error(`The dataset ${scan.dataset} of a plan is missing.`);
    const { datasets, calendar } = catalog;
    return scanSteps(scan, { plan, dataset, datasets, timeZone: calendar.timeZone, parameters, reads, index });
  });
  const joined = plan.scans.length > 1;
  if (joined) steps.push({ name: "joined", sql: joinSql(plan) });
  const levels = outputLevels(plan, joined, parameters);
  const answered = plan.outputs
    .map((output, index) => ({ output, index }))
    .filter(({ output }) => plan.asked.includes(output.id));
  // Outputs of one level, in no order of slices, need no step of their own.
  const direct = levels.length === 1 && plan.slices === null && answered.length === plan.outputs.length;
  if (!direct) steps.push(...levelSteps(plan, levels, steps.at(-1)?.name ?? "scan0", joined));
  const last = steps.at(-1)?.name ?? "scan0";
  if (plan.slices !== null) {
    const samples = answered.map(({ index }) => outputColumn(index, "sample"));
    steps.push(...rankSteps(plan, last, samples, parameters));
  }
  const keys = dimensionKeys(plan);
  const names = answered.flatMap(({ output, index }) => outputColumns(output, index).map(({ name }) => name));
  const slices = plan.by.length === 0 ? [] : [plan.slices === null ? "0 AS slices" : "_slices AS slices"];
  const dimensions = keys.map((key, index) => `${direct && !joined ? `toString(${key})` : key} AS slice${index}`);
  const first = ["_period AS period", ...dimensions, ...slices];
  const columns = [...first, ...names];
  const written = [...first, ...(direct ? (levels[0] ?? []) : names)];
  const order = plan.slices === null ? "period" : "_rank, period";
  const body = steps.map(({ name, sql }) => `${name} AS (\n${sql}\n)`).join(",\n");
  const from = steps.at(-1)?.name ?? "scan0";
  const limit = plan.every === null ? "" : `\nLIMIT ${parameters.bindAs("every", plan.every, "UInt32")}`;
  return {
    sql: `WITH\n${body}\nSELECT\n  ${written.join(",\n  ")}\nFROM ${from}\nORDER BY ${order}${limit}`,
    parameters: parameters.values,
    datasets: [...reads],
    columns: answerColumns(plan, columns),
  };
};
