import type { Severity } from "@sextant/model/problem/finding";

/** What a rule says about itself; the reference of findings is made of these. */
export interface Rule {
  severity: Severity;
  /** What must hold, in one sentence. */
  sentence: string;
  bad: string;
  good: string;
}
