import { at } from "../describe/values.ts";

/** Coefficients by order: the value after is the sum of coefficient · value, latest first. */
type Coefficients = Float64Array;

/** Burg's recursion up to an order; the coefficients of the order with the least AICc (Burg 1975; Hurvich & Tsai 1989). */
const burg = (values: Float64Array, most: number): Coefficients => {
  const count = values.length;
  const [forward, backward] = [Float64Array.from(values), Float64Array.from(values)];
  let error = 0;
  for (const value of values) error += (value * value) / count;
  let current: Coefficients = new Float64Array(0);
  let best = { score: count * Math.log(error), coefficients: current };
  for (let order = 1; order <= most && error > 0; order += 1) {
    let [product, square] = [0, 0];
    for (let index = order; index < count; index += 1) {
      const [f, b] = [at(forward, index), at(backward, index - 1)];
      product += f * b;
      square += f * f + b * b;
    }
    const reflection = square > 0 ? (2 * product) / square : 0;
    const next = new Float64Array(order);
    for (let k = 0; k < order - 1; k += 1) next[k] = at(current, k) - reflection * at(current, order - 2 - k);
    next[order - 1] = reflection;
    current = next;
    for (let index = count - 1; index >= order; index -= 1) {
      const [f, b] = [at(forward, index), at(backward, index - 1)];
      forward[index] = f - reflection * b;
      backward[index] = b - reflection * f;
    }
    error *= 1 - reflection * reflection;
    const score = count * Math.log(error) + (2 * (order + 1) * count) / (count - order - 2);
    if (score < best.score) best = { score, coefficients: current };
  }
  return best.coefficients;
};

/**
 * Expected values of an autoregression of the differences, without a drift: what the last moves usually bring, ending in a
 * level. At most a quarter of the values become coefficients, and not more than `most`.
 */
export const forecastAutoregression = (values: Float64Array, horizon: number, most: number): Float64Array => {
  const count = values.length - 1;
  const moves = new Float64Array(count + horizon);
  for (let index = 0; index < count; index += 1) moves[index] = at(values, index + 1) - at(values, index);
  const coefficients = burg(moves.subarray(0, count), Math.min(most, Math.floor(count / 4)));
  let level = at(values, count);
  return Float64Array.from({ length: horizon }, (_, step) => {
    let move = 0;
    for (const [lag, coefficient] of coefficients.entries()) move += coefficient * at(moves, count + step - 1 - lag);
    moves[count + step] = move;
    level += move;
    return level;
  });
};
