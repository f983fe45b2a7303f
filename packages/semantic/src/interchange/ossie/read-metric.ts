import type { Attempt } from "../attempt.ts";
import { labelFor } from "../names.ts";
import { type Entry, note, takeText } from "../reader.ts";
import type { Made } from "../settle.ts";
import { readSql } from "../sql.ts";
import { expressionText } from "./expression.ts";
import { exportedFrom } from "./extension.ts";
import { type Formula, isAggregate, type Known, readFormula } from "./metric.ts";
import { synonymsOf } from "./words.ts";

/** What a metric of a document is called; `before` is the definition it was exported from. */
const wordsFrom = (at: Entry, name: string, before: Record<string, unknown>): Record<string, unknown> => {
  const subject = `metric ${name}`;
  const { unit, direction, label } = before;
  const description = takeText(at, "description");
  const synonyms = synonymsOf(at, subject).filter((one) => one !== label);
  const fitting = [...new Set(synonyms.filter((one) => one.length >= 1 && one.length <= 60))].slice(0, 20);
  if (fitting.length < synonyms.length)
    note(at, "left_out", subject, "Synonyms above 60 characters, repeated, or after the 20th are not carried.");
  const dataType = takeText(at, "datatype");
  if (dataType !== undefined)
    note(at, "info", subject, `Metrics are numbers; datatype ${dataType.slice(0, 40)} is not kept.`);
  return {
    label: typeof label === "string" ? label : labelFor(name),
    ...(description === undefined ? {} : { description: description.slice(0, 4000) }),
    ...(fitting.length === 0 ? {} : { synonyms: fitting }),
    ...(unit === undefined ? {} : { unit }),
    ...(direction === undefined ? {} : { direction }),
  };
};

const formulaFrom = (at: Entry, subject: string, id: string, known: Known): Attempt<Formula> => {
  const sql = expressionText(at, subject);
  if ("reason" in sql) return sql;
  const read = readSql(sql.value);
  if ("reason" in read) return { reason: `Its expression cannot be carried. ${read.reason}` };
  const formula = readFormula(read.tree, id, known);
  if ("value" in formula) for (const remark of read.remarks) note(at, "changed", subject, remark);
  return formula;
};

/** Whether the expression of a metric is one aggregate, which others may be built on. */
export const isOneAggregate = (at: Entry): boolean => {
  const sql = expressionText({ ...at, file: { ...at.file, notes: [] } }, "");
  const read = "value" in sql ? readSql(sql.value) : sql;
  return "tree" in read && isAggregate(read.tree);
};

/** A metric of a document, with those made of its parts. */
export const metricFrom = (at: Entry, name: string, id: string, known: Known): Attempt<Made[]> => {
  const subject = `metric ${name}`;
  const exported = exportedFrom(at, subject);
  if (exported?.untouched === true)
    return { value: [{ type: "metric", id, definition: { ...exported.definition, id }, needs: [], from: at }] };
  const formula = formulaFrom(at, subject, id, known);
  if ("reason" in formula) return formula;
  const { definition, helpers, needs } = formula.value;
  if (id !== name) note(at, "changed", subject, `Its id is ${id}.`);
  const parts = [...helpers].map(([helper, made]): Made => {
    note(at, "info", `metric ${helper}`, `It was made of a part of ${name}: metrics are built on metrics with names.`);
    const own = { id: helper, label: labelFor(helper), ...made.definition };
    return { type: "metric", id: helper, definition: own, needs: [`dataset ${made.dataset}`], from: at };
  });
  const words = wordsFrom(at, name, exported?.definition ?? {});
  return { value: [...parts, { type: "metric", id, definition: { id, ...words, ...definition }, needs, from: at }] };
};
