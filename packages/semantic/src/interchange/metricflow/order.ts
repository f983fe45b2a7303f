import type { Input, MetricSource } from "./source.ts";

/** The inputs of a metric, of every kind. */
const inputsOf = (metric: MetricSource): Input[] =>
  [
    metric.measure,
    metric.numerator,
    metric.denominator,
    ...metric.inputs,
    metric.input,
    metric.base,
    metric.conversion,
  ].flatMap((input) => input ?? []);

/** Metrics so that each stands behind those it is built on; those in a circle, or behind one, come apart. */
export const inOrder = (metrics: readonly MetricSource[]): { ordered: MetricSource[]; circular: MetricSource[] } => {
  const byName = new Map(metrics.map((metric) => [metric.name, metric]));
  const users = new Map<string, MetricSource[]>();
  const open = new Map<MetricSource, number>();
  for (const metric of metrics) {
    const needs = new Set(
      inputsOf(metric).flatMap(({ name, isMetric }) => (isMetric && byName.has(name) ? [name] : [])),
    );
    open.set(metric, needs.size);
    for (const need of needs) users.set(need, [...(users.get(need) ?? []), metric]);
  }
  const ordered = metrics.filter((metric) => open.get(metric) === 0);
  for (const metric of ordered)
    for (const user of users.get(metric.name) ?? []) {
      const left = (open.get(user) ?? 0) - 1;
      open.set(user, left);
      if (left === 0) ordered.push(user);
    }
  const done = new Set(ordered);
  return { ordered, circular: metrics.filter((metric) => !done.has(metric)) };
};
