import type { Dataset } from "@sextant/model/dataset/dataset";
import { isTimeZone } from "@sextant/model/time/zone";
import { nearest } from "../expression/suggest.ts";
import type { Fault } from "../kinds/kind.ts";
import { readableColumns } from "../plan/joins.ts";
import { about, type Check, type Draft } from "./draft.ts";

const namesOf = (dataset: Dataset): string[] => Object.keys(dataset.columns);

const meant = (wrong: string, dataset: Dataset): string => {
  const close = nearest(wrong, namesOf(dataset));
  return close === null ? `Columns are: ${namesOf(dataset).slice(0, 12).join(", ")}.` : `Did you mean \`${close}\`?`;
};

const checkTime = (dataset: Dataset): Fault[] => {
  const column = Object.hasOwn(dataset.columns, dataset.time) ? dataset.columns[dataset.time] : undefined;
  const fault = (message: string, hint: string): Fault[] => [
    { rule: "dataset/time-column", message, hint, path: ["time"] },
  ];
  if (column === undefined) return fault(`There is no column \`${dataset.time}\`.`, meant(dataset.time, dataset));
  if (column.type === "date" || column.type === "datetime") return [];
  return fault(`The time column \`${dataset.time}\` is of type ${column.type}.`, "Name a date or a datetime column.");
};

const checkZone = ({ time_zone }: Dataset): Fault[] =>
  time_zone === undefined || isTimeZone(time_zone)
    ? []
    : [
        {
          rule: "dataset/time-zone",
          message: `\`${time_zone}\` is not an IANA time zone.`,
          hint: "Write one such as Europe/Berlin or UTC.",
          path: ["time_zone"],
        },
      ];

const checkDimensions = (dataset: Dataset, datasets: Draft["catalog"]["datasets"]): Fault[] =>
  dataset.dimensions.flatMap((dimension, index): Fault[] => {
    const base = { rule: "dataset/dimension", path: ["dimensions", index] } as const;
    if (!Object.hasOwn(readableColumns(dataset, datasets), dimension)) {
      return [{ ...base, message: `There is no column \`${dimension}\`.`, hint: meant(dimension, dataset) }];
    }
    if (dataset.dimensions.indexOf(dimension) === index) return [];
    return [{ ...base, message: `The dimension \`${dimension}\` is named twice.`, hint: "Keep one of them." }];
  });

const checkRowId = (dataset: Dataset): Fault[] => {
  const name = dataset.row_id;
  if (name === undefined) return [];
  const fault = (message: string, hint: string): Fault[] => [
    { rule: "dataset/row-id", message, hint, path: ["row_id"] },
  ];
  const column = Object.hasOwn(dataset.columns, name) ? dataset.columns[name] : undefined;
  if (column === undefined) return fault(`There is no column \`${name}\`.`, meant(name, dataset));
  if (column.type !== "string" && column.type !== "integer")
    return fault(`The row id \`${name}\` is of type ${column.type}.`, "Name a string or an integer column.");
  return column.nullable
    ? fault(
        `The row id \`${name}\` may be missing.`,
        "Say `nullable: false` at the column: a row without an id cannot be told apart.",
      )
    : [];
};

/** Whether a text holds a control character. */
export const holdsControl = (text: string): boolean => /\p{Cc}/u.test(text);

const checkColumns = (dataset: Dataset): Fault[] =>
  namesOf(dataset).flatMap((name): Fault[] => {
    const base = { rule: "dataset/column-name", path: ["columns", name], key: true } as const;
    const hint = "Give the column another name here, and its own name as `from`.";
    if (name.startsWith("_")) {
      return [{ ...base, message: `\`${name}\` starts with _, which marks columns of Sextant.`, hint }];
    }
    return holdsControl(name) ? [{ ...base, message: "The column name holds a control character.", hint }] : [];
  });

/** Time column, zone, dimensions, and column names of every dataset. */
export const checkDatasets: Check = ({ catalog }) =>
  [...catalog.datasets.values()].flatMap((dataset) =>
    about("dataset", dataset.id, [
      ...checkTime(dataset),
      ...checkZone(dataset),
      ...checkDimensions(dataset, catalog.datasets),
      ...checkRowId(dataset),
      ...checkColumns(dataset),
    ]),
  );
