import { at } from "../describe/values.ts";

const swap = (values: Float64Array, one: number, other: number): void => {
  const kept = at(values, one);
  values[one] = at(values, other);
  values[other] = kept;
};

/** Splits from..to around the median of its ends and middle: nothing before `right` is larger than what follows `left`. */
const split = (values: Float64Array, from: number, to: number): { left: number; right: number } => {
  const middle = Math.floor((from + to) / 2);
  if (at(values, from) > at(values, middle)) swap(values, from, middle);
  if (at(values, to) < at(values, middle)) {
    swap(values, to, middle);
    if (at(values, from) > at(values, middle)) swap(values, from, middle);
  }
  const pivot = at(values, middle);
  let [left, right] = [to, from];
  for (;;) {
    do left -= 1;
    while (at(values, left) > pivot);
    do right += 1;
    while (at(values, right) < pivot);
    if (right > left) return { left, right };
    swap(values, left, right);
  }
};

const insertionSort = (values: Float64Array, from: number, to: number): void => {
  for (let index = from + 1; index <= to; index += 1)
    for (let back = index; back > from && at(values, back - 1) > at(values, back); back -= 1)
      swap(values, back - 1, back);
};

/** Partial sort (Chambers, CACM algorithm 410, 1971): puts the wanted indices, meant to ascend, in their place. */
const partialSort = (values: Float64Array, from: number, to: number, wanted: readonly number[]): void => {
  if (wanted.length === 0 || from >= to) return;
  if (to - from <= 10 && from > 0) {
    insertionSort(values, from, to);
    return;
  }
  const { left, right } = split(values, from, to);
  if (left - from <= to - right) {
    const kept = wanted.findLastIndex((index) => index <= left) + 1;
    partialSort(values, from, left, wanted.slice(0, kept));
    partialSort(values, right, to, wanted.slice(kept));
  } else {
    const first = wanted.findIndex((index) => index >= right);
    const kept = first < 0 ? wanted.length : first;
    partialSort(values, from, left, wanted.slice(0, kept));
    partialSort(values, right, to, wanted.slice(kept));
  }
};

/**
 * The sum of the two middle values as R's `stl` takes it. R asks the partial sort for descending indices, so of an even
 * number of values one may be a neighbour of the middle. Kept: decompositions agree with R to the last digits, and weights
 * of robustness do not need the median to be exact.
 */
export const middleSum = (values: Float64Array): number => {
  const sorted = Float64Array.from(values);
  const upper = Math.floor(values.length / 2);
  const lower = values.length - 1 - upper;
  partialSort(sorted, 0, sorted.length - 1, [upper, lower]);
  return at(sorted, upper) + at(sorted, lower);
};
