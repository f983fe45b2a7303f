/** What a person said of a key result, with what the data said then. */
interface KeyResultCheckInRow {
  id: string;
  objective: string;
  key_result: string;
  at: number;
  created_at: number;
  body: string;
}

/** What was written when a cycle was over. */
interface RetrospectiveRow {
  id: string;
  objective: string;
  created_at: number;
  body: string;
}

/** Tables of what people note about objectives. */
export interface ObjectiveTables {
  key_result_check_in: KeyResultCheckInRow;
  retrospective: RetrospectiveRow;
}
