const golden = (Math.sqrt(5) - 1) / 2;

/**
 * The fit with the smallest loss over smoothing shares: the best of an ascending grid, then golden sections between its
 * neighbours until they are `precision` apart. The loss of a series has one valley or two.
 */
export const bestShare = <Fit extends { alpha: number; loss: number }>(
  grid: readonly number[],
  precision: number,
  fitAt: (alpha: number) => Fit,
): Fit => {
  const tried = grid.map(fitAt);
  let best = tried.reduce((one, other) => (other.loss < one.loss ? other : one));
  const place = tried.indexOf(best);
  let [low, high] = [grid[place - 1] ?? best.alpha, grid[place + 1] ?? best.alpha];
  let [left, right] = [fitAt(high - golden * (high - low)), fitAt(low + golden * (high - low))];
  while (high - low > precision) {
    if (left.loss < right.loss) {
      high = right.alpha;
      right = left;
      left = fitAt(high - golden * (high - low));
    } else {
      low = left.alpha;
      left = right;
      right = fitAt(low + golden * (high - low));
    }
    const better = left.loss < right.loss ? left : right;
    if (better.loss < best.loss) best = better;
  }
  return best;
};
