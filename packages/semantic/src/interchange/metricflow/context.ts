import type { ColumnType } from "@sextant/model/dataset/dataset";
import type { Expression } from "../../expression/tree.ts";
import type { Columns } from "../columns.ts";
import type { Types } from "../infer.ts";
import { type Ids, labelFor } from "../names.ts";
import type { Made } from "../settle.ts";
import type { Dimension, Entity, Model } from "./source.ts";

/** A dimension as expressions can use it. */
export interface OpenDimension {
  source: Dimension;
  tree: Expression;
  /** The column it is, when it is not computed. */
  column: string | null;
}

/** An entity whose value is a column. */
export interface OpenEntity {
  source: Entity;
  column: string;
}

/** A semantic model while metrics are made from it. */
export interface OpenModel {
  model: Model;
  id: string;
  columns: Columns;
  dimensions: Map<string, OpenDimension>;
  entities: Map<string, OpenEntity>;
  /** Datasets made of it so far, by the time dimension that dates their rows. */
  datasets: Map<string, string>;
  /** Columns of other models, by `entity.column`. */
  joined: Map<string, { model: OpenModel; column: string }>;
}

/** Everything an import remembers while it runs. */
export interface Import {
  models: OpenModel[];
  datasetIds: Ids;
  metricIds: Ids;
  made: Made[];
}

/** Types of the names in expressions over a model: its own columns, and those it sees of others. */
export const typesOf = ({ columns, joined }: OpenModel): Types => {
  const far = (name: string): { columns: Columns; column: string } | undefined => {
    const found = joined.get(name);
    return found === undefined ? undefined : { columns: found.model.columns, column: found.column };
  };
  return {
    get: (name) => {
      const other = far(name);
      return other === undefined ? columns.get(name) : other.columns.get(other.column);
    },
    vote: (name, type) => {
      const other = far(name);
      if (other === undefined) columns.vote(name, type);
      else other.columns.vote(other.column, type);
    },
  };
};

/** Types that dbt projects and warehouses write, as column types; undefined for others. */
export const columnTypeOf = (dataType: string | undefined): ColumnType | undefined => {
  const word = (dataType ?? "").toLowerCase().replace(/[\s(].*$/, "");
  if (/^(var)?char$|^(text|string|uuid|nvarchar)$/.test(word)) return "string";
  if (/^(tiny|small|big)?int(eger)?$|^int(2|4|8|16|32|64)$/.test(word)) return "integer";
  if (/^(numeric|decimal|number|bignumeric)$/.test(word)) return "decimal";
  if (/^(float|double|real|float4|float8|float64)$/.test(word)) return "number";
  if (/^bool(ean)?$/.test(word)) return "boolean";
  if (word === "date") return "date";
  return /^(timestamp|datetime|timestamptz|timestamp_(ntz|ltz|tz))$/.test(word) ? "datetime" : undefined;
};

/** Label and description of a definition; a name stands in for a label. */
export const wordsOf = (
  name: string,
  { label, description }: { label: string | undefined; description: string | undefined },
): { label: string; description?: string } => ({
  label: label === undefined || label.trim() === "" ? labelFor(name) : label.trim().slice(0, 120),
  ...(description === undefined || description === "" ? {} : { description: description.slice(0, 4000) }),
});
