/** The series with straight lines over its gaps, and level beyond its ends; empty when nothing is present. */
export const bridgeGaps = (series: readonly (number | null)[]): number[] => {
  const values: number[] = [];
  let last: number | null = null;
  for (const [index, value] of series.entries()) {
    if (value === null) continue;
    const from: number = last ?? value;
    const before = values.length - 1;
    for (let gap = before + 1; gap < index; gap += 1)
      values.push(from + (value - from) * ((gap - before) / (index - before)));
    values.push(value);
    last = value;
  }
  if (last !== null) while (values.length < series.length) values.push(last);
  return values;
};
