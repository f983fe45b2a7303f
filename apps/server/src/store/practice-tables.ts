/** A dated remark; taken back ones stay, marked. Days are ISO dates of the workspace calendar. */
interface AnnotationRow {
  id: string;
  first_day: string;
  last_day: string;
  created_at: number;
  removed_at: number | null;
  body: string;
}

interface DecisionRow {
  id: string;
  day: string;
  created_at: number;
  body: string;
}

/** Which KPIs a decision is about. */
interface DecisionKpiRow {
  kpi: string;
  decision: string;
}

interface InterventionRow {
  id: string;
  kpi: string;
  owner: string;
  due: string;
  state: string;
  /** Grows with every change, so that two people cannot overwrite each other unseen. */
  revision: number;
  created_at: number;
  updated_at: number;
  body: string;
}

/** Tables of what people write down about KPIs. */
export interface PracticeTables {
  annotation: AnnotationRow;
  decision: DecisionRow;
  decision_kpi: DecisionKpiRow;
  intervention: InterventionRow;
}
