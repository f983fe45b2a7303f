import type { KeyResultView, ObjectiveView } from "@sextant/model/api/answers/objectives";
import type { Catalog } from "@sextant/model/definition/catalog";
import type { CheckIn } from "@sextant/model/objective/check-in";
import { type Cycle, readCycle } from "@sextant/model/objective/cycle";
import { type MovedGoalpost, movedGoalposts, type ObjectiveVersion } from "@sextant/model/objective/goalposts";
import { type Objective, objectiveSchema } from "@sextant/model/objective/objective";
import { gradeOf, standingOf } from "@sextant/model/objective/standing";
import { meantFields } from "@sextant/semantic/version/canonical-fields";
import type { DefinitionVersion } from "../store/definition.ts";
import type { MeasuredKeyResult } from "./key-results.ts";
import { nameOf } from "./services.ts";

const meantSchema = objectiveSchema.pick({ cycle: true, key_results: true });

/** Versions of an objective from their canonical texts; one that can no longer be read is left out. */
const readVersions = (rows: readonly DefinitionVersion[]): ObjectiveVersion[] =>
  rows.flatMap(({ version, canonical, applied_at, applied_by }): ObjectiveVersion[] => {
    const { cycle, key_results } = meantFields(canonical);
    const read = meantSchema.safeParse({ cycle, key_results });
    if (!read.success) return [];
    return [
      { version, at: Number(applied_at), by: applied_by, cycle: read.data.cycle, keyResults: read.data.key_results },
    ];
  });

/** The goalposts of an objective that were moved once its cycle had begun, oldest first. */
export const goalpostsOf = (rows: readonly DefinitionVersion[], cycle: Cycle | null): MovedGoalpost[] =>
  movedGoalposts(readVersions(rows)).filter(({ at }) => cycle === null || at >= cycle.start);

const keyResultView = (
  { result, kpi, kpiLabel, label, unit, aim, progress }: MeasuredKeyResult,
  confidence: number | null,
  goalposts: readonly MovedGoalpost[],
): KeyResultView => ({
  ...{ id: result.id, label, kpi: kpi.id, kpiLabel, unit, grain: kpi.grain, progress, confidence },
  ...{ baseline: aim.baseline, target: aim.target, weight: result.weight, because: result.because ?? null },
  window: { start: aim.window.start, end: aim.window.end },
  moved: goalposts.filter(({ keyResult }) => keyResult === result.id).length,
});

/** What an objective's view is made of. */
export interface ViewParts {
  catalog: Catalog;
  measured: readonly MeasuredKeyResult[];
  /** By objective and key result. */
  latest: ReadonlyMap<string, CheckIn>;
  goalposts: readonly MovedGoalpost[];
  now: number;
}

/** An objective as answers carry it. */
export const objectiveView = (
  objective: Objective,
  { catalog, measured, latest, goalposts, now }: ViewParts,
): ObjectiveView => {
  const { id, label, description = null, owner, org_unit, parent = null, commitment, rule } = objective;
  const cycle = readCycle(objective.cycle, catalog.calendar) ?? { label: "—", start: 0, end: 0 };
  const keyResults = measured.map((one) =>
    keyResultView(one, latest.get(`${id} ${one.result.id}`)?.confidence ?? null, goalposts),
  );
  const standing = standingOf(rule, keyResults);
  return {
    ...{ id, label, description, parent, commitment, rule, cycle, keyResults, ...standing },
    owner: owner === undefined ? null : { id: owner, label: nameOf(catalog, owner) },
    orgUnit: org_unit === undefined ? null : { id: org_unit, label: catalog.orgUnits.get(org_unit)?.label ?? org_unit },
    grade: now >= cycle.end && standing.progress !== null ? gradeOf(standing.progress, commitment) : null,
  };
};
