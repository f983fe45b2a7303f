/** The value at a share of the sorted values (nearest rank); NaN when there are none. */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
};

/** The middle value. */
export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Milliseconds as text with as many digits as they deserve. */
export const ms = (value: number): string => `${value.toFixed(value < 100 ? 1 : 0)} ms`;

/** How long some work took: on the wall, and on all cores together. */
export interface Cost {
  wall: number;
  cpu: number;
}

/** Runs work once; milliseconds. */
const cost = async (work: () => unknown): Promise<Cost> => {
  const cpu = process.cpuUsage();
  const started = performance.now();
  await work();
  const wall = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  return { wall, cpu: (user + system) / 1000 };
};

/** Runs two works in turns, each first in every other round, so that both meet the same machine. */
export const interleave = async (
  rounds: number,
  a: () => Promise<unknown>,
  b: () => Promise<unknown>,
): Promise<{ a: Cost[]; b: Cost[] }> => {
  const costs: { a: Cost[]; b: Cost[] } = { a: [], b: [] };
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2 === 0) costs.a.push(await cost(a));
    costs.b.push(await cost(b));
    if (round % 2 === 1) costs.a.push(await cost(a));
  }
  return costs;
};
