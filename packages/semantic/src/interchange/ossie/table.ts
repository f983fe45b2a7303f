import type { ColumnType } from "@sextant/model/dataset/dataset";
import type { Expression } from "../../expression/tree.ts";
import type { Attempt } from "../attempt.ts";
import { type Columns, openColumns } from "../columns.ts";
import { learnTypes } from "../infer.ts";
import { mapTree } from "../map-tree.ts";
import { labelFor } from "../names.ts";
import {
  cover,
  type Entry,
  note,
  take,
  takeFlag,
  takeList,
  takeRecord,
  takeText,
  takeTexts,
  textOf,
} from "../reader.ts";
import { readSql, withMoments } from "../sql.ts";
import { expressionText } from "./expression.ts";
import { dataTypes } from "./format.ts";
import { noteContext } from "./words.ts";

/** A field as expressions can use it. */
export interface Field {
  tree: Expression;
  /** The column it is, when it is not computed. */
  column: string | null;
  isTime: boolean;
}

/** A dataset of a document while metrics are made from it. */
export interface Table {
  name: string;
  id: string;
  at: Entry;
  columns: Columns;
  /** What its rows are the rows of, as written. */
  source: string;
  /** The columns that identify a row. */
  key: string[];
  fields: Map<string, Field>;
  time: Attempt<string>;
  definition: Record<string, unknown>;
  /** The definition it was exported from, when nothing was edited since. */
  whole: Record<string, unknown> | null;
}

const typeNamed = (word: string): ColumnType | undefined => {
  if (word === "DateTimeTz") return "datetime";
  const found = Object.entries(dataTypes).find(([, name]) => name === word);
  return found?.[0] as ColumnType | undefined;
};

const typeOf = (at: Entry, subject: string): ColumnType | undefined => {
  const word = takeText(at, "datatype");
  const type = word === undefined ? undefined : typeNamed(word);
  if (word !== undefined && type === undefined)
    note(at, "changed", subject, `Columns have no type \`${word.slice(0, 40)}\`; one was taken from its use.`);
  return type;
};

/** Reads SQL over the fields of a table as an expression over its columns. */
export const readField = (table: Table, tree: Expression): Attempt<Expression> => {
  const strange: string[] = [];
  const mapped = mapTree(tree, (node) => {
    if (node.kind !== "name") return node;
    const name = ownName(table, node.name);
    const field = table.fields.get(name);
    if (field === undefined) strange.push(node.name);
    return field?.tree ?? node;
  });
  const [name] = strange;
  if (name !== undefined) return { reason: `The dataset ${table.name} has no field \`${name.slice(0, 80)}\`.` };
  const isMoment = (node: Expression): boolean =>
    node.kind === "name" && ["date", "datetime"].includes(table.columns.get(node.name) ?? "");
  const dated = withMoments(mapped, isMoment);
  learnTypes(dated, table.columns);
  return { value: dated };
};

const typesKnown = (at: Entry, subject: string): { type?: ColumnType; said?: boolean; isTime: boolean } => {
  const type = typeOf(at, subject);
  const dimension = takeRecord(at, "dimension");
  const temporal = type === "date" || type === "datetime";
  const isTime = (dimension === undefined ? undefined : takeFlag(dimension, "is_time")) ?? temporal;
  if (type !== undefined) return { type, said: true, isTime };
  return isTime ? { type: "datetime", isTime } : { isTime };
};

/** The field itself; the reason when it cannot be read. */
const fieldOf = (table: Table, at: Entry, name: string): Attempt<Field> => {
  const subject = `field ${name}`;
  const { isTime, ...known } = typesKnown(at, subject);
  const description = takeText(at, "description");
  const sql = expressionText(at, subject);
  if ("reason" in sql) return sql;
  const read = readSql(sql.value);
  if ("reason" in read) return { reason: `Its expression cannot be carried. ${read.reason}` };
  if (read.tree.kind === "name") {
    const column = table.columns.declare(ownName(table, read.tree.name), name, { ...known, description });
    if (column !== name) note(at, "changed", subject, `It is the column \`${column}\` of the dataset ${table.id}.`);
    return { value: { tree: { kind: "name", name: column, at: read.tree.at }, column, isTime } };
  }
  const tree = computed(table, read.tree);
  if ("reason" in tree) return tree;
  for (const remark of read.remarks) note(at, "changed", subject, remark);
  const lost = description === undefined ? "" : ` Its description is not: ${description.slice(0, 200)}`;
  const message = `Datasets hold no computed columns, so it cannot be sliced by; metrics that name it are carried.${lost}`;
  note(at, "left_out", subject, message);
  return { value: { tree: tree.value, column: null, isTime: false } };
};

