import {
  cover,
  type Entry,
  note,
  take,
  takeFlag,
  takeList,
  takeNumber,
  takeRecord,
  takeText,
  takeTexts,
  textOf,
} from "../reader.ts";
import type { Dimension, Entity, Measure, Model, NonAdditive } from "./source.ts";

/** The name of a definition; null, noted, when it has none. */
export const nameOf = (entry: Entry, what: string): string | null => {
  const name = takeText(entry, "name");
  if (name !== undefined && name !== "") return name;
  note(entry, "left_out", what, `A ${what} without a name cannot be referred to.`);
  cover(entry);
  return null;
};

const lower = (text: string | undefined): string => (text ?? "").toLowerCase();

/** Notes a word that none of the known ones is. */
const known = (word: string, words: readonly string[], at: Entry, subject: string, taken: string): void => {
  if (!words.includes(word))
    note(at, "changed", subject, `\`${word.slice(0, 40)}\` is not known; it was read as ${taken}.`);
};

const entityTypes = ["primary", "unique", "foreign", "natural"];
const granularities = [
  "nanosecond",
  "microsecond",
  "millisecond",
  "second",
  "minute",
  "hour",
  "day",
  "week",
  "month",
  "quarter",
  "year",
];

/** An entity as semantic models list it. */
const entityOf = (at: Entry): Entity[] => {
  const name = nameOf(at, "entity");
  if (name === null) return [];
  const type = lower(takeText(at, "type"));
  known(type, entityTypes, at, `entity ${name}`, "a column");
  return [{ name, type, expr: takeText(at, "expr") ?? name, at }];
};

/** A dimension as semantic models list it. */
const dimensionOf = (at: Entry): Dimension[] => {
  const name = nameOf(at, "dimension");
  if (name === null) return [];
  const granularity = takeText(takeRecord(at, "type_params") ?? at, "time_granularity") ?? takeText(at, "granularity");
  const type = lower(takeText(at, "type") ?? "categorical");
  known(type, ["categorical", "time"], at, `dimension ${name}`, "categorical");
  known(
    lower(granularity ?? "day"),
    granularities,
    at,
    `dimension ${name}`,
    "a calendar of its own, which filters cannot use",
  );
  return [
    {
      name,
      isTime: type === "time",
      granularity: lower(granularity ?? "day"),
      expr: takeText(at, "expr") ?? name,
      description: takeText(at, "description"),
      at,
    },
  ];
};

const nonAdditiveOf = (at: Entry | undefined): NonAdditive | undefined => {
  if (at === undefined) return undefined;
  const choice = takeText(at, "window_choice") ?? takeText(at, "window_agg");
  const groupings = [...takeTexts(at, "window_groupings"), ...takeTexts(at, "group_by")];
  return {
    dimension: takeText(at, "name"),
    choice: lower(choice ?? "min"),
    groupings: groupings.map((one) => textOf(one) ?? ""),
    at,
  };
};

/** A measure, or a simple metric of the latest specification, which is its own measure. */
export const measureOf = (at: Entry, name: string, isMetric: boolean): Measure => {
  const params = takeRecord(at, "agg_params") ?? at;
  return {
    name,
    label: isMetric ? undefined : takeText(at, "label"),
    description: isMetric ? undefined : takeText(at, "description"),
    agg: lower(takeText(at, "agg")),
    expr: takeText(at, "expr") ?? name,
    percentile: takeNumber(params, "percentile"),
    discrete:
      (takeFlag(params, "use_discrete_percentile") ?? false) || lower(takeText(at, "percentile_type")) === "discrete",
    approximate: takeFlag(params, "use_approximate_percentile") ?? false,
    timeDimension: takeText(at, "agg_time_dimension"),
    nonAdditive: nonAdditiveOf(takeRecord(at, "non_additive_dimension")),
    isMetric: !isMetric && (takeFlag(at, "create_metric") ?? false),
    at,
  };
};

const listedMeasure = (at: Entry): Measure[] => {
  const name = nameOf(at, "measure");
  return name === null ? [] : [measureOf(at, name, false)];
};

