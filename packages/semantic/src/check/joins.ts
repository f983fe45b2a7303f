import type { Dataset, Join } from "@sextant/model/dataset/dataset";
import { nearest } from "../expression/suggest.ts";
import type { Fault, Path } from "../kinds/kind.ts";
import { pairsOf } from "../plan/joins.ts";
import { findCycles } from "./cycles.ts";
import { about, type Check, type DefinitionFault, type Draft } from "./draft.ts";
import { refer } from "./references.ts";

const unknownColumn = (name: string, dataset: Dataset, path: Path, key = false): Fault[] => {
  if (Object.hasOwn(dataset.columns, name)) return [];
  const close = nearest(name, Object.keys(dataset.columns));
  const hint =
    close === null
      ? `Columns are: ${Object.keys(dataset.columns).slice(0, 12).join(", ")}.`
      : `Did you mean \`${close}\`?`;
  return [{ rule: "dataset/join-column", message: `${dataset.id} has no column \`${name}\`.`, hint, path, key }];
};

const checkKey = (dataset: Dataset): Fault[] =>
  (dataset.key ?? []).flatMap((name, index): Fault[] => unknownColumn(name, dataset, ["key", index]));

/** A row must meet at most one row of the other dataset: what is compared there is its key, and nothing less (N3). */
const checkFanOut = (join: Join, joined: Dataset, path: Path): Fault[] => {
  const key = joined.key ?? [];
  const compared = new Set(pairsOf(join, joined).map(([, there]) => there));
  const isKey = key.length > 0 && compared.size === new Set(key).size && key.every((column) => compared.has(column));
  if (isKey) return [];
  const message =
    joined.key === undefined
      ? `${joined.id} does not say what identifies a row, so rows could be counted several times.`
      : `A row of ${joined.id} is identified by ${key.join(", ")}, so rows could be counted several times.`;
  const hint =
    joined.key === undefined
      ? `Give ${joined.id} its \`key\`, or join where one row meets one.`
      : `Compare exactly ${key.join(" and ")}.`;
  return [{ rule: "dataset/join-fans-out", message, hint, path }];
};

const checkTypes = (join: Join, dataset: Dataset, joined: Dataset, path: Path): Fault[] =>
  pairsOf(join, joined).flatMap(([here, there]): Fault[] => {
    const at = typeof join.on === "string" ? path : [...path, here];
    const missing = [
      ...unknownColumn(here, dataset, at, typeof join.on !== "string"),
      ...unknownColumn(there, joined, at),
    ];
    const [type, other] = [dataset.columns[here]?.type, joined.columns[there]?.type];
    if (missing.length > 0 || type === other) return missing;
    const message = `\`${here}\` is of type ${type}, \`${there}\` of ${joined.id} of type ${other}: they are never equal.`;
    return [{ rule: "dataset/join-type", message, hint: "Give both columns the same type.", path: at }];
  });

const checkJoin = (draft: Draft, dataset: Dataset, name: string, join: Join): Fault[] => {
  const path = ["joins", name];
  const clash = Object.keys(dataset.columns).find((column) => column.startsWith(`${name}.`));
  const message = `The column \`${clash}\` would be read as one of the joined dataset.`;
  const clashes: Fault[] =
    clash === undefined
      ? []
      : [{ rule: "dataset/join-name", message, hint: "Give the join or the column another name.", path, key: true }];
  const unknown = refer(draft, "dataset", join.dataset, [...path, "dataset"]);
  const joined = draft.catalog.datasets.get(join.dataset);
  if (joined === undefined) return [...clashes, ...unknown];
  const on = [...path, "on"];
  const fan = checkFanOut(join, joined, on);
  return [...clashes, ...fan, ...checkTypes(join, dataset, joined, on)];
};

const checkCircles = ({ catalog }: Draft): DefinitionFault[] => {
  const next = (id: string): string[] =>
    Object.values(catalog.datasets.get(id)?.joins ?? {}).map((join) => join.dataset);
  return findCycles(catalog.datasets.keys(), next).map(([id = "", ...others]) => {
    const name = Object.entries(catalog.datasets.get(id)?.joins ?? {}).find(
      ([, join]) => join.dataset === (others[0] ?? id),
    )?.[0];
    const message = `Datasets join each other in a circle: ${[id, ...others, id].join(" → ")}.`;
    const hint = "Take one of the joins out.";
    return { type: "dataset", id, rule: "dataset/join-cycle", message, hint, path: ["joins", name ?? ""], key: true };
  });
};

/** Keys and joins of every dataset: what exists, has the same type, never multiplies rows, and leads in no circle. */
export const checkJoins: Check = (draft) => [
  ...[...draft.catalog.datasets.values()].flatMap((dataset) =>
    about("dataset", dataset.id, [
      ...checkKey(dataset),
      ...Object.entries(dataset.joins ?? {}).flatMap(([name, join]) => checkJoin(draft, dataset, name, join)),
    ]),
  ),
  ...checkCircles(draft),
];
