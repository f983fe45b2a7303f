import { type Row, reported } from "../benchmark.ts";
import { type Cost, inTurns, medianCost, ms } from "../measure.ts";
import { checkSame, type Way } from "./panels.ts";

/** A ratio as text. */
export const times = (value: number): string => `${value.toFixed(2)} ×`;

/** A cost as text. */
export const costText = ({ wall, cpu }: Cost): string => `${ms(wall)} (processor ${ms(cpu)})`;

/** Throws when one of the ways answers something else than the first. */
const checkAgreement = async (ways: readonly Way[]): Promise<void> => {
  const [first, ...others] = ways;
  const ours = (await first?.answer()) ?? [];
  for (const { name, answer } of others) checkSame(ours, await answer(), [first?.name ?? "", name]);
};

/** Median cost of ways run in turns, which must agree before. */
const costsOf = async (ways: readonly Way[], rounds: number): Promise<Cost[]> => {
  await checkAgreement(ways);
  const runs = await inTurns(
    rounds,
    ways.map(({ answer }) => answer),
  );
  return runs.map(medianCost);
};

/** The first way against the fastest of the others; `goal` is what it may cost of it by wall time. */
export const compareWays = async (
  work: string,
  ways: readonly Way[],
  { rounds, goal }: { rounds: number; goal: number },
): Promise<Row[]> => {
  const costs = await costsOf(ways, rounds);
  const [own, ...others] = costs;
  const best = others.toSorted((one, other) => one.wall - other.wall)[0];
  if (own === undefined || best === undefined) throw new Error("There is nothing to compare with.");
  const ratio = own.wall / best.wall;
  return [
    { work: `${work}: of the fastest by hand`, goal: `≤ ${times(goal)}`, measured: times(ratio), met: ratio <= goal },
    ...ways.map(({ name }, index) => reported(`  ${name}`, costText(costs[index] ?? own))),
    reported("  processor time, of the fastest by hand", times(own.cpu / best.cpu)),
  ];
};

/** How many times faster the first way is than the second, by wall time; a figure without a goal when none is given. */
export const timesFaster = async (
  work: string,
  ways: readonly [fast: Way, slow: Way],
  { rounds, goal }: { rounds: number; goal?: number },
): Promise<Row[]> => {
  const [fast, slow] = await costsOf(ways, rounds);
  if (fast === undefined || slow === undefined) throw new Error("There is nothing to compare with.");
  const ratio = slow.wall / fast.wall;
  const measured = `${times(ratio)} (${ms(fast.wall)} · ${ms(slow.wall)})`;
  return [
    goal === undefined ? reported(work, measured) : { work, goal: `≥ ${times(goal)}`, measured, met: ratio >= goal },
  ];
};
