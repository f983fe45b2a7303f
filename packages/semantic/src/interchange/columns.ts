import type { ColumnType } from "@sextant/model/dataset/dataset";
import type { ValueType } from "../expression/tree.ts";
import type { Types } from "./infer.ts";

interface Column {
  from: string;
  fixed: ColumnType | undefined;
  /** Whether the source says the type. */
  said: boolean;
  voted: ValueType | undefined;
  description: string | undefined;
}

/** The columns of a dataset while it is put together from what expressions name. */
export interface Columns extends Types {
  /** The column of a physical one, under a wanted name where that is free. */
  declare(
    physical: string,
    wanted: string,
    known?: { type?: ColumnType; said?: boolean; description?: string | undefined },
  ): string;
  /** The column of a physical one, declared if need be. */
  named(physical: string): string;
  /** The columns as datasets write them. */
  written(time: string): Record<string, Record<string, unknown>>;
  /** Columns whose type nothing in the source says, with the type that was taken. */
  assumed(): string[];
}

const columnTypes: Record<ValueType, ColumnType> = {
  number: "number",
  string: "string",
  boolean: "boolean",
  date: "date",
  datetime: "datetime",
};
const valueTypes: Partial<Record<ColumnType, ValueType>> = { integer: "number", decimal: "number" };

const sound = (name: string): string => {
  const plain = name.replaceAll(/[\p{Cc}.]/gu, "_").replace(/^_+/, "");
  return (plain === "" ? "column" : plain).slice(0, 190);
};

/** Opens an empty list of columns; names are told apart without regard to case, as SQL does. `typeIn` is the type the source says. */
export const openColumns = (typeIn: (physical: string) => ColumnType | undefined): Columns => {
  const byName = new Map<string, Column>();
  const byPhysical = new Map<string, string>();
  const taken = new Set<string>();
  const free = (wanted: string): string => {
    const base = sound(wanted);
    let name = base;
    for (let count = 2; taken.has(name.toLowerCase()); count += 1) name = `${base}_${count}`;
    taken.add(name.toLowerCase());
    return name;
  };
  const typeOf = ({ fixed, voted }: Column): ColumnType => fixed ?? columnTypes[voted ?? "string"];
  const columns: Columns = {
    declare: (physical, wanted, known = {}) => {
      const before = byPhysical.get(physical.toLowerCase());
      const name = before ?? free(wanted);
      const column = byName.get(name) ?? {
        from: physical,
        fixed: undefined,
        said: false,
        voted: undefined,
        description: undefined,
      };
      byName.set(name, {
        ...column,
        fixed: column.fixed ?? typeIn(physical) ?? known.type,
        said: column.said || known.said === true || typeIn(physical) !== undefined,
        description: column.description ?? known.description?.slice(0, 4000),
      });
      byPhysical.set(physical.toLowerCase(), name);
      return name;
    },
    named: (physical) => columns.declare(physical, physical),
    get: (name) => {
      const column = byName.get(name);
      if (column?.fixed === undefined) return column?.voted;
      return valueTypes[column.fixed] ?? (column.fixed as ValueType);
    },
    vote: (name, type) => {
      const column = byName.get(name);
      if (column !== undefined) byName.set(name, { ...column, voted: column.voted ?? type });
    },
    written: (time) =>
      Object.fromEntries(
        [...byName].map(([name, column]) => [
          name,
          {
            type: typeOf(column),
            ...(column.from === name ? {} : { from: column.from }),
            ...(name === time ? { nullable: false } : {}),
            ...(column.description === undefined ? {} : { description: column.description }),
          },
        ]),
      ),
    assumed: () => [...byName].flatMap(([name, column]) => (!column.said ? [`${name} ${typeOf(column)}`] : [])),
  };
  return columns;
};
