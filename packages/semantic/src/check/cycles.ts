import type { Catalog } from "@sextant/model/definition/catalog";
import type { Metric } from "@sextant/model/metric/metric";
import { kindOf } from "../kinds/kinds.ts";
import type { Check, DefinitionFault } from "./draft.ts";

/** How high derived metrics may stand on each other: every level is one more step of the statement. */
const highest = 16;

/** How many metrics of a circle are named. */
const mostNamed = 12;

/** The ways round found by following `next` from every id, each once, starting with the id met first. */
export const findCycles = (ids: Iterable<string>, next: (id: string) => readonly string[]): string[][] => {
  const done = new Set<string>();
  const cycles: string[][] = [];
  for (const start of ids) {
    const path: string[] = [];
    const place = new Map<string, number>();
    const pending: { id: string; leave: boolean }[] = [{ id: start, leave: false }];
    for (let task = pending.pop(); task !== undefined; task = pending.pop()) {
      const { id } = task;
      if (task.leave) {
        path.pop();
        place.delete(id);
        done.add(id);
        continue;
      }
      const from = place.get(id);
      if (from !== undefined) cycles.push(path.slice(from));
      if (from !== undefined || done.has(id)) continue;
      place.set(id, path.length);
      path.push(id);
      pending.push({ id, leave: true });
      for (const other of [...next(id)].reverse()) pending.push({ id: other, leave: false });
    }
  }
  return cycles;
};

const basesOf = (catalog: Catalog) => (id: string) => {
  const metric = catalog.metrics.get(id);
  return metric === undefined ? [] : kindOf(metric).builtOn(metric);
};

/** How many levels of metrics stand below each metric; the graph has no cycles. */
const heights = (catalog: Catalog): Map<string, number> => {
  const known = new Map<string, number>();
  const bases = basesOf(catalog);
  const pending = [...catalog.metrics.keys()];
  for (let id = pending.at(-1); id !== undefined; id = pending.at(-1)) {
    const open = bases(id).filter((base) => !known.has(base) && catalog.metrics.has(base));
    if (open.length > 0) {
      pending.push(...open);
      continue;
    }
    known.set(id, Math.max(0, ...bases(id).map((base) => 1 + (known.get(base) ?? 0))));
    pending.pop();
  }
  return known;
};

const wherePlaced = (metric: Metric | undefined): readonly (string | number)[] =>
  metric === undefined ? [] : (kindOf(metric).references(metric)[0]?.path ?? ["expression"]);

/** No metric is built on itself, and none stands too high. */
export const checkCycles: Check = ({ catalog }) => {
  const cycles = findCycles(catalog.metrics.keys(), basesOf(catalog)).map((path): DefinitionFault => {
    const [id = ""] = path;
    const shown = path.length > mostNamed ? [...path.slice(0, mostNamed), "…"] : path;
    const way = [...shown, id].join(" → ");
    const hint = "Break the circle: build one of them on something else.";
    const at = wherePlaced(catalog.metrics.get(id));
    return {
      type: "metric",
      id,
      rule: "metric/cycle",
      message: `A metric is built on itself: ${way}.`,
      hint,
      path: at,
    };
  });
  if (cycles.length > 0) return cycles;
  return [...heights(catalog)]
    .filter(([, height]) => height > highest)
    .map(([id, height]): DefinitionFault => {
      const message = `${height} levels of metrics stand below this one; ${highest} are allowed.`;
      const hint = "Write the formula over metrics further down.";
      return { type: "metric", id, rule: "metric/too-deep", message, hint, path: ["expression"] };
    });
};
