/** A series without its long gaps, and where each of its values stood. */
export interface Cut {
  series: (number | null)[];
  /** Index in the whole series of each value that is left, ascending. */
  places: number[];
}

/** Gaps shorter than the shortest stretch that can be told apart are bridged; a longer bridge would be a stretch of its own. */
const longGap = 5;

/** Cuts long gaps out, whole seasons of them, so that what is left stands at its place in the season. */
export const cutGaps = (series: readonly (number | null)[], season: number): Cut => {
  const places: number[] = [];
  let index = 0;
  while (index < series.length) {
    let end = index;
    while (end < series.length && series[end] === null) end += 1;
    const length = end - index;
    const skip = length >= longGap ? length - (length % season) : 0;
    index += skip;
    do places.push(index);
    while (++index < end);
  }
  const inside = places.filter((place) => place < series.length);
  return { series: inside.map((place) => series[place] ?? null), places: inside };
};

/** Values of what is left, back at their places; where something was cut, the last one goes on. */
export const uncut = (values: readonly number[], { places }: Cut, count: number): number[] => {
  let at = -1;
  return Array.from({ length: count }, (_, index) => {
    while ((places[at + 1] ?? Number.POSITIVE_INFINITY) <= index) at += 1;
    return values[Math.max(at, 0)] ?? Number.NaN;
  });
};
