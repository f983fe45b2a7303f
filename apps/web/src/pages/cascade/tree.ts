import type { CascadeAnswer } from "@sextant/model/api/answers/cascade";

type Kpi = CascadeAnswer["kpis"][number];
type Unit = CascadeAnswer["units"][number];
type Whole = CascadeAnswer["wholes"][number];

/** A unit with what lies in it; `faults` counts what is wrong in it and below. */
export interface UnitNode {
  unit: Unit;
  kpis: Kpi[];
  below: UnitNode[];
  faults: number;
}

/** The cascade as a page reads it: every lookup by id, made once. */
export interface CascadeTree {
  roots: UnitNode[];
  /** KPIs of no unit. */
  unplaced: Kpi[];
  kpis: ReadonlyMap<string, Kpi>;
  wholes: ReadonlyMap<string, Whole[]>;
}

const isWrong = ({ outcome }: Whole): boolean => outcome === "gap" || outcome === "over_committed";

/** Puts KPIs into the tree of units, in the order they are defined; a circle of units is cut. */
export const cascadeTree = ({ units, kpis, wholes }: CascadeAnswer): CascadeTree => {
  const known = new Set(units.map(({ id }) => id));
  const byUnit = Map.groupBy(kpis, ({ orgUnit }) => orgUnit ?? "");
  const byParent = Map.groupBy(units, ({ parent }) => (parent !== null && known.has(parent) ? parent : ""));
  const byWhole = Map.groupBy(wholes, ({ kpi }) => kpi);
  const drawn = new Set<string>();
  const nodesOf = (parent: string): UnitNode[] =>
    (byParent.get(parent) ?? [])
      .filter(({ id }) => !drawn.has(id))
      .map((unit) => {
        drawn.add(unit.id);
        const own = byUnit.get(unit.id) ?? [];
        const below = nodesOf(unit.id);
        const wrong = own.filter(({ id }) => byWhole.get(id)?.some(isWrong)).length;
        return { unit, kpis: own, below, faults: below.reduce((sum, { faults }) => sum + faults, wrong) };
      });
  const roots = nodesOf("");
  const unplaced = kpis.filter(({ orgUnit }) => orgUnit === null || !drawn.has(orgUnit));
  return { roots, unplaced, kpis: new Map(kpis.map((kpi) => [kpi.id, kpi])), wholes: byWhole };
};
