/** Nodes and weights: a sum of weight × f(node) stands for an integral of f. */
export interface Quadrature {
  nodes: readonly number[];
  weights: readonly number[];
}

/** Gauss–Legendre quadrature of n nodes on an interval (Abramowitz & Stegun 25.4.29), its nodes by Newton's method. */
export const gaussLegendre = (n: number, from: number, to: number): Quadrature => {
  const nodes: number[] = [];
  const weights: number[] = [];
  const half = (to - from) / 2;
  for (let index = 0; index < n; index += 1) {
    let x = Math.cos((Math.PI * (index + 0.75)) / (n + 0.5));
    let slope = 1;
    for (let step = 0; step < 8; step += 1) {
      let [before, here] = [1, x];
      for (let degree = 2; degree <= n; degree += 1)
        [before, here] = [here, ((2 * degree - 1) * x * here - (degree - 1) * before) / degree];
      slope = (n * (x * here - before)) / (x * x - 1);
      x -= here / slope;
    }
    nodes.push((from + to) / 2 - half * x);
    weights.push((2 * half) / ((1 - x * x) * slope * slope));
  }
  return { nodes, weights };
};

/** Gauss–Hermite quadrature of seven nodes: expectations over a standard normal law (Abramowitz & Stegun 25.10). */
export const normalExpectation: Quadrature = {
  nodes: [
    -3.750439717725742, -2.366759410734541, -1.154405394739968, 0, 1.154405394739968, 2.366759410734541,
    3.750439717725742,
  ],
  weights: [
    0.000548268855972218, 0.030757123967586, 0.240123178605013, 0.457142857142857, 0.240123178605013, 0.030757123967586,
    0.000548268855972218,
  ],
};

/** Solves a square system of linear equations by elimination with row exchange; the rows given are used up. */
export const solveLinear = (rows: Float64Array[], right: Float64Array): Float64Array => {
  const n = right.length;
  for (let column = 0; column < n; column += 1) {
    let best = column;
    for (let row = column + 1; row < n; row += 1)
      if (Math.abs(at(rows, row, column)) > Math.abs(at(rows, best, column))) best = row;
    swap(rows, column, best);
    [right[column], right[best]] = [right[best] ?? 0, right[column] ?? 0];
    const pivot = rows[column] as Float64Array;
    for (let row = column + 1; row < n; row += 1) {
      const target = rows[row] as Float64Array;
      const factor = (target[column] ?? 0) / (pivot[column] ?? 0);
      if (factor === 0) continue;
      for (let k = column; k < n; k += 1) target[k] = (target[k] ?? 0) - factor * (pivot[k] ?? 0);
      right[row] = (right[row] ?? 0) - factor * (right[column] ?? 0);
    }
  }
  for (let row = n - 1; row >= 0; row -= 1) {
    let sum = right[row] ?? 0;
    for (let k = row + 1; k < n; k += 1) sum -= at(rows, row, k) * (right[k] ?? 0);
    right[row] = sum / at(rows, row, row);
  }
  return right;
};

const at = (rows: readonly Float64Array[], row: number, column: number): number => rows[row]?.[column] ?? 0;

const swap = (rows: Float64Array[], a: number, b: number): void => {
  const [first, second] = [rows[a], rows[b]];
  if (first === undefined || second === undefined) return;
  rows[a] = second;
  rows[b] = first;
};
