import { printExpression } from "../expression/print.ts";
import type { Aggregate, Formula, Output, Plan } from "../plan/plan.ts";
import type { Bindings } from "./parameters.ts";

const parts = ["value", "numerator", "denominator", "sample"] as const;
type Part = (typeof parts)[number];

/** Column of a part of an output inside a statement. */
export const outputColumn = (index: number, part: Part): string => `m${index}_${part}`;

/** The columns an output has: those that can hold something. */
export const outputColumns = (output: Output, index: number): { part: Part; name: string }[] =>
  parts.filter((part) => output[part].kind !== "nothing").map((part) => ({ part, name: outputColumn(index, part) }));

interface Writer {
  aggregates: ReadonlyMap<string, Aggregate>;
  indexes: ReadonlyMap<string, number>;
  /** Whether slots may be null because another scan has the row. */
  joined: boolean;
  parameters: Bindings;
  /** Starts of the spans of the question. */
  spans: readonly number[];
}

const isCount = (aggregate: Aggregate | undefined): boolean =>
  aggregate?.kind === "count" || aggregate?.kind === "count_distinct";

/** Counts and sums without rows are zero (T5). */
const slotSql = (writer: Writer, slot: string): string => {
  const aggregate = writer.aggregates.get(slot);
  const zero = aggregate?.kind === "sum" || (isCount(aggregate) && writer.joined);
  return zero ? `ifNull(${slot}, 0)` : slot;
};

const formulaSql = (writer: Writer, formula: Formula): string => {
  const go = (part: Formula): string => formulaSql(writer, part);
  switch (formula.kind) {
    case "nothing":
      return "NULL";
    case "slot":
      return slotSql(writer, formula.slot);
    case "quotient":
      return `toFloat64(${go(formula.over)}) / nullIf(toFloat64(${go(formula.under)}), 0)`;
    case "unless_empty":
      return `if(${go(formula.sample)} = 0, NULL, ${go(formula.value)})`;
    case "unless_fewer": {
      const spans = writer.parameters.bindArray(writer.spans, "Int64");
      const needed = writer.parameters.bindArray(formula.needed, "Int64");
      return `if(${go(formula.sample)} < transform(_period, ${spans}, ${needed}, toInt64(1)), NULL, ${go(formula.value)})`;
    }
    case "output":
      return outputColumn(writer.indexes.get(formula.output) ?? 0, formula.part);
    case "least":
    case "greatest":
      return formula.of.map(go).reduce((left, right) => `${formula.kind}(${left}, ${right})`);
    case "expression": {
      const name = (named: string): string =>
        outputColumn(writer.indexes.get(formula.outputs[named] ?? "") ?? 0, "value");
      return printExpression(formula.typed, { parameters: writer.parameters, name, timeZone: "UTC" });
    }
  }
};

/** Sums and quotients of very large numbers overflow; expressions and single rows do not. */
const mayEscape = (writer: Writer, formula: Formula): boolean =>
  formula.kind === "quotient" || (formula.kind === "slot" && !isCount(writer.aggregates.get(formula.slot)));

const numberSql = (writer: Writer, formula: Formula): string => {
  const raw = formulaSql(writer, formula);
  const sql = formula.kind === "quotient" || formula.kind === "expression" ? raw : `toFloat64(${raw})`;
  return mayEscape(writer, formula) ? `if(isFinite(${sql}), ${sql}, NULL)` : sql;
};

const columnsOf = (writer: Writer, output: Output): string[] =>
  outputColumns(output, writer.indexes.get(output.id) ?? 0).map(({ part, name }) => {
    const formula = output[part];
    return `${part === "sample" ? formulaSql(writer, formula) : numberSql(writer, formula)} AS ${name}`;
  });

/** The columns to compute at each level: those of level 0 from slots, higher ones from the level below. */
export const outputLevels = (plan: Plan, joined: boolean, parameters: Bindings): string[][] => {
  const aggregates = new Map(plan.scans.flatMap(({ slots }) => slots.map((slot) => [slot.id, slot.aggregate])));
  const indexes = new Map(plan.outputs.map((output, index) => [output.id, index]));
  const spans = plan.spans.map(({ start }) => start);
  const writer: Writer = { aggregates, indexes, joined, parameters, spans };
  const highest = Math.max(0, ...plan.outputs.map((output) => output.level));
  return Array.from({ length: highest + 1 }, (_, level) =>
    plan.outputs.filter((output) => output.level === level).flatMap((output) => columnsOf(writer, output)),
  );
};
