import type { Expression } from "../../expression/tree.ts";
import type { Attempt } from "../attempt.ts";
import { openColumns } from "../columns.ts";
import { learnTypes } from "../infer.ts";
import { mapTree } from "../map-tree.ts";
import { type Entry, note } from "../reader.ts";
import { readSql, withMoments } from "../sql.ts";
import { columnTypeOf, type Import, type OpenModel, typesOf } from "./context.ts";
import type { Dimension, Model } from "./source.ts";

const isMomentOf = (open: OpenModel) => {
  const types = typesOf(open);
  return (node: Expression): boolean => {
    const type = node.kind === "name" ? types.get(node.name) : undefined;
    return type === "date" || type === "datetime";
  };
};

/** Reads SQL over the physical columns of a model as an expression over the columns of its dataset. */
export const readOver = (open: OpenModel, text: string, subject: string, at: Entry): Attempt<Expression> => {
  const read = readSql(text);
  if ("reason" in read) return read;
  const foreign: string[] = [];
  const tree = mapTree(read.tree, (node) => {
    if (node.kind !== "name") return node;
    if (node.name.includes(".")) foreign.push(node.name);
    return { ...node, name: open.columns.named(node.name) };
  });
  const [strange] = foreign;
  if (strange !== undefined) return { reason: `\`${strange}\` names a table, and a dataset is one table.` };
  for (const remark of read.remarks) note(at, "changed", subject, remark);
  const dated = withMoments(tree, isMomentOf(open));
  learnTypes(dated, typesOf(open));
  return { value: dated };
};

/** The physical column that an expression is, when it is nothing else. */
const bareColumn = (text: string): string | null => {
  const read = readSql(text);
  return "tree" in read && read.tree.kind === "name" && !read.tree.name.includes(".") ? read.tree.name : null;
};

/** The column whose start of a period a time dimension is: `date_trunc('day', ordered_at)`. */
const truncated = (text: string): string | null => {
  const read = readSql(text);
  if (!("tree" in read) || read.tree.kind !== "call" || read.tree.name !== "date_trunc") return null;
  const [unit, column] = read.tree.arguments;
  const isUnit = unit?.kind === "string" && ["hour", "day"].includes(unit.value.toLowerCase());
  return isUnit && column?.kind === "name" ? column.name : null;
};

const noteGranularity = ({ name, granularity, at }: Dimension): void => {
  if (granularity === "day") return;
  const long = ["week", "month", "quarter", "year"].includes(granularity);
  const message = long
    ? `Its values tell ${granularity}s apart; ask by ${granularity} or longer, shorter periods are not refused.`
    : `Periods are days or longer; the ${granularity} is kept in the rows.`;
  note(at, long ? "changed" : "info", `dimension ${name}`, message);
};

const openDimension = (open: OpenModel, source: Dimension): void => {
  const subject = `dimension ${source.name}`;
  if (open.dimensions.has(source.name)) {
    note(source.at, "left_out", subject, "The semantic model has a dimension of this name already.");
    return;
  }
  const cut = source.isTime ? truncated(source.expr) : null;
  const physical = bareColumn(source.expr) ?? cut;
  if (physical !== null) {
    const known = { ...(source.isTime ? { type: "datetime" as const } : {}), description: source.description };
    const column = open.columns.declare(physical, source.name, known);
    if (column !== source.name)
      note(source.at, "changed", subject, `It is the column \`${column}\` of the dataset ${open.id}.`);
    if (cut !== null)
      note(source.at, "changed", subject, `It is the column \`${column}\` itself: Sextant cuts time into periods.`);
    if (source.isTime) noteGranularity(source);
    const tree: Expression = { kind: "name", name: column, at: { offset: 0, length: 0 } };
    open.dimensions.set(source.name, { source, tree, column });
    return;
  }
  const read = readOver(open, source.expr, subject, source.at);
  if ("reason" in read) {
    note(source.at, "left_out", subject, `Its expression cannot be carried. ${read.reason}`);
    return;
  }
  open.dimensions.set(source.name, { source, tree: read.value, column: null });
  const message = "Datasets hold no computed columns, so it cannot be sliced by; filters that name it are carried.";
  note(source.at, "left_out", subject, message);
};

const openEntities = (open: OpenModel, into: OpenModel["entities"]): void => {
  for (const source of open.model.entities) {
    const subject = `entity ${source.name}`;
    const physical = bareColumn(source.expr);
    if (into.has(source.name))
      note(source.at, "left_out", subject, "The semantic model has an entity of this name already.");
    else if (physical === null)
      note(source.at, "left_out", subject, "Its expression is more than a column; join on a column.");
    else {
      into.set(source.name, { source, column: open.columns.declare(physical, physical, { type: "string" }) });
    }
  }
};

/** Opens a semantic model: its dimensions and entities become columns. */
export const openModel = (model: Model, { datasetIds, models }: Import): OpenModel | null => {
  if (models.some((other) => other.model.name === model.name)) {
    note(model.at, "left_out", `semantic model ${model.name}`, "There is a semantic model of this name already.");
    return null;
  }
  const id = datasetIds.give(model.name);
  if (id !== model.name) note(model.at, "changed", `semantic model ${model.name}`, `Its dataset is called ${id}.`);
  const open: OpenModel = {
    model,
    id,
    columns: openColumns((physical) => columnTypeOf(model.dataTypes.get(physical))),
    dimensions: new Map(),
    entities: new Map(),
    datasets: new Map(),
    joined: new Map(),
  };
  for (const [column, dataType] of model.dataTypes)
    if (columnTypeOf(dataType) === undefined)
      note(
        model.at,
        "changed",
        `column ${column}`,
        `\`${dataType.slice(0, 40)}\` is no known type; one was taken from its use.`,
      );
  for (const dimension of model.dimensions.filter(({ isTime }) => isTime)) openDimension(open, dimension);
  openEntities(open, open.entities);
  for (const dimension of model.dimensions.filter(({ isTime }) => !isTime)) openDimension(open, dimension);
  return open;
};
