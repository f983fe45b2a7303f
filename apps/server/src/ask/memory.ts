import type { Override } from "@sextant/model/standing/override";
import { allCourses, type KeptCourse, type KeptShift } from "../store/behaviour.ts";
import { allOverrides } from "../store/override.ts";
import { allStandings, type KeptStanding } from "../store/standing.ts";
import type { Store } from "../store/store.ts";
import type { Moment } from "./moment.ts";
import { meaningOf, type ResolvedKpi } from "./resolved.ts";

/** What is remembered of KPIs from one evaluation to the next, by KPI and grain with a space between. */
export interface Memory {
  standings: ReadonlyMap<string, KeptStanding>;
  courses: ReadonlyMap<string, KeptCourse>;
  overrides: ReadonlyMap<string, Override>;
}

/** Nothing: of the past, and of what was never evaluated. */
export const noMemory: Memory = { standings: new Map(), courses: new Map(), overrides: new Map() };

/** Reads what is remembered. */
export const readMemory = async (store: Store): Promise<Memory> => {
  const [standings, courses, overrides] = await Promise.all([
    allStandings(store),
    allCourses(store),
    allOverrides(store),
  ]);
  return { standings, courses, overrides };
};

/** The kept course of a KPI; null where none is kept of what it means now, or it lies ahead of a clock that was put back. */
export const courseOf = ({ kpi }: ResolvedKpi, { courses }: Memory, moment: Moment): KeptCourse | null => {
  const course = courses.get(`${kpi.id} ${kpi.grain}`);
  if (course === undefined || course.at > moment.now) return null;
  return course.meaning === meaningOf(kpi, moment.inForce.versions) ? course : null;
};

/** From which instants on the limits of a KPI are computed anew. */
export const shiftsOf = (resolved: ResolvedKpi, memory: Memory, moment: Moment): readonly KeptShift[] =>
  courseOf(resolved, memory, moment)?.shifts ?? [];
