/** Above this many points a line keeps four per pixel column: more cannot be seen, and costs painting time. */
const limit = 2000;

/** Keeps the first, lowest, highest and last point of each pixel column, in order; shorter series stay as they are. */
export const thin = <P extends { at: number; value: number }>(points: readonly P[], x: (at: number) => number): P[] => {
  if (points.length <= limit) return [...points];
  const kept: P[] = [];
  let column: P[] = [];
  const flush = (): void => {
    const [head] = column;
    if (head === undefined) return;
    let low = head;
    let high = head;
    for (const point of column) {
      if (point.value < low.value) low = point;
      if (point.value > high.value) high = point;
    }
    const last = column.at(-1) ?? head;
    const chosen = new Set([head, low, high, last]);
    kept.push(...column.filter((point) => chosen.has(point)));
    column = [];
  };
  let at = Number.NaN;
  for (const point of points) {
    const place = Math.floor(x(point.at));
    if (place !== at) flush();
    at = place;
    column.push(point);
  }
  flush();
  return kept;
};
