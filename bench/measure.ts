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

/** Runs work once; gives what it gave and milliseconds on the wall. */
export const timed = async <T>(work: () => Promise<T>): Promise<{ value: T; wall: number }> => {
  const started = performance.now();
  const value = await work();
  return { value, wall: performance.now() - started };
};

/** Runs work once; milliseconds. */
const cost = async (work: () => unknown): Promise<Cost> => {
  const cpu = process.cpuUsage();
  const started = performance.now();
  await work();
  const wall = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  return { wall, cpu: (user + system) / 1000 };
};

/** Runs several works in turns, another one first in every round, so that all meet the same machine; costs per work, in order. */
export const inTurns = async (rounds: number, works: readonly (() => Promise<unknown>)[]): Promise<Cost[][]> => {
  const costs: Cost[][] = works.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < works.length; turn += 1) {
      const index = (round + turn) % works.length;
      const work = works[index];
      if (work !== undefined) costs[index]?.push(await cost(work));
    }
  }
  return costs;
};

/** Runs two works in turns, each first in every other round. */
export const interleave = async (
  rounds: number,
  a: () => Promise<unknown>,
  b: () => Promise<unknown>,
): Promise<{ a: Cost[]; b: Cost[] }> => {
  const [ofA = [], ofB = []] = await inTurns(rounds, [a, b]);
  return { a: ofA, b: ofB };
};

/** The middle cost, on the wall and on all cores. */
export const medianCost = (costs: readonly Cost[]): Cost => ({
  wall: median(costs.map(({ wall }) => wall)),
  cpu: median(costs.map(({ cpu }) => cpu)),
});
