/** A named step of a statement. */
export interface Step {
  name: string;
  sql: string;
}
