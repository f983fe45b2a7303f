import { type Row, reported } from "../benchmark.ts";
import { inTurns, medianCost, ms } from "../measure.ts";
import { type Answer, checkSame, type Way } from "./panels.ts";

const ratio = (value: number): string => `${value.toFixed(2)} ×`;

/**
 * Times ways in turns, the first against the fastest of the others; `goal` is what it may cost of it, by wall time. Throws when
 * any two answers differ.
 */
export const compareWays = async (
  work: string,
  ways: readonly Way[],
  { rounds, goal }: { rounds: number; goal: number },
): Promise<Row[]> => {
  const answers: Answer[] = [];
  for (const way of ways) answers.push(await way.answer());
  const [ours = [], ...others] = answers;
  for (const [index, answer] of others.entries())
    checkSame(ours, answer, [ways[0]?.name ?? "", ways[index + 1]?.name ?? ""]);
  const costs = (
    await inTurns(
      rounds,
      ways.map(({ answer }) => answer),
    )
  ).map(medianCost);
  const [own, ...rest] = costs;
  const best = rest.toSorted((one, other) => one.wall - other.wall)[0];
  if (own === undefined || best === undefined) throw new Error("There is nothing to compare with.");
  const measured = own.wall / best.wall;
  return [
    {
      work: `${work}: of the fastest by hand`,
      goal: `≤ ${ratio(goal)}`,
      measured: ratio(measured),
      met: measured <= goal,
    },
    ...ways.map(({ name }, index) => {
      const { wall, cpu } = costs[index] ?? own;
      return reported(`  ${name}`, `${ms(wall)} (processor ${ms(cpu)})`);
    }),
    reported("  processor time, of the fastest by hand", ratio(own.cpu / best.cpu)),
  ];
};
