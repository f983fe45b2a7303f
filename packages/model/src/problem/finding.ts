/** Where in an author's file something stands. Lines and columns count from 1; columns count UTF-16 units. */
export interface Place {
  file: string;
  line: number;
  column: number;
  /** Length in UTF-16 units of the offending text, for underlining; 1 when unknown. */
  length: number;
}

export type Severity = "error" | "warning" | "info";

/** Something wrong, or worth a look, in what an author wrote. Findings are collected and shown all at once. */
export interface Finding {
  /** Stable rule id, `area/name`, e.g. `expression/unknown-column`. */
  rule: string;
  severity: Severity;
  /** What is wrong, in one sentence. */
  message: string;
  /** What to do about it, in one sentence. */
  hint: string;
  place?: Place;
  /** The definition it is about, e.g. `metric on_time_rate`. */
  subject?: string;
}

/** Whether any finding forbids going on. */
export const hasErrors = (findings: readonly Finding[]): boolean =>
  findings.some((finding) => finding.severity === "error");
