import { manualEntries } from "@sextant/model/dataset/manual-entries";
import type { ManualMetric } from "@sextant/model/metric/kinds/manual";
import { periodsBetween } from "@sextant/model/time/arithmetic";
import { grains } from "@sextant/model/time/grain";
import type { Formula, Planned, Term } from "../plan/plan.ts";
import { columnTerm, pieceTerm } from "./entity-terms.ts";
import type { Kind, Planner } from "./kind.ts";

/** Entries join nothing. */
const noDatasets: Planner["catalog"]["datasets"] = new Map();

const column = (text: string): Term => columnTerm(text, manualEntries, noDatasets);

/** How many entries every span needs to be known: one for each of its periods that is over, and at least one. */
const neededEntries = ({ grain, combine }: ManualMetric, { frame, until, catalog }: Planner): number[] =>
  frame.map(({ start, end }) => {
    if (combine === "last") return 1;
    const over = periodsBetween(start, Math.min(end, until), grain, catalog.calendar).filter(
      (period) => period.start >= start && period.end <= Math.min(end, until),
    );
    return Math.max(1, over.length);
  });

/** The entry in force of every period, or of all of them the one of the latest period. */
const planEntries = (metric: ManualMetric, planner: Planner): Planned => {
  const entries = planner.entities({
    dataset: manualEntries.id,
    entity: [column(metric.combine === "last" ? "metric" : "period_key")],
    filters: [columnTerm(`metric = '${metric.id}'`, manualEntries, noDatasets, "boolean")],
    sliced: [],
    asked: "rows",
  });
  const entry = entries.piece({
    take: { kind: "row", from: [{ frame: planner.at, which: "last" }], of: column("value") },
  });
  const types = { [entry]: { type: "number", nullable: true } } as const;
  const known = [pieceTerm(`${entry} is not null`, types, "boolean")];
  const sample = entries.slot({ kind: "count" }, known);
  const total = entries.slot({ kind: "sum", of: pieceTerm(entry, types, "number") }, known);
  const averaged = metric.combine === "average";
  const value: Formula = averaged ? { kind: "quotient", over: total, under: sample } : total;
  return {
    value: { kind: "unless_fewer", value, sample, needed: neededEntries(metric, planner) },
    numerator: averaged ? total : { kind: "nothing" },
    denominator: averaged ? sample : { kind: "nothing" },
    sample,
    level: 0,
    empty: null,
  };
};

const combinedInWords: Record<ManualMetric["combine"], string> = {
  sum: "added up",
  average: "averaged",
  last: "the last of them",
};

/** A number a person enters for every period. */
export const manual: Kind<ManualMetric> = {
  expressions: () => [],
  references: () => [],
  builtOn: () => [],
  datasets: () => [{ dataset: manualEntries.id, path: ["kind"] }],
  check: () => [],
  refuses: ({ id, grain }, asked) => {
    if (grains.indexOf(asked.grain) >= grains.indexOf(grain)) return null;
    return {
      message: `the values of \`${id}\` are entered per ${grain}; a shorter period has none of its own.`,
      hint: `Ask by ${grain} or longer.`,
    };
  },
  enteredPer: ({ grain }) => grain,
  plan: planEntries,
  words: ({ grain, combine }) =>
    `what a person entered for the ${grain}; over longer periods the entries are ${combinedInWords[combine]}`,
  code: ({ grain, combine }) => `${combine}(entered per ${grain})`,
};
