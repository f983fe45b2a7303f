import { readCycle, windowOf } from "@sextant/model/objective/cycle";
import type { KeyResult, Objective } from "@sextant/model/objective/objective";
import { readAmount } from "@sextant/model/standing/amount";
import type { Fault, Path } from "../kinds/kind.ts";
import { findCycles } from "./cycles.ts";
import { about, type Check, type DefinitionFault, type Draft } from "./draft.ts";
import { refer } from "./references.ts";

const checkWay = (result: KeyResult, path: Path, { catalog }: Draft): Fault[] => {
  const metric = catalog.metrics.get(catalog.kpis.get(result.kpi)?.metric ?? "");
  const unit = catalog.units.get(metric?.unit ?? "");
  if (metric === undefined || unit === undefined) return [];
  const amounts = (["baseline", "target"] as const).flatMap((field) => {
    const written = result[field];
    return written === undefined ? [] : [{ field, reading: readAmount(written, unit) }];
  });
  const unreadable = amounts.flatMap(({ field, reading }): Fault[] =>
    reading.ok
      ? []
      : [{ rule: "objective/amount", message: reading.message, hint: reading.hint, path: [...path, field] }],
  );
  if (unreadable.length > 0) return unreadable;
  const at = (name: "baseline" | "target"): number | null => {
    const found = amounts.find(({ field }) => field === name)?.reading;
    return found?.ok === true ? found.value : null;
  };
  const [baseline, target] = [at("baseline"), at("target")];
  const noWay = (message: string, hint: string): Fault[] => [{ rule: "objective/no-way", message, hint, path }];
  if (result.maintain) {
    if (baseline !== null) return noWay("What is maintained has no baseline.", "Take `baseline` or `maintain` out.");
    if (metric.direction === "up_is_good" || metric.direction === "down_is_good") return [];
    return noWay(`“${metric.label}” does not say which way is good.`, "Give the metric a direction of up or down.");
  }
  if (baseline === null) return noWay("The key result has no baseline.", "Add `baseline`, or `maintain: true`.");
  if (baseline === target)
    return noWay("Baseline and target are the same.", "Move the target, or write `maintain: true` without a baseline.");
  const wrong = (target ?? 0) > baseline ? "down_is_good" : "up_is_good";
  if (metric.direction !== wrong) return [];
  const message = `The target is worse than the baseline: ${metric.label} is better ${wrong === "up_is_good" ? "up" : "down"}.`;
  return [{ rule: "objective/wrong-way", message, hint: "Swap them, or look at the direction of the metric.", path }];
};

const checkKeyResult = (objective: Objective, index: number, result: KeyResult, draft: Draft): Fault[] => {
  const path = ["key_results", index];
  const { calendar, kpis } = draft.catalog;
  const cycle = readCycle(objective.cycle, calendar);
  const window = cycle === null ? null : windowOf(result, cycle, calendar);
  const late: Fault[] =
    cycle === null || window !== null
      ? []
      : [
          {
            rule: "objective/cycle",
            message: "The window ends before it begins.",
            hint: "Look at `from`, `by` and the cycle.",
            path: [...path, result.by === undefined ? "from" : "by"],
          },
        ];
  const twice: Fault[] =
    objective.key_results.findIndex(({ id }) => id === result.id) === index
      ? []
      : [
          {
            rule: "objective/duplicate-key-result",
            message: `There is another key result \`${result.id}\`.`,
            hint: "Give it another id.",
            path: [...path, "id"],
          },
        ];
  const kpi = kpis.get(result.kpi);
  const unpaced: Fault[] =
    result.pace === "linear" || kpi === undefined || kpi.target?.points !== undefined
      ? []
      : [
          {
            rule: "objective/pace",
            message: `The target of \`${result.kpi}\` is no curve.`,
            hint: "Give the KPI's target `points`, or write `pace: linear`.",
            path: [...path, "pace"],
          },
        ];
  const known = refer(draft, "kpi", result.kpi, [...path, "kpi"]);
  return [...known, ...late, ...twice, ...unpaced, ...checkWay(result, path, draft)];
};

const checkObjective = (objective: Objective, draft: Draft): Fault[] => {
  const cycle: Fault[] =
    readCycle(objective.cycle, draft.catalog.calendar) === null
      ? [
          {
            rule: "objective/cycle",
            message: "The cycle is no period of the calendar.",
            hint: "Write 2026-Q3, 2026, or { from: 2026-07-01, to: 2026-09-30 }.",
            path: ["cycle"],
          },
        ]
      : [];
  const empty: Fault[] =
    objective.key_results.length > 0
      ? []
      : [
          {
            rule: "objective/no-key-result",
            message: "Nothing tells whether it is being reached.",
            hint: "Add `key_results` that point at KPIs.",
            path: [],
          },
        ];
  const nobody: Fault[] =
    objective.owner === undefined
      ? [{ rule: "objective/owner", message: "Nobody answers for it.", hint: "Add `owner`.", path: [] }]
      : [];
  return [
    ...refer(draft, "person", objective.owner, ["owner"]),
    ...refer(draft, "org_unit", objective.org_unit, ["org_unit"]),
    ...refer(draft, "objective", objective.parent, ["parent"]),
    ...cycle,
    ...empty,
    ...nobody,
    ...objective.key_results.flatMap((result, index) => checkKeyResult(objective, index, result, draft)),
  ];
};

const loops = ({ catalog: { objectives } }: Draft): DefinitionFault[] => {
  const parents = (id: string): string[] => {
    const parent = objectives.get(id)?.parent;
    return parent === undefined ? [] : [parent];
  };
  return findCycles(objectives.keys(), parents).map((path): DefinitionFault => {
    const [id = ""] = path;
    const message = `An objective is aligned to itself: ${[...path, id].join(" → ")}.`;
    const hint = "Give one of them another parent, or none.";
    return { type: "objective", id, rule: "objective/loop", message, hint, path: ["parent"] };
  });
};

/** Objectives and the North Star point at what exists, in units that can be read, within windows that pass (P3). */
export const checkObjectives: Check = (draft) => {
  const { workspace, objectives } = draft.catalog;
  const star = workspace.north_star;
  return [
    ...about("workspace", workspace.id, [
      ...refer(draft, "kpi", star?.kpi, ["north_star", "kpi"]),
      ...(star?.inputs ?? []).flatMap((id, index) => refer(draft, "kpi", id, ["north_star", "inputs", index])),
    ]),
    ...[...objectives.values()].flatMap((objective) =>
      about("objective", objective.id, checkObjective(objective, draft)),
    ),
    ...loops(draft),
  ];
};
