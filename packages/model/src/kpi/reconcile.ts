/** What a whole and its parts are to be, at one instant. */
export interface WantedWhole {
  /** The target of the whole. */
  wanted: number;
  /** The targets of the parts, by id; null for one that has none. */
  parts: ReadonlyMap<string, number | null>;
  /** The whole from its parts; null where it cannot be told. */
  wholeOf: (parts: ReadonlyMap<string, number>) => number | null;
}

/** Whether the targets of the parts give the target of the whole (K8). */
export type Reconciliation =
  | { kind: "reconciled"; wanted: number; fromParts: number }
  | {
      kind: "gap";
      wanted: number;
      fromParts: number;
      /** What the parts give beyond the target of the whole; negative when they fall short. */
      gap: number;
      /** The gap as a share of the wanted value; null when that is zero. */
      share: number | null;
    }
  | { kind: "cannot_tell"; missing: string[] };

/** Relative difference up to which targets that people round are taken as one. */
const rounding = 0.005;

/** Holds the target of a whole against what the targets of its parts give; a part without a target leaves it open. */
export const reconcile = ({ wanted, parts, wholeOf }: WantedWhole): Reconciliation => {
  const missing = [...parts].filter(([, value]) => value === null).map(([id]) => id);
  if (missing.length > 0 || parts.size === 0) return { kind: "cannot_tell", missing };
  const known = new Map([...parts].flatMap(([id, value]) => (value === null ? [] : [[id, value] as const])));
  const fromParts = wholeOf(known);
  if (fromParts === null) return { kind: "cannot_tell", missing: [] };
  const gap = fromParts - wanted;
  if (Math.abs(gap) <= rounding * Math.max(Math.abs(wanted), Math.abs(fromParts)))
    return { kind: "reconciled", wanted, fromParts };
  return { kind: "gap", wanted, fromParts, gap, share: wanted === 0 ? null : gap / Math.abs(wanted) };
};

/** The whole of parts that add up. */
export const sumOf = (parts: ReadonlyMap<string, number>): number =>
  [...parts.values()].reduce((sum, value) => sum + value, 0);
