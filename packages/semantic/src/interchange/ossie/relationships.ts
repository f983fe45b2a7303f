import type { Dataset } from "@sextant/model/dataset/dataset";
import type { Catalog } from "@sextant/model/definition/catalog";
import type { Json } from "../../version/meaning.ts";
import { type Entry, note, takeText, takeTexts, textOf } from "../reader.ts";
import { ownExtension } from "./extension.ts";
import type { Table } from "./table.ts";
import { noteContext } from "./words.ts";

type Joins = NonNullable<Dataset["joins"]>;

/** The columns that identify a row. */
export const keyOf = ({ key }: Dataset): readonly string[] | undefined => (typeof key === "string" ? [key] : key);

/** The dataset and column that a joined name such as `customer.segment` is; null for other names. */
export const joinedName = (dataset: Dataset, name: string): { dataset: string; column: string } | null => {
  const [first = "", ...rest] = name.split(".");
  const join = dataset.joins?.[first];
  return join === undefined || rest.length !== 1 ? null : { dataset: join.dataset, column: rest[0] ?? "" };
};

/** The many-to-one joins of a catalog as Ossie relationships. */
export const relationshipsOf = (catalog: Catalog): Json[] =>
  [...catalog.datasets.values()].flatMap((dataset) =>
    Object.entries(dataset.joins ?? {}).map(([name, { dataset: to, on }]): Json => {
      const [key = ""] = keyOf(catalog.datasets.get(to) ?? dataset) ?? [];
      const pairs = typeof on === "string" ? [[on, key] as const] : Object.entries(on);
      return {
        name: `${dataset.id}_${name}`,
        from: dataset.id,
        to,
        from_columns: pairs.map(([here]) => here),
        to_columns: pairs.map(([, there]) => there),
      };
    }),
  );

const joinsIn = ({ joins }: Record<string, unknown>): Joins => (joins ?? {}) as Joins;

/** Puts a relationship of a document into the datasets it joins. */
export const readRelationship = (at: Entry, tables: readonly Table[]): void => {
  const subject = `relationship ${takeText(at, "name") ?? ""}`;
  noteContext(at, subject);
  ownExtension(at, subject);
  const reason = joined(at, tables);
  if (reason !== null) note(at, "left_out", subject, reason);
};

const columnsOf = (at: Entry, key: string, table: Table | undefined): string[] =>
  takeTexts(at, key).map((one) => table?.fields.get(textOf(one) ?? "")?.column ?? textOf(one) ?? "");

/** Adds the join; the reason when it cannot. */
const joined = (at: Entry, tables: readonly Table[]): string | null => {
  const named = (key: string): Table | undefined => {
    const wanted = takeText(at, key);
    return tables.find((table) => table.name === wanted);
  };
  const [from, to] = [named("from"), named("to")];
  const [here, there] = [columnsOf(at, "from_columns", from), columnsOf(at, "to_columns", to)];
  if (from === undefined || to === undefined) return "It names a dataset that is not there.";
  if (here.length === 0 || here.length !== there.length) return "Its columns do not pair.";
  const on = Object.fromEntries(here.map((one, index) => [one, there[index] ?? ""]));
  const target = from.whole ?? from.definition;
  const known = Object.values(joinsIn(target)).some((join) => join.dataset === to.id);
  if (known) return null;
  if (to.whole === null && "reason" in to.time) return `It is not carried, since ${to.name} is not.`;
  Object.assign(target, { joins: { ...joinsIn(target), [to.id]: { dataset: to.id, on } } });
  return null;
};
