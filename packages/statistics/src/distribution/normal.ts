import { gammaTailsAt } from "./incomplete-gamma.ts";
import { sideOf, type Tail, type Tails } from "./tails.ts";

/** Density of the standard normal law. */
export const normalDensity = (z: number): number => Math.exp(-z * z * 0.5) / Math.sqrt(2 * Math.PI);

/** Tails of the standard normal law: P(|Z| > z) = Q(½, z² / 2) (Abramowitz & Stegun 26.2.30). */
export const normalTails = (z: number): Tails => {
  const { upper } = gammaTailsAt(0.5, z * z * 0.5);
  const far = upper / 2;
  const near = 1 - far;
  return z >= 0 ? { lower: near, upper: far } : { lower: far, upper: near };
};

/** Numerators and denominators of Wichura's three ranges, highest power first. */
const middle = [
  [
    2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946, 1971.5909503065513,
    133.14166789178438, 3.3871328727963665,
  ],
  [
    5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751, 687.1870074920579,
    42.31333070160091, 1,
  ],
] as const;
const tailRange = [
  [
    0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
    5.769497221460691, 4.630337846156546, 1.4234371107496835,
  ],
  [
    1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
    1.6763848301838038, 2.053191626637759, 1,
  ],
] as const;
const farRange = [
  [
    2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124, 0.29656057182850487,
    1.7848265399172913, 5.463784911164114, 6.657904643501103,
  ],
  [
    2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133, 0.014875361290850615,
    0.1369298809227358, 0.599832206555888, 1,
  ],
] as const;

const ratio = ([above, below]: readonly [readonly number[], readonly number[]], x: number): number => {
  const at = (terms: readonly number[]): number => terms.reduce((sum, term) => sum * x + term, 0);
  return at(above) / at(below);
};

/** The z of a tail of the standard normal law (Wichura 1988, AS 241, about 1e-16); ±Infinity at probability 0 or 1. */
export const normalQuantile = (tail: Tail): number => {
  const { side, probability } = sideOf(tail);
  const sign = side === "lower" ? 1 : -1;
  const centred = probability - 0.5;
  if (Math.abs(centred) <= 0.425) return sign * centred * ratio(middle, 0.180625 - centred * centred);
  const small = centred < 0 ? probability : 1 - probability;
  const r = Math.sqrt(-Math.log(small));
  const size = small === 0 ? Number.POSITIVE_INFINITY : r <= 5 ? ratio(tailRange, r - 1.6) : ratio(farRange, r - 5);
  return centred < 0 ? -sign * size : sign * size;
};
