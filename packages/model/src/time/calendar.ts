/** The rules that cut time into periods (T1). Versioned with the workspace definitions. */
export interface Calendar {
  /** IANA zone, e.g. `America/New_York`. */
  timeZone: string;
  weekStart: "monday" | "sunday";
  /** Month the fiscal year starts in, 1 to 12; 1 means calendar years. */
  fiscalYearStart: number;
}