const openField = (table: Table, at: Entry): void => {
  const name = takeText(at, "name") ?? "";
  const subject = `field ${name}`;
  if (name === "" || table.fields.has(name)) {
    note(at, "left_out", subject, "The dataset has a field of this name already, or the field has none.");
    cover(at);
    return;
  }
  const label = takeText(at, "label");
  if (label !== undefined)
    note(at, "left_out", subject, `Columns have no label; \`${label.slice(0, 80)}\` is not carried.`);
  noteContext(at, subject);
  const field = fieldOf(table, at, name);
  if ("value" in field) {
    table.fields.set(name, field.value);
    return;
  }
  note(at, "left_out", subject, field.reason);
  cover(at);
};

/** A name without the dataset it is qualified with. */
const ownName = (table: Pick<Table, "name">, name: string): string =>
  name.startsWith(`${table.name}.`) ? name.slice(table.name.length + 1) : name;

/** A computed field names physical columns, not fields. */
const computed = (table: Table, tree: Expression): Attempt<Expression> => {
  const foreign: string[] = [];
  const mapped = mapTree(tree, (node) => {
    if (node.kind !== "name") return node;
    const name = ownName(table, node.name);
    if (name.includes(".")) foreign.push(name);
    return { ...node, name: table.columns.named(name) };
  });
  const [name] = foreign;
  if (name !== undefined) return { reason: `\`${name}\` belongs to another dataset.` };
  learnTypes(mapped, table.columns);
  return { value: mapped };
};

const timeOf = ({ fields, name, at }: Pick<Table, "fields" | "name" | "at">): Attempt<string> => {
  const times = [...fields.values()].flatMap(({ column, isTime }) => (isTime && column !== null ? [column] : []));
  const explicit = times.length <= 1 ? undefined : marked(at);
  const chosen = explicit !== undefined && times.includes(explicit) ? explicit : times[0];
  if (chosen === undefined)
    return { reason: `The dataset ${name} has no time field; rows without a time have no periods.` };
  const others = times.filter((time) => time !== chosen);
  if (others.length > 0 && chosen !== explicit)
    note(
      at,
      "changed",
      `dataset ${name}`,
      `Its rows are dated by \`${chosen}\`; the document does not say whether by ${others.join(", ")} instead.`,
    );
  return { value: chosen };
};

/** The only field that is marked as a time in so many words. */
const marked = (at: Entry): string | undefined => {
  const fields = (at.value as { fields?: { name?: unknown; dimension?: { is_time?: unknown } }[] }).fields;
  const found = (Array.isArray(fields) ? fields : []).filter((field) => field?.dimension?.is_time === true);
  return found.length === 1 ? String(found[0]?.name) : undefined;
};

/** Notes keys that are not carried; gives the primary one. */
const keysOf = (at: Entry, name: string): string[] => {
  const unique = take(at, "unique_keys");
  if (unique !== undefined) {
    const message = `Unique keys beside the primary one are not carried: ${JSON.stringify(unique.value).slice(0, 200)}`;
    note(unique, "left_out", `dataset ${name}`, message);
    cover(unique);
  }
  return takeTexts(at, "primary_key").map((one) => textOf(one) ?? "");
};

/** Opens a dataset of a document: its fields become columns. */
export const openTable = (at: Entry, name: string, id: string): Table => {
  const table: Table = {
    name,
    id,
    at,
    columns: openColumns(() => undefined),
    fields: new Map(),
    time: { reason: "" },
    source: "",
    key: [],
    definition: {},
    whole: null,
  };
  const source = takeText(at, "source");
  const description = takeText(at, "description");
  const key = keysOf(at, name);
  noteContext(at, `dataset ${name}`);
  for (const field of takeList(at, "fields")) openField(table, field);
  return {
    ...table,
    source: source ?? "",
    key: key.map((column) => table.fields.get(column)?.column ?? column),
    time: timeOf(table),
    definition: {
      id,
      label: labelFor(name),
      ...(description === undefined ? {} : { description: description.slice(0, 4000) }),
      ...(key.length === 0 ? {} : { key: key.map((column) => table.fields.get(column)?.column ?? column) }),
    },
  };
};
