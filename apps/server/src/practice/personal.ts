import type { CheckInBody, Habit, HabitBody, HabitChange, HabitPage } from "@sextant/model/practice/habit";
import type { Aggregates, Me } from "@sextant/model/practice/me";
import type { LineState, Plan } from "@sextant/model/practice/plan";

/** The person of a machine without accounts. */
export const localPerson = "local";

/** What is one person's own (P4, P5). `person` is an id of the definitions or `localPerson`; throws not_found for another's. */
export interface Personal {
  me(person: string): Promise<Me>;
  changePlan(person: string, key: string, state: LineState): Promise<Plan>;
  looked(person: string): Promise<void>;
  habits(person: string): Promise<Habit[]>;
  begin(person: string, body: HabitBody): Promise<Habit>;
  habit(person: string, id: string): Promise<HabitPage>;
  change(person: string, id: string, change: HabitChange): Promise<Habit>;
  checkIn(person: string, id: string, body: CheckInBody): Promise<Habit>;
  /** A path that checks a habit in for its owner's today: one use, two days. */
  link(person: string, id: string): Promise<{ path: string; expiresAt: number }>;
  /** Checks in with the secret of a link; throws not_found for one that is unknown, used or too old. */
  checkInBy(secret: string): Promise<{ title: string; day: string }>;
  /** Means over personal KPIs for units that are large enough. */
  aggregates(): Promise<Aggregates>;
  /** Builds everybody's plan of today that is not there yet; gives how many were built. */
  buildPlans(): Promise<number>;
  /** Leaves a fact for every habit whose time of reminding has come today; gives how many. */
  remind(): Promise<number>;
}
