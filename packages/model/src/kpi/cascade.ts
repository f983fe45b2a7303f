import type { Direction } from "../metric/direction.ts";
import { type Reconciliation, reconcile, sumOf } from "./reconcile.ts";

type Values = ReadonlyMap<string, number>;

/** How a KPI follows from its parts: the metric's own algebra (K8). */
export type Algebra =
  | { kind: "formula"; formula: string; wholeOf: (parts: Values) => number | null }
  /** Amounts, and states counted at one moment, of units that share nothing. */
  | { kind: "sum" }
  /** Shares and means: each part counts by what it is a share of; a weight is null where it is not known. */
  | { kind: "weighted"; weights: ReadonlyMap<string, number | null> };

/** A KPI with the parts it follows from. `name` is what the algebra calls a part; `kpi` is null where no KPI carries it. */
export interface Whole {
  kpi: string;
  direction: Direction;
  algebra: Algebra;
  parts: readonly { name: string; kpi: string | null }[];
}

const weightedMean = (parts: Values, weights: ReadonlyMap<string, number | null>): number | null => {
  let [sum, total] = [0, 0];
  for (const [name, value] of parts) {
    const weight = weights.get(name) ?? null;
    if (weight === null || weight < 0) return null;
    sum += value * weight;
    total += weight;
  }
  return total === 0 ? null : sum / total;
};

/** The value of the whole from those of its parts, by name; null where it cannot be told. */
export const wholeFrom = (algebra: Algebra, parts: Values): number | null => {
  if (algebra.kind === "sum") return parts.size === 0 ? null : sumOf(parts);
  if (algebra.kind === "weighted") return weightedMean(parts, algebra.weights);
  return algebra.wholeOf(parts);
};

/** What a reconciliation comes to: the parts promise too little, more than is wanted, or it fits. */
export type Outcome = "reconciled" | "gap" | "over_committed" | "cannot_tell";

/** The targets of a whole and its parts, held against each other. */
export interface HeldWhole {
  whole: Whole;
  wanted: number;
  result: Reconciliation;
  outcome: Outcome;
  /** Where the whole must lie whatever the weights are, when those are not known. */
  bounds: readonly [number, number] | null;
}

const outcomeOf = (result: Reconciliation, direction: Direction): Outcome => {
  if (result.kind !== "gap") return result.kind;
  const short = direction === "down_is_good" ? result.gap > 0 : result.gap < 0;
  return short ? "gap" : "over_committed";
};

/** Holds the target of a whole against those of its parts; null when the whole has none. Targets are by KPI. */
export const holdWhole = (whole: Whole, targetOf: (kpi: string) => number | null): HeldWhole | null => {
  const wanted = targetOf(whole.kpi);
  if (wanted === null) return null;
  const parts = new Map(whole.parts.map(({ name, kpi }) => [name, kpi === null ? null : targetOf(kpi)]));
  const result = reconcile({ wanted, parts, wholeOf: (known) => wholeFrom(whole.algebra, known) });
  const known = [...parts.values()].filter((target) => target !== null);
  const unweighted = whole.algebra.kind === "weighted" && result.kind === "cannot_tell" && known.length === parts.size;
  const bounds = unweighted && known.length > 0 ? ([Math.min(...known), Math.max(...known)] as const) : null;
  return { whole, wanted, result, outcome: outcomeOf(result, whole.direction), bounds };
};

/** A part of a whole nobody answers for: no KPI carries it, its KPI has no owner, or no target. */
export interface Uncarried {
  whole: string;
  part: string;
  kpi: string | null;
  why: "no_kpi" | "no_owner" | "no_target";
}

/** The drivers of every whole that nobody carries (K8). */
export const uncarriedOf = (
  wholes: readonly Whole[],
  { ownerOf, targetOf }: { ownerOf: (kpi: string) => string | null; targetOf: (kpi: string) => number | null },
): Uncarried[] =>
  wholes.flatMap(({ kpi: whole, parts }) =>
    parts.flatMap(({ name, kpi }): Uncarried[] => {
      const base = { whole, part: name, kpi };
      if (kpi === null) return [{ ...base, why: "no_kpi" }];
      if (ownerOf(kpi) === null) return [{ ...base, why: "no_owner" }];
      return targetOf(kpi) === null ? [{ ...base, why: "no_target" }] : [];
    }),
  );
