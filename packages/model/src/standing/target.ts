/** A wanted value, or a curve of them, with where it comes from. */
export type Target =
  | { kind: "constant"; value: number; provenance: string | null }
  | { kind: "curve"; interpolation: "linear" | "step"; points: readonly TargetPoint[]; provenance: string | null };

/** A wanted value by an instant (epoch ms); a curve's points ascend. */
export interface TargetPoint {
  at: number;
  value: number;
}

/** The value aimed for at the instant: that of the next point of the curve, or of the last one once all have passed. */
export const targetAt = (target: Target, instant: number): number | null => {
  if (target.kind === "constant") return target.value;
  const next = target.points.find((point) => point.at >= instant) ?? target.points.at(-1);
  return next?.value ?? null;
};

/**
 * Where the target's curve says the value should be at the instant: straight between points, or the last point's value
 * on a step curve. Null before the first point; the last value after the last one; a constant is its own pace.
 */
export const paceAt = (target: Target, instant: number): number | null => {
  if (target.kind === "constant") return target.value;
  const after = target.points.findIndex((point) => point.at > instant);
  const from = after === -1 ? target.points.at(-1) : target.points[after - 1];
  if (from === undefined) return null;
  const to = after === -1 ? undefined : target.points[after];
  if (to === undefined || target.interpolation === "step") return from.value;
  return from.value + ((to.value - from.value) * (instant - from.at)) / (to.at - from.at);
};
