/** Maps a domain onto a range in a straight line; a domain without width maps to the middle of the range. */
export const linear = (
  [from, to]: readonly [number, number],
  [start, end]: readonly [number, number],
): ((value: number) => number) => {
  const width = to - from;
  if (!(Math.abs(width) > 0) || !Number.isFinite(width)) return () => (start + end) / 2;
  return (value) => start + ((value - from) / width) * (end - start);
};
