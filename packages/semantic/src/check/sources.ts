import type { Dataset } from "@sextant/model/dataset/dataset";
import type { DatasetSource } from "@sextant/model/dataset/source-schema";
import { type Source, sourceTraits } from "@sextant/model/source/source";
import { nearest } from "../expression/suggest.ts";
import type { Fault } from "../kinds/kind.ts";
import { cronFault } from "./cron.ts";
import { holdsControl } from "./datasets.ts";
import { about, type Check, type Draft } from "./draft.ts";
import { refer } from "./references.ts";

const formats = /\.(parquet|arrow|arrows|feather|csv|tsv|txt|ndjson|jsonl|json|xlsx)$/i;
const pulledFormats = /\.(parquet|csv|tsv|ndjson|jsonl|json)$/i;
const cursorTypes = ["integer", "number", "decimal", "date", "datetime"];

const leavesFolder = (path: string): boolean =>
  /^([/\\~]|[A-Za-z]:)/.test(path) || path.includes("\\") || path.split("/").includes("..") || holdsControl(path);

const fault = (message: string, hint: string, path: string[]): Fault => ({
  rule: "dataset/source",
  message,
  hint,
  path: ["source", ...path],
});

const checkPath = (key: "file" | "package" | "upload" | "git" | "files", path: string): Fault[] => {
  if (leavesFolder(path))
    return [fault(`\`${path}\` leaves the folder.`, "Write a relative path with / and without `..`.", [key])];
  if (key === "git" || (key === "files" ? pulledFormats : formats).test(path)) return [];
  const hint =
    key === "files"
      ? "Use .parquet, .csv, .tsv, .ndjson or .json."
      : "Use a .csv, .tsv, .txt, .ndjson, .json, .parquet, .arrow or .xlsx file.";
  return [fault(`\`${path}\` is of no format that can be read.`, hint, [key])];
};

const cursorKeys = ["cursor", "lookback", "deletes"] as const;

const checkCursor = (dataset: Dataset, { cursor, lookback, deletes }: DatasetSource): Fault[] => {
  if (cursor === undefined)
    return lookback === undefined
      ? []
      : [fault("`lookback` says nothing without a cursor.", "Name a `cursor`, or leave it out.", ["lookback"])];
  const base = { rule: "dataset/cursor", path: ["source", "cursor"] } as const;
  const column = Object.hasOwn(dataset.columns, cursor) ? dataset.columns[cursor] : undefined;
  if (column === undefined) {
    const close = nearest(cursor, Object.keys(dataset.columns));
    const hint = close === null ? "Declare it under `columns`." : `Did you mean \`${close}\`?`;
    return [{ ...base, message: `The cursor \`${cursor}\` is not declared as a column.`, hint }];
  }
  if (!cursorTypes.includes(column.type))
    return [
      { ...base, message: `The cursor \`${cursor}\` is of type ${column.type}.`, hint: "Name a number or a time." },
    ];
  if (deletes === "full_reload")
    return [
      fault("A full reload reads everything, whatever the cursor.", "Leave out `cursor` or `deletes`.", ["deletes"]),
    ];
  const isTime = column.type === "date" || column.type === "datetime";
  if (lookback === undefined || (typeof lookback === "string") === isTime) return [];
  const hint = isTime ? "Write a length of time such as 1h." : "Write a number.";
  return [fault(`The lookback does not fit a cursor of type ${column.type}.`, hint, ["lookback"])];
};

/** What is read of a source of its kind: a table, files, or all of it. */
const checkNames = (source: Source, given: DatasetSource): Fault[] => {
  const { names, cursor, reads } = sourceTraits(source);
  const wanted =
    names === null || given[names] !== undefined
      ? []
      : [fault(`What is read of \`${source.id}\` is not said.`, `Add \`${names}:\`.`, [])];
  const strange = (["table", "files"] as const)
    .filter((key) => key !== names && given[key] !== undefined)
    .map((key) => fault(`\`${source.id}\` has no ${key}.`, `Leave \`${key}\` out.`, [key]));
  const unused = cursorKeys
    .filter((key) => given[key] !== undefined && !cursor && (key !== "deletes" || reads === "files"))
    .map((key) => fault(`\`${source.id}\` is not read by a cursor.`, `Leave \`${key}\` out.`, [key]));
  return [...wanted, ...strange, ...unused];
};

const checkDataset = (dataset: Dataset, draft: Draft): Fault[] => {
  const { source } = dataset;
  if (source === undefined) return [];
  const given = (["file", "package", "upload", "git", "from"] as const).filter((key) => source[key] !== undefined);
  if (given.length !== 1) {
    const hint =
      "Give one of `file`, `package`, `upload`, `git` and `from`; leave `source` out when rows arrive by push.";
    return [fault("A dataset has one file, package, upload, repository or source.", hint, [])];
  }
  if (source.from === undefined) {
    const extra = [...cursorKeys, "table", "files"].filter((key) => source[key as keyof DatasetSource] !== undefined);
    return [
      ...extra.map((key) => fault(`\`${key}\` belongs to a source.`, "Name the source with `from`.", [key])),
      ...(["file", "package", "upload"] as const).flatMap((key) =>
        source[key] === undefined ? [] : checkPath(key, source[key]),
      ),
      ...(source.git?.path === undefined ? [] : checkPath("git", source.git.path)),
    ];
  }
  const found = draft.catalog.sources.get(source.from);
  return [
    ...refer(draft, "source", source.from, ["source", "from"]),
    ...(source.files === undefined ? [] : checkPath("files", source.files)),
    ...(found === undefined ? [] : checkNames(found, source)),
    ...checkCursor(dataset, source),
  ];
};

const checkSchedule = ({ schedule }: Source): Fault[] => {
  if (schedule === undefined) return [];
  const why = cronFault(schedule);
  if (why === null) return [];
  const hint = "Write minute, hour, day of month, month and weekday, e.g. `*/15 * * * *` or `0 6 * * MON-FRI`.";
  return [{ rule: "source/schedule", message: `\`${schedule}\` is no schedule: ${why}.`, hint, path: ["schedule"] }];
};

/** What sources say of themselves, and what datasets say of their source. */
export const checkSources: Check = (draft) => [
  ...[...draft.catalog.sources.values()].flatMap((source) => about("source", source.id, checkSchedule(source))),
  ...[...draft.catalog.datasets.values()].flatMap((dataset) =>
    about("dataset", dataset.id, checkDataset(dataset, draft)),
  ),
];
