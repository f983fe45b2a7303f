interface ReviewRow {
  id: string;
  series: string;
  /** The day of the series it is held for; one review for each. */
  day: string;
  state: string;
  revision: number;
  opened_at: number;
  body: string;
}

/** One note; the KPI is empty for what concerns the whole review. */
interface ReviewNoteRow {
  review: string;
  kpi: string;
  field: string;
  revision: number;
  body: string;
}

/** An address a calendar program reads, kept as a hash; whose it is, and of one series or of all. */
interface CalendarLinkRow {
  hash: string;
  owner: string;
  person: string | null;
  series: string | null;
  created_at: number;
}

interface ExpectationRow {
  id: string;
  kpi: string;
  grain: string;
  period_key: string;
  /** The account or token that wrote it: one expectation each for a period. */
  owner: string;
  review: string | null;
  created_at: number;
  scored_at: number | null;
  body: string;
}

/** Tables of reviews and of what was expected in them. */
export interface ReviewTables {
  review: ReviewRow;
  review_note: ReviewNoteRow;
  calendar_link: CalendarLinkRow;
  expectation: ExpectationRow;
}
