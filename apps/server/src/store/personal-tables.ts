interface HabitRow {
  id: string;
  owner: string;
  body: string;
}

/** A day of the owner's own calendar on which a habit was done. */
interface HabitDayRow {
  habit: string;
  day: string;
  at: number;
}

/** A link that checks in once; its secret is kept as a hash only. */
interface CheckInLinkRow {
  secret_hash: string;
  habit: string;
  day: string;
  expires_at: number;
  used_at: number | null;
}

interface DayPlanRow {
  person: string;
  day: string;
  body: string;
}

/** Aggregates over personal KPIs as they were shown: of a period they are computed once. */
interface ShownAggregateRow {
  family: string;
  period_key: string;
  body: string;
}

/** Tables of what is one person's own. */
export interface PersonalTables {
  habit: HabitRow;
  habit_day: HabitDayRow;
  check_in_link: CheckInLinkRow;
  day_plan: DayPlanRow;
  shown_aggregate: ShownAggregateRow;
}
