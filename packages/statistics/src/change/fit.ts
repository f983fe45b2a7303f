import { mean as average } from "../describe/values.ts";

/** The least-squares level or line of a stretch, at each of its places. */
const fitStretch = (part: readonly number[], shape: "level" | "slope"): number[] => {
  const middle = (part.length - 1) / 2;
  const mean = average(part);
  if (shape === "level") return part.map(() => mean);
  const along = part.reduce((sum, _, index) => sum + (index - middle) ** 2, 0);
  const across = part.reduce((sum, value, index) => sum + (index - middle) * value, 0);
  const slope = along > 0 ? across / along : 0;
  return part.map((_, index) => mean + slope * (index - middle));
};

/** Levels or lines between cuts, at each index. */
export const fitStretches = (values: readonly number[], cuts: readonly number[], shape: "level" | "slope"): number[] =>
  [...cuts, values.length].flatMap((end, index) => fitStretch(values.slice(cuts[index - 1] ?? 0, end), shape));

/** The least-squares polynomial of a degree over the whole series, at each index, on an orthogonal basis. */
export const fitCurve = (values: readonly number[], degree: number): number[] => {
  const places = values.map((_, index) => (2 * index) / (values.length - 1) - 1);
  const basis: number[][] = [];
  let fitted = values.map(() => 0);
  for (let power = 0; power <= degree; power += 1) {
    let axis = places.map((place) => place ** power);
    for (const other of basis) {
      const shared = axis.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0);
      axis = axis.map((value, index) => value - shared * (other[index] ?? 0));
    }
    const length = Math.sqrt(axis.reduce((sum, value) => sum + value * value, 0));
    const unit = axis.map((value) => value / length);
    const share = values.reduce((sum, value, index) => sum + value * (unit[index] ?? 0), 0);
    fitted = fitted.map((value, index) => value + share * (unit[index] ?? 0));
    basis.push(unit);
  }
  return fitted;
};
