import type { ObjectiveAnswer, ObjectivesAnswer } from "@sextant/model/api/answers/objectives";
import type { Catalog } from "@sextant/model/definition/catalog";
import type { CheckIn, Retrospective } from "@sextant/model/objective/check-in";
import { readCycle } from "@sextant/model/objective/cycle";
import type { Objective } from "@sextant/model/objective/objective";
import { expectedAt } from "@sextant/model/objective/progress";
import { Problem } from "@sextant/model/problem/problem";
import { workspaceNow } from "@sextant/model/workspace/now";
import { checkInsOf, insertCheckIn, insertRetrospective, latestCheckIns, retrospectivesOf } from "../store/check-in.ts";
import { versionsOfType } from "../store/definition.ts";
import { newId } from "../store/id.ts";
import { allStandings } from "../store/standing.ts";
import { type MeasuredKeyResult, measureKeyResults, readKeyResults } from "./key-results.ts";
import type { ObjectivePractice } from "./objective-practice.ts";
import { goalpostsOf, objectiveView } from "./objective-view.ts";
import { readObjectives } from "./read-objectives.ts";
import type { PracticeServices } from "./services.ts";

const northStarOf = ({ workspace, kpis, metrics }: Catalog): ObjectivesAnswer["northStar"] => {
  const star = workspace.north_star;
  if (star === undefined) return null;
  const named = (id: string): { id: string; label: string } => {
    const kpi = kpis.get(id);
    return { id, label: kpi?.label ?? metrics.get(kpi?.metric ?? "")?.label ?? id };
  };
  return { kpi: named(star.kpi), inputs: star.inputs.map(named) };
};

const requireObjective = (catalog: Catalog, id: string): Objective => {
  const objective = catalog.objectives.get(id);
  if (objective !== undefined) return objective;
  throw new Problem("not_found", `There is no objective ${JSON.stringify(id.slice(0, 64))}.`, {
    hint: "The list of objectives shows every one; they are defined in objectives: of the YAML files.",
  });
};

const seriesOf = ({ result, observations, aim }: MeasuredKeyResult): ObjectiveAnswer["series"][number] => ({
  keyResult: result.id,
  observations: [...observations],
  expected: observations.map(({ end }) => expectedAt(aim, end)),
});

/** Objectives: measured from data, checked in with confidence, looked back on when their cycle is over. */
export const objectivesOf = ({ store, feed, definitions, ask, now }: PracticeServices): ObjectivePractice => {
  const measured = async (objectives: readonly Objective[]): Promise<Map<string, MeasuredKeyResult[]>> => {
    const { catalog } = definitions.state();
    const read = objectives.flatMap((objective) => readKeyResults(objective, catalog));
    const moment = { catalog, standings: await allStandings(store), now: workspaceNow(catalog, now()) };
    const all = await measureKeyResults(read, moment, ask);
    return Map.groupBy(all, (one) => one.objective.id);
  };
  const viewed = async (objectives: readonly Objective[]): Promise<ObjectivesAnswer["objectives"]> => {
    const { catalog } = definitions.state();
    const [found, latest] = [await measured(objectives), await latestCheckIns(store)];
    const versions = Map.groupBy(await versionsOfType(store.db, "objective"), ({ id }) => id);
    return objectives.map((objective) =>
      objectiveView(objective, {
        ...{ catalog, latest, measured: found.get(objective.id) ?? [], now: workspaceNow(catalog, now()) },
        goalposts: goalpostsOf(versions.get(objective.id) ?? [], readCycle(objective.cycle, catalog.calendar)),
      }),
    );
  };
  return {
    objectives: async ({ cycle }) => {
      const { catalog } = definitions.state();
      const all = [...catalog.objectives.values()].filter(({ state }) => state !== "archived");
      const labelOf = (one: Objective): string => readCycle(one.cycle, catalog.calendar)?.label ?? "—";
      const wanted = all.filter((one) => cycle === undefined || labelOf(one) === cycle);
      return {
        now: workspaceNow(catalog, now()),
        cycles: [...new Set(all.map(labelOf))].toSorted().toReversed(),
        northStar: northStarOf(catalog),
        objectives: await viewed(wanted),
      };
    },
    objective: async (id) => {
      const { catalog } = definitions.state();
      const objective = requireObjective(catalog, id);
      const children = [...catalog.objectives.values()].filter(({ parent }) => parent === id);
      const [own, ...below] = await viewed([objective, ...children]);
      if (own === undefined) throw new Error(`objective ${id} has no view`);
      const results = (await measured([objective])).get(id) ?? [];
      const cycle = readCycle(objective.cycle, catalog.calendar);
      const above = catalog.objectives.get(objective.parent ?? "");
      return {
        now: workspaceNow(catalog, now()),
        objective: own,
        parent: above === undefined ? null : { id: above.id, label: above.label },
        children: below.map(({ id: child, label, status }) => ({ id: child, label, status })),
        series: results.map(seriesOf),
        goalposts: goalpostsOf(await versionsOfType(store.db, "objective", id), cycle),
        checkIns: await checkInsOf(store, id),
        retrospectives: await retrospectivesOf(store, id),
      };
    },
    checkInKeyResult: async (id, { keyResult, confidence, note = null }, author) => {
      const { catalog } = definitions.state();
      const objective = requireObjective(catalog, id);
      const one = (await measured([objective])).get(id)?.find(({ result }) => result.id === keyResult);
      if (one === undefined)
        throw new Problem("not_found", `The objective has no key result ${JSON.stringify(keyResult)}.`);
      const at = workspaceNow(catalog, now());
      if (one.progress.over)
        throw new Problem("conflict", "The window of this key result is over.", {
          hint: "Confidence speaks of what is still open; write a retrospective instead.",
        });
      const { value, periodKey, progress, expected } = one.progress;
      const checkIn: CheckIn = {
        ...{ id: newId(), objective: id, keyResult, confidence, note, value, periodKey, progress, expected },
        ...{ orgUnit: objective.org_unit ?? null, author, at, createdAt: now() },
      };
      const event = await store.db.transaction().execute(async (transaction) => {
        await insertCheckIn(transaction, checkIn);
        return feed.record(transaction, { type: "checked_in", objective: id, keyResult, confidence });
      });
      feed.publish(event);
      return checkIn;
    },
    readObjectives: (body) => readObjectives(body, definitions.state().catalog),
    lookBack: async (id, { text, grade = null }, author) => {
      const { catalog } = definitions.state();
      const objective = requireObjective(catalog, id);
      const cycle = readCycle(objective.cycle, catalog.calendar);
      if (cycle === null || workspaceNow(catalog, now()) < cycle.end)
        throw new Problem("conflict", "The cycle of this objective is not over.", {
          hint: "Check in on its key results until then.",
        });
      const [view] = await viewed([objective]);
      const computed = view?.grade?.grade ?? null;
      const one: Retrospective = { id: newId(), objective: id, text, grade, computed, author, createdAt: now() };
      const event = await store.db.transaction().execute(async (transaction) => {
        await insertRetrospective(transaction, one);
        return feed.record(transaction, { type: "looked_back", objective: id, grade });
      });
      feed.publish(event);
      return one;
    },
  };
};
