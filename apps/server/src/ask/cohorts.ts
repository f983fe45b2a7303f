import type { CohortsAnswer } from "@sextant/model/api/answers/cohorts";
import { unitOf } from "@sextant/model/metric/unit-of";
import { Problem } from "@sextant/model/problem/problem";
import type { Observation } from "@sextant/model/series/observation";
import { shiftPeriod } from "@sextant/model/time/arithmetic";
import type { Grain } from "@sextant/model/time/grain";
import { cohortFamily } from "@sextant/semantic/cohorts";
import { askOne, firstOf, type Gathering, plainQuestion } from "./gather.ts";
import { resolvedKpi } from "./resolved.ts";
import { windowSpans } from "./spans.ts";
import { unknownName } from "./unknown-name.ts";

/** Ages shown when nobody says how many. */
const usualAges = 12;

/** Every cohort that is at least one period old, with its value at every age it has reached: one question for all of them. */
export const answerCohorts = async (
  gathering: Gathering,
  id: string,
  query: { grain?: Grain | undefined; ages?: string | undefined },
): Promise<CohortsAnswer> => {
  const { moment } = gathering;
  const { catalog, now } = moment;
  const resolved = resolvedKpi(catalog, id);
  if (resolved === undefined) throw unknownName("KPI", id, catalog.kpis.keys());
  const grain = query.grain ?? resolved.kpi.grain;
  const oldest = query.ages === undefined ? usualAges : Number(query.ages);
  const family = cohortFamily(catalog, resolved.metric.id, oldest, grain);
  if (family === null) {
    const hint = "Cohorts are followed by metrics of kind retention.";
    throw new Problem("invalid_request", `The KPI ${id} follows no cohorts.`, { hint });
  }
  const spans = windowSpans(grain, oldest, now, firstOf([resolved.metric.id], moment), catalog.calendar);
  const question = plainQuestion(
    family.members.map((member) => member.id),
    grain,
    spans,
    now,
  );
  const { gathered, kept } = await askOne({ ...gathering, moment: { ...moment, catalog: family.catalog } }, question);
  const found = new Map<string, Observation>();
  for (const member of family.members)
    for (const observation of gathered.observations.get(member.id) ?? [])
      found.set(`${member.age} ${observation.periodKey}`, observation);
  return {
    now,
    grain,
    unit: unitOf(resolved.metric, catalog),
    ages: family.members.map(({ age }) => age),
    cohorts: spans.slice(0, -1).map((cohort) => {
      const cells = family.members.map(
        ({ age }) => found.get(`${age} ${shiftPeriod(cohort, age, catalog.calendar).key}`) ?? null,
      );
      const known = cells.find((cell) => cell !== null && cell.presence !== "unknown") ?? null;
      return { periodKey: cohort.key, start: cohort.start, end: cohort.end, size: known?.sampleSize ?? null, cells };
    }),
    receipt: kept.receipt.id,
  };
};