/** A semantic model of its own, as the legacy specification writes it. */
export const legacyModel = (at: Entry): Model[] => {
  const name = nameOf(at, "semantic model");
  if (name === null) return [];
  const defaults = takeRecord(at, "defaults");
  return [
    {
      name,
      label: takeText(at, "label"),
      description: takeText(at, "description"),
      table: takeText(at, "model"),
      timeDimension: defaults === undefined ? undefined : takeText(defaults, "agg_time_dimension"),
      primaryEntity: takeText(at, "primary_entity"),
      entities: takeList(at, "entities").flatMap(entityOf),
      dimensions: takeList(at, "dimensions").flatMap(dimensionOf),
      measures: takeList(at, "measures").flatMap(listedMeasure),
      dataTypes: new Map(),
      at,
    },
  ];
};

/** A value that is either one word or a mapping, as `entity: primary` and `entity: { type: primary }`. */
const wordOrRecord = (column: Entry, key: string): { type: string; at: Entry } | undefined => {
  const inner = take(column, key);
  if (inner === undefined) return undefined;
  if (typeof inner.value !== "object") return { type: lower(textOf(inner)), at: inner };
  const record = takeRecord(column, key);
  return record === undefined ? undefined : { type: lower(takeText(record, "type")), at: record };
};

interface Columns {
  entities: Entity[];
  dimensions: Dimension[];
  dataTypes: [string, string][];
}

const columnOf = (at: Entry): Columns => {
  const name = nameOf(at, "column");
  if (name === null) return { entities: [], dimensions: [], dataTypes: [] };
  const dataType = takeText(at, "data_type");
  const entity = wordOrRecord(at, "entity");
  const dimension = wordOrRecord(at, "dimension");
  const granularity = lower(takeText(at, "granularity") ?? "day");
  const own = (inner: Entry): string => takeText(inner, "name") ?? name;
  const described = takeText(at, "description");
  if (entity !== undefined) known(entity.type, entityTypes, entity.at, `entity ${name}`, "a column");
  if (dimension !== undefined) {
    known(dimension.type, ["categorical", "time"], dimension.at, `dimension ${name}`, "categorical");
    known(granularity, granularities, at, `dimension ${name}`, "a calendar of its own, which filters cannot use");
  }
  return {
    entities: entity === undefined ? [] : [{ name: own(entity.at), type: entity.type, expr: name, at: entity.at }],
    dimensions:
      dimension === undefined
        ? []
        : [
            {
              name: own(dimension.at),
              isTime: dimension.type === "time",
              granularity,
              expr: name,
              description: takeText(dimension.at, "description") ?? described,
              at: dimension.at,
            },
          ],
    dataTypes: dataType === undefined ? [] : [[name, dataType]],
  };
};

/** A dbt model with a semantic model in it, as the latest specification writes it; null for a plain dbt model. */
export const latestModel = (at: Entry): Model | null => {
  const semantic = take(at, "semantic_model");
  const inner = semantic !== undefined && typeof semantic.value === "object" ? semantic : undefined;
  const enabled = inner === undefined ? semantic?.value === true : (takeFlag(inner, "enabled") ?? true);
  const name = nameOf(at, "model");
  if (name === null) return null;
  if (!enabled) {
    note(at, "info", `model ${name}`, "A dbt model without a semantic model defines no KPI; it is not read.");
    cover(at);
    return null;
  }
  const columns = takeList(at, "columns").map(columnOf);
  const derived = takeRecord(at, "derived_semantics");
  return {
    name: (inner === undefined ? undefined : takeText(inner, "name")) ?? name,
    label: undefined,
    description: takeText(at, "description"),
    table: name,
    timeDimension: takeText(at, "agg_time_dimension"),
    primaryEntity: takeText(at, "primary_entity"),
    entities: [
      ...columns.flatMap(({ entities }) => entities),
      ...(derived === undefined ? [] : takeList(derived, "entities").flatMap(entityOf)),
    ],
    dimensions: [
      ...columns.flatMap(({ dimensions }) => dimensions),
      ...(derived === undefined ? [] : takeList(derived, "dimensions").flatMap(dimensionOf)),
    ],
    measures: [],
    dataTypes: new Map(columns.flatMap(({ dataTypes }) => dataTypes)),
    at,
  };
};
