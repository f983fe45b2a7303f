import { type Whole, wholeFrom } from "./cascade.ts";

/** A value with the range it is expected in. */
export interface Estimate {
  value: number;
  low: number;
  high: number;
}

/** A KPI that moved because a part of it was set to something else. */
export interface Moved {
  kpi: string;
  before: Estimate;
  after: Estimate;
}

/** What is known of KPIs, by id. */
export type Estimates = ReadonlyMap<string, Estimate>;

const pointsOf = (whole: Whole, estimates: Estimates): Map<string, Estimate> =>
  new Map(
    whole.parts.flatMap(({ name, kpi }) => {
      const found = kpi === null ? undefined : estimates.get(kpi);
      return found === undefined ? [] : [[name, found] as const];
    }),
  );

const centre = (points: ReadonlyMap<string, Estimate>): Map<string, number> =>
  new Map([...points].map(([name, { value }]) => [name, value]));

/**
 * How far the whole may lie below and above its value: each part is moved to the ends of its range alone and the deviations
 * are added in quadrature, as of parts that vary independently. Exact for sums; first order for anything else.
 */
const spreadOf = (whole: Whole, points: ReadonlyMap<string, Estimate>, at: number): readonly [number, number] => {
  let [below, above] = [0, 0];
  const values = centre(points);
  for (const [name, { value, low, high }] of points) {
    const ends = [low, high].map((end) => (wholeFrom(whole.algebra, values.set(name, end)) ?? at) - at);
    values.set(name, value);
    below += Math.min(0, ...ends) ** 2;
    above += Math.max(0, ...ends) ** 2;
  }
  return [Math.sqrt(below), Math.sqrt(above)];
};

/** The whole after its parts changed; what its parts do not explain of it stays as it was. Null where it cannot be told. */
const recomputed = (whole: Whole, before: Estimates, after: Estimates): Estimate | null => {
  const own = before.get(whole.kpi);
  const [old, now] = [pointsOf(whole, before), pointsOf(whole, after)];
  const needsAll = whole.algebra.kind !== "sum";
  if (own === undefined || (needsAll && now.size < whole.parts.length)) return null;
  const [was, is] = [wholeFrom(whole.algebra, centre(old)), wholeFrom(whole.algebra, centre(now))];
  if (was === null || is === null) return null;
  const value = own.value + (is - was);
  const [below, above] = spreadOf(whole, now, is);
  return { value, low: value - below, high: value + above };
};

/** The first way each KPI follows from parts. */
const byKpi = (wholes: readonly Whole[]): Map<string, Whole> => {
  const found = new Map<string, Whole>();
  for (const whole of wholes) if (!found.has(whole.kpi)) found.set(whole.kpi, whole);
  return found;
};

/**
 * Sets some KPIs to other values and recomputes every KPI above them, from the parts up; a value that is set is taken as
 * certain. A KPI that cannot be recomputed keeps its value, and so do those above it as far as it is concerned.
 */
export const whatIf = (
  wholes: readonly Whole[],
  estimates: Estimates,
  changes: ReadonlyMap<string, number>,
): Moved[] => {
  const after = new Map(estimates);
  for (const [kpi, value] of changes) after.set(kpi, { value, low: value, high: value });
  const before = new Map(estimates);
  for (const [kpi, value] of changes) if (!before.has(kpi)) before.set(kpi, { value, low: value, high: value });
  const known = byKpi(wholes);
  const above = new Map<string, string[]>();
  for (const { kpi, parts } of known.values())
    for (const part of parts) if (part.kpi !== null) above.set(part.kpi, [...(above.get(part.kpi) ?? []), kpi]);
  const moved: Moved[] = [];
  for (const kpi of upward([...changes.keys()], above)) {
    const whole = known.get(kpi);
    const own = before.get(kpi);
    if (changes.has(kpi) || whole === undefined || own === undefined) continue;
    const next = recomputed(whole, before, after);
    if (next === null) continue;
    after.set(kpi, next);
    moved.push({ kpi, before: own, after: next });
  }
  return moved;
};

/** Everything above some KPIs, parts before wholes; a circle is walked once. */
const upward = (from: readonly string[], above: ReadonlyMap<string, readonly string[]>): string[] => {
  const seen = new Set<string>();
  const order: string[] = [];
  const walk = (kpi: string): void => {
    if (seen.has(kpi)) return;
    seen.add(kpi);
    for (const whole of above.get(kpi) ?? []) walk(whole);
    order.push(kpi);
  };
  for (const kpi of from) walk(kpi);
  return order.toReversed();
};
