import type { CascadeAnswer, WhatIfAnswer } from "@sextant/model/api/answers/cascade";
import type { Catalog } from "@sextant/model/definition/catalog";
import { holdWhole, uncarriedOf } from "@sextant/model/kpi/cascade";
import type { Kpi } from "@sextant/model/kpi/kpi";
import { type Estimate, whatIf } from "@sextant/model/kpi/what-if";
import { unitOf } from "@sextant/model/metric/unit-of";
import { Problem } from "@sextant/model/problem/problem";
import type { InForce } from "./ask.ts";
import type { Memory } from "./memory.ts";
import { meaningOf, resolvedKpi } from "./resolved.ts";
import { kpisInUse, targetNow, type Weights, type WrittenWhole, wholesOf } from "./wholes.ts";

/** What a cascade is told from. */
export interface CascadeInput {
  inForce: InForce;
  memory: Memory;
  weights: Weights;
  /** The workspace's now, epoch ms. */
  now: number;
}

/** What is expected of the next period of a KPI with its 80 % range, as long as it means what it meant. */
const expectedOf = (kpi: Kpi, { inForce, memory }: CascadeInput): Estimate | null => {
  const course = memory.courses.get(`${kpi.id} ${kpi.grain}`);
  if (course?.outlook == null || course.meaning !== meaningOf(kpi, inForce.versions)) return null;
  const { value, lower80, upper80 } = course.outlook.next;
  return { value, low: lower80, high: upper80 };
};

const kpiView = (kpi: Kpi, input: CascadeInput): CascadeAnswer["kpis"] => {
  const { catalog, versions } = input.inForce;
  const resolved = resolvedKpi(catalog, kpi.id);
  if (resolved === undefined) return [];
  const kept = input.memory.standings.get(`${kpi.id} ${kpi.grain}`);
  const owner = kpi.owner === undefined ? null : (catalog.people.get(kpi.owner)?.label ?? kpi.owner);
  return [
    {
      ...{ id: kpi.id, label: resolved.label, level: kpi.level, orgUnit: kpi.org_unit ?? null, owner },
      ...{ measure: resolved.unit.id, target: targetNow(catalog, kpi.id, input.now), expected: expectedOf(kpi, input) },
      status: kept !== undefined && kept.meaning === meaningOf(kpi, versions) ? kept.standing.status : null,
    },
  ];
};

const wholeView = (whole: WrittenWhole, targetOf: (kpi: string) => number | null): CascadeAnswer["wholes"][number] => {
  const held = holdWhole(whole, targetOf);
  const { kpi, formula, algebra, parts } = whole;
  const base = { kpi, formula, algebra: algebra.kind, parts: [...parts] };
  const none = { wanted: null, fromParts: null, gap: null, share: null, bounds: null };
  if (held === null) return { ...base, ...none, outcome: "no_target" };
  const { result, wanted, outcome, bounds } = held;
  const shown = {
    ...base,
    ...none,
    wanted,
    outcome,
    bounds: bounds === null ? null : ([...bounds] as [number, number]),
  };
  if (result.kind === "cannot_tell") return shown;
  const { gap, share } = result.kind === "gap" ? result : { gap: 0, share: 0 };
  return { ...shown, fromParts: result.fromParts, gap, share };
};

const labelOf = (name: string, { metrics, kpis }: Catalog): string => {
  const kpi = kpis.get(name);
  return kpi?.label ?? metrics.get(kpi?.metric ?? name)?.label ?? name;
};

/** KPIs from the board down, how each follows from others, whether targets reconcile, and what nobody carries (K8). */
export const answerCascade = (input: CascadeInput): CascadeAnswer => {
  const { catalog } = input.inForce;
  const wholes = wholesOf(catalog, input.weights);
  const targets = new Map(kpisInUse(catalog).map(({ id }) => [id, targetNow(catalog, id, input.now)]));
  const targetOf = (kpi: string): number | null => targets.get(kpi) ?? null;
  const ownerOf = (kpi: string): string | null => catalog.kpis.get(kpi)?.owner ?? null;
  const kpis = kpisInUse(catalog);
  const measures = new Map(
    kpis.flatMap(({ metric: id }) => {
      const metric = catalog.metrics.get(id);
      return metric === undefined ? [] : [[metric.unit, unitOf(metric, catalog)] as const];
    }),
  );
  return {
    now: input.now,
    measures: Object.fromEntries(measures),
    units: [...catalog.orgUnits.values()].map(({ id, label, level, parent = null }) => ({ id, label, level, parent })),
    kpis: kpis.flatMap((kpi) => kpiView(kpi, input)),
    wholes: wholes.map((whole) => wholeView(whole, targetOf)),
    uncarried: uncarriedOf(wholes, { ownerOf, targetOf }).map((one) => ({ ...one, label: labelOf(one.part, catalog) })),
  };
};

/** Recomputes what lies above some KPIs if they had other values next period; throws not_found for an unknown KPI. */
export const answerWhatIf = (input: CascadeInput, changes: readonly { kpi: string; value: number }[]): WhatIfAnswer => {
  const { catalog } = input.inForce;
  for (const { kpi } of changes)
    if (!catalog.kpis.has(kpi)) throw new Problem("not_found", `There is no KPI ${JSON.stringify(kpi.slice(0, 64))}.`);
  const estimates = new Map(
    kpisInUse(catalog).flatMap((kpi) => {
      const expected = expectedOf(kpi, input);
      return expected === null ? [] : [[kpi.id, expected] as const];
    }),
  );
  const wholes = wholesOf(catalog, input.weights);
  const moved = whatIf(wholes, estimates, new Map(changes.map(({ kpi, value }) => [kpi, value])));
  const reached = new Set(moved.map(({ kpi }) => kpi));
  const unmoved = changes
    .filter(
      ({ kpi }) => !wholes.some((whole) => reached.has(whole.kpi) && whole.parts.some((part) => part.kpi === kpi)),
    )
    .map(({ kpi }) => kpi);
  return { moved, unmoved };
};
